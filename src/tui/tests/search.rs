//! The search over everything: the way there and back, and what was removed.

use super::fixture::Room;
use super::pictures::{buffer, busy, check, text};
use crate::tui::app::overlay::Overlay;
use crate::tui::effect::Message;
use crate::tui::theme::ThemeName;

/// The names of what is shown.
fn found(room: &Room) -> Vec<&str> {
    match room.app.overlays.last() {
        Some(Overlay::Pick(picker)) => picker.visible.iter().map(|hit| hit.name.as_str()).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn the_way_back_leads_to_the_search_with_what_was_typed() {
    let mut room = busy();
    room.keys("g / 'batch'");
    let both = ["Batch jobs", "LI-1 Nightly batch to the ledger takes 6 h"];
    assert_eq!(found(&room), both);
    room.keys("Down Enter");
    assert_eq!(
        (room.tab(), room.selected()),
        ("line-items".into(), "LI-1".into())
    );
    room.keys("] Backspace");
    assert_eq!(found(&room), both);
    room.keys("Up Enter");
    assert_eq!(room.desk().topic().unwrap().title, "Batch jobs");
    room.keys("Backspace Ctrl-u 'lunch' Enter");
    assert_eq!(room.block(), "lunch");
    room.keys("Backspace Esc Backspace");
    assert_eq!((room.over(), room.block()), ("", "lunch"), "once is enough");
}

#[test]
fn other_words_take_the_place_of_the_last_ones_unless_those_are_edited() {
    let mut room = busy();
    let words = |room: &Room| match room.app.overlays.last() {
        Some(Overlay::Pick(picker)) => picker.line.text().to_owned(),
        _ => String::new(),
    };
    room.keys("g / 'batch' Enter g / 'rab'");
    assert_eq!(words(&room), "rab");
    assert_eq!(found(&room), ["LI-2 Two teams run their own RabbitMQ"]);
    room.keys("Enter g / Backspace 'bbit'");
    assert_eq!(words(&room), "rabbit");
    room.keys("Enter g / End 'mq'");
    assert_eq!(words(&room), "rabbitmq");
}

#[test]
fn a_search_from_a_screen_leads_back_to_both() {
    let mut room = busy();
    room.keys("g m g / 'ledger' Enter");
    assert!(room.desk().page().is_none());
    room.keys("Backspace");
    assert_eq!(room.over(), "pick");
    room.keys("Esc Backspace");
    assert!(room.desk().page().is_some());
}

#[test]
fn characters_are_text_and_the_rest_walks() {
    let mut room = busy();
    room.keys("g / 'q?u+'");
    assert!(found(&room).is_empty());
    room.keys("Enter Ctrl-u");
    room.tell(Message::Paste("o\n".to_owned()));
    let all = found(&room).len();
    assert!(all > 4);
    let at = |room: &Room| match room.app.overlays.last() {
        Some(Overlay::Pick(picker)) => picker.spot.row,
        _ => usize::MAX,
    };
    room.keys("Down Down Up");
    assert_eq!(at(&room), 1);
    room.keys("PgDn PgDn");
    assert_eq!(at(&room), all - 1);
    room.keys("PgUp PgUp");
    assert_eq!(at(&room), 0);
}

#[test]
fn what_was_removed_comes_last_and_can_be_brought_back() {
    let mut room = busy();
    room.keys("2 g g j d g / 'rabbit'");
    let picture = text(&buffer(&mut room, 80, 24, ThemeName::Dark));
    for word in ["removed", "1 of 1, 1 removed", "Enter brings it back"] {
        assert!(picture.contains(word), "{word}\n{picture}");
    }
    room.keys("Enter");
    assert_eq!(room.said(), "Brought LI-2 back; undo removes it again");
    assert_eq!(
        (room.selected().as_str(), room.records("line-items").len()),
        ("LI-2", 3)
    );
    room.keys("u");
    assert_eq!(room.records("line-items").len(), 2);
}

#[test]
fn searching() {
    let mut room = busy();
    room.keys("2 g g o j d g / 'e'");
    check("search-all", room);
}
