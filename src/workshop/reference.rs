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
    /// Bytes of the prefix, and the number, when it has that form: every comparison in a map of records asks for them.
    split: Option<(u32, u32)>,
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
        let digits = text.bytes().rev().take_while(u8::is_ascii_digit);
        let (rest, number) = text.split_at(text.len() - digits.count());
        let prefix = rest
            .strip_suffix('-')
            .and_then(|rest| rest.len().try_into().ok());
        Self {
            split: prefix.zip(number.parse().ok()),
            text,
        }
    }

    /// The reference as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Prefix and number, when it has that form.
    #[must_use]
    pub fn parts(&self) -> Option<(&str, u32)> {
        let (prefix, number) = self.split?;
        Some((self.text.get(..prefix as usize)?, number))
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
        match (self.parts(), other.parts()) {
            (Some(left), Some(right)) => left.cmp(&right).then_with(|| self.text.cmp(&other.text)),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => self.text.cmp(&other.text),
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
}
