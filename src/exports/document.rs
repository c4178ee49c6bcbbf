//! The three documents.

use serde::Serialize;

/// One of the documents that stakeholders read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Document {
    /// What to do and why: one page, then the evidence.
    Recommendation,
    /// In which order, by when, and what could delay it.
    Roadmap,
    /// Everything that was said.
    Workshop,
}

impl Document {
    /// All three, in the order in which they are read.
    pub const ALL: [Self; 3] = [Self::Recommendation, Self::Roadmap, Self::Workshop];

    /// Its name on the command line and in the front matter.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Recommendation => "recommendation",
            Self::Roadmap => "roadmap",
            Self::Workshop => "workshop",
        }
    }

    /// The file it is written to.
    #[must_use]
    pub const fn file(self) -> &'static str {
        match self {
            Self::Recommendation => "recommendation.md",
            Self::Roadmap => "roadmap.md",
            Self::Workshop => "workshop.md",
        }
    }

    /// Its level-1 heading.
    #[must_use]
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Recommendation => "Recommendation",
            Self::Roadmap => "Roadmap",
            Self::Workshop => "Workshop documentation",
        }
    }
}
