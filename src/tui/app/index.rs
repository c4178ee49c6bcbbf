//! What is worked out of a workshop once per change, so that a key press does not: rows, counts, what is missing.

use std::collections::BTreeMap;

use super::drawing::Drawing;
use super::questions::Questions;
use super::scorecard::Scorecard;
use super::sieve::Sieve;
use super::tab::Tab;
use crate::agenda::{BlockId, Level, Quadrant, SheetId, SheetKind};
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
    /// For which entry, block and tab the rest is right.
    place: Option<(u64, Option<BlockId>, Option<Tab>)>,
    /// For which filter the rows are right.
    filter: String,
    sieve: Option<Sieve>,
    /// Records per sheet.
    pub(crate) counts: BTreeMap<SheetId, usize>,
    /// Outputs of blocks that have begun and of the block in front.
    pub(crate) outputs: BTreeMap<BlockId, Vec<OutputLine>>,
    /// The records that the list in front shows, in order.
    pub(crate) rows: Vec<Reference>,
    /// Where each of them stands on a SWOT board; empty for any other list.
    pub(crate) points: Vec<Point>,
    /// How much each of what is carried in matters, in order.
    pub(crate) carried: Vec<(Level, Reference)>,
    /// What stands below the cells of the scorecard that was in front last.
    pub(crate) scorecard: Scorecard,
    /// The drawing of the flow that was in front last.
    pub(crate) drawing: Drawing,
    /// What there is to ask in the block that was in front last.
    pub(crate) questions: Questions,
}

/// Where a point stands on a SWOT board.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Point {
    /// The option, counted from 0; none for a point that names no option of the rubric.
    pub(crate) option: Option<usize>,
    /// The quadrant; a point without one is among the strengths.
    pub(crate) quadrant: Quadrant,
}

impl Point {
    fn of(id: &Reference, state: &State) -> Self {
        let text = |column: &str| state.record(id).map_or("", |record| record.text(column));
        let mut options = state.rubric.options.iter();
        Self {
            option: options.position(|option| option.id.as_str() == text("option")),
            quadrant: Quadrant::from_start(text("quadrant")).unwrap_or(Quadrant::Strengths),
        }
    }
}

impl Index {
    /// Brings everything up to date when the workshop, the place or the filter has changed.
    pub(crate) fn refresh(
        &mut self,
        entries: u64,
        state: &State,
        block: Option<&BlockId>,
        tab: Option<&Tab>,
        filter: &str,
    ) {
        let place = (entries, block.cloned(), tab.cloned());
        if self.place.as_ref() != Some(&place) {
            let known = self.place.as_ref().map(|(entries, ..)| *entries);
            if known != Some(entries) {
                self.count(state);
                self.outputs.clear();
            }
            self.judge(state, block);
            self.carried = block.map(|block| carried(state, block)).unwrap_or_default();
            self.show_all(state, tab);
            self.place = Some(place);
        }
        if filter.trim().is_empty() {
            if !self.filter.is_empty() {
                self.show_all(state, tab);
            }
        } else if self.filter != filter {
            let all = std::mem::take(&mut self.rows);
            let sieve = self.sieve.get_or_insert_with(|| Sieve::new(state, all));
            self.rows = sieve.find(filter);
            filter.clone_into(&mut self.filter);
            self.place_points(state, tab);
        }
    }

    fn place_points(&mut self, state: &State, tab: Option<&Tab>) {
        let sheet = tab
            .and_then(Tab::sheet)
            .and_then(|id| state.playbook.sheet(id));
        let rows = match sheet {
            Some(sheet) if sheet.kind() == SheetKind::Swot => self.rows.as_slice(),
            _ => &[],
        };
        self.points = rows.iter().map(|id| Point::of(id, state)).collect();
    }

    fn show_all(&mut self, state: &State, tab: Option<&Tab>) {
        self.rows = rows(state, tab, &self.carried);
        self.sieve = None;
        self.filter.clear();
        self.place_points(state, tab);
    }

    fn count(&mut self, state: &State) {
        self.counts.clear();
        for record in state.every_record().filter(|record| !record.removed) {
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
                .every_record()
                .filter(on)
                .map(|record| record.id.clone())
                .collect()
        }
        Some(Tab::Carried(_)) => carried.iter().map(|(_, id)| id.clone()).collect(),
        Some(Tab::Topics(_)) | None => Vec::new(),
    }
}
