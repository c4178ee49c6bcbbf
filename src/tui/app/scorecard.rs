//! What stands below the cells of the scorecard: coverage, total and rank of each option, kept live.

use crate::agenda::{CriterionId, Environment, OptionId, Rubric, Scale};
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
    /// Which option.
    pub(crate) option: OptionId,
    /// Scored cells of all, `6/7`.
    pub(crate) coverage: String,
    /// Its score as points of 100, or the range of it; in parentheses when it is out.
    pub(crate) total: String,
    /// Its rank, or `out`; empty while the ranks are open.
    pub(crate) rank: String,
    /// Criteria whose must-have it fails.
    failed: Vec<CriterionId>,
    /// What keeps it out, or could, in a sentence.
    barred: Option<String>,
}

impl Scorecard {
    /// Brings it up to date when the workshop or the environment has changed.
    pub(crate) fn refresh(&mut self, entries: u64, state: &State, environment: &Environment) {
        let stamp = Some((entries, environment.clone()));
        if self.stamp == stamp {
            return;
        }
        let problem = Problem::of(&state.rubric, &state.scores, environment);
        *self = Self::of(&problem, &state.rubric);
        self.stamp = stamp;
    }

    /// What stands below the cells of a problem.
    pub(super) fn of(problem: &Problem, rubric: &Rubric) -> Self {
        let found = match standings(problem) {
            Ok(found) => found,
            Err(why) => return Self::refused(&why.to_string()),
        };
        let of = |option: &OptionId| found.iter().find(|standing| standing.option == *option);
        let columns = problem.options.iter().filter_map(of);
        Self {
            columns: columns
                .map(|standing| foot(problem, rubric, standing))
                .collect(),
            ..Self::default()
        }
    }

    /// In place of totals: why there are none.
    pub(super) fn refused(why: &str) -> Self {
        Self {
            problem: Some(why.to_owned()),
            ..Self::default()
        }
    }

    /// What keeps an option out, or could; none when it passes every must-have.
    pub(crate) fn barred(&self, option: &OptionId) -> Option<&str> {
        let column = self.columns.iter().find(|foot| foot.option == *option)?;
        column.barred.as_deref()
    }

    /// True when the level of a cell puts its option out.
    pub(crate) fn fails(&self, cell: &CellKey) -> bool {
        let column = self.columns.iter().find(|foot| foot.option == cell.option);
        column.is_some_and(|foot| foot.failed.contains(&cell.criterion))
    }
}

fn foot(problem: &Problem, rubric: &Rubric, standing: &Standing) -> Foot {
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
        failed: standing.failed.clone(),
        barred: barred(standing, rubric),
    }
}

/// What keeps an option out, or could: which must-haves, and where it would stand without them.
pub(crate) fn barred(standing: &Standing, rubric: &Rubric) -> Option<String> {
    let names = |ids: &[CriterionId]| {
        let title = |id: &CriterionId| {
            let criterion = rubric.criterion(id);
            criterion.map_or_else(|| id.to_string(), |one| one.short().to_lowercase())
        };
        say::list(&ids.iter().map(title).collect::<Vec<_>>())
    };
    if standing.is_excluded() {
        let names = names(&standing.failed);
        let rank = standing
            .waived
            .map(|range| match (range.best, range.worst) {
                (best, worst) if best == worst => {
                    format!("; would rank {best} if that were waived")
                }
                (best, worst) => format!("; would rank {best} to {worst} if that were waived"),
            });
        return Some(format!(
            "out: fails the must-have on {names}{}",
            rank.unwrap_or_default()
        ));
    }
    standing.is_conditional().then(|| {
        format!(
            "conditional: the must-have on {} is not scored",
            names(&standing.open)
        )
    })
}
