//! The plan in words: when it ends, why, what to begin with, what blocks it, what a late step costs.

use serde::Serialize;

use super::simulation::{SimulationPart, simulation};
use crate::exports::inline::{Head, Inline, Piece, Table, words};
use crate::exports::report::View;
use crate::exports::say;
use crate::roadmap::{DeadlineChance, Estimate, Words};
use crate::workshop::Reference;

/// Working days by which a step is taken to be late in the table of consequences.
const LATE_DAYS: i64 = 5;
/// Starts and blockers that are named.
const NAMED: usize = 3;

/// Deadlines that page one names, those that are missed most often.
const DEADLINES: usize = 1;

/// The plan in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanPart {
    /// Whether there is any work package.
    pub any: bool,
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
    /// Work packages without a duration.
    pub without_duration: Vec<Inline>,
    /// Package, what happens, when the project then ends.
    pub late: Option<Table>,
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
        critical_path: linked(critical_path(view, &said, &chain)),
        chain: chain.iter().map(|place| chained(view, *place)).collect(),
        first_starts: first_starts(view),
        blockers: blockers(view),
        loops: cycles
            .iter()
            .map(|cycle| linked(said.cycle(cycle)))
            .collect(),
        basis: basis(view),
        without_duration: without_duration(view),
        late: late(view, &said),
        simulation: simulation(view),
    }
}

/// The date of a number of working minutes after the start; in working days without a start.
pub(super) fn finish(view: View<'_>, minutes: i64) -> String {
    let plan = &view.report.plan;
    let date = plan.timeline().and_then(|line| line.finish_date(minutes));
    date.map_or_else(
        || format!("{:.1} working days after the start", plan.days(minutes)),
        say::day,
    )
}

/// Real-valued minutes as the whole minute that is not before them.
#[allow(
    clippy::cast_possible_truncation,
    reason = "plans are far below 2^53 minutes"
)]
pub(super) const fn whole(minutes: f64) -> i64 {
    minutes.ceil() as i64
}

/// When the plan ends: the date to commit to, the best case, and each deadline, with the share of runs that meet it.
#[must_use]
pub fn end(view: View<'_>) -> Vec<(&'static str, Inline)> {
    let Some(planned) = view.report.schedule.finish() else {
        return Vec::new();
    };
    let planned = finish(view, planned);
    let Some(simulation) = view.report.simulation() else {
        let none = "none yet, since no work package has a three-point estimate";
        return vec![
            ("Date to commit to", words(format!("{none}."))),
            ("Best case", words(format!("{planned}."))),
        ];
    };
    let sure = format!(
        "{} (80 of 100 simulated runs end by then); best case {planned} ({}).",
        finish(view, whole(simulation.percentile(80))),
        say::of_hundred(simulation.chance_of_plan())
    );
    let mut lines = vec![("Date to commit to", words(sure))];
    let mut deadlines: Vec<&DeadlineChance> = simulation.deadlines().iter().collect();
    deadlines.sort_by(|a, b| a.chance.total_cmp(&b.chance));
    lines.extend(
        deadlines
            .into_iter()
            .take(DEADLINES)
            .map(|found| ("Deadline", deadline(view, found))),
    );
    lines
}

/// A deadline: what is due, by when, and in how many runs it is met.
fn deadline(view: View<'_>, found: &DeadlineChance) -> Inline {
    let package = &view.report.plan.network().packages[found.package];
    let record = view.state().record(&Reference::new(&package.id));
    let title = record.map_or_else(|| Piece::text(&package.title), |record| view.named(record));
    let by = package
        .deadline
        .map_or_else(String::new, |date| format!(" by {}", say::day(date)));
    let met = say::of_hundred(found.chance);
    vec![title, Piece::text(format!("{by}: met in {met}."))]
}

/// Why the plan ends when it does; the packages of a chain stand in a list of their own.
fn critical_path(view: View<'_>, said: &Words<'_>, chain: &[usize]) -> Vec<String> {
    let mut sentences: Vec<String> = said.critical_path().iter().map(|s| say::dates(s)).collect();
    if let (false, Some(end)) = (chain.is_empty(), view.report.schedule.finish()) {
        let on = view.report.plan.timeline().map_or("", |_| "on ");
        sentences[0] = format!(
            "The project ends {on}{} because of a chain of {} work packages.",
            finish(view, end),
            chain.len()
        );
    }
    sentences
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
fn blockers(view: View<'_>) -> Vec<Inline> {
    let count = view.report.plan.network().packages.len();
    let mut waiting: Vec<(usize, usize)> = (0..count)
        .map(|place| (view.report.plan.all_behind(place).len(), place))
        .filter(|(behind, _)| *behind > 1)
        .collect();
    waiting.sort_by_key(|(behind, place)| (std::cmp::Reverse(*behind), *place));
    waiting
        .into_iter()
        .take(NAMED)
        .map(|(behind, place)| {
            let mut line = package_line(view, place);
            line.push(Piece::text(format!(
                ": {} wait for it",
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

fn without_duration(view: View<'_>) -> Vec<Inline> {
    let packages = &view.report.plan.network().packages;
    (0..packages.len())
        .filter(|place| {
            let record = view.state().record(&Reference::new(&packages[*place].id));
            !packages[*place].milestone
                && record.is_some_and(|record| record.text("duration").is_empty())
        })
        .map(|place| package_line(view, place))
        .collect()
}

/// What happens when each package is a week late, those first that move the end.
fn late(view: View<'_>, said: &Words<'_>) -> Option<Table> {
    let (plan, schedule) = (&view.report.plan, &view.report.schedule);
    let packages = &plan.network().packages;
    let delay = LATE_DAYS * plan.network().calendar.minutes_per_day();
    let planned = schedule.finish()?;
    let rows: Vec<Vec<Inline>> = schedule
        .in_time_order(|_| true)
        .into_iter()
        .filter(|place| !packages[*place].milestone)
        .filter_map(|place| {
            let slip = plan.slip(schedule, place, delay)?;
            let moved = match slip.moved.len() {
                0 => "nothing else moves".to_owned(),
                many => say::count(many, "other moves", "others move"),
            };
            let ends = match slip.finish {
                0 => "as planned".to_owned(),
                by => format!("{} later: {}", said.amount(by), finish(view, planned + by)),
            };
            let missed: Vec<Piece> = slip
                .missed
                .iter()
                .map(|at| view.reference(&Reference::new(&packages[*at].id)))
                .collect();
            Some(vec![
                package_line(view, place),
                words(moved),
                words(ends),
                crate::exports::inline::comma_list(missed),
            ])
        })
        .collect();
    let heads = [
        "Work package",
        "What moves",
        "The project ends",
        "Deadlines missed",
    ];
    (!rows.is_empty()).then(|| Table {
        columns: heads.map(Head::left).into(),
        rows,
    })
}
