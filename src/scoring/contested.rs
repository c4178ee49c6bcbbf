//! The cells that a room should talk about again, in the order in which that is worth most.

use std::collections::BTreeMap;

use super::decimal::common_denominator;
use super::rational::Rational;
use super::tally::{is_contested, worth_discussing};
use crate::agenda::{CriterionId, Environment, OptionId};
use crate::workshop::{CellKey, State, Tally};

/// The cells of an environment whose first show of hands was split, the largest weight × spread of that round first.
///
/// Later rounds do not change the order, so that talking about one cell does not move the others.
#[must_use]
pub fn contested(state: &State, environment: &Environment) -> Vec<CellKey> {
    let rubric = &state.rubric;
    let here = state.votes.iter().filter(|(cell, _)| {
        cell.environment == *environment
            && rubric.option(&cell.option).is_some()
            && rubric.criterion(&cell.criterion).is_some()
    });
    let first = here.filter_map(|(cell, rounds)| {
        let tally = rounds.first()?.tally;
        is_contested(&tally).then(|| ((cell.option.clone(), cell.criterion.clone()), tally))
    });
    let tallies: BTreeMap<(OptionId, CriterionId), Tally> = first.collect();
    let cells = worth_discussing(&tallies, &shares(state, environment));
    let key = |(option, criterion, _)| CellKey {
        environment: environment.clone(),
        option,
        criterion,
    };
    cells.into_iter().map(key).collect()
}

/// The weight of each criterion as a share of all; empty when there are none that could be summed.
fn shares(state: &State, environment: &Environment) -> Vec<(CriterionId, Rational)> {
    let criteria = &state.rubric.criteria;
    let points: Vec<f64> = criteria.iter().map(|one| one.points(environment)).collect();
    let whole = common_denominator(&points, i128::from(i64::MAX)).map(|(whole, _)| whole);
    let whole = whole.unwrap_or_default();
    let total: i128 = whole.iter().sum();
    let share = |(one, points): (&crate::agenda::Criterion, &i128)| {
        Some((one.id.clone(), Rational::new(*points, total)?))
    };
    criteria.iter().zip(&whole).filter_map(share).collect()
}
