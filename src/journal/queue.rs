//! What the program and its writer thread share: the entries that are not saved yet.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::pending::Pending;

/// How far the journal has got, for the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveState {
    /// Everything is on the disk.
    Saved,
    /// So many entries are on their way.
    Saving(usize),
    /// The disk refused; the entries are kept in memory. Says why and what to do.
    NotSaved(String),
}

/// What the writer thread has to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JournalEvent {
    /// The journal up to and with this entry is on the disk.
    Saved(u64),
    /// The disk refused an entry; it and all after it are kept in memory. Says why and what to do.
    NotSaved(String),
}

/// Called from the writer thread at each event; wakes a loop, and must not wait for the journal itself.
pub type Notify = Box<dyn Fn(JournalEvent) + Send>;

/// What the writer thread is to do next.
pub(super) enum Step {
    /// Commit the oldest entry.
    Commit(Arc<Pending>),
    /// Nothing was written for a while: tidy up.
    Rest,
}

/// Entries that are not saved yet, oldest first, and how it goes with them.
///
/// An entry leaves only when it is on the disk, so that whatever happens to the writer thread nothing is lost.
#[derive(Default)]
pub(super) struct Queue {
    progress: Mutex<Progress>,
    changed: Condvar,
    notify: Mutex<Option<Notify>>,
}

#[derive(Default)]
struct Progress {
    waiting: VecDeque<Arc<Pending>>,
    saved: u64,
    failed: Option<String>,
    closing: bool,
}

impl Queue {
    /// A queue behind a journal of so many entries.
    pub(super) fn new(saved: u64) -> Self {
        let queue = Self::default();
        queue.progress().saved = saved;
        queue
    }

    /// Puts an entry at the end.
    pub(super) fn push(&self, pending: Pending) {
        self.progress().waiting.push_back(Arc::new(pending));
        self.changed.notify_all();
    }

    /// The entries that are not saved.
    pub(super) fn waiting(&self) -> Vec<Arc<Pending>> {
        self.progress().waiting.iter().cloned().collect()
    }

    /// How it goes.
    pub(super) fn state(&self) -> SaveState {
        let progress = self.progress();
        match (&progress.failed, progress.waiting.len()) {
            (Some(why), _) => SaveState::NotSaved(why.clone()),
            (None, 0) => SaveState::Saved,
            (None, waiting) => SaveState::Saving(waiting),
        }
    }

    /// How many entries are on the disk.
    pub(super) fn saved(&self) -> u64 {
        self.progress().saved
    }

    /// Waits until everything is saved, or the disk has refused.
    pub(super) fn wait(&self) -> SaveState {
        let mut progress = self.progress();
        while !progress.waiting.is_empty() && progress.failed.is_none() {
            progress = self
                .changed
                .wait(progress)
                .unwrap_or_else(PoisonError::into_inner);
        }
        drop(progress);
        self.state()
    }

    /// Whom to tell.
    pub(super) fn set_notify(&self, notify: Notify) {
        *lock(&self.notify) = Some(notify);
    }

    /// Lets the writer thread end once it has done what it can.
    pub(super) fn close(&self) {
        self.progress().closing = true;
        self.changed.notify_all();
    }

    /// Waits for something to do; none when the journal closes.
    ///
    /// With `rest` it says so when nothing came for that long. Without a `writable` file nothing is to be done.
    pub(super) fn next(&self, writable: bool, rest: Option<Duration>) -> Option<Step> {
        let mut progress = self.progress();
        loop {
            if let Some(oldest) = progress.waiting.front().filter(|_| writable) {
                return Some(Step::Commit(Arc::clone(oldest)));
            }
            if progress.closing {
                return None;
            }
            progress = match rest.filter(|_| writable) {
                None => self
                    .changed
                    .wait(progress)
                    .unwrap_or_else(PoisonError::into_inner),
                Some(rest) => {
                    let (progress, waited) = self
                        .changed
                        .wait_timeout(progress, rest)
                        .unwrap_or_else(PoisonError::into_inner);
                    if waited.timed_out() && progress.waiting.is_empty() && !progress.closing {
                        return Some(Step::Rest);
                    }
                    progress
                }
            };
        }
    }

    /// The oldest entry is on the disk.
    pub(super) fn took_oldest(&self) {
        let saved = {
            let mut progress = self.progress();
            if let Some(oldest) = progress.waiting.pop_front() {
                progress.saved = oldest.after.seq;
            }
            progress.saved
        };
        self.changed.notify_all();
        self.tell(JournalEvent::Saved(saved));
    }

    /// The disk refused.
    pub(super) fn fail(&self, why: &str) {
        self.stop(why);
        self.tell(JournalEvent::NotSaved(why.to_owned()));
    }

    /// Nothing more will be saved; for when no one can be told any more.
    pub(super) fn stop(&self, why: &str) {
        self.progress().failed = Some(why.to_owned());
        self.changed.notify_all();
    }

    /// What the disk refused before is on it now.
    pub(super) fn mended(&self) {
        {
            let mut progress = self.progress();
            progress.failed = None;
            if let Some(last) = progress.waiting.pop_back() {
                progress.saved = last.after.seq;
            }
            progress.waiting.clear();
        }
        self.changed.notify_all();
        self.tell(JournalEvent::Saved(self.saved()));
    }

    fn tell(&self, event: JournalEvent) {
        if let Some(notify) = &*lock(&self.notify) {
            notify(event);
        }
    }

    fn progress(&self) -> MutexGuard<'_, Progress> {
        lock(&self.progress)
    }
}

/// What a thread left behind when it panicked is still whole: every change under these locks is one step.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
