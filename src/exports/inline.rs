//! What stands in a line or a table cell: pieces of text, some of them links.

use serde::Serialize;

use super::text;

/// A piece of a line. The template escapes its text; a link's destination is made here and is safe.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// What is read.
    pub text: String,
    /// Where it leads, if it is a link.
    pub href: Option<String>,
}

/// A line or a table cell.
pub type Inline = Vec<Piece>;

impl Piece {
    /// Text that leads nowhere.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            href: None,
        }
    }

    /// A link.
    #[must_use]
    pub fn link(text: impl Into<String>, href: String) -> Self {
        Self {
            text: text.into(),
            href: Some(href),
        }
    }

    /// A source as people give it: a link when it is the address of a page.
    #[must_use]
    pub fn source(source: &str) -> Self {
        match text::web_address(source) {
            Some(href) => Self::link(text::web_name(source), href),
            None => Self::text(source),
        }
    }
}

/// A line of one piece of text.
#[must_use]
pub fn words(text: impl Into<String>) -> Inline {
    vec![Piece::text(text)]
}

/// Pieces with commas between.
#[must_use]
pub fn comma_list(pieces: impl IntoIterator<Item = Piece>) -> Inline {
    let mut line = Inline::new();
    for piece in pieces {
        if !line.is_empty() {
            line.push(Piece::text(", "));
        }
        line.push(piece);
    }
    line
}

/// A table; numbers stand right.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Table {
    /// Heads of the columns.
    pub columns: Vec<Head>,
    /// Rows of as many cells.
    pub rows: Vec<Vec<Inline>>,
}

/// The head of a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Head {
    /// Its title.
    pub title: String,
    /// Whether it holds numbers.
    pub right: bool,
}

impl Head {
    /// The head of a column of words.
    #[must_use]
    pub fn left(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            right: false,
        }
    }

    /// The head of a column of numbers.
    #[must_use]
    pub fn right(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            right: true,
        }
    }
}
