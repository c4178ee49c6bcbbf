//! The places of a state that a change can touch, each with what was there before.
//!
//! A slot is put back by swapping it with the state; what comes out is the slot that puts it forward again.
//! So undo and redo are one operation.

use std::mem::swap;
use std::sync::Arc;

use super::info::{Info, Person, PlanSettings};
use super::link::{Link, LinkKey};
use super::progress::{Acceptance, Clock};
use super::record::{Record, Stamp};
use super::reference::Reference;
use super::score::{CellKey, Score};
use super::state::{MatrixKey, Prose, State};
use super::tally::Round;
use super::value::Value;
use crate::agenda::{BlockId, ColumnId, Environment, OutputId, Playbook, Rubric, TopicId};

/// A place of a state and what was there; none when the place was empty.
///
/// A workshop keeps one for every change, so keys that are longer than what most changes need are boxed.
#[derive(Debug, Clone, PartialEq)]
pub enum Slot {
    /// A record.
    Record(Reference, Option<Arc<Record>>),
    /// What a record says in one column: most changes of a long workshop, and much less than the record.
    Field(Reference, ColumnId, Option<Value>),
    /// A link.
    Link(Box<LinkKey>, Option<Link>),
    /// A cell of the scorecard.
    Score(Box<CellKey>, Option<Score>),
    /// The rounds of a cell.
    Votes(CellKey, Option<Vec<Round>>),
    /// A lock on weights.
    Lock(Environment, Option<Stamp>),
    /// A cell of a matrix.
    Cell(Box<MatrixKey>, Option<Value>),
    /// The clock of a block.
    Clock(BlockId, Option<Clock>),
    /// A topic that was covered.
    Covered(TopicId, Option<Stamp>),
    /// An output that was accepted.
    Accepted(OutputId, Option<Acceptance>),
    /// A paragraph.
    Prose(String, Option<Prose>),
    /// Client, dates and purpose.
    Info(Box<Info>),
    /// Who takes part.
    People(Vec<Person>),
    /// The calendar of the roadmap.
    Plan(Box<PlanSettings>),
    /// The agenda.
    Playbook(Arc<Playbook>),
    /// Options, criteria and weights.
    Rubric(Arc<Rubric>),
    /// All of it.
    Whole(Box<State>),
}

/// Puts `slot` into the map at `key` and leaves in `slot` what was there.
macro_rules! swap_entry {
    ($map:expr, $key:expr, $slot:expr) => {{
        let before = match $slot.take() {
            Some(value) => $map.insert($key.clone(), value),
            None => $map.remove($key),
        };
        *$slot = before;
    }};
}

impl Slot {
    /// Exchanges what the slot holds with what is in the state.
    pub(super) fn swap(&mut self, state: &mut State) {
        match self {
            Self::Record(key, slot) => swap_entry!(state.records, key, slot),
            Self::Field(id, column, slot) => {
                if let Some(record) = state.records.get_mut(id) {
                    swap_entry!(Arc::make_mut(record).fields, column, slot);
                }
            }
            Self::Link(key, slot) => swap_entry!(state.links, &**key, slot),
            Self::Score(key, slot) => swap_entry!(state.scores, &**key, slot),
            Self::Votes(key, slot) => swap_entry!(state.votes, key, slot),
            Self::Lock(key, slot) => swap_entry!(state.locked, key, slot),
            Self::Cell(key, slot) => swap_entry!(state.cells, &**key, slot),
            Self::Clock(key, slot) => swap_entry!(state.clocks, key, slot),
            Self::Covered(key, slot) => swap_entry!(state.covered, key, slot),
            Self::Accepted(key, slot) => swap_entry!(state.accepted, key, slot),
            Self::Prose(key, slot) => swap_entry!(state.prose, key, slot),
            Self::Info(slot) => swap(&mut **slot, &mut state.info),
            Self::People(slot) => swap(slot, &mut state.people),
            Self::Plan(slot) => swap(&mut **slot, &mut state.plan),
            Self::Playbook(slot) => swap(slot, &mut state.playbook),
            Self::Rubric(slot) => swap(slot, &mut state.rubric),
            Self::Whole(slot) => {
                // Numbers once given out stay given out, whichever way time runs.
                let numbers = state.numbers.clone();
                swap(&mut **slot, state);
                state.keep_numbers(&numbers);
            }
        }
    }
}

impl State {
    /// Counts the given numbers as given out.
    pub(super) fn keep_numbers(&mut self, numbers: &std::collections::BTreeMap<String, u32>) {
        let own = Arc::make_mut(&mut self.numbers);
        for (prefix, number) in numbers {
            let own = own.entry(prefix.clone()).or_default();
            *own = (*own).max(*number);
        }
    }
}
