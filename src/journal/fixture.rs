//! A small workshop and a folder of its own, for the tests of this layer.

use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use tempfile::TempDir;
use uuid::Uuid;

use super::{JournalError, Session};
use crate::agenda::{ColumnId, Playbook, Rubric, SheetId};
use crate::workshop::{Act, Change, Entry, Info, NewRecord, Reference, State, Value};

pub(super) const PLAYBOOK: &str = r#"
[playbook]
id = "p"
title = "P"
[[sheet]]
id = "items"
kind = "register"
prefix = "LI"
title = "Items"
columns = [
  { id = "text", kind = "text" },
  { id = "size", kind = "number" },
  { id = "tags", kind = "tags" },
  { id = "relevance", kind = "relevance" },
]
[[sheet]]
id = "scores"
kind = "scorecard"
title = "Scores"
[[day]]
title = "Day 1"
[[day.block]]
id = "one"
title = "One"
kind = "capture"
start = "09:00"
end = "10:00"
"#;

const RUBRIC: &str = r#"
[rubric]
id = "r"
title = "R"
environments = ["production"]
[[option]]
id = "a"
[[option]]
id = "b"
[[criterion]]
id = "cost"
"#;

/// A folder that goes when the test ends.
pub(super) struct Desk(TempDir);

impl Desk {
    pub(super) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A folder for workshops.
    pub(super) fn folder(&self) -> &Path {
        self.0.path()
    }

    /// The data folder.
    pub(super) fn data(&self) -> PathBuf {
        self.0.path().join("data")
    }

    /// The workshop file.
    pub(super) fn file(&self) -> PathBuf {
        self.0.path().join("kickoff.flipchart")
    }

    pub(super) fn create(&self) -> Session {
        Session::create_in(&self.data(), &self.file(), &first()).unwrap()
    }

    pub(super) fn open(&self) -> Result<Session, JournalError> {
        Session::open_in(&self.data(), &self.file())
    }

    /// A closed file with these items.
    pub(super) fn closed_with(&self, items: &[&str]) {
        let mut session = self.create();
        for item in items {
            session.commit(add(item), "Ada", noon()).unwrap();
        }
        session.close().unwrap();
    }

    /// The names in the folder, the data folder apart.
    pub(super) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(self.folder())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name != "data")
            .collect();
        names.sort();
        names
    }
}

pub(super) fn noon() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-10T12:00:00+01:00").unwrap()
}

pub(super) fn state() -> State {
    let info = Info {
        title: "Kick-off".into(),
        ..Info::default()
    };
    let playbook = Playbook::read("p.toml", PLAYBOOK).unwrap();
    State::new(info, playbook, Rubric::read("r.toml", RUBRIC).unwrap())
}

pub(super) fn first() -> Entry {
    Entry {
        id: Uuid::from_u128(1),
        at: noon(),
        by: "Ada".into(),
        act: Act::Do(vec![Change::Replace(Box::new(state()))]),
    }
}

pub(super) fn add(text: &str) -> Act {
    let fields = [(ColumnId::new("text"), Value::Text(text.into()))].into();
    Act::Do(vec![Change::Add(Box::new(NewRecord {
        sheet: SheetId::new("items"),
        fields,
        ..NewRecord::default()
    }))])
}

pub(super) fn set(id: &str, column: &str, value: Value) -> Act {
    Act::Do(vec![Change::Set {
        id: Reference::new(id),
        column: ColumnId::new(column),
        value: Some(value),
    }])
}
