//! The first part of the scoring run: the room is counted, weights and must-haves are seen and then locked.

use super::fixture::Room;
use super::run::{cell, picture, platforms, run};
use crate::agenda::Environment;
use crate::tui::app::pages::run::stage::Stage;
use crate::tui::context::Where;
use crate::workshop::Tally;

#[test]
fn weights_and_must_haves_of_each_environment_are_seen_and_then_locked() {
    let mut room = platforms(12);
    room.keys("g s V");
    assert_eq!(room.app.context(), Where::SETTING);
    room.keys("m");
    let must = |room: &Room| {
        let criterion = &room.state().rubric.criteria[0];
        criterion
            .must_have
            .get(&Environment::new("production"))
            .copied()
    };
    assert_eq!(must(&room), Some(crate::agenda::Level::Medium));
    room.keys("m");
    assert_eq!(must(&room), Some(crate::agenda::Level::High));
    room.keys("m u");
    assert_eq!(must(&room), Some(crate::agenda::Level::High));
    room.keys("w");
    assert_eq!(room.over(), "form");
    room.keys("Esc");
    let before = room.commits();
    room.keys("Enter");
    assert_eq!((room.commits(), room.state().locked.len()), (before + 1, 1));
    // The other environment has its own weights, and they are seen before they are locked.
    assert_eq!(run(&room).stage, Stage::Weights(1));
    let second = picture(&mut room);
    assert!(second.contains("pre-production · must-haves"), "{second}");
    assert!(
        second.contains("Must-have in production only: suitability"),
        "{second}"
    );
    room.keys("m");
    let must = &room.state().rubric.criteria[0].must_have;
    let here = Environment::new("pre-production");
    assert_eq!(must.get(&here), Some(&crate::agenda::Level::Medium));
    assert!(!picture(&mut room).contains("production only: suitability"));
    room.keys("w Ctrl-u '7' Enter Enter");
    let criterion = &room.state().rubric.criteria[0];
    assert!((criterion.points(&here) - 7.0).abs() < 1e-9);
    assert_eq!((room.commits(), room.state().locked.len()), (before + 4, 2));
    assert_eq!(run(&room).stage, Stage::Criterion(0));
    room.keys("u");
    assert_eq!(run(&room).stage, Stage::Weights(1));
}

#[test]
fn an_unknown_room_is_counted_before_the_weights_are_locked() {
    let mut room = platforms(0);
    room.keys("g v");
    let first = picture(&mut room);
    assert!(
        first.contains("must-haves and weights") && first.contains("not counted"),
        "{first}"
    );
    room.keys("Enter");
    assert_eq!(room.over(), "ask");
    room.keys("'none' Enter");
    assert_eq!(room.over(), "ask");
    room.keys("Ctrl-u '9' Enter Enter Enter m Enter");
    let suitability = cell("production", "suitability", "confluent-enterprise");
    let round = &room.state().rounds(&suitability)[0];
    assert_eq!(
        (round.tally, round.room),
        (
            Tally {
                medium: 9,
                ..Tally::default()
            },
            9
        )
    );
}

#[test]
fn locking_the_weights_is_named_before_and_can_be_taken_back_after() {
    let mut room = platforms(12);
    room.size(80, 24).keys("g s V");
    assert!(room.shows("Enter lock weights"));
    room.keys("Enter");
    assert_eq!(
        room.said(),
        "The weights of production are locked; u unlocks them"
    );
    assert_eq!(run(&room).stage, Stage::Weights(1));
    room.keys("u");
    assert!(room.state().locked.is_empty());
    room.keys("j");
    assert!(room.shows("Enter lock weights"));
    room.keys("Enter Enter");
    while matches!(run(&room).stage, Stage::Criterion(_)) {
        room.keys("h Enter");
    }
    room.keys("j");
    assert!(room.shows("Enter take over"));
}
