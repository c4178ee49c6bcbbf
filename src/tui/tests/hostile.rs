//! Whatever is stored, nothing of it steers the terminal.

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::fixture::Room;
use crate::tui::effect::Message;
use crate::tui::view::view;

/// What the screen shows, cell by cell.
fn cells(room: &Room) -> String {
    let (columns, rows) = room.app.size;
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
    view(&room.app, &mut buffer);
    buffer
        .content()
        .iter()
        .map(ratatui::buffer::Cell::symbol)
        .collect()
}

fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

const HOSTILE: &str = "\u{1b}]0;x\u{7}\u{9b}31m\u{202e}\u{200b}\u{200d}\u{2066}\u{feff}\r\n\t\0";

#[test]
fn nothing_that_steers_a_terminal_is_drawn() {
    let mut room = Room::open();
    room.keys("Tab a");
    room.tell(Message::Paste(format!(
        "a{HOSTILE}b #t{HOSTILE} @n{HOSTILE}"
    )));
    assert!(!cells(&room).contains(steers));
    room.keys("Enter Esc");
    assert!(!cells(&room).contains(steers));
    room.keys("e");
    assert!(!cells(&room).contains(steers));
    room.keys("Esc 3 a 'x' Enter Esc e Shift-Tab");
    room.tell(Message::Paste(HOSTILE.repeat(3)));
    assert!(!cells(&room).contains(steers));
    room.tell(Message::Failed(HOSTILE.to_owned()));
    assert!(!cells(&room).contains(steers));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Any text, typed, pasted, kept and drawn at any size: no panic, nothing that steers, nothing lost.
    #[test]
    fn any_text_at_any_size(text in "\\PC{0,60}", columns in 1_u16..140, rows in 1_u16..50, keys in "[a-zA-Z0-9?:/+=\\[\\] -]{0,20}") {
        let mut room = Room::open();
        room.size(columns, rows);
        room.app.size = (80, 24);
        room.keys("Tab a");
        room.tell(Message::Paste(text.clone()));
        room.size(columns, rows);
        prop_assert!(!cells(&room).contains(steers));
        room.size(80, 24).keys("Enter Esc");
        // What could not be kept waits on the line, or among the texts once the line is closed.
        let waits = !room.desk().capture.text().is_empty() || !room.desk().texts.is_empty();
        let kept = !room.records("line-items").is_empty() || room.commits() > 0;
        prop_assert!(text.trim().is_empty() || kept || waits);
        room.size(columns, rows);
        for key in keys.chars() {
            let key = crate::tui::key::Key::plain(crossterm::event::KeyCode::Char(key));
            room.tell(Message::Key { key, followed: false });
            prop_assert!(!cells(&room).contains(steers));
        }
    }
}
