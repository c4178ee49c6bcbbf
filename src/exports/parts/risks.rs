//! Risks: the three worst on page one, all of them further down.

use super::registers::rank;
use crate::exports::inline::{Inline, Piece};
use crate::exports::report::View;
use crate::exports::{say, text};
use crate::workshop::{Record, Value};

/// Risks that page one names.
const ON_PAGE_ONE: usize = 3;

/// The worst open risks, one line each: what, how likely and bad, response, owner, date.
#[must_use]
pub fn top(view: View<'_>) -> Vec<Inline> {
    let mut open: Vec<&Record> = view
        .records("risks")
        .into_iter()
        .filter(|record| !matches!(record.text("status"), "closed" | "mitigated"))
        .collect();
    open.sort_by(|a, b| rank(b).cmp(&rank(a)).then_with(|| a.id.cmp(&b.id)));
    open.into_iter()
        .take(ON_PAGE_ONE)
        .map(|record| line(view, record))
        .collect()
}

fn line(view: View<'_>, record: &Record) -> Inline {
    let mut line = vec![view.reference(&record.id), Piece::text(" ")];
    let said = text::shortened(&view.title(record), 200);
    line.extend(view.linked(&said));
    let level = |column: &str| match record.get(column) {
        Some(Value::Level(level)) => say::level(*level).to_lowercase(),
        _ => "not rated".to_owned(),
    };
    let owner = record.text("owner").trim_start_matches('@');
    let owner = if owner.is_empty() {
        "nobody yet"
    } else {
        owner
    };
    let due = match record.get("due") {
        Some(Value::Date(date)) => format!(", by {}", say::day(*date)),
        _ => String::new(),
    };
    line.push(Piece::text(format!(
        " (likelihood {}, impact {}; owner: {owner}{due})",
        level("likelihood"),
        level("impact")
    )));
    let response = record.text("response");
    if !response.is_empty() {
        line.push(Piece::text(": "));
        line.extend(view.linked(&text::shortened(response, 200)));
    }
    line
}
