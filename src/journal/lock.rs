//! The lock that keeps a second writer away.
//!
//! It is on a file of its own in the local data folder, never on the workshop file: closing a second descriptor
//! of that would drop the locks that SQLite holds on it.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read as _, Write as _};
use std::path::Path;

use super::error::JournalError;
use super::place::Identity;

/// The right to write to one workshop file; given up when dropped.
#[derive(Debug)]
pub(super) struct WriterLock {
    file: File,
    identity: Identity,
}

impl WriterLock {
    /// Takes the lock of the file `path`, which has this identity.
    pub(super) fn take(data: &Path, path: &Path, identity: Identity) -> Result<Self, JournalError> {
        let folder = data.join("locks");
        let name = folder.join(format!("{}.lock", identity.as_str()));
        let failed = |why: std::io::Error| {
            JournalError::failed(
                &name,
                "take the writer's lock",
                &format!("{why}: set FLIPCHART_DATA_DIR to a folder that can be written"),
            )
        };
        fs::create_dir_all(&folder).map_err(failed)?;
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&name)
            .map_err(failed)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { file, identity }.signed()),
            Err(TryLockError::WouldBlock) => Err(JournalError::InUse {
                path: path.to_owned(),
                holder: read_holder(&mut file),
            }),
            Err(TryLockError::Error(why)) => Err(failed(why)),
        }
    }

    /// True while a program has the right to write to the file of this identity: looked at, not taken.
    pub(super) fn is_held(data: &Path, identity: &Identity) -> bool {
        let name = data
            .join("locks")
            .join(format!("{}.lock", identity.as_str()));
        let held = |file: File| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock));
        File::open(name).is_ok_and(held)
    }

    /// Which file the lock is for.
    pub(super) const fn identity(&self) -> &Identity {
        &self.identity
    }

    /// Notes the process; only for the message that another one shows, so a failure does not matter.
    fn signed(mut self) -> Self {
        let _signed = self
            .file
            .set_len(0)
            .and_then(|()| write!(self.file, "{}", std::process::id()));
        self
    }
}

fn read_holder(file: &mut File) -> String {
    let mut text = String::new();
    let _read = file.take(20).read_to_string(&mut text);
    text.retain(|character| character.is_ascii_digit());
    text
}
