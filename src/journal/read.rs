//! Reads a journal and checks every entry on the way.

use std::mem;
use std::path::Path;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode, OpenFlags, Row};
use uuid::Uuid;

use super::chain::ChainHash;
use super::error::JournalError;
use super::pending::Position;
use super::place;
use super::store::{check_sqlite, flags, identify, row_number, settle};
use crate::workshop::{ApplyError, Entry, Workshop};

/// Entries that go from the reading to the folding thread at once.
const BATCH: usize = 64;

/// An entry as it was read from the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored {
    /// Its number, from 1.
    pub seq: u64,
    /// What was done.
    pub entry: Entry,
    /// The hash of the journal up to and with it.
    pub hash: ChainHash,
}

/// Reads all entries of a workshop file, verified, without writing to it or locking it.
pub fn read(path: &Path) -> Result<Vec<Stored>, JournalError> {
    read_after(path, Position::START)
}

/// Reads the entries after a position.
pub(super) fn read_after(path: &Path, after: Position) -> Result<Vec<Stored>, JournalError> {
    reading(path, |conn| {
        let mut all = Vec::new();
        each(conn, path, after, |stored| {
            all.push(stored);
            Ok(())
        })?;
        Ok(all)
    })
}

/// Folds a whole journal; gives the workshop and the end of the journal.
///
/// One thread reads and verifies while another folds, since a long journal has about as much of each to do.
pub(super) fn fold(conn: &Connection, path: &Path) -> Result<(Workshop, Position), JournalError> {
    let (sender, batches) = mpsc::sync_channel::<Vec<Stored>>(4);
    let (spent, folded_ones) = mpsc::channel();
    let (end, folded) = thread::scope(|scope| {
        let folding = scope.spawn(move || fold_batches(&batches, &spent));
        let mut batch = Vec::new();
        let end = each(conn, path, Position::START, |stored| {
            batch.push(stored);
            if batch.len() == BATCH {
                // Where the fold has ended early its own error says why.
                let _folded = sender.send(mem::take(&mut batch));
                // Freed by the thread that made them, neither waits for the other's memory.
                batch = folded_ones.try_recv().unwrap_or_default();
                batch.clear();
            }
            Ok(())
        });
        let _folded = sender.send(batch);
        drop(sender);
        (end, folding.join())
    });
    // A thread that panicked is this one's panic.
    let folded = folded.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
    let workshop = folded.map_err(|(seq, what)| JournalError::damaged(path, Some(seq), what))?;
    let missing = || JournalError::damaged(path, Some(1), "it is missing");
    let end = end?;
    Ok((workshop.ok_or_else(missing)?, end))
}

/// Folds entries as they come and sends them back; none when none came, else the first that cannot be applied.
fn fold_batches(
    batches: &Receiver<Vec<Stored>>,
    spent: &Sender<Vec<Stored>>,
) -> Result<Option<Workshop>, (u64, String)> {
    let mut workshop: Option<Workshop> = None;
    for batch in batches {
        for stored in &batch {
            let applied = match &mut workshop {
                Some(workshop) => workshop.apply(&stored.entry).map(drop),
                None => Workshop::begin(&stored.entry).map(|begun| workshop = Some(begun)),
            };
            applied.map_err(|error| (stored.seq, cannot_apply(&error)))?;
        }
        // When the reading has ended they go with the channel.
        let _read = spent.send(batch);
    }
    Ok(workshop)
}

/// What is the matter with an entry that its hash says was written so.
pub(super) fn cannot_apply(error: &ApplyError) -> String {
    format!("it cannot be applied ({error})")
}

/// Runs `work` on a read-only connection and leaves nothing beside the file.
///
/// A file at rest, that is without a log, is read as it lies; should a writer come meanwhile, it is read once more. The
/// work may therefore run twice.
pub(super) fn reading<T>(
    path: &Path,
    work: impl Fn(&Connection) -> Result<T, JournalError>,
) -> Result<T, JournalError> {
    let file = place::resolve(path)?;
    let at_rest = || open_at_rest(path, &file).and_then(|conn| work(&conn));
    let before = place::look(&file)?;
    if place::log_length(&file).is_none() {
        let done = at_rest();
        let after = place::look(&file)?;
        let same = (before.len(), before.modified().ok()) == (after.len(), after.modified().ok());
        if same && place::log_length(&file).is_none() {
            return done;
        }
    }
    let done = open_beside_writer(path, &file).and_then(|conn| work(&conn));
    match (done, place::log_length(&file)) {
        (Err(JournalError::NotWritable { .. }), None | Some(0)) => at_rest(),
        (Err(JournalError::NotWritable { .. }), Some(_)) => Err(JournalError::LogLeftOver {
            path: path.to_owned(),
            log: place::log_of(path),
        }),
        (done, _) => done,
    }
}

fn open_beside_writer(path: &Path, file: &Path) -> Result<Connection, JournalError> {
    let conn = Connection::open_with_flags(file, flags(OpenFlags::SQLITE_OPEN_READ_ONLY));
    ready(path, conn)
}

/// Without a log the file alone is the whole workshop, and SQLite need not put anything beside it.
fn open_at_rest(path: &Path, file: &Path) -> Result<Connection, JournalError> {
    let how = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    ready(
        path,
        Connection::open_with_flags(immutable(file), flags(how)),
    )
}

fn ready(path: &Path, conn: rusqlite::Result<Connection>) -> Result<Connection, JournalError> {
    let failed = |error| JournalError::sqlite(path, "read it", &error);
    let conn = conn.map_err(failed)?;
    check_sqlite(rusqlite::version_number())?;
    settle(&conn).map_err(failed)?;
    identify(&conn, path)?;
    Ok(conn)
}

/// The file's name as the address that tells SQLite that nothing will change it.
fn immutable(path: &Path) -> String {
    let start = if cfg!(windows) { "file:/" } else { "file:" };
    let bytes = path.as_os_str().as_encoded_bytes().iter();
    let name: String = bytes.map(|byte| escaped(*byte)).collect();
    format!("{start}{name}?immutable=1")
}

fn escaped(byte: u8) -> String {
    match byte {
        b'\\' if cfg!(windows) => "/".to_owned(),
        b'/' | b'-' | b'_' | b'.' | b':' => char::from(byte).to_string(),
        byte if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    }
}

/// Gives each entry after a position to `take`, verified; gives the end of the journal.
pub(super) fn each(
    conn: &Connection,
    path: &Path,
    after: Position,
    mut take: impl FnMut(Stored) -> Result<(), JournalError>,
) -> Result<Position, JournalError> {
    let mut end = after;
    // The entry at the position itself comes first, to see that it is still the one that was read before.
    let sql = "SELECT seq, id, body, hash FROM entry WHERE seq >= ?1 ORDER BY seq";
    let mut statement = conn
        .prepare(sql)
        .map_err(|error| broken(path, end.seq, &error))?;
    let mut rows = statement
        .query([row_number(after.seq)])
        .map_err(|error| broken(path, end.seq, &error))?;
    let mut met = after == Position::START;
    while let Some(row) = rows.next().map_err(|error| broken(path, end.seq, &error))? {
        if !met {
            is_same(row, path, after)?;
            met = true;
            continue;
        }
        let stored = verify(row, end)
            .map_err(|what| JournalError::damaged(path, Some(end.seq + 1), what))?;
        end = Position {
            seq: stored.seq,
            hash: stored.hash,
        };
        take(stored)?;
    }
    if met {
        Ok(end)
    } else {
        Err(JournalError::Moved {
            path: path.to_owned(),
        })
    }
}

fn is_same(row: &Row<'_>, path: &Path, known: Position) -> Result<(), JournalError> {
    let hash = row.get_ref(3).ok().and_then(|hash| bytes(hash));
    if hash.and_then(ChainHash::from_bytes) == Some(known.hash) {
        return Ok(());
    }
    Err(JournalError::Moved {
        path: path.to_owned(),
    })
}

/// Reads a row as the next entry after `before`; says what is wrong with it.
fn verify(row: &Row<'_>, before: Position) -> Result<Stored, String> {
    let get = |column| row.get_ref(column).map_err(|error| error.to_string());
    let seq = get(0)?.as_i64().map_err(|error| error.to_string())?;
    if seq != row_number(before.seq + 1) {
        return Err(format!("it is missing, entry {seq} follows"));
    }
    let body = bytes(get(2)?).ok_or("it has no text")?;
    let after = before.after(body);
    if bytes(get(3)?) != Some(after.hash.as_bytes()) {
        return Err("it does not match its hash".to_owned());
    }
    let entry: Entry = serde_json::from_slice(body)
        .map_err(|error| format!("its text cannot be read ({error})"))?;
    if bytes(get(1)?).and_then(|id| Uuid::from_slice(id).ok()) != Some(entry.id) {
        return Err("it does not match its id".to_owned());
    }
    Ok(Stored {
        seq: after.seq,
        entry,
        hash: after.hash,
    })
}

const fn bytes(value: ValueRef<'_>) -> Option<&[u8]> {
    match value {
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => Some(bytes),
        _ => None,
    }
}

/// What SQLite says on the way through the entries, with the place where it said so.
fn broken(path: &Path, read: u64, error: &rusqlite::Error) -> JournalError {
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::Unknown) => {
            JournalError::damaged(path, Some(read + 1), error.to_string())
        }
        _ => JournalError::sqlite(path, "read it", error),
    }
}
