//! The levels of all cells as a table whose signs show where an option is weak.

use super::{criterion, option};
use crate::agenda::{Criterion, CriterionId, Direction, Environment, OptionId};
use crate::exports::parts::bottom_line::score;
use crate::scoring::Analysis;
use crate::tui::app::pages::recommendation::line::Named;
use crate::workshop::{CellKey, Mark, State};

/// The levels of all cells of an environment.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Levels {
    /// The options, in the order of the rubric.
    pub(crate) options: Vec<(OptionId, Named)>,
    /// A row per criterion.
    pub(crate) rows: Vec<LevelRow>,
    /// Scored cells of all, per option.
    pub(crate) coverage: Vec<String>,
    /// Totals, per option.
    pub(crate) totals: Vec<String>,
}

/// The levels of one criterion.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LevelRow {
    /// Which criterion.
    pub(crate) criterion: CriterionId,
    /// What it is called.
    pub(crate) name: Named,
    /// Whether High is good.
    pub(crate) direction: Direction,
    /// A cell per option.
    pub(crate) cells: Vec<LevelCell>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LevelCell {
    /// The level as the room said it; empty when it is not scored.
    pub(crate) said: String,
    /// How favourable it is, 0 to 2.
    pub(crate) grade: Option<usize>,
    /// Whether it puts its option out.
    pub(crate) fails: bool,
}

/// The table of an environment.
pub(crate) fn levels(state: &State, environment: &Environment, analysis: &Analysis) -> Levels {
    let rubric = &state.rubric;
    let rows: Vec<LevelRow> = rubric
        .criteria
        .iter()
        .map(|one| LevelRow {
            criterion: one.id.clone(),
            name: criterion(rubric, &one.id),
            direction: one.direction,
            cells: rubric
                .options
                .iter()
                .map(|option| cell(state, environment, analysis, (one, &option.id)))
                .collect(),
        })
        .collect();
    let options = rubric.options.iter().map(|one| &one.id);
    let scored = |column: usize| {
        let cells = || rows.iter().filter_map(|row| row.cells.get(column));
        let scored = cells().filter(|cell| cell.grade.is_some()).count();
        let all = cells().filter(|cell| cell.said != NOT_APPLICABLE).count();
        format!("{scored}/{all}")
    };
    Levels {
        coverage: (0..rubric.options.len()).map(scored).collect(),
        totals: options
            .clone()
            .map(|id| score(analysis, id).replace(" to ", "–"))
            .collect(),
        options: options.map(|id| (id.clone(), option(rubric, id))).collect(),
        rows,
    }
}

/// What a cell says that does not apply.
const NOT_APPLICABLE: &str = "n/a";

fn cell(
    state: &State,
    environment: &Environment,
    analysis: &Analysis,
    (criterion, option): (&Criterion, &OptionId),
) -> LevelCell {
    let key = CellKey {
        environment: environment.clone(),
        option: option.clone(),
        criterion: criterion.id.clone(),
    };
    let mark = state.score(&key).and_then(|score| score.mark);
    let standing = analysis.ranking.iter().find(|one| one.option == *option);
    let (said, grade) = match mark {
        Some(Mark::Level(level)) => (level.to_string(), Some(criterion.direction.favour(level))),
        Some(Mark::NotApplicable) => (NOT_APPLICABLE.to_owned(), None),
        None => (String::new(), None),
    };
    LevelCell {
        said,
        grade,
        fails: standing.is_some_and(|one| one.failed.contains(&criterion.id)),
    }
}
