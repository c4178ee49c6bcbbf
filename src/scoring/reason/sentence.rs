//! The wording of reasons.

use super::Reason;
use super::names::{Names, listed};
use crate::agenda::{CriterionId, OptionId};
use crate::scoring::score_flips::ScoreChange;

impl Reason {
    /// The reason as one sentence.
    #[must_use]
    pub fn sentence(&self, names: &Names) -> String {
        match self {
            Self::NothingPasses => {
                "No option passes the must-haves: lower one, or close the gap that fails it."
                    .to_owned()
            }
            Self::NothingScored => {
                "No cell has been scored yet, so nothing can be compared.".to_owned()
            }
            Self::Alone(leader, of) => alone(names.option(leader), *of),
            Self::Left(leader, of) => format!(
                "{} is the only one of {of} options that has not failed a must-have.",
                names.option(leader)
            ),
            Self::Tied(options) => format!("{} share first place.", names.options(options)),
            Self::Ahead {
                leader,
                score,
                rivals,
                margin,
            } => format!(
                "{} scores {score:.1} of 100, {} of score ahead of {}.",
                names.option(leader),
                points(*margin),
                names.options(rivals),
            ),
            Self::Share(leader, share) => format!(
                "{} is first in {} weightings within 5 points of the stated ones (this is not a probability of being right).",
                names.option(leader),
                of_hundred(*share),
            ),
            Self::Move {
                rival,
                points,
                from,
                to,
            } => moved(names, rival, *points, (from, to)),
            Self::NoMove(leader) => format!(
                "No change of weights brings another option level with {}.",
                names.option(leader)
            ),
            Self::Settled(leader, missing) => format!(
                "{} stays first whatever {} turn{} out to be.",
                names.option(leader),
                cells(*missing),
                if *missing == 1 { "s" } else { "" },
            ),
            Self::Open(missing, possible) => open(*missing, &either(names, possible)),
            Self::Conditional(leader, criteria) => format!(
                "{} has yet to show that it passes the must-have on {}.",
                names.option(leader),
                names.criteria(criteria),
            ),
            Self::Rescore(changes, winners) => rescored(names, changes, winners),
            Self::Ask(option, criterion) => format!(
                "Ask next about {} for {}: it narrows the answer most.",
                names.criterion(criterion),
                names.option(option),
            ),
        }
    }
}

fn alone(leader: &str, of: usize) -> String {
    if of == 1 {
        format!(
            "{leader} is the only option, so nothing was compared: add another to compare it with."
        )
    } else {
        format!("{leader} is the only one of {of} options that passes the must-haves.")
    }
}

fn moved(
    names: &Names,
    rival: &OptionId,
    weight: f64,
    (from, to): (&[CriterionId], &CriterionId),
) -> String {
    format!(
        "At least {} of weight must move before {} draws level: from {} to {}.",
        points(weight),
        names.option(rival),
        names.criteria(from),
        names.criterion(to),
    )
}

fn rescored(names: &Names, changes: &[ScoreChange], winners: &[OptionId]) -> String {
    let told: Vec<String> = changes
        .iter()
        .map(|change| change_told(names, change))
        .collect();
    let told = listed(&told.iter().map(String::as_str).collect::<Vec<_>>());
    let together = if winners.len() > 1 { " together" } else { "" };
    format!(
        "{} would be first{together} with {told}.",
        names.options(winners)
    )
}

fn change_told(names: &Names, change: &ScoreChange) -> String {
    format!(
        "{} at {} instead of {} on {}{}",
        names.option(&change.option),
        change.to,
        change.from,
        names.criterion(&change.criterion),
        change.consequence(),
    )
}

/// The number of open cells and who could be first.
fn open(missing: usize, who: &str) -> String {
    let (cells, are) = if missing == 1 {
        ("cell", "is")
    } else {
        ("cells", "are")
    };
    format!("{missing} {cells} {are} missing, and {who} could be first.")
}

fn either(names: &Names, possible: &[OptionId]) -> String {
    match possible {
        [one] => format!("only {}", names.option(one)),
        several => format!("any of {}", names.options(several)),
    }
}

/// One decimal; a lead that would round to nothing is not printed as nothing.
fn points(points: f64) -> String {
    match points {
        p if p < 0.05 => "less than 0.1 points".to_owned(),
        p if (0.95..1.05).contains(&p) => "1.0 point".to_owned(),
        p => format!("{p:.1} points"),
    }
}

/// `97 of 100`; neither end is reached by rounding.
fn of_hundred(share: f64) -> String {
    let rounded = (share * 100.0).round();
    if share < 1.0 && rounded > 99.5 {
        "more than 99 of 100".to_owned()
    } else if share > 0.0 && rounded < 0.5 {
        "fewer than 1 of 100".to_owned()
    } else {
        format!("{rounded:.0} of 100")
    }
}

fn cells(missing: usize) -> String {
    if missing == 1 {
        "the missing cell".to_owned()
    } else {
        format!("the {missing} missing cells")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_never_rounded_into_certainty() {
        assert_eq!(of_hundred(0.999), "more than 99 of 100");
        assert_eq!(of_hundred(1.0), "100 of 100");
        assert_eq!(of_hundred(0.001), "fewer than 1 of 100");
        assert_eq!(of_hundred(0.0), "0 of 100");
        assert_eq!(of_hundred(0.966), "97 of 100");
        assert_eq!(points(0.01), "less than 0.1 points");
    }

    #[test]
    fn sentences_use_titles_where_there_are_any() {
        let id = OptionId::new("aws-msk");
        let names = Names {
            options: [(id.clone(), "AWS MSK".to_owned())].into(),
            ..Names::default()
        };
        let reason = Reason::Move {
            rival: id,
            points: 12.5,
            from: vec![CriterionId::new("cost")],
            to: CriterionId::new("security"),
        };
        assert_eq!(
            reason.sentence(&names),
            "At least 12.5 points of weight must move before AWS MSK draws level: from cost to security."
        );
    }
}
