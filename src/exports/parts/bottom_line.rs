//! The bottom line: what to do, with what, where, on which condition.

use serde::Serialize;

use super::conditions::gaps;
use super::joint;
use crate::agenda::{Environment, OptionId};
use crate::exports::anchors::capital;
use crate::exports::report::View;
use crate::exports::say;
use crate::scoring::{Analysis, Rational, Reason, Word};

/// The bottom line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BottomLine {
    /// What to do, in a sentence or two; the joint verdict comes first.
    pub headline: String,
    /// What stands behind it, sentence by sentence.
    pub details: Vec<String>,
    /// Whether anything has been scored.
    pub scored: bool,
}

/// Makes it.
#[must_use]
pub fn bottom_line(view: View<'_>) -> BottomLine {
    let known: Vec<(&Environment, &Analysis)> = view.report.analysed().collect();
    if !is_scored(view) {
        return nothing_scored(view);
    }
    let mut details = joint::details(view);
    details.extend(unmet(view));
    details.extend(errors(view));
    BottomLine {
        headline: headline(view, &known),
        details,
        scored: true,
    }
}

/// Whether any environment that can be evaluated has a score.
#[must_use]
pub fn is_scored(view: View<'_>) -> bool {
    view.report
        .analysed()
        .any(|(_, analysis)| analysis.coverage.scored > 0)
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
        scored: false,
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
    let common = joint::common(view);
    view.report
        .analysed()
        .map(|(environment, analysis)| (environment, common.or(analysis.verdict.leader.as_ref())))
        .collect()
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
    if let Some(option) = joint::common(view).filter(|_| word != Word::Hold) {
        let unless = joint::unless(view).map_or_else(String::new, |words| format!(", {words}"));
        return format!(
            "{}: {} {} as one platform for {}{unless}.",
            capital(request(word)),
            word.verb(),
            view.report.names.option(option),
            joint::everywhere(view)
        );
    }
    let single = known.len() == 1;
    let parts: Vec<String> = known
        .iter()
        .map(|(place, analysis)| one(view, place, analysis, single))
        .collect();
    let answer = say::sentence(&parts.join("; "));
    match joint::opening(view) {
        Some(opening) => format!("{opening} {answer}"),
        None => answer,
    }
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

/// How many must-haves of what is recommended are not met.
fn unmet(view: View<'_>) -> Option<String> {
    let must = gaps(view).iter().filter(|(_, gap)| gap.must_have).count();
    (must > 0).then(|| {
        let what = say::count(must, "must-have is", "must-haves are");
        format!("{what} not met yet.")
    })
}

/// How far the first choice is ahead of the next, in points of 100: `5.0`, `at least 5.0` while cells are
/// missing; none when it is not surely ahead.
#[must_use]
pub fn ahead(analysis: &Analysis) -> Option<String> {
    let margin = analysis
        .verdict
        .reasons
        .iter()
        .find_map(|reason| match reason {
            Reason::Ahead { margin, .. } => Some(*margin),
            _ => None,
        });
    match margin {
        Some(margin) if margin > 0.0 && margin < 0.05 => Some("less than 0.1".to_owned()),
        Some(margin) => Some(format!("{margin:.1}")),
        None => least_ahead(analysis),
    }
}

/// How far the first choice is ahead at least: its least score less the most of any rival.
fn least_ahead(analysis: &Analysis) -> Option<String> {
    let leader = analysis.verdict.leader.as_ref()?;
    let standings = || analysis.ranking.iter().filter(|s| !s.is_excluded());
    let least = standings().find(|s| s.option == *leader)?.low;
    let most = standings()
        .filter(|s| s.option != *leader)
        .map(|s| s.high)
        .max()?;
    let lead = analysis.share_of_scale(least.checked_sub(most)?)?;
    (lead > Rational::ZERO).then(|| format!("at least {}", say::lead(lead)))
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
