//! What was done, as a phrase for the log, the history and undo.

use super::change::{Change, ClockEvent};
use super::link::{LinkKey, Node, Relation};
use super::reference::Reference;
use super::state::State;

/// All changes of an entry as one phrase.
pub(super) fn changes(changes: &[Change], assigned: &[Reference], state: &State) -> String {
    match changes {
        [] => "nothing".to_owned(),
        [Change::Add(_)] => match assigned {
            [id] => format!("added {id}"),
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
                (1, others) => format!("added {} and {}", assigned[0], more(others)),
                (added, others) => format!("added {added} records and {}", more(others)),
            }
        }
    }
}

fn more(others: usize) -> String {
    let ending = if others == 1 { "" } else { "s" };
    format!("{others} more change{ending}")
}

#[allow(clippy::too_many_lines, reason = "one phrase for every kind of change")]
fn change(change: &Change, state: &State) -> String {
    match change {
        Change::Replace(_) => format!("replaced the whole workshop by \"{}\"", state.info.title),
        Change::SetInfo(_) => "changed the workshop's details".to_owned(),
        Change::SetPeople(people) => format!("listed {} people", people.len()),
        Change::Add(new) => format!("added a record to {}", new.sheet),
        Change::Set {
            id,
            column,
            value: Some(_),
        } if is_off_record(id, state) => format!("set {column} of {id}"),
        Change::Set {
            id,
            column,
            value: Some(value),
        } => format!("set {column} of {id} to \"{}\"", short(&value.to_string())),
        Change::Set {
            id,
            column,
            value: None,
        } => format!("blanked {column} of {id}"),
        Change::Remove(id) => format!("removed {id}"),
        Change::Restore(id) => format!("restored {id}"),
        Change::Park { id, parked: true } => format!("parked {id}"),
        Change::Park { id, parked: false } => format!("took {id} back from the parking lot"),
        Change::OffRecord { id, off: true } => format!("took {id} off the record"),
        Change::OffRecord { id, off: false } => format!("put {id} on the record"),
        Change::Move { id, sheet, .. } => format!("moved {id} to {sheet}"),
        Change::Link { key, .. } => format!("linked {}", link(key)),
        Change::Unlink(key) => format!("unlinked {}", link(key)),
        Change::Score { cell, mark, .. } => {
            let mark = mark.map_or("not scored".to_owned(), |mark| mark.to_string());
            format!(
                "scored {} of {} in {}: {mark}",
                cell.criterion, cell.option, cell.environment
            )
        }
        Change::SetWeight {
            criterion,
            environment,
            points,
        } => {
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
        Change::RemoveOption(id) => format!("removed the option {id}"),
        Change::SetCriterion(criterion) => format!("set the criterion {}", criterion.title),
        Change::RemoveCriterion(id) => format!("removed the criterion {id}"),
        Change::SetCell { key, .. } => format!("set {} × {} of {}", key.1, key.2, key.0),
        Change::Clock { block, event } => clock(block.as_str(), *event),
        Change::Cover {
            topic,
            covered: true,
        } => format!("covered {topic}"),
        Change::Cover {
            topic,
            covered: false,
        } => format!("opened {topic} again"),
        Change::Accept {
            output,
            reason: Some(_),
        } => format!("accepted {output} as it is"),
        Change::Accept {
            output,
            reason: None,
        } => format!("took back the acceptance of {output}"),
        Change::Retime { block, start, end } => format!("moved {block} to {start}–{end}"),
        Change::AddBlock { block, .. } => format!("added the block {}", block.id),
        Change::DropBlock(block) => format!("dropped the block {block}"),
        Change::MoveBlock { block, day } => format!("moved {block} to day {}", day + 1),
        Change::SetPlan(_) => "changed the plan's calendar".to_owned(),
        Change::SetProse { section, .. } => format!("wrote the paragraph of {section}"),
    }
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
        ClockEvent::Started => format!("started {block}"),
        ClockEvent::Paused => format!("paused {block}"),
        ClockEvent::Extended(minutes) => format!("gave {block} {minutes:+} minutes"),
        ClockEvent::Ended => format!("ended {block}"),
    }
}

fn link(key: &LinkKey) -> String {
    let word = match key.relation {
        Relation::Evidence => "to its evidence",
        Relation::Precedes(_) => "before",
        Relation::Closes => "to the gap",
        Relation::Relates | Relation::Supports | Relation::Answers | Relation::Mitigates => "to",
    };
    format!("{} {word} {}", node(&key.from), node(&key.to))
}

fn node(node: &Node) -> String {
    match node {
        Node::Record(id) => id.to_string(),
        Node::Cell(cell) => format!(
            "{} of {} in {}",
            cell.criterion, cell.option, cell.environment
        ),
    }
}

fn short(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if text.chars().nth(40).is_some() {
        short.push('…');
    }
    short
}
