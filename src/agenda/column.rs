//! Columns of a sheet.

use serde::{Deserialize, Serialize};

use super::ids::ColumnId;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum ColumnKind {
    /// One line of text.
    Text,
    /// Text of several lines.
    Long,
    /// L, M or H.
    Level,
    /// One of the column's choices.
    Choice,
    /// A name of a person or team.
    Person,
    /// A calendar date.
    Date,
    /// A number, in the column's unit.
    Number,
    /// Words, each at most once.
    Tags,
    /// A level per later block.
    Relevance,
    /// Yes or no; only in built-in columns.
    Flag,
    /// A working duration such as `3d` or `2d/3d/8d`; only in built-in columns.
    Duration,
}

/// One column of a register, of nodes or links of a flow, or of a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Column {
    /// Its name in files.
    pub id: ColumnId,
    /// What it holds.
    pub kind: ColumnKind,
    /// Its heading.
    #[serde(default)]
    pub title: String,
    /// A record without it is incomplete.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    /// What a new record has there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// The allowed values of a choice, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// The unit of a number, as shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

impl Column {
    /// A column of this kind whose title is made from its id.
    #[must_use]
    pub fn new(id: &str, kind: ColumnKind) -> Self {
        Self {
            id: ColumnId::new(id),
            kind,
            title: title_from(id),
            required: false,
            default: None,
            choices: Vec::new(),
            unit: None,
        }
    }

    /// The same column, required.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// The same column with these choices.
    #[must_use]
    pub fn choices(mut self, choices: &[&str]) -> Self {
        self.choices = choices.iter().map(ToString::to_string).collect();
        self
    }
}

/// `said-by` becomes `Said by`.
pub(super) fn title_from(id: &str) -> String {
    let text = id.replace('-', " ");
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
