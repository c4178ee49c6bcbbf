//! Whether a block has produced what it must.

use crate::agenda::{Block, Check, ColumnId, Environment, Output, Sheet, SheetKind};
use crate::workshop::{Node, Record, State};

/// An output of the agenda and how it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct OutputState<'s> {
    /// The block that must produce it.
    pub block: &'s Block,
    /// The output.
    pub output: &'s Output,
    /// How it stands.
    pub status: OutputStatus,
}

/// How an output stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutputStatus {
    /// It is there.
    Complete,
    /// It was accepted as it is, for this reason.
    Accepted(String),
    /// It is not there; what is missing, in words: `3 of 12 have no relevance`.
    Missing(String),
}

impl OutputStatus {
    /// True when something is missing that nobody accepted.
    #[must_use]
    pub const fn is_missing(&self) -> bool {
        matches!(self, Self::Missing(_))
    }
}

/// All outputs of the agenda in its order.
#[must_use]
pub fn outputs(state: &State) -> Vec<OutputState<'_>> {
    state
        .playbook
        .blocks()
        .flat_map(|(_, block)| outputs_of(state, block))
        .collect()
}

/// The outputs of one block.
#[must_use]
pub fn outputs_of<'s>(state: &'s State, block: &'s Block) -> Vec<OutputState<'s>> {
    let of = |output: &'s Output| OutputState {
        block,
        output,
        status: status(state, output),
    };
    block.outputs.iter().map(of).collect()
}

fn status(state: &State, output: &Output) -> OutputStatus {
    if let Some(acceptance) = state.accepted.get(&output.id) {
        return OutputStatus::Accepted(acceptance.reason.clone());
    }
    let Some(sheet) = state.playbook.sheet(&output.sheet) else {
        return OutputStatus::Missing(format!("there is no sheet \"{}\"", output.sheet));
    };
    match missing(state, sheet, output) {
        Some(what) => OutputStatus::Missing(what),
        None => OutputStatus::Complete,
    }
}

fn missing(state: &State, sheet: &Sheet, output: &Output) -> Option<String> {
    let done = &output.done_when;
    match done.check {
        Check::Accepted => Some("not accepted yet".to_owned()),
        Check::Some => too_few(count(state, sheet), done.min),
        Check::Every => {
            let blank = |column: &ColumnId| blank_columns(state, sheet, column);
            too_few(count(state, sheet), done.min).or_else(|| done.column.as_ref().and_then(blank))
        }
        Check::Linked => too_few(count(state, sheet), done.min).or_else(|| unlinked(state, sheet)),
        Check::Scored => unscored(state, done.environment.as_ref()),
    }
}

fn too_few(found: usize, wanted: usize) -> Option<String> {
    match found {
        _ if found >= wanted => None,
        0 => Some("nothing yet".to_owned()),
        _ => Some(format!("{found} of at least {wanted}")),
    }
}

/// How many records a sheet has; cells of a matrix or scorecard count as records.
fn count(state: &State, sheet: &Sheet) -> usize {
    match sheet.kind() {
        SheetKind::Matrix => state.cells.keys().filter(|key| key.0 == sheet.id).count(),
        SheetKind::Scorecard => state
            .scores
            .values()
            .filter(|score| score.mark.is_some())
            .count(),
        _ => state.on_sheet(&sheet.id).count(),
    }
}

fn blank_columns(state: &State, sheet: &Sheet, column: &ColumnId) -> Option<String> {
    let title = sheet
        .column(column.as_str())
        .map_or(column.as_str(), |found| &found.title);
    let title = title.to_lowercase();
    let all = state.on_sheet(&sheet.id).count();
    let blank = state
        .on_sheet(&sheet.id)
        .filter(|record| !record.fields.contains_key(column))
        .count();
    (blank > 0).then(|| format!("{blank} of {all} without {title}"))
}

fn unlinked(state: &State, sheet: &Sheet) -> Option<String> {
    let is_linked = |record: &&Record| {
        let node = Node::Record(record.id.clone());
        state
            .links
            .keys()
            .any(|key| key.from == node || key.to == node)
    };
    let all = state.on_sheet(&sheet.id).count();
    let loose = state
        .on_sheet(&sheet.id)
        .filter(|record| !is_linked(record))
        .count();
    (loose > 0).then(|| format!("{loose} of {all} not linked"))
}

fn unscored(state: &State, environment: Option<&Environment>) -> Option<String> {
    let (scored, total) = coverage(state, environment);
    (scored < total || total == 0).then(|| format!("{scored} of {total} cells scored"))
}

/// Cells that are scored or marked as not applicable, and all cells.
fn coverage(state: &State, environment: Option<&Environment>) -> (usize, usize) {
    let rubric = &state.rubric;
    let counts = |name: &Environment| environment.is_none_or(|wanted| wanted == name);
    let environments = rubric
        .header
        .environments
        .iter()
        .filter(|name| counts(name))
        .count();
    let known = state.scores.iter().filter(|(key, score)| {
        counts(&key.environment)
            && score.mark.is_some()
            && rubric.option(&key.option).is_some()
            && rubric.criterion(&key.criterion).is_some()
    });
    (
        known.count(),
        environments * rubric.options.len() * rubric.criteria.len(),
    )
}
