//! What is sound in a damaged file is taken out of it, and what is missing is told.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use uuid::Uuid;

use super::super::fixture::{Desk, add, noon, set};
use super::super::{JournalError, Recovery, Stored, read, recover_in, verify};
use crate::workshop::{Act, Change, Reference, Value, Workshop};

pub(super) const PAGE: usize = 4096;

/// A closed file of so many items, and its entries.
pub(super) fn items(many: usize) -> (Desk, Vec<Stored>) {
    let desk = Desk::new();
    let texts: Vec<String> = (1..=many)
        .map(|n| format!("item number {n} of the room"))
        .collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    desk.closed_with(&texts);
    let entries = read(&desk.file()).unwrap();
    (desk, entries)
}

pub(super) fn new(desk: &Desk) -> PathBuf {
    desk.folder().join("new.flipchart")
}

pub(super) fn recovered(desk: &Desk) -> (Recovery, Vec<Stored>, Workshop) {
    let told = recover_in(&desk.data(), &desk.file(), &new(desk), None).unwrap();
    let entries = read(&new(desk)).unwrap();
    let verdict = verify(&new(desk)).unwrap();
    assert_eq!(verdict.damage, None, "the new file is sound");
    let workshop = Workshop::fold(entries.iter().map(|stored| &stored.entry)).unwrap();
    (told, entries, workshop)
}

pub(super) fn change(desk: &Desk, change: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = fs::read(desk.file()).unwrap();
    change(&mut bytes);
    fs::write(desk.file(), bytes).unwrap();
}

/// Every place where a text stands.
pub(super) fn places(bytes: &[u8], text: &str) -> Vec<usize> {
    let windows = bytes.windows(text.len()).enumerate();
    windows
        .filter(|(_, part)| *part == text.as_bytes())
        .map(|(at, _)| at)
        .collect()
}

/// Overwrites the stored entry in which a text stands, its hash included; tables for other programs stay.
pub(super) fn wipe(desk: &Desk, text: &str) {
    change(desk, |bytes| {
        for at in places(bytes, text) {
            let start = bytes[..at]
                .windows(7)
                .rposition(|part| part == b"{\"id\":\"");
            let Some(start) = start.filter(|start| at - start < 300) else {
                continue;
            };
            // From the head of the row, its id included, to behind the hash.
            let end = at
                + bytes[at..]
                    .windows(5)
                    .position(|part| part == b"}}]}}")
                    .unwrap();
            bytes[start - 24..end + 5 + 32].fill(b'~');
        }
    });
}

fn ids(entries: &[Stored]) -> HashSet<Uuid> {
    entries.iter().map(|stored| stored.entry.id).collect()
}

pub(super) fn text(workshop: &Workshop, id: &str) -> Option<String> {
    let record = workshop.state().record(&Reference::new(id));
    record.map(|record| record.text("text").to_owned())
}

#[test]
fn a_sound_file_is_copied_whole_and_left_as_it_is() {
    let (desk, entries) = items(60);
    let before = fs::read(desk.file()).unwrap();
    let (told, after, _) = recovered(&desk);
    assert!(told.is_complete(), "{told}");
    assert_eq!(after, entries, "also the hashes are the same");
    assert_eq!(fs::read(desk.file()).unwrap(), before);
    assert_eq!(desk.names(), ["kickoff.flipchart", "new.flipchart"]);
}

#[test]
fn any_flipped_bit_of_an_entry_is_mended_or_does_not_matter() {
    let (desk, entries) = items(12);
    let sound = fs::read(desk.file()).unwrap();
    let at = places(&sound, "item number 7 of")[0];
    let start = sound[..at]
        .windows(7)
        .rposition(|part| part == b"{\"id\":\"")
        .unwrap();
    // The row's head, the id, the text and the hash behind it.
    for (count, byte) in (start - 26..at + 80).step_by(3).enumerate() {
        let mut bytes = sound.clone();
        bytes[byte] ^= 1 << (count % 8);
        fs::write(desk.file(), &bytes).unwrap();
        let (told, after, _) = recovered(&desk);
        assert_eq!(after, entries, "byte {byte}: {told}");
        fs::remove_file(new(&desk)).unwrap();
    }
}

#[test]
fn a_page_of_zeros_loses_what_was_in_it_and_nothing_else() {
    let (desk, entries) = items(200);
    let mut lost = 0;
    change(&desk, |bytes| {
        let at = places(bytes, "item number 90 of")[0] / PAGE * PAGE;
        lost = places(&bytes[at..at + PAGE], "\",\"at\":\"").len();
        bytes[at..at + PAGE].fill(0);
    });
    assert!(lost > 3);
    let verdict = verify(&desk.file()).unwrap();
    let damage = verdict.damage.unwrap();
    let (told, after, workshop) = recovered(&desk);
    let (from, to) = (told.gaps[0].from, told.gaps[0].to);
    assert_eq!((told.gaps.len(), to - from + 1), (1, lost as u64));
    assert_eq!(damage.entry, Some(from));
    assert_eq!(damage.before, from - 1);
    // The one behind the hole cannot be held against the hash before it.
    assert_eq!(damage.after + 1, entries.len() as u64 - to);
    assert_eq!(told.doubtful, [to + 1]);
    assert_eq!(told.restored.len(), lost, "{told}");
    let there = ids(&after);
    for stored in entries.iter().filter(|one| !(from..=to).contains(&one.seq)) {
        assert!(there.contains(&stored.entry.id), "entry {}", stored.seq);
    }
    for item in 1..=200 {
        let said = format!("item number {item} of the room");
        assert_eq!(text(&workshop, &format!("LI-{item}")), Some(said));
    }
    let said = told.to_string();
    let times = "made between 2026-11-10 12:00:00 +01:00 and 2026-11-10 12:00:00 +01:00";
    assert!(said.contains(times), "{said}");
}

#[test]
fn a_check_counts_as_a_recovery_does_whichever_page_is_lost() {
    let (desk, _) = items(60);
    let sound = fs::read(desk.file()).unwrap();
    let mut among_entries = 0;
    for page in 0..sound.len() / PAGE {
        let mut bytes = sound.clone();
        bytes[page * PAGE..][..PAGE].fill(0);
        fs::write(desk.file(), &bytes).unwrap();
        let damage = verify(&desk.file()).unwrap().damage.unwrap();
        let (told, ..) = recovered(&desk);
        fs::remove_file(new(&desk)).unwrap();
        assert_eq!(damage.total, told.total, "page {page}: {damage:?}, {told}");
        let proved = told.sound + told.mended.len() as u64;
        assert_eq!(damage.before + damage.after, proved, "page {page}: {told}");
        among_entries += u64::from(damage.entry.is_some());
        let beside = damage.entry.is_none() == told.is_complete();
        assert!(beside, "page {page}: {damage:?}, {told}");
    }
    assert!(among_entries > 3, "most pages hold entries");
    // Cut short: the rest is not known to either.
    fs::write(desk.file(), &sound[..sound.len() - 2 * PAGE]).unwrap();
    let damage = verify(&desk.file()).unwrap().damage.unwrap();
    let (told, ..) = recovered(&desk);
    assert_eq!((damage.total, damage.cut_short), (told.total, true));
}

#[test]
fn references_and_undo_mean_what_they_meant_without_the_lost_entry() {
    let desk = Desk::new();
    let mut session = desk.create();
    for act in [
        add("one"),
        add("twotwo"),
        Act::Undo,
        add("three"),
        set("LI-3", "size", Value::Number(3.0)),
    ] {
        session.commit(act, "Ada", noon()).unwrap();
    }
    session.close().unwrap();
    wipe(&desk, "twotwo");
    let (told, after, workshop) = recovered(&desk);
    assert_eq!(told.missing(), 1, "{told}");
    assert_eq!(after.len(), 6, "each entry keeps its number");
    assert_eq!(
        text(&workshop, "LI-1").as_deref(),
        Some("one"),
        "undo took back the lost one"
    );
    assert_eq!(text(&workshop, "LI-2"), None);
    assert_eq!(text(&workshop, "LI-3").as_deref(), Some("three"));
    assert_eq!(told.left_out, []);
}

#[test]
fn a_lost_undo_is_done_again() {
    let desk = Desk::new();
    let mut session = desk.create();
    session.commit(add("one"), "Ada", noon()).unwrap();
    session.commit(add("two"), "Ada", noon()).unwrap();
    session.commit(Act::Undo, "Ada", noon()).unwrap();
    session
        .commit(Act::Mark("noon".to_owned()), "Ada", noon())
        .unwrap();
    session.close().unwrap();
    change(&desk, |bytes| {
        let at = places(bytes, "\"act\":\"undo\"}")[0];
        bytes[at - 110..at + 13 + 32].fill(0);
    });
    let (told, _, workshop) = recovered(&desk);
    assert_eq!((told.restored.len(), told.missing()), (1, 0), "{told}");
    assert_eq!(text(&workshop, "LI-2"), None, "{told}");
    assert_eq!(workshop.marks()[0].entry, 5);
}

#[test]
fn what_does_not_apply_any_more_is_told_in_full() {
    let desk = Desk::new();
    let mut session = desk.create();
    session.commit(add("one"), "Ada", noon()).unwrap();
    let said = set(
        "LI-1",
        "text",
        Value::Text("Said in the room, once".to_owned()),
    );
    session.commit(said, "Ada", noon()).unwrap();
    session.commit(add("two"), "Ada", noon()).unwrap();
    session.close().unwrap();
    let conn = Connection::open(desk.file()).unwrap();
    conn.execute_batch("DELETE FROM record; VACUUM").unwrap();
    conn.close().unwrap();
    wipe(&desk, "\"text\":\"one\"");
    let (told, after, workshop) = recovered(&desk);
    assert_eq!(told.left_out.len(), 1, "{told}");
    assert!(
        told.to_string().contains("Said in the room, once"),
        "{told}"
    );
    assert!(
        told.to_string().contains("there is no record \"LI-1\""),
        "{told}"
    );
    assert_eq!(text(&workshop, "LI-2").as_deref(), Some("two"));
    assert_eq!(after.len(), 4);
}

#[test]
fn what_was_off_the_record_stays_so() {
    let desk = Desk::new();
    let mut session = desk.create();
    session
        .commit(add("she is leaving"), "Ada", noon())
        .unwrap();
    let off = Change::OffRecord {
        id: Reference::new("LI-1"),
        off: true,
    };
    session.commit(Act::Do(vec![off]), "Ada", noon()).unwrap();
    session.commit(add("two"), "Ada", noon()).unwrap();
    session.close().unwrap();
    let conn = Connection::open(desk.file()).unwrap();
    conn.execute_batch("DELETE FROM done; VACUUM").unwrap();
    conn.close().unwrap();
    wipe(&desk, "off-record");
    let (told, _, workshop) = recovered(&desk);
    assert_eq!(told.missing(), 1);
    assert!(!workshop.state().records[&Reference::new("LI-1")].is_public());
}

#[test]
fn a_lost_beginning_is_replaced_and_said() {
    let (desk, entries) = items(30);
    change(&desk, |bytes| {
        // Also where a page was split and an older copy of it is left.
        for at in places(bytes, "\"playbook\":{") {
            bytes[at..at + 64].fill(0);
        }
    });
    let base = super::super::fixture::state();
    let told = recover_in(&desk.data(), &desk.file(), &new(&desk), Some(&base)).unwrap();
    assert_eq!(told.base.as_deref(), Some("P"));
    assert!(
        told.to_string().contains("the playbook \"P\" stands in"),
        "{told}"
    );
    let after = read(&new(&desk)).unwrap();
    assert_eq!(
        after[1..].iter().map(|one| &one.entry).collect::<Vec<_>>(),
        entries[1..]
            .iter()
            .map(|one| &one.entry)
            .collect::<Vec<_>>()
    );
    // Without a playbook that has its sheet, what was said is told, and put nowhere.
    fs::remove_file(new(&desk)).unwrap();
    let told = recover_in(&desk.data(), &desk.file(), &new(&desk), None).unwrap();
    assert_eq!(told.left_out.len(), 30);
    assert!(told.to_string().contains("item number 30 of the room"));
}

/// How a file is damaged.
type Tear = fn(&mut Vec<u8>);

#[test]
fn torn_files_give_what_is_in_them() {
    let cases: [(&str, Tear); 5] = [
        ("head", |bytes| bytes[..100].fill(0xa5)),
        ("first page", |bytes| bytes[..PAGE].fill(0xa5)),
        ("two pages swapped", |bytes| {
            let pages = bytes.len() / PAGE;
            let (left, right) = bytes.split_at_mut(pages / 2 * PAGE);
            left[2 * PAGE..3 * PAGE].swap_with_slice(&mut right[..PAGE]);
        }),
        ("cut by one page", |bytes| {
            bytes.truncate(bytes.len() - PAGE);
        }),
        ("cut within a page", |bytes| {
            bytes.truncate(bytes.len() / 2 + 99);
        }),
    ];
    for (name, tear) in cases {
        let (desk, entries) = items(120);
        change(&desk, tear);
        let there: HashSet<Uuid> = {
            let bytes = fs::read(desk.file()).unwrap();
            let whole = |one: &&Stored| {
                let body = serde_json::to_string(&one.entry).unwrap();
                let hash = one.hash.as_bytes();
                places(&bytes, &body)
                    .iter()
                    .any(|at| bytes[at + body.len()..].starts_with(hash))
            };
            entries
                .iter()
                .filter(whole)
                .map(|one| one.entry.id)
                .collect()
        };
        let error = desk.open().err().unwrap().to_string();
        assert!(error.contains("flipchart recover"), "{name}: {error}");
        assert!(verify(&desk.file()).unwrap().damage.is_some(), "{name}");
        let (told, after, _) = recovered(&desk);
        assert!(there.len() > 30, "{name}");
        assert!(there.is_subset(&ids(&after)), "{name}: {told}");
        let taken = entries.len() as u64 - told.missing();
        assert!(
            taken <= told.total.max(entries.len() as u64),
            "{name}: {told}"
        );
    }
}

#[test]
fn deleted_and_edited_rows_are_named() {
    let (desk, entries) = items(60);
    let conn = Connection::open(desk.file()).unwrap();
    conn.execute_batch(
        "PRAGMA secure_delete = on; DELETE FROM entry WHERE seq = 20;
         UPDATE entry SET body = replace(body, 'item number 39', 'another thing') WHERE seq = 40",
    )
    .unwrap();
    conn.close().unwrap();
    let damage = verify(&desk.file()).unwrap().damage.unwrap();
    assert_eq!((damage.entry, damage.before), (Some(20), 19));
    let (told, after, workshop) = recovered(&desk);
    assert_eq!(told.gaps[0].from, 20);
    assert_eq!(
        told.restored[0].what,
        "added LI-19: item number 19 of the room"
    );
    assert_eq!(
        told.doubtful,
        [21, 40],
        "the one behind a hole, and the edited one"
    );
    assert_eq!(after.len(), entries.len());
    assert_eq!(
        text(&workshop, "LI-39").as_deref(),
        Some("another thing of the room")
    );
    assert_eq!(
        text(&workshop, "LI-60").as_deref(),
        Some("item number 60 of the room")
    );
}

#[test]
fn files_of_another_kind_are_refused() {
    let desk = Desk::new();
    for bytes in [&b""[..], b"# notes\n", &[0; 5000]] {
        fs::write(desk.file(), bytes).unwrap();
        let error = recover_in(&desk.data(), &desk.file(), &new(&desk), None).unwrap_err();
        assert!(
            error.to_string().contains("nothing of a workshop"),
            "{error}"
        );
        assert!(verify(&desk.file()).is_err());
        assert!(!new(&desk).exists(), "nothing half-written is left");
    }
    fs::remove_file(desk.file()).unwrap();
    let conn = Connection::open(desk.file()).unwrap();
    conn.execute_batch("CREATE TABLE entry (a); INSERT INTO entry VALUES ('x')")
        .unwrap();
    conn.close().unwrap();
    assert!(recover_in(&desk.data(), &desk.file(), &new(&desk), None).is_err());
}

#[test]
fn bad_use_is_refused_before_anything_is_written() {
    let desk = Desk::new();
    let recover = |from: &Path, to: &Path| recover_in(&desk.data(), from, to, None).unwrap_err();
    let error = recover(&desk.file(), &new(&desk));
    assert!(matches!(error, JournalError::Missing { .. }), "{error}");
    let session = desk.create();
    let error = recover(&desk.file(), &new(&desk));
    assert!(matches!(error, JournalError::InUse { .. }), "{error}");
    session.close().unwrap();
    let error = recover(&desk.file(), &desk.file());
    assert!(matches!(error, JournalError::Exists { .. }), "{error}");
    let error = recover(&desk.file(), &desk.folder().join("no/new.flipchart"));
    assert!(matches!(error, JournalError::NoFolder { .. }), "{error}");
    assert_eq!(desk.names(), ["kickoff.flipchart"]);
}
