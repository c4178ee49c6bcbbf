//! How a block went: when its clock ran, and what was accepted as incomplete.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use super::record::Stamp;

/// When a block's clock ran.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// Stretches of time in which it ran, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub runs: Vec<Run>,
    /// Minutes added to the planned length; negative when cut.
    #[serde(default)]
    pub extended: i32,
    /// When the block was closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<DateTime<FixedOffset>>,
}

/// A stretch of time in which a block's clock ran.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Started or went on.
    pub from: DateTime<FixedOffset>,
    /// Paused or ended; none while it runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<DateTime<FixedOffset>>,
}

/// An output accepted as it is, with the reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acceptance {
    /// Why it is good enough.
    pub reason: String,
    /// When and by whom.
    pub set: Stamp,
}

impl Clock {
    /// True while it runs.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.runs.last().is_some_and(|run| run.to.is_none())
    }

    /// When it was first started.
    #[must_use]
    pub fn started(&self) -> Option<DateTime<FixedOffset>> {
        self.runs.first().map(|run| run.from)
    }

    /// Seconds that it has run by `now`; a clock that was set back counts as no time.
    #[must_use]
    pub fn seconds_run(&self, now: DateTime<FixedOffset>) -> i64 {
        self.runs
            .iter()
            .map(|run| (run.to.unwrap_or(now) - run.from).num_seconds().max(0))
            .sum()
    }

    /// Ends the stretch that is running, if one is.
    pub(super) fn stop(&mut self, at: DateTime<FixedOffset>) {
        if let Some(run) = self.runs.last_mut().filter(|run| run.to.is_none()) {
            run.to = Some(at);
        }
    }
}
