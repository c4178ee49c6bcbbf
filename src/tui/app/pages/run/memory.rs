//! What the scoring run keeps beside the workshop: since when a part of it lasts, and tallies that were begun.

use std::collections::BTreeMap;

use super::stage::Stage;
use crate::tui::app::desk::Desk;
use crate::tui::clock::Timer;
use crate::tui::effect::Now;
use crate::tui::line::Line;
use crate::workshop::CellKey;

/// What the scoring run keeps beside the workshop, also while its page is closed.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// The part of the run that lasts, and the cell where each has its own time.
    part: Option<(Stage, Option<CellKey>)>,
    /// Its time.
    timer: Option<Timer>,
    /// Tallies that were begun, by cell.
    lines: BTreeMap<CellKey, Line>,
}

impl Memory {
    /// The tally that was begun for a cell.
    pub(crate) fn line(&self, cell: &CellKey) -> Option<&Line> {
        self.lines.get(cell)
    }

    /// The tally of a cell, to change it.
    pub(crate) fn line_mut(&mut self, cell: &CellKey) -> &mut Line {
        self.lines.entry(cell.clone()).or_default()
    }

    /// Drops the tally of a cell.
    pub(crate) fn forget(&mut self, cell: &CellKey) {
        self.lines.remove(cell);
    }
}

impl Desk {
    /// Begins the time of a part of the run when it has just been entered.
    pub(crate) fn time_run(&mut self, now: Now) {
        let Some(run) = self.run() else {
            return;
        };
        let own = matches!(run.stage, Stage::Again).then(|| run.cell().cloned());
        // What is taken over and what differs share their eight minutes.
        let stage = match &run.stage {
            Stage::TakeOver(at) => Stage::Exceptions(*at),
            stage => stage.clone(),
        };
        let part = Some((stage, own.flatten()));
        let minutes = run.stage.minutes();
        if self.run_memory.part != part {
            self.run_memory.part = part;
            self.run_memory.timer = minutes.map(|minutes| Timer {
                seconds: minutes * 60,
                since: now,
            });
        }
    }

    /// The time of the part of the run that is on the screen.
    pub(crate) fn run_timer(&self) -> Option<Timer> {
        self.run_memory.timer.filter(|_| self.run().is_some())
    }

    /// The tally that is being typed.
    pub(crate) fn tally_line(&mut self) -> Option<&mut Line> {
        let run = self.run().filter(|run| run.typing)?;
        let cell = run.cell()?.clone();
        Some(self.run_memory.line_mut(&cell))
    }
}
