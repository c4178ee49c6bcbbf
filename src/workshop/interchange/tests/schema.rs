//! The JSON Schema in the documentation is that of the types.

use std::path::Path;

use schemars::generate::SchemaSettings;

use super::super::tables::Document;

#[test]
fn the_schema_is_up_to_date() {
    let generator = SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator();
    let mut schema = generator.into_root_schema_for::<Document>();
    schema.insert(
        "title".to_owned(),
        "A flipchart workshop, whole or partial".into(),
    );
    let text = format!("{:#}\n", schema.as_value());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/interchange.schema.json");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == text,
        "docs/interchange.schema.json is stale: run the tests with UPDATE_GOLDEN=1"
    );
}
