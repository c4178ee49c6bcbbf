//! Whether the log beside a workshop file is damaged where SQLite would say nothing.
//!
//! SQLite reads a log up to the first page that does not match its sum, and takes what follows for what a power cut
//! has left. A transaction is flushed before the next begins, so more than one behind such a page means damage.
//! The sums are those of section 4.2 of <https://sqlite.org/fileformat2.html>.

use super::pages::{FRAME_HEAD, LOG_HEAD, USUAL, number, page_size};

/// How a log begins whose sums read words with the highest byte first; one less with the lowest first.
const MAGIC: usize = 0x377f_0683;

/// The two running sums.
type Sums = (u32, u32);

/// What the head of a log says, when it matches its own sum.
struct Head {
    size: usize,
    highest_first: bool,
    sums: Sums,
}

impl Head {
    fn of(log: &[u8]) -> Option<Self> {
        let magic = number(log, 0, 4).filter(|magic| magic | 1 == MAGIC)?;
        let highest_first = magic & 1 == 1;
        let sums = add((0, 0), log.get(..24)?, highest_first);
        (stored(log, 24)? == sums).then_some(Self {
            size: page_size(number(log, 8, 4))?,
            highest_first,
            sums,
        })
    }
}

/// Whether transactions that were flushed cannot be read.
pub(in super::super) fn is_broken(log: &[u8]) -> bool {
    let Some(head) = Head::of(log) else {
        // It is flushed before the second page of the log is written.
        return log.len() > LOG_HEAD + FRAME_HEAD + USUAL;
    };
    let (mut sums, mut unread, salt) = (Some(head.sums), 0, salt(log));
    let add = |sums, bytes| add(sums, bytes, head.highest_first);
    for frame in frames(log, head.size) {
        if !is_own(frame, salt) {
            // What an older generation has left is not counted; a damaged page hides what comes behind it.
            sums = None;
            continue;
        }
        let (start, page) = frame.split_at(FRAME_HEAD);
        sums = sums.map(|sums| add(add(sums, &start[..8]), page));
        sums = sums.filter(|sums| stored(start, 16) == Some(*sums) && &start[8..16] == salt);
        let commits = number(start, 4, 4) != Some(0);
        unread += usize::from(sums.is_none() && commits);
    }
    unread > 1
}

/// The pages of a log, each behind its head.
pub(super) fn frames(log: &[u8], size: usize) -> impl Iterator<Item = &[u8]> {
    let frames = log.get(LOG_HEAD..).unwrap_or_default();
    frames.chunks_exact(FRAME_HEAD + size)
}

/// What marks the pages that belong to a log since it last began anew: of its head, or of its first page where that is
/// damaged.
pub(super) fn salt(log: &[u8]) -> &[u8] {
    let at = if Head::of(log).is_some() {
        16
    } else {
        LOG_HEAD + 8
    };
    log.get(at..at + 8).unwrap_or_default()
}

/// Whether a page was written since its log last began anew. Half of the salt is random and the other half counts, so
/// that one bit that differs was flipped.
pub(super) fn is_own(frame: &[u8], salt: &[u8]) -> bool {
    let pairs = frame.iter().skip(8).zip(salt);
    let differ: u32 = pairs.map(|(one, other)| (one ^ other).count_ones()).sum();
    differ <= 1
}

fn stored(bytes: &[u8], at: usize) -> Option<Sums> {
    let word = |at| u32::try_from(number(bytes, at, 4)?).ok();
    word(at).zip(word(at + 4))
}

fn add(sums: Sums, bytes: &[u8], highest_first: bool) -> Sums {
    let word = |bytes: &[u8]| {
        let bytes = bytes.try_into().unwrap_or_default();
        if highest_first {
            u32::from_be_bytes(bytes)
        } else {
            u32::from_le_bytes(bytes)
        }
    };
    bytes.chunks_exact(8).fold(sums, |(first, second), pair| {
        let first = first.wrapping_add(word(&pair[..4])).wrapping_add(second);
        let second = second.wrapping_add(word(&pair[4..])).wrapping_add(first);
        (first, second)
    })
}
