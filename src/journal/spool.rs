//! The second place: what the workshop file refused is kept in the data folder, and merged back when it can be.
//!
//! Copies of a workshop begin with the same entry, so each file has a place of its own, and the first line there says
//! where the file is. Each other line holds the hash of the journal before an entry and the entry as it was to be stored.
//! A line that a kill cut short is left out; every line before it was flushed.

use std::collections::HashSet;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::chain::ChainHash;
use super::pending::Pending;
use super::place::{self, Identity};
use crate::workshop::{Act, Entry};

/// What the line begins with that says where the workshop file is.
const OWNER: &str = "of ";

/// The second place of one workshop file.
#[derive(Debug)]
pub(super) struct Spool {
    file: PathBuf,
    /// The hash of the workshop's first entry.
    root: ChainHash,
    /// Where the workshop file is.
    workshop: PathBuf,
    /// Places that were this file's under another name or identity.
    former: Vec<PathBuf>,
    /// The last entry that is in it.
    kept: u64,
    /// The last entry that was tried.
    tried: u64,
}

/// What an earlier sitting could not save.
#[derive(Debug, Default)]
pub(super) struct Left {
    /// The hash of the journal that the first of them was to follow.
    pub(super) before: Option<ChainHash>,
    /// The entries, in order.
    pub(super) entries: Vec<Entry>,
}

impl Spool {
    /// The second place, in the data folder, of a workshop file whose first entry has this hash.
    pub(super) fn of(data: &Path, root: ChainHash, workshop: &Path) -> Self {
        let identity =
            Identity::of(workshop).map_or_else(|_| String::new(), |it| format!("-{}", it.as_str()));
        Self {
            file: data.join("spool").join(format!("{root}{identity}.lines")),
            root,
            workshop: workshop.to_owned(),
            former: Vec::new(),
            kept: 0,
            tried: 0,
        }
    }

    /// Takes over what was left of a file that had this name before, and of one that is gone where this one goes on from
    /// where it ended: that one is this one under another name.
    pub(super) fn adopt(mut self, knows: impl Fn(ChainHash) -> bool) -> Self {
        let root = self.root.to_string();
        let goes_on = |file: &Path| read(file).0.first().is_some_and(|before| knows(*before));
        let is_ours = |file: &Path| match owner(file) {
            Some(path) => path == self.workshop || (!path.exists() && goes_on(file)),
            None => goes_on(file),
        };
        let found = fs::read_dir(place::folder(&self.file))
            .into_iter()
            .flatten()
            .flatten();
        let found = found.map(|one| one.path()).filter(|one| {
            let name = one.file_name().unwrap_or_default().to_string_lossy();
            *one != self.file && name.starts_with(&root) && name.ends_with(".lines") && is_ours(one)
        });
        self.former = found.collect();
        self
    }

    /// The last entry that it was asked to keep.
    pub(super) const fn tried(&self) -> u64 {
        self.tried
    }

    /// Keeps those of the waiting entries that are not in it yet; gives the last that is in it.
    ///
    /// Where that place refuses too the entries are in memory still, until [`again`](Self::again).
    pub(super) fn keep(&mut self, waiting: &[Arc<Pending>]) -> u64 {
        let new = waiting
            .iter()
            .filter(|pending| pending.after.seq > self.kept);
        let lines: Vec<String> = new
            .map(|pending| format!("{} {}\n", pending.before.hash, pending.body))
            .collect();
        self.tried = waiting.last().map_or(self.tried, |last| last.after.seq);
        let owner = if self.file.exists() {
            String::new()
        } else {
            format!("{OWNER}{}\n", self.workshop.display())
        };
        if add(&self.file, &(owner + &lines.concat())).is_ok() {
            self.kept = self.tried;
        }
        self.kept
    }

    /// Asks it once more for what it refused.
    pub(super) const fn again(&mut self) {
        self.tried = self.kept;
    }

    /// What earlier sittings left there, each entry once.
    pub(super) fn left(&self) -> Left {
        let mut left = Left::default();
        let mut seen = HashSet::new();
        for file in self.former.iter().chain([&self.file]) {
            let (before, entries) = read(file);
            left.before = left.before.or(before.first().copied());
            left.entries
                .extend(entries.into_iter().filter(|entry| seen.insert(entry.id)));
        }
        left
    }

    /// Forgets what is saved now.
    pub(super) fn clear(&mut self) {
        (self.kept, self.tried) = (0, 0);
        for file in self.former.drain(..).chain([self.file.clone()]) {
            let _was_empty = fs::remove_file(file);
        }
    }

    /// Puts entries that do not fit into the workshop aside, under a name that nothing reads but people.
    pub(super) fn set_aside(&self, misfits: &[&Entry]) -> io::Result<PathBuf> {
        let names = (1_u32..).map(|number| self.file.with_extension(format!("left-{number}")));
        let aside = names
            .into_iter()
            .find(|name| !name.exists())
            .unwrap_or_default();
        let lines: Result<Vec<String>, _> = misfits.iter().map(serde_json::to_string).collect();
        add(&aside, &(lines?.join("\n") + "\n"))?;
        Ok(aside)
    }
}

impl Left {
    /// What these entries come to on a journal that went on without them.
    ///
    /// There an undo would take back what someone else did, so it only takes back one of these.
    pub(super) fn net(self, head: ChainHash) -> Vec<Entry> {
        if self.before == Some(head) {
            return self.entries;
        }
        let mut done: Vec<Entry> = Vec::new();
        let mut undone: Vec<Entry> = Vec::new();
        for entry in self.entries {
            match entry.act {
                Act::Undo => {
                    undone.extend(done.iter().rposition(is_change).map(|at| done.remove(at)));
                }
                Act::Redo => done.extend(undone.pop()),
                Act::Do(_) => {
                    undone.clear();
                    done.push(entry);
                }
                Act::Mark(_) => done.push(entry),
            }
        }
        done
    }
}

const fn is_change(entry: &Entry) -> bool {
    matches!(entry.act, Act::Do(_))
}

/// Where the workshop file is whose entries a place holds; none when an earlier version did not say so.
fn owner(file: &Path) -> Option<PathBuf> {
    let text = fs::read_to_string(file).ok()?;
    text.lines().next()?.strip_prefix(OWNER).map(PathBuf::from)
}

/// The entries of a place, and the hashes of the journal before them.
fn read(file: &Path) -> (Vec<ChainHash>, Vec<Entry>) {
    let text = fs::read_to_string(file).unwrap_or_default();
    text.split_inclusive('\n').filter_map(read_line).unzip()
}

fn read_line(line: &str) -> Option<(ChainHash, Entry)> {
    let (before, body) = line.strip_suffix('\n')?.split_once(' ')?;
    Some((before.parse().ok()?, serde_json::from_str(body).ok()?))
}

fn add(file: &Path, lines: &str) -> io::Result<()> {
    let folder = place::folder(file);
    fs::create_dir_all(folder)?;
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    only_for_me(&mut options);
    let mut out = options.open(file)?;
    out.write_all(lines.as_bytes())?;
    out.sync_all()?;
    place::flush_folder(folder)
}

/// What a client said is nobody else's business.
#[cfg(unix)]
pub(super) fn only_for_me(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt as _;
    options.mode(0o600);
}

#[cfg(not(unix))]
pub(super) const fn only_for_me(_options: &mut OpenOptions) {}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use uuid::Uuid;

    use super::*;
    use crate::workshop::Change;

    fn entry(number: u128, act: Act) -> Entry {
        let at = DateTime::parse_from_rfc3339("2026-11-10T12:00:00+01:00").unwrap();
        Entry {
            id: Uuid::from_u128(number),
            at,
            by: "Ada".to_owned(),
            act,
        }
    }

    fn change() -> Act {
        Act::Do(vec![Change::SetPeople(Vec::new())])
    }

    fn numbers(entries: &[Entry]) -> Vec<u128> {
        entries.iter().map(|entry| entry.id.as_u128()).collect()
    }

    fn left() -> Left {
        let acts = [
            Act::Undo,
            change(),
            change(),
            Act::Mark("noon".to_owned()),
            Act::Undo,
            Act::Undo,
            Act::Redo,
        ];
        Left {
            before: Some(ChainHash::ROOT),
            entries: (1..).zip(acts).map(|(n, act)| entry(n, act)).collect(),
        }
    }

    #[test]
    fn on_the_same_journal_all_of_it_is_done_again() {
        assert_eq!(numbers(&left().net(ChainHash::ROOT)), [1, 2, 3, 4, 5, 6, 7]);
    }

    #[test]
    fn on_another_journal_only_its_own_entries_are_undone() {
        let other = ChainHash::ROOT.after(b"someone else");
        assert_eq!(numbers(&left().net(other)), [4, 2]);
    }

    #[test]
    fn a_line_that_was_cut_short_is_left_out() {
        let folder = tempfile::tempdir().unwrap();
        let spool = Spool::of(folder.path(), ChainHash::ROOT, Path::new("w.flipchart"));
        let body = serde_json::to_string(&entry(7, change())).unwrap();
        let line = format!("{} {body}\n", ChainHash::ROOT);
        for cut in 0..line.len() {
            clear_and_write(&spool, &format!("{line}{}", line.get(..cut).unwrap()));
            assert_eq!(numbers(&spool.left().entries), [7], "cut at {cut}");
        }
    }

    fn clear_and_write(spool: &Spool, text: &str) {
        let _none = fs::remove_file(&spool.file);
        add(&spool.file, text).unwrap();
    }
}
