//! Whether the log beside a workshop file is damaged where SQLite would say nothing.
//!
//! SQLite reads a log up to the first page that does not match its sum, and takes what follows for what a power cut
//! has left. A transaction is flushed before the next begins, so more than one behind such a page means damage.
//! The sums are those of section 4.2 of <https://sqlite.org/fileformat2.html>.

use super::pages::{FRAME_HEAD, LOG_HEAD, number};

/// How a log begins whose sums read words with the highest byte first; one less with the lowest first.
const MAGIC: usize = 0x377f_0683;

/// The two running sums.
type Sums = (u32, u32);

/// Whether transactions that were flushed cannot be read.
pub(in super::super) fn is_broken(log: &[u8]) -> bool {
    let Some(size) = number(log, 8, 4).filter(|size| (512..=65_536).contains(size)) else {
        return log.len() > LOG_HEAD;
    };
    let highest_first = number(log, 0, 4).map(|magic| magic & 1) == Some(1);
    let begins = number(log, 0, 4).is_some_and(|magic| magic | 1 == MAGIC);
    let mut sums = log.get(..24).map(|head| add((0, 0), head, highest_first));
    sums = sums.filter(|sums| begins && stored(log, 24) == Some(*sums));
    let frames = log.get(LOG_HEAD..).unwrap_or_default();
    let salt = match sums {
        Some(_) => log.get(16..24),
        None => frames.get(8..16),
    };
    let mut unread = 0;
    for frame in frames.chunks_exact(FRAME_HEAD + size) {
        if frame.get(8..16) != salt {
            break;
        }
        let (head, page) = frame.split_at(FRAME_HEAD);
        sums = sums.map(|sums| add(add(sums, &head[..8], highest_first), page, highest_first));
        sums = sums.filter(|sums| stored(head, 16) == Some(*sums));
        let commits = number(head, 4, 4) != Some(0);
        unread += usize::from(sums.is_none() && commits);
    }
    unread > 1
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
