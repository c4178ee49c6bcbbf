//! Earliest and latest times, slack, and what drives them.

use super::Plan;
use super::passes::{allowed_finish, earliest, latest, required_start};

/// When a package happens, in ticks from the project's start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Times {
    /// The earliest start, 0 or more.
    pub earliest_start: i64,
    /// The earliest finish: earliest start plus duration.
    pub earliest_finish: i64,
    /// The latest start that delays neither the project's finish nor a deadline.
    pub latest_start: i64,
    /// The latest finish: latest start plus duration.
    pub latest_finish: i64,
    /// Latest start less earliest start; negative when a deadline cannot be met.
    pub total_slack: i64,
    /// The least surplus over the outgoing links, or up to the project's finish without any.
    pub free_slack: i64,
    /// What sets the earliest start.
    pub earliest_by: Cause,
    /// What sets the latest finish.
    pub latest_by: Cause,
}

impl Times {
    /// A delay of this package delays the project, or misses a deadline.
    #[must_use]
    pub const fn critical(&self) -> bool {
        self.total_slack <= 0
    }
}

/// What sets a time. Of several alike the first link of the network is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// The beginning of the project.
    ProjectStart,
    /// The package's own not-before date.
    NotBefore,
    /// The driving link: its place in [`super::Network::links`].
    Link(usize),
    /// The package's own deadline.
    Deadline,
    /// The end of the project.
    ProjectFinish,
}

/// The computed times of every package that can be dated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    finish: Option<i64>,
    times: Vec<Option<Times>>,
}

impl Schedule {
    /// The project's finish in ticks; `None` when nothing can be dated.
    #[must_use]
    pub const fn finish(&self) -> Option<i64> {
        self.finish
    }

    /// The times of the package at a place of [`super::Network::packages`]; `None` in or behind a cycle.
    #[must_use]
    pub fn times(&self, package: usize) -> Option<&Times> {
        self.times.get(package)?.as_ref()
    }

    /// Places of the critical packages, by earliest start, then finish, then order of the network.
    #[must_use]
    pub fn critical(&self) -> Vec<usize> {
        self.in_time_order(Times::critical)
    }

    /// Places of the packages that are not critical but have at most `band` ticks of slack.
    #[must_use]
    pub fn near_critical(&self, band: i64) -> Vec<usize> {
        self.in_time_order(|times| times.total_slack > 0 && times.total_slack <= band)
    }

    /// Places of the dated packages that `wanted` picks, in the order of their times.
    pub fn in_time_order(&self, wanted: impl Fn(&Times) -> bool) -> Vec<usize> {
        let mut picked: Vec<_> = self
            .times
            .iter()
            .enumerate()
            .filter_map(|(place, times)| {
                times
                    .as_ref()
                    .filter(|times| wanted(times))
                    .map(|times| (times, place))
            })
            .collect();
        picked.sort_by_key(|(times, place)| (times.earliest_start, times.earliest_finish, *place));
        picked.into_iter().map(|(_, place)| place).collect()
    }
}

impl Plan {
    /// Computes both passes; linear in packages and links.
    #[must_use]
    pub fn schedule(&self) -> Schedule {
        let (order, duration) = (&self.order, &self.duration);
        let mut start = self.not_before.clone();
        earliest(order, duration, &mut start, 0);
        let finish = start
            .iter()
            .zip(duration)
            .map(|(start, duration)| start + duration)
            .max();
        let end = finish.unwrap_or(0);
        let mut last: Vec<i64> = self
            .deadline
            .iter()
            .map(|due| due.map_or(end, |due| due.min(end)))
            .collect();
        latest(order, duration, &mut last);
        let free = self.free_slack(&start, end);
        let mut times = vec![None; self.network().packages.len()];
        for (position, place) in order.packages.iter().enumerate() {
            times[*place as usize] = Some(Times {
                earliest_start: start[position],
                earliest_finish: start[position] + duration[position],
                latest_start: last[position] - duration[position],
                latest_finish: last[position],
                total_slack: last[position] - duration[position] - start[position],
                free_slack: free[position],
                earliest_by: self.earliest_cause(position, &start),
                latest_by: if self.deadline[position] == Some(last[position]) {
                    Cause::Deadline
                } else {
                    Cause::ProjectFinish
                },
            });
        }
        self.name_latest_links(&last, &mut times);
        for position in &self.overnight {
            let place = self.order.packages[*position] as usize;
            if let Some(times) = times[place].as_mut().filter(|times| times.total_slack == 0) {
                // Its own lateness: what comes before it is in time for the day.
                times.latest_start -= 1;
                times.latest_finish -= 1;
                times.total_slack -= 1;
                times.latest_by = Cause::Deadline;
            }
        }
        Schedule { finish, times }
    }

    /// The least surplus over each package's outgoing links.
    fn free_slack(&self, start: &[i64], end: i64) -> Vec<i64> {
        let mut free: Vec<Option<i64>> = vec![None; start.len()];
        for (position, earliest_start) in start.iter().enumerate() {
            for edge in self.order.edges_into(position) {
                let surplus =
                    earliest_start - required_start(edge, &self.duration, start, position);
                let slot = &mut free[edge.from as usize];
                *slot = Some(slot.map_or(surplus, |least| least.min(surplus)));
            }
        }
        let finishes = start
            .iter()
            .zip(&self.duration)
            .map(|(start, duration)| start + duration);
        free.into_iter()
            .zip(finishes)
            .map(|(least, finish)| least.unwrap_or(end - finish))
            .collect()
    }

    /// What sets the earliest start at a position: a link before a date, a date before the start.
    pub(super) fn earliest_cause(&self, position: usize, start: &[i64]) -> Cause {
        let driving =
            self.order.edges_into(position).iter().find(|edge| {
                required_start(edge, &self.duration, start, position) == start[position]
            });
        match driving {
            Some(edge) => Cause::Link(self.links[edge.link as usize].source as usize),
            None if start[position] > 0 => Cause::NotBefore,
            None => Cause::ProjectStart,
        }
    }

    /// Where an outgoing link sets the latest finish, names the first such link of the network.
    fn name_latest_links(&self, last: &[i64], times: &mut [Option<Times>]) {
        for position in 0..last.len() {
            for edge in self.order.edges_into(position) {
                let from = edge.from as usize;
                if allowed_finish(edge, &self.duration, last, position) != last[from] {
                    continue;
                }
                let source = self.links[edge.link as usize].source as usize;
                let Some(times) = &mut times[self.order.packages[from] as usize] else {
                    continue;
                };
                times.latest_by = match times.latest_by {
                    Cause::Link(first) => Cause::Link(first.min(source)),
                    _ => Cause::Link(source),
                };
            }
        }
    }
}
