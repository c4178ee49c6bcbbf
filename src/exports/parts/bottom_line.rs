//! The bottom line: what to do, with what, where, on which condition.

use serde::Serialize;

use super::joint;
use crate::agenda::{CriterionId, Environment, OptionId};
use crate::exports::anchors::capital;
use crate::exports::report::View;
use crate::exports::say;
use crate::scoring::{Analysis, Rational, Reason, Word};

/// Options that the headline names.
const FEW: usize = 3;

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
    details.extend(waived(view));
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

/// Must-haves that nobody is held to, since their criterion was marked as not applicable.
fn waived(view: View<'_>) -> Vec<String> {
    let asked = |place: &Environment, id: &CriterionId| {
        let criterion = view.state().rubric.criterion(id);
        criterion.is_some_and(|one| one.must_have.contains_key(place))
    };
    let in_one = |(place, analysis): (&Environment, &Analysis)| -> Vec<String> {
        let ids = analysis.dropped.iter().filter(|id| asked(place, id));
        ids.map(|id| {
            format!(
                "The must-have on {} was asked of nobody in {}: the criterion was marked as not applicable.",
                view.report.names.criterion(id),
                name(place)
            )
        })
        .collect()
    };
    view.report.analysed().flat_map(in_one).collect()
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

/// Which option is recommended in one environment.
#[must_use]
pub fn chosen_in<'r>(view: View<'r>, place: &Environment) -> Option<&'r OptionId> {
    let mut all = chosen(view).into_iter();
    all.find(|(known, _)| *known == place)?.1
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
    let answers = known
        .iter()
        .map(|(place, analysis)| (*place, answer_in(view, analysis)));
    let parts: Vec<String> = grouped(answers)
        .into_iter()
        .map(|(places, answer)| match places.as_slice() {
            ["all environments"] => answer,
            places => format!("for {}, {answer}", say::list(places)),
        })
        .collect();
    let answer = say::sentence(&parts.join("; "));
    match joint::opening(view) {
        Some(opening) => format!("{opening} {answer}"),
        None => answer,
    }
}

/// Environments by what is said of them, in their order; what is said of several stands once.
#[must_use]
pub fn grouped<'p>(
    said: impl IntoIterator<Item = (&'p Environment, String)>,
) -> Vec<(Vec<&'p str>, String)> {
    let mut groups: Vec<(Vec<&str>, String)> = Vec::new();
    for (place, words) in said {
        match groups.iter_mut().find(|(_, known)| *known == words) {
            Some((places, _)) => places.push(name(place)),
            None => groups.push((vec![name(place)], words)),
        }
    }
    groups
}

/// The answer for one environment as a clause.
fn answer_in(view: View<'_>, analysis: &Analysis) -> String {
    let verdict = &analysis.verdict;
    let request = request(verdict.word);
    let what = match (&verdict.leader, verdict.word) {
        _ if analysis.coverage.scored == 0 => "nothing has been scored".to_owned(),
        (_, Word::Hold) => "no option passes the must-haves".to_owned(),
        (Some(leader), word) => format!("{} {}", word.verb(), view.report.names.option(leader)),
        (None, _) => in_front(view, analysis),
    };
    format!("{request}: {what}")
}

/// Who is in front together where nobody leads.
fn in_front(view: View<'_>, analysis: &Analysis) -> String {
    let names = &view.report.names;
    match analysis.verdict.reasons.first() {
        Some(Reason::Alone(only, _)) => {
            return format!("{} was compared with nothing", names.option(only));
        }
        Some(Reason::Left(only, _)) => {
            return format!("{} has yet to pass its must-haves", names.option(only));
        }
        _ => {}
    }
    let mut reasons = analysis.verdict.reasons.iter();
    let found = reasons.find_map(|reason| match reason {
        Reason::Tied(options) => Some((options, "share first place")),
        Reason::Open(_, options) if options.len() > 1 => Some((options, "could all be first")),
        _ => None,
    });
    found.map_or_else(
        || "no option is ahead".to_owned(),
        |(options, what)| format!("{} {what}", few(view, options)),
    )
}

/// Options by name while they are few, else how many there are.
#[must_use]
pub fn few<'o>(view: View<'_>, options: impl IntoIterator<Item = &'o OptionId>) -> String {
    let titles: Vec<&str> = options
        .into_iter()
        .map(|id| view.report.names.option(id))
        .collect();
    if titles.len() > FEW {
        format!("{} options", titles.len())
    } else {
        say::list(&titles)
    }
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
