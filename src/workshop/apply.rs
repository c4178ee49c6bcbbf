//! Applies a change to a state, or says why it cannot be.

use std::sync::Arc;

use super::apply_definitions::{change_agenda, change_rubric};
use super::change::{Change, ClockEvent, NewRecord};
use super::info::Info;
use super::link::{LinkKey, Node};
use super::progress::{Acceptance, Clock};
use super::record::{Record, Stamp};
use super::reference::Reference;
use super::score::{CellKey, Score};
use super::slots::Slot;
use super::state::{MatrixKey, Prose, State};
use super::tally::{Round, Tally};
use super::value::Value;
use super::values::Values;
use crate::agenda::{BlockId, ColumnId, Sheet, SheetBody, SheetId};

/// Why a change cannot be applied; nothing of its entry has happened then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ApplyError {
    /// The journal does not begin with a workshop.
    #[error("the workshop has not been begun: its first entry must create it")]
    NotBegun,
    /// No such thing.
    #[error("there is no {kind} \"{name}\"")]
    Unknown {
        /// What was looked for: record, sheet, block, ...
        kind: &'static str,
        /// Its name.
        name: String,
    },
    /// A reference that is in use, or was.
    #[error("the reference {0} exists already: leave the id out or choose another")]
    Taken(Reference),
    /// The sheet has no such column.
    #[error("sheet \"{sheet}\" has no column \"{column}\"")]
    NoColumn {
        /// The sheet.
        sheet: SheetId,
        /// The column.
        column: ColumnId,
    },
    /// The value is of another kind than the column.
    #[error("\"{value}\" does not fit the column \"{column}\"")]
    WrongKind {
        /// The column.
        column: ColumnId,
        /// The value as text.
        value: String,
    },
    /// The sheet does not hold records.
    #[error("sheet \"{0}\" does not hold records")]
    NoRecords(SheetId),
    /// A weight below 0 or not a number.
    #[error("a weight is 0 or more points, not {0}")]
    BadWeight(String),
    /// A room that nobody, or nobody could, be in.
    #[error("a room holds 1 to {most} people, not {0}", most = Tally::MOST)]
    BadRoom(u32),
    /// A tally of nobody.
    #[error("a vote counts at least one hand: type how many said L, M and H")]
    NoHands,
    /// A tally larger than the room.
    #[error("{counted} hands were counted, but {}: count again, or correct the size of the room", people(*.room))]
    TooManyHands {
        /// Hands counted, abstentions included.
        counted: u64,
        /// People in the room.
        room: u32,
    },
    /// Something linked to itself.
    #[error("{0} cannot be linked to itself")]
    SelfLink(String),
    /// Times that are not a stretch of time.
    #[error("block \"{0}\" would end before it begins")]
    BadTimes(BlockId),
    /// Nothing to take back.
    #[error("there is nothing to undo")]
    NothingToUndo,
    /// Nothing to do again.
    #[error("there is nothing to redo")]
    NothingToRedo,
}

fn people(room: u32) -> String {
    match room {
        1 => "one person is in the room".to_owned(),
        room => format!("{room} people are in the room"),
    }
}

/// No such thing as `name` among things of this kind.
pub(super) fn unknown(kind: &'static str, name: &(impl ToString + ?Sized)) -> ApplyError {
    ApplyError::Unknown {
        kind,
        name: name.to_string(),
    }
}

/// A state while an entry is applied to it: remembers what was there before.
pub(super) struct Editor<'s> {
    pub(super) state: &'s mut State,
    /// When and by whom the entry was made.
    pub(super) stamp: &'s Stamp,
    /// What was there before, in the order of the changes.
    pub(super) before: Vec<Slot>,
    /// References that were given out.
    pub(super) assigned: Vec<Reference>,
}

impl Editor<'_> {
    /// Takes back what was done so far.
    pub(super) fn roll_back(mut self) {
        while let Some(mut slot) = self.before.pop() {
            slot.swap(self.state);
        }
    }

    fn put(&mut self, mut slot: Slot) {
        slot.swap(self.state);
        self.before.push(slot);
    }

    /// Applies one change.
    #[allow(clippy::too_many_lines, reason = "dispatches every kind of change")]
    pub(super) fn apply(&mut self, change: &Change) -> Result<(), ApplyError> {
        match change {
            Change::Replace(state) => self.replace(state),
            Change::SetInfo(info) => self.set_info(info.clone())?,
            Change::SetPeople(people) => self.put(Slot::People(people.clone())),
            Change::Add(record) => self.add(record)?,
            Change::Set { id, column, value } => self.set(id, column, value.as_ref())?,
            Change::Remove(id) => self.edit(id, |record| record.removed = true)?,
            Change::Restore(id) => self.edit(id, |record| record.removed = false)?,
            Change::Park { id, parked } => self.edit(id, |record| record.parked = *parked)?,
            Change::OffRecord { id, off } => self.edit(id, |record| record.off_record = *off)?,
            Change::Move { id, sheet, fields } => self.move_to(id, sheet, fields)?,
            Change::Link { key, link } => {
                self.check_link(key)?;
                self.put(Slot::Link(Box::new(key.clone()), Some(link.clone())));
            }
            Change::Unlink(key) => {
                if !self.state.links.contains_key(key) {
                    return Err(unknown("link", "between these two"));
                }
                self.put(Slot::Link(Box::new(key.clone()), None));
            }
            Change::Score {
                cell,
                mark,
                rationale,
                provenance,
                set,
            } => {
                self.check_cell(cell)?;
                let set = set.clone().unwrap_or_else(|| self.stamp.clone());
                let score = Score {
                    mark: *mark,
                    rationale: rationale.clone(),
                    provenance: *provenance,
                    set,
                };
                let blank = score.mark.is_none() && score.rationale.is_empty();
                self.put(Slot::Score(
                    Box::new(cell.clone()),
                    (!blank).then_some(score),
                ));
            }
            Change::Vote {
                cell,
                tally,
                room,
                set,
            } => self.vote(cell, *tally, *room, set.as_ref())?,
            Change::SetRoom(room) => {
                let room = *room;
                let info = self.state.info.clone();
                self.set_info(Box::new(Info { room, ..info }))?;
            }
            Change::SetCell { key, value } => {
                check_cell_value(self.sheet(&key.0)?, key, value.as_ref())?;
                self.put(Slot::Cell(Box::new(key.clone()), value.clone()));
            }
            Change::Clock { block, event } => self.clock(block, *event)?,
            Change::Cover { topic, covered } => {
                let known = self.state.playbook.topic(topic).is_some();
                known.then_some(()).ok_or_else(|| unknown("topic", topic))?;
                self.put(Slot::Covered(
                    topic.clone(),
                    covered.then(|| self.stamp.clone()),
                ));
            }
            Change::Accept { output, reason } => {
                let set = self.stamp.clone();
                let accepted = reason.clone().map(|reason| Acceptance { reason, set });
                self.put(Slot::Accepted(output.clone(), accepted));
            }
            Change::SetPlan(plan) => self.put(Slot::Plan(plan.clone())),
            Change::SetProse { section, text } => {
                let set = self.stamp.clone();
                self.put(Slot::Prose(
                    section.clone(),
                    text.clone().map(|text| Prose { text, set }),
                ));
            }
            Change::SetWeight { .. }
            | Change::LockWeights { .. }
            | Change::SetOption(_)
            | Change::RemoveOption(_)
            | Change::SetCriterion(_)
            | Change::RemoveCriterion(_) => self.rubric(change)?,
            Change::Retime { .. }
            | Change::AddBlock { .. }
            | Change::DropBlock(_)
            | Change::MoveBlock { .. } => self.agenda(change)?,
        }
        Ok(())
    }

    fn replace(&mut self, state: &State) {
        let mut state = state.clone();
        state.count_numbers();
        self.put(Slot::Whole(Box::new(state)));
    }

    fn set_info(&mut self, info: Box<Info>) -> Result<(), ApplyError> {
        match info.room {
            Some(room) if !(1..=Tally::MOST).contains(&room) => Err(ApplyError::BadRoom(room)),
            _ => {
                self.put(Slot::Info(info));
                Ok(())
            }
        }
    }

    fn sheet(&self, id: &SheetId) -> Result<&Sheet, ApplyError> {
        self.state
            .playbook
            .sheet(id)
            .ok_or_else(|| unknown("sheet", id))
    }

    fn add(&mut self, new: &NewRecord) -> Result<(), ApplyError> {
        let sheet = self.sheet(&new.sheet)?;
        // The playbook's name of it is shared, that of the change was read anew.
        let on = sheet.id.clone();
        let prefix = sheet
            .prefix
            .clone()
            .ok_or_else(|| ApplyError::NoRecords(new.sheet.clone()))?;
        for (column, value) in &new.fields {
            check_value(sheet, column, value)?;
        }
        let id = new
            .id
            .clone()
            .unwrap_or_else(|| self.state.next_reference(&prefix));
        if self.state.records.contains_key(&id) {
            return Err(ApplyError::Taken(id));
        }
        self.state.count_number(&id);
        let record = Record {
            id: id.clone(),
            sheet: on,
            fields: new.fields.clone(),
            added: new.added.clone().unwrap_or_else(|| self.stamp.clone()),
            block: new.block.clone(),
            topic: new.topic.clone(),
            parked: new.parked,
            off_record: new.off_record,
            removed: false,
        };
        self.put(Slot::Record(id.clone(), Some(Arc::new(record))));
        self.assigned.push(id);
        Ok(())
    }

    /// Changes a copy of a record and puts it in the record's place.
    fn edit(&mut self, id: &Reference, change: impl FnOnce(&mut Record)) -> Result<(), ApplyError> {
        let mut record = self
            .state
            .records
            .get(id)
            .ok_or_else(|| unknown("record", id))?
            .clone();
        change(Arc::make_mut(&mut record));
        self.put(Slot::Record(id.clone(), Some(record)));
        Ok(())
    }

    fn set(
        &mut self,
        id: &Reference,
        column: &ColumnId,
        value: Option<&Value>,
    ) -> Result<(), ApplyError> {
        let record = self
            .state
            .records
            .get(id)
            .ok_or_else(|| unknown("record", id))?;
        if let Some(value) = value {
            check_value(self.sheet(&record.sheet)?, column, value)?;
        }
        // The names that the record has are shared; those of the change were read anew.
        let known = record.fields.keys().find(|known| *known == column);
        let (id, column) = (record.id.clone(), known.unwrap_or(column).clone());
        self.put(Slot::Field(id, column, value.cloned()));
        Ok(())
    }

    fn move_to(&mut self, id: &Reference, to: &SheetId, fields: &Values) -> Result<(), ApplyError> {
        let sheet = self.sheet(to)?;
        if sheet.prefix.is_none() {
            return Err(ApplyError::NoRecords(to.clone()));
        }
        for (column, value) in fields {
            check_value(sheet, column, value)?;
        }
        self.edit(id, |record| {
            record.sheet = to.clone();
            record.fields.clone_from(fields);
        })
    }

    fn check_link(&self, key: &LinkKey) -> Result<(), ApplyError> {
        for node in [&key.from, &key.to] {
            match node {
                Node::Record(id) => {
                    self.state.record(id).ok_or_else(|| unknown("record", id))?;
                }
                Node::Cell(cell) => self.check_cell(cell)?,
            }
        }
        if key.from == key.to {
            let name = match &key.from {
                Node::Record(id) => id.to_string(),
                Node::Cell(cell) => format!("the cell {}, {}", cell.option, cell.criterion),
            };
            return Err(ApplyError::SelfLink(name));
        }
        Ok(())
    }

    fn check_cell(&self, cell: &CellKey) -> Result<(), ApplyError> {
        let rubric = &self.state.rubric;
        rubric
            .option(&cell.option)
            .ok_or_else(|| unknown("option", &cell.option))?;
        rubric
            .criterion(&cell.criterion)
            .ok_or_else(|| unknown("criterion", &cell.criterion))?;
        let known = rubric.header.environments.contains(&cell.environment);
        known
            .then_some(())
            .ok_or_else(|| unknown("environment", &cell.environment))
    }

    /// A further round, and its median as the level of the cell; why the cell has it stays.
    fn vote(
        &mut self,
        cell: &CellKey,
        tally: Tally,
        room: Option<u32>,
        set: Option<&Stamp>,
    ) -> Result<(), ApplyError> {
        self.check_cell(cell)?;
        let room = Round::room_for(&tally, room.or_else(|| self.state.room()))?;
        let set = set.unwrap_or(self.stamp).clone();
        let mut rounds = self.state.rounds(cell).to_vec();
        rounds.push(Round { tally, room, set });
        // A round in which nobody says a level changes nothing, whatever was set since the one before.
        if let Some(score) =
            Score::voted(&rounds, self.state.score(cell)).filter(|_| tally.votes() > 0)
        {
            self.put(Slot::Score(Box::new(cell.clone()), Some(score)));
        }
        self.put(Slot::Votes(cell.clone(), Some(rounds)));
        Ok(())
    }

    fn clock(&mut self, block: &BlockId, event: ClockEvent) -> Result<(), ApplyError> {
        self.state
            .playbook
            .block(block)
            .ok_or_else(|| unknown("block", block))?;
        let mut clock: Clock = self.state.clocks.get(block).cloned().unwrap_or_default();
        let at = self.stamp.at;
        match event {
            ClockEvent::Started => {
                if !clock.is_running() {
                    clock.runs.push(super::Run { from: at, to: None });
                }
                clock.ended = None;
            }
            ClockEvent::Paused => clock.stop(at),
            ClockEvent::Extended(minutes) => {
                clock.extended = clock.extended.saturating_add(minutes);
            }
            ClockEvent::Ended | ClockEvent::Closed => {
                clock.stop(at);
                clock.ended = Some(at);
            }
        }
        self.put(Slot::Clock(block.clone(), Some(clock)));
        Ok(())
    }

    fn rubric(&mut self, change: &Change) -> Result<(), ApplyError> {
        if let Change::LockWeights {
            environment,
            locked,
        } = change
        {
            let known = self.state.rubric.header.environments.contains(environment);
            known
                .then_some(())
                .ok_or_else(|| unknown("environment", environment))?;
            self.put(Slot::Lock(
                environment.clone(),
                locked.then(|| self.stamp.clone()),
            ));
            return Ok(());
        }
        let mut rubric = self.state.rubric.clone();
        change_rubric(Arc::make_mut(&mut rubric), change)?;
        self.put(Slot::Rubric(rubric));
        Ok(())
    }

    fn agenda(&mut self, change: &Change) -> Result<(), ApplyError> {
        let mut playbook = self.state.playbook.clone();
        change_agenda(Arc::make_mut(&mut playbook), change)?;
        self.put(Slot::Playbook(playbook));
        Ok(())
    }
}

/// A cell of a matrix holds what the matrix says, so that it can be written to a file and read back.
fn check_cell_value(
    sheet: &Sheet,
    key: &MatrixKey,
    value: Option<&Value>,
) -> Result<(), ApplyError> {
    let SheetBody::Matrix { cell, .. } = &sheet.body else {
        return Err(unknown("matrix", &sheet.id));
    };
    match value {
        Some(value) if !value.suits(&cell.column()) => Err(ApplyError::WrongKind {
            column: ColumnId::new(&*key.2),
            value: value.to_string(),
        }),
        _ => Ok(()),
    }
}

fn check_value(sheet: &Sheet, column: &ColumnId, value: &Value) -> Result<(), ApplyError> {
    let Some(found) = sheet.column(column.as_str()) else {
        return Err(ApplyError::NoColumn {
            sheet: sheet.id.clone(),
            column: column.clone(),
        });
    };
    if value.suits(found) {
        return Ok(());
    }
    Err(ApplyError::WrongKind {
        column: column.clone(),
        value: value.to_string(),
    })
}
