//! Markdown for reading in a terminal: laid out once for a width, then only scrolled.
//!
//! It knows the dialect that the reports are written in, and shows everything else as it stands.

mod blocks;
mod inline;
mod table;

use super::theme::Role;

/// A stretch of a line in one look.
pub(crate) type Piece = (String, Role);

/// A line of a laid-out document.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct ReadingLine {
    /// What stands on it.
    pub(crate) pieces: Vec<Piece>,
    /// Whether a heading begins here.
    pub(crate) heading: bool,
}

impl ReadingLine {
    /// The text of the line.
    pub(crate) fn text(&self) -> String {
        self.pieces.iter().map(|(text, _)| text.as_str()).collect()
    }
}

/// A document laid out for a width.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    /// Its lines.
    pub(crate) lines: Vec<ReadingLine>,
    /// The sections that can hold paragraphs of one's own: line of the heading, name, heading.
    pub(crate) sections: Vec<(usize, String, String)>,
}

/// How a template marks, for reading here, where paragraphs of a section go.
const MARK: &str = "[//]: # (own ";

/// Lays a document out in lines of at most `columns` columns.
pub(crate) fn lay_out(markdown: &str, columns: usize) -> Reading {
    let columns = columns.max(8);
    let mut reading = Reading::default();
    let mut headings = (0, String::new());
    for block in blocks::blocks(markdown) {
        if let blocks::Block::Own(name) = &block {
            let (line, title) = headings.clone();
            if !reading.sections.iter().any(|(_, known, _)| known == name) {
                reading.sections.push((line, name.clone(), title));
            }
            continue;
        }
        if !reading.lines.is_empty() {
            reading.lines.push(ReadingLine::default());
        }
        if let blocks::Block::Heading(_, title) = &block {
            headings = (reading.lines.len(), inline::plain(title));
        }
        reading.lines.extend(blocks::draw(&block, columns));
    }
    reading
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::tui::text::width;

    fn shown(markdown: &str, columns: usize) -> Vec<String> {
        let lines = lay_out(markdown, columns).lines;
        lines.iter().map(ReadingLine::text).collect()
    }

    #[test]
    fn a_report_is_shown_without_its_signs() {
        let text = "---\ntitle: \"A\"\n---\n\n# Title\n\nOne [two](#x) **three**.\nFour \\* `a|b`.\n\n- first\n- second that is longer\n\n```mermaid\ngantt\naccTitle: The plan\n```\n";
        assert_eq!(
            shown(text, 20),
            [
                "Title",
                "",
                "One two three. Four",
                "* a|b.",
                "",
                "• first",
                "• second that is",
                "  longer",
                "",
                "[diagram: The plan]"
            ]
        );
    }

    #[test]
    fn tables_fit_their_columns() {
        let text =
            "| Name | Points |\n| :--- | ---: |\n| A long name of it | 7.5 |\n| B | 10.0 |\n";
        assert_eq!(
            shown(text, 20),
            [
                "Name          Points",
                "────────────  ──────",
                "A long name      7.5",
                "of it",
                "B               10.0"
            ]
        );
    }

    #[test]
    fn sections_know_their_headings() {
        let text = "# T\n\n## One\n\n[//]: # (own one)\n\nText.\n\n## Two\n";
        let reading = lay_out(text, 20);
        assert_eq!(reading.sections, [(2, "one".to_owned(), "One".to_owned())]);
    }

    proptest! {
        #[test]
        fn no_line_is_wider_and_no_word_is_lost(
            words in prop::collection::vec("[a-z東é]{1,12}", 1..40),
            shape in 0..4,
            columns in 12_usize..100,
        ) {
            let text = match shape {
                0 => words.join(" "),
                1 => words.iter().fold(String::new(), |all, word| all + "- " + word + "\n"),
                2 => format!("## {}", words.join(" ")),
                _ => format!("| a | b |\n| :--- | :--- |\n{}", words.iter().fold(String::new(), |all, word| all + "| " + word + " | " + word + " |\n")),
            };
            let lines = shown(&text, columns);
            for line in &lines {
                prop_assert!(width(line) <= columns, "{line}");
            }
            let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
            let all: usize = lines.iter().map(|line| letters(line)).sum();
            prop_assert_eq!(all, letters(&text.replace("| a | b |", "ab")));
        }
    }
}
