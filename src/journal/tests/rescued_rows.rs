//! What the tables for other programs say is taken as they stand now, not as they stood once.

use std::fs;
use std::path::Path;

use rusqlite::Connection;

use super::super::Session;
use super::super::fixture::{Desk, add, noon};
use super::logs::log;
use super::rescuing::{places, recovered, text, wipe};
use crate::workshop::{Act, Change, Reference};

pub(super) fn commit(session: &mut Session, acts: impl IntoIterator<Item = Act>) {
    for act in acts {
        session.commit(act, "Ada", noon()).unwrap();
    }
    session.wait().unwrap();
}

/// Overwrites a text wherever it stands in a file.
pub(super) fn blot(file: &Path, text: &str) {
    let mut bytes = fs::read(file).unwrap();
    for at in places(&bytes, text) {
        bytes[at..at + text.len()].fill(b'~');
    }
    fs::write(file, bytes).unwrap();
}

/// The file and its log as they are while a program writes, with these texts overwritten.
fn copied_without(from: &Desk, texts: &[&str]) -> Desk {
    let copy = Desk::new();
    for (from, to) in [(from.file(), copy.file()), (log(from), log(&copy))] {
        fs::copy(from, &to).unwrap();
        for text in texts {
            blot(&to, text);
        }
    }
    copy
}

#[test]
fn what_was_undone_does_not_come_back_out_of_replaced_pages_of_the_log() {
    let desk = Desk::new();
    let mut session = desk.create();
    let acts = [add("one"), add("twotwo"), Act::Undo, add("three")];
    commit(&mut session, acts);
    let copy = copied_without(&desk, &["\"text\":\"one\"}}"]);
    session.close().unwrap();
    let (told, _, workshop) = recovered(&copy);
    assert_eq!(told.restored.len(), 1, "{told}");
    assert_eq!(text(&workshop, "LI-1").as_deref(), Some("one"), "{told}");
    assert_eq!(text(&workshop, "LI-2"), None, "{told}");
    assert_eq!(text(&workshop, "LI-3").as_deref(), Some("three"), "{told}");
    assert_eq!((told.adopted, told.left_out), (vec![], vec![]));
}

#[test]
fn what_was_undone_does_not_come_back_out_of_free_pages() {
    let desk = Desk::new();
    let mut session = desk.create();
    let many = (0..200).map(|item| add(&format!("one of many, item {item}")));
    let many = many.flat_map(|act| match act {
        Act::Do(changes) => changes,
        _ => Vec::new(),
    });
    let many = Act::Do(many.collect());
    commit(&mut session, [add("one"), many, Act::Undo, add("last")]);
    session.close().unwrap();
    let conn = Connection::open(desk.file()).unwrap();
    let free: i64 = conn
        .query_row("PRAGMA freelist_count", [], |row| row.get(0))
        .unwrap();
    conn.close().unwrap();
    assert!(free > 3, "{free}");
    wipe(&desk, "\"text\":\"one\"");
    let (told, _, workshop) = recovered(&desk);
    assert_eq!(workshop.state().records.len(), 2, "{told}");
    assert_eq!((told.adopted, told.left_out), (vec![], vec![]));
}

#[test]
fn what_a_log_held_before_it_began_anew_is_not_taken_for_new() {
    let desk = Desk::new();
    let mut session = desk.create();
    let acts = (0..4).map(|item| add(&format!("item {item}")));
    commit(&mut session, std::iter::once(add("she leaves")).chain(acts));
    let conn = Connection::open(desk.file()).unwrap();
    conn.query_row("PRAGMA wal_checkpoint(RESTART)", [], |_| Ok(()))
        .unwrap();
    drop(conn);
    let off = Change::OffRecord {
        id: Reference::new("LI-1"),
        off: true,
    };
    commit(&mut session, [Act::Do(vec![off]), add("last")]);
    // The entry is lost, and what was done.
    let entry = "\"off-record\":{\"id\":\"LI-1\",\"off\":true";
    let copy = copied_without(&desk, &[entry, "took LI-1 off the record"]);
    session.close().unwrap();
    let (told, _, workshop) = recovered(&copy);
    let record = &workshop.state().records[&Reference::new("LI-1")];
    assert!(!record.is_public(), "{told}");
}
