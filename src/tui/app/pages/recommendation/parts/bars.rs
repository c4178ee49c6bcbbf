//! How the options stand: a bar per option in which every criterion has its sign.

use super::option;
use crate::agenda::{Direction, Environment, OptionId, Rubric};
use crate::exports::parts::bottom_line::score;
use crate::exports::say;
use crate::scoring::{Analysis, Standing};
use crate::tui::app::pages::recommendation::line::Named;
use crate::workshop::{CellKey, Mark, State};

/// How one option stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Bar {
    /// Which option.
    pub(crate) option: OptionId,
    /// What it is called.
    pub(crate) name: Named,
    /// What each criterion contributes, as a share of the whole scale, in the order of the criteria.
    pub(crate) parts: Vec<f64>,
    /// What missing cells could still add, likewise.
    pub(crate) open: f64,
    /// Its score as points of 100, or the range of it.
    pub(crate) score: String,
    /// Its rank, or `out`.
    pub(crate) rank: String,
    /// What else must be known of it.
    pub(crate) note: String,
    /// Whether a must-have keeps it out.
    pub(crate) out: bool,
}

/// All options, the best first.
pub(crate) fn bars(state: &State, environment: &Environment, analysis: &Analysis) -> Vec<Bar> {
    let all = analysis.ranking.iter();
    all.map(|standing| bar(state, environment, analysis, standing))
        .collect()
}

fn bar(state: &State, environment: &Environment, analysis: &Analysis, standing: &Standing) -> Bar {
    let rubric = &state.rubric;
    let scale = analysis.scale;
    let parts = analysis.weights.iter().map(|(criterion, weight)| {
        let cell = CellKey {
            environment: environment.clone(),
            option: standing.option.clone(),
            criterion: criterion.clone(),
        };
        let Some(Mark::Level(level)) = state.score(&cell).and_then(|score| score.mark) else {
            return 0.0;
        };
        let direction = rubric.criterion(criterion).map(|one| one.direction);
        weight.to_f64() * scale.share(level, direction.unwrap_or(Direction::HigherIsBetter))
    });
    let range = standing.high.to_f64() - standing.low.to_f64();
    Bar {
        name: option(rubric, &standing.option),
        parts: parts.collect(),
        open: range / (scale.high - scale.low),
        score: score(analysis, &standing.option).replace(" to ", "–"),
        rank: if standing.is_excluded() {
            "out".to_owned()
        } else {
            standing.rank_label()
        },
        note: note(rubric, analysis, standing),
        out: standing.is_excluded(),
        option: standing.option.clone(),
    }
}

/// What else must be known of an option: which must-have bars it, or how often it is first.
fn note(rubric: &Rubric, analysis: &Analysis, standing: &Standing) -> String {
    let failed = standing.failed.iter().filter_map(|id| rubric.criterion(id));
    let failed: Vec<String> = failed.map(|one| one.short().to_lowercase()).collect();
    if !failed.is_empty() {
        return format!("fails {}", failed.join(", "));
    }
    if standing.is_conditional() {
        return "must-have open".to_owned();
    }
    let stated = analysis.acceptability.first();
    let row = stated.and_then(|set| set.options.iter().find(|one| one.option == standing.option));
    let share = row.and_then(|row| row.ranks.first());
    share
        .map(|share| format!("first in {}", say::of_hundred(*share)))
        .unwrap_or_default()
}

/// The sign of a criterion in the bars: 1 to 9, then a to z.
pub(crate) fn sign(criterion: usize) -> char {
    let signs = "123456789abcdefghijklmnopqrstuvwxyz";
    signs.chars().nth(criterion).unwrap_or('?')
}
