//! Creates a workshop file, all of it or nothing.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use uuid::Uuid;

use super::error::JournalError;
use super::lock::WriterLock;
use super::place::{self, Identity};

/// Creates the workshop file `path`; gives the lock on it.
///
/// The file is built by `build` under another name in the same folder, flushed, and given its name last: whoever sees that name
/// sees a whole workshop.
pub(super) fn create(
    data: &Path,
    path: &Path,
    build: impl FnOnce(&Path) -> Result<(), JournalError>,
) -> Result<WriterLock, JournalError> {
    refuse_taken(path)?;
    let folder = place::folder(path);
    if !folder.is_dir() {
        return Err(JournalError::NoFolder {
            path: path.to_owned(),
            folder: folder.to_owned(),
        });
    }
    let failed = |error: io::Error| JournalError::failed(path, "create it", &error);
    // SQLite would take a relative name that begins with `file:` for an address.
    let folder = fs::canonicalize(folder).map_err(failed)?;
    let part = Part(folder.join(format!(".flipchart-{}.part", Uuid::new_v4().simple())));
    build(&part.0).map_err(|error| named(error, path))?;
    // No one else knows this file yet, so no lock of SQLite's is lost by opening it.
    File::open(&part.0)
        .and_then(|file| file.sync_all())
        .map_err(failed)?;
    let lock = WriterLock::take(data, path, Identity::of(&part.0)?)?;
    publish(&part.0, path)?;
    drop(part);
    place::flush_folder(&folder).map_err(failed)?;
    Ok(lock)
}

/// Refuses a name that is taken, also by the log of a workshop that is gone: SQLite would play it into the new file.
pub(super) fn refuse_taken(path: &Path) -> Result<(), JournalError> {
    if path.file_name().is_none() {
        return Err(JournalError::NotAFile {
            path: path.to_owned(),
        });
    }
    if fs::symlink_metadata(path).is_ok() {
        return Err(JournalError::Exists {
            path: path.to_owned(),
        });
    }
    match place::log_alone(path) {
        Some(error) => Err(error),
        None => Ok(()),
    }
}

/// Gives the built file its name, which must be free at that very moment.
fn publish(part: &Path, path: &Path) -> Result<(), JournalError> {
    match fs::hard_link(part, path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(JournalError::Exists {
            path: path.to_owned(),
        }),
        // A file system without links: the name was free a moment ago.
        Err(_) => {
            refuse_taken(path)?;
            fs::rename(part, path).map_err(|error| JournalError::failed(path, "create it", &error))
        }
    }
}

/// The person knows the file by the name that was asked for.
fn named(error: JournalError, path: &Path) -> JournalError {
    match error {
        JournalError::NotWritable { .. } => JournalError::failed(
            path,
            "create it",
            "the folder cannot be written: choose another",
        ),
        JournalError::Failed { doing, why, .. } => JournalError::Failed {
            path: path.to_owned(),
            doing,
            why,
        },
        other => other,
    }
}

/// A file under construction; what is left of it goes when this is dropped.
struct Part(PathBuf);

impl Drop for Part {
    fn drop(&mut self) {
        for end in ["", "-wal", "-shm"] {
            let mut name = self.0.clone().into_os_string();
            name.push(end);
            let _gone_already = fs::remove_file(name);
        }
    }
}
