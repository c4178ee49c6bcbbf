//! What each option gives up in each environment if it is chosen for all.

use super::option;
use crate::agenda::{OptionId, Rubric};
use crate::exports::say;
use crate::scoring::{Joint, JointWord, Rational};
use crate::tui::app::pages::recommendation::line::Named;

/// What one option gives up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Regret {
    /// Which option.
    pub(crate) option: OptionId,
    /// What it is called.
    pub(crate) name: Named,
    /// Points of 100 per environment, or the range of them.
    pub(crate) points: Vec<String>,
    /// Whether it is the one for all.
    pub(crate) common: bool,
}

/// The options that pass everywhere, those that give up least first.
pub(crate) fn regrets(rubric: &Rubric, joint: &Joint) -> Vec<Regret> {
    let same = joint.word == JointWord::Same;
    let all = joint.regrets.iter().map(|regret| Regret {
        option: regret.option.clone(),
        name: option(rubric, &regret.option),
        points: regret
            .environments
            .iter()
            .map(|(_, low, high)| range(*low, *high))
            .collect(),
        common: same && joint.common.contains(&regret.option),
    });
    all.collect()
}

fn range(low: Rational, high: Rational) -> String {
    if low == high {
        say::points(low.to_f64())
    } else {
        format!(
            "{}–{}",
            say::points(low.to_f64()),
            say::points(high.to_f64())
        )
    }
}
