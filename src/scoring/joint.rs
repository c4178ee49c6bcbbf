//! The same platform in every environment, or one for each?

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::analysis::Analysis;
use super::decimal;
use super::rational::Rational;
use crate::agenda::OptionId;
use crate::order::Arrange;

/// What to do about several environments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JointWord {
    /// One platform for all: splitting gains no more than the threshold.
    Same,
    /// One platform each: no common one comes within the threshold in every environment.
    Split,
    /// The missing cells decide which.
    Open,
    /// In some environment nothing passes the must-haves.
    Hold,
}

/// The best common platform and what splitting would gain over it.
#[derive(Debug, Clone, PartialEq)]
pub struct Joint {
    /// What to do.
    pub word: JointWord,
    /// Common platforms of least regret; several when tied, none when no option passes everywhere.
    pub common: Vec<OptionId>,
    /// Bounds of what splitting gains: the score that the best common platform gives up where it gives
    /// up most, as a share of the scale. `None` when no option passes everywhere.
    pub gain: Option<(Rational, Rational)>,
    /// The threshold: a gain above it is worth a second platform.
    pub split_gain: f64,
    /// Regret of every option that passes everywhere, least first.
    pub regrets: Vec<CommonRegret>,
}

impl Joint {
    /// The one option that serves all environments, if that is the answer and there is one.
    #[must_use]
    pub fn only(&self) -> Option<&OptionId> {
        match (self.word, self.common.as_slice()) {
            (JointWord::Same, [only]) => Some(only),
            _ => None,
        }
    }
}

/// What one option gives up in each environment if it is chosen for all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommonRegret {
    /// Which option.
    pub option: OptionId,
    /// Environment, and bounds of `S* − S_i` there as a share of the scale (equal when no cell is missing).
    pub environments: Vec<(String, Rational, Rational)>,
}

impl CommonRegret {
    /// Bounds of what it gives up where it gives up most.
    #[must_use]
    pub fn range(&self) -> (Rational, Rational) {
        let highs = self.environments.iter().map(|(_, _, high)| *high);
        (self.least(), highs.max().unwrap_or(Rational::ZERO))
    }

    /// The least it could give up where it gives up most.
    fn least(&self) -> Rational {
        self.environments
            .iter()
            .map(|(_, low, _)| *low)
            .max()
            .unwrap_or(Rational::ZERO)
    }

    /// What it gives up at most in each environment, the worst first.
    fn worst_first(&self) -> Vec<Rational> {
        let mut most: Vec<Rational> = self.environments.iter().map(|(_, _, high)| *high).collect();
        most.arrange_by_key(|regret| Reverse(*regret));
        most
    }
}

/// Compares environments without averaging them: the common platform is the one whose greatest regret is
/// least (Savage, *Journal of the American Statistical Association* 46, 1951), then the next greatest.
/// The threshold is that of the first environment; with none given the answer is [`JointWord::Hold`].
#[must_use]
pub fn joint(environments: &[(&str, &Analysis)]) -> Joint {
    let split_gain = environments
        .first()
        .map_or(0.0, |(_, analysis)| analysis.thresholds.split_gain);
    let mut regrets: Vec<CommonRegret> = everywhere(environments)
        .into_iter()
        .filter_map(|id| regret(environments, id))
        .collect();
    regrets.arrange_by_key(|regret| (regret.worst_first(), regret.option.clone()));
    let best = regrets.first().map(CommonRegret::worst_first);
    let level = regrets
        .iter()
        .filter(|regret| Some(regret.worst_first()) == best);
    let most = best.as_ref().and_then(|worst| worst.first().copied());
    let gain = regrets.iter().map(CommonRegret::least).min().zip(most);
    Joint {
        word: word(environments, gain, split_gain),
        common: level.map(|regret| regret.option.clone()).collect(),
        gain,
        split_gain,
        regrets,
    }
}

fn word(
    environments: &[(&str, &Analysis)],
    gain: Option<(Rational, Rational)>,
    limit: f64,
) -> JointWord {
    let limit = decimal::fraction(limit).unwrap_or(Rational::ZERO);
    let blocked = |analysis: &Analysis| analysis.ranking.iter().all(super::Standing::is_excluded);
    match gain {
        _ if environments.is_empty() || environments.iter().any(|(_, a)| blocked(a)) => {
            JointWord::Hold
        }
        Some((_, most)) if most <= limit => JointWord::Same,
        Some((least, _)) if least <= limit => JointWord::Open,
        _ => JointWord::Split,
    }
}

/// Options that fail no must-have in any environment.
fn everywhere(environments: &[(&str, &Analysis)]) -> BTreeSet<OptionId> {
    let passing = |analysis: &Analysis| -> BTreeSet<OptionId> {
        let passing = analysis
            .ranking
            .iter()
            .filter(|standing| !standing.is_excluded());
        passing.map(|standing| standing.option.clone()).collect()
    };
    let sets = environments.iter().map(|(_, analysis)| passing(analysis));
    sets.reduce(|all, next| all.intersection(&next).cloned().collect())
        .unwrap_or_default()
}

/// Regret of one option; `None` where it is not compared in some environment.
fn regret(environments: &[(&str, &Analysis)], option: OptionId) -> Option<CommonRegret> {
    let in_one = |(name, analysis): &(&str, &Analysis)| {
        let standing = analysis
            .ranking
            .iter()
            .find(|standing| standing.option == option)?;
        let [low, high] =
            [standing.regret.low, standing.regret.high].map(|r| analysis.share_of_scale(r));
        Some(((*name).to_owned(), low?, high?))
    };
    let environments = environments.iter().map(in_one).collect::<Option<_>>()?;
    Some(CommonRegret {
        option,
        environments,
    })
}

#[cfg(test)]
mod tests {
    use super::super::analysis::{Settings, analyse};
    use super::super::fixture::{demand, grid, option};
    use super::super::problem::Problem;
    use super::*;
    use crate::agenda::Level;

    fn of(production: &Problem, before: &Problem) -> Joint {
        let settings = Settings {
            samples: 10,
            ..Settings::default()
        };
        let [production, before] = [production, before].map(|p| analyse(p, &settings).unwrap());
        joint(&[("production", &production), ("pre-production", &before)])
    }

    #[test]
    fn one_platform_when_it_leads_in_both() {
        let found = of(
            &grid(&["HH", "ML"], &[1.0, 1.0]),
            &grid(&["HM", "ML"], &[1.0, 1.0]),
        );
        assert_eq!(
            (found.word, found.common.clone()),
            (JointWord::Same, vec![option('a')])
        );
        assert_eq!(found.gain, Some((Rational::ZERO, Rational::ZERO)));
    }

    #[test]
    fn a_small_loss_is_worth_one_platform_and_a_large_one_is_not() {
        // b gives up 0.05 in production, a gives up 1 in pre-production.
        let small = of(
            &grid(&["MH", "HL"], &[5.0, 5.5]),
            &grid(&["LL", "HH"], &[1.0, 1.0]),
        );
        assert_eq!(small.common, [option('b')]);
        let large = of(
            &grid(&["HL", "LH"], &[9.0, 1.0]),
            &grid(&["HL", "LH"], &[1.0, 9.0]),
        );
        assert_eq!((large.word, large.common.len()), (JointWord::Split, 2));
        assert_eq!(large.gain.unwrap().1, Rational::new(4, 5).unwrap());
    }

    #[test]
    fn the_threshold_itself_is_not_passed() {
        // Regret of a in pre-production is exactly 0.1.
        let problem = |weights| grid(&["HL", "LH"], weights);
        let found = of(&problem(&[90.0, 10.0]), &problem(&[45.0, 55.0]));
        assert_eq!(found.gain.unwrap().1, Rational::new(1, 10).unwrap());
        assert_eq!(
            (found.word, found.common),
            (JointWord::Same, vec![option('a')])
        );
    }

    #[test]
    fn missing_cells_can_leave_it_open() {
        let found = of(
            &grid(&["H?", "LH"], &[1.0, 1.0]),
            &grid(&["HL", "LH"], &[1.0, 3.0]),
        );
        assert_eq!(found.word, JointWord::Open);
        let (least, most) = found.gain.unwrap();
        assert!(least < most);
    }

    #[test]
    fn the_common_option_tells_its_own_range() {
        // b may turn out better for all than a, so the least gain is not that of a.
        let found = of(
            &grid(&["H?", "?H"], &[1.0, 1.0]),
            &grid(&["HM", "?M"], &[1.0, 1.0]),
        );
        for regret in &found.regrets {
            let (low, high) = regret.range();
            assert!(low <= high && low >= found.gain.unwrap().0);
        }
        assert_eq!(found.regrets[0].range().1, found.gain.unwrap().1);
    }

    #[test]
    fn must_haves_split_or_hold() {
        let here = demand(grid(&["HL", "LH"], &[1.0, 1.0]), 1, Level::Medium);
        let there = demand(grid(&["HL", "LH"], &[1.0, 1.0]), 2, Level::Medium);
        let found = of(&here, &there);
        assert_eq!((found.word, found.gain), (JointWord::Split, None));
        let nobody = demand(grid(&["LL", "LH"], &[1.0, 1.0]), 1, Level::Medium);
        assert_eq!(of(&here, &nobody).word, JointWord::Hold);
        assert_eq!(joint(&[]).word, JointWord::Hold);
    }
}
