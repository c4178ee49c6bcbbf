//! Criteria, weights and must-haves; options and their scores at a glance.

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::alternatives::rankings;
use super::bottom_line::{chosen, environment_title, name, score};
use super::scores::{directed, evidence, mark, provenance};
use crate::agenda::{Criterion, Direction, Environment};
use crate::exports::inline::{Head, Inline, Piece, Table, words};
use crate::exports::report::View;
use crate::exports::say;
use crate::exports::text::shortened;
use crate::scoring::{Rational, Standing};
use crate::workshop::CellKey;

/// Criteria, weights and must-haves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CriteriaPart {
    /// Criterion, what High means, weight and must-have per environment.
    pub table: Option<Table>,
    /// Criterion, least acceptable level, who passes, who fails, per environment.
    pub must_haves: Option<Table>,
    /// What was compared: title, one line.
    pub options: Option<Table>,
    /// What doing the minimum would mean.
    pub do_minimum: String,
    /// Per environment: levels of every option on every criterion.
    pub scores: Vec<(String, Table)>,
    /// Per environment: the ranking.
    pub rankings: Vec<(String, Table)>,
    /// Per environment: the scores as bars of text.
    pub charts: Vec<(String, String)>,
    /// The scores of what is recommended, with reasons and evidence.
    pub evidence: Option<Table>,
}

/// Makes it.
#[must_use]
pub fn criteria(view: View<'_>) -> CriteriaPart {
    let rubric = &view.state().rubric;
    let scored = view
        .state()
        .scores
        .values()
        .any(|score| score.mark.is_some());
    CriteriaPart {
        table: (!rubric.criteria.is_empty()).then(|| table(view)),
        must_haves: must_haves(view),
        options: (!rubric.options.is_empty()).then(|| options(view)),
        do_minimum: rubric.header.do_minimum.clone().unwrap_or_default(),
        scores: if scored { scores(view) } else { Vec::new() },
        rankings: if scored { rankings(view) } else { Vec::new() },
        charts: if scored { charts(view) } else { Vec::new() },
        evidence: recommended(view),
    }
}

fn options(view: View<'_>) -> Table {
    let rows = view.state().rubric.options.iter().map(|option| {
        vec![
            words(&option.title),
            words(option.about.clone().unwrap_or_default()),
        ]
    });
    Table {
        columns: ["Option", "What it is"].map(Head::left).into(),
        rows: rows.collect(),
    }
}

/// A criterion as a link to its scores.
fn linked(view: View<'_>, environment: &Environment, criterion: &Criterion) -> Inline {
    let anchor = view.report.anchors.criterion(environment, &criterion.id);
    let has_scores = view
        .state()
        .scores
        .values()
        .any(|score| score.mark.is_some());
    let title = directed(criterion);
    match anchor.filter(|_| has_scores) {
        Some(anchor) => vec![Piece::link(title, anchor.href(view.document))],
        None => words(title),
    }
}

fn table(view: View<'_>) -> Table {
    let rubric = &view.state().rubric;
    let environments = &rubric.header.environments;
    let mut columns = vec![Head::left("Criterion"), Head::left("High is")];
    for environment in environments {
        columns.push(Head::right(format!("Weight of 100, {}", name(environment))));
    }
    let share = |environment: &Environment, criterion: &Criterion| {
        let analysed = view
            .report
            .analysed()
            .find(|(name, _)| *name == environment);
        let share = analysed.and_then(|(_, analysis)| {
            let found = analysis.weights.iter().find(|(id, _)| *id == criterion.id);
            found.map(|(_, share)| say::points(share.to_f64()))
        });
        share.unwrap_or_else(|| "does not count".to_owned())
    };
    let row = |criterion: &Criterion| {
        let mut cells = vec![
            words(&criterion.title),
            words(match criterion.direction {
                Direction::HigherIsBetter => "good",
                Direction::LowerIsBetter => "bad",
            }),
        ];
        cells.extend(
            environments
                .iter()
                .map(|place| words(share(place, criterion))),
        );
        cells
    };
    Table {
        columns,
        rows: rubric.criteria.iter().map(row).collect(),
    }
}

fn must_haves(view: View<'_>) -> Option<Table> {
    let mut rows = Vec::new();
    for (environment, analysis) in view.report.analysed() {
        for criterion in &view.state().rubric.criteria {
            let Some(level) = criterion.must_have.get(environment) else {
                continue;
            };
            let names = |wanted: &dyn Fn(&Standing) -> bool| -> String {
                let found: Vec<&str> = analysis
                    .ranking
                    .iter()
                    .filter(|standing| wanted(standing))
                    .map(|standing| view.report.names.option(&standing.option))
                    .collect();
                say::list(&found)
            };
            let fails = |standing: &Standing| standing.failed.contains(&criterion.id);
            let open = |standing: &Standing| standing.open.contains(&criterion.id);
            let asked = match criterion.direction {
                Direction::HigherIsBetter => format!("{} or higher", say::level(*level)),
                Direction::LowerIsBetter => format!("{} or lower", say::level(*level)),
            };
            rows.push(vec![
                words(environment_title(environment)),
                linked(view, environment, criterion),
                words(asked),
                words(names(&|standing| !fails(standing) && !open(standing))),
                words(names(&fails)),
                words(names(&open)),
            ]);
        }
    }
    let heads = [
        "Environment",
        "Criterion",
        "Asked for",
        "Passes",
        "Fails",
        "Not scored",
    ];
    (!rows.is_empty()).then(|| Table {
        columns: heads.map(Head::left).into(),
        rows,
    })
}

fn scores(view: View<'_>) -> Vec<(String, Table)> {
    let rubric = &view.state().rubric;
    let of = |environment: &Environment| {
        let mut columns = vec![Head::left("Criterion")];
        columns.extend(
            rubric
                .options
                .iter()
                .map(|option| Head::left(&option.title)),
        );
        let row = |criterion: &Criterion| {
            let mut cells = vec![linked(view, environment, criterion)];
            cells.extend(rubric.options.iter().map(|option| {
                let cell = CellKey {
                    environment: environment.clone(),
                    option: option.id.clone(),
                    criterion: criterion.id.clone(),
                };
                words(mark(view.state().score(&cell).and_then(|score| score.mark)))
            }));
            cells
        };
        let rows = rubric.criteria.iter().map(row).collect();
        (environment_title(environment), Table { columns, rows })
    };
    rubric.header.environments.iter().map(of).collect()
}

/// Letters of a bar that stands for 100 points.
const BAR: usize = 40;

/// The ranking as bars of text, an option per line; what is still open is drawn lighter.
fn charts(view: View<'_>) -> Vec<(String, String)> {
    let charts = view.report.analysed().map(|(place, analysis)| {
        let name = |standing: &Standing| {
            shortened(view.report.names.option(&standing.option), 40).replace('`', "'")
        };
        let width = analysis
            .ranking
            .iter()
            .map(|standing| name(standing).width())
            .max();
        let line = |standing: &Standing| {
            let title = name(standing);
            let blanks = " ".repeat(width.unwrap_or(0).saturating_sub(title.width()));
            let scale = analysis.scale;
            let letters =
                |score: Rational| bar((score.to_f64() - scale.low) / (scale.high - scale.low));
            let (sure, most) = (letters(standing.low), letters(standing.high));
            let bar = format!(
                "{}{}",
                "█".repeat(sure),
                "░".repeat(most.saturating_sub(sure))
            );
            let mark = if standing.is_excluded() { " (out)" } else { "" };
            format!(
                "{title}{blanks}  {bar} {}{mark}",
                score(analysis, &standing.option)
            )
        };
        let lines: Vec<String> = analysis.ranking.iter().map(line).collect();
        (environment_title(place), lines.join("\n"))
    });
    charts.collect()
}

/// A share of the scale in letters of a bar.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a share is between 0 and 1 and a bar has 40 letters"
)]
fn bar(share: f64) -> usize {
    (share.clamp(0.0, 1.0) * BAR as f64).round() as usize
}

/// The scores behind the recommendation, with reasons and evidence.
fn recommended(view: View<'_>) -> Option<Table> {
    let mut rows = Vec::new();
    for (environment, option) in chosen(view) {
        let Some(option) = option else { continue };
        for criterion in &view.state().rubric.criteria {
            let cell = CellKey {
                environment: environment.clone(),
                option: option.clone(),
                criterion: criterion.id.clone(),
            };
            let score = view.state().score(&cell);
            let level = mark(score.and_then(|score| score.mark));
            rows.push(vec![
                words(view.report.names.option(option)),
                words(environment_title(environment)),
                linked(view, environment, criterion),
                words(level),
                words(score.map_or("", |score| provenance(score.provenance))),
                score.map_or_else(Inline::new, |score| view.linked(&score.rationale)),
                evidence(view, &cell),
            ]);
        }
    }
    let heads = [
        "Option",
        "Environment",
        "Criterion",
        "Level",
        "How",
        "Why",
        "Evidence",
    ];
    let scored = view
        .state()
        .scores
        .values()
        .any(|score| score.mark.is_some());
    (!rows.is_empty() && scored).then(|| Table {
        columns: heads.map(Head::left).into(),
        rows,
    })
}
