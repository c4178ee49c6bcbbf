//! Why a verdict is what it is, in sentences for people who have never heard of a weight simplex.

mod names;
mod sentence;

use super::score_flips::ScoreChange;
use crate::agenda::{CriterionId, OptionId};

pub use self::names::Names;

/// One fact behind a verdict. Points run from 0 to 100.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// Every option fails a must-have.
    NothingPasses,
    /// No cell of an option that passes has a level.
    NothingScored,
    /// Only one option is left to recommend, out of so many.
    Alone(OptionId, usize),
    /// Only one option has not failed a must-have, out of so many, and it has yet to show that it passes.
    Left(OptionId, usize),
    /// Several options share first place.
    Tied(Vec<OptionId>),
    /// The leader's score and how far it is ahead of the next, in points of the scale.
    Ahead {
        /// Who leads.
        leader: OptionId,
        /// Its score.
        score: f64,
        /// The next best; several when they are tied.
        rivals: Vec<OptionId>,
        /// How far behind they are.
        margin: f64,
    },
    /// Share (0 to 1) of the weightings near the stated ones in which the leader is first.
    Share(OptionId, f64),
    /// The least weight that must move before a rival draws level.
    Move {
        /// Who draws level.
        rival: OptionId,
        /// Points of weight that must move.
        points: f64,
        /// Where they come from.
        from: Vec<CriterionId>,
        /// Where they go.
        to: CriterionId,
    },
    /// No weights bring any rival level.
    NoMove(OptionId),
    /// The leader stays first whatever this many missing cells turn out to be.
    Settled(OptionId, usize),
    /// This many cells are missing and these options could still be first.
    Open(usize, Vec<OptionId>),
    /// The leader has must-haves that nobody has scored.
    Conditional(OptionId, Vec<CriterionId>),
    /// The fewest scores that would have to change, and who would be first then, together where there are several.
    Rescore(Vec<ScoreChange>, Vec<OptionId>),
    /// The missing cell to ask about next.
    Ask(OptionId, CriterionId),
}
