//! What a workshop is made of before anyone has said anything: playbooks and rubrics.
//!
//! A [`Playbook`] lays out days, blocks, topics, outputs and sheets; a [`Rubric`] the options, criteria
//! and weights. Both are read from TOML with every mistake named ([`Playbook::read`], [`Rubric::read`]).

mod block;
mod builtin;
mod column;
mod ids;
mod level;
mod playbook;
mod read_playbook;
mod read_rubric;
mod read_sheet;
mod rubric;
mod sheet;
#[cfg(test)]
mod tests;
mod time;
mod validate;

pub use block::{Block, BlockKind, Check, DoneWhen, Fact, Output, Topic};
pub use builtin::{BUILTIN_PLAYBOOKS, BUILTIN_RUBRICS, Definition};
pub use column::{Column, ColumnKind};
pub(crate) use ids::shared;
pub use ids::{
    BlockId, ColumnId, CriterionId, Environment, IdError, OptionId, OutputId, SheetId, TopicId,
};
pub use level::{Level, LevelError};
pub use playbook::{Day, Playbook, PlaybookHeader};
pub use rubric::{
    Criterion, Direction, PlatformOption, Quadrant, Rubric, RubricHeader, Scale, SwotSeed,
    Thresholds,
};
pub use sheet::{Axis, CellKind, FlowLinks, FlowNodes, Sheet, SheetBody, SheetKind};
pub use time::{TimeError, TimeOfDay};
