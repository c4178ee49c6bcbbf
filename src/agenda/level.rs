//! Low, medium, high: the scale the room speaks in.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Low, medium or high; ordered from low to high.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Level {
    /// L.
    #[serde(rename = "L")]
    Low,
    /// M.
    #[serde(rename = "M")]
    Medium,
    /// H.
    #[serde(rename = "H")]
    High,
}

impl Level {
    /// All levels, low first.
    pub const ALL: [Self; 3] = [Self::Low, Self::Medium, Self::High];

    /// `L`, `M` or `H`.
    #[must_use]
    pub const fn letter(self) -> char {
        match self {
            Self::Low => 'L',
            Self::Medium => 'M',
            Self::High => 'H',
        }
    }

    /// The level as a word: `low`, `medium`, `high`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// Text that is not a level.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a level is L, M or H")]
pub struct LevelError;

impl FromStr for Level {
    type Err = LevelError;

    fn from_str(text: &str) -> Result<Self, LevelError> {
        match text.trim().to_ascii_lowercase().as_str() {
            "l" | "low" => Ok(Self::Low),
            "m" | "med" | "medium" => Ok(Self::Medium),
            "h" | "high" => Ok(Self::High),
            _ => Err(LevelError),
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.letter().encode_utf8(&mut [0; 4]))
    }
}
