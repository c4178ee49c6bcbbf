//! How often one option beats another over all weights there are, in closed form.

use super::model::Model;
use super::problem::LIMIT;
use crate::agenda::OptionId;
use crate::order::Arrange;

/// Share of all weight vectors for which `a` scores more than `b`; equal cells count half each way.
#[derive(Debug, Clone, PartialEq)]
pub struct Pairwise {
    /// The option that is ahead.
    pub a: OptionId,
    /// The option that is behind.
    pub b: OptionId,
    /// Share of the weights, 0 to 1; the shares of both directions sum to 1.
    pub share: f64,
}

/// Both directions of every pair of contenders of a complete model, sorted by name.
pub(crate) fn pairwise(model: &Model) -> Vec<Pairwise> {
    named(model, |a, b| share(&model.low[a], &model.low[b]))
}

/// Names the shares that a function gives for each ordered pair of contenders (rows of the model).
pub(crate) fn named(model: &Model, share: impl Fn(usize, usize) -> f64) -> Vec<Pairwise> {
    let mut contenders = model.contenders();
    contenders.arrange_by_key(|option| &model.options[*option]);
    let pairs = contenders
        .iter()
        .flat_map(|a| contenders.iter().map(move |b| (*a, *b)));
    pairs
        .filter(|(a, b)| a != b)
        .map(|(a, b)| Pairwise {
            a: model.options[a].clone(),
            b: model.options[b].clone(),
            share: share(a, b),
        })
        .collect()
}

/// `P(Σ a_i E_i > Σ b_j F_j)` for the advantages `a` and disadvantages `b` of a row and independent
/// exponentials, whose proportions are uniform on the simplex. Both sides burn down at once; the
/// next stage to end is one of `b` with chance `a_i/(a_i + b_j)`:
/// `f(i,j) = a_i/(a_i+b_j)·f(i,j+1) + b_j/(a_i+b_j)·f(i+1,j)`, 1 where `b` and 0 where `a` is used up.
#[allow(
    clippy::cast_precision_loss,
    reason = "only the proportions of the differences count"
)]
fn share(row: &[i128], other: &[i128]) -> f64 {
    let differences: Vec<f64> = row.iter().zip(other).map(|(x, y)| (x - y) as f64).collect();
    let ahead: Vec<f64> = differences.iter().copied().filter(|d| *d > 0.0).collect();
    let behind: Vec<f64> = differences
        .iter()
        .filter(|d| **d < 0.0)
        .map(|d| -d)
        .collect();
    if ahead.is_empty() && behind.is_empty() {
        return 0.5;
    }
    // chances[j] holds f(i, j) for the row i in hand, from the last row up.
    let mut chances = [0.0; LIMIT + 1];
    for a in ahead.iter().rev() {
        chances[behind.len()] = 1.0;
        for (j, b) in behind.iter().enumerate().rev() {
            chances[j] = a / (a + b) * chances[j + 1] + b / (a + b) * chances[j];
        }
    }
    if ahead.is_empty() { 0.0 } else { chances[0] }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn three_criteria_give_three_quarters() {
        assert!((share(&[1, 0, 1], &[0, 1, 0]) - 0.75).abs() < 1e-15);
        assert!((share(&[1, 0, 0], &[0, 1, 1]) - 0.25).abs() < 1e-15);
    }

    #[test]
    fn sure_cases_are_exact() {
        assert!(share(&[1, 1], &[1, 0]) >= 1.0);
        assert!(share(&[1, 0], &[1, 1]) <= 0.0);
        assert!((share(&[1, 2], &[1, 2]) - 0.5).abs() < f64::EPSILON);
    }

    #[test]
    fn one_against_many_is_the_power_of_a_half() {
        // P(w_1 > ½) = (½)^(n−1), since w_1 must beat the sum of all others.
        for n in 2..=12_u8 {
            let mut row = vec![0; n.into()];
            let mut other = vec![1; n.into()];
            (row[0], other[0]) = (1, 0);
            assert!((share(&row, &other) - 0.5_f64.powi(i32::from(n) - 1)).abs() < 1e-15);
        }
    }

    proptest! {
        #[test]
        fn both_directions_sum_to_one(
            pairs in prop::collection::vec((0_i128..5, 0_i128..5), 1..12),
        ) {
            let (row, other): (Vec<i128>, Vec<i128>) = pairs.into_iter().unzip();
            let (there, back) = (share(&row, &other), share(&other, &row));
            prop_assert!((0.0..=1.0 + 1e-12).contains(&there));
            prop_assert!((there + back - 1.0).abs() < 1e-12);
        }
    }
}
