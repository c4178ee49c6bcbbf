//! What the rows of the recommendation show, worked out of an analysis.

mod bars;
mod gaps;
mod levels;
mod ranks;
mod regrets;
mod strips;

pub(crate) use bars::{Bar, bars, sign};
pub(crate) use gaps::{Gap, gaps, plan_gap};
pub(crate) use levels::{LevelCell, Levels, levels};
pub(crate) use ranks::{Ranks, limits, note, ranks};
pub(crate) use regrets::{Regret, regrets};
pub(crate) use strips::{Flip, Strip, flips, strips};

use super::line::Named;
use crate::agenda::{CriterionId, OptionId, Rubric};
use crate::tui::text::capitalised;

/// An option by its names.
fn option(rubric: &Rubric, id: &OptionId) -> Named {
    let found = rubric.option(id);
    Named {
        title: found.map_or_else(|| id.to_string(), |one| one.title.clone()),
        short: found.map_or_else(|| id.to_string(), |one| one.short().to_owned()),
    }
}

/// A criterion by its names.
fn criterion(rubric: &Rubric, id: &CriterionId) -> Named {
    let found = rubric.criterion(id);
    Named {
        title: found.map_or_else(|| id.to_string(), |one| one.title.clone()),
        short: found.map_or_else(|| id.to_string(), |one| capitalised(one.short())),
    }
}
