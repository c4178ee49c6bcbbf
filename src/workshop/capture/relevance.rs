//! `w:H`, `w:ops=H,plan=M`: how much something matters to later blocks.

use std::collections::{BTreeMap, BTreeSet};

use super::Context;
use super::find::{Freely, find};
use crate::agenda::{BlockId, Level};

/// What one marker says: a level for all later blocks, levels for some of them, or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Relevance {
    all: Option<Level>,
    some: BTreeMap<BlockId, Level>,
}

impl Relevance {
    /// Reads what follows `w:`; none when any part of it is not understood.
    pub(super) fn read(text: &str, context: &Context<'_>) -> Option<Self> {
        let mut read = Self {
            all: None,
            some: BTreeMap::new(),
        };
        for part in text.split(',') {
            match part.split_once('=') {
                None if read.all.is_none() => read.all = Some(part.parse().ok()?),
                None => return None,
                Some((block, level)) => {
                    let block = later_block(block, context)?;
                    if read.some.insert(block, level.parse().ok()?).is_some() {
                        return None;
                    }
                }
            }
        }
        Some(read)
    }

    /// The levels with this marker's over the `known` ones; none when a part of it would say nothing new.
    ///
    /// A level for one block goes before one for all; what was `said` of one block is not said again.
    pub(super) fn over(
        &self,
        known: BTreeMap<BlockId, Level>,
        said: &mut BTreeSet<BlockId>,
        later: &[BlockId],
    ) -> Option<BTreeMap<BlockId, Level>> {
        if self.some.keys().any(|block| said.contains(block)) {
            return None;
        }
        let mut levels = known;
        if let Some(level) = self.all {
            let before = levels.len();
            for block in later {
                levels.entry(block.clone()).or_insert(level);
            }
            if levels.len() == before {
                return None;
            }
        }
        levels.extend(self.some.clone());
        said.extend(self.some.keys().cloned());
        Some(levels)
    }

    /// As words for the screen.
    pub(super) fn in_words(&self, context: &Context<'_>) -> String {
        let all = self.all.map(|level| format!("all later blocks {level}"));
        let some = self.some.iter().filter_map(|(block, level)| {
            Some(format!(
                "{} {level}",
                context.playbook.block(block)?.short()
            ))
        });
        all.into_iter().chain(some).collect::<Vec<_>>().join(", ")
    }
}

/// The later block that a few letters name.
pub(super) fn later_block(name: &str, context: &Context<'_>) -> Option<BlockId> {
    let later = context
        .later
        .iter()
        .filter_map(|id| context.playbook.block(id));
    let names = later.map(|block| {
        (
            &block.id,
            vec![block.id.as_str(), block.short(), &block.title],
        )
    });
    find(name, Freely::Letters, names).cloned()
}
