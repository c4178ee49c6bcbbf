//! The SQLite file of a workshop: its tables, and how one entry becomes one transaction.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{
    Connection, ErrorCode, OpenFlags, OptionalExtension as _, Transaction, TransactionBehavior,
};
use uuid::Uuid;

use super::chain::ChainHash;
use super::derived::Derived;
use super::error::JournalError;
use super::pending::{Pending, Position};
use super::place::{self, Identity};
use super::rescue::broken_log;
use super::upgrade::upgrade;

/// Marks an SQLite file as a workshop: the letters `flip`.
pub const APPLICATION_ID: i32 = 0x666C_6970;

/// The format of workshop files that this program writes, kept as SQLite's `user_version`.
pub const FORMAT: i64 = 2;

/// Earlier versions can damage a database when its write-ahead log is reset.
const OLDEST_SQLITE: (i32, &str) = (3_051_003, "3.51.3");

/// How long another program may hold the file before that is an error.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long that is when a file is opened to write to it: whoever follows or exports it has it open for less.
pub(super) const TURN: Duration = Duration::from_millis(400);

/// `entry` is the journal; `record` and `done` are derived from it for the two views.
const SCHEMA: &str = "
CREATE TABLE entry (
  seq  INTEGER PRIMARY KEY,
  id   BLOB NOT NULL UNIQUE,
  body TEXT NOT NULL,
  hash BLOB NOT NULL
) STRICT;
CREATE TABLE record (
  reference  TEXT PRIMARY KEY,
  sheet      TEXT NOT NULL,
  text       TEXT NOT NULL,
  fields     TEXT NOT NULL,
  parked     INTEGER NOT NULL,
  off_record INTEGER NOT NULL,
  removed    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE done (
  seq  INTEGER PRIMARY KEY,
  what TEXT NOT NULL
) STRICT;
CREATE VIEW readable AS
  SELECT reference, sheet, text, fields, parked, off_record, removed FROM record
  ORDER BY sheet, length(reference), reference;
CREATE VIEW log AS
  SELECT seq, body ->> '$.at' AS at, body ->> '$.by' AS by, what, lower(hex(hash)) AS hash
  FROM entry LEFT JOIN done USING (seq) ORDER BY seq;
";

/// An open workshop file that is written to.
#[derive(Debug)]
pub(super) struct Store {
    conn: Connection,
    /// Its full name.
    file: PathBuf,
    /// Its name for messages.
    path: PathBuf,
    identity: Identity,
    /// Its log, known from the first commit on.
    log: Option<Identity>,
    /// The file as it was before it was brought up to date.
    older: Option<PathBuf>,
}

impl Store {
    /// Opens a workshop file to write to it; `file` is its full name, `path` that for messages. The lock on it is held.
    pub(super) fn open(file: &Path, path: &Path, identity: Identity) -> Result<Self, JournalError> {
        check_sqlite(rusqlite::version_number())?;
        if let Some(what) = broken_log(file) {
            return Err(JournalError::damaged(path, None, what));
        }
        let failed = |error| JournalError::sqlite(path, "open it", &error);
        let conn = Connection::open_with_flags(file, flags(OpenFlags::SQLITE_OPEN_READ_WRITE))
            .map_err(failed)?;
        settle(&conn).map_err(failed)?;
        let format = identify(&conn, path)?;
        if conn.is_readonly("main").map_err(failed)? {
            return Err(JournalError::NotWritable {
                path: path.to_owned(),
            });
        }
        write_durably(&conn).map_err(failed)?;
        let older = upgrade(&conn, file, path, format)?;
        identity.still(file)?;
        Ok(Self {
            conn,
            file: file.to_owned(),
            path: path.to_owned(),
            identity,
            log: None,
            older,
        })
    }

    /// The file as it was before it was brought up to date; none when it was.
    pub(super) fn older(&self) -> Option<&Path> {
        self.older.as_deref()
    }

    /// Makes a workshop file of these entries; the caller gives it a name that no one uses yet, and flushes it.
    pub(super) fn build(
        path: &Path,
        journal: impl Iterator<Item = Result<Pending, JournalError>>,
    ) -> Result<(), JournalError> {
        check_sqlite(rusqlite::version_number())?;
        let failed = |error| JournalError::sqlite(path, "create it", &error);
        let create = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let mut conn = Connection::open_with_flags(path, flags(create)).map_err(failed)?;
        settle(&conn).map_err(failed)?;
        conn.pragma_update(None, "application_id", APPLICATION_ID)
            .and_then(|()| conn.pragma_update(None, "user_version", FORMAT))
            .and_then(|()| write_durably(&conn))
            .and_then(|()| conn.execute_batch(SCHEMA))
            .map_err(failed)?;
        for (number, pending) in journal.enumerate() {
            write(&mut conn, path, &pending?)?;
            if number == 0 {
                // Nobody has been told of what follows: the file is flushed as a whole.
                conn.pragma_update(None, "synchronous", "OFF")
                    .map_err(failed)?;
            }
        }
        checkpoint(&conn).map_err(failed)?;
        conn.close().map_err(|(_, error)| failed(error))
    }

    /// The connection, to read the journal before the first commit.
    pub(super) const fn connection(&self) -> &Connection {
        &self.conn
    }

    /// Writes an entry as one transaction; an entry that is there already is not written again.
    ///
    /// After an error the outcome is unknown: [`abandon`](Self::abandon) the store, open the file anew and try again.
    pub(super) fn commit(&mut self, pending: &Pending) -> Result<(), JournalError> {
        self.keeps_its_name()?;
        write(&mut self.conn, &self.path, pending)?;
        if self.log.is_none() {
            self.log = Identity::of(&place::log_of(&self.file)).ok();
        }
        // SQLite goes on writing to a file that has lost its name.
        self.keeps_its_name()
    }

    /// An error when the file or its log has not its name any more; what was saved until then is in the file.
    ///
    /// Whoever opens the file under another name, or without its log, would miss what only the log holds. Both are open
    /// here still, and nobody else may write to the file, so the log can be brought home.
    fn keeps_its_name(&self) -> Result<(), JournalError> {
        let log = place::log_of(&self.file);
        let has_log = self
            .log
            .as_ref()
            .is_none_or(|known| known.still(&log).is_ok());
        let here = match self.identity.still(&self.file) {
            Ok(()) if !has_log => Err(JournalError::LogGone {
                path: self.path.clone(),
            }),
            here => here,
        };
        here.inspect_err(|_| drop(checkpoint(&self.conn)))
    }

    /// Brings the log home into the file and empties it; a reader that is in the way is no error.
    pub(super) fn checkpoint(&self) -> Result<(), JournalError> {
        checkpoint(&self.conn)
            .map(drop)
            .map_err(|error| JournalError::sqlite(&self.path, "tidy its log", &error))
    }

    /// Brings all of the log home into the file; a reader that is in the way is an error.
    pub(super) fn bring_home(&self) -> Result<(), JournalError> {
        match checkpoint(&self.conn) {
            Ok(true) => Ok(()),
            Ok(false) => Err(JournalError::InUse {
                path: self.path.clone(),
                holder: String::new(),
            }),
            Err(error) => Err(JournalError::sqlite(&self.path, "save", &error)),
        }
    }

    /// The hash after the first entry, which no other workshop has.
    pub(super) fn root(&self) -> Result<ChainHash, JournalError> {
        let bytes: Vec<u8> = self
            .conn
            .query_row("SELECT hash FROM entry WHERE seq = 1", [], |row| row.get(0))
            .map_err(|error| JournalError::sqlite(&self.path, "read it", &error))?;
        ChainHash::from_bytes(&bytes)
            .ok_or_else(|| JournalError::damaged(&self.path, Some(1), "its hash is cut short"))
    }

    /// Whether an entry of this id is in the journal.
    pub(super) fn has(&self, id: Uuid) -> Result<bool, JournalError> {
        self.conn
            .prepare_cached("SELECT 1 FROM entry WHERE id = ?1")
            .and_then(|mut found| found.exists([id.as_bytes()]))
            .map_err(|error| JournalError::sqlite(&self.path, "read it", &error))
    }

    /// Whether the journal ended with this hash once.
    pub(super) fn knows(&self, hash: ChainHash) -> bool {
        let found = self.conn.prepare("SELECT 1 FROM entry WHERE hash = ?1");
        found
            .and_then(|mut found| found.exists([hash.as_bytes()]))
            .unwrap_or(false)
    }

    /// Leaves one file behind.
    pub(super) fn close(self) -> Result<(), JournalError> {
        let tidied = self.checkpoint();
        let path = self.path;
        match self.conn.close() {
            Ok(()) => tidied,
            Err((_, error)) => Err(JournalError::sqlite(&path, "close it", &error)),
        }
    }

    /// Lets go of a file that refused a write, without flushing it once more.
    pub(super) fn abandon(self) {
        let _set = self
            .conn
            .set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true);
    }
}

/// Refuses a file that another program has open and does not let go of in time, wherever the lock of that program is.
///
/// While a connection has a file with a log open it holds a shared lock of SQLite's on it; nobody gets the exclusive one
/// then. Nothing is written into the file or its log, though an empty log may be left, and whatever else is wrong is said
/// by the opening itself. Between this and the opening nobody holds the file: of two programs with data folders of their
/// own that start in the same instant the later one ends in `NOT SAVED`, and its entries come back from the second place.
pub(super) fn refuse_shared(
    file: &Path,
    path: &Path,
    patience: Duration,
) -> Result<(), JournalError> {
    let alone = || -> rusqlite::Result<()> {
        let conn = Connection::open_with_flags(file, flags(OpenFlags::SQLITE_OPEN_READ_WRITE))?;
        conn.busy_timeout(patience)?;
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        conn.pragma_update_and_check(None, "locking_mode", "EXCLUSIVE", |_| Ok(()))?;
        // The lock is taken with the first look into the file.
        conn.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))
    };
    match alone().map_err(|error| error.sqlite_error_code()) {
        Err(Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)) => {
            Err(JournalError::OpenElsewhere {
                path: path.to_owned(),
            })
        }
        _ => Ok(()),
    }
}

/// Refuses an SQLite that is known to damage files.
pub(super) fn check_sqlite(found: i32) -> Result<(), JournalError> {
    if found >= OLDEST_SQLITE.0 {
        return Ok(());
    }
    Err(JournalError::OldSqlite {
        found: rusqlite::version(),
        needed: OLDEST_SQLITE.1,
    })
}

/// One thread at a time uses a connection, so SQLite need not guard it.
pub(super) fn flags(how: OpenFlags) -> OpenFlags {
    how | OpenFlags::SQLITE_OPEN_NO_MUTEX
}

/// What every connection needs, whatever it is for.
pub(super) fn settle(conn: &Connection) -> rusqlite::Result<()> {
    conn.busy_timeout(PATIENCE)?;
    // A file from elsewhere may hold views that call functions; ours need none that is unsafe.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.pragma_update_and_check(None, "mmap_size", 0, |_| Ok(()))
        .optional()
        .map(drop)
}

/// The format of a workshop file; refuses a file that is none, or one of a newer program.
pub(super) fn identify(conn: &Connection, path: &Path) -> Result<i64, JournalError> {
    let pragma = |name| {
        conn.pragma_query_value(None, name, |row| row.get::<_, i64>(0))
            .map_err(|error| JournalError::sqlite(path, "read it", &error))
    };
    if pragma("application_id")? != i64::from(APPLICATION_ID) {
        return Err(JournalError::NotAWorkshop {
            path: path.to_owned(),
            what: "an SQLite database of another program, or empty".to_owned(),
        });
    }
    match pragma("user_version")? {
        found @ 1..=FORMAT => Ok(found),
        found if found > FORMAT => Err(JournalError::Newer {
            path: path.to_owned(),
            found,
            known: FORMAT,
        }),
        found => Err(JournalError::damaged(
            path,
            None,
            format!("there is no format {found}"),
        )),
    }
}

/// A log beside the file, flushed at every commit, and brought home when this program says so.
fn write_durably(conn: &Connection) -> rusqlite::Result<()> {
    conn.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
    conn.pragma_update(None, "synchronous", "FULL")?;
    // On macOS an ordinary flush stops at the drive's cache.
    conn.pragma_update(None, "fullfsync", 1)?;
    conn.pragma_update(None, "checkpoint_fullfsync", 1)?;
    conn.pragma_update_and_check(None, "wal_autocheckpoint", 0, |_| Ok(()))
}

/// Brings the log home; false when something was in the way.
fn checkpoint(conn: &Connection) -> rusqlite::Result<bool> {
    conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| {
        row.get::<_, i64>(0).map(|busy| busy == 0)
    })
}

fn write(conn: &mut Connection, path: &Path, pending: &Pending) -> Result<(), JournalError> {
    let failed = |error| JournalError::sqlite(path, "save", &error);
    let within = conn
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(failed)?;
    let head = head(&within).map_err(failed)?;
    if head != Some(pending.before) {
        let there = is_there(&within, pending).map_err(failed)?;
        return there.then_some(()).ok_or_else(|| JournalError::Diverged {
            path: path.to_owned(),
            entry: pending.after.seq,
        });
    }
    insert(&within, pending)
        .and_then(|()| derive(&within, pending.after.seq, &pending.derived))
        .and_then(|()| within.commit())
        .map_err(failed)
}

/// The end of the journal; none when its hash is not one.
fn head(within: &Transaction<'_>) -> rusqlite::Result<Option<Position>> {
    within
        .prepare_cached("SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| {
            let hash = ChainHash::from_bytes(row.get_ref(1)?.as_blob()?);
            let seq = u64::try_from(row.get::<_, i64>(0)?).ok();
            Ok(seq.zip(hash).map(|(seq, hash)| Position { seq, hash }))
        })
        .optional()
        .map(|found| found.unwrap_or(Some(Position::START)))
}

/// True when the entry was written before, at its place and with its hash.
fn is_there(within: &Transaction<'_>, pending: &Pending) -> rusqlite::Result<bool> {
    within
        .prepare_cached("SELECT 1 FROM entry WHERE id = ?1 AND seq = ?2 AND hash = ?3")?
        .exists((
            pending.id.as_bytes(),
            row_number(pending.after.seq),
            pending.after.hash.as_bytes(),
        ))
}

fn insert(within: &Transaction<'_>, pending: &Pending) -> rusqlite::Result<()> {
    within
        .prepare_cached("INSERT INTO entry (seq, id, body, hash) VALUES (?1, ?2, ?3, ?4)")?
        .execute((
            row_number(pending.after.seq),
            pending.id.as_bytes(),
            &pending.body,
            pending.after.hash.as_bytes(),
        ))
        .map(drop)
}

fn derive(within: &Transaction<'_>, seq: u64, derived: &Derived) -> rusqlite::Result<()> {
    within
        .prepare_cached("INSERT OR REPLACE INTO done (seq, what) VALUES (?1, ?2)")?
        .execute((row_number(seq), &derived.what))?;
    if derived.clear {
        within.execute("DELETE FROM record", [])?;
    }
    let mut drop_row = within.prepare_cached("DELETE FROM record WHERE reference = ?1")?;
    for id in &derived.gone {
        drop_row.execute([id.as_str()])?;
    }
    let mut put_row = within
        .prepare_cached("INSERT OR REPLACE INTO record VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?;
    for row in &derived.rows {
        put_row.execute((
            row.reference.as_str(),
            &row.sheet,
            &row.text,
            &row.fields,
            row.parked,
            row.off_record,
            row.removed,
        ))?;
    }
    Ok(())
}

/// SQLite counts rows with a sign.
pub(super) fn row_number(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_sqlite_that_damages_files_is_refused() {
        assert!(check_sqlite(rusqlite::version_number()).is_ok());
        let error = check_sqlite(3_051_002).unwrap_err().to_string();
        assert!(
            error.contains("build flipchart with SQLite 3.51.3"),
            "{error}"
        );
    }
}
