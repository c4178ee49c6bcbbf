//! Damage is seen, and its place is named.

use rusqlite::Connection;

use super::super::fixture::{Desk, add, noon};
use super::super::{JournalError, Session, read};

/// Changes a file behind the program's back.
fn tamper(desk: &Desk, sql: &str) {
    let conn = Connection::open(desk.file()).unwrap();
    conn.execute_batch(sql).unwrap();
    conn.close().unwrap();
}

fn damaged_at(desk: &Desk) -> (Option<u64>, String) {
    let error = desk.open().err().unwrap();
    let message = error.to_string();
    match error {
        JournalError::Damaged { entry, .. } => (entry, message),
        other => panic!("{other}"),
    }
}

#[test]
fn a_flipped_byte_is_seen_in_any_entry() {
    for seq in 1..=4 {
        for column in ["body", "hash", "id"] {
            let desk = Desk::new();
            desk.closed_with(&["one", "two", "three"]);
            let conn = Connection::open(desk.file()).unwrap();
            let sql = format!("SELECT CAST({column} AS BLOB) FROM entry WHERE seq = {seq}");
            let mut bytes: Vec<u8> = conn.query_row(&sql, [], |row| row.get(0)).unwrap();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            let kind = if column == "body" { "TEXT" } else { "BLOB" };
            let sql = format!("UPDATE entry SET {column} = CAST(?1 AS {kind}) WHERE seq = {seq}");
            conn.execute(&sql, [bytes]).unwrap();
            conn.close().unwrap();
            let (entry, message) = damaged_at(&desk);
            assert_eq!(entry, Some(seq), "{message}");
            assert!(
                message.contains(&format!("damaged at entry {seq}: ")),
                "{message}"
            );
            assert!(read(&desk.file()).is_err(), "readers look as closely");
        }
    }
}

#[test]
fn the_message_says_what_and_what_is_sound() {
    let desk = Desk::new();
    desk.closed_with(&["one", "two", "three"]);
    tamper(&desk, "UPDATE entry SET body = replace(body, 'two', 'owt')");
    let (_, message) = damaged_at(&desk);
    let expected = "kickoff.flipchart: damaged at entry 3: it does not match its hash \
                    (entries 1 to 2 are sound): take out what is sound with `flipchart recover ";
    assert!(message.contains(expected), "{message}");
    assert!(
        message.ends_with("kickoff (recovered).flipchart'`"),
        "{message}"
    );
}

#[test]
fn entries_that_are_gone_or_swapped_are_missed() {
    for (sql, at) in [
        ("DELETE FROM entry WHERE seq = 2", 2),
        ("DELETE FROM entry", 1),
        ("UPDATE entry SET seq = 9 WHERE seq = 4", 4),
        (
            "UPDATE entry SET seq = -seq; UPDATE entry SET seq = 5 + seq",
            1,
        ),
    ] {
        let desk = Desk::new();
        desk.closed_with(&["one", "two", "three"]);
        tamper(&desk, sql);
        let (entry, message) = damaged_at(&desk);
        assert_eq!(entry, Some(at), "{sql}: {message}");
    }
}

#[test]
fn a_file_cut_short_is_damaged() {
    let desk = Desk::new();
    desk.closed_with(&["one", "two", "three"]);
    let bytes = std::fs::read(desk.file()).unwrap();
    std::fs::write(desk.file(), &bytes[..bytes.len() / 2]).unwrap();
    let (_, message) = damaged_at(&desk);
    assert!(message.contains("`flipchart recover "), "{message}");
}

#[test]
fn no_flipped_bit_gets_past_or_stops_the_program() {
    let desk = Desk::new();
    desk.closed_with(&["one", "two", "three"]);
    let sound = std::fs::read(desk.file()).unwrap();
    let whole = read(&desk.file()).unwrap();
    let copy = desk.folder().join("flipped.flipchart");
    let step = sound.len() / 199;
    for at in (0..sound.len()).step_by(step) {
        let mut bytes = sound.clone();
        bytes[at] ^= 1 << (at % 8);
        std::fs::write(&copy, &bytes).unwrap();
        if let Ok(entries) = read(&copy) {
            assert_eq!(entries, whole, "bit in byte {at}");
        }
    }
}

#[test]
fn a_follower_notices_that_another_file_took_the_name() {
    let (desk, other) = (Desk::new(), Desk::new());
    desk.closed_with(&["one"]);
    let mut reader = Session::open_read_only(&desk.file()).unwrap();
    let mut session = other.create();
    session.commit(add("other"), "Ada", noon()).unwrap();
    session.close().unwrap();
    std::fs::rename(other.file(), desk.file()).unwrap();
    let error = reader.refresh().unwrap_err();
    assert!(matches!(error, JournalError::Moved { .. }), "{error}");
}
