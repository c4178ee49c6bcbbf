//! Entries: a record in full, where it was said, and what rests on it.

use serde::Serialize;

use crate::agenda::{Column, ColumnKind, SheetKind};
use crate::exports::inline::{Inline, Piece, comma_list, words};
use crate::exports::report::View;
use crate::exports::{say, text};
use crate::workshop::{LinkKey, Node, Record, Relation, Value};

/// A record in full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Its heading, the reference.
    pub heading: String,
    /// The reference, where the heading had to be another one.
    pub id: Option<String>,
    /// What it says.
    pub title: Inline,
    /// Its columns, in the order of the sheet, blank ones left out.
    pub fields: Vec<Field>,
    /// When, in which block and topic, by whom.
    pub captured: Inline,
    /// What rests on it or has to do with it.
    pub used_in: Vec<Field>,
    /// Sent to the parking lot.
    pub parked: bool,
}

/// A column of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Field {
    /// The column's title.
    pub title: String,
    /// Its value on one line; of a long text the first.
    pub value: Inline,
    /// All lines of a long text of several.
    pub lines: Vec<Inline>,
}

/// A record in full.
#[must_use]
pub fn entry(view: View<'_>, record: &Record) -> Entry {
    let heading = view
        .report
        .anchors
        .record(&record.id)
        .map_or_else(String::new, |anchor| anchor.heading.clone());
    Entry {
        id: (heading != record.id.as_str()).then(|| record.id.to_string()),
        heading,
        title: title(view, record),
        fields: fields(view, record),
        captured: captured(view, record),
        used_in: used_in(view, record),
        parked: record.parked,
    }
}

fn title(view: View<'_>, record: &Record) -> Inline {
    view.linked(&view.title(record))
}

/// The columns that say more than the title.
fn fields(view: View<'_>, record: &Record) -> Vec<Field> {
    let Some(sheet) = view.sheet_of(record) else {
        return Vec::new();
    };
    let columns = sheet.columns();
    let naming = columns.first().map(|column| column.id.clone());
    let shown = |column: &&Column| {
        Some(&column.id) != naming.as_ref() || record.get(column.id.as_str()).is_none()
    };
    columns
        .into_iter()
        .filter(shown)
        .filter_map(|column| Some(field(view, column, record.get(column.id.as_str())?)))
        .collect()
}

fn field(view: View<'_>, column: &Column, value: &Value) -> Field {
    let title = match &column.unit {
        Some(unit) => format!("{} ({unit})", column.title),
        None => column.title.clone(),
    };
    let lines = match (column.kind, value) {
        (ColumnKind::Long, Value::Text(text)) => long_lines(view, text),
        _ => Vec::new(),
    };
    Field {
        title,
        value: value_of(view, column, value),
        lines: if lines.len() > 1 { lines } else { Vec::new() },
    }
}

/// A value; the ends of a flow's link by the titles of their nodes.
fn value_of(view: View<'_>, column: &Column, value: &Value) -> Inline {
    match (column.id.as_str(), value) {
        ("from" | "to", Value::Text(name)) => {
            let id = crate::workshop::Reference::new(name);
            match view.link(&id) {
                Some(link) => vec![link, Piece::text(format!(" {}", view.end(name)))],
                None => words(name),
            }
        }
        _ => view.value_ref(column, value),
    }
}

/// The lines of a long text without the list marks that people type.
fn long_lines(view: View<'_>, text: &str) -> Vec<Inline> {
    let bare = |line: &str| {
        let line = line.trim();
        let line = line
            .strip_prefix(['-', '*', '•'])
            .map_or(line, str::trim_start);
        let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let numbered = digits.len() < line.len();
        match digits.strip_prefix(['.', ')']) {
            Some(rest) if numbered && rest.starts_with(' ') => rest.trim_start().to_owned(),
            _ => line.to_owned(),
        }
    };
    text.lines()
        .map(bare)
        .filter(|line| !text::fold(line).is_empty())
        .map(|line| view.linked(&line))
        .collect()
}

/// `day 1, 2026-03-03 10:42, in Current architecture, on Stakeholders, by Sam`.
fn captured(view: View<'_>, record: &Record) -> Inline {
    let playbook = &view.state().playbook;
    let mut line = words(say::moment(record.added.at));
    if let Some(block) = record.block.as_ref().and_then(|id| playbook.block(id)) {
        line.push(Piece::text(" in "));
        line.push(match view.report.anchors.block(&block.id) {
            Some(anchor) => Piece::link(&block.title, anchor.href(view.document)),
            None => Piece::text(&block.title),
        });
    }
    if let Some((_, topic)) = record.topic.as_ref().and_then(|id| playbook.topic(id)) {
        line.push(Piece::text(format!(", on \"{}\"", topic.title)));
    }
    let by = record.added.by.trim_start_matches('@');
    if !by.is_empty() {
        line.push(Piece::text(format!(", by {by}")));
    }
    line
}

/// Links from and to a record by what they say, each with its reason.
#[must_use]
pub fn used_in(view: View<'_>, record: &Record) -> Vec<Field> {
    let node = Node::Record(record.id.clone());
    let state = view.state();
    let from = state.links_from(&node).map(|(key, link)| (key, link, true));
    let to = state.links_to(&node).map(|(key, link)| (key, link, false));
    let mut fields: Vec<Field> = from
        .chain(to)
        .filter_map(|(key, link, forward)| {
            let title = link_title(key.relation, forward)?;
            let mut value = link_end(view, key, forward)?;
            if !link.why.is_empty() {
                value.push(Piece::text(": "));
                value.extend(view.linked(&link.why));
            }
            Some(Field {
                title: title.to_owned(),
                value,
                lines: Vec::new(),
            })
        })
        .collect();
    fields.extend(joined_in_flow(view, record));
    fields
}

/// What a link says, seen from its beginning or its end. Dependencies have tables of their own.
const fn link_title(relation: Relation, forward: bool) -> Option<&'static str> {
    Some(match (relation, forward) {
        (Relation::Precedes(_), _) => return None,
        (Relation::Evidence, _) => "Used in",
        (Relation::Closes, _) => "Closes",
        (Relation::Relates, _) => "See also",
        (Relation::Supports, true) => "Speaks for",
        (Relation::Supports, false) => "Supported by",
        (Relation::Answers, true) => "Answers",
        (Relation::Answers, false) => "Answered by",
        (Relation::Mitigates, true) => "Mitigates",
        (Relation::Mitigates, false) => "Mitigated by",
    })
}

/// The other end of a link: a record with its title, or a score or gap.
fn link_end(view: View<'_>, key: &LinkKey, forward: bool) -> Option<Inline> {
    match if forward { &key.to } else { &key.from } {
        Node::Record(id) => {
            let mut line = vec![view.link(id)?];
            if let Some(record) = view.state().record(id) {
                let title = text::shortened(&view.title(record), 80);
                line.push(Piece::text(format!(" {title}")));
            }
            Some(line)
        }
        Node::Cell(cell) => {
            let what = match key.relation {
                Relation::Closes => "the gap of",
                _ => "the score of",
            };
            let name = format!(
                "{what} {} on {}, {}",
                view.report.names.option(&cell.option),
                view.report.names.criterion(&cell.criterion),
                cell.environment
            );
            Some(vec![view.report.anchors.cell_link(
                view.document,
                cell,
                &name,
            )])
        }
    }
}

/// The links of a flow that begin or end at a node.
fn joined_in_flow(view: View<'_>, record: &Record) -> Option<Field> {
    let sheet = view.sheet_of(record)?;
    if sheet.kind() != SheetKind::Flow {
        return None;
    }
    let touches =
        |link: &&Record| [link.text("from"), link.text("to")].contains(&record.id.as_str());
    let links: Vec<Piece> = view
        .state()
        .on_sheet(&sheet.id)
        .filter(touches)
        .map(|link| view.reference(&link.id))
        .collect();
    (!links.is_empty()).then(|| Field {
        title: "Joined by".to_owned(),
        value: comma_list(links),
        lines: Vec::new(),
    })
}
