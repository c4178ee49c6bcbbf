//! The smallest change of weights that brings a rival level.

use std::cmp::Reverse;

use super::contest::{Contest, Rival};
use super::model::Model;
use super::rational::Rational;
use crate::agenda::{CriterionId, OptionId};
use crate::order::Arrange;

/// The least weight that must move, any weights being free to move, before a rival draws level.
///
/// Mass moved is `½‖w′ − w‖₁`. The receiver is the criterion on which the rival is strongest
/// (least `d_q`); it takes from the largest `d_j` down, `t = min(w_j, D/(d_j − d_q))`, until `D` is 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flip {
    /// Who draws level.
    pub rival: OptionId,
    /// Points out of 100 that must move.
    pub points: Rational,
    /// Where they come from; sums to `points`.
    pub from: Vec<(CriterionId, Rational)>,
    /// Where they go.
    pub to: CriterionId,
}

/// One flip per rival that can be brought level, the cheapest first, then by name. A rival that is
/// worse on every criterion cannot, and is left out.
pub(crate) fn flips(model: &Model, contest: &Contest) -> Vec<Flip> {
    let mut flips: Vec<Flip> = contest
        .rivals
        .iter()
        .filter_map(|rival| flip(model, rival))
        .collect();
    flips.arrange_by(|a, b| (a.points, &a.rival).cmp(&(b.points, &b.rival)));
    flips
}

fn flip(model: &Model, rival: &Rival) -> Option<Flip> {
    let differences = &rival.differences;
    let to = (0..differences.len()).min_by_key(|j| (differences[*j], &model.criteria[*j]))?;
    if differences[to] > 0 {
        return None;
    }
    let mut givers: Vec<usize> = (0..differences.len())
        .filter(|j| model.weights[*j] > 0)
        .collect();
    givers.arrange_by_key(|j| (Reverse(differences[*j]), &model.criteria[*j]));
    let (mut left, mut moved, mut from) = (rival.lead, 0, Vec::new());
    for giver in givers {
        let gain = differences[giver] - differences[to];
        let weight = model.weights[giver];
        let name = model.criteria[giver].clone();
        if weight * gain >= left {
            from.push((name, points(model, left, gain)?));
            let total = points(model, moved * gain + left, gain)?;
            return Some(Flip {
                rival: model.options[rival.option].clone(),
                points: total,
                from,
                to: model.criteria[to].clone(),
            });
        }
        from.push((name, points(model, weight, 1)?));
        left -= weight * gain;
        moved += weight;
    }
    None
}

/// `mass / parts` of the whole-number weights, as points out of 100.
fn points(model: &Model, mass: i128, parts: i128) -> Option<Rational> {
    Rational::new(mass * 100, parts * model.total)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fixture::{any_problem, criterion, grid, missing, option};
    use super::super::problem::Problem;
    use super::*;

    fn found(problem: &Problem) -> Vec<Flip> {
        let model = Model::new(problem).unwrap();
        Contest::new(&model)
            .map(|contest| flips(&model, &contest))
            .unwrap_or_default()
    }

    #[test]
    fn two_criteria_move_half_the_margin() {
        // 70 : 30 with opposite options: 20 points make it 50 : 50.
        let flips = found(&grid(&["HL", "LH"], &[70.0, 30.0]));
        let twenty = Rational::new(20, 1).unwrap();
        assert_eq!(flips.len(), 1);
        assert_eq!(
            (flips[0].rival.clone(), flips[0].points),
            (option('b'), twenty)
        );
        assert_eq!(flips[0].from, [(criterion(1), twenty)]);
        assert_eq!(flips[0].to, criterion(2));
    }

    #[test]
    fn a_rival_that_is_worse_everywhere_is_left_out() {
        assert!(found(&grid(&["HH", "MM"], &[1.0, 1.0])).is_empty());
    }

    #[test]
    fn equal_on_one_criterion_takes_all_the_weight_there() {
        let flips = found(&grid(&["HH", "HM"], &[1.0, 3.0]));
        assert_eq!(flips[0].points, Rational::new(75, 1).unwrap());
    }

    #[test]
    fn several_givers_give_in_order() {
        // d = (1, ½, −½): 10 whole points from the first, then part of the second.
        let flips = found(&grid(&["HHL", "LMM"], &[10.0, 80.0, 10.0]));
        let at = |top| Rational::new(top, 1).unwrap();
        assert_eq!(
            flips[0].from,
            [(criterion(1), at(10)), (criterion(2), at(30))]
        );
        assert_eq!(flips[0].points, at(40));
    }

    proptest! {
        #[test]
        fn the_flip_ties(problem in any_problem()) {
            prop_assume!(missing(&problem) == 0);
            let model = Model::new(&problem).unwrap();
            let Some(contest) = Contest::new(&model) else { return Ok(()) };
            for flip in flips(&model, &contest) {
                let rival = rival_of(&model, &contest, &flip);
                let d = |id: &CriterionId| {
                    let place = model.criteria.iter().position(|c| c == id).unwrap();
                    Rational::new(rival.differences[place], 1).unwrap()
                };
                let mut lead = Rational::new(100 * rival.lead, model.total).unwrap();
                let mut sum = Rational::ZERO;
                for (giver, points) in &flip.from {
                    let gain = d(giver).checked_sub(d(&flip.to)).unwrap();
                    lead = lead.checked_sub(gain.checked_mul(*points).unwrap()).unwrap();
                    sum = sum.checked_add(*points).unwrap();
                }
                prop_assert_eq!(lead, Rational::ZERO);
                prop_assert_eq!(sum, flip.points);
            }
        }

        #[test]
        fn no_weights_nearer_than_the_flip_tie(
            problem in any_problem(), other in prop::collection::vec(0_i128..20, 5),
        ) {
            prop_assume!(missing(&problem) == 0);
            let model = Model::new(&problem).unwrap();
            let other = &other[..model.criteria.len()];
            let total: i128 = other.iter().sum();
            let Some(contest) = Contest::new(&model) else { return Ok(()) };
            prop_assume!(total > 0);
            let pairs = || model.weights.iter().zip(other);
            let moved: i128 = pairs().map(|(w, o)| (w * total - o * model.total).max(0)).sum();
            let moved = Rational::new(100 * moved, model.total * total).unwrap();
            let found = flips(&model, &contest);
            for rival in &contest.rivals {
                let lead: i128 = other.iter().zip(&rival.differences).map(|(o, d)| o * d).sum();
                let flip = found.iter().find(|flip| flip.rival == model.options[rival.option]);
                prop_assert!(lead > 0 || flip.is_some_and(|flip| flip.points <= moved));
            }
        }
    }

    fn rival_of<'a>(model: &Model, contest: &'a Contest, flip: &Flip) -> &'a Rival {
        contest
            .rivals
            .iter()
            .find(|rival| model.options[rival.option] == flip.rival)
            .unwrap()
    }
}
