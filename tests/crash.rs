//! Nothing that was acknowledged is lost when the program is killed, its file is moved or its terminal is closed.
//!
//! `FLIPCHART_CRASH_ROUNDS` sets how often it is killed; ten times when it is not set. What needs strace is in
//! `faults.rs`, what needs root in `power.rs`; `docs/reliability.md` says how to run them.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a harness fails by panicking")]
#![allow(clippy::print_stdout, reason = "figures are printed")]

#[path = "support/harness.rs"]
mod harness;

use chrono::{DateTime, Duration, FixedOffset};
use flipchart::agenda::{ColumnId, SheetId};
use flipchart::journal::Session;
use flipchart::workshop::{Act, Change, NewRecord, Reference, Value, Workshop};
use harness::desk::{Acknowledged, Desk, Fed, any_below, check, doubled, line, noon, rounds};
use harness::terminal::Terminal;

/// Runs one round and gives what was acknowledged before the kill, what was still in the pipe included.
fn killed_while_writing(desk: &Desk, round: u64) -> Vec<Acknowledged> {
    let mut fed = Fed::feed(desk.importing(&[]), round, None);
    fed.hear(any_below(80));
    for _ in 0..any_below(300_000) {
        std::hint::spin_loop();
    }
    fed.kill()
}

#[test]
fn nothing_acknowledged_is_lost_to_a_kill() {
    let rounds = rounds("FLIPCHART_CRASH_ROUNDS", 10);
    let desk = Desk::new();
    let mut acknowledged: Vec<Acknowledged> = Vec::new();
    for round in 0..rounds {
        acknowledged.extend(killed_while_writing(&desk, round));
        let workshop = desk.fold();
        check(&workshop, &acknowledged).unwrap();
        // A kill may fall between the flush and the word of it, so each round may have kept one more.
        let kept = workshop.state().records.len() as u64;
        let told = acknowledged.len() as u64;
        assert!(
            (told..=told + round + 1).contains(&kept),
            "{kept} of {told}"
        );
        desk.write_on(round);
    }
    assert_eq!(desk.fold().marks().len() as u64, rounds);
    assert!(
        !acknowledged.is_empty(),
        "the kills came too early to show anything"
    );
    println!(
        "{rounds} kills: {} entries acknowledged, 0 lost, 0 doubled",
        acknowledged.len()
    );
}

/// The control: the check above sees a line that is lost, changed, doubled or out of order.
#[test]
fn the_check_sees_a_loss() {
    let desk = Desk::new();
    let fed = Fed::feed(desk.importing(&[]), 0, Some(3));
    let (well, all) = fed.end();
    assert!(well);
    let id = |number| Reference::numbered("LI", number);
    assert_eq!(
        all,
        [
            (id(1), line(0, 0)),
            (id(2), line(0, 1)),
            (id(3), line(0, 2))
        ]
    );
    let workshop = desk.fold();
    assert_eq!(check(&workshop, &all), Ok(()));
    let lost = [all.clone(), vec![(id(4), line(0, 3))]].concat();
    let changed = vec![(id(1), line(0, 1))];
    let swapped = vec![all[1].clone(), all[0].clone()];
    for wrong in [lost, changed, swapped] {
        assert!(check(&workshop, &wrong).is_err(), "{wrong:?}");
    }
    let (well, _) = Fed::feed(desk.importing(&[]), 0, Some(1)).end();
    assert!(well && check(&desk.fold(), &all).is_err(), "one is doubled");
}

/// The program in a terminal on the desk's workshop, with the capture line open.
fn capturing(desk: &Desk) -> Terminal {
    let mut terminal = Terminal::start(desk.folder(), &[desk.name()], (120, 40));
    terminal.shows("saved").send("\ta").shows("Enter keep");
    terminal
}

/// The texts of the line items, in order.
fn texts(workshop: &Workshop) -> Vec<&str> {
    let records = workshop.state().records.values();
    records.map(|record| record.text("text")).collect()
}

#[test]
fn a_file_that_is_renamed_or_replaced_is_noticed_and_nothing_is_lost_or_doubled() {
    for replaced in [false, true] {
        let desk = Desk::new();
        let mut terminal = capturing(&desk);
        terminal.send("one\r").shows("Kept as LI-1").shows("saved");
        let elsewhere = desk.folder().join("elsewhere");
        std::fs::rename(desk.file(), &elsewhere).unwrap();
        if replaced {
            std::fs::copy(&elsewhere, desk.file()).unwrap();
        }
        terminal.send("two\r").shows("NOT SAVED");
        terminal
            .send("three\r")
            .shows("Kept as LI-3")
            .shows("NOT SAVED");
        std::fs::rename(&elsewhere, desk.file()).unwrap();
        terminal.until("everything saved by itself", |screen| {
            let contents = screen.contents();
            contents.contains("saved") && !contents.contains("NOT SAVED")
        });
        terminal.send("\x1b").shows("filter").send("q");
        assert!(terminal.ends().success());
        assert_eq!(texts(&desk.fold()), ["one", "two", "three"]);
    }
}

#[test]
fn a_file_that_never_comes_back_leaves_everything_to_the_next_opening() {
    let desk = Desk::new();
    let mut terminal = capturing(&desk);
    terminal.send("one\r").shows("Kept as LI-1").shows("saved");
    let elsewhere = desk.folder().join("elsewhere");
    std::fs::rename(desk.file(), &elsewhere).unwrap();
    terminal.send("two\r").shows("NOT SAVED");
    terminal.send("\x1b").shows("filter").send("q");
    assert!(!terminal.ends().success(), "it says that it did not save");
    std::fs::rename(&elsewhere, desk.file()).unwrap();
    desk.write_on(0);
    assert_eq!(texts(&desk.fold()), ["one", "two"]);
}

#[test]
fn a_terminal_that_is_closed_ends_the_program_with_everything_saved() {
    let desk = Desk::new();
    let mut terminal = capturing(&desk);
    terminal.send("one\r").shows("Kept as LI-1");
    terminal.send("half a sentence").shows("half a sentence");
    terminal.signal("HUP");
    assert!(terminal.ends().success());
    assert_eq!(texts(&desk.fold()), ["one"]);
    let mut again = Terminal::start(desk.folder(), &[desk.name()], (120, 40));
    again.shows("half a sentence").send("q");
    assert!(again.ends().success());
}

/// Says five things, takes one back and does it again, with a clock that gives these times.
fn held(clock: &[DateTime<FixedOffset>]) -> (Desk, Workshop) {
    let desk = Desk::new();
    let say = |text: &str| {
        let fields = [(ColumnId::new("text"), Value::Text(text.to_owned()))].into();
        Act::Do(vec![Change::Add(Box::new(NewRecord {
            sheet: SheetId::new("line-items"),
            fields,
            ..NewRecord::default()
        }))])
    };
    let acts = ["one", "two", "three", "four", "five"].map(say);
    let after = [Act::Undo, Act::Redo, Act::Mark("end".to_owned())];
    let mut times = clock.iter().cycle();
    // Each half in a sitting of its own: what was written must not be sorted anew when it is read.
    let acts: Vec<Act> = acts.into_iter().chain(after).collect();
    for sitting in acts.chunks(4) {
        let mut session = Session::open_in(&desk.data(), desk.file()).unwrap();
        for act in sitting {
            session
                .commit(act.clone(), "Ada", *times.next().unwrap())
                .unwrap();
        }
        session.close().unwrap();
    }
    let workshop = desk.fold();
    (desk, workshop)
}

#[test]
fn a_clock_that_is_set_changes_neither_order_nor_state() {
    let straight: Vec<_> = (0..8)
        .map(|minute| noon() + Duration::minutes(minute))
        .collect();
    let set = [0, -3, -3, 4, 0, 400, -400, 0].map(|days| noon() + Duration::days(days));
    let ((_, straight), (desk, jumping)) = (held(&straight), held(&set));
    assert_eq!(texts(&jumping), ["one", "two", "three", "four", "five"]);
    assert_eq!(texts(&jumping), texts(&straight));
    let places = |workshop: &Workshop| -> Vec<u64> {
        workshop.marks().iter().map(|mark| mark.entry).collect()
    };
    assert_eq!(places(&jumping), places(&straight));
    assert!(doubled(&jumping).is_empty());
    let log = desk
        .flipchart()
        .arg("log")
        .arg(desk.file())
        .output()
        .unwrap();
    let log = String::from_utf8(log.stdout).unwrap();
    let found: Vec<_> = (1..=5)
        .map(|n| log.find(&format!("added LI-{n}")))
        .collect();
    let newest_first = found.windows(2).all(|pair| pair[0] > pair[1]);
    assert!(found.iter().all(Option::is_some), "{log}");
    assert!(found.is_sorted() || newest_first, "{log}");
}
