//! A tree of values as TOML: stable order, one field per line.
//!
//! Lists of tables that a reader scrolls through get headers (`[[day.block]]`); tables inside them are
//! written with dotted keys (`weight.production = 15`), so that a change is one changed line.

use std::fmt::Write;

use serde_json::{Map, Value};

/// Lists of tables that get headers of their own below the first level.
const NESTED: [&str; 4] = ["block", "topic", "output", "swot"];
/// Lists longer than this are written with an item per line.
const LINE: usize = 90;

/// Writes the root table.
pub(super) fn write(root: &Value) -> String {
    let mut out = String::new();
    let Value::Object(root) = root else {
        return out;
    };
    for (key, value) in root {
        match value {
            Value::Object(table) => header(&mut out, &format!("[{}]", name(key)), key, table),
            Value::Array(tables) if !tables.is_empty() => lists(&mut out, key, tables),
            _ => {}
        }
    }
    out
}

fn lists(out: &mut String, path: &str, tables: &[Value]) {
    for table in tables.iter().filter_map(Value::as_object) {
        header(out, &format!("[[{path}]]"), path, table);
    }
}

fn header(out: &mut String, header: &str, path: &str, table: &Map<String, Value>) {
    if !out.is_empty() {
        out.push('\n');
    }
    out.push_str(header);
    out.push('\n');
    let has_header = |key: &str, value: &Value| {
        NESTED.contains(&key)
            && matches!(value, Value::Array(all) if all.iter().any(Value::is_object))
    };
    for (key, value) in table.iter().filter(|(key, value)| !has_header(key, value)) {
        field(out, &name(key), value);
    }
    for (key, value) in table.iter().filter(|(key, value)| has_header(key, value)) {
        let tables = value.as_array().map_or(&[][..], Vec::as_slice);
        lists(out, &format!("{path}.{}", name(key)), tables);
    }
}

fn field(out: &mut String, key: &str, value: &Value) {
    match value {
        Value::Null => {}
        Value::Object(table) if !table.is_empty() => {
            for (inner, value) in table {
                field(out, &format!("{key}.{}", name(inner)), value);
            }
        }
        Value::Array(items) => {
            let short = inline(value);
            if short.len() <= LINE && !items.iter().any(Value::is_object) {
                line(out, key, &short);
                return;
            }
            line(out, key, "[");
            for item in items {
                let _ = writeln!(out, "  {},", inline(item));
            }
            out.push_str("]\n");
        }
        Value::String(text) if text.contains('\n') => line(out, key, &many_lines(text)),
        _ => line(out, key, &inline(value)),
    }
}

fn line(out: &mut String, key: &str, value: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{key} = {value}");
}

fn inline(value: &Value) -> String {
    match value {
        Value::Null => "\"\"".to_owned(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::String(text) => format!("\"{}\"", escaped(text, false)),
        Value::Array(items) => {
            format!(
                "[{}]",
                items.iter().map(inline).collect::<Vec<_>>().join(", ")
            )
        }
        Value::Object(table) if table.is_empty() => "{}".to_owned(),
        Value::Object(table) => {
            let fields = table
                .iter()
                .map(|(key, value)| format!("{} = {}", name(key), inline(value)));
            format!("{{ {} }}", fields.collect::<Vec<_>>().join(", "))
        }
    }
}

/// A key, in quotes where it must be.
fn name(key: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !key.is_empty() && key.chars().all(bare) {
        return key.to_owned();
    }
    format!("\"{}\"", escaped(key, false))
}

/// Text of several lines between three quotes; the line break after the first three is not part of it.
fn many_lines(text: &str) -> String {
    format!("\"\"\"\n{}\"\"\"", escaped(text, true))
}

fn escaped(text: &str, lines: bool) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    for (at, letter) in text.char_indices() {
        match letter {
            '\\' => out.push_str("\\\\"),
            '"' if lines && !is_quote(text, at) => out.push('"'),
            '"' => out.push_str("\\\""),
            '\n' if lines => out.push('\n'),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            control if control.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out
}

/// True when the quote at `at` is followed by another or by the end: three in a row would end the text.
fn is_quote(text: &str, at: usize) -> bool {
    text.get(at + 1..)
        .is_none_or(|rest| rest.is_empty() || rest.starts_with('"'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn read(text: &str) -> Value {
        let value: toml::Value =
            toml::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        serde_json::to_value(value).unwrap()
    }

    #[test]
    fn tables_lists_and_dotted_keys() {
        let tree = json!({
            "workshop": { "title": "A \"b\"", "dates": ["2026-01-02"], "none": {} },
            "day": [{ "title": "One", "block": [{ "id": "b", "topic": [{ "id": "t", "topic": [{ "id": "u" }] }] }] }],
            "record": [{ "relevance": { "b": "H", "c d": "L" }, "text": "two\nlines\"\"\"\"" }],
            "sheet": [{ "columns": [{ "id": "x" }, { "id": "y" }] }],
        });
        let text = write(&tree);
        assert_eq!(read(&text), tree, "{text}");
        assert!(
            text.contains("[[day.block.topic.topic]]\nid = \"u\"\n"),
            "{text}"
        );
        assert!(text.contains("relevance.\"c d\" = \"L\"\n"), "{text}");
        assert!(text.contains("columns = [\n  { id = \"x\" },\n"), "{text}");
    }

    proptest! {
        #[test]
        fn any_text_is_read_back(key in "\\PC{0,6}", text in "(\"|\\\\|\n|\r|\t|a|\\PC|\u{7f}|\u{1}){0,12}", number in any::<f64>()) {
            prop_assume!(number.is_finite());
            let tree = json!({ "a": [{ key: text, "list": ["x", number] }] });
            prop_assert_eq!(read(&write(&tree)), tree);
        }
    }
}
