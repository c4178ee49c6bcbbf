//! Workshop files as the subcommands use them.

use std::io::Write as _;
use std::path::Path;

use anyhow::Context;
use chrono::{DateTime, FixedOffset, Local};

use super::failure::Failure;
use crate::journal::{self, Session};
use crate::workshop::{Act, Applied, Change, Entry, Workshop};

/// The moment, with the offset of this place.
pub(super) fn now() -> DateTime<FixedOffset> {
    Local::now().fixed_offset()
}

/// A workshop to look at; another program may be writing it.
pub(super) fn read(file: &Path) -> Result<Workshop, Failure> {
    Ok(session_to_read(file)?.workshop().clone())
}

/// A session that only reads.
pub(super) fn session_to_read(file: &Path) -> Result<Session, Failure> {
    known(file)?;
    tidy(file);
    Ok(Session::open_read_only(file)?)
}

/// Brings home what a program that was killed has left beside the file, so that the file alone is whole again.
///
/// Whatever stands against it, such as another program that is writing, is no reason not to read.
fn tidy(file: &Path) {
    let mut log = file.as_os_str().to_owned();
    log.push("-wal");
    if std::fs::metadata(&log).is_ok_and(|log| log.len() > 0) {
        let _ = Session::tidy(file);
    }
}

/// A session that can write.
pub(super) fn session_to_write(file: &Path) -> Result<Session, Failure> {
    known(file)?;
    let session = Session::open(file)?;
    for said in [session.restored().sentence(), journal::warning(file)]
        .into_iter()
        .flatten()
    {
        writeln!(super::errors(), "{}: {said}", file.display()).map_err(anyhow::Error::from)?;
    }
    match session.read_only() {
        Some(why) => {
            Err(anyhow::anyhow!("{}: {why}, so nothing can be added", file.display()).into())
        }
        None => Ok(session),
    }
}

/// A name that is no file may be a mistyped subcommand.
pub(super) fn known(file: &Path) -> Result<(), Failure> {
    use clap::CommandFactory;
    let name = file.to_string_lossy();
    if file.exists() || name.contains(['.', '/']) {
        return Ok(());
    }
    let command = super::args::Arguments::command();
    let names: Vec<&str> = command
        .get_subcommands()
        .map(clap::Command::get_name)
        .collect();
    match crate::document::nearest(&name, names) {
        Some(near) => Err(Failure::Usage(format!(
            "there is no file {name}; did you mean `flipchart {near}`?"
        ))),
        None => Ok(()),
    }
}

/// The entries of a workshop in order.
pub(super) fn entries(file: &Path) -> Result<Vec<Entry>, Failure> {
    known(file)?;
    tidy(file);
    Ok(journal::read(file)?
        .into_iter()
        .map(|stored| stored.entry)
        .collect())
}

/// Applies changes as one entry and waits until they are on the disk.
pub(super) fn keep(
    session: &mut Session,
    changes: Vec<Change>,
    author: &str,
) -> anyhow::Result<Applied> {
    let applied = session.commit(Act::Do(changes), author, now())?;
    session.wait().context("the change could not be written")?;
    Ok(applied)
}
