//! The fold of a journal, with undo and redo.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};

use super::apply::{ApplyError, Editor};
use super::change::{Act, Entry};
use super::phrase::Deed;
use super::record::Stamp;
use super::reference::Reference;
use super::reweighed::{Redemanded, Reweighed, Weighing, redemanded, reweighed};
use super::slots::Slot;
use super::state::State;
use super::{Change, describe};
use crate::agenda::Environment;
use crate::order::Arrange;

/// A workshop: its state, and what it needs to take back or do again what was done.
#[derive(Debug, Clone, PartialEq)]
pub struct Workshop {
    state: State,
    entries: u64,
    /// Shared by all who know the workshop: a long one has a hundred thousand.
    done: Vec<Arc<Step>>,
    undone: Vec<Arc<Step>>,
    marks: Vec<Milestone>,
    /// Entries that locked the weights of an environment.
    locks: Vec<(Environment, u64)>,
    reweighed: Vec<Reweighed>,
    redemanded: Vec<Redemanded>,
    /// Entries that scored a cell of an environment, and when.
    scored: Vec<(Environment, u64, DateTime<FixedOffset>)>,
    /// Entries that replaced the whole workshop, and whether weights were locked in what came.
    replaced: Vec<(u64, bool)>,
}

/// A named point of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Milestone {
    /// Its name.
    pub name: String,
    /// The number of the entry that set it; the state it names is that after this entry.
    pub entry: u64,
    /// When and by whom.
    pub stamp: Stamp,
}

/// An entry that can be taken back or done again.
#[derive(Debug, Clone, PartialEq)]
struct Step {
    entry: u64,
    what: String,
    slots: Vec<Slot>,
}

/// What an entry did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Applied {
    /// The number of the entry, from 1.
    pub entry: u64,
    /// References given to added records, in order.
    pub assigned: Vec<Reference>,
    /// Records that are not as they were before, in order, each once.
    pub touched: Vec<Reference>,
    /// True when the whole workshop was replaced, or a replacement undone or redone: any record may differ then.
    pub whole: bool,
    /// What was done, as a phrase: `added LI-14`, `undid: added LI-14`.
    pub what: String,
    /// The entry that was taken back or done again.
    pub of: Option<u64>,
}

impl Workshop {
    /// Folds the entries of a journal; the first must create the workshop.
    pub fn fold<'e>(entries: impl IntoIterator<Item = &'e Entry>) -> Result<Self, ApplyError> {
        let mut entries = entries.into_iter();
        let mut workshop = Self::begin(entries.next().ok_or(ApplyError::NotBegun)?)?;
        for entry in entries {
            workshop.apply(entry)?;
        }
        Ok(workshop)
    }

    /// Begins a workshop with its first entry, whose first change must be [`Change::Replace`].
    pub fn begin(entry: &Entry) -> Result<Self, ApplyError> {
        let Act::Do(changes) = &entry.act else {
            return Err(ApplyError::NotBegun);
        };
        let Some(Change::Replace(first)) = changes.first() else {
            return Err(ApplyError::NotBegun);
        };
        let mut workshop = Self {
            state: (**first).clone(),
            entries: 0,
            done: Vec::new(),
            undone: Vec::new(),
            marks: Vec::new(),
            locks: Vec::new(),
            reweighed: Vec::new(),
            redemanded: Vec::new(),
            scored: Vec::new(),
            replaced: Vec::new(),
        };
        workshop.apply(entry)?;
        // The beginning cannot be taken back.
        workshop.done.clear();
        Ok(workshop)
    }

    /// Applies an entry. When it cannot be applied nothing has changed.
    pub fn apply(&mut self, entry: &Entry) -> Result<Applied, ApplyError> {
        let stamp = Stamp {
            at: entry.at,
            by: entry.by.clone(),
        };
        let number = self.entries + 1;
        let applied = match &entry.act {
            Act::Do(changes) => self.do_changes(number, changes, &stamp, entry.act.is_clock())?,
            Act::Undo => self.undo(number)?,
            Act::Redo => self.redo(number)?,
            Act::Mark(name) => {
                self.marks.push(Milestone {
                    name: name.clone(),
                    entry: number,
                    stamp,
                });
                Applied {
                    entry: number,
                    what: Deed::Marked.of(name),
                    ..Applied::default()
                }
            }
        };
        self.entries = number;
        Ok(applied)
    }

    fn do_changes(
        &mut self,
        number: u64,
        changes: &[Change],
        stamp: &Stamp,
        clock: bool,
    ) -> Result<Applied, ApplyError> {
        // A refused entry is not in the journal, so the numbers that it took must be free again.
        let numbers = self.state.numbers.clone();
        let fixed = self.fixed();
        let mut editor = Editor {
            state: &mut self.state,
            stamp,
            before: Vec::with_capacity(changes.len()),
            assigned: Vec::new(),
        };
        for change in changes {
            if let Err(error) = editor.apply(change) {
                editor.roll_back();
                self.state.numbers = numbers;
                return Err(error);
            }
        }
        let Editor {
            before, assigned, ..
        } = editor;
        self.keep_moved(&before, &fixed, (number, stamp));
        self.keep_agreed(number, changes, stamp);
        let what = describe::changes(changes, &assigned, &self.state);
        let demands = redemanded(&before, &self.state.rubric, |_| true, (number, stamp));
        let what = what + &describe::demands(&demands, &self.state);
        let (touched, whole) = (touched(&before), is_whole(&before));
        if clock {
            self.keep_clocks(changes);
        }
        if !clock {
            self.undone.clear();
            self.done.push(Arc::new(Step {
                entry: number,
                what: what.clone(),
                slots: before,
            }));
        }
        Ok(Applied {
            entry: number,
            assigned,
            touched,
            whole,
            what,
            of: None,
        })
    }

    /// Environments whose weights are locked or were once, by entries that have not been taken back.
    fn fixed(&self) -> BTreeSet<Environment> {
        let since = self.since();
        let once = self.locks.iter();
        let once = once.filter(|(_, entry)| *entry >= since && self.stands(*entry));
        let once = once.map(|(environment, _)| environment);
        self.state.locked.keys().chain(once).cloned().collect()
    }

    /// Whether an entry has not been taken back.
    fn stands(&self, entry: u64) -> bool {
        // What was done lies in the order of its entries.
        let found = self.done.binary_search_by_key(&entry, |step| step.entry);
        found.is_ok()
    }

    /// The entry from which on the workshop is this one: the last that replaced the whole of it.
    fn since(&self) -> u64 {
        self.last_replaced().map_or(0, |(entry, _)| entry)
    }

    fn last_replaced(&self) -> Option<(u64, bool)> {
        let mut all = self.replaced.iter().rev();
        // The first entry cannot be taken back.
        all.find(|(entry, _)| *entry == 1 || self.stands(*entry))
            .copied()
    }

    /// Keeps the weights and must-haves that an entry moved after they had been agreed.
    fn keep_moved(&mut self, before: &[Slot], fixed: &BTreeSet<Environment>, by: (u64, &Stamp)) {
        let State { rubric, scores, .. } = &self.state;
        let is_fixed = |place: &Environment| fixed.contains(place);
        let begun = |place: &Environment| {
            let mut scored = scores.iter().filter(|(_, score)| score.mark.is_some());
            is_fixed(place) || scored.any(|(cell, _)| cell.environment == *place)
        };
        self.reweighed
            .extend(reweighed(before, rubric, is_fixed, by));
        self.redemanded
            .extend(redemanded(before, rubric, begun, by));
    }

    /// Keeps when weights were locked, cells scored and the whole workshop replaced.
    fn keep_agreed(&mut self, number: u64, changes: &[Change], stamp: &Stamp) {
        for change in changes {
            match change {
                Change::LockWeights {
                    environment,
                    locked: true,
                } => self.locks.push((environment.clone(), number)),
                Change::Replace(state) => self.replaced.push((number, !state.locked.is_empty())),
                Change::Score {
                    cell,
                    mark: Some(_),
                    set,
                    ..
                }
                | Change::Vote { cell, set, .. } => {
                    let at = set.as_ref().unwrap_or(stamp).at;
                    self.scored.push((cell.environment.clone(), number, at));
                }
                _ => {}
            }
        }
    }

    /// Undo passes over the clock, so an undo that brings a whole state back must bring its clocks as they are now.
    fn keep_clocks(&mut self, changes: &[Change]) {
        for change in changes {
            let Change::Clock { block, .. } = change else {
                continue;
            };
            let Some(clock) = self.state.clocks.get(block) else {
                continue;
            };
            let steps = self.done.iter_mut().chain(&mut self.undone);
            for step in steps.filter(|step| is_whole(&step.slots)) {
                for slot in &mut Arc::make_mut(step).slots {
                    if let Slot::Whole(state) = slot {
                        state.clocks.insert(block.clone(), clock.clone());
                    }
                }
            }
        }
    }

    fn undo(&mut self, number: u64) -> Result<Applied, ApplyError> {
        let mut step = self.done.pop().ok_or(ApplyError::NothingToUndo)?;
        Arc::make_mut(&mut step).swap(&mut self.state);
        let applied = step.applied(number, Deed::Undid);
        self.undone.push(step);
        Ok(applied)
    }

    fn redo(&mut self, number: u64) -> Result<Applied, ApplyError> {
        let mut step = self.undone.pop().ok_or(ApplyError::NothingToRedo)?;
        Arc::make_mut(&mut step).swap(&mut self.state);
        let applied = step.applied(number, Deed::DidAgain);
        self.done.push(step);
        Ok(applied)
    }

    /// The state after the last entry.
    #[must_use]
    pub const fn state(&self) -> &State {
        &self.state
    }

    /// How many entries were applied.
    #[must_use]
    pub const fn entries(&self) -> u64 {
        self.entries
    }

    /// Named points of the journal, in order.
    #[must_use]
    pub fn marks(&self) -> &[Milestone] {
        &self.marks
    }

    /// How weights and must-haves were agreed, without what was taken back and what was before the whole workshop was
    /// replaced.
    #[must_use]
    pub fn weighing(&self) -> Weighing {
        let since = self.since();
        let counts = |entry: u64| entry >= since && self.stands(entry);
        let reweighed = self.reweighed.iter().filter(|one| counts(one.entry));
        let redemanded = self.redemanded.iter().filter(|one| counts(one.entry));
        let scored = self.scored.iter().filter(|(_, entry, _)| counts(*entry));
        Weighing {
            reweighed: reweighed.cloned().collect(),
            redemanded: redemanded.cloned().collect(),
            scored: scored.map(|(place, _, at)| (place.clone(), *at)).collect(),
            came_fixed: self.last_replaced().is_some_and(|(_, fixed)| fixed),
        }
    }

    /// What [`Act::Undo`] would take back.
    #[must_use]
    pub fn next_undo(&self) -> Option<&str> {
        self.done.last().map(|step| step.what.as_str())
    }

    /// What [`Act::Redo`] would do again.
    #[must_use]
    pub fn next_redo(&self) -> Option<&str> {
        self.undone.last().map(|step| step.what.as_str())
    }
}

impl Step {
    /// Exchanges what the step remembers with what is there, the last change first; the next swap goes the other way.
    fn swap(&mut self, state: &mut State) {
        self.slots.reverse();
        self.slots.iter_mut().for_each(|slot| slot.swap(state));
    }

    fn applied(&self, number: u64, deed: Deed) -> Applied {
        Applied {
            entry: number,
            assigned: Vec::new(),
            touched: touched(&self.slots),
            whole: is_whole(&self.slots),
            what: deed.of(&self.what),
            of: Some(self.entry),
        }
    }
}

fn is_whole(slots: &[Slot]) -> bool {
    slots.iter().any(|slot| matches!(slot, Slot::Whole(_)))
}

fn touched(slots: &[Slot]) -> Vec<Reference> {
    let mut all: Vec<Reference> = Vec::new();
    for slot in slots {
        if let Slot::Record(id, _) | Slot::Field(id, ..) = slot
            && all.last() != Some(id)
        {
            all.push(id.clone());
        }
    }
    all.arrange();
    all.dedup();
    all
}
