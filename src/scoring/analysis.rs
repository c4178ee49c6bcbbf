//! The whole analysis of one environment, in the order in which it is read.

use super::dominance::{self, Dominance};
use super::error::ScoringError;
use super::gaps::{self, Gap};
use super::model::Model;
use super::problem::Problem;
use super::ranking::{self, Standing};
use super::rational::Rational;
use super::winners::{self, Winners};
use crate::agenda::{CriterionId, Scale, Thresholds};

/// What may be set about the computing, as opposed to the decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Monte Carlo samples per weight set; at least 1 is drawn.
    pub samples: u32,
    /// Seed of the random numbers: the same seed gives the same result on every machine.
    pub seed: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            samples: 100_000,
            seed: 1,
        }
    }
}

/// How many cells have a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coverage {
    /// Cells with a level.
    pub scored: usize,
    /// Options × criteria that apply.
    pub total: usize,
}

/// What the engine found out about one environment.
#[derive(Debug, Clone, PartialEq)]
pub struct Analysis {
    /// Weight of each criterion that applies, as a share of all; sums to 1.
    pub weights: Vec<(CriterionId, Rational)>,
    /// Criteria that dropped out because an option marks them not applicable.
    pub dropped: Vec<CriterionId>,
    /// The scale that was used.
    pub scale: Scale,
    /// The thresholds that were used.
    pub thresholds: Thresholds,
    /// How many cells have a level.
    pub coverage: Coverage,
    /// Every option, best first, those that are out last.
    pub ranking: Vec<Standing>,
    /// Who dominates whom.
    pub dominance: Vec<Dominance>,
    /// Who wins whatever the missing cells turn out to be, and who still could.
    pub winners: Winners,
    /// Where the recommended option falls short; of every option in first place when there is a tie,
    /// and of whoever would be first without must-haves when nothing passes them.
    pub gaps: Vec<Gap>,
}

/// Analyses one environment.
///
/// # Errors
/// A problem that cannot be scored: see [`ScoringError`].
pub fn analyse(problem: &Problem, _settings: &Settings) -> Result<Analysis, ScoringError> {
    let model = Model::new(problem)?;
    let ranking = ranking::rank(&model);
    let cells = model.options.len() * model.criteria.len();
    let shares = (0..model.criteria.len()).map(|c| (model.criteria[c].clone(), model.share(c)));
    let first = recommended(&model, &ranking);
    Ok(Analysis {
        weights: shares.collect(),
        dropped: model.dropped.clone(),
        scale: problem.scale,
        thresholds: problem.thresholds,
        coverage: Coverage {
            scored: cells - model.missing(),
            total: cells,
        },
        dominance: dominance::dominance(&model),
        winners: winners::winners(&model),
        gaps: gaps::gaps(&model, &first),
        ranking,
    })
}

/// Rows of the options in first place, or of those that would be if no must-have were asked for.
fn recommended(model: &Model, ranking: &[Standing]) -> Vec<usize> {
    let none_passes = ranking.iter().all(Standing::is_excluded);
    let first = |standing: &&Standing| {
        standing.rank == Some(1)
            || (none_passes && Some(standing.high) == ranking.iter().map(|s| s.high).max())
    };
    let row = |standing: &Standing| model.options.iter().position(|id| *id == standing.option);
    ranking.iter().filter(first).filter_map(row).collect()
}
