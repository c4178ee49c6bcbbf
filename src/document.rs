//! Definition and data files as a tree that knows where everything stands.
//!
//! TOML and JSON become the same [`Item`] tree; [`Fields`] reads a table of it key by key and collects
//! every [`Problem`] with file, line and column, so that one run names all mistakes of a file. Its texts and keys are
//! [`Clean`]: nothing in them hides or steers.

mod clean;
mod fields;
mod joiner;
mod json;
mod nearest;
mod plain;
mod plainly;
mod problem;
mod short_text;
mod toml;
mod tree;

pub use clean::{Clean, HIDDEN, is_clean, is_hidden, may_belong};
pub use fields::{Fields, Reader};
pub use joiner::{joins, may_join};
pub use nearest::nearest;
pub use plain::{Split, split};
pub use plainly::plainly;
pub use problem::{Problem, Problems};
pub use short_text::{ShortTexts, trimmed};
pub use tree::{Item, Node, Table};

/// How the text of a file is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// TOML 1.1.
    Toml,
    /// JSON (RFC 8259).
    Json,
}

/// Reads `text` into a tree.
///
/// `name` is the file's name as it shall stand in messages. Broken syntax is one problem: the first.
pub fn parse<'t>(
    name: &str,
    text: &'t str,
    format: Format,
) -> Result<(Reader, Table<'t>), Problems> {
    let reader = Reader::new(name, text);
    let parsed = match format {
        Format::Toml => toml::parse(text),
        Format::Json => json::parse(text),
    };
    match parsed {
        Ok(root) => Ok((reader, root)),
        Err((at, what)) => {
            reader.report(
                at,
                format!("broken {}: {what}", format.name()),
                "mend the syntax at this place",
            );
            Err(reader.into_problems())
        }
    }
}

impl Format {
    /// The name as people write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Toml => "TOML",
            Self::Json => "JSON",
        }
    }
}
