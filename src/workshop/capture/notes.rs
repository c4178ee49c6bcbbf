//! A colleague's notes: a text file with a line in capture syntax per thing said.

use super::find::{Freely, find};
use super::{Captured, Context, parse};
use crate::agenda::{BlockId, SheetId, TopicId};
use crate::document::Clean;

/// Reads notes; each thing said comes with the number of its first line, from 1.
///
/// Blank lines and rules (`---`) part, headings (`# Current state`) that name a block or topic say where the
/// following was said, any other heading is kept as something said and ends that, bullets are taken off, and an indented line goes on with the one before. Lines go to
/// the sheet in front, or to the line items when none is, unless they say otherwise.
#[must_use]
pub fn notes(text: &str, context: &Context<'_>) -> Vec<(usize, Captured)> {
    let mut context = context.clone();
    let line_items = || SheetId::new("line-items");
    context.sheet.get_or_insert_with(line_items);
    let mut reader = Reader {
        home: context.clone(),
        context,
        open: None,
        all: Vec::new(),
    };
    let text = Clean::kept(text.strip_prefix('\u{feff}').unwrap_or(text));
    for (nth, line) in text.lines().enumerate() {
        reader.line(nth + 1, line);
    }
    reader.close();
    reader.all
}

struct Reader<'c> {
    /// Where things are said before a heading says otherwise.
    home: Context<'c>,
    context: Context<'c>,
    /// The thing that the next indented line would go on with.
    open: Option<(usize, String)>,
    all: Vec<(usize, Captured)>,
}

impl Reader<'_> {
    fn line(&mut self, number: usize, line: &str) {
        let said = line.trim();
        if said.is_empty() || is_rule(said) {
            self.close();
        } else if let Some(heading) = heading(line) {
            self.close();
            self.go_to(number, heading);
        } else if let Some(said) = without_bullet(said) {
            self.close();
            self.open = Some((number, said.to_owned()));
        } else if line.starts_with(char::is_whitespace)
            && let Some((_, open)) = &mut self.open
        {
            open.push(' ');
            open.push_str(said);
        } else {
            self.close();
            self.open = Some((number, said.to_owned()));
        }
    }

    fn close(&mut self) {
        if let Some((number, said)) = self.open.take() {
            self.all.push((number, parse(&said, &self.context)));
        }
    }

    /// Moves to the block or topic that a heading names; any other heading is something that was said.
    fn go_to(&mut self, number: usize, heading: &str) {
        if let Some((block, topic)) = place(heading, &self.context) {
            self.context = self.context.clone().in_block(Some(block), topic);
        } else if !heading.is_empty() {
            self.context = self.home.clone();
            self.open = Some((number, heading.to_owned()));
            self.close();
        }
    }
}

/// Three or more hyphens, stars or underscores.
fn is_rule(line: &str) -> bool {
    ['-', '*', '_']
        .into_iter()
        .any(|rule| line.len() >= 3 && line.chars().all(|c| c == rule))
}

/// The words of a Markdown heading.
fn heading(line: &str) -> Option<&str> {
    let words = line.trim_start_matches('#');
    let marks = line.len() - words.len();
    ((1..=6).contains(&marks) && words.starts_with(char::is_whitespace)).then(|| words.trim())
}

/// What a point of a list says, without its bullet or number; none when the line is no point.
#[must_use]
pub fn without_bullet(line: &str) -> Option<&str> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let after = if (1..=3).contains(&digits) {
        line.get(digits..)?.strip_prefix(['.', ')'])?
    } else {
        line.strip_prefix(['-', '*', '•'])?
    };
    let said = after.trim_start();
    (said.len() < after.len() && !said.is_empty()).then_some(said)
}

/// The block, and maybe its topic, that a heading names.
fn place(heading: &str, context: &Context<'_>) -> Option<(BlockId, Option<TopicId>)> {
    let playbook = context.playbook;
    let blocks = || playbook.blocks().map(|(_, block)| block);
    let block_names = blocks().map(|block| {
        (
            block,
            vec![block.id.as_str(), block.short(), block.title.as_str()],
        )
    });
    if let Some(block) = find(heading, Freely::Beginning, block_names) {
        return Some((block.id.clone(), None));
    }
    let topics = blocks().flat_map(|block| {
        block
            .all_topics()
            .into_iter()
            .map(move |(_, topic)| (block, topic))
    });
    let topic_names = topics.map(|(block, topic)| {
        (
            (block, topic),
            vec![topic.id.as_str(), topic.title.as_str()],
        )
    });
    let (block, topic) = find(heading, Freely::Beginning, topic_names)?;
    Some((block.id.clone(), Some(topic.id.clone())))
}
