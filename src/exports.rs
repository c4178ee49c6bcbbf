//! Exports: a workshop as the files that stakeholders read.
//!
//! [`files()`] turns a [`ReportInput`] into bytes. A report model ([`Report`], [`parts`]) is computed once;
//! templates print it. Nothing is computed in a template, nothing is written to disk here, and the same
//! state gives the same bytes on every machine.

pub mod anchors;
mod calendar;
mod document;
mod documents;
mod files;
mod inline;
mod manifest;
pub mod mermaid;
pub mod parts;
mod public;
mod report;
pub mod say;
mod templates;
pub mod text;
mod trackers;
mod work;

pub use document::Document;
pub use documents::{Asked, PageOne, document, page_one};
pub use files::{File, Format, UnknownFormat, files, files_with};
pub use inline::{Head, Inline, Piece, Table, comma_list, words};
pub use manifest::{EarlierFile, MANIFEST, Manifest, ManifestFile, is_plain_name, manifest};
pub use public::public;
pub use report::{RUNS, Report, SEED, View};
pub use templates::{BUILTIN, Templates};

use crate::workshop::{Milestone, State, Weighing};

/// What reports are made from.
#[derive(Debug, Clone, Copy)]
pub struct ReportInput<'a> {
    /// The workshop.
    pub state: &'a State,
    /// Head hash of its journal: the revision that a reader can compare.
    pub revision: &'a str,
    /// Version of the program.
    pub tool_version: &'a str,
    /// How many entries its journal has.
    pub entries: u64,
    /// Named points of its journal.
    pub marks: &'a [Milestone],
    /// How weights and must-haves were agreed, and what moved later.
    pub weighing: &'a Weighing,
}

/// Why an export cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExportError {
    /// A template is wrong: file, line and what is unknown.
    #[error("{0}")]
    Template(String),
    /// A template prints without end.
    #[error("{0} prints more than 64 MiB: make it print less")]
    TooLong(String),
}

impl ExportError {
    /// A template's error with its place: that of the included template where it happened.
    fn template(error: &minijinja::Error) -> Self {
        let mut error = error;
        while let Some(inner) =
            std::error::Error::source(error).and_then(<dyn std::error::Error>::downcast_ref)
        {
            error = inner;
        }
        let place = match (error.name(), error.line()) {
            (Some(name), Some(line)) => format!("{name}:{line}: "),
            (Some(name), None) => format!("{name}: "),
            _ => String::new(),
        };
        let detail = error
            .detail()
            .map_or_else(String::new, |detail| format!(" ({detail})"));
        Self::Template(format!(
            "{place}{}{detail}: correct the template, or remove it to use the built-in one",
            error.kind()
        ))
    }
}
