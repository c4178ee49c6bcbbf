//! What the engine is asked: options, criteria and cells of one environment.

use std::collections::{BTreeMap, BTreeSet};

use super::error::ScoringError;
use crate::agenda::{CriterionId, Direction, Level, OptionId, Scale, Thresholds};

/// Most options and most criteria of one problem.
pub const LIMIT: usize = 12;

/// A decision in one environment. Environments are separate problems; they are never averaged.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Problem {
    /// What is compared: 1 to [`LIMIT`], each once. The order never decides a rank.
    pub options: Vec<OptionId>,
    /// What it is compared on: 1 to [`LIMIT`], each once.
    pub criteria: Vec<Criterion>,
    /// Value of each level on the favourable side.
    pub scale: Scale,
    /// Scores; a pair that is missing is [`Cell::NotScored`].
    pub cells: BTreeMap<(OptionId, CriterionId), Cell>,
    /// When a verdict is clear, leaning, and when splitting is worth it.
    pub thresholds: Thresholds,
}

/// One criterion as it stands in one environment.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Criterion {
    /// Its name.
    pub id: CriterionId,
    /// Whether High is good or bad.
    pub direction: Direction,
    /// Points, 0 or more; only the proportion to the sum counts. Decimals are taken at their shortest text.
    pub weight: f64,
    /// The least favourable level that is acceptable, as people say it: `M` on cost refuses `H`.
    pub must_have: Option<Level>,
}

/// One score.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Cell {
    /// The level as the room says it, before the criterion's direction is taken into account.
    Level(Level),
    /// Nobody has said: never zero, never M; it opens a range.
    #[default]
    NotScored,
    /// The criterion has no meaning here: it drops out for all options of this environment.
    NotApplicable,
}

impl Problem {
    /// The cell of an option on a criterion.
    #[must_use]
    pub fn cell(&self, option: &OptionId, criterion: &CriterionId) -> Cell {
        self.cells
            .get(&(option.clone(), criterion.clone()))
            .copied()
            .unwrap_or_default()
    }

    /// Whether a criterion applies: no option marks it not applicable.
    #[must_use]
    pub fn applies(&self, criterion: &CriterionId) -> bool {
        self.options
            .iter()
            .all(|option| self.cell(option, criterion) != Cell::NotApplicable)
    }

    /// Checks counts, names, weights, scale and thresholds.
    ///
    /// # Errors
    /// The first thing that is wrong, in the order in which a reader would look.
    pub fn validate(&self) -> Result<(), ScoringError> {
        self.validate_counts()?;
        self.validate_names()?;
        self.validate_weights()?;
        self.validate_scale()?;
        self.validate_thresholds()
    }

    const fn validate_counts(&self) -> Result<(), ScoringError> {
        let (options, criteria) = (self.options.len(), self.criteria.len());
        if options == 0 || options > LIMIT {
            return Err(ScoringError::OptionCount { count: options });
        }
        if criteria == 0 || criteria > LIMIT {
            return Err(ScoringError::CriterionCount { count: criteria });
        }
        Ok(())
    }

    fn validate_names(&self) -> Result<(), ScoringError> {
        let mut options = BTreeSet::new();
        if let Some(twice) = self.options.iter().find(|id| !options.insert(*id)) {
            return Err(ScoringError::DuplicateOption(twice.clone()));
        }
        let mut criteria = BTreeSet::new();
        if let Some(twice) = self.criteria.iter().find(|c| !criteria.insert(&c.id)) {
            return Err(ScoringError::DuplicateCriterion(twice.id.clone()));
        }
        for (option, criterion) in self.cells.keys() {
            let (option, criterion) = (option.clone(), criterion.clone());
            if !options.contains(&option) {
                return Err(ScoringError::UnknownOption { option, criterion });
            }
            if !criteria.contains(&criterion) {
                return Err(ScoringError::UnknownCriterion { option, criterion });
            }
        }
        Ok(())
    }

    fn validate_weights(&self) -> Result<(), ScoringError> {
        for Criterion { id, weight, .. } in &self.criteria {
            let (criterion, weight) = (id.clone(), *weight);
            if !weight.is_finite() {
                return Err(ScoringError::WeightNotFinite { criterion, weight });
            }
            if weight < 0.0 {
                return Err(ScoringError::NegativeWeight { criterion, weight });
            }
        }
        if self
            .criteria
            .iter()
            .all(|criterion| criterion.weight <= 0.0)
        {
            return Err(ScoringError::NoWeight);
        }
        if self
            .criteria
            .iter()
            .all(|c| c.weight <= 0.0 || !self.applies(&c.id))
        {
            return Err(ScoringError::NothingApplies);
        }
        Ok(())
    }

    fn validate_scale(&self) -> Result<(), ScoringError> {
        let Scale { low, medium, high } = self.scale;
        let finite = [low, medium, high].iter().all(|value| value.is_finite());
        if finite && low <= medium && medium <= high && low < high {
            Ok(())
        } else {
            Err(ScoringError::Scale { low, medium, high })
        }
    }

    fn validate_thresholds(&self) -> Result<(), ScoringError> {
        let Thresholds {
            clear_share,
            clear_points,
            leaning_share,
            split_gain,
        } = self.thresholds;
        let named = [
            ("clear_share", clear_share),
            ("clear_points", clear_points),
            ("leaning_share", leaning_share),
            ("split_gain", split_gain),
        ];
        match named
            .into_iter()
            .find(|(_, value)| !value.is_finite() || *value < 0.0)
        {
            Some((name, value)) => Err(ScoringError::Threshold { name, value }),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{criterion, grid, option};
    use super::*;

    fn refused(problem: &Problem) -> String {
        problem.validate().unwrap_err().to_string()
    }

    fn weighted(weights: &[f64]) -> Problem {
        grid(&["HH", "LL"], weights)
    }

    #[test]
    fn weights_that_are_no_weights_are_refused_with_a_name() {
        assert!(refused(&weighted(&[1.0, -2.0])).contains("`c2` is -2"));
        assert!(refused(&weighted(&[f64::NAN, 1.0])).contains("`c1` is NaN"));
        assert!(refused(&weighted(&[f64::INFINITY, 1.0])).contains("`c1` is inf"));
        assert_eq!(
            weighted(&[0.0, -0.0]).validate(),
            Err(ScoringError::NoWeight)
        );
    }

    #[test]
    fn counts_are_one_to_twelve() {
        assert!(refused(&grid(&[], &[1.0])).starts_with("0 options"));
        assert!(refused(&grid(&["H"; 13], &[1.0])).starts_with("13 options"));
        assert!(refused(&grid(&["H"], &[])).contains("add at least one criterion"));
        assert!(refused(&grid(&["H"], &[1.0; 13])).starts_with("13 criteria"));
    }

    #[test]
    fn names_are_known_and_listed_once() {
        let mut twice = weighted(&[1.0, 1.0]);
        twice.options[1] = option('a');
        assert_eq!(
            twice.validate(),
            Err(ScoringError::DuplicateOption(option('a')))
        );
        let mut twice = weighted(&[1.0, 1.0]);
        twice.criteria[1].id = criterion(1);
        assert_eq!(
            twice.validate(),
            Err(ScoringError::DuplicateCriterion(criterion(1)))
        );
        let mut stray = weighted(&[1.0, 1.0]);
        stray
            .cells
            .insert((option('x'), criterion(1)), Cell::NotScored);
        assert!(refused(&stray).contains("option `x`"));
        let mut stray = weighted(&[1.0, 1.0]);
        stray
            .cells
            .insert((option('a'), criterion(9)), Cell::NotScored);
        assert!(refused(&stray).contains("criterion `c9`"));
    }

    #[test]
    fn something_must_be_left_to_compare() {
        assert_eq!(
            grid(&["-H", "LL"], &[1.0, 0.0]).validate(),
            Err(ScoringError::NothingApplies)
        );
        assert_eq!(grid(&["-H", "LL"], &[1.0, 1.0]).validate(), Ok(()));
    }

    #[test]
    fn a_scale_rises() {
        for (low, medium, high) in [(0.0, 0.0, 0.0), (0.0, 2.0, 1.0), (0.0, f64::NAN, 1.0)] {
            let problem = Problem {
                scale: Scale { low, medium, high },
                ..weighted(&[1.0, 1.0])
            };
            assert!(refused(&problem).contains("L ≤ M ≤ H"));
        }
    }

    #[test]
    fn thresholds_are_numbers() {
        let mut problem = weighted(&[1.0, 1.0]);
        problem.thresholds.split_gain = f64::NAN;
        assert!(refused(&problem).contains("`split_gain` is NaN"));
    }
}
