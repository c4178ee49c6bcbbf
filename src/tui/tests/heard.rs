//! Every key of the table does its action somewhere: each is typed in a place where it must.

use super::fixture::Room;
use super::pages::{print_report, tell_history};
use crate::tui::action::TABLE;
use crate::tui::context::Situation;

/// How to come to each place where keys are heard, from the first block of the small workshop.
const PLACES: [&str; 36] = [
    "",
    "Space g m Enter",
    "Tab a 'alpha' Enter 'beta' Enter Esc p u / 'alpha' Enter",
    "Tab a 'alpha w:H' Enter Esc ] ] 6",
    "] ] ] 4 a 'no brokers' Enter Esc / 'brokers' Enter",
    "] ] 3",
    "] ] 4",
    "] ] 2",
    "h",
    "a",
    "Tab /",
    "c",
    "Tab a 'alpha' Enter Esc e",
    "3 a 'it holds' Enter Esc e Shift-Tab",
    "3 a 'it holds' Enter Esc e Tab",
    ":",
    "?",
    "g m",
    "g p a 'Landing zone takes:5d' Enter 'Clusters takes:10d' Enter Esc",
    "g p a 'Landing zone takes:5d' Enter 'Clusters takes:10d' Enter Esc g g j b 'landing' Enter 'why' Enter B",
    "] ] 2 3 1 1 2 g r",
    "g e",
    "g l",
    "a 'li: alpha' Enter Esc Tab y",
    "] ] ] 4 i",
    "g /",
    "] ] 2 3 1 1 2 g r j",
    "Tab a 'half' Esc a",
    "g v",
    "g v Enter Enter",
    "g v Enter Enter 'm'",
    "g v Enter Enter m",
    "g p a 'Landing zone takes:5d' Enter 'Clusters takes:10d' Enter Esc f",
    "g p a 'Landing zone takes:5d' Enter Esc w",
    "g p a 'Landing zone takes:5d' Enter Esc e Tab 'Foundations' Enter",
    "] ] 2 3 1 1 2 g r G w Enter",
];

/// The home screen, or the small workshop at a place.
fn room_at(place: Option<&str>) -> Room {
    let Some(keys) = place else {
        return Room::home_with_recent();
    };
    let mut room = Room::open();
    room.keys(keys);
    match keys {
        "g e" => print_report(&mut room),
        "g l" => tell_history(&mut room),
        _ => {}
    }
    room
}

#[test]
fn every_key_of_the_table_is_heard() {
    let places: Vec<Option<&str>> = std::iter::once(None).chain(PLACES.map(Some)).collect();
    let situations: Vec<Situation> = places
        .iter()
        .map(|place| room_at(*place).app.situation())
        .collect();
    let mut deaf = Vec::new();
    for entry in TABLE {
        let at = situations
            .iter()
            .position(|situation| entry.works(*situation));
        for keys in entry.keys {
            let heard = at.and_then(|at| {
                let mut room = room_at(places[at]);
                room.keys(keys);
                room.app.heard.last().copied()
            });
            if heard != Some(entry.action) {
                deaf.push((entry.name, *keys, heard));
            }
        }
    }
    assert!(deaf.is_empty(), "{deaf:?}");
}
