//! Records: one captured thing each.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use super::reference::Reference;
use super::value::Value;
use super::values::Values;
use crate::agenda::{BlockId, SheetId, TopicId};

/// Who did something and when; the offset is that of the place and moment, for display only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// When.
    pub at: DateTime<FixedOffset>,
    /// Who.
    pub by: String,
}

/// One captured thing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Its short name, never reused.
    pub id: Reference,
    /// The sheet it is on.
    pub sheet: SheetId,
    /// What it says, by column; a missing column is blank.
    pub fields: Values,
    /// When and by whom it was captured.
    pub added: Stamp,
    /// The block in which it was captured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub block: Option<BlockId>,
    /// The topic that was talked about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<TopicId>,
    /// Sent to the parking lot.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub parked: bool,
    /// Off the record: the wall and every export never see it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub off_record: bool,
    /// Removed; kept, so that it can be restored.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub removed: bool,
}

impl Record {
    /// The value of a column.
    #[must_use]
    pub fn get(&self, column: &str) -> Option<&Value> {
        self.fields.get(column)
    }

    /// The text of a column; empty where there is none or it is not text.
    #[must_use]
    pub fn text(&self, column: &str) -> &str {
        self.get(column)
            .and_then(Value::as_text)
            .unwrap_or_default()
    }

    /// What names the record: its `text`, `title`, `name` or `item`, whichever the sheet has first.
    #[must_use]
    pub fn naming_text(&self) -> &str {
        ["text", "title", "name", "item", "label"]
            .into_iter()
            .map(|column| self.text(column))
            .find(|text| !text.is_empty())
            .or_else(|| self.fields.values().find_map(Value::as_text))
            .unwrap_or_default()
    }

    /// True when it counts: neither removed nor off the record.
    #[must_use]
    pub const fn is_public(&self) -> bool {
        !self.removed && !self.off_record
    }
}
