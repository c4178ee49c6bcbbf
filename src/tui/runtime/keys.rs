//! Reads the terminal in a thread of its own, which can be told to leave the terminal to another program.

use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::Arrived;

/// The thread that reads the terminal.
#[derive(Debug, Clone, Default)]
pub(super) struct Keys {
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<Reading>,
    changed: Condvar,
}

/// Whether the thread reads.
#[derive(Debug, Default, Clone, Copy)]
struct Reading {
    /// It is to leave the terminal alone.
    stop: bool,
    /// It does so, or has ended and never reads again.
    stopped: bool,
}

/// How long to wait before the thread is told again.
const AGAIN: Duration = Duration::from_millis(20);

impl Keys {
    /// Begins to read; what comes is sent until no one listens any more.
    pub(super) fn listen(&self, sender: Sender<Arrived>) -> anyhow::Result<()> {
        let reader = Reader {
            keys: self.clone(),
            sender,
        };
        let read = move || {
            loop {
                reader.keys.rest();
                let Ok(event) = crossterm::event::read() else {
                    return;
                };
                if reader.sender.send(Arrived::Terminal(event)).is_err() {
                    return;
                }
            }
        };
        std::thread::Builder::new()
            .name("keys".to_owned())
            .spawn(read)?;
        Ok(())
    }

    /// Has the thread leave the terminal alone while `work` is done.
    pub(super) fn while_stopped<T>(&self, work: impl FnOnce() -> T) -> T {
        let mut state = self.lock();
        state.stop = true;
        while !state.stopped {
            // It waits for the terminal: a change of its size, which there is none of, wakes it.
            wake();
            let waited = self.shared.changed.wait_timeout(state, AGAIN);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        drop(state);
        let done = work();
        self.lock().stop = false;
        self.shared.changed.notify_all();
        done
    }

    /// Waits as long as the terminal is to be left alone.
    fn rest(&self) {
        let mut state = self.lock();
        while state.stop {
            state.stopped = true;
            self.shared.changed.notify_all();
            let waited = self.shared.changed.wait(state);
            state = waited.unwrap_or_else(PoisonError::into_inner);
        }
        state.stopped = false;
    }

    fn lock(&self) -> MutexGuard<'_, Reading> {
        // What it guards are two flags: they are right whatever a thread that panicked did.
        self.shared
            .state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the thread has at hand; however it ends, the program hears of it and waits for it no longer.
struct Reader {
    keys: Keys,
    sender: Sender<Arrived>,
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.keys.lock().stopped = true;
        self.keys.shared.changed.notify_all();
        let _gone = self.sender.send(Arrived::End);
    }
}

#[cfg(unix)]
fn wake() {
    let _raised = signal_hook::low_level::raise(signal_hook::consts::SIGWINCH);
}

#[cfg(not(unix))]
fn wake() {}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn nobody_waits_for_a_reader_that_has_ended() {
        let keys = Keys::default();
        let (sender, receiver) = channel();
        let reader = Reader {
            keys: keys.clone(),
            sender,
        };
        let died = std::thread::spawn(move || {
            let _reader = reader;
            panic!("the terminal is gone");
        });
        assert!(died.join().is_err());
        assert_eq!(keys.while_stopped(|| 7), 7);
        assert!(matches!(receiver.recv(), Ok(Arrived::End)));
    }
}
