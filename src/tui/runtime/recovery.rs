//! A recovery, in a thread of its own: all of a long file is read, and keys do not wait for that.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::thread::JoinHandle;

use super::Arrived;
use crate::document::plainly;
use crate::journal;

/// Said in the place of an outcome when a mistake of ours stopped the recovery.
const FAILED: &str = "a mistake in the program stopped the recovery; the damaged file is as it was: please report \
what is printed when the program ends";

/// What takes the sound entries of one file into another, and says what came of it.
type Recover = fn(&Path, &Path) -> Result<String, String>;

/// Starts the recovery of `from` into `to`; it tells the loop what came of it.
pub(super) fn start(
    from: PathBuf,
    to: PathBuf,
    sender: Sender<Arrived>,
) -> std::io::Result<JoinHandle<()>> {
    start_with(recover, from, to, sender)
}

fn start_with(
    recover: Recover,
    from: PathBuf,
    to: PathBuf,
    sender: Sender<Arrived>,
) -> std::io::Result<JoinHandle<()>> {
    let work = move || {
        let recovered = catch_unwind(AssertUnwindSafe(|| recover(&from, &to)));
        let outcome = recovered.unwrap_or_else(|_| Err(FAILED.to_owned()));
        drop(sender.send(Arrived::Recovered(to, outcome)));
    };
    let thread = std::thread::Builder::new().name("recovery".to_owned());
    thread.spawn(work)
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
            let thread = start_with(recover, "a".into(), "b".into(), sender);
            thread.unwrap().join().unwrap();
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
}
