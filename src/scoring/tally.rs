//! How far apart the hands of a group are on one cell, and where talking is worth most.

use std::collections::BTreeMap;

use super::rational::Rational;
use crate::agenda::{CriterionId, OptionId};
use crate::order::Arrange;
use crate::workshop::Tally;

/// Spread above which a cell is flagged, on L 0, M ½, H 1.
const WIDE: f64 = 0.3;

/// Share and value (L 0, M ½, H 1) of each level, and the mean value; `None` without votes.
fn shares(tally: &Tally) -> Option<([(f64, f64); 3], f64)> {
    let [low, medium, high] = [tally.low, tally.medium, tally.high].map(f64::from);
    let votes = low + medium + high;
    if votes <= 0.0 {
        return None;
    }
    let shares = [
        (low / votes, 0.0),
        (medium / votes, 0.5),
        (high / votes, 1.0),
    ];
    Some((
        shares,
        shares.iter().map(|(share, value)| share * value).sum(),
    ))
}

/// Standard deviation of the votes as a population, on L 0, M ½, H 1: 0 to ½. `None` without votes.
#[must_use]
pub fn spread(tally: &Tally) -> Option<f64> {
    let (shares, mean) = shares(tally)?;
    Some(
        shares
            .iter()
            .map(|(share, value)| share * (value - mean).powi(2))
            .sum::<f64>()
            .sqrt(),
    )
}

/// Consensus from 0 (half at each end) to 1 (all the same): `1 + Σ p_k log2(1 − |x_k − μ|/d)` with
/// `d` the width of the scale. `None` without votes.
/// (Tastle & Wierman, *International Journal of Approximate Reasoning* 45(3), 2007.)
#[must_use]
pub fn consensus(tally: &Tally) -> Option<f64> {
    let (shares, mean) = shares(tally)?;
    let said = shares.iter().filter(|(share, _)| *share > 0.0);
    let sum: f64 = said
        .map(|(share, value)| share * (1.0 - (value - mean).abs()).log2())
        .sum();
    Some((1.0 + sum).clamp(0.0, 1.0))
}

/// Whether the room should talk: both L and H were said, or the spread is above 0.3.
#[must_use]
pub fn is_contested(tally: &Tally) -> bool {
    (tally.low > 0 && tally.high > 0) || spread(tally).is_some_and(|spread| spread > WIDE)
}

/// Cells on which talking is worth most: weight × spread, the largest first, then by name. Cells without
/// spread or weight are left out. The number runs from 0 to ½.
#[must_use]
pub fn worth_discussing(
    tallies: &BTreeMap<(OptionId, CriterionId), Tally>,
    weights: &[(CriterionId, Rational)],
) -> Vec<(OptionId, CriterionId, f64)> {
    let weight = |id: &CriterionId| {
        weights
            .iter()
            .find(|(own, _)| own == id)
            .map(|(_, w)| w.to_f64())
    };
    let mut cells: Vec<(OptionId, CriterionId, f64)> = tallies
        .iter()
        .filter_map(|((option, criterion), tally)| {
            let stake = weight(criterion)? * spread(tally)?;
            Some((option.clone(), criterion.clone(), stake))
        })
        .filter(|(_, _, stake)| *stake > 0.0)
        .collect();
    cells.arrange_by(|a, b| {
        b.2.total_cmp(&a.2)
            .then_with(|| (&a.0, &a.1).cmp(&(&b.0, &b.1)))
    });
    cells
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fixture::{criterion, option};
    use super::*;

    const fn tally(low: u32, medium: u32, high: u32) -> Tally {
        Tally {
            low,
            medium,
            high,
            abstained: 0,
        }
    }

    #[test]
    fn consensus_has_the_published_values() {
        let expected = [
            (tally(5, 0, 5), 0.0),
            (tally(0, 5, 0), 1.0),
            (tally(1, 1, 1), 1.0 / 3.0),
            (tally(2, 1, 0), 0.6297),
            (tally(1, 8, 1), 0.8),
            (tally(3, 2, 0), 0.6010),
        ];
        for (tally, published) in expected {
            assert!(
                (consensus(&tally).unwrap() - published).abs() < 5e-5,
                "{tally:?}"
            );
        }
    }

    #[test]
    fn disagreement_is_flagged_and_abstentions_are_not_votes() {
        assert!(is_contested(&tally(1, 8, 1)));
        assert!(!is_contested(&tally(1, 1, 0)));
        let quiet = Tally {
            abstained: 9,
            ..tally(1, 1, 0)
        };
        assert_eq!(spread(&quiet), spread(&tally(1, 1, 0)));
    }

    #[test]
    fn the_room_goes_where_weight_times_spread_is_largest() {
        let tallies = BTreeMap::from([
            ((option('a'), criterion(1)), tally(5, 0, 5)),
            ((option('a'), criterion(2)), tally(1, 1, 0)),
            ((option('b'), criterion(2)), tally(0, 4, 0)),
        ]);
        let share = |top| Rational::new(top, 10).unwrap();
        let found = worth_discussing(
            &tallies,
            &[(criterion(1), share(1)), (criterion(2), share(9))],
        );
        let cells: Vec<_> = found.iter().map(|(o, c, _)| format!("{o} {c}")).collect();
        assert_eq!(cells, ["a c2", "a c1"]);
    }

    proptest! {
        #[test]
        fn numbers_stay_in_their_range(low in 0_u32..30, medium in 0_u32..30, high in 0_u32..30) {
            let tally = tally(low, medium, high);
            prop_assert_eq!(spread(&tally).is_none(), tally.votes() == 0);
            prop_assert!(spread(&tally).is_none_or(|s| (0.0..=0.5 + 1e-12).contains(&s)));
            prop_assert!(consensus(&tally).is_none_or(|c| (0.0..=1.0).contains(&c)));
        }
    }
}
