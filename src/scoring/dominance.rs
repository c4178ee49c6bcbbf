//! Dominance: at least as good on every criterion and better on one. Independent of the weights.

use super::model::Model;
use crate::agenda::OptionId;
use crate::order::Arrange;

/// One option that dominates another in every completion of the missing cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dominance {
    /// The better option.
    pub dominates: OptionId,
    /// The option that is nowhere better and somewhere worse.
    pub dominated: OptionId,
}

/// All pairs, sorted by name; options that fail a must-have are compared too, since this is a fact
/// about their cells.
pub(crate) fn dominance(model: &Model) -> Vec<Dominance> {
    let count = model.options.len();
    let mut pairs: Vec<Dominance> = (0..count)
        .flat_map(|a| (0..count).map(move |b| (a, b)))
        .filter(|(a, b)| a != b && dominates(&model.low[*a], &model.high[*b]))
        .map(|(a, b)| Dominance {
            dominates: model.options[a].clone(),
            dominated: model.options[b].clone(),
        })
        .collect();
    pairs.arrange_by(|a, b| (&a.dominates, &a.dominated).cmp(&(&b.dominates, &b.dominated)));
    pairs
}

/// Whether the worst of one row is nowhere below and somewhere above the best of another.
fn dominates(worst: &[i128], best: &[i128]) -> bool {
    let pairs = || worst.iter().zip(best);
    pairs().all(|(a, b)| a >= b) && pairs().any(|(a, b)| a > b)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{demand, grid};
    use super::super::problem::Problem;
    use super::*;
    use crate::agenda::{Direction, Level};

    fn pairs(problem: &Problem) -> Vec<String> {
        let all = dominance(&Model::new(problem).unwrap());
        all.iter()
            .map(|pair| format!("{}>{}", pair.dominates, pair.dominated))
            .collect()
    }

    #[test]
    fn weights_do_not_matter() {
        assert_eq!(pairs(&grid(&["HM", "MM", "LH"], &[0.0, 9.0])), ["a>b"]);
    }

    #[test]
    fn equals_do_not_dominate() {
        assert!(pairs(&grid(&["HM", "HM"], &[1.0, 1.0])).is_empty());
    }

    #[test]
    fn a_missing_cell_counts_at_its_worst_and_best() {
        assert!(pairs(&grid(&["H?", "MM"], &[1.0, 1.0])).is_empty());
        assert_eq!(pairs(&grid(&["H?", "ML"], &[1.0, 1.0])), ["a>b"]);
    }

    #[test]
    fn direction_counts_and_must_haves_do_not() {
        let mut problem = demand(grid(&["L", "H"], &[1.0]), 1, Level::Low);
        problem.criteria[0].direction = Direction::LowerIsBetter;
        assert_eq!(pairs(&problem), ["a>b"]);
    }
}
