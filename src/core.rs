//! What a workshop says, without the outside: no file, clock, environment, chance, terminal or database.
//!
//! A package of its own, since optimisation is set by package: the engines are built for speed, the program around
//! them for size, and this in between. From the bottom:
//!
//! - [`order`]: sorting that is compiled once
//! - [`document`]: definition and data files as a tree that knows where everything stands
//! - [`agenda`]: playbooks and rubrics
//! - [`workshop`]: what the room said: state, changes, undo

pub mod agenda;
pub mod document;
pub mod order;
pub mod workshop;

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::workshop::interchange::tests::schema;

    /// Here since it reads a file, which the layers do not.
    #[test]
    fn the_schema_in_the_documentation_is_that_of_the_types() {
        let text = schema::text();
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/interchange.schema.json");
        if std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1") {
            std::fs::write(&path, &text).unwrap();
        }
        let written = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            written == text,
            "docs/interchange.schema.json is stale: run the tests with UPDATE_GOLDEN=1"
        );
    }
}
