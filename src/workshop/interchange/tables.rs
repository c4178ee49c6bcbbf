//! The file's tables as they are written; the JSON Schema is made from them.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use serde::Serialize;
use serde_json::{Map, Value as Json};

use crate::agenda::{Playbook, Rubric};
use crate::workshop::{Info, Person, PlanSettings};

/// A file: whole when it has `workshop`, otherwise partial.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Document {
    /// Client, dates and purpose; makes the file whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) workshop: Option<Workshop>,
    /// Who takes part.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) person: Vec<Person>,
    /// The calendar of the roadmap.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) plan: Option<PlanSettings>,
    /// Playbook: `playbook`, `sheet`, `day`; only in a whole file.
    #[serde(flatten)]
    pub(super) agenda: Option<Arc<Playbook>>,
    /// Rubric: `rubric`, `option`, `criterion`.
    #[serde(flatten)]
    pub(super) rubric: Option<Arc<Rubric>>,
    /// Records of registers, SWOT boards and flows.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) record: Vec<Record>,
    /// Records of the plan.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) work_package: Vec<WorkPackage>,
    /// Cells of the scorecard.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) score: Vec<Score>,
    /// Shows of hands on cells of the scorecard.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) vote: Vec<Vote>,
    /// Environments whose weights are locked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) weights_locked: Vec<WeightsLocked>,
    /// Links that no other table holds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) link: Vec<Link>,
    /// Cells of matrices.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) cell: Vec<MatrixCell>,
    /// The consultant's own paragraphs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) section: Vec<Section>,
    /// How the blocks went.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) progress: Vec<Progress>,
}

/// Client, dates and purpose.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Workshop {
    #[serde(flatten)]
    pub(super) info: Info,
    /// The highest number given out per prefix, where no record in the file shows it.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) last_numbers: BTreeMap<String, u32>,
}

/// When and by whom.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Stamp {
    /// When, with offset; the time of the import when unsaid.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(super) at: DateTime<FixedOffset>,
    /// By whom; the author of the import when unsaid.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(super) by: String,
}

/// What every record has.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Meta {
    #[serde(flatten)]
    pub(super) added: Stamp,
    /// The block in which it was captured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) block: Option<String>,
    /// The topic that was talked about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) topic: Option<String>,
    /// Sent to the parking lot.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) parked: bool,
    /// Removed; it can be restored.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) removed: bool,
}

/// A record; the columns of its sheet are further keys.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Record {
    /// Its reference; the next of its sheet when unsaid.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(super) id: String,
    /// The id of its sheet.
    pub(super) sheet: String,
    #[serde(flatten)]
    pub(super) columns: Map<String, Json>,
    #[serde(flatten)]
    pub(super) meta: Meta,
}

/// A work package; the columns of the plan are further keys: `title`, `phase`, `owner`, `environment`,
/// `duration`, `effort`, `status`, `milestone`, `not_before`, `deadline`, `outcome`, `acceptance`.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct WorkPackage {
    /// Any unique text.
    pub(super) id: String,
    /// The plan sheet, when the playbook has several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sheet: Option<String>,
    #[serde(flatten)]
    pub(super) columns: Map<String, Json>,
    /// What it waits for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) depends_on: Vec<DependsOn>,
    /// The gaps that it closes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) closes: Vec<Cell>,
    #[serde(flatten)]
    pub(super) meta: Meta,
}

/// A work package that another waits for.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged)]
pub(super) enum DependsOn {
    /// Finish to start, without lag.
    Id(String),
    /// Any other.
    Link {
        /// The id of the package that comes first.
        on: String,
        /// `FS`, `SS`, `FF` or `SF`; `FS` when unsaid.
        #[serde(skip_serializing_if = "Option::is_none")]
        kind: Option<String>,
        /// Working time between the two, such as `1d` or `-4h`.
        #[serde(skip_serializing_if = "String::is_empty")]
        lag: String,
        /// The reason.
        #[serde(skip_serializing_if = "String::is_empty")]
        why: String,
    },
}

/// A cell of the scorecard.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Cell {
    /// The environment; all of them when unsaid.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(super) environment: String,
    /// The id of the option.
    pub(super) option: String,
    /// The id of the criterion.
    pub(super) criterion: String,
}

/// A scored cell of the scorecard.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Score {
    #[serde(flatten)]
    pub(super) cell: Cell,
    /// `L`, `M`, `H`, `?` (not scored) or `-` (does not apply).
    pub(super) level: String,
    /// Why.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) rationale: String,
    /// `voted`, `accepted`, `inherited` or `draft`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) provenance: Option<String>,
    /// References of the records that speak for the level.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) evidence: Vec<String>,
    #[serde(flatten)]
    pub(super) set: Option<Stamp>,
}

/// A show of hands on a cell of the scorecard; the last round counts.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Vote {
    #[serde(flatten)]
    pub(super) cell: Cell,
    /// Which round, from 1; in their order when unsaid.
    #[cfg_attr(test, schemars(with = "Option<u32>"))]
    pub(super) round: usize,
    /// How many said L.
    #[cfg_attr(test, schemars(range(max = 1_000)))]
    pub(super) low: u32,
    /// How many said M.
    #[cfg_attr(test, schemars(range(max = 1_000)))]
    pub(super) medium: u32,
    /// How many said H.
    #[cfg_attr(test, schemars(range(max = 1_000)))]
    pub(super) high: u32,
    /// How many were present and did not vote.
    #[cfg_attr(test, schemars(range(max = 1_000)))]
    pub(super) abstained: u32,
    /// How many people were in the room; as the workshop has it when unsaid.
    pub(super) room: u32,
    #[serde(flatten)]
    pub(super) set: Stamp,
}

/// Weights that are locked.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct WeightsLocked {
    /// The environment.
    pub(super) environment: String,
    #[serde(flatten)]
    pub(super) set: Stamp,
}

/// One end of a link.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged)]
pub(super) enum End {
    /// A record's reference.
    Record(String),
    /// A cell of the scorecard.
    Cell(Cell),
}

/// A link.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Link {
    /// Where it begins.
    pub(super) from: End,
    /// Where it leads.
    pub(super) to: End,
    /// `relates`, `supports`, `answers`, `mitigates`, `evidence`, `closes` or `precedes`.
    pub(super) kind: String,
    /// `FS`, `SS`, `FF` or `SF`, with `precedes`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) dependency: Option<String>,
    /// Working time between the two, with `precedes`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) lag: String,
    /// The reason.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) why: String,
}

/// A cell of a matrix.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct MatrixCell {
    /// The id of the matrix.
    pub(super) sheet: String,
    /// The row: its name, or the reference of its record.
    pub(super) row: String,
    /// The column: its name, or the reference of its record.
    pub(super) column: String,
    /// What the cell holds.
    pub(super) value: Json,
}

/// A paragraph of the consultant's own.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Section {
    /// The section of a report.
    pub(super) id: String,
    /// The text, in Markdown.
    pub(super) text: String,
    #[serde(flatten)]
    pub(super) set: Stamp,
}

/// How a block went.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Progress {
    /// The block; none for topics and outputs that belong to no block any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) block: Option<String>,
    /// Stretches of time in which its clock ran.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) runs: Vec<Run>,
    /// When it was closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(super) ended: Option<DateTime<FixedOffset>>,
    /// Minutes added to the planned length.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) extended: Option<i32>,
    /// Topics that were covered.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) covered: Vec<Covered>,
    /// Outputs that were accepted as they are.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) accepted: Vec<Accepted>,
}

/// A stretch of time in which a clock ran.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Run {
    /// Started or went on.
    #[cfg_attr(test, schemars(with = "String"))]
    pub(super) from: DateTime<FixedOffset>,
    /// Paused or ended; none while it runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(super) to: Option<DateTime<FixedOffset>>,
}

/// A topic that was covered.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Covered {
    /// The topic.
    pub(super) topic: String,
    #[serde(flatten)]
    pub(super) set: Stamp,
}

/// An output that was accepted as it is.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Accepted {
    /// The output.
    pub(super) output: String,
    /// Why it is good enough.
    pub(super) reason: String,
    #[serde(flatten)]
    pub(super) set: Stamp,
}
