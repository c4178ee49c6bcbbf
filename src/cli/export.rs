//! `flipchart export`: the reports and data files.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::ExportArgs;
use super::failure::{Failure, Outcome};
use super::{store, templates, write};
use crate::exports::{self, Document, ReportInput};
use crate::workshop::State;

/// Writes what was asked for, whole or not at all.
pub(super) fn run(args: &ExportArgs, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let session = store::session_to_read(&args.file)?;
    let (workshop, head) = match &args.at {
        Some(mark) => session.at_mark(mark)?,
        None => (session.workshop().clone(), session.head()),
    };
    let state = still_on_record(workshop.state(), session.workshop().state());
    let revision = head.to_string();
    let weighing = workshop.weighing();
    let input = ReportInput {
        state: &state,
        revision: &revision,
        tool_version: env!("CARGO_PKG_VERSION"),
        entries: workshop.entries(),
        marks: workshop.marks(),
        weighing: &weighing,
    };
    let mut formats = args.format.clone();
    formats.sort_unstable();
    formats.dedup();
    let files = exports::files_with(&input, &formats, &args.only, &templates::load()?)?;
    let folder = args.output.clone().unwrap_or_else(|| beside(&args.file));
    write::all(&folder, &files)?;
    writeln!(out, "Wrote {} files to {}:", files.len(), folder.display())?;
    for file in &files {
        writeln!(out, "  {}", file.name())?;
    }
    Ok(Outcome::Done)
}

/// The state `then`, in which what has been taken off the record since is off the record too.
fn still_on_record(then: &State, now: &State) -> State {
    let mut state = then.clone();
    for (id, record) in &mut state.records {
        if now.records.get(id).is_some_and(|now| now.off_record) {
            Arc::make_mut(record).off_record = true;
        }
    }
    state
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workshop::Reference;

    #[test]
    fn a_mark_does_not_bring_back_what_was_taken_off_the_record() {
        let then = super::super::sample::state().unwrap();
        let id = Reference::new("LI-1");
        let mut now = then.clone();
        Arc::make_mut(now.records.get_mut(&id).unwrap()).off_record = true;
        now.records.remove(&Reference::new("LI-2")).unwrap();
        let shown = still_on_record(&then, &now);
        let differing: Vec<&Reference> = then
            .records
            .iter()
            .filter(|(id, record)| shown.records.get(id) != Some(record))
            .map(|(id, _)| id)
            .collect();
        assert_eq!(differing, [&id]);
        assert!(shown.records[&id].off_record);
        assert_eq!(still_on_record(&then, &then), then);
    }
}
