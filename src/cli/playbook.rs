//! `flipchart playbook`: list, show, check and begin playbooks.

use std::io::Write;
use std::path::Path;

use anyhow::Context;

use super::args::PlaybookCommand;
use super::failure::{Failure, Outcome};
use crate::agenda::{BUILTIN_PLAYBOOKS, Block, Playbook, Rubric, Topic};
use crate::definitions::{Shelf, Source, playbook_and_rubric};

/// Carries out a subcommand of `playbook`.
pub(super) fn run(command: &PlaybookCommand, out: &mut dyn Write) -> Result<Outcome, Failure> {
    match command {
        PlaybookCommand::List => list(out),
        PlaybookCommand::Show {
            playbook,
            toml: false,
        } => show(playbook, out),
        PlaybookCommand::Show {
            playbook,
            toml: true,
        } => {
            out.write_all(Shelf::Playbooks.find(playbook)?.text.as_bytes())?;
            Ok(Outcome::Done)
        }
        PlaybookCommand::Check { playbook } => check(playbook, out),
        PlaybookCommand::New { file, from } => begin(file, from, out),
    }
}

fn list(out: &mut dyn Write) -> Result<Outcome, Failure> {
    for definition in BUILTIN_PLAYBOOKS {
        let playbook = Playbook::read(definition.file, definition.text)?;
        let blocks = playbook.blocks().count();
        writeln!(
            out,
            "{:<16} {}, {} days, {blocks} blocks",
            definition.id,
            playbook.header.title,
            playbook.days.len()
        )?;
    }
    for path in Shelf::Playbooks.own_files() {
        let id = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        match Shelf::Playbooks
            .find(&id)
            .and_then(|source| Ok(Playbook::read(&source.name, &source.text)?))
        {
            Ok(playbook) => writeln!(out, "{id:<16} {} (your own)", playbook.header.title)?,
            Err(_) => writeln!(out, "{id:<16} has mistakes: flipchart playbook check {id}")?,
        }
    }
    Ok(Outcome::Done)
}

fn show(wanted: &str, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let (playbook, rubric) = playbook_and_rubric(wanted)?;
    let header = &playbook.header;
    writeln!(
        out,
        "{} ({}, version {})",
        header.title, header.id, header.version
    )?;
    if let Some(about) = &header.about {
        writeln!(out, "{}", about.trim())?;
    }
    for day in &playbook.days {
        writeln!(out, "\n{}", day.title)?;
        for block in &day.blocks {
            show_block(block, out)?;
        }
    }
    writeln!(out, "\nSheets")?;
    for sheet in &playbook.sheets {
        writeln!(
            out,
            "  {:<5} {}",
            sheet.prefix.as_deref().unwrap_or(""),
            sheet.title
        )?;
    }
    let options: Vec<&str> = rubric
        .options
        .iter()
        .map(|option| option.title.as_str())
        .collect();
    if !options.is_empty() {
        writeln!(
            out,
            "\nScores {} on {} criteria",
            options.join(", "),
            rubric.criteria.len()
        )?;
    }
    Ok(Outcome::Done)
}

fn show_block(block: &Block, out: &mut dyn Write) -> std::io::Result<()> {
    let lock = if block.locked { " (locked)" } else { "" };
    writeln!(
        out,
        "  {}–{}  {}{lock}",
        block.start, block.end, block.title
    )?;
    for (depth, Topic { title, .. }) in block.all_topics() {
        writeln!(
            out,
            "               {:indent$}· {title}",
            "",
            indent = depth * 2
        )?;
    }
    for output in &block.outputs {
        writeln!(out, "               → {}", output.title)?;
    }
    Ok(())
}

/// Names every mistake of a playbook, or of a rubric when the file is one.
pub(super) fn check(wanted: &str, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let source = Shelf::Playbooks
        .find(wanted)
        .or_else(|missing| Shelf::Rubrics.find(wanted).map_err(|_no| missing))?;
    if is_rubric(&source) {
        let rubric = Rubric::read(&source.name, &source.text)?;
        let (options, criteria) = (rubric.options.len(), rubric.criteria.len());
        writeln!(
            out,
            "{}: a rubric without mistakes, {options} options on {criteria} criteria",
            source.name
        )?;
        return Ok(Outcome::Done);
    }
    let (playbook, _) = playbook_and_rubric(wanted)?;
    let (blocks, sheets) = (playbook.blocks().count(), playbook.sheets.len());
    writeln!(
        out,
        "{}: a playbook without mistakes, {blocks} blocks and {sheets} sheets",
        source.name
    )?;
    Ok(Outcome::Done)
}

fn is_rubric(source: &Source) -> bool {
    let parsed = crate::document::parse(&source.name, &source.text, crate::document::Format::Toml);
    parsed.is_ok_and(|(_, root)| root.has("rubric") && !root.has("playbook"))
}

fn begin(file: &Path, from: &str, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let source = Shelf::Playbooks.find(from)?;
    let opened = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(file);
    let mut created = opened.with_context(|| format!("cannot write {}", file.display()))?;
    let written = created
        .write_all(source.text.as_bytes())
        .and_then(|()| created.sync_all());
    if written.is_err() {
        // Half a playbook must not stay behind; the error itself is what the user needs.
        let _ = std::fs::remove_file(file);
    }
    written.with_context(|| format!("cannot write {}", file.display()))?;
    writeln!(
        out,
        "Wrote {} from {}. Change it, then: flipchart playbook check {0}",
        file.display(),
        source.name
    )?;
    Ok(Outcome::Done)
}
