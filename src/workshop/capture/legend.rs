//! What can be typed, for the screen and the help.

use super::markers::{due_column, person_column, tag_column};
use super::place::BEGINNINGS;
use crate::agenda::{ColumnKind, Playbook, Sheet, SheetKind};

/// Something that can be typed and what it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// What to type.
    pub write: String,
    /// What it does.
    pub does: String,
}

fn hint(write: &str, does: &str) -> Hint {
    Hint {
        write: write.to_owned(),
        does: does.to_owned(),
    }
}

/// The markers that work on a sheet, with the headings of the columns that they fill.
#[must_use]
pub fn legend(sheet: &Sheet) -> Vec<Hint> {
    let columns = [
        ("@name", person_column(sheet)),
        ("#tag", tag_column(sheet)),
        ("!h", sheet.first_of(ColumnKind::Level)),
        ("due:fri", due_column(sheet)),
        ("takes:5d", sheet.first_of(ColumnKind::Duration)),
        ("w:H", sheet.first_of(ColumnKind::Relevance)),
    ];
    let mut hints = Vec::new();
    for (write, column) in columns {
        hints.extend(column.map(|column| hint(write, &column.title)));
    }
    if sheet.kind() == SheetKind::Flow {
        hints.insert(0, hint("from -> to: label", "a link"));
    }
    if sheet.first_of(ColumnKind::Relevance).is_some() {
        hints.push(hint("w:block=H", "matters to one block"));
    }
    hints
}

/// The beginnings of a line that work with a playbook, with the titles of the sheets that they lead to.
#[must_use]
pub fn beginnings(playbook: &Playbook) -> Vec<Hint> {
    let mut hints = Vec::new();
    for one in BEGINNINGS {
        let Some(sheet) = playbook.sheet_named(one.sheet) else {
            continue;
        };
        let write = match one.sign {
            Some(sign) => format!("{} or {sign}", one.word),
            None => one.word.to_owned(),
        };
        hints.push(hint(&write, &sheet.title));
    }
    if let Some(swot) = playbook
        .sheets
        .iter()
        .find(|sheet| sheet.kind() == SheetKind::Swot)
    {
        hints.push(hint("option s: w: o: t:", &swot.title));
    }
    hints
}
