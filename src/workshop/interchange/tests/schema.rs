//! The JSON Schema of the interchange format, made from the types; `src/core.rs` holds the documentation to it.

use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use super::super::tables::Document;

/// What must be there in tables of which the program writes more than it needs.
const NEEDED: [(&str, &[&str]); 25] = [
    ("Accepted", &["output"]),
    ("Cell", &["option", "criterion"]),
    ("Column", &["id", "kind"]),
    ("Covered", &["topic"]),
    ("Criterion", &["id"]),
    ("Day", &["title"]),
    ("Decision", &[]),
    ("FlowNodes", &[]),
    ("DoneWhen", &["check"]),
    ("Link", &["from", "to"]),
    ("Person", &["name"]),
    ("PlanSettings", &[]),
    ("PlatformOption", &["id"]),
    ("PlaybookHeader", &["id", "title"]),
    ("Record", &["sheet"]),
    ("RubricHeader", &[]),
    ("Scale", &[]),
    ("Score", &["option", "criterion", "level"]),
    ("Section", &["id", "text"]),
    ("SwotSeed", &["id", "quadrant", "text", "source", "as_of"]),
    ("Thresholds", &[]),
    ("Vote", &["option", "criterion"]),
    ("WeightsLocked", &["environment"]),
    ("WorkPackage", &["id"]),
    ("Workshop", &[]),
];

/// The schema as `docs/interchange.schema.json` has it.
pub(crate) fn text() -> String {
    let generator = SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator();
    let mut schema = generator.into_root_schema_for::<Document>();
    schema.insert(
        "title".to_owned(),
        "A flipchart workshop, whole or partial".into(),
    );
    let mut schema = schema.as_value().clone();
    without_null(&mut schema);
    for (key, value) in [
        ("weight", json!({ "type": "number" })),
        ("must_have", json!({ "enum": ["L", "M", "H"] })),
    ] {
        let property = &mut schema["$defs"]["Criterion"]["properties"][key];
        let about = property["description"].take();
        let each = property["additionalProperties"].take();
        *property = json!({
            "description": about,
            "anyOf": [value, { "type": "object", "additionalProperties": each }],
        });
    }
    let covered = &mut schema["$defs"]["Progress"]["properties"]["covered"]["items"];
    *covered = json!({ "anyOf": [{ "type": "string" }, covered.clone()] });
    for (table, keys) in NEEDED {
        assert!(schema["$defs"][table].is_object(), "{table}");
        schema["$defs"][table]["required"] = json!(keys);
    }
    schema.as_object_mut().unwrap().remove("required");
    format!("{schema:#}\n")
}

/// A key that has no value is left out; nothing is ever null.
fn without_null(schema: &mut Value) {
    match schema {
        Value::Object(table) => {
            if let Some(Value::Array(types)) = table.get_mut("type") {
                types.retain(|one| one != "null");
                if let [only] = types.as_slice() {
                    let only = only.clone();
                    table.insert("type".to_owned(), only);
                }
            }
            if let Some(Value::Array(any)) = table.get_mut("anyOf") {
                any.retain(|one| one["type"] != "null");
                if let [Value::Object(only)] = any.as_slice() {
                    let only = only.clone();
                    table.remove("anyOf");
                    table.extend(only);
                }
            }
            table.values_mut().for_each(without_null);
        }
        Value::Array(all) => all.iter_mut().for_each(without_null),
        _ => {}
    }
}
