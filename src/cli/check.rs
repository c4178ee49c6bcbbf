//! `flipchart check`: everything that is open.

use std::io::Write;
use std::path::Path;

use super::definitions::Shelf;
use super::failure::{Failure, Outcome};
use super::{playbook, store};
use crate::check::{Finding, Kind, findings};

/// Checks a workshop, or a playbook when that is what the name says.
pub(super) fn run(file: &Path, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let name = file.to_string_lossy();
    let is_definition = file.extension().is_some_and(|ending| ending == "toml")
        || (!file.exists() && Shelf::Playbooks.is_builtin(&name));
    if is_definition {
        return playbook::check(&name, out);
    }
    let workshop = store::read(file)?;
    let found = findings(workshop.state());
    for kind in Kind::ALL {
        list(kind, &found, out)?;
    }
    match found.len() {
        0 => writeln!(out, "Nothing is open.")?,
        1 => writeln!(out, "1 thing is open.")?,
        count => writeln!(out, "{count} things are open.")?,
    }
    Ok(if found.is_empty() {
        Outcome::Done
    } else {
        Outcome::Found
    })
}

fn list(kind: Kind, found: &[Finding], out: &mut dyn Write) -> std::io::Result<()> {
    let mut of_kind = found
        .iter()
        .filter(|finding| finding.kind == kind)
        .peekable();
    if of_kind.peek().is_none() {
        return Ok(());
    }
    writeln!(out, "{}", kind.title())?;
    for Finding { what, remedy, .. } in of_kind {
        writeln!(out, "  {what}: {remedy}")?;
    }
    writeln!(out)
}
