//! Dominance: at least as good on every criterion and better on one. Independent of the weights.

use super::model::Model;
use crate::agenda::OptionId;

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
    pairs.sort_by(|a, b| (&a.dominates, &a.dominated).cmp(&(&b.dominates, &b.dominated)));
    pairs
}

/// Whether the worst of one row is nowhere below and somewhere above the best of another.
fn dominates(worst: &[i128], best: &[i128]) -> bool {
    let pairs = || worst.iter().zip(best);
    pairs().all(|(a, b)| a >= b) && pairs().any(|(a, b)| a > b)
}
