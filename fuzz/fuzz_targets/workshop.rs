#![no_main]
//! A workshop file of anybody. Bytes that begin like SQLite's are a file, which is read, followed, opened to be
//! written, verified and recovered; any other are entries of a journal, one per line, as if their hashes were right.

use std::fs;
use std::path::Path;

use flipchart::journal::{self, Follower, Session};
use flipchart::workshop::{Act, Change, Entry, Workshop, interchange};
use flipchart_fuzz::{empty, entry, undone_and_redone};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if bytes.starts_with(b"SQLite") {
        file(bytes);
    } else {
        entries(bytes);
    }
});

fn file(bytes: &[u8]) {
    let place = tempfile::tempdir().expect("there is room");
    let file = place.path().join("w.flipchart");
    fs::write(&file, bytes).expect("there is room");
    let read = journal::read(&file);
    let followed = Follower::new(&file).and_then(|mut follower| follower.poll());
    assert_eq!(read.is_ok(), followed.is_ok(), "{read:?} {followed:?}");
    assert_eq!(
        fs::read(&file).ok().as_deref(),
        Some(bytes),
        "reading changes nothing"
    );
    for opened in [
        Session::open_read_only(&file),
        Session::open_in(&place.path().join("data"), &file),
    ] {
        match opened {
            Ok(session) => session.close().expect("it was open"),
            Err(error) => says_where(&error.to_string(), &file),
        }
    }
    if let Err(error) = read {
        says_where(&error.to_string(), &file);
        drop(error.damage());
    }
    recovered(place.path(), bytes);
}

/// What is sound in any bytes is taken out of them, into a file that is sound; they stay as they are.
fn recovered(place: &Path, bytes: &[u8]) {
    let (file, new) = (place.join("torn.flipchart"), place.join("new.flipchart"));
    fs::write(&file, bytes).expect("there is room");
    let checked = journal::verify(&file);
    match journal::recover_in(&place.join("data"), &file, &new, None) {
        Ok(_) => {
            let verdict = journal::verify(&new).expect("it was made now");
            assert_eq!(verdict.damage, None);
        }
        Err(error) => {
            says_where(&error.to_string(), &file);
            assert!(!new.exists(), "nothing half-written is left");
            let sound = checked.is_ok_and(|verdict| verdict.damage.is_none());
            assert!(!sound, "a sound file is recovered: {error}");
        }
    }
    assert_eq!(fs::read(&file).ok().as_deref(), Some(bytes));
}

fn says_where(error: &str, file: &Path) {
    assert!(error.contains(&*file.to_string_lossy()), "{error}");
}

fn entries(bytes: &[u8]) {
    let begin = Act::Do(vec![Change::Replace(Box::new(empty().clone()))]);
    let mut workshop = Workshop::begin(&entry(0, begin)).expect("a workshop begins so");
    for line in bytes.split(|byte| *byte == b'\n') {
        let Ok(entry) = serde_json::from_slice::<Entry>(line) else {
            continue;
        };
        let again = serde_json::to_vec(&entry).expect("an entry can be written");
        let again: Entry = serde_json::from_slice(&again).expect("and read");
        assert_eq!(entry, again);
        let before = workshop.state().clone();
        if workshop.apply(&entry).is_err() {
            assert_eq!(workshop.state(), &before, "what is refused changes nothing");
        }
    }
    undone_and_redone(&mut workshop);
    drop(interchange::to_toml(workshop.state()));
}
