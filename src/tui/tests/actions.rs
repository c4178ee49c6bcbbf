//! What keys do: every action of the table has its test here.

use super::fixture::{Room, at};
use crate::tui::action::TABLE;
use crate::tui::effect::{Effect, Message, Saved};
use crate::tui::key::Key;

/// The sources of all key tests: a table of what is tested.
const TESTED: [&str; 4] = [
    include_str!("actions.rs"),
    include_str!("pages.rs"),
    include_str!("scorecard.rs"),
    include_str!("roadmap.rs"),
];

#[test]
fn every_action_with_a_key_is_typed_somewhere_here() {
    let typed: Vec<&str> = TESTED
        .iter()
        .flat_map(|source| source.split(".keys(\"").skip(1))
        .filter_map(|rest| rest.split('"').next())
        .flat_map(|keys| keys.split('\'').step_by(2))
        .flat_map(str::split_whitespace)
        .collect();
    for entry in TABLE.iter().filter(|entry| !entry.keys.is_empty()) {
        let first = entry
            .keys
            .iter()
            .any(|keys| keys.split(' ').all(|key| typed.contains(&key)));
        assert!(first, "no test types {}", entry.name);
    }
}

#[test]
fn a_line_is_captured_and_the_line_stays_open_for_the_next() {
    let mut room = Room::open();
    room.keys("Tab a 'nightly batch @lena #batch w:H' Enter");
    assert_eq!(room.records("line-items"), ["LI-1 nightly batch"]);
    let record = room.desk().record().unwrap();
    assert_eq!(record.text("said-by"), "Lena Fischer");
    assert_eq!(
        record.get("relevance").unwrap().to_string(),
        "choose=H, plan=H"
    );
    assert_eq!(record.topic.as_ref().unwrap().as_str(), "people");
    assert!(room.desk().capturing);
    assert_eq!(room.said(), "Kept as LI-1 in Line items");
    room.keys("'as: it will hold !h' Enter");
    assert_eq!(room.records("assumptions"), ["A-1 it will hold"]);
    assert_eq!(room.commits(), 2);
}

#[test]
fn what_is_typed_stays_a_draft_when_the_line_is_closed() {
    let mut room = Room::open();
    room.keys("a 'half a sent' Esc");
    assert!(!room.desk().capturing && room.records("line-items").is_empty());
    assert_eq!(
        room.effects.last(),
        Some(&Effect::Draft("half a sent".to_owned()))
    );
    room.size(20, 5).size(80, 24).keys("] [ a 'ence' Enter");
    assert_eq!(room.records("line-items"), ["LI-1 half a sentence"]);
}

#[test]
fn keys_are_text_while_text_is_typed() {
    let mut room = Room::open();
    room.keys("a 'q?:u+-[]/123' Space 'd' Enter Esc");
    assert_eq!(room.records("line-items"), ["LI-1 q?:u+-[]/123 d"]);
}

#[test]
fn enter_on_an_empty_line_closes_it() {
    let mut room = Room::open();
    room.keys("a Enter");
    assert!(!room.desk().capturing && room.commits() == 0);
}

#[test]
fn something_can_be_kept_off_the_record() {
    let mut room = Room::open();
    room.keys("Tab a 'between us' Ctrl-o Esc");
    assert!(room.desk().record().unwrap().off_record);
    room.keys("o");
    assert!(!room.desk().record().unwrap().off_record);
}

#[test]
fn a_burst_with_line_breaks_is_text_on_the_capture_line_only() {
    let mut room = Room::open();
    let enter = Key::parse("Enter").unwrap();
    room.keys("Tab a 'one'");
    room.tell(Message::Key {
        key: enter,
        followed: true,
    });
    room.keys("'two' Enter Esc");
    assert_eq!(room.records("line-items"), ["LI-1 one two"]);
    room.tell(Message::Key {
        key: enter,
        followed: true,
    });
    assert_eq!(room.over(), "form");
}

#[test]
fn pasted_text_is_never_a_command() {
    let mut room = Room::open();
    room.tell(Message::Paste("q\ndd\u{1b}:quit".to_owned()));
    assert!(room.effects.is_empty() && room.said().starts_with("Nothing here takes text"));
    room.keys("a");
    room.tell(Message::Paste("one\r\ntwo\tthree\u{202e}\n".to_owned()));
    room.keys("Enter Esc");
    assert_eq!(room.records("line-items"), ["LI-1 one two three␦"]);
}

#[test]
fn megabytes_are_pasted_without_a_hitch() {
    let mut room = Room::open();
    room.keys("a");
    room.tell(Message::Paste("wort ".repeat(1_000_000)));
    assert!(room.said().contains("too long"));
    room.keys("Enter");
    assert_eq!(room.records("line-items").len(), 1);
}

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

/// A room with three line items, the last one selected.
fn three() -> Room {
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
    // The same, so that the table of tested keys sees them.
    room.keys("k g g Down G PgUp PgDn j Up");
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
    room.keys("Backspace '2026-12-24' Tab c Tab 'by a' Enter 'test' Shift-Tab Tab Ctrl-s");
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
fn the_clock_starts_pauses_and_stretches() {
    let mut room = Room::open();
    let words = |room: &Room| {
        let block = room.desk().block().unwrap();
        crate::tui::clock::phase(block, room.state().clocks.get(&block.id), room.app.now).words()
    };
    room.keys("Space").wait(600);
    assert_eq!(words(&room), "50 min left");
    room.keys("+ + -");
    assert_eq!(words(&room), "55 min left");
    room.keys("Space").wait(600);
    assert_eq!(words(&room), "paused, 55 min left");
    room.keys("Space ] ] Space");
    assert_eq!(
        room.state()
            .clocks
            .values()
            .filter(|clock| clock.is_running())
            .count(),
        1
    );
    room.keys("[ [ g n");
    assert_eq!(room.block(), "choose");
}

#[test]
fn the_bell_rings_five_minutes_before_the_end_and_at_it() {
    let mut room = Room::open();
    room.keys("Space");
    let bells = |room: &Room| {
        room.effects
            .iter()
            .filter(|effect| **effect == Effect::Bell)
            .count()
    };
    room.wait(3299);
    assert_eq!(bells(&room), 0);
    room.wait(2).wait(60);
    assert_eq!(bells(&room), 1);
    room.wait(300).wait(300);
    assert_eq!(bells(&room), 2);
}

#[test]
fn a_block_closes_when_its_outputs_are_there() {
    let mut room = Room::open();
    room.keys("Tab a 'one' Enter 'as: two @ana' Enter Esc c");
    assert_eq!((room.over(), room.block()), ("", "lunch"));
    let said =
        "Closed Today; not talked about: Stakeholders and what they need, and 2 more of 3 topics";
    assert_eq!(room.said(), said);
    assert!(room.state().clocks["today"].ended.is_some());
}

#[test]
fn a_block_with_missing_outputs_closes_for_a_reason() {
    let mut room = Room::open();
    room.keys("c Enter");
    assert_eq!(room.over(), "ask", "a reason is needed");
    room.keys("'they were' Esc");
    assert!(room.state().clocks.is_empty());
    room.keys("c ' late' Enter");
    assert_eq!(room.state().accepted["items"].reason, "they were late");
    assert_eq!(room.block(), "lunch");
    room.keys("u");
    assert_eq!((room.block(), room.state().accepted.len()), ("today", 0));
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
    room.keys("?");
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
fn home_opens_workshops() {
    let mut room = Room::home_with_recent();
    room.keys("j Enter");
    assert_eq!(room.effects, [Effect::Open("contoso.flipchart".into())]);
    room.keys("s");
    assert_eq!(room.effects.last(), Some(&Effect::Sample));
    room.keys("o ' other.flipchart' Enter");
    assert_eq!(
        room.effects.last(),
        Some(&Effect::Open("other.flipchart".into()))
    );
}

#[test]
fn home_begins_a_new_workshop() {
    let mut room = Room::home_with_recent();
    room.keys("n Enter");
    assert_eq!(room.over(), "form", "a client is needed");
    room.keys("'Fabrikam Ltd' Tab c Tab '2026-12-07' Enter");
    let Some(Effect::Create(new)) = room.effects.last() else {
        unreachable!("a workshop is to be created: {:?}", room.effects);
    };
    assert_eq!(
        (new.client.as_str(), new.playbook.as_str()),
        ("Fabrikam Ltd", "streaming-coe")
    );
    assert_eq!(new.file, "fabrikam-ltd.flipchart");
    assert_eq!(new.dates[0].to_string(), "2026-12-07");
    // A name that is in use is no reason to type it all again.
    assert_eq!(room.over(), "");
    room.tell(Message::Failed("that name is in use".to_owned()));
    assert_eq!((room.over(), room.said()), ("form", "that name is in use"));
}

#[test]
fn one_leaves_for_home_and_for_good() {
    let mut room = Room::open();
    room.keys("g h");
    assert!(room.is_home() && room.effects == [Effect::Leave]);
    room.keys("Ctrl-z q");
    assert_eq!(room.effects, [Effect::Leave, Effect::Suspend, Effect::Quit]);
}

#[test]
fn a_screen_too_small_takes_no_commands_but_text() {
    let mut room = three();
    room.size(40, 10).keys("d p x ]");
    assert_eq!(room.commits(), 3);
    room.size(80, 24)
        .keys("a 'kept")
        .size(20, 5)
        .keys("' through")
        .size(80, 24)
        .keys("Enter");
    assert_eq!(room.records("line-items").len(), 4);
}

#[test]
fn a_workshop_that_cannot_be_written_is_not_changed() {
    let mut room = Room::home();
    let opened = crate::tui::effect::Opened {
        workshop: super::fixture::workshop(),
        writable: false,
        report_folder: String::new(),
        draft: String::new(),
        note: None,
    };
    room.tell(Message::Opened(Box::new(opened)));
    room.keys("a x Space c u");
    assert!(room.effects.is_empty() && !room.desk().capturing);
}

#[test]
fn a_draft_comes_back_with_the_workshop() {
    let mut room = Room::home();
    let opened = crate::tui::effect::Opened {
        workshop: super::fixture::workshop(),
        writable: true,
        report_folder: String::new(),
        draft: "half".to_owned(),
        note: None,
    };
    room.tell(Message::Opened(Box::new(opened)));
    room.keys("a ' done' Enter");
    assert_eq!(room.records("line-items"), ["LI-1 half done"]);
}

#[test]
fn what_is_not_saved_is_said() {
    let mut room = Room::open();
    room.tell(Message::Saved(Saved::No(
        "the disk is full: make room".to_owned(),
    )));
    assert!(room.said().contains("the disk is full"));
    room.tell(Message::Now(at("09:30")));
    assert_eq!(
        room.desk().saved,
        Saved::No("the disk is full: make room".to_owned())
    );
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

#[test]
fn text_goes_to_an_editor_and_comes_back() {
    let mut room = Room::open();
    room.keys("a 'half' Ctrl-e");
    assert_eq!(room.effects.last(), Some(&Effect::Edit("half".to_owned())));
    room.tell(Message::Edited("half a thought\n".to_owned()));
    room.keys("Enter Esc");
    assert_eq!(room.records("line-items"), ["LI-1 half a thought"]);
}

#[test]
fn the_inbox_is_emptied_without_losing_a_word() {
    let mut room = Room::open();
    room.keys("Tab a 'sort me @ana #later' Enter Esc m a Enter");
    assert_eq!(room.over(), "");
    assert!(room.records("line-items").is_empty());
    let moved = room.records("assumptions");
    // Who said it is not who owns it.
    assert_eq!(moved, ["LI-1 sort me (said by: ana)"]);
    room.keys("u");
    assert_eq!(room.records("line-items"), ["LI-1 sort me"]);
}

#[test]
fn a_pasted_list_becomes_a_record_per_point() {
    let mut room = Room::open();
    room.keys("Tab a");
    room.tell(Message::Paste(
        "- one\n- two #ops\n  and more\n\n- three\n".to_owned(),
    ));
    assert_eq!(
        room.records("line-items"),
        ["LI-1 one", "LI-2 two and more", "LI-3 three"]
    );
    assert_eq!(room.commits(), 1);
    // A paragraph is one thing said.
    room.tell(Message::Paste("a sentence that\ngoes on".to_owned()));
    room.keys("Enter Esc u u");
    assert!(room.records("line-items").is_empty());
}
