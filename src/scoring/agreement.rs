//! How far the shows of hands of an environment agree, over all its cells.

use crate::agenda::Environment;
use crate::workshop::{Round, State, Tally};

/// Krippendorff's ordinal alpha, or why there is no number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Alpha {
    /// Fewer than two cells have two votes.
    TooFew,
    /// Every vote that can be paired is the same level, which leaves nothing to agree beyond chance.
    AllAgree,
    /// 1 for perfect agreement, 0 for what chance gives; can be negative.
    Value(f64),
}

/// How far the room agrees in an environment: α over the last show of hands on each cell of the rubric.
#[must_use]
pub fn agreement(state: &State, environment: &Environment) -> Alpha {
    let rubric = &state.rubric;
    let here = state.votes.iter().filter(|(cell, _)| {
        cell.environment == *environment
            && rubric.option(&cell.option).is_some()
            && rubric.criterion(&cell.criterion).is_some()
    });
    let counts = |Tally {
                      low, medium, high, ..
                  }: Tally| [low, medium, high];
    let last = here.filter_map(|(_, rounds)| Round::deciding(rounds));
    let cells: Vec<[u32; 3]> = last.map(|round| counts(round.tally)).collect();
    alpha(&cells)
}

/// Krippendorff's α with the ordinal difference `δ²(c,k) = (Σ_{g=c..k} n_g − (n_c + n_k)/2)²`:
/// `α = 1 − (n − 1) Σ o_ck δ² / Σ n_c n_k δ²`. One row per cell: how many said each level, the levels in
/// order. Who said what does not matter to it, only what was said together, so counted hands are enough.
/// Cells with a single vote do not count.
/// (Krippendorff, *Computing Krippendorff's Alpha-Reliability*, 2011.)
#[must_use]
fn alpha<const LEVELS: usize>(cells: &[[u32; LEVELS]]) -> Alpha {
    let paired: Vec<[f64; LEVELS]> = cells
        .iter()
        .map(|counts| counts.map(f64::from))
        .filter(|counts| counts.iter().sum::<f64>() > 1.0)
        .collect();
    if paired.len() < 2 {
        return Alpha::TooFew;
    }
    let totals: [f64; LEVELS] =
        std::array::from_fn(|level| paired.iter().map(|counts| counts[level]).sum());
    if totals.iter().filter(|total| **total > 0.0).count() < 2 {
        return Alpha::AllAgree;
    }
    let all: f64 = totals.iter().sum();
    let (mut observed, mut expected) = (0.0, 0.0);
    for k in 1..LEVELS {
        for c in 0..k {
            let ends = f64::midpoint(totals[c], totals[k]);
            let difference = (totals[c..=k].iter().sum::<f64>() - ends).powi(2);
            let together = paired.iter().map(|counts| coincidences(counts, c, k));
            observed += difference * together.sum::<f64>();
            expected += difference * totals[c] * totals[k];
        }
    }
    Alpha::Value(1.0 - (all - 1.0) * observed / expected)
}

/// Pairs of two different levels in one cell, each vote weighing one however many voted.
fn coincidences(cell: &[f64], c: usize, k: usize) -> f64 {
    cell[c] * cell[k] / (cell.iter().sum::<f64>() - 1.0)
}

#[cfg(test)]
mod tests {
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
        let units: Vec<[u32; 5]> = (0..12)
            .map(|unit| {
                let mut counts = [0; 5];
                let said = observers.iter().map(|row| row.as_bytes()[unit]);
                for level in said.filter(u8::is_ascii_digit) {
                    counts[usize::from(level - b'1')] += 1;
                }
                counts
            })
            .collect();
        let Alpha::Value(found) = alpha(&units) else {
            panic!("a number")
        };
        assert!((found - 0.815).abs() < 5e-4, "{found}");
    }

    #[test]
    fn alpha_says_why_there_is_no_number() {
        assert_eq!(alpha::<3>(&[]), Alpha::TooFew);
        assert_eq!(alpha(&[[3, 3, 1]]), Alpha::TooFew);
        assert_eq!(alpha(&[[1, 0, 0], [0, 1, 0]]), Alpha::TooFew);
        assert_eq!(alpha(&[[0, 2, 0], [0, 2, 0]]), Alpha::AllAgree);
        assert_eq!(alpha(&[[2, 0, 0], [0, 0, 2]]), Alpha::Value(1.0));
        // Every cell is torn: less than chance would give.
        let Alpha::Value(torn) = alpha(&[[1, 0, 1], [1, 0, 1]]) else {
            panic!("a number")
        };
        assert!(torn < 0.0, "{torn}");
    }
}
