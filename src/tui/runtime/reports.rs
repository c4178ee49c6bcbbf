//! Reports for the preview and for an export, from the workshop as it stands.

use crate::exports::{
    Document, File, Format, Report, ReportInput, Templates, document, files_with,
};
use crate::journal::Session;
use crate::workshop::{Milestone, State, Weighing};

/// What a report is made from, apart from the open workshop, so that a thread can have it.
pub(super) struct Basis {
    state: State,
    marks: Vec<Milestone>,
    weighing: Weighing,
    entries: u64,
    revision: String,
}

impl Basis {
    /// The workshop as it stands.
    pub(super) fn of(session: &Session) -> Self {
        let workshop = session.workshop();
        Self {
            state: workshop.state().clone(),
            marks: workshop.marks().to_vec(),
            weighing: workshop.weighing(),
            entries: workshop.entries(),
            revision: session.head().to_string(),
        }
    }

    fn input(&self) -> ReportInput<'_> {
        ReportInput {
            state: &self.state,
            revision: &self.revision,
            tool_version: env!("CARGO_PKG_VERSION"),
            entries: self.entries,
            marks: &self.marks,
            weighing: &self.weighing,
        }
    }

    /// A document as an export would write it, with marks where one's own words go.
    pub(super) fn preview(
        &self,
        wanted: Document,
        templates: fn() -> anyhow::Result<Templates>,
    ) -> anyhow::Result<String> {
        let templates = templates()?.marking_sections();
        let input = self.input();
        Ok(document(&Report::new(&input), wanted, &templates)?)
    }

    /// The files of an export.
    pub(super) fn files(
        &self,
        templates: fn() -> anyhow::Result<Templates>,
    ) -> anyhow::Result<Vec<File>> {
        Ok(files_with(
            &self.input(),
            &[Format::Markdown],
            &[],
            &templates()?,
        )?)
    }
}
