//! What was done is there again.

use std::sync::mpsc;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use rusqlite::Connection;
use rusqlite::config::DbConfig;
use uuid::Uuid;

use super::super::derived::Derived;
use super::super::fixture::{Desk, add, first, noon, set, state};
use super::super::lock::WriterLock;
use super::super::pending::{Pending, Position, encode};
use super::super::place::{self, Identity};
use super::super::store::Store;
use super::super::writer::{LIVE, Pace, Writer};
use super::super::{ChainHash, Follower, JournalEvent, SaveState, Session, read};
use crate::workshop::{Act, Change, Entry, Reference, Value};

#[test]
fn what_was_done_is_there_after_closing_and_opening() {
    let desk = Desk::new();
    let mut session = desk.create();
    let applied = session.commit(add("one"), "Ada", noon()).unwrap();
    assert_eq!(applied.assigned, [Reference::new("LI-1")]);
    session.commit(add("two"), "Ben", noon()).unwrap();
    session.commit(Act::Undo, "Ben", noon()).unwrap();
    let (workshop, head) = (session.workshop().clone(), session.head());
    session.close().unwrap();
    assert_eq!(desk.names(), ["kickoff.flipchart"], "one file at rest");
    let session = desk.open().unwrap();
    assert_eq!(session.workshop(), &workshop);
    assert_eq!(session.head(), head);
    assert_eq!(session.read_only(), None);
}

#[test]
fn waiting_and_dropping_save_as_well() {
    let desk = Desk::new();
    let mut session = desk.create();
    session.commit(add("one"), "Ada", noon()).unwrap();
    session.wait().unwrap();
    assert_eq!(
        (session.saved(), session.saved_up_to()),
        (SaveState::Saved, 2)
    );
    session.commit(add("two"), "Ada", noon()).unwrap();
    drop(session);
    assert_eq!(read(&desk.file()).unwrap().len(), 3);
    assert_eq!(desk.names(), ["kickoff.flipchart"]);
}

#[test]
fn events_tell_of_every_entry() {
    let desk = Desk::new();
    let mut session = desk.create();
    let (sender, events) = mpsc::channel();
    session.on_event(Box::new(move |event| sender.send(event).unwrap()));
    session.commit(add("one"), "Ada", noon()).unwrap();
    session.commit(add("two"), "Ada", noon()).unwrap();
    session.close().unwrap();
    let told: Vec<JournalEvent> = events.iter().collect();
    assert_eq!(told, [JournalEvent::Saved(2), JournalEvent::Saved(3)]);
}

#[test]
fn an_act_that_does_not_fit_is_not_written() {
    let desk = Desk::new();
    let mut session = desk.create();
    let head = session.head();
    let wrong = set("LI-9", "text", Value::Text("x".into()));
    assert!(session.commit(wrong, "Ada", noon()).is_err());
    session.commit(add("one"), "Ada", noon()).unwrap();
    session.wait().unwrap();
    assert_ne!(session.head(), head);
    assert_eq!(read(&desk.file()).unwrap().len(), 2);
}

#[test]
fn a_number_that_json_cannot_hold_is_refused_before_it_is_applied() {
    let desk = Desk::new();
    let mut session = desk.create();
    session.commit(add("one"), "Ada", noon()).unwrap();
    let before = session.workshop().clone();
    let wrong = set("LI-1", "size", Value::Number(f64::INFINITY));
    let error = session
        .commit(wrong, "Ada", noon())
        .unwrap_err()
        .to_string();
    assert!(error.contains("cannot be stored"), "{error}");
    assert_eq!(session.workshop(), &before);
}

#[test]
fn a_reader_sees_what_the_writer_adds() {
    let desk = Desk::new();
    let mut writer = desk.create();
    let mut reader = Session::open_read_only(&desk.file()).unwrap();
    let mut follower = Follower::new(&desk.file()).unwrap();
    assert_eq!(follower.poll().unwrap().len(), 1);
    for text in ["one", "two"] {
        writer.commit(add(text), "Ada", noon()).unwrap();
        writer.wait().unwrap();
        let seen = reader.refresh().unwrap();
        assert_eq!(seen.len(), 1);
        assert_eq!(seen[0].what, format!("added {}", seen[0].assigned[0]));
        assert_eq!(follower.poll().unwrap().len(), 1);
    }
    assert_eq!(reader.workshop(), writer.workshop());
    assert_eq!(reader.head(), writer.head());
    writer.close().unwrap();
    assert_eq!((reader.refresh().unwrap(), follower.entries()), (vec![], 3));
    assert_eq!(desk.names(), ["kickoff.flipchart"], "readers leave nothing");
}

#[test]
fn reading_a_file_at_rest_puts_nothing_beside_it() {
    let desk = Desk::new();
    desk.closed_with(&["one"]);
    let before = desk.names();
    assert_eq!(read(&desk.file()).unwrap().len(), 2);
    assert_eq!(desk.names(), before, "no log was put beside it");
}

#[test]
fn a_name_may_hold_what_an_address_may_not() {
    let desk = Desk::new();
    for name in [
        "100% sure? #1 & 2.flipchart",
        "Müller ✓.flipchart",
        "file:x?mode=memory",
    ] {
        let path = desk.folder().join(name);
        let created = Session::create_in(&desk.data(), &path, &first());
        created.unwrap().close().unwrap();
        assert_eq!(read(&path).unwrap().len(), 1, "{name}");
        assert!(path.is_file());
    }
    assert_eq!(desk.names().len(), 3);
}

#[test]
fn an_empty_log_left_by_a_reader_is_tidied_by_the_next_writer() {
    let desk = Desk::new();
    let mut session = desk.create();
    let reader = Connection::open(desk.file()).unwrap();
    let count = "SELECT count(*) FROM entry";
    assert_eq!(
        reader.query_row(count, [], |row| row.get::<_, i64>(0)),
        Ok(1)
    );
    session.commit(add("one"), "Ada", noon()).unwrap();
    session.close().unwrap();
    assert_eq!(
        place::log_length(&desk.file()),
        Some(0),
        "its content is home"
    );
    // A reader that is killed lets go of its locks, and leaves the log.
    let leave = DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE;
    reader.set_db_config(leave, true).unwrap();
    drop(reader);
    assert_eq!(place::log_length(&desk.file()), Some(0));
    assert_eq!(read(&desk.file()).unwrap().len(), 2);
    desk.open().unwrap().close().unwrap();
    assert_eq!(read(&desk.file()).unwrap().len(), 2);
}

#[test]
fn a_mark_gives_the_workshop_of_its_time() {
    let desk = Desk::new();
    let mut session = desk.create();
    session.commit(add("one"), "Ada", noon()).unwrap();
    session
        .commit(Act::Mark("end of day 1".into()), "Ada", noon())
        .unwrap();
    let then = (session.workshop().clone(), session.head());
    session.commit(add("two"), "Ada", noon()).unwrap();
    assert_eq!(session.at_mark("end of day 1").unwrap(), then);
    let error = session.at_mark("lunch").unwrap_err().to_string();
    assert!(
        error.ends_with("there is no mark \"lunch\": the marks are end of day 1"),
        "{error}"
    );
}

#[test]
fn any_sqlite_tool_shows_the_workshop() {
    let desk = Desk::new();
    let mut session = desk.create();
    for act in [
        add("fast"),
        add("slow"),
        add("gone"),
        set("LI-1", "size", Value::Number(2.5)),
        set("LI-1", "tags", Value::Tags(["a".into(), "b".into()].into())),
        Act::Do(vec![Change::Remove(Reference::new("LI-2"))]),
        add("undone"),
        Act::Undo,
    ] {
        session.commit(act, "Ada", noon()).unwrap();
    }
    session.close().unwrap();
    let tool = Connection::open(desk.file()).unwrap();
    let rows = |sql: &str| -> Vec<String> {
        let mut statement = tool.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        rows.map(Result::unwrap).collect()
    };
    assert_eq!(
        rows("SELECT reference || ' ' || sheet || ' ' || text || ' ' || removed FROM readable"),
        [
            "LI-1 items fast 0",
            "LI-2 items slow 1",
            "LI-3 items gone 0"
        ]
    );
    assert_eq!(
        rows("SELECT fields FROM readable WHERE reference = 'LI-1'"),
        [r#"{"size":2.5,"tags":["a","b"],"text":"fast"}"#]
    );
    assert_eq!(
        rows("SELECT by || ': ' || what FROM log WHERE seq IN (1, 2, 9)"),
        [
            "Ada: began \"Kick-off\"",
            "Ada: added LI-1",
            "Ada: undid: added LI-4"
        ]
    );
}

#[test]
fn a_replaced_workshop_leaves_no_rows_of_the_old_one() {
    let desk = Desk::new();
    let mut session = desk.create();
    session.commit(add("old"), "Ada", noon()).unwrap();
    let replace = Act::Do(vec![Change::Replace(Box::new(state()))]);
    session.commit(replace, "Ada", noon()).unwrap();
    session.wait().unwrap();
    let tool = Connection::open(desk.file()).unwrap();
    let count = || {
        tool.query_row("SELECT count(*) FROM readable", [], |row| {
            row.get::<_, i64>(0)
        })
    };
    assert_eq!(count(), Ok(0));
    session.commit(Act::Undo, "Ada", noon()).unwrap();
    session.wait().unwrap();
    assert_eq!(count(), Ok(1));
}

fn pending(before: Position, number: u128) -> Pending {
    let entry = Entry {
        id: Uuid::from_u128(number),
        at: noon(),
        by: "Ada".into(),
        act: Act::Mark(format!("m{number}")),
    };
    let derived = Derived {
        what: "marked".into(),
        clear: false,
        gone: Vec::new(),
        rows: Vec::new(),
    };
    Pending::new(entry.id, encode(&entry).unwrap(), before, derived)
}

/// An open store and the end of its journal.
fn store(desk: &Desk) -> (Store, Position) {
    desk.create().close().unwrap();
    let file = desk.file();
    let store = Store::open(&file, &file, Identity::of(&file).unwrap()).unwrap();
    let (_, end) = super::super::read::fold(store.connection(), &file).unwrap();
    (store, end)
}

#[test]
fn a_retried_entry_is_written_once() {
    let desk = Desk::new();
    let (mut store, end) = store(&desk);
    let one = pending(end, 7);
    let two = pending(one.after, 8);
    for entry in [&one, &one, &two, &one, &two] {
        store.commit(entry).unwrap();
    }
    store.close().unwrap();
    assert_eq!(read(&desk.file()).unwrap().len(), 3);
}

#[test]
fn an_entry_that_does_not_continue_the_journal_is_refused() {
    let desk = Desk::new();
    let (mut store, end) = store(&desk);
    store.commit(&pending(end, 7)).unwrap();
    let error = store.commit(&pending(end, 8)).unwrap_err().to_string();
    assert!(
        error.contains("entry 2 was written by another program"),
        "{error}"
    );
    let beyond = Position {
        seq: 9,
        hash: ChainHash::ROOT,
    };
    assert!(store.commit(&pending(beyond, 9)).is_err());
    store.close().unwrap();
    assert_eq!(read(&desk.file()).unwrap().len(), 2);
}

#[test]
fn the_log_comes_home_when_nothing_happens() {
    let desk = Desk::new();
    let (store, end) = store(&desk);
    let file = desk.file();
    let lock = WriterLock::take(&desk.data(), &file, Identity::of(&file).unwrap()).unwrap();
    let pace = Pace {
        rest: Duration::from_millis(1),
        ..LIVE
    };
    let writer = Writer::start(store, lock, (&desk.data(), &file), end.seq, pace).unwrap();
    writer.append(pending(end, 7));
    writer.wait().unwrap();
    let limit = Instant::now() + Duration::from_secs(60);
    while place::log_length(&file) != Some(0) {
        assert!(Instant::now() < limit, "the log was not emptied");
        std::thread::yield_now();
    }
    writer.close().unwrap();
}

#[test]
fn no_one_waits_for_a_writer_that_has_stopped() {
    let desk = Desk::new();
    let mut session = desk.create();
    session.on_event(Box::new(|event| panic!("{event:?}")));
    session.commit(add("one"), "Ada", noon()).unwrap();
    session.commit(add("two"), "Ada", noon()).unwrap();
    let error = session.wait().unwrap_err().to_string();
    assert!(error.contains("the writer stopped unexpectedly"), "{error}");
    assert!(session.close().is_err());
    assert_eq!(read(&desk.file()).unwrap().len(), 2, "the first was saved");
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        8 => any::<String>().prop_map(|text| add(&text)),
        2 => any::<String>().prop_map(Act::Mark),
        2 => Just(Act::Undo),
        1 => Just(Act::Redo),
        2 => (1_u32..5, any::<f64>().prop_filter("finite", |number| number.is_finite()))
            .prop_map(|(n, number)| set(&format!("LI-{n}"), "size", Value::Number(number))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_is_read_is_what_was_appended(acts in prop::collection::vec(act(), 0..20)) {
        let desk = Desk::new();
        let mut session = desk.create();
        let mut done = vec![first().act];
        for act in acts {
            if session.commit(act.clone(), "Ada", noon()).is_ok() {
                done.push(act);
            }
        }
        let entries = session.entries().unwrap();
        let (head, workshop) = (session.head(), session.workshop().clone());
        session.close().unwrap();
        let read = read(&desk.file()).unwrap();
        prop_assert_eq!(read.iter().map(|stored| stored.entry.act.clone()).collect::<Vec<_>>(), done);
        prop_assert_eq!(read.last().map(|stored| stored.hash), Some(head));
        prop_assert_eq!(&read, &entries);
        let opened = desk.open().unwrap();
        prop_assert_eq!(opened.workshop(), &workshop);
    }
}
