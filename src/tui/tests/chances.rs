//! Chances on the roadmap: asked for, worked out beside the keys, gone with their plan.

use super::fixture::Room;
use super::roadmap::{page, planned, rich, seen};
use crate::tui::effect::{Effect, Message};
use crate::tui::simulating::Task;

/// The simulation that was asked for last.
pub(super) fn task(room: &Room) -> Task {
    let asked = room.effects.iter().rev().find_map(|effect| match effect {
        Effect::Simulate(task) => Some(task.clone()),
        _ => None,
    });
    asked.unwrap()
}

/// Lets the simulation that was asked for come to its end.
pub(super) fn simulate(room: &mut Room) {
    let task = task(room);
    let found = task.run(|_| {}).map(Box::new);
    room.tell(Message::Simulated(task, found));
}

#[test]
fn chances_are_computed_on_demand() {
    let mut room = rich();
    room.keys("p");
    assert!(!page(&room).chances.open, "nothing flickers for a blink");
    simulate(&mut room);
    let picture = seen(&mut room, 120, 40);
    for sentence in [
        "How sure is the end?",
        "10,000 runs, seed 1",
        "P10",
        "P50",
        "P80",
        "P90",
        "runs",
        "crit",
    ] {
        assert!(picture.contains(sentence), "{sentence}\n{picture}");
    }
    let share = |room: &Room| page(room).chances.outcome().unwrap().critical.clone();
    assert_eq!(share(&room)[1], "100%", "{:?}", share(&room));
    room.keys("p");
    assert!(!page(&room).chances.open);
    let picture = seen(&mut room, 120, 40);
    assert!(
        picture.contains("P80") && picture.contains("critical in"),
        "{picture}"
    );
    let asked = |room: &Room| {
        let asked = room
            .effects
            .iter()
            .filter(|effect| matches!(effect, Effect::Simulate(_)));
        asked.count()
    };
    room.keys("p Esc p");
    assert!(
        page(&room).chances.open && asked(&room) == 1,
        "it is known already"
    );
    // The clock changes nothing in the plan; a link does.
    room.keys("Space");
    assert!(page(&room).chances.outcome().is_some());
    room.keys("B d");
    assert!(page(&room).chances.outcome().is_none());
}

#[test]
fn a_simulation_shows_how_far_it_is_and_ends_with_its_plan() {
    let mut room = rich();
    room.keys("p");
    let first = task(&room);
    room.tell(Message::Simulating(first.clone(), 5_400));
    let picture = seen(&mut room, 80, 24);
    assert!(
        picture.contains("simulating") && picture.contains("54 %"),
        "{picture}"
    );
    room.keys("p");
    assert_eq!(room.said(), "The simulation was stopped");
    assert!(first.run(|_| {}).is_none(), "the thread is told to stop");
    room.keys("p");
    let second = task(&room);
    assert!(first != second);
    room.keys("G k k d");
    assert!(second.run(|_| {}).is_none(), "the plan is another one now");
    room.keys("u p");
    let third = task(&room);
    // What comes of those that nobody waits for is left.
    room.tell(Message::Simulating(second.clone(), 9_000));
    room.tell(Message::Simulated(second, None));
    assert!(!page(&room).chances.open);
    simulate(&mut room);
    assert!(page(&room).chances.open);
    room.keys("Esc Esc");
    assert!(room.desk().page().is_none());
    room.keys("g p p");
    let last = task(&room);
    room.keys("Esc");
    assert!(last.run(|_| {}).is_none(), "nobody looks any more");
    assert!(third.run(|_| {}).is_none());
}

#[test]
fn without_three_values_there_is_nothing_to_simulate() {
    let mut room = planned(None, &["| One | 2d"], &[]);
    room.keys("p");
    assert!(
        room.said()
            .starts_with("Chances need durations with three values")
    );
    let mut room = planned(
        None,
        &["| One | 1d/2d/3d", "| Two | 2d"],
        &["1 2 a", "2 1 b"],
    );
    room.keys("p");
    assert!(room.said().starts_with("Nothing has a date yet"));
}
