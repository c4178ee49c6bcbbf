//! Blocks of the agenda, their topics and outputs.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::ids::{BlockId, ColumnId, Environment, OutputId, SheetId, TopicId};
use super::level::Level;
use super::time::TimeOfDay;

/// A timed slot of the agenda.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Block {
    /// Its name in files.
    pub id: BlockId,
    /// Its heading.
    pub title: String,
    /// A name of at most 16 characters for the agenda rail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short: Option<String>,
    /// What happens in it.
    pub kind: BlockKind,
    /// When it begins.
    #[cfg_attr(test, schemars(with = "String"))]
    pub start: TimeOfDay,
    /// When it ends; after its start.
    #[cfg_attr(test, schemars(with = "String"))]
    pub end: TimeOfDay,
    /// Locked to its time: re-planning never moves it unasked.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub locked: bool,
    /// What it is for, in one line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<String>,
    /// The sheets it shows, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sheets: Vec<SheetId>,
    /// What is talked about.
    #[serde(default, rename = "topic", skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<Topic>,
    /// What it must have produced before it closes.
    #[serde(default, rename = "output", skip_serializing_if = "Vec::is_empty")]
    pub outputs: Vec<Output>,
}

impl Block {
    /// The short name, or the title where there is none.
    #[must_use]
    pub fn short(&self) -> &str {
        self.short.as_deref().unwrap_or(&self.title)
    }

    /// Planned length in minutes.
    #[must_use]
    pub const fn minutes(&self) -> u16 {
        self.end.minutes().saturating_sub(self.start.minutes())
    }

    /// All topics, a topic before its own topics, with their depth from 0.
    #[must_use]
    pub fn all_topics(&self) -> Vec<(usize, &Topic)> {
        fn walk<'t>(topics: &'t [Topic], depth: usize, into: &mut Vec<(usize, &'t Topic)>) {
            for topic in topics {
                into.push((depth, topic));
                walk(&topic.topics, depth + 1, into);
            }
        }
        let mut all = Vec::new();
        walk(&self.topics, 0, &mut all);
        all
    }
}

/// What happens in a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum BlockKind {
    /// Welcome and scene setting.
    Introduction,
    /// The room tells, we write.
    Capture,
    /// We tell, the room asks.
    Education,
    /// Options are compared.
    Analysis,
    /// What was captured is read back.
    Review,
    /// Work packages and next steps.
    Planning,
    /// Coffee, lunch.
    Break,
}

impl BlockKind {
    /// All kinds.
    pub const ALL: [Self; 7] = [
        Self::Introduction,
        Self::Capture,
        Self::Education,
        Self::Analysis,
        Self::Review,
        Self::Planning,
        Self::Break,
    ];

    /// The kind as it is written in files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Introduction => "introduction",
            Self::Capture => "capture",
            Self::Education => "education",
            Self::Analysis => "analysis",
            Self::Review => "review",
            Self::Planning => "planning",
            Self::Break => "break",
        }
    }
}

/// A bullet of a block.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Topic {
    /// Its name in files.
    pub id: TopicId,
    /// Its heading.
    pub title: String,
    /// Questions to ask.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prompts: Vec<String>,
    /// Talking points in Markdown, for the facilitator only.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
    /// Suggested relevance of what is captured here to later blocks.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub feeds: BTreeMap<BlockId, Level>,
    /// Facts about products, each with its source.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Fact>,
    /// Topics within this one.
    #[serde(default, rename = "topic", skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<Self>,
}

/// A fact about a product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Fact {
    /// The fact.
    pub text: String,
    /// Where it was read.
    pub source: String,
    /// The date for which the source speaks.
    #[cfg_attr(test, schemars(with = "String"))]
    pub as_of: NaiveDate,
}

/// What a block must have produced.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Output {
    /// Its name in files.
    pub id: OutputId,
    /// What it is.
    pub title: String,
    /// Where it is captured.
    pub sheet: SheetId,
    /// When it is there.
    pub done_when: DoneWhen,
}

/// The test that an output passes when it is complete.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DoneWhen {
    /// What is tested.
    pub check: Check,
    /// The column, for [`Check::Every`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<ColumnId>,
    /// How many records there must be at least.
    #[serde(default = "one")]
    pub min: usize,
    /// The environment, for [`Check::Scored`]; all when unsaid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub environment: Option<Environment>,
}

const fn one() -> usize {
    1
}

/// What is tested of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Check {
    /// It has `min` records.
    Some,
    /// It has `min` records, and every one has the column.
    Every,
    /// Every cell of the scorecard has a level.
    Scored,
    /// It has `min` records, and every one is linked to another.
    Linked,
    /// The facilitator accepted it.
    Accepted,
}
