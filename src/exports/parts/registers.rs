//! Registers as tables: a row per record, a column for all that fits.

use serde::Serialize;

use crate::agenda::{Column, ColumnKind, Level, Sheet, SheetKind};
use crate::exports::inline::{Head, Inline, Table};
use crate::exports::report::View;
use crate::exports::text;
use crate::order::Arrange;
use crate::workshop::{Record, Value};

/// Long texts up to this many letters stand in the table; longer ones only in the entries.
const TABLE_TEXT: usize = 160;

/// A sheet with its records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SheetPart {
    /// Its heading, made from its id.
    pub heading: String,
    /// Its own title, where that is not the heading.
    pub title: Option<String>,
    /// What it is for.
    pub about: Option<String>,
    /// Its records.
    pub table: Table,
}

/// A register with its records; none when it is empty or there is no such sheet.
#[must_use]
pub fn register(view: View<'_>, id: &str) -> Option<SheetPart> {
    let sheet = view.state().playbook.sheet_named(id)?;
    sheet_part(view, sheet)
}

/// As [`register`], without what is settled: confirmed, rejected, closed, mitigated or done.
#[must_use]
pub fn still_open(view: View<'_>, id: &str) -> Option<SheetPart> {
    let sheet = view.state().playbook.sheet_named(id)?;
    let open = |record: &&Record| !SETTLED.contains(&record.text("status"));
    part_of(
        view,
        sheet,
        view.state().on_sheet(&sheet.id).filter(open).collect(),
    )
}

/// Words of a status after which a record needs nothing more.
const SETTLED: [&str; 8] = [
    "confirmed",
    "rejected",
    "amended",
    "closed",
    "mitigated",
    "accepted",
    "done",
    "dropped",
];

/// Registers that have no section of their own, in the order of the playbook, empty ones left out.
#[must_use]
pub fn further(view: View<'_>, known: &[&str]) -> Vec<SheetPart> {
    view.state()
        .playbook
        .sheets
        .iter()
        .filter(|sheet| sheet.kind() == SheetKind::Register)
        .filter(|sheet| !known.contains(&sheet.id.as_str()))
        .filter_map(|sheet| sheet_part(view, sheet))
        .collect()
}

fn sheet_part(view: View<'_>, sheet: &Sheet) -> Option<SheetPart> {
    part_of(view, sheet, view.state().on_sheet(&sheet.id).collect())
}

fn part_of(view: View<'_>, sheet: &Sheet, mut records: Vec<&Record>) -> Option<SheetPart> {
    if records.is_empty() {
        return None;
    }
    records.arrange_by(|a, b| rank(b).cmp(&rank(a)).then_with(|| a.id.cmp(&b.id)));
    let heading = heading(view, sheet);
    Some(SheetPart {
        title: (heading != sheet.title).then(|| sheet.title.clone()),
        heading,
        about: sheet.about.clone(),
        table: table(view, sheet, &records),
    })
}

/// The heading of a sheet: made from its id.
#[must_use]
pub fn heading(view: View<'_>, sheet: &Sheet) -> String {
    let anchor = view.report.anchors.sheet(&sheet.id);
    anchor.map_or_else(String::new, |anchor| anchor.heading.clone())
}

/// What comes first: likelihood times impact of a risk, the priority of anything else.
#[must_use]
pub fn rank(record: &Record) -> u8 {
    let level = |column: &str| match record.get(column) {
        Some(Value::Level(Level::High)) => 3,
        Some(Value::Level(Level::Medium)) => 2,
        Some(Value::Level(Level::Low)) => 1,
        _ => 0,
    };
    match (level("likelihood"), level("impact")) {
        (0, 0) => level("priority"),
        (likelihood, impact) => likelihood.max(1) * impact.max(1),
    }
}

/// The records with every column that any of them fills; tags stand only in the entries.
#[must_use]
pub fn table(view: View<'_>, sheet: &Sheet, records: &[&Record]) -> Table {
    let columns: Vec<&Column> = sheet
        .columns()
        .into_iter()
        .filter(|column| column.kind != ColumnKind::Tags && fits(column, records))
        .collect();
    let mut heads = vec![Head::left("Reference")];
    heads.extend(columns.iter().map(|column| head(column)));
    let row = |record: &&Record| {
        let mut cells = vec![vec![view.reference(&record.id)]];
        cells.extend(columns.iter().map(|column| cell(view, column, record)));
        cells
    };
    Table {
        columns: heads,
        rows: records.iter().map(row).collect(),
    }
}

fn head(column: &Column) -> Head {
    let title = match &column.unit {
        Some(unit) => format!("{} ({unit})", column.title),
        None => column.title.clone(),
    };
    match column.kind {
        ColumnKind::Number => Head::right(title),
        _ => Head::left(title),
    }
}

fn cell(view: View<'_>, column: &Column, record: &Record) -> Inline {
    record
        .get(column.id.as_str())
        .map_or_else(Inline::new, |value| view.value_ref(column, value))
}

/// Whether any record has the column, and no text in it is too long for a table.
fn fits(column: &Column, records: &[&Record]) -> bool {
    let values = || {
        records
            .iter()
            .filter_map(|record| record.get(column.id.as_str()))
    };
    let short = |value: &Value| match value {
        Value::Text(text) if column.kind == ColumnKind::Long => {
            text::fold(text).chars().count() <= TABLE_TEXT
        }
        _ => true,
    };
    values().next().is_some() && values().all(short)
}
