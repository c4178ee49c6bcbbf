//! What stands in for lost entries, and how that is told.

use std::fs;

use rusqlite::Connection;
use uuid::Uuid;

use super::super::fixture::{Desk, PLAYBOOK, add, first, set, state};
use super::super::{JournalError, Session, read, recover_in};
use super::rescued_rows::{blot, commit};
use super::rescuing::{PAGE, change, items, new, recovered, text};
use crate::agenda::{BlockId, ColumnId, Playbook, SheetId};
use crate::workshop::{Act, Change, ClockEvent, Entry, NewRecord, Reference, State, Value};

/// A closed file in which this was done.
fn done(acts: impl IntoIterator<Item = Act>) -> Desk {
    let desk = Desk::new();
    let mut session = desk.create();
    commit(&mut session, acts);
    session.close().unwrap();
    desk
}

fn sql(desk: &Desk, sql: &str) {
    let conn = Connection::open(desk.file()).unwrap();
    conn.execute_batch(sql).unwrap();
    conn.close().unwrap();
}

#[test]
fn an_entry_that_stands_in_the_place_of_another_too_is_taken_once() {
    let (desk, _) = items(5);
    let sets = "UPDATE entry SET body = (SELECT body FROM entry WHERE seq = 2) WHERE seq = 4";
    sql(&desk, sets);
    let (told, after, workshop) = recovered(&desk);
    assert_eq!((told.gaps[0].from, told.gaps[0].to), (4, 4), "{told}");
    assert_eq!(after.len(), 6);
    for item in 1..=5 {
        let said = format!("item number {item} of the room");
        assert_eq!(text(&workshop, &format!("LI-{item}")), Some(said), "{told}");
    }
}

#[test]
fn the_second_place_is_found_by_the_proved_hash_of_the_first_entry() {
    let (desk, entries) = items(3);
    let entry = Entry {
        id: Uuid::from_u128(77),
        act: add("refused"),
        ..first()
    };
    let line = serde_json::to_string(&entry).unwrap();
    let spool = desk.data().join("spool");
    fs::create_dir_all(&spool).unwrap();
    fs::write(
        spool.join(format!("{}-1.lines", entries[0].hash)),
        format!(
            "of {}\n{} {line}\n",
            desk.file().canonicalize().unwrap().display(),
            entries[3].hash
        ),
    )
    .unwrap();
    change(&desk, |bytes| {
        let hash = entries[0].hash;
        let all: Vec<usize> = bytes
            .windows(32)
            .enumerate()
            .filter(|(_, part)| *part == hash.as_bytes())
            .map(|(at, _)| at)
            .collect();
        assert!(!all.is_empty());
        for at in all {
            bytes[at] ^= 1;
        }
    });
    let (told, _, workshop) = recovered(&desk);
    assert_eq!(told.waiting, 1, "{told}");
    assert_eq!(text(&workshop, "LI-4").as_deref(), Some("refused"));
}

#[test]
fn minutes_that_a_block_was_given_are_given_again() {
    let clock = |event| {
        Act::Do(vec![Change::Clock {
            block: BlockId::new("one"),
            event,
        }])
    };
    let given = clock(ClockEvent::Extended(10));
    let desk = done([clock(ClockEvent::Started), given.clone(), add("one")]);
    blot(&desk.file(), "{\"extended\":10}");
    let (told, after, _) = recovered(&desk);
    assert_eq!((told.restored.len(), told.missing()), (1, 0), "{told}");
    assert_eq!(after[2].entry.act, given);
}

#[test]
fn an_entry_that_is_restored_in_part_is_still_missing() {
    let both = [add("one"), set("LI-1", "size", Value::Number(7.0))];
    let both = both.into_iter().flat_map(|act| match act {
        Act::Do(changes) => changes,
        _ => Vec::new(),
    });
    let desk = done([Act::Do(both.collect()), add("two")]);
    blot(&desk.file(), "\"text\":\"one\"}}");
    let (told, _, workshop) = recovered(&desk);
    let counts = (told.restored.len(), told.in_part.len(), told.missing());
    assert_eq!(counts, (0, 1, 1), "{told}");
    assert!(told.sentence().contains("2 of 3 entries"), "{told}");
    assert!(told.to_string().contains("1  missing"), "{told}");
    assert_eq!(text(&workshop, "LI-1").as_deref(), Some("one"));
}

#[test]
fn a_record_that_does_not_fit_yet_is_tried_again_later() {
    let sheet = "[[sheet]]\nid = \"notes\"\nkind = \"register\"\nprefix = \"NO\"\ntitle = \"Notes\"\n\
                 columns = [{ id = \"text\", kind = \"text\" }]\n[[day]]";
    let wider = PLAYBOOK.replace("[[day]]\n", &format!("{sheet}\n"));
    let wider = State::new(
        state().info.clone(),
        Playbook::read("p.toml", &wider).unwrap(),
        state().rubric.clone(),
    );
    let note = NewRecord {
        sheet: SheetId::new("notes"),
        fields: [(ColumnId::new("text"), Value::Text("a note".to_owned()))].into(),
        ..NewRecord::default()
    };
    let desk = done([
        Act::Mark("noon".to_owned()),
        Act::Do(vec![Change::Replace(Box::new(wider))]),
        Act::Do(vec![Change::Add(Box::new(note))]),
        add("last"),
    ]);
    // Neither the entries say what they were, nor does the table of what was done.
    for lost in ["\"mark\":\"noon\"", "marked \"noon\""] {
        blot(&desk.file(), lost);
    }
    for lost in ["\"text\":\"a note\"}}", "added NO-1"] {
        blot(&desk.file(), lost);
    }
    let (told, after, workshop) = recovered(&desk);
    assert_eq!(text(&workshop, "NO-1").as_deref(), Some("a note"), "{told}");
    assert_eq!((told.adopted.len(), after.len()), (1, 5), "{told}");
    assert_eq!(told.left_out, []);
}

#[test]
fn what_fits_nowhere_is_told_once_and_what_says_nothing_is_told_too() {
    let silent = NewRecord {
        sheet: SheetId::new("items"),
        fields: [(ColumnId::new("size"), Value::Number(7.0))].into(),
        ..NewRecord::default()
    };
    let silent = Act::Do(vec![Change::Add(Box::new(silent))]);
    let desk = done([add("he said \"no\""), silent, add("last")]);
    blot(&desk.file(), "\"playbook\":{");
    blot(&desk.file(), "\"size\":{\"number\":7");
    let told = recover_in(&desk.data(), &desk.file(), &new(&desk), None).unwrap();
    let mut said: Vec<&str> = told.left_out.iter().map(|one| one.what.as_str()).collect();
    said.sort_unstable();
    assert_eq!(said.len(), 3, "{told}");
    assert_eq!(said[0], "LI-2: ", "{told}");
    assert!(read(&new(&desk)).is_ok());
    let id = Reference::new("LI-1");
    assert!(
        !told
            .adopted
            .iter()
            .any(|one| one.what.contains(id.as_str()))
    );
}

#[test]
fn what_the_log_says_of_a_deed_is_done_again() {
    let id = || Reference::new("LI-1");
    let block = BlockId::new("one");
    let clock = |event| Change::Clock {
        block: block.clone(),
        event,
    };
    let deeds = [
        Change::Park {
            id: id(),
            parked: true,
        },
        Change::Park {
            id: id(),
            parked: false,
        },
        Change::OffRecord {
            id: id(),
            off: true,
        },
        Change::OffRecord {
            id: id(),
            off: false,
        },
        Change::Remove(id()),
        Change::Restore(id()),
        clock(ClockEvent::Started),
        clock(ClockEvent::Extended(-5)),
        clock(ClockEvent::Paused),
        clock(ClockEvent::Closed),
    ];
    for lost in 0..deeds.len() {
        let acts = deeds.iter().map(|deed| Act::Do(vec![deed.clone()]));
        let desk = done([add("one")].into_iter().chain(acts).collect::<Vec<_>>());
        let entries = read(&desk.file()).unwrap();
        let gone = &entries[lost + 2].entry;
        blot(&desk.file(), &serde_json::to_string(&gone.id).unwrap());
        let (told, after, _) = recovered(&desk);
        assert_eq!(told.restored.len(), 1, "{:?}: {told}", deeds[lost]);
        assert_eq!(after[lost + 2].entry.act, gone.act, "{told}");
    }
}

#[test]
fn a_row_that_claims_more_than_the_file_has_is_none() {
    let desk = Desk::new();
    let mut bytes = vec![0; 2 * PAGE];
    // A page that goes on in itself, with the head of an entry of two thousand million bytes.
    for at in (PAGE..2 * PAGE).step_by(4) {
        bytes[at + 3] = 2;
    }
    for start in [PAGE + 100, PAGE + 117, PAGE + 134, PAGE + 151] {
        let head = [9, 0, 44, 0x8f, 0xff, 0xff, 0xff, 0x71, 76];
        bytes[start..start + head.len()].copy_from_slice(&head);
    }
    fs::write(desk.file(), bytes).unwrap();
    let error = recover_in(&desk.data(), &desk.file(), &new(&desk), None).unwrap_err();
    assert!(matches!(error, JournalError::NothingLeft { .. }), "{error}");
}

#[test]
fn whether_a_file_may_be_a_workshop_is_told_by_its_first_pages() {
    let (desk, entries) = items(3);
    let damage = || desk.open().err().unwrap().damage();
    change(&desk, |bytes| bytes[..16].fill(0));
    assert!(damage().is_some());
    // A long file of another kind is not read to its end.
    change(&desk, |bytes| drop(bytes.splice(..0, vec![0; 4 << 20])));
    assert_eq!(damage(), None);
    let (_, after, _) = recovered(&desk);
    assert_eq!(after, entries, "to recover it, all of it is");
}

#[test]
fn what_waits_in_the_second_place_comes_too() {
    let (desk, entries) = items(5);
    let waiting = super::super::fixture::first();
    let entry = crate::workshop::Entry {
        id: Uuid::from_u128(77),
        act: add("refused"),
        ..waiting
    };
    let line = format!(
        "of {}\n{} {}\n",
        desk.file().canonicalize().unwrap().display(),
        entries[5].hash,
        serde_json::to_string(&entry).unwrap()
    );
    let spool = desk.data().join("spool");
    fs::create_dir_all(&spool).unwrap();
    fs::write(spool.join(format!("{}-1.lines", entries[0].hash)), line).unwrap();
    let (told, _, workshop) = recovered(&desk);
    assert_eq!(told.waiting, 1);
    assert_eq!(text(&workshop, "LI-6").as_deref(), Some("refused"));
    // The new workshop finds the second place too, and knows that it has this entry.
    let session = Session::open_in(&desk.data(), &new(&desk)).unwrap();
    assert_eq!(session.workshop().state().records.len(), 6);
    session.close().unwrap();
}
