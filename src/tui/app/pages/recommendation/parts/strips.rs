//! How far each weight can move before someone else leads, and the least weight that brings each rival level.

use super::{criterion, option};
use crate::agenda::{CriterionId, OptionId, Rubric};
use crate::exports::say;
use crate::scoring::{Analysis, Rational, Stability};
use crate::tui::app::pages::recommendation::line::Named;
use crate::tui::app::verdict::short;

/// How far one weight can move.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Strip {
    /// Whose weight.
    pub(crate) criterion: CriterionId,
    /// What it is called.
    pub(crate) name: Named,
    /// The weight now, and between which the leader stays first, as shares of all.
    pub(crate) weight: f64,
    /// The least.
    pub(crate) low: f64,
    /// The most.
    pub(crate) high: f64,
    /// Who leads below and above; empty where nobody does.
    pub(crate) takers: [String; 2],
    /// The same in words, without names.
    pub(crate) said: String,
}

/// A strip per criterion that applies.
pub(crate) fn strips(rubric: &Rubric, analysis: &Analysis) -> Vec<Strip> {
    let all = analysis.stability.iter();
    all.map(|interval| strip(rubric, interval)).collect()
}

fn strip(rubric: &Rubric, interval: &Stability) -> Strip {
    let names = |ids: &[OptionId]| {
        let names: Vec<&str> = ids.iter().map(|id| short(rubric, id)).collect();
        say::list(&names)
    };
    let takers = [&interval.low_taken_by, &interval.high_taken_by].map(|ids| names(ids));
    let [low, high] = [points(interval.low), points(interval.high)];
    let reach = match takers.each_ref().map(String::is_empty) {
        [true, true] => "never changes the leader".to_owned(),
        [true, false] => format!("up to {high}"),
        [false, true] => format!("down to {low}"),
        [false, false] => format!("{low} to {high}"),
    };
    Strip {
        criterion: interval.criterion.clone(),
        name: criterion(rubric, &interval.criterion),
        weight: interval.weight.to_f64(),
        low: interval.low.to_f64(),
        high: interval.high.to_f64(),
        said: format!("{} now, {reach}", points(interval.weight)),
        takers,
    }
}

/// A share as points of 100, without decimals that say nothing.
fn points(share: Rational) -> String {
    say::number((share.to_f64() * 1000.0).round() / 10.0)
}

/// What it takes for a rival to draw level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Flip {
    /// Which rival.
    pub(crate) rival: OptionId,
    /// What it is called.
    pub(crate) name: Named,
    /// Points of weight that must move.
    pub(crate) points: String,
    /// Where they come from and where they go.
    pub(crate) way: String,
}

/// The rivals that weights can bring level, the nearest first.
pub(crate) fn flips(rubric: &Rubric, analysis: &Analysis) -> Vec<Flip> {
    let title = |id: &CriterionId| criterion(rubric, id).short.to_lowercase();
    let all = analysis.flips.iter().map(|flip| {
        let from = flip.from.iter().map(|(id, points)| {
            let points = say::number((points.to_f64() * 10.0).round() / 10.0);
            format!("{} {points}", title(id))
        });
        let from: Vec<String> = from.collect();
        Flip {
            rival: flip.rival.clone(),
            name: option(rubric, &flip.rival),
            points: format!("{:.1}", flip.points.to_f64()),
            way: format!("from {} to {}", say::list(&from), title(&flip.to)),
        }
    });
    all.collect()
}
