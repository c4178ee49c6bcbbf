//! The pages of a workshop file and of the log beside it, read as bytes: SQLite refuses a file that is torn.
//!
//! The layout is that of the SQLite file format (<https://sqlite.org/fileformat2.html>): sections 1.6 (pages and
//! cells), 2.1 (records) and 4.1 (the log).

use std::collections::{BTreeMap, HashSet};

use super::log;

/// Of a log: its own head, and the head of each page in it.
pub(super) const LOG_HEAD: usize = 32;
pub(super) const FRAME_HEAD: usize = 24;

/// The page size of every workshop file that this program has made.
pub(super) const USUAL: usize = 4096;

/// Which way the rest of an entry is looked for that does not fit into its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// As each page says, with the log before the file.
    Said,
    /// As each page says, in the file alone.
    Below,
    /// Page after page: a file that only grows is written so.
    Next,
}

impl Way {
    pub(super) const ALL: [Self; 3] = [Self::Said, Self::Below, Self::Next];
}

/// All pages there are.
pub(super) struct Pages<'b> {
    size: usize,
    file: &'b [u8],
    /// The newest page of each number in the log.
    newest: BTreeMap<usize, &'b [u8]>,
    /// Pages of the log that newer ones have replaced, or that were in the file before the log began anew.
    replaced: Vec<&'b [u8]>,
}

/// A value of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    Null,
    Number(i64),
    Text(String),
    Bytes,
}

impl<'b> Pages<'b> {
    /// The pages of a file and its log; either may be cut short or overwritten.
    pub(super) fn new(file: &'b [u8], log: &'b [u8]) -> Self {
        let size = page_size(number(file, 16, 2)).or_else(|| page_size(number(log, 8, 4)));
        let size = size.unwrap_or(USUAL);
        let (mut newest, mut replaced) = (BTreeMap::new(), Vec::new());
        let salt = log::salt(log);
        for frame in log::frames(log, size) {
            let page = frame.get(FRAME_HEAD..).unwrap_or_default();
            let at = number(frame, 0, 4).unwrap_or_default();
            if log::is_own(frame, salt) {
                replaced.extend(newest.insert(at, page));
            } else {
                replaced.push(page);
            }
        }
        Self {
            size,
            file,
            newest,
            replaced,
        }
    }

    /// The pages that are in use: the log's, then the file's.
    pub(super) fn current(&self) -> impl Iterator<Item = &'b [u8]> {
        let free = self.free();
        let newest = self.newest.iter().map(|(at, page)| (*at, *page));
        let file = (1..).zip(self.file.chunks(self.size));
        let file = file.filter(|(at, _)| !self.newest.contains_key(at));
        let used = newest.chain(file).filter(move |(at, _)| !free.contains(at));
        used.map(|(_, page)| page)
    }

    /// Every page, those of the log and of the file first: the rest was replaced.
    pub(super) fn all(&self) -> impl Iterator<Item = &'b [u8]> {
        let newest = self.newest.values().copied();
        let replaced = self.replaced.clone().into_iter();
        newest.chain(self.file.chunks(self.size)).chain(replaced)
    }

    /// The numbers of the pages that nothing uses any more (section 1.5), as far as the list of them can be read.
    fn free(&self) -> HashSet<usize> {
        let mut free = HashSet::new();
        let first = self.page(1, Way::Said).unwrap_or_default();
        let first = Some(first).filter(|page| page.starts_with(b"SQLite format 3\0"));
        let mut next = first.and_then(|page| number(page, 32, 4));
        // A list that comes back to itself is damaged.
        while let Some(at) = next.filter(|at| free.insert(*at)) {
            let Some(trunk) = self.page(at, Way::Said) else {
                break;
            };
            let count = number(trunk, 4, 4).unwrap_or_default();
            let leaves = trunk.get(8..).unwrap_or_default().chunks_exact(4);
            free.extend(leaves.take(count).filter_map(|leaf| number(leaf, 0, 4)));
            next = number(trunk, 0, 4);
        }
        free
    }

    /// How many pages the file says it has, when it has fewer.
    pub(super) fn cut_short(&self) -> Option<(usize, usize)> {
        let said =
            number(self.file, 28, 4).filter(|_| self.file.starts_with(b"SQLite format 3\0"))?;
        let there = self.file.len() / self.size;
        (there < said && self.newest.is_empty()).then_some((there, said))
    }

    fn page(&self, at: usize, way: Way) -> Option<&'b [u8]> {
        let newest = self.newest.get(&at).copied();
        let start = at.checked_sub(1)?.checked_mul(self.size)?;
        let below = self.file.get(start..start.checked_add(self.size)?);
        if way == Way::Below {
            below
        } else {
            newest.or(below)
        }
    }

    /// The `long` bytes of a row that begins at `at` of a page, up to `most` of them there and the rest elsewhere.
    fn row(&self, page: &[u8], at: usize, long: usize, most: usize, way: Way) -> Option<Vec<u8>> {
        let local = self.local(long, most);
        let mut row = page.get(at..at.checked_add(local)?)?.to_vec();
        if local < long {
            let mut next = number(page, at + local, 4)?;
            self.extend(&mut row, &mut next, long, way)?;
        }
        Some(row)
    }

    fn extend(&self, row: &mut Vec<u8>, next: &mut usize, long: usize, way: Way) -> Option<()> {
        if long > self.file.len() + (self.newest.len() + self.replaced.len()) * self.size {
            return None;
        }
        while row.len() < long {
            let page = self.page(*next, way)?;
            let part = page.get(4..)?;
            row.extend_from_slice(part.get(..part.len().min(long - row.len()))?);
            *next = match way {
                Way::Next => *next + 1,
                _ => number(page, 0, 4)?,
            };
        }
        Some(())
    }

    /// How much of a row lies in its own page.
    const fn local(&self, long: usize, most: usize) -> usize {
        if long <= most {
            return long;
        }
        let least = (self.size - 12) * 32 / 255 - 23;
        let some = least + (long - least) % (self.size - 4);
        if some <= most { some } else { least }
    }

    /// A row of a table with numbered rows.
    pub(super) fn table_row(
        &self,
        page: &[u8],
        at: usize,
        long: usize,
        way: Way,
    ) -> Option<Vec<u8>> {
        self.row(page, at, long, self.size - 35, way)
    }

    /// All that follows `at` of a page to its end, and in the pages that it leads to: for a row whose length is lost.
    pub(super) fn rest(&self, page: &[u8], at: usize, way: Way) -> Vec<u8> {
        let end = page.len().saturating_sub(4);
        let mut rest = page.get(at..end).unwrap_or_default().to_vec();
        let mut next = number(page, end, 4).unwrap_or_default();
        // Ends where the pages do: that is no error here.
        let _all_there_is = self.extend(&mut rest, &mut next, self.file.len(), way);
        rest
    }

    /// The rows of a page that is sound, with their numbers where the table has numbers.
    pub(super) fn rows(&self, page: &[u8]) -> Vec<(Option<u64>, Vec<Cell>)> {
        let (head, child, numbered) = match page.first() {
            Some(0x0d) => (8, 0, true),
            Some(0x0a) => (8, 0, false),
            Some(0x02) => (12, 4, false),
            _ => return Vec::new(),
        };
        let count = number(page, 3, 2).unwrap_or_default();
        let places = (0..count).filter_map(|at| number(page, head + 2 * at, 2));
        let read = |at: usize| {
            let (long, mut at) = varint(page, at + child)?;
            let mut seq = None;
            if numbered {
                let (found, after) = varint(page, at)?;
                (seq, at) = (Some(found), after);
            }
            let most = if numbered {
                self.size - 35
            } else {
                (self.size - 12) * 64 / 255 - 23
            };
            let long = usize::try_from(long).ok()?;
            Some((seq, cells(&self.row(page, at, long, most, Way::Said)?)?))
        };
        places.filter_map(read).collect()
    }
}

/// A size that pages can have.
pub(super) fn page_size(said: Option<usize>) -> Option<usize> {
    let size = if said == Some(1) { 65_536 } else { said? };
    (size.is_power_of_two() && (512..=65_536).contains(&size)).then_some(size)
}

/// A number of so many bytes, the highest first.
pub(super) fn number(bytes: &[u8], at: usize, long: usize) -> Option<usize> {
    let bytes = bytes.get(at..at.checked_add(long)?)?;
    Some(
        bytes
            .iter()
            .fold(0, |sum, byte| sum << 8 | usize::from(*byte)),
    )
}

/// A number of one to nine bytes, and where it ends.
pub(super) fn varint(bytes: &[u8], at: usize) -> Option<(u64, usize)> {
    let mut sum = 0_u64;
    for (place, byte) in bytes.get(at..)?.iter().take(9).enumerate() {
        if place == 8 {
            return Some((sum << 8 | u64::from(*byte), at + 9));
        }
        sum = sum << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some((sum, at + place + 1));
        }
    }
    None
}

/// The values of a row.
fn cells(row: &[u8]) -> Option<Vec<Cell>> {
    let (head, mut at) = varint(row, 0)?;
    let mut place = usize::try_from(head).ok()?;
    let end = place;
    let mut cells = Vec::new();
    while at < end {
        let (kind, after) = varint(row, at)?;
        at = after;
        let long = match kind {
            0 | 8 | 9 => 0,
            1..=4 => kind,
            5 => 6,
            6 | 7 => 8,
            10 | 11 => return None,
            _ => (kind - 12) / 2,
        };
        let after = place.checked_add(usize::try_from(long).ok()?)?;
        let bytes = row.get(place..after)?;
        cells.push(match kind {
            0 => Cell::Null,
            8 => Cell::Number(0),
            9 => Cell::Number(1),
            1..=7 => Cell::Number(i64::try_from(number(bytes, 0, bytes.len())?).ok()?),
            text if text % 2 == 1 => Cell::Text(std::str::from_utf8(bytes).ok()?.to_owned()),
            _ => Cell::Bytes,
        });
        place = after;
    }
    Some(cells)
}
