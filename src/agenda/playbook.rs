//! A playbook: the definition of a workshop.

use serde::{Deserialize, Serialize};

use super::block::{Block, Topic};
use super::ids::{BlockId, SheetId, TopicId};
use super::sheet::Sheet;

/// Days, blocks, topics, outputs and sheets of a workshop.
///
/// Its serialised form has the keys of the file format, so what is written can be read back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Playbook {
    /// What it is called.
    #[serde(rename = "playbook")]
    pub header: PlaybookHeader,
    /// Where outputs are captured.
    #[serde(default, rename = "sheet")]
    pub sheets: Vec<Sheet>,
    /// The agenda.
    #[serde(default, rename = "day")]
    pub days: Vec<Day>,
}

/// Name and version of a playbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PlaybookHeader {
    /// Its name in files and on the command line.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// Counts up with every change.
    pub version: u32,
    /// The rubric it scores with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rubric: Option<String>,
    /// Its purpose, one paragraph for the report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
}

/// One day of the agenda.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Day {
    /// Its heading.
    pub title: String,
    /// Its blocks in order of time.
    #[serde(default, rename = "block")]
    pub blocks: Vec<Block>,
}

impl Playbook {
    /// All blocks in order, with the number of their day from 0.
    pub fn blocks(&self) -> impl Iterator<Item = (usize, &Block)> {
        self.days
            .iter()
            .enumerate()
            .flat_map(|(day, d)| d.blocks.iter().map(move |block| (day, block)))
    }

    /// The block of this name.
    #[must_use]
    pub fn block(&self, id: &BlockId) -> Option<&Block> {
        self.blocks()
            .map(|(_, block)| block)
            .find(|block| block.id == *id)
    }

    /// The block of this name, to change it.
    pub fn block_mut(&mut self, id: &BlockId) -> Option<&mut Block> {
        self.days
            .iter_mut()
            .flat_map(|day| &mut day.blocks)
            .find(|block| block.id == *id)
    }

    /// The blocks after this one that are not breaks: what something said now may matter to.
    pub fn later_blocks<'p>(&'p self, after: &'p BlockId) -> impl Iterator<Item = &'p Block> {
        self.blocks()
            .map(|(_, block)| block)
            .skip_while(move |block| block.id != *after)
            .skip(1)
            .filter(|block| block.kind != super::BlockKind::Break)
    }

    /// The sheet of this name.
    #[must_use]
    pub fn sheet(&self, id: &SheetId) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| sheet.id == *id)
    }

    /// The sheet of this name, given as text.
    #[must_use]
    pub fn sheet_named(&self, id: &str) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| sheet.id.as_str() == id)
    }

    /// The topic of this name and the block it is in.
    #[must_use]
    pub fn topic(&self, id: &TopicId) -> Option<(&Block, &Topic)> {
        self.blocks().find_map(|(_, block)| {
            let found = block
                .all_topics()
                .into_iter()
                .find(|(_, topic)| topic.id == *id);
            found.map(|(_, topic)| (block, topic))
        })
    }
}
