//! Where the room disagreed: what was counted, minority views, and votes that were taken again.

use std::cmp::Reverse;

use serde::Serialize;

use super::bottom_line::{environment_title, name};
use super::coverage::named;
use super::scores::mark;
use crate::agenda::{Direction, Environment, Level};
use crate::exports::inline::{Head, Inline, Piece, Table, words};
use crate::exports::report::View;
use crate::exports::say;
use crate::order::Arrange;
use crate::scoring::{Alpha, agreement, consensus, is_contested, worth_discussing};
use crate::workshop::{CellKey, Round, Score, State, Tally};

/// How far the room agreed where it voted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dissent {
    /// How many votes there were and how many were split, a sentence.
    pub summary: String,
    /// How far each environment agrees over all its votes, a sentence each; none where too few were counted.
    pub agreement: Vec<String>,
    /// Cells on which not everybody said the same, those worth talking about first.
    pub table: Option<Table>,
    /// Votes that were taken again, and scores that differ from the last vote, a line each.
    pub later: Vec<Inline>,
}

/// A cell that was voted on.
struct Voted<'r> {
    cell: CellKey,
    score: Option<&'r Score>,
    rounds: &'r [Round],
    /// The last round that gave a level, else the last.
    last: &'r Tally,
    /// How many of the room did not vote in it.
    absent: u64,
    /// Whether its criterion counts in its environment.
    counts: bool,
    /// Weight times spread, 0 to ½; 0 where all said the same.
    stake: f64,
}

/// How many people were in the room and did not vote.
fn absent(round: &Round) -> u64 {
    u64::from(round.room).saturating_sub(round.tally.counted())
}

/// Every cell of an environment, those on criteria that do not count too.
fn all_cells(view: View<'_>, place: &Environment) -> impl Iterator<Item = CellKey> {
    let rubric = &view.report.state.rubric;
    let options = rubric.options.iter();
    options.flat_map(move |option| {
        rubric.criteria.iter().map(move |criterion| CellKey {
            environment: place.clone(),
            option: option.id.clone(),
            criterion: criterion.id.clone(),
        })
    })
}

/// Cells that were voted on, in the order of environments, options and criteria.
fn voted(view: View<'_>) -> Vec<Voted<'_>> {
    let mut all = Vec::new();
    for (place, analysis) in view.report.analysed() {
        let mut here: Vec<Voted<'_>> = all_cells(view, place)
            .filter_map(|cell| {
                let rounds = view.state().rounds(&cell);
                let decided = |round: &&Round| round.tally.median().is_some();
                let last = rounds.iter().rfind(decided).or(rounds.last())?;
                Some(Voted {
                    score: view.state().score(&cell),
                    counts: analysis.weights.iter().any(|(id, _)| *id == cell.criterion),
                    cell,
                    rounds,
                    last: &last.tally,
                    absent: absent(last),
                    stake: 0.0,
                })
            })
            .collect();
        let key = |voted: &Voted<'_>| (voted.cell.option.clone(), voted.cell.criterion.clone());
        let tallies = here.iter().map(|voted| (key(voted), *voted.last)).collect();
        for (option, criterion, stake) in worth_discussing(&tallies, &analysis.weights) {
            let found = here
                .iter_mut()
                .find(|voted| voted.cell.option == option && voted.cell.criterion == criterion);
            if let Some(found) = found {
                found.stake = stake;
            }
        }
        all.extend(here);
    }
    all
}

fn is_unanimous(tally: &Tally) -> bool {
    let counts = [tally.low, tally.medium, tally.high];
    counts.iter().filter(|count| **count > 0).count() < 2
}

/// `9 said Medium, 3 said High and 1 abstained`, the most first.
#[must_use]
pub fn said(tally: &Tally) -> String {
    let mut counts = [
        (tally.low, Level::Low),
        (tally.medium, Level::Medium),
        (tally.high, Level::High),
    ];
    counts.arrange_by_key(|(count, level)| (Reverse(*count), *level));
    let mut parts: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, level)| format!("{count} said {}", say::level(*level)))
        .collect();
    if tally.abstained > 0 {
        parts.push(format!("{} abstained", tally.abstained));
    }
    say::list(&parts)
}

/// What was said in a round, and how many did not vote.
#[must_use]
pub fn counted(round: &Round) -> String {
    match absent(round) {
        0 => said(&round.tally),
        absent => format!("{}; {absent} did not vote", said(&round.tally)),
    }
}

/// `the room was split on 2 of 16 votes`; none without a vote.
#[must_use]
pub fn in_brief(view: View<'_>) -> Option<String> {
    let all = voted(view);
    let split = all.iter().filter(|voted| is_contested(voted.last)).count();
    let votes = say::count(all.len(), "vote", "votes");
    match (all.len(), split) {
        (0, _) => None,
        (_, 0) => Some(format!("no wide split in {votes}")),
        (_, split) => Some(format!("the room was split on {split} of {votes}")),
    }
}

/// Makes it.
#[must_use]
pub fn dissent(view: View<'_>) -> Dissent {
    let all = voted(view);
    let mut divided: Vec<&Voted<'_>> = all
        .iter()
        .filter(|voted| !is_unanimous(voted.last))
        .collect();
    divided.arrange_by(|a, b| {
        let contested = |voted: &Voted<'_>| Reverse(is_contested(voted.last));
        contested(a)
            .cmp(&contested(b))
            .then_with(|| b.stake.total_cmp(&a.stake))
    });
    Dissent {
        summary: summary(&all),
        agreement: over_all(view),
        table: table(view, &divided),
        later: all.iter().flat_map(|voted| later(view, voted)).collect(),
    }
}

fn summary(all: &[Voted<'_>]) -> String {
    let divided = all.iter().filter(|voted| !is_unanimous(voted.last)).count();
    let split = all.iter().filter(|voted| is_contested(voted.last)).count();
    let votes = say::count(all.len(), "score was", "scores were");
    match (all.len(), divided) {
        (0, _) => {
            "No show of hands was recorded, so nothing can be said about how far the room agreed."
                .to_owned()
        }
        (_, 0) => format!("{votes} voted on, and everybody who voted said the same."),
        (_, divided) => format!(
            "{votes} voted on; on {divided} not everybody said the same, and on {split} the room was split: both Low and High were said, or the votes lie far apart."
        ),
    }
}

/// What is said of the votes as a whole; the annex names the measure.
fn over_all(view: View<'_>) -> Vec<String> {
    let all = view.report.analysed();
    all.filter_map(|(place, _)| agreed(view.state(), place))
        .collect()
}

/// How far the room agrees over all its votes on an environment, a sentence; none where too few were counted to say.
#[must_use]
pub fn agreed(state: &State, place: &Environment) -> Option<String> {
    let votes = format!("The room's votes on {}", name(place));
    let share = match agreement(state, place) {
        Alpha::TooFew => return None,
        Alpha::AllAgree => return Some(format!("{votes} all agree: everybody said the same.")),
        Alpha::Value(share) => share,
    };
    let than = if share < 0.0 {
        "; that is less than chance"
    } else {
        ""
    };
    Some(format!(
        "{votes} agree to {} of 100, where 100 is full agreement and 0 is what chance gives{than}.",
        say::points(share)
    ))
}

fn table(view: View<'_>, divided: &[&Voted<'_>]) -> Option<Table> {
    let row = |voted: &&Voted<'_>| -> Vec<Inline> {
        let tie = if voted.last.is_even_split() {
            even_split(view, &voted.cell)
        } else {
            ""
        };
        let absent = match voted.absent {
            0 => String::new(),
            absent => format!("; {absent} did not vote"),
        };
        let counts = if voted.counts {
            ""
        } else {
            " (the criterion does not count here)"
        };
        vec![
            words(environment_title(&voted.cell.environment)),
            vec![named(view, &voted.cell)],
            words(format!("{}{absent}{tie}", said(voted.last))),
            words(format!(
                "{}{counts}",
                mark(voted.score.and_then(|score| score.mark))
            )),
            words(if is_contested(voted.last) {
                "yes"
            } else {
                "no"
            }),
            words(consensus(voted.last).map_or_else(String::new, say::points)),
        ]
    };
    let mut columns: Vec<Head> = ["Environment", "Score", "Last vote", "Counts as", "Split"]
        .map(Head::left)
        .into();
    columns.push(Head::right("Consensus of 100"));
    (!divided.is_empty()).then(|| Table {
        columns,
        rows: divided.iter().map(row).collect(),
    })
}

/// What became of an even split, and whom that favours.
fn even_split(view: View<'_>, cell: &CellKey) -> &'static str {
    let criterion = view.state().rubric.criterion(&cell.criterion);
    match criterion.map(|one| one.direction) {
        Some(Direction::LowerIsBetter) => {
            "; an even split, so the lower level counts, which is in the option's favour"
        }
        _ => "; an even split, so the lower level counts",
    }
}

/// What came after the first vote on a cell.
fn later(view: View<'_>, voted: &Voted<'_>) -> Vec<Inline> {
    let lead = |words: String| {
        let place = name(&voted.cell.environment);
        vec![
            named(view, &voted.cell),
            Piece::text(format!(" in {place}: {words}")),
        ]
    };
    let mut lines = Vec::new();
    if let [first, .., last] = voted.rounds {
        let level = |round: &Round| round.tally.median().map_or("no level", say::level);
        let (before, after) = (level(first), level(last));
        let moved = if before == after {
            format!("{after} before and after")
        } else {
            format!("moved from {before} to {after}")
        };
        let told: Vec<String> = voted
            .rounds
            .iter()
            .map(|round| said(&round.tally))
            .collect();
        lines.push(lead(format!(
            "voted on {} times, {moved}; {}.",
            voted.rounds.len(),
            told.join("; then ")
        )));
    }
    let recorded = voted.score.and_then(|score| score.mark);
    let counted = voted.last.median().map(crate::workshop::Mark::Level);
    if recorded != counted {
        let what = match voted.score.filter(|score| score.mark.is_some()) {
            Some(score) => {
                let by = score.set.by.trim_start_matches('@');
                format!("recorded as {} by {by}", mark(recorded))
            }
            None => "left open".to_owned(),
        };
        lines.push(lead(format!(
            "{what}, although the last vote gives {}.",
            mark(counted)
        )));
    }
    lines
}
