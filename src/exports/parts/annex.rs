//! The annex: of which revision, made with what, marked when.

use serde::Serialize;

use crate::exports::inline::{Head, Table, words};
use crate::exports::report::View;
use crate::exports::say;

/// The annex.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Annex {
    /// Name and version of the playbook.
    pub playbook: String,
    /// Name and version of the rubric.
    pub rubric: String,
    /// Number of entries in the journal.
    pub entries: u64,
    /// Named points of the journal; none when there is none.
    pub marks: Option<Table>,
    /// How many entries came after the last of them.
    pub since: u64,
}

/// Makes it.
#[must_use]
pub fn annex(view: View<'_>) -> Annex {
    let state = view.state();
    let input = view.report.input;
    let row = |mark: &crate::workshop::Milestone| {
        vec![
            words(&mark.name),
            words(mark.entry.to_string()),
            words(say::moment(mark.stamp.at)),
            words(mark.stamp.by.trim_start_matches('@')),
        ]
    };
    let columns = vec![
        Head::left("Mark"),
        Head::right("After entry"),
        Head::left("When"),
        Head::left("By"),
    ];
    Annex {
        playbook: format!(
            "{}, version {}",
            state.playbook.header.id, state.playbook.header.version
        ),
        rubric: format!(
            "{}, version {}",
            state.rubric.header.id, state.rubric.header.version
        ),
        entries: input.entries,
        since: input
            .marks
            .last()
            .map_or(0, |mark| input.entries.saturating_sub(mark.entry)),
        marks: (!input.marks.is_empty()).then(|| Table {
            columns,
            rows: input.marks.iter().map(row).collect(),
        }),
    }
}
