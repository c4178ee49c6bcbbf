//! The tree that TOML and JSON are read into.

use super::clean::Clean;

/// A value and the byte where it begins in the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Item<'t> {
    /// What the value is.
    pub node: Node<'t>,
    /// Byte offset in the file.
    pub at: usize,
}

/// A value of a definition or data file.
#[derive(Debug, Clone, PartialEq)]
pub enum Node<'t> {
    /// A string.
    Text(Clean<'t>),
    /// A whole number.
    Integer(i64),
    /// Any other number; TOML knows nan and inf, which no field takes.
    Float(f64),
    /// True or false.
    Bool(bool),
    /// A TOML date or time, as it is written.
    Date(String),
    /// A list.
    List(Vec<Item<'t>>),
    /// A table.
    Table(Table<'t>),
}

impl Node<'_> {
    /// What the value is, in words for a message.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "text",
            Self::Integer(_) => "a whole number",
            Self::Float(number) if number.is_finite() => "a number",
            Self::Float(_) => "infinite or not a number",
            Self::Bool(_) => "true or false",
            Self::Date(_) => "a date or time",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
        }
    }
}

/// Keys and values of one table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table<'t> {
    /// Key, where it stands, value; each key once.
    pub entries: Vec<(Clean<'t>, usize, Item<'t>)>,
    /// Byte offset of the table.
    pub at: usize,
}

impl<'t> Table<'t> {
    /// The value of `key`.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Item<'t>> {
        self.entries
            .iter()
            .find(|(name, _, _)| **name == *key)
            .map(|(_, _, item)| item)
    }

    /// True when the table has `key`.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }
}
