//! The workshop file: a durable log of everything that was done.
//!
//! One workshop is one SQLite file. Its table `entry` is the journal; the tables `record` and `done` are derived from
//! it so that the views `readable` and `log` show the workshop in any SQLite tool. One entry is one transaction and one
//! flush. The entries form a chain of hashes, which is verified whenever they are read.
//!
//! [`Session`] is what the rest of the program holds: the folded [`Workshop`](crate::workshop::Workshop) and the journal
//! behind it. A thread of its own writes, so no one waits for the disk who does not want to. [`Follower`] and [`read()`]
//! read a file that another program may be writing.
//!
//! Which program may write is settled by a lock file in the local data folder, which the environment variable
//! `FLIPCHART_DATA_DIR` replaces. The workshop file itself is never opened outside SQLite.

mod chain;
mod create;
mod derived;
mod error;
#[cfg(test)]
mod fixture;
mod follow;
mod lock;
mod pending;
mod place;
mod queue;
mod read;
mod rescue;
mod session;
mod spool;
mod store;
mod surroundings;
#[cfg(test)]
mod tests;
mod upgrade;
mod verify;
mod writer;

pub use chain::ChainHash;
pub use error::{CommitError, JournalError};
pub use follow::Follower;
pub use place::{DATA_FOLDER_VARIABLE, data_folder};
pub use queue::{JournalEvent, Notify, SaveState};
pub use read::{Stored, read};
pub use rescue::{
    Gap, Recovery, Told, entries, entries_in_all, quoted, recover, recover_command, recover_in,
    recovered_name,
};
pub use session::{Restored, Session};
pub use store::{APPLICATION_ID, FORMAT};
pub use surroundings::warning;
pub use verify::{Damage, Verdict, verify};
