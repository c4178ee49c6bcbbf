//! Cells of the scorecard.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::record::Stamp;
use super::tally::Round;
use crate::agenda::{CriterionId, Environment, Level, OptionId};

/// Which cell of the scorecard.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CellKey {
    /// Production or pre-production.
    pub environment: Environment,
    /// The option scored.
    pub option: OptionId,
    /// On this criterion.
    pub criterion: CriterionId,
}

/// What a scored cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "&'static str", try_from = "String")]
pub enum Mark {
    /// A level.
    Level(Level),
    /// The criterion does not apply to the options of this environment.
    NotApplicable,
}

impl Mark {
    /// `L`, `M`, `H` or `-`.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Level(Level::Low) => "L",
            Self::Level(Level::Medium) => "M",
            Self::Level(Level::High) => "H",
            Self::NotApplicable => "-",
        }
    }
}

/// Text that is not a mark.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a score is L, M or H, or - where the criterion does not apply")]
pub struct MarkError;

impl FromStr for Mark {
    type Err = MarkError;

    fn from_str(text: &str) -> Result<Self, MarkError> {
        match text.trim() {
            "-" => Ok(Self::NotApplicable),
            level => level.parse().map(Self::Level).map_err(|_error| MarkError),
        }
    }
}

impl From<Mark> for &'static str {
    fn from(mark: Mark) -> Self {
        mark.symbol()
    }
}

impl TryFrom<String> for Mark {
    type Error = MarkError;

    fn try_from(text: String) -> Result<Self, MarkError> {
        text.parse()
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.symbol())
    }
}

/// How a cell came by its level.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Provenance {
    /// The room voted.
    Voted,
    /// Proposed and not challenged.
    Accepted,
    /// Taken over from the other environment.
    Inherited,
    /// The facilitators' draft, not yet seen by the room.
    #[default]
    Draft,
}

impl Provenance {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Voted, Self::Accepted, Self::Inherited, Self::Draft];

    /// The word in files and on the screen.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Voted => "voted",
            Self::Accepted => "accepted",
            Self::Inherited => "inherited",
            Self::Draft => "draft",
        }
    }
}

/// A cell of the scorecard that has been touched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Score {
    /// The level; none while it is not scored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<Mark>,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rationale: String,
    /// How it came by its level.
    #[serde(default)]
    pub provenance: Provenance,
    /// When and by whom it was last set.
    pub set: Stamp,
}

impl Score {
    /// What a cell says after its rounds: the median of the last that has one, and why as before; `None` when
    /// nobody ever said a level.
    pub(in crate::workshop) fn voted(rounds: &[Round], before: Option<&Self>) -> Option<Self> {
        let last = Round::deciding(rounds)?;
        Some(Self {
            mark: Some(Mark::Level(last.tally.median()?)),
            rationale: before
                .map(|score| score.rationale.clone())
                .unwrap_or_default(),
            provenance: Provenance::Voted,
            set: last.set.clone(),
        })
    }
}
