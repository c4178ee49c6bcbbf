//! Where the scoring run stands, worked out of the workshop alone: leaving and coming back costs nothing.

use std::collections::BTreeSet;

use crate::agenda::{CriterionId, Environment, OptionId};
use crate::scoring::contested;
use crate::workshop::{CellKey, Change, Mark, Provenance, State};

/// How many contested cells the room talks about again.
pub(crate) const AGAIN: usize = 6;

/// A part of the run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Must-haves and weights of an environment, counted from 0, until they are locked.
    Weights(usize),
    /// One criterion of the first environment, counted from 0.
    Criterion(usize),
    /// The contested cells with the most at stake, one after the other.
    Again,
    /// An environment that can have the levels of the first one, counted from 0.
    TakeOver(usize),
    /// What differs in an environment that has them; the page goes on to the next such environment.
    Exceptions(usize),
    /// Nothing is left to vote on.
    Done,
}

impl Stage {
    /// Where the run stands.
    pub(crate) fn of(state: &State) -> Self {
        let rubric = &state.rubric;
        let all = &rubric.header.environments;
        let Some(lead) = all.first().filter(|_| !rubric.options.is_empty()) else {
            return Self::Done;
        };
        // Each environment's own, before any level is shown: what is locked has been seen.
        let unlocked = |one: &Environment| !state.locked.contains_key(one);
        if let Some(at) = all.iter().position(unlocked) {
            return Self::Weights(at);
        }
        let mut criteria = rubric.criteria.iter();
        let open = criteria.position(|one| {
            let cells = of_criterion(state, lead, &one.id);
            cells.iter().any(|cell| !is_voted(state, cell))
        });
        if let Some(open) = open {
            return Self::Criterion(open);
        }
        if again(state).iter().any(|cell| waits(state, cell)) {
            return Self::Again;
        }
        match (1..all.len()).find(|at| begins(state, *at)) {
            Some(at) => Self::TakeOver(at),
            None if all.len() > 1 => Self::Exceptions(1),
            None => Self::Done,
        }
    }

    /// The environment that is voted on, counted from 0.
    pub(crate) const fn environment(&self) -> usize {
        match self {
            Self::Weights(at) | Self::TakeOver(at) | Self::Exceptions(at) => *at,
            _ => 0,
        }
    }

    /// Minutes that it is given; none where nothing is left to do.
    pub(crate) const fn minutes(&self) -> Option<i64> {
        match self {
            Self::Weights(0) => Some(6),
            Self::Weights(_) | Self::Criterion(_) | Self::Again => Some(2),
            Self::TakeOver(_) | Self::Exceptions(_) => Some(8),
            Self::Done => None,
        }
    }

    /// What it is called.
    pub(crate) const fn title(&self) -> &'static str {
        match self {
            Self::Weights(_) => "must-haves and weights",
            Self::Criterion(_) => "a criterion at a time",
            Self::Again => "once more, where the room is split",
            Self::TakeOver(_) | Self::Exceptions(_) => "what differs",
            Self::Done => "done",
        }
    }
}

/// The cells of a criterion, in the order of the options.
pub(crate) fn of_criterion(
    state: &State,
    environment: &Environment,
    criterion: &CriterionId,
) -> Vec<CellKey> {
    let cell = |option: &OptionId| CellKey {
        environment: environment.clone(),
        option: option.clone(),
        criterion: criterion.clone(),
    };
    let options = state.rubric.options.iter();
    options.map(|option| cell(&option.id)).collect()
}

/// True for an environment that has fewer levels than it could have from the first one.
fn begins(state: &State, at: usize) -> bool {
    let open = taken_over(state, at).len();
    let here = state.rubric.header.environments.get(at);
    let voted = state.scores.keys().chain(state.votes.keys());
    let voted: BTreeSet<&CellKey> = voted
        .filter(|cell| Some(&cell.environment) == here && is_voted(state, cell))
        .collect();
    open > voted.len()
}

/// True when the room has spoken on a cell; a draft of the facilitators is not that, nor a level taken away again.
pub(crate) fn is_voted(state: &State, cell: &CellKey) -> bool {
    let marked = state.score(cell).filter(|score| score.mark.is_some());
    match (marked, state.rounds(cell).last()) {
        (Some(score), None) => score.provenance != Provenance::Draft,
        (Some(_), Some(_)) => true,
        (None, last) => last.is_some_and(|round| round.tally.votes() == 0),
    }
}

/// The contested cells of the first environment that the room talks about again.
pub(crate) fn again(state: &State) -> Vec<CellKey> {
    let lead = state.rubric.header.environments.first();
    let mut cells = lead.map(|lead| contested(state, lead)).unwrap_or_default();
    cells.truncate(AGAIN);
    cells
}

/// True for a contested cell whose second show of hands is still to come.
pub(crate) fn waits(state: &State, cell: &CellKey) -> bool {
    state.rounds(cell).len() == 1
}

/// What gives an environment the levels of the first one, wherever the room has not spoken yet.
pub(crate) fn taken_over(state: &State, at: usize) -> Vec<Change> {
    let all = &state.rubric.header.environments;
    let (Some(lead), Some(here)) = (all.first(), all.get(at)) else {
        return Vec::new();
    };
    let mut changes = Vec::new();
    for criterion in &state.rubric.criteria {
        for cell in of_criterion(state, here, &criterion.id) {
            let source = CellKey {
                environment: lead.clone(),
                ..cell.clone()
            };
            let mark: Option<Mark> = state.score(&source).and_then(|score| score.mark);
            if mark.is_none() || is_voted(state, &cell) {
                continue;
            }
            let rationale = state.score(&cell).map(|score| score.rationale.clone());
            changes.push(Change::Score {
                cell,
                mark,
                rationale: rationale.unwrap_or_default(),
                provenance: Provenance::Inherited,
                set: None,
            });
        }
    }
    changes
}
