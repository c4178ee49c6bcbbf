//! When the plan ends: the date to commit to, the best case, and how sure each of them is.

use super::estimates::estimates;
use crate::exports::inline::{Inline, Piece, words};
use crate::exports::report::View;
use crate::exports::say;
use crate::order::Arrange;
use crate::roadmap::DeadlineChance;
use crate::workshop::Reference;

/// The date on which so many ticks after the start end; in working days without a start.
pub(super) fn finish(view: View<'_>, ticks: i64) -> String {
    let plan = &view.report.plan;
    let date = plan.timeline().and_then(|line| line.finish_date(ticks));
    date.map_or_else(|| after_start(plan.days(ticks)), say::day)
}

fn after_start(days: f64) -> String {
    format!("{days:.1} working days after the start")
}

/// The plan's own end: `on 3 March 2026`, or in working days without a start; none when nothing is dated.
pub(super) fn planned(view: View<'_>) -> Option<String> {
    let ticks = view.report.schedule.finish()?;
    let days = || after_start(view.report.plan.days(ticks));
    let date = view.report.dates.finish;
    Some(date.map_or_else(days, |date| format!("on {}", say::day(date))))
}

/// A chance from which a date may be promised.
const SAFE: f64 = 0.8;

/// A chance up to which a date is the best case: hardly any run ends sooner.
const RARE: f64 = 0.1;

/// When the plan ends: the date to commit to, the best case, and the deadline that is missed most often, each with its
/// label and the share of runs that meet it.
#[must_use]
pub fn end(view: View<'_>) -> Vec<(&'static str, Inline)> {
    let Some(planned) = planned(view) else {
        return Vec::new();
    };
    let planned = planned.trim_start_matches("on ");
    let open = unestimated(view);
    let Some(simulation) = view.report.simulation() else {
        let none = "none yet, since no work package has a three-point estimate.";
        let best = format!("{planned}, if no step takes longer than planned{open}.");
        return vec![
            ("Date to commit to", words(none)),
            ("Best case", words(best)),
        ];
    };
    let chance = simulation.chance_of_plan();
    let name = match chance {
        rare if rare <= RARE => "best case",
        unsure if unsure < SAFE => "as planned",
        _ => "the plan's own date",
    };
    let sure = format!(
        "{} (80 of 100 simulated runs end by then); {name} {planned} ({}){open}.",
        finish(view, simulation.percentile_tick(80)),
        say::of_hundred(chance)
    );
    let mut deadlines: Vec<&DeadlineChance> = simulation.deadlines().iter().collect();
    deadlines.arrange_by(|a, b| a.chance.total_cmp(&b.chance));
    let missed = deadlines
        .first()
        .map(|found| ("Deadline", deadline(view, found)));
    [("Date to commit to", words(sure))]
        .into_iter()
        .chain(missed)
        .collect()
}

/// `; 2 work packages without an estimate count as taking no time`; empty without any.
fn unestimated(view: View<'_>) -> String {
    match estimates(view).missing.len() {
        0 => String::new(),
        1 => "; 1 work package without an estimate counts as taking no time".to_owned(),
        many => format!("; {many} work packages without an estimate count as taking no time"),
    }
}

/// A deadline: what is due, by when, and in how many runs it is met.
fn deadline(view: View<'_>, found: &DeadlineChance) -> Inline {
    let package = &view.report.plan.network().packages[found.package];
    let record = view.state().record(&Reference::new(&package.id));
    let title = record.map_or_else(|| Piece::text(&package.title), |record| view.named(record));
    let date = package.deadline;
    let by = date.map_or_else(String::new, |date| format!(" by {}", say::day(date)));
    let met = say::of_hundred(found.chance);
    vec![title, Piece::text(format!("{by}: met in {met}."))]
}

/// Between which dates the plan ends, and which of them to promise, a sentence each.
pub(super) fn range(view: View<'_>) -> Vec<Inline> {
    let (Some(planned), Some(simulation)) = (planned(view), view.report.simulation()) else {
        return Vec::new();
    };
    let at = |percent: u32| finish(view, simulation.percentile_tick(percent));
    let planned = planned.trim_start_matches("on ");
    let chance = simulation.chance_of_plan();
    let met = say::of_hundred(chance);
    let promise = match chance {
        rare if rare <= RARE => ": it is the best case, not a promise",
        unsure if unsure < SAFE => ": it is a plan, not a promise",
        _ => "",
    };
    let own = format!("The plan's own date, {planned}, is met in {met}{promise}.");
    vec![
        words(format!(
            "10 of 100 simulated runs end by {}, 90 of 100 by {}.",
            at(10),
            at(90)
        )),
        words(format!("Commit to {}, which 80 of 100 runs meet.", at(80))),
        words(own),
    ]
}
