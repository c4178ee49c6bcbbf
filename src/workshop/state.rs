//! Everything that is known of a workshop at one point of its journal.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::as_list;
use super::info::{Info, Person, PlanSettings};
use super::link::{Link, LinkKey, Node, Relation};
use super::progress::{Acceptance, Clock};
use super::record::{Record, Stamp};
use super::reference::Reference;
use super::score::{CellKey, Score};
use super::tally::Round;
use super::value::Value;
use crate::agenda::{BlockId, Environment, Level, OutputId, Playbook, Rubric, SheetId, TopicId};
use crate::order::Arrange;

/// Which cell of a matrix: sheet, row and column.
///
/// A row or column is its name where the axis is fixed, the record's reference where it is a register.
pub type MatrixKey = (SheetId, String, String);

/// A paragraph of the consultant's own in a section of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prose {
    /// The text, in Markdown.
    pub text: String,
    /// When and by whom it was last changed.
    pub set: Stamp,
}

/// Everything that is known of a workshop at one point of its journal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// Client, dates and purpose.
    pub info: Info,
    /// Who takes part.
    pub people: Vec<Person>,
    /// The workshop's own copy of its playbook.
    pub playbook: Arc<Playbook>,
    /// The workshop's own copy of its rubric.
    pub rubric: Arc<Rubric>,
    /// All records, removed ones too, in the order of their references; shared with what was there before.
    #[serde(with = "as_list")]
    pub records: BTreeMap<Reference, Arc<Record>>,
    /// Links.
    #[serde(with = "as_list")]
    pub links: BTreeMap<LinkKey, Link>,
    /// Cells of the scorecard that have been touched.
    #[serde(with = "as_list")]
    pub scores: BTreeMap<CellKey, Score>,
    /// Shows of hands by cell, the first round first.
    #[serde(default, with = "as_list", skip_serializing_if = "BTreeMap::is_empty")]
    pub votes: BTreeMap<CellKey, Vec<Round>>,
    /// When the weights of an environment were locked.
    pub locked: BTreeMap<Environment, Stamp>,
    /// Cells of matrices that are not blank.
    #[serde(with = "as_list")]
    pub cells: BTreeMap<MatrixKey, Value>,
    /// When the clock of each block ran; apart from what people did, since undo passes over it.
    pub clocks: BTreeMap<BlockId, Clock>,
    /// Topics that were covered, when and by whom.
    pub covered: BTreeMap<TopicId, Stamp>,
    /// Outputs that were accepted as they are.
    pub accepted: BTreeMap<OutputId, Acceptance>,
    /// The calendar of the roadmap.
    pub plan: PlanSettings,
    /// The consultant's own paragraphs, by section of a report.
    pub prose: BTreeMap<String, Prose>,
    /// The highest number given out per prefix; never lowered, so that no reference is reused.
    pub(super) numbers: Arc<BTreeMap<String, u32>>,
}

impl State {
    /// An empty workshop on this playbook and rubric.
    #[must_use]
    pub fn new(
        info: Info,
        playbook: impl Into<Arc<Playbook>>,
        rubric: impl Into<Arc<Rubric>>,
    ) -> Self {
        Self {
            info,
            people: Vec::new(),
            playbook: playbook.into(),
            rubric: rubric.into(),
            records: BTreeMap::new(),
            links: BTreeMap::new(),
            scores: BTreeMap::new(),
            votes: BTreeMap::new(),
            locked: BTreeMap::new(),
            cells: BTreeMap::new(),
            clocks: BTreeMap::new(),
            covered: BTreeMap::new(),
            accepted: BTreeMap::new(),
            plan: PlanSettings::default(),
            prose: BTreeMap::new(),
            numbers: Arc::default(),
        }
    }

    /// The records of a sheet that are not removed, in the order of their references.
    pub fn on_sheet<'s>(&'s self, sheet: &'s SheetId) -> impl Iterator<Item = &'s Record> {
        self.every_record()
            .filter(move |record| record.sheet == *sheet && !record.removed)
    }

    /// All records, removed ones too, in the order of their references.
    pub fn every_record(&self) -> impl DoubleEndedIterator<Item = &Record> {
        self.records.values().map(Arc::as_ref)
    }

    /// The record of this reference, unless it is removed.
    #[must_use]
    pub fn record(&self, id: &Reference) -> Option<&Record> {
        self.records
            .get(id)
            .map(Arc::as_ref)
            .filter(|record| !record.removed)
    }

    /// The score of a cell, if it has been touched.
    #[must_use]
    pub fn score(&self, cell: &CellKey) -> Option<&Score> {
        self.scores.get(cell)
    }

    /// The shows of hands on a cell, the first round first; the last one counts.
    #[must_use]
    pub fn rounds(&self, cell: &CellKey) -> &[Round] {
        self.votes.get(cell).map_or(&[], Vec::as_slice)
    }

    /// How many people vote: what was said, or those listed beside the facilitators; `None` when nobody is listed.
    #[must_use]
    pub fn room(&self) -> Option<u32> {
        self.info.room.or_else(|| Person::voters(&self.people))
    }

    /// The links that begin at a node.
    pub fn links_from<'s>(
        &'s self,
        node: &'s Node,
    ) -> impl Iterator<Item = (&'s LinkKey, &'s Link)> {
        self.links.iter().filter(move |(key, _)| key.from == *node)
    }

    /// The links that lead to a node.
    pub fn links_to<'s>(&'s self, node: &'s Node) -> impl Iterator<Item = (&'s LinkKey, &'s Link)> {
        self.links.iter().filter(move |(key, _)| key.to == *node)
    }

    /// The records that speak for a cell's level.
    pub fn evidence<'s>(&'s self, cell: &'s CellKey) -> impl Iterator<Item = &'s Record> {
        self.links
            .keys()
            .filter(move |key| {
                key.relation == Relation::Evidence && key.from == Node::Cell(cell.clone())
            })
            .filter_map(|key| self.record(key.to.record()?))
    }

    /// What was said before that matters to a block: records with relevance M or H to it, highest first.
    #[must_use]
    pub fn carried_in(&self, block: &BlockId) -> Vec<(Level, &Record)> {
        let mut carried: Vec<(Level, &Record)> = self
            .every_record()
            .filter(|record| !record.removed)
            .filter_map(|record| Some((record_relevance(record, block)?, record)))
            .filter(|(level, _)| *level >= Level::Medium)
            .collect();
        carried.arrange_by(|left, right| {
            right
                .0
                .cmp(&left.0)
                .then_with(|| left.1.id.cmp(&right.1.id))
        });
        carried
    }

    /// Counts the number of a reference as given out.
    pub(super) fn count_number(&mut self, id: &Reference) {
        if let Some((prefix, number)) = id.parts() {
            let numbers = Arc::make_mut(&mut self.numbers);
            let highest = numbers.entry(prefix.to_owned()).or_default();
            *highest = (*highest).max(number);
        }
    }

    /// Counts the numbers of all records as given out.
    pub(super) fn count_numbers(&mut self) {
        let ids: Vec<Reference> = self.records.keys().cloned().collect();
        for id in &ids {
            self.count_number(id);
        }
    }

    /// The next reference of a prefix, without taking it.
    #[must_use]
    pub fn next_reference(&self, prefix: &str) -> Reference {
        let last = self.numbers.get(prefix).copied().unwrap_or(0);
        Reference::numbered(prefix, last.saturating_add(1))
    }
}

/// The relevance of a record to a block, from whichever column holds it.
fn record_relevance(record: &Record, block: &BlockId) -> Option<Level> {
    record.fields.values().find_map(|value| match value {
        Value::Relevance(levels) => levels.get(block).copied(),
        _ => None,
    })
}
