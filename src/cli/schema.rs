//! The JSON Schema in the documentation is that of the types; files are read here, not in the pure layer.

use std::path::Path;

use crate::workshop::interchange::tests::schema;

#[test]
fn the_schema_in_the_documentation_is_that_of_the_types() {
    let text = schema::text();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/interchange.schema.json");
    if std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1") {
        std::fs::write(&path, &text).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == text,
        "docs/interchange.schema.json is stale: run the tests with UPDATE_GOLDEN=1"
    );
}
