//! What a journal entry says was done.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::info::{Info, Person, PlanSettings};
use super::link::{Link, LinkKey};
use super::record::Stamp;
use super::reference::Reference;
use super::score::{CellKey, Mark, Provenance};
use super::state::{MatrixKey, State};
use super::tally::Tally;
use super::value::Value;
use super::values::Values;
use crate::agenda::{
    Block, BlockId, ColumnId, Criterion, CriterionId, Environment, OptionId, OutputId,
    PlatformOption, SheetId, TimeOfDay, TopicId,
};

/// One thing that one person did at one time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Makes a retry harmless: an id that is in the journal already is not written again.
    pub id: Uuid,
    /// When, with the offset of the place and moment; order is the sequence, not the time.
    pub at: DateTime<FixedOffset>,
    /// Who.
    pub by: String,
    /// What.
    pub act: Act,
}

/// What an entry does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// Changes, applied and undone together.
    Do(Vec<Change>),
    /// Takes back the newest entry that is not taken back.
    Undo,
    /// Does again what was taken back last.
    Redo,
    /// Names this point of the journal.
    Mark(String),
}

/// A record that is to be added.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct NewRecord {
    /// Its reference; the next of its sheet when unsaid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Reference>,
    /// The sheet.
    pub sheet: SheetId,
    /// What it says.
    #[serde(default, skip_serializing_if = "Values::is_empty")]
    pub fields: Values,
    /// When and by whom it was captured; the entry's when unsaid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub added: Option<Stamp>,
    /// The block.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub block: Option<BlockId>,
    /// The topic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<TopicId>,
    /// Sent to the parking lot.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub parked: bool,
    /// Off the record.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub off_record: bool,
}

/// One change of the state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// Begins the workshop, or replaces all of it by an imported one.
    Replace(Box<State>),
    /// Client, dates and purpose.
    SetInfo(Box<Info>),
    /// Who takes part.
    SetPeople(Vec<Person>),
    /// How many people vote; none: as many as are listed beside the facilitators.
    SetRoom(Option<u32>),
    /// Adds a record.
    Add(Box<NewRecord>),
    /// Sets a column of a record, or blanks it.
    Set {
        /// The record.
        id: Reference,
        /// The column.
        column: ColumnId,
        /// The new value; none blanks it.
        value: Option<Value>,
    },
    /// Removes a record; it can be restored.
    Remove(Reference),
    /// Brings a removed record back.
    Restore(Reference),
    /// Sends a record to the parking lot or back.
    Park {
        /// The record.
        id: Reference,
        /// Where it is to be.
        parked: bool,
    },
    /// Takes a record off the record or back on.
    OffRecord {
        /// The record.
        id: Reference,
        /// What it is to be.
        off: bool,
    },
    /// Moves a record to another sheet; it keeps its reference.
    Move {
        /// The record.
        id: Reference,
        /// The sheet.
        sheet: SheetId,
        /// Columns of the old sheet under their names in the new one.
        #[serde(default)]
        fields: Values,
    },
    /// Links two ends, or changes what the link says.
    Link {
        /// Which link.
        key: LinkKey,
        /// What it says.
        #[serde(default)]
        link: Link,
    },
    /// Removes a link.
    Unlink(LinkKey),
    /// Scores a cell.
    Score {
        /// The cell.
        cell: CellKey,
        /// Its level; none takes the score away.
        mark: Option<Mark>,
        /// Why.
        #[serde(default)]
        rationale: String,
        /// How it came by its level.
        #[serde(default)]
        provenance: Provenance,
        /// When and by whom; the entry's when unsaid.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        set: Option<Stamp>,
    },
    /// A show of hands on a cell: a further round, and the cell's level is its median.
    Vote {
        /// The cell.
        cell: CellKey,
        /// What was counted.
        tally: Tally,
        /// How many people are in the room; as the workshop knows it when unsaid.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        room: Option<u32>,
        /// When and by whom; the entry's when unsaid.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        set: Option<Stamp>,
    },
    /// Sets a weight.
    SetWeight {
        /// The criterion.
        criterion: CriterionId,
        /// The environment.
        environment: Environment,
        /// Points, 0 or more.
        points: f64,
    },
    /// Locks the weights of an environment, or unlocks them.
    LockWeights {
        /// The environment.
        environment: Environment,
        /// Whether they are to be locked.
        locked: bool,
    },
    /// Adds an option or changes it.
    SetOption(Box<PlatformOption>),
    /// Removes an option.
    RemoveOption(OptionId),
    /// Adds a criterion or changes it.
    SetCriterion(Box<Criterion>),
    /// Removes a criterion.
    RemoveCriterion(CriterionId),
    /// Sets a cell of a matrix, or blanks it.
    SetCell {
        /// The cell.
        key: MatrixKey,
        /// The new value; none blanks it.
        value: Option<Value>,
    },
    /// The clock of a block.
    Clock {
        /// The block.
        block: BlockId,
        /// What happened to it.
        event: ClockEvent,
    },
    /// A topic was covered, or is not any more.
    Cover {
        /// The topic.
        topic: TopicId,
        /// Whether it is covered.
        covered: bool,
    },
    /// An output is accepted as it is, or no longer.
    Accept {
        /// The output.
        output: OutputId,
        /// Why; none takes the acceptance back.
        reason: Option<String>,
    },
    /// Gives a block other times.
    Retime {
        /// The block.
        block: BlockId,
        /// Its new start.
        start: TimeOfDay,
        /// Its new end.
        end: TimeOfDay,
    },
    /// Adds a block to a day, in the order of its time.
    AddBlock {
        /// The day, from 0.
        day: usize,
        /// The block.
        block: Box<Block>,
    },
    /// Drops a block; what was captured in it stays.
    DropBlock(BlockId),
    /// Moves a block to another day, in the order of its time.
    MoveBlock {
        /// The block.
        block: BlockId,
        /// The day, from 0.
        day: usize,
    },
    /// The calendar of the roadmap.
    SetPlan(Box<PlanSettings>),
    /// The consultant's own paragraph in a section of a report; none removes it.
    SetProse {
        /// The section.
        section: String,
        /// The text, in Markdown.
        text: Option<String>,
    },
}

/// What happened to a block's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClockEvent {
    /// Started, or went on after a pause.
    Started,
    /// Paused.
    Paused,
    /// Got more minutes, or fewer.
    Extended(i32),
    /// Closed, in journals of which undo passes over it.
    Ended,
    /// Closed; undo opens it again.
    Closed,
}

impl Act {
    /// True for what is about the time only: undo passes over it.
    #[must_use]
    pub fn is_clock(&self) -> bool {
        let about_time = |change: &Change| matches!(change, Change::Clock { event, .. } if *event != ClockEvent::Closed);
        matches!(self, Self::Do(changes) if !changes.is_empty() && changes.iter().all(about_time))
    }
}
