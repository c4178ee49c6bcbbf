//! The verdict of one environment in a few words, for lines that have little room.

use crate::agenda::{OptionId, Rubric};
use crate::exports::say;
use crate::scoring::{Analysis, Reason, Verdict, Word};
use crate::tui::text::capitalised;

/// A verdict in a few words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Told {
    /// `Leaning: trial MSK`.
    pub(crate) answer: String,
    /// What it rests on, `first in 86 of 100`; may be empty.
    pub(crate) basis: String,
    /// Of what the basis is a share, where there is room to say it; may be empty.
    pub(crate) of: &'static str,
}

/// Tells a verdict, with options as a rubric names them in its columns.
pub(crate) fn told(analysis: &Analysis, rubric: &Rubric) -> Told {
    let verdict = &analysis.verdict;
    let answer = match (&verdict.leader, verdict.word) {
        (_, Word::Hold) => "Hold: no option passes the must-haves".to_owned(),
        (Some(leader), word) => format!(
            "{}: {} {}",
            capitalised(word.word()),
            word.verb(),
            short(rubric, leader)
        ),
        (None, _) => capitalised(verdict.text()),
    };
    let (basis, of) = match verdict.share.filter(|_| verdict.leader.is_some()) {
        Some(share) => (
            format!("first in {}", say::of_hundred(share)),
            " weightings nearby",
        ),
        None => (undecided(verdict, rubric), ""),
    };
    Told { answer, basis, of }
}

/// Why no option is ahead.
fn undecided(verdict: &Verdict, rubric: &Rubric) -> String {
    let names = |ids: &[OptionId]| {
        let names: Vec<&str> = ids.iter().map(|id| short(rubric, id)).collect();
        say::list(&names)
    };
    let found = verdict.reasons.iter().find_map(|reason| match reason {
        Reason::Tied(options) => Some(format!("{} share first place", names(options))),
        Reason::Open(1, _) => Some("1 cell is missing".to_owned()),
        Reason::Open(missing, _) => Some(format!("{missing} cells are missing")),
        Reason::NothingScored => Some("nothing is compared yet".to_owned()),
        Reason::Alone(_, 1) => Some("there is only one option".to_owned()),
        Reason::Left(option, _) => Some(format!(
            "{} has yet to pass its must-haves",
            short(rubric, option)
        )),
        _ => None,
    });
    found.unwrap_or_default()
}

/// An option as a rubric names it in a column.
pub(crate) fn short<'a>(rubric: &'a Rubric, id: &'a OptionId) -> &'a str {
    rubric.option(id).map_or(id.as_str(), |one| one.short())
}
