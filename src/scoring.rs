//! The decision engine: from levels and weights to a recommendation that is honest about doubt.
//!
//! [`analyse`] takes one environment as a [`Problem`] and gives an [`Analysis`]; [`joint`] asks of two
//! or more environments whether one platform serves them all. Everything is pure and exact: weights and
//! scale are taken at their shortest decimals and summed as whole numbers, so a tie is a tie.

mod analysis;
mod decimal;
mod dominance;
mod error;
#[cfg(test)]
mod fixture;
mod from_workshop;
mod gaps;
mod model;
mod must_have;
mod problem;
mod ranking;
mod rational;
mod winners;

pub use analysis::{Analysis, Coverage, Settings, analyse};
pub use dominance::Dominance;
pub use error::ScoringError;
pub use from_workshop::{EnvironmentAnalysis, analyse_all};
pub use gaps::Gap;
pub use problem::{Cell, Criterion, LIMIT, Problem};
pub use ranking::{RankRange, Regret, Standing};
pub use rational::Rational;
pub use winners::Winners;
