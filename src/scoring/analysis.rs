//! The whole analysis of one environment, in the order in which it is read.

use super::acceptability::{self, Acceptability};
use super::contest::Contest;
use super::decimal;
use super::dominance::{self, Dominance};
use super::error::ScoringError;
use super::flips::{self, Flip};
use super::gaps::{self, Gap};
use super::m_interval::{self, MInterval};
use super::model::Model;
use super::next_cell::{self, NextCell};
use super::pairwise::Pairwise;
use super::problem::Problem;
use super::ranking::{self, Standing};
use super::rational::Rational;
use super::score_flips::{self, ScoreFlip};
use super::stability::{self, Stability};
use super::verdict::{Grounds, Verdict};
use super::winners::{self, Winners};
use crate::agenda::{CriterionId, OptionId, Scale, Thresholds};

/// What may be set about the computing, as opposed to the decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Monte Carlo samples per weight set, rounded up to a multiple of 8; at least 8 are drawn.
    pub samples: u32,
    /// Seed of the random numbers: the same seed gives the same result on every machine.
    pub seed: u64,
    /// Pieces into which a simplex of weights may be cut before samples are taken instead.
    pub leaf_budget: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            samples: 100_000,
            seed: 1,
            leaf_budget: 250_000,
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
    /// Rank shares over weights near the stated ones, in their order, and any; empty when nothing passes.
    pub acceptability: Vec<Acceptability>,
    /// How often each option beats each other over any weights; empty when nothing passes.
    pub pairwise: Vec<Pairwise>,
    /// How far each weight can move; empty with a tie for first or an open winner.
    pub stability: Vec<Stability>,
    /// Least weight to move before each rival draws level; empty with a tie for first or an open winner.
    pub flips: Vec<Flip>,
    /// Least scores to change for another winner; empty with a tie for first or an open winner.
    pub score_flips: Vec<ScoreFlip>,
    /// What M may be worth; `None` with a tie for first or an open winner.
    pub m_interval: Option<MInterval>,
    /// The missing cell to ask about next; `None` when no missing cell bears on who wins.
    pub next_cell: Option<NextCell>,
    /// The answer.
    pub verdict: Verdict,
    /// Where the recommended option falls short; of every option in first place when there is a tie,
    /// and of whoever would be first without must-haves when nothing passes them.
    pub gaps: Vec<Gap>,
}

impl Analysis {
    /// A difference of scores as a share of the scale: 0 to 1 whatever the scale runs from and to.
    #[must_use]
    pub fn share_of_scale(&self, difference: Rational) -> Option<Rational> {
        let (low, high) = (
            decimal::fraction(self.scale.low)?,
            decimal::fraction(self.scale.high)?,
        );
        let span = high.checked_sub(low)?;
        difference.checked_mul(Rational::new(span.denominator(), span.numerator())?)
    }
}

/// Analyses one environment. The same problem and settings give the same analysis on every machine.
///
/// # Errors
/// A problem that cannot be scored: see [`ScoringError`].
pub fn analyse(problem: &Problem, settings: &Settings) -> Result<Analysis, ScoringError> {
    let model = Model::new(problem)?;
    let contest = Contest::new(&model);
    let (acceptability, pairwise) = acceptability::acceptability(&model, settings);
    let winners = winners::winners(&model);
    let next_cell = next_cell::next_cell(&model);
    let flips = contest
        .as_ref()
        .map(|contest| flips::flips(&model, contest))
        .unwrap_or_default();
    let score_flips = contest
        .as_ref()
        .map(|c| score_flips::score_flips(&model, c))
        .unwrap_or_default();
    let verdict = Grounds {
        model: &model,
        thresholds: problem.thresholds,
        contest: contest.as_ref(),
        winners: &winners,
        stated: acceptability.first(),
        flips: &flips,
        score_flips: &score_flips,
        next_cell: next_cell.as_ref(),
    }
    .verdict();
    let ranking = ranking::rank(&model);
    let recommended = recommended(&model, &ranking, verdict.leader.as_ref());
    let cells = model.options.len() * model.criteria.len();
    let shares = (0..model.criteria.len()).map(|j| (model.criteria[j].clone(), model.share(j)));
    Ok(Analysis {
        weights: shares.collect(),
        dropped: model.dropped.clone(),
        scale: problem.scale,
        thresholds: problem.thresholds,
        coverage: Coverage {
            scored: cells - model.missing(),
            total: cells,
        },
        ranking,
        dominance: dominance::dominance(&model),
        winners,
        acceptability,
        pairwise,
        stability: contest
            .as_ref()
            .map(|c| stability::stability(&model, c))
            .unwrap_or_default(),
        flips,
        score_flips,
        m_interval: contest
            .as_ref()
            .and_then(|c| m_interval::m_interval(&model, c)),
        next_cell,
        verdict,
        gaps: gaps::gaps(&model, &recommended),
    })
}

/// Rows of the leader, else of all in first place, else, when nothing passes, of those that would be
/// first if no must-have were asked for.
fn recommended(model: &Model, ranking: &[Standing], leader: Option<&OptionId>) -> Vec<usize> {
    let none_passes = ranking.iter().all(Standing::is_excluded);
    let most = ranking.iter().map(|standing| standing.high).max();
    let chosen = |standing: &&Standing| match leader {
        Some(leader) => standing.option == *leader,
        None => standing.rank == Some(1) || (none_passes && Some(standing.high) == most),
    };
    let row = |standing: &Standing| model.options.iter().position(|id| *id == standing.option);
    ranking.iter().filter(chosen).filter_map(row).collect()
}
