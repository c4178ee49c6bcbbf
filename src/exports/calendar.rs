//! iCalendar (RFC 5545): the agenda, the milestones and what is due.
//!
//! Times of the agenda are floating: they are those of the place, wherever the reader is. Days are
//! all-day events; their end is the day after, since iCalendar does not count it.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use icalendar::{Calendar, Component, Event, EventLike};

use super::text::{fold, shortened};
use super::work::Work;
use crate::workshop::{Record, Reference, Value};

/// Letters of what an event is called.
const SUMMARY: usize = 200;
/// Sheets whose records are due on a date, with what is said of them.
const DUE: [(&str, &str); 3] = [
    ("actions", "Due"),
    ("decisions", "Decision due"),
    ("risks", "Risk response due"),
];
/// A record with one of these is finished: nobody has to be reminded.
const SETTLED: [&str; 6] = [
    "done",
    "dropped",
    "closed",
    "agreed",
    "superseded",
    "mitigated",
];

/// The calendar of a workshop, the same bytes for the same state.
///
/// An event keeps its UID as long as the workshop keeps its title and client, so that a calendar that
/// has an earlier export is brought up to date.
#[must_use]
pub(super) fn calendar(work: &Work<'_>) -> String {
    let info = &work.state.info;
    let named = format!("{}\n{}", info.client, info.title);
    let key = blake3::hash(named.as_bytes()).to_hex();
    let maker = Maker {
        key: key.chars().take(16).collect(),
        stamp: stamp(work),
    };
    let mut calendar = Calendar::empty();
    let product = format!("-//flipchart//flipchart {}//EN", work.input.tool_version);
    calendar
        .append_property(("VERSION", "2.0"))
        .append_property(("PRODID", product.as_str()))
        .append_property(("CALSCALE", "GREGORIAN"));
    calendar.name(&fold(&info.title));
    calendar.extend(agenda(work, &maker));
    calendar.extend(milestones(work, &maker));
    calendar.extend(deadlines(work, &maker));
    calendar.extend(due(work, &maker));
    calendar.extend(decision(work, &maker));
    calendar.to_string()
}

/// When the newest record was captured: no clock is read here.
fn stamp(work: &Work<'_>) -> DateTime<Utc> {
    let newest = work.state.every_record().map(|record| record.added.at);
    let day = work.state.info.dates.first();
    let first = || day.map(|day| day.and_time(NaiveTime::MIN).and_utc());
    let newest = newest.max().map(|at| at.to_utc());
    newest.or_else(first).unwrap_or(DateTime::UNIX_EPOCH)
}

/// What all events have in common.
struct Maker {
    key: String,
    stamp: DateTime<Utc>,
}

impl Maker {
    fn event(&self, id: &str, summary: &str) -> Event {
        let mut event = Event::new();
        event
            .uid(&format!("{}-{id}@flipchart", self.key))
            .timestamp(self.stamp)
            .summary(&shortened(summary, SUMMARY));
        event
    }

    /// An event that takes a whole day.
    fn day(&self, id: &str, summary: &str, date: NaiveDate) -> Event {
        let mut event = self.event(id, summary);
        event.starts(date).ends(date.succ_opt().unwrap_or(date));
        // A day that something is due does not make anybody busy.
        event.add_property("TRANSP", "TRANSPARENT");
        event
    }
}

fn agenda(work: &Work<'_>, maker: &Maker) -> Vec<Event> {
    let info = &work.state.info;
    let days = work.state.playbook.days.iter().zip(&info.dates);
    let blocks = days.flat_map(|(day, date)| day.blocks.iter().map(move |block| (*date, block)));
    blocks
        .map(|(date, block)| {
            let at = |minutes: u16| {
                date.and_time(NaiveTime::MIN) + TimeDelta::minutes(i64::from(minutes))
            };
            let mut event = maker.event(&format!("block-{}", block.id), &block.title);
            event
                .starts(at(block.start.minutes()))
                .ends(at(block.start.minutes() + block.minutes()));
            if !info.location.is_empty() {
                event.location(&fold(&info.location));
            }
            event
        })
        .collect()
}

fn milestones(work: &Work<'_>, maker: &Maker) -> Vec<Event> {
    let packages = work.plan.network().packages.iter();
    let dated = packages.zip(&work.dates.packages);
    dated
        .filter(|(package, _)| package.milestone)
        .filter_map(|(package, span)| {
            let summary = format!("Milestone {} {}", package.id, package.title);
            let mut event = maker.day(&package.id, &summary, (*span)?.finish);
            describe_package(work, &package.id, &mut event);
            Some(event)
        })
        .collect()
}

fn deadlines(work: &Work<'_>, maker: &Maker) -> Vec<Event> {
    let packages = work.plan.network().packages.iter();
    packages
        .filter_map(|package| {
            let summary = format!("Deadline of {} {}", package.id, package.title);
            let id = format!("{}-deadline", package.id);
            let mut event = maker.day(&id, &summary, package.deadline?);
            describe_package(work, &package.id, &mut event);
            Some(event)
        })
        .collect()
}

/// What is due and not done.
fn due(work: &Work<'_>, maker: &Maker) -> Vec<Event> {
    let sheets = &work.state.playbook;
    let records = DUE
        .iter()
        .filter_map(|(name, said)| Some((sheets.sheet_named(name)?, *said)))
        .flat_map(|(sheet, said)| work.state.on_sheet(&sheet.id).map(move |one| (one, said)));
    records
        .filter(|(record, _)| !SETTLED.contains(&record.text("status")))
        .filter_map(|(record, said)| {
            let Some(Value::Date(date)) = record.get("due") else {
                return None;
            };
            let summary = format!("{said}: {} {}", record.id, record.naming_text());
            let mut event = maker.day(record.id.as_str(), &summary, *date);
            describe(record, &mut event);
            Some(event)
        })
        .collect()
}

/// The decision that the report asks for.
fn decision(work: &Work<'_>, maker: &Maker) -> Option<Event> {
    let asked = work.state.info.decision.as_ref()?;
    let summary = format!("Decision asked for: {}", asked.what);
    let mut event = maker.day("decision", &summary, asked.by?);
    if !asked.who.is_empty() {
        let who = fold(asked.who.trim_start_matches('@'));
        event.description(&format!("Decides: {who}"));
    }
    Some(event)
}

/// Owner and acceptance of a work package.
fn describe_package(work: &Work<'_>, id: &str, event: &mut Event) {
    if let Some(record) = work.state.record(&Reference::new(id)) {
        describe(record, event);
    }
}

fn describe(record: &Record, event: &mut Event) {
    let owner = fold(record.text("owner").trim_start_matches('@'));
    let acceptance = fold(record.text("acceptance"));
    let lines: Vec<String> = [("Owner", owner), ("Done when", acceptance)]
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(name, text)| format!("{name}: {text}"))
        .collect();
    if !lines.is_empty() {
        event.description(&lines.join("\n"));
    }
}
