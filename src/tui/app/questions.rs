//! What there is to ask on the topics of a block, in lines: wrapped once for a block and a width, not for every frame.

use crate::agenda::{Block, BlockId};
use crate::tui::text::wrap;

/// Lines of a question where there is room for all of them.
pub(crate) const LINES: usize = 2;

/// Lines of a question for which room is kept while another topic is in front.
const MOST: usize = 9;

/// Columns before a question, for its mark.
pub(crate) const INDENT: u16 = 2;

/// What there is to ask on the topics of the block that was in front last.
#[derive(Debug, Clone, Default)]
pub(crate) struct Questions {
    /// For which entry, block and columns the lines are right.
    stamp: Option<(u64, BlockId, u16)>,
    /// For each topic the lines of each of its questions.
    topics: Vec<Vec<Vec<String>>>,
}

impl Questions {
    /// Brings them up to date when the workshop, the block or the room has changed.
    pub(crate) fn refresh(&mut self, entries: u64, block: &Block, columns: u16) {
        let stamp = Some((entries, block.id.clone(), columns));
        if self.stamp == stamp {
            return;
        }
        let room = usize::from(columns.saturating_sub(INDENT));
        let topics = block.all_topics().into_iter().map(|(_, topic)| {
            let prompts = topic.prompts.iter();
            prompts
                .map(|prompt| wrap(prompt, room, usize::MAX))
                .collect()
        });
        self.topics = topics.collect();
        self.stamp = stamp;
    }

    /// The lines of each question of a topic, which is counted from 0 over all of its block.
    pub(crate) fn of(&self, topic: usize) -> &[Vec<String>] {
        self.topics.get(topic).map_or(&[], Vec::as_slice)
    }

    /// Lines of what there is to ask on the topic that has most of it, each question with as many as it is given.
    pub(crate) fn tallest(&self) -> usize {
        let lines = |questions: &Vec<Vec<String>>| -> usize {
            let kept = |lines: &Vec<String>| lines.len().clamp(LINES, MOST);
            questions.iter().map(kept).sum()
        };
        self.topics.iter().map(lines).max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_are_wrapped_for_their_block_and_room_only_once() {
        let state = crate::definitions::sample::state().unwrap();
        let blocks: Vec<&Block> = state.playbook.blocks().map(|(_, block)| block).collect();
        let block = blocks.iter().find(|block| block.topics.len() > 3).unwrap();
        let mut questions = Questions::default();
        questions.refresh(7, block, 40);
        let first = block.all_topics()[0].1;
        assert_eq!(questions.of(0).len(), first.prompts.len());
        assert_eq!(questions.of(0)[0].join(" "), first.prompts[0]);
        let narrow = questions.tallest();

        questions.topics[0][0][0] = "as it was".to_owned();
        questions.refresh(7, block, 40);
        assert_eq!(questions.of(0)[0][0], "as it was", "nothing has changed");
        questions.refresh(7, block, 90);
        assert_ne!(questions.of(0)[0][0], "as it was", "another room");
        assert!(questions.tallest() < narrow);
        questions.topics[0][0][0] = "as it was".to_owned();
        questions.refresh(8, block, 90);
        assert_ne!(questions.of(0)[0][0], "as it was", "another entry");
        assert!(questions.of(999).is_empty());
    }
}
