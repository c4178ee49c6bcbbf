//! What moves when one package is late.

use super::passes::earliest;
use super::{Plan, Schedule};
use crate::order::Arrange;

/// The consequences of one package starting and finishing later than planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// The place of the late package.
    pub package: usize,
    /// How late it is, in ticks.
    pub delay: i64,
    /// Every other package that moves, in the order of its new start.
    pub moved: Vec<Moved>,
    /// How much later the project finishes, in ticks.
    pub finish: i64,
    /// Places of the packages whose deadlines are missed now and were met before.
    pub missed: Vec<usize>,
}

/// A package that a slip moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// Its place in the network.
    pub package: usize,
    /// By how many ticks.
    pub by: i64,
    /// It is linked to the late package itself.
    pub next: bool,
}

impl Plan {
    /// What moves when a package is `delay` ticks late and everything else still goes
    /// as early as it can; `None` for a package without dates or a delay below zero.
    ///
    /// Linear in the packages and links that stand behind it in the order.
    #[must_use]
    pub fn slip(&self, schedule: &Schedule, package: usize, delay: i64) -> Option<Slip> {
        let late = self.position(package).filter(|_| delay >= 0)?;
        let planned = schedule.finish()?;
        let before: Vec<i64> = self
            .order
            .packages
            .iter()
            .map(|place| {
                schedule
                    .times(*place as usize)
                    .map_or(0, |times| times.earliest_start)
            })
            .collect();
        let mut after = before.clone();
        after[late] += delay;
        earliest(&self.order, &self.duration, &mut after, late + 1);
        let shift = Shift {
            plan: self,
            late,
            before,
            after,
        };
        Some(Slip {
            package,
            delay,
            moved: shift.moved(),
            finish: (shift.end() - planned).max(0),
            missed: shift.missed(),
        })
    }
}

/// Earliest starts by position, before and after one package moved.
struct Shift<'a> {
    plan: &'a Plan,
    late: usize,
    before: Vec<i64>,
    after: Vec<i64>,
}

impl Shift<'_> {
    /// The positions that moved, the late one among them.
    fn changed(&self) -> impl Iterator<Item = usize> + '_ {
        (self.late..self.before.len()).filter(|at| self.after[*at] > self.before[*at])
    }

    fn place(&self, position: usize) -> usize {
        self.plan.order.packages[position] as usize
    }

    /// The other packages that moved, by their new start.
    fn moved(&self) -> Vec<Moved> {
        let late = self.place(self.late);
        let links = self.plan.outgoing.of(late).iter();
        let next: Vec<usize> = links
            .map(|link| self.plan.links[*link as usize].to as usize)
            .collect();
        let mut moved: Vec<usize> = self.changed().filter(|at| *at != self.late).collect();
        moved.arrange_by_key(|at| (self.after[*at], self.place(*at)));
        moved
            .into_iter()
            .map(|at| Moved {
                package: self.place(at),
                by: self.after[at] - self.before[at],
                next: next.contains(&self.place(at)),
            })
            .collect()
    }

    /// The latest finish of what moved.
    fn end(&self) -> i64 {
        self.changed()
            .map(|at| self.after[at] + self.plan.duration[at])
            .max()
            .unwrap_or(0)
    }

    /// The packages whose deadlines were met before and are not after.
    fn missed(&self) -> Vec<usize> {
        let finish = |starts: &[i64], at: usize| starts[at] + self.plan.duration[at];
        let mut missed: Vec<usize> = self
            .changed()
            .filter(|at| {
                self.plan.deadline[*at].is_some_and(|due| {
                    finish(&self.before, *at) <= due && finish(&self.after, *at) > due
                })
            })
            .map(|at| self.place(at))
            .collect();
        missed.sort_unstable();
        missed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roadmap::examples::network;

    #[test]
    fn slack_takes_a_delay_up() {
        let plan = Plan::new(network(&["A 2d", "B 3d", "C 1d;A;B", "D 1d;A"])).unwrap();
        let schedule = plan.schedule();
        let slip = plan.slip(&schedule, 0, 480_000).unwrap();
        assert_eq!(
            slip.moved,
            [Moved {
                package: 3,
                by: 480_000,
                next: true
            }]
        );
        assert_eq!(slip.finish, 0);
        let slip = plan.slip(&schedule, 0, 3 * 480_000).unwrap();
        let moved: Vec<_> = slip
            .moved
            .iter()
            .map(|moved| (moved.package, moved.by))
            .collect();
        assert_eq!(moved, [(2, 960_000), (3, 1_440_000)]);
        assert_eq!(slip.finish, 960_000);
        assert_eq!(plan.slip(&schedule, 0, -1), None);
    }

    #[test]
    fn names_the_deadlines_it_misses() {
        let mut network = network(&["A 2d", "B 3d;A", "C 1d;B"]);
        network.start = chrono::NaiveDate::from_ymd_opt(2026, 3, 2);
        network.packages[1].deadline = chrono::NaiveDate::from_ymd_opt(2026, 3, 6);
        let plan = Plan::new(network).unwrap();
        let schedule = plan.schedule();
        assert!(plan.slip(&schedule, 0, 0).unwrap().missed.is_empty());
        let slip = plan.slip(&schedule, 0, 60_000).unwrap();
        assert_eq!((slip.missed, slip.finish), (vec![1], 60_000));
        assert!(!slip.moved[1].next, "C waits for A only through B");
    }
}
