//! Two options and the lead of the one over the other.

use super::as_float;
use crate::scoring::model::Model;
use crate::scoring::random::Lane;
use crate::scoring::region::{Drawn, single};

/// Two contenders.
pub(super) struct Pair {
    /// Row of the first.
    pub(super) a: usize,
    /// Row of the second.
    pub(super) b: usize,
    /// Groups on which they differ, with the lead of the first in parts of the scale; `None` where cells
    /// are drawn.
    pub(super) differences: Option<Vec<(usize, Lane)>>,
}

impl Pair {
    /// The pair of two options of the model in these rows.
    pub(super) fn new(
        model: &Model,
        (first, second): (usize, usize),
        (a, b): (usize, usize),
        groups: &[Vec<usize>],
    ) -> Self {
        let fixed = model.is_complete(first) && model.is_complete(second);
        let span = as_float(model.scale[2] - model.scale[0]);
        let lead = |j: &usize| model.low[first][*j] - model.low[second][*j];
        let leads = groups
            .iter()
            .map(|columns| columns.iter().map(lead).sum::<i128>());
        let differing = leads.enumerate().filter(|(_, lead)| *lead != 0);
        let in_parts = |(group, lead)| (group, Lane::splat(single(as_float(lead) / span)));
        let differences = fixed.then(|| differing.map(in_parts).collect());
        Self { a, b, differences }
    }

    /// Whether neither is ahead of the other for any weights.
    pub(super) fn is_level(&self) -> bool {
        self.differences.as_ref().is_some_and(Vec::is_empty)
    }
}

/// Lead by differences that are the same in every sample.
pub(super) fn fixed(weights: &Drawn, differences: &[(usize, Lane)]) -> Lane {
    let mut lead = Lane::ZERO;
    for (group, difference) in differences {
        lead += weights[*group] * *difference;
    }
    lead
}

/// Lead by drawn values; whoever is out is behind whoever is not, and two that are out are level.
pub(super) fn drawn(weights: &[Lane], [a, b]: [&Drawn; 2], [out_a, out_b]: [Lane; 2]) -> Lane {
    let mut lead = Lane::ZERO;
    for ((weight, a), b) in weights.iter().zip(a).zip(b) {
        lead += *weight * (*a - *b);
    }
    let out = out_a | out_b;
    out.select(Lane::ZERO, lead) + (out_b & Lane::ONE) - (out_a & Lane::ONE)
}
