//! A workshop that is open: its state, and the journal behind it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, FixedOffset};
use uuid::Uuid;

use super::create;
use super::derived::Derived;
use super::error::{CommitError, JournalError};
use super::follow::Follower;
use super::lock::WriterLock;
use super::pending::{Pending, Position, encode};
use super::place::{self, Identity};
use super::queue::{Notify, SaveState};
use super::read::{self, Stored, cannot_apply};
use super::rescue::broken_log;
use super::spool::Spool;
use super::store::{Store, TURN, refuse_shared};
use super::writer::{LIVE, Writer};
use super::{ChainHash, data_folder};
use crate::workshop::{Act, Applied, Entry, Workshop};

/// An open workshop: what the command line and the screen hold.
pub struct Session {
    path: PathBuf,
    workshop: Workshop,
    end: Position,
    mode: Mode,
    restored: Restored,
}

/// What opening a file did beside reading it: what an earlier sitting could not save in it is back, or its format is new.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Restored {
    /// How many entries are part of the workshop again.
    pub entries: usize,
    /// Where those lie that do not fit it any more.
    pub aside: Option<PathBuf>,
    /// The file as it was before it was brought to the format of this program.
    pub older: Option<PathBuf>,
}

impl Restored {
    /// What was brought back, in a sentence; none when there was nothing.
    #[must_use]
    pub fn sentence(&self) -> Option<String> {
        let back = match self.entries {
            0 => None,
            1 => Some("1 entry that could not be saved last time is back".to_owned()),
            count => Some(format!(
                "{count} entries that could not be saved last time are back"
            )),
        };
        let aside = self.aside.as_ref().map(|aside| {
            let aside = aside.display();
            format!("what does not fit the workshop any more lies in {aside}: read it and add it by hand")
        });
        let older = self.older.as_ref().map(|older| {
            let older = older.display();
            format!("an older flipchart wrote this file; as it was it is kept in {older}")
        });
        let said: Vec<String> = [back, aside, older].into_iter().flatten().collect();
        (!said.is_empty()).then(|| said.join("; "))
    }
}

enum Mode {
    Writing(Writer),
    Reading(Follower, &'static str),
}

impl Session {
    /// Creates a workshop file and opens it; `first` must begin a workshop.
    pub fn create(path: &Path, first: &Entry) -> Result<Self, JournalError> {
        Self::create_in(&data_folder()?, path, first)
    }

    /// [`create`](Self::create) with the lock in this data folder.
    pub fn create_in(data: &Path, path: &Path, first: &Entry) -> Result<Self, JournalError> {
        let unfit = |why: String| JournalError::failed(path, "create it", &why);
        let workshop = Workshop::begin(first).map_err(|error| unfit(error.to_string()))?;
        let body = encode(first).map_err(|error| unfit(error.to_string()))?;
        let derived = Derived::beginning(&workshop);
        let pending = Pending::new(first.id, body, Position::START, derived);
        let lock = create::create(data, path, |part| {
            Store::build(part, std::iter::once(Ok(pending)))
        })?;
        Self::write(data, path, lock)
    }

    /// Opens a workshop file to write to it, or read-only where the file or its folder cannot be written.
    pub fn open(path: &Path) -> Result<Self, JournalError> {
        Self::open_in(&data_folder()?, path)
    }

    /// [`open`](Self::open) with the lock in this data folder.
    pub fn open_in(data: &Path, path: &Path) -> Result<Self, JournalError> {
        Self::open_within(data, path, TURN)
    }

    /// Brings home what a program that was killed has left beside the file; waits for nobody.
    pub fn tidy(path: &Path) -> Result<(), JournalError> {
        Self::open_within(&data_folder()?, path, Duration::ZERO)?.close()
    }

    fn open_within(data: &Path, path: &Path, patience: Duration) -> Result<Self, JournalError> {
        const WHY: &str = "the file or its folder cannot be written";
        let file = place::resolve(path)?;
        if place::is_read_only(&file) {
            return Self::read(path, WHY);
        }
        let lock = WriterLock::take(data, path, Identity::of(&file)?)?;
        refuse_shared(&file, path, patience)?;
        match Self::write(data, path, lock) {
            Err(JournalError::NotWritable { .. }) => Self::read(path, WHY),
            other => other,
        }
    }

    /// Opens a workshop file without writing to it; [`refresh`](Self::refresh) follows its writer.
    pub fn open_read_only(path: &Path) -> Result<Self, JournalError> {
        Self::read(path, "it was opened to be read")
    }

    fn write(data: &Path, path: &Path, lock: WriterLock) -> Result<Self, JournalError> {
        let file = place::resolve(path)?;
        let store = Store::open(&file, path, lock.identity().clone())?;
        let (workshop, end) = read::fold(store.connection(), path)?;
        let mut spool = Spool::of(data, store.root()?, &file).adopt(|hash| store.knows(hash));
        let older = store.older().map(Path::to_owned);
        let mut left = spool.left().net(end.hash);
        let found = left.len();
        let known: Result<Vec<bool>, _> = left.iter().map(|entry| store.has(entry.id)).collect();
        let mut known = known?.into_iter();
        left.retain(|_| known.next() == Some(false));
        let writer = Writer::start(store, lock, (data, &file), end.seq, LIVE)?;
        let mut session = Self {
            path: path.to_owned(),
            workshop,
            end,
            mode: Mode::Writing(writer),
            restored: Restored {
                older,
                ..Restored::default()
            },
        };
        if found > 0 {
            session.restore(&left, &mut spool)?;
        }
        Ok(session)
    }

    /// Does again what an earlier sitting could not save; what does not fit is put aside.
    fn restore(&mut self, left: &[Entry], spool: &mut Spool) -> Result<(), JournalError> {
        let mut misfits = Vec::new();
        for entry in left {
            match self.append(entry) {
                Ok(_) => self.restored.entries += 1,
                Err(_) => misfits.push(entry),
            }
        }
        if !misfits.is_empty() {
            let failed = |error| JournalError::failed(&self.path, "put entries aside", &error);
            self.restored.aside = Some(spool.set_aside(&misfits).map_err(failed)?);
        }
        // Else the second place keeps them until the file takes them.
        if self.wait().is_ok() {
            spool.clear();
        }
        Ok(())
    }

    /// What an earlier sitting could not save and this one has brought back.
    #[must_use]
    pub const fn restored(&self) -> &Restored {
        &self.restored
    }

    fn read(path: &Path, why: &'static str) -> Result<Self, JournalError> {
        if let Some(what) = broken_log(&place::resolve(path)?) {
            return Err(JournalError::damaged(path, None, what));
        }
        let (workshop, end) = read::reading(path, |conn| read::fold(conn, path))?;
        let follower = Follower::from(place::resolve(path)?, end);
        Ok(Self {
            path: path.to_owned(),
            workshop,
            end,
            mode: Mode::Reading(follower, why),
            restored: Restored::default(),
        })
    }

    /// The workshop as it is now, saved or not.
    #[must_use]
    pub const fn workshop(&self) -> &Workshop {
        &self.workshop
    }

    /// The file, as it was named.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Why nothing can be written; none when it can.
    #[must_use]
    pub const fn read_only(&self) -> Option<&'static str> {
        match self.mode {
            Mode::Writing(_) => None,
            Mode::Reading(_, why) => Some(why),
        }
    }

    /// True while another program with this data folder has the file open to write; false in the session that writes.
    #[must_use]
    pub fn has_writer(&self) -> bool {
        let identity = place::resolve(&self.path).and_then(|file| Identity::of(&file));
        let held = |(data, identity): (PathBuf, Identity)| WriterLock::is_held(&data, &identity);
        self.read_only().is_some()
            && data_folder()
                .and_then(|data| Ok((data, identity?)))
                .is_ok_and(held)
    }

    /// Does something: it is part of the workshop at once, and on the disk soon after.
    ///
    /// [`Applied::entry`] is its ticket: it is saved when [`saved_up_to`](Self::saved_up_to) has reached that number.
    pub fn commit(
        &mut self,
        act: Act,
        by: &str,
        at: DateTime<FixedOffset>,
    ) -> Result<Applied, CommitError> {
        self.append(&Entry {
            id: Uuid::new_v4(),
            at,
            by: by.to_owned(),
            act,
        })
    }

    /// Does what an entry says that was made elsewhere and has its id already; as [`commit`](Self::commit).
    pub fn append(&mut self, entry: &Entry) -> Result<Applied, CommitError> {
        let writer = match &self.mode {
            Mode::Writing(writer) => writer,
            Mode::Reading(_, why) => {
                return Err(CommitError::ReadOnly {
                    path: self.path.clone(),
                    why,
                });
            }
        };
        let body = encode(entry)?;
        let applied = self.workshop.apply(entry)?;
        let derived = Derived::of(&applied, self.workshop.state());
        let pending = Pending::new(entry.id, body, self.end, derived);
        self.end = pending.after;
        writer.append(pending);
        Ok(applied)
    }

    /// Waits until everything that was done is on the disk.
    pub fn wait(&self) -> Result<(), JournalError> {
        match &self.mode {
            Mode::Writing(writer) => writer.wait(),
            Mode::Reading(..) => Ok(()),
        }
    }

    /// How far the journal has got.
    #[must_use]
    pub fn saved(&self) -> SaveState {
        match &self.mode {
            Mode::Writing(writer) => writer.queue().state(),
            Mode::Reading(..) => SaveState::Saved,
        }
    }

    /// The number of the last entry that is on the disk.
    #[must_use]
    pub fn saved_up_to(&self) -> u64 {
        match &self.mode {
            Mode::Writing(writer) => writer.queue().saved(),
            Mode::Reading(..) => self.end.seq,
        }
    }

    /// Has `notify` called from the writer thread whenever an entry was saved or refused.
    pub fn on_event(&self, notify: Notify) {
        if let Mode::Writing(writer) = &self.mode {
            writer.queue().set_notify(notify);
        }
    }

    /// The hash of the journal up to and with the last entry; reports print it.
    #[must_use]
    pub const fn head(&self) -> ChainHash {
        self.end.hash
    }

    /// Takes in what another program has written since; only where this one does not write itself.
    pub fn refresh(&mut self) -> Result<Vec<Applied>, JournalError> {
        let Mode::Reading(follower, _) = &mut self.mode else {
            return Ok(Vec::new());
        };
        let mut done = Vec::new();
        for stored in follower.poll()? {
            let applied = self.workshop.apply(&stored.entry).map_err(|error| {
                JournalError::damaged(&self.path, Some(stored.seq), cannot_apply(&error))
            })?;
            self.end = Position {
                seq: stored.seq,
                hash: stored.hash,
            };
            done.push(applied);
        }
        Ok(done)
    }

    /// All entries up to now, those on their way to the disk included.
    pub fn entries(&self) -> Result<Vec<Stored>, JournalError> {
        // First those on their way: one that is saved meanwhile is then met twice instead of not at all.
        let waiting = match &self.mode {
            Mode::Writing(writer) => writer.queue().waiting(),
            Mode::Reading(..) => Vec::new(),
        };
        let mut all = read::read(&self.path)?;
        for pending in waiting {
            if pending.before.seq == all.len() as u64 {
                let entry = serde_json::from_str(&pending.body)
                    .map_err(|error| JournalError::failed(&self.path, "read an entry", &error))?;
                all.push(Stored {
                    seq: pending.after.seq,
                    entry,
                    hash: pending.after.hash,
                });
            }
        }
        Ok(all)
    }

    /// The workshop as it was at a mark, and the hash of the journal up to there; at the latest of that name
    /// when there are several.
    pub fn at_mark(&self, name: &str) -> Result<(Workshop, ChainHash), JournalError> {
        let marks = self.workshop.marks();
        let mark = marks.iter().rev().find(|mark| mark.name == name);
        let mark = mark.ok_or_else(|| JournalError::NoMark {
            path: self.path.clone(),
            name: name.to_owned(),
            known: marks.iter().map(|mark| mark.name.clone()).collect(),
        })?;
        let mut entries = self.entries()?;
        entries.retain(|stored| stored.seq <= mark.entry);
        let head = entries.last().map_or(ChainHash::ROOT, |last| last.hash);
        let then = Workshop::fold(entries.iter().map(|stored| &stored.entry))
            .map_err(|error| JournalError::failed(&self.path, "go back to the mark", &error))?;
        Ok((then, head))
    }

    /// Saves what is left, tidies up and lets go of the file; dropping a session does the same without a word.
    pub fn close(self) -> Result<(), JournalError> {
        match self.mode {
            Mode::Writing(writer) => writer.close(),
            Mode::Reading(..) => Ok(()),
        }
    }
}
