//! The workshop's own details by keys.

use super::fixture::Room;
use crate::tui::app::overlay::Overlay;

#[test]
fn client_dates_and_people_are_changed_as_one_act() {
    let mut room = Room::open();
    room.keys("g d Ctrl-u 'Contoso' Tab Tab Tab Ctrl-u '2026-12-03'");
    room.keys("Tab Tab Tab 'The board'");
    for _ in 0..8 {
        room.keys("Tab");
    }
    room.keys("Enter 'Bo Lind, operations, Contoso, facilitator' Ctrl-s");
    let state = room.state();
    assert_eq!(state.info.client, "Contoso");
    assert_eq!(state.info.dates[1].to_string(), "2026-12-03");
    assert_eq!(state.info.decision.as_ref().unwrap().who, "The board");
    let names: Vec<&str> = state
        .people
        .iter()
        .map(|person| person.name.as_str())
        .collect();
    assert_eq!(names, ["Lena Fischer", "Bo Lind"]);
    assert!(state.people[1].facilitator);
    room.keys("u");
    assert_eq!(room.state().info.client, "Northwind Bank");
    assert_eq!(room.state().people.len(), 1);
}

#[test]
fn a_day_before_the_one_before_is_asked_for_again() {
    let mut room = Room::open();
    room.keys("g d Tab Tab Tab Ctrl-u '2026-11-01' Ctrl-s");
    let Some(Overlay::Form(form)) = room.app.overlays.last() else {
        panic!("the form stays open");
    };
    let problem = form.fields[form.at].problem.as_deref();
    assert_eq!(problem, Some("this day comes after 2026-11-30"));
    assert_eq!(room.state().info.dates[1].to_string(), "2026-12-01");
}
