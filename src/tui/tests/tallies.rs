//! Tallies in the scoring run: what does not add up, what is half typed, who abstains.

use super::fixture::Room;
use super::run::{cell, picture, platforms, run, score};
use crate::tui::context::Where;
use crate::workshop::Provenance;

#[test]
fn a_tally_larger_than_the_room_is_not_kept_and_not_lost() {
    let mut room = platforms(4);
    room.keys("g v Enter Enter '3M 2L' Enter");
    assert!(
        room.said().contains("4 people are in the room"),
        "{}",
        room.said()
    );
    assert!(room.state().votes.is_empty());
    assert!(picture(&mut room).contains("3M 2L"));
    room.keys("Esc n '5' Enter '3M 2L' Enter");
    assert_eq!(room.state().votes.len(), 1);
    assert_eq!(room.state().room(), Some(5));
}

#[test]
fn everybody_may_abstain_and_the_cell_stays_open() {
    let mut room = platforms(12);
    room.keys("g v Enter Enter '12-' Enter");
    assert!(room.said().contains("stays open"), "{}", room.said());
    assert_eq!(run(&room).spot.row, 1);
    assert_eq!(
        room.state()
            .score(&cell("production", "suitability", "confluent-enterprise")),
        None
    );
}

#[test]
fn a_round_in_which_nobody_says_a_level_leaves_the_level_of_the_one_before() {
    let mut room = platforms(12);
    room.keys("g v Enter Enter '12M' Enter Up '12-' Enter");
    assert!(room.said().contains("it stays M"), "{}", room.said());
    let cell = cell("production", "suitability", "confluent-enterprise");
    assert_eq!(score(&room, &cell), ("M".to_owned(), Provenance::Voted));
    assert_eq!(room.state().rounds(&cell).len(), 2);
}

#[test]
fn half_a_tally_is_dropped_by_esc_and_gets_into_no_other_vote() {
    let mut room = platforms(8);
    room.keys("g v Enter Enter '5M' Esc");
    assert!(room.said().contains("Dropped \"5M\""), "{}", room.said());
    assert_eq!(room.app.context(), Where::VOTING);
    let cell = cell("production", "suitability", "confluent-enterprise");
    assert!(room.desk().run_memory.line(&cell).is_none());
    room.keys("'3M' Enter");
    assert_eq!(room.state().rounds(&cell)[0].tally.medium, 3);
}

#[test]
fn a_tally_that_is_being_typed_is_stored_and_comes_back_with_its_field_open() {
    let mut room = Room::open();
    room.keys("g v Enter Enter '1M' Down '1L'");
    let stored = room.stored().to_owned();
    let mut again = Room::reopen(&stored, true);
    again.keys("g v Enter Enter");
    assert_eq!(again.app.context(), Where::TALLY);
    assert!(again.shows("1M"));
    again.keys("Enter");
    assert_eq!(again.state().votes.len(), 1);
    assert!(again.shows("1L"), "the next one waits as well");
    again.keys("Esc");
    assert_eq!(again.stored(), "", "nothing waits any more");
}

#[test]
fn hands_that_were_not_raised_are_said_and_are_no_abstentions() {
    let mut room = platforms(8);
    room.keys("g v Enter Enter '3M'");
    assert!(picture(&mut room).contains("M   5 did not vote"));
    room.keys("Enter");
    assert!(
        room.said().contains("3 medium, 5 did not vote"),
        "{}",
        room.said()
    );
    assert!(picture(&mut room).contains("3 medium, 5 did not vote"));
    let cell = cell("production", "suitability", "confluent-enterprise");
    assert_eq!(room.state().rounds(&cell)[0].tally.abstained, 0);
    room.keys("'3M 5-' Enter");
    assert!(!room.said().contains("did not vote"), "{}", room.said());
}
