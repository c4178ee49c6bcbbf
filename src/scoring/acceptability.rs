//! Rank acceptability: on what share of the weight vectors an option takes each rank.
//!
//! (SMAA: Lahdelma & Salminen, *Operations Research* 49(3), 2001; Tervonen & Lahdelma, *European Journal
//! of Operational Research* 178, 2007.)

use super::analysis::Settings;
use super::error::ScoringError;
use super::exact;
use super::model::Model;
use super::monte_carlo::{self, Counts};
use super::pairwise::{self, Pairwise};
use super::problem::Problem;
use super::region::{Near, Region, Simplex, Weights};
use crate::agenda::{CriterionId, OptionId};
use crate::order::Arrange;

/// How far from its stated share a weight may be in [`WeightSet::Stated`], as a share: 5 points of 100.
pub const MARGIN: f64 = 0.05;

/// A set of weight vectors over which ranks are counted, each uniformly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeightSet {
    /// Every weight within [`MARGIN`] of the stated one.
    Stated,
    /// Every vector that keeps the stated order; equal weights stay equal.
    Order,
    /// Every vector there is.
    Any,
}

impl WeightSet {
    /// `stated`, `order`, `any`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Order => "order",
            Self::Any => "any",
        }
    }
}

/// How the shares were found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Method {
    /// By cutting up the region; correct to rounding.
    Exact,
    /// By seeded random samples.
    MonteCarlo {
        /// How many.
        samples: u32,
        /// Largest half-width of a 95 % interval over all shares: `1.96·√(p(1−p)/N)`, and `3/N` at
        /// least (the rule of three, for what was never seen).
        error: f64,
    },
}

impl Method {
    /// `exact`, `monte-carlo`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::MonteCarlo { .. } => "monte-carlo",
        }
    }

    /// The error; `None` when exact.
    #[must_use]
    pub const fn error(self) -> Option<f64> {
        match self {
            Self::Exact => None,
            Self::MonteCarlo { error, .. } => Some(error),
        }
    }
}

/// Rank shares over one set of weights. Rows and columns sum to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Acceptability {
    /// Over which weights.
    pub weights: WeightSet,
    /// How it was found.
    pub method: Method,
    /// The options that pass the must-haves, sorted by name.
    pub options: Vec<RankShares>,
}

/// Rank shares of one option.
#[derive(Debug, Clone, PartialEq)]
pub struct RankShares {
    /// Which option.
    pub option: OptionId,
    /// Share of rank 1, 2, ...; as many as there are options that pass.
    pub ranks: Vec<f64>,
    /// Mean of the weights that put it first: what one would have to believe. `None` if none do.
    pub central_weights: Option<Vec<(CriterionId, f64)>>,
}

/// Rank shares over one set of weights: what [`super::analyse`] finds for all three. No options when nothing
/// passes the must-haves.
///
/// # Errors
/// A problem that cannot be scored: see [`ScoringError`].
pub fn rank_acceptability(
    problem: &Problem,
    weights: WeightSet,
    settings: &Settings,
) -> Result<Acceptability, ScoringError> {
    Ok(over(&Model::new(problem)?, weights, settings).0)
}

/// Rank shares over the three sets and the pairwise index over any weights. Nothing passes: both empty.
pub(crate) fn acceptability(
    model: &Model,
    settings: &Settings,
) -> (Vec<Acceptability>, Vec<Pairwise>) {
    if model.contenders().is_empty() {
        return (Vec::new(), Vec::new());
    }
    let (stated, _) = over(model, WeightSet::Stated, settings);
    let (order, _) = over(model, WeightSet::Order, settings);
    let (any, wins) = over(model, WeightSet::Any, settings);
    let pairs = match wins {
        Some(counts) if !model.is_scored() => pairs_of(model, &counts),
        _ => pairwise::pairwise(model),
    };
    (vec![stated, order, any], pairs)
}

/// Rank shares over one set, with what was counted where samples were drawn.
fn over(model: &Model, set: WeightSet, settings: &Settings) -> (Acceptability, Option<Counts>) {
    match set {
        WeightSet::Stated => {
            let near = Region::Near(Near::new(model, MARGIN));
            let counts = monte_carlo::sample(model, &near, settings.samples, settings.seed);
            (from_counts(model, set, &near, &counts), Some(counts))
        }
        WeightSet::Order => over_simplex(model, set, Simplex::order(model), settings),
        WeightSet::Any => over_simplex(model, set, Simplex::any(model), settings),
    }
}

/// Exact where all cells are scored and the pieces stay within the budget, else by samples.
fn over_simplex(
    model: &Model,
    set: WeightSet,
    simplex: Simplex,
    settings: &Settings,
) -> (Acceptability, Option<Counts>) {
    let cut = model
        .is_scored()
        .then(|| exact::shares(model, &simplex, settings.leaf_budget))
        .flatten();
    if let Some(all) = cut {
        let parts = all.into_iter().map(|shares| (shares.ranks, shares.centre));
        let options = name(model, &simplex.groups, parts);
        return (
            Acceptability {
                weights: set,
                method: Method::Exact,
                options,
            },
            None,
        );
    }
    let region = Region::Simplex(simplex);
    let counts = monte_carlo::sample(model, &region, settings.samples, settings.seed);
    (from_counts(model, set, &region, &counts), Some(counts))
}

fn from_counts(
    model: &Model,
    weights: WeightSet,
    region: &Region,
    counts: &Counts,
) -> Acceptability {
    let samples = f64::from(counts.samples);
    let scaled = |sums: &Weights| sums.map(|sum| sum / samples);
    let parts = counts
        .ranks
        .iter()
        .zip(&counts.centre)
        .map(|(r, c)| (scaled(r), scaled(c)));
    let options = name(model, &region.groups(), parts);
    let shares = options.iter().flat_map(|option| &option.ranks);
    let widest = shares
        .map(|p| 1.96 * (p * (1.0 - p).max(0.0) / samples).sqrt())
        .fold(0.0, f64::max);
    let method = Method::MonteCarlo {
        samples: counts.samples,
        error: widest.max(3.0 / samples),
    };
    Acceptability {
        weights,
        method,
        options,
    }
}

/// Rank shares and sums of first-rank weights (contender by contender), with names.
fn name(
    model: &Model,
    groups: &[Vec<usize>],
    parts: impl Iterator<Item = (Weights, Weights)>,
) -> Vec<RankShares> {
    let contenders = model.contenders();
    let count = contenders.len();
    let mut named: Vec<RankShares> = contenders
        .into_iter()
        .zip(parts)
        .map(|(option, (ranks, centre))| RankShares {
            option: model.options[option].clone(),
            central_weights: (ranks[0] > 0.0).then(|| central(model, groups, &centre, ranks[0])),
            ranks: ranks[..count].to_vec(),
        })
        .collect();
    named.arrange_by(|a, b| a.option.cmp(&b.option));
    named
}

/// First-rank weights per criterion, in the order of the problem.
fn central(
    model: &Model,
    groups: &[Vec<usize>],
    centre: &Weights,
    first: f64,
) -> Vec<(CriterionId, f64)> {
    let group_of = |j: usize| groups.iter().position(|columns| columns.contains(&j));
    let names = model.criteria.iter().enumerate();
    names
        .filter_map(|(j, id)| Some((id.clone(), centre[group_of(j)?] / first)))
        .collect()
}

fn pairs_of(model: &Model, counts: &Counts) -> Vec<Pairwise> {
    let contenders = model.contenders();
    let place = |row: usize| contenders.iter().position(|option| *option == row);
    pairwise::named(model, |a, b| match (place(a), place(b)) {
        (Some(a), Some(b)) => counts.wins[a][b] / f64::from(counts.samples),
        _ => 0.0,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fixture::{any_problem, demand, grid, of_values, option};
    use super::*;
    use crate::agenda::Level;

    fn settings(samples: u32) -> Settings {
        Settings {
            samples,
            ..Settings::default()
        }
    }

    fn any_weights(model: &Model) -> Acceptability {
        over_simplex(model, WeightSet::Any, Simplex::any(model), &settings(100)).0
    }

    fn first(found: &Acceptability, name: char) -> f64 {
        found
            .options
            .iter()
            .find(|o| o.option == option(name))
            .unwrap()
            .ranks[0]
    }

    fn close(found: f64, expected: f64, within: f64) {
        assert!(
            (found - expected).abs() <= within,
            "{found} is not {expected} ± {within}"
        );
    }

    fn central_of(found: &Acceptability, name: char) -> Vec<f64> {
        let shares = found
            .options
            .iter()
            .find(|o| o.option == option(name))
            .unwrap();
        shares
            .central_weights
            .as_ref()
            .unwrap()
            .iter()
            .map(|(_, w)| *w)
            .collect()
    }

    #[test]
    fn a_compromise_wins_in_the_middle() {
        // A = (1, 0), B = (0, 1), C = (.6, .6): first for .4, .4, .2 of the weights.
        let found = any_weights(&of_values(&[1, 1], &[&[10, 0], &[0, 10], &[6, 6]]));
        assert_eq!(found.method, Method::Exact);
        for (name, share) in [('a', 0.4), ('b', 0.4), ('c', 0.2)] {
            close(first(&found, name), share, 1e-12);
        }
    }

    #[test]
    fn three_criteria_give_three_quarters() {
        let found = any_weights(&of_values(&[1, 1, 1], &[&[1, 0, 1], &[0, 1, 0]]));
        close(first(&found, 'a'), 0.75, 1e-12);
    }

    #[test]
    fn central_weights_are_the_centre_of_the_winning_weights() {
        let found = any_weights(&of_values(&[1, 1, 1], &[&[1, 0, 0], &[0, 1, 1]]));
        close(first(&found, 'a'), 0.25, 1e-12);
        for (w, expected) in
            central_of(&found, 'a')
                .into_iter()
                .zip([2.0 / 3.0, 1.0 / 6.0, 1.0 / 6.0])
        {
            close(w, expected, 1e-12);
        }
    }

    #[test]
    fn the_centre_of_an_order_is_the_rank_order_centroid() {
        let problem = grid(
            &["HHHHHHH", "LLLLLLL"],
            &[7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0],
        );
        let model = Model::new(&problem).unwrap();
        let found = over_simplex(
            &model,
            WeightSet::Order,
            Simplex::order(&model),
            &settings(1),
        )
        .0;
        let expected = [
            363.0 / 980.0,
            223.0 / 980.0,
            153.0 / 980.0,
            319.0 / 2940.0,
            107.0 / 1470.0,
            13.0 / 294.0,
            1.0 / 49.0,
        ];
        for (w, expected) in central_of(&found, 'a').into_iter().zip(expected) {
            close(w, expected, 1e-12);
        }
    }

    #[test]
    fn equal_weights_stay_equal_so_opposites_stay_tied() {
        let model = Model::new(&grid(&["HL", "LH"], &[1.0, 1.0])).unwrap();
        let found = over_simplex(
            &model,
            WeightSet::Order,
            Simplex::order(&model),
            &settings(1),
        )
        .0;
        assert!(found.options.iter().all(|o| o.ranks == [0.5, 0.5]));
    }

    #[test]
    fn twins_share_their_ranks() {
        let (all, pairs) = acceptability(
            &Model::new(&grid(&["HM", "HM", "LL"], &[2.0, 1.0])).unwrap(),
            &settings(1000),
        );
        for found in &all {
            close(first(found, 'a'), 0.5, 1e-9);
            close(first(found, 'b'), 0.5, 1e-9);
        }
        assert!(
            pairs
                .iter()
                .filter(|p| p.a == option('a') && p.b == option('b'))
                .all(|p| (p.share - 0.5).abs() < 1e-9)
        );
    }

    #[test]
    fn a_missing_must_have_counts_against_first_place() {
        // a is best by far but its must-have is open: one of three levels puts it out.
        let both = demand(grid(&["?H", "ML"], &[1.0, 99.0]), 1, Level::Medium);
        let found = acceptability(&Model::new(&both).unwrap(), &settings(30_000)).0;
        close(first(&found[0], 'a'), 2.0 / 3.0, 0.01);
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes() {
        let model = Model::new(&grid(&["H?ML", "M?HM", "LHH?"], &[4.0, 3.0, 2.0, 1.0])).unwrap();
        assert_eq!(
            acceptability(&model, &settings(500)),
            acceptability(&model, &settings(500))
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn rows_and_columns_sum_to_one(problem in any_problem()) {
            let (all, _) = acceptability(&Model::new(&problem).unwrap(), &settings(200));
            for found in &all {
                let count = found.options.len();
                for at in 0..count {
                    let row: f64 = found.options[at].ranks.iter().sum();
                    let column: f64 = found.options.iter().map(|o| o.ranks[at]).sum();
                    prop_assert!((row - 1.0).abs() < 1e-9 && (column - 1.0).abs() < 1e-9);
                }
                for shares in found.options.iter().filter_map(|o| o.central_weights.as_ref()) {
                    let sum: f64 = shares.iter().map(|(_, w)| w).sum();
                    prop_assert!((sum - 1.0).abs() < 1e-9);
                }
            }
        }

        #[test]
        fn exact_and_sampled_shares_agree(problem in any_problem()) {
            let model = Model::new(&problem).unwrap();
            prop_assume!(model.is_scored() && !model.contenders().is_empty());
            for simplex in [Simplex::any(&model), Simplex::order(&model)] {
                let exact = exact::shares(&model, &simplex, 1_000_000).unwrap();
                let counts = monte_carlo::sample(&model, &Region::Simplex(simplex), 4_000, 9);
                for (cut, counts) in exact.iter().zip(&counts.ranks) {
                    for (share, count) in cut.ranks.iter().zip(counts) {
                        // Five standard deviations of the widest share.
                        prop_assert!((share - count / 4_000.0).abs() < 5.0 * 0.5 / 4_000_f64.sqrt());
                    }
                }
            }
        }

        #[test]
        fn pairs_agree_with_ranks_of_two(problem in any_problem()) {
            let mut problem = problem;
            problem.options.truncate(2);
            problem.cells.retain(|(option, _), _| problem.options.contains(option));
            let model = Model::new(&problem).unwrap();
            prop_assume!(model.is_scored() && model.contenders().len() == 2);
            let (all, pairs) = acceptability(&model, &settings(10));
            for pair in &pairs {
                let ranks = all[2].options.iter().find(|o| o.option == pair.a).unwrap();
                prop_assert!((ranks.ranks[0] - pair.share).abs() < 1e-9);
            }
        }
    }
}
