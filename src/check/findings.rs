//! Everything that is open, in the order of the agenda, then scores, plan and owners.

use super::outputs::{OutputStatus, outputs};
use super::{plan, scores};
use crate::agenda::{BlockId, OutputId, SheetId};
use crate::workshop::{CellKey, Record, Reference, State};

/// One thing that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What kind of thing.
    pub kind: Kind,
    /// Where to go to close it.
    pub place: Place,
    /// What is open, one sentence without its full stop.
    pub what: String,
    /// What to do about it, likewise.
    pub remedy: String,
}

/// The kinds of findings, in the order in which they are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A block has not produced an output.
    Output,
    /// The scorecard cannot be evaluated, or cells have no level.
    Score,
    /// The recommended option falls short and no work package closes the gap.
    Gap,
    /// The roadmap cannot be computed, or parts of it.
    Plan,
    /// Something has no owner.
    Owner,
    /// Something is said and not yet sorted.
    Unsorted,
}

impl Kind {
    /// All kinds in the order in which they are listed.
    pub const ALL: [Self; 6] = [
        Self::Output,
        Self::Score,
        Self::Gap,
        Self::Plan,
        Self::Owner,
        Self::Unsorted,
    ];

    /// The heading of its findings.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Output => "Missing outputs",
            Self::Score => "Scores",
            Self::Gap => "Gaps without a work package",
            Self::Plan => "Roadmap",
            Self::Owner => "Without an owner",
            Self::Unsorted => "Not sorted yet",
        }
    }
}

/// Where to go to close a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// An output of a block, captured on this sheet.
    Output(BlockId, SheetId, OutputId),
    /// A cell of the scorecard.
    Cell(CellKey),
    /// A record.
    Record(Reference),
    /// A sheet.
    Sheet(SheetId),
    /// The rubric: its options, criteria and weights.
    Rubric,
}

/// Everything that is open.
#[must_use]
pub fn findings(state: &State) -> Vec<Finding> {
    let mut all = missing_outputs(state);
    all.extend(scores::findings(state));
    all.extend(plan::findings(state));
    all.extend(unowned(state));
    all.extend(unsorted(state));
    all
}

fn missing_outputs(state: &State) -> Vec<Finding> {
    let missing = |open: super::OutputState<'_>| match open.status {
        OutputStatus::Missing(what) => Some(Finding {
            kind: Kind::Output,
            place: Place::Output(
                open.block.id.clone(),
                open.output.sheet.clone(),
                open.output.id.clone(),
            ),
            what: format!("{} · {}: {what}", open.block.short(), open.output.title),
            remedy: "capture it, or accept it as it is with a reason".to_owned(),
        }),
        _ => None,
    };
    outputs(state).into_iter().filter_map(missing).collect()
}

/// Words of a status after which nobody has to own a thing any more.
const CLOSED: [&str; 6] = [
    "rejected",
    "confirmed",
    "closed",
    "done",
    "dropped",
    "superseded",
];

fn unowned(state: &State) -> Vec<Finding> {
    let owned = state
        .playbook
        .sheets
        .iter()
        .filter(|sheet| sheet.column("owner").is_some());
    owned
        .filter(|sheet| {
            matches!(
                sheet.id.as_str(),
                "assumptions" | "risks" | "actions" | "plan"
            )
        })
        .flat_map(|sheet| state.on_sheet(&sheet.id))
        .filter(|record| {
            record.text("owner").is_empty() && !CLOSED.contains(&record.text("status"))
        })
        .map(|record| Finding {
            kind: Kind::Owner,
            place: Place::Record(record.id.clone()),
            what: named(record),
            remedy: "give it an owner".to_owned(),
        })
        .collect()
}

fn unsorted(state: &State) -> Vec<Finding> {
    let inbox = SheetId::new("inbox");
    state
        .on_sheet(&inbox)
        .map(|record| Finding {
            kind: Kind::Unsorted,
            place: Place::Record(record.id.clone()),
            what: named(record),
            remedy: "move it to the sheet where it belongs".to_owned(),
        })
        .collect()
}

/// A record as it is named in a finding: `A-3 The network team can open the ports`.
pub(super) fn named(record: &Record) -> String {
    format!("{} {}", record.id, record.naming_text())
}
