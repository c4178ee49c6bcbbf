//! Gaps: where a recommended option falls short of the best level.

use std::cmp::Reverse;

use super::error::ScoringError;
use super::model::{self, Model};
use super::must_have;
use super::problem::Problem;
use super::rational::Rational;
use crate::agenda::{CriterionId, Level, OptionId};
use crate::order::Arrange;

/// One criterion on which an option is below the most favourable level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Which option.
    pub option: OptionId,
    /// On which criterion.
    pub criterion: CriterionId,
    /// Where it stands, as the room said it.
    pub level: Level,
    /// Weight × shortfall: `w_j · (v(H) − v(x_ij))` with weights summing to 1, in units of the scale.
    pub severity: Rational,
    /// Whether this is a must-have that is not met.
    pub must_have: bool,
    /// References of the work packages that close it; the engine leaves this empty for its caller to fill.
    pub work_packages: Vec<String>,
}

/// Gaps of one option, whoever leads; none for an option that is not compared.
///
/// # Errors
/// A problem that cannot be scored.
pub fn gaps_of(problem: &Problem, option: &OptionId) -> Result<Vec<Gap>, ScoringError> {
    let model = Model::new(problem)?;
    let rows: Vec<usize> = model
        .options
        .iter()
        .position(|id| id == option)
        .into_iter()
        .collect();
    Ok(gaps(&model, &rows))
}

/// Gaps of some options: unmet must-haves first, then by severity, then by name. A cell that is not
/// scored is not a gap: nobody has said that it falls short.
pub(crate) fn gaps(model: &Model, options: &[usize]) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = options
        .iter()
        .flat_map(|option| of_option(model, *option))
        .collect();
    gaps.arrange_by(|a, b| {
        let key = |gap: &Gap| (Reverse(gap.must_have), Reverse(gap.severity));
        key(a)
            .cmp(&key(b))
            .then_with(|| (&a.option, &a.criterion).cmp(&(&b.option, &b.criterion)))
    });
    gaps
}

fn of_option(model: &Model, option: usize) -> impl Iterator<Item = Gap> + '_ {
    let scored = model.grades[option]
        .iter()
        .enumerate()
        .filter_map(|(c, cell)| Some((c, (*cell)?)));
    scored
        .filter(|(_, grade)| *grade < 2)
        .map(move |(column, grade)| Gap {
            option: model.options[option].clone(),
            criterion: model.criteria[column].clone(),
            level: model::level(grade, model.directions[column]),
            severity: model.score(model.weights[column] * (model.scale[2] - model.scale[grade])),
            must_have: !must_have::meets(grade, model.demands[column]),
            work_packages: Vec::new(),
        })
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{demand, grid};
    use super::*;
    use crate::agenda::Direction;

    #[test]
    fn unmet_must_haves_come_first_then_weight_times_shortfall() {
        let mut problem = demand(
            grid(&["LMHML?"], &[10.0, 40.0, 20.0, 15.0, 10.0, 5.0]),
            5,
            Level::Medium,
        );
        problem.criteria[3].direction = Direction::LowerIsBetter;
        let found = gaps(&Model::new(&problem).unwrap(), &[0]);
        let told: Vec<String> = found
            .iter()
            .map(|g| format!("{} {} {} {}", g.criterion, g.level, g.severity, g.must_have))
            .collect();
        assert_eq!(
            told,
            [
                "c5 L 1/10 true",
                "c2 M 1/5 false",
                "c1 L 1/10 false",
                "c4 M 3/40 false"
            ]
        );
    }
}
