//! Small problems for the tests of the engine.

use proptest::prelude::*;

use super::model::Model;
use super::must_have::MustHaves;
use super::problem::{Cell, Criterion, Problem};
use crate::agenda::{CriterionId, Direction, Level, OptionId};

/// Options `a`, `b`, ... from rows such as `"HM?-"`, criteria `c1`, `c2`, ... where High is good.
pub(crate) fn grid(rows: &[&str], weights: &[f64]) -> Problem {
    let options: Vec<OptionId> = (b'a'..)
        .take(rows.len())
        .map(|c| option(c as char))
        .collect();
    let criteria: Vec<Criterion> = weights
        .iter()
        .enumerate()
        .map(|(i, weight)| Criterion {
            id: criterion(i + 1),
            weight: *weight,
            ..Criterion::default()
        })
        .collect();
    let mut problem = Problem {
        options,
        criteria,
        ..Problem::default()
    };
    for (option, row) in problem.options.iter().zip(rows) {
        for (criterion, letter) in problem.criteria.iter().zip(row.chars()) {
            problem
                .cells
                .insert((option.clone(), criterion.id.clone()), cell(letter));
        }
    }
    problem
}

/// Demands a level on criterion `number` (1 for the first).
pub(crate) fn demand(mut problem: Problem, number: usize, least: Level) -> Problem {
    problem.criteria[number - 1].must_have = Some(least);
    problem
}

pub(crate) fn option(name: char) -> OptionId {
    OptionId::new(name.to_string())
}

pub(crate) fn criterion(number: usize) -> CriterionId {
    CriterionId::new(format!("c{number}"))
}

fn cell(letter: char) -> Cell {
    match letter {
        'L' => Cell::Level(Level::Low),
        'M' => Cell::Level(Level::Medium),
        'H' => Cell::Level(Level::High),
        '-' => Cell::NotApplicable,
        _ => Cell::NotScored,
    }
}

/// A complete model with values of any size, for published tables that are not in levels.
pub(crate) fn of_values(weights: &[i128], rows: &[&[i128]]) -> Model {
    let values: Vec<Vec<i128>> = rows.iter().map(|row| row.to_vec()).collect();
    Model {
        options: (b'a'..)
            .take(rows.len())
            .map(|c| option(c as char))
            .collect(),
        criteria: (1..=weights.len()).map(criterion).collect(),
        dropped: Vec::new(),
        directions: vec![Direction::HigherIsBetter; weights.len()],
        weights: weights.to_vec(),
        total: weights.iter().sum(),
        scale: [0, 1, 2],
        unit: 1,
        grades: vec![vec![Some(0); weights.len()]; rows.len()],
        low: values.clone(),
        high: values,
        must_haves: vec![MustHaves::default(); rows.len()],
        demands: vec![None; weights.len()],
    }
}

/// Problems of up to 5 × 5, some cells missing, some criteria lower-is-better, some must-haves.
pub(crate) fn any_problem() -> impl Strategy<Value = Problem> {
    (1_usize..=5, 1_usize..=5).prop_flat_map(|(options, criteria)| {
        let letter = prop_oneof![6 => Just('L'), 6 => Just('M'), 6 => Just('H'), 2 => Just('?')];
        let rows = prop::collection::vec(prop::collection::vec(letter, criteria), options);
        let weights = prop::collection::vec(1_u32..=400, criteria);
        let turned = prop::collection::vec(any::<bool>(), criteria);
        let demands = prop::collection::vec(prop::option::weighted(0.15, 0_usize..3), criteria);
        (rows, weights, turned, demands).prop_map(|(rows, weights, turned, demands)| {
            let rows: Vec<String> = rows.into_iter().map(String::from_iter).collect();
            let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
            let weights: Vec<f64> = weights.into_iter().map(|w| f64::from(w) / 10.0).collect();
            let mut problem = grid(&rows, &weights);
            for ((criterion, turned), demand) in
                problem.criteria.iter_mut().zip(turned).zip(demands)
            {
                criterion.must_have = demand.map(|level| Level::ALL[level]);
                if turned {
                    criterion.direction = Direction::LowerIsBetter;
                }
            }
            problem
        })
    })
}

/// Every way to fill the missing cells of a problem; the caller keeps their number small.
pub(crate) fn completions(problem: &Problem) -> Vec<Problem> {
    let open = problem
        .cells
        .iter()
        .find(|(_, cell)| **cell == Cell::NotScored);
    let Some((key, _)) = open else {
        return vec![problem.clone()];
    };
    Level::ALL
        .iter()
        .flat_map(|level| {
            let mut filled = problem.clone();
            filled.cells.insert(key.clone(), Cell::Level(*level));
            completions(&filled)
        })
        .collect()
}

/// Number of missing cells of a problem made by [`grid`].
pub(crate) fn missing(problem: &Problem) -> usize {
    problem
        .cells
        .values()
        .filter(|cell| **cell == Cell::NotScored)
        .count()
}
