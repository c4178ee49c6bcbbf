//! What can be wrong with a problem before it is scored.

use super::problem::LIMIT;
use crate::agenda::{CriterionId, OptionId};

/// A problem that cannot be scored; each sentence says what to do.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ScoringError {
    /// No option, or more than the engine takes.
    #[error("{count} options: a comparison takes 1 to {LIMIT}; {}", advice(*.count, "option"))]
    OptionCount {
        /// How many were given.
        count: usize,
    },
    /// No criterion, or more than the engine takes.
    #[error("{count} criteria: a comparison takes 1 to {LIMIT}; {}", advice(*.count, "criterion"))]
    CriterionCount {
        /// How many were given.
        count: usize,
    },
    /// Two options of one name.
    #[error("option `{0}` is listed twice: rename or remove one of the two")]
    DuplicateOption(OptionId),
    /// Two criteria of one name.
    #[error("criterion `{0}` is listed twice: rename or remove one of the two")]
    DuplicateCriterion(CriterionId),
    /// A cell for an option that is not listed.
    #[error(
        "a score names option `{option}` (criterion `{criterion}`), which is not listed: add the option or correct the name"
    )]
    UnknownOption {
        /// The name that is not listed.
        option: OptionId,
        /// The criterion of the cell.
        criterion: CriterionId,
    },
    /// A cell for a criterion that is not listed.
    #[error(
        "a score names criterion `{criterion}` (option `{option}`), which is not listed: add the criterion or correct the name"
    )]
    UnknownCriterion {
        /// The option of the cell.
        option: OptionId,
        /// The name that is not listed.
        criterion: CriterionId,
    },
    /// A weight below zero.
    #[error(
        "the weight of `{criterion}` is {weight}: weights are points of 0 or more; to turn a criterion round change its direction"
    )]
    NegativeWeight {
        /// Whose weight.
        criterion: CriterionId,
        /// What was given.
        weight: f64,
    },
    /// A weight that is NaN or infinite.
    #[error("the weight of `{criterion}` is {weight}: give a number of points, such as 15")]
    WeightNotFinite {
        /// Whose weight.
        criterion: CriterionId,
        /// What was given.
        weight: f64,
    },
    /// The computing came to no end: a fault of the program, not of the problem.
    #[error(
        "the decision engine stopped, which is a fault of flipchart: change a score or a weight to try again"
    )]
    Stopped,
    /// Every weight is zero.
    #[error("every weight is 0, so nothing counts: give at least one criterion some points")]
    NoWeight,
    /// Every criterion with a weight is marked not applicable.
    #[error(
        "every criterion with points is marked not applicable, so nothing is left to compare: score one of them or give points to another"
    )]
    NothingApplies,
    /// Weights that no common denominator holds.
    #[error(
        "the weights differ too much in size and precision to be added exactly: use fewer decimals, such as 15 or 0.333"
    )]
    WeightsTooFine,
    /// A scale that is not rising, not finite or too fine.
    #[error(
        "the scale L = {low}, M = {medium}, H = {high} cannot be used: give finite numbers of at most 17 digits with L ≤ M ≤ H and L < H, such as 0, 0.5, 1"
    )]
    Scale {
        /// Value of L.
        low: f64,
        /// Value of M.
        medium: f64,
        /// Value of H.
        high: f64,
    },
    /// A threshold that is not a number of at least 0.
    #[error("the threshold `{name}` is {value}: give a number of 0 or more")]
    Threshold {
        /// Which threshold.
        name: &'static str,
        /// What was given.
        value: f64,
    },
}

/// What to do about a count that is out of range.
fn advice(count: usize, what: &str) -> String {
    if count == 0 {
        format!("add at least one {what}")
    } else {
        "split the decision or leave some out".to_owned()
    }
}
