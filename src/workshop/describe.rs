//! What was done, as a phrase for the log, the history and undo.

use std::borrow::Cow;

use super::change::{Change, ClockEvent};
use super::link::{LinkKey, Node, Relation};
use super::phrase::{self, Deed, Phrase, more};
use super::reference::Reference;
use super::reweighed::Redemanded;
use super::score::CellKey;
use super::state::State;
use super::tally::Round;
use super::value::Value;
use crate::agenda::{
    Block, BlockId, ColumnId, CriterionId, Level, OptionId, OutputId, PlatformOption, SheetId,
    TopicId,
};

/// All changes of an entry as one phrase.
pub(super) fn changes(changes: &[Change], assigned: &[Reference], state: &State) -> String {
    match changes {
        [] => "nothing".to_owned(),
        [Change::Add(_)] => match assigned {
            [id] => Phrase::Added(id.as_str()).to_string(),
            _ => "added a record".to_owned(),
        },
        [one] => change(one, state),
        many => {
            let added = assigned.len();
            if let Change::Replace(_) = many[0] {
                return change(&many[0], state);
            }
            match (added, many.len() - added) {
                (0, others) => format!("{} and {}", change(&many[0], state), more(others - 1)),
                (added, 0) => format!("added {added} records"),
                (1, others) => format!(
                    "{} and {}",
                    Phrase::Added(assigned[0].as_str()),
                    more(others)
                ),
                (added, others) => format!("added {added} records and {}", more(others)),
            }
        }
    }
}

/// Must-haves that were moved, to be put behind the phrase: what is asked for now, and what was before.
pub(super) fn demands(moved: &[Redemanded], state: &State) -> String {
    let level = |level: Option<Level>| level.map_or("none", Level::word);
    let one = |moved: &Redemanded| {
        let place = match moved.environment.as_str() {
            "" => String::new(),
            place => format!(" in {place}"),
        };
        format!(
            "; must-have on {}{place}: {}, was {}",
            criterion(&moved.criterion, state),
            level(moved.to),
            level(moved.from)
        )
    };
    match moved.len() {
        0..=2 => moved.iter().map(one).collect(),
        many => format!("; {many} must-haves moved"),
    }
}

#[allow(clippy::too_many_lines, reason = "one phrase for every kind of change")]
fn change(change: &Change, state: &State) -> String {
    match change {
        Change::Replace(_) => format!("replaced the whole workshop by \"{}\"", state.info.title),
        Change::SetInfo(_) => "changed the workshop's details".to_owned(),
        Change::SetPeople(people) => format!("listed {} people", people.len()),
        Change::SetRoom(Some(1)) => "counted one person in the room".to_owned(),
        Change::SetRoom(Some(room)) => format!("counted {room} people in the room"),
        Change::SetRoom(None) => "took the size of the room from the list of people".to_owned(),
        Change::Add(new) => format!("added a record to {}", sheet(&new.sheet, state)),
        Change::Set {
            id,
            column,
            value: Some(_),
        } if is_off_record(id, state) => set(column, id),
        Change::Set {
            id,
            column,
            value: Some(value),
        } => set(column, id) + &phrase::to(&short_value(value)),
        Change::Set {
            id,
            column,
            value: None,
        } => format!("blanked {column} of {id}"),
        Change::Remove(id) => Deed::Removed.of(id),
        Change::Restore(id) => Deed::Restored.of(id),
        Change::Park { id, parked: true } => Deed::Parked.of(id),
        Change::Park { id, parked: false } => Deed::TookBack.of(id),
        Change::OffRecord { id, off: true } => Deed::TookOff.of(id),
        Change::OffRecord { id, off: false } => Deed::PutOn.of(id),
        Change::Move { id, sheet, .. } => format!("moved {id} to {}", self::sheet(sheet, state)),
        Change::Link { key, .. } => format!("linked {}", link(key, state)),
        Change::Unlink(key) => format!("unlinked {}", link(key, state)),
        Change::Score {
            cell,
            mark: Some(mark),
            ..
        } => format!("scored {mark}: {}", self::cell(cell, state)),
        Change::Score {
            cell, rationale, ..
        } if rationale.is_empty() => format!("emptied {}", self::cell(cell, state)),
        Change::Score { cell, .. } => noted(cell, state),
        Change::Vote { cell, tally, .. } => {
            let median = tally.median().map_or("open".to_owned(), |m| m.to_string());
            let cell = self::cell(cell, state);
            format!("voted {median}: {cell} ({})", tally.words())
        }
        Change::SetWeight {
            criterion,
            environment,
            points,
        } => {
            let criterion = self::criterion(criterion, state);
            format!("set the weight of {criterion} in {environment} to {points}")
        }
        Change::LockWeights {
            environment,
            locked,
        } => {
            format!(
                "{} the weights of {environment}",
                if *locked { "locked" } else { "unlocked" }
            )
        }
        Change::SetOption(option) => format!("set the option {}", option.title),
        Change::RemoveOption(id) => format!("removed the option {}", option(id, state)),
        Change::SetCriterion(criterion) => format!("set the criterion {}", criterion.title),
        Change::RemoveCriterion(id) => format!("removed the criterion {}", criterion(id, state)),
        Change::SetCell { key, .. } => {
            format!("set {} × {} of {}", key.1, key.2, sheet(&key.0, state))
        }
        Change::Clock { block, event } => clock(self::block(block, state), *event),
        Change::Cover {
            topic,
            covered: true,
        } => Deed::Covered.of(self::topic(topic, state)),
        Change::Cover {
            topic,
            covered: false,
        } => Deed::Opened.of(self::topic(topic, state)),
        Change::Accept {
            output,
            reason: Some(_),
        } => format!("accepted \"{}\" as it is", self::output(output, state)),
        Change::Accept {
            output,
            reason: None,
        } => format!(
            "took back the acceptance of \"{}\"",
            self::output(output, state)
        ),
        Change::Retime { block, start, end } => {
            format!("moved {} to {start}–{end}", self::block(block, state))
        }
        Change::AddBlock { block, .. } => format!("added the block {}", block.short()),
        Change::DropBlock(block) => format!("dropped the block {}", self::block(block, state)),
        Change::MoveBlock { block, day } => {
            format!("moved {} to day {}", self::block(block, state), day + 1)
        }
        Change::SetPlan(_) => "changed the plan's calendar".to_owned(),
        Change::SetProse { section, .. } => format!("wrote the paragraph of {section}"),
    }
}

fn set(column: &ColumnId, id: &Reference) -> String {
    let (column, id) = (column.as_str(), id.as_str());
    Phrase::Set { column, id }.to_string()
}

/// A cell without a level that has a reason: emptied after a vote, or not scored yet.
fn noted(cell: &CellKey, state: &State) -> String {
    let place = self::cell(cell, state);
    if Round::deciding(state.rounds(cell)).is_some() {
        return format!("emptied {place}, the reason stays");
    }
    format!("noted on {place}, which has no level")
}

/// What is off the record is not told again by the log.
fn is_off_record(id: &Reference, state: &State) -> bool {
    state
        .records
        .get(id)
        .is_some_and(|record| record.off_record)
}

fn clock(block: &str, event: ClockEvent) -> String {
    match event {
        ClockEvent::Started => Deed::Started.of(block),
        ClockEvent::Paused => Deed::Paused.of(block),
        ClockEvent::Extended(minutes) => Phrase::Gave { block, minutes }.to_string(),
        ClockEvent::Ended | ClockEvent::Closed => Deed::Closed.of(block),
    }
}

/// Both ends of a link and what it says.
pub(super) fn link(key: &LinkKey, state: &State) -> String {
    let word = match key.relation {
        Relation::Evidence => "to its evidence",
        Relation::Precedes(_) => "before",
        Relation::Closes => "to the gap",
        Relation::Relates | Relation::Supports | Relation::Answers | Relation::Mitigates => "to",
    };
    format!("{} {word} {}", node(&key.from, state), node(&key.to, state))
}

fn node(node: &Node, state: &State) -> String {
    match node {
        Node::Record(id) => id.to_string(),
        Node::Cell(key) => cell(key, state),
    }
}

/// A cell of the scorecard by its titles.
pub(super) fn cell(cell: &CellKey, state: &State) -> String {
    let (criterion, option) = (
        criterion(&cell.criterion, state),
        option(&cell.option, state),
    );
    match cell.environment.as_str() {
        "" => format!("{criterion} of {option}"),
        environment => format!("{criterion} of {option} in {environment}"),
    }
}

fn criterion<'s>(id: &'s CriterionId, state: &'s State) -> &'s str {
    let found = state.rubric.criterion(id);
    found.map_or(id.as_str(), |one| one.title.as_str())
}

fn option<'s>(id: &'s OptionId, state: &'s State) -> &'s str {
    state
        .rubric
        .option(id)
        .map_or(id.as_str(), PlatformOption::short)
}

fn sheet<'s>(id: &'s SheetId, state: &'s State) -> &'s str {
    let found = state.playbook.sheet(id);
    found.map_or(id.as_str(), |one| one.title.as_str())
}

fn block<'s>(id: &'s BlockId, state: &'s State) -> &'s str {
    state.playbook.block(id).map_or(id.as_str(), Block::short)
}

fn topic<'s>(id: &'s TopicId, state: &'s State) -> &'s str {
    let found = state.playbook.topic(id);
    found.map_or(id.as_str(), |(_, topic)| topic.title.as_str())
}

fn output<'s>(id: &'s OutputId, state: &'s State) -> &'s str {
    let mut all = state
        .playbook
        .blocks()
        .flat_map(|(_, block)| &block.outputs);
    let found = all.find(|output| output.id == *id);
    found.map_or(id.as_str(), |output| output.title.as_str())
}

/// The first 40 characters.
fn short(text: &str) -> Cow<'_, str> {
    let end = text.char_indices().nth(40).map(|(end, _)| end);
    let cut = end.and_then(|end| text.get(..end));
    cut.map_or(Cow::Borrowed(text), |cut| Cow::Owned(format!("{cut}…")))
}

fn short_value(value: &Value) -> String {
    match value {
        Value::Text(text) => short(text).into_owned(),
        value => short(&value.to_string()).into_owned(),
    }
}
