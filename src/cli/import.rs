//! `flipchart import`: a colleague's notes, data files, registers.

use std::collections::BTreeSet;
use std::io::{BufRead, Write};

use anyhow::Context;

use super::args::ImportArgs;
use super::failure::{Failure, Outcome};
use super::{data, store};
use crate::agenda::SheetId;
use crate::document::Format;
use crate::exports::say;
use crate::workshop::{Applied, Change, Stamp, State, capture, interchange};

/// The sheet that notes go to when nothing else is said.
const NOTES_SHEET: &str = "line-items";

/// Adds what a file holds as one entry, which one undo takes back; nothing when the file has a mistake.
pub(super) fn run(
    args: &ImportArgs,
    author: &str,
    out: &mut dyn Write,
) -> Result<Outcome, Failure> {
    if args.data.as_os_str() == "-" {
        return stream(args, author, out);
    }
    let name = args.data.display().to_string();
    let text = data::text(&args.data)?;
    let mut session = store::session_to_write(&args.file)?;
    let changes = changes(args, &name, &text, session.workshop().state(), author)?;
    if changes.is_empty() {
        writeln!(out, "{name} holds nothing to import.")?;
        return Ok(Outcome::Done);
    }
    let further = further_rounds(&changes, session.workshop().state());
    let whole = changes
        .iter()
        .any(|change| matches!(change, Change::Replace(_)));
    let before = records(session.workshop().state());
    let applied = store::keep(&mut session, changes, author)?;
    let after = records(session.workshop().state());
    session.close()?;
    if whole {
        let open = crate::journal::quoted(&args.file);
        writeln!(
            out,
            "Imported {name}, which is a whole workshop, in place of all of {}, playbook and rubric included: {before} records before, {after} now.\n\
             To take it back: flipchart {open}, then u.",
            args.file.display(),
        )?;
        return Ok(Outcome::Done);
    }
    writeln!(
        out,
        "Imported {name}: {}. One undo takes it back.",
        summary(&applied)
    )?;
    if further > 0 {
        let cells = say::count(further, "cell", "cells");
        writeln!(
            out,
            "{cells} had been voted on already: what the file says of them is a further round."
        )?;
    }
    Ok(Outcome::Done)
}

/// How many records there are.
fn records(state: &State) -> usize {
    state
        .every_record()
        .filter(|record| !record.removed)
        .count()
}

/// On how many cells that have a show of hands already there is another one now.
fn further_rounds(changes: &[Change], state: &State) -> usize {
    let voted = changes.iter().filter_map(|change| match change {
        Change::Vote { cell, .. } => Some(cell),
        _ => None,
    });
    let again = voted.filter(|cell| !state.rounds(cell).is_empty());
    again.collect::<BTreeSet<_>>().len()
}

fn changes(
    args: &ImportArgs,
    name: &str,
    text: &str,
    state: &State,
    author: &str,
) -> anyhow::Result<Vec<Change>> {
    let stamp = Stamp {
        at: store::now(),
        by: author.to_owned(),
    };
    let ending = args
        .data
        .extension()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    let changes = match ending.as_str() {
        "toml" => interchange::changes(name, text, Format::Toml, state, &stamp)?,
        "json" => interchange::changes(name, text, Format::Json, state, &stamp)?,
        "csv" => interchange::changes_from_csv(name, text, &csv_sheet(args), state)?,
        "txt" | "md" | "" => notes(text, state, &notes_sheet(args, state)?),
        other => anyhow::bail!("{name} ends in .{other}: import reads .toml, .json, .csv and .txt"),
    };
    data::check_calendars(name, &changes)?;
    Ok(changes)
}

/// The sheet of a CSV: as said, else as the file is called.
fn csv_sheet(args: &ImportArgs) -> SheetId {
    let stem = args
        .data
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    args.sheet.clone().unwrap_or_else(|| SheetId::new(stem))
}

fn notes_sheet(args: &ImportArgs, state: &State) -> anyhow::Result<SheetId> {
    let sheet = args
        .sheet
        .clone()
        .unwrap_or_else(|| SheetId::new(NOTES_SHEET));
    let known = state
        .playbook
        .sheet(&sheet)
        .filter(|sheet| sheet.prefix.is_some());
    let sheets = state
        .playbook
        .sheets
        .iter()
        .filter(|sheet| sheet.prefix.is_some());
    let names: Vec<&str> = sheets.map(|sheet| sheet.id.as_str()).collect();
    anyhow::ensure!(
        known.is_some(),
        "there is no sheet \"{sheet}\" for notes: name one with --sheet: {}",
        names.join(", ")
    );
    Ok(sheet)
}

fn notes(text: &str, state: &State, sheet: &SheetId) -> Vec<Change> {
    let context = capture::Context::new(state, store::now().date_naive()).on_sheet(sheet.clone());
    let notes = capture::notes(text, &context).into_iter();
    notes
        .filter_map(|(_, captured)| captured.record())
        .map(|record| Change::Add(Box::new(record)))
        .collect()
}

/// Keeps each line as soon as it is read and says so once it is on the disk.
fn stream(args: &ImportArgs, author: &str, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let mut session = store::session_to_write(&args.file)?;
    let sheet = notes_sheet(args, session.workshop().state())?;
    let mut input = std::io::stdin().lock();
    let mut bytes = Vec::new();
    while input
        .read_until(b'\n', &mut bytes)
        .context("cannot read standard input")?
        > 0
    {
        // A byte that is no text must not cost the rest of the line, nor the lines behind it.
        let line = String::from_utf8_lossy(&bytes).into_owned();
        bytes.clear();
        let changes = notes(&line, session.workshop().state(), &sheet);
        for change in changes {
            let applied = store::keep(&mut session, vec![change], author)?;
            writeln!(out, "saved {}", references(&applied))?;
            out.flush()?;
        }
    }
    session.close()?;
    Ok(Outcome::Done)
}

fn references(applied: &Applied) -> String {
    applied
        .assigned
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(" ")
}

fn summary(applied: &Applied) -> String {
    match applied.assigned.as_slice() {
        [] => applied.what.clone(),
        [only] => format!("added {only}"),
        [first, .., last] => format!("{} ({first} to {last})", applied.what),
    }
}
