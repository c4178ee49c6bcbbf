//! How sure the recommendation is, and what that rests on, for people who have never heard of a weight.

use serde::Serialize;

use super::bottom_line::{ahead, environment_title, score};
use super::coverage::counted;
use super::weights;
use crate::agenda::{Environment, OptionId};
use crate::exports::report::View;
use crate::exports::say;
use crate::scoring::{Analysis, Reason, Word};

/// What a reader must know about the share of weightings, said once.
const WEIGHTINGS: &str =
    " reasonable weightings (within 5 points of those agreed; no probability of being right)";

/// How sure, and on what basis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Confidence {
    /// What the engine found: environment and verdict, then a sentence.
    pub findings: Vec<(String, String)>,
    /// How many scores there are and how they came about.
    pub coverage: String,
    /// Who fixed the weights, and when.
    pub weights: String,
    /// Commercial interest of the facilitators.
    pub interests: String,
}

/// Makes it.
#[must_use]
pub fn confidence(view: View<'_>) -> Confidence {
    let mut explained = false;
    let scored = |(_, analysis): &(&Environment, &Analysis)| analysis.coverage.scored > 0;
    let findings = view.report.analysed().filter(scored);
    Confidence {
        findings: findings
            .map(|(place, analysis)| {
                let mut text = finding(view, analysis);
                if let Some(share) = share(analysis) {
                    let note = if explained { "" } else { WEIGHTINGS };
                    explained = true;
                    text = format!("{text}; {share}{note}");
                }
                (label(view, place, analysis), say::sentence(&text))
            })
            .collect(),
        coverage: counted(view),
        weights: weights::in_brief(view),
        interests: interests(view),
    }
}

/// `Production, leaning`; without the environment where there is only one.
fn label(view: View<'_>, place: &Environment, analysis: &Analysis) -> String {
    let word = match analysis.verdict.word {
        Word::Hold => "do not proceed",
        _ => analysis.verdict.text(),
    };
    if view.report.analyses.len() > 1 {
        format!("{}, {word}", environment_title(place))
    } else {
        format!("Verdict, {word}")
    }
}

/// Who leads and by how much, or why nobody does, as a clause.
fn finding(view: View<'_>, analysis: &Analysis) -> String {
    let names = &view.report.names;
    let verdict = &analysis.verdict;
    let told = |wanted: &dyn Fn(&Reason) -> bool| -> Option<String> {
        let reason = verdict.reasons.iter().find(|reason| wanted(reason))?;
        let sentence = reason.sentence(names);
        Some(sentence.trim_end_matches('.').to_owned())
    };
    let Some(leader) = &verdict.leader else {
        let why = told(&|reason| {
            matches!(
                reason,
                Reason::NothingPasses
                    | Reason::NothingScored
                    | Reason::Tied(_)
                    | Reason::Alone(..)
                    | Reason::Left(..)
            )
        });
        let why = why.or_else(|| open(view, analysis));
        return why.unwrap_or_else(|| "no option is ahead".to_owned());
    };
    let mut parts = vec![lead(view, analysis, leader)];
    parts.extend(missing(view, analysis, leader));
    parts.extend(told(&|reason| matches!(reason, Reason::Conditional(..))));
    parts.join(", ")
}

/// Who could be first while scores are missing and nobody leads.
fn open(view: View<'_>, analysis: &Analysis) -> Option<String> {
    let possible = analysis
        .verdict
        .reasons
        .iter()
        .find_map(|reason| match reason {
            Reason::Open(_, possible) => Some(possible),
            _ => None,
        })?;
    let titles: Vec<&str> = possible
        .iter()
        .map(|id| view.report.names.option(id))
        .collect();
    Some(format!(
        "scores are missing, and {} could be first",
        say::either(&titles)
    ))
}

/// `AWS MSK is 5.0 points of 100 ahead of Confluent Cloud`.
fn lead(view: View<'_>, analysis: &Analysis, leader: &OptionId) -> String {
    let names = &view.report.names;
    let reasons = &analysis.verdict.reasons;
    let alone = |reason: &&Reason| matches!(reason, Reason::Alone(..) | Reason::Left(..));
    if let Some(alone) = reasons.iter().find(alone) {
        return alone.sentence(names).trim_end_matches('.').to_owned();
    }
    let next = reasons.iter().find_map(|reason| match reason {
        Reason::Ahead { rivals, .. } => Some(say::list(
            &rivals.iter().map(|id| names.option(id)).collect::<Vec<_>>(),
        )),
        _ => None,
    });
    let option = names.option(leader);
    match ahead(analysis) {
        Some(points) => {
            let next = next.map_or_else(String::new, |next| format!(" of {next}"));
            format!("{option} is {points} points of 100 ahead{next}")
        }
        None => format!("{option} leads with {} of 100", score(analysis, leader)),
    }
}

/// What missing scores can still do.
fn missing(view: View<'_>, analysis: &Analysis, leader: &OptionId) -> Option<String> {
    let names = &view.report.names;
    analysis
        .verdict
        .reasons
        .iter()
        .find_map(|reason| match reason {
            Reason::Settled(..) => Some("whatever the missing scores turn out to be".to_owned()),
            Reason::Open(_, possible) => {
                let others: Vec<&str> = possible
                    .iter()
                    .filter(|id| *id != leader)
                    .map(|id| names.option(id))
                    .collect();
                (!others.is_empty()).then(|| {
                    format!(
                        "and with the scores that are missing {} could still be first",
                        say::either(&others)
                    )
                })
            }
            _ => None,
        })
}

/// `still first in 86 of 100 reasonable weightings`.
fn share(analysis: &Analysis) -> Option<String> {
    analysis.verdict.leader.as_ref()?;
    let share = say::of_hundred(analysis.verdict.share?);
    let drawn = if analysis.winners.necessary.is_some() {
        "still first in"
    } else {
        "with the missing scores drawn at random, first in"
    };
    Some(format!("{drawn} {share}"))
}

fn interests(view: View<'_>) -> String {
    match view.state().info.interests.trim() {
        "" => {
            "Whether the facilitators have a commercial interest in an option has not been stated."
                .to_owned()
        }
        interests => say::sentence(interests),
    }
}
