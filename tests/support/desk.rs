//! A workshop in a folder of its own, a child that says what it has saved, and the check that nothing of it is lost.

use std::hash::{BuildHasher as _, RandomState};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

use chrono::{DateTime, FixedOffset};
use flipchart::journal::{Session, read};
use flipchart::workshop::{Act, Reference, Workshop};

use super::terminal::under_test;

/// A line that was acknowledged, and the record it became.
pub(crate) type Acknowledged = (Reference, String);

/// How many rounds a harness runs: as the environment says, or so many.
pub(crate) fn rounds(variable: &str, usual: u64) -> u64 {
    std::env::var(variable).map_or(usual, |text| text.parse().expect("it is a number"))
}

/// A number below `limit` that differs from run to run.
pub(crate) fn any_below(limit: u64) -> u64 {
    RandomState::new().hash_one(limit) % limit
}

/// What is said in a round.
pub(crate) fn line(round: u64, number: u64) -> String {
    format!("round {round} said thing {number} in a sentence of ordinary length")
}

/// Noon of the first day.
pub(crate) fn noon() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-10T12:00:00+01:00").expect("it is a time")
}

/// A workshop file and the data folder of who writes it.
pub(crate) struct Desk {
    folder: tempfile::TempDir,
    file: PathBuf,
}

impl Desk {
    /// A new workshop in a new folder.
    pub(crate) fn new() -> Self {
        let desk = Self::empty();
        desk.begin();
        desk
    }

    /// A new folder without a workshop.
    pub(crate) fn empty() -> Self {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let file = folder.path().join("kickoff.flipchart");
        Self { folder, file }
    }

    /// The workshop is elsewhere, its writer's data folder here.
    pub(crate) fn at(file: PathBuf) -> Self {
        let folder = tempfile::tempdir().expect("a folder can be made");
        Self { folder, file }
    }

    /// Begins the workshop.
    pub(crate) fn begin(&self) {
        let made = self.flipchart().arg("new").arg(&self.file).output();
        let made = made.expect("the program starts");
        assert!(made.status.success(), "{made:?}");
    }

    /// The folder of everything that is not the workshop file.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The workshop file.
    pub(crate) fn file(&self) -> &Path {
        &self.file
    }

    /// The workshop file, as an argument.
    pub(crate) fn name(&self) -> &str {
        self.file.to_str().expect("it is text")
    }

    /// The data folder.
    pub(crate) fn data(&self) -> PathBuf {
        self.folder().join("data")
    }

    /// The program, at home in this folder.
    pub(crate) fn flipchart(&self) -> Command {
        self.under(&[])
    }

    /// The program, run by another one that takes it as its last arguments.
    pub(crate) fn under(&self, wrapper: &[&str]) -> Command {
        let program = under_test();
        let mut command = match wrapper {
            [] => Command::new(program),
            [first, rest @ ..] => {
                let mut command = Command::new(first);
                command.args(rest).arg(program);
                command
            }
        };
        command
            .env("FLIPCHART_DATA_DIR", self.data())
            .env("FLIPCHART_CONFIG_DIR", self.folder().join("config"))
            .env("HOME", self.folder());
        command
    }

    /// A child that keeps each line it is given and says `saved LI-7` once it is on the disk.
    pub(crate) fn importing(&self, wrapper: &[&str]) -> Child {
        let mut command = self.under(wrapper);
        command
            .args(["import", "--author", "Ada"])
            .arg(&self.file)
            .arg("-");
        piped(&mut command)
    }

    /// The workshop as the file has it, its chain verified.
    pub(crate) fn fold(&self) -> Workshop {
        let entries = read(&self.file).expect("the file is sound");
        Workshop::fold(entries.iter().map(|stored| &stored.entry)).expect("the journal folds")
    }

    /// Opens the file to write to it, writes, and closes it again.
    pub(crate) fn write_on(&self, round: u64) {
        let mut session = Session::open_in(&self.data(), &self.file).expect("it opens again");
        assert_eq!(session.read_only(), None);
        let mark = Act::Mark(format!("after round {round}"));
        session.commit(mark, "Ben", noon()).expect("a mark fits");
        session.close().expect("everything is saved");
        let mut log = self.file.clone().into_os_string();
        log.push("-wal");
        assert!(!Path::new(&log).exists(), "one file is left at rest");
    }
}

/// Starts a child that is given lines and says what it saved.
pub(crate) fn piped(command: &mut Command) -> Child {
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts")
}

/// A child that is fed, and what it has said so far.
pub(crate) struct Fed {
    round: u64,
    output: std::io::Lines<BufReader<ChildStdout>>,
    said: Vec<String>,
    feeding: std::thread::JoinHandle<()>,
    pub(crate) child: Child,
}

impl Fed {
    /// Feeds a child so many lines of a round, or as many as it takes.
    pub(crate) fn feed(mut child: Child, round: u64, most: Option<u64>) -> Self {
        let mut input = child.stdin.take().expect("its input is a pipe");
        let feeding = std::thread::spawn(move || {
            for number in 0..most.unwrap_or(u64::MAX) {
                // Its end closes the pipe.
                if writeln!(input, "{}", line(round, number)).is_err() {
                    break;
                }
            }
        });
        let output = child.stdout.take().expect("its output is a pipe");
        Self {
            round,
            output: BufReader::new(output).lines(),
            said: Vec::new(),
            feeding,
            child,
        }
    }

    /// Waits until it has said so many lines more, or has ended.
    pub(crate) fn hear(&mut self, lines: u64) {
        for _ in 0..lines {
            match self.output.next() {
                Some(text) => self.said.push(text.expect("it says text")),
                None => return,
            }
        }
    }

    /// How many lines it has acknowledged so far.
    pub(crate) fn heard(&self) -> usize {
        saved(&self.said).count()
    }

    /// Kills it at this moment; it must not have ended by itself.
    pub(crate) fn kill(mut self) -> Vec<Acknowledged> {
        let ended = self.child.try_wait().expect("it can be asked");
        assert!(ended.is_none(), "it ended by itself: {ended:?}");
        self.child.kill().expect("it can be killed");
        self.end().1
    }

    /// Waits for its end; gives whether it ended well, and what it acknowledged, what was in the pipe included.
    pub(crate) fn end(mut self) -> (bool, Vec<Acknowledged>) {
        self.hear(u64::MAX);
        let ended = self.child.wait().expect("it ends");
        self.feeding.join().expect("feeding ends with the pipe");
        let told = saved(&self.said).zip(0..);
        let told = told.map(|(id, number)| (Reference::new(id), line(self.round, number)));
        (ended.success(), told.collect())
    }
}

/// The records that were acknowledged, among whatever else was said.
fn saved(said: &[String]) -> impl Iterator<Item = &str> {
    said.iter().filter_map(|text| text.strip_prefix("saved "))
}

/// The acknowledged lines that are not in a workshop as they were said.
pub(crate) fn lost(workshop: &Workshop, acknowledged: &[Acknowledged]) -> Vec<String> {
    let wrong = acknowledged.iter().filter_map(|(id, text)| {
        let record = workshop.state().record(id);
        let found = record.map(|record| record.text("text"));
        let lost = found != Some(text.as_str());
        lost.then(|| format!("{id} was acknowledged as {text:?} and is {found:?}"))
    });
    wrong.collect()
}

/// The texts that a workshop holds more than once.
pub(crate) fn doubled(workshop: &Workshop) -> Vec<String> {
    let records = workshop.state().records.values();
    let mut texts: Vec<&str> = records.map(|record| record.text("text")).collect();
    texts.sort_unstable();
    let twice = texts.windows(2).filter(|pair| pair[0] == pair[1]);
    twice.map(|pair| pair[0].to_owned()).collect()
}

/// Says what is wrong with a workshop in which all of these must be once, in this order.
pub(crate) fn check(workshop: &Workshop, acknowledged: &[Acknowledged]) -> Result<(), String> {
    let mut wrong = lost(workshop, acknowledged);
    let twice = doubled(workshop);
    wrong.extend(twice.iter().map(|text| format!("{text:?} is there twice")));
    let swapped = acknowledged.windows(2).find(|pair| pair[0].0 >= pair[1].0);
    wrong.extend(swapped.map(|pair| format!("{} came before {}", pair[0].0, pair[1].0)));
    wrong.into_iter().next().map_or(Ok(()), Err)
}
