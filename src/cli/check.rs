//! `flipchart check`: everything that is open.

use std::io::Write;
use std::path::Path;

use super::failure::{Failure, Outcome};
use super::{playbook, store};
use crate::check::{Finding, Kind, findings};
use crate::definitions::Shelf;

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

/// A remedy that holds for all findings of a kind is said once, in the heading.
fn list(kind: Kind, found: &[Finding], out: &mut dyn Write) -> std::io::Result<()> {
    let of_kind: Vec<&Finding> = found
        .iter()
        .filter(|finding| finding.kind == kind)
        .collect();
    let Some(first) = of_kind.first() else {
        return Ok(());
    };
    let shared = of_kind.iter().all(|finding| finding.remedy == first.remedy);
    let remedy = if shared {
        format!(" ({})", first.remedy)
    } else {
        String::new()
    };
    writeln!(out, "{}{remedy}", kind.title())?;
    for finding in of_kind {
        let own = if shared {
            String::new()
        } else {
            format!(": {}", finding.remedy)
        };
        writeln!(out, "  {}{own}", finding.what)?;
    }
    writeln!(out)
}
