//! The capture line: what was said becomes a record while it is typed.

use super::desk::Desk;
use super::pages::Page;
use super::turn::Turn;
use crate::tui::effect::{Effect, Now};
use crate::workshop::Change;
use crate::workshop::capture::{Captured, Context, parse};

impl Desk {
    /// What is understood of the capture line.
    pub(crate) fn captured(&self, now: Now) -> Captured {
        let block = self.block().map(|block| block.id.clone());
        let topic = self.topic().map(|topic| topic.id.clone());
        let mut context = Context::new(self.state(), now.date_naive()).in_block(block, topic);
        let sheet = match self.page() {
            Some(Page::Roadmap(_)) => self.plan_sheet(),
            Some(_) => None,
            None => self.sheet().map(|sheet| sheet.id.clone()),
        };
        if let Some(sheet) = sheet {
            context = context.on_sheet(sheet);
        }
        if self.shows_board() {
            context.here = self.board_here();
        }
        parse(self.capture.text(), &context)
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
        let Some(applied) = turn.change(self, vec![Change::Add(Box::new(record))]) else {
            return;
        };
        self.capture.take();
        turn.effects.push(Effect::Draft(String::new()));
        if let Some(id) = applied.assigned.first() {
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
