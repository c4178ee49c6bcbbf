//! The scorecard: totals that follow every key, weights with their lock.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::fixture::Room;
use super::pictures::text;
use crate::tui::app::overlay::Overlay;
use crate::tui::app::scorecard::Foot;
use crate::tui::view::view;

const MUST_HAVE: &str = r#"
[rubric]
id = "small"
title = "Small"
version = 1
environments = ["production"]
[[option]]
id = "a"
title = "A"
[[option]]
id = "b"
title = "B"
[[criterion]]
id = "security"
title = "Security"
question = "?"
anchors = { L = "l", M = "m", H = "h" }
must_have = { production = "M" }
[[criterion]]
id = "cost"
title = "Cost"
question = "?"
anchors = { L = "l", M = "m", H = "h" }
"#;

fn picture(room: &mut Room) -> String {
    room.size(80, 24);
    let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 24));
    view(&room.app, &mut buffer);
    text(&buffer)
}

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

/// Totals in the form of the weights.
fn tried(room: &Room) -> Vec<String> {
    let Some(Overlay::Form(form)) = room.app.overlays.last() else {
        panic!("no form is open");
    };
    let columns = form.tried.as_ref().unwrap().card.columns.iter();
    columns
        .map(|foot| format!("{} {}", foot.total, foot.rank))
        .collect()
}

#[test]
fn totals_ranks_and_verdict_follow_a_weight_while_it_is_typed() {
    let mut room = Room::open();
    // Cost is better in the cloud, support with us: the weights decide.
    room.keys("g s L M H H w");
    assert_eq!(tried(&room), ["70.0 1", "60.0 2"]);
    room.keys("Tab '2'");
    assert_eq!(tried(&room), ["97.6 1", "4.8 2"]);
    room.keys("'00'");
    assert_eq!(tried(&room), ["58.3 2", "83.3 1"]);
    let picture = picture(&mut room);
    assert!(picture.contains("adopt Run by us"), "{picture}");
    assert!(
        picture.contains("83.3"),
        "its share of all weights: {picture}"
    );
    // Nothing is kept yet.
    assert_eq!(card(&room, |foot| &foot.total), ["70.0", "60.0"]);
    room.keys("Esc");
    assert_eq!(card(&room, |foot| &foot.total), ["70.0", "60.0"]);
}

#[test]
fn what_is_no_weight_is_said_while_it_is_typed() {
    let mut room = Room::open();
    room.keys("g s L M H H w 'x'");
    assert!(picture(&mut room).contains("write a number from 0 up"));
    room.keys("Backspace '0' Tab '0'");
    assert!(picture(&mut room).contains("every weight is 0"));
}

#[test]
fn typing_never_waits_for_the_engine() {
    let mut room = Room::open();
    room.keys("g s L M H H");
    room.engine_is_slow = true;
    room.keys("w Tab '200'");
    assert_eq!(
        tried(&room),
        ["58.3 2", "83.3 1"],
        "totals are there at once"
    );
    let before = picture(&mut room);
    assert!(
        before.contains("trial Cloud …"),
        "the latest verdict, marked: {before}"
    );
    while room.engine_answers_if_asked() {}
    assert!(
        picture(&mut room).contains("adopt Run by us "),
        "{}",
        picture(&mut room)
    );
}

#[test]
fn weights_show_no_totals_before_anything_is_scored() {
    let mut room = Room::open();
    room.keys("g s w");
    let Some(Overlay::Form(form)) = room.app.overlays.last() else {
        panic!("no form is open");
    };
    assert!(form.tried.is_none());
}

#[test]
fn the_scorecard_says_the_verdict_and_what_keeps_an_option_out() {
    let mut room = Room::with_rubric(MUST_HAVE);
    room.keys("g s L H H M g g");
    let first = picture(&mut room);
    assert!(first.contains("Clear: adopt B"), "{first}");
    room.keys("h");
    let out = picture(&mut room);
    assert!(
        out.contains("out: fails the must-have on security; would rank 2"),
        "{out}"
    );
    room.keys("0");
    let open = picture(&mut room);
    assert!(
        open.contains("conditional: the must-have on security is not scored"),
        "{open}"
    );
}
