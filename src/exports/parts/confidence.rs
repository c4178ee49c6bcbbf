//! How sure the recommendation is, and what that rests on, for people who have never heard of a weight.

use std::collections::BTreeMap;

use serde::Serialize;

use super::bottom_line::name;
use crate::agenda::Environment;
use crate::exports::report::View;
use crate::exports::say;
use crate::scoring::{Analysis, Reason};
use crate::workshop::Provenance;

/// How a sentence on the share of weightings ends.
const WEIGHTINGS: &str = " reasonable weightings.";

/// How sure, and on what basis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Confidence {
    /// What the engine found, a sentence each.
    pub findings: Vec<String>,
    /// How many scores there are and how they came about.
    pub coverage: String,
    /// Who fixed the weights.
    pub weights: Vec<String>,
    /// Who took part, by number.
    pub people: String,
    /// Commercial interest of the facilitators.
    pub interests: String,
}

/// Makes it.
#[must_use]
pub fn confidence(view: View<'_>) -> Confidence {
    let several = view.report.analyses.len() > 1;
    let mut findings: Vec<String> = view
        .report
        .analysed()
        .filter(|(_, analysis)| analysis.coverage.scored > 0)
        .flat_map(|(environment, analysis)| said(view, environment, analysis, several))
        .collect();
    if let Some(first) = findings.iter_mut().find(|line| line.ends_with(WEIGHTINGS)) {
        first.truncate(first.len() - 1);
        first.push_str(" (this is not a probability of being right).");
    }
    Confidence {
        findings,
        coverage: coverage(view),
        weights: weights(view),
        people: people(view),
        interests: interests(view),
    }
}

fn said(
    view: View<'_>,
    environment: &Environment,
    analysis: &Analysis,
    several: bool,
) -> Vec<String> {
    let names = &view.report.names;
    let prefix = if several {
        format!("In {}: ", name(environment))
    } else {
        String::new()
    };
    let told = analysis
        .verdict
        .reasons
        .iter()
        .filter_map(|reason| match reason {
            Reason::Move { .. } | Reason::NoMove(_) | Reason::Rescore(..) | Reason::Ask(..) => None,
            Reason::Share(leader, share) => Some(format!(
                "{} is still first in {}{WEIGHTINGS}",
                names.option(leader),
                say::of_hundred(*share)
            )),
            other => Some(other.sentence(names)),
        });
    told.map(|sentence| format!("{prefix}{sentence}")).collect()
}

/// `70 of 70 scores are in: 40 voted by the room, ...`.
fn coverage(view: View<'_>) -> String {
    let state = view.state();
    let rubric = &state.rubric;
    let total = rubric.header.environments.len() * rubric.options.len() * rubric.criteria.len();
    let mut by: BTreeMap<Provenance, usize> = BTreeMap::new();
    for (cell, score) in &state.scores {
        let known = rubric.option(&cell.option).is_some()
            && rubric.criterion(&cell.criterion).is_some()
            && rubric.header.environments.contains(&cell.environment);
        if known && score.mark.is_some() {
            *by.entry(score.provenance).or_default() += 1;
        }
    }
    let scored: usize = by.values().sum();
    if scored == 0 {
        return format!("None of {total} scores is in yet.");
    }
    let how = |provenance| match provenance {
        Provenance::Voted => "voted by the room",
        Provenance::Accepted => "accepted without a vote",
        Provenance::Inherited => "taken over from the other environment",
        Provenance::Draft => "drafted by the facilitators and not yet seen by the room",
    };
    let parts: Vec<String> = by
        .iter()
        .map(|(provenance, count)| format!("{count} {}", how(*provenance)))
        .collect();
    format!("{scored} of {total} scores are in: {}.", say::list(&parts))
}

fn weights(view: View<'_>) -> Vec<String> {
    let state = view.state();
    let environments = state.rubric.header.environments.iter();
    environments
        .map(|environment| match state.locked.get(environment) {
            Some(stamp) => format!(
                "The weights for {} were fixed on {} at {} by {}.",
                name(environment),
                say::day(stamp.at.date_naive()),
                say::clock(stamp.at),
                stamp.by.trim_start_matches('@')
            ),
            None => format!("The weights for {} have not been fixed.", name(environment)),
        })
        .collect()
}

fn people(view: View<'_>) -> String {
    let people = &view.state().people;
    let led = people.iter().filter(|person| person.facilitator).count();
    match (people.len() - led, led) {
        (0, 0) => "Nobody is listed as taking part.".to_owned(),
        (0, led) => format!(
            "{} listed, no participants.",
            say::count(led, "facilitator is", "facilitators are")
        ),
        (room, led) => format!(
            "{} took part, led by {}.",
            say::count(room, "person", "people"),
            say::count(led, "facilitator", "facilitators")
        ),
    }
}

fn interests(view: View<'_>) -> String {
    match view.state().info.interests.trim() {
        "" => {
            "Whether the facilitators have a commercial interest in an option has not been stated."
                .to_owned()
        }
        interests => say::sentence(&format!(
            "Commercial interest of the facilitators: {interests}"
        )),
    }
}
