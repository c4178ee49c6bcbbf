//! Gaps of what is recommended, and the assumptions that could turn it.

use serde::Serialize;

use super::bottom_line::{chosen, name};
use super::registers::rank;
use super::scores::directed;
use crate::agenda::{Criterion, Direction, Environment, Level, OptionId};
use crate::exports::inline::{Head, Inline, Piece, Table, comma_list, words};
use crate::exports::report::View;
use crate::exports::{say, text};
use crate::roadmap::Span;
use crate::scoring::Analysis;
use crate::workshop::{CellKey, Mark, Node, Record, Reference, Relation};

/// Gaps that page one names.
const ON_PAGE_ONE: usize = 5;

/// One criterion on which a recommended option is below the best level.
#[derive(Debug, Clone)]
pub struct GapRow {
    /// The cell.
    pub cell: CellKey,
    /// The level it has.
    pub level: Level,
    /// Whether a must-have is not met.
    pub must_have: bool,
    /// Weight times shortfall.
    pub severity: f64,
    /// Work packages that close it.
    pub packages: Vec<Reference>,
}

/// Gaps of an option: unmet must-haves first, then by weight and shortfall, then by name.
#[must_use]
pub fn gaps_of(
    view: View<'_>,
    environment: &Environment,
    analysis: &Analysis,
    option: &OptionId,
) -> Vec<GapRow> {
    let mut gaps: Vec<GapRow> = analysis
        .weights
        .iter()
        .filter_map(|(criterion, weight)| {
            let criterion = view.state().rubric.criterion(criterion)?;
            gap(view, environment, (criterion, weight.to_f64()), option)
        })
        .collect();
    gaps.sort_by(|a, b| {
        b.must_have
            .cmp(&a.must_have)
            .then_with(|| b.severity.total_cmp(&a.severity))
            .then_with(|| a.cell.criterion.cmp(&b.cell.criterion))
    });
    gaps
}

fn gap(
    view: View<'_>,
    environment: &Environment,
    (criterion, weight): (&Criterion, f64),
    option: &OptionId,
) -> Option<GapRow> {
    let cell = CellKey {
        environment: environment.clone(),
        option: option.clone(),
        criterion: criterion.id.clone(),
    };
    let Some(Mark::Level(level)) = view.state().score(&cell)?.mark else {
        return None;
    };
    let scale = view.state().rubric.header.scale;
    let missing = scale.high - worth(view, criterion, level);
    let asked = criterion.must_have.get(environment);
    let node = Node::Cell(cell.clone());
    let closing = view.state().links_to(&node);
    let mut packages: Vec<Reference> = closing
        .filter(|(key, _)| key.relation == Relation::Closes)
        .filter_map(|(key, _)| Some(view.state().record(key.from.record()?)?.id.clone()))
        .collect();
    packages.sort();
    (favour(criterion, level) < 2).then_some(GapRow {
        must_have: asked.is_some_and(|asked| favour(criterion, level) < favour(criterion, *asked)),
        severity: weight * missing,
        cell,
        level,
        packages,
    })
}

/// How favourable a level is: 0 worst, 2 best.
#[must_use]
pub const fn favour(criterion: &Criterion, level: Level) -> usize {
    let said = level as usize;
    match criterion.direction {
        Direction::HigherIsBetter => said,
        Direction::LowerIsBetter => 2 - said,
    }
}

/// What a level is worth on the rubric's scale.
#[must_use]
pub const fn worth(view: View<'_>, criterion: &Criterion, level: Level) -> f64 {
    let scale = view.state().rubric.header.scale;
    [scale.low, scale.medium, scale.high][favour(criterion, level)]
}

/// What could turn the recommendation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Conditions {
    /// The gaps, all of them.
    pub gaps: Option<Table>,
    /// The gaps that page one names.
    pub first: Option<Table>,
    /// How many page one leaves out.
    pub more: usize,
    /// Open assumptions of high priority: text, owner, timeframe.
    pub assumptions: Vec<Inline>,
}

/// Makes it.
#[must_use]
pub fn conditions(view: View<'_>) -> Conditions {
    let mut rows: Vec<(bool, f64, Vec<Inline>)> = Vec::new();
    for (environment, option) in chosen(view) {
        let analysed = view
            .report
            .analysed()
            .find(|(name, _)| *name == environment);
        if let (Some(option), Some((_, analysis))) = (option, analysed) {
            let gaps = gaps_of(view, environment, analysis, option);
            rows.extend(
                gaps.iter()
                    .map(|gap| (!gap.must_have, -gap.severity, row(view, gap))),
            );
        }
    }
    rows.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.total_cmp(&b.1)));
    let rows: Vec<Vec<Inline>> = rows.into_iter().map(|(_, _, row)| row).collect();
    let table = |rows: &[Vec<Inline>]| {
        let heads = ["Gap", "Where it stands", "Closed by", "Owner", "By"];
        (!rows.is_empty()).then(|| Table {
            columns: heads.map(Head::left).into(),
            rows: rows.to_vec(),
        })
    };
    let named = rows.len().min(ON_PAGE_ONE);
    Conditions {
        first: table(&rows[..named]),
        more: rows.len() - named,
        gaps: table(&rows),
        assumptions: assumptions(view),
    }
}

fn row(view: View<'_>, gap: &GapRow) -> Vec<Inline> {
    let names = &view.report.names;
    let criterion = view.state().rubric.criterion(&gap.cell.criterion);
    let title = criterion.map_or_else(String::new, directed);
    let what = format!("{title}, {}", name(&gap.cell.environment));
    let level = format!(
        "{}: {}{}",
        names.option(&gap.cell.option),
        say::level(gap.level),
        if gap.must_have {
            ", the must-have is not met"
        } else {
            ""
        }
    );
    let record = |id: &Reference| view.state().record(id);
    let packages = gap.packages.iter().filter_map(record);
    let owners: Vec<&str> = packages
        .clone()
        .map(|record| record.text("owner").trim_start_matches('@'))
        .filter(|owner| !owner.is_empty())
        .collect();
    let last = packages.filter_map(|record| finish(view, record)).max();
    let closed = if gap.packages.is_empty() {
        words("no work package yet")
    } else {
        comma_list(gap.packages.iter().map(|id| view.reference(id)))
    };
    let owner = match owners.as_slice() {
        [] => "nobody yet".to_owned(),
        owners => say::list(owners),
    };
    vec![
        vec![
            view.report
                .anchors
                .cell_link(view.document, &gap.cell, &what),
        ],
        words(level),
        closed,
        words(owner),
        words(last.map_or_else(|| "no date".to_owned(), |date| date.to_string())),
    ]
}

/// The last day of a work package in the plan.
fn finish(view: View<'_>, record: &Record) -> Option<chrono::NaiveDate> {
    let place = view.report.plan.find(record.id.as_str())?;
    let span: Option<Span> = view.report.dates.packages[place];
    span.map(|span| span.finish)
}

/// Open assumptions of high priority.
fn assumptions(view: View<'_>) -> Vec<Inline> {
    view.records("assumptions")
        .into_iter()
        .filter(|record| matches!(record.text("status"), "" | "open") && rank(record) == 3)
        .map(|record| {
            let mut line = vec![view.reference(&record.id), Piece::text(" ")];
            line.extend(view.linked(&text::shortened(&view.title(record), 200)));
            let owner = record.text("owner").trim_start_matches('@');
            let owner = if owner.is_empty() {
                "nobody yet"
            } else {
                owner
            };
            let when = match record.text("timeframe") {
                "" => String::new(),
                when => format!(", to verify: {when}"),
            };
            line.push(Piece::text(format!(" (owner: {owner}{when})")));
            line
        })
        .collect()
}
