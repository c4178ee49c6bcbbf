//! The head of every document: for whom, when, how far agreed, of which revision.

use serde::Serialize;

use crate::exports::report::View;
use crate::exports::say;

/// Version of the shape of the reports; it rises when a heading or anchor changes its meaning.
pub const SCHEMA: u32 = 1;

/// The head of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cover {
    /// The level-1 heading.
    pub heading: &'static str,
    /// `recommendation`, `roadmap`, `workshop`.
    pub report: &'static str,
    /// [`SCHEMA`].
    pub schema: u32,
    /// What the workshop is called.
    pub title: String,
    /// For whom.
    pub client: String,
    /// The days in words: `3 March 2026 and 4 March 2026`.
    pub dates: String,
    /// The last day as `YYYY-MM-DD`; empty when none is set.
    pub date: String,
    /// Where.
    pub location: String,
    /// Version of the report, as people call it.
    pub version: String,
    /// `draft`, `proposed`, `agreed`, `superseded`.
    pub status: &'static str,
    /// Who may read it.
    pub classification: String,
    /// Head hash of the journal.
    pub revision: String,
    /// Its first characters, for reading aloud.
    pub short_revision: String,
    /// Version of the program.
    pub tool: String,
    /// Whether the facilitators have a commercial interest, as they say it.
    pub interests: String,
}

/// Makes the head of a document.
#[must_use]
pub fn cover(view: View<'_>) -> Cover {
    let info = &view.state().info;
    let input = view.report.input;
    let days: Vec<String> = info.dates.iter().map(|date| say::day(*date)).collect();
    Cover {
        heading: view.document.heading(),
        report: view.document.name(),
        schema: SCHEMA,
        title: info.title.clone(),
        client: info.client.clone(),
        dates: say::list(&days),
        date: info
            .dates
            .last()
            .map_or_else(String::new, ToString::to_string),
        location: info.location.clone(),
        version: info.version.clone(),
        status: info.status.word(),
        classification: info.classification.clone(),
        revision: input.revision.to_owned(),
        short_revision: say::revision(input.revision),
        tool: input.tool_version.to_owned(),
        interests: info.interests.clone(),
    }
}
