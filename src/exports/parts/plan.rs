//! The plan in words: when it ends, why, what to begin with, what blocks it.

use serde::Serialize;

use super::end::{planned, range};
use super::estimates::{Estimates, estimates};
use super::late::{Late, late};
use super::simulation::{SimulationPart, simulation};
use crate::exports::inline::{Inline, Piece, words};
use crate::exports::report::View;
use crate::exports::say;
use crate::order::Arrange;
use crate::roadmap::{Estimate, Words};
use crate::workshop::Reference;

/// Starts and blockers that are named.
const NAMED: usize = 3;

/// The plan in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanPart {
    /// Whether there is any work package.
    pub any: bool,
    /// Between which dates it ends, sentence by sentence.
    pub range: Vec<Inline>,
    /// Why it ends then, sentence by sentence.
    pub critical_path: Vec<Inline>,
    /// The chain that sets the end, first work package first; empty when it is one or nothing can be dated.
    pub chain: Vec<Inline>,
    /// What begins first: reference, title, date, owner.
    pub first_starts: Vec<Inline>,
    /// What most work waits for.
    pub blockers: Vec<Inline>,
    /// Loops, hop by hop; empty when there is none.
    pub loops: Vec<Vec<Inline>>,
    /// Start, calendar, quality of the estimates.
    pub basis: Vec<Inline>,
    /// What is not estimated, or only roughly.
    pub estimates: Estimates,
    /// What happens when a step is late; none when nothing can be dated.
    pub late: Option<Late>,
    /// What the simulation says.
    pub simulation: Option<SimulationPart>,
}

/// Makes it.
#[must_use]
pub fn plan(view: View<'_>) -> PlanPart {
    let (plan, schedule) = (&view.report.plan, &view.report.schedule);
    let said = Words::new(plan, schedule);
    let linked = |sentences: Vec<String>| sentences.iter().map(|s| view.linked(s)).collect();
    let cycles = plan.cycles();
    let mut chain = plan.critical_chain(schedule);
    if chain.len() < 2 {
        chain.clear();
    }
    PlanPart {
        any: !plan.network().packages.is_empty(),
        range: range(view),
        critical_path: linked(critical_path(view, &said, &chain)),
        chain: chain.iter().map(|place| chained(view, *place)).collect(),
        first_starts: first_starts(view),
        blockers: blockers(view, &said),
        loops: cycles
            .iter()
            .map(|cycle| linked(said.cycle(cycle)))
            .collect(),
        basis: basis(view),
        estimates: estimates(view),
        late: late(view),
        simulation: simulation(view),
    }
}

/// Why the plan ends when it does; the packages of a chain stand in a list of their own.
fn critical_path(view: View<'_>, said: &Words<'_>, chain: &[usize]) -> Vec<String> {
    let mut sentences: Vec<String> = said.critical_path().iter().map(|s| say::dates(s)).collect();
    if let (false, Some(end)) = (chain.is_empty(), planned(view)) {
        sentences[0] = format!(
            "The plan ends {end} because of a chain of {}, each of which waits for the one before it.",
            say::count(chain.len(), "work package", "work packages")
        );
        sentences.splice(2..2, longest(view, said, chain));
    }
    sentences
}

/// Where on the chain the time goes.
fn longest(view: View<'_>, said: &Words<'_>, chain: &[usize]) -> Option<String> {
    let schedule = &view.report.schedule;
    let takes = |place: usize| {
        let times = schedule.times(place)?;
        Some(times.earliest_finish - times.earliest_start)
    };
    let mut longest: Vec<(i64, usize)> = chain
        .iter()
        .filter_map(|place| Some((takes(*place)?, *place)))
        .filter(|(takes, _)| *takes > 0)
        .collect();
    longest.arrange_by_key(|(takes, _)| std::cmp::Reverse(*takes));
    if longest.len() <= NAMED {
        return None;
    }
    let named: Vec<String> = longest
        .iter()
        .take(NAMED)
        .map(|(takes, place)| format!("{}, {}", said.name(*place), said.amount(*takes)))
        .collect();
    Some(format!("The longest on it: {}.", named.join("; ")))
}

/// A link of the chain: reference, title and its days.
fn chained(view: View<'_>, place: usize) -> Inline {
    let mut line = package_line(view, place);
    if let Some(span) = view.report.dates.packages[place] {
        let days = if span.start == span.finish {
            say::day(span.start)
        } else {
            format!("{} to {}", say::day(span.start), say::day(span.finish))
        };
        line.push(Piece::text(format!(": {days}")));
    }
    line
}

pub(super) fn package_line(view: View<'_>, place: usize) -> Inline {
    let package = &view.report.plan.network().packages[place];
    vec![
        view.reference(&Reference::new(&package.id)),
        Piece::text(format!(" {}", package.title)),
    ]
}

fn first_starts(view: View<'_>) -> Vec<Inline> {
    let (plan, schedule) = (&view.report.plan, &view.report.schedule);
    let dates = &view.report.dates;
    let packages = &plan.network().packages;
    schedule
        .in_time_order(|_| true)
        .into_iter()
        .filter(|place| !packages[*place].milestone)
        .take(NAMED)
        .map(|place| {
            let mut line = package_line(view, place);
            let owner = packages[place].owner.as_deref().unwrap_or("nobody yet");
            let start = dates.packages[place]
                .map_or_else(String::new, |span| format!(" on {}", say::day(span.start)));
            line.push(Piece::text(format!(
                "{start}, owner: {}",
                owner.trim_start_matches('@')
            )));
            line
        })
        .collect()
}

/// The packages for which most others wait.
fn blockers(view: View<'_>, said: &Words<'_>) -> Vec<Inline> {
    let plan = &view.report.plan;
    let packages = &plan.network().packages;
    let mut waiting: Vec<(usize, usize)> = (0..packages.len())
        .map(|place| (plan.all_behind(place).len(), place))
        .filter(|(behind, _)| *behind > 1)
        .collect();
    waiting.arrange_by_key(|(behind, place)| (std::cmp::Reverse(*behind), *place));
    waiting
        .into_iter()
        .take(NAMED)
        .map(|(behind, place)| {
            let mut line = package_line(view, place);
            let slack = view
                .report
                .schedule
                .times(place)
                .map(|times| times.total_slack);
            let leeway = match slack {
                None => String::new(),
                Some(slack) if slack > 0 => {
                    format!(
                        "; it may be {} late before the end moves",
                        said.amount(slack)
                    )
                }
                Some(_) => "; every day that it is late moves the end".to_owned(),
            };
            line.push(Piece::text(format!(
                ": {} wait for it{leeway}",
                say::count(behind, "work package", "work packages")
            )));
            line
        })
        .collect()
}

fn basis(view: View<'_>) -> Vec<Inline> {
    let settings = &view.state().plan;
    let packages = &view.report.plan.network().packages;
    let start = settings.start.map_or_else(
        || "No start date is set, so times are in working days from the start".to_owned(),
        |date| format!("The plan starts on {}", say::day(date)),
    );
    let days: Vec<&str> = settings
        .working_days
        .iter()
        .map(|day| weekday(*day))
        .collect();
    let work: Vec<_> = packages
        .iter()
        .filter(|package| !package.milestone)
        .collect();
    let ranges = work
        .iter()
        .filter(|package| is_range(package.duration))
        .count();
    let mut lines = vec![
        words(format!("{start}.")),
        words(format!(
            "Work is done on {}, {} hours a day.",
            say::list(&days),
            say::number(settings.hours_per_day)
        )),
    ];
    if !settings.holidays.is_empty() {
        let holidays: Vec<String> = settings
            .holidays
            .iter()
            .map(|date| say::day(*date))
            .collect();
        lines.push(words(format!("Not worked: {}.", say::list(&holidays))));
    }
    let given = match (ranges, work.len()) {
        (0, _) => "Every duration is given as one value, none as a range.".to_owned(),
        (ranges, all) if ranges == all => {
            "Every duration is given as a range: optimistic, likely, pessimistic.".to_owned()
        }
        (ranges, all) => format!(
            "{ranges} of {all} durations are given as a range (optimistic, likely, pessimistic), the others as one value."
        ),
    };
    lines.push(words(given));
    lines.push(words(
        "No limit on people is taken into account: two work packages of one owner may run at the same time.",
    ));
    lines
}

/// Whether a duration is given as three values.
#[must_use]
pub const fn is_range(duration: Estimate) -> bool {
    matches!(duration, Estimate::ThreePoint { .. })
}

const fn weekday(day: crate::workshop::Weekday) -> &'static str {
    use crate::workshop::Weekday as Day;
    match day {
        Day::Mon => "Monday",
        Day::Tue => "Tuesday",
        Day::Wed => "Wednesday",
        Day::Thu => "Thursday",
        Day::Fri => "Friday",
        Day::Sat => "Saturday",
        Day::Sun => "Sunday",
    }
}
