//! What M may be worth before someone else leads.

use super::contest::Contest;
use super::model::{Grade, Model};
use super::rational::Rational;

/// The closed interval of `v(M)` on which the leader stays first, tied at its ends.
///
/// With `ΔX` the difference of the weight sums at level X, the lead over a rival is
/// `v_H ΔH + m ΔM + v_L ΔL`, zero at `m* = −(v_H ΔH + v_L ΔL)/ΔM`; the interval is what all rivals
/// leave of `[v_L, v_H]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MInterval {
    /// The least M may be worth, in units of the scale.
    pub low: Rational,
    /// The most M may be worth, in units of the scale.
    pub high: Rational,
}

/// The interval of a contest.
pub(crate) fn m_interval(model: &Model, contest: &Contest) -> Option<MInterval> {
    let [worst, _, best] = model.scale;
    let (mut low, mut high) = (
        Rational::new(worst, model.unit)?,
        Rational::new(best, model.unit)?,
    );
    let leader = contest.grades(model, contest.leader);
    for rival in &contest.rivals {
        let rival = contest.grades(model, rival.option);
        let difference = |grade| at_grade(model, &leader, grade) - at_grade(model, &rival, grade);
        let middle = difference(1);
        let Some(at) = Rational::new(
            -(best * difference(2) + worst * difference(0)),
            middle * model.unit,
        ) else {
            continue;
        };
        if middle > 0 {
            low = low.max(at);
        } else {
            high = high.min(at);
        }
    }
    Some(MInterval { low, high })
}

/// Sum of the weights on which a row has a grade.
fn at_grade(model: &Model, row: &[Grade], grade: Grade) -> i128 {
    row.iter()
        .zip(&model.weights)
        .filter(|(own, _)| **own == grade)
        .map(|(_, weight)| weight)
        .sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fixture::{any_problem, grid, missing};
    use super::super::problem::Problem;
    use super::super::ranking;
    use super::*;

    fn found(problem: &Problem) -> Option<MInterval> {
        let model = Model::new(problem).unwrap();
        Contest::new(&model).and_then(|contest| m_interval(&model, &contest))
    }

    #[test]
    fn the_ends_are_where_the_lead_is_gone() {
        // a = M everywhere, b = H on 40 of 100: a leads while m > 0.4.
        let interval = found(&grid(&["MM", "HL"], &[40.0, 60.0])).unwrap();
        assert_eq!(
            (interval.low.to_string(), interval.high.to_string()),
            ("2/5".into(), "1".into())
        );
    }

    #[test]
    fn no_m_in_play_leaves_the_whole_scale() {
        let interval = found(&grid(&["HH", "HL"], &[1.0, 1.0])).unwrap();
        assert_eq!(
            (interval.low, interval.high),
            (Rational::ZERO, Rational::ONE)
        );
    }

    #[test]
    fn the_scale_need_not_run_from_zero_to_one() {
        let mut problem = grid(&["MM", "HL"], &[40.0, 60.0]);
        problem.scale = crate::agenda::Scale {
            low: 1.0,
            medium: 3.0,
            high: 5.0,
        };
        // 5 · 0.4 + 1 · 0.6 = 2.6.
        let interval = found(&problem).unwrap();
        assert_eq!(
            (interval.low.to_string(), interval.high.to_string()),
            ("13/5".into(), "5".into())
        );
    }

    #[test]
    fn a_tie_has_no_interval() {
        assert_eq!(found(&grid(&["M", "M"], &[1.0])), None);
    }

    proptest! {
        #[test]
        fn the_leader_stays_inside_and_is_tied_or_passed_beyond(problem in any_problem(), m in 0_u32..=100) {
            prop_assume!(missing(&problem) == 0);
            let Some(interval) = found(&problem) else { return Ok(()) };
            let leader = ranking::rank(&Model::new(&problem).unwrap()).remove(0).option;
            let mut other = problem.clone();
            other.scale.medium = f64::from(m) / 100.0;
            let standings = ranking::rank(&Model::new(&other).unwrap());
            let first = standings.iter().find(|s| s.option == leader).unwrap().rank == Some(1);
            let m = Rational::new(m.into(), 100).unwrap();
            prop_assert_eq!(first, interval.low <= m && m <= interval.high);
        }
    }
}
