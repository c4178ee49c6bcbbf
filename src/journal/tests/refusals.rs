//! Every refusal says which file, what is the matter and what to do.

use std::fs::{self, File};

use rusqlite::Connection;

use super::super::fixture::{Desk, add, first, noon};
use super::super::{CommitError, JournalError, SaveState, Session, read};
use super::logs::log;
use crate::workshop::{Act, Entry};

fn refused(desk: &Desk) -> String {
    desk.open().err().unwrap().to_string()
}

fn not_created(desk: &Desk, name: &str) -> String {
    let path = desk.folder().join(name);
    let refused = Session::create_in(&desk.data(), &path, &first());
    refused.err().unwrap().to_string()
}

#[test]
fn a_missing_file() {
    let desk = Desk::new();
    let expected = "kickoff.flipchart: there is no such file: \
                    check its name, or create it with `flipchart new`";
    assert!(refused(&desk).ends_with(expected), "{}", refused(&desk));
    assert!(read(&desk.file()).is_err());
    assert!(desk.names().is_empty(), "nothing was created");
}

#[test]
fn a_folder() {
    let desk = Desk::new();
    fs::create_dir(desk.file()).unwrap();
    let message = refused(&desk);
    assert!(
        message.contains("this is not a file: name a workshop file"),
        "{message}"
    );
}

#[test]
fn a_file_of_another_kind() {
    let desk = Desk::new();
    for content in [
        "",
        "Minutes of the meeting, which were longer than sixteen bytes. "
            .repeat(20)
            .as_str(),
    ] {
        fs::write(desk.file(), content).unwrap();
        let message = refused(&desk);
        assert!(message.contains("this is not a workshop file"), "{message}");
        assert!(
            message.contains("name a file that flipchart made"),
            "{message}"
        );
        assert_eq!(
            fs::read_to_string(desk.file()).unwrap(),
            content,
            "untouched"
        );
    }
}

#[test]
fn a_database_of_another_program() {
    let desk = Desk::new();
    let other = Connection::open(desk.file()).unwrap();
    other
        .execute_batch("CREATE TABLE entry (seq INTEGER)")
        .unwrap();
    other.close().unwrap();
    let before = fs::read(desk.file()).unwrap();
    let message = refused(&desk);
    assert!(
        message.contains("an SQLite database of another program"),
        "{message}"
    );
    assert_eq!(fs::read(desk.file()).unwrap(), before, "untouched");
}

#[test]
fn a_file_of_a_newer_program() {
    let desk = Desk::new();
    desk.closed_with(&["one"]);
    let later = Connection::open(desk.file()).unwrap();
    later.pragma_update(None, "user_version", 3).unwrap();
    later.close().unwrap();
    for message in [refused(&desk), read(&desk.file()).unwrap_err().to_string()] {
        let expected = "a newer flipchart wrote this file \
                        (its format is 3, this program knows 2): update flipchart";
        assert!(message.ends_with(expected), "{message}");
    }
}

#[test]
fn a_second_writer_until_the_first_is_gone() {
    let desk = Desk::new();
    let first = desk.create();
    let message = refused(&desk);
    let expected = format!(
        "another flipchart (process {}) has this workshop open",
        std::process::id()
    );
    assert!(message.contains(&expected), "{message}");
    assert!(message.contains("read it all the same"), "{message}");
    first.close().unwrap();
    assert!(desk.open().is_ok());
}

#[cfg(unix)]
#[test]
fn a_second_writer_by_another_name() {
    let desk = Desk::new();
    let _first = desk.create();
    let link = desk.folder().join("link.flipchart");
    std::os::unix::fs::symlink(desk.file(), &link).unwrap();
    let refused = Session::open_in(&desk.data(), &link);
    assert!(matches!(refused, Err(JournalError::InUse { .. })));
}

#[test]
fn a_second_writer_with_a_data_folder_of_its_own() {
    let desk = Desk::new();
    let mut first = desk.create();
    let elsewhere = desk.folder().join("elsewhere");
    let other = || Session::open_in(&elsewhere, &desk.file());
    // Whether the first has written yet or not, and while it rests.
    for text in ["one", "two"] {
        let refused = other();
        let message = refused.err().unwrap().to_string();
        assert!(
            message.contains("another program has this workshop open"),
            "{message}"
        );
        first.commit(add(text), "Ada", noon()).unwrap();
        first.wait().unwrap();
    }
    let mut reader = Session::open_read_only(&desk.file()).unwrap();
    assert_eq!(reader.workshop().state().records.len(), 2);
    first.commit(add("three"), "Ada", noon()).unwrap();
    first.close().unwrap();
    reader.refresh().unwrap();
    assert_eq!(reader.workshop().state().records.len(), 3);
    assert!(!log(&desk).exists(), "one file at rest");
    // Whoever only reads is in nobody's way.
    let mut second = other().unwrap();
    second.commit(add("four"), "Ben", noon()).unwrap();
    second.close().unwrap();
    assert_eq!(read(&desk.file()).unwrap().len(), 5);
    assert!(!log(&desk).exists(), "one file at rest");
}

#[cfg(unix)]
#[test]
fn a_read_only_file_or_folder_is_opened_to_be_read() {
    use std::os::unix::fs::PermissionsExt as _;
    for what in ["file", "folder"] {
        let desk = Desk::new();
        desk.closed_with(&["one"]);
        let (place, open) = match what {
            "file" => (desk.file(), 0o644),
            _ => (desk.folder().to_owned(), 0o755),
        };
        fs::set_permissions(&place, fs::Permissions::from_mode(0o444 | (open & 0o111))).unwrap();
        let session = desk.open();
        fs::set_permissions(&place, fs::Permissions::from_mode(open)).unwrap();
        let mut session = session.unwrap();
        assert_eq!(
            session.read_only(),
            Some("the file or its folder cannot be written")
        );
        assert_eq!(session.workshop().state().records.len(), 1);
        let error = session.commit(add("two"), "Ada", noon()).unwrap_err();
        assert!(matches!(error, CommitError::ReadOnly { .. }));
        assert!(error.to_string().contains("is open read-only"), "{error}");
        assert_eq!(session.saved(), SaveState::Saved);
    }
}

#[test]
fn creating_over_a_file_or_the_log_of_one() {
    let desk = Desk::new();
    for taken in ["kickoff.flipchart", "kickoff.flipchart-wal"] {
        let path = desk.folder().join(taken);
        fs::write(&path, "precious").unwrap();
        let message = not_created(&desk, "kickoff.flipchart");
        let expected = match taken {
            "kickoff.flipchart" => {
                "kickoff.flipchart: there is a file of this name already: choose another name, or open that file"
            }
            _ => "may hold what was said in it: take that out with `flipchart recover ",
        };
        assert!(message.contains(expected), "{message}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "precious");
        assert_eq!(desk.names(), [taken], "nothing half-written is left");
        fs::remove_file(path).unwrap();
    }
}

#[test]
fn creating_in_a_folder_that_is_not_there() {
    let desk = Desk::new();
    let message = not_created(&desk, "Q4/kickoff.flipchart");
    let folder = desk.folder().join("Q4");
    let expected = format!(
        "the folder {} does not exist: create it first",
        folder.display()
    );
    assert!(message.ends_with(&expected), "{message}");
    assert!(!folder.exists());
}

#[test]
fn creating_without_a_beginning_or_without_a_name() {
    let desk = Desk::new();
    let nothing = Entry {
        act: Act::Undo,
        ..first()
    };
    let refused = Session::create_in(&desk.data(), &desk.file(), &nothing);
    let message = refused.err().unwrap().to_string();
    assert!(
        message.contains("its first entry must create it"),
        "{message}"
    );
    let message = not_created(&desk, "..");
    assert!(message.contains("this is not a file"), "{message}");
    assert!(desk.names().is_empty());
}

#[test]
fn a_lock_folder_that_cannot_be_made() {
    let desk = Desk::new();
    desk.closed_with(&[]);
    let data = desk.folder().join("plain-file");
    File::create(&data).unwrap();
    let message = Session::open_in(&data, &desk.file())
        .err()
        .unwrap()
        .to_string();
    assert!(
        message.contains("cannot take the writer's lock"),
        "{message}"
    );
    assert!(
        message.contains("set FLIPCHART_DATA_DIR to a folder that can be written"),
        "{message}"
    );
}
