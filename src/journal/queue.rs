//! What the program and its writer thread share: the entries that are not saved yet.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

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
    /// More was said while the file refuses: keep it in a second place.
    Spool,
    /// Try the file that refused once more.
    Retry,
}

/// How it stands with the file, for the choice of the next step.
#[derive(Debug, Clone, Copy)]
pub(super) enum Standing {
    /// It takes entries; it is to be tidied up after so long without one, where that is said.
    Takes(Option<Duration>),
    /// It refused; up to this entry all is in the second place, and it is tried again at this moment.
    Refuses(u64, Instant),
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
    /// The last entry that is in the second place.
    spooled: u64,
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

    /// Up to this entry all that waits is in the second place.
    pub(super) fn spooled(&self, up_to: u64) {
        self.progress().spooled = up_to;
    }

    /// Whether all that is not saved is in the second place.
    pub(super) fn is_spooled(&self) -> bool {
        let progress = self.progress();
        let newest = progress.waiting.back();
        newest.is_none_or(|newest| newest.after.seq <= progress.spooled)
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
    pub(super) fn next(&self, standing: Standing) -> Option<Step> {
        let until = match standing {
            Standing::Takes(rest) => rest.map(|rest| Instant::now() + rest),
            Standing::Refuses(_, again) => Some(again),
        };
        let mut progress = self.progress();
        loop {
            let newest = progress.waiting.back().map_or(0, |newest| newest.after.seq);
            match (standing, progress.waiting.front()) {
                (Standing::Takes(_), Some(oldest)) => {
                    return Some(Step::Commit(Arc::clone(oldest)));
                }
                (Standing::Refuses(spooled, _), _) if newest > spooled => return Some(Step::Spool),
                _ if progress.closing => return None,
                _ => {}
            }
            let left = until.map(|until| until.saturating_duration_since(Instant::now()));
            progress = match left {
                None => self
                    .changed
                    .wait(progress)
                    .unwrap_or_else(PoisonError::into_inner),
                Some(Duration::ZERO) => {
                    return Some(match standing {
                        Standing::Takes(_) => Step::Rest,
                        Standing::Refuses(..) => Step::Retry,
                    });
                }
                Some(left) => {
                    let waited = self.changed.wait_timeout(progress, left);
                    waited.unwrap_or_else(PoisonError::into_inner).0
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

    /// The disk refused; said once for each reason.
    pub(super) fn fail(&self, why: &str) {
        let known = self.progress().failed.as_deref() == Some(why);
        self.stop(why);
        if !known {
            self.tell(JournalEvent::NotSaved(why.to_owned()));
        }
    }

    /// Nothing more will be saved; for when no one can be told any more.
    pub(super) fn stop(&self, why: &str) {
        self.progress().failed = Some(why.to_owned());
        self.changed.notify_all();
    }

    /// What the disk refused before is on it now, up to and with this entry.
    pub(super) fn mended(&self, up_to: u64) {
        {
            let mut progress = self.progress();
            progress.failed = None;
            progress.saved = progress.saved.max(up_to);
            progress.waiting.retain(|pending| pending.after.seq > up_to);
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
