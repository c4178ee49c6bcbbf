//! What is worked out of a workshop once per change, so that a key press does not: rows, counts, what is missing.

use std::collections::BTreeMap;

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::drawing::Drawing;
use super::scorecard::Scorecard;
use super::tab::Tab;
use crate::agenda::{BlockId, Level, SheetId};
use crate::check::{OutputStatus, outputs_of};
use crate::workshop::{Record, Reference, State};

/// The sheet that shows what was parked, whatever sheet it is on.
const PARKING_LOT: &str = "parking-lot";

/// An output of a block and how it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OutputLine {
    /// What it is.
    pub(crate) title: String,
    /// What is missing; none when it is there or accepted.
    pub(crate) missing: Option<String>,
}

/// What is worked out of a workshop.
#[derive(Debug, Clone, Default)]
pub(crate) struct Index {
    /// For which entry, tab and filter the rest is right.
    stamp: Option<(u64, Option<Tab>, String)>,
    /// Records per sheet.
    pub(crate) counts: BTreeMap<SheetId, usize>,
    /// Outputs of blocks that have begun and of the block in front.
    pub(crate) outputs: BTreeMap<BlockId, Vec<OutputLine>>,
    /// The records that the list in front shows, in order.
    pub(crate) rows: Vec<Reference>,
    /// How much each of what is carried in matters, in order.
    pub(crate) carried: Vec<(Level, Reference)>,
    /// What stands below the cells of the scorecard that was in front last.
    pub(crate) scorecard: Scorecard,
    /// The drawing of the flow that was in front last.
    pub(crate) drawing: Drawing,
}

impl Index {
    /// Brings everything up to date when the workshop, the tab or the filter has changed.
    pub(crate) fn refresh(
        &mut self,
        entries: u64,
        state: &State,
        block: Option<&BlockId>,
        tab: Option<&Tab>,
        filter: &str,
    ) {
        let stamp = (entries, tab.cloned(), filter.to_owned());
        if self.stamp.as_ref() == Some(&stamp) {
            return;
        }
        let same_entry = self
            .stamp
            .as_ref()
            .is_some_and(|(known, ..)| *known == entries);
        if !same_entry {
            self.count(state);
            self.outputs.clear();
        }
        self.judge(state, block);
        self.carried = block.map(|block| carried(state, block)).unwrap_or_default();
        self.rows = rows(state, tab, &self.carried);
        if !filter.trim().is_empty() {
            keep_matches(state, &mut self.rows, filter);
        }
        self.stamp = Some(stamp);
    }

    fn count(&mut self, state: &State) {
        self.counts.clear();
        for record in state.records.values().filter(|record| !record.removed) {
            *self.counts.entry(record.sheet.clone()).or_default() += 1;
            if record.parked && record.sheet.as_str() != PARKING_LOT {
                *self.counts.entry(SheetId::new(PARKING_LOT)).or_default() += 1;
            }
        }
    }

    fn judge(&mut self, state: &State, front: Option<&BlockId>) {
        for (_, block) in state.playbook.blocks() {
            let begun = state
                .clocks
                .get(&block.id)
                .is_some_and(|clock| clock.started().is_some());
            if (begun || front == Some(&block.id)) && !self.outputs.contains_key(&block.id) {
                let lines = outputs_of(state, block)
                    .into_iter()
                    .map(|found| OutputLine {
                        title: found.output.title.clone(),
                        missing: match found.status {
                            OutputStatus::Missing(what) => Some(what),
                            OutputStatus::Complete | OutputStatus::Accepted(_) => None,
                        },
                    });
                self.outputs.insert(block.id.clone(), lines.collect());
            }
        }
    }

    /// How many outputs of a block are missing; 0 for a block that has not begun.
    pub(crate) fn missing(&self, block: &BlockId) -> usize {
        let lines = self
            .outputs
            .get(block)
            .map(Vec::as_slice)
            .unwrap_or_default();
        lines.iter().filter(|line| line.missing.is_some()).count()
    }
}

fn carried(state: &State, block: &BlockId) -> Vec<(Level, Reference)> {
    let carried = state.carried_in(block).into_iter();
    carried
        .map(|(level, record)| (level, record.id.clone()))
        .collect()
}

fn rows(state: &State, tab: Option<&Tab>, carried: &[(Level, Reference)]) -> Vec<Reference> {
    match tab {
        Some(Tab::Sheet(sheet)) => {
            let lot = sheet.as_str() == PARKING_LOT;
            let on = |record: &&Record| {
                !record.removed && (record.sheet == *sheet || (lot && record.parked))
            };
            state
                .records
                .values()
                .filter(on)
                .map(|record| record.id.clone())
                .collect()
        }
        Some(Tab::Carried(_)) => carried.iter().map(|(_, id)| id.clone()).collect(),
        Some(Tab::Topics(_)) | None => Vec::new(),
    }
}

/// Keeps the rows that contain every word of the filter, in whatever case.
fn keep_matches(state: &State, rows: &mut Vec<Reference>, filter: &str) {
    let pattern = Pattern::new(
        filter,
        CaseMatching::Ignore,
        Normalization::Smart,
        AtomKind::Substring,
    );
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut letters = Vec::new();
    let mut text = String::new();
    rows.retain(|id| {
        text.clear();
        text.push_str(id.as_str());
        for value in state
            .record(id)
            .into_iter()
            .flat_map(|record| record.fields.values())
        {
            text.push(' ');
            match value.as_text() {
                Some(words) => text.push_str(words),
                None => text.push_str(&value.to_string()),
            }
        }
        pattern
            .score(Utf32Str::new(&text, &mut letters), &mut matcher)
            .is_some()
    });
}
