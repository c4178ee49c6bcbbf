//! `flipchart sample`: a complete workshop of a company that does not exist.
//!
//! The data are files in `exports/sample/`; [`entries`] turns them into a journal as the two days would have
//! left it. Nothing in it comes from a clock or from chance, so that the head hash, and every report, is the
//! same on all machines.

mod history;

use std::io::Write;
use std::path::Path;

use anyhow::Context;

use super::failure::{Failure, Outcome};
use crate::definitions::sample::proposed;
pub use crate::definitions::sample::state;
use crate::journal::Session;
use crate::workshop::Entry;

/// Writes the sample and says what to do next.
pub(super) fn run(file: &Path, out: &mut dyn Write) -> Result<Outcome, Failure> {
    create(file)?;
    let file = file.display();
    writeln!(
        out,
        "Wrote the sample workshop to {file}. Open it with: flipchart {file}"
    )?;
    Ok(Outcome::Done)
}

/// Writes the sample as a workshop file.
pub fn create(path: &Path) -> anyhow::Result<()> {
    let mut entries = entries()?.into_iter();
    let first = entries
        .next()
        .context("the sample has no entry that begins it")?;
    let mut session = Session::create(path, &first)?;
    for entry in entries {
        session.append(&entry)?;
    }
    session.wait()?;
    Ok(session.close()?)
}

/// The journal of the sample, in the order of time.
pub fn entries() -> anyhow::Result<Vec<Entry>> {
    Ok(history::entries(&state()?, proposed()?))
}
