//! What is quick for the many short texts of a large plan: to look them up, and to see that nothing is around them.

use std::hash::{BuildHasherDefault, Hasher};

/// For maps by short texts of a local file.
pub type ShortTexts = BuildHasherDefault<ShortText>;

/// Hashes eight bytes at a time: ids are short, and half of loading a large plan went into the
/// standard hash, which guards against an attacker that a local file does not have.
#[derive(Debug, Default)]
pub struct ShortText(u64);

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

/// The text without blanks around it; most have none, which their first and last letter say.
#[must_use]
pub fn trimmed(text: &str) -> &str {
    match text.as_bytes() {
        [b'!'..=b'~', .., b'!'..=b'~'] => text,
        _ => text.trim(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

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

    proptest! {
        #[test]
        fn nothing_but_blanks_goes(text in "[ \\t\u{a0}\u{3000}aé~!]{0,6}") {
            prop_assert_eq!(trimmed(&text), text.trim());
        }
    }
}
