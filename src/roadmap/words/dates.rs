//! Points in time in words: dates where there are dates, working days where there are none.

use super::Words;

impl Words<'_> {
    /// When a package starts: `on 2026-03-09`, or `after 3 days` without a start date.
    pub(super) fn start(&self, package: usize) -> String {
        let Some(times) = self.schedule.times(package) else {
            return String::from("at a time that is not known");
        };
        match self.dates.packages[package] {
            Some(span) => format!("on {}", span.start),
            None if times.earliest_start == 0 => String::from("on the first day"),
            None => format!("after {}", self.amount(times.earliest_start)),
        }
    }

    /// When a package finishes.
    pub(super) fn finish(&self, package: usize) -> String {
        let Some(times) = self.schedule.times(package) else {
            return String::from("at a time that is not known");
        };
        match self.dates.packages[package] {
            Some(span) => format!("on {}", span.finish),
            None => format!("after {}", self.amount(times.earliest_finish)),
        }
    }

    /// When the project finishes if it takes `ticks`.
    pub(super) fn project_finish(&self, ticks: i64) -> String {
        let planned = self.schedule.finish() == Some(ticks);
        let date = if planned {
            self.dates.finish
        } else {
            self.plan
                .timeline()
                .and_then(|timeline| timeline.finish_date(ticks))
        };
        date.map_or_else(
            || format!("after {}", self.amount(ticks)),
            |date| format!("on {date}"),
        )
    }

    /// Whether a package takes no time, so that it is reached rather than started.
    pub(super) fn is_point(&self, package: usize) -> bool {
        let times = self.schedule.times(package);
        times.is_some_and(|times| times.earliest_start == times.earliest_finish)
    }
}
