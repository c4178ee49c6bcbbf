//! Clocks by keys: what starts, what is closed, and what undo takes back.

use super::fixture::{Room, at};
use crate::agenda::BlockId;
use crate::tui::effect::Message;

fn closed(room: &Room, block: &str) -> bool {
    let clock = room.state().clocks.get(&BlockId::new(block));
    clock.is_some_and(|clock| clock.ended.is_some())
}

#[test]
fn closing_a_block_is_taken_back_and_gone_back_to() {
    let mut room = Room::open();
    room.keys("] c");
    assert!(closed(&room, "lunch"));
    room.keys("]");
    assert_eq!(room.block(), "plan");
    room.keys("u");
    assert!(!closed(&room, "lunch"), "{}", room.said());
    assert_eq!(room.block(), "lunch", "undo goes where it undid");
    room.keys("Ctrl-r");
    assert!(closed(&room, "lunch"));
}

#[test]
fn starting_and_pausing_are_passed_over_by_undo() {
    let mut room = Room::open();
    room.keys("Tab a 'said' Enter Esc Space + u");
    assert!(room.records("line-items").is_empty());
    assert!(room.desk().running_block().is_some());
}

#[test]
fn behind_a_page_the_clock_is_that_of_the_block_that_runs() {
    let mut room = Room::open();
    room.keys("Space ] g m Space");
    assert!(room.desk().running_block().is_none());
    assert!(room.said().starts_with("Paused"), "{}", room.said());
    assert!(!room.state().clocks.contains_key(&BlockId::new("lunch")));
}

#[test]
fn a_block_keeps_its_last_five_minutes() {
    let mut room = Room::open();
    for _ in 0..40 {
        room.keys("-");
    }
    assert!(room.said().contains("keeps its last five minutes"));
    room.keys("+");
    assert!(room.said().contains("10 min"), "{}", room.said());
}

#[test]
fn a_closed_block_says_that_it_is_open_again() {
    let mut room = Room::open();
    room.keys("] c [ Space");
    assert_eq!(room.block(), "lunch");
    assert!(room.said().contains("open again"), "{}", room.said());
}

#[test]
fn a_workshop_opens_where_the_room_was_last() {
    let mut room = Room::open();
    room.keys("Space");
    room.tell(Message::Now(at("09:30")));
    room.keys("] Space Space");
    let again = Room::with(room.desk().workshop.clone());
    assert_eq!(again.block(), "lunch");
    room.keys("c");
    let again = Room::with(room.desk().workshop.clone());
    assert_eq!(
        again.block(),
        "choose",
        "what is closed is not gone back to"
    );
}
