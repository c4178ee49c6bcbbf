//! Puts what was found in the order of the chain, and tells what is sound from what is not.

use std::collections::{BTreeMap, HashSet};

use super::super::chain::ChainHash;
use super::find::{Candidate, Found};
use super::mend::mend;
use crate::workshop::Entry;

/// So many bits of a stored hash may differ from the hash that its entry has: by chance no two are as near.
const NEAR: u32 = 16;

/// What became of an entry.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Fate {
    /// As it was written: its hash, or that of the next, says so.
    Sound(Entry),
    /// One bit was flipped back, and its hash says that this is what was written.
    Mended(Entry),
    /// It can be read, but no hash says whether it is what was written.
    Doubtful(Entry),
    /// Nothing of it can be read.
    Lost,
}

impl Fate {
    /// The entry, however it was found.
    pub(super) const fn entry(&self) -> Option<&Entry> {
        match self {
            Self::Sound(entry) | Self::Mended(entry) | Self::Doubtful(entry) => Some(entry),
            Self::Lost => None,
        }
    }

    /// Whether a hash says that it is what was written.
    pub(super) const fn is_proved(&self) -> bool {
        matches!(self, Self::Sound(_) | Self::Mended(_))
    }
}

/// The journal as it was found.
#[derive(Debug)]
pub(super) struct Chain {
    /// What became of each entry, the first first.
    pub(super) fates: Vec<Fate>,
    /// The hash after each entry, where that is known.
    pub(super) hashes: Vec<Option<ChainHash>>,
}

/// Those candidates that say their number, by it, and those that do not or lie.
struct Sorted<'f> {
    numbered: BTreeMap<u64, Vec<&'f Candidate>>,
    loose: Vec<&'f Candidate>,
}

/// Follows the chain from its beginning.
pub(super) fn follow(found: &Found) -> Chain {
    let mut sorted = Sorted::of(found);
    let last = sorted.last(found);
    sorted.loosen();
    let mut before = Some(ChainHash::ROOT);
    let (mut fates, mut hashes) = (Vec::new(), Vec::new());
    for seq in 1..=last.saturating_add(sorted.loose.len() as u64) {
        let (fate, after) = sorted.next(seq, before);
        if seq > last && !fate.is_proved() {
            break;
        }
        fates.push(fate);
        hashes.push(after);
        before = after;
    }
    lose_doubles(&mut fates);
    Chain { fates, hashes }
}

/// An id is given once: what has that of another entry, a proved one before all, is not what was written there.
fn lose_doubles(fates: &mut [Fate]) {
    let mut given = HashSet::new();
    for proved in [true, false] {
        for fate in fates.iter_mut().filter(|fate| fate.is_proved() == proved) {
            if fate.entry().is_some_and(|entry| !given.insert(entry.id)) {
                *fate = Fate::Lost;
            }
        }
    }
}

impl<'f> Sorted<'f> {
    fn of(found: &'f Found) -> Self {
        let mut sorted = Self {
            numbered: BTreeMap::new(),
            loose: Vec::new(),
        };
        for candidate in &found.candidates {
            match candidate.seq {
                Some(seq) => sorted.numbered.entry(seq).or_default().push(candidate),
                None => sorted.loose.push(candidate),
            }
        }
        sorted
    }

    /// The number of the last entry that there was: a number far from all others is damaged itself.
    fn last(&self, found: &Found) -> u64 {
        let linked = |seq: &u64| {
            let own = self.numbered.get(seq).into_iter().flatten();
            own.into_iter().any(|one| self.leads_on(*seq, one.hash))
        };
        let linked = self.numbered.keys().rev().find(|seq| linked(seq));
        let sure = linked.map_or(0, |seq| seq + 1);
        let near = |many: usize| sure.saturating_add(many as u64);
        let numbered = self.numbered.keys().copied();
        let numbered = numbered.filter(|seq| *seq <= near(self.numbered.len()));
        let done = found.done.keys().copied();
        let done = done.filter(|seq| *seq <= near(found.done.len()));
        numbered.chain(done).max().unwrap_or(0)
    }

    /// What does not follow the number before it may have a damaged number.
    fn loosen(&mut self) {
        let linked = |(seq, all): (&u64, &Vec<&'f Candidate>)| {
            let before = seq.checked_sub(1).and_then(|seq| self.numbered.get(&seq));
            let odd = all.iter().copied().filter(|one| {
                let mut hashes = before.into_iter().flatten().map(|before| before.hash);
                !hashes.any(|hash| hash.after(&one.body) == one.hash)
            });
            odd.filter(|_| *seq != 1).collect::<Vec<_>>()
        };
        let odd: Vec<&Candidate> = self.numbered.iter().flat_map(linked).collect();
        self.loose.extend(odd);
    }

    /// What became of the entry of this number, and the hash after it.
    fn next(&self, seq: u64, before: Option<ChainHash>) -> (Fate, Option<ChainHash>) {
        let own = self.numbered.get(&seq).map_or(&[][..], Vec::as_slice);
        if let Some(before) = before {
            let all = || own.iter().chain(&self.loose).copied();
            if let Some((body, after)) = self.sound(seq, before, all())
                && let Ok(entry) = serde_json::from_slice(body)
            {
                return (Fate::Sound(entry), Some(after));
            }
            let mended = own.iter().find_map(|one| {
                let near = where_it_breaks(&one.body);
                Some((mend(before, &one.body, one.hash, near)?, one.hash))
            });
            if let Some((body, after)) = mended
                && let Ok(entry) = serde_json::from_slice(&body)
            {
                return (Fate::Mended(entry), Some(after));
            }
        }
        let hashes = || own.iter().map(|one| one.hash);
        let after = hashes().find(|hash| self.leads_on(seq, *hash));
        let readable = |one: &&&Candidate| read(&one.body).is_some();
        let likely = own.iter().filter(|one| Some(one.hash) == after);
        let fate = likely.chain(own).find(readable);
        let fate = fate.and_then(|one| read(&one.body));
        let after = after.or_else(|| hashes().next());
        (fate.map_or(Fate::Lost, Fate::Doubtful), after)
    }

    /// The candidate that follows a hash, that which the next one follows before others; and the hash after it.
    fn sound<'c>(
        &self,
        seq: u64,
        before: ChainHash,
        all: impl Iterator<Item = &'c Candidate>,
    ) -> Option<(&'c [u8], ChainHash)> {
        let mut fits = Vec::new();
        let mut nearly = Vec::new();
        for one in all {
            let hash = before.after(&one.body);
            match bits(hash, one.hash) {
                0 => fits.push((one.body.as_slice(), hash)),
                // The hash is damaged, and the entry is not.
                1..=NEAR => nearly.push((one.body.as_slice(), hash)),
                _ if self.leads_on(seq, hash) => nearly.push((one.body.as_slice(), hash)),
                _ => {}
            }
        }
        let on = fits.iter().find(|(_, hash)| self.leads_on(seq, *hash));
        on.or_else(|| fits.first())
            .or_else(|| nearly.first())
            .copied()
    }

    /// Whether the entry after this number was written after this hash.
    fn leads_on(&self, seq: u64, hash: ChainHash) -> bool {
        let next = self.numbered.get(&(seq + 1)).into_iter().flatten();
        next.into_iter()
            .any(|one| hash.after(&one.body) == one.hash)
    }
}

/// How many bits differ.
fn bits(one: ChainHash, other: ChainHash) -> u32 {
    let pairs = one.as_bytes().iter().zip(other.as_bytes());
    pairs.map(|(one, other)| (one ^ other).count_ones()).sum()
}

fn read(body: &[u8]) -> Option<Entry> {
    serde_json::from_slice(body).ok()
}

/// About where the bytes of an entry stop to make sense; where they do not, 0.
fn where_it_breaks(body: &[u8]) -> usize {
    match std::str::from_utf8(body) {
        Err(error) => error.valid_up_to(),
        Ok(text) => match serde_json::from_str::<Entry>(text) {
            // The text is one line.
            Err(error) => error.column(),
            Ok(_) => 0,
        },
    }
}
