//! What one can do about the work package in front is said with its keys, at any width and with any keymap.

use super::fixture::Room;
use super::roadmap::{looped, planned, seen};
use crate::tui::context::Where;
use crate::tui::keymap::Keymap;

/// The last line of the screen.
fn footer(room: &mut Room, columns: u16) -> String {
    let screen = seen(room, columns, 24);
    screen.lines().last().unwrap_or_default().to_owned()
}

#[test]
fn the_footer_names_what_mends_the_work_package_in_front() {
    let mut room = planned(
        Some("2027-01-11"),
        &["| Landing zone | ", "| Clusters | 3d"],
        &["1 2 they stand on it"],
    );
    let screen = seen(&mut room, 80, 24);
    assert!(screen.contains("WP-1 has no estimate (e edit)"), "{screen}");
    let said = footer(&mut room, 80);
    assert!(said.starts_with(" e edit   b waits for"), "{said}");
    room.keys("j");
    let said = footer(&mut room, 80);
    assert!(said.starts_with(" b waits for   B links"), "{said}");
    // Who may only read is not told to edit.
    room.app.desk_mut().unwrap().writable = false;
    room.keys("k");
    let screen = seen(&mut room, 80, 24);
    assert!(!screen.contains("edit"), "{screen}");
}

#[test]
fn the_way_out_of_a_loop_names_the_keys_of_the_keymap() {
    let mut room = looped();
    room.keys("n");
    let screen = seen(&mut room, 120, 40);
    assert!(screen.contains("(B, then d)"), "{screen}");
    assert!(footer(&mut room, 80).starts_with(" B links   b waits for"));
    let own = Keymap::built_in().patched("keys.toml", "[keys]\nlinks = \"L\"\n");
    room.app.keymap = own.unwrap();
    let screen = seen(&mut room, 120, 40);
    assert!(screen.contains("(L, then d)"), "{screen}");
}

#[test]
fn the_question_what_it_waits_for_stands_before_long_titles() {
    let long =
        "| Everything that must be there before the first message of a customer is sent | 2d";
    let mut room = planned(Some("2027-01-11"), &[long, long], &[]);
    room.keys("j b");
    let screen = seen(&mut room, 80, 24);
    assert!(
        screen.contains(" WP-2 waits for … · Everything"),
        "{screen}"
    );
    room.keys("'everything' Enter");
    let screen = seen(&mut room, 80, 24);
    assert!(
        screen.contains(" WP-2 waits for WP-1 Everything"),
        "{screen}"
    );
}

#[test]
fn a_link_that_is_not_made_is_said() {
    let mut room = planned(Some("2027-01-11"), &["| One | 2d", "| Two | 2d"], &[]);
    room.keys("j b 'one' Enter Esc");
    assert_eq!(
        room.said(),
        "The link was not made: WP-2 does not wait for WP-1"
    );
    room.keys("b 'one' Enter 'they stand on it' Esc");
    assert_eq!(
        room.said(),
        "The link was not made: WP-2 does not wait for WP-1. What you changed waits as a draft; open it again to go on"
    );
    room.keys("b 'one' Enter");
    assert_eq!(room.form().text(), "they stand on it");
    room.keys("Enter B e Esc");
    assert!(!room.said().contains("not made"), "{}", room.said());
    assert_eq!(room.state().links.len(), 1);
}

#[test]
fn what_was_only_tried_leaves_no_trace() {
    let mut room = planned(Some("2027-01-11"), &["| One | 2d", "| Two | 2d"], &[]);
    room.keys("w Ctrl-u '9d'");
    assert!(room.desk().texts.is_empty(), "not even while it is open");
    room.keys("Esc");
    assert!(room.desk().texts.is_empty());
    room.keys("w");
    assert_eq!(room.form().text(), "2d");
}

/// The roadmap with a work package for a gap, after a cell was scored anew that the engine does not know yet.
fn scored_anew(keys: &str) -> Room {
    let mut room = Room::open();
    room.keys("] ] 2 3 1 1 2 g r G w Enter");
    assert_eq!(room.app.context(), Where::ROADMAP);
    room.engine_is_slow = true;
    room.keys("g s").keys(keys).keys("g p c");
    assert_eq!(room.app.context(), Where::ADVICE, "it waits there");
    room
}

#[test]
fn a_gap_waits_for_the_engine_and_is_then_in_front() {
    let mut room = scored_anew("g g 2");
    room.engine_answers().keys("w");
    assert_eq!(room.said(), "WP-1 closes it already: Enter goes there");
    let mut room = scored_anew("g g 2");
    room.keys("k").engine_answers();
    assert_eq!(room.app.context(), Where::ADVICE);
    room.keys("g g w");
    assert!(
        room.said().starts_with("Choose a gap first"),
        "who moves on stays there"
    );
}

#[test]
fn what_is_no_gap_any_more_is_shown_as_its_score() {
    let mut room = scored_anew("G l 3");
    room.engine_answers();
    assert_eq!(room.app.context(), Where::SCORES, "{}", room.said());
    assert!(room.said().starts_with("This is no gap"), "{}", room.said());
}
