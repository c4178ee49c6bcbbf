//! Reads the value of a column.

use std::collections::{BTreeMap, BTreeSet};

use super::estimate::estimate;
use super::meta;
use super::target::Target;
use crate::agenda::{BlockId, Column, ColumnKind};
use crate::document::{Fields, Item, Node};
use crate::workshop::{Value, capture};

/// The value that stands at `key` for `column`, of a record captured in `block`; a wrong one is reported.
pub(super) fn value(
    fields: &Fields<'_, '_>,
    key: &str,
    column: &Column,
    target: &Target<'_>,
    block: Option<&BlockId>,
) -> Option<Value> {
    let item = fields.item(key)?;
    match column.kind {
        ColumnKind::Text | ColumnKind::Long | ColumnKind::Person => {
            let text = meta::plain(item).or_else(|| fields.text(key))?;
            (target.whole || !text.trim().is_empty()).then_some(Value::Text(text))
        }
        ColumnKind::Level => fields.parsed(key).map(Value::Level),
        ColumnKind::Date => meta::date(fields, key).map(Value::Date),
        ColumnKind::Number => fields.number(key).map(Value::Number),
        ColumnKind::Tags => tags(fields, key, item),
        ColumnKind::Relevance => relevance(fields, key, column, target, block),
        ColumnKind::Flag => flag(fields, key, item, column),
        ColumnKind::Duration => {
            let text = estimate(item, fields.what(), fields.reader(), None)?;
            Some(Value::Text(text))
        }
        ColumnKind::Choice => written(fields, key, column, &fields.text(key)?, &[]),
    }
}

/// A value that is written as a person would write it.
fn written(
    fields: &Fields<'_, '_>,
    key: &str,
    column: &Column,
    text: &str,
    later: &[BlockId],
) -> Option<Value> {
    Value::parse(column, text, later).unwrap_or_else(|error| {
        fields.report(
            key,
            format!("`{key}` of {}: {error}", fields.what()),
            "correct it or leave it out",
        );
        None
    })
}

fn tags(fields: &Fields<'_, '_>, key: &str, item: &Item<'_>) -> Option<Value> {
    if let Node::Text(text) = &item.node {
        let words = text
            .split([',', ' '])
            .map(|word| word.trim_start_matches('#'));
        let tags: BTreeSet<String> = words
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect();
        return (!tags.is_empty()).then_some(Value::Tags(tags));
    }
    Some(Value::Tags(fields.texts(key).into_iter().collect()))
}

fn flag(fields: &Fields<'_, '_>, key: &str, item: &Item<'_>, column: &Column) -> Option<Value> {
    match &item.node {
        Node::Text(text) => written(fields, key, column, text, &[]),
        _ => fields.flag(key).map(Value::Flag),
    }
}

/// `{ block = "H" }`, or a level for all blocks that come later.
fn relevance(
    fields: &Fields<'_, '_>,
    key: &str,
    column: &Column,
    target: &Target<'_>,
    block: Option<&BlockId>,
) -> Option<Value> {
    if let Some(text) = fields.item(key).and_then(meta::plain) {
        let later = capture::blocks_after(target.playbook, block);
        return written(fields, key, column, &text, &later);
    }
    let table = fields.table(key)?;
    let mut levels = BTreeMap::new();
    for name in table.keys() {
        let level = table.parsed(name);
        if let (Some(block), Some(level)) = (target.known_block(&table, name, name), level) {
            levels.insert(block, level);
        }
    }
    table.finish();
    Some(Value::Relevance(levels))
}
