//! A state as the tables of a file.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json, json};

use super::tables::{
    Accepted, Cell, Covered, DependsOn, Document, End, Link as LinkTable, MatrixCell, Meta,
    Progress, Record as RecordTable, Run, Score as ScoreTable, Section, Stamp as StampFields,
    Vote as VoteTable, WeightsLocked, WorkPackage, Workshop,
};
use crate::agenda::{Axis, BlockId, ColumnKind, OutputId, Sheet, SheetBody, SheetKind};
use crate::workshop::{
    CellKey, Link, LinkKey, MatrixKey, Node, Precedence, Record, Reference, Relation, Round, Stamp,
    State, Value,
};

/// The whole state as a tree in the order of the file.
pub(super) fn tree(state: &State) -> Json {
    serde_json::to_value(document(state)).expect("names are text and numbers are finite")
}

fn document(state: &State) -> Document {
    let writer = Writer::new(state);
    let (packages, records) = writer.records();
    Document {
        workshop: Some(Workshop {
            info: state.info.clone(),
            last_numbers: writer.last_numbers(),
        }),
        person: state.people.clone(),
        plan: Some(state.plan.clone()),
        agenda: Some(state.playbook.clone()),
        rubric: Some(state.rubric.clone()),
        record: records,
        work_package: packages,
        score: writer.scores(),
        vote: writer.votes(),
        weights_locked: writer.locked(),
        link: writer.links(),
        cell: writer.cells(),
        section: writer.sections(),
        progress: writer.progress(),
    }
}

struct Writer<'s> {
    state: &'s State,
    /// Records that may be written.
    open: BTreeSet<&'s Reference>,
    /// Links between them that a work package or a score holds, by the node they are written with.
    held: BTreeMap<&'s Node, Vec<(&'s LinkKey, &'s Link)>>,
    /// All other links between them.
    free: Vec<(&'s LinkKey, &'s Link)>,
}

impl<'s> Writer<'s> {
    fn new(state: &'s State) -> Self {
        let open = state.every_record().filter(|record| !record.off_record);
        let mut writer = Self {
            state,
            open: open.map(|record| &record.id).collect(),
            held: BTreeMap::new(),
            free: Vec::new(),
        };
        for (key, link) in &state.links {
            let hidden = [&key.from, &key.to]
                .into_iter()
                .filter_map(|node| node.record())
                .any(|id| writer.is_hidden(id));
            match writer.holder(key, link) {
                _ if hidden => {}
                Some(node) => writer.held.entry(node).or_default().push((key, link)),
                None => writer.free.push((key, link)),
            }
        }
        writer
    }

    fn is_hidden(&self, id: &Reference) -> bool {
        self.state
            .records
            .get(id)
            .is_some_and(|record| record.off_record)
    }

    fn is_package(&self, node: &Node) -> bool {
        let record = node.record().and_then(|id| self.state.records.get(id));
        let sheet = record.and_then(|record| self.state.playbook.sheet(&record.sheet));
        sheet.is_some_and(|sheet| sheet.kind() == SheetKind::Plan)
    }

    /// The end with which a link is written, if a table has a key for it.
    fn holder(&self, key: &'s LinkKey, link: &Link) -> Option<&'s Node> {
        let plain = link.lag.is_empty() && link.why.is_empty();
        let to_cell = matches!(key.to, Node::Cell(_));
        match key.relation {
            Relation::Precedes(_)
                if self.is_package(&key.to) && !matches!(key.from, Node::Cell(_)) =>
            {
                Some(&key.to)
            }
            Relation::Closes if plain && to_cell && self.is_package(&key.from) => Some(&key.from),
            Relation::Evidence if plain && !to_cell && matches!(key.from, Node::Cell(_)) => {
                Some(&key.from)
            }
            _ => None,
        }
    }

    fn last_numbers(&self) -> BTreeMap<String, u32> {
        let mut shown: BTreeMap<&str, u32> = BTreeMap::new();
        for (prefix, number) in self.open.iter().filter_map(|id| id.parts()) {
            let highest = shown.entry(prefix).or_default();
            *highest = number.max(*highest);
        }
        let hidden = self.state.numbers.iter().filter(|(prefix, number)| {
            shown
                .get(prefix.as_str())
                .is_none_or(|shown| shown < number)
        });
        hidden
            .map(|(prefix, number)| (prefix.clone(), *number))
            .collect()
    }

    fn records(&self) -> (Vec<WorkPackage>, Vec<RecordTable>) {
        let (mut packages, mut records) = (Vec::new(), Vec::new());
        let plan = self
            .state
            .playbook
            .sheets
            .iter()
            .find(|sheet| sheet.kind() == SheetKind::Plan);
        for record in self
            .state
            .every_record()
            .filter(|record| !record.off_record)
        {
            let sheet = self.state.playbook.sheet(&record.sheet);
            let node = Node::Record(record.id.clone());
            let columns = columns(record, sheet);
            if !self.is_package(&node) {
                records.push(RecordTable {
                    id: record.id.to_string(),
                    sheet: record.sheet.to_string(),
                    columns,
                    meta: meta(record),
                });
                continue;
            }
            let other = plan.is_none_or(|plan| plan.id != record.sheet);
            let held = self.held.get(&node).map_or(&[][..], Vec::as_slice);
            packages.push(WorkPackage {
                id: record.id.to_string(),
                sheet: other.then(|| record.sheet.to_string()),
                columns: columns
                    .into_iter()
                    .map(|(key, value)| (key.replace('-', "_"), value))
                    .collect(),
                depends_on: held
                    .iter()
                    .filter_map(|(key, link)| depends_on(key, link))
                    .collect(),
                closes: held.iter().filter_map(|(key, _)| closed(key)).collect(),
                meta: meta(record),
            });
        }
        (packages, records)
    }

    fn scores(&self) -> Vec<ScoreTable> {
        let touched = self.state.scores.keys();
        let evident = self.held.keys().filter_map(|node| match node {
            Node::Cell(cell) => Some(cell),
            Node::Record(_) => None,
        });
        // A cell that was voted on and left open says so; without its table it would get the median.
        let voted = self.state.votes.keys();
        let cells: BTreeSet<&CellKey> = touched.chain(evident).chain(voted).collect();
        cells.into_iter().map(|cell| self.score(cell)).collect()
    }

    fn score(&self, cell: &CellKey) -> ScoreTable {
        let score = self.state.scores.get(cell);
        let held = self.held.get(&Node::Cell(cell.clone()));
        let evidence = held
            .into_iter()
            .flatten()
            .filter_map(|(key, _)| key.to.record());
        let mark = score.and_then(|score| score.mark);
        ScoreTable {
            cell: cell_table(cell),
            level: mark.map_or("?", |mark| mark.symbol()).to_owned(),
            rationale: score
                .map(|score| score.rationale.clone())
                .unwrap_or_default(),
            provenance: score.map(|score| score.provenance.word().to_owned()),
            evidence: evidence.map(ToString::to_string).collect(),
            set: score.map(|score| stamp(&score.set)),
        }
    }

    fn votes(&self) -> Vec<VoteTable> {
        let of_cell = |(cell, rounds): (&CellKey, &Vec<Round>)| {
            let numbered = rounds.iter().zip(1..);
            let tables = numbered.map(|(round, number)| vote(cell, number, round));
            tables.collect::<Vec<VoteTable>>()
        };
        self.state.votes.iter().flat_map(of_cell).collect()
    }

    fn locked(&self) -> Vec<WeightsLocked> {
        let locked = self.state.locked.iter();
        locked
            .map(|(environment, set)| WeightsLocked {
                environment: environment.to_string(),
                set: stamp(set),
            })
            .collect()
    }

    fn links(&self) -> Vec<LinkTable> {
        self.free
            .iter()
            .map(|(key, link)| link_table(key, link))
            .collect()
    }

    fn cells(&self) -> Vec<MatrixCell> {
        let cells = self
            .state
            .cells
            .iter()
            .filter(|(key, _)| !self.names_hidden(key));
        cells
            .map(|((sheet, row, column), value)| MatrixCell {
                sheet: sheet.to_string(),
                row: row.clone(),
                column: column.clone(),
                value: json_of(value, None),
            })
            .collect()
    }

    /// True for a cell in the row or column of a record that is off the record.
    fn names_hidden(&self, (sheet, row, column): &MatrixKey) -> bool {
        let Some(SheetBody::Matrix { rows, columns, .. }) =
            self.state.playbook.sheet(sheet).map(|sheet| &sheet.body)
        else {
            return false;
        };
        [(rows, row), (columns, column)]
            .into_iter()
            .any(|(axis, name)| {
                matches!(axis, Axis::Register(_)) && self.is_hidden(&Reference::new(name))
            })
    }

    fn sections(&self) -> Vec<Section> {
        let prose = self.state.prose.iter();
        prose
            .map(|(id, prose)| Section {
                id: id.clone(),
                text: prose.text.clone(),
                set: stamp(&prose.set),
            })
            .collect()
    }

    /// Blocks in the order of the agenda, then those that are gone, then what belongs to none.
    fn progress(&self) -> Vec<Progress> {
        let mut blocks: Vec<BlockId> = self
            .state
            .playbook
            .blocks()
            .map(|(_, block)| block.id.clone())
            .collect();
        let gone = self
            .state
            .clocks
            .keys()
            .filter(|id| self.state.playbook.block(id).is_none());
        blocks.extend(gone.cloned());
        let all = blocks.iter().map(Some).chain([None]);
        all.map(|block| self.progress_of(block))
            .filter(|progress| !progress.is_empty())
            .collect()
    }

    fn progress_of(&self, block: Option<&BlockId>) -> Progress {
        let clock = block.and_then(|block| self.state.clocks.get(block));
        let runs = clock.into_iter().flat_map(|clock| &clock.runs);
        Progress {
            block: block.map(ToString::to_string),
            runs: runs
                .map(|run| Run {
                    from: run.from,
                    to: run.to,
                })
                .collect(),
            ended: clock.and_then(|clock| clock.ended),
            extended: clock.map(|clock| clock.extended),
            covered: self.covered(block),
            accepted: self.accepted(block),
        }
    }

    fn covered(&self, block: Option<&BlockId>) -> Vec<Covered> {
        let of = |topic| self.state.playbook.topic(topic).map(|(block, _)| &block.id);
        let covered = self
            .state
            .covered
            .iter()
            .filter(|(topic, _)| of(topic) == block);
        covered
            .map(|(topic, set)| Covered {
                topic: topic.to_string(),
                set: stamp(set),
            })
            .collect()
    }

    fn accepted(&self, block: Option<&BlockId>) -> Vec<Accepted> {
        let of = |output: &OutputId| {
            let mut blocks = self.state.playbook.blocks().map(|(_, block)| block);
            let found = blocks.find(|block| block.outputs.iter().any(|one| one.id == *output));
            found.map(|block| &block.id)
        };
        let accepted = self
            .state
            .accepted
            .iter()
            .filter(|(output, _)| of(output) == block);
        accepted
            .map(|(output, acceptance)| Accepted {
                output: output.to_string(),
                reason: acceptance.reason.clone(),
                set: stamp(&acceptance.set),
            })
            .collect()
    }
}

impl Progress {
    const fn is_empty(&self) -> bool {
        self.extended.is_none() && self.covered.is_empty() && self.accepted.is_empty()
    }
}

fn stamp(stamp: &Stamp) -> StampFields {
    StampFields {
        at: stamp.at,
        by: stamp.by.clone(),
    }
}

fn meta(record: &Record) -> Meta {
    Meta {
        added: stamp(&record.added),
        block: record.block.as_ref().map(ToString::to_string),
        topic: record.topic.as_ref().map(ToString::to_string),
        parked: record.parked,
        removed: record.removed,
    }
}

/// The columns in the order of the sheet; then those that the sheet does not have.
fn columns(record: &Record, sheet: Option<&Sheet>) -> Map<String, Json> {
    let known = sheet.map(Sheet::columns).unwrap_or_default();
    let mut columns = Map::new();
    for column in known {
        if let Some(value) = record.fields.get(&column.id) {
            columns.insert(column.id.to_string(), json_of(value, Some(column.kind)));
        }
    }
    for (id, value) in &record.fields {
        columns
            .entry(id.to_string())
            .or_insert_with(|| json_of(value, None));
    }
    columns
}

fn json_of(value: &Value, kind: Option<ColumnKind>) -> Json {
    match value {
        Value::Text(text) if kind == Some(ColumnKind::Duration) => duration(text),
        Value::Text(text) => json!(text),
        Value::Level(level) => json!(level),
        Value::Date(date) => json!(date),
        Value::Number(number) => json!(number),
        Value::Tags(tags) => json!(tags),
        Value::Relevance(levels) => json!(levels),
        Value::Flag(flag) => json!(flag),
    }
}

/// Three values as a table, where putting them together again gives the same text.
fn duration(text: &str) -> Json {
    match text.split('/').collect::<Vec<_>>().as_slice() {
        [optimistic, likely, pessimistic] if !text.contains(char::is_whitespace) => {
            json!({ "optimistic": optimistic, "likely": likely, "pessimistic": pessimistic })
        }
        _ => json!(text),
    }
}

fn cell_table(cell: &CellKey) -> Cell {
    Cell {
        environment: cell.environment.to_string(),
        option: cell.option.to_string(),
        criterion: cell.criterion.to_string(),
    }
}

fn vote(cell: &CellKey, number: usize, round: &Round) -> VoteTable {
    VoteTable {
        cell: cell_table(cell),
        round: number,
        low: round.tally.low,
        medium: round.tally.medium,
        high: round.tally.high,
        abstained: round.tally.abstained,
        room: round.room,
        set: stamp(&round.set),
    }
}

fn depends_on(key: &LinkKey, link: &Link) -> Option<DependsOn> {
    let Relation::Precedes(precedence) = key.relation else {
        return None;
    };
    let on = key.from.record()?.to_string();
    let plain = precedence == Precedence::FinishStart;
    if plain && link.lag.is_empty() && link.why.is_empty() {
        return Some(DependsOn::Id(on));
    }
    Some(DependsOn::Link {
        on,
        kind: (!plain).then(|| precedence.code().to_owned()),
        lag: link.lag.clone(),
        why: link.why.clone(),
    })
}

fn closed(key: &LinkKey) -> Option<Cell> {
    match (&key.to, key.relation) {
        (Node::Cell(cell), Relation::Closes) => Some(cell_table(cell)),
        _ => None,
    }
}

fn link_table(key: &LinkKey, link: &Link) -> LinkTable {
    let end = |node: &Node| match node {
        Node::Record(id) => End::Record(id.to_string()),
        Node::Cell(cell) => End::Cell(cell_table(cell)),
    };
    let dependency = match key.relation {
        Relation::Precedes(precedence) => Some(precedence.code().to_owned()),
        _ => None,
    };
    LinkTable {
        from: end(&key.from),
        to: end(&key.to),
        kind: key.relation.word().to_owned(),
        dependency,
        lag: link.lag.clone(),
        why: link.why.clone(),
    }
}
