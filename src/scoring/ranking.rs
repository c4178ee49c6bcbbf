//! Score, range and rank of each option, with ties shown as ties.

use std::cmp::Reverse;

use super::error::ScoringError;
use super::model::Model;
use super::problem::Problem;
use super::rational::Rational;
use crate::agenda::{CriterionId, OptionId};
use crate::order::Arrange;

/// How one option stands in one environment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Which option.
    pub option: OptionId,
    /// `Σ w_j v(x_ij)` with weights summing to 1, in units of the scale; `None` while a cell is missing.
    pub score: Option<Rational>,
    /// Least score over all completions of the missing cells; equals the score when none is missing.
    pub low: Rational,
    /// Greatest score over all completions of the missing cells.
    pub high: Rational,
    /// 1 for first; ties share the better rank (1, 2, 2, 4). `None` when out, when conditional, or when
    /// completions of the missing cells differ.
    pub rank: Option<usize>,
    /// Whether another option has the same rank in every completion.
    pub tied: bool,
    /// Must-haves that a scored cell fails; an option with one is out and has no rank.
    pub failed: Vec<CriterionId>,
    /// Must-haves whose cell is not scored and could fail; the option is conditional on them.
    pub open: Vec<CriterionId>,
    /// For an option that is out: the ranks it could take if its must-haves were waived.
    pub waived: Option<RankRange>,
    /// Score given up by choosing this option instead of the best of the others that pass: `S* − S_i`.
    pub regret: Regret,
}

/// Ranks an option can take over the completions of the missing cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RankRange {
    /// The best rank, 1 for first.
    pub best: usize,
    /// The worst rank.
    pub worst: usize,
}

/// Bounds of `S* − S_i` over the completions of the missing cells, in units of the scale; 0 for a winner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Regret {
    /// The least it can be.
    pub low: Rational,
    /// The most it can be; equals `low` when no cell is missing.
    pub high: Rational,
}

impl Standing {
    /// Whether a must-have is failed.
    #[must_use]
    pub const fn is_excluded(&self) -> bool {
        !self.failed.is_empty()
    }

    /// Whether it passes as far as is known, with a must-have still to be scored.
    #[must_use]
    pub const fn is_conditional(&self) -> bool {
        self.failed.is_empty() && !self.open.is_empty()
    }

    /// The rank as it is printed: `1`, `2=`, or an empty text.
    #[must_use]
    pub fn rank_label(&self) -> String {
        let mark = if self.tied { "=" } else { "" };
        self.rank
            .map_or_else(String::new, |rank| format!("{rank}{mark}"))
    }
}

/// How the options stand, without the rest of the analysis: quick enough for every key press.
///
/// # Errors
/// A problem that cannot be scored: see [`ScoringError`].
pub fn standings(problem: &Problem) -> Result<Vec<Standing>, ScoringError> {
    Ok(rank(&Model::new(problem)?))
}

/// All options, those that are out last; within each by score, then by name so that the order of the
/// input never shows.
pub(crate) fn rank(model: &Model) -> Vec<Standing> {
    let mut order: Vec<usize> = (0..model.options.len()).collect();
    order.arrange_by_key(|option| {
        let (low, high) = model.bounds(*option);
        let out = !model.must_haves[*option].failed.is_empty();
        (
            out,
            Reverse(low + high),
            Reverse(high),
            &model.options[*option],
        )
    });
    let contenders = model.contenders();
    order
        .into_iter()
        .map(|option| standing(model, option, &contenders))
        .collect()
}

fn standing(model: &Model, option: usize, contenders: &[usize]) -> Standing {
    let (low, high) = model.bounds(option);
    let out = !model.must_haves[option].failed.is_empty();
    let range = rank_range(model, option, contenders);
    let settled = model.is_certain(option) && range.best == range.worst;
    let twin = |other: &usize| {
        *other != option && model.is_certain(*other) && model.bounds(*other) == (low, high)
    };
    let names = |columns: &[usize]| columns.iter().map(|c| model.criteria[*c].clone()).collect();
    Standing {
        option: model.options[option].clone(),
        score: model.is_complete(option).then(|| model.score(low)),
        low: model.score(low),
        high: model.score(high),
        rank: settled.then_some(range.best),
        tied: settled && low == high && contenders.iter().any(twin),
        failed: names(&model.must_haves[option].failed),
        open: names(&model.must_haves[option].open),
        waived: out.then_some(range),
        regret: regret(model, option, contenders),
    }
}

/// Ranks of an option among the contenders: an option is surely ahead when its least sum passes the
/// other's greatest, and possibly ahead when its greatest sum passes the other's least.
fn rank_range(model: &Model, option: usize, contenders: &[usize]) -> RankRange {
    let (low, high) = model.bounds(option);
    let others = || contenders.iter().filter(|other| **other != option);
    let surely = |other: &&usize| model.is_certain(**other) && model.bounds(**other).0 > high;
    let possibly = |other: &&usize| model.bounds(**other).1 > low;
    RankRange {
        best: 1 + others().filter(surely).count(),
        worst: 1 + others().filter(possibly).count(),
    }
}

fn regret(model: &Model, option: usize, contenders: &[usize]) -> Regret {
    let (low, high) = model.bounds(option);
    let others = || contenders.iter().filter(|other| **other != option);
    let sure = others()
        .filter(|o| model.is_certain(**o))
        .map(|o| model.bounds(*o).0 - high)
        .max();
    let possible = others().map(|o| model.bounds(*o).1 - low).max();
    Regret {
        low: model.score(sure.unwrap_or(0).max(0)),
        high: model.score(possible.unwrap_or(0).max(0)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fixture::{any_problem, completions, demand, grid, missing, of_values};
    use super::super::problem::Cell;
    use super::*;
    use crate::agenda::{Direction, Level};

    fn ranked(problem: &Problem) -> Vec<Standing> {
        standings(problem).unwrap()
    }

    fn labels(standings: &[Standing]) -> Vec<(String, String)> {
        standings
            .iter()
            .map(|s| (s.option.to_string(), s.rank_label()))
            .collect()
    }

    fn by_name(standings: &[Standing], name: &OptionId) -> Standing {
        standings
            .iter()
            .find(|s| s.option == *name)
            .unwrap()
            .clone()
    }

    #[test]
    fn a_true_tie_stays_a_tie() {
        // Weights .20 .15 .40 .25: 21.5, 22.0, 22.0.
        let rows: [&[i128]; 3] = [&[25, 20, 15, 30], &[10, 30, 20, 30], &[30, 10, 30, 10]];
        let standings = rank(&of_values(&[20, 15, 40, 25], &rows));
        let scores: Vec<String> = standings
            .iter()
            .map(|s| s.score.unwrap().to_string())
            .collect();
        assert_eq!(scores, ["22", "22", "43/2"]);
        let expected = [("b", "1="), ("c", "1="), ("a", "3")];
        assert_eq!(
            labels(&standings),
            expected.map(|(o, r)| (o.to_owned(), r.to_owned()))
        );
    }

    #[test]
    fn ties_share_the_better_rank() {
        let standings = ranked(&grid(&["H", "M", "M", "L"], &[1.0]));
        let ranks: Vec<String> = standings.iter().map(Standing::rank_label).collect();
        assert_eq!(ranks, ["1", "2=", "2=", "4"]);
    }

    #[test]
    fn decimals_do_not_break_a_tie() {
        // 0.1 + 0.2 and 0.3 differ in binary floating point.
        let standings = ranked(&grid(&["HHL", "LLH"], &[0.1, 0.2, 0.3]));
        assert!(
            standings
                .iter()
                .all(|s| s.tied && s.score.unwrap().to_string() == "1/2")
        );
    }

    #[test]
    fn low_is_good_where_lower_is_better() {
        let mut problem = grid(&["LM", "HM"], &[1.0, 3.0]);
        problem.criteria[0].direction = Direction::LowerIsBetter;
        let standings = ranked(&problem);
        assert_eq!(standings[0].score.unwrap().to_string(), "5/8");
        assert_eq!(standings[1].score.unwrap().to_string(), "3/8");
    }

    #[test]
    fn a_failed_must_have_comes_before_the_score() {
        let standings = ranked(&demand(
            grid(&["LHH", "MML", "MLL"], &[1.0; 3]),
            1,
            Level::Medium,
        ));
        assert_eq!(labels(&standings)[0], ("b".to_owned(), "1".to_owned()));
        let out = &standings[2];
        assert!(out.is_excluded() && out.rank.is_none() && !out.is_conditional());
        assert_eq!(out.waived, Some(RankRange { best: 1, worst: 1 }));
    }

    #[test]
    fn a_must_have_on_cost_refuses_high() {
        let mut problem = demand(grid(&["H", "M", "L"], &[1.0]), 1, Level::Medium);
        problem.criteria[0].direction = Direction::LowerIsBetter;
        let standings = ranked(&problem);
        let out: Vec<bool> = standings.iter().map(Standing::is_excluded).collect();
        assert_eq!(out, [false, false, true]);
    }

    #[test]
    fn an_open_must_have_leaves_the_ranks_open() {
        let standings = ranked(&demand(grid(&["?H", "HL"], &[1.0, 9.0]), 1, Level::Medium));
        let a = by_name(&standings, &OptionId::new("a"));
        assert!(a.is_conditional() && a.rank.is_none() && a.score.is_none());
        assert_eq!(by_name(&standings, &OptionId::new("b")).rank, None);
    }

    #[test]
    fn a_criterion_that_does_not_apply_drops_out_for_all() {
        let with = ranked(&grid(&["HM-", "LMH"], &[1.0, 1.0, 8.0]));
        let without = ranked(&grid(&["HM", "LM"], &[1.0, 1.0]));
        assert_eq!(with, without);
    }

    #[test]
    fn twelve_by_twelve_with_long_decimals_is_exact() {
        let rows = ["HML?HMLHMLHM"; 12];
        let weights: Vec<f64> = (0..12).map(|i| 1.0 / 3.0 + f64::from(i) / 7.0).collect();
        let mut problem = grid(&rows, &weights);
        problem.scale.medium = 0.333_333_333_333_333;
        assert!(
            ranked(&problem)
                .iter()
                .all(|s| s.low < s.high && s.score.is_none())
        );
    }

    #[test]
    fn a_scale_in_thirds_is_taken_to_its_last_digit() {
        let mut problem = grid(&["MML", "HLL"], &[1.0, 1.0, 1.0]);
        problem.scale.medium = 1.0 / 3.0;
        let standings = ranked(&problem);
        assert_eq!(labels(&standings)[0], ("b".to_owned(), "1".to_owned()));
        let score = standings[1].score.unwrap().to_string();
        assert_eq!(score, "1111111111111111/5000000000000000");
    }

    /// The score by floating-point arithmetic straight from the definition.
    fn naive(problem: &Problem, option: &OptionId) -> f64 {
        let values = [problem.scale.low, problem.scale.medium, problem.scale.high];
        let total: f64 = problem.criteria.iter().map(|c| c.weight).sum();
        let value = |c: &super::super::Criterion| match (problem.cell(option, &c.id), c.direction) {
            (Cell::Level(level), Direction::HigherIsBetter) => values[level as usize],
            (Cell::Level(level), Direction::LowerIsBetter) => values[2 - level as usize],
            _ => panic!("complete problems only"),
        };
        problem
            .criteria
            .iter()
            .map(|c| c.weight / total * value(c))
            .sum()
    }

    proptest! {
        #[test]
        fn exact_scores_agree_with_floating_point(problem in any_problem()) {
            for standing in ranked(&problem) {
                if let Some(score) = standing.score {
                    prop_assert!((score.to_f64() - naive(&problem, &standing.option)).abs() < 1e-12);
                }
            }
        }

        #[test]
        fn bounds_and_ranks_hold_in_every_completion(problem in any_problem()) {
            prop_assume!(missing(&problem) <= 4);
            let open = ranked(&problem);
            let filled: Vec<_> = completions(&problem).iter().map(ranked).collect();
            for standing in &open {
                let all: Vec<Standing> = filled.iter().map(|f| by_name(f, &standing.option)).collect();
                for one in &all {
                    let score = one.score.unwrap();
                    prop_assert!(standing.low <= score && score <= standing.high);
                    prop_assert!(standing.regret.low <= one.regret.low);
                    prop_assert!(one.regret.high <= standing.regret.high);
                }
                prop_assert_eq!(Some(standing.low), all.iter().map(|s| s.low).min());
                prop_assert_eq!(Some(standing.high), all.iter().map(|s| s.high).max());
                let same = all.iter().all(|s| s.rank == all[0].rank).then_some(all[0].rank).flatten();
                prop_assert_eq!(standing.rank, same);
            }
        }

        #[test]
        fn leaving_one_out_never_reorders_the_others(problem in any_problem(), gone in 0_usize..5) {
            prop_assume!(problem.options.len() > 1);
            let mut fewer = problem.clone();
            let gone = fewer.options.remove(gone % problem.options.len());
            fewer.cells.retain(|(option, _), _| *option != gone);
            let kept = ranked(&problem).into_iter().filter(|s| s.option != gone).map(|s| s.option);
            let alone = ranked(&fewer).into_iter().map(|s| s.option);
            prop_assert_eq!(kept.collect::<Vec<_>>(), alone.collect::<Vec<_>>());
        }

        #[test]
        fn the_order_of_the_input_never_shows(problem in any_problem()) {
            let mut turned = problem.clone();
            turned.options.reverse();
            turned.criteria.reverse();
            let plain = |p| ranked(p).into_iter().map(|s| (s.option, s.rank, s.low, s.high));
            prop_assert!(plain(&problem).eq(plain(&turned)));
        }

        #[test]
        fn an_option_that_is_out_never_has_a_rank(problem in any_problem()) {
            let standings = ranked(&problem);
            prop_assert!(standings.iter().all(|s| !s.is_excluded() || s.rank.is_none()));
            let first_out = standings.iter().position(Standing::is_excluded).unwrap_or(standings.len());
            prop_assert!(standings[first_out..].iter().all(Standing::is_excluded));
        }
    }
}
