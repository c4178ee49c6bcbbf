//! Capturing: lines, drafts, pastes, the user's editor, and sorting what was caught in haste.

use super::fixture::{Room, at};
use super::pictures::{buffer, text};
use crate::tui::effect::{Effect, Message, Saved};
use crate::tui::key::Key;
use crate::tui::theme::{Role, ThemeName};

#[test]
fn a_line_is_captured_and_the_line_stays_open_for_the_next() {
    let mut room = Room::open();
    room.keys("Tab a 'nightly batch @lena #batch w:H' Enter");
    assert_eq!(room.records("line-items"), ["LI-1 nightly batch"]);
    let record = room.desk().record().unwrap();
    assert_eq!(record.text("said-by"), "Lena Fischer");
    assert_eq!(
        record.get("relevance").unwrap().to_string(),
        "choose=H, plan=H"
    );
    assert_eq!(record.topic.as_ref().unwrap().as_str(), "people");
    assert!(room.desk().capturing);
    assert_eq!(room.said(), "Kept as LI-1 in Line items");
    room.keys("'as: it will hold !h' Enter");
    assert_eq!(room.records("assumptions"), ["A-1 it will hold"]);
    assert_eq!(room.commits(), 2);
}

#[test]
fn what_is_typed_stays_a_draft_when_the_line_is_closed() {
    let mut room = Room::open();
    room.keys("a 'half a sent' Esc");
    assert!(!room.desk().capturing && room.records("line-items").is_empty());
    assert_eq!(room.waiting(), "half a sent");
    room.size(20, 5).size(80, 24).keys("] [ a");
    assert!(room.desk().capture.is_draft());
    room.keys("Backspace 'ence' Enter");
    assert_eq!(room.records("line-items"), ["LI-1 half a sentence"]);
}

#[test]
fn keys_are_text_while_text_is_typed() {
    let mut room = Room::open();
    room.keys("a 'q?:u+-[]/123' Space 'd' Enter Esc");
    assert_eq!(room.records("line-items"), ["LI-1 q?:u+-[]/123 d"]);
}

#[test]
fn enter_on_an_empty_line_leaves_it_open_for_what_is_typed_next() {
    let mut room = Room::open();
    room.keys("Tab a Enter");
    assert!(room.desk().capturing && room.said().contains("Esc closes"));
    room.keys("'  ' Enter Ctrl-o 'd is late' Enter");
    assert_eq!(room.records("line-items"), ["LI-1 d is late"]);
    assert_eq!(room.commits(), 1);
}

#[test]
fn a_line_of_markers_waits_for_its_text() {
    let mut room = Room::open();
    room.keys("Tab a");
    for bare in ["w:H", "park:", "li: #ops @lena"] {
        room.keys(&format!("'{bare}' Enter"));
        assert!(room.said().contains("text is still missing"), "{bare}");
        assert_eq!(room.desk().capture.text(), bare);
        room.keys("Ctrl-o Ctrl-u");
    }
    assert_eq!(room.commits(), 0);
    room.keys("'w:H' Enter Home 'the ledger ' Enter");
    assert_eq!(room.records("line-items"), ["LI-1 the ledger"]);
}

#[test]
fn something_can_be_kept_off_the_record() {
    let mut room = Room::open();
    room.keys("Tab a 'between us' Ctrl-o Esc");
    assert!(room.desk().record().unwrap().off_record);
    room.keys("o");
    assert!(!room.desk().record().unwrap().off_record);
}

#[test]
fn a_burst_with_line_breaks_is_text_on_the_capture_line_only() {
    let mut room = Room::open();
    let enter = Key::parse("Enter").unwrap();
    room.keys("Tab a 'one'");
    room.tell(Message::Key {
        key: enter,
        followed: true,
    });
    room.keys("'two' Enter Esc");
    assert_eq!(room.records("line-items"), ["LI-1 one two"]);
    room.tell(Message::Key {
        key: enter,
        followed: true,
    });
    assert_eq!(room.over(), "form");
}

/// Types keys that come all at once, as a paste does in a terminal that does not mark it.
fn burst(room: &mut Room, keys: &str) {
    let keys = crate::tui::key::parse_keys(keys).unwrap();
    for (at, key) in keys.iter().enumerate() {
        room.tell(Message::Key {
            key: *key,
            followed: at + 1 < keys.len(),
        });
    }
}

#[test]
fn nothing_in_a_burst_of_text_is_a_command() {
    let mut room = Room::open();
    room.keys("Tab a");
    burst(
        &mut room,
        "o n e Enter Enter t w o Enter Space t Tab x Enter",
    );
    room.keys("Esc");
    assert_eq!(room.records("line-items"), ["LI-1 one  two  t x"]);
    burst(&mut room, ": d e l e t e Enter x");
    assert_eq!(
        (room.over(), room.records("line-items").len()),
        ("palette", 1)
    );
    room.keys("Esc");
    burst(&mut room, "/ o n e Enter d d");
    assert_eq!(room.records("line-items").len(), 1);
    room.keys("Esc");
    burst(&mut room, "g / o n e Enter d");
    assert_eq!(room.over(), "pick");
    room.keys("Esc 3 a 'it holds' Enter Esc e Tab");
    burst(&mut room, "h Enter Enter");
    assert_eq!(room.over(), "", "the last Enter keeps the form");
    assert_eq!(room.commits(), 3);
}

#[test]
fn pasted_text_is_never_a_command() {
    let mut room = Room::open();
    room.tell(Message::Paste("q\ndd\u{1b}:quit".to_owned()));
    assert!(room.effects.is_empty() && room.said().starts_with("Nothing here takes text"));
    room.keys("a");
    room.tell(Message::Paste("one\r\ntwo\tthree\u{202e}\n".to_owned()));
    room.keys("Enter");
    room.tell(Message::Paste(
        "👩‍💻 and می‌خواهم\u{200d} in Daten\u{ad}bank".to_owned(),
    ));
    room.keys("Enter Esc");
    assert_eq!(
        room.records("line-items"),
        ["LI-1 one two three␦", "LI-2 👩‍💻 and می‌خواهم␦ in Datenbank"]
    );
    let picture = text(&buffer(room.keys("2"), 80, 24, ThemeName::Dark));
    assert!(picture.contains("👩‍💻 and می‌خواهم␦"), "{picture}");
}

#[test]
fn megabytes_are_pasted_without_a_hitch() {
    let mut room = Room::open();
    room.keys("a");
    room.tell(Message::Paste("wort ".repeat(1_000_000)));
    assert!(room.said().contains("too long"));
    room.keys("Enter");
    assert_eq!(room.records("line-items").len(), 1);
}

#[test]
fn a_draft_comes_back_with_the_workshop() {
    let mut room = Room::home();
    let opened = crate::tui::effect::Opened {
        workshop: super::fixture::workshop(),
        writable: true,
        report_folder: String::new(),
        draft: "half".to_owned(),
        note: None,
    };
    room.tell(Message::Opened(Box::new(opened)));
    assert_eq!(room.waiting(), "half");
    room.keys("a 'done' Enter");
    assert_eq!(room.records("line-items"), ["LI-1 half done"]);
}

#[test]
fn what_is_not_saved_is_said() {
    let mut room = Room::open();
    room.tell(Message::Saved(Saved::No(
        "the disk is full: make room".to_owned(),
    )));
    assert!(room.said().contains("the disk is full"));
    room.tell(Message::Now(at("09:30")));
    assert_eq!(
        room.desk().saved,
        Saved::No("the disk is full: make room".to_owned())
    );
}

#[test]
fn text_goes_to_an_editor_and_comes_back() {
    let mut room = Room::open();
    room.keys("a 'half' Ctrl-e");
    let edit = Effect::Edit("half".to_owned());
    assert_eq!(room.effects.last(), Some(&edit));
    room.tell(Message::Edited("half a thought\n".to_owned()));
    room.keys("Enter");
    room.keys("Ctrl-e");
    room.tell(Message::Edited("a first line\n- and a second\n".to_owned()));
    assert!(room.said().starts_with("2 lines became one"));
    room.keys("Ctrl-x Esc");
    assert_eq!(room.records("line-items"), ["LI-1 half a thought"]);
}

#[test]
fn the_inbox_is_emptied_without_losing_a_word() {
    let mut room = Room::open();
    room.keys("Tab a 'sort me @ana #later' Enter Esc m Right Enter");
    assert_eq!(room.over(), "");
    assert!(room.records("line-items").is_empty());
    let moved = room.records("assumptions");
    // Who said it is not who owns it.
    assert_eq!(moved, ["LI-1 sort me (said by: ana)"]);
    room.keys("u");
    assert_eq!(room.records("line-items"), ["LI-1 sort me"]);
}

#[test]
fn a_pasted_list_becomes_a_record_per_point_whatever_ends_its_lines() {
    for end in ["\n", "\r", "\r\n"] {
        let mut room = Room::open();
        room.keys("Tab a");
        let list = [
            "- one\u{1b}[31m",
            "- two #ops",
            "  and more",
            "",
            "- three",
            "",
        ];
        room.tell(Message::Paste(list.join(end)));
        assert_eq!(room.commits(), 0, "it waits for Enter");
        let picture = text(&buffer(&mut room, 80, 24, ThemeName::Dark));
        assert!(
            picture.contains("3 records, one for each point"),
            "{picture}"
        );
        room.keys("Enter");
        assert_eq!(
            room.records("line-items"),
            ["LI-1 one␛[31m", "LI-2 two and more", "LI-3 three"]
        );
        assert_eq!(room.commits(), 1);
        room.keys("Enter Esc u");
        assert!(room.records("line-items").is_empty());
    }
}

#[test]
fn a_pasted_list_can_wait_be_edited_and_be_kept_off_the_record() {
    let mut room = Room::open();
    room.keys("Tab a");
    room.tell(Message::Paste("- one\r- two".to_owned()));
    room.keys("Esc 3 2 a ' more' Ctrl-e");
    let waits = "- one\n- two more".to_owned();
    assert_eq!(room.effects.last(), Some(&Effect::Edit(waits)));
    room.tell(Message::Edited("- one\n- two more\n- three\n".to_owned()));
    room.keys("Ctrl-o Esc");
    assert_eq!(room.records("line-items").len(), 3);
    assert!(room.state().every_record().all(|one| one.off_record));
}

#[test]
fn a_pasted_paragraph_is_one_thing_said_and_that_is_said() {
    let mut room = Room::open();
    room.keys("Tab a");
    room.tell(Message::Paste("a sentence that\ngoes on".to_owned()));
    assert!(room.said().starts_with("2 lines became one"));
    room.keys("Enter");
    assert_eq!(room.records("line-items"), ["LI-1 a sentence that goes on"]);
}

#[test]
fn a_marker_that_stays_text_says_why_below_the_line_and_is_kept() {
    let mut room = Room::open();
    room.size(80, 24).keys("Tab a 'replay is wanted w:X'");
    assert!(room.shows("w:X stays text: a level is L, M or H"));
    let quiet = |room: &mut Room| {
        let buffer = buffer(room, 80, 24, ThemeName::Dark);
        let picture = text(&buffer);
        let mut lines = picture.lines().enumerate();
        let found = lines.find_map(|(y, line)| Some((y, line.split_once("w:X stays text")?.0)));
        let (y, before) = found.unwrap();
        let (x, y) = (u16::try_from(before.chars().count()), u16::try_from(y));
        let style = buffer[(x.unwrap(), y.unwrap())].style();
        style.fg == room.app.theme.style(Role::Quiet).fg
    };
    assert!(quiet(&mut room), "the word may go on");
    room.keys("Space");
    assert!(!quiet(&mut room));
    room.keys("Backspace");
    room.keys("Backspace 'H'");
    assert!(!room.shows("stays text") && room.shows("@name  #tag"));
    room.keys("Backspace 'X' Enter");
    assert_eq!(room.records("line-items"), ["LI-1 replay is wanted w:X"]);
}
