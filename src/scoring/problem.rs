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
