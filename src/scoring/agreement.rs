//! How far voters agree over all cells, and over the ranking that follows from them.

/// Krippendorff's ordinal alpha, or why there is no number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Alpha {
    /// No cell has two votes.
    TooFew,
    /// Every vote that can be paired is the same level, which leaves nothing to agree beyond chance.
    AllAgree,
    /// 1 for perfect agreement, 0 for what chance gives; can be negative.
    Value(f64),
}

/// Krippendorff's α with the ordinal difference `δ²(c,k) = (Σ_{g=c..k} n_g − (n_c + n_k)/2)²`:
/// `α = 1 − (n − 1) Σ o_ck δ² / Σ n_c n_k δ²`. One row per cell, one place per voter, `None` where a voter
/// said nothing; levels are any ordered values. Cells with a single vote do not count.
/// (Krippendorff, *Computing Krippendorff's Alpha-Reliability*, 2011.)
#[must_use]
pub fn alpha<L: Ord + Copy>(cells: &[Vec<Option<L>>]) -> Alpha {
    let paired: Vec<Vec<L>> = cells
        .iter()
        .map(|votes| votes.iter().copied().flatten().collect::<Vec<L>>())
        .filter(|votes| votes.len() > 1)
        .collect();
    let mut levels: Vec<L> = paired.iter().flatten().copied().collect();
    levels.sort_unstable();
    levels.dedup();
    match levels.len() {
        0 => return Alpha::TooFew,
        1 => return Alpha::AllAgree,
        _ => {}
    }
    let counts: Vec<Vec<f64>> = paired
        .iter()
        .map(|votes| levels.iter().map(|level| times(votes, level)).collect())
        .collect();
    let totals: Vec<f64> = (0..levels.len())
        .map(|c| counts.iter().map(|cell| cell[c]).sum())
        .collect();
    let all: f64 = totals.iter().sum();
    let (mut observed, mut expected) = (0.0, 0.0);
    for k in 1..levels.len() {
        for c in 0..k {
            let ends = f64::midpoint(totals[c], totals[k]);
            let difference = (totals[c..=k].iter().sum::<f64>() - ends).powi(2);
            observed += difference
                * counts
                    .iter()
                    .map(|cell| coincidences(cell, c, k))
                    .sum::<f64>();
            expected += difference * totals[c] * totals[k];
        }
    }
    Alpha::Value(1.0 - (all - 1.0) * observed / expected)
}

/// Pairs of two different levels in one cell, each vote weighing one however many voted.
fn coincidences(cell: &[f64], c: usize, k: usize) -> f64 {
    cell[c] * cell[k] / (cell.iter().sum::<f64>() - 1.0)
}

/// Kendall's coefficient of concordance over rankings of the same objects, 0 (none) to 1 (all the same):
/// `W = 12 S / (m²(n³ − n) − m ΣT)` with `S` the squared deviations of the rank sums and
/// `T = Σ (t³ − t)` over the ties of each ranking. Any numbers that put the objects in order will do, low
/// for first; ties take the mean of their ranks. `None` with fewer than two rankings or objects, with
/// rankings of different length, or when everyone ties everything.
/// (Kendall & Babington Smith, *Annals of Mathematical Statistics* 10(3), 1939; ties: Kendall, *Rank
/// Correlation Methods*, 1948.)
#[must_use]
pub fn kendall_w(rankings: &[Vec<f64>]) -> Option<f64> {
    let objects = rankings.first()?.len();
    let alike = rankings.iter().all(|ranking| ranking.len() == objects);
    if rankings.len() < 2 || objects < 2 || !alike || rankings.iter().flatten().any(|r| r.is_nan())
    {
        return None;
    }
    let ranked: Vec<Vec<f64>> = rankings.iter().map(|ranking| mean_ranks(ranking)).collect();
    let sums: Vec<f64> = (0..objects)
        .map(|at| ranked.iter().map(|ranks| ranks[at]).sum())
        .collect();
    let (m, n) = (count(rankings.len()), count(objects));
    let mean = sums.iter().sum::<f64>() / n;
    let deviations: f64 = sums.iter().map(|sum| (sum - mean).powi(2)).sum();
    let ties: f64 = rankings.iter().map(|ranking| tie_term(ranking)).sum();
    let most = m * m * (n.powi(3) - n) - m * ties;
    (most > 0.0).then(|| (12.0 * deviations / most).clamp(0.0, 1.0))
}

/// Rank of each object, ties sharing the mean of their ranks.
fn mean_ranks(ranking: &[f64]) -> Vec<f64> {
    let rank = |own: &f64| {
        let before = ranking.iter().filter(|other| *other < own).count();
        count(before) + f64::midpoint(times(ranking, own), 1.0)
    };
    ranking.iter().map(rank).collect()
}

/// `Σ (t³ − t)` over groups of ties: each member of a group of `t` adds `t² − 1`.
fn tie_term(ranking: &[f64]) -> f64 {
    ranking
        .iter()
        .map(|own| times(ranking, own).powi(2) - 1.0)
        .sum()
}

/// How often a value occurs.
fn times<T: PartialEq>(all: &[T], one: &T) -> f64 {
    count(all.iter().filter(|other| *other == one).count())
}

#[allow(clippy::cast_precision_loss, reason = "counts of people and cells")]
const fn count(number: usize) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn alpha_has_the_published_value() {
        // Krippendorff 2011, section E: four observers, twelve units, ordinal 0.815.
        let observers = [
            "123321412...",
            "1233224125.3",
            ".3332342251.",
            "12332441251.",
        ];
        let units: Vec<Vec<Option<u32>>> = (0..12)
            .map(|u| {
                observers
                    .iter()
                    .map(|row| row.chars().nth(u).unwrap().to_digit(10))
                    .collect()
            })
            .collect();
        let Alpha::Value(found) = alpha(&units) else {
            panic!("a number")
        };
        assert!((found - 0.815).abs() < 5e-4, "{found}");
    }

    #[test]
    fn alpha_says_why_there_is_no_number() {
        assert_eq!(alpha::<u8>(&[]), Alpha::TooFew);
        assert_eq!(
            alpha(&[vec![Some(1), None], vec![Some(2), None]]),
            Alpha::TooFew
        );
        assert_eq!(
            alpha(&[vec![Some(1), Some(1)], vec![Some(1), Some(1)]]),
            Alpha::AllAgree
        );
        assert_eq!(
            alpha(&[vec![Some(0), Some(0)], vec![Some(1), Some(1)]]),
            Alpha::Value(1.0)
        );
    }

    fn judges<const N: usize>(rows: [[f64; N]; 4]) -> Vec<Vec<f64>> {
        rows.iter().map(|row| row.to_vec()).collect()
    }

    #[test]
    fn w_of_four_judges_is_a_sixteenth() {
        let rows = judges([
            [1.0, 3.0, 2.0],
            [1.0, 2.0, 3.0],
            [2.0, 3.0, 1.0],
            [3.0, 1.0, 2.0],
        ]);
        assert!((kendall_w(&rows).unwrap() - 1.0 / 16.0).abs() < 1e-12);
    }

    #[test]
    fn w_of_three_executives_has_the_published_value() {
        // Siegel, Nonparametric Statistics, 1956, ch. 9: three executives rank six applicants, W = .16.
        let rows = [
            [1.0, 6.0, 3.0, 2.0, 5.0, 4.0],
            [1.0, 5.0, 6.0, 4.0, 2.0, 3.0],
            [6.0, 3.0, 2.0, 5.0, 4.0, 1.0],
        ];
        let found = kendall_w(&rows.map(|row| row.to_vec())).unwrap();
        assert!((found - 306.0 / 1890.0).abs() < 1e-12);
    }

    #[test]
    fn ties_alike_are_full_agreement() {
        let rows = judges([
            [1.0, 1.0, 3.0],
            [5.0, 5.0, 9.0],
            [0.0, 0.0, 1.0],
            [2.0, 2.0, 7.0],
        ]);
        assert!((kendall_w(&rows).unwrap() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn w_needs_two_rankings_of_two_objects_that_differ() {
        assert_eq!(kendall_w(&[]), None);
        assert_eq!(kendall_w(&[vec![1.0, 2.0]]), None);
        assert_eq!(kendall_w(&[vec![1.0], vec![1.0]]), None);
        assert_eq!(kendall_w(&[vec![1.0, 1.0], vec![2.0, 2.0]]), None);
        assert_eq!(kendall_w(&[vec![1.0, 2.0], vec![1.0]]), None);
    }

    proptest! {
        #[test]
        fn w_stays_between_none_and_all(
            rows in prop::collection::vec(prop::collection::vec(0_u8..4, 5), 2..8),
        ) {
            let rows: Vec<Vec<f64>> =
                rows.iter().map(|row| row.iter().map(|r| f64::from(*r)).collect()).collect();
            let ranked: Vec<Vec<f64>> = rows.iter().map(|row| mean_ranks(row)).collect();
            for ranks in &ranked {
                prop_assert!((ranks.iter().sum::<f64>() - 15.0).abs() < 1e-9);
            }
            prop_assert!(kendall_w(&rows).is_none_or(|w| (0.0..=1.0).contains(&w)));
        }
    }
}
