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
    pub used_in: Vec<Inline>,
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

/// Links from and to a record, in words, each with its reason.
#[must_use]
pub fn used_in(view: View<'_>, record: &Record) -> Vec<Inline> {
    let node = Node::Record(record.id.clone());
    let state = view.state();
    let from = state.links_from(&node).map(|(key, link)| (key, link, true));
    let to = state.links_to(&node).map(|(key, link)| (key, link, false));
    let mut lines: Vec<Inline> = from
        .chain(to)
        .filter_map(|(key, link, forward)| {
            let mut line = link_words(view, key, forward)?;
            if !link.why.is_empty() {
                line.push(Piece::text(": "));
                line.extend(view.linked(&link.why));
            }
            Some(line)
        })
        .collect();
    lines.extend(joined_in_flow(view, record));
    lines
}

/// What a link says, seen from its beginning or its end. Dependencies have tables of their own.
fn link_words(view: View<'_>, key: &LinkKey, forward: bool) -> Option<Inline> {
    let verb = match (key.relation, forward) {
        (Relation::Precedes(_), _) => return None,
        (Relation::Evidence, _) => "speaks for the score of",
        (Relation::Closes, _) => "closes the gap of",
        (Relation::Relates, _) => "has to do with",
        (Relation::Supports, true) => "speaks for",
        (Relation::Supports, false) => "is supported by",
        (Relation::Answers, true) => "answers",
        (Relation::Answers, false) => "is answered by",
        (Relation::Mitigates, true) => "makes less likely or less harmful",
        (Relation::Mitigates, false) => "is mitigated by",
    };
    let other = if forward { &key.to } else { &key.from };
    let end = match other {
        Node::Record(id) => {
            let titled = view.state().record(id).map(|record| view.title(record));
            let mut line = vec![view.link(id)?];
            line.extend(
                titled.map(|title| Piece::text(format!(" {}", text::shortened(&title, 80)))),
            );
            line
        }
        Node::Cell(cell) => {
            let name = format!(
                "{} on {}, {}",
                view.report.names.option(&cell.option),
                view.report.names.criterion(&cell.criterion),
                cell.environment
            );
            vec![view.report.anchors.cell_link(view.document, cell, &name)]
        }
    };
    let mut line = words(format!("{verb} "));
    line.extend(end);
    Some(line)
}

/// The links of a flow that begin or end at a node.
fn joined_in_flow(view: View<'_>, record: &Record) -> Option<Inline> {
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
    (!links.is_empty()).then(|| {
        let mut line = words("joined by ");
        line.extend(comma_list(links));
        line
    })
}
