//! The clock of the block in front, and closing it.

use super::desk::Desk;
use super::overlay::{About, Ask, Overlay};
use super::turn::Turn;
use crate::agenda::{Block, BlockId, OutputId};
use crate::check::{OutputStatus, outputs_of};
use crate::tui::action::Action;
use crate::tui::clock::{phase, running};
use crate::tui::line::Line;
use crate::tui::text::capitalised;
use crate::workshop::{Change, ClockEvent, State};

impl Desk {
    /// Does something with the clock; false when the action is no such thing.
    pub(super) fn time(&mut self, action: Action, turn: &mut Turn) -> bool {
        match action {
            Action::StartPause => self.start_pause(turn),
            Action::More => self.extend(5, turn),
            Action::Less => self.extend(-5, turn),
            Action::CloseBlock => self.close(turn),
            _ => return false,
        }
        true
    }

    /// The block whose clock is meant: behind a page the one that runs, whatever block lies there.
    fn timed(&self) -> Option<&Block> {
        let runs = self.page().and_then(|_| running(self.state()).next());
        runs.map(|(block, _)| block).or_else(|| self.block())
    }

    /// Tells the clock of a block something; false when it was refused.
    fn clock(&mut self, block: BlockId, event: ClockEvent, turn: &mut Turn) -> bool {
        let mut changes = Vec::new();
        if event == ClockEvent::Started {
            // One clock runs at a time: starting a block pauses the one that runs.
            let others = running(self.state()).filter(|(other, _)| other.id != block);
            changes.extend(others.map(|(other, _)| Change::Clock {
                block: other.id.clone(),
                event: ClockEvent::Paused,
            }));
        }
        changes.push(Change::Clock { block, event });
        turn.change(self, changes).is_some()
    }

    fn start_pause(&mut self, turn: &mut Turn) {
        let Some(block) = self.timed() else {
            return;
        };
        let (id, title) = (block.id.clone(), block.short().to_owned());
        let (event, said) = match self.state().clocks.get(&id) {
            Some(clock) if clock.is_running() => (ClockEvent::Paused, format!("Paused {title}")),
            Some(clock) if clock.ended.is_some() => {
                let said = format!("{title} was closed: it is open again, and its clock runs");
                (ClockEvent::Started, said)
            }
            Some(clock) if clock.started().is_some() => {
                (ClockEvent::Started, format!("{title} goes on"))
            }
            _ => (ClockEvent::Started, format!("Started {title}")),
        };
        if self.clock(id, event, turn) {
            turn.say(said);
        }
    }

    fn extend(&mut self, minutes: i32, turn: &mut Turn) {
        let Some(block) = self.timed().cloned() else {
            return;
        };
        let extended = |state: &State| {
            state
                .clocks
                .get(&block.id)
                .map_or(0, |clock| clock.extended)
        };
        let planned = i64::from(block.minutes()) + i64::from(extended(self.state()) + minutes);
        if planned < 5 {
            turn.say(format!("{} keeps its last five minutes", block.short()));
            return;
        }
        if self.clock(block.id.clone(), ClockEvent::Extended(minutes), turn) {
            let words = phase(&block, self.state().clocks.get(&block.id), turn.now).words();
            turn.say(format!(
                "{minutes:+} minutes for {}: {words}",
                block.short()
            ));
        }
    }

    /// Closes the block, or names the outputs that are missing and asks for the reason.
    fn close(&mut self, turn: &mut Turn) {
        let Some(block) = self.block() else {
            return;
        };
        let mut outputs = Vec::new();
        let mut lines = Vec::new();
        for found in outputs_of(self.state(), block) {
            if let OutputStatus::Missing(what) = found.status {
                lines.push(format!("{}: {what}", found.output.title));
                outputs.push(found.output.id.clone());
            }
        }
        let open = uncovered(block, self.state());
        if outputs.is_empty() {
            let block = block.id.clone();
            self.end_block(&block, &[], "", turn);
            if let (Some(open), Some(notice)) = (open, &mut turn.notice) {
                notice.text = format!("{}; {open}", notice.text);
            }
            return;
        }
        lines.extend(open.map(|open| capitalised(&open)));
        turn.overlay = Some(Overlay::Ask(Ask {
            title: format!("Close {} with outputs missing?", block.short()),
            about: About::Close(block.id.clone(), outputs),
            lines,
            label: "reason".to_owned(),
            line: Line::default(),
            problem: None,
        }));
    }

    /// Closes a block, accepts what is missing for a reason, and goes on to the next block.
    pub(super) fn end_block(
        &mut self,
        block: &BlockId,
        outputs: &[OutputId],
        reason: &str,
        turn: &mut Turn,
    ) {
        let accept = |output: &OutputId| Change::Accept {
            output: output.clone(),
            reason: Some(reason.trim().to_owned()),
        };
        // What was done above all comes first: undo and history name it.
        let mut changes = vec![Change::Clock {
            block: block.clone(),
            event: ClockEvent::Closed,
        }];
        changes.extend(outputs.iter().map(accept));
        let title = self
            .state()
            .playbook
            .block(block)
            .map(|block| block.short().to_owned());
        if turn.change(self, changes).is_none() {
            return;
        }
        let place = self.place_of(|one| one.id == *block).unwrap_or(self.block);
        if place + 1 < self.block_count() {
            self.show(place + 1, None);
        }
        turn.say(format!("Closed {}", title.unwrap_or_default()));
    }
}

/// The topics of a block that were not covered, in a phrase; none when all were.
fn uncovered(block: &Block, state: &State) -> Option<String> {
    let topics = block.all_topics();
    let open = topics.iter().map(|(_, topic)| *topic);
    let open: Vec<&str> = open
        .filter(|topic| !state.covered.contains_key(&topic.id))
        .map(|topic| topic.title.as_str())
        .collect();
    match open.as_slice() {
        [] => None,
        [one] => Some(format!("not talked about: {one}")),
        [first, rest @ ..] => Some(format!(
            "not talked about: {first}, and {} more of {} topics",
            rest.len(),
            topics.len()
        )),
    }
}
