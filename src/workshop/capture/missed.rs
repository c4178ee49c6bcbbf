//! Words that look like a marker and stay text, and why: said while one types, and nothing is refused for it.

use super::markers::{
    after_key, choice_beginning, columns_named, due_column, is_name, is_tag, person_column,
    tag_column,
};
use super::relevance::later_block;
use super::{Context, Value, dates};
use crate::agenda::{Column, ColumnKind, Level, Sheet};

/// A word that looks like a marker and stays text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missed {
    /// The word, without the punctuation that ends it.
    pub word: String,
    /// What it would have to be, or what stands in its way.
    pub why: String,
}

const LEVEL: &str = "a level is L, M or H";
const DATE: &str = "a date is fri, +5d or 2026-12-01";
const DURATION: &str = "a duration is 5d, 2w, 4h or 2d/3d/8d";

/// Why a word is no marker on a sheet; none for one that is text like any other.
pub(super) fn why(word: &str, sheet: &Sheet, context: &Context<'_>) -> Option<String> {
    let nowhere = || format!("no column of {} takes it", sheet.title);
    let unless = |column: Option<&Column>, what: &str| column.map_or_else(nowhere, |_| what.into());
    if let Some(name) = word.strip_prefix('@') {
        let open = name.starts_with('"') && name.matches('"').count() == 1;
        return match person_column(sheet) {
            Some(_) => open.then(|| "the name has no second quote".to_owned()),
            None => (open || is_name(name)).then(nowhere),
        };
    }
    if let Some(tag) = word.strip_prefix('#') {
        return (is_tag(tag) && tag_column(sheet).is_none()).then(nowhere);
    }
    if let Some(level) = word.strip_prefix('!') {
        // A word of some length behind it is emphasis.
        let short = level.len() == 1 && level.chars().all(char::is_alphanumeric);
        let meant = short || level.parse::<Level>().is_ok();
        return meant.then(|| unless(sheet.first_of(ColumnKind::Level), LEVEL));
    }
    if let Some(text) = after_key(word, "w:") {
        let column = sheet.first_of(ColumnKind::Relevance);
        return Some(column.map_or_else(nowhere, |_| relevance(text, context)));
    }
    if let Some(text) = after_key(word, "due:") {
        let known = dates::read(text, context.today).is_some();
        let column = due_column(sheet).filter(|_| !known);
        return Some(unless(column, DATE));
    }
    if after_key(word, "takes:").is_some() {
        return Some(unless(sheet.first_of(ColumnKind::Duration), DURATION));
    }
    named(word, sheet, context)
}

/// What is wrong with what follows `w:`.
fn relevance(text: &str, context: &Context<'_>) -> String {
    for part in text.split(',') {
        let (block, level) = part
            .split_once('=')
            .map_or((None, part), |(block, level)| (Some(block), level));
        if let Some(block) = block.filter(|block| later_block(block, context).is_none()) {
            return format!("\"{block}\" is no later block, or more than one");
        }
        if level.parse::<Level>().is_err() {
            return LEVEL.to_owned();
        }
    }
    "it says the same twice".to_owned()
}

/// What is wrong with a value behind the name of a column.
fn named(word: &str, sheet: &Sheet, context: &Context<'_>) -> Option<String> {
    let (key, text) = word.split_once(':').filter(|(_, text)| !text.is_empty())?;
    let columns = columns_named(key, sheet);
    let [column] = columns.as_slice() else {
        return (!columns.is_empty()).then(|| "more than one column begins so".to_owned());
    };
    let why = match column.kind {
        ColumnKind::Choice if choice_beginning(column, text).is_none() => {
            format!("it is one of {}", column.choices.join(", "))
        }
        ColumnKind::Date if dates::read(text, context.today).is_none() => DATE.to_owned(),
        ColumnKind::Number | ColumnKind::Level | ColumnKind::Duration => {
            Value::parse(column, text, &[]).err()?;
            match column.kind {
                ColumnKind::Number => "it is no number".to_owned(),
                ColumnKind::Level => LEVEL.to_owned(),
                _ => DURATION.to_owned(),
            }
        }
        _ => return None,
    };
    Some(why)
}
