//! The documentation: everything that was said, by block, by sheet and by record.

use std::collections::BTreeMap;

use serde::Serialize;

use super::page_one::{PageOne, page_one};
use crate::agenda::SheetKind;
use crate::exports::inline::{Inline, Piece};
use crate::exports::parts::agenda::{DayPart, agenda};
use crate::exports::parts::annex::{Annex, annex};
use crate::exports::parts::cover::{Cover, cover};
use crate::exports::parts::entries::{Entry, entry};
use crate::exports::parts::findings::{BlockPart, findings};
use crate::exports::parts::flows::{FlowPart, flows};
use crate::exports::parts::matrices::{MatrixPart, matrices};
use crate::exports::parts::people::{PersonRow, people};
use crate::exports::parts::registers::{SheetPart, further, register};
use crate::exports::parts::scores::{CriterionPart, in_full};
use crate::exports::parts::swot::{Board, boards};
use crate::exports::report::View;

/// Registers that have a section of their own.
const OWN_SECTION: [&str; 8] = [
    "requirements",
    "actions",
    "parking-lot",
    "risks",
    "assumptions",
    "costs",
    "feedback",
    "decisions",
];

/// What the template of the documentation prints.
#[derive(Debug, Serialize)]
pub(super) struct Documentation {
    cover: Cover,
    page: PageOne,
    question: String,
    scope: Vec<String>,
    non_scope: Vec<String>,
    about: String,
    people: Vec<PersonRow>,
    agenda: Vec<DayPart>,
    findings: Vec<BlockPart>,
    decisions: Vec<Entry>,
    /// Registers with a section of their own, by id.
    registers: BTreeMap<&'static str, SheetPart>,
    /// Records of other sheets that were parked.
    parked: Vec<Inline>,
    further: Vec<SheetPart>,
    boards: Vec<Board>,
    scores: Vec<CriterionPart>,
    flows: Vec<FlowPart>,
    matrices: Vec<MatrixPart>,
    entries: Vec<SheetEntries>,
    annex: Annex,
    prose: BTreeMap<String, String>,
    /// Paragraphs of sections that no document has.
    remarks: Vec<String>,
}

/// All records of a sheet in full.
#[derive(Debug, Serialize)]
struct SheetEntries {
    heading: String,
    title: String,
    entries: Vec<Entry>,
}

/// Makes it.
pub(super) fn model(view: View<'_>) -> Documentation {
    let info = &view.state().info;
    let registers = OWN_SECTION.into_iter().filter(|id| *id != "decisions");
    Documentation {
        cover: cover(view),
        page: page_one(view),
        question: info.question.clone(),
        scope: info.scope.clone(),
        non_scope: info.non_scope.clone(),
        about: view
            .state()
            .playbook
            .header
            .about
            .clone()
            .unwrap_or_default(),
        people: people(view),
        agenda: agenda(view),
        findings: findings(view),
        decisions: view
            .records("decisions")
            .into_iter()
            .map(|record| entry(view, record))
            .collect(),
        registers: registers
            .filter_map(|id| Some((id, register(view, id)?)))
            .collect(),
        parked: parked(view),
        further: further(view, &OWN_SECTION),
        boards: boards(view),
        scores: in_full(view),
        flows: flows(view),
        matrices: matrices(view),
        entries: entries(view),
        annex: annex(view),
        prose: view.prose(),
        remarks: remarks(view),
    }
}

fn parked(view: View<'_>) -> Vec<Inline> {
    view.state()
        .every_record()
        .filter(|record| record.parked && record.sheet.as_str() != "parking-lot")
        .map(|record| {
            let mut line = vec![view.reference(&record.id), Piece::text(" ")];
            line.extend(view.linked(&view.title(record)));
            line
        })
        .collect()
}

/// Every record but decisions and work packages, which stand in full elsewhere.
fn entries(view: View<'_>) -> Vec<SheetEntries> {
    view.state()
        .playbook
        .sheets
        .iter()
        .filter(|sheet| sheet.kind() != SheetKind::Plan && sheet.id.as_str() != "decisions")
        .filter_map(|sheet| {
            let entries: Vec<Entry> = view
                .state()
                .on_sheet(&sheet.id)
                .map(|record| entry(view, record))
                .collect();
            (!entries.is_empty()).then(|| SheetEntries {
                heading: view.report.anchors.records_of(&sheet.id),
                title: sheet.title.clone(),
                entries,
            })
        })
        .collect()
}

/// What the consultant wrote for sections that are in no document: it is printed all the same.
fn remarks(view: View<'_>) -> Vec<String> {
    let known = crate::exports::anchors::sections();
    view.prose()
        .into_iter()
        .filter(|(section, _)| !known.contains(section))
        .map(|(_, text)| text)
        .collect()
}
