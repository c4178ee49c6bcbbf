//! Short names of records that are never reused: `LI-12`, `WP-4`.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::agenda::shared;

/// The short name of a record.
///
/// Made by the program it is a prefix, a hyphen and a number; from imported work packages it may be any
/// text without line breaks. Ordered by prefix, then by number: `LI-9` before `LI-12`.
#[derive(Debug, Clone)]
pub struct Reference {
    /// Shared by all that name the record.
    text: Arc<str>,
    split: Option<Split>,
}

/// What every comparison in a map of records asks for, so that few have to look at the text.
#[derive(Debug, Clone, Copy)]
struct Split {
    /// Bytes of the prefix.
    prefix: u32,
    /// The first of them, as a number that has their order.
    begins: u32,
    number: u32,
}

impl Reference {
    /// The largest number that a file may give: a million further ones can follow it.
    pub const LARGEST: u32 = u32::MAX - 1_000_000;

    /// The reference with this prefix and number.
    #[must_use]
    pub fn numbered(prefix: &str, number: u32) -> Self {
        Self::exactly(format!("{prefix}-{number}").into())
    }

    /// A reference from text that a file gave; trimmed.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self::exactly(text.trim().into())
    }

    fn exactly(text: Arc<str>) -> Self {
        let split = Split::of(&text);
        Self { text, split }
    }

    /// The reference as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Prefix and number, when it has that form.
    #[must_use]
    pub fn parts(&self) -> Option<(&str, u32)> {
        let split = self.split?;
        Some((self.text.get(..split.prefix as usize)?, split.number))
    }
}

impl Split {
    fn of(text: &str) -> Option<Self> {
        let digits = text.bytes().rev().take_while(u8::is_ascii_digit);
        let (rest, number) = text.split_at(text.len() - digits.count());
        let prefix = rest.strip_suffix('-')?;
        let mut first = [0; 4];
        first
            .iter_mut()
            .zip(prefix.bytes())
            .for_each(|(to, from)| *to = from);
        Some(Self {
            prefix: prefix.len().try_into().ok()?,
            begins: u32::from_be_bytes(first),
            number: number.parse().ok()?,
        })
    }

    /// Whether the first bytes are the whole of the prefix.
    const fn is_short(self) -> bool {
        self.prefix <= 4
    }
}

impl PartialEq for Reference {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Reference {}

impl Hash for Reference {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl Serialize for Reference {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Reference {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        shared(from).map(Self::exactly)
    }
}

impl Ord for Reference {
    fn cmp(&self, other: &Self) -> Ordering {
        if Arc::ptr_eq(&self.text, &other.text) {
            return Ordering::Equal;
        }
        let by_text = || self.text.cmp(&other.text);
        match (self.split, other.split) {
            (Some(left), Some(right)) if left.is_short() && left.prefix == right.prefix => left
                .begins
                .cmp(&right.begins)
                .then(left.number.cmp(&right.number))
                .then_with(by_text),
            (Some(_), Some(_)) => self.parts().cmp(&other.parts()).then_with(by_text),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => by_text(),
        }
    }
}

impl PartialOrd for Reference {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(&self.text)
    }
}

impl FromStr for Reference {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self::new(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_ordered_as_numbers() {
        let mut all: Vec<Reference> = ["WP-1", "LI-12", "zeta", "LI-9", "A-100", "LI-09"]
            .into_iter()
            .map(Reference::new)
            .collect();
        all.sort();
        let names: Vec<&str> = all.iter().map(Reference::as_str).collect();
        assert_eq!(names, ["A-100", "LI-09", "LI-9", "LI-12", "WP-1", "zeta"]);
    }

    proptest::proptest! {
        #[test]
        fn the_order_is_that_of_prefix_number_and_text(
            left in "[AB\0é]{0,6}-?0?[0-2]{0,2}", right in "[AB\0é]{0,6}-?0?[0-2]{0,2}"
        ) {
            let (left, right) = (Reference::new(&left), Reference::new(&right));
            // Without a prefix and number last.
            let key = |one: &Reference| {
                let parts = one.parts().map(|(prefix, number)| (prefix.to_owned(), number));
                (parts.is_none(), parts, one.as_str().to_owned())
            };
            proptest::prop_assert_eq!(left.cmp(&right), key(&left).cmp(&key(&right)));
        }
    }
}
