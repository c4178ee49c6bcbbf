//! What the scoring run keeps beside the workshop: since when a part of it lasts, and tallies that were begun.

use std::collections::BTreeMap;

use super::stage::Stage;
use crate::agenda::{CriterionId, Environment, OptionId};
use crate::tui::app::desk::Desk;
use crate::tui::app::texts::Texts;
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

    /// Drops the tally of a cell and gives what it was, if anything was typed.
    pub(crate) fn forget(&mut self, cell: &CellKey) -> Option<String> {
        let text = self.lines.remove(cell)?.text().trim().to_owned();
        (!text.is_empty()).then_some(text)
    }

    /// True when a tally was begun for a cell and not kept: its field is open wherever it is in front.
    pub(crate) fn is_begun(&self, cell: &CellKey) -> bool {
        self.line(cell).is_some_and(|line| !line.is_blank())
    }

    /// Keeps the tallies that were begun among the texts that are stored.
    pub(crate) fn hold(&self, texts: &mut Texts) {
        let lines = self.lines.iter().filter(|(_, line)| !line.is_blank());
        let lines = lines.map(|(cell, line)| (text_key(cell), line.text().to_owned()));
        texts.set_lines(TALLY, &lines.collect());
    }

    /// Brings back the tallies that were begun when the texts were stored.
    pub(crate) fn bring_back(&mut self, texts: &Texts) {
        for (key, text) in texts.lines(TALLY) {
            if let Some(cell) = cell_of(key) {
                self.lines.insert(cell, Line::new(text));
            }
        }
    }
}

/// How the key of a tally begins among the texts.
const TALLY: &str = "tally ";

/// What a tally is for, among the texts.
fn text_key(cell: &CellKey) -> String {
    let [environment, option] = [cell.environment.as_str(), cell.option.as_str()];
    format!("{TALLY}{environment}\t{option}\t{}", cell.criterion)
}

/// The cell of such a key.
fn cell_of(key: &str) -> Option<CellKey> {
    let mut parts = key.strip_prefix(TALLY)?.split('\t');
    Some(CellKey {
        environment: Environment::new(parts.next()?),
        option: OptionId::new(parts.next()?),
        criterion: CriterionId::new(parts.next()?),
    })
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
