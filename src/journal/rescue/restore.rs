//! What a lost entry did, from the tables that a workshop file holds for other programs.

use serde_json::{Map, Value as Json, json};

use super::super::derived::Row;
use super::find::Found;
use crate::agenda::{ColumnId, SheetId, TopicId};
use crate::document::Format;
use crate::order::Arrange;
use crate::workshop::interchange;
use crate::workshop::phrase::{Deed, Phrase, is_whole};
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
    let act = match Phrase::read(what)? {
        Phrase::Done(Deed::Undid, _) => Act::Undo,
        Phrase::Done(Deed::DidAgain, _) => Act::Redo,
        Phrase::Done(Deed::Marked, name) => Act::Mark(name.to_owned()),
        Phrase::Done(deed, name) => Act::Do(vec![change(deed, name, state)?]),
        Phrase::Added(id) => {
            let row = found.rows.get(id)?;
            text = format!("{what}: {}", row.told());
            Act::Do(add(id, row, state, stamp))
        }
        Phrase::Gave { block, minutes } => {
            Act::Do(vec![clock(block, ClockEvent::Extended(minutes), state)?])
        }
        Phrase::Set { column, id } => Act::Do(vec![set(column, id, found, state, stamp)?]),
    };
    let whole = is_whole(what);
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

/// What was done to one thing; none when there is no thing of that name.
fn change(deed: Deed, name: &str, state: &State) -> Option<Change> {
    let id = || Some(Reference::new(name)).filter(|id| state.records.contains_key(id));
    let cover = |covered| {
        let topic = topic(name, state)?;
        Some(Change::Cover { topic, covered })
    };
    match deed {
        // These are acts of their own.
        Deed::Undid | Deed::DidAgain | Deed::Marked => None,
        Deed::Removed => Some(Change::Remove(id()?)),
        Deed::Restored => Some(Change::Restore(id()?)),
        Deed::Parked | Deed::TookBack => Some(Change::Park {
            id: id()?,
            parked: deed == Deed::Parked,
        }),
        Deed::TookOff | Deed::PutOn => Some(Change::OffRecord {
            id: id()?,
            off: deed == Deed::TookOff,
        }),
        Deed::Covered => cover(true),
        Deed::Opened => cover(false),
        Deed::Started => clock(name, ClockEvent::Started, state),
        Deed::Paused => clock(name, ClockEvent::Paused, state),
        Deed::Closed => clock(name, ClockEvent::Closed, state),
    }
}

fn topic(title: &str, state: &State) -> Option<TopicId> {
    let blocks = state.playbook.blocks();
    let mut topics = blocks.flat_map(|(_, block)| block.all_topics());
    let found = topics.find(|(_, topic)| topic.title == title);
    found.map(|(_, topic)| topic.id.clone())
}

/// The clock of a block. Undo passes over it, but not over an entry of nothing: without it undo would take back another.
fn clock(name: &str, event: ClockEvent, state: &State) -> Option<Change> {
    let mut blocks = state.playbook.blocks();
    let (_, block) = blocks.find(|(_, block)| block.short() == name)?;
    let block = block.id.clone();
    Some(Change::Clock { block, event })
}

/// A column of a record: the table of records has the value that was set last.
fn set(column: &str, name: &str, found: &Found, state: &State, stamp: &Stamp) -> Option<Change> {
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
