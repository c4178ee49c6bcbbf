//! Cells without a level, and gaps without work.

use super::findings::{Finding, Kind, Place};
use crate::agenda::{Check, Environment};
use crate::order::Arrange;
use crate::scoring::{Gap, Settings, analyse_all, recommended_gaps};
use crate::workshop::{CellKey, State};

/// What is open on the scorecard. A workshop that has not been scored at all is named once per environment.
pub(super) fn findings(state: &State) -> Vec<Finding> {
    let mut all = Vec::new();
    if state.rubric.options.is_empty() {
        return all;
    }
    // Gaps and coverage do not depend on random samples.
    let settings = Settings {
        samples: 1,
        ..Settings::default()
    };
    let analyses = analyse_all(state, &settings);
    for (environment, analysis) in &analyses {
        match analysis {
            Ok(_) if is_accepted(state, environment) => {}
            Ok(_) => all.extend(unscored(state, environment)),
            Err(error) => all.push(Finding {
                kind: Kind::Score,
                place: Place::Rubric,
                what: format!("{environment}: {error}"),
                remedy: "mend the weights or the criteria".to_owned(),
            }),
        }
    }
    for (environment, found) in recommended_gaps(state, &analyses) {
        all.extend(gaps(state, &environment, &found));
    }
    all.arrange_by_key(|finding| finding.kind);
    all
}

/// True when the room accepted the scores of an environment as they are.
fn is_accepted(state: &State, environment: &Environment) -> bool {
    let outputs = state
        .playbook
        .blocks()
        .flat_map(|(_, block)| &block.outputs);
    outputs
        .filter(|output| output.done_when.check == Check::Scored)
        .filter(|output| {
            output
                .done_when
                .environment
                .as_ref()
                .is_none_or(|wanted| wanted == environment)
        })
        .any(|output| state.accepted.contains_key(&output.id))
}

fn unscored(state: &State, environment: &Environment) -> Vec<Finding> {
    let rubric = &state.rubric;
    let cell =
        |option: &crate::agenda::PlatformOption, criterion: &crate::agenda::Criterion| CellKey {
            environment: environment.clone(),
            option: option.id.clone(),
            criterion: criterion.id.clone(),
        };
    let open: Vec<Finding> = rubric
        .criteria
        .iter()
        .flat_map(|criterion| rubric.options.iter().map(move |option| (criterion, option)))
        .filter(|(criterion, option)| {
            state
                .score(&cell(option, criterion))
                .is_none_or(|score| score.mark.is_none())
        })
        .map(|(criterion, option)| Finding {
            kind: Kind::Score,
            place: Place::Cell(cell(option, criterion)),
            what: format!(
                "{environment}: {} of {} is not scored",
                criterion.title, option.title
            ),
            remedy: "score it L, M or H, or mark it as not applicable".to_owned(),
        })
        .collect();
    if open.len() < rubric.criteria.len() * rubric.options.len() {
        return open;
    }
    vec![Finding {
        kind: Kind::Score,
        place: open
            .into_iter()
            .next()
            .map_or(Place::Rubric, |first| first.place),
        what: format!(
            "{environment}: none of {} cells is scored",
            rubric.criteria.len() * rubric.options.len()
        ),
        remedy: "open the scorecard and score it".to_owned(),
    }]
}

fn gaps(state: &State, environment: &Environment, gaps: &[Gap]) -> Vec<Finding> {
    let title = |gap: &Gap| {
        let option = state
            .rubric
            .option(&gap.option)
            .map_or("", |option| option.title.as_str());
        let criterion = state
            .rubric
            .criterion(&gap.criterion)
            .map_or("", |criterion| criterion.title.as_str());
        format!("{environment}: {criterion} of {option} is {}", gap.level)
    };
    let open = gaps.iter().filter(|gap| gap.work_packages.is_empty());
    open.map(|gap| Finding {
        kind: Kind::Gap,
        place: Place::Cell(CellKey {
            environment: environment.clone(),
            option: gap.option.clone(),
            criterion: gap.criterion.clone(),
        }),
        what: title(gap),
        remedy: "plan a work package that closes it".to_owned(),
    })
    .collect()
}
