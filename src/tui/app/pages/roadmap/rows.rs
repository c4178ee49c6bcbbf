//! The rows of the roadmap: every work package with its dates, worked out once per change.

use std::cell::OnceCell;
use std::ops::Range;
use std::sync::Arc;

use chrono::{NaiveDate, TimeDelta};

use super::problems::{Problem, mend};
use super::scale::NO_START;
use crate::order::Arrange;
use crate::roadmap::working_time::TICKS_PER_MINUTE;
use crate::roadmap::{Cause, Cycle, Network, Plan, Schedule, Span, Times};
use crate::workshop::{Record, Reference, State};

/// How a work package stands in time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It has time to spare.
    #[default]
    Spare,
    /// It moves the end, or a deadline, when it moves.
    Critical,
    /// It is too late for a deadline already.
    Late,
    /// It waits for itself by way of others.
    Loop,
    /// It waits for something that waits for itself.
    Behind,
}

impl Standing {
    /// How much it matters, for the line that stands for several packages.
    pub(crate) const fn gravity(self) -> u8 {
        match self {
            Self::Spare => 0,
            Self::Critical => 1,
            Self::Behind => 2,
            Self::Late => 3,
            Self::Loop => 4,
        }
    }
}

/// A work package as a row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts of one work package"
)]
pub(crate) struct Row {
    /// Its reference.
    pub(crate) id: Reference,
    /// Its place in the plan's network.
    pub(crate) place: usize,
    /// The number of its phase; 0 where there are none.
    pub(crate) phase: usize,
    /// What it is called.
    pub(crate) title: String,
    /// Who owns it.
    pub(crate) owner: String,
    /// Its likely duration.
    pub(crate) duration: String,
    /// Whether there is an estimate of its duration, or need not be one.
    pub(crate) estimated: bool,
    /// First and last day; none in or behind a loop.
    pub(crate) span: Option<(NaiveDate, NaiveDate)>,
    /// The same in few letters.
    pub(crate) dates: (String, String),
    /// The latest day on which it can finish without moving the end.
    pub(crate) latest: Option<NaiveDate>,
    /// How it stands in time.
    pub(crate) standing: Standing,
    /// The time that it has to spare, or by which it is late.
    pub(crate) slack: String,
    /// Whether it takes no time.
    pub(crate) milestone: bool,
    /// Whether it is off the record.
    pub(crate) off_record: bool,
    /// Whether another package sets its start.
    pub(crate) driven: bool,
    /// The first day on which it may begin.
    pub(crate) not_before: Option<NaiveDate>,
    /// The day by which it must be done.
    pub(crate) deadline: Option<NaiveDate>,
}

impl Default for Row {
    fn default() -> Self {
        Self {
            id: Reference::new(""),
            place: 0,
            phase: 0,
            title: String::new(),
            owner: String::new(),
            duration: String::new(),
            estimated: true,
            span: None,
            dates: <(String, String)>::default(),
            latest: None,
            standing: Standing::default(),
            slack: String::new(),
            milestone: false,
            off_record: false,
            driven: false,
            not_before: None,
            deadline: None,
        }
    }
}

/// A part of the roadmap.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Phase {
    /// What it is called; empty when the work packages name none.
    pub(crate) name: String,
    /// Its first and last day in few letters.
    pub(crate) dates: (String, String),
    /// Its first and last day; none when nothing in it has a date.
    pub(crate) span: Option<(NaiveDate, NaiveDate)>,
    /// Its rows.
    pub(crate) rows: Range<usize>,
}

/// A line of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Line {
    /// The heading of a phase, by its number.
    Phase(usize),
    /// A package, by its row.
    Package(usize),
    /// How many steps what follows is before (below 0) or after the package in focus.
    Steps(isize),
    /// A package in or around the focus, by its number there.
    Near(usize),
}

/// The plan of a workshop with everything that the table shows.
#[derive(Debug)]
pub(crate) struct Table {
    /// The plan; a simulation shares it.
    pub(crate) plan: Arc<Plan>,
    /// Its times.
    pub(crate) schedule: Schedule,
    /// Its loops.
    pub(crate) cycles: Vec<Cycle>,
    /// The links that others imply, once someone asks.
    redundant: OnceCell<Vec<usize>>,
    /// Whether the dates are real: the plan has a first day.
    pub(crate) dated: bool,
    /// Packages by phase, in the order of their dates.
    pub(crate) rows: Vec<Row>,
    /// The row of each package, by its place in the plan's network.
    pub(crate) row_of: Vec<usize>,
    /// The phases in the order of their dates.
    pub(crate) phases: Vec<Phase>,
    /// First and last day that the gantt shows; none when nothing has a date.
    pub(crate) days: Option<(NaiveDate, NaiveDate)>,
    /// What is wrong, by row.
    pub(crate) problems: Vec<Problem>,
    /// How many there are and when all is done, in a line.
    pub(crate) summary: String,
}

impl Table {
    /// The plan of a workshop as it is now.
    pub(crate) fn of(state: &State) -> Self {
        Self::planned(state, Network::of(state))
    }

    /// The same for a plan that differs from the workshop's in times only.
    pub(super) fn planned(state: &State, network: Network) -> Self {
        let dated = network.start.is_some();
        let (plan, found) = Plan::salvage(network);
        let schedule = plan.schedule();
        let mut table = Self {
            cycles: plan.cycles(),
            plan: Arc::new(plan),
            schedule,
            redundant: OnceCell::new(),
            dated,
            rows: Vec::new(),
            row_of: Vec::new(),
            phases: Vec::new(),
            days: None,
            problems: Vec::new(),
            summary: String::new(),
        };
        table.fill(state);
        let found = found.iter().map(|problem| {
            let place = problem.package.or_else(|| table.plan.find(&problem.id));
            (place, problem.to_string(), mend(&problem.kind))
        });
        table.problems = table.problems(found.collect());
        table.summary = table.summary(state);
        table
    }

    fn fill(&mut self, state: &State) {
        let spans = self.spans();
        let (phased, order) = self.order();
        let all: Vec<Row> = {
            let long = Self::is_long(&spans);
            let row = |place: &usize| self.row(state, *place, spans[*place], long);
            order.iter().map(row).collect()
        };
        self.row_of = vec![0; all.len()];
        for (at, row) in all.iter().enumerate() {
            self.row_of[row.place] = at;
        }
        self.rows = all;
        self.days = self.range();
        if phased {
            self.part(Self::is_long(&spans));
        }
    }

    /// Parts the rows by phase, with the first and last day of each.
    fn part(&mut self, long: bool) {
        let packages = &self.plan.network().packages;
        let mut phases: Vec<Phase> = Vec::new();
        for (at, row) in self.rows.iter_mut().enumerate() {
            let name = phase_of(&packages[row.place]);
            if phases.last().is_none_or(|phase| phase.name != name) {
                phases.push(Phase {
                    name: name.to_owned(),
                    rows: at..at,
                    ..Phase::default()
                });
            }
            row.phase = phases.len() - 1;
            let Some(phase) = phases.last_mut() else {
                continue;
            };
            phase.rows.end = at + 1;
            phase.span = match (phase.span, row.span) {
                (Some(one), Some(other)) => Some((one.0.min(other.0), one.1.max(other.1))),
                (one, other) => one.or(other),
            };
        }
        for phase in &mut phases {
            phase.dates = self.few_letters(phase.span, long);
        }
        self.phases = phases;
    }

    /// First and last day of each package; for a plan without a first day its working days, counted.
    fn spans(&self) -> Vec<Option<(NaiveDate, NaiveDate)>> {
        if self.dated {
            let dates = self.plan.dates(&self.schedule).packages;
            let both = |span: Option<Span>| span.map(|span| (span.start, span.finish));
            return dates.into_iter().map(both).collect();
        }
        let counted = self.plan.working_days(&self.schedule);
        let both = |days: Option<(i64, i64)>| days.map(|(first, last)| (day(first), day(last)));
        counted.into_iter().map(both).collect()
    }

    /// Whether there are phases, and the places of all packages in the order of the table.
    fn order(&self) -> (bool, Vec<usize>) {
        let packages = &self.plan.network().packages;
        let start = |place: usize| {
            let times = self.schedule.times(place);
            times.map_or(i64::MAX, |times| times.earliest_start)
        };
        let mut places: Vec<usize> = (0..packages.len()).collect();
        // As they were entered where they begin together, so that rows move only when dates do.
        places.sort_by_cached_key(|place| (start(*place), Reference::new(&packages[*place].id)));
        let mut begin = std::collections::BTreeMap::new();
        for place in &places {
            begin
                .entry(phase_of(&packages[*place]))
                .or_insert(start(*place));
        }
        // Phases that begin at the same time go by their names; within one the order by date stays.
        places.arrange_by_key(|place| {
            let phase = phase_of(&packages[*place]);
            (begin.get(phase).copied(), phase)
        });
        (begin.len() > 1 || !begin.contains_key(""), places)
    }

    /// True when a day and a month do not say which year is meant.
    fn is_long(spans: &[Option<(NaiveDate, NaiveDate)>]) -> bool {
        let first = spans.iter().flatten().map(|(start, _)| *start).min();
        let last = spans.iter().flatten().map(|(_, finish)| *finish).max();
        let days = first
            .zip(last)
            .map_or(0, |(first, last)| (last - first).num_days());
        days > 330
    }

    fn row(
        &self,
        state: &State,
        place: usize,
        span: Option<(NaiveDate, NaiveDate)>,
        long: bool,
    ) -> Row {
        let package = &self.plan.network().packages[place];
        let id = Reference::new(&package.id);
        let record = state.record(&id);
        let estimated = record.is_some_and(has_estimate);
        let times = self.schedule.times(place);
        let slack = times.map_or(0, |times| times.total_slack);
        let date = |day: Option<NaiveDate>| day.filter(|_| self.dated);
        Row {
            place,
            phase: 0,
            title: package.title.clone(),
            owner: package.owner.clone().unwrap_or_default(),
            duration: if package.milestone || !estimated {
                String::new()
            } else {
                package.duration.likely().to_string()
            },
            estimated: estimated || package.milestone,
            span,
            dates: self.few_letters(span, long),
            latest: times.and_then(|times| self.latest(times)),
            standing: self.standing(place, times),
            // Late by no working time is late all the same.
            slack: if -TICKS_PER_MINUTE < slack && slack < 0 {
                String::new()
            } else {
                self.in_days(slack)
            },
            milestone: package.milestone,
            off_record: record.is_some_and(|record| record.off_record),
            driven: matches!(times.map(|times| times.earliest_by), Some(Cause::Link(_))),
            not_before: date(package.not_before),
            deadline: date(package.deadline),
            id,
        }
    }

    fn latest(&self, times: &Times) -> Option<NaiveDate> {
        if self.dated {
            return self.plan.timeline()?.finish_date(times.latest_finish);
        }
        Some(day(self.plan.working_day(times.latest_finish - 1)))
    }

    fn standing(&self, place: usize, times: Option<&Times>) -> Standing {
        match times.map(|times| times.total_slack) {
            Some(1..) => Standing::Spare,
            Some(0) => Standing::Critical,
            Some(_) => Standing::Late,
            None if self.cycle_of(place).is_some() => Standing::Loop,
            None => Standing::Behind,
        }
    }

    /// True when other links imply this one.
    pub(super) fn is_redundant(&self, link: usize) -> bool {
        let all = self.redundant.get_or_init(|| self.plan.redundant());
        all.binary_search(&link).is_ok()
    }

    /// The loop that a package is in.
    pub(crate) fn cycle_of(&self, place: usize) -> Option<&Cycle> {
        let holds = |cycle: &&Cycle| cycle.members.binary_search(&place).is_ok();
        self.cycles.iter().find(holds)
    }

    pub(super) fn few_letters(
        &self,
        span: Option<(NaiveDate, NaiveDate)>,
        long: bool,
    ) -> (String, String) {
        let day = |day: NaiveDate| match (self.dated, long) {
            (false, _) => format!("day {}", (day - NO_START).num_days() + 1),
            (true, false) => day.format("%-d %b").to_string(),
            (true, true) => day.format("%-d %b %y").to_string(),
        };
        span.map(|(start, finish)| (day(start), day(finish)))
            .unwrap_or_default()
    }

    /// Ticks in working days, without a sign: `3 d`.
    pub(super) fn in_days(&self, ticks: i64) -> String {
        let text = format!("{:.1}", self.plan.days(ticks.abs()));
        format!("{} d", text.strip_suffix(".0").unwrap_or(&text))
    }

    /// The days that the gantt shows; a deadline far beyond the end does not press everything together.
    fn range(&self) -> Option<(NaiveDate, NaiveDate)> {
        let spans = || self.rows.iter().filter_map(|row| row.span);
        let first = spans().map(|(start, _)| start).min()?;
        let last = spans().map(|(_, finish)| finish).max()?;
        let more = (last - first) / 4 + TimeDelta::days(1);
        let beyond = last.checked_add_signed(more).unwrap_or(last);
        let deadlines = self.rows.iter().filter_map(|row| row.deadline);
        let due = deadlines.filter(|due| *due <= beyond).max();
        Some((first, due.map_or(last, |due| due.max(last))))
    }
}

fn phase_of(package: &crate::roadmap::Package) -> &str {
    package.phase.as_deref().unwrap_or_default()
}

fn has_estimate(record: &Record) -> bool {
    record
        .text("duration")
        .parse::<crate::roadmap::Estimate>()
        .is_ok()
}

/// A working day, counted from 1, as a day from [`NO_START`] on.
fn day(counted: i64) -> NaiveDate {
    // No plan is longer than the calendar: beyond it everything stands at its end.
    TimeDelta::try_days(counted - 1)
        .and_then(|days| NO_START.checked_add_signed(days))
        .unwrap_or(NaiveDate::MAX)
}
