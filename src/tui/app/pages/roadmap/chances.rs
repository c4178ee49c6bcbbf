//! By when the plan is done how surely: a simulation that was asked for, while it runs and when it is done.

mod words;

pub(crate) use self::words::Outcome;
use super::Roadmap;
use super::told::Told;
use crate::exports::{RUNS, SEED, say};
use crate::roadmap::Simulation;
use crate::tui::app::turn::Turn;
use crate::tui::effect::Effect;
use crate::tui::simulating::Task;

/// What a simulation says of the plan.
#[derive(Debug, Default)]
pub(crate) struct Chances {
    /// Whether it is shown in the place of the selected package's words.
    pub(crate) open: bool,
    stage: Stage,
}

#[derive(Debug, Default)]
enum Stage {
    /// Nobody asked.
    #[default]
    Nothing,
    /// It runs; so many runs are known to be done, once it takes a while.
    Running(Running),
    /// It is done.
    Done(Box<Outcome>),
}

/// A simulation that runs, until nobody waits for it any more.
#[derive(Debug)]
struct Running {
    task: Task,
    done: Option<u32>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.task.stop();
    }
}

impl Chances {
    /// What came of it, once it is done.
    pub(crate) fn outcome(&self) -> Option<&Outcome> {
        match &self.stage {
            Stage::Done(outcome) => Some(outcome),
            _ => None,
        }
    }

    /// The share of the runs that is done, of 100, while it runs and takes longer than a blink.
    pub(crate) fn progress(&self) -> Option<u32> {
        match &self.stage {
            Stage::Running(running) => Some(running.done? * 100 / RUNS),
            _ => None,
        }
    }

    /// Lines that it needs while it is shown, with its heading and the chart; 0 when it is not.
    pub(super) fn rows(&self) -> usize {
        match &self.stage {
            _ if !self.open => 0,
            Stage::Done(outcome) => outcome.told.len() + 2,
            _ => 8,
        }
    }

    fn runs(&self, task: &Task) -> bool {
        matches!(&self.stage, Stage::Running(running) if running.task == *task)
    }
}

impl Roadmap {
    /// Shows the chances or hides them; they are computed when they are not known yet.
    pub(super) fn ask_chances(&mut self, turn: &mut Turn) {
        self.told_from = 0;
        match &self.chances.stage {
            Stage::Done(_) => self.chances.open = !self.chances.open,
            Stage::Running(_) => {
                self.chances = Chances::default();
                turn.say("The simulation was stopped");
            }
            Stage::Nothing if !self.table.varies() => turn.say(
                "Chances need durations with three values, such as 2d/3d/8d: best, likely, worst",
            ),
            Stage::Nothing if self.table.schedule.finish().is_none() => {
                turn.say("Nothing has a date yet, so nothing can be simulated");
            }
            Stage::Nothing => {
                let task = Task::new(self.table.plan.clone());
                self.chances.stage = Stage::Running(Running {
                    task: task.clone(),
                    done: None,
                });
                turn.effects.push(Effect::Simulate(task));
            }
        }
    }

    /// Takes in how far a simulation is; one that nobody waits for is left.
    pub(in crate::tui::app) fn take_progress(&mut self, task: &Task, done: u32) {
        if let Stage::Running(running) = &mut self.chances.stage
            && running.task == *task
        {
            running.done = Some(done);
            self.chances.open = true;
        }
    }

    /// Takes in what came of a simulation; one that nobody waits for is left.
    pub(in crate::tui::app) fn take_simulation(&mut self, task: &Task, found: Option<&Simulation>) {
        if !self.chances.runs(task) {
            return;
        }
        let outcome = found.map(|simulation| self.table.outcome(simulation));
        self.chances = outcome.map_or_else(Chances::default, |outcome| Chances {
            open: true,
            stage: Stage::Done(Box::new(outcome)),
        });
        self.told_of = None;
    }

    /// In how many runs the selected package is critical.
    pub(super) fn chance_of_row(&self) -> Option<Told> {
        let (row, outcome) = (self.selected()?, self.chances.outcome()?);
        let share = outcome.critical.get(row.place)?;
        let text = format!("critical in {share} of all runs");
        (!share.is_empty()).then(|| Told::line("chance", text))
    }
}

/// How the simulation was done, for its heading.
pub(crate) fn how() -> String {
    format!("{} runs, seed {SEED}", say::money(f64::from(RUNS)))
}
