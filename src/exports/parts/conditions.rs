//! Gaps of what is recommended, and the assumptions that could turn it.

use std::cmp::Reverse;

use chrono::NaiveDate;
use serde::Serialize;

use super::bottom_line::{chosen, few, name};
use super::registers::rank;
use super::scores::directed;
use super::what_changes::turning;
use crate::agenda::{Criterion, CriterionId, Environment, Level, OptionId};
use crate::exports::inline::{Head, Inline, Piece, Table, comma_list, words};
use crate::exports::report::View;
use crate::exports::say;
use crate::order::Arrange;
use crate::roadmap::Span;
use crate::scoring::{Gap, recommended_gaps};
use crate::workshop::{CellKey, Record, Reference};

/// Rows that page one has at most.
const ON_PAGE_ONE: usize = 4;
/// Rows of these that are no gaps.
const OTHERS: usize = 2;

/// Gaps of what is recommended in each environment: unmet must-haves first, then by weight and shortfall. With a
/// tie those of all in first place, with nothing that passes those of whoever would be first otherwise.
#[must_use]
pub fn gaps(view: View<'_>) -> Vec<(Environment, Gap)> {
    let mut all: Vec<(Environment, Gap)> =
        recommended_gaps(&view.report.state, &view.report.analyses)
            .into_iter()
            .flat_map(|(place, gaps)| gaps.into_iter().map(move |gap| (place.clone(), gap)))
            .collect();
    all.arrange_by_key(|(_, gap)| (Reverse(gap.must_have), Reverse(gap.severity)));
    all
}

/// What a level is worth on the rubric's scale.
#[must_use]
pub fn worth(view: View<'_>, criterion: &Criterion, level: Level) -> f64 {
    let scale = view.state().rubric.header.scale;
    [scale.low, scale.medium, scale.high][criterion.direction.favour(level)]
}

/// What could turn the recommendation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Conditions {
    /// The gaps, all of them: where, level, what closes them, owner, date.
    pub gaps: Option<Table>,
    /// What page one names, a line each: what, owner, when.
    pub first: Vec<Inline>,
    /// How many gaps there are and how many nobody has planned for; empty without any.
    pub sum: String,
}

/// Makes it.
#[must_use]
pub fn conditions(view: View<'_>) -> Conditions {
    let gaps = gaps(view);
    let (must, others): (Vec<_>, Vec<_>) = gaps.iter().partition(|(_, gap)| gap.must_have);
    let in_brief = |gaps: Vec<&(Environment, Gap)>| -> Vec<Inline> {
        gaps.into_iter().map(|gap| brief(view, gap)).collect()
    };
    let mut first: Vec<Inline> = in_brief(must);
    first.extend(unproven(view));
    let room = OTHERS.saturating_sub(first.len());
    first.extend(assumptions(view).into_iter().take(room));
    first.extend(to_ask(view));
    first.extend(in_brief(others));
    first.truncate(ON_PAGE_ONE);
    let rows: Vec<Vec<Inline>> = gaps.iter().map(|gap| row(view, gap)).collect();
    Conditions {
        first,
        sum: sum(view, &gaps),
        gaps: table(rows),
    }
}

fn table(rows: Vec<Vec<Inline>>) -> Option<Table> {
    let heads = ["Gap", "Where it stands", "Closed by", "Owner", "By"];
    (!rows.is_empty()).then(|| Table {
        columns: heads.map(Head::left).into(),
        rows,
    })
}

/// `AWS MSK has 8 gaps, each with a work package`.
fn sum(view: View<'_>, gaps: &[(Environment, Gap)]) -> String {
    let mut options: Vec<&OptionId> = gaps.iter().map(|(_, gap)| &gap.option).collect();
    options.sort_unstable();
    options.dedup();
    let names = few(view, options.iter().copied());
    let who = match options.len() {
        0 => return String::new(),
        1 => format!("{names} has"),
        _ => format!("{names} together have"),
    };
    let open = gaps.iter().filter(|(_, gap)| gap.work_packages.is_empty());
    let planned = match open.count() {
        0 if gaps.len() == 1 => "with a work package".to_owned(),
        0 => "each with a work package".to_owned(),
        open if open == gaps.len() => "without a work package yet".to_owned(),
        open => format!("{open} of them without a work package yet"),
    };
    format!("{who} {}, {planned}", say::count(gaps.len(), "gap", "gaps"))
}

/// A condition with its owner and date.
fn line(mut what: Inline, owner: &str, when: &str) -> Inline {
    what.push(Piece::text(format!(" ({owner}, {when})")));
    what
}

/// Owners of the work packages that close a gap, and when the last of them is done.
fn planned(view: View<'_>, gap: &Gap) -> (String, Option<NaiveDate>) {
    let packages = || {
        let ids = gap.work_packages.iter();
        ids.filter_map(|id| view.state().record(&Reference::new(id)))
    };
    let mut owners: Vec<&str> = packages()
        .map(|record| record.text("owner").trim_start_matches('@'))
        .filter(|owner| !owner.is_empty())
        .collect();
    owners.dedup();
    let owners = match owners.as_slice() {
        [] => say::owner("").to_owned(),
        owners => say::list(owners),
    };
    let last = packages().filter_map(|record| finish(view, record)).max();
    (owners, last)
}

/// A cell as a link to the scores on its criterion.
fn cell_link(view: View<'_>, place: &Environment, gap: &Gap, text: &str) -> Piece {
    let cell = CellKey {
        environment: place.clone(),
        option: gap.option.clone(),
        criterion: gap.criterion.clone(),
    };
    let anchors = &view.report.anchors;
    anchors.cell_link(view.document, &cell, text)
}

fn criterion_title(view: View<'_>, id: &CriterionId) -> String {
    let criterion = view.state().rubric.criterion(id);
    criterion.map_or_else(String::new, directed)
}

/// A gap for page one.
fn brief(view: View<'_>, (place, gap): &(Environment, Gap)) -> Inline {
    let option = view.report.names.option(&gap.option);
    let title = criterion_title(view, &gap.criterion);
    let place_words = within(place);
    let what = if gap.must_have {
        format!("{option} fails the must-have on {title}{place_words}")
    } else {
        let level = say::level(gap.level);
        format!("{option} is {level} on {title}{place_words}")
    };
    let (owners, last) = planned(view, gap);
    let when = match last {
        Some(date) => say::day(date),
        None if gap.work_packages.is_empty() => "no work package yet".to_owned(),
        None => "no date".to_owned(),
    };
    line(vec![cell_link(view, place, gap, &what)], &owners, &when)
}

/// ` in production`; nothing for the one environment without a name.
fn within(place: &Environment) -> String {
    match place.as_str() {
        "" => String::new(),
        _ => format!(" in {}", name(place)),
    }
}

fn row(view: View<'_>, (place, gap): &(Environment, Gap)) -> Vec<Inline> {
    let title = criterion_title(view, &gap.criterion);
    let what = format!("{title}, {}", name(place));
    let level = format!(
        "{}: {}{}",
        view.report.names.option(&gap.option),
        say::level(gap.level),
        if gap.must_have {
            ", the must-have is not met"
        } else {
            ""
        }
    );
    let closed = if gap.work_packages.is_empty() {
        words("no work package yet")
    } else {
        let ids = gap.work_packages.iter();
        comma_list(ids.map(|id| view.reference(&Reference::new(id))))
    };
    let (owners, last) = planned(view, gap);
    vec![
        vec![cell_link(view, place, gap, &what)],
        words(level),
        closed,
        words(owners),
        words(last.map_or_else(|| "no date".to_owned(), |date| date.to_string())),
    ]
}

/// The last day of a work package in the plan.
fn finish(view: View<'_>, record: &Record) -> Option<NaiveDate> {
    let place = view.report.plan.find(record.id.as_str())?;
    let span: Option<Span> = view.report.dates.packages[place];
    span.map(|span| span.finish)
}

/// Must-haves of what is recommended that nobody has scored.
fn unproven(view: View<'_>) -> Vec<Inline> {
    let mut rows = Vec::new();
    for ((place, option), (_, analysis)) in chosen(view).into_iter().zip(view.report.analysed()) {
        let standings = analysis.ranking.iter();
        let open = standings
            .filter(|standing| Some(&standing.option) == option)
            .flat_map(|standing| &standing.open);
        rows.extend(open.map(|criterion| {
            let what = format!(
                "{} has yet to show that it passes the must-have on {}{}",
                option.map_or("", |id| view.report.names.option(id)),
                criterion_title(view, criterion),
                within(place)
            );
            line(words(what), say::owner(""), "no date")
        }));
    }
    rows
}

/// The missing scores that are worth asking for first.
fn to_ask(view: View<'_>) -> Vec<Inline> {
    let ask = view
        .report
        .analysed()
        .filter(|(_, analysis)| analysis.coverage.scored > 0)
        .filter_map(|(place, analysis)| {
            let next = analysis.next_cell.as_ref()?;
            let what = format!(
                "{} of {} is not scored{}, and asking for it narrows the answer most",
                criterion_title(view, &next.criterion),
                view.report.names.option(&next.option),
                within(place)
            );
            Some(line(words(what), say::owner(""), "no date"))
        });
    ask.collect()
}

/// Open assumptions of high priority: first those behind a score that would change who is first.
fn assumptions(view: View<'_>) -> Vec<Inline> {
    let turning = turning(view);
    let open = view.records("assumptions").into_iter().filter(|record| {
        matches!(record.text("status"), "" | "open")
            && (rank(record) == 3 || turning.iter().any(|(id, _)| *id == record.id))
    });
    let mut lines: Vec<(bool, Inline)> = open
        .map(|record| {
            let turned = turning.iter().find(|(id, _)| *id == record.id);
            let mut what = vec![Piece::text("Open: "), view.named(record)];
            what.extend(turned.map(|(_, words)| Piece::text(format!(", which {words}"))));
            let owner = say::owner(record.text("owner"));
            let when = match record.text("timeframe") {
                "" => "no date".to_owned(),
                time if time.starts_with(|c: char| c.is_ascii_digit()) => format!("within {time}"),
                time => time.to_owned(),
            };
            (turned.is_none(), line(what, owner, &when))
        })
        .collect();
    lines.arrange_by_key(|(calm, _)| *calm);
    lines.into_iter().map(|(_, line)| line).collect()
}
