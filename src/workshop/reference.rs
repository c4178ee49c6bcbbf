//! Short names of records that are never reused: `LI-12`, `WP-4`.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The short name of a record.
///
/// Made by the program it is a prefix, a hyphen and a number; from imported work packages it may be any
/// text without line breaks. Ordered by prefix, then by number: `LI-9` before `LI-12`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Reference(String);

impl Reference {
    /// The largest number that a file may give: a million further ones can follow it.
    pub const LARGEST: u32 = u32::MAX - 1_000_000;

    /// The reference with this prefix and number.
    #[must_use]
    pub fn numbered(prefix: &str, number: u32) -> Self {
        Self(format!("{prefix}-{number}"))
    }

    /// A reference from text that a file gave; trimmed.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.trim().to_owned())
    }

    /// The reference as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Prefix and number, when it has that form.
    #[must_use]
    pub fn parts(&self) -> Option<(&str, u32)> {
        // Every comparison in a map of records comes through here.
        let digits = self.0.bytes().rev().take_while(u8::is_ascii_digit);
        let (rest, number) = self.0.split_at(self.0.len() - digits.count());
        Some((rest.strip_suffix('-')?, number.parse().ok()?))
    }
}

impl Ord for Reference {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.parts(), other.parts()) {
            (Some(left), Some(right)) => left.cmp(&right).then_with(|| self.0.cmp(&other.0)),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => self.0.cmp(&other.0),
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
        out.pad(&self.0)
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
