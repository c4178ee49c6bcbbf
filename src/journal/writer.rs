//! The thread that writes, so that the screen never waits for the disk.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::error::JournalError;
use super::lock::WriterLock;
use super::pending::Pending;
use super::place::{self, Identity};
use super::queue::{Queue, SaveState, Standing, Step};
use super::spool::Spool;
use super::store::Store;

/// When the writer does what nobody asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pace {
    /// After this long without a new entry the log is brought home into the file.
    pub(super) rest: Duration,
    /// A file that refused is tried again after this long.
    pub(super) again: Duration,
}

/// The pace of a live workshop.
pub(super) const LIVE: Pace = Pace {
    rest: Duration::from_secs(30),
    again: Duration::from_secs(1),
};

/// A room that never rests still has its log brought home after so many entries.
const LONG_LOG: u64 = 1000;

/// The writing end of a journal.
pub(super) struct Writer {
    queue: Arc<Queue>,
    thread: Option<JoinHandle<()>>,
    path: PathBuf,
}

/// What the writer thread owns.
struct Work {
    /// None after a commit failed, until the file takes entries again.
    store: Option<Store>,
    lock: WriterLock,
    data: PathBuf,
    path: PathBuf,
    queue: Arc<Queue>,
    /// The second place of what the file refuses.
    spool: Spool,
    pace: Pace,
    /// When a file that refused is tried again.
    again: Instant,
    /// Commits since the log was last brought home.
    in_log: u64,
}

impl Writer {
    /// Starts the thread behind a file with so many entries.
    pub(super) fn start(
        store: Store,
        lock: WriterLock,
        at: (&Path, &Path),
        saved: u64,
        pace: Pace,
    ) -> Result<Self, JournalError> {
        let (data, path) = at;
        let spool = Spool::of(data, store.root()?, path);
        let queue = Arc::new(Queue::new(saved));
        let mut work = Work {
            store: Some(store),
            lock,
            data: data.to_owned(),
            path: path.to_owned(),
            queue: Arc::clone(&queue),
            spool,
            pace,
            again: Instant::now(),
            // What an earlier writer left there counts as one.
            in_log: u64::from(place::log_length(path) > Some(0)),
        };
        let thread = thread::Builder::new()
            .name("journal".to_owned())
            .spawn(move || {
                let _guard = Guard(Arc::clone(&work.queue));
                work.run();
            })
            .map_err(|error| JournalError::failed(path, "start writing", &error))?;
        Ok(Self {
            queue,
            thread: Some(thread),
            path: path.to_owned(),
        })
    }

    /// The entries that are not saved, and how it goes with them.
    pub(super) fn queue(&self) -> &Queue {
        &self.queue
    }

    /// Takes an entry to be written and returns at once.
    pub(super) fn append(&self, pending: Pending) {
        self.queue.push(pending);
    }

    /// Waits until everything is on the disk.
    pub(super) fn wait(&self) -> Result<(), JournalError> {
        let state = self.queue.wait();
        self.outcome(state)
    }

    /// Writes what is left, tidies up and ends the thread.
    pub(super) fn close(mut self) -> Result<(), JournalError> {
        self.end();
        self.outcome(self.queue.state())
    }

    fn end(&mut self) {
        self.queue.close();
        if let Some(thread) = self.thread.take() {
            // A panic has been reported by the thread's guard.
            let _ended = thread.join();
        }
    }

    fn outcome(&self, state: SaveState) -> Result<(), JournalError> {
        match state {
            SaveState::NotSaved(why) => Err(JournalError::NotSaved {
                path: self.path.clone(),
                count: self.queue.waiting().len(),
                why,
                kept: self.queue.is_spooled(),
            }),
            SaveState::Saved | SaveState::Saving(_) => Ok(()),
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.end();
    }
}

/// Says so when the thread panics, so that no one waits for it for ever.
struct Guard(Arc<Queue>);

impl Drop for Guard {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0
                .stop("the writer stopped unexpectedly: export the workshop and open it again");
        }
    }
}

impl Work {
    fn run(&mut self) {
        while let Some(step) = self.queue.next(self.standing()) {
            match step {
                Step::Commit(pending) => self.commit(&pending),
                Step::Rest => self.tidy(),
                Step::Spool => {
                    let kept = self.spool.keep(&self.queue.waiting());
                    self.queue.spooled(kept);
                }
                Step::Retry => self.retry(),
            }
        }
        self.finish();
    }

    fn standing(&self) -> Standing {
        match self.store {
            Some(_) => Standing::Takes((self.in_log > 0).then_some(self.pace.rest)),
            None => Standing::Refuses(self.spool.tried(), self.again),
        }
    }

    fn commit(&mut self, pending: &Pending) {
        let Some(store) = &mut self.store else {
            return;
        };
        match store.commit(pending) {
            Ok(()) => {
                self.in_log += 1;
                self.queue.took_oldest();
                if self.in_log >= LONG_LOG {
                    self.tidy();
                }
            }
            Err(error) => self.refuse(&error),
        }
    }

    fn tidy(&mut self) {
        let Some(store) = &self.store else {
            return;
        };
        match store.checkpoint() {
            Ok(()) => self.in_log = 0,
            Err(error) => self.refuse(&error),
        }
    }

    /// The outcome of what was tried is unknown, and a second flush of the same file would hide it: let go of it.
    fn refuse(&mut self, error: &JournalError) {
        if let Some(store) = self.store.take() {
            store.abandon();
        }
        self.spool.again();
        self.again = Instant::now() + self.pace.again;
        self.queue.fail(&error.to_string());
    }

    fn retry(&mut self) {
        match self.mend() {
            Ok(store) => {
                self.store = Some(store);
                self.in_log = 0;
            }
            Err(error) => self.refuse(&error),
        }
    }

    /// Closes the file; one that refused a write is tried once more first.
    fn finish(&mut self) {
        let store = match self.store.take() {
            Some(store) => Ok(store),
            None => self.mend(),
        };
        if let Err(error) = store.and_then(Store::close) {
            self.queue.fail(&error.to_string());
        }
    }

    /// Opens the file anew and writes what is missing in it, by its id.
    ///
    /// An entry whose flush failed may be seen though the disk has not got it; bringing the log home writes it again.
    fn mend(&mut self) -> Result<Store, JournalError> {
        let identity = Identity::of(&self.path)?;
        if identity != *self.lock.identity() {
            self.lock = WriterLock::take(&self.data, &self.path, identity.clone())?;
        }
        let mut store = Store::open(&self.path, &self.path, identity)?;
        let waiting = self.queue.waiting();
        let written = waiting
            .iter()
            .try_for_each(|pending| store.commit(pending))
            .and_then(|()| store.bring_home());
        if let Err(error) = written {
            store.abandon();
            return Err(error);
        }
        let up_to = waiting.last().map_or(0, |last| last.after.seq);
        self.queue.mended(up_to);
        self.spool.clear();
        Ok(store)
    }
}
