//! Matrices: rows, columns, a value where they meet.

use serde::Serialize;

use super::registers::heading;
use crate::agenda::{Axis, CellKind, ColumnKind, Sheet, SheetBody};
use crate::exports::inline::{Head, Inline, Piece, Table, words};
use crate::exports::report::View;
use crate::exports::text;
use crate::workshop::{Reference, Value};

/// A matrix with at least one value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MatrixPart {
    /// Its heading, made from its id.
    pub heading: String,
    /// Its own title, where that is not the heading.
    pub title: Option<String>,
    /// What it is for.
    pub about: Option<String>,
    /// Its cells; rows without any are left out.
    pub table: Table,
    /// Names of the rows in which nothing stands.
    pub blank: Vec<String>,
}

/// Every matrix in which something stands, in the order of the playbook.
#[must_use]
pub fn matrices(view: View<'_>) -> Vec<MatrixPart> {
    view.state()
        .playbook
        .sheets
        .iter()
        .filter_map(|sheet| part(view, sheet))
        .collect()
}

fn part(view: View<'_>, sheet: &Sheet) -> Option<MatrixPart> {
    let SheetBody::Matrix {
        rows,
        columns,
        cell,
    } = &sheet.body
    else {
        return None;
    };
    let columns = names(view, columns);
    let value = |row: &str, column: &str| {
        let key = (sheet.id.clone(), row.to_owned(), column.to_owned());
        view.state().cells.get(&key)
    };
    let (mut table, mut blank) = (Table::default(), Vec::new());
    table.columns.push(Head::left(&sheet.title));
    table
        .columns
        .extend(columns.iter().map(|name| head(view, name, cell)));
    for row in names(view, rows) {
        let cells: Vec<Option<&Value>> = columns.iter().map(|column| value(&row, column)).collect();
        if cells.iter().all(Option::is_none) {
            blank.push(row);
            continue;
        }
        let mut line = vec![name(view, &row)];
        line.extend(cells.into_iter().map(|value| shown(view, value)));
        table.rows.push(line);
    }
    let heading = heading(view, sheet);
    (!table.rows.is_empty()).then(|| MatrixPart {
        title: (heading != sheet.title).then(|| sheet.title.clone()),
        heading,
        about: sheet.about.clone(),
        table,
        blank,
    })
}

/// The names of an axis: fixed ones, or the references of a register's records.
fn names(view: View<'_>, axis: &Axis) -> Vec<String> {
    match axis {
        Axis::Fixed(names) => names.clone(),
        Axis::Register(sheet) => {
            let records = view.state().on_sheet(sheet);
            records.map(|record| record.id.to_string()).collect()
        }
    }
}

/// A row's name; of a record its reference as a link, and its title.
fn name(view: View<'_>, name: &str) -> Inline {
    let id = Reference::new(name);
    match (view.link(&id), view.state().record(&id)) {
        (Some(link), Some(record)) => {
            let title = text::shortened(&view.title(record), 80);
            vec![link, Piece::text(format!(" {title}"))]
        }
        _ => words(name),
    }
}

/// A column's head; a record stands there by its title, since a head holds no link.
fn head(view: View<'_>, name: &str, cell: &CellKind) -> Head {
    let record = view.state().record(&Reference::new(name));
    let title = record.map_or_else(|| name.to_owned(), |record| view.title(record));
    let title = match &cell.unit {
        Some(unit) => format!("{title} ({unit})"),
        None => title,
    };
    match cell.kind {
        ColumnKind::Number => Head::right(title),
        _ => Head::left(title),
    }
}

fn shown(view: View<'_>, value: Option<&Value>) -> Inline {
    match value {
        Some(Value::Level(level)) => words(crate::exports::say::level(*level)),
        Some(Value::Number(number)) => words(crate::exports::say::number(*number)),
        Some(Value::Text(text)) => view.linked(text),
        Some(other) => words(other.to_string()),
        None => Inline::new(),
    }
}
