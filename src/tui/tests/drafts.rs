//! What was typed and not kept: it waits where it belongs, survives the program, shows itself and can be dropped.

use std::path::PathBuf;

use super::actions::three;
use super::fixture::Room;
use super::pages::planned;
use crate::agenda::{ColumnId, CriterionId};
use crate::tui::effect::{Damaged, Effect, Message};
use crate::workshop::{Change, Reference, Value};

/// The same room after the program was killed and started again.
fn killed(room: &Room) -> Room {
    let mut again = Room::reopen(room.stored(), true);
    let workshop = room.desk().workshop.clone();
    again.app.desk_mut().unwrap().workshop = workshop;
    again.tell(Message::Now(room.app.now));
    again
}

fn waits(room: &Room, id: &str) -> bool {
    room.desk().texts.wait_for(&Reference::new(id))
}

#[test]
fn a_form_that_is_open_or_closed_survives_a_kill() {
    let mut room = three();
    room.keys("e ' and more");
    let mut open = killed(&room);
    room.keys("Esc");
    let mut closed = killed(&room);
    for room in [&mut open, &mut closed] {
        assert!(waits(room, "LI-3") && !waits(room, "LI-2"));
        room.keys("Tab G e");
        assert!(room.form().is_draft);
        room.keys("Enter");
        assert_eq!(room.records("line-items")[2], "LI-3 gamma and more");
        assert!(!waits(room, "LI-3") && room.stored().is_empty());
    }
}

#[test]
fn questions_and_own_words_survive_a_kill_each_for_itself() {
    let mut room = Room::open();
    room.keys("c 'they were' Esc ] ] Tab H k e 'three people' Esc g l m 'end of' Esc Esc");
    let mut again = killed(&room);
    again.keys("c");
    assert_eq!(again.ask().line.text(), "they were");
    again.keys("Esc ] ] Tab e");
    assert_eq!(again.ask().line.text(), "three people");
    assert!(again.ask().line.is_draft());
    again.keys("Enter g l m");
    assert_eq!(again.ask().line.text(), "end of");
    let score = again.state().scores.values().next().unwrap();
    assert_eq!(score.rationale, "three people");
}

#[test]
fn own_words_survive_a_kill() {
    let mut room = Room::open();
    room.keys("] ] 2 3 1 1 2 g e");
    super::pages::print_report(&mut room);
    room.keys("e 'We have seen' Enter 'this before.' Esc");
    let mut again = killed(&room);
    again.keys("g e");
    super::pages::print_report(&mut again);
    again.keys("e");
    assert_eq!(again.form().text(), "We have seen\nthis before.");
    assert!(again.form().is_draft);
}

#[test]
fn what_equals_the_prefill_is_no_draft() {
    let mut room = three();
    room.keys("e 'x' Backspace Esc g e x Esc w Esc");
    assert_eq!(room.stored(), "");
    assert!(!waits(&room, "LI-3"));
}

#[test]
fn nothing_typed_leaks_into_another_workshop_or_a_window_that_only_reads() {
    let mut room = Room::open();
    room.keys("c 'they were late' Esc a 'half' Esc");
    let stored = room.stored().to_owned();
    room.keys("g h");
    let other = crate::tui::effect::Opened {
        workshop: super::fixture::workshop(),
        writable: true,
        report_folder: String::new(),
        draft: String::new(),
        note: None,
    };
    room.tell(Message::Opened(Box::new(other)));
    assert_eq!(room.waiting(), "");
    room.keys("c");
    assert_eq!(room.ask().line.text(), "");
    let mut reads = Room::reopen(&stored, false);
    assert_eq!(reads.waiting(), "");
    reads.keys("g e x '/elsewhere' Esc");
    assert_eq!(reads.stored(), "");
}

#[test]
fn relevance_leaves_the_form_of_the_record_alone() {
    let mut room = three();
    room.keys("e ' and more' Esc w h Enter e");
    assert!(room.form().is_draft);
    assert_eq!(room.form().text(), "gamma and more");
}

#[test]
fn a_draft_leaves_alone_what_was_changed_since() {
    let mut room = Room::open();
    room.keys("3 a 'it holds' Enter Esc e Tab Tab 'Ana' Esc");
    let set = |column: &str, text: &str| Change::Set {
        id: Reference::new("A-1"),
        column: ColumnId::new(column),
        value: Some(Value::Text(text.to_owned())),
    };
    room.behind(set("text", "it holds up"));
    room.keys("e");
    // One begins at the first field, which is as it is now.
    assert_eq!(
        (room.form().at, room.form().text().as_str()),
        (0, "it holds up")
    );
    // And what changes while it is open stays as well.
    room.behind(set("text", "it holds for now"));
    room.keys("Enter");
    let record = room.state().record(&Reference::new("A-1")).unwrap();
    assert_eq!(record.text("owner"), "Ana");
    assert_eq!(record.text("text"), "it holds for now");
}

#[test]
fn what_is_refused_stays_in_front() {
    let mut room = three();
    room.keys("e ' and more'");
    room.behind(Change::Remove(Reference::new("LI-3")));
    room.keys("Enter");
    assert_eq!(room.form().text(), "gamma and more");
    assert!(room.form().note.is_some() && waits(&room, "LI-3"));
    // A score refuses a reason while its criterion is not there.
    let mut room = Room::open();
    room.keys("] ] Tab H k e 'three people'");
    room.behind(Change::RemoveCriterion(CriterionId::new("cost")));
    room.keys("Enter");
    assert_eq!(room.ask().line.text(), "three people");
    assert!(room.ask().problem.is_some());
}

#[test]
fn a_draft_shows_itself_and_can_be_dropped() {
    let mut room = three();
    room.keys("e ' and more' Esc");
    assert!(room.shows("draft"), "the list marks the record");
    room.keys("e");
    assert!(room.shows("Line items · draft") && room.shows("Ctrl-x drop draft"));
    room.keys("Ctrl-x");
    assert_eq!(room.form().text(), "gamma");
    assert!(!room.form().is_draft && room.stored().is_empty());
    room.keys("Enter");
    assert_eq!(room.records("line-items")[2], "LI-3 gamma");
    assert_eq!(room.commits(), 3);
    room.keys("a 'half' Esc a");
    assert!(room.shows(" draft ") && room.shows("Ctrl-x drop draft"));
    room.keys("Ctrl-x 'whole' Enter Esc");
    assert_eq!(room.records("line-items")[3], "LI-4 whole");
    room.keys("c 'they' Esc c Ctrl-x");
    assert_eq!(room.ask().line.text(), "");
    // Without a draft the key does nothing.
    room.keys("'were' Ctrl-x");
    assert_eq!(room.ask().line.text(), "were");
}

#[test]
fn a_work_package_with_a_draft_is_marked_on_the_roadmap() {
    let mut room = planned();
    assert!(!room.shows("draft"));
    room.keys("e ' for all' Esc");
    assert!(waits(&room, "WP-2") && room.shows("draft"));
}

#[test]
fn a_line_that_waits_stays_with_its_sheet() {
    let mut room = Room::open();
    room.keys("Tab a 'test words' Esc 3");
    assert_eq!(
        room.desk().waiting(),
        Some(("test words", Some("Line items")))
    );
    assert!(room.shows("waits on Line items"));
    room.keys("a 'licences' Enter Esc");
    assert_eq!(room.records("assumptions"), ["A-1 licences"]);
    room.keys("2 a");
    assert_eq!(room.desk().capture.text(), "test words ");
    room.keys("'go on' Enter Esc");
    assert_eq!(room.records("line-items"), ["LI-1 test words go on"]);
    assert!(room.desk().waiting().is_none() && room.stored().is_empty());
}

#[test]
fn a_path_or_a_folder_that_fails_is_not_typed_again() {
    let mut room = Room::home_with_recent();
    room.keys("o 'nowhere.flipchart' Enter");
    assert_eq!(room.over(), "");
    room.tell(Message::Failed(
        "nowhere.flipchart: there is no such file".to_owned(),
    ));
    assert_eq!(room.ask().line.text(), "nowhere.flipchart");
    assert!(room.shows("there is no such file"));
    // What is typed next does not run as commands of the home screen.
    room.keys("s Esc");
    assert!(!room.effects.contains(&Effect::Sample));
    let mut room = Room::open();
    room.keys("g e x '/else' Enter");
    room.tell(Message::Failed("cannot be written".to_owned()));
    assert_eq!(room.ask().line.text(), "small-report/else");
    room.keys("Enter");
    room.tell(Message::Done("Wrote 3 files".to_owned()));
    assert_eq!((room.over(), room.stored()), ("", ""));
}

#[test]
fn a_damaged_workshop_is_recovered_into_a_file_of_its_own_when_one_agrees() {
    let damaged = Damaged {
        path: "/client/kickoff.flipchart".into(),
        what: "damaged at entry 3: it does not match its hash (entries 1 to 2 are sound)"
            .to_owned(),
        new: "/client/kickoff (recovered).flipchart".into(),
    };
    let mut room = Room::home_with_recent();
    room.keys("o 'kickoff.flipchart' Enter");
    room.tell(Message::Damaged(damaged.clone()));
    assert!(room.shows("kickoff.flipchart is damaged at entry 3"));
    assert_eq!(
        room.ask().line.text(),
        "/client/kickoff (recovered).flipchart"
    );
    room.keys("Esc");
    assert!(
        !room
            .effects
            .iter()
            .any(|one| matches!(one, Effect::Recover { .. }))
    );
    assert_eq!(
        (room.over(), room.stored()),
        ("", ""),
        "nothing of it waits as a draft"
    );
    room.tell(Message::Damaged(damaged));
    room.keys("Enter");
    let to: PathBuf = "/client/kickoff (recovered).flipchart".into();
    let from = "/client/kickoff.flipchart".into();
    let asked = Effect::Recover {
        from,
        to: to.clone(),
    };
    assert_eq!(room.effects.last(), Some(&asked));
    assert!(room.said().contains(
        "kickoff.flipchart is being taken into kickoff (recovered).flipchart; you can go on working"
    ));
    let why = "there is a file of this name already";
    room.tell(Message::Recovered(to, Err(why.to_owned())));
    assert!(room.shows(why) && !room.shows("recovering a file"));
    assert!(!room.shows("is being taken into"), "it is over");
    assert_eq!(room.ask().title, "This workshop is damaged");
}

#[test]
fn keys_work_while_a_file_is_recovered_and_nobody_is_interrupted_by_its_end() {
    let damaged = || {
        Message::Damaged(Damaged {
            path: "kickoff.flipchart".into(),
            what: "damaged".to_owned(),
            new: "new.flipchart".into(),
        })
    };
    let ends = |room: &mut Room| {
        let said = Ok("3 of 3 entries".to_owned());
        room.tell(Message::Recovered("new.flipchart".into(), said));
    };
    let opens = |room: &Room| {
        let all = room.effects.iter();
        all.filter(|one| matches!(one, Effect::OpenRecovered { .. }))
            .count()
    };
    let mut room = Room::home_with_recent();
    room.tell(damaged());
    room.keys("Enter j");
    assert!(room.shows("recovering a file"), "it is said until its end");
    // A second one waits for its turn.
    room.tell(damaged());
    room.keys("Enter");
    assert!(room.shows("another file is being recovered"));
    room.keys("Esc");
    ends(&mut room);
    assert_eq!(opens(&room), 1, "whoever waits for it gets it");
    // Whoever fills in a form meanwhile goes on with that.
    room.tell(damaged());
    room.keys("Enter n 'Con'");
    ends(&mut room);
    assert_eq!((opens(&room), room.over()), (1, "form"));
    assert!(
        room.said()
            .contains("The recovered workshop is new.flipchart")
    );
    room.keys("'toso'");
    assert!(room.shows("Contoso") && !room.shows("recovering a file"));
    // A workshop that is open meanwhile says how far it is saved.
    room.keys("Esc");
    room.tell(damaged());
    room.keys("Enter");
    assert!(room.shows("recovering a file"));
    room.take(super::fixture::workshop());
    assert!(room.shows("saved ✓") && !room.shows("recovering a file"));
}

#[test]
fn a_name_that_is_in_use_leads_to_the_field_of_the_file() {
    let mut room = Room::home_with_recent();
    room.keys("n 'Contoso' Enter");
    let why = "contoso.flipchart: there is a file of this name already";
    room.tell(Message::Failed(why.to_owned()));
    assert_eq!(room.form().field().unwrap().title, "File in this folder");
    assert_eq!(room.form().note.as_deref(), Some(why));
    room.keys("'contoso-2' Enter");
    let Some(Effect::Create(new)) = room.effects.last() else {
        panic!("a workshop is to be created: {:?}", room.effects);
    };
    assert_eq!(
        (new.client.as_str(), new.file.as_str()),
        ("Contoso", "contoso-2.flipchart")
    );
}

#[test]
fn what_is_kept_unchanged_is_no_entry() {
    let mut room = Room::open();
    room.keys("] ] Tab H k e 'three people' Enter g s");
    let before = room.commits();
    room.keys("e Enter w Enter");
    assert_eq!((room.over(), room.commits()), ("", before));
    room.keys("g e");
    super::pages::print_report(&mut room);
    room.keys("e Enter Ctrl-s");
    assert_eq!(
        (room.over(), room.commits()),
        ("", before),
        "blank words are none"
    );
    let mut room = planned();
    room.keys("s '2027-01-11' Enter");
    let before = room.commits();
    room.keys("s Enter b Enter Enter");
    assert_eq!((room.over(), room.commits()), ("", before));
}

#[test]
fn a_link_says_how_it_waits() {
    let mut room = planned();
    // A duration that is typed into the choice changes nothing.
    room.keys("b Enter Tab '3d'");
    assert!(room.form().field().unwrap().problem.is_some());
    room.keys("Tab '3d' Enter");
    assert_eq!(
        room.said(),
        "WP-2 waits for WP-1 (FS: starts when the other has finished, 3d between)"
    );
}

#[test]
fn a_long_text_gets_the_room_there_is() {
    let mut room = Room::open();
    room.size(120, 40).keys("] ] 2 3 1 1 2 g e");
    super::pages::print_report(&mut room);
    room.keys("e 'first' Enter Enter Enter Enter Enter Enter Enter Enter Enter Enter 'last'");
    assert!(room.shows("first") && room.shows("last"));
}
