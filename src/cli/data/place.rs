//! The line of a data file to which a refusal of the scoring engine points.

use crate::agenda::CriterionId;
use crate::document::{Fields, Node};
use crate::scoring::{LIMIT, ScoringError};

/// The byte of what is wrong with a decision; `None` where the reader of the file names it itself.
pub(super) fn of(root: &Fields<'_, '_>, error: &ScoringError) -> Option<usize> {
    let criteria = || root.tables("criterion", "a criterion");
    let weight_of = |id: &CriterionId| {
        let own = criteria()
            .into_iter()
            .find(|one| one.text("id").as_deref() == Some(id.as_str()));
        own.map(|one| one.at("weight"))
    };
    let setting = |key: &str| root.table("rubric").map(|rubric| rubric.at(key));
    match error {
        ScoringError::OptionCount { .. } => one_too_many(root, "option"),
        ScoringError::CriterionCount { .. } => one_too_many(root, "criterion"),
        ScoringError::NegativeWeight { criterion, .. }
        | ScoringError::WeightNotFinite { criterion, .. } => weight_of(criterion),
        ScoringError::NoWeight | ScoringError::WeightsTooFine => {
            criteria().first().map(|one| one.at("weight"))
        }
        ScoringError::NothingApplies => not_applicable(root),
        ScoringError::Scale { .. } => setting("scale"),
        ScoringError::Threshold { .. } => setting("thresholds"),
        ScoringError::Stopped
        | ScoringError::DuplicateOption(_)
        | ScoringError::DuplicateCriterion(_)
        | ScoringError::UnknownOption { .. }
        | ScoringError::UnknownCriterion { .. } => None,
    }
}

/// The first table of a list that is more than the engine takes.
fn one_too_many(root: &Fields<'_, '_>, key: &str) -> Option<usize> {
    root.list(key).get(LIMIT).map(|item| item.at)
}

/// The first score that makes a criterion drop out.
fn not_applicable(root: &Fields<'_, '_>) -> Option<usize> {
    let scores = root.tables("score", "a score");
    let mut levels = scores.iter().filter_map(|score| score.item("level"));
    levels
        .find(|level| matches!(&level.node, Node::Text(text) if text.trim() == "-"))
        .map(|level| level.at)
}
