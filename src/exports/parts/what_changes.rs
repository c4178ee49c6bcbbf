//! What would change the answer: weights, scores, missing cells.

use serde::Serialize;

use super::bottom_line::{chosen, environment_title, name};
use super::scores::directed;
use crate::agenda::{Environment, OptionId};
use crate::exports::inline::{Head, Inline, Piece, Table, comma_list, words};
use crate::exports::report::View;
use crate::exports::say;
use crate::order::Arrange;
use crate::scoring::{Analysis, MInterval, Rational, Reason, ScoreChange, ScoreFlip};
use crate::workshop::{CellKey, Record, Reference};

/// What would change the answer in one environment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangePart {
    /// Which environment.
    pub environment: String,
    /// What weights, missing cells and the worth of Medium can change, a sentence each.
    pub sentences: Vec<String>,
    /// Who is at least as good as whom whatever the weights, a sentence per option that is.
    pub dominance: Vec<String>,
    /// What the changes of scores are an example of; empty when there are none.
    pub flips_title: String,
    /// The changes of scores after which another option is first, those first that hang on an open assumption.
    pub flips: Vec<Inline>,
    /// How far each weight can move; none without a sure leader.
    pub stability: Option<Table>,
}

/// One part per environment in which anything is scored.
#[must_use]
pub fn what_changes(view: View<'_>) -> Vec<ChangePart> {
    view.report
        .analysed()
        .filter(|(_, analysis)| analysis.coverage.scored > 0)
        .map(|(place, analysis)| ChangePart {
            environment: environment_title(place),
            sentences: own_choice(view, place, analysis)
                .into_iter()
                .chain(sentences(view, analysis))
                .collect(),
            dominance: dominance(view, analysis),
            flips_title: flips_title(analysis),
            flips: flips(view, place, analysis),
            stability: stability(view, analysis),
        })
        .collect()
}

/// That what follows is about the environment's own first choice, where another one is recommended.
fn own_choice(view: View<'_>, place: &Environment, analysis: &Analysis) -> Option<String> {
    let leader = analysis.verdict.leader.as_ref()?;
    let chosen = chosen(view)
        .into_iter()
        .find(|(name, _)| *name == place)?
        .1?;
    (chosen != leader).then(|| {
        format!(
            "This is about the first choice of {} on its own, {}; {} is recommended for all.",
            name(place),
            view.report.names.option(leader),
            view.report.names.option(chosen)
        )
    })
}

fn sentences(view: View<'_>, analysis: &Analysis) -> Vec<String> {
    let names = &view.report.names;
    let mut all: Vec<String> = analysis
        .verdict
        .reasons
        .iter()
        .filter(|reason| {
            matches!(
                reason,
                Reason::Move { .. }
                    | Reason::NoMove(_)
                    | Reason::Ask(..)
                    | Reason::Open(..)
                    | Reason::NothingPasses
            )
        })
        .map(|reason| match reason {
            // How many scores are missing in all stands with the scores.
            Reason::Open(_, possible) => format!(
                "Scores are missing, and any of {} could be first.",
                titles(view, possible)
            ),
            reason => reason.sentence(names),
        })
        .collect();
    if let Some(interval) = &analysis.m_interval {
        all.push(medium(interval, analysis));
    }
    all.extend(tightest(view, analysis));
    if let Some(tied) = tied(analysis) {
        all.insert(0, format!("{} share first place.", titles(view, tied)));
        all.insert(1, SHARED.to_owned());
    }
    if all.is_empty() && analysis.score_flips.is_empty() {
        all.push("Nothing can be said yet: there is no sure leader.".to_owned());
    }
    all
}

/// What a tie for first means for what would change it.
const SHARED: &str = "First place is shared, so there is no lead to lose: whatever favours one of them, in weights or in scores, decides between them.";

/// Who shares first place.
fn tied(analysis: &Analysis) -> Option<&[OptionId]> {
    analysis
        .verdict
        .reasons
        .iter()
        .find_map(|reason| match reason {
            Reason::Tied(options) => Some(options.as_slice()),
            _ => None,
        })
}

fn titles(view: View<'_>, options: &[OptionId]) -> String {
    let titles: Vec<&str> = options
        .iter()
        .map(|id| view.report.names.option(id))
        .collect();
    say::list(&titles)
}

/// The weight that is nearest to a change of the first place, and what happens there.
fn tightest(view: View<'_>, analysis: &Analysis) -> Option<String> {
    let distance = |near: Rational, far: Rational| near.checked_sub(far);
    let ends = analysis.stability.iter().flat_map(|interval| {
        let low = distance(interval.weight, interval.low);
        let high = distance(interval.high, interval.weight);
        [
            (low, interval, interval.low, &interval.low_taken_by, "below"),
            (
                high,
                interval,
                interval.high,
                &interval.high_taken_by,
                "above",
            ),
        ]
    });
    let taken = ends.filter(|(_, _, _, takers, _)| !takers.is_empty());
    let (_, interval, at, takers, side) = taken.min_by(|a, b| {
        a.0.cmp(&b.0)
            .then_with(|| a.1.criterion.cmp(&b.1.criterion))
    })?;
    let titles: Vec<&str> = takers
        .iter()
        .map(|id| view.report.names.option(id))
        .collect();
    Some(format!(
        "The weight nearest to a change is that of {}: it is {} now, and {side} {} {} first.",
        view.report.names.criterion(&interval.criterion),
        say::points(interval.weight.to_f64()),
        say::points(at.to_f64()),
        match titles.as_slice() {
            [one] => format!("{one} is"),
            several => format!("{} are", say::list(several)),
        }
    ))
}

/// Who is at least as good as whom everywhere, a sentence per option that is.
fn dominance(view: View<'_>, analysis: &Analysis) -> Vec<String> {
    let mut by: Vec<(&OptionId, Vec<&str>)> = Vec::new();
    for pair in &analysis.dominance {
        let beaten = view.report.names.option(&pair.dominated);
        match by.iter_mut().find(|(id, _)| *id == &pair.dominates) {
            Some((_, all)) => all.push(beaten),
            None => by.push((&pair.dominates, vec![beaten])),
        }
    }
    by.iter()
        .map(|(id, beaten)| {
            format!(
                "Whatever the weights, {} is at least as good as {} on every criterion and better on at least one.",
                view.report.names.option(id),
                say::list(beaten)
            )
        })
        .collect()
}

/// For which worth of Medium the first place holds.
fn medium(interval: &MInterval, analysis: &Analysis) -> String {
    let scale = analysis.scale;
    let way = |worth: Rational| (worth.to_f64() - scale.low) / (scale.high - scale.low);
    let (low, high) = (way(interval.low), way(interval.high));
    let range = match (low > 0.0, high < 1.0) {
        (false, false) => {
            return "The first place holds whatever Medium is worth between Low and High."
                .to_owned();
        }
        (true, false) => format!("at least {}", say::points(low)),
        (false, true) => format!("at most {}", say::points(high)),
        (true, true) => format!("between {} and {}", say::points(low), say::points(high)),
    };
    format!(
        "The first place holds as long as Medium is worth {range} points, where the worst level is worth 0 and the best 100."
    )
}

/// What the list of score changes shows: every single step, or the smallest changes there are.
fn flips_title(analysis: &Analysis) -> String {
    let single = |flip: &ScoreFlip| match flip.changes.as_slice() {
        [one] => (one.from as usize).abs_diff(one.to as usize) == 1,
        _ => false,
    };
    match analysis.score_flips.as_slice() {
        [] => String::new(),
        flips if flips.iter().all(single) => {
            "Any one of these scores, a level higher or lower, changes who is first:".to_owned()
        }
        _ => "No single score changes who is first by one level; the smallest changes that do:"
            .to_owned(),
    }
}

/// A sentence per change of scores; winners that would be first together stand in one.
fn flips(view: View<'_>, place: &Environment, analysis: &Analysis) -> Vec<Inline> {
    let mut changes: Vec<(&[ScoreChange], Vec<&OptionId>)> = Vec::new();
    for flip in &analysis.score_flips {
        match changes.iter_mut().find(|(known, _)| *known == flip.changes) {
            Some((_, winners)) => winners.push(&flip.winner),
            None => changes.push((&flip.changes, vec![&flip.winner])),
        }
    }
    let mut lines: Vec<(bool, bool, Inline)> = changes
        .iter()
        .map(|(changes, winners)| {
            let doubts = doubts(view, place, changes);
            let mut line = words(flip_sentence(view, changes, winners));
            if !doubts.is_empty() {
                line.push(Piece::text(" Open assumption: "));
                line.extend(comma_list(doubts.iter().map(|id| view.reference(id))));
                line.push(Piece::text("."));
            }
            (doubts.is_empty(), !is_named(view, changes), line)
        })
        .collect();
    lines.arrange_by_key(|(sure, unnamed, _)| (*sure, *unnamed));
    lines.into_iter().map(|(_, _, line)| line).collect()
}

/// `B would be first with A at Low instead of Medium on Cost.`
fn flip_sentence(view: View<'_>, changes: &[ScoreChange], winners: &[&OptionId]) -> String {
    let names = &view.report.names;
    let told: Vec<String> = changes
        .iter()
        .map(|change| {
            let (to, from) = (say::level(change.to), say::level(change.from));
            let criterion = view.state().rubric.criterion(&change.criterion);
            format!(
                "{} at {to} instead of {from} on {}{}",
                names.option(&change.option),
                criterion.map_or_else(|| change.criterion.to_string(), directed),
                change.consequence()
            )
        })
        .collect();
    let who: Vec<&str> = winners.iter().map(|id| names.option(id)).collect();
    let together = if who.len() > 1 { " together" } else { "" };
    format!(
        "{} would be first{together} with {}.",
        say::list(&who),
        say::list(&told)
    )
}

/// Open assumptions behind a score that would change who is first in an environment, with what it would do.
#[must_use]
pub fn turning(view: View<'_>) -> Vec<(Reference, String)> {
    let mut found: Vec<(Reference, String)> = Vec::new();
    for (place, analysis) in view.report.analysed() {
        for flip in &analysis.score_flips {
            for id in doubts(view, place, &flip.changes) {
                if found.iter().all(|(known, _)| *known != id) {
                    let winner = view.report.names.option(&flip.winner);
                    found.push((id, format!("could put {winner} first in {}", name(place))));
                }
            }
        }
    }
    found
}

/// Open assumptions that are evidence for a changed cell.
fn doubts(view: View<'_>, place: &Environment, changes: &[ScoreChange]) -> Vec<Reference> {
    let is_evidence = |record: &&Record| {
        changes.iter().any(|change| {
            let cell = CellKey {
                environment: place.clone(),
                option: change.option.clone(),
                criterion: change.criterion.clone(),
            };
            view.state()
                .evidence(&cell)
                .any(|used| used.id == record.id)
        })
    };
    open_assumptions(view)
        .filter(is_evidence)
        .map(|record| record.id.clone())
        .collect()
}

/// Whether an open assumption names an option of the changed cells.
fn is_named(view: View<'_>, changes: &[ScoreChange]) -> bool {
    open_assumptions(view).any(|record| {
        let title = view.title(record);
        changes
            .iter()
            .any(|change| title.contains(view.report.names.option(&change.option)))
    })
}

fn open_assumptions(view: View<'_>) -> impl Iterator<Item = &Record> {
    let all = view.records("assumptions").into_iter();
    all.filter(|record| matches!(record.text("status"), "" | "open"))
}

fn stability(view: View<'_>, analysis: &Analysis) -> Option<Table> {
    let names = |options: &[OptionId]| match options {
        [] => "nobody".to_owned(),
        options => titles(view, options),
    };
    let rows: Vec<Vec<Inline>> = analysis
        .stability
        .iter()
        .map(|interval| {
            let points = |share: Rational| words(say::points(share.to_f64()));
            vec![
                words(view.report.names.criterion(&interval.criterion)),
                points(interval.weight),
                points(interval.low),
                words(names(&interval.low_taken_by)),
                points(interval.high),
                words(names(&interval.high_taken_by)),
            ]
        })
        .collect();
    (!rows.is_empty()).then(|| Table {
        columns: vec![
            Head::left("Criterion"),
            Head::right("Weight of 100"),
            Head::right("Stays first down to"),
            Head::left("Leads below that"),
            Head::right("Stays first up to"),
            Head::left("Leads above that"),
        ],
        rows,
    })
}
