//! The alternatives: score, failed must-haves, three-year cost, and why not.

use serde::Serialize;

use super::bottom_line::{chosen, chosen_in, environment_title, name, score};
use super::conditions::worth;
use super::costs::costs;
use crate::agenda::{Environment, OptionId};
use crate::exports::inline::{Head, Inline, Table, words};
use crate::exports::report::View;
use crate::exports::say;
use crate::order::Arrange;
use crate::scoring::{Analysis, Standing, Word};
use crate::workshop::{CellKey, Mark};

/// Alternatives that page one names.
const ON_PAGE_ONE: usize = 3;

/// The alternatives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alternatives {
    /// The recommended options and three others.
    pub first: Option<Table>,
    /// What is said of the options that page one has no row for, a sentence each.
    pub further: Vec<String>,
    /// Why each other option is not recommended.
    pub why_not: Vec<(OptionId, Vec<String>)>,
}

/// Makes it.
#[must_use]
pub fn alternatives(view: View<'_>) -> Alternatives {
    let known: Vec<(&Environment, &Analysis)> = view
        .report
        .analysed()
        .filter(|(_, analysis)| analysis.coverage.scored > 0)
        .collect();
    let Some((_, first)) = known.first() else {
        return Alternatives {
            first: None,
            further: Vec::new(),
            why_not: Vec::new(),
        };
    };
    let leaders: Vec<&OptionId> = chosen(view).into_iter().filter_map(|(_, id)| id).collect();
    let order: Vec<&OptionId> = first
        .ranking
        .iter()
        .map(|standing| &standing.option)
        .collect();
    let (ours, others): (Vec<&OptionId>, Vec<&OptionId>) =
        order.into_iter().partition(|id| leaders.contains(id));
    let room = ON_PAGE_ONE + usize::from(ours.is_empty());
    let (named, left) = others.split_at(others.len().min(room));
    let why_not = others
        .iter()
        .map(|id| ((*id).clone(), why_not(view, &known, id)))
        .collect();
    let shown: Vec<&OptionId> = ours.iter().chain(named).copied().collect();
    Alternatives {
        first: Some(table(view, &known, &shown, &leaders)),
        further: further(view, &known, left),
        why_not,
    }
}

/// Options without a row: those that are out with the must-have that they fail, the others by name.
fn further(view: View<'_>, known: &[(&Environment, &Analysis)], left: &[&OptionId]) -> Vec<String> {
    let (out, others): (Vec<&OptionId>, Vec<&OptionId>) = left
        .iter()
        .copied()
        .partition(|id| !fails(view, known, id).is_empty());
    let mut lines: Vec<String> = out
        .iter()
        .map(|id| {
            let option = view.report.names.option(id);
            format!(
                "{option} fails the must-have on {}.",
                say::list(&fails(view, known, id))
            )
        })
        .collect();
    let titles: Vec<&str> = others
        .iter()
        .map(|id| view.report.names.option(id))
        .collect();
    if !titles.is_empty() {
        lines.push(format!("Also compared: {}.", say::list(&titles)));
    }
    lines
}

fn table(
    view: View<'_>,
    known: &[(&Environment, &Analysis)],
    shown: &[&OptionId],
    leaders: &[&OptionId],
) -> Table {
    let costs = costs(view);
    let mut columns = vec![Head::left("Option")];
    for (place, _) in known {
        columns.push(Head::right(match place.as_str() {
            "" => "Score of 100".to_owned(),
            _ => format!("{} (of 100)", environment_title(place)),
        }));
    }
    columns.push(Head::left(match costs.currency() {
        Some(currency) => format!("Three years, {currency} (low to high)"),
        None => "Three-year cost".to_owned(),
    }));
    columns.push(Head::left(beside(view, known)));
    let row = |option: &&OptionId| {
        let mut cells = vec![words(view.report.names.option(option))];
        for (_, analysis) in known {
            cells.push(words(standing_words(analysis, option)));
        }
        cells.push(words(costs.in_brief(option)));
        cells.push(words(if leaders.contains(option) {
            recommended_for(view, option)
        } else {
            in_brief(view, known, option)
        }));
        cells
    };
    Table {
        columns,
        rows: shown.iter().map(row).collect(),
    }
}

/// The head of the column of reasons: what every option is compared with, where that is one in one environment.
fn beside(view: View<'_>, known: &[(&Environment, &Analysis)]) -> String {
    let first = known.first().map(|(place, _)| *place);
    match first.and_then(|place| Some((place, chosen_in(view, place)?))) {
        Some((place, leader)) => {
            let option = view.report.names.option(leader);
            match place.as_str() {
                "" => format!("Beside {option}"),
                _ => format!("Beside {option} in {}", name(place)),
            }
        }
        None => "Why not".to_owned(),
    }
}

/// Why not, for page one: a must-have that it fails anywhere, else what weighs most in the first environment;
/// and where it would be first on its own.
fn in_brief(view: View<'_>, known: &[(&Environment, &Analysis)], option: &OptionId) -> String {
    let failed = fails(view, known, option);
    let mut clauses: Vec<String> = Vec::new();
    if let Some((place, analysis)) = known.first() {
        if failed.is_empty() {
            let leader = chosen_in(view, place);
            clauses.extend(reason(view, (place, analysis), leader, option, In::Brief));
        } else {
            clauses.push(format!("fails the must-have on {}", say::list(&failed)));
        }
    }
    let firsts: Vec<&str> = known
        .iter()
        .filter(|(_, analysis)| analysis.verdict.leader.as_ref() == Some(option))
        .map(|(place, _)| name(place))
        .collect();
    if !firsts.is_empty() {
        clauses.push(format!("first in {}", say::list(&firsts)));
    }
    say::sentence(&clauses.join("; "))
}

/// Must-haves that an option fails, with the environment where there are several.
fn fails(view: View<'_>, known: &[(&Environment, &Analysis)], option: &OptionId) -> Vec<String> {
    known
        .iter()
        .filter_map(|(place, analysis)| {
            let standing = analysis.ranking.iter().find(|s| s.option == *option)?;
            let criteria: Vec<&str> = standing
                .failed
                .iter()
                .map(|id| view.report.names.criterion(id))
                .collect();
            (!criteria.is_empty()).then(|| match known.len() {
                1 => say::list(&criteria),
                _ => format!("{} in {}", say::list(&criteria), name(place)),
            })
        })
        .collect()
}

fn recommended_for(view: View<'_>, option: &OptionId) -> String {
    let places: Vec<&str> = chosen(view)
        .into_iter()
        .filter(|(_, id)| *id == Some(option))
        .map(|(place, _)| name(place))
        .collect();
    let close = |place: &str| {
        view.report.analysed().any(|(other, analysis)| {
            name(other) == place && analysis.verdict.word == Word::TooClose
        })
    };
    let start = if places.iter().all(|place| close(place)) {
        "In front so far"
    } else {
        "Recommended"
    };
    let place = match places.as_slice() {
        [_] => format!(" for {}", say::list(&places)),
        _ => String::new(),
    };
    let known: Vec<(&Environment, &Analysis)> = view.report.analysed().collect();
    let failed = match fails(view, &known, option).as_slice() {
        [] => String::new(),
        failed => format!("; fails the must-have on {}", say::list(failed)),
    };
    format!("{start}{place}{failed}.")
}

/// A score with its rank, or that the option is out.
fn standing_words(analysis: &Analysis, option: &OptionId) -> String {
    let standing = analysis.ranking.iter().find(|s| s.option == *option);
    match standing {
        Some(standing) if standing.is_excluded() => "out".to_owned(),
        _ => score(analysis, option),
    }
}

/// Why an option is not recommended, a sentence per environment; alike ones said once.
fn why_not(view: View<'_>, known: &[(&Environment, &Analysis)], option: &OptionId) -> Vec<String> {
    let mut said: Vec<(String, Vec<&str>)> = Vec::new();
    for (place, analysis) in known {
        let leader = chosen_in(view, place);
        let Some(words) = reason(view, (place, analysis), leader, option, In::Full) else {
            continue;
        };
        match said.iter_mut().find(|(known, _)| *known == words) {
            Some((_, places)) => places.push(name(place)),
            None => said.push((words, vec![name(place)])),
        }
    }
    said.into_iter()
        .map(|(words, places)| match known.len() {
            1 => say::sentence(&words),
            many if many == places.len() => say::sentence(&words),
            _ => say::sentence(&format!("in {}: {words}", say::list(&places))),
        })
        .collect()
}

/// Where an option stands while nobody leads: among those that can be first, or behind them.
fn without_leader(view: View<'_>, analysis: &Analysis, standing: &Standing) -> String {
    let shares = |standing: &Standing| standing.tied && standing.rank == Some(1);
    if shares(standing) {
        return "shares first place".to_owned();
    }
    let possible = &analysis.winners.possible;
    if possible.contains(&standing.option) {
        return "could still be first".to_owned();
    }
    let names: Vec<&str> = possible
        .iter()
        .map(|option| view.report.names.option(option))
        .collect();
    let why = if analysis.ranking.iter().any(shares) {
        "which share first place"
    } else {
        "whatever the missing scores are"
    };
    format!("behind {}, {why}", say::list(&names))
}

fn reason(
    view: View<'_>,
    (place, analysis): (&Environment, &Analysis),
    leader: Option<&OptionId>,
    option: &OptionId,
    length: In,
) -> Option<String> {
    let standing = analysis.ranking.iter().find(|s| s.option == *option)?;
    if standing.is_excluded() {
        return Some(out(view, standing));
    }
    let leader = leader.filter(|leader| *leader != option);
    let Some(leader) = leader else {
        return Some(without_leader(view, analysis, standing));
    };
    let (mut weaker, mut stronger) = (Vec::new(), Vec::new());
    let mut shared = 0;
    for (criterion, weight) in &analysis.weights {
        let criterion = view.state().rubric.criterion(criterion)?;
        let value = |option: &OptionId| -> Option<f64> {
            let cell = CellKey {
                environment: place.clone(),
                option: option.clone(),
                criterion: criterion.id.clone(),
            };
            match view.state().score(&cell)?.mark {
                Some(Mark::Level(level)) => Some(worth(view, criterion, level)),
                _ => None,
            }
        };
        let (Some(theirs), Some(ours)) = (value(option), value(leader)) else {
            continue;
        };
        shared += 1;
        let lost = (ours - theirs) * weight.to_f64();
        let title = match length {
            In::Brief => criterion.short(),
            In::Full => criterion.title.as_str(),
        };
        if lost > 0.0 {
            weaker.push((lost, title));
        } else if lost < 0.0 {
            stronger.push((-lost, title));
        }
    }
    if shared == 0 {
        return Some("no criterion is scored for both yet".to_owned());
    }
    Some(match length {
        In::Full => compared(
            &top(weaker),
            &top(stronger),
            view.report.names.option(leader),
        ),
        In::Brief => match (top(weaker).first(), top(stronger).first()) {
            (Some(less), Some(more)) => format!("weaker on {less}, stronger on {more}"),
            (Some(criterion), None) => format!("weaker on {criterion}"),
            (None, Some(criterion)) => format!("stronger on {criterion}"),
            (None, None) => "level where both are scored".to_owned(),
        },
    })
}

/// How much is said of what speaks against an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum In {
    /// What weighs most, under a head that names the recommended option.
    Brief,
    /// What weighs most on both sides, beside the recommended option.
    Full,
}

/// Criteria that are named on either side.
const NAMED: usize = 2;

/// The criteria that weigh most.
fn top(mut all: Vec<(f64, &str)>) -> Vec<&str> {
    all.arrange_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    all.into_iter()
        .take(NAMED)
        .map(|(_, title)| title)
        .collect()
}

/// `weaker than X on A and on B; stronger on C`.
fn compared(weaker: &[&str], stronger: &[&str], leader: &str) -> String {
    // Titles may hold an "and" of their own.
    let (less, more) = (weaker.join(" and on "), stronger.join(" and on "));
    match (weaker, stronger) {
        ([], []) => format!("level with {leader} where both are scored"),
        (_, []) => format!("weaker than {leader} on {less} and stronger nowhere"),
        ([], _) => format!("stronger than {leader} on {more}"),
        _ => format!("weaker than {leader} on {less}; stronger on {more}"),
    }
}

/// Which must-haves put an option out, and where it would stand without them.
fn out(view: View<'_>, standing: &Standing) -> String {
    let failed: Vec<&str> = standing
        .failed
        .iter()
        .map(|criterion| view.report.names.criterion(criterion))
        .collect();
    let waived = standing
        .waived
        .filter(|range| range.best == range.worst)
        .map_or_else(String::new, |range| {
            format!(
                " (beside those that pass it would rank number {})",
                range.best
            )
        });
    format!("fails the must-have on {}{waived}", say::list(&failed))
}

/// The ranking of every environment as a table: option, score, rank, must-haves.
#[must_use]
pub fn rankings(view: View<'_>) -> Vec<(String, Table)> {
    let tables = view.report.analysed().map(|(place, analysis)| {
        let row = |standing: &Standing| -> Vec<Inline> {
            let missed: Vec<&str> = standing
                .failed
                .iter()
                .map(|id| view.report.names.criterion(id))
                .collect();
            let open: Vec<&str> = standing
                .open
                .iter()
                .map(|id| view.report.names.criterion(id))
                .collect();
            let passes = match (missed.is_empty(), open.is_empty()) {
                (false, _) => format!("fails {}", say::list(&missed)),
                (true, false) => format!("{} still to be scored", say::list(&open)),
                (true, true) => "passes".to_owned(),
            };
            let rank = if standing.is_excluded() {
                "out".to_owned()
            } else if standing.rank.is_none() {
                "open".to_owned()
            } else {
                standing.rank_label()
            };
            vec![
                words(view.report.names.option(&standing.option)),
                words(passes),
                words(score(analysis, &standing.option)),
                words(rank),
            ]
        };
        let columns = vec![
            Head::left("Option"),
            Head::left("Must-haves"),
            Head::right("Score of 100"),
            Head::right("Rank"),
        ];
        let rows = analysis.ranking.iter().map(row).collect();
        (environment_title(place), Table { columns, rows })
    });
    tables.collect()
}
