//! Which scores there are and how each came about: voted, accepted, taken over, drafted, missing.

use std::collections::BTreeMap;

use super::bottom_line::{environment_title, name};
use super::dissent;
use super::scores::directed;
use crate::agenda::Environment;
use crate::exports::inline::{Head, Inline, Piece, Table, comma_list, words};
use crate::exports::report::View;
use crate::exports::say;
use crate::scoring::Analysis;
use crate::workshop::{CellKey, Mark, Provenance, Score};

/// Missing scores that are named one by one.
const LISTED: usize = 6;

/// The cells of one environment that count: options by the criteria that apply.
pub(super) fn cells<'r>(
    view: View<'r>,
    place: &'r Environment,
    analysis: &'r Analysis,
) -> impl Iterator<Item = (CellKey, Option<&'r Score>)> {
    let options = view.state().rubric.options.iter();
    options.flat_map(move |option| {
        analysis.weights.iter().map(move |(criterion, _)| {
            let cell = CellKey {
                environment: place.clone(),
                option: option.id.clone(),
                criterion: criterion.clone(),
            };
            let score = view.state().score(&cell);
            (
                cell,
                score.filter(|score| matches!(score.mark, Some(Mark::Level(_)))),
            )
        })
    })
}

/// How many scores came about in each way.
fn by_provenance(
    view: View<'_>,
    place: &Environment,
    analysis: &Analysis,
) -> BTreeMap<Provenance, usize> {
    let mut by = BTreeMap::new();
    for score in cells(view, place, analysis).filter_map(|(_, score)| score) {
        *by.entry(score.provenance).or_default() += 1;
    }
    by
}

/// `68 of 70 in a room of 12: 16 voted and 52 accepted without a vote.`
#[must_use]
pub fn counted(view: View<'_>) -> String {
    let (mut scored, mut total) = (0, 0);
    let mut by: BTreeMap<Provenance, usize> = BTreeMap::new();
    for (place, analysis) in view.report.analysed() {
        scored += analysis.coverage.scored;
        total += analysis.coverage.total;
        for (provenance, count) in by_provenance(view, place, analysis) {
            *by.entry(provenance).or_default() += count;
        }
    }
    match (scored, total) {
        (_, 0) => return "nothing is compared.".to_owned(),
        (0, total) => return format!("none of {total} is in yet."),
        _ => {}
    }
    let how = |provenance| match provenance {
        Provenance::Voted => "voted",
        Provenance::Accepted => "accepted without a vote",
        Provenance::Inherited => "taken over from the other environment",
        Provenance::Draft => "only drafted",
    };
    let parts: Vec<String> = by
        .iter()
        .map(|(provenance, count)| format!("{count} {}", how(*provenance)))
        .collect();
    let room = match view.state().room() {
        None => String::new(),
        Some(room) => format!(" in a room of {room}"),
    };
    let split = dissent::in_brief(view).map_or_else(String::new, |words| format!("; {words}"));
    format!("{scored} of {total}{room}: {}{split}.", say::list(&parts))
}

/// Per environment how many scores came about in each way, and how many are missing.
#[must_use]
pub fn table(view: View<'_>) -> Table {
    let row = |(place, analysis): (&Environment, &Analysis)| -> Vec<Inline> {
        let by = by_provenance(view, place, analysis);
        let count = |way: &Provenance| words(by.get(way).copied().unwrap_or(0).to_string());
        let missing = analysis.coverage.total - analysis.coverage.scored;
        let mut row = vec![words(environment_title(place))];
        row.extend(Provenance::ALL.iter().map(count));
        row.push(words(missing.to_string()));
        row.push(words(analysis.coverage.total.to_string()));
        row
    };
    let numbers = [
        "Voted by the room",
        "Accepted without a vote",
        "Taken over",
        "Drafted",
        "Not scored",
        "All",
    ];
    let mut columns = vec![Head::left("Environment")];
    columns.extend(numbers.map(Head::right));
    Table {
        columns,
        rows: view.report.analysed().map(row).collect(),
    }
}

/// Which scores are missing, and criteria that do not count, a line each.
#[must_use]
pub fn notes(view: View<'_>) -> Vec<Inline> {
    let mut lines = Vec::new();
    for (place, analysis) in view.report.analysed() {
        let missing: Vec<Piece> = cells(view, place, analysis)
            .filter(|(_, score)| score.is_none())
            .map(|(cell, _)| named(view, &cell))
            .collect();
        if missing.len() > LISTED {
            let total = analysis.coverage.total;
            let count = missing.len();
            lines.push(words(format!(
                "{count} of {total} are not scored in {}.",
                name(place)
            )));
        } else if !missing.is_empty() {
            let mut line = words(format!("Not scored in {}: ", name(place)));
            line.extend(comma_list(missing));
            lines.push(line);
        }
        lines.extend(analysis.dropped.iter().map(|id| {
            words(format!(
                "{} does not count in {}: it was marked as not applicable.",
                view.report.names.criterion(id),
                name(place)
            ))
        }));
    }
    lines
}

/// A cell in words, as a link to the scores on its criterion.
pub(super) fn named(view: View<'_>, cell: &CellKey) -> Piece {
    let criterion = view.state().rubric.criterion(&cell.criterion);
    let text = format!(
        "{} of {}",
        criterion.map_or_else(|| cell.criterion.to_string(), directed),
        view.report.names.option(&cell.option)
    );
    view.report.anchors.cell_link(view.document, cell, &text)
}
