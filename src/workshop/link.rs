//! Links between records, and between records and cells of the scorecard.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::reference::Reference;
use super::score::CellKey;

/// One end of a link.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Node {
    /// A record.
    Record(Reference),
    /// A cell of the scorecard; as the end of a `closes` link, the gap of that option on that criterion.
    Cell(CellKey),
}

impl Node {
    /// The record's reference, if it is one.
    #[must_use]
    pub const fn record(&self) -> Option<&Reference> {
        match self {
            Self::Record(id) => Some(id),
            Self::Cell(_) => None,
        }
    }
}

impl From<Reference> for Node {
    fn from(id: Reference) -> Self {
        Self::Record(id)
    }
}

impl From<CellKey> for Node {
    fn from(cell: CellKey) -> Self {
        Self::Cell(cell)
    }
}

/// What a link says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// From a cell of the scorecard to the record that speaks for its level.
    Evidence,
    /// From a work package to one that depends on it.
    Precedes(Precedence),
    /// From a work package to the gap that it closes.
    Closes,
    /// The two have to do with each other.
    Relates,
    /// The first speaks for the second.
    Supports,
    /// The first answers the second.
    Answers,
    /// The first makes the second less likely or less harmful.
    Mitigates,
}

impl Relation {
    /// All relations; that of work packages as finish to start.
    pub const ALL: [Self; 7] = [
        Self::Relates,
        Self::Supports,
        Self::Answers,
        Self::Mitigates,
        Self::Evidence,
        Self::Closes,
        Self::Precedes(Precedence::FinishStart),
    ];

    /// The word in files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Evidence => "evidence",
            Self::Precedes(_) => "precedes",
            Self::Closes => "closes",
            Self::Relates => "relates",
            Self::Supports => "supports",
            Self::Answers => "answers",
            Self::Mitigates => "mitigates",
        }
    }
}

/// How a work package depends on another.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Precedence {
    /// It starts after the other has finished.
    #[default]
    #[serde(rename = "FS")]
    FinishStart,
    /// It starts after the other has started.
    #[serde(rename = "SS")]
    StartStart,
    /// It finishes after the other has finished.
    #[serde(rename = "FF")]
    FinishFinish,
    /// It finishes after the other has started.
    #[serde(rename = "SF")]
    StartFinish,
}

impl Precedence {
    /// All four, the usual one first.
    pub const ALL: [Self; 4] = [
        Self::FinishStart,
        Self::StartStart,
        Self::FinishFinish,
        Self::StartFinish,
    ];

    /// `FS`, `SS`, `FF` or `SF`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::FinishStart => "FS",
            Self::StartStart => "SS",
            Self::FinishFinish => "FF",
            Self::StartFinish => "SF",
        }
    }
}

impl fmt::Display for Precedence {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.code())
    }
}

/// Which link: there is at most one of a kind between two ends.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LinkKey {
    /// Where it begins.
    pub from: Node,
    /// Where it leads.
    pub to: Node,
    /// What it says.
    pub relation: Relation,
}

impl LinkKey {
    /// The link between these ends.
    #[must_use]
    pub fn new(from: impl Into<Node>, relation: Relation, to: impl Into<Node>) -> Self {
        Self {
            from: from.into(),
            to: to.into(),
            relation,
        }
    }
}

/// What else is known of a link.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The reason, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// Working time between the two, such as `1d` or `-4h`; only of work packages.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub lag: String,
}
