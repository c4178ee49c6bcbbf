//! Power cuts and full disks, on a small ext4 file system of its own.
//!
//! `cargo test --test power -- --ignored --nocapture --test-threads=1` as root runs it; the cuts with a disk that lies
//! need strace too. `FLIPCHART_POWER_CUTS` sets how often the power is cut.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a harness fails by panicking")]
#![allow(clippy::print_stdout, reason = "figures are printed")]

#[path = "support/harness.rs"]
mod harness;
#[path = "support/volume.rs"]
mod volume;

use std::process::Child;
use std::time::Instant;

use flipchart::journal::read;
use flipchart::workshop::Workshop;
use harness::desk::{self, Acknowledged, Desk, Fed, any_below, doubled, lost, rounds};
use harness::driver::{self, Control, control};
use harness::strace::Strace;
use harness::terminal::Terminal;
use volume::{Volume, is_root};

#[test]
#[ignore = "the child of the controls"]
fn child() {
    driver::run();
}

/// What came of some power cuts.
#[derive(Debug, Default)]
struct Cuts {
    acknowledged: usize,
    lost: usize,
    doubled: usize,
}

/// Cuts the power while a child writes, again and again, each time into a new workshop.
fn cuts(count: u64, child: impl Fn(&Desk) -> Child) -> Cuts {
    assert!(is_root(), "only root can mount a file system");
    let mut volume = Volume::new(64);
    let mut all = Cuts::default();
    for round in 0..count {
        let desk = Desk::at(volume.place().join(format!("cut-{round}.flipchart")));
        desk.begin();
        let told = cut_while_writing(&volume, Fed::feed(child(&desk), round, None));
        volume.restart();
        let missing = missing(&desk, &told, &mut all);
        all.acknowledged += told.len();
        all.lost += missing;
        if missing == 0 {
            desk.write_on(round);
        }
        std::fs::remove_file(desk.file()).unwrap();
    }
    all
}

/// Cuts the power after some lines, and gives what was acknowledged before that.
///
/// What is said after the cut has begun does not count: the ioctl does not take effect at one moment, and a flush that
/// is under way may report success. So it does for a file that is only appended to and flushed, in one of twenty cuts.
fn cut_while_writing(volume: &Volume, mut fed: Fed) -> Vec<Acknowledged> {
    let switch = volume.switch();
    fed.hear(1 + any_below(150));
    let heard = fed.heard();
    switch.cut();
    let _ended_already = fed.child.kill();
    let mut told = fed.end().1;
    told.truncate(heard);
    told
}

/// How many of the acknowledged lines the file has lost; all of them where it cannot be read.
fn missing(desk: &Desk, told: &[Acknowledged], all: &mut Cuts) -> usize {
    let Ok(entries) = read(desk.file()) else {
        return told.len();
    };
    let Ok(workshop) = Workshop::fold(entries.iter().map(|stored| &stored.entry)) else {
        return told.len();
    };
    all.doubled += doubled(&workshop).len();
    lost(&workshop, told).len()
}

fn count() -> u64 {
    rounds("FLIPCHART_POWER_CUTS", 60)
}

#[test]
#[ignore = "needs root"]
fn nothing_acknowledged_is_lost_to_a_power_cut() {
    let cuts = cuts(count(), |desk| desk.importing(&[]));
    println!("{} power cuts: {cuts:?}", count());
    assert!(cuts.acknowledged > 0);
    assert_eq!((cuts.lost, cuts.doubled), (0, 0));
}

/// The controls: the same cuts catch a writer that does not flush each entry, and only that.
#[test]
#[ignore = "needs root"]
fn the_cuts_catch_a_writer_that_does_not_flush() {
    for (how, caught) in [(Control::Normal, true), (Control::Careful, false)] {
        let child = |desk: &Desk| desk::piped(&mut control(how, desk.file(), "child", &[]));
        let cuts = cuts(count().div_ceil(3), child);
        println!(
            "control {how:?}: {} power cuts: {cuts:?}",
            count().div_ceil(3)
        );
        assert_eq!(cuts.lost > 0, caught, "{how:?}");
    }
}

/// The control: a disk that says it has flushed and has not.
#[test]
#[ignore = "needs root and strace"]
fn the_cuts_catch_a_disk_that_lies() {
    let lies = Strace::always("fdatasync,fsync", "retval=0");
    let cuts = cuts(count().div_ceil(6), |desk| desk.importing(&lies.words()));
    println!(
        "control, flushes that do nothing: {} power cuts: {cuts:?}",
        count().div_ceil(6)
    );
    assert!(cuts.lost > 0);
}

#[test]
#[ignore = "needs root"]
fn a_disk_that_is_full_is_told_and_made_good_when_there_is_room() {
    assert!(is_root(), "only root can mount a file system");
    let volume = Volume::new(16);
    let desk = Desk::at(volume.place().join("full.flipchart"));
    desk.begin();
    let mut terminal = Terminal::start(desk.folder(), &[desk.name()], (120, 40));
    terminal.shows("saved").send("\ta").shows("Enter keep");
    let ballast = volume.fill(64 << 10);
    let mut said: Vec<String> = Vec::new();
    let mut say = |terminal: &mut Terminal| {
        let text = format!("said while the disk is full, number {}", said.len() + 1);
        terminal.send(&text).send("\r");
        said.push(text);
        terminal.shows(&format!("LI-{}", said.len()));
    };
    let refused = |screen: &vt100::Screen| screen.contents().contains("NOT SAVED");
    let told = loop {
        let start = Instant::now();
        say(&mut terminal);
        terminal.until("an outcome", |screen| {
            let contents = screen.contents();
            refused(screen) || (contents.contains("saved") && !contents.contains("saving"))
        });
        if refused(terminal.screen()) {
            break start.elapsed();
        }
    };
    (0..10).for_each(|_| say(&mut terminal));
    assert!(
        refused(terminal.screen()),
        "typing goes on while nothing is saved"
    );
    std::fs::remove_file(ballast).unwrap();
    terminal.until("everything saved by itself", |screen| !refused(screen));
    say(&mut terminal);
    terminal
        .shows("saved")
        .send("\x1b")
        .shows("filter")
        .send("q");
    assert!(terminal.ends().success());
    let workshop = desk.fold();
    let records = workshop.state().records.values();
    let found: Vec<&str> = records.map(|record| record.text("text")).collect();
    assert_eq!(found, said);
    println!(
        "disk full: told after {told:?}; {} entries, 0 lost, 0 doubled",
        said.len()
    );
    assert!(told.as_secs() < 1, "{told:?}");
}
