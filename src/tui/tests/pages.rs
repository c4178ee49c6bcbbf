//! What keys do on the screens beyond the block.

use super::fixture::Room;
use crate::tui::app::pages::Page;
use crate::tui::context::Where;

#[test]
fn what_is_missing_leads_to_its_place_and_back() {
    let mut room = Room::open();
    room.keys("g m");
    assert_eq!(room.app.context(), Where::CHECK);
    room.keys("j Enter");
    assert!(room.desk().page().is_none());
    let place = (room.block().to_owned(), room.tab());
    room.keys("[ Backspace");
    assert_eq!(room.app.context(), Where::CHECK);
    room.keys("Enter");
    assert_eq!((room.block().to_owned(), room.tab()), place);
    room.keys("g m Esc");
    assert!(room.desk().page().is_none());
}

#[test]
fn the_capture_line_opens_over_a_screen() {
    let mut room = Room::open();
    room.keys("g m a 'li: said meanwhile' Enter Esc");
    assert_eq!(room.records("line-items"), ["LI-1 said meanwhile"]);
    assert_eq!(room.app.context(), Where::CHECK);
    room.keys("u");
    assert!(room.records("line-items").is_empty());
}

#[test]
fn search_finds_what_was_said_and_goes_there() {
    let mut room = Room::open();
    room.keys("a 'li: the ledger is late' Enter 'li: the bus is old' Enter Esc");
    room.keys("g / 'ledger'");
    assert_eq!(room.over(), "pick");
    room.keys("Enter");
    assert_eq!((room.over(), room.selected().as_str()), ("", "LI-1"));
    // What was searched for is there again.
    room.keys("g / Backspace Backspace Backspace Backspace Backspace Backspace 'bus' Enter");
    assert_eq!(room.selected(), "LI-2");
    room.keys("g / Esc");
    assert_eq!(room.over(), "");
}

#[test]
fn evidence_is_picked_for_a_score() {
    let mut room = Room::open();
    room.keys("a 'li: nobody answers at night' Enter Esc ] ] 2");
    let cell = room.desk().score_cell().unwrap();
    room.keys("b Enter");
    assert_eq!(room.state().evidence(&cell).count(), 1);
    assert_eq!(room.over(), "pick");
    // Enter only ever links: the cursor begins on what is linked.
    room.keys("Enter");
    assert_eq!(room.state().evidence(&cell).count(), 1);
    assert_eq!(
        room.said(),
        "LI-1 is linked already; Ctrl-X takes the link away"
    );
    room.keys("Esc b Enter Ctrl-x");
    assert_eq!(room.state().evidence(&cell).count(), 0);
    assert_eq!(
        room.said(),
        "Took the link to LI-1 away; undo brings it back"
    );
    room.keys("Ctrl-x");
    assert_eq!((room.said(), room.commits()), ("LI-1 is not linked", 3));
    room.keys("Esc u");
    assert_eq!(room.state().evidence(&cell).count(), 1);
}

/// A room with three work packages on the roadmap, the second after the first.
pub(super) fn planned() -> Room {
    let mut room = Room::open();
    room.keys("g p a 'Landing zone takes:5d' Enter 'Clusters takes:10d' Enter 'First use case takes:3d' Enter Esc");
    room.keys("g g j b 'landing' Enter 'they need the network' Enter");
    room
}

fn waits(room: &Room) -> Vec<String> {
    let links = room.state().links.iter();
    links
        .map(|(key, link)| {
            let id = |node: &crate::workshop::Node| node.record().unwrap().to_string();
            format!(
                "{} {} {} {}",
                id(&key.from),
                id(&key.to),
                link.lag,
                link.why
            )
        })
        .collect()
}

#[test]
fn work_packages_are_linked_in_a_few_keys() {
    let mut room = planned();
    assert_eq!(waits(&room), ["WP-1 WP-2  they need the network"]);
    assert_eq!(room.app.context(), Where::ROADMAP);
    // The answer of a link that is there can be changed; its kind too.
    room.keys("b Enter Tab 2 Tab '2d' Enter");
    assert_eq!(waits(&room), ["WP-1 WP-2 2d they need the network"]);
    room.keys("b Ctrl-x Esc");
    assert_eq!(waits(&room), Vec::<String>::new());
    room.keys("u");
    assert_eq!(waits(&room).len(), 1);
}

#[test]
fn a_loop_is_said_as_soon_as_it_is_made() {
    let mut room = planned();
    room.keys("g g b 'clusters' Enter Enter");
    assert!(
        room.said().contains("WP-1") && room.said().contains("WP-2"),
        "{}",
        room.said()
    );
    assert_eq!(waits(&room).len(), 2);
    room.keys("u");
    assert_eq!(waits(&room).len(), 1);
}

#[test]
fn the_roadmap_gets_dates_with_its_first_day() {
    let mut room = planned();
    room.keys("s '11 January' Enter");
    assert_eq!(room.over(), "ask");
    room.keys("Ctrl-u '2027-01-11' Enter z Z l h");
    assert_eq!(room.state().plan.start, "2027-01-11".parse().ok());
    assert_eq!(room.over(), "");
}

/// A room in which all cells of production have a level.
fn scored() -> Room {
    let mut room = Room::open();
    room.keys("] ] 2 3 1 1 2");
    room
}

#[test]
fn the_recommendation_leads_to_scores_and_plans_gaps() {
    let mut room = scored();
    room.keys("g r");
    assert_eq!(room.app.context(), Where::ADVICE);
    room.keys("v v Enter");
    assert_eq!(room.tab(), "scores");
    room.keys("Backspace G w");
    assert_eq!(room.records("work").len(), 1, "{}", room.said());
    let closes = room.state().links.keys().next().unwrap();
    assert_eq!(closes.relation.word(), "closes");
    room.keys("w");
    assert!(room.said().contains("closes it already"), "{}", room.said());
    room.keys("Enter");
    assert_eq!(room.selected(), "WP-1");
    room.keys("u");
    assert!(room.records("work").is_empty() && room.state().links.is_empty());
}

/// What the outside world would answer to a wish for a report.
pub(super) fn print_report(room: &mut Room) {
    use crate::exports::{Document, Report, ReportInput, Templates, document};
    let wanted = room.effects.iter().rev().find_map(|effect| match effect {
        crate::tui::effect::Effect::Report(wanted, entry) => Some((*wanted, *entry)),
        _ => None,
    });
    let (wanted, entry): (Document, u64) = wanted.unwrap();
    let input = ReportInput {
        state: room.state(),
        revision: "r",
        tool_version: "1",
        entries: 3,
        marks: &[],
        weighing: &crate::workshop::Weighing::new(),
    };
    let templates = Templates::new().unwrap().marking_sections();
    let text = document(&Report::new(&input), wanted, &templates).unwrap();
    room.tell(crate::tui::effect::Message::Report(wanted, entry, Ok(text)));
}

fn preview(room: &Room) -> &crate::tui::app::pages::report::Preview {
    match room.desk().page() {
        Some(crate::tui::app::pages::Page::Report(page)) => page,
        other => panic!("no report but {other:?}"),
    }
}

#[test]
fn a_report_is_read_and_gets_words_of_ones_own() {
    let mut room = scored();
    room.keys("g e");
    print_report(&mut room);
    assert!(preview(&room).reading.lines.len() > 40);
    room.keys("/ 'must-haves' Enter");
    let found = preview(&room).top;
    room.keys("n N ] [");
    assert!(found > 0 && preview(&room).top > 0);
    room.keys("/ Ctrl-u 'no such words' Enter");
    assert!(room.said().contains("does not occur"), "{}", room.said());
    room.keys("g g");
    let section = preview(&room).section().unwrap().1.clone();
    room.keys("e 'We have **seen** this before.' Ctrl-s");
    assert_eq!(
        room.state().prose[&section].text,
        "We have **seen** this before."
    );
    print_report(&mut room);
    let text: Vec<String> = preview(&room)
        .reading
        .lines
        .iter()
        .map(crate::tui::reading::ReadingLine::text)
        .collect();
    assert!(
        text.iter()
            .any(|line| line.contains("We have seen this before."))
    );
    room.keys("u");
    assert!(room.state().prose.is_empty());
    room.keys("Tab 3 Shift-Tab 2");
    print_report(&mut room);
    assert_eq!(preview(&room).document.name(), "roadmap");
    room.keys("x Enter");
    let asked = crate::tui::effect::Effect::Export("small-report".into());
    assert!(room.effects.contains(&asked));
}

/// What the outside world would answer to a wish for the history.
pub(super) fn tell_history(room: &mut Room) {
    use crate::tui::app::pages::history::Past;
    assert!(room.effects.contains(&crate::tui::effect::Effect::History));
    let past = |number, what: &str, record: Option<&str>| Past {
        number,
        at: super::fixture::at("10:00") + chrono::Duration::minutes(i64::try_from(number).unwrap()),
        by: "Ada".to_owned(),
        what: what.to_owned(),
        undone: number == 3,
        mark: number == 4,
        record: record.map(crate::workshop::Reference::new),
    };
    let all = vec![
        past(4, "marked \"end of day 1\"", None),
        past(3, "parked LI-1", Some("LI-1")),
        past(2, "added LI-1", Some("LI-1")),
        past(1, "began \"Small workshop\"", None),
    ];
    room.tell(crate::tui::effect::Message::History(all));
}

#[test]
fn the_history_leads_to_what_was_done_and_tells_what_changed_since() {
    use crate::tui::effect::{Effect, Message};
    let mut room = Room::open();
    room.keys("a 'li: the ledger is late' Enter Esc g l");
    tell_history(&mut room);
    assert_eq!(room.app.context(), Where::HISTORY);
    room.keys("/ 'added' Enter d");
    assert!(room.effects.contains(&Effect::Since(2)));
    let changed = crate::workshop::Difference {
        what: "LI-1 was added: the ledger is late".to_owned(),
        record: Some(crate::workshop::Reference::new("LI-1")),
    };
    room.tell(Message::Since("30 Nov 10:02".to_owned(), vec![changed]));
    room.keys("Esc");
    assert_eq!(room.app.context(), Where::HISTORY);
    room.keys("n N Enter");
    assert_eq!(room.selected(), "LI-1");
    room.keys("Backspace m 'end of day 1' Enter");
    assert_eq!(room.desk().workshop.marks()[0].name, "end of day 1");
    room.keys("m 'end of day 1' Enter");
    assert_eq!(room.over(), "ask");
}

#[test]
fn why_goes_back_to_what_was_said() {
    let mut room = scored();
    room.keys("a 'li: nobody answers at night @Lena' Enter Esc b Enter Esc y");
    assert_eq!(room.app.context(), Where::WHY);
    let claim = |room: &Room| match room.desk().page() {
        Some(crate::tui::app::pages::Page::Why(page)) => {
            page.front().unwrap().reasons.claim.clone()
        }
        _ => String::new(),
    };
    assert!(claim(&room).contains(" of "), "{}", claim(&room));
    room.keys("Enter");
    assert_eq!(claim(&room), "LI-1 (Line items): nobody answers at night");
    room.keys("o");
    assert_eq!(room.selected(), "LI-1");
    room.keys("Backspace h");
    assert!(claim(&room).contains(" of "));
    room.keys("Esc g r y");
    assert!(claim(&room).contains("of 100 points"), "{}", claim(&room));
    room.keys("l");
    assert!(
        claim(&room).contains("is high") || claim(&room).contains("is low"),
        "{}",
        claim(&room)
    );
    room.keys("Esc Esc");
    assert_eq!(room.app.context(), Where::ADVICE);
}

#[test]
fn points_are_captured_on_the_board_and_walked_through() {
    let mut room = Room::open();
    room.keys("] ] ] 4");
    assert_eq!(room.app.context(), Where::BOARD);
    room.keys("a 'no brokers to run' Enter 'runs in the EU' Enter Esc l a 'priced per partition' Enter Esc");
    room.keys("v a 'we know it' Enter 'oss t: licence changes' Enter Esc");
    let fields = |id: &str| {
        let record = room
            .state()
            .record(&crate::workshop::Reference::new(id))
            .unwrap();
        format!("{} {}", record.text("option"), record.text("quadrant"))
    };
    assert_eq!(fields("S-1"), "cloud strengths");
    assert_eq!(fields("S-3"), "cloud weaknesses");
    assert_eq!(fields("S-4"), "own weaknesses");
    room.keys("v v v");
    assert_eq!(room.selected(), "S-3");
    room.keys("h j");
    assert_eq!(room.selected(), "S-2");
    room.keys("j k");
    assert_eq!(room.selected(), "S-2");
    room.keys("k p");
    assert!(room.desk().record().unwrap().parked);
    room.keys("b");
    assert_eq!(room.app.context(), Where::RECORDS);
    room.keys("G u b u");
    assert_eq!(room.app.context(), Where::BOARD);
}

#[test]
fn ideas_of_the_rubric_are_taken_over_with_their_source() {
    let mut room = Room::open();
    let swot = crate::tui::app::pages::Destination::Sheet("swot".parse().unwrap());
    room.app.desk_mut().unwrap().go_to_destination(&swot);
    room.keys("i");
    assert_eq!(room.app.context(), Where::IDEAS);
    assert!(room.records("swot").is_empty(), "nothing is there unasked");
    room.keys("j Enter");
    let point = room.state().every_record().next().unwrap();
    assert_eq!(point.text("text"), "What leaves the cloud is billed");
    assert_eq!(
        (
            point.text("option"),
            point.text("quadrant"),
            point.text("source")
        ),
        ("cloud", "threats", "https://example.org/egress")
    );
    room.keys("Enter");
    assert_eq!(room.records("swot").len(), 1, "twice is once");
    room.keys("v Enter Esc");
    assert_eq!(
        room.records("swot").len(),
        1,
        "the other option has no ideas"
    );
    assert_eq!(room.app.context(), Where::BOARD);
}

#[test]
fn a_missing_output_is_accepted_with_a_reason() {
    let mut room = Room::open();
    room.keys("g m A 'the pilot decides' Enter");
    let accepted: Vec<&str> = room
        .state()
        .accepted
        .values()
        .map(|accepted| accepted.reason.as_str())
        .collect();
    assert_eq!(accepted, ["the pilot decides"]);
    room.keys("A Enter");
    assert_eq!(room.over(), "ask", "a reason is needed");
}

#[test]
fn undo_goes_to_weights_to_the_roadmap_and_to_own_words() {
    let mut room = Room::open();
    room.keys("g s W g m u");
    assert_eq!(room.tab(), "scores", "{}", room.said());
    room.keys("g p s '2027-01-11' Enter g m u");
    assert!(matches!(room.desk().page(), Some(Page::Roadmap(_))));
}

#[test]
fn the_selection_stays_when_the_filter_goes() {
    let mut room = super::actions::three();
    room.keys("/ 'beta' Enter Esc");
    assert_eq!(room.selected(), "LI-2");
    room.keys("/ 'beta' Enter a 'as: elsewhere' Enter Esc");
    assert_eq!(room.desk().filter.text(), "beta");
}

#[test]
fn back_leads_to_the_page_and_not_to_an_earlier_search() {
    let mut room = super::actions::three();
    room.keys("g / 'beta' Enter g m Enter Backspace");
    assert_eq!(room.over(), "");
    assert!(matches!(room.desk().page(), Some(Page::Check(_))));
}

#[test]
fn the_scorecard_takes_the_keys_from_the_rail() {
    let mut room = Room::open();
    room.keys("g s h h");
    assert!(room.desk().in_rail);
    room.keys("g s H");
    assert_eq!(room.state().scores.len(), 1);
}

#[test]
fn numbers_that_are_no_report_stay_in_the_report() {
    let mut room = Room::open();
    room.keys("g e 5");
    assert!(matches!(room.desk().page(), Some(Page::Report(_))));
}
