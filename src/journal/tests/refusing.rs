//! A file that refuses: it is told, typing goes on, and nothing is lost or doubled afterwards.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};

use super::super::fixture::{Desk, add, noon};
use super::super::{JournalEvent, SaveState, Session, read};
use crate::workshop::Act;

/// A session whose file has gone elsewhere, and what it says.
fn moved_away(desk: &Desk) -> (Session, Receiver<JournalEvent>, PathBuf) {
    let session = desk.open().unwrap();
    let (sender, events) = mpsc::channel();
    session.on_event(Box::new(move |event| sender.send(event).unwrap()));
    let elsewhere = desk.folder().join("elsewhere");
    fs::rename(desk.file(), &elsewhere).unwrap();
    (session, events, elsewhere)
}

fn commit(session: &mut Session, texts: &[&str]) {
    for text in texts {
        session.commit(add(text), "Ada", noon()).unwrap();
    }
}

fn texts(session: &Session) -> Vec<String> {
    let records = session.workshop().state().every_record();
    records
        .map(|record| record.text("text").to_owned())
        .collect()
}

fn spool(desk: &Desk) -> Vec<PathBuf> {
    let files = fs::read_dir(desk.data().join("spool"));
    files.map_or_else(
        |_| Vec::new(),
        |files| files.map(|file| file.unwrap().path()).collect(),
    )
}

/// A closed workshop of one item, and a copy of its file.
fn one_item(desk: &Desk) -> PathBuf {
    desk.closed_with(&["one"]);
    let copy = desk.folder().join("copy");
    fs::copy(desk.file(), &copy).unwrap();
    copy
}

/// Says two things that the file refuses, and ends the program.
fn two_refused(desk: &Desk, then: impl FnOnce(&mut Session)) {
    let (mut session, _events, elsewhere) = moved_away(desk);
    commit(&mut session, &["two", "three"]);
    then(&mut session);
    let error = session.close().unwrap_err().to_string();
    assert!(error.contains("comes back by itself"), "{error}");
    fs::remove_file(elsewhere).unwrap();
}

#[test]
fn a_file_that_comes_back_takes_what_it_refused_without_being_asked() {
    let desk = Desk::new();
    one_item(&desk);
    let (mut session, events, elsewhere) = moved_away(&desk);
    commit(&mut session, &["two", "three"]);
    let error = session.wait().unwrap_err().to_string();
    assert!(error.contains("2 entries were NOT SAVED"), "{error}");
    assert!(
        error.contains("moved, renamed or replaced while it was open: put it back"),
        "{error}"
    );
    assert!(matches!(session.saved(), SaveState::NotSaved(_)));
    assert!(matches!(events.recv(), Ok(JournalEvent::NotSaved(_))));
    assert_eq!(texts(&session), ["one", "two", "three"], "typing goes on");
    fs::rename(&elsewhere, desk.file()).unwrap();
    let saved = events
        .iter()
        .find(|event| matches!(event, JournalEvent::Saved(_)));
    assert_eq!(saved, Some(JournalEvent::Saved(4)));
    commit(&mut session, &["four"]);
    session.wait().unwrap();
    assert!(spool(&desk).is_empty(), "nothing waits in the second place");
    session.close().unwrap();
    assert_eq!(
        texts(&desk.open().unwrap()),
        ["one", "two", "three", "four"]
    );
    assert_eq!(read(&desk.file()).unwrap().len(), 5, "none is doubled");
}

#[test]
fn a_file_that_never_comes_back_leaves_what_it_refused_in_the_second_place() {
    let desk = Desk::new();
    let copy = one_item(&desk);
    two_refused(&desk, |_| ());
    fs::rename(copy, desk.file()).unwrap();
    let session = desk.open().unwrap();
    assert_eq!(
        (session.restored().entries, &session.restored().aside),
        (2, &None)
    );
    assert_eq!(texts(&session), ["one", "two", "three"]);
    session.close().unwrap();
    let again = desk.open().unwrap();
    assert_eq!(again.restored().entries, 0);
    assert_eq!(texts(&again), ["one", "two", "three"]);
    assert!(spool(&desk).is_empty());
}

#[test]
fn a_copy_does_not_get_what_waits_for_the_file() {
    let desk = Desk::new();
    let copy = one_item(&desk);
    let elsewhere = desk.file().with_file_name("copy.flipchart");
    fs::copy(&copy, &elsewhere).unwrap();
    two_refused(&desk, |_| ());
    fs::rename(copy, desk.file()).unwrap();
    let other = Session::open_in(&desk.data(), &elsewhere).unwrap();
    assert_eq!(
        (other.restored().entries, texts(&other)),
        (0, vec!["one".to_owned()])
    );
    other.close().unwrap();
    let session = desk.open().unwrap();
    assert_eq!(texts(&session), ["one", "two", "three"]);
}

#[test]
fn what_is_in_the_journal_already_is_not_done_twice() {
    let desk = Desk::new();
    let copy = one_item(&desk);
    two_refused(&desk, |_| ());
    let spooled = spool(&desk).remove(0);
    let lines = fs::read_to_string(&spooled).unwrap();
    fs::rename(copy, desk.file()).unwrap();
    desk.open().unwrap().close().unwrap();
    // A kill between the commit and the clearing of the second place.
    fs::write(&spooled, format!("{lines}{lines}")).unwrap();
    let session = desk.open().unwrap();
    assert_eq!(session.restored().entries, 0);
    assert_eq!(texts(&session), ["one", "two", "three"]);
}

#[test]
fn a_journal_that_went_on_takes_what_still_fits_it() {
    let desk = Desk::new();
    let copy = one_item(&desk);
    two_refused(&desk, |session| {
        session.commit(Act::Undo, "Ada", noon()).unwrap();
        commit(session, &["four"]);
    });
    fs::rename(copy, desk.file()).unwrap();
    let mut other = Session::open_in(&desk.folder().join("other"), &desk.file()).unwrap();
    commit(&mut other, &["meanwhile"]);
    other.close().unwrap();
    let session = desk.open().unwrap();
    assert_eq!(texts(&session), ["one", "meanwhile", "two", "four"]);
}

#[test]
fn what_does_not_fit_any_more_is_put_aside_and_named() {
    let desk = Desk::new();
    let copy = one_item(&desk);
    two_refused(&desk, |session| {
        let set = super::super::fixture::set;
        let value = crate::workshop::Value::Number(3.0);
        session
            .commit(set("LI-3", "size", value), "Ada", noon())
            .unwrap();
    });
    fs::rename(copy, desk.file()).unwrap();
    cut_lines(&spool(&desk)[0], 2);
    let session = desk.open().unwrap();
    let aside = session.restored().aside.clone().unwrap();
    assert!(fs::read_to_string(&aside).unwrap().contains("LI-3"));
    session.close().unwrap();
    assert_eq!(spool(&desk), [aside], "the rest is gone, this stays");
}

/// Leaves out the lines before one.
fn cut_lines(file: &Path, first: usize) {
    let text = fs::read_to_string(file).unwrap();
    // The first line says whose they are.
    let lines = || text.lines();
    let rest: Vec<&str> = lines().take(1).chain(lines().skip(1 + first)).collect();
    fs::write(file, rest.join("\n") + "\n").unwrap();
}

#[test]
fn what_could_not_be_saved_at_all_is_counted_at_the_end() {
    let desk = Desk::new();
    let mut session = desk.create();
    fs::remove_file(desk.file()).unwrap();
    commit(&mut session, &["one", "two"]);
    let error = session.close().unwrap_err().to_string();
    assert!(error.contains("2 entries were NOT SAVED"), "{error}");
}

#[test]
fn a_second_place_that_refuses_too_is_not_promised() {
    let desk = Desk::new();
    let mut session = desk.create();
    fs::write(
        desk.data().join("spool"),
        "a file where the folder should be",
    )
    .unwrap();
    fs::remove_file(desk.file()).unwrap();
    commit(&mut session, &["one"]);
    let error = session.close().unwrap_err().to_string();
    assert!(error.contains("1 entry was NOT SAVED"), "{error}");
    assert!(!error.contains("comes back"), "{error}");
}

#[test]
fn a_file_that_was_renamed_holds_all_that_was_called_saved() {
    let desk = Desk::new();
    let mut session = desk.create();
    commit(&mut session, &["one"]);
    session.wait().unwrap();
    // Its log, which holds the entry, keeps the old name.
    let elsewhere = desk.folder().join("elsewhere");
    fs::rename(desk.file(), &elsewhere).unwrap();
    commit(&mut session, &["two"]);
    assert!(session.close().is_err());
    assert_eq!(read(&elsewhere).unwrap().len(), 2);
    let again = Session::open_in(&desk.data(), &elsewhere).unwrap();
    assert_eq!(texts(&again), ["one", "two"]);
}

#[test]
fn a_log_that_was_removed_loses_nothing() {
    let desk = Desk::new();
    let mut session = desk.create();
    commit(&mut session, &["one"]);
    session.wait().unwrap();
    let (sender, events) = mpsc::channel();
    session.on_event(Box::new(move |event| sender.send(event).unwrap()));
    let log = desk.folder().join("kickoff.flipchart-wal");
    fs::remove_file(&log).unwrap();
    commit(&mut session, &["two"]);
    let saved = events.iter().find(|event| *event == JournalEvent::Saved(3));
    assert!(saved.is_some());
    // What a kill would leave now.
    let copy = desk.folder().join("copy");
    fs::copy(desk.file(), &copy).unwrap();
    if log.exists() {
        fs::copy(&log, desk.folder().join("copy-wal")).unwrap();
    }
    assert_eq!(read(&copy).unwrap().len(), 3);
}
