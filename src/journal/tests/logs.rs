//! A damaged log is seen before anything in it is thrown away, and a sound one is not called damaged.

use std::fs;

use rusqlite::Connection;

use super::super::fixture::{Desk, add, noon};
use super::super::rescue::broken_log;
use super::super::{Session, read};
use super::rescuing::{PAGE, log};

/// A session with so many items, that of the second half in a log that was begun anew over the first half.
fn begun_anew(desk: &Desk, items: usize) -> Session {
    let mut session = desk.create();
    for number in 1..=items {
        if number == items / 2 {
            session.wait().unwrap();
            let conn = Connection::open(desk.file()).unwrap();
            conn.query_row("PRAGMA wal_checkpoint(RESTART)", [], |_| Ok(()))
                .unwrap();
        }
        let item = add(&format!("item {number}"));
        session.commit(item, "Ada", noon()).unwrap();
    }
    session.wait().unwrap();
    session
}

/// The file and its log as they are while a program writes.
fn copied(from: &Desk) -> Desk {
    let copy = Desk::new();
    fs::copy(from.file(), copy.file()).unwrap();
    fs::copy(log(from), log(&copy)).unwrap();
    copy
}

#[test]
fn no_flipped_bit_of_a_head_in_a_log_loses_entries_in_silence() {
    for anew in [false, true] {
        let desk = Desk::new();
        let mut session = if anew {
            begun_anew(&desk, 10)
        } else {
            begun_anew(&desk, 1)
        };
        for _ in 0..3 {
            session.commit(add("more"), "Ada", noon()).unwrap();
        }
        session.wait().unwrap();
        let copy = copied(&desk);
        let whole = session.entries().unwrap().len();
        session.close().unwrap();
        let sound = fs::read(log(&copy)).unwrap();
        assert_eq!(broken_log(&copy.file()), None, "begun anew: {anew}");
        // The head of the log, and that of its third page.
        let third = 32 + 2 * (PAGE + 24);
        for byte in (0..32).chain(third..third + 24) {
            for bit in 0..8 {
                let mut bytes = sound.clone();
                bytes[byte] ^= 1 << bit;
                fs::write(log(&copy), &bytes).unwrap();
                let said = broken_log(&copy.file()).is_some();
                let there = || read(&copy.file()).map_or(0, |all| all.len());
                assert!(said || there() == whole, "bit {bit} of byte {byte}");
            }
        }
    }
}
