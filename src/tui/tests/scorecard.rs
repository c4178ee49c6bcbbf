//! The scorecard: totals that follow every key, weights with their lock.

use super::fixture::Room;
use crate::tui::app::scorecard::Foot;

fn card(room: &Room, of: impl Fn(&Foot) -> &str) -> Vec<String> {
    let columns = room.desk().index.scorecard.columns.iter();
    columns.map(|foot| of(foot).to_owned()).collect()
}

#[test]
fn coverage_total_and_rank_follow_every_level() {
    let mut room = Room::open();
    room.keys("g s");
    assert_eq!(card(&room, |foot| &foot.total), ["0.0–100.0", "0.0–100.0"]);
    // Cost of the cloud low, support medium; our own cost high, support high.
    room.keys("L M");
    assert_eq!(card(&room, |foot| &foot.coverage), ["2/2", "0/2"]);
    assert_eq!(card(&room, |foot| &foot.total)[0], "70.0");
    room.keys("H H");
    assert_eq!(card(&room, |foot| &foot.total), ["70.0", "60.0"]);
    assert_eq!(card(&room, |foot| &foot.rank), ["1", "2"]);
    room.keys("u");
    assert_eq!(card(&room, |foot| &foot.coverage), ["2/2", "1/2"]);
    // The other environment has its own.
    room.keys("v");
    assert_eq!(card(&room, |foot| &foot.coverage), ["0/2", "0/2"]);
}

#[test]
fn weights_are_set_beside_their_question_until_they_are_locked() {
    let mut room = Room::open();
    room.keys("g s L M H H w");
    assert_eq!(room.over(), "form");
    room.keys("Backspace Backspace '80' Enter");
    assert_eq!(room.over(), "");
    assert_eq!(card(&room, |foot| &foot.total), ["78.6", "42.9"]);
    room.keys("w 'x' Enter");
    assert_eq!(room.over(), "form", "80x is no weight");
    room.keys("Esc W w");
    assert_eq!(room.over(), "", "locked weights are not offered");
    assert!(room.said().contains("W unlocks"), "{}", room.said());
    room.keys("W");
    assert!(room.state().locked.is_empty());
}

#[test]
fn weights_that_all_are_nothing_are_not_taken() {
    let mut room = Room::open();
    room.keys("g s w Backspace Backspace '0' Tab Backspace Backspace '0' Enter");
    assert_eq!(room.over(), "form");
    room.keys("'5' Enter");
    assert_eq!(room.over(), "");
}
