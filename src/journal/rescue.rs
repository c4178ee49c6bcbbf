//! Takes what is undamaged out of a damaged workshop file, and makes a sound one of it.
//!
//! The bytes of the file and of its log are read without SQLite, which refuses torn files. Whatever looks like an
//! entry is held against the chain of hashes, and what stands in no table any more is found too.

mod beginning;
mod find;
mod links;
mod log;
mod mend;
mod name;
mod pages;
mod rebuild;
mod report;
mod restore;

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

pub use name::{quoted, recover_command, recovered_name};
pub use report::{Gap, Recovery, Told, entries, entries_in_all};

use super::chain::ChainHash;
use super::create;
use super::data_folder;
use super::derived::Derived;
use super::error::JournalError;
use super::lock::WriterLock;
use super::pending::{Pending, Position, encode};
use super::place::{self, Identity};
use super::read::{self, cannot_apply};
use super::spool::Spool;
use super::store::Store;
use crate::workshop::{Entry, State, Workshop};
use find::Found;
use links::Chain;
use pages::Pages;

/// So many bytes are looked at to tell whether a file may be a damaged workshop.
const GLANCE: u64 = 4 << 20;

/// What the bytes of a workshop file hold, whatever SQLite says of it.
pub(super) struct Survey {
    found: Found,
    chain: Chain,
    /// Pages that the file has, and that it says it should have, when it is cut short.
    pub(super) cut_short: Option<(usize, usize)>,
}

impl Survey {
    /// Reads a file, by its full name, and its log.
    pub(super) fn of(path: &Path, file: &Path) -> Result<Self, JournalError> {
        Self::within(path, file, u64::MAX)
    }

    /// The same of so many bytes of each.
    fn within(path: &Path, file: &Path, most: u64) -> Result<Self, JournalError> {
        let failed = |error| JournalError::failed(path, "read it", &error);
        let bytes = match beginning_of(file, most) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            read => read.map_err(failed)?,
        };
        let log = match place::log_length(file) {
            Some(_) => beginning_of(&place::log_of(file), most).map_err(failed)?,
            None => Vec::new(),
        };
        let pages = Pages::new(&bytes, &log);
        let found = find::find(&pages);
        let chain = links::follow(&found);
        Ok(Self {
            cut_short: pages.cut_short(),
            found,
            chain,
        })
    }

    /// The hash after the first entry, which no other workshop has.
    pub(super) fn root(&self) -> Option<ChainHash> {
        self.chain.hashes.first().copied().flatten()
    }

    /// The hash after the entry of this number; that before the first where it is not known.
    pub(super) fn hash_after(&self, seq: u64) -> ChainHash {
        let at = usize::try_from(seq).unwrap_or_default().checked_sub(1);
        let known = at.and_then(|at| *self.chain.hashes.get(at)?);
        known.unwrap_or(ChainHash::ROOT)
    }

    /// How many entries there were, as far as that can be told.
    pub(super) const fn total(&self) -> u64 {
        self.chain.fates.len() as u64
    }

    /// Whether nothing that may be an entry was found.
    pub(super) const fn is_empty(&self) -> bool {
        self.chain.fates.is_empty()
    }

    /// The entries up to the first that is not as it was written.
    pub(super) fn sound(&self) -> impl Iterator<Item = &Entry> {
        self.chain.fates.iter().map_while(|fate| match fate {
            links::Fate::Sound(entry) => Some(entry),
            _ => None,
        })
    }

    /// How many entries before and after this one are as they were written.
    pub(super) fn around(&self, seq: u64) -> (u64, u64) {
        let sound = |(_, fate): &(u64, &links::Fate)| fate.is_proved();
        let all = || (1..).zip(&self.chain.fates).filter(sound);
        let before = all().filter(|(at, _)| *at < seq).count();
        let after = all().filter(|(at, _)| *at > seq).count();
        (before as u64, after as u64)
    }

    /// The first entry that is not as it was written.
    pub(super) fn first_damaged(&self) -> Option<u64> {
        let fates = (1..).zip(&self.chain.fates);
        let mut damaged = fates.filter(|(_, fate)| !matches!(fate, links::Fate::Sound(_)));
        damaged.next().map(|(seq, _)| seq)
    }
}

/// What is wrong with the log beside a file, by the file's full name, where SQLite would not say so and go on without
/// what was flushed; opening the file to write to it would then lose that.
pub(super) fn broken_log(file: &Path) -> Option<&'static str> {
    let log = beginning_of(&place::log_of(file), u64::MAX).ok()?;
    log::is_broken(&log)
        .then_some("the log beside it is damaged, and holds entries that SQLite does not read")
}

fn beginning_of(file: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(file)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Whether anything of a workshop is left in a file, as far as its first pages show: it may be anything, of any size.
pub(super) fn may_be(path: &Path) -> bool {
    let survey = place::resolve(path).and_then(|file| Survey::within(path, &file, GLANCE));
    survey.is_ok_and(|survey| !survey.is_empty())
}

/// Takes every undamaged entry out of the workshop file `path` into the new file `new`, and says what is missing.
///
/// The damaged file stays as it is; nobody may have it open to write. `base` is the workshop to begin with when the
/// entry is lost that began it: the built-in playbook that fits best when unsaid. What the second place holds of this
/// workshop is taken too, and stays there.
pub fn recover(path: &Path, new: &Path, base: Option<&State>) -> Result<Recovery, JournalError> {
    recover_in(&data_folder()?, path, new, base)
}

/// [`recover`] with locks and second place in this data folder.
pub fn recover_in(
    data: &Path,
    path: &Path,
    new: &Path,
    base: Option<&State>,
) -> Result<Recovery, JournalError> {
    create::refuse_taken(new)?;
    let (file, _lock) = match place::resolve(path) {
        // Held to the end: what is written meanwhile would be missing. Of a writer with another data folder it does not
        // know: to ask SQLite would leave an empty log beside the damaged file.
        Ok(file) => {
            let lock = WriterLock::take(data, path, Identity::of(&file)?)?;
            (file, Some(lock))
        }
        // A file that is gone has no lock, and its log may hold all of it.
        Err(JournalError::LogAlone { .. }) => (path.to_owned(), None),
        Err(error) => return Err(error),
    };
    let survey = Survey::of(path, &file)?;
    let rebuilt = rebuild::rebuild(&survey.found, &survey.chain, base);
    let (mut entries, mut workshop, mut told) =
        rebuilt.ok_or_else(|| JournalError::NothingLeft {
            path: path.to_owned(),
        })?;
    told.cut_short = survey.cut_short;
    if let Some(root) = survey.root() {
        let left = Spool::of(data, root, &file).adopt(|_| false).left();
        // After a loss the journal goes on without them: undo takes back only their own.
        let head = if told.is_complete() {
            survey.hash_after(told.total)
        } else {
            ChainHash::ROOT
        };
        rebuild::add_waiting(&mut entries, &mut workshop, &mut told, (left, head));
    }
    let _lock = create::create(data, new, |part| {
        Store::build(part, pending(new, &entries))?;
        // Only what can be read again gets its name.
        read::reading(part, |conn| read::fold(conn, part)).map(drop)
    })?;
    Ok(told)
}

/// The entries of a new journal as they are to be stored.
fn pending<'e>(
    path: &'e Path,
    entries: &'e [Entry],
) -> impl Iterator<Item = Result<Pending, JournalError>> + 'e {
    let mut end = Position::START;
    let mut workshop: Option<Workshop> = None;
    entries.iter().map(move |entry| {
        let unfit = |why: String| JournalError::failed(path, "create it", &why);
        let derived = Derived::next(&mut workshop, entry);
        let derived = derived.map_err(|why| unfit(cannot_apply(&why)))?;
        let body = encode(entry).map_err(|why| unfit(why.to_string()))?;
        let pending = Pending::new(entry.id, body, end, derived);
        end = pending.after;
        Ok(pending)
    })
}
