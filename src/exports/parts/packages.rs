//! Work packages in full: outcome, owner, range, what it waits for, which gap it closes.

use serde::Serialize;

use super::entries::{Entry, entry};
use crate::agenda::SheetKind;
use crate::exports::inline::{Inline, Piece, comma_list, words};
use crate::exports::report::View;
use crate::exports::say;
use crate::order::Arrange;
use crate::roadmap::Words;
use crate::workshop::{Record, Reference};

/// A work package in full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PackagePart {
    /// Its record.
    pub entry: Entry,
    /// First and last day; empty when it cannot be dated or was dropped.
    pub dates: Inline,
    /// Why it stands where it stands, sentence by sentence.
    pub why: Vec<Inline>,
    /// What it waits for.
    pub waits_for: Inline,
    /// What waits for it.
    pub holds_up: Inline,
}

/// All work packages, dropped ones too, in the order of their references.
#[must_use]
pub fn packages(view: View<'_>) -> Vec<PackagePart> {
    let state = view.state();
    let sheets = state.playbook.sheets.iter();
    let mut records: Vec<&Record> = sheets
        .filter(|sheet| sheet.kind() == SheetKind::Plan)
        .flat_map(|sheet| state.on_sheet(&sheet.id))
        .collect();
    records.arrange_by(|a, b| a.id.cmp(&b.id));
    let said = Words::new(&view.report.plan, &view.report.schedule);
    records
        .into_iter()
        .map(|record| part(view, &said, record))
        .collect()
}

fn part(view: View<'_>, said: &Words<'_>, record: &Record) -> PackagePart {
    let mut part = PackagePart {
        entry: entry(view, record),
        dates: Inline::new(),
        why: Vec::new(),
        waits_for: Inline::new(),
        holds_up: Inline::new(),
    };
    let plan = &view.report.plan;
    let Some(place) = plan.find(record.id.as_str()) else {
        return part;
    };
    part.dates = match view.report.dates.packages[place] {
        Some(span) if span.start == span.finish => words(span.start.to_string()),
        Some(span) => words(format!("{} to {}", span.start, span.finish)),
        None => Inline::new(),
    };
    let driven = said.why(place);
    part.why = driven
        .iter()
        .take(1)
        .map(|line| view.linked(&say::dates(line)))
        .collect();
    let network = plan.network();
    let name = |place: usize| view.reference(&Reference::new(&network.packages[place].id));
    let ends = |links: Vec<usize>, from: bool| -> Vec<Piece> {
        let mut places: Vec<usize> = links
            .into_iter()
            .filter_map(|link| plan.ends(link))
            .map(|(a, b)| if from { a } else { b })
            .collect();
        places.arrange_by_key(|place| Reference::new(&network.packages[*place].id));
        places.dedup();
        places.into_iter().map(name).collect()
    };
    part.waits_for = comma_list(ends(plan.links_into(place).collect(), true));
    part.holds_up = comma_list(ends(plan.links_out_of(place).collect(), false));
    part
}
