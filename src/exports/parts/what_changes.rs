//! What would change the answer: weights, scores, missing cells.

use serde::Serialize;

use super::bottom_line::environment_title;
use crate::agenda::OptionId;
use crate::exports::inline::{Head, Inline, Table, words};
use crate::exports::report::View;
use crate::exports::say;
use crate::scoring::{Analysis, Reason};

/// What would change the answer in one environment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangePart {
    /// Which environment.
    pub environment: String,
    /// The cheapest changes, a sentence each.
    pub sentences: Vec<String>,
    /// How far each weight can move; none without a sure leader.
    pub stability: Option<Table>,
}

/// One part per environment in which anything is scored.
#[must_use]
pub fn what_changes(view: View<'_>) -> Vec<ChangePart> {
    view.report
        .analysed()
        .filter(|(_, analysis)| analysis.coverage.scored > 0)
        .map(|(place, analysis)| ChangePart {
            environment: environment_title(place),
            sentences: sentences(view, analysis),
            stability: stability(view, analysis),
        })
        .collect()
}

fn sentences(view: View<'_>, analysis: &Analysis) -> Vec<String> {
    let names = &view.report.names;
    let mut all: Vec<String> = analysis
        .verdict
        .reasons
        .iter()
        .filter(|reason| {
            matches!(
                reason,
                Reason::Move { .. }
                    | Reason::NoMove(_)
                    | Reason::Rescore(..)
                    | Reason::Ask(..)
                    | Reason::Open(..)
            )
        })
        .map(|reason| reason.sentence(names))
        .collect();
    if let Some(interval) = &analysis.m_interval {
        all.push(format!(
            "The first place holds for any worth of Medium between {} and {} on a scale from {} to {}.",
            say::number(interval.low.to_f64()),
            say::number(interval.high.to_f64()),
            say::number(analysis.scale.low),
            say::number(analysis.scale.high)
        ));
    }
    for pair in &analysis.dominance {
        all.push(format!(
            "{} is at least as good as {} on every criterion and better on one, whatever the weights.",
            names.option(&pair.dominates),
            names.option(&pair.dominated)
        ));
    }
    if all.is_empty() {
        all.push("Nothing can be said yet: there is no sure leader.".to_owned());
    }
    all
}

fn stability(view: View<'_>, analysis: &Analysis) -> Option<Table> {
    let names = |options: &[OptionId]| -> String {
        let titles: Vec<&str> = options
            .iter()
            .map(|id| view.report.names.option(id))
            .collect();
        if titles.is_empty() {
            "nobody".to_owned()
        } else {
            say::list(&titles)
        }
    };
    let rows: Vec<Vec<Inline>> = analysis
        .stability
        .iter()
        .map(|interval| {
            let points = |share: crate::scoring::Rational| words(say::points(share.to_f64()));
            vec![
                words(view.report.names.criterion(&interval.criterion)),
                points(interval.weight),
                points(interval.low),
                words(names(&interval.low_taken_by)),
                points(interval.high),
                words(names(&interval.high_taken_by)),
            ]
        })
        .collect();
    (!rows.is_empty()).then(|| Table {
        columns: vec![
            Head::left("Criterion"),
            Head::right("Weight of 100"),
            Head::right("First down to"),
            Head::left("Below that leads"),
            Head::right("First up to"),
            Head::left("Above that leads"),
        ],
        rows,
    })
}
