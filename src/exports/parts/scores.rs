//! Scores in full: every cell with its reason, how it came about and what speaks for it.

use serde::Serialize;

use super::bottom_line::environment_title;
use super::dissent::counted;
use crate::agenda::{Criterion, Direction, Environment, PlatformOption};
use crate::exports::inline::{Head, Inline, Table, comma_list, words};
use crate::exports::report::View;
use crate::exports::say;
use crate::workshop::{CellKey, Mark, Provenance, Score};

/// The scores of one environment on one criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CriterionPart {
    /// Its heading, made from the ids of environment and criterion.
    pub heading: String,
    /// What the criterion is called, with its direction.
    pub title: String,
    /// Which environment.
    pub environment: String,
    /// The swing question.
    pub question: Option<String>,
    /// Points and share of all points.
    pub weight: String,
    /// The least acceptable level in words.
    pub must_have: Option<&'static str>,
    /// What each level means: level, meaning.
    pub anchors: Vec<(&'static str, String)>,
    /// Option, level, how, why, evidence, when and by whom it was recorded.
    pub table: Table,
}

/// How a criterion is headed: `Cost (High = expensive)` where High is bad.
#[must_use]
pub fn directed(criterion: &Criterion) -> String {
    match criterion.direction {
        Direction::HigherIsBetter => criterion.title.clone(),
        Direction::LowerIsBetter if criterion.id.as_str() == "cost" => {
            format!("{} (High = expensive)", criterion.title)
        }
        Direction::LowerIsBetter => format!("{} (High = worse)", criterion.title),
    }
}

/// How a score came about, in words.
#[must_use]
pub const fn provenance(provenance: Provenance) -> &'static str {
    match provenance {
        Provenance::Voted => "voted by the room",
        Provenance::Accepted => "accepted unchallenged",
        Provenance::Inherited => "taken over from the other environment",
        Provenance::Draft => "the facilitators' draft",
    }
}

/// A mark in words.
#[must_use]
pub const fn mark(mark: Option<Mark>) -> &'static str {
    match mark {
        Some(Mark::Level(level)) => say::level(level),
        Some(Mark::NotApplicable) => "not applicable",
        None => "not scored",
    }
}

/// Every environment and criterion, in the order of the rubric; empty while nothing is scored.
#[must_use]
pub fn in_full(view: View<'_>) -> Vec<CriterionPart> {
    let state = view.state();
    if state.scores.values().all(|score| score.mark.is_none()) {
        return Vec::new();
    }
    let environments = &state.rubric.header.environments;
    environments
        .iter()
        .flat_map(|environment| {
            let criteria = state.rubric.criteria.iter();
            criteria.map(move |criterion| part(view, environment, criterion))
        })
        .collect()
}

fn part(view: View<'_>, environment: &Environment, criterion: &Criterion) -> CriterionPart {
    let anchors = &view.report.anchors;
    let row = |option: &PlatformOption| row(view, environment, criterion, option);
    CriterionPart {
        heading: anchors
            .criterion(environment, &criterion.id)
            .map_or_else(String::new, |anchor| anchor.heading.clone()),
        title: directed(criterion),
        environment: environment_title(environment),
        question: criterion.question.clone(),
        weight: weight(view, environment, criterion),
        must_have: criterion
            .must_have
            .get(environment)
            .map(|level| say::level(*level)),
        anchors: criterion
            .anchors
            .iter()
            .map(|(level, meaning)| (say::level(*level), meaning.clone()))
            .collect(),
        table: Table {
            columns: ["Option", "Level", "How", "Why", "Evidence", "Recorded"]
                .map(Head::left)
                .into(),
            rows: view.state().rubric.options.iter().map(row).collect(),
        },
    }
}

/// `15 points, 15.0 of 100`.
fn weight(view: View<'_>, environment: &Environment, criterion: &Criterion) -> String {
    let points = say::number(criterion.points(environment));
    let share = view
        .report
        .analysed()
        .find(|(name, _)| *name == environment)
        .and_then(|(_, analysis)| {
            let weights = analysis.weights.iter();
            weights.clone().find(|(id, _)| *id == criterion.id)
        })
        .map(|(_, share)| say::points(share.to_f64()));
    match share {
        Some(share) => format!("{points} points, {share} of 100"),
        None => format!("{points} points"),
    }
}

fn row(
    view: View<'_>,
    environment: &Environment,
    criterion: &Criterion,
    option: &PlatformOption,
) -> Vec<Inline> {
    let cell = CellKey {
        environment: environment.clone(),
        option: option.id.clone(),
        criterion: criterion.id.clone(),
    };
    let score = view.state().score(&cell);
    vec![
        words(&option.title),
        words(mark(score.and_then(|score| score.mark))),
        words(how(view, &cell)),
        score.map_or_else(Inline::new, |score| view.linked(&score.rationale)),
        evidence(view, &cell),
        words(score.map_or_else(String::new, recorded)),
    ]
}

/// How a score came about, with the last show of hands; empty while it is not scored.
#[must_use]
pub fn how(view: View<'_>, cell: &CellKey) -> String {
    let state = view.state();
    let Some(score) = state.score(cell).filter(|score| score.mark.is_some()) else {
        return String::new();
    };
    let way = provenance(score.provenance);
    let mut rounds = state.rounds(cell).iter();
    match rounds.rfind(|round| round.tally.median().is_some()) {
        Some(round) if score.provenance == Provenance::Voted => {
            format!("{way}: {}", counted(round))
        }
        _ => way.to_owned(),
    }
}

/// When and by whom a score was last set.
fn recorded(score: &Score) -> String {
    let by = score.set.by.trim_start_matches('@');
    format!("{} by {by}", say::moment(score.set.at))
}

/// The records that speak for a cell, as links.
#[must_use]
pub fn evidence(view: View<'_>, cell: &CellKey) -> Inline {
    comma_list(
        view.state()
            .evidence(cell)
            .filter_map(|record| view.link(&record.id)),
    )
}
