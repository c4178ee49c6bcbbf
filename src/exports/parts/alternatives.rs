//! The alternatives: score, failed must-haves, three-year cost, and why not.

use serde::Serialize;

use super::bottom_line::{chosen, environment_title, name, score};
use super::conditions::worth;
use super::costs::costs;
use crate::agenda::{Environment, OptionId};
use crate::exports::inline::{Head, Inline, Table, words};
use crate::exports::report::View;
use crate::exports::say;
use crate::scoring::{Analysis, Standing};
use crate::workshop::{CellKey, Mark};

/// Alternatives that page one names.
const ON_PAGE_ONE: usize = 3;

/// The alternatives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alternatives {
    /// The recommended options and three others.
    pub first: Option<Table>,
    /// How many options page one leaves out.
    pub more: usize,
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
            more: 0,
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
    let named = others.len().min(ON_PAGE_ONE);
    let why_not = others
        .iter()
        .map(|id| ((*id).clone(), why_not(view, &known, id)))
        .collect();
    let shown: Vec<&OptionId> = ours.iter().chain(&others[..named]).copied().collect();
    Alternatives {
        first: Some(table(view, &known, &shown, &leaders)),
        more: others.len() - named,
        why_not,
    }
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
            name => format!("Score of 100, {name}"),
        }));
    }
    columns.push(Head::left("Three-year cost"));
    columns.push(Head::left("Why, or why not"));
    let row = |option: &&OptionId| {
        let mut cells = vec![words(view.report.names.option(option))];
        for (_, analysis) in known {
            cells.push(words(standing_words(analysis, option)));
        }
        cells.push(words(costs.words(option)));
        cells.push(words(if leaders.contains(option) {
            recommended_for(view, option)
        } else {
            in_brief(view, known, option).join(" ")
        }));
        cells
    };
    Table {
        columns,
        rows: shown.iter().map(row).collect(),
    }
}

/// Why not, for page one: a must-have that it fails anywhere, else what weighs most in the first environment;
/// and where it would be first on its own.
fn in_brief(view: View<'_>, known: &[(&Environment, &Analysis)], option: &OptionId) -> Vec<String> {
    let standings = || {
        known.iter().filter_map(|(place, analysis)| {
            let standing = analysis.ranking.iter().find(|s| s.option == *option)?;
            Some((place, standing))
        })
    };
    let mut sentences: Vec<String> = standings()
        .filter(|(_, standing)| standing.is_excluded())
        .map(|(place, standing)| placed(known, place, &out(view, standing)))
        .collect();
    let leaders = chosen(view);
    let first = known.iter().zip(&leaders).next();
    if let (true, Some(((place, analysis), (_, leader)))) = (sentences.is_empty(), first) {
        let found = reason(view, (place, analysis), *leader, option, 1);
        sentences.extend(found.map(|words| placed(known, place, &words)));
    }
    let firsts: Vec<&str> = known
        .iter()
        .filter(|(_, analysis)| analysis.verdict.leader.as_ref() == Some(option))
        .map(|(place, _)| name(place))
        .collect();
    if !firsts.is_empty() {
        sentences.push(format!(
            "On its own, {} would choose it.",
            say::list(&firsts)
        ));
    }
    sentences
}

/// A clause as a sentence that names its environment, where there are several.
fn placed(known: &[(&Environment, &Analysis)], place: &Environment, words: &str) -> String {
    if known.len() == 1 {
        say::sentence(words)
    } else {
        say::sentence(&format!("in {}: {words}", name(place)))
    }
}

fn recommended_for(view: View<'_>, option: &OptionId) -> String {
    let places: Vec<&str> = chosen(view)
        .into_iter()
        .filter(|(_, id)| *id == Some(option))
        .map(|(place, _)| name(place))
        .collect();
    format!("Recommended for {}.", say::list(&places))
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
    for ((place, analysis), (_, leader)) in known.iter().zip(chosen(view)) {
        let Some(words) = reason(view, (place, analysis), leader, option, 2) else {
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

fn reason(
    view: View<'_>,
    (place, analysis): (&Environment, &Analysis),
    leader: Option<&OptionId>,
    option: &OptionId,
    most: usize,
) -> Option<String> {
    let standing = analysis.ranking.iter().find(|s| s.option == *option)?;
    if standing.is_excluded() {
        return Some(out(view, standing));
    }
    let leader = leader.filter(|leader| *leader != option);
    let Some(leader) = leader else {
        return Some(if standing.tied && standing.rank == Some(1) {
            "shares first place".to_owned()
        } else {
            "could still be first".to_owned()
        });
    };
    let (mut weaker, mut stronger) = (Vec::new(), Vec::new());
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
        let lost = (ours - theirs) * weight.to_f64();
        if lost > 0.0 {
            weaker.push((lost, criterion.title.as_str()));
        } else if lost < 0.0 {
            stronger.push((-lost, criterion.title.as_str()));
        }
    }
    Some(compared(
        weaker,
        stronger,
        view.report.names.option(leader),
        most,
    ))
}

/// `weaker than X on A and B, stronger on C`.
fn compared(
    weaker: Vec<(f64, &str)>,
    stronger: Vec<(f64, &str)>,
    leader: &str,
    most: usize,
) -> String {
    let top = |mut all: Vec<(f64, &'_ str)>| -> Vec<String> {
        all.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        all.into_iter()
            .take(most)
            .map(|(_, title)| title.to_owned())
            .collect()
    };
    match (top(weaker), top(stronger)) {
        (weaker, stronger) if weaker.is_empty() && stronger.is_empty() => {
            format!("level with {leader} on every criterion")
        }
        (weaker, stronger) if stronger.is_empty() => {
            format!(
                "weaker than {leader} on {} and stronger nowhere",
                both(&weaker)
            )
        }
        (weaker, stronger) if weaker.is_empty() => {
            format!("stronger than {leader} on {}", both(&stronger))
        }
        (weaker, stronger) => format!(
            "weaker than {leader} on {}; stronger on {}",
            both(&weaker),
            both(&stronger)
        ),
    }
}

/// Titles that may hold an "and" of their own: `Cost and on Security and encryption`.
fn both(titles: &[String]) -> String {
    titles.join(" and on ")
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
            format!(" (it would rank number {} without that)", range.best)
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
