//! How far the weight of one criterion can move before someone else leads.

use super::contest::{Contest, Rival};
use super::model::Model;
use super::rational::Rational;
use crate::agenda::{CriterionId, OptionId};
use crate::order::Arrange;

/// The interval of one weight on which the leader stays, the others keeping their proportions.
///
/// With `R = (D − w_k d_k)/(1 − w_k)` the lead at weight `t` is `t·d_k + (1 − t)·R`, which is zero at
/// `t* = R/(R − d_k)`. (Equivalent to Triantaphyllou & Sánchez, *Decision Sciences* 28(1), 1997.)
/// Where one criterion has all the weight the others have no proportions to keep and share equally.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stability {
    /// Whose weight moves.
    pub criterion: CriterionId,
    /// The weight now, as a share of all.
    pub weight: Rational,
    /// Lowest share at which the leader is still first, tied at worst.
    pub low: Rational,
    /// Highest share at which the leader is still first, tied at worst.
    pub high: Rational,
    /// Who draws level at `low` and leads below it; empty where the interval runs to 0.
    pub low_taken_by: Vec<OptionId>,
    /// Who draws level at `high` and leads above it; empty where the interval runs to 1.
    pub high_taken_by: Vec<OptionId>,
}

/// One interval per criterion that applies, in the order of the problem.
pub(crate) fn stability(model: &Model, contest: &Contest) -> Vec<Stability> {
    (0..model.criteria.len())
        .map(|criterion| interval(model, contest, criterion))
        .collect()
}

fn interval(model: &Model, contest: &Contest, criterion: usize) -> Stability {
    let weight = model.share(criterion);
    let crossings: Vec<(Rational, usize)> = contest
        .rivals
        .iter()
        .filter_map(|rival| Some((crossing(model, rival, criterion)?, rival.option)))
        .filter(|(at, _)| Rational::ZERO < *at && *at < Rational::ONE)
        .collect();
    let below = crossings
        .iter()
        .map(|(at, _)| *at)
        .filter(|at| *at < weight)
        .max();
    let above = crossings
        .iter()
        .map(|(at, _)| *at)
        .filter(|at| *at > weight)
        .min();
    let takers = |end: Option<Rational>| {
        let here = crossings.iter().filter(|(at, _)| Some(*at) == end);
        let mut names: Vec<OptionId> = here.map(|(_, row)| model.options[*row].clone()).collect();
        names.arrange();
        names
    };
    Stability {
        criterion: model.criteria[criterion].clone(),
        weight,
        low: below.unwrap_or(Rational::ZERO),
        high: above.unwrap_or(Rational::ONE),
        low_taken_by: takers(below),
        high_taken_by: takers(above),
    }
}

/// The share at which a rival draws level; `None` where the lead does not depend on this weight.
fn crossing(model: &Model, rival: &Rival, criterion: usize) -> Option<Rational> {
    let own = rival.differences[criterion];
    let rest = model.total - model.weights[criterion];
    // R as a fraction `lead / size`.
    let (lead, size) = if rest > 0 {
        (rival.lead - model.weights[criterion] * own, rest)
    } else {
        let others = i128::try_from(model.criteria.len()).ok()? - 1;
        (rival.differences.iter().sum::<i128>() - own, others)
    };
    Rational::new(lead, lead - size * own)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fixture::{any_problem, criterion, grid, missing, option};
    use super::super::problem::Problem;
    use super::super::ranking;
    use super::*;

    fn intervals(problem: &Problem) -> Vec<Stability> {
        let model = Model::new(problem).unwrap();
        Contest::new(&model)
            .map(|contest| stability(&model, &contest))
            .unwrap_or_default()
    }

    #[test]
    fn the_end_names_who_takes_over() {
        // a = (1, 0), b = (0, 1): level at half the weight each.
        let found = intervals(&grid(&["HL", "LH"], &[70.0, 30.0]));
        let half = Rational::new(1, 2).unwrap();
        assert_eq!((found[0].low, found[0].high), (half, Rational::ONE));
        assert_eq!(found[0].low_taken_by, [option('b')]);
        assert!(found[0].high_taken_by.is_empty());
        assert_eq!((found[1].low, found[1].high), (Rational::ZERO, half));
        assert_eq!(found[1].high_taken_by, [option('b')]);
    }

    #[test]
    fn a_published_critical_change_is_found() {
        // Triantaphyllou & Sánchez 1997, weighted sum of four alternatives: the first gives way to the
        // second when 0.1867 is taken from the third weight and all are normalised again.
        let rows: [&[i128]; 4] = [
            &[3088, 2897, 3867, 1922],
            &[2163, 3458, 1755, 6288],
            &[4509, 2473, 1194, 575],
            &[240, 1172, 3184, 1215],
        ];
        let model = super::super::fixture::of_values(&[3277, 3058, 2876, 790], &rows);
        let found = stability(&model, &Contest::new(&model).unwrap());
        assert_eq!(found[2].low_taken_by, [option('b')]);
        let (weight, low) = (found[2].weight.to_f64(), found[2].low.to_f64());
        assert!(((weight - low) / (1.0 - low) - 0.1867).abs() < 2e-4);
    }

    #[test]
    fn one_criterion_has_the_whole_interval() {
        let found = intervals(&grid(&["H", "M"], &[3.0]));
        assert_eq!(
            (found[0].low, found[0].high),
            (Rational::ZERO, Rational::ONE)
        );
    }

    #[test]
    fn all_the_weight_on_one_criterion_still_has_an_end() {
        // The other two share equally: level where t = (1 − t) · 1.
        let found = intervals(&grid(&["HLL", "LHH"], &[1.0, 0.0, 0.0]));
        assert_eq!(found[0].low, Rational::new(1, 2).unwrap());
        assert_eq!(found[0].criterion, criterion(1));
    }

    #[test]
    fn a_tie_for_first_has_no_interval() {
        assert!(intervals(&grid(&["HL", "LH"], &[1.0, 1.0])).is_empty());
    }

    /// The problem with one weight at a share, the others in proportion.
    fn moved(problem: &Problem, at: usize, share: f64) -> Problem {
        let mut moved = problem.clone();
        let rest: f64 =
            problem.criteria.iter().map(|c| c.weight).sum::<f64>() - problem.criteria[at].weight;
        moved.criteria[at].weight = share / (1.0 - share) * rest;
        moved
    }

    proptest! {
        #[test]
        fn the_leader_stays_inside_and_goes_outside(problem in any_problem(), at in 0_usize..5) {
            prop_assume!(missing(&problem) == 0 && problem.criteria.len() > 1);
            let at = at % problem.criteria.len();
            let Some(found) = intervals(&problem).get(at).cloned() else { return Ok(()) };
            let first = |p: &Problem| ranking::rank(&Model::new(p).unwrap()).remove(0).option;
            let leader = first(&problem);
            let (low, high) = (found.low.to_f64(), found.high.to_f64());
            prop_assert!(found.low <= found.weight && found.weight <= found.high);
            for inside in [0.999 * low + 0.001 * high, 0.001 * low + 0.999 * high] {
                if inside < 1.0 {
                    prop_assert_eq!(&first(&moved(&problem, at, inside)), &leader);
                }
            }
            if !found.low_taken_by.is_empty() {
                let taker = first(&moved(&problem, at, (low - 1e-6).max(0.0)));
                prop_assert!(found.low_taken_by.contains(&taker));
            }
            if !found.high_taken_by.is_empty() {
                let taker = first(&moved(&problem, at, (high + 1e-6).min(1.0 - 1e-9)));
                prop_assert!(found.high_taken_by.contains(&taker));
            }
        }
    }
}
