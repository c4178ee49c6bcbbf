//! `flipchart log`: what was done, when and by whom.

use std::io::Write;
use std::path::Path;

use super::failure::{Failure, Outcome};
use super::store;
use super::table::{self, Align};
use crate::workshop::Workshop;

/// Lists every entry of a workshop's journal.
pub(super) fn run(file: &Path, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let entries = store::entries(file)?;
    let columns = [
        ("entry", Align::Right),
        ("when", Align::Left),
        ("who", Align::Left),
        ("what", Align::Left),
    ];
    let mut rows = Vec::new();
    let mut workshop: Option<Workshop> = None;
    for entry in &entries {
        let what = if let Some(workshop) = &mut workshop {
            workshop.apply(entry)?.what
        } else {
            let begun = workshop.insert(Workshop::begin(entry)?);
            format!("began \"{}\"", begun.state().info.title)
        };
        let when = entry.at.format("%Y-%m-%d %H:%M:%S %:z").to_string();
        rows.push(vec![
            (rows.len() + 1).to_string(),
            when,
            entry.by.clone(),
            what,
        ]);
    }
    table::write(&columns, &rows, out)?;
    Ok(Outcome::Done)
}
