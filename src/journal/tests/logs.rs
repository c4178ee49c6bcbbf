//! A damaged log is seen before anything in it is thrown away, and a sound one is not called damaged; what it holds is
//! taken out.

use std::fs;
use std::path::PathBuf;

use rusqlite::Connection;

use super::super::fixture::{Desk, add, noon};
use super::super::rescue::broken_log;
use super::super::{JournalError, Session, Stored, read, verify};
use super::rescuing::{PAGE, new, recovered};

/// The file and its log as they are while a program writes.
pub(super) fn with_log(desk: &Desk) -> (Desk, Vec<Stored>) {
    let mut session = desk.create();
    for number in 1..=40 {
        session
            .commit(add(&format!("item {number}")), "Ada", noon())
            .unwrap();
    }
    session.wait().unwrap();
    let copy = Desk::new();
    for end in ["", "-wal"] {
        let name = |desk: &Desk| PathBuf::from(format!("{}{end}", desk.file().display()));
        fs::copy(name(desk), name(&copy)).unwrap();
    }
    let entries = session.entries().unwrap();
    session.close().unwrap();
    (copy, entries)
}

pub(super) fn log(desk: &Desk) -> PathBuf {
    PathBuf::from(format!("{}-wal", desk.file().display()))
}

#[test]
fn what_is_in_the_log_is_taken_too_when_the_log_is_damaged() {
    let (copy, entries) = with_log(&Desk::new());
    let (told, after, _) = recovered(&copy);
    assert!(told.is_complete());
    assert_eq!(after, entries);
    fs::remove_file(new(&copy)).unwrap();
    let mut bytes = fs::read(log(&copy)).unwrap();
    let third = bytes.len() / 3;
    // SQLite stops at the first page of a log that does not match its sum.
    bytes[third] ^= 0x40;
    fs::write(log(&copy), &bytes).unwrap();
    assert!(read(&copy.file()).unwrap().len() < entries.len());
    // To open it would throw away what SQLite does not read.
    let error = copy.open().err().unwrap().to_string();
    assert!(error.contains("the log beside it is damaged"), "{error}");
    assert_eq!(fs::read(log(&copy)).unwrap(), bytes, "it is untouched");
    let damage = verify(&copy.file()).unwrap().damage.unwrap();
    assert_eq!((damage.entry, damage.before), (None, entries.len() as u64));
    let (told, after, _) = recovered(&copy);
    assert_eq!(after, entries, "{told}");
}

#[test]
fn what_is_in_the_log_of_a_file_that_is_gone_is_taken_out() {
    let (copy, entries) = with_log(&Desk::new());
    let before = fs::read(log(&copy)).unwrap();
    fs::remove_file(copy.file()).unwrap();
    for error in [copy.open().err().unwrap(), read(&copy.file()).unwrap_err()] {
        let told = error.to_string();
        assert!(
            told.contains("there is no such file, but a log of one"),
            "{told}"
        );
        assert!(told.contains("flipchart recover "), "{told}");
    }
    let (told, after, _) = recovered(&copy);
    let last = &entries[entries.len() - 1];
    assert_eq!(after.last(), Some(last), "{told}");
    assert_eq!(fs::read(log(&copy)).unwrap(), before, "it is untouched");
}

#[test]
fn an_empty_log_of_a_file_that_is_gone_holds_nothing_and_takes_no_name() {
    let desk = Desk::new();
    fs::write(log(&desk), "").unwrap();
    let error = desk.open().err().unwrap();
    assert!(matches!(error, JournalError::Missing { .. }), "{error}");
    desk.create().close().unwrap();
    assert_eq!(desk.names(), ["kickoff.flipchart"]);
}

#[test]
fn what_a_kill_or_a_power_cut_leaves_of_a_log_is_no_damage() {
    let (copy, entries) = with_log(&Desk::new());
    let whole = fs::read(log(&copy)).unwrap();
    for cut in [1, 100, PAGE, 2 * PAGE + 50, whole.len() / 2] {
        fs::write(log(&copy), &whole[..whole.len() - cut]).unwrap();
        assert_eq!(verify(&copy.file()).unwrap().damage, None, "{cut}");
    }
    // A page of the last transaction that did not reach the disk.
    let mut torn = whole.clone();
    let end = torn.len();
    torn[end - PAGE - 10..].fill(0);
    fs::write(log(&copy), &torn).unwrap();
    assert_eq!(verify(&copy.file()).unwrap().damage, None);
    // A head that is damaged hides the whole log from SQLite.
    let mut hidden = whole;
    hidden[3] ^= 2;
    fs::write(log(&copy), &hidden).unwrap();
    assert!(read(&copy.file()).map_or(0, |all| all.len()) < entries.len());
    assert!(verify(&copy.file()).unwrap().damage.is_some());
    let (told, after, _) = recovered(&copy);
    assert_eq!(after, entries, "{told}");
}

#[test]
fn a_log_that_was_left_over_is_verified_where_nothing_can_be_written() {
    let (copy, entries) = with_log(&Desk::new());
    let verdict = verify(&copy.file()).unwrap();
    assert_eq!(verdict.entries, entries.len() as u64);
    assert_eq!(verdict.head, entries.last().unwrap().hash);
    assert!(verdict.log.is_some_and(|bytes| bytes > 0));
    assert_eq!(verdict.damage, None);
}

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
