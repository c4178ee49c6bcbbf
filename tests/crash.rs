//! Nothing that was acknowledged is lost when the program is killed.
//!
//! Each round feeds lines to `flipchart import FILE -`, which says `saved LI-7` once a line is on the disk, kills it at
//! some moment, and reads the file. `FLIPCHART_CRASH_ROUNDS` sets how many rounds; ten when it is not set.

use std::hash::{BuildHasher as _, RandomState};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use chrono::DateTime;
use flipchart::journal::{Session, read};
use flipchart::workshop::{Act, Reference, Workshop};

/// A line that was acknowledged, and the record it became.
type Acknowledged = (Reference, String);

struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self {
            folder: tempfile::tempdir().expect("a folder can be made"),
        };
        let made = desk.flipchart().arg("new").arg(desk.file()).output();
        let made = made.expect("the program starts");
        assert!(made.status.success(), "{made:?}");
        desk
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("kickoff.flipchart")
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn flipchart(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_flipchart"));
        command
            .env("FLIPCHART_DATA_DIR", self.data())
            .env("HOME", self.folder.path());
        command
    }

    fn importing(&self) -> Child {
        self.flipchart()
            .args(["import", "--author", "Ada"])
            .arg(self.file())
            .arg("-")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts")
    }
}

/// A number below `limit` that differs from run to run.
fn any_below(limit: u64) -> u64 {
    RandomState::new().hash_one(limit) % limit
}

fn line(round: u64, number: u64) -> String {
    format!("round {round} said thing {number} in a sentence of ordinary length")
}

/// Runs one round and gives what was acknowledged before the kill, what was still in the pipe included.
fn killed_while_writing(desk: &Desk, round: u64) -> Vec<Acknowledged> {
    let mut child = desk.importing();
    let mut input = child.stdin.take().expect("its input is a pipe");
    let feeding = std::thread::spawn(move || {
        // Ends when the kill closes the pipe.
        for number in 0.. {
            if writeln!(input, "{}", line(round, number)).is_err() {
                break;
            }
        }
    });
    let mut output = BufReader::new(child.stdout.take().expect("its output is a pipe")).lines();
    let mut said: Vec<String> = Vec::new();
    for _ in 0..any_below(80) {
        match output.next() {
            Some(text) => said.push(text.expect("it says text")),
            None => break,
        }
    }
    for _ in 0..any_below(300_000) {
        std::hint::spin_loop();
    }
    let ended = child.try_wait().expect("it can be asked");
    assert_eq!(
        ended,
        None,
        "it ended by itself: {:?}",
        child.wait_with_output()
    );
    child.kill().expect("it can be killed");
    child.wait().expect("it was killed");
    feeding.join().expect("feeding ends with the pipe");
    said.extend(output.map(|text| text.expect("it says text")));
    let acknowledged = said.iter().zip(0..).map(|(text, number)| {
        let id = text.strip_prefix("saved ").expect("a line is acknowledged");
        (Reference::new(id), line(round, number))
    });
    acknowledged.collect()
}

/// Says what is wrong with a workshop in which all of these must be, in this order.
fn check(workshop: &Workshop, acknowledged: &[Acknowledged]) -> Result<(), String> {
    for (id, text) in acknowledged {
        let found = workshop
            .state()
            .record(id)
            .map(|record| record.text("text"));
        if found != Some(text.as_str()) {
            return Err(format!(
                "{id} was acknowledged as {text:?} and is {found:?}"
            ));
        }
    }
    match acknowledged.windows(2).find(|pair| pair[0].0 >= pair[1].0) {
        Some(pair) => Err(format!("{} came before {}", pair[0].0, pair[1].0)),
        None => Ok(()),
    }
}

fn fold(file: &Path) -> Workshop {
    let entries = read(file).expect("the file is sound");
    Workshop::fold(entries.iter().map(|stored| &stored.entry)).expect("the journal folds")
}

/// Opens the file to write to it, writes, and closes it again.
fn write_on(desk: &Desk, round: u64) {
    let mut session = Session::open_in(&desk.data(), &desk.file()).expect("it opens again");
    assert_eq!(session.read_only(), None);
    let at = DateTime::parse_from_rfc3339("2026-11-10T12:00:00+01:00").expect("it is a time");
    let mark = Act::Mark(format!("after round {round}"));
    session.commit(mark, "Ben", at).expect("a mark fits");
    session.close().expect("everything is saved");
    let log = desk.folder.path().join("kickoff.flipchart-wal");
    assert!(!log.exists(), "one file is left at rest");
}

#[test]
fn nothing_acknowledged_is_lost_to_a_kill() {
    let rounds = std::env::var("FLIPCHART_CRASH_ROUNDS").map_or(10, |text| text.parse().unwrap());
    let desk = Desk::new();
    let mut acknowledged: Vec<Acknowledged> = Vec::new();
    for round in 0..rounds {
        acknowledged.extend(killed_while_writing(&desk, round));
        let workshop = fold(&desk.file());
        check(&workshop, &acknowledged).unwrap();
        // A kill may fall between the flush and the word of it, so each round may have kept one more.
        let kept = workshop.state().records.len() as u64;
        let told = acknowledged.len() as u64;
        assert!(
            (told..=told + round + 1).contains(&kept),
            "{kept} of {told}"
        );
        write_on(&desk, round);
    }
    assert_eq!(fold(&desk.file()).marks().len() as u64, rounds);
    assert!(
        !acknowledged.is_empty(),
        "the kills came too early to show anything"
    );
}

/// The control: the check above sees a line that is lost, changed or out of order.
#[test]
fn the_check_sees_a_loss() {
    let desk = Desk::new();
    let mut child = desk.importing();
    let mut input = child.stdin.take().unwrap();
    for number in 0..3 {
        writeln!(input, "{}", line(0, number)).unwrap();
    }
    drop(input);
    let said = child.wait_with_output().unwrap();
    assert_eq!(
        String::from_utf8(said.stdout).unwrap(),
        "saved LI-1\nsaved LI-2\nsaved LI-3\n"
    );
    let workshop = fold(&desk.file());
    let all: Vec<Acknowledged> = (0..3)
        .map(|number| {
            (
                Reference::numbered("LI", number + 1),
                line(0, number.into()),
            )
        })
        .collect();
    assert_eq!(check(&workshop, &all), Ok(()));
    let lost = [all.clone(), vec![(Reference::new("LI-4"), line(0, 3))]].concat();
    let changed = vec![(Reference::new("LI-1"), line(0, 1))];
    let swapped = vec![all[1].clone(), all[0].clone()];
    for wrong in [lost, changed, swapped] {
        assert!(check(&workshop, &wrong).is_err(), "{wrong:?}");
    }
}
