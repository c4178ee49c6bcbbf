//! What keys do: every action of the table has its test here or beside.

use super::fixture::Room;
use crate::tui::effect::{Effect, Message};

#[test]
fn topics_are_covered_and_opened_again() {
    let mut room = Room::open();
    room.keys("x");
    assert!(room.state().covered.contains_key("people"));
    assert_eq!(room.desk().spot().row, 1);
    room.keys("k Enter");
    assert!(!room.state().covered.contains_key("people"));
}

#[test]
fn notes_are_hidden_until_asked_for() {
    let mut room = Room::open();
    assert!(!room.desk().notes);
    room.keys("i");
    assert!(room.desk().notes);
}

#[test]
fn long_details_are_read_page_by_page_and_begin_again() {
    let mut room = Room::open();
    let text: Vec<String> = (0..300).map(|n| format!("word{n}")).collect();
    room.tell(Message::Resize(80, 24));
    room.keys(&format!("Tab a '{}' Enter Esc", text.join(" ")));
    let screen = |room: &mut Room| {
        let dark = crate::tui::theme::ThemeName::Dark;
        super::pictures::text(&super::pictures::buffer(room, 80, 24, dark))
    };
    assert!(screen(&mut room).contains("J reads on"));
    assert!(!screen(&mut room).contains("word299"));
    let mut seen = String::new();
    for _ in 0..9 {
        room.keys("J");
        seen.push_str(&screen(&mut room));
    }
    for n in [0, 150, 299] {
        assert!(seen.contains(&format!("word{n}")), "word{n}");
    }
    room.keys("a 'another' Enter Esc");
    assert!(
        !screen(&mut room).contains("J 2 of"),
        "another record is read from its beginning"
    );
}

/// A room with three line items, the last one selected.
pub(super) fn three() -> Room {
    let mut room = Room::open();
    room.keys("Tab a 'alpha #one' Enter 'beta' Enter 'gamma #one' Enter Esc");
    room
}

#[test]
fn one_moves_through_rows() {
    let mut room = three();
    assert_eq!(room.selected(), "LI-3");
    for (keys, id) in [
        ("k", "LI-2"),
        ("g g", "LI-1"),
        ("Down", "LI-2"),
        ("G", "LI-3"),
        ("PgUp", "LI-1"),
        ("PgDn", "LI-3"),
        ("Home", "LI-1"),
        ("j", "LI-2"),
        ("End Up", "LI-2"),
    ] {
        room.keys(keys);
        assert_eq!(room.selected(), id, "{keys}");
    }
}

#[test]
fn one_moves_through_blocks_and_sheets() {
    let mut room = Room::open();
    room.keys("]");
    assert_eq!(room.block(), "lunch");
    room.keys("] Tab");
    assert_eq!((room.block(), room.tab()), ("choose", "scores".to_owned()));
    room.keys("Shift-Tab [ [");
    assert_eq!((room.block(), room.tab()), ("today", "topics".to_owned()));
    room.keys("3");
    assert_eq!(room.tab(), "assumptions");
    room.keys("4");
    assert_eq!(room.tab(), "carried");
    room.keys("5 6 7 8 9");
    assert_eq!(room.tab(), "carried");
    room.keys("1 2");
    assert_eq!(room.tab(), "line-items");
}

#[test]
fn the_left_edge_leads_into_the_rail() {
    let mut room = Room::open();
    room.keys("h j");
    assert_eq!(room.block(), "lunch");
    room.keys("l");
    assert!(!room.desk().in_rail);
    room.keys("h Enter");
    assert!(!room.desk().in_rail);
    room.keys("z");
    assert!(room.desk().rail_hidden);
}

#[test]
fn a_record_is_edited_in_a_form() {
    let mut room = Room::open();
    room.keys("3 a 'it holds' Enter Esc e End Backspace 's up' Tab 'h' Tab 'Ana' Tab 'x' Enter");
    assert_eq!(
        room.over(),
        "form",
        "a date that is no date keeps the form open"
    );
    room.keys("Backspace '2026-12-24' Tab 2 Tab 'by a' Enter 'test' Shift-Tab Tab Ctrl-s");
    assert_eq!(room.over(), "");
    let record = room.desk().record().unwrap();
    let fields: Vec<String> = record
        .fields
        .iter()
        .map(|(id, value)| format!("{id}={value}"))
        .collect();
    assert_eq!(
        fields,
        [
            "due=2026-12-24",
            "owner=Ana",
            "priority=H",
            "status=confirmed",
            "text=it holds up",
            "verification=by a\ntest"
        ]
    );
    assert_eq!(room.commits(), 2);
}

#[test]
fn a_needed_field_is_not_blanked() {
    let mut room = three();
    room.keys("e Ctrl-u Enter");
    assert_eq!(room.over(), "form");
    room.keys("'delta' Enter");
    assert_eq!(room.records("line-items")[2], "LI-3 delta");
}

#[test]
fn a_form_that_is_closed_with_changes_comes_back() {
    let mut room = three();
    room.keys("e ' and more' Esc");
    assert_eq!(room.records("line-items")[2], "LI-3 gamma");
    assert!(room.said().contains("draft"));
    room.keys("k j e Enter");
    assert_eq!(room.records("line-items")[2], "LI-3 gamma and more");
}

#[test]
fn relevance_is_said_per_later_block() {
    let mut room = three();
    room.keys("w h Down m Enter");
    let relevance = room
        .desk()
        .record()
        .unwrap()
        .get("relevance")
        .unwrap()
        .to_string();
    assert_eq!(relevance, "choose=H, plan=M");
    room.keys("w Backspace Enter ] ] 6");
    assert_eq!(room.tab(), "carried");
    assert!(room.desk().index.rows.is_empty());
    room.keys("] 6");
    assert_eq!(room.selected(), "LI-3");
}

#[test]
fn a_record_is_parked_and_taken_back() {
    let mut room = three();
    room.keys("p");
    assert!(room.desk().record().unwrap().parked);
    room.keys("p");
    assert!(!room.desk().record().unwrap().parked);
}

#[test]
fn what_is_removed_comes_back_and_is_shown() {
    let mut room = three();
    room.keys("g g d");
    assert_eq!(
        (room.records("line-items").len(), room.selected().as_str()),
        (2, "LI-2")
    );
    room.keys("] ] u");
    assert_eq!(room.said(), "Undid: removed LI-1");
    assert_eq!((room.block(), room.selected().as_str()), ("choose", "LI-1"));
    room.keys("Ctrl-r");
    assert_eq!(room.records("line-items").len(), 2);
    room.keys("u u u u u");
    assert_eq!(room.records("line-items").len(), 0);
}

#[test]
fn undo_goes_to_topics_and_cells() {
    let mut room = Room::open();
    room.keys("j x ] ] Tab 2 H u");
    assert_eq!((room.tab().as_str(), room.desk().spot().row), ("scores", 1));
    room.keys("u u");
    assert_eq!(
        (room.block(), room.tab().as_str(), room.desk().spot().row),
        ("today", "topics", 1)
    );
}

#[test]
fn undo_passes_over_the_clock() {
    let mut room = three();
    room.keys("Space u");
    assert_eq!(room.records("line-items").len(), 2);
    assert!(room.desk().running_block().is_some());
}

#[test]
fn a_list_is_filtered() {
    let mut room = three();
    room.keys("/ 'ONE' Enter");
    assert_eq!(room.desk().index.rows.len(), 2);
    room.keys("n");
    assert_eq!(room.selected(), "LI-1");
    room.keys("N");
    assert_eq!(room.selected(), "LI-3");
    room.keys("Esc");
    assert_eq!(room.desk().index.rows.len(), 3);
    room.keys("/ 'nothing' Esc");
    assert_eq!(room.desk().index.rows.len(), 3);
}

#[test]
fn a_new_record_is_shown_although_a_filter_would_hide_it() {
    let mut room = three();
    room.keys("/ 'one' Enter a 'delta' Enter Esc");
    assert_eq!(room.selected(), "LI-4");
}

#[test]
fn scores_are_set_and_the_cursor_goes_on() {
    let mut room = Room::open();
    room.keys("] ] Tab 1 2 3 x");
    let marks: Vec<String> = room
        .state()
        .scores
        .iter()
        .map(|(cell, score)| format!("{} {} {}", cell.option, cell.criterion, score.mark.unwrap()))
        .collect();
    assert_eq!(
        marks,
        [
            "cloud cost L",
            "cloud support M",
            "own cost H",
            "own support -"
        ]
    );
    room.keys("0 k L k M");
    assert_eq!(room.state().scores.len(), 3);
    room.keys("v k = =");
    let inherited = room
        .state()
        .scores
        .iter()
        .filter(|(cell, _)| cell.environment.as_str() == "pre-production");
    assert_eq!(inherited.count(), 1);
}

#[test]
fn a_score_is_explained() {
    let mut room = Room::open();
    room.keys("] ] Tab H k e 'three people' Enter");
    let score = room.state().scores.values().next().unwrap();
    assert_eq!(
        (score.rationale.as_str(), score.mark.unwrap().symbol()),
        ("three people", "H")
    );
}

#[test]
fn cells_of_a_matrix_are_set() {
    let mut room = Room::open();
    room.keys("] ] Tab Tab L H l M Delete Tab e 'x' Enter");
    assert_eq!(room.over(), "ask", "no such choice");
    room.keys("Backspace 'an' Enter");
    let cells: Vec<String> = room
        .state()
        .cells
        .iter()
        .map(|((_, row, column), value)| format!("{row} {column} {value}"))
        .collect();
    assert_eq!(
        cells,
        [
            "Patch Us answers",
            "Development Held H",
            "Operations Held L",
            "Operations Required M"
        ]
    );
}

#[test]
fn the_palette_finds_and_runs_a_command() {
    let mut room = three();
    room.keys(": 'park' Enter");
    assert!(room.desk().record().unwrap().parked);
    room.keys("Ctrl-p 'zzzz' Enter");
    assert_eq!(room.over(), "");
    room.keys(": 'colours' Enter");
    assert_eq!(room.said(), "Colours: light");
}

#[test]
fn help_lists_what_works_here() {
    let mut room = Room::open();
    room.keys("Space ?");
    assert_eq!(room.over(), "help");
    room.keys("'gn'");
    let Some(crate::tui::app::overlay::Overlay::Help(finder)) = room.app.overlays.last() else {
        unreachable!("help is open");
    };
    assert_eq!(
        finder.found.first().map(|found| found.keys.as_str()),
        Some("gn")
    );
    room.keys("Ctrl-c");
    assert_eq!(room.over(), "");
}

#[test]
fn the_mouse_selects_and_scrolls() {
    use crate::tui::effect::Pointed;
    let mut room = three();
    room.tell(Message::Pointed(Pointed::Up));
    assert_eq!(room.selected(), "LI-1");
    let places = crate::tui::layout::Places::of(&room.app);
    let row = |nth: u16| Pointed::At(places.rows.x + 4, places.rows.y + nth);
    room.tell(Message::Pointed(row(1)));
    assert_eq!(room.selected(), "LI-2");
    room.tell(Message::Pointed(Pointed::At(
        places.rail.x + 4,
        places.rail.y + 2,
    )));
    assert_ne!(room.block(), "today");
    room.keys("[");
    room.tell(Message::Pointed(Pointed::At(
        places.tabs.x + 1,
        places.tabs.y,
    )));
    assert_eq!(room.tab(), "topics");
    assert_eq!(room.commits(), 3);
    room.keys("g M");
    assert_eq!(room.effects.last(), Some(&Effect::Mouse(false)));
    room.keys("g M");
    assert_eq!(room.effects.last(), Some(&Effect::Mouse(true)));
}
