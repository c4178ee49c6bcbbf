//! Holding a workshop: clocks and the bell, closing blocks, home, windows that are too small or may not write.

use super::actions::three;
use super::fixture::Room;
use super::pictures::{buffer, text};
use crate::tui::effect::{Effect, Known, Message};
use crate::tui::theme::ThemeName;

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
    room.keys("'Fabrikam Ltd' Tab Right Tab '2026-12-07' Enter");
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
    let seen = |room: &mut Room| text(&buffer(room, 80, 24, ThemeName::Dark));
    room.keys("Tab");
    assert!(seen(&mut room).contains("that name is in use"));
    room.keys("x");
    assert!(!seen(&mut room).contains("that name is in use"));
}

#[test]
fn a_new_workshop_shows_the_file_that_it_makes_and_none_that_is_there() {
    let mut room = Room::home_with_recent();
    let taken = ["Fabrikam.flipchart", "fabrikam-2.flipchart"].map(str::to_owned);
    room.tell(Message::Recent(Known {
        files: taken.to_vec(),
        ..Known::default()
    }));
    let seen = |room: &mut Room| text(&buffer(room, 80, 24, ThemeName::Dark));
    room.keys("n");
    assert!(!seen(&mut room).contains(".flipchart"));
    room.keys("'Fabrikam'");
    assert!(seen(&mut room).contains("fabrikam-3.flipchart"));
    // A name that is typed is the one that is meant, and takes the place of the proposal.
    room.keys("Tab Tab Tab Tab");
    assert!(seen(&mut room).contains("fabrikam-3.flipchart"));
    room.keys("'kick'");
    assert!(!seen(&mut room).contains("fabrikam-3"));
    room.keys("Ctrl-u Enter");
    let Some(Effect::Create(new)) = room.effects.last() else {
        unreachable!("a workshop is to be created: {:?}", room.effects);
    };
    assert_eq!(new.file, "fabrikam-3.flipchart");
}

#[test]
fn home_shows_titles_whole_beside_short_clients() {
    let mut room = Room::home_with_recent();
    let one = crate::tui::effect::Recent {
        path: "the-third-workshop-of-this-year.flipchart".into(),
        title: "Event-driven architecture workshop".to_owned(),
        client: "Contoso".to_owned(),
        opened: "2026-11-28".parse().ok(),
    };
    room.tell(Message::Recent(Known {
        recent: vec![one],
        ..Known::default()
    }));
    let seen = text(&buffer(&mut room, 120, 40, ThemeName::Dark));
    assert!(
        seen.contains("Event-driven architecture workshop"),
        "{seen}"
    );
}

#[test]
fn a_new_workshop_is_proposed_for_the_next_working_days() {
    // A Monday, a Thursday, a Friday and a Saturday.
    for (days, proposed) in [
        (0, ["2026-12-01", "2026-12-02"]),
        (3, ["2026-12-04", "2026-12-07"]),
        (4, ["2026-12-07", "2026-12-08"]),
        (5, ["2026-12-07", "2026-12-08"]),
    ] {
        let mut room = Room::home();
        room.wait(days * 24 * 60 * 60).keys("n 'Fabrikam' Enter");
        let Some(Effect::Create(new)) = room.effects.last() else {
            unreachable!("a workshop is to be created: {:?}", room.effects);
        };
        let dates: Vec<String> = new.dates.iter().map(ToString::to_string).collect();
        assert_eq!(dates, proposed, "{days} days later");
    }
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
