//! How the weights were agreed: by whom they were fixed, when, before or after the scores, and what moved later.

use chrono::{DateTime, FixedOffset};

use super::bottom_line::{grouped, name};
use crate::agenda::{Environment, Level};
use crate::exports::report::View;
use crate::exports::say;
use crate::workshop::{Moved, Redemanded, Stamp};

/// When the first score of an environment was recorded.
fn first_score(view: View<'_>, place: &Environment) -> Option<DateTime<FixedOffset>> {
    let (scores, votes) = (view.state().scores.iter(), view.state().votes.iter());
    let set = scores
        .filter(|(cell, score)| cell.environment == *place && score.mark.is_some())
        .map(|(_, score)| score.set.at);
    // A cell that was scored again says only when it was scored last.
    let raised = votes
        .filter(|(cell, _)| cell.environment == *place)
        .flat_map(|(_, rounds)| rounds.iter().map(|round| round.set.at));
    let known = view.report.input.weighing.scored.iter();
    let known = known.filter(|(one, _)| one == place).map(|(_, at)| *at);
    set.chain(raised).chain(known).min()
}

fn by(stamp: &Stamp) -> &str {
    stamp.by.trim_start_matches('@')
}

/// What is said of the weights of each environment; those with the same answer share it.
fn each(view: View<'_>, told: impl Fn(&Environment) -> String) -> Vec<(Vec<&str>, String)> {
    let places = view.state().rubric.header.environments.iter();
    grouped(places.map(|place| (place, told(place))))
}

/// `fixed by Maren Holtby on 24 November 2026, before any score was recorded.`
#[must_use]
pub fn in_brief(view: View<'_>) -> String {
    let state = view.state();
    let told = |place: &Environment| match state.locked.get(place) {
        Some(stamp) => {
            let order = match first_score(view, place) {
                Some(first) if first < stamp.at => ", after scoring had begun",
                Some(_) => ", before any score was recorded",
                None => "",
            };
            let day = say::day(stamp.at.date_naive());
            format!("fixed by {} on {day}{order}", by(stamp))
        }
        None => "not fixed".to_owned(),
    };
    let groups = each(view, told);
    let parts: Vec<String> = match groups.as_slice() {
        [(_, words)] => vec![words.clone()],
        several => several
            .iter()
            .map(|(places, words)| format!("for {} {words}", say::list(places)))
            .collect(),
    };
    let weighing = view.report.input.weighing;
    let moved = weighing.reweighed.iter().map(|one| &one.environment);
    let weights = later(
        moved.collect(),
        ("weight was", "weights were"),
        "after it had first been fixed",
        "after they had first been fixed",
    );
    let moved = weighing.redemanded.iter().map(|one| &one.environment);
    let demands = later(
        moved.collect(),
        ("must-have was", "must-haves were"),
        "after scoring or fixing had begun",
        "after scoring or fixing had begun",
    );
    format!("{}{weights}{demands}.", parts.join("; "))
}

/// `; 2 weights were changed after they had first been fixed (production)`; empty without any.
fn later(
    places: Vec<&Environment>,
    (one, several): (&str, &str),
    after_one: &str,
    after_several: &str,
) -> String {
    if places.is_empty() {
        return String::new();
    }
    let after = if places.len() == 1 {
        after_one
    } else {
        after_several
    };
    let count = say::count(places.len(), one, several);
    let mut names: Vec<&str> = places.into_iter().map(name).collect();
    names.sort_unstable();
    names.dedup();
    format!("; {count} changed {after} ({})", say::list(&names))
}

/// How the weights were agreed, a sentence each, then every later change.
#[must_use]
pub fn in_full(view: View<'_>) -> Vec<String> {
    let state = view.state();
    let told = |place: &Environment| match state.locked.get(place) {
        Some(stamp) => {
            let order = match first_score(view, place) {
                Some(first) if first < stamp.at => ", after the first score had been recorded",
                Some(_) => ", before the first score was recorded",
                None => ", and nothing has been scored yet",
            };
            format!(
                "were fixed on {} at {} by {}{order}",
                say::day(stamp.at.date_naive()),
                say::clock(stamp.at),
                by(stamp)
            )
        }
        None => "have not been fixed: they can still move while scores are known".to_owned(),
    };
    let mut lines: Vec<String> = each(view, told)
        .into_iter()
        .map(|(places, words)| format!("The weights for {} {words}.", say::list(&places)))
        .collect();
    let weighing = view.report.input.weighing;
    let changes = &weighing.reweighed;
    if changes.is_empty() && !state.locked.is_empty() && !weighing.came_fixed {
        lines.push("No weight was changed after it had been fixed.".to_owned());
    }
    let points = |points: &f64| say::number(*points);
    lines.extend(changes.iter().map(|change| {
        let change = moved(view, "weight of", change, points);
        format!("{change} points, after it had been fixed.")
    }));
    lines.extend(
        weighing
            .redemanded
            .iter()
            .map(|change| demanded(view, change)),
    );
    lines
}

/// A must-have that was changed late, a sentence.
fn demanded(view: View<'_>, change: &Redemanded) -> String {
    let level = |level: &Option<Level>| level.map_or("none", say::level).to_owned();
    let change = moved(view, "must-have on", change, level);
    format!("{change}, after scoring or fixing had begun.")
}

/// `On 24 November at 13:14 Ada changed the weight of Cost for production from 10 to 15`.
fn moved<T>(view: View<'_>, what: &str, change: &Moved<T>, said: impl Fn(&T) -> String) -> String {
    format!(
        "On {} at {} {} changed the {what} {} for {} from {} to {}",
        say::day(change.set.at.date_naive()),
        say::clock(change.set.at),
        by(&change.set),
        view.report.names.criterion(&change.criterion),
        name(&change.environment),
        said(&change.from),
        said(&change.to)
    )
}
