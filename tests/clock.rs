//! The clock of the machine is set while the program runs.
//!
//! `cargo test --test clock -- --ignored` runs it; needs the library of faketime. `FLIPCHART_UNDER_TEST` names another
//! program than that of this build.
#![cfg(target_os = "linux")]

#[path = "support/harness.rs"]
mod harness;

use std::path::{Path, PathBuf};

use flipchart::journal::{Stored, read};
use harness::desk::Desk;
use harness::terminal::Terminal;

/// What is said: the line, and by how much the clock is wrong then.
const SAID: [(&str, &str); 5] = [
    ("one before the clock is set", "+0"),
    ("two, three days back", "-3d"),
    ("three, three days back", "-3d"),
    ("four, three days ahead", "+3d"),
    ("five, with the clock set right", "+0"),
];

/// The library that answers in the place of the system when the program asks for the time.
fn library() -> PathBuf {
    let folders = std::fs::read_dir("/usr/lib").expect("libraries can be listed");
    let folders = folders.filter_map(|folder| Some(folder.ok()?.path()));
    let all = folders.flat_map(|folder| {
        let inner = folder.join("faketime/libfaketimeMT.so.1");
        [inner, folder.join("libfaketimeMT.so.1")]
    });
    let mut there = all.filter(|library| library.exists());
    there.next().expect("faketime is installed")
}

/// What the clock is wrong by from now on, put there as a whole: the program may read it at any moment.
fn set(clock: &Path, by: &str) {
    let new = clock.with_extension("new");
    std::fs::write(&new, by).expect("it can be written");
    std::fs::rename(&new, clock).expect("it can be renamed");
}

/// A sitting in which these things are said; gives what the screen showed after each.
fn held(desk: &Desk, said: &[(&str, &str)]) -> Vec<String> {
    let (clock, library) = (desk.folder().join("clock"), library());
    set(&clock, "+0");
    let environment = [
        ("LD_PRELOAD", library.to_str().expect("its name is text")),
        (
            "FAKETIME_TIMESTAMP_FILE",
            clock.to_str().expect("it is text"),
        ),
        ("FAKETIME_NO_CACHE", "1"),
        ("FAKETIME_DONT_FAKE_MONOTONIC", "1"),
        ("NO_FAKE_STAT", "1"),
    ];
    let mut terminal = Terminal::start_with(desk.folder(), &[desk.name()], (120, 40), &environment);
    terminal
        .shows("saved")
        .send(" ")
        .shows("Started")
        .send("\ta")
        .shows("Enter keep");
    let mut screens = Vec::new();
    for (number, (line, by)) in said.iter().enumerate() {
        set(&clock, by);
        terminal.send(line).shows(line).send("\r");
        terminal
            .shows(&format!("Kept as LI-{}", number + 1))
            .shows("saved ✓");
        screens.push(terminal.screen().contents());
    }
    terminal.send("\x1b").shows("commands").send("q");
    assert!(terminal.ends().success());
    screens
}

/// What was done, as it is kept, without its time.
fn acts(desk: &Desk) -> Vec<String> {
    let entries = entries(desk);
    let acts = entries.iter().skip(1);
    acts.map(|stored| serde_json::to_string(&stored.entry.act).expect("it can be written"))
        .collect()
}

fn entries(desk: &Desk) -> Vec<Stored> {
    read(desk.file()).expect("the file is sound")
}

#[test]
#[ignore = "needs faketime"]
fn a_clock_that_is_set_under_the_running_program_changes_neither_order_nor_state() {
    let (jumping, steady) = (Desk::new(), Desk::new());
    let screens = held(&jumping, &SAID);
    held(&steady, &SAID.map(|(line, _)| (line, "+0")));
    assert_eq!(acts(&jumping), acts(&steady));
    let texts = |desk: &Desk| {
        let workshop = desk.fold();
        let records = workshop.state().records.values();
        records
            .map(|record| (record.id.clone(), record.text("text").to_owned()))
            .collect::<Vec<_>>()
    };
    assert_eq!(texts(&jumping), texts(&steady));
    // The control: the program did see another clock. Whole days, whatever the seconds between two entries are.
    let at: Vec<_> = entries(&jumping).iter().map(|one| one.entry.at).collect();
    let days = |hours: i64| (hours + 12).div_euclid(24);
    let apart = at[2..].iter().map(|one| days((*one - at[0]).num_hours()));
    let days: Vec<i64> = apart.collect();
    assert_eq!(days, [0, -3, -3, 3, 0]);
    // Each screen says when its line was kept, and the running block never has more time than it was given.
    for (screen, at) in screens.iter().zip(&at[2..]) {
        assert!(
            screen.contains(&at.format(" on %-d %b,").to_string()),
            "{screen}"
        );
    }
    for (screen, left) in screens
        .iter()
        .zip(["min left", "min left", "min left", " over", "min left"])
    {
        assert!(
            screen
                .lines()
                .next()
                .is_some_and(|title| title.ends_with(left)),
            "{screen}"
        );
    }
}
