//! Which files an export has.

use std::fmt;
use std::str::FromStr;

use super::calendar::calendar;
use super::document::Document;
use super::documents::document;
use super::manifest::{MANIFEST, manifest};
use super::report::Report;
use super::templates::Templates;
use super::trackers::trackers;
use super::work::Work;
use super::{ExportError, ReportInput};
use crate::document::Clean;
use crate::workshop::interchange;

/// A file of an export. What is in it is clean, whatever it was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    name: String,
    bytes: Vec<u8>,
}

impl File {
    /// A file of this name and text; a byte order mark before the text stays.
    #[must_use]
    pub fn new(name: impl Into<String>, text: String) -> Self {
        let bytes = match text.strip_prefix(BYTE_ORDER_MARK) {
            Some(rest) => format!("{BYTE_ORDER_MARK}{}", Clean::named(rest)),
            None => Clean::named(text).into_owned(),
        };
        Self {
            name: name.into(),
            bytes: bytes.into_bytes(),
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What is in it, in UTF-8.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// Says that a file is in UTF-8.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// What a workshop can be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// The three documents.
    Markdown,
    /// The whole workshop, to be read back or kept under version control.
    Toml,
    /// The same for programs.
    Json,
    /// A table per sheet that has records, and the work packages as trackers import them.
    Csv,
    /// Agenda, milestones and due dates for a calendar.
    Ics,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Markdown, Self::Toml, Self::Json, Self::Csv, Self::Ics];

    /// The word on the command line.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Toml => "toml",
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Ics => "ics",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.word())
    }
}

/// A word that is no format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no format: write md, toml, json, csv or ics")]
pub struct UnknownFormat(pub String);

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(text: &str) -> Result<Self, UnknownFormat> {
        Self::ALL
            .into_iter()
            .find(|format| format.word() == text.trim())
            .ok_or_else(|| UnknownFormat(text.to_owned()))
    }
}

/// The files of an export with the built-in templates, in order, the manifest last.
///
/// `only` names the documents that are wanted; empty means all. It does not touch the other formats.
///
/// # Errors
/// What cannot be written, and why.
pub fn files(
    input: &ReportInput<'_>,
    formats: &[Format],
    only: &[Document],
) -> Result<Vec<File>, ExportError> {
    files_with(input, formats, only, &Templates::new()?)
}

/// As [`files`], with other templates.
///
/// # Errors
/// A template that names something unknown, with file and line; what cannot be written.
pub fn files_with(
    input: &ReportInput<'_>,
    formats: &[Format],
    only: &[Document],
    templates: &Templates,
) -> Result<Vec<File>, ExportError> {
    let mut files: Vec<File> = Vec::new();
    if formats.contains(&Format::Markdown) {
        let report = Report::new(input);
        for wanted in Document::ALL {
            if only.is_empty() || only.contains(&wanted) {
                let text = document(&report, wanted, templates)?;
                files.push(File::new(wanted.file(), text));
            }
        }
    }
    files.extend(formats.iter().flat_map(|format| data(input, *format)));
    let list = manifest(input, &files);
    files.push(File::new(MANIFEST, list.json()));
    Ok(files)
}

/// The files of a format that no template prints.
fn data(input: &ReportInput<'_>, format: Format) -> Vec<File> {
    let state = input.state;
    match format {
        Format::Markdown => Vec::new(),
        Format::Toml => vec![File::new("workshop.toml", interchange::to_toml(state))],
        Format::Json => vec![File::new("workshop.json", interchange::to_json(state))],
        Format::Csv => state
            .playbook
            .sheets
            .iter()
            .map(|sheet| {
                (
                    format!("{}.csv", sheet.id),
                    interchange::csv_of(state, &sheet.id),
                )
            })
            .filter(|(_, text)| !text.is_empty())
            .chain(trackers(&Work::new(input)))
            .map(|(name, text)| File::new(name, text))
            .collect(),
        Format::Ics => vec![File::new("calendar.ics", calendar(&Work::new(input)))],
    }
}
