//! Values of a record's columns and of matrix cells.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::agenda::{BlockId, Column, ColumnKind, Level};

/// What a column of a record holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Value {
    /// Text, long text, a choice, a person, a duration.
    Text(String),
    /// L, M or H.
    Level(Level),
    /// A calendar date.
    Date(NaiveDate),
    /// A finite number.
    Number(f64),
    /// Words, each at most once.
    Tags(BTreeSet<String>),
    /// A level per later block.
    Relevance(BTreeMap<BlockId, Level>),
    /// Yes or no.
    Flag(bool),
}

/// Text that does not fit the column it was meant for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ValueError {
    /// Not L, M or H.
    #[error("\"{0}\" is not a level: write L, M or H")]
    Level(String),
    /// Not one of the column's choices.
    #[error("\"{text}\" is not a choice of {column}: write one of {choices}")]
    Choice {
        /// What was written.
        text: String,
        /// The column.
        column: String,
        /// What would be right.
        choices: String,
    },
    /// Not a date.
    #[error("\"{0}\" is not a date: write YYYY-MM-DD")]
    Date(String),
    /// Not a finite number.
    #[error("\"{0}\" is not a number: write digits with a point for decimals")]
    Number(String),
    /// Not yes or no.
    #[error("\"{0}\" is neither yes nor no")]
    Flag(String),
    /// Not `block=H, block=M` or a single level.
    #[error("\"{0}\" is not a relevance: write a level, or block=level with commas between")]
    Relevance(String),
    /// Not a working duration.
    #[error(
        "\"{0}\" is not a duration: write 3d, 2w or 4h, or optimistic/likely/pessimistic such as 2d/3d/8d"
    )]
    Duration(String),
}

impl Value {
    /// Reads what a person wrote for a column; blank text is no value.
    ///
    /// A relevance is `H` for all of `later` or `block=H, block=M`.
    pub fn parse(
        column: &Column,
        text: &str,
        later: &[BlockId],
    ) -> Result<Option<Self>, ValueError> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let owned = || text.to_owned();
        let value = match column.kind {
            ColumnKind::Text | ColumnKind::Long | ColumnKind::Person => Self::Text(owned()),
            ColumnKind::Level => {
                Self::Level(text.parse().map_err(|_error| ValueError::Level(owned()))?)
            }
            ColumnKind::Choice => Self::Text(choice(column, text)?),
            ColumnKind::Date => {
                Self::Date(text.parse().map_err(|_error| ValueError::Date(owned()))?)
            }
            ColumnKind::Number => Self::Number(number(text)?),
            ColumnKind::Tags => Self::Tags(tags(text)),
            ColumnKind::Relevance => Self::Relevance(relevance(text, later)?),
            ColumnKind::Flag => Self::Flag(flag(text)?),
            ColumnKind::Duration if is_estimate(text) => Self::Text(owned()),
            ColumnKind::Duration => return Err(ValueError::Duration(owned())),
        };
        Ok(Some(value))
    }

    /// True when a column of this kind can hold the value.
    #[must_use]
    pub const fn fits(&self, kind: ColumnKind) -> bool {
        matches!(
            (self, kind),
            (
                Self::Text(_),
                ColumnKind::Text
                    | ColumnKind::Long
                    | ColumnKind::Choice
                    | ColumnKind::Person
                    | ColumnKind::Duration
            ) | (Self::Level(_), ColumnKind::Level)
                | (Self::Date(_), ColumnKind::Date)
                | (Self::Number(_), ColumnKind::Number)
                | (Self::Tags(_), ColumnKind::Tags)
                | (Self::Relevance(_), ColumnKind::Relevance)
                | (Self::Flag(_), ColumnKind::Flag)
        )
    }

    /// True when the column can hold the value: the kind fits, a choice is one of its choices, a duration
    /// can be read, a number is finite.
    #[must_use]
    pub fn suits(&self, column: &Column) -> bool {
        self.fits(column.kind)
            && match (self, column.kind) {
                (Self::Text(text), ColumnKind::Choice) => column.choices.contains(text),
                (Self::Text(text), ColumnKind::Duration) => is_estimate(text),
                (Self::Number(number), _) => number.is_finite(),
                _ => true,
            }
    }

    /// The text, if it is text.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl fmt::Display for Value {
    /// As a person would write it; what [`Value::parse`] reads back.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => out.write_str(text),
            Self::Level(level) => write!(out, "{level}"),
            Self::Date(date) => write!(out, "{date}"),
            Self::Number(number) => write!(out, "{number}"),
            Self::Tags(tags) => {
                let tags: Vec<&str> = tags.iter().map(String::as_str).collect();
                out.write_str(&tags.join(", "))
            }
            Self::Relevance(levels) => {
                let parts: Vec<String> = levels
                    .iter()
                    .map(|(block, level)| format!("{block}={level}"))
                    .collect();
                out.write_str(&parts.join(", "))
            }
            Self::Flag(flag) => out.write_str(if *flag { "yes" } else { "no" }),
        }
    }
}

fn choice(column: &Column, text: &str) -> Result<String, ValueError> {
    let folded = text.to_lowercase();
    let exact = column
        .choices
        .iter()
        .find(|choice| choice.to_lowercase() == folded);
    let mut starts = column
        .choices
        .iter()
        .filter(|choice| choice.to_lowercase().starts_with(&folded));
    let only_start = starts.next().filter(|_| starts.next().is_none());
    exact
        .or(only_start)
        .cloned()
        .ok_or_else(|| ValueError::Choice {
            text: text.to_owned(),
            column: column.title.clone(),
            choices: column.choices.join(", "),
        })
}

fn number(text: &str) -> Result<f64, ValueError> {
    let value = text.parse::<f64>().ok().filter(|value| value.is_finite());
    value.ok_or_else(|| ValueError::Number(text.to_owned()))
}

fn tags(text: &str) -> BTreeSet<String> {
    text.split([',', ' ', '\n', '\t'])
        .map(|tag| tag.trim_start_matches('#'))
        .filter(|tag| !tag.is_empty())
        .map(str::to_owned)
        .collect()
}

fn flag(text: &str) -> Result<bool, ValueError> {
    match text.to_lowercase().as_str() {
        "yes" | "y" | "true" | "x" => Ok(true),
        "no" | "n" | "false" => Ok(false),
        _ => Err(ValueError::Flag(text.to_owned())),
    }
}

fn relevance(text: &str, later: &[BlockId]) -> Result<BTreeMap<BlockId, Level>, ValueError> {
    let wrong = || ValueError::Relevance(text.to_owned());
    if let Ok(level) = text.parse::<Level>() {
        return Ok(later.iter().map(|block| (block.clone(), level)).collect());
    }
    let mut levels = BTreeMap::new();
    for part in text
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        let (block, level) = part.split_once('=').ok_or_else(wrong)?;
        let block: BlockId = block.trim().parse().map_err(|_error| wrong())?;
        levels.insert(block, level.parse().map_err(|_error| wrong())?);
    }
    Ok(levels)
}

/// One or three spans such as `3d`, `0.5w`, `4h`; the roadmap checks their order.
fn is_estimate(text: &str) -> bool {
    let parts: Vec<&str> = text.split('/').collect();
    matches!(parts.len(), 1 | 3) && parts.iter().all(|part| is_span(part.trim()))
}

/// A plain decimal of at most a million and its unit.
pub(super) fn is_span(text: &str) -> bool {
    let Some(number) = text.strip_suffix(['h', 'd', 'w']) else {
        return false;
    };
    let number = number.trim_end();
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    plain(whole)
        && plain(fraction)
        && number
            .parse::<f64>()
            .is_ok_and(|value| value <= 1_000_000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(kind: ColumnKind) -> Column {
        Column::new("c", kind).choices(&["open", "confirmed", "closed"])
    }

    fn read(kind: ColumnKind, text: &str) -> Result<Option<Value>, ValueError> {
        Value::parse(
            &column(kind),
            text,
            &[BlockId::new("ops"), BlockId::new("plan")],
        )
    }

    #[test]
    fn what_is_printed_is_read_back() {
        for (kind, text) in [
            (ColumnKind::Text, "two words"),
            (ColumnKind::Level, "H"),
            (ColumnKind::Choice, "confirmed"),
            (ColumnKind::Date, "2026-12-01"),
            (ColumnKind::Number, "12.5"),
            (ColumnKind::Tags, "a, b"),
            (ColumnKind::Relevance, "ops=H, plan=M"),
            (ColumnKind::Flag, "yes"),
            (ColumnKind::Duration, "2d/3d/8d"),
        ] {
            let value = read(kind, text).unwrap().unwrap();
            assert_eq!(value.to_string(), text);
            assert!(value.fits(kind));
            assert_eq!(read(kind, &value.to_string()), Ok(Some(value)));
        }
    }

    #[test]
    fn a_choice_may_be_begun_and_a_relevance_be_one_level() {
        assert_eq!(
            read(ColumnKind::Choice, "conf"),
            Ok(Some(Value::Text("confirmed".into())))
        );
        assert!(read(ColumnKind::Choice, "c").is_err());
        assert_eq!(
            read(ColumnKind::Relevance, "m")
                .unwrap()
                .unwrap()
                .to_string(),
            "ops=M, plan=M"
        );
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        for (kind, text) in [
            (ColumnKind::Level, "x"),
            (ColumnKind::Date, "2026-02-30"),
            (ColumnKind::Number, "NaN"),
            (ColumnKind::Number, "1e999"),
            (ColumnKind::Flag, "maybe"),
            (ColumnKind::Relevance, "ops"),
            (ColumnKind::Duration, "3"),
            (ColumnKind::Duration, "-3d"),
            (ColumnKind::Duration, "1d/2d"),
            (ColumnKind::Duration, "1e3d"),
        ] {
            assert!(read(kind, text).is_err(), "{text}");
        }
    }
}
