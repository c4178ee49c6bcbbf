//! Checks a whole workshop file: the chain of its entries, and the tables that other programs read.

use std::path::Path;

use chrono::{DateTime, FixedOffset, TimeDelta};
use rusqlite::Connection;

use super::chain::ChainHash;
use super::data_folder;
use super::derived::{Derived, Row};
use super::error::JournalError;
use super::pending::Position;
use super::place;
use super::read::{self, cannot_apply};
use super::rescue::{Survey, broken_log};
use super::spool::Spool;
use crate::order::Arrange;
use crate::workshop::{Entry, Workshop};

/// So long a pause, in hours, ends a sitting.
const PAUSE: i64 = 4;

/// What a check of a workshop file found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// How many entries could be read in order, up to the first damaged one.
    pub entries: u64,
    /// The hash of the journal up to and with the last of them.
    pub head: ChainHash,
    /// How often people sat down to work: a pause of four hours ends a sitting.
    pub sittings: u64,
    /// When the first and the last of these entries were made.
    pub span: Option<(DateTime<FixedOffset>, DateTime<FixedOffset>)>,
    /// How many bytes the log beside the file has, where there is one.
    pub log: Option<u64>,
    /// How many entries wait in the second place.
    pub waiting: u64,
    /// What is wrong; none when all is well.
    pub damage: Option<Damage>,
}

/// What is wrong with a workshop file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// The first entry that is not as it was written; none when all entries are, and something else is damaged.
    pub entry: Option<u64>,
    /// What was found there.
    pub what: String,
    /// How many entries before it are sound.
    pub before: u64,
    /// How many entries after it are sound.
    pub after: u64,
    /// How many entries there were, as a recovery counts them.
    pub total: u64,
    /// Whether that is the least: the file is cut short.
    pub cut_short: bool,
}

/// What is seen on the way through the entries.
struct Seen {
    /// The hash after the first entry, which no other workshop has.
    root: Option<ChainHash>,
    end: Position,
    sittings: u64,
    span: Option<(DateTime<FixedOffset>, DateTime<FixedOffset>)>,
    workshop: Option<Workshop>,
    /// What is wrong beside the entries.
    beside: Option<String>,
}

impl Seen {
    const fn new() -> Self {
        Self {
            root: None,
            end: Position::START,
            sittings: 0,
            span: None,
            workshop: None,
            beside: None,
        }
    }

    /// Takes in the next entry.
    fn take(&mut self, entry: &Entry) -> Result<Derived, String> {
        let pause = |last: DateTime<FixedOffset>| entry.at - last >= TimeDelta::hours(PAUSE);
        if self.span.is_none_or(|(_, last)| pause(last)) {
            self.sittings += 1;
        }
        self.span = Some((self.span.map_or(entry.at, |(first, _)| first), entry.at));
        Derived::next(&mut self.workshop, entry).map_err(|why| cannot_apply(&why))
    }

    /// How many entries the second place holds of this workshop.
    fn waiting(&self, file: &Path) -> Option<u64> {
        let spool = Spool::of(&data_folder().ok()?, self.root?, file).adopt(|_| false);
        Some(spool.left().entries.len() as u64)
    }

    fn verdict(self, file: &Path) -> Verdict {
        let entries = self.end.seq;
        Verdict {
            entries,
            head: self.end.hash,
            sittings: self.sittings,
            span: self.span,
            log: None,
            waiting: self.waiting(file).unwrap_or(0),
            damage: self.beside.map(|what| Damage {
                entry: None,
                what,
                before: entries,
                after: 0,
                total: entries,
                cut_short: false,
            }),
        }
    }
}

/// Checks a workshop file without writing to it, on media that cannot be written too.
///
/// # Errors
/// What is no workshop file, or cannot be read at all; damage is no error, but the answer.
pub fn verify(path: &Path) -> Result<Verdict, JournalError> {
    let file = place::resolve(path)?;
    let log = place::log_length(&file);
    let looked = match broken_log(&file) {
        Some(what) => Err(JournalError::damaged(path, None, what)),
        None => read::reading(path, |conn| look(conn, path)),
    };
    let mut verdict = match looked {
        Ok(seen) => seen.verdict(&file),
        Err(error) => survey(path, &file, error)?,
    };
    verdict.log = log.filter(|length| *length > 0);
    Ok(verdict)
}

/// What SQLite shows: every entry, every row beside them, and the pages themselves.
fn look(conn: &Connection, path: &Path) -> Result<Seen, JournalError> {
    let mut seen = Seen::new();
    let mut done = Vec::new();
    seen.end = read::each(conn, path, Position::START, |stored| {
        seen.root.get_or_insert(stored.hash);
        let derived = seen.take(&stored.entry);
        let derived =
            derived.map_err(|what| JournalError::damaged(path, Some(stored.seq), what))?;
        done.push(derived.what);
        Ok(())
    })?;
    let Some(workshop) = &seen.workshop else {
        return Err(JournalError::damaged(path, Some(1), "it is missing"));
    };
    let mut tables = Derived::all(String::new(), workshop.state()).rows;
    tables.arrange_by(|one, other| one.reference.as_str().cmp(other.reference.as_str()));
    seen.beside = match beside(conn, &tables, &done) {
        Ok(found) => found,
        Err(error) => Some(error.to_string()),
    };
    Ok(seen)
}

/// What is wrong beside the entries.
fn beside(conn: &Connection, rows: &[Row], done: &[String]) -> rusqlite::Result<Option<String>> {
    let mut told = conn.prepare("PRAGMA integrity_check(1)")?;
    let told: String = told.query_row([], |row| row.get(0))?;
    if told != "ok" {
        return Ok(Some(format!("SQLite says: {told}")));
    }
    if !same_records(conn, rows)? {
        return Ok(Some(
            "the table `record` is not what the entries say".to_owned(),
        ));
    }
    if !same_log(conn, done)? {
        return Ok(Some(
            "the table `done` is not what the entries say".to_owned(),
        ));
    }
    Ok(None)
}

/// Whether the table of records holds exactly what the entries give: all of it is what people said.
fn same_records(conn: &Connection, rows: &[Row]) -> rusqlite::Result<bool> {
    let mut table = conn.prepare("SELECT * FROM record ORDER BY reference")?;
    let mut table = table.query([])?;
    for wanted in rows {
        let Some(row) = table.next()? else {
            return Ok(false);
        };
        let texts = [
            wanted.reference.as_str(),
            &wanted.sheet,
            &wanted.text,
            &wanted.fields,
        ];
        for (column, wanted) in texts.into_iter().enumerate() {
            if row.get_ref(column)?.as_str().ok() != Some(wanted) {
                return Ok(false);
            }
        }
        for (column, wanted) in (4..).zip([wanted.parked, wanted.off_record, wanted.removed]) {
            if row.get_ref(column)?.as_i64().ok() != Some(i64::from(wanted)) {
                return Ok(false);
            }
        }
    }
    Ok(table.next()?.is_none())
}

fn same_log(conn: &Connection, done: &[String]) -> rusqlite::Result<bool> {
    let mut table = conn.prepare("SELECT seq, what FROM done ORDER BY seq")?;
    let mut table = table.query([])?;
    for (seq, wanted) in (1_i64..).zip(done) {
        let Some(row) = table.next()? else {
            return Ok(false);
        };
        let said = row.get_ref(1)?.as_str().map_or("", |said| said);
        if row.get::<_, i64>(0)? != seq || is_hit(said, wanted) {
            return Ok(false);
        }
    }
    Ok(table.next()?.is_none())
}

/// Whether a phrase differs as damage differs, not in any way as a record must: the words are the program's own, and an
/// earlier version may have used others.
fn is_hit(said: &str, wanted: &str) -> bool {
    let differing = said
        .bytes()
        .zip(wanted.bytes())
        .filter(|(one, other)| one != other);
    said.is_empty() || (said.len() == wanted.len() && differing.count() == 1)
}

/// What the bytes of the file show when SQLite cannot show it.
fn survey(path: &Path, file: &Path, error: JournalError) -> Result<Verdict, JournalError> {
    let (said, what) = match &error {
        JournalError::Damaged { entry, what, .. } => (*entry, what.clone()),
        JournalError::NotAWorkshop { what, .. } => (None, what.clone()),
        JournalError::Failed { why, .. } => (None, why.clone()),
        JournalError::LogLeftOver { .. } => (None, String::new()),
        _ => return Err(error),
    };
    let survey = Survey::of(path, file)?;
    if survey.is_empty() {
        return Err(error);
    }
    let mut seen = Seen::new();
    seen.root = survey.root();
    for entry in survey.sound() {
        if seen.take(entry).is_err() {
            break;
        }
        seen.end.seq += 1;
    }
    seen.end.hash = survey.hash_after(seen.end.seq);
    let damaged = survey.first_damaged();
    // Where SQLite stops at an entry that its pages still hold as it was written, the table is damaged and not the entry.
    let entry = said.filter(|seq| *seq > seen.end.seq).or(damaged);
    let (before, after) = survey.around(entry.unwrap_or(u64::MAX));
    let mut verdict = seen.verdict(file);
    if what.is_empty() && damaged.is_none() {
        return Ok(verdict);
    }
    verdict.damage = Some(Damage {
        entry,
        what: match said {
            Some(seq) if entry.is_none() => format!("the table of entries at entry {seq}: {what}"),
            None if what.is_empty() => "it does not match its hash".to_owned(),
            _ => what,
        },
        before,
        after,
        total: survey.total(),
        cut_short: survey.cut_short.is_some(),
    });
    Ok(verdict)
}
