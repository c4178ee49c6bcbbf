//! The problem as whole numbers: what every other part of the engine computes with.
//!
//! Additive value `S_i = Σ_j w_j · v(x_ij)` (Keeney & Raiffa, *Decisions with Multiple Objectives*, 1976;
//! Dodgson et al., *Multi-criteria analysis: a manual*, DCLG 2009). Weights become whole numbers `W_j` and
//! values whole numbers `V_ij`, so that `S_i = Σ W_j V_ij / (unit · Σ W_j)` is a sum of whole numbers over
//! one denominator. With `V ≤ 10^18`, `W · V ≤ 10^34` and 12 criteria nothing can pass 127 bits.

use super::decimal;
use super::error::ScoringError;
use super::must_have::{self, MustHaves};
use super::problem::{Cell, Problem};
use super::rational::Rational;
use crate::agenda::{CriterionId, Direction, Level, OptionId, Scale};

/// Largest whole number a value of the scale may become.
const VALUE_LIMIT: i128 = 10_i128.pow(18);
/// Largest product of a weight and a value: leaves room for 12 criteria, 100 points and a difference.
const PRODUCT_LIMIT: i128 = 10_i128.pow(34);

/// How favourable a cell is: 0 worst, 2 best; the direction of the criterion is taken into account.
pub(crate) type Grade = usize;

/// The grade of a level as people say it.
pub(crate) const fn grade(level: Level, direction: Direction) -> Grade {
    direction.favour(level)
}

/// The level, as people say it, of a grade.
pub(crate) const fn level(grade: Grade, direction: Direction) -> Level {
    let spoken = match direction {
        Direction::HigherIsBetter => grade,
        Direction::LowerIsBetter => 2 - grade,
    };
    Level::ALL[spoken]
}

/// A valid problem in whole numbers. Rows are options, columns the criteria that apply.
#[derive(Debug, Clone)]
pub(crate) struct Model {
    /// Options in the order of the problem.
    pub(crate) options: Vec<OptionId>,
    /// Criteria that apply, in the order of the problem.
    pub(crate) criteria: Vec<CriterionId>,
    /// Criteria that dropped out because an option marks them not applicable.
    pub(crate) dropped: Vec<CriterionId>,
    /// Direction of each criterion that applies.
    pub(crate) directions: Vec<Direction>,
    /// Whole-number weight of each criterion that applies, without a common factor.
    pub(crate) weights: Vec<i128>,
    /// Sum of the weights; positive.
    pub(crate) total: i128,
    /// Whole-number value of each grade.
    pub(crate) scale: [i128; 3],
    /// What one whole unit of value is worth: value = whole number / unit.
    pub(crate) unit: i128,
    /// Grade of each cell; `None` where it is not scored.
    pub(crate) grades: Vec<Vec<Option<Grade>>>,
    /// Least value each cell can turn out to have.
    pub(crate) low: Vec<Vec<i128>>,
    /// Greatest value each cell can turn out to have.
    pub(crate) high: Vec<Vec<i128>>,
    /// Must-haves that each option fails or has not answered.
    pub(crate) must_haves: Vec<MustHaves>,
    /// Least grade each criterion demands.
    pub(crate) demands: Vec<Option<Grade>>,
}

impl Model {
    /// Turns a problem into whole numbers.
    pub(crate) fn new(problem: &Problem) -> Result<Self, ScoringError> {
        problem.validate()?;
        let (active, dropped): (Vec<_>, Vec<_>) = problem
            .criteria
            .iter()
            .partition(|criterion| problem.applies(&criterion.id));
        let points: Vec<f64> = active.iter().map(|criterion| criterion.weight).collect();
        let (scale, unit) = whole_scale(problem.scale)?;
        let largest = scale.iter().fold(unit, |most, value| most.max(value.abs()));
        let (mut weights, _) = decimal::common_denominator(&points, PRODUCT_LIMIT / largest)
            .ok_or(ScoringError::WeightsTooFine)?;
        decimal::reduce(&mut weights);
        let grades: Vec<Vec<Option<Grade>>> = problem
            .options
            .iter()
            .map(|option| {
                active
                    .iter()
                    .map(|criterion| match problem.cell(option, &criterion.id) {
                        Cell::Level(said) => Some(grade(said, criterion.direction)),
                        Cell::NotScored | Cell::NotApplicable => None,
                    })
                    .collect()
            })
            .collect();
        let demands: Vec<Option<Grade>> = active
            .iter()
            .map(|c| c.must_have.map(|least| grade(least, c.direction)))
            .collect();
        Ok(Self {
            options: problem.options.clone(),
            criteria: active
                .iter()
                .map(|criterion| criterion.id.clone())
                .collect(),
            dropped: dropped
                .iter()
                .map(|criterion| criterion.id.clone())
                .collect(),
            directions: active.iter().map(|criterion| criterion.direction).collect(),
            total: weights.iter().sum(),
            weights,
            low: values(&grades, &scale, scale[0]),
            high: values(&grades, &scale, scale[2]),
            must_haves: grades
                .iter()
                .map(|row| must_have::examine(row, &demands))
                .collect(),
            scale,
            unit,
            grades,
            demands,
        })
    }

    /// The sum `Σ W_j V_j` of a row of values; divide by `total · unit` for the score.
    pub(crate) fn sum(&self, row: &[i128]) -> i128 {
        self.weights
            .iter()
            .zip(row)
            .map(|(weight, value)| weight * value)
            .sum()
    }

    /// Least and greatest sum of an option over all completions of its missing cells.
    pub(crate) fn bounds(&self, option: usize) -> (i128, i128) {
        (self.sum(&self.low[option]), self.sum(&self.high[option]))
    }

    /// A sum of whole numbers as a score in units of the scale.
    pub(crate) fn score(&self, sum: i128) -> Rational {
        Rational::new(sum, self.total * self.unit).expect("total and unit are positive and bounded")
    }

    /// The weight of a criterion as a share of all weights.
    pub(crate) fn share(&self, criterion: usize) -> Rational {
        Rational::new(self.weights[criterion], self.total).expect("the total is positive")
    }

    /// Whether every cell of this option is scored.
    pub(crate) fn is_complete(&self, option: usize) -> bool {
        self.grades[option].iter().all(Option::is_some)
    }

    /// Number of cells that are not scored, over all options.
    pub(crate) fn missing(&self) -> usize {
        self.grades
            .iter()
            .flatten()
            .filter(|grade| grade.is_none())
            .count()
    }

    /// Whether no cell of an option that passes is missing.
    pub(crate) fn is_scored(&self) -> bool {
        self.contenders()
            .into_iter()
            .all(|option| self.is_complete(option))
    }

    /// Options that fail no must-have, in the order of the problem.
    pub(crate) fn contenders(&self) -> Vec<usize> {
        (0..self.options.len())
            .filter(|option| self.must_haves[*option].failed.is_empty())
            .collect()
    }

    /// Whether an option stays in whatever its missing cells turn out to be.
    pub(crate) fn is_certain(&self, option: usize) -> bool {
        let MustHaves { failed, open } = &self.must_haves[option];
        failed.is_empty() && open.is_empty()
    }
}

/// The values of a scale as whole numbers over one unit.
fn whole_scale(scale: Scale) -> Result<([i128; 3], i128), ScoringError> {
    let Scale { low, medium, high } = scale;
    let refused = ScoringError::Scale { low, medium, high };
    match decimal::common_denominator(&[low, medium, high], VALUE_LIMIT) {
        Some((whole, unit)) => Ok(([whole[0], whole[1], whole[2]], unit)),
        None => Err(refused),
    }
}

/// The value of each cell, with one value for all that are missing.
fn values(grades: &[Vec<Option<Grade>>], scale: &[i128; 3], missing: i128) -> Vec<Vec<i128>> {
    let value = |cell: &Option<Grade>| cell.map_or(missing, |grade| scale[grade]);
    grades
        .iter()
        .map(|row| row.iter().map(value).collect())
        .collect()
}
