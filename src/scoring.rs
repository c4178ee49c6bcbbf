//! The decision engine: from levels and weights to a recommendation that is honest about doubt.
//!
//! [`analyse`] takes one environment as a [`Problem`] and gives an [`Analysis`]; [`joint()`] asks of two
//! or more environments whether one platform serves them all. Everything is pure and exact: weights and
//! scale are taken at their shortest decimals and summed as whole numbers, so a tie is a tie.

mod acceptability;
mod agreement;
mod analysis;
mod contest;
mod contested;
mod decimal;
mod dominance;
mod error;
mod exact;
#[cfg(test)]
mod fixture;
mod flips;
mod from_workshop;
mod gaps;
mod joint;
mod json;
mod m_interval;
mod model;
mod monte_carlo;
mod must_have;
mod next_cell;
mod pairwise;
mod problem;
mod random;
mod ranking;
mod rational;
mod reason;
mod region;
mod score_flips;
mod stability;
mod tally;
mod verdict;
mod weights;
mod winners;

pub use acceptability::{Acceptability, MARGIN, Method, RankShares, WeightSet, rank_acceptability};
pub use agreement::{Alpha, agreement};
pub use analysis::{Analysis, Coverage, Settings, analyse};
pub use contested::contested;
pub use dominance::Dominance;
pub use error::ScoringError;
pub use flips::Flip;
pub use from_workshop::{
    EnvironmentAnalysis, analyse_all, joint_of, name_closing_packages, recommended_gaps,
};
pub use gaps::{Gap, gaps_of};
pub use joint::{CommonRegret, Joint, JointWord, joint};
pub use json::{SCHEMA, json};
pub use m_interval::MInterval;
pub use next_cell::NextCell;
pub use pairwise::Pairwise;
pub use problem::{Cell, Criterion, LIMIT, Problem};
pub use ranking::{RankRange, Regret, Standing, standings};
pub use rational::Rational;
pub use reason::{Names, Reason};
pub use score_flips::{ScoreChange, ScoreFlip};
pub use stability::Stability;
pub use tally::{consensus, is_contested, spread, worth_discussing};
pub use verdict::{Verdict, Word};
pub use weights::{from_order, rank_order_centroid};
pub use winners::Winners;
