//! Reports for the preview and for an export, from the workshop as it stands.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::Sender;

use super::Arrived;
use crate::exports::{
    Document, File, Format, Report, ReportInput, Templates, document, files_with,
};
use crate::journal::Session;
use crate::workshop::{Milestone, State, Weighing};

/// Said in the place of a report that could not be written because of a mistake of ours.
const FAILED: &str = "a mistake in the program stopped the report; what was said is safe: please report what \
is printed when the program ends";

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

    /// Prints the preview of a document in a thread of its own; `entry` was the last.
    pub(super) fn print(
        self,
        (wanted, entry): (Document, u64),
        templates: fn() -> anyhow::Result<Templates>,
        sender: Sender<Arrived>,
    ) -> std::io::Result<()> {
        let work = move || {
            let print = AssertUnwindSafe(|| self.preview(wanted, templates));
            let text = match catch_unwind(print) {
                Ok(text) => text.map_err(|error| format!("{error:#}")),
                Err(_) => Err(FAILED.to_owned()),
            };
            drop(sender.send(Arrived::Report(wanted, entry, text)));
        };
        let thread = std::thread::Builder::new().name("report".to_owned());
        thread.spawn(work).map(drop)
    }

    /// A document as an export would write it, with marks where one's own words go.
    fn preview(
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
