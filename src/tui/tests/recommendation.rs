//! The recommendation: verdict first, its parts, where they lead, and what is said when there is no answer.

use std::fmt::Write as _;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::fixture::{Room, begun};
use super::pictures::text;
use crate::tui::app::pages::Page;
use crate::tui::app::pages::recommendation::Recommendation;
use crate::tui::app::pages::recommendation::line::{Body, Part, Target};
use crate::tui::context::Where;
use crate::tui::view::view;

/// A rubric of these options and criteria, all higher-is-better and of the same weight.
fn rubric(options: &[&str], criteria: &[(&str, &str)]) -> String {
    let mut text = String::from(
        "[rubric]\nid = \"small\"\ntitle = \"Small\"\nversion = 1\nenvironments = [\"production\"]\n",
    );
    for option in options {
        let _ = write!(
            text,
            "[[option]]\nid = \"{option}\"\ntitle = \"Option {option}\"\n"
        );
    }
    for (criterion, must) in criteria {
        let _ = write!(
            text,
            "[[criterion]]\nid = \"{criterion}\"\ntitle = \"{criterion}\"\nquestion = \"?\"\n\
             anchors = {{ L = \"l\", M = \"m\", H = \"h\" }}\n{must}\n"
        );
    }
    text
}

/// A room with this rubric that has typed these keys on the scorecard and opened the recommendation.
fn room(options: &[&str], criteria: &[(&str, &str)], keys: &str) -> Room {
    let mut room = Room::with_rubric(&rubric(options, criteria));
    room.keys("g s").keys(keys).keys("g r");
    room
}

/// The sample workshop, on its recommendation.
pub(super) fn sample() -> Room {
    let state = crate::definitions::sample::state().unwrap();
    let mut room = Room::with(begun(state));
    room.keys("g r");
    room
}

fn page(room: &Room) -> &Recommendation {
    match room.desk().page() {
        Some(Page::Recommendation(page)) => page,
        other => panic!("{other:?}"),
    }
}

/// Everything that the page says, whether it is in view or not.
fn said(room: &Room) -> String {
    let page = page(room);
    let lines = page.laid.lines.iter().filter_map(|line| match &line.body {
        Body::Text(text) | Body::Note(text) | Body::Heading(text) => Some(text.as_str()),
        _ => None,
    });
    let head = page.headline.iter().map(String::as_str);
    head.chain(lines).collect::<Vec<_>>().join(" ")
}

fn picture(room: &mut Room, columns: u16, rows: u16) -> String {
    room.size(columns, rows);
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
    view(&room.app, &mut buffer);
    text(&buffer)
}

fn part(room: &Room) -> Part {
    let page = page(room);
    page.laid.parts[page.part()].1
}

#[test]
fn how_far_a_weight_can_move_is_said_whole_also_of_weights_with_decimals() {
    let names = ["one", "two", "three", "four", "five", "six", "seven"];
    let mut room = room(
        &["a", "b"],
        &names.map(|name| (name, "")),
        &"H L ".repeat(7),
    );
    for size in [(80, 24), (120, 40)] {
        room.size(size.0, size.1);
        room.keys("Tab Tab");
        assert!(room.shows("14.3 now, never changes the leader"), "{size:?}");
        room.keys("Shift-Tab Shift-Tab");
    }
}

#[test]
fn the_parts_are_gone_through_with_one_key_and_the_verdict_stays() {
    let mut room = sample();
    let verdict = page(&room).headline[0].clone();
    let all = [
        Part::Options,
        Part::Sureness,
        Part::Weights,
        Part::Changes,
        Part::Together,
        Part::Levels,
        Part::Gaps,
    ];
    for expected in all {
        assert_eq!(part(&room), expected);
        assert!(picture(&mut room, 80, 24).contains(&verdict));
        room.keys("Tab");
    }
    assert_eq!(part(&room), Part::Options, "around the end");
    room.keys("Shift-Tab");
    assert_eq!(part(&room), Part::Gaps);
}

#[test]
fn every_line_comes_into_view_on_a_small_screen() {
    let mut room = sample();
    let (mut seen, mut row) = (std::collections::BTreeSet::new(), usize::MAX);
    while page(&room).spot.row != row {
        row = page(&room).spot.row;
        let page = page(&room);
        let height = usize::from(page.areas(Rect::new(1, 4, 78, 18)).body.height);
        let (line, _) = page.selected().unwrap();
        assert!((page.first..page.first + height).contains(line), "{row}");
        seen.extend(page.first..page.first + height);
        room.keys("j");
    }
    let lines = page(&room).laid.lines.len();
    assert!((0..lines).all(|line| seen.contains(&line)));
}

#[test]
fn nothing_is_cut_without_a_mark_and_nothing_is_lost_in_wide_tables() {
    let mut room = sample();
    room.size(60, 15);
    while part(&room) != Part::Levels {
        room.keys("Tab");
    }
    let options = page(&room).laid.levels.options.clone();
    for (_, name) in &options {
        let picture = picture(&mut room, 60, 15);
        assert!(picture.contains(&name.short), "{}\n{picture}", name.short);
        room.keys("Right");
    }
}

#[test]
fn levels_lead_to_their_cell_and_to_why() {
    let mut room = sample();
    while part(&room) != Part::Levels {
        room.keys("Tab");
    }
    room.keys("j Right Right");
    let cell = page(&room).cell().unwrap();
    assert_eq!(
        (cell.option.as_str(), cell.criterion.as_str()),
        ("confluent-cloud", "cost")
    );
    room.keys("e");
    assert_eq!(room.over(), "ask");
    room.keys("Esc y");
    assert_eq!(room.app.context(), Where::WHY);
    room.keys("Esc Enter");
    assert_eq!(room.desk().score_cell(), Some(cell));
    room.keys("Backspace");
    assert_eq!(part(&room), Part::Levels, "back where one came from");
}

#[test]
fn each_environment_has_its_own_verdict_in_view() {
    let mut room = sample();
    let picture = picture(&mut room, 80, 24);
    assert!(
        picture.contains("Production") && picture.contains("Pre-production"),
        "{picture}"
    );
    assert!(picture.contains("Leaning: trial MSK"), "{picture}");
    room.keys("v");
    assert_eq!(page(&room).front, 1);
    assert!(
        said(&room).contains("33 of 35 cells scored"),
        "{}",
        said(&room)
    );
}

#[test]
fn the_joint_verdict_says_what_a_second_platform_would_gain() {
    let room = sample();
    let said = said(&room);
    assert!(
        said.contains("as one platform for both production and pre-production"),
        "{said}"
    );
    assert!(
        said.contains("would gain at most 7.5, and mean a second platform to run"),
        "{said}"
    );
    assert_eq!(page(&room).sides.len(), 2);
}

#[test]
fn a_tie_is_said_and_nothing_is_made_up() {
    let room = room(&["a", "b"], &[("x", ""), ("y", "")], "H L L H");
    let said = said(&room);
    assert!(
        said.contains("Option a and Option b share first place"),
        "{said}"
    );
    assert!(
        said.contains("no lead that a weight could turn over"),
        "{said}"
    );
    assert_eq!(page(&room).sides[0].told.answer, "Too close to call");
}

#[test]
fn when_nothing_passes_the_must_haves_that_is_the_answer() {
    let must = "must_have = { production = \"M\" }";
    let room = room(&["a", "b"], &[("x", must), ("y", "")], "L H L M");
    let said = said(&room);
    assert!(said.contains("no option passes the must-haves"), "{said}");
    assert!(
        said.contains("Option a is out: fails the must-have on x; would rank 1"),
        "{said}"
    );
    assert!(said.contains("no first place to share out"), "{said}");
    assert_eq!(
        page(&room).sides[0].told.answer,
        "Hold: no option passes the must-haves"
    );
}

#[test]
fn with_missing_cells_the_next_one_to_ask_about_leads_to_its_place() {
    let mut room = room(&["a", "b"], &[("x", ""), ("y", "")], "H j H");
    let said = said(&room);
    assert!(said.contains("Ask next about"), "{said}");
    while part(&room) != Part::Changes {
        room.keys("Tab");
    }
    let Some((_, Target::Cell(cell))) = page(&room).selected().cloned() else {
        panic!("{:?}", page(&room).selected());
    };
    assert!(room.state().score(&cell).is_none());
    room.keys("Enter");
    assert_eq!(room.desk().score_cell(), Some(cell));
}

#[test]
fn one_option_alone_is_no_comparison() {
    let room = room(&["a"], &[("x", "")], "H");
    assert!(
        said(&room).contains("the only option, so nothing was compared"),
        "{}",
        said(&room)
    );
}

#[test]
fn before_anything_is_scored_the_page_says_what_to_do() {
    let mut room = Room::open();
    room.keys("g r");
    let text = said(&room);
    assert!(
        text.contains("nothing has been scored") && text.contains("g s goes there"),
        "{text}"
    );
    room.keys("Tab j Enter");
    assert_eq!(room.tab(), "scores");
    // One of two environments.
    room.keys("L M H H g r v");
    assert!(
        said(&room).contains("Nothing is scored here yet"),
        "{}",
        said(&room)
    );
}

#[test]
fn what_the_engine_refuses_is_said_in_its_words() {
    let room = room(&["a", "b"], &[("x", "")], "x x");
    let text = said(&room);
    assert!(
        text.contains("is marked not applicable, so nothing is left to compare"),
        "{text}"
    );
}

#[test]
fn the_page_waits_for_the_engine_and_keeps_what_it_had() {
    let mut room = Room::open();
    room.engine_is_slow = true;
    room.keys("g s L M H H g r");
    assert!(page(&room).waiting && page(&room).laid.lines.is_empty());
    assert!(picture(&mut room, 80, 24).contains("working it out"));
    // The first answer is to the first key only: the next question is under way.
    room.engine_answers();
    assert!(page(&room).waiting);
    room.engine_answers();
    assert!(!page(&room).waiting);
    assert_eq!(page(&room).sides[0].coverage, (4, 4));
    room.keys("u Backspace");
    assert!(page(&room).waiting);
    assert_eq!(
        page(&room).sides[0].coverage,
        (4, 4),
        "until the new one is there"
    );
    room.engine_answers();
    assert_eq!(page(&room).sides[0].coverage, (3, 4));
}

#[test]
fn an_answer_for_a_workshop_that_was_left_is_not_taken() {
    let mut room = Room::open();
    room.engine_is_slow = true;
    room.keys("g s L M H H");
    let workshop = super::fixture::workshop();
    room.take(workshop);
    room.engine_answers();
    assert!(room.desk().assessment.current().is_none());
}
