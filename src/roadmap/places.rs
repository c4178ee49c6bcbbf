//! Which id stands where: the one look-up by name, done once when a network is checked.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{BuildHasherDefault, Hasher};

/// The place of each id; of several alike the first.
#[derive(Debug)]
pub(super) struct Places<'a>(HashMap<&'a str, u32, BuildHasherDefault<ShortText>>);

impl<'a> Places<'a> {
    /// Room for so many ids.
    pub(super) fn with_capacity(ids: usize) -> Self {
        Self(HashMap::with_capacity_and_hasher(
            ids,
            BuildHasherDefault::default(),
        ))
    }

    /// Enters an id; gives the place where it stands already, if it does.
    pub(super) fn enter(&mut self, id: &'a str, place: u32) -> Option<u32> {
        match self.0.entry(id) {
            Entry::Occupied(first) => Some(*first.get()),
            Entry::Vacant(free) => {
                free.insert(place);
                None
            }
        }
    }

    /// The place of an id.
    pub(super) fn of(&self, id: &str) -> Option<u32> {
        self.0.get(id).copied()
    }
}

/// Hashes eight bytes at a time: ids are short, and half of loading a large plan went into the
/// standard hash, which guards against an attacker that a local file does not have.
#[derive(Debug, Default)]
struct ShortText(u64);

impl Hasher for ShortText {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            let product = u128::from(self.0 ^ u64::from_le_bytes(word)) * u128::from(SPREAD);
            self.0 = low(product) ^ low(product >> 64);
        }
    }

    fn finish(&self) -> u64 {
        low((u128::from(self.0) * u128::from(SPREAD)) >> 32)
    }
}

/// 2⁶⁴ divided by the golden ratio, made odd.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

/// The lower half.
#[allow(
    clippy::cast_possible_truncation,
    reason = "the half is what is wanted"
)]
const fn low(product: u128) -> u64 {
    product as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_several_alike_counts() {
        let mut places = Places::with_capacity(2);
        assert_eq!(places.enter("WP-1", 0), None);
        assert_eq!(places.enter("WP-1", 1), Some(0));
        assert_eq!((places.of("WP-1"), places.of("WP-2")), (Some(0), None));
    }

    #[test]
    fn ids_that_differ_little_spread() {
        let hash = |id: String| {
            let mut text = ShortText::default();
            text.write(id.as_bytes());
            text.finish()
        };
        // The table takes low bits for the slot and the top seven for a first comparison.
        let slots: std::collections::HashSet<u64> = (0..10_000)
            .map(|number| hash(format!("WP-{number}")) & 0xffff)
            .collect();
        assert!(slots.len() > 8_500, "{}", slots.len());
        let tops: std::collections::HashSet<u64> = (0..1000)
            .map(|number| hash(format!("WP-{number}")) >> 57)
            .collect();
        assert!(tops.len() > 120, "{}", tops.len());
    }
}
