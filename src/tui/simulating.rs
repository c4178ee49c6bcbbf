//! A simulation that runs beside the screen: what it works on, and how it is told to stop.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::exports::{RUNS, SEED};
use crate::roadmap::{Plan, Simulation};

/// A simulation of a plan, with the runs and the seed of the reports, so that both say the same.
#[derive(Debug, Clone)]
pub(crate) struct Task {
    plan: Arc<Plan>,
    stopped: Arc<AtomicBool>,
}

impl Task {
    /// A simulation that has not begun.
    pub(crate) fn new(plan: Arc<Plan>) -> Self {
        Self {
            plan,
            stopped: Arc::default(),
        }
    }

    /// Runs it, and tells before each run how many are done; none when it was stopped or nothing has a date.
    pub(crate) fn run(&self, mut tell: impl FnMut(u32)) -> Option<Simulation> {
        let schedule = self.plan.schedule();
        self.plan.simulate_while(&schedule, RUNS, SEED, |done| {
            tell(done);
            !self.stopped.load(Ordering::Relaxed)
        })
    }

    /// Has it end before the next run.
    pub(crate) fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }
}

/// The same simulation, not one that is alike.
impl PartialEq for Task {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.stopped, &other.stopped)
    }
}
