//! How the options stand in one environment, and the gaps of what is recommended, ready to be shown.

use super::{Bar, GapLine, Side};
use crate::agenda::{CriterionId, Direction, Environment, OptionId};
use crate::exports::View;
use crate::scoring::{Analysis, Gap, Standing};
use crate::workshop::{CellKey, Mark, Reference};

pub(super) fn side(view: View<'_>, environment: &Environment, analysis: &Analysis) -> Side {
    let rubric = &view.state().rubric;
    let criteria: Vec<(CriterionId, String)> = analysis
        .weights
        .iter()
        .map(|(id, _)| {
            let title = rubric.criterion(id).map(|one| one.short().to_owned());
            (id.clone(), title.unwrap_or_else(|| id.to_string()))
        })
        .collect();
    let must = rubric.criteria.iter().filter_map(|criterion| {
        let level = criterion.must_have.get(environment)?;
        let least = match criterion.direction {
            Direction::HigherIsBetter => "at least",
            Direction::LowerIsBetter => "at most",
        };
        let failed = analysis
            .ranking
            .iter()
            .filter(|one| one.failed.contains(&criterion.id));
        let failed: Vec<&str> = failed
            .map(|one| view.report.names.option(&one.option))
            .collect();
        let who = if failed.is_empty() {
            "all pass as far as they are scored".to_owned()
        } else {
            format!("failed by {}", crate::exports::say::list(&failed))
        };
        Some(format!(
            "{}: {least} {}; {who}",
            criterion.title,
            level.word()
        ))
    });
    Side {
        environment: environment.clone(),
        options: analysis
            .ranking
            .iter()
            .map(|standing| bar(view, environment, analysis, standing))
            .collect(),
        coverage: (analysis.coverage.scored, analysis.coverage.total),
        must_haves: must.collect(),
        sentences: Vec::new(),
        gaps: Vec::new(),
        criteria,
    }
}

fn bar(view: View<'_>, environment: &Environment, analysis: &Analysis, standing: &Standing) -> Bar {
    let scale = analysis.scale;
    let parts = analysis.weights.iter().map(|(criterion, weight)| {
        let cell = CellKey {
            environment: environment.clone(),
            option: standing.option.clone(),
            criterion: criterion.clone(),
        };
        let marked = view.state().score(&cell).and_then(|score| score.mark);
        let Some(Mark::Level(level)) = marked else {
            return 0.0;
        };
        let direction = view
            .state()
            .rubric
            .criterion(criterion)
            .map(|one| one.direction);
        weight.to_f64() * scale.share(level, direction.unwrap_or(Direction::HigherIsBetter))
    });
    let range = standing.high.to_f64() - standing.low.to_f64();
    let short = |id: &CriterionId| {
        let criterion = view.state().rubric.criterion(id);
        criterion.map_or_else(|| id.to_string(), |one| one.short().to_owned())
    };
    let failed: Vec<String> = standing.failed.iter().map(short).collect();
    Bar {
        title: view.report.names.option(&standing.option).to_owned(),
        parts: parts.collect(),
        open: range / (scale.high - scale.low),
        score: crate::exports::parts::bottom_line::score(analysis, &standing.option)
            .replace(" to ", "–"),
        rank: if standing.is_excluded() {
            "out".to_owned()
        } else {
            standing.rank_label()
        },
        note: if !failed.is_empty() {
            format!("fails {}", failed.join(", "))
        } else if standing.is_conditional() {
            "must-have open".to_owned()
        } else {
            first_share(analysis, &standing.option)
        },
        option: standing.option.clone(),
    }
}

/// In how many of 100 weightings near the stated ones an option is first.
fn first_share(analysis: &Analysis, option: &OptionId) -> String {
    let stated = analysis.acceptability.first();
    let row = stated.and_then(|found| found.options.iter().find(|one| one.option == *option));
    row.and_then(|row| row.ranks.first())
        .map(|share| format!("first in {}", crate::exports::say::of_hundred(*share)))
        .unwrap_or_default()
}

pub(super) fn gap_lines(view: View<'_>, environment: &Environment, gaps: &[Gap]) -> Vec<GapLine> {
    let state = view.state();
    gaps.iter()
        .map(|gap| {
            let package = gap.work_packages.first().map(|id| Reference::new(id));
            let title = package.as_ref().and_then(|id| state.record(id));
            let must = if gap.must_have { ", a must-have" } else { "" };
            GapLine {
                cell: CellKey {
                    environment: environment.clone(),
                    option: gap.option.clone(),
                    criterion: gap.criterion.clone(),
                },
                title: format!(
                    "{} of {} is {}{must}",
                    view.report.names.criterion(&gap.criterion),
                    view.report.names.option(&gap.option),
                    gap.level.word()
                ),
                closed_by: title
                    .map(|one| one.naming_text().to_owned())
                    .unwrap_or_default(),
                package,
            }
        })
        .collect()
}
