//! The bottom line: what to do, with what, where, on which condition.

use serde::Serialize;

use super::conditions::gaps_of;
use crate::agenda::{Environment, OptionId};
use crate::exports::anchors::capital;
use crate::exports::inline::{Head, Inline, Table, words};
use crate::exports::report::View;
use crate::exports::say;
use crate::scoring::{Analysis, Joint, JointWord, Rational, Reason, Word};

/// The bottom line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BottomLine {
    /// What to do, in a sentence.
    pub headline: String,
    /// What stands behind it, sentence by sentence.
    pub details: Vec<String>,
    /// The answer for each environment; none while nothing is scored.
    pub environments: Option<Table>,
}

/// Makes it.
#[must_use]
pub fn bottom_line(view: View<'_>) -> BottomLine {
    let known: Vec<(&Environment, &Analysis)> = view.report.analysed().collect();
    let scored = known
        .iter()
        .any(|(_, analysis)| analysis.coverage.scored > 0);
    if !scored {
        return nothing_scored(view);
    }
    let mut details = joint_details(view);
    details.extend(condition(view, &known));
    details.extend(errors(view));
    BottomLine {
        headline: headline(view, &known),
        details,
        environments: Some(environments(view, &known)),
    }
}

fn nothing_scored(view: View<'_>) -> BottomLine {
    let why = if view.state().rubric.options.is_empty() {
        "no options are compared in this workshop"
    } else {
        "nothing has been scored"
    };
    BottomLine {
        headline: format!("There is no recommendation yet: {why}."),
        details: errors(view),
        environments: None,
    }
}

/// Environments that cannot be evaluated, each with the reason.
fn errors(view: View<'_>) -> Vec<String> {
    let failed = view.report.analyses.iter();
    failed
        .filter_map(|(environment, analysis)| {
            let error = analysis.as_ref().err()?;
            let what = format!("{} cannot be evaluated: {error}", name(environment));
            Some(say::sentence(&what))
        })
        .collect()
}

/// An environment as it is read in a sentence: `production`, `pre-production`.
#[must_use]
pub fn name(environment: &Environment) -> &str {
    match environment.as_str() {
        "" => "all environments",
        name => name,
    }
}

/// An environment at the beginning of a line: `Pre-production`.
#[must_use]
pub fn environment_title(environment: &Environment) -> String {
    capital(name(environment))
}

/// Which option is recommended in each environment: the common one where one is enough.
#[must_use]
pub fn chosen(view: View<'_>) -> Vec<(&Environment, Option<&OptionId>)> {
    let common = common(view.report.joint.as_ref());
    view.report
        .analysed()
        .map(|(environment, analysis)| (environment, common.or(analysis.verdict.leader.as_ref())))
        .collect()
}

/// The one option that serves all environments, if there is one.
fn common(joint: Option<&Joint>) -> Option<&OptionId> {
    let joint = joint.filter(|joint| joint.word == JointWord::Same)?;
    match joint.common.as_slice() {
        [one] => Some(one),
        _ => None,
    }
}

/// What is asked of whoever decides.
#[must_use]
pub const fn request(word: Word) -> &'static str {
    match word {
        Word::Clear => "approve",
        Word::Leaning => "pilot",
        Word::TooClose => "investigate",
        Word::Hold => "do not proceed",
    }
}

const fn sureness(word: Word) -> u8 {
    match word {
        Word::Hold => 0,
        Word::TooClose => 1,
        Word::Leaning => 2,
        Word::Clear => 3,
    }
}

/// The least sure word of all environments.
#[must_use]
pub fn weakest(view: View<'_>) -> Word {
    let words = view
        .report
        .analysed()
        .map(|(_, analysis)| analysis.verdict.word);
    words
        .min_by_key(|word| sureness(*word))
        .unwrap_or(Word::TooClose)
}

fn headline(view: View<'_>, known: &[(&Environment, &Analysis)]) -> String {
    let word = weakest(view);
    if let Some(option) = common(view.report.joint.as_ref()).filter(|_| word != Word::Hold) {
        let places: Vec<&str> = known.iter().map(|(place, _)| name(place)).collect();
        let both = if places.len() == 2 { "both " } else { "" };
        return format!(
            "{}: {} {} as one choice for {both}{}.",
            capital(request(word)),
            word.verb(),
            view.report.names.option(option),
            say::list(&places)
        );
    }
    let single = known.len() == 1;
    let parts: Vec<String> = known
        .iter()
        .map(|(place, analysis)| one(view, place, analysis, single))
        .collect();
    say::sentence(&parts.join("; "))
}

/// The answer for one environment as a clause.
fn one(view: View<'_>, place: &Environment, analysis: &Analysis, single: bool) -> String {
    let verdict = &analysis.verdict;
    let request = request(verdict.word);
    let start = if single && place.as_str().is_empty() {
        String::new()
    } else {
        format!("for {}, ", name(place))
    };
    match (&verdict.leader, verdict.word) {
        (_, Word::Hold) => format!("{start}{request}: no option passes the must-haves"),
        (Some(leader), word) => {
            let leader = view.report.names.option(leader);
            format!("{start}{request}: {} {leader}", word.verb())
        }
        (None, _) => {
            let found = verdict.reasons.iter().find_map(|reason| match reason {
                Reason::Tied(options) => Some((options, "share first place")),
                Reason::Open(_, options) => Some((options, "could all be first")),
                _ => None,
            });
            match found {
                Some((options, what)) => {
                    let names: Vec<&str> = options
                        .iter()
                        .map(|option| view.report.names.option(option))
                        .collect();
                    format!("{start}{request}: {} {what}", say::list(&names))
                }
                None => format!("{start}{request}: no option is ahead"),
            }
        }
    }
}

/// What splitting would gain and from when it is worth it.
fn joint_details(view: View<'_>) -> Vec<String> {
    let Some(joint) = &view.report.joint else {
        return Vec::new();
    };
    let limit = say::points(joint.split_gain);
    let gain = |gain: Rational| say::lead(gain);
    let text = match (joint.word, joint.gain) {
        (JointWord::Same, Some((_, most))) if most == Rational::ZERO => {
            "It is first in each environment, so a choice of its own for each would gain nothing.".to_owned()
        }
        (JointWord::Same, Some((_, most))) => format!(
            "A choice of its own for each environment would gain at most {} points of 100, and it takes more than {limit} to be worth building and running a second one.",
            gain(most)
        ),
        (JointWord::Split, Some((least, _))) => format!(
            "One choice for all would give up at least {} points of 100 where it gives up most, more than the {limit} above which a second one is worth it.",
            gain(least)
        ),
        (JointWord::Split, None) => {
            "No option passes the must-haves of every environment, so one choice for all is not possible.".to_owned()
        }
        (JointWord::Open, _) => {
            "Whether one choice serves all environments depends on scores that are still missing.".to_owned()
        }
        (JointWord::Same, None) | (JointWord::Hold, _) => return Vec::new(),
    };
    let mut details = elsewhere(view);
    details.push(text);
    details
}

/// Environments that would choose otherwise on their own.
fn elsewhere(view: View<'_>) -> Vec<String> {
    let Some(common) = common(view.report.joint.as_ref()) else {
        return Vec::new();
    };
    view.report
        .analysed()
        .filter_map(|(place, analysis)| {
            let leader = analysis
                .verdict
                .leader
                .as_ref()
                .filter(|leader| *leader != common)?;
            let leader = view.report.names.option(leader);
            Some(format!(
                "On its own, {} would choose {leader}.",
                name(place)
            ))
        })
        .collect()
}

/// How many gaps the recommendation has, and how many nobody has planned for.
fn condition(view: View<'_>, known: &[(&Environment, &Analysis)]) -> Vec<String> {
    let (mut gaps, mut open, mut must) = (0, 0, 0);
    for ((environment, option), (_, analysis)) in chosen(view).into_iter().zip(known) {
        let Some(option) = option else { continue };
        for gap in gaps_of(view, environment, analysis, option) {
            gaps += 1;
            open += usize::from(gap.packages.is_empty());
            must += usize::from(gap.must_have);
        }
    }
    let mut details = Vec::new();
    if must > 0 {
        details.push(format!(
            "{} not met yet.",
            say::count(must, "must-have is", "must-haves are")
        ));
    }
    if gaps > 0 {
        let planned = match open {
            0 if gaps == 1 => "it has a work package".to_owned(),
            0 => "each has a work package".to_owned(),
            open if open == gaps => "none of them has a work package yet".to_owned(),
            open => format!("{open} of them have no work package yet"),
        };
        details.push(format!(
            "{} short of the best level in {}; {planned}.",
            subject(view),
            say::count(gaps, "place", "places")
        ));
    }
    details
}

/// Who falls short: the one recommended option by name, or all of them together.
fn subject(view: View<'_>) -> String {
    let mut options: Vec<&OptionId> = chosen(view).into_iter().filter_map(|(_, id)| id).collect();
    options.dedup();
    match options.as_slice() {
        [one] => format!("{} falls", view.report.names.option(one)),
        _ => "The recommended options together fall".to_owned(),
    }
}

fn environments(view: View<'_>, known: &[(&Environment, &Analysis)]) -> Table {
    // The common choice has a column of its own where it is not first everywhere.
    let second = common(view.report.joint.as_ref()).filter(|option| {
        let leads = |analysis: &Analysis| analysis.verdict.leader.as_ref() == Some(option);
        !known.iter().all(|(_, analysis)| leads(analysis))
    });
    let row = |(place, analysis): &(&Environment, &Analysis)| -> Vec<Inline> {
        let verdict = &analysis.verdict;
        let ahead = verdict.reasons.iter().find_map(|reason| match reason {
            Reason::Ahead { margin, .. } => Some(*margin),
            _ => None,
        });
        let ahead = ahead.map_or_else(
            || least_ahead(analysis),
            |margin| {
                if margin > 0.0 && margin < 0.05 {
                    "less than 0.1".to_owned()
                } else {
                    format!("{margin:.1}")
                }
            },
        );
        let leader = verdict.leader.as_ref();
        let mut row = vec![
            words(environment_title(place)),
            words(format!(
                "{} ({})",
                request(verdict.word),
                verdict.word.word()
            )),
            words(leader.map_or("none", |option| view.report.names.option(option))),
            words(leader.map_or_else(String::new, |option| score(analysis, option))),
            words(ahead),
            words(verdict.share.map_or_else(String::new, |share| {
                say::of_hundred(share).replace(" of 100", "")
            })),
        ];
        if let Some(option) = second {
            row.insert(4, words(score(analysis, option)));
        }
        row
    };
    let mut table = Table {
        columns: vec![
            Head::left("Environment"),
            Head::left("Verdict"),
            Head::left("First choice"),
            Head::right("Score of 100"),
            Head::right("Points ahead of the next"),
            Head::right("Still first in so many of 100 weightings"),
        ],
        rows: known.iter().map(row).collect(),
    };
    if let Some(option) = second {
        let title = format!("Score of {}", view.report.names.option(option));
        table.columns.insert(4, Head::right(title));
    }
    table
}

/// How far the first choice is ahead at least while scores are missing: its least score less the most of any rival.
fn least_ahead(analysis: &Analysis) -> String {
    let Some(leader) = &analysis.verdict.leader else {
        return String::new();
    };
    let mut least = None;
    let mut most: Option<f64> = None;
    for standing in analysis.ranking.iter().filter(|s| !s.is_excluded()) {
        if standing.option == *leader {
            least = Some(standing.low.to_f64());
        } else {
            let high = standing.high.to_f64();
            most = Some(most.map_or(high, |most| most.max(high)));
        }
    }
    let scale = analysis.scale;
    match (least, most) {
        (Some(least), Some(most)) if least > most => format!(
            "at least {}",
            say::points((least - most) / (scale.high - scale.low))
        ),
        _ => String::new(),
    }
}

/// An option's score as points of 100; a range while a cell is missing.
#[must_use]
pub fn score(analysis: &Analysis, option: &OptionId) -> String {
    let Some(standing) = analysis.ranking.iter().find(|s| s.option == *option) else {
        return String::new();
    };
    let scale = analysis.scale;
    let share = |score: Rational| (score.to_f64() - scale.low) / (scale.high - scale.low);
    match standing.score {
        Some(score) => say::points(share(score)),
        None => format!(
            "{} to {}",
            say::points(share(standing.low)),
            say::points(share(standing.high))
        ),
    }
}
