//! What stands below the cells of the scorecard: coverage, total and rank of each option, kept live.

use crate::agenda::{Environment, OptionId, Scale};
use crate::exports::say;
use crate::scoring::{Cell, Problem, Rational, Standing, standings};
use crate::workshop::{CellKey, State};

/// What stands below the cells of the scorecard of one environment.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scorecard {
    /// For which entry and environment the rest is right.
    stamp: Option<(u64, Environment)>,
    /// A column per option, in the order of the rubric; empty while the problem cannot be scored.
    pub(crate) columns: Vec<Foot>,
    /// Why it cannot be scored.
    pub(crate) problem: Option<String>,
}

/// What stands below the column of one option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Foot {
    option: OptionId,
    /// Scored cells of all, `6/7`.
    pub(crate) coverage: String,
    /// Its score as points of 100, or the range of it; in parentheses when it is out.
    pub(crate) total: String,
    /// Its rank, or `out`; empty while the ranks are open.
    pub(crate) rank: String,
    /// Criteria whose must-have it fails.
    failed: Vec<String>,
}

impl Scorecard {
    /// Brings it up to date when the workshop or the environment has changed.
    pub(crate) fn refresh(&mut self, entries: u64, state: &State, environment: &Environment) {
        let stamp = Some((entries, environment.clone()));
        if self.stamp == stamp {
            return;
        }
        self.stamp = stamp;
        let problem = Problem::of(&state.rubric, &state.scores, environment);
        match standings(&problem) {
            Ok(found) => {
                self.problem = None;
                let of =
                    |option: &OptionId| found.iter().find(|standing| standing.option == *option);
                let columns = problem.options.iter().filter_map(of);
                self.columns = columns.map(|standing| foot(&problem, standing)).collect();
            }
            Err(why) => {
                self.columns.clear();
                self.problem = Some(why.to_string());
            }
        }
    }

    /// True when the level of a cell puts its option out.
    pub(crate) fn fails(&self, cell: &CellKey) -> bool {
        let column = self.columns.iter().find(|foot| foot.option == cell.option);
        column.is_some_and(|foot| {
            foot.failed
                .iter()
                .any(|failed| *failed == *cell.criterion.as_str())
        })
    }
}

fn foot(problem: &Problem, standing: &Standing) -> Foot {
    let applying = || {
        problem
            .criteria
            .iter()
            .filter(|one| problem.applies(&one.id))
    };
    let open = |one: &&crate::scoring::Criterion| {
        problem.cell(&standing.option, &one.id) == Cell::NotScored
    };
    let all = applying().count();
    let Scale { low, high, .. } = problem.scale;
    let points = |score: Rational| say::points((score.to_f64() - low) / (high - low));
    let total = match standing.score {
        Some(score) => points(score),
        None => format!("{}–{}", points(standing.low), points(standing.high)),
    };
    let out = standing.is_excluded();
    Foot {
        option: standing.option.clone(),
        coverage: format!("{}/{all}", all - applying().filter(open).count()),
        total: if out { format!("({total})") } else { total },
        rank: if out {
            "out".to_owned()
        } else {
            standing.rank_label()
        },
        failed: standing.failed.iter().map(ToString::to_string).collect(),
    }
}
