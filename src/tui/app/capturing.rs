//! The capture line: what was said becomes a record while it is typed.

use super::desk::Desk;
use super::pages::Page;
use super::turn::Turn;
use crate::agenda::{Axis, ColumnId, SheetBody, SheetKind};
use crate::tui::effect::Now;
use crate::workshop::capture::{Captured, Context, notes, parse};
use crate::workshop::flow::{Flow, node_named};
use crate::workshop::{Change, NewRecord, Reference, Value};

impl Desk {
    /// What is understood of the capture line.
    pub(crate) fn captured(&self, now: Now) -> Captured {
        parse(self.capture.text(), &self.capture_context(now))
    }

    /// What is in front while something is captured.
    fn capture_context(&self, now: Now) -> Context<'_> {
        let block = self.block().map(|block| block.id.clone());
        let topic = self.topic().map(|topic| topic.id.clone());
        let mut context = Context::new(self.state(), now.date_naive()).in_block(block, topic);
        let sheet = match self.page() {
            Some(Page::Roadmap(_)) => self.plan_sheet(),
            Some(_) => None,
            None => self.sheet().map(|sheet| match &sheet.body {
                // On a matrix what is added is a row, or else a column, of it.
                SheetBody::Matrix {
                    rows: Axis::Register(register),
                    ..
                }
                | SheetBody::Matrix {
                    columns: Axis::Register(register),
                    ..
                } => register.clone(),
                _ => sheet.id.clone(),
            }),
        };
        if let Some(sheet) = sheet {
            context = context.on_sheet(sheet);
        }
        if self.shows_board() {
            context.here = self.board_here();
        }
        context
    }

    /// Keeps a pasted list, a record for each of its points, all as one entry of the journal.
    pub(super) fn keep_list(&mut self, text: &str, turn: &mut Turn) {
        let said = notes(text, &self.capture_context(turn.now));
        let records = said.iter().filter_map(|(_, captured)| captured.record());
        let changes: Vec<Change> = records
            .map(|record| Change::Add(Box::new(record)))
            .collect();
        let Some(applied) = turn.change(self, changes) else {
            return;
        };
        if let Some(last) = applied.assigned.last() {
            self.select(last);
        }
        if let [first, .., last] = applied.assigned.as_slice() {
            let count = applied.assigned.len();
            turn.say(format!(
                "Kept {count} points of the list as {first} to {last}; undo takes back all of them"
            ));
        }
    }

    /// A record to be added; before a link of a flow come the nodes that it names and that are not there yet.
    fn with_nodes(&self, mut record: NewRecord) -> Vec<Change> {
        let mut changes = Vec::new();
        let sheet = self.state().playbook.sheet(&record.sheet);
        let flow = sheet.filter(|sheet| sheet.kind() == SheetKind::Flow);
        if let Some(prefix) = flow.and_then(|sheet| sheet.prefix.as_deref()) {
            let mut made: Vec<(String, Reference)> = Vec::new();
            for column in ["from", "to"] {
                let Some(name) = record.fields.get(column).and_then(Value::as_text) else {
                    continue;
                };
                let nodes = Flow::of(self.state(), &record.sheet).nodes;
                let known = node_named(&nodes, name).map(|at| nodes[at].id.clone());
                let twin = made.iter().find(|(twin, _)| twin == name);
                let id = known.or_else(|| twin.map(|(_, id)| id.clone()));
                let id = id.unwrap_or_else(|| {
                    let next = self.state().next_reference(prefix);
                    let number = next.parts().map_or(1, |(_, number)| number);
                    let after = u32::try_from(made.len()).unwrap_or(0);
                    let id = Reference::numbered(prefix, number.saturating_add(after));
                    changes.push(Change::Add(Box::new(node(&id, name, &record))));
                    made.push((name.to_owned(), id.clone()));
                    id
                });
                let value = Value::Text(id.to_string());
                record.fields.insert(ColumnId::new(column), value);
            }
        }
        changes.push(Change::Add(Box::new(record)));
        changes
    }

    /// On the roadmap a new work package is selected when the page has taken it in.
    fn reveal_added(&mut self, id: &crate::workshop::Reference) -> bool {
        if let Some(Page::Roadmap(roadmap)) = self.pages.last_mut() {
            roadmap.wanted = Some(id.clone());
            return true;
        }
        self.page().is_some()
    }

    /// Keeps what was typed as a record; the line stays open for the next.
    pub(super) fn keep_capture(&mut self, off_record: bool, turn: &mut Turn) {
        if self.capture.is_blank() {
            self.capturing = false;
            return;
        }
        let captured = self.captured(turn.now);
        let Some(mut record) = captured.record() else {
            turn.warn(
                "This playbook has no sheet that takes it: begin with where it goes, such as li:",
            );
            return;
        };
        record.off_record = off_record;
        let changes = self.with_nodes(record);
        let Some(applied) = turn.change(self, changes) else {
            return;
        };
        self.capture.take();
        // The record itself comes after the nodes that it needed.
        if let Some(id) = applied.assigned.last() {
            if !self.reveal_added(id) {
                self.select(id);
            }
            let sheet = captured
                .sheet
                .and_then(|sheet| self.state().playbook.sheet(&sheet));
            let title = sheet.map(|sheet| sheet.title.clone()).unwrap_or_default();
            let off = if off_record { ", off the record" } else { "" };
            turn.say(format!("Kept as {id} in {title}{off}"));
        }
    }
}

/// A node that a link named before it was there.
fn node(id: &Reference, name: &str, link: &NewRecord) -> NewRecord {
    let title = Value::Text(name.to_owned());
    NewRecord {
        id: Some(id.clone()),
        fields: [(ColumnId::new("title"), title)].into(),
        sheet: link.sheet.clone(),
        block: link.block.clone(),
        topic: link.topic.clone(),
        off_record: link.off_record,
        ..NewRecord::default()
    }
}

/// True for text of at least two points, each with its bullet.
pub(super) fn is_list(text: &str) -> bool {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let mut points = lines.filter(|line| !line.starts_with([' ', '\t']));
    let is_point = |line: &str| ["- ", "* ", "• "].iter().any(|mark| line.starts_with(mark));
    points.clone().count() > 1 && points.all(is_point)
}
