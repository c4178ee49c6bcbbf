//! Findings of a block: what was said, what was decided, what is open.

use serde::Serialize;

use super::agenda::{actual, planned};
use crate::agenda::{Block, BlockKind, SheetKind};
use crate::check::{OutputStatus, outputs_of};
use crate::exports::inline::{Inline, Piece};
use crate::exports::report::View;
use crate::exports::text;
use crate::workshop::Record;

/// What a block brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BlockPart {
    /// Its heading, made from its id.
    pub heading: String,
    /// Its title.
    pub title: String,
    /// Day from 1 and planned times: `Day 1, 10:00 to 12:00`.
    pub planned: String,
    /// When its clock ran; empty when it never did.
    pub actual: String,
    /// What it is for.
    pub goal: Option<String>,
    /// Topics that were talked about.
    pub covered: Vec<String>,
    /// Topics that were not, while others were.
    pub not_covered: Vec<String>,
    /// What was said, sheet by sheet.
    pub said: Vec<Said>,
    /// Decisions taken in it.
    pub decided: Vec<Inline>,
    /// Assumptions, actions and parked questions from it that are still open.
    pub open: Vec<Inline>,
    /// What it had to produce.
    pub outputs: Vec<OutputRow>,
}

/// Records of one sheet that were captured in a block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Said {
    /// The sheet's title.
    pub sheet: String,
    /// References and what they say.
    pub records: Vec<Inline>,
}

/// An output and how it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OutputRow {
    /// What it is.
    pub title: String,
    /// `complete`, `accepted as it is`, `missing`.
    pub status: &'static str,
    /// The reason of an acceptance, or what is missing.
    pub detail: String,
}

/// Findings of every block that is not a break.
#[must_use]
pub fn findings(view: View<'_>) -> Vec<BlockPart> {
    view.state()
        .playbook
        .blocks()
        .filter(|(_, block)| block.kind != BlockKind::Break)
        .map(|(day, block)| part(view, day, block))
        .collect()
}

fn part(view: View<'_>, day: usize, block: &Block) -> BlockPart {
    let state = view.state();
    let records: Vec<&Record> = state
        .every_record()
        .filter(|record| record.block.as_ref() == Some(&block.id))
        .collect();
    let topics = block.all_topics();
    let titles = |covered: bool| {
        topics
            .iter()
            .filter(|(_, topic)| state.covered.contains_key(&topic.id) == covered)
            .map(|(_, topic)| topic.title.clone())
            .collect::<Vec<_>>()
    };
    let covered = titles(true);
    BlockPart {
        heading: view
            .report
            .anchors
            .block(&block.id)
            .map_or_else(String::new, |anchor| anchor.heading.clone()),
        title: block.title.clone(),
        planned: format!("Day {}, {}", day + 1, planned(block)),
        actual: actual(view, block).unwrap_or_default(),
        goal: block.goal.clone(),
        not_covered: if covered.is_empty() {
            Vec::new()
        } else {
            titles(false)
        },
        covered,
        said: said(view, &records),
        decided: lines(view, records.iter().filter(|record| is_decision(record))),
        open: lines(view, records.iter().filter(|record| is_open(record))),
        outputs: outputs_of(state, block).iter().map(output).collect(),
    }
}

fn is_decision(record: &Record) -> bool {
    record.sheet.as_str() == "decisions"
}

/// Assumptions, actions, questions and whatever else is parked, until their status says otherwise.
fn is_open(record: &Record) -> bool {
    let listed = matches!(
        record.sheet.as_str(),
        "assumptions" | "actions" | "parking-lot"
    );
    (listed || record.parked) && matches!(record.text("status"), "" | "open" | "waiting")
}

/// What was said, in the order of the playbook's sheets, without what is decided or open.
fn said(view: View<'_>, records: &[&Record]) -> Vec<Said> {
    view.state()
        .playbook
        .sheets
        .iter()
        .filter_map(|sheet| {
            let here = records
                .iter()
                .filter(|record| {
                    record.sheet == sheet.id && !is_decision(record) && !is_open(record)
                })
                .filter(|record| sheet.kind() != SheetKind::Flow || record.text("from").is_empty());
            let records = lines(view, here);
            (!records.is_empty()).then(|| Said {
                sheet: sheet.title.clone(),
                records,
            })
        })
        .collect()
}

fn lines<'r>(view: View<'_>, records: impl Iterator<Item = &'r &'r Record>) -> Vec<Inline> {
    records
        .map(|record| {
            let title = text::shortened(&view.title(record), 240);
            let mut line = vec![view.reference(&record.id), Piece::text(" ")];
            line.extend(view.linked(&title));
            if let Some(option) = of_option(view, record) {
                line.push(Piece::text(format!(" ({option})")));
            }
            line
        })
        .collect()
}

/// The option that a record is about, by its title; costs and points of a SWOT board read alike without it.
fn of_option<'v>(view: View<'v>, record: &'v Record) -> Option<&'v str> {
    let named = record.text("option");
    let options = &view.state().rubric.options;
    let known = options.iter().find(|option| option.id.as_str() == named);
    match known {
        Some(option) => Some(option.title.as_str()),
        None if named == "all" => Some("any option"),
        None => (!named.is_empty()).then_some(named),
    }
}

fn output(state: &crate::check::OutputState<'_>) -> OutputRow {
    let (status, detail) = match &state.status {
        OutputStatus::Complete => ("complete", String::new()),
        OutputStatus::Accepted(reason) => ("accepted as it is", reason.clone()),
        OutputStatus::Missing(what) => ("missing", what.clone()),
    };
    OutputRow {
        title: state.output.title.clone(),
        status,
        detail,
    }
}
