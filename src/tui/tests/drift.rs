//! How late the blocks still to come will begin.

use super::fixture::{Room, at};
use crate::tui::drift::drift;

/// The drift of the fixture's first day at this time, in words.
fn late(room: &Room, time: &str) -> Vec<String> {
    let found = drift(room.state(), at(time));
    found
        .iter()
        .map(|(block, by)| format!("{block} {by}"))
        .collect()
}

#[test]
fn what_comes_later_drifts_up_to_the_next_locked_block() {
    // Today 09:00 to 10:00, a locked lunch to 11:00, then Choose.
    let mut room = Room::open();
    assert_eq!(late(&room, "08:50"), [""; 0]);
    assert_eq!(late(&room, "09:10"), ["today 10"], "not begun yet");
    room.keys("Space");
    assert_eq!(late(&room, "09:30"), [""; 0]);
    // Twenty minutes over, and still inside the locked lunch.
    assert_eq!(late(&room, "10:20"), [""; 0]);
    assert_eq!(late(&room, "11:05"), ["choose 5"]);
    assert_eq!(late(&room, "10:59"), [""; 0]);
}

#[test]
fn more_time_for_a_block_moves_what_follows() {
    let mut room = Room::open();
    room.keys("Space + + + + + + + + + + + + +");
    assert_eq!(late(&room, "09:00"), ["choose 5"]);
}
