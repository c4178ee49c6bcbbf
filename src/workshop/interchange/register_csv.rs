//! A register as CSV (RFC 4180, UTF-8 with a byte order mark), safe to open in a spreadsheet.

mod table;

use super::check;
use super::content::Content;
use super::read_links::ReadLink;
use super::read_record::{ReadRecord, SEVERAL_LINES, has_breaks};
use super::{target, waits};
use crate::agenda::{Column, Sheet, SheetId, SheetKind};
use crate::document::{Problems, Reader};
use crate::workshop::{
    Change, Link, LinkKey, NewRecord, Node, Record, Reference, Relation, State, Value, capture,
};

pub(super) use table::{Cells, Csv, unsafe_again};

/// The column of a plan that the packages before are in.
const DEPENDS_ON: &str = "depends_on";

/// The records of a sheet, without those that are removed or off the record.
///
/// The first line names the columns by their ids, `id` first; a plan also has `depends_on`. Text that a
/// spreadsheet would take for a formula gets an apostrophe in front. Empty for a sheet without records.
#[must_use]
pub fn csv_of(state: &State, sheet: &SheetId) -> String {
    let Some(sheet) = state
        .playbook
        .sheet(sheet)
        .filter(|sheet| sheet.prefix.is_some())
    else {
        return String::new();
    };
    let plan = sheet.kind() == SheetKind::Plan;
    let columns = sheet.columns();
    let mut header = vec!["id".to_owned()];
    // The plan's columns are written as work packages are: `not_before`.
    let hyphen = if plan { "_" } else { "-" };
    header.extend(
        columns
            .iter()
            .map(|column| column.id.as_str().replace('-', hyphen)),
    );
    header.extend(plan.then(|| DEPENDS_ON.to_owned()));
    let records = state
        .on_sheet(&sheet.id)
        .filter(|record| record.is_public());
    let rows = records.map(|record| {
        let mut row = vec![table::safe(record.id.as_str())];
        row.extend(columns.iter().map(|column| cell(record, column)));
        row.extend(plan.then(|| table::safe(&depends_on(state, record))));
        row
    });
    table::write(std::iter::once(header).chain(rows))
}

fn cell(record: &Record, column: &Column) -> String {
    match record.fields.get(&column.id) {
        // A negative number is no formula.
        Some(Value::Number(number)) => number.to_string(),
        Some(value) => table::safe(&value.to_string()),
        None => String::new(),
    }
}

fn depends_on(state: &State, record: &Record) -> String {
    let node = Node::Record(record.id.clone());
    let before = state.links_to(&node).filter_map(|(key, link)| {
        let Relation::Precedes(kind) = key.relation else {
            return None;
        };
        let first = state
            .record(key.from.record()?)
            .filter(|first| first.is_public())?;
        Some(waits::as_cell(first.id.as_str(), kind, &link.lag))
    });
    before.collect::<Vec<_>>().join("; ")
}

/// Lines for other programs: as a register is written, but without a byte order mark.
#[must_use]
pub fn plain_csv(rows: Vec<Vec<String>>) -> String {
    let safe = |row: Vec<String>| row.iter().map(|cell| table::safe(cell)).collect();
    let text = table::write(rows.into_iter().map(safe));
    text.trim_start_matches('\u{feff}').to_owned()
}

/// The records that a CSV file adds to a sheet, or every mistake in it.
///
/// The first line names columns by id or title, in any order; `id` may be left out.
pub fn changes_from_csv(
    name: &str,
    text: &str,
    sheet: &SheetId,
    state: &State,
) -> Result<Vec<Change>, Problems> {
    let csv = Csv::read(name, text)?;
    let Some(sheet) = known_sheet(&csv.reader, sheet, state) else {
        return Err(csv.reader.into_problems());
    };
    let columns = sheet.columns();
    let mut names = vec![("id", "id")];
    names.extend(
        columns
            .iter()
            .map(|column| (column.id.as_str(), column.title.as_str())),
    );
    if sheet.kind() == SheetKind::Plan {
        names.push((DEPENDS_ON, "depends on"));
    }
    let places = csv.columns(&names);
    let mut content = Content::default();
    for cells in &csv.rows {
        let row = Row {
            csv: &csv,
            cells,
            sheet,
            columns: &columns,
            places: &places,
        };
        row.read(state, &mut content);
    }
    check::references(&content, Some(state), &csv.reader);
    let mut changes = Vec::new();
    super::adding::add(content, &csv.reader, &mut changes);
    csv.reader.finish(changes)
}

fn known_sheet<'s>(reader: &Reader, id: &SheetId, state: &'s State) -> Option<&'s Sheet> {
    let holds = |sheet: &&Sheet| sheet.prefix.is_some();
    let found = state.playbook.sheet(id).filter(holds);
    if found.is_none() {
        let sheets = state.playbook.sheets.iter().filter(holds);
        let names: Vec<&str> = sheets.map(|sheet| sheet.id.as_str()).collect();
        let what = format!("there is no sheet \"{id}\" for records");
        reader.report(0, what, format!("name one of: {}", names.join(", ")));
    }
    found
}

/// One line of the file.
struct Row<'r> {
    csv: &'r Csv,
    cells: &'r Cells,
    sheet: &'r Sheet,
    columns: &'r [&'r Column],
    /// For each column of the file the place of its name: `id`, the sheet's columns, `depends_on`.
    places: &'r [Option<usize>],
}

impl Row<'_> {
    fn read(&self, state: &State, content: &mut Content) {
        let mut new = NewRecord {
            sheet: self.sheet.id.clone(),
            fields: capture::defaults(self.sheet),
            ..NewRecord::default()
        };
        let mut waiting = Vec::new();
        for (text, place) in self.cells.texts.iter().zip(self.places) {
            let text = unsafe_again(text);
            match place {
                Some(0) => new.id = self.id(text),
                Some(nth) if *nth <= self.columns.len() => {
                    self.value(self.columns[nth - 1], text, state, &mut new);
                }
                Some(_) => waiting = waits::in_cell(text, self.cells.at),
                None => {}
            }
        }
        self.check(&new, state);
        if let Some(id) = &new.id {
            content
                .links
                .extend(waiting.into_iter().map(|waits| ReadLink {
                    key: LinkKey::new(
                        Reference::new(&waits.on),
                        Relation::Precedes(waits.kind),
                        id.clone(),
                    ),
                    link: Link {
                        why: waits.why,
                        lag: waits.lag,
                    },
                    at: waits.at,
                }));
        } else if !waiting.is_empty() {
            self.report(
                "a work package with `depends_on` has no `id`",
                "give it one",
            );
        }
        content.records.push(ReadRecord {
            new,
            removed: false,
            at: self.cells.at,
        });
    }

    fn id(&self, text: &str) -> Option<Reference> {
        let id = Reference::new(text);
        if has_breaks(&id) {
            self.report(SEVERAL_LINES.0, SEVERAL_LINES.1);
        }
        Some(id).filter(|id| !id.as_str().is_empty())
    }

    fn report(&self, what: &str, remedy: &str) {
        self.csv.reader.report(self.cells.at, what, remedy);
    }

    fn value(&self, column: &Column, text: &str, state: &State, new: &mut NewRecord) {
        let later = capture::blocks_after(&state.playbook, None);
        match Value::parse(column, text, &later) {
            Ok(Some(value)) => drop(new.fields.insert(column.id.clone(), value)),
            Ok(None) => {}
            Err(error) => self.report(
                &format!("`{}`: {error}", column.id),
                "correct it or leave it blank",
            ),
        }
    }

    /// The record must have a name, and its option must be one.
    fn check(&self, new: &NewRecord, state: &State) {
        let naming = self.columns.first().filter(|column| column.required);
        let is_link = self.sheet.kind() == SheetKind::Flow && new.fields.contains_key("from");
        if let Some(naming) = naming
            && !is_link
            && self.sheet.kind() != SheetKind::Plan
            && !new.fields.contains_key(&naming.id)
        {
            self.report(
                &format!("the record has no `{}`", naming.id),
                "write what it says",
            );
        }
        if self.sheet.kind() == SheetKind::Swot {
            let option = new
                .fields
                .get("option")
                .and_then(Value::as_text)
                .unwrap_or_default();
            let mut options = state.rubric.options.iter().map(|option| option.id.as_str());
            if !options.any(|known| known == option) {
                let names = state.rubric.options.iter().map(|option| option.id.as_str());
                let (what, remedy) = target::no_such("the record", "option", option, names);
                self.report(&what, &remedy);
            }
        }
    }
}
