//! The SWOT board: moves across its edges, and what was found in all of it.

use super::fixture::Room;

/// A board with points in three quadrants of one option and in one of the other.
fn board() -> Room {
    let mut room = Room::open();
    room.keys("] ] ] 4 a 'no brokers' Enter 'in the EU' Enter Esc l a 'brokers cost' Enter Esc");
    room.keys("h j j a 'fewer brokers' Enter Esc v a 'own brokers' Enter Esc v");
    room
}

fn at(room: &Room) -> (usize, usize) {
    (room.desk().spot().row, room.desk().spot().column)
}

#[test]
fn right_stops_at_the_edge_and_left_leads_into_the_agenda() {
    let mut room = board();
    room.keys("k k k k l");
    assert_eq!(at(&room), (0, 1));
    room.keys("l l");
    assert_eq!((at(&room), room.desk().in_rail), ((0, 1), false));
    room.keys("j l");
    assert_eq!(at(&room).1, 3);
    room.keys("l h");
    assert_eq!((at(&room).1, room.desk().in_rail), (2, false));
    room.keys("h");
    assert!(room.desk().in_rail, "from the lower left as well");
    room.keys("l h h");
    assert!(room.desk().in_rail);
}

#[test]
fn matches_are_walked_through_in_all_quadrants_and_options() {
    let mut room = board();
    room.keys("/ 'brokers' Enter k k k k");
    let mut seen = vec![room.selected()];
    for _ in 0..4 {
        room.keys("n");
        seen.push(room.selected());
    }
    assert_eq!(seen, ["S-1", "S-3", "S-4", "S-5", "S-1"]);
    room.keys("N");
    assert_eq!(room.selected(), "S-5");
    room.keys("N N");
    assert_eq!(room.selected(), "S-3");
    // From a quadrant in which nothing was found.
    room.keys("v v j l n");
    assert_eq!(room.selected(), "S-5");
}
