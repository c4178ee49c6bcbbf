//! `flipchart export`: the reports and data files.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::args::ExportArgs;
use super::failure::{Failure, Outcome};
use super::{store, templates, write};
use crate::exports::{self, Document, ReportInput};
use crate::workshop::Workshop;

/// Writes what was asked for, whole or not at all.
pub(super) fn run(args: &ExportArgs, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let session = store::session_to_read(&args.file)?;
    let workshop: Workshop = match &args.at {
        Some(mark) => session.at_mark(mark)?,
        None => session.workshop().clone(),
    };
    let revision = session.head().to_string();
    let input = ReportInput {
        state: workshop.state(),
        revision: &revision,
        tool_version: env!("CARGO_PKG_VERSION"),
        entries: workshop.entries(),
        marks: workshop.marks(),
    };
    let files = exports::files_with(&input, &args.format, &args.only, &templates::load()?)?;
    let folder = args.output.clone().unwrap_or_else(|| beside(&args.file));
    write::all(&folder, &files)?;
    writeln!(out, "Wrote {} files to {}:", files.len(), folder.display())?;
    for (name, _) in &files {
        writeln!(out, "  {name}")?;
    }
    Ok(Outcome::Done)
}

/// `acme.flipchart` is exported to `acme-report`.
fn beside(file: &Path) -> PathBuf {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    file.with_file_name(format!("{stem}-report"))
}

/// The document of this name.
pub(super) fn document(name: &str) -> Result<Document, String> {
    let found = Document::ALL
        .into_iter()
        .find(|document| document.name() == name);
    let names: Vec<&str> = Document::ALL
        .iter()
        .map(|document| document.name())
        .collect();
    found.ok_or_else(|| format!("it must be one of {}", names.join(", ")))
}
