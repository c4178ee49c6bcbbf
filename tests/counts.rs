//! Counts that are the same on every machine: frames for a burst of keys, wake-ups while nobody does anything.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a harness fails by panicking")]
#![allow(clippy::print_stdout, reason = "figures are printed")]

#[path = "support/terminal.rs"]
#[allow(dead_code, reason = "each harness uses a part of it")]
mod terminal;

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use terminal::Terminal;

/// What begins a frame.
const FRAME: &[u8] = b"\x1b[?2026h";

/// Frames for two hundred keys that have queued up.
const FRAMES: usize = 5;

/// Wake-ups for one redraw of the clock: the loop's, and one each for whatever the system does for it.
const WAKE_UPS: u64 = 4;

/// The sample, open in a terminal with nothing on its way.
fn sample(folder: &Path) -> Terminal {
    let made = Command::new(terminal::under_test())
        .args(["sample", "sample.flipchart"])
        .current_dir(folder)
        .env("FLIPCHART_DATA_DIR", folder.join("data"))
        .output()
        .expect("the program starts");
    assert!(made.status.success(), "{made:?}");
    let mut terminal = Terminal::start(folder, &["sample.flipchart"], (120, 40));
    terminal.shows("DAY 1").shows("saved");
    terminal
}

/// How many frames have come.
fn frames(terminal: &Terminal) -> usize {
    let starts = terminal.raw.windows(FRAME.len());
    starts.filter(|bytes| *bytes == FRAME).count()
}

#[test]
fn two_hundred_queued_keys_are_drawn_in_few_frames() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = sample(folder.path());
    terminal.send("]\t").shows("LI-2");
    for burst in ["j".repeat(100) + &"k".repeat(99), "[]".repeat(99) + "j"] {
        let before = frames(&terminal);
        terminal.send(&(burst + ":")).shows("Commands");
        let drawn = frames(&terminal) - before;
        println!("200 keys: {drawn} frames");
        assert!(drawn <= FRAMES, "{drawn}");
        terminal
            .send("\x1b")
            .until("the commands closed", |screen| {
                !screen.contents().contains("Commands")
            });
    }
    // The control: a key that is waited for is drawn.
    let before = frames(&terminal);
    for _ in 0..=FRAMES {
        terminal.send(":").shows("Commands");
        terminal
            .send("\x1b")
            .until("the commands closed", |screen| {
                !screen.contents().contains("Commands")
            });
    }
    assert!(frames(&terminal) - before > FRAMES);
}

#[test]
#[ignore = "takes two minutes"]
fn between_two_redraws_of_the_clock_nothing_wakes_up() {
    let folder = tempfile::tempdir().unwrap();
    let mut idle = sample(folder.path());
    // The control: a window that follows another one looks twice a second.
    let mut following = Terminal::start(folder.path(), &["sample.flipchart"], (120, 40));
    following.shows("read-only");
    let minute = Duration::from_secs(75);
    while idle.listen(Duration::from_secs(2)) {}
    assert!(idle.listen(minute), "the clock does not go on");
    while idle.listen(Duration::from_secs(2)) {}
    let (before, sent) = ((idle.sleeps(), following.sleeps()), idle.raw.len());
    assert!(idle.listen(minute), "the clock does not go on");
    let woken = idle.sleeps() - before.0;
    let looked = following.sleeps() - before.1;
    let bytes = idle.raw.len() - sent;
    println!(
        "a minute without a key: {woken} wake-ups, {bytes} bytes; following another window: {looked}"
    );
    assert!(
        woken <= WAKE_UPS && bytes < 100,
        "{woken} wake-ups, {bytes} bytes"
    );
    assert!(
        looked > 60,
        "the count does not see a window that looks: {looked}"
    );
}
