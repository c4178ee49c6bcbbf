//! The capture line: what was said becomes a record while it is typed.

use super::desk::Desk;
use super::pages::Page;
use super::turn::Turn;
use crate::agenda::{Axis, ColumnId, SheetBody, SheetKind};
use crate::tui::effect::Now;
use crate::workshop::capture::{Captured, Context, links, notes, parse, without_bullet};
use crate::workshop::flow::{Flow, node_named};
use crate::workshop::{Change, NewRecord, Reference, Value};

impl Desk {
    /// What is understood of the capture line.
    pub(crate) fn captured(&self, now: Now) -> Captured {
        parse(self.capture.text(), &self.capture_context(now))
    }

    /// How many records the list on the capture line would become; none when it holds no list.
    pub(crate) fn captured_list(&self, now: Now) -> Option<usize> {
        let text = self.capture.text();
        is_list(text).then(|| notes(text, &self.capture_context(now)).len())
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

    /// Keeps the list on the capture line, a record for each of its points, all as one entry of the journal.
    fn keep_list(&mut self, off_record: bool, turn: &mut Turn) {
        let said = notes(self.capture.text(), &self.capture_context(turn.now));
        let records = said.iter().filter_map(|(_, captured)| captured.record());
        let changes: Vec<Change> = records
            .map(|record| {
                Change::Add(Box::new(NewRecord {
                    off_record,
                    ..record
                }))
            })
            .collect();
        let Some(applied) = turn.change(self, changes) else {
            return;
        };
        self.capture.take();
        if let Some(last) = applied.assigned.last()
            && !self.reveal_added(last)
        {
            self.select(last);
        }
        if let [first, .., last] = applied.assigned.as_slice() {
            let count = applied.assigned.len();
            let off = if off_record { ", off the record" } else { "" };
            turn.say(format!(
                "Kept {count} points of the list as {first} to {last}{off}; undo takes back all of them"
            ));
        }
    }

    /// The links of a chain of nodes, `A -> B -> C`; none when the line is no chain.
    fn chain(&self, captured: &Captured, like: &NewRecord, now: Now) -> Vec<NewRecord> {
        let sheet = self.state().playbook.sheet(&like.sheet);
        let lines = links(&captured.text);
        if lines.len() < 2 || sheet.is_none_or(|sheet| sheet.kind() != SheetKind::Flow) {
            return Vec::new();
        }
        let context = self.capture_context(now).on_sheet(like.sheet.clone());
        let parsed = lines
            .iter()
            .filter_map(|line| parse(line, &context).record());
        parsed
            .map(|link| NewRecord {
                off_record: like.off_record,
                ..link
            })
            .collect()
    }

    /// Records to be added; before a link of a flow come the nodes that it names and that are not there yet.
    fn with_nodes(&self, records: Vec<NewRecord>) -> Vec<Change> {
        let mut nodes = Vec::new();
        let mut made: Vec<(String, Reference)> = Vec::new();
        let add = |record| Change::Add(Box::new(record));
        let ready: Vec<Change> = records
            .into_iter()
            .map(|record| add(self.between_nodes(record, &mut made, &mut nodes)))
            .collect();
        nodes.into_iter().map(add).chain(ready).collect()
    }

    /// The record with its ends named by their references; nodes that are not there yet are added to `nodes`.
    fn between_nodes(
        &self,
        mut record: NewRecord,
        made: &mut Vec<(String, Reference)>,
        nodes: &mut Vec<NewRecord>,
    ) -> NewRecord {
        let sheet = self.state().playbook.sheet(&record.sheet);
        let flow = sheet.filter(|sheet| sheet.kind() == SheetKind::Flow);
        if let Some(prefix) = flow.and_then(|sheet| sheet.prefix.as_deref()) {
            for column in ["from", "to"] {
                let Some(name) = record.fields.get(column).and_then(Value::as_text) else {
                    continue;
                };
                let there = Flow::of(self.state(), &record.sheet).nodes;
                let known = node_named(&there, name).map(|at| there[at].id.clone());
                let twin = made.iter().find(|(twin, _)| twin == name);
                let id = known.or_else(|| twin.map(|(_, id)| id.clone()));
                let id = id.unwrap_or_else(|| {
                    let next = self.state().next_reference(prefix);
                    let number = next.parts().map_or(1, |(_, number)| number);
                    let after = u32::try_from(made.len()).unwrap_or(0);
                    let id = Reference::numbered(prefix, number.saturating_add(after));
                    nodes.push(node(&id, name, &record));
                    made.push((name.to_owned(), id.clone()));
                    id
                });
                let value = Value::Text(id.to_string());
                record.fields.insert(ColumnId::new(column), value);
            }
        }
        record
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
            // Closed, the line would let what is typed next run as commands.
            return turn.say("Nothing is typed yet; Esc closes the capture line");
        }
        self.capture.end();
        if is_list(self.capture.text()) {
            return self.keep_list(off_record, turn);
        }
        let captured = self.captured(turn.now);
        if captured.bare {
            return turn.warn("The text is still missing: say what it is about, then keep it");
        }
        let Some(mut record) = captured.record() else {
            turn.warn(
                "This playbook has no sheet that takes it: begin with where it goes, such as li:",
            );
            return;
        };
        record.off_record = off_record;
        let mut records = self.chain(&captured, &record, turn.now);
        if records.is_empty() {
            records.push(record);
        }
        let changes = self.with_nodes(records);
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

/// The lines of a text that say something, whatever ends them.
pub(super) fn lines_of(text: &str) -> impl Iterator<Item = &str> + Clone {
    text.split(['\r', '\n'])
        .filter(|line| !line.trim().is_empty())
}

/// True for text of at least two points, each with its bullet.
pub(super) fn is_list(text: &str) -> bool {
    let mut points = lines_of(text).filter(|line| !line.starts_with([' ', '\t']));
    points.clone().count() > 1 && points.all(|line| without_bullet(line).is_some())
}
