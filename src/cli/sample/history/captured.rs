//! What the room said: records, scores and tables, at the time of each.

use std::collections::BTreeSet;

use chrono::TimeDelta;

use super::Tale;
use crate::agenda::{Axis, ColumnId, SheetBody, SheetId, TopicId};
use crate::workshop::{Change, NewRecord, Record, Stamp, State, Value};

/// The topic under which assumptions are confirmed, amended or rejected.
const REVIEW: &str = "review-assumptions";
/// The sheet that is reviewed.
const REVIEWED: &str = "assumptions";
/// The columns that the review fills; the first has a default until then.
const BY_REVIEW: [&str; 2] = ["status", "verification"];
/// Share of a block, in percent, after which its tables are begun, and after which they are full.
const BEGUN: usize = 60;
const FULL: usize = 76;

impl Tale<'_> {
    /// Records as they were captured; a slip is removed again soon after.
    pub(super) fn records(&mut self) {
        let plan = self.first_package();
        for record in self.state.every_record() {
            let mut changes = vec![Change::Add(Box::new(self.captured(record)))];
            if plan.as_ref() == Some(&record.added) {
                changes.insert(0, Change::SetPlan(Box::new(self.state.plan.clone())));
            }
            self.say(&record.added, changes);
            if record.removed {
                let Stamp { at, by } = record.added.clone();
                let soon = Stamp {
                    at: at + TimeDelta::seconds(48),
                    by,
                };
                self.say(&soon, vec![Change::Remove(record.id.clone())]);
            }
        }
    }

    /// When the first work package was written down: the calendar is set then.
    fn first_package(&self) -> Option<Stamp> {
        let packages = self.state.every_record();
        let packages = packages.filter(|record| record.get("duration").is_some());
        packages
            .map(|record| record.added.clone())
            .min_by_key(|stamp| stamp.at)
    }

    /// A record as it was when it was captured.
    fn captured(&self, record: &Record) -> NewRecord {
        let mut fields = record.fields.clone();
        if record.sheet.as_str() == REVIEWED {
            for column in BY_REVIEW {
                match self.default_of(record, column) {
                    Some(value) => fields.insert(ColumnId::new(column), value),
                    None => fields.remove(column),
                };
            }
        }
        NewRecord {
            id: Some(record.id.clone()),
            sheet: record.sheet.clone(),
            fields,
            added: None,
            block: record.block.clone(),
            topic: record.topic.clone(),
            parked: record.parked,
            off_record: record.off_record,
        }
    }

    fn default_of(&self, record: &Record, column: &str) -> Option<Value> {
        let sheet = self.state.playbook.sheet(&record.sheet)?;
        sheet.column(column)?.default.clone().map(Value::Text)
    }

    /// What the review made of each assumption, one after the other until the topic was covered.
    pub(super) fn review(&mut self) {
        let Some(covered) = self.state.covered.get(&TopicId::new(REVIEW)) else {
            return;
        };
        let sheet = SheetId::new(REVIEWED);
        let reviewed: Vec<&Record> = self.state.on_sheet(&sheet).collect();
        for (left, record) in (1..).zip(reviewed.into_iter().rev()) {
            let stamp = Stamp {
                at: covered.at - TimeDelta::seconds(35 * left),
                by: covered.by.clone(),
            };
            let changes = self.verdict(record);
            if !changes.is_empty() {
                self.say(&stamp, changes);
            }
        }
    }

    fn verdict(&self, record: &Record) -> Vec<Change> {
        let set = |column: &str| {
            let value = record.get(column).cloned();
            (value != self.default_of(record, column)).then(|| Change::Set {
                id: record.id.clone(),
                column: ColumnId::new(column),
                value,
            })
        };
        BY_REVIEW.into_iter().filter_map(set).collect()
    }

    /// Votes and scores, each at its own time; the score of a cell that was voted on is written down right after.
    pub(super) fn scores(&mut self) {
        for (cell, round) in self
            .state
            .votes
            .iter()
            .flat_map(|(cell, rounds)| rounds.iter().map(move |round| (cell, round)))
        {
            let vote = Change::Vote {
                cell: cell.clone(),
                tally: round.tally,
                room: Some(round.room),
                set: None,
            };
            self.say(&round.set, vec![vote]);
        }
        for (cell, score) in &self.state.scores {
            let change = Change::Score {
                cell: cell.clone(),
                mark: score.mark,
                rationale: score.rationale.clone(),
                provenance: score.provenance,
                set: None,
            };
            self.say(&score.set, vec![change]);
        }
    }

    /// Tables, row by row, in the first block that shows them.
    pub(super) fn cells(&mut self) {
        let scribe = self.scribe();
        let mut filled: BTreeSet<&SheetId> = BTreeSet::new();
        let state = self.state;
        for (_, block) in state.playbook.blocks() {
            let clock = state.clocks.get(&block.id);
            let run = clock.and_then(|clock| clock.runs.first());
            let Some((from, to)) = run.and_then(|run| Some((run.from, run.to?))) else {
                continue;
            };
            for sheet in block.sheets.iter().filter(|sheet| filled.insert(sheet)) {
                let rows = rows(state, sheet);
                let share = |percent: usize| {
                    let part = (to - from).num_seconds() * i64::try_from(percent).unwrap_or(0);
                    from + TimeDelta::seconds(part / 100)
                };
                for (place, changes) in rows.iter().enumerate() {
                    let stamp = Stamp {
                        at: share(BEGUN + (FULL - BEGUN) * place / rows.len()),
                        by: scribe.clone(),
                    };
                    self.say(&stamp, changes.clone());
                }
            }
        }
    }
}

/// What fills each row of a table, in the order of its rows.
fn rows(state: &State, sheet: &SheetId) -> Vec<Vec<Change>> {
    let Some(SheetBody::Matrix {
        rows: Axis::Fixed(rows),
        ..
    }) = state.playbook.sheet(sheet).map(|sheet| &sheet.body)
    else {
        return Vec::new();
    };
    let of_row = |row: &String| {
        let cells = state.cells.iter();
        let cells = cells.filter(|((in_sheet, in_row, _), _)| in_sheet == sheet && in_row == row);
        cells
            .map(|(key, value)| Change::SetCell {
                key: key.clone(),
                value: Some(value.clone()),
            })
            .collect::<Vec<_>>()
    };
    let filled = rows.iter().map(of_row);
    filled.filter(|changes| !changes.is_empty()).collect()
}
