//! The shape of the contract: names and order of the fields are what readers of the file rely on.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::agenda::{CriterionId, Level, OptionId};

#[derive(Serialize)]
pub(super) struct Report<'a> {
    pub(super) schema: u32,
    pub(super) environments: Vec<Environment<'a>>,
}

#[derive(Serialize)]
#[allow(clippy::struct_field_names, reason = "the contract says `environment`")]
pub(super) struct Environment<'a> {
    pub(super) environment: &'a str,
    pub(super) coverage: Coverage,
    pub(super) ranking: Vec<Ranked<'a>>,
    pub(super) dominance: Vec<Dominated<'a>>,
    pub(super) acceptability: Vec<Accepted<'a>>,
    pub(super) pairwise: Vec<Pair<'a>>,
    pub(super) stability: Vec<Interval<'a>>,
    pub(super) flips: Vec<WeightFlip<'a>>,
    pub(super) score_flips: Vec<Rescored<'a>>,
    pub(super) m_interval: Option<Bounds>,
    pub(super) necessary_winner: Option<&'a OptionId>,
    pub(super) possible_winners: &'a [OptionId],
    pub(super) verdict: Verdict<'a>,
    pub(super) gaps: Vec<Gap<'a>>,
}

#[derive(Serialize)]
pub(super) struct Coverage {
    pub(super) scored: usize,
    pub(super) total: usize,
}

#[derive(Serialize)]
pub(super) struct Ranked<'a> {
    pub(super) option: &'a OptionId,
    pub(super) score: Option<f64>,
    pub(super) score_exact: Option<String>,
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) rank: Option<usize>,
    pub(super) tied: bool,
    pub(super) excluded: bool,
    pub(super) conditional: bool,
}

#[derive(Serialize)]
pub(super) struct Dominated<'a> {
    pub(super) dominates: &'a OptionId,
    pub(super) dominated: &'a OptionId,
}

#[derive(Serialize)]
pub(super) struct Accepted<'a> {
    pub(super) weights: &'static str,
    pub(super) method: &'static str,
    pub(super) error: Option<f64>,
    pub(super) options: Vec<Shares<'a>>,
}

#[derive(Serialize)]
pub(super) struct Shares<'a> {
    pub(super) option: &'a OptionId,
    pub(super) ranks: &'a [f64],
    pub(super) central_weights: Option<Map<String, Value>>,
}

#[derive(Serialize)]
pub(super) struct Pair<'a> {
    pub(super) a: &'a OptionId,
    pub(super) b: &'a OptionId,
    pub(super) share: f64,
}

#[derive(Serialize)]
pub(super) struct Interval<'a> {
    pub(super) criterion: &'a CriterionId,
    pub(super) weight: f64,
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) low_taken_by: &'a [OptionId],
    pub(super) high_taken_by: &'a [OptionId],
}

#[derive(Serialize)]
pub(super) struct WeightFlip<'a> {
    pub(super) rival: &'a OptionId,
    pub(super) points: f64,
    pub(super) from: Vec<Giver<'a>>,
    pub(super) to: &'a CriterionId,
}

#[derive(Serialize)]
pub(super) struct Giver<'a> {
    pub(super) criterion: &'a CriterionId,
    pub(super) points: f64,
}

#[derive(Serialize)]
pub(super) struct Rescored<'a> {
    pub(super) changes: Vec<Change<'a>>,
    pub(super) winner: &'a OptionId,
}

#[derive(Serialize)]
pub(super) struct Change<'a> {
    pub(super) option: &'a OptionId,
    pub(super) criterion: &'a CriterionId,
    pub(super) from: Level,
    pub(super) to: Level,
}

#[derive(Serialize)]
pub(super) struct Bounds {
    pub(super) low: f64,
    pub(super) high: f64,
}

#[derive(Serialize)]
pub(super) struct Verdict<'a> {
    pub(super) word: &'static str,
    pub(super) leader: Option<&'a OptionId>,
    pub(super) reasons: Vec<String>,
}

#[derive(Serialize)]
pub(super) struct Gap<'a> {
    pub(super) option: &'a OptionId,
    pub(super) criterion: &'a CriterionId,
    pub(super) level: Level,
    pub(super) severity: f64,
    pub(super) must_have: bool,
    pub(super) work_packages: &'a [String],
}
