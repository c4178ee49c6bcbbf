//! What is said at the foot in several lines, and what has to be seen above it.

use super::fixture::{Room, begun};
use super::pictures::{buffer, text};
use crate::tui::effect::Message;
use crate::tui::theme::ThemeName;

/// What the screen shows at a size.
fn seen(room: &mut Room, size: (u16, u16)) -> String {
    text(&buffer(room, size.0, size.1, ThemeName::Dark))
}

/// The lines with a cursor, without what stands beside them.
fn rows_in_front(picture: &str) -> Vec<String> {
    let front = picture.lines().flat_map(|line| line.split('│'));
    let front = front.filter(|part| part.contains('▌'));
    front.map(|part| part.trim().to_owned()).collect()
}

/// A sentence of so many lines on a screen of 80 columns.
fn sentence(lines: usize) -> String {
    vec!["what was said takes all of a line at the foot, up to its very end"; lines].join(" ")
}

#[test]
fn a_message_of_several_lines_never_covers_the_row_in_front() {
    let mut checked = 0;
    for there in [
        "", "] 1", "] Tab", "g s", "g r", "g p", "g l", "g m", "g e", "g s y", "g p f", "h",
    ] {
        for (size, most) in [((80, 24), 4), ((80, 15), 2), ((150, 24), 4)] {
            for lines in 2..=most {
                let mut room = Room::with(begun(crate::definitions::sample::state().unwrap()));
                room.size(size.0, size.1).keys(there).keys("G");
                let before = rows_in_front(&seen(&mut room, size));
                room.tell(Message::Failed(sentence(lines)));
                let after = seen(&mut room, size);
                let what = format!("{there:?} at {size:?}, {lines} lines\n{after}");
                assert_eq!(rows_in_front(&after), before, "{what}");
                assert!(after.contains("up to its very"), "{what}");
                checked += before.len();
            }
        }
    }
    assert!(checked > 80, "{checked} rows");
}

#[test]
fn what_is_typed_and_what_it_is_taken_as_are_seen_above_a_message() {
    for size in [(80, 24), (80, 15)] {
        let mut room = Room::open();
        room.size(size.0, size.1)
            .keys("a 'Cards may stay here w:H'");
        room.tell(Message::Failed(sentence(4)));
        let seen = seen(&mut room, size);
        assert!(seen.contains("Cards may stay here w:H"), "{seen}");
        assert!(seen.contains("matters to"), "{seen}");
    }
}

#[test]
fn a_draft_that_waits_is_seen_above_a_message() {
    for (size, lines) in [((80, 24), 4), ((80, 15), 2)] {
        let mut room = Room::open();
        room.size(size.0, size.1)
            .keys("a 'Cards may stay here' Esc");
        assert_eq!(room.waiting(), "Cards may stay here");
        room.tell(Message::Failed(sentence(lines)));
        let seen = seen(&mut room, size);
        assert!(seen.contains("Cards may stay here"), "{seen}");
        assert!(seen.contains("up to its very"), "{seen}");
    }
}
