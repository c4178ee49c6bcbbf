//! `flipchart verify`: is everything as it was written.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::Context as _;
use serde_json::json;

use super::args::VerifyArgs;
use super::earlier::{There, there};
use super::failure::{Failure, Outcome};
use super::store;
use crate::exports::{MANIFEST, Manifest, is_plain_name, say};
use crate::journal::{self, Damage, Verdict, entries, entries_in_all};

/// Checks a workshop file or an exported folder.
pub(super) fn run(args: &VerifyArgs, out: &mut dyn Write) -> Result<Outcome, Failure> {
    store::known(&args.file)?;
    if args.file.is_dir() {
        return folder(args, out);
    }
    let verdict = journal::verify(&args.file)?;
    if args.json {
        writeln!(out, "{:#}", document(&args.file, &verdict))?;
    } else {
        text(&args.file, &verdict, out)?;
    }
    Ok(outcome(verdict.damage.is_none()))
}

const fn outcome(whole: bool) -> Outcome {
    if whole { Outcome::Done } else { Outcome::Found }
}

fn text(file: &Path, verdict: &Verdict, out: &mut dyn Write) -> std::io::Result<()> {
    let name = file.display();
    let sittings = match verdict.sittings {
        0 => "no sitting that can be read".to_owned(),
        1 => "1 sitting".to_owned(),
        count => format!("{count} sittings"),
    };
    writeln!(out, "{name}: {} in {sittings}", entries(verdict.entries))?;
    if let Some((first, last)) = verdict.span {
        let moment = "%Y-%m-%d %H:%M";
        writeln!(
            out,
            "  from       {} to {}",
            first.format(moment),
            last.format(moment)
        )?;
    }
    if verdict.entries > 0 {
        writeln!(out, "  head hash  {}", verdict.head)?;
    }
    if let Some(bytes) = verdict.log {
        writeln!(
            out,
            "  beside it  a log of {bytes} bytes, read with it; it goes when the workshop is opened and closed"
        )?;
    }
    if verdict.waiting > 0 {
        let waiting = entries(verdict.waiting);
        writeln!(
            out,
            "  waiting    {waiting} that could not be saved; back when the workshop is opened"
        )?;
    }
    match &verdict.damage {
        None => writeln!(out, "The chain is whole."),
        Some(damage) => damaged(file, damage, out),
    }
}

fn damaged(file: &Path, damage: &Damage, out: &mut dyn Write) -> std::io::Result<()> {
    if let Some(entry) = damage.entry {
        writeln!(out, "Damaged at entry {entry}: {}.", damage.what)?;
        writeln!(
            out,
            "Of {}, {} before it and {} after it are sound.",
            entries_in_all(damage.total, damage.cut_short),
            damage.before,
            damage.after
        )?;
    } else {
        writeln!(out, "Damaged beside the entries: {}.", damage.what)?;
        writeln!(out, "All {} are sound.", entries(damage.before))?;
    }
    let command = journal::recover_command(file);
    writeln!(out, "Take out what is sound with: {command}")
}

/// The shape is described in `docs/recovery.md`.
fn document(file: &Path, verdict: &Verdict) -> serde_json::Value {
    let damage = verdict.damage.as_ref().map(|damage| {
        json!({
            "entry": damage.entry,
            "what": damage.what,
            "sound_before": damage.before,
            "sound_after": damage.after,
            "total": damage.total,
            "recover": journal::recover_command(file),
        })
    });
    json!({
        "schema": 1,
        "file": file.display().to_string(),
        "whole": damage.is_none(),
        "entries": verdict.entries,
        "sittings": verdict.sittings,
        "head": verdict.head.to_string(),
        "first": verdict.span.map(|(first, _)| first.to_rfc3339()),
        "last": verdict.span.map(|(_, last)| last.to_rfc3339()),
        "log_bytes": verdict.log,
        "waiting": verdict.waiting,
        "damage": damage,
    })
}

/// Holds the files of an export against its manifest.
fn folder(args: &VerifyArgs, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let (folder, name) = (&args.file, args.file.display());
    let list = fs::read_to_string(folder.join(MANIFEST)).map_err(|_error| {
        anyhow::anyhow!(
            "{name} has no {MANIFEST} that can be read: name a folder that `flipchart export` wrote"
        )
    })?;
    let manifest: Manifest = serde_json::from_str(&list)
        .with_context(|| format!("{name}/{MANIFEST} is damaged: export into another folder"))?;
    let earlier = manifest.earlier.iter().map(|earlier| &earlier.file);
    let names = manifest.files.iter().chain(earlier).map(|file| &file.name);
    let files: Vec<_> = names
        .filter(|name| is_plain_name(name))
        .filter_map(|name| match there(&folder.join(name)) {
            There::File(bytes) => Some((name.clone(), bytes)),
            // A link or a pipe is not what was exported, whatever comes out of it.
            There::Other => Some((name.clone(), Vec::new())),
            There::Nothing => None,
        })
        .collect();
    let problems = manifest.problems(&files);
    let beside = beside(folder, &manifest)?;
    if args.json {
        let document = json!({
            "schema": 1,
            "folder": name.to_string(),
            "whole": problems.is_empty(),
            "revision": manifest.revision,
            "files": manifest.files.len(),
            "problems": problems,
            "beside": beside,
        });
        writeln!(out, "{document:#}")?;
        return Ok(outcome(problems.is_empty()));
    }
    for problem in &problems {
        writeln!(out, "{problem}")?;
    }
    let (count, revision) = (manifest.files.len(), &manifest.revision);
    if problems.is_empty() {
        let all = if count == 1 { "" } else { "All " };
        let whole = say::count(
            count,
            "file is as it was exported",
            "files are as they were exported",
        );
        writeln!(out, "{all}{whole}, of head hash {revision}.")?;
    } else {
        let files = say::count(count, "file", "files");
        writeln!(out, "Export again for {files} of one revision.")?;
    }
    if !beside.is_empty() {
        let beside = beside.join(", ");
        writeln!(out, "Beside them, and of no export: {beside}.")?;
    }
    Ok(outcome(problems.is_empty()))
}

/// What lies in a folder and was written by no export, in order.
fn beside(folder: &Path, manifest: &Manifest) -> std::io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if !manifest.knows(&name) {
            names.push(name);
        }
    }
    names.sort_unstable();
    Ok(names)
}
