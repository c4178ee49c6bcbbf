//! How the weights were agreed: by whom they were fixed, when, before or after the scores, and what moved later.

use chrono::{DateTime, FixedOffset};

use super::bottom_line::{grouped, name};
use crate::agenda::Environment;
use crate::exports::report::View;
use crate::exports::say;
use crate::workshop::Stamp;

/// When the first score of an environment was recorded.
fn first_score(view: View<'_>, place: &Environment) -> Option<DateTime<FixedOffset>> {
    let scores = view.state().scores.iter();
    scores
        .filter(|(cell, score)| cell.environment == *place && score.mark.is_some())
        .map(|(_, score)| score.set.at)
        .min()
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
    let later = match view.report.input.reweighed.len() {
        0 => String::new(),
        count => format!(
            "; {} after that",
            say::count(count, "was changed", "were changed")
        ),
    };
    format!("{}{later}.", parts.join("; "))
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
    let changes = view.report.input.reweighed;
    if changes.is_empty() && !state.locked.is_empty() {
        lines.push("No weight was changed after it had been fixed.".to_owned());
    }
    lines.extend(changes.iter().map(|change| {
        format!(
            "On {} at {} {} changed the weight of {} for {} from {} to {} points, after it had been fixed.",
            say::day(change.set.at.date_naive()),
            say::clock(change.set.at),
            by(&change.set),
            view.report.names.criterion(&change.criterion),
            name(&change.environment),
            say::number(change.from),
            say::number(change.to)
        )
    }));
    lines
}
