//! Weights from an order, for a room that agrees on what matters more but not on how much.

use super::problem::LIMIT;
use super::rational::Rational;

/// Least common multiple of 1 to 12: every rank-order centroid is a whole number over it times `n`.
const MULTIPLE: i128 = 27_720;

/// Rank-order-centroid weights of `count` criteria, the most important first:
/// `w_k = (1/n) Σ_{i=k..n} 1/i`; they sum to 1. Empty for 0 and for more than [`LIMIT`].
/// (Barron & Barrett, *Management Science* 42(11), 1996.)
#[must_use]
pub fn rank_order_centroid(count: usize) -> Vec<Rational> {
    shares(&vec![1; count])
}

/// Weights from an order with ties: `groups` holds how many criteria share each place, the most
/// important first. Those that share a place get the mean of the weights of the places they cover.
/// One weight per criterion in the order of the groups; empty past [`LIMIT`] criteria.
#[must_use]
pub fn from_order(groups: &[usize]) -> Vec<Rational> {
    shares(groups)
}

fn shares(groups: &[usize]) -> Vec<Rational> {
    let count: usize = groups.iter().sum();
    if count > LIMIT {
        return Vec::new();
    }
    // tails[k] = MULTIPLE · Σ_{i=k+1..n} 1/i, the centroid times MULTIPLE · n.
    let parts = (1..).take(count).map(|place| MULTIPLE / place);
    let mut tails: Vec<i128> = parts.collect();
    for place in (1..count).rev() {
        tails[place - 1] += tails[place];
    }
    let mut tails = tails.as_slice();
    let mut weights = Vec::with_capacity(count);
    for size in groups {
        let (own, rest) = tails.split_at(*size);
        let parts = (count * size) as i128 * MULTIPLE;
        weights.extend(
            own.iter()
                .filter_map(|_| Rational::new(own.iter().sum(), parts)),
        );
        tails = rest;
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(weights: &[Rational]) -> Vec<String> {
        weights.iter().map(ToString::to_string).collect()
    }

    fn sum(weights: &[Rational]) -> Rational {
        weights
            .iter()
            .fold(Rational::ZERO, |sum, w| sum.checked_add(*w).unwrap())
    }

    #[test]
    fn seven_criteria_have_the_published_weights() {
        let expected = [
            "363/980", "223/980", "153/980", "319/2940", "107/1470", "13/294", "1/49",
        ];
        assert_eq!(texts(&rank_order_centroid(7)), expected);
    }

    #[test]
    fn the_published_tables_hold_to_four_decimals() {
        // Edwards & Barron, Organizational Behavior and Human Decision Processes 60, 1994 (SMARTER).
        let tables: [&[f64]; 6] = [
            &[0.7500, 0.2500],
            &[0.6111, 0.2778, 0.1111],
            &[0.5208, 0.2708, 0.1458, 0.0625],
            &[0.4567, 0.2567, 0.1567, 0.0900, 0.0400],
            &[0.4083, 0.2417, 0.1583, 0.1028, 0.0611, 0.0278],
            &[
                0.2929, 0.1929, 0.1429, 0.1096, 0.0846, 0.0646, 0.0479, 0.0336, 0.0211, 0.0100,
            ],
        ];
        for table in tables {
            let found = rank_order_centroid(table.len());
            assert_eq!(found.len(), table.len());
            for (weight, printed) in found.iter().zip(table) {
                assert!((weight.to_f64() - printed).abs() < 5.1e-5, "{weight}");
            }
        }
    }

    #[test]
    fn every_size_sums_to_one() {
        for count in 1..=LIMIT {
            assert_eq!(sum(&rank_order_centroid(count)), Rational::ONE, "{count}");
        }
        assert!(rank_order_centroid(0).is_empty() && rank_order_centroid(13).is_empty());
    }

    #[test]
    fn those_that_share_a_place_share_its_weight() {
        // 11/18, 5/18, 2/18: the first two share 16/18.
        assert_eq!(texts(&from_order(&[2, 1])), ["4/9", "4/9", "1/9"]);
        assert_eq!(texts(&from_order(&[0, 4])), ["1/4"; 4]);
        assert_eq!(sum(&from_order(&[3, 2, 4])), Rational::ONE);
    }
}
