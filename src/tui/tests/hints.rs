//! What the program says of its keys: help, footer, and why a key does nothing.

use super::actions::three;
use super::fixture::{Room, workshop};
use super::pictures::{buffer, text};
use crate::tui::app::overlay::Overlay;
use crate::tui::effect::{Message, Opened};
use crate::tui::theme::ThemeName;

/// What help or palette show.
fn listed(room: &Room) -> Vec<&str> {
    match room.app.overlays.last() {
        Some(Overlay::Help(finder) | Overlay::Palette(finder)) => finder
            .found
            .iter()
            .map(|found| found.action.entry().name)
            .collect(),
        _ => Vec::new(),
    }
}

/// A window that follows another one.
fn follower() -> Room {
    let mut room = Room::home();
    let opened = Opened {
        workshop: workshop(),
        writable: false,
        report_folder: String::new(),
        draft: String::new(),
        note: None,
    };
    room.tell(Message::Opened(Box::new(opened)));
    room
}

#[test]
fn help_lists_only_what_works() {
    let mut room = three();
    room.keys("?");
    assert!(listed(&room).contains(&"relevance") && !listed(&room).contains(&"board-or-list"));
    room.keys("Esc 3 a 'it holds' Enter Esc ?");
    assert!(!listed(&room).contains(&"relevance"));
    let mut room = follower();
    room.keys("?");
    for name in ["capture", "cover", "close-block"] {
        assert!(!listed(&room).contains(&name), "{name}");
    }
    assert!(listed(&room).contains(&"next-block"));
}

#[test]
fn a_key_without_what_it_needs_says_so() {
    let mut room = three();
    for (keys, said) in [
        ("n", "No filter is set, so n does nothing here"),
        ("b", "Only a SWOT sheet has a board, so b does nothing here"),
        ("3 e", "Nothing is selected, so e does nothing here"),
        (
            "a 'it holds' Enter Esc w",
            "Records of this sheet do not matter to later blocks, so w does nothing here",
        ),
        (
            "Ctrl-r",
            "Nothing was taken back, so Ctrl-r does nothing here",
        ),
        ("Esc", ""),
    ] {
        room.keys(keys);
        assert_eq!(room.said(), said);
    }
}

#[test]
fn a_window_whose_writer_is_gone_says_so_until_another_writes() {
    let mut room = follower();
    room.tell(Message::Led(false));
    let way = "The window that wrote is closed: open the file again to write here";
    assert_eq!(room.said(), way);
    room.keys("a");
    let said = format!("Read-only, so this does nothing here: Open the capture line. {way}");
    assert_eq!(room.said(), said);
    room.tell(Message::Led(true));
    room.keys("a");
    assert!(room.said().contains("close the other window"));
}

#[test]
fn a_window_that_follows_names_the_way_to_write() {
    let mut room = follower();
    room.keys("a");
    assert_eq!(
        room.said(),
        "Read-only, so this does nothing here: Open the capture line. To write, close the other window, or make the \
         file writable, and open it again"
    );
    room.keys("] ] 2");
    let picture = text(&buffer(&mut room, 120, 40, ThemeName::Dark));
    let footer = picture.lines().last().unwrap();
    assert!(
        footer.contains("v other") && !footer.contains("same"),
        "{footer}"
    );
    room.keys("=");
    assert!(room.effects.is_empty() && room.said().starts_with("Read-only"));
}

#[test]
fn the_footer_of_an_empty_matrix_offers_nothing_to_write() {
    let rows = (
        "{ fixed = [\"Patch\", \"Recover\"] }",
        "{ register = \"assumptions\" }",
    );
    let mut room = Room::open_with(|playbook| playbook.replace(rows.0, rows.1));
    let footer = |room: &mut Room| {
        let picture = text(&buffer(room, 80, 24, ThemeName::Dark));
        picture.lines().last().unwrap().to_owned()
    };
    room.keys("] ] 4");
    assert!(
        !footer(&mut room).contains("write"),
        "{}",
        footer(&mut room)
    );
    room.keys("a 'it holds' Enter Esc");
    assert!(
        footer(&mut room).contains("e write"),
        "{}",
        footer(&mut room)
    );
    room.keys("e 'does' Enter");
    assert_eq!(room.state().cells.len(), 1);
}

#[test]
fn a_command_is_found_by_a_longer_word() {
    let mut room = Room::open();
    room.keys(": 'scores'");
    assert_eq!(listed(&room).first(), Some(&"scorecard"));
    room.keys("Ctrl-u 'scoxyz'");
    assert_eq!(listed(&room).first(), Some(&"scorecard"));
    room.keys("Ctrl-u 'qzx' Enter");
    assert!(listed(&room).is_empty() && room.effects.is_empty());
}
