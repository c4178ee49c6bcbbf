//! Workshops as files that people and other programs read and write: TOML, JSON and CSV.
//!
//! A file with a `[workshop]` table is whole: it holds playbook, rubric and everything that was said, and
//! replaces what is there. Any other is partial and adds to an existing workshop. What [`to_toml`] and
//! [`to_json`] write, [`changes`] reads back as the same state; records that are off the record are never
//! written. `docs/interchange.md` describes the format.

mod adding;
mod check;
mod content;
mod estimate;
mod from_state;
mod meta;
mod plan_data;
mod plan_table;
mod read_links;
mod read_matrix;
mod read_package;
mod read_progress;
mod read_record;
mod read_scores;
mod read_value;
mod read_votes;
mod register_csv;
mod scoring_data;
mod tables;
mod target;
#[cfg(test)]
pub(crate) mod tests;
mod toml_text;
mod waits;
mod whole;

use super::{Change, Stamp, State};
use crate::document::{self, Clean, Format, Problems};

pub use plan_data::{PlanData, PlanLines, PlanLink, PlanRow, plan_csv, plan_data};
pub use register_csv::{changes_from_csv, csv_of, plain_csv};
pub use scoring_data::scoring_data;

/// What a whole or partial file changes in a workshop, or every mistake in it.
///
/// `name` is the file's name in messages; `stamp` says when and by whom what has no `at` and `by` was said.
pub fn changes(
    name: &str,
    text: &str,
    format: Format,
    state: &State,
    stamp: &Stamp,
) -> Result<Vec<Change>, Problems> {
    let (reader, root) = document::parse(name, text, format)?;
    let fields = reader.fields(&root, "the file");
    let changes = if fields.has("workshop") {
        vec![Change::Replace(Box::new(whole::read(&fields, stamp)))]
    } else {
        adding::read(&fields, state, stamp)
    };
    fields.finish();
    reader.finish(changes)
}

/// The workshop in a whole file, or every mistake in it.
pub fn workshop(name: &str, text: &str, format: Format, stamp: &Stamp) -> Result<State, Problems> {
    let (reader, root) = document::parse(name, text, format)?;
    let fields = reader.fields(&root, "the file");
    if !fields.has("workshop") {
        let what = "the file has no [workshop] table, so it is no whole workshop";
        fields.report(
            "workshop",
            what,
            "import it into an existing workshop, or add [workshop]",
        );
    }
    let state = whole::read(&fields, stamp);
    fields.finish();
    reader.finish(state)
}

/// The whole workshop as TOML, apart from what is off the record: stable order, one field per line.
#[must_use]
pub fn to_toml(state: &State) -> String {
    Clean::in_toml(toml_text::write(&from_state::tree(state))).into_owned()
}

/// The whole workshop as JSON, apart from what is off the record: stable order, one field per line.
#[must_use]
pub fn to_json(state: &State) -> String {
    Clean::in_json(format!("{:#}\n", from_state::tree(state))).into_owned()
}
