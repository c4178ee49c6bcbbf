//! How often each option is first: near the stated weights, in their order, over any weights.

use super::option;
use crate::agenda::{OptionId, Rubric};
use crate::exports::say;
use crate::scoring::{Acceptability, Analysis, Method, WeightSet};
use crate::tui::app::pages::recommendation::line::Named;

/// How often an option is first.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ranks {
    /// Which option.
    pub(crate) option: OptionId,
    /// What it is called.
    pub(crate) name: Named,
    /// Shares of rank 1 and of rank 2 for each set of weights, 0 to 1.
    pub(crate) sets: Vec<[f64; 2]>,
}

/// The options that pass the must-haves, in the order of their ranking.
pub(crate) fn ranks(rubric: &Rubric, analysis: &Analysis) -> Vec<Ranks> {
    let shares = |set: &Acceptability, id: &OptionId| -> Option<[f64; 2]> {
        let found = set.options.iter().find(|one| one.option == *id)?;
        let at = |rank: usize| found.ranks.get(rank).copied().unwrap_or(0.0);
        Some([at(0), at(1)])
    };
    let row = |id: &OptionId| {
        let sets = analysis.acceptability.iter();
        Some(Ranks {
            option: id.clone(),
            name: option(rubric, id),
            sets: sets.map(|set| shares(set, id)).collect::<Option<_>>()?,
        })
    };
    let passing = analysis.ranking.iter().filter(|one| !one.is_excluded());
    passing
        .filter_map(|one| row(&one.option))
        .filter(|row| !row.sets.is_empty())
        .collect()
}

/// Over which weights the shares are, and how they were found.
pub(crate) fn note(analysis: &Analysis) -> String {
    let parts = analysis.acceptability.iter().map(|set| {
        let which = match set.weights {
            WeightSet::Stated => "Nearby (within 5 points of each weight)",
            WeightSet::Order => "same order",
            WeightSet::Any => "any weights",
        };
        let how = match set.method {
            Method::Exact => "exact".to_owned(),
            Method::MonteCarlo { samples, error } => {
                format!(
                    "{} samples ± {:.1}",
                    say::number(f64::from(samples)),
                    error * 100.0
                )
            }
        };
        format!("{which}: {how}")
    });
    let parts: Vec<String> = parts.collect();
    format!("{}.", parts.join("; "))
}

/// When a verdict is clear, and when it is leaning.
pub(crate) fn limits(analysis: &Analysis) -> String {
    let limits = analysis.thresholds;
    format!(
        "Clear: first in at least {} nearby, and at least {} points of weight to flip it; leaning: first in {}.",
        say::of_hundred(limits.clear_share),
        say::number(limits.clear_points),
        say::of_hundred(limits.leaning_share),
    )
}
