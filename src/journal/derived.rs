//! What a workshop file holds beside its entries, so that any SQLite tool can show the workshop.
//!
//! The rows are derived: written in the transaction of their entry, and never read by this program.

use serde_json::{Map, Value as Json};

use crate::workshop::{Applied, ApplyError, Entry, Record, Reference, State, Value, Workshop};

/// What an entry changes in the derived tables.
#[derive(Debug, Clone)]
pub(super) struct Derived {
    /// What was done, as a phrase.
    pub(super) what: String,
    /// Whether all rows there are go first.
    pub(super) clear: bool,
    /// Records that are not there any more.
    pub(super) gone: Vec<Reference>,
    /// Records as they are now.
    pub(super) rows: Vec<Row>,
}

/// A record as any SQLite tool shows it.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) reference: Reference,
    pub(super) sheet: String,
    pub(super) text: String,
    /// A JSON object of plain values by column.
    pub(super) fields: String,
    pub(super) parked: bool,
    pub(super) off_record: bool,
    pub(super) removed: bool,
}

impl Derived {
    /// What an entry that did this changes; `state` is that after it.
    pub(super) fn of(applied: &Applied, state: &State) -> Self {
        if applied.whole {
            return Self::all(applied.what.clone(), state);
        }
        let (here, gone): (Vec<&Reference>, Vec<&Reference>) = applied
            .touched
            .iter()
            .partition(|id| state.records.contains_key(*id));
        Self {
            what: applied.what.clone(),
            clear: false,
            gone: gone.into_iter().cloned().collect(),
            rows: here
                .into_iter()
                .filter_map(|id| Some(row(state.records.get(id)?)))
                .collect(),
        }
    }

    /// Applies the next entry of a journal, the first of which begins the workshop; gives what it changes.
    pub(super) fn next(workshop: &mut Option<Workshop>, entry: &Entry) -> Result<Self, ApplyError> {
        if let Some(workshop) = workshop {
            let applied = workshop.apply(entry)?;
            return Ok(Self::of(&applied, workshop.state()));
        }
        Ok(Self::beginning(workshop.insert(Workshop::begin(entry)?)))
    }

    /// What the entry changes that began this workshop.
    pub(super) fn beginning(workshop: &Workshop) -> Self {
        let state = workshop.state();
        Self::all(format!("began \"{}\"", state.info.title), state)
    }

    /// All rows of a state.
    pub(super) fn all(what: String, state: &State) -> Self {
        Self {
            what,
            clear: true,
            gone: Vec::new(),
            rows: state.every_record().map(row).collect(),
        }
    }
}

fn row(record: &Record) -> Row {
    let fields: Map<String, Json> = record
        .fields
        .iter()
        .map(|(column, value)| (column.to_string(), plain(value)))
        .collect();
    Row {
        reference: record.id.clone(),
        sheet: record.sheet.to_string(),
        text: record.naming_text().to_owned(),
        fields: Json::Object(fields).to_string(),
        parked: record.parked,
        off_record: record.off_record,
        removed: record.removed,
    }
}

fn plain(value: &Value) -> Json {
    match value {
        Value::Number(number) => Json::from(*number),
        Value::Flag(flag) => Json::from(*flag),
        Value::Tags(tags) => tags.iter().map(String::as_str).collect(),
        Value::Relevance(levels) => levels
            .iter()
            .map(|(block, level)| (block.to_string(), level.to_string()))
            .collect(),
        Value::Text(_) | Value::Level(_) | Value::Date(_) => Json::from(value.to_string()),
    }
}
