//! Disks that fail, and kills between any two writes: what strace can do to the program without being root.
//!
//! `cargo test --test faults -- --ignored --nocapture --test-threads=1` runs it; needs strace. `FLIPCHART_UNDER_TEST`
//! names another program than that of this build, such as the released one, and `FLIPCHART_KILLED_WRITES` how many
//! writes a kill is tried at.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a harness fails by panicking")]
#![allow(clippy::print_stdout, reason = "figures are printed")]

#[path = "support/harness.rs"]
mod harness;

use std::path::Path;
use std::time::{Duration, Instant};

use harness::desk::{self, Acknowledged, Desk, Fed, check, lost, rounds};
use harness::driver::{self, Control, control};
use harness::strace::Strace;
use harness::terminal::{Terminal, under_test};

/// What a flush is called.
const FLUSHES: &str = "fdatasync,fsync,msync,sync,syncfs,sync_file_range";

/// `NOT SAVED` is on the screen within this time.
const TOLD: Duration = Duration::from_secs(1);

/// A key is on the screen within this time at the 99th percentile.
const SEEN: Duration = Duration::from_millis(16);

#[test]
#[ignore = "the child of the controls"]
fn child() {
    driver::run();
}

/// Kills a child at its nth call of a kind, and gives what it acknowledged; none when it ended before.
fn killed_at(
    desk: &Desk,
    call: &str,
    nth: u64,
    round: u64,
    lines: u64,
) -> Option<Vec<Acknowledged>> {
    let strace = Strace::inject(call, &format!("signal=KILL:when={nth}"));
    let (well, told) = Fed::feed(desk.importing(&strace.words()), round, Some(lines)).end();
    (!well).then_some(told)
}

#[test]
#[ignore = "needs strace"]
fn a_kill_at_any_of_the_first_writes_loses_nothing() {
    let desk = Desk::new();
    let mut acknowledged = Vec::new();
    let writes = rounds("FLIPCHART_KILLED_WRITES", 200);
    for nth in 1..=writes {
        let told = killed_at(&desk, "pwrite64", nth, nth, 2000);
        acknowledged.extend(told.expect("it goes on writing until it is killed"));
        let workshop = desk.fold();
        check(&workshop, &acknowledged).unwrap();
        // What was flushed and not yet acknowledged: at most one a round.
        assert!(workshop.state().records.len() as u64 <= acknowledged.len() as u64 + nth);
        desk.write_on(nth);
    }
    println!(
        "{writes} kills at a write: {} entries acknowledged, 0 lost, 0 doubled",
        acknowledged.len()
    );
    assert!(
        acknowledged.len() as u64 > writes,
        "few entries show little"
    );
}

#[test]
#[ignore = "needs strace"]
fn a_kill_at_any_call_of_a_whole_sitting_loses_nothing() {
    let calls = [
        "pwrite64",
        "fdatasync",
        "fsync",
        "ftruncate",
        "unlink",
        "openat",
        "close",
        "write",
    ];
    let (mut acknowledged, mut kills) = (0, 0);
    for call in calls {
        let desk = Desk::new();
        let mut told = Vec::new();
        for nth in 1.. {
            let Some(more) = killed_at(&desk, call, nth, nth, 3) else {
                break;
            };
            told.extend(more);
            check(&desk.fold(), &told).unwrap_or_else(|why| panic!("{call} {nth}: {why}"));
            desk.write_on(nth);
            kills += 1;
        }
        acknowledged += told.len();
    }
    println!(
        "{kills} kills, at each call of a sitting of three lines: {acknowledged} entries acknowledged, 0 lost, 0 doubled"
    );
    assert!(kills > 100, "{kills} kills");
}

#[test]
#[ignore = "needs strace"]
fn a_kill_while_a_workshop_is_made_leaves_a_whole_one_or_none() {
    let calls = [
        "pwrite64",
        "fdatasync",
        "fsync",
        "ftruncate",
        "linkat",
        "link",
        "unlink",
        "openat",
    ];
    let (mut kills, mut whole) = (0, 0);
    for call in calls {
        for nth in 1.. {
            let desk = Desk::empty();
            let strace = Strace::inject(call, &format!("signal=KILL:when={nth}"));
            let made = desk
                .under(&strace.words())
                .arg("new")
                .arg(desk.file())
                .output();
            if made.unwrap().status.success() {
                break;
            }
            kills += 1;
            if desk.file().exists() {
                whole += 1;
                assert!(desk.fold().state().records.is_empty(), "{call} {nth}");
            } else {
                desk.begin();
            }
            desk.write_on(nth);
        }
    }
    println!("{kills} kills while a workshop was made: {whole} left a whole file, the others none");
    assert!(kills > 20 && whole > 0, "{kills} kills, {whole} whole");
}

/// The control: a writer that acknowledges before it has written is caught by the same kills.
#[test]
#[ignore = "needs strace"]
fn the_kills_catch_a_writer_that_acknowledges_too_early() {
    for (how, caught) in [(Control::Early, true), (Control::Careful, false)] {
        let mut missing = 0;
        for nth in 11..=40 {
            let desk = Desk::new();
            let strace = Strace::inject("pwrite64", &format!("signal=KILL:when={nth}"));
            let mut command = control(how, desk.file(), "child", &strace.words());
            let (_, told) = Fed::feed(desk::piped(&mut command), nth, Some(2000)).end();
            missing += lost(&desk.fold(), &told).len();
        }
        println!("control {how:?}: {missing} acknowledged entries lost to 30 kills");
        assert_eq!(missing > 0, caught, "{how:?}");
    }
}

/// How many flushes a child makes that keeps so many lines; `child` starts it under strace.
fn flushes(lines: u64, child: impl Fn(&Desk, &Strace) -> std::process::Child) -> u64 {
    let desk = Desk::new();
    let log = desk.folder().join("flushes");
    let strace = Strace::log(&log, FLUSHES);
    let (well, told) = Fed::feed(child(&desk, &strace), 0, Some(lines)).end();
    assert!(well && told.len() as u64 == lines);
    let text = std::fs::read_to_string(&log).expect("strace wrote a log");
    text.lines().filter(|line| line.contains("sync")).count() as u64
}

#[test]
#[ignore = "needs strace"]
fn an_entry_takes_one_flush() {
    let of_the_program = |lines| flushes(lines, |desk, strace| desk.importing(&strace.words()));
    let more = of_the_program(150) - of_the_program(50);
    println!("100 entries more: {more} flushes more");
    assert_eq!(more, 100);
    // The control: a rollback journal takes more, and is counted so.
    let of_another = |lines| {
        flushes(lines, |desk, strace| {
            let words = strace.words();
            desk::piped(&mut control(
                Control::Rollback,
                desk.file(),
                "child",
                &words,
            ))
        })
    };
    let more = of_another(60) - of_another(40);
    println!("control, rollback journal: 20 entries more: {more} flushes more");
    assert!(more > 20, "{more}");
}

/// A room that types at the program while strace does something to it.
struct Room {
    desk: Desk,
    terminal: Terminal,
    said: Vec<String>,
}

impl Room {
    fn under(strace: &Strace) -> Self {
        let desk = Desk::new();
        let (words, program) = (strace.words(), under_test());
        let mut terminal = Terminal::start_under(desk.folder(), &words, &program, &[desk.name()]);
        terminal.shows("saved").send("\ta").shows("Enter keep");
        Self {
            desk,
            terminal,
            said: Vec::new(),
        }
    }

    /// Says one thing; it is on the screen when this returns.
    fn say(&mut self) {
        let text = format!("thing number {}", self.said.len() + 1);
        self.terminal.send(&text).send("\r");
        self.said.push(text);
        let kept = format!("LI-{}", self.said.len());
        self.terminal.shows(&kept);
    }

    /// Says things until one is refused; gives how long that took to be said.
    fn say_until_refused(&mut self) -> Duration {
        loop {
            let start = Instant::now();
            self.say();
            self.terminal.until("an outcome", |screen| {
                let contents = screen.contents();
                contents.contains("NOT SAVED")
                    || (contents.contains("saved") && !contents.contains("saving"))
            });
            if self.is_refused() {
                return start.elapsed();
            }
            assert!(self.said.len() < 50, "nothing was refused");
        }
    }

    fn is_refused(&self) -> bool {
        self.terminal.screen().contents().contains("NOT SAVED")
    }

    fn waits_until_saved(&mut self) {
        self.terminal.until("everything saved by itself", |screen| {
            let contents = screen.contents();
            contents.contains("saved") && !contents.contains("NOT SAVED")
        });
    }

    fn leaves(&mut self) -> bool {
        self.terminal.send("\x1b").shows("filter").send("q");
        self.terminal.ends().success()
    }

    /// All that was said is in the file, once and in order.
    fn is_all_there(&self) {
        let workshop = self.desk.fold();
        let records = workshop.state().records.values();
        let found: Vec<&str> = records.map(|record| record.text("text")).collect();
        assert_eq!(found, self.said);
    }

    /// Waits until the second place holds all that the file refused.
    fn is_spooled(&self, from: usize) {
        let end = Instant::now() + Duration::from_secs(60);
        let place = self.desk.data().join("spool");
        while !self.said[from..].iter().all(|text| holds(&place, text)) {
            assert!(Instant::now() < end, "the second place does not hold it");
            std::thread::yield_now();
        }
    }
}

/// True when a file of the folder holds this text.
fn holds(folder: &Path, text: &str) -> bool {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut texts = files.filter_map(|file| std::fs::read_to_string(file.path()).ok());
    texts.any(|held| held.contains(text))
}

/// A disk that refuses for some calls and takes them again: told, typed on, saved by itself.
fn refused_for_a_while(calls: &str, rule: &str) {
    let mut room = Room::under(&Strace::inject(calls, rule));
    let told = room.say_until_refused();
    let refused = room.said.len() - 1;
    for _ in 0..3 {
        room.say();
    }
    if room.is_refused() {
        room.is_spooled(refused);
    }
    room.waits_until_saved();
    room.say();
    room.waits_until_saved();
    assert!(room.leaves());
    room.is_all_there();
    println!(
        "{calls}:{rule}: told after {told:?}; {} entries, 0 lost, 0 doubled",
        room.said.len()
    );
    assert!(told <= TOLD, "{told:?}");
}

#[test]
#[ignore = "needs strace"]
fn a_flush_that_fails_is_told_and_made_good() {
    refused_for_a_while("fdatasync,fsync", "error=EIO:when=5..8");
}

#[test]
#[ignore = "needs strace"]
fn a_full_disk_is_told_and_made_good() {
    refused_for_a_while("pwrite64", "error=ENOSPC:when=30..60");
    refused_for_a_while("pwrite64", "error=EIO:when=31..34");
}

/// A disk that never takes anything again: it is in the second place, and back on the next opening.
#[test]
#[ignore = "needs strace"]
fn a_disk_that_never_recovers_loses_nothing() {
    for killed in [false, true] {
        let mut room = Room::under(&Strace::inject("fdatasync,fsync", "error=EIO:when=5+"));
        let told = room.say_until_refused();
        let refused = room.said.len() - 1;
        for _ in 0..5 {
            room.say();
        }
        room.is_spooled(refused);
        if killed {
            room.terminal.signal("KILL");
            assert!(!room.terminal.ends().success());
        } else {
            assert!(!room.leaves(), "it says that it did not save");
        }
        room.desk.write_on(0);
        room.is_all_there();
        println!(
            "fdatasync fails for ever, killed: {killed}: told after {told:?}; 0 of {} lost, 0 doubled",
            room.said.len()
        );
        assert!(told <= TOLD, "{told:?}");
    }
}

/// How long each letter takes to the screen, in order of size.
fn typed(terminal: &mut Terminal, letters: usize) -> Vec<Duration> {
    let mut text = String::new();
    let mut times: Vec<Duration> = (0..letters)
        .map(|number| {
            let letter = char::from(b"abcdefghij"[number % 10]);
            text.push(letter);
            // A long line scrolls in its field: its end is what is looked for.
            let end: String = text.chars().skip(text.len().saturating_sub(15)).collect();
            let start = Instant::now();
            terminal.send(&letter.to_string());
            terminal.shows(&end);
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times
}

fn p99(times: &[Duration]) -> Duration {
    times[times.len() * 99 / 100]
}

#[test]
#[ignore = "needs strace"]
fn keys_do_not_wait_for_a_flush_that_stalls() {
    let mut room = Room::under(&Strace::always("fdatasync,fsync", "delay_enter=5s"));
    let before = typed(&mut room.terminal, 150);
    room.terminal
        .send("\x15")
        .send("one\r")
        .shows("LI-1")
        .shows("saving");
    let during = typed(&mut room.terminal, 150);
    let contents = room.terminal.screen().contents();
    assert!(
        contents.contains("saving"),
        "the flush was over before the keys were:\n{contents}"
    );
    println!(
        "key to screen: p99 {:?} while a flush stalls, {:?} before",
        p99(&during),
        p99(&before)
    );
    assert!(p99(&during) <= SEEN, "{:?}", p99(&during));
}

/// The control: the same clock sees a screen that is late.
#[test]
#[ignore = "needs strace"]
fn the_clock_sees_a_screen_that_is_late() {
    let mut room = Room::under(&Strace::always("write", "delay_enter=40ms"));
    let late = typed(&mut room.terminal, 20);
    println!(
        "control, every write to the terminal is late: p99 {:?}",
        p99(&late)
    );
    assert!(p99(&late) > SEEN);
}
