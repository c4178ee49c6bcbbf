//! One platform for all environments or one for each: the answer, what splitting would gain and cost.

use super::bottom_line::{environment_title, few, is_scored, name};
use super::costs::split_cost;
use crate::agenda::{Environment, OptionId};
use crate::exports::inline::{Head, Inline, Table, words};
use crate::exports::report::View;
use crate::exports::say;
use crate::scoring::{CommonRegret, Joint, JointWord, Rational};

/// The one option that serves all environments, if there is one.
#[must_use]
pub fn common(view: View<'_>) -> Option<&OptionId> {
    view.report.joint.as_ref().and_then(Joint::only)
}

/// All environments in words: `both production and pre-production`.
#[must_use]
pub fn everywhere(view: View<'_>) -> String {
    let places: Vec<&str> = view
        .report
        .analysed()
        .map(|(place, _)| name(place))
        .collect();
    let both = if places.len() == 2 { "both " } else { "" };
    format!("{both}{}", say::list(&places))
}

/// The joint verdict as a sentence before the answers of the environments; none where it says nothing of its own.
#[must_use]
pub fn opening(view: View<'_>) -> Option<String> {
    let joint = view.report.joint.as_ref()?;
    match joint.word {
        JointWord::Same if joint.common.len() > 1 => Some(format!(
            "One platform is enough for {}; {} serve equally well.",
            everywhere(view),
            few(view, &joint.common)
        )),
        JointWord::Split => Some("A platform of its own for each environment.".to_owned()),
        JointWord::Open => Some("One platform or one for each is still open.".to_owned()),
        JointWord::Same | JointWord::Hold => None,
    }
}

/// What would speak against one platform for all: `unless splitting gains more than 10.0 points of 100`; none
/// where it would gain nothing.
#[must_use]
pub fn unless(view: View<'_>) -> Option<String> {
    let joint = view.report.joint.as_ref()?;
    let (_, most) = joint.gain?;
    (most > Rational::ZERO).then(|| {
        let limit = say::points(joint.split_gain);
        format!("unless splitting gains more than {limit} points of 100")
    })
}

/// What splitting would gain and cost, sentence by sentence.
#[must_use]
pub fn details(view: View<'_>) -> Vec<String> {
    let Some(joint) = view.report.joint.as_ref().filter(|_| is_scored(view)) else {
        return Vec::new();
    };
    let mut details: Vec<String> = gain(view, joint).into_iter().collect();
    details.extend(elsewhere(view));
    details
}

/// What splitting would gain and cost, or why it is no question.
fn gain(view: View<'_>, joint: &Joint) -> Option<String> {
    let limit = say::points(joint.split_gain);
    let text = match (joint.word, joint.gain) {
        (JointWord::Same, Some((_, most))) if most == Rational::ZERO => {
            "Splitting would gain nothing and mean a second platform to run.".to_owned()
        }
        (JointWord::Same, Some((_, most))) => format!(
            "Splitting would gain at most {}, and mean a second platform to run{}.",
            say::lead(most),
            money(view).unwrap_or_default()
        ),
        (JointWord::Split, Some((least, _))) => format!(
            "One platform for all would give up at least {} points of 100 in one environment; more than {limit} is worth a second one to run.",
            say::lead(least)
        ),
        (JointWord::Split, None) => {
            "No option passes the must-haves of every environment, so one platform for all is not possible.".to_owned()
        }
        (JointWord::Open, _) => {
            "Scores that are still missing decide whether one platform serves all environments.".to_owned()
        }
        (JointWord::Same, None) | (JointWord::Hold, _) => return None,
    };
    Some(text)
}

/// Whether something is scored in every environment.
fn all_scored(view: View<'_>) -> bool {
    let mut all = view.report.analysed();
    all.all(|(_, analysis)| analysis.coverage.scored > 0)
}

/// What would change the joint verdict, in a sentence.
#[must_use]
pub fn turns(view: View<'_>) -> Option<String> {
    let joint = view.report.joint.as_ref().filter(|_| all_scored(view))?;
    let limit = say::points(joint.split_gain);
    let (least, most) = joint.gain?;
    let gains = if least == most {
        format!("it gains {}", say::lead(most))
    } else {
        format!("it gains {} to {}", say::lead(least), say::lead(most))
    };
    matches!(joint.word, JointWord::Same | JointWord::Split | JointWord::Open).then(|| {
        format!("One platform for all is the answer as long as splitting gains no more than {limit} points of 100; by the scores {gains}.")
    })
}

/// Environments that would choose otherwise on their own.
fn elsewhere(view: View<'_>) -> Vec<String> {
    let other = |(place, leader): (&Environment, &OptionId)| {
        say::sentence(&format!(
            "{} alone would choose {}",
            name(place),
            view.report.names.option(leader)
        ))
    };
    own_choices(view).into_iter().map(other).collect()
}

/// Environments whose own first choice is not the common one, with that choice.
fn own_choices(view: View<'_>) -> Vec<(&Environment, &OptionId)> {
    let Some(common) = common(view) else {
        return Vec::new();
    };
    view.report
        .analysed()
        .filter_map(|(place, analysis)| Some((place, analysis.verdict.leader.as_ref()?)))
        .filter(|(_, leader)| *leader != common)
        .collect()
}

/// What a platform for each would cost against one for all, where every figure names its environment.
fn money(view: View<'_>) -> Option<String> {
    let common = common(view)?;
    let own = own_choices(view);
    if own.is_empty() {
        return None;
    }
    let choice = |(place, _)| {
        let found = own.iter().find(|(name, _)| *name == place);
        (place, found.map_or(common, |(_, option)| option))
    };
    let split: Vec<(&Environment, &OptionId)> = view.report.analysed().map(choice).collect();
    let (one, each) = split_cost(view, common, &split)?;
    Some(format!(
        ", at likely {each} over three years against {one} for one"
    ))
}

/// Options that are not among those that could be the one platform for all, by name; empty when there are none.
#[must_use]
pub fn not_for_all(view: View<'_>) -> String {
    let Some(joint) = view.report.joint.as_ref() else {
        return String::new();
    };
    let listed = |id: &OptionId| joint.regrets.iter().any(|regret| regret.option == *id);
    let options = view.state().rubric.options.iter();
    let missing = options.filter(|option| !listed(&option.id));
    say::list(
        &missing
            .map(|option| option.title.as_str())
            .collect::<Vec<_>>(),
    )
}

/// What each option would give up in each environment as the one platform for all, least first; none without
/// several environments.
#[must_use]
pub fn regrets(view: View<'_>) -> Option<Table> {
    let joint = view.report.joint.as_ref().filter(|_| all_scored(view))?;
    let first = joint.regrets.first()?;
    let mut columns = vec![Head::left("Platform for all")];
    for (place, _, _) in &first.environments {
        let title = environment_title(&Environment::new(place.as_str()));
        columns.push(Head::right(format!(
            "Points given up, {}",
            title.to_lowercase()
        )));
    }
    let row = |regret: &CommonRegret| -> Vec<Inline> {
        let given = regret.environments.iter().map(|(_, low, high)| {
            words(if low == high {
                say::lead(*high)
            } else {
                format!("{} to {}", say::lead(*low), say::lead(*high))
            })
        });
        let title = words(view.report.names.option(&regret.option));
        std::iter::once(title).chain(given).collect()
    };
    Some(Table {
        columns,
        rows: joint.regrets.iter().map(row).collect(),
    })
}
