//! What the engine is asked, taken from a workshop.

use std::collections::BTreeMap;

use super::analysis::{Analysis, Settings, analyse};
use super::error::ScoringError;
use super::gaps::{Gap, gaps_of};
use super::joint::{Joint, joint};
use super::problem::{Cell, Criterion, Problem};
use crate::agenda::{Environment, Rubric};
use crate::workshop::{CellKey, Mark, Node, Relation, Score, State};

/// The analysis of one environment, or why there is none.
pub type EnvironmentAnalysis = (Environment, Result<Analysis, ScoringError>);

impl Problem {
    /// The decision of one environment. Scores of options or criteria that are no longer there are left out.
    #[must_use]
    pub fn of(
        rubric: &Rubric,
        scores: &BTreeMap<CellKey, Score>,
        environment: &Environment,
    ) -> Self {
        let criteria = rubric.criteria.iter().map(|criterion| Criterion {
            id: criterion.id.clone(),
            direction: criterion.direction,
            weight: criterion.points(environment),
            must_have: criterion.must_have.get(environment).copied(),
        });
        let known = |key: &CellKey| {
            key.environment == *environment
                && rubric.option(&key.option).is_some()
                && rubric.criterion(&key.criterion).is_some()
        };
        let cells = scores
            .iter()
            .filter(|(key, _)| known(key))
            .map(|(key, score)| ((key.option.clone(), key.criterion.clone()), cell(score)));
        Self {
            options: rubric
                .options
                .iter()
                .map(|option| option.id.clone())
                .collect(),
            criteria: criteria.collect(),
            scale: rubric.header.scale,
            cells: cells.collect(),
            thresholds: rubric.header.thresholds,
        }
    }
}

const fn cell(score: &Score) -> Cell {
    match score.mark {
        Some(Mark::Level(level)) => Cell::Level(level),
        Some(Mark::NotApplicable) => Cell::NotApplicable,
        None => Cell::NotScored,
    }
}

/// Analyses every environment of a workshop, in the rubric's order, with the work packages that close each gap.
#[must_use]
pub fn analyse_all(state: &State, settings: &Settings) -> Vec<EnvironmentAnalysis> {
    let environments = state.rubric.header.environments.iter();
    let mut all: Vec<EnvironmentAnalysis> = environments
        .map(|environment| {
            let problem = Problem::of(&state.rubric, &state.scores, environment);
            (environment.clone(), analyse(&problem, settings))
        })
        .collect();
    name_closing_packages(state, &mut all);
    all
}

/// Names the work packages that close each gap, in analyses that were made without the workshop.
pub fn name_closing_packages(state: &State, all: &mut [EnvironmentAnalysis]) {
    for (environment, analysis) in all {
        if let Ok(analysis) = analysis {
            name_work_packages(state, environment, &mut analysis.gaps);
        }
    }
}

/// The gaps that matter in each environment: those of the one platform for all where that is the joint verdict,
/// else those of the environment's own leader.
#[must_use]
pub fn recommended_gaps(
    state: &State,
    all: &[EnvironmentAnalysis],
) -> Vec<(Environment, Vec<Gap>)> {
    let joint = joint_of(all);
    let common = joint.as_ref().and_then(Joint::only);
    let of = |(environment, analysis): &EnvironmentAnalysis| {
        let scored = analysis
            .as_ref()
            .ok()
            .filter(|found| found.coverage.scored > 0)?;
        let problem = Problem::of(&state.rubric, &state.scores, environment);
        let mut gaps = match common {
            Some(option) => gaps_of(&problem, option).ok()?,
            None => scored.gaps.clone(),
        };
        name_work_packages(state, environment, &mut gaps);
        Some((environment.clone(), gaps))
    };
    all.iter().filter_map(of).collect()
}

/// Whether one platform serves all environments; none unless several are there, all are analysed and there is
/// something to choose from.
#[must_use]
pub fn joint_of(all: &[EnvironmentAnalysis]) -> Option<Joint> {
    let known: Vec<(&str, &Analysis)> = all
        .iter()
        .filter_map(|(environment, analysis)| Some((environment.as_str(), analysis.as_ref().ok()?)))
        .collect();
    let choice = known.iter().any(|(_, analysis)| analysis.ranking.len() > 1);
    (choice && known.len() > 1 && known.len() == all.len()).then(|| joint(&known))
}

fn name_work_packages(state: &State, environment: &Environment, gaps: &mut [Gap]) {
    for gap in gaps {
        let cell = Node::Cell(CellKey {
            environment: environment.clone(),
            option: gap.option.clone(),
            criterion: gap.criterion.clone(),
        });
        let closing = state
            .links_to(&cell)
            .filter(|(key, _)| key.relation == Relation::Closes);
        let packages = closing.filter_map(|(key, _)| state.record(key.from.record()?));
        let packages = packages.filter(|record| record.text("status") != "dropped");
        gap.work_packages = packages.map(|record| record.id.to_string()).collect();
    }
}
