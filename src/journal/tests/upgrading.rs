//! Files of every older format are read, and brought up to date when they are written to, after a copy.

use std::fs;

use rusqlite::Connection;

use super::super::fixture::{Desk, add, noon};
use super::super::{FORMAT, Session, read};

/// A file as the program of each older format wrote it: one workshop, three line items, one of them undone.
const OLDER: [(i64, &[u8]); 1] = [(
    1,
    include_bytes!("../../../tests/fixtures/format-1.flipchart"),
)];

fn format(path: &std::path::Path) -> i64 {
    let conn = Connection::open(path).unwrap();
    conn.pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap()
}

fn texts(session: &Session) -> Vec<String> {
    let records = session.workshop().state().every_record();
    records
        .map(|record| record.text("text").to_owned())
        .collect()
}

#[test]
fn an_older_file_is_brought_up_to_date_after_a_copy() {
    for (older, bytes) in OLDER {
        let desk = Desk::new();
        fs::write(desk.file(), bytes).unwrap();
        let before = read(&desk.file()).unwrap();
        assert_eq!(format(&desk.file()), older, "reading changes nothing");
        let mut session = desk.open().unwrap();
        assert_eq!(texts(&session), ["Nightly batch takes 6 h", "Orders wait"]);
        let said = session.restored().sentence().unwrap();
        assert!(said.contains("as it was it is kept in"), "{said}");
        session.commit(add_line(), "Ada", noon()).unwrap();
        session.close().unwrap();
        assert_eq!(format(&desk.file()), FORMAT);
        let kept = format!("kickoff.format-{older}.flipchart");
        assert_eq!(desk.names(), ["kickoff.flipchart", kept.as_str()]);
        let kept = desk.folder().join(kept);
        assert_eq!(format(&kept), older);
        assert_eq!(read(&kept).unwrap(), before, "the copy is as it was");
        let after = read(&desk.file()).unwrap();
        assert_eq!(after[..before.len()], before, "no entry was touched");
        assert_eq!(after.len(), before.len() + 1);
        desk.open().unwrap().close().unwrap();
        assert_eq!(read(&kept).unwrap(), before, "the copy is made once");
    }
}

/// A line item in the playbook of the stored files.
fn add_line() -> crate::workshop::Act {
    use crate::agenda::SheetId;
    use crate::workshop::{Act, Change};
    let Act::Do(mut changes) = add("Later") else {
        unreachable!("it adds")
    };
    if let Some(Change::Add(record)) = changes.first_mut() {
        record.sheet = SheetId::new("line-items");
    }
    Act::Do(changes)
}
