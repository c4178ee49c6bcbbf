//! A field of one line: text and a cursor between its grapheme clusters.

use std::ops::Range;

use crossterm::event::KeyCode;
use unicode_segmentation::UnicodeSegmentation;

use super::key::Key;
use super::text::{many_lines, one_line, settle, width};
use crate::document::may_belong;

/// The longest text that a field of one line takes, in bytes.
const LONGEST: usize = 64 * 1024;

/// Text that is being typed, and where the cursor stands in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Line {
    text: String,
    /// Byte offset, always between grapheme clusters.
    cursor: usize,
    /// The text is a suggestion: what is typed first takes its place.
    suggested: bool,
    /// What it held before anything was typed.
    prefill: String,
    /// The text was typed before, closed, and brought back.
    draft: bool,
}

impl Line {
    /// A field that holds this text, with the cursor at its end.
    pub(crate) fn new(text: &str) -> Self {
        let text = one_line(text);
        Self {
            cursor: text.len(),
            prefill: text.clone(),
            text,
            suggested: false,
            draft: false,
        }
    }

    /// A field whose text goes away when something is typed at once.
    pub(crate) fn suggested(text: &str) -> Self {
        Self {
            suggested: true,
            ..Self::new(text)
        }
    }

    /// Puts a text in that was typed before and not kept; what equals the text that is there is no draft.
    pub(crate) fn bring_back(&mut self, text: &str) {
        self.replace(text);
        self.draft = self.draft().is_some();
    }

    /// The same for a list, whose line breaks are kept.
    pub(crate) fn bring_back_list(&mut self, text: &str) {
        self.replace_list(text);
        self.draft = self.draft().is_some();
    }

    /// Puts another text in the place of what was typed.
    pub(crate) fn replace(&mut self, text: &str) {
        self.hold(one_line(text));
    }

    /// The same for a list, whose line breaks are kept.
    pub(crate) fn replace_list(&mut self, text: &str) {
        self.hold(many_lines(text));
    }

    fn hold(&mut self, text: String) {
        self.cursor = text.len();
        self.text = text;
        self.suggested = false;
    }

    /// Takes away what was typed.
    pub(crate) fn drop_draft(&mut self) {
        *self = Self::new(&std::mem::take(&mut self.prefill));
    }

    /// What was typed, when it is not what was there before.
    pub(crate) fn draft(&self) -> Option<String> {
        (self.text.trim() != self.prefill.trim()).then(|| self.text.clone())
    }

    /// True for a text that was brought back.
    pub(crate) const fn is_draft(&self) -> bool {
        self.draft
    }

    /// True while the text is a suggestion.
    pub(crate) const fn is_suggested(&self) -> bool {
        self.suggested
    }

    /// What has been typed.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// True when nothing but blanks has been typed.
    pub(crate) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Empties the field and gives what it held.
    pub(crate) fn take(&mut self) -> String {
        self.cursor = 0;
        self.draft = false;
        std::mem::take(&mut self.text)
    }

    /// What is typed ends here: a joiner that still waits for what it joins has waited in vain.
    pub(crate) fn end(&mut self) {
        settle(&mut self.text, 0);
        self.cursor = self.text.len();
    }

    /// The text before and after the cursor.
    pub(crate) fn halves(&self) -> (&str, &str) {
        self.text.split_at(self.cursor)
    }

    /// Puts text in at the cursor; what is beyond the longest allowed is not taken, and false is given.
    pub(crate) fn insert(&mut self, text: &str) -> bool {
        self.put(text, one_line)
    }

    /// The same for a list, whose line breaks are kept.
    pub(crate) fn insert_list(&mut self, text: &str) -> bool {
        self.put(text, many_lines)
    }

    fn put(&mut self, text: &str, clean: fn(&str) -> String) -> bool {
        if std::mem::take(&mut self.suggested) {
            self.take();
        }
        let room = LONGEST.saturating_sub(self.text.len());
        let cut = (0..=text.len().min(room))
            .rev()
            .find(|at| text.is_char_boundary(*at));
        let (taken, rest) = text.split_at(cut.unwrap_or(0));
        // What a joiner joins may be in the line already, or come with the next key.
        let mut letters = taken.chars();
        let alone = letters.next().filter(|_| letters.next().is_none());
        let clean = if alone.is_some_and(may_belong) {
            taken.to_owned()
        } else {
            clean(taken)
        };
        self.text.insert_str(self.cursor, &clean);
        self.cursor += clean.len();
        settle(&mut self.text, self.cursor);
        self.settle();
        rest.is_empty()
    }

    /// Does what an editing key asks for; false when the key is none.
    pub(crate) fn key(&mut self, key: Key) -> bool {
        if !key.types() {
            self.suggested = false;
        }
        match (key.code, key.ctrl, key.alt) {
            (KeyCode::Char(c), false, false) => drop(self.insert(c.encode_utf8(&mut [0; 4]))),
            (KeyCode::Backspace, false, false) => self.erase(self.before()),
            (KeyCode::Backspace, ..) | (KeyCode::Char('w'), true, false) => {
                self.erase(self.word_before());
            }
            (KeyCode::Delete, false, false) | (KeyCode::Char('d'), true, false) => {
                self.erase_to(self.after());
            }
            (KeyCode::Left, false, false) => self.cursor = self.before(),
            (KeyCode::Right, false, false) => self.cursor = self.after(),
            (KeyCode::Left, ..) => self.cursor = self.word_before(),
            (KeyCode::Right, ..) => self.cursor = self.word_after(),
            (KeyCode::Home, ..) | (KeyCode::Char('a'), true, false) => self.cursor = 0,
            (KeyCode::End, ..) | (KeyCode::Char('e'), true, false) => self.cursor = self.text.len(),
            (KeyCode::Char('u'), true, false) => self.erase(0),
            (KeyCode::Char('k'), true, false) => self.text.truncate(self.cursor),
            _ => return false,
        }
        true
    }

    /// The bytes of the text that are visible in `columns`, and the column of the cursor among them.
    pub(crate) fn window(&self, columns: usize) -> (Range<usize>, usize) {
        let (before, after) = self.halves();
        let room = columns.saturating_sub(1);
        let mut start = before.len();
        let mut used = 0;
        for (at, cluster) in before.grapheme_indices(true).rev() {
            if used + width(cluster) > room {
                break;
            }
            used += width(cluster);
            start = at;
        }
        let column = used;
        let mut end = self.cursor;
        for (at, cluster) in after.grapheme_indices(true) {
            if used + width(cluster) > room {
                break;
            }
            used += width(cluster);
            end = self.cursor + at + cluster.len();
        }
        (start..end, column)
    }

    fn before(&self) -> usize {
        let mut clusters = self.halves().0.grapheme_indices(true);
        clusters.next_back().map_or(0, |(at, _)| at)
    }

    fn after(&self) -> usize {
        let first = self.halves().1.graphemes(true).next();
        self.cursor + first.map_or(0, str::len)
    }

    fn word_before(&self) -> usize {
        let words = self.halves().0.split_word_bound_indices();
        words
            .rev()
            .find(|(_, word)| !word.trim().is_empty())
            .map_or(0, |(at, _)| at)
    }

    fn word_after(&self) -> usize {
        let mut words = self.halves().1.split_word_bound_indices();
        let found = words.find(|(_, word)| !word.trim().is_empty());
        found.map_or(self.text.len(), |(at, word)| self.cursor + at + word.len())
    }

    fn erase(&mut self, from: usize) {
        self.text.replace_range(from..self.cursor, "");
        self.cursor = from;
        self.settle();
    }

    fn erase_to(&mut self, end: usize) {
        self.text.replace_range(self.cursor..end, "");
        self.settle();
    }

    /// Moves the cursor out of a cluster that editing has joined around it.
    fn settle(&mut self) {
        let inside = |at: usize| {
            !self
                .text
                .grapheme_indices(true)
                .any(|(start, _)| start == at)
        };
        if !self.text.is_ascii() && self.cursor < self.text.len() && inside(self.cursor) {
            let next = self
                .text
                .grapheme_indices(true)
                .find(|(start, _)| *start > self.cursor);
            self.cursor = next.map_or(self.text.len(), |(start, _)| start);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(keys: &str) -> Line {
        let mut line = Line::default();
        for key in super::super::key::parse_keys(keys).unwrap() {
            assert!(line.key(key), "{key}");
        }
        line
    }

    #[test]
    fn editing_goes_by_clusters() {
        let mut line = Line::new("ae\u{301}👩東");
        line.key(Key::parse("Left").unwrap());
        assert_eq!(line.halves(), ("ae\u{301}👩", "東"));
        line.key(Key::parse("Backspace").unwrap());
        line.key(Key::parse("Backspace").unwrap());
        assert_eq!(line.text(), "a東");
    }

    #[test]
    fn a_joiner_waits_until_the_end() {
        let mut line = Line::default();
        line.insert("ی");
        line.insert("\u{200c}");
        assert_eq!(line.text(), "ی\u{200c}");
        line.end();
        assert_eq!(line.text(), "ی␦");
    }

    #[test]
    fn words_and_ends_have_their_keys() {
        assert_eq!(typed("a b Space c d Ctrl-w").text(), "ab ");
        assert_eq!(typed("a b Home x").text(), "xab");
        assert_eq!(typed("a b Left Ctrl-k").text(), "a");
        assert_eq!(typed("a b Ctrl-u c").text(), "c");
    }

    #[test]
    fn the_window_holds_the_cursor() {
        let mut line = Line::new("abcdefghij");
        assert_eq!(line.window(5), (6..10, 4));
        line.key(Key::parse("Home").unwrap());
        assert_eq!(line.window(5), (0..4, 0));
        assert_eq!(Line::new("東京").window(4), (3..6, 2));
        assert_eq!(Line::new("ab").window(0), (2..2, 0));
    }

    #[test]
    fn megabytes_are_cut_and_said() {
        let mut line = Line::default();
        assert!(!line.insert(&"é".repeat(3_000_000)));
        assert!(line.text().len() <= LONGEST);
        assert!(line.text().len() > LONGEST - 4);
    }
}
