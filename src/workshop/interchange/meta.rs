//! Dates, moments and stamps of a file's tables.

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::target::Target;
use crate::agenda::{BlockId, TopicId};
use crate::document::{Fields, Item, Node};
use crate::workshop::Stamp;

/// Text, or a TOML date as text.
pub(super) fn plain(item: &Item<'_>) -> Option<String> {
    match &item.node {
        Node::Text(text) => Some(text.clone().into_owned()),
        Node::Date(text) => Some(text.clone()),
        _ => None,
    }
}

/// The date at `key`.
pub(super) fn date(fields: &Fields<'_, '_>, key: &str) -> Option<NaiveDate> {
    let item = fields.item(key)?;
    date_of(item, fields, key)
}

fn date_of(item: &Item<'_>, fields: &Fields<'_, '_>, key: &str) -> Option<NaiveDate> {
    let text = plain(item);
    let date = text.as_deref().and_then(|text| text.trim().parse().ok());
    if date.is_none() {
        let what = match text {
            Some(text) => format!("`{key}` of {} is \"{text}\"", fields.what()),
            None => format!("`{key}` of {} is {}", fields.what(), item.node.kind()),
        };
        fields
            .reader()
            .report(item.at, what, "write a date as \"YYYY-MM-DD\"");
    }
    date
}

/// The dates in a list.
pub(super) fn dates(fields: &Fields<'_, '_>, key: &str) -> Vec<NaiveDate> {
    let items = fields.list(key).iter();
    items
        .filter_map(|item| date_of(item, fields, key))
        .collect()
}

/// The moment at `key`, with its offset.
pub(super) fn moment(fields: &Fields<'_, '_>, key: &str) -> Option<DateTime<FixedOffset>> {
    let item = fields.item(key)?;
    let text = plain(item).unwrap_or_default();
    let moment = DateTime::parse_from_rfc3339(text.trim()).ok();
    if moment.is_none() {
        let what = format!(
            "`{key}` of {} is no time with a date and an offset",
            fields.what()
        );
        fields
            .reader()
            .report(item.at, what, "write it as \"2026-11-10T09:30:00+01:00\"");
    }
    moment
}

/// `at` and `by`; what is left out is taken from the import.
pub(super) fn stamp(fields: &Fields<'_, '_>, target: &Target<'_>) -> Stamp {
    said(fields, target).unwrap_or_else(|| target.stamp.clone())
}

/// `at` and `by`, if one of them is there.
pub(super) fn said(fields: &Fields<'_, '_>, target: &Target<'_>) -> Option<Stamp> {
    let (at, by) = (moment(fields, "at"), fields.text("by"));
    if at.is_none() && by.is_none() {
        return None;
    }
    Some(Stamp {
        at: at.unwrap_or(target.stamp.at),
        by: by.unwrap_or_else(|| target.stamp.by.clone()),
    })
}

/// `block` and `topic`; a topic alone brings its block along.
pub(super) fn place(
    fields: &Fields<'_, '_>,
    target: &Target<'_>,
) -> (Option<BlockId>, Option<TopicId>) {
    let block = target.block(fields, "block");
    let topic = fields
        .text("topic")
        .and_then(|name| target.known_topic(fields, "topic", &name));
    let of_topic = || {
        target
            .playbook
            .topic(topic.as_ref()?)
            .map(|(block, _)| block.id.clone())
    };
    let block = if target.whole {
        block
    } else {
        block.or_else(of_topic)
    };
    (block, topic)
}
