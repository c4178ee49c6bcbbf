//! What can go wrong with a workshop file, in words for the person at the keyboard.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use super::rescue::{self, recover_command};
use crate::document::plainly;
use crate::workshop::ApplyError;

/// Why a workshop file cannot be created, opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// No such file.
    #[error("{}: there is no such file: check its name, or create it with `flipchart new`", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// The file is gone, its log is not.
    #[error("{}: there is no such file, but a log of one ({}), which may hold what was said in it: take that out with `{}`, or put the file back; to begin anew, choose another name", path.display(), log.display(), recover_command(path))]
    LogAlone {
        /// The file.
        path: PathBuf,
        /// Its log.
        log: PathBuf,
    },
    /// A folder or a device.
    #[error("{}: this is not a file: name a workshop file, such as kickoff.flipchart", path.display())]
    NotAFile {
        /// What was named.
        path: PathBuf,
    },
    /// Another kind of file.
    #[error("{}: this is not a workshop file ({what}): name a file that flipchart made; if it is one, take out what is sound with `{}`", path.display(), recover_command(path))]
    NotAWorkshop {
        /// The file.
        path: PathBuf,
        /// How that was seen.
        what: String,
    },
    /// Not even a damaged one.
    #[error("{}: nothing of a workshop was found in this file or in a log beside it: restore a copy of it", path.display())]
    NothingLeft {
        /// The file.
        path: PathBuf,
    },
    /// Made by a later version.
    #[error("{}: a newer flipchart wrote this file (its format is {found}, this program knows {known}): update flipchart", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// The format of the file.
        found: i64,
        /// The newest format that this program knows.
        known: i64,
    },
    /// Not as it was written.
    #[error("{}: damaged{}: {what}{}: take out what is sound with `{}`", path.display(), at_entry(*entry), sound(*entry), recover_command(path))]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The first entry that is not as it was written, where that is known.
        entry: Option<u64>,
        /// How that was seen.
        what: String,
    },
    /// Another program writes to it.
    #[error("{}: another flipchart{} has this workshop open: close it there first; `check`, `log`, `score`, `plan` and `export` read it all the same", path.display(), process(holder))]
    InUse {
        /// The file.
        path: PathBuf,
        /// The process that holds it, where that is known.
        holder: String,
    },
    /// Another program has the file open, and its lock is not in this data folder.
    #[error("{}: another program has this workshop open (a flipchart with another data folder or on another computer, or an SQLite tool): close it there first; `check`, `log`, `score`, `plan` and `export` read it all the same", path.display())]
    OpenElsewhere {
        /// The file.
        path: PathBuf,
    },
    /// The file or its folder cannot be written.
    #[error("{}: cannot be written: give write permission to the file and its folder, or copy it elsewhere", path.display())]
    NotWritable {
        /// The file.
        path: PathBuf,
    },
    /// Committed entries lie in a log that cannot be read where it is.
    #[error("{}: the log beside it ({}) holds entries that cannot be read in a read-only folder: copy both files to a folder that can be written and open that copy", path.display(), log.display())]
    LogLeftOver {
        /// The file.
        path: PathBuf,
        /// Its log.
        log: PathBuf,
    },
    /// A file of that name is there.
    #[error("{}: there is a file of this name already: choose another name, or open that file", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The folder is missing.
    #[error("{}: the folder {} does not exist: create it first", path.display(), folder.display())]
    NoFolder {
        /// The file that was to be created.
        path: PathBuf,
        /// The folder.
        folder: PathBuf,
    },
    /// The file went away or another took its name while it was open.
    #[error("{}: the file was moved, renamed or replaced while it was open: put it back", path.display())]
    Moved {
        /// The file.
        path: PathBuf,
    },
    /// The log beside the file went away while it was open.
    #[error("{}: the file that ends in -wal beside it was moved or removed while it was open; a new one is made", path.display())]
    LogGone {
        /// The file.
        path: PathBuf,
    },
    /// Someone else wrote to the file.
    #[error("{}: entry {entry} was written by another program meanwhile: close this one and open the file again", path.display())]
    Diverged {
        /// The file.
        path: PathBuf,
        /// The first entry that differs.
        entry: u64,
    },
    /// No mark of that name.
    #[error("{}: there is no mark \"{name}\": {}", path.display(), marks(known))]
    NoMark {
        /// The file.
        path: PathBuf,
        /// The name.
        name: String,
        /// The names that there are.
        known: Vec<String>,
    },
    /// The SQLite that the program was built with is too old to be trusted.
    #[error(
        "SQLite {found} can damage a workshop file: build flipchart with SQLite {needed} or later"
    )]
    OldSqlite {
        /// Its version.
        found: &'static str,
        /// The oldest that will do.
        needed: &'static str,
    },
    /// Entries that were not saved when the journal was closed.
    #[error("{}: {} NOT SAVED: {why}{}", path.display(), were(*count), second_place(*kept))]
    NotSaved {
        /// The file.
        path: PathBuf,
        /// How many.
        count: usize,
        /// What happened.
        why: String,
        /// Whether all of them are in the second place.
        kept: bool,
    },
    /// The operating system or SQLite refused.
    #[error("{}: cannot {doing}: {why}", path.display())]
    Failed {
        /// The file or folder.
        path: PathBuf,
        /// What was tried.
        doing: &'static str,
        /// What the system said.
        why: String,
    },
}

/// Why an act is not part of the workshop; nothing has happened then.
#[derive(Debug, thiserror::Error)]
pub enum CommitError {
    /// It does not fit the workshop.
    #[error(transparent)]
    Apply(#[from] ApplyError),
    /// The workshop is open read-only.
    #[error("{}: this workshop is open read-only: {why}", path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
        /// Why it is.
        why: &'static str,
    },
    /// It would not be read back as it is, such as a number that is not finite.
    #[error("this cannot be stored: {0}: change it and try again")]
    Unstorable(String),
}

impl JournalError {
    /// What is damaged, when what is sound in the file can be taken out of it.
    #[must_use]
    pub fn damage(&self) -> Option<String> {
        match self {
            Self::Damaged { entry, what, .. } => Some(format!(
                "damaged{}: {what}{}",
                at_entry(*entry),
                sound(*entry)
            )),
            // Another kind of file that has the name of one of ours is none to be recovered.
            Self::NotAWorkshop { path, what } if rescue::may_be(path) => {
                Some(format!("not a workshop file as it stands ({what})"))
            }
            _ => None,
        }
    }

    pub(super) fn failed(
        path: &Path,
        doing: &'static str,
        why: &(impl std::fmt::Display + ?Sized),
    ) -> Self {
        Self::Failed {
            path: path.to_owned(),
            doing,
            why: plainly(&why.to_string()),
        }
    }

    pub(super) fn damaged(path: &Path, entry: Option<u64>, what: impl Into<String>) -> Self {
        Self::Damaged {
            path: path.to_owned(),
            entry,
            what: what.into(),
        }
    }

    /// What SQLite said, sorted by what the person can do about it.
    pub(super) fn sqlite(path: &Path, doing: &'static str, error: &rusqlite::Error) -> Self {
        let own = path.to_owned();
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Self::NotAWorkshop {
                path: own,
                what: "not an SQLite database, or its beginning is damaged".to_owned(),
            },
            Some(ErrorCode::DatabaseCorrupt) => Self::damaged(path, None, error.to_string()),
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                Self::NotWritable { path: own }
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::InUse {
                path: own,
                holder: String::new(),
            },
            Some(ErrorCode::DiskFull) => {
                Self::failed(path, doing, "the disk is full: free some space")
            }
            _ => Self::failed(path, doing, &error),
        }
    }
}

fn at_entry(entry: Option<u64>) -> String {
    entry.map_or(String::new(), |entry| format!(" at entry {entry}"))
}

fn sound(entry: Option<u64>) -> String {
    match entry {
        Some(2) => " (entry 1 is sound)".to_owned(),
        Some(entry) if entry > 2 => format!(" (entries 1 to {} are sound)", entry - 1),
        _ => String::new(),
    }
}

fn were(count: usize) -> String {
    match count {
        1 => "1 entry was".to_owned(),
        count => format!("{count} entries were"),
    }
}

const fn second_place(kept: bool) -> &'static str {
    if kept {
        "; what was said is kept in the data folder and comes back by itself when the workshop is \
         opened again: do not enter it twice"
    } else {
        ""
    }
}

fn process(holder: &str) -> String {
    if holder.is_empty() {
        String::new()
    } else {
        format!(" (process {holder})")
    }
}

fn marks(known: &[String]) -> String {
    if known.is_empty() {
        "none has been set yet".to_owned()
    } else {
        format!("the marks are {}", known.join(", "))
    }
}
