//! A recovery, in a thread of its own: all of a long file is read, and keys do not wait for that.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender};
use std::thread::JoinHandle;

use super::Arrived;
use crate::document::plainly;
use crate::journal;
use crate::tui::app::home::outcome_of_recovery;

/// Said in the place of an outcome when a mistake of ours stopped the recovery.
const FAILED: &str = "a mistake in the program stopped the recovery; the damaged file is as it was: please report \
what is printed when the program ends";

/// What takes the sound entries of one file into another, and says what came of it.
type Recover = fn(&Path, &Path) -> Result<String, String>;

/// A recovery that was begun.
pub(super) struct Recovery {
    /// The file that is being written.
    to: PathBuf,
    thread: JoinHandle<()>,
}

impl Recovery {
    /// Starts the recovery of `from` into `to`; it tells the loop what came of it.
    pub(super) fn start(
        from: PathBuf,
        to: PathBuf,
        sender: Sender<Arrived>,
    ) -> std::io::Result<Self> {
        Self::start_with(recover, from, to, sender)
    }

    fn start_with(
        recover: Recover,
        from: PathBuf,
        to: PathBuf,
        sender: Sender<Arrived>,
    ) -> std::io::Result<Self> {
        let into = to.clone();
        let work = move || {
            let recovered = catch_unwind(AssertUnwindSafe(|| recover(&from, &into)));
            let outcome = recovered.unwrap_or_else(|_| Err(FAILED.to_owned()));
            drop(sender.send(Arrived::Recovered(into, outcome)));
        };
        let thread = std::thread::Builder::new().name("recovery".to_owned());
        let thread = thread.spawn(work)?;
        Ok(Self { to, thread })
    }

    /// Waits at the end of the program for what would else lie about unfinished, and says what came of it unless the
    /// loop has.
    pub(super) fn finish(self, arrived: &Receiver<Arrived>, mut say: impl FnMut(&str)) {
        if !self.thread.is_finished() {
            say(&format!(
                "finishing the recovery into {} …",
                self.to.display()
            ));
        }
        // A panic in it has been told.
        let _told = self.thread.join();
        for arrived in arrived.try_iter() {
            if let Arrived::Recovered(to, outcome) = arrived {
                say(&outcome_of_recovery(&to, &outcome));
            }
        }
    }
}

fn recover(from: &Path, to: &Path) -> Result<String, String> {
    let told = journal::recover(from, to, None).map_err(|error| error.to_string())?;
    if told.is_complete() {
        return Ok(format!("Nothing is missing: {}", told.sentence()));
    }
    Ok(match told.list(to) {
        Ok(list) => format!("{}: read {}", told.sentence(), list.display()),
        Err(error) => format!(
            "{}; the list of what is missing cannot be written: {}",
            told.sentence(),
            plainly(&error.to_string())
        ),
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn it_tells_what_came_of_it_whatever_happens() {
        let cases: [(Recover, Result<&str, &str>); 3] = [
            (|_, _| Ok("all of it".to_owned()), Ok("all of it")),
            (|_, _| Err("no room".to_owned()), Err("no room")),
            (|_, _| panic!("a mistake"), Err(FAILED)),
        ];
        for (recover, expected) in cases {
            let (sender, receiver) = channel();
            let recovery = Recovery::start_with(recover, "a".into(), "b".into(), sender);
            recovery.unwrap().thread.join().unwrap();
            match receiver.recv().unwrap() {
                Arrived::Recovered(to, outcome) => {
                    assert_eq!(to, Path::new("b"));
                    let outcome = outcome.as_deref().map_err(String::as_str);
                    assert_eq!(outcome, expected);
                }
                other => panic!("not {other:?}"),
            }
        }
    }

    #[test]
    fn whoever_leaves_meanwhile_is_told_what_is_waited_for_and_what_came_of_it() {
        static LEFT: Barrier = Barrier::new(2);
        let waits: Recover = |_, _| {
            LEFT.wait();
            Ok("3 of 3 entries".to_owned())
        };
        let (sender, receiver) = channel();
        let recovery = Recovery::start_with(waits, "a".into(), "b".into(), sender).unwrap();
        let mut said = Vec::new();
        recovery.finish(&receiver, |text| {
            if said.is_empty() {
                LEFT.wait();
            }
            said.push(text.to_owned());
        });
        let outcome = "3 of 3 entries. The recovered workshop is b";
        assert_eq!(said, ["finishing the recovery into b …", outcome]);

        // What the loop has heard is not said once more.
        let (sender, receiver) = channel();
        let refused: Recover = |_, _| Err("no room".to_owned());
        let recovery = Recovery::start_with(refused, "a".into(), "b".into(), sender).unwrap();
        let heard = receiver.recv().unwrap();
        assert!(matches!(heard, Arrived::Recovered(_, Err(_))), "{heard:?}");
        let mut said = Vec::new();
        recovery.finish(&receiver, |text| said.push(text.to_owned()));
        said.retain(|text| !text.starts_with("finishing"));
        assert_eq!(said, Vec::<String>::new());
    }
}
