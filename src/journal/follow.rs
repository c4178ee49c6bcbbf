//! Follows a workshop that another program writes.

use std::path::{Path, PathBuf};

use super::error::JournalError;
use super::pending::Position;
use super::place;
use super::read::{Stored, read_after};

/// Reads what is new in a workshop file, again and again.
///
/// It writes nothing, takes no lock, and between two polls it has not even the file open, so that the writer can
/// always tidy up.
#[derive(Debug, Clone)]
pub struct Follower {
    path: PathBuf,
    end: Position,
}

impl Follower {
    /// Follows a workshop file from its first entry on.
    pub fn new(path: &Path) -> Result<Self, JournalError> {
        Ok(Self {
            path: place::resolve(path)?,
            end: Position::START,
        })
    }

    /// Follows from a position that was read before.
    pub(super) const fn from(path: PathBuf, end: Position) -> Self {
        Self { path, end }
    }

    /// The entries that were added since the last poll, verified.
    ///
    /// [`JournalError::Moved`] when another file has taken the name.
    pub fn poll(&mut self) -> Result<Vec<Stored>, JournalError> {
        let new = read_after(&self.path, self.end)?;
        if let Some(last) = new.last() {
            self.end = Position {
                seq: last.seq,
                hash: last.hash,
            };
        }
        Ok(new)
    }

    /// How many entries have been read.
    #[must_use]
    pub const fn entries(&self) -> u64 {
        self.end.seq
    }
}
