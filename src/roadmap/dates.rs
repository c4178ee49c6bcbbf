//! The dates of a schedule: first and last day worked of each package.

use chrono::NaiveDate;

use super::passes::earliest;
use super::{Cause, Plan, Schedule, Timeline, Times};

/// The first and the last day of a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first day worked.
    pub start: NaiveDate,
    /// The last day worked.
    pub finish: NaiveDate,
}

/// The dates of a whole schedule.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dates {
    /// The last day of the project.
    pub finish: Option<NaiveDate>,
    /// By place in the network; `None` without a start date, in or behind a cycle, or where the
    /// calendar ends.
    pub packages: Vec<Option<Span>>,
}

/// A tick between two days is the end of one and the beginning of the next: which is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    EndOfDay,
    BeginningOfDay,
}

impl Plan {
    /// Turns the earliest times into dates; without a start date all are `None`.
    ///
    /// What takes no time carries the date of what drives it: the finish of its predecessors, or
    /// the day before which it must not happen.
    #[must_use]
    pub fn dates(&self, schedule: &Schedule) -> Dates {
        let mut packages = vec![None; self.network().packages.len()];
        let Some(timeline) = self.timeline() else {
            return Dates {
                finish: None,
                packages,
            };
        };
        for (place, side) in self.sides(schedule).into_iter().enumerate() {
            let times = schedule.times(place);
            packages[place] = times.and_then(|times| span(&timeline, times, side));
        }
        let finish = packages
            .iter()
            .flatten()
            .map(|span: &Span| span.finish)
            .max();
        Dates { finish, packages }
    }

    /// The first and the last working day of each package, counted from 1: what there is to say without a start date.
    ///
    /// By place in the network; `None` in or behind a cycle.
    #[must_use]
    pub fn working_days(&self, schedule: &Schedule) -> Vec<Option<(i64, i64)>> {
        let (from, to) = (
            |tick| self.working_day(tick),
            |tick| self.working_day(tick - 1),
        );
        let sides = self.sides(schedule).into_iter().enumerate();
        let days = sides.map(|(place, side)| {
            let times = schedule.times(place)?;
            let (start, finish) = (times.earliest_start, times.earliest_finish);
            Some(match side {
                _ if start < finish => (from(start), to(finish)),
                Side::EndOfDay => (to(finish), to(finish)),
                Side::BeginningOfDay => (from(start), from(start)),
            })
        });
        days.collect()
    }

    /// The working day, counted from 1, that goes on at a tick; that before it ended at the same tick.
    #[must_use]
    pub const fn working_day(&self, tick: i64) -> i64 {
        let tick = if tick < 0 { 0 } else { tick };
        tick / self.network().calendar.ticks_per_day() + 1
    }

    /// By place, on which side of a boundary between days each package stands that takes no time.
    fn sides(&self, schedule: &Schedule) -> Vec<Side> {
        let mut sides = vec![Side::EndOfDay; self.network().packages.len()];
        for place in self.order.packages.iter().map(|place| *place as usize) {
            let Some(times) = schedule.times(place) else {
                continue;
            };
            if let Some(position) = self.position(place).filter(|at| self.duration[*at] == 0) {
                let (start, by) = (times.earliest_start, times.earliest_by);
                sides[place] = self.side(position, start, by, &sides);
            }
        }
        sides
    }

    /// Positions of the packages without duration that happen on the morning after their deadline.
    ///
    /// The end of a day and the beginning of the next are one tick, so such a deadline is missed by
    /// no working time; the least slack below none says that it is missed all the same.
    pub(super) fn a_morning_late(&self) -> Vec<usize> {
        let takes_no_time = |at: &usize| self.duration[*at] == 0;
        let positions = || (0..self.duration.len()).filter(takes_no_time);
        if positions().all(|at| self.deadline[at].is_none()) {
            return Vec::new();
        }
        let mut start = self.not_before.clone();
        earliest(&self.order, &self.duration, &mut start, 0);
        let mut sides = vec![Side::EndOfDay; self.network().packages.len()];
        let mut late = Vec::new();
        for at in positions() {
            let side = self.side(at, start[at], self.earliest_cause(at, &start), &sides);
            sides[self.order.packages[at] as usize] = side;
            if side == Side::BeginningOfDay && self.deadline[at] == Some(start[at]) {
                late.push(at);
            }
        }
        late
    }

    /// Which side of a boundary the package without duration at a position stands on, from its
    /// earliest start, what sets it, and the sides, by place, of those before it.
    fn side(&self, position: usize, start: i64, by: Cause, sides: &[Side]) -> Side {
        let held_back = self.not_before[position] > 0 && self.not_before[position] == start;
        let Cause::Link(link) = by else {
            return Side::BeginningOfDay;
        };
        if held_back {
            return Side::BeginningOfDay;
        }
        let Some(link) = self.link(link) else {
            return Side::EndOfDay;
        };
        let takes_time = self
            .position(link.from as usize)
            .is_some_and(|position| self.duration[position] > 0);
        match (takes_time, link.kind.from_finish()) {
            // A lag takes working time: what waits for its end is reached when that day ends.
            _ if link.lag > 0 => Side::EndOfDay,
            (true, true) => Side::EndOfDay,
            (true, false) => Side::BeginningOfDay,
            (false, _) => sides[link.from as usize],
        }
    }
}

/// The dates of one package.
fn span(timeline: &Timeline<'_>, times: &Times, side: Side) -> Option<Span> {
    if times.earliest_start < times.earliest_finish {
        let start = timeline.start_date(times.earliest_start)?;
        let finish = timeline.finish_date(times.earliest_finish)?;
        return Some(Span { start, finish });
    }
    let day = match side {
        Side::EndOfDay => timeline.finish_date(times.earliest_finish)?,
        Side::BeginningOfDay => timeline.start_date(times.earliest_start)?,
    };
    Some(Span {
        start: day,
        finish: day,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roadmap::{Dependency, Estimate, Network, Package, Words};

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn milestone(id: &str) -> Package {
        Package {
            milestone: true,
            ..Package::new(id, Estimate::ZERO)
        }
    }

    #[test]
    fn without_a_start_date_working_days_are_counted_from_1() {
        let package = |id: &str, duration: &str| Package::new(id, duration.parse().unwrap());
        let link = |from: &str, to: &str| Dependency::finish_to_start(from, to);
        let network = |start| Network {
            start,
            packages: vec![
                package("A", "3d"),
                milestone("M"),
                package("B", "4h"),
                milestone("N"),
                package("C", "1d"),
                milestone("O"),
                package("X", "1d"),
                package("Y", "1d"),
            ],
            links: vec![
                link("A", "M"),
                link("M", "B"),
                link("B", "N"),
                link("N", "C"),
                link("X", "Y"),
                link("Y", "X"),
            ],
            ..Network::default()
        };
        let plan = Plan::new(network(None)).unwrap();
        let days = plan.working_days(&plan.schedule());
        let expected = [(1, 3), (3, 3), (4, 4), (4, 4), (4, 5), (1, 1)];
        assert_eq!(days[..6], expected.map(Some));
        assert_eq!(days[6..], [None, None], "a cycle has none");
        // The same as with a start date on a Monday, in a week without holidays.
        let monday = date("2026-03-02");
        let dated = Plan::new(network(Some(monday))).unwrap();
        let spans = dated.dates(&dated.schedule()).packages;
        let counted = |day: NaiveDate| (day - monday).num_days() + 1;
        let spans = spans
            .iter()
            .map(|span| span.map(|one| (counted(one.start), counted(one.finish))));
        assert_eq!(spans.collect::<Vec<_>>(), days);
    }

    fn dates(network: Network) -> Vec<String> {
        let plan = Plan::new(network).unwrap();
        let dates = plan.dates(&plan.schedule());
        dates
            .packages
            .iter()
            .map(|span| span.map_or("-".into(), |span| format!("{} {}", span.start, span.finish)))
            .collect()
    }

    #[test]
    fn milestone_carries_its_predecessors_finish() {
        let network = Network {
            packages: vec![
                Package::new("A", "2d".parse().unwrap()),
                milestone("M"),
                milestone("N"),
                Package::new("B", "1d".parse().unwrap()),
                milestone("S"),
            ],
            links: vec![
                Dependency::finish_to_start("A", "M"),
                Dependency::finish_to_start("M", "N"),
                Dependency::finish_to_start("N", "B"),
            ],
            start: Some(date("2026-03-05")),
            ..Network::default()
        };
        assert_eq!(
            dates(network),
            [
                "2026-03-05 2026-03-06",
                "2026-03-06 2026-03-06",
                "2026-03-06 2026-03-06",
                "2026-03-09 2026-03-09",
                "2026-03-05 2026-03-05"
            ]
        );
    }

    #[test]
    fn milestone_behind_a_start_is_never_dated_after_the_end_of_the_project() {
        let behind = |id: &str, lag: &str| Dependency {
            kind: crate::roadmap::LinkKind::StartToStart,
            lag: lag.parse().unwrap(),
            ..Dependency::finish_to_start("A", id)
        };
        let network = Network {
            packages: vec![
                Package::new("A", "1d".parse().unwrap()),
                milestone("M"),
                milestone("N"),
            ],
            links: vec![behind("M", "1d"), behind("N", "0d")],
            // A Thursday before a holiday.
            start: Some(date("2026-03-05")),
            calendar: crate::roadmap::Calendar::new(
                &[chrono::Weekday::Thu, chrono::Weekday::Fri],
                8.0,
                vec![date("2026-03-06")],
            )
            .unwrap(),
            ..Network::default()
        };
        let plan = Plan::new(network.clone()).unwrap();
        assert_eq!(
            plan.dates(&plan.schedule()).finish,
            Some(date("2026-03-05"))
        );
        assert_eq!(dates(network), ["2026-03-05 2026-03-05"; 3]);
    }

    #[test]
    fn milestone_never_shows_a_day_before_its_own_date() {
        let mut held = milestone("M");
        held.not_before = Some(date("2026-03-09"));
        let network = Network {
            packages: vec![
                Package::new("A", "2d".parse().unwrap()),
                held,
                milestone("N"),
            ],
            links: vec![
                Dependency::finish_to_start("A", "M"),
                Dependency::finish_to_start("M", "N"),
            ],
            start: Some(date("2026-03-05")),
            ..Network::default()
        };
        assert_eq!(
            dates(network)[1..],
            ["2026-03-09 2026-03-09", "2026-03-09 2026-03-09"]
        );
    }

    #[test]
    fn milestone_on_the_morning_after_its_deadline_is_late() {
        // The Friday it is due ends with the tick at which the Monday begins.
        let due = |id: &str| Package {
            deadline: Some(date("2026-03-06")),
            ..milestone(id)
        };
        let held = Package {
            not_before: Some(date("2026-03-07")),
            ..due("M")
        };
        let network = Network {
            packages: vec![
                Package::new("A", "2d".parse().unwrap()),
                held,
                due("N"),
                due("O"),
            ],
            links: vec![
                Dependency::finish_to_start("A", "M"),
                Dependency::finish_to_start("M", "N"),
                Dependency::finish_to_start("A", "O"),
            ],
            start: Some(date("2026-03-05")),
            ..Network::default()
        };
        let plan = Plan::new(network).unwrap();
        let schedule = plan.schedule();
        let late: Vec<bool> = (0..4)
            .map(|place| schedule.times(place).unwrap().total_slack < 0)
            .collect();
        assert_eq!(late, [false, true, true, false]);
        assert_eq!(
            Words::new(&plan, &schedule).late(),
            [
                "M is due 2026-03-06 but finishes on 2026-03-09: a night late.",
                "N is due 2026-03-06 but finishes on 2026-03-09: a night late.",
            ]
        );
    }

    #[test]
    fn no_start_no_dates() {
        let network = Network {
            packages: vec![Package::new("A", "2d".parse().unwrap())],
            ..Network::default()
        };
        assert_eq!(dates(network), ["-"]);
    }
}
