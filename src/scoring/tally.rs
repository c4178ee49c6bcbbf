//! What a group said about one cell: counts, their middle, and how far apart they are.

use std::collections::BTreeMap;

use super::rational::Rational;
use crate::agenda::{CriterionId, Level, OptionId};

/// Spread above which a cell is flagged, on L 0, M ½, H 1.
const WIDE: f64 = 0.3;

/// How many said L, M, H, and how many abstained.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Votes for L.
    pub low: u32,
    /// Votes for M.
    pub medium: u32,
    /// Votes for H.
    pub high: u32,
    /// Present, but no vote; counted and printed, never part of a number.
    pub abstained: u32,
}

impl Tally {
    /// The tally of some votes; `None` is an abstention.
    #[must_use]
    pub fn of(votes: impl IntoIterator<Item = Option<Level>>) -> Self {
        let mut tally = Self::default();
        for vote in votes {
            match vote {
                Some(Level::Low) => tally.low += 1,
                Some(Level::Medium) => tally.medium += 1,
                Some(Level::High) => tally.high += 1,
                None => tally.abstained += 1,
            }
        }
        tally
    }

    /// Number of votes, abstentions left out.
    #[must_use]
    pub fn votes(&self) -> u64 {
        u64::from(self.low) + u64::from(self.medium) + u64::from(self.high)
    }

    /// The level of the cell: the median, the lower one on an even split; `None` without votes.
    #[must_use]
    pub fn median(&self) -> Option<Level> {
        // The lower median is vote number ⌈n/2⌉ from below.
        (self.votes() > 0).then(|| self.vote(self.votes().div_ceil(2)))
    }

    /// Whether the two votes in the middle differ, so that the lower one was taken.
    #[must_use]
    pub fn is_even_split(&self) -> bool {
        let votes = self.votes();
        votes > 0 && votes.is_multiple_of(2) && self.vote(votes / 2) != self.vote(votes / 2 + 1)
    }

    /// The vote at a place counted from the lowest, 1 for the first.
    fn vote(&self, place: u64) -> Level {
        let low = u64::from(self.low);
        if place <= low {
            Level::Low
        } else if place <= low + u64::from(self.medium) {
            Level::Medium
        } else {
            Level::High
        }
    }

    /// Share and value (L 0, M ½, H 1) of each level, and the mean value; `None` without votes.
    fn shares(&self) -> Option<([(f64, f64); 3], f64)> {
        let [low, medium, high] = [self.low, self.medium, self.high].map(f64::from);
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
    pub fn spread(&self) -> Option<f64> {
        let (shares, mean) = self.shares()?;
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
    pub fn consensus(&self) -> Option<f64> {
        let (shares, mean) = self.shares()?;
        let said = shares.iter().filter(|(share, _)| *share > 0.0);
        let sum: f64 = said
            .map(|(share, value)| share * (1.0 - (value - mean).abs()).log2())
            .sum();
        Some((1.0 + sum).clamp(0.0, 1.0))
    }

    /// Whether the room should talk: both L and H were said, or the spread is above 0.3.
    #[must_use]
    pub fn is_contested(&self) -> bool {
        (self.low > 0 && self.high > 0) || self.spread().is_some_and(|spread| spread > WIDE)
    }

    /// The counts in words: `5 low, 2 medium, 1 abstained`; `no votes` when there are none.
    #[must_use]
    pub fn words(&self) -> String {
        let counts = [
            (self.low, "low"),
            (self.medium, "medium"),
            (self.high, "high"),
            (self.abstained, "abstained"),
        ];
        let said = counts.iter().filter(|(count, _)| *count > 0);
        let words: Vec<String> = said
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        if words.is_empty() {
            "no votes".to_owned()
        } else {
            words.join(", ")
        }
    }
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
            let stake = weight(criterion)? * tally.spread()?;
            Some((option.clone(), criterion.clone(), stake))
        })
        .filter(|(_, _, stake)| *stake > 0.0)
        .collect();
    cells.sort_by(|a, b| {
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
        for (tally, consensus) in expected {
            assert!(
                (tally.consensus().unwrap() - consensus).abs() < 5e-5,
                "{tally:?}"
            );
        }
    }

    #[test]
    fn the_median_takes_the_lower_of_an_even_split_and_says_so() {
        assert_eq!(
            (tally(2, 0, 2).median(), tally(2, 0, 2).is_even_split()),
            (Some(Level::Low), true)
        );
        assert_eq!(
            (tally(1, 2, 1).median(), tally(1, 2, 1).is_even_split()),
            (Some(Level::Medium), false)
        );
        assert_eq!(
            (tally(0, 1, 2).median(), tally(0, 1, 2).is_even_split()),
            (Some(Level::High), false)
        );
        assert_eq!(
            (tally(0, 0, 0).median(), tally(0, 0, 0).is_even_split()),
            (None, false)
        );
    }

    #[test]
    fn disagreement_is_flagged_and_abstentions_are_not_votes() {
        assert!(tally(1, 8, 1).is_contested());
        assert!(!tally(1, 1, 0).is_contested());
        let quiet = Tally {
            abstained: 9,
            ..tally(1, 1, 0)
        };
        assert_eq!(quiet.spread(), tally(1, 1, 0).spread());
        assert_eq!(quiet.words(), "1 low, 1 medium, 9 abstained");
        assert_eq!(Tally::default().words(), "no votes");
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
            prop_assert_eq!(tally.spread().is_none(), tally.votes() == 0);
            prop_assert!(tally.spread().is_none_or(|s| (0.0..=0.5 + 1e-12).contains(&s)));
            prop_assert!(tally.consensus().is_none_or(|c| (0.0..=1.0).contains(&c)));
        }

        #[test]
        fn the_median_is_that_of_the_sorted_votes(votes in prop::collection::vec(0_usize..3, 1..20)) {
            let mut votes: Vec<Level> = votes.into_iter().map(|v| Level::ALL[v]).collect();
            let tally = Tally::of(votes.iter().copied().map(Some));
            votes.sort();
            prop_assert_eq!(tally.median(), Some(votes[(votes.len() - 1) / 2]));
        }
    }
}
