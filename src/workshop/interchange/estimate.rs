//! Durations and lags of work packages as a file writes them.

use std::fmt::Display;

use super::super::value::is_span;
use crate::document::{Fields, Item, Node, Reader};
use crate::workshop::{PlanSettings, Value};

/// The three values of a duration that is a table, in the order of its text.
const POINTS: [&str; 3] = ["optimistic", "likely", "pessimistic"];

/// The text of a duration: `3d`, or `2d/3d/8d` from a table; a wrong one is reported.
///
/// With a calendar its three values must also be in order.
pub(super) fn estimate(
    item: &Item<'_>,
    who: impl Display,
    reader: &Reader,
    calendar: Option<&PlanSettings>,
) -> Option<String> {
    let text = match &item.node {
        Node::Text(text) => text.clone().into_owned(),
        Node::Table(_) => three_points(item, &who, reader)?,
        other => {
            let what = format!("`duration` of {who} is {}", other.kind());
            reader.report(item.at, what, REMEDY);
            return None;
        }
    };
    if !is_estimate(&text) {
        let negative = text.split('/').any(|part| part.trim().starts_with('-'));
        let remedy = if negative {
            "a duration is 0 or more: take the sign away"
        } else {
            REMEDY
        };
        reader.report(
            item.at,
            format!("`duration` of {who} is \"{text}\""),
            remedy,
        );
        return None;
    }
    if let Some(calendar) = calendar
        && !in_order(&text, calendar)
    {
        reader.report(item.at, format!("`duration` of {who} is \"{text}\""), ORDER);
        return None;
    }
    Some(text)
}

const REMEDY: &str =
    "write 3d, 2w or 4h, or { optimistic = \"2d\", likely = \"3d\", pessimistic = \"8d\" }";
const ORDER: &str =
    "let optimistic be at most likely, and likely at most pessimistic, such as 2d/3d/8d";

fn three_points(item: &Item<'_>, who: impl Display, reader: &Reader) -> Option<String> {
    let Node::Table(table) = &item.node else {
        return None;
    };
    let before = reader.count();
    let fields = reader.fields(table, format!("`duration` of {who}"));
    let points = POINTS.map(|key| fields.required_text(key).trim().to_owned());
    fields.finish();
    (reader.count() == before).then(|| points.join("/"))
}

/// One value, or three.
pub(super) fn is_estimate(text: &str) -> bool {
    let mut parts = text.split('/');
    let all = parts.all(|part| is_span(part.trim()));
    all && matches!(text.split('/').count(), 1 | 3)
}

/// Reports three values that are out of order.
pub(super) fn check_order(
    duration: Option<&Value>,
    fields: &Fields<'_, '_>,
    calendar: &PlanSettings,
) {
    if let Some(text) = duration.and_then(Value::as_text)
        && !in_order(text, calendar)
    {
        let what = format!("`duration` of {} is \"{text}\"", fields.what());
        fields.report("duration", what, ORDER);
    }
}

/// True when the values do not fall.
pub(super) fn in_order(text: &str, calendar: &PlanSettings) -> bool {
    if !text.contains('/') {
        return true;
    }
    let hours: Vec<f64> = text
        .split('/')
        .map(|part| hours(part.trim(), calendar))
        .collect();
    hours.is_sorted()
}

/// Working hours of a value such as `3d`.
fn hours(text: &str, calendar: &PlanSettings) -> f64 {
    let number = text.trim_end_matches(['h', 'd', 'w']).trim_end();
    let number: f64 = number.parse().unwrap_or(0.0);
    let days: f64 = calendar.working_days.iter().map(|_| 1.0).sum();
    let unit = match text.chars().last() {
        Some('w') => calendar.hours_per_day * days,
        Some('d') => calendar.hours_per_day,
        _ => 1.0,
    };
    number * unit
}

/// A working time that may be negative.
pub(super) fn is_lag(text: &str) -> bool {
    let text = text.trim();
    is_span(text.strip_prefix(['-', '+']).unwrap_or(text))
}
