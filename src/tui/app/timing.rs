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

    fn clock(&mut self, event: ClockEvent, turn: &mut Turn) {
        let Some(block) = self.block().map(|block| block.id.clone()) else {
            return;
        };
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
        turn.change(self, changes);
    }

    fn start_pause(&mut self, turn: &mut Turn) {
        let Some(block) = self.block() else {
            return;
        };
        let title = block.short().to_owned();
        let clock = self.state().clocks.get(&block.id);
        let (runs, begun) = clock.map_or((false, false), |clock| {
            (clock.is_running(), clock.started().is_some())
        });
        let event = if runs {
            ClockEvent::Paused
        } else {
            ClockEvent::Started
        };
        self.clock(event, turn);
        turn.say(match (runs, begun) {
            (true, _) => format!("Paused {title}"),
            (false, true) => format!("{title} goes on"),
            (false, false) => format!("Started {title}"),
        });
    }

    fn extend(&mut self, minutes: i32, turn: &mut Turn) {
        self.clock(ClockEvent::Extended(minutes), turn);
        if let Some(block) = self.block() {
            let words = phase(block, self.state().clocks.get(&block.id), turn.now).words();
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
        let mut changes: Vec<Change> = outputs.iter().map(accept).collect();
        changes.push(Change::Clock {
            block: block.clone(),
            event: ClockEvent::Ended,
        });
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
