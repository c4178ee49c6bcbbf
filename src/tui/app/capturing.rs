//! The capture line: what was said becomes a record while it is typed.

use super::desk::Desk;
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
        if let Some(sheet) = self.sheet() {
            context = context.on_sheet(sheet.id.clone());
        }
        parse(self.capture.text(), &context)
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
            self.select(id);
            let sheet = captured
                .sheet
                .and_then(|sheet| self.state().playbook.sheet(&sheet));
            let title = sheet.map(|sheet| sheet.title.clone()).unwrap_or_default();
            let off = if off_record { ", off the record" } else { "" };
            turn.say(format!("Kept as {id} in {title}{off}"));
        }
    }
}
