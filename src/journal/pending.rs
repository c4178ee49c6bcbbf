//! An entry on its way to the disk.

use uuid::Uuid;

use super::chain::ChainHash;
use super::derived::Derived;
use super::error::CommitError;
use crate::workshop::Entry;

/// The end of a journal, or a point of it: how many entries, and the hash after the last of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Position {
    pub(super) seq: u64,
    pub(super) hash: ChainHash,
}

impl Position {
    /// Before the first entry.
    pub(super) const START: Self = Self {
        seq: 0,
        hash: ChainHash::ROOT,
    };

    /// After one entry more, with these stored bytes.
    pub(super) fn after(self, body: &[u8]) -> Self {
        Self {
            seq: self.seq + 1,
            hash: self.hash.after(body),
        }
    }
}

/// An entry as it will be stored.
#[derive(Debug, Clone)]
pub(super) struct Pending {
    pub(super) id: Uuid,
    /// The bytes that are stored and hashed.
    pub(super) body: String,
    /// The end of the journal before it.
    pub(super) before: Position,
    /// The end of the journal after it.
    pub(super) after: Position,
    pub(super) derived: Derived,
}

impl Pending {
    /// The entry `id` with these stored bytes as the next after `before`.
    pub(super) fn new(id: Uuid, body: String, before: Position, derived: Derived) -> Self {
        let after = before.after(body.as_bytes());
        Self {
            id,
            body,
            before,
            after,
            derived,
        }
    }
}

/// The bytes to store for an entry, proved to give the same entry when they are read.
///
/// JSON has no number that is not finite: an entry with one would make the file unreadable for ever.
pub(super) fn encode(entry: &Entry) -> Result<String, CommitError> {
    let unstorable = |error: serde_json::Error| CommitError::Unstorable(error.to_string());
    let body = serde_json::to_string(entry).map_err(unstorable)?;
    let back: Entry = serde_json::from_str(&body).map_err(unstorable)?;
    if back == *entry {
        Ok(body)
    } else {
        Err(CommitError::Unstorable(
            "a value would not be read back as it is".to_owned(),
        ))
    }
}
