//! What a lost entry did, from the tables that a workshop file holds for other programs.

use serde_json::{Map, Value as Json, json};

use super::super::derived::Row;
use super::find::Found;
use crate::agenda::{ColumnId, SheetId, TopicId};
use crate::document::Format;
use crate::order::Arrange;
use crate::workshop::interchange;
use crate::workshop::{Act, Change, ClockEvent, NewRecord, Reference, Stamp, State, Value, Values};

/// An entry as those tables have it.
pub(super) struct Restored {
    pub(super) act: Act,
    /// What it did, and what it said.
    pub(super) text: String,
    /// Whether that is all that it did.
    pub(super) whole: bool,
}

/// What an entry did of which the table `done` says `what`; none when that is not enough to do it again.
pub(super) fn act(what: &str, found: &Found, state: &State, stamp: &Stamp) -> Option<Restored> {
    let mut text = what.to_owned();
    let act = if what.starts_with("undid: ") {
        Act::Undo
    } else if what.starts_with("did again: ") {
        Act::Redo
    } else if let Some(name) = what.strip_prefix("marked \"") {
        Act::Mark(name.strip_suffix('"')?.to_owned())
    } else if let Some(rest) = what.strip_prefix("added ") {
        let id = rest.split([' ', ';']).next()?;
        let row = found.rows.get(id)?;
        text = format!("{what}: {}", row.told());
        Act::Do(add(id, row, state, stamp))
    } else {
        Act::Do(vec![change(what, found, state, stamp)?])
    };
    let whole = !what.contains(" more change");
    if !whole {
        text.push_str(" (only the first)");
    }
    Some(Restored { act, text, whole })
}

/// Adds a record of the table as it is now.
pub(super) fn add(id: &str, row: &Row, state: &State, stamp: &Stamp) -> Vec<Change> {
    let add = Change::Add(Box::new(record(id, row, state, stamp)));
    let remove = row.removed.then(|| Change::Remove(Reference::new(id)));
    std::iter::once(add).chain(remove).collect()
}

fn change(what: &str, found: &Found, state: &State, stamp: &Stamp) -> Option<Change> {
    let all = |start: &str, end: &str| {
        let rest = what.strip_prefix(start)?.strip_suffix(end)?;
        Some(Reference::new(rest)).filter(|id| state.records.contains_key(id))
    };
    if let Some(id) = all("removed ", "") {
        return Some(Change::Remove(id));
    }
    if let Some(id) = all("restored ", "") {
        return Some(Change::Restore(id));
    }
    if let Some(id) = all("parked ", "") {
        return Some(Change::Park { id, parked: true });
    }
    if let Some(id) = all("took ", " off the record") {
        return Some(Change::OffRecord { id, off: true });
    }
    if let Some(id) = all("took ", " back from the parking lot") {
        return Some(Change::Park { id, parked: false });
    }
    let title = |start: &str, end: &str| what.strip_prefix(start)?.strip_suffix(end);
    for (title, covered) in [
        (title("covered \"", "\""), true),
        (title("opened \"", "\" again"), false),
    ] {
        let known = title.and_then(|title| topic(title, state));
        if let Some(topic) = known {
            return Some(Change::Cover { topic, covered });
        }
    }
    clock(what, state).or_else(|| set(what, found, state, stamp))
}

fn topic(title: &str, state: &State) -> Option<TopicId> {
    let blocks = state.playbook.blocks();
    let mut topics = blocks.flat_map(|(_, block)| block.all_topics());
    let found = topics.find(|(_, topic)| topic.title == title);
    found.map(|(_, topic)| topic.id.clone())
}

/// The clock of a block. Undo passes over it, but not over an entry of nothing: without it undo would take back another.
fn clock(what: &str, state: &State) -> Option<Change> {
    let (verb, mut name) = what.split_once(' ')?;
    let event = match verb {
        "started" => ClockEvent::Started,
        "paused" => ClockEvent::Paused,
        "closed" => ClockEvent::Closed,
        "gave" => {
            let (block, minutes) = name.strip_suffix(" minutes")?.rsplit_once(' ')?;
            name = block;
            ClockEvent::Extended(minutes.parse().ok()?)
        }
        _ => return None,
    };
    let mut blocks = state.playbook.blocks();
    let (_, block) = blocks.find(|(_, block)| block.short() == name)?;
    let block = block.id.clone();
    Some(Change::Clock { block, event })
}

/// `set owner of A-3 to "Ada"`: the table of records has the value that was set last.
fn set(what: &str, found: &Found, state: &State, stamp: &Stamp) -> Option<Change> {
    let rest = what.strip_prefix("set ")?;
    let (column, rest) = rest.split_once(" of ")?;
    let name = rest.split_once(" to \"").map_or(rest, |(name, _)| name);
    let (id, row) = found.rows.get_key_value(name)?;
    let id = Reference::new(id);
    state.records.get(&id)?;
    let mut read = record(name, row, state, stamp).fields;
    let value = read.remove(column)?;
    Some(Change::Set {
        id,
        column: ColumnId::new(column),
        value: Some(value),
    })
}

/// A record of the table, as far as its columns can be read.
fn record(id: &str, row: &Row, state: &State, stamp: &Stamp) -> NewRecord {
    let fields: Map<String, Json> = serde_json::from_str(&row.fields).unwrap_or_default();
    let whole = read(id, row, &fields, state, stamp);
    let mut new = whole.unwrap_or_else(|| by_columns(id, row, &fields, state, stamp));
    new.id = Some(Reference::new(id));
    new.sheet = SheetId::new(&row.sheet);
    (new.parked, new.off_record) = (row.parked, row.off_record);
    new
}

/// Column by column, without those that cannot be read.
fn by_columns(
    id: &str,
    row: &Row,
    fields: &Map<String, Json>,
    state: &State,
    stamp: &Stamp,
) -> NewRecord {
    let mut all = Values::new();
    for (column, value) in fields {
        let one: Map<String, Json> = [(column.clone(), value.clone())].into_iter().collect();
        all.extend(
            read(id, row, &one, state, stamp)
                .map(|new| new.fields)
                .unwrap_or_default(),
        );
    }
    if all.is_empty() && !row.text.is_empty() {
        let sheet = state.playbook.sheet(&SheetId::new(&row.sheet));
        let naming = sheet.and_then(|sheet| sheet.columns().first().map(|one| one.id.clone()));
        all.extend(naming.map(|column| (column, Value::Text(row.text.clone()))));
    }
    NewRecord {
        fields: all,
        ..NewRecord::default()
    }
}

/// As a file of records would be read.
fn read(
    id: &str,
    row: &Row,
    fields: &Map<String, Json>,
    state: &State,
    stamp: &Stamp,
) -> Option<NewRecord> {
    let mut table = fields.clone();
    table.insert("id".to_owned(), json!(id));
    table.insert("sheet".to_owned(), json!(row.sheet));
    let text = json!({ "record": [table] }).to_string();
    let changes = interchange::changes("record", &text, Format::Json, state, stamp).ok()?;
    changes.into_iter().find_map(|change| match change {
        Change::Add(new) => Some(*new),
        _ => None,
    })
}

/// The reference that a record had, by what it says: that of a row that says the same and is no one else's.
pub(super) fn reference_of(new: &NewRecord, found: &Found, state: &State) -> Option<Reference> {
    let said = new.fields.values().find_map(Value::as_text)?;
    let prefix = state.playbook.sheet(&new.sheet)?.prefix.clone()?;
    let same = found.rows.iter().filter(|(_, row)| {
        row.sheet == new.sheet.as_str()
            && (row.text == said
                || new
                    .fields
                    .values()
                    .any(|value| value.as_text() == Some(&row.text)))
    });
    let mut free = same
        .map(|(id, _)| Reference::new(id))
        .filter(|id| id.parts().is_some_and(|(own, _)| own == prefix))
        .filter(|id| !state.records.contains_key(id))
        .collect::<Vec<_>>();
    free.arrange();
    free.into_iter().next()
}
