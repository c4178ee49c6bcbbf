//! Criteria, weights and must-haves; options and their scores at a glance.

use serde::Serialize;

use super::alternatives::rankings;
use super::bars::{Bar, bars};
use super::bottom_line::{chosen, environment_title, name, score};
use super::coverage;
use super::scores::{directed, evidence, how, mark};
use crate::agenda::{Criterion, Direction, Environment};
use crate::exports::inline::{Head, Inline, Piece, Table, words};
use crate::exports::report::View;
use crate::exports::say;
use crate::scoring::{Analysis, Rational, Standing};
use crate::workshop::{CellKey, Mark};

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
    /// How the scores came about, per environment.
    pub coverage: Table,
    /// Missing scores, and criteria that do not count.
    pub notes: Vec<Inline>,
    /// Per environment: the ranking as a table and as bars of text, and whether a rank is open.
    pub rankings: Vec<(String, Table, String, bool)>,
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
        coverage: coverage::table(view),
        notes: coverage::notes(view),
        rankings: ranked(view),
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
        let share = analysed.and_then(|(_, analysis)| weight(analysis, criterion));
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
                if found.is_empty() {
                    "none".to_owned()
                } else {
                    say::list(&found)
                }
            };
            let fails = |standing: &Standing| standing.failed.contains(&criterion.id);
            let open = |standing: &Standing| standing.open.contains(&criterion.id);
            let asked = match criterion.direction {
                Direction::HigherIsBetter => format!("{} or higher", say::level(*level)),
                Direction::LowerIsBetter => format!("{} or lower", say::level(*level)),
            };
            let found = if analysis.dropped.contains(&criterion.id) {
                // A criterion that is not applicable drops out with its must-have.
                ["does not count here", "", ""].map(str::to_owned)
            } else {
                let passes = |standing: &Standing| !fails(standing) && !open(standing);
                [names(&passes), names(&fails), names(&open)]
            };
            let mut row = vec![
                words(environment_title(environment)),
                linked(view, environment, criterion),
                words(asked),
            ];
            row.extend(found.map(words));
            rows.push(row);
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

/// Per environment in which something is scored: weights, levels with dots for how good they are, coverage.
fn scores(view: View<'_>) -> Vec<(String, Table)> {
    let analysed = view.report.analysed();
    analysed
        .filter(|(_, analysis)| analysis.coverage.scored > 0)
        .map(|(place, analysis)| (environment_title(place), heat(view, place, analysis)))
        .collect()
}

fn heat(view: View<'_>, environment: &Environment, analysis: &Analysis) -> Table {
    let rubric = &view.state().rubric;
    let mut columns = vec![Head::left("Criterion"), Head::right("Weight")];
    let titles = rubric.options.iter().map(|option| &option.title);
    columns.extend(titles.map(Head::left));
    let row = |criterion: &Criterion| {
        let weight = weight(analysis, criterion).unwrap_or_else(|| "none".to_owned());
        let mut cells = vec![linked(view, environment, criterion), words(weight)];
        cells.extend(rubric.options.iter().map(|option| {
            let cell = CellKey {
                environment: environment.clone(),
                option: option.id.clone(),
                criterion: criterion.id.clone(),
            };
            let mark = view.state().score(&cell).and_then(|score| score.mark);
            words(level(criterion, mark))
        }));
        cells
    };
    let mut rows: Vec<Vec<Inline>> = rubric.criteria.iter().map(row).collect();
    rows.push(covered(view, environment, analysis));
    Table { columns, rows }
}

/// A level with dots for how good it is.
fn level(criterion: &Criterion, said: Option<Mark>) -> String {
    match said {
        Some(Mark::Level(level)) => {
            let dots = ["○○", "●○", "●●"][criterion.direction.favour(level)];
            format!("{dots} {}", mark(said))
        }
        _ => mark(said).to_owned(),
    }
}

/// How many of the criteria that count each option is scored on.
fn covered(view: View<'_>, environment: &Environment, analysis: &Analysis) -> Vec<Inline> {
    let mut row = vec![words("Scored"), words("")];
    row.extend(view.state().rubric.options.iter().map(|option| {
        let cells = || {
            coverage::cells(view, environment, analysis)
                .filter(|(cell, _)| cell.option == option.id)
        };
        let scored = cells().filter(|(_, score)| score.is_some()).count();
        words(format!("{scored} of {}", cells().count()))
    }));
    row
}

/// The weight of a criterion as points of 100; none where it does not count.
fn weight(analysis: &Analysis, criterion: &Criterion) -> Option<String> {
    let found = analysis.weights.iter().find(|(id, _)| *id == criterion.id);
    found.map(|(_, share)| say::points(share.to_f64()))
}

/// The ranking of each environment as a table and as bars; what is still open is drawn lighter.
fn ranked(view: View<'_>) -> Vec<(String, Table, String, bool)> {
    let analysed = view.report.analysed().zip(rankings(view));
    let scored = analysed.filter(|((_, analysis), _)| analysis.coverage.scored > 0);
    scored
        .map(|((_, analysis), (title, table))| {
            let mut ranking = analysis.ranking.iter();
            let open = ranking.any(|standing| standing.rank.is_none() && !standing.is_excluded());
            (title, table, chart(view, analysis), open)
        })
        .collect()
}

fn chart(view: View<'_>, analysis: &Analysis) -> String {
    let scale = analysis.scale;
    let share = |score: Rational| (score.to_f64() - scale.low) / (scale.high - scale.low);
    let bar = |standing: &'_ Standing| {
        let mark = if standing.is_excluded() { " (out)" } else { "" };
        let label = format!("{}{mark}", score(analysis, &standing.option));
        (share(standing.low), share(standing.high), label)
    };
    let rows: Vec<Bar<'_>> = analysis
        .ranking
        .iter()
        .map(|standing| {
            let (sure, most, label) = bar(standing);
            let name = view.report.names.option(&standing.option);
            Bar {
                name,
                sure,
                most,
                label,
            }
        })
        .collect();
    bars(&rows)
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
                words(how(view, &cell)),
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
