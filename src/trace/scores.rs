//! Why a verdict, a total, a score or a weight is what it is.

use super::{Claim, Grounds, Reason, Reasons, records};
use crate::agenda::{CriterionId, Direction, Environment, OptionId};
use crate::scoring::Analysis;
use crate::workshop::{CellKey, Mark, Node, Relation, Score, State};

impl Grounds {
    fn analysis(&self, environment: &Environment) -> Option<&Analysis> {
        let found = self.analyses.iter().find(|(one, _)| one == environment);
        found.and_then(|(_, analysis)| analysis.as_ref().ok())
    }
}

pub(super) fn recommendation(grounds: &Grounds) -> Reasons {
    let reasons = grounds.analyses.iter().map(|(environment, analysis)| {
        let text = match analysis {
            Ok(analysis) => match &analysis.verdict.leader {
                Some(leader) => format!(
                    "{}: {} {} ({})",
                    place(environment),
                    analysis.verdict.word.verb(),
                    grounds.names.option(leader),
                    analysis.verdict.word.word()
                ),
                None => format!("{}: {}", place(environment), analysis.verdict.text()),
            },
            Err(error) => format!("{}: {error}", place(environment)),
        };
        Reason::resting_on(text, Claim::Verdict(environment.clone()))
    });
    Reasons {
        claim: "The recommendation follows from the verdict for each environment.".to_owned(),
        reasons: reasons.collect(),
    }
}

fn place(environment: &Environment) -> &str {
    match environment.as_str() {
        "" => "all environments",
        name => name,
    }
}

pub(super) fn verdict(grounds: &Grounds, environment: &Environment) -> Reasons {
    let found = grounds.analyses.iter().find(|(one, _)| one == environment);
    let analysis = match found {
        Some((_, Ok(analysis))) => analysis,
        Some((_, Err(error))) => {
            return alone(format!(
                "There is no verdict for {}: {error}",
                place(environment)
            ));
        }
        None => return alone(format!("There is no environment {}.", place(environment))),
    };
    let said = analysis.verdict.reasons.iter();
    let mut reasons: Vec<Reason> = said
        .map(|reason| Reason::said(reason.sentence(&grounds.names)))
        .collect();
    reasons.extend(analysis.ranking.iter().map(|standing| {
        let score = points_of(analysis, &standing.option);
        let rank = if standing.is_excluded() {
            "out".to_owned()
        } else {
            match standing.rank_label().as_str() {
                "" => "rank open".to_owned(),
                rank => format!("rank {rank}"),
            }
        };
        Reason::resting_on(
            format!(
                "{} has {score} of 100, {rank}",
                grounds.names.option(&standing.option)
            ),
            Claim::Total(environment.clone(), standing.option.clone()),
        )
    }));
    Reasons {
        claim: match &analysis.verdict.leader {
            Some(leader) => format!(
                "For {}: {} {}. The verdict is {}.",
                place(environment),
                analysis.verdict.word.verb(),
                grounds.names.option(leader),
                analysis.verdict.word.word()
            ),
            None => format!(
                "For {} the verdict is {}.",
                place(environment),
                analysis.verdict.text()
            ),
        },
        reasons,
    }
}

const fn alone(claim: String) -> Reasons {
    Reasons {
        claim,
        reasons: Vec::new(),
    }
}

/// The score of an option as points of 100, or its range.
fn points_of(analysis: &Analysis, option: &OptionId) -> String {
    let scale = analysis.scale;
    let points = |score: f64| (score - scale.low) / (scale.high - scale.low) * 100.0;
    let found = analysis.ranking.iter().find(|one| one.option == *option);
    found.map_or_else(String::new, |standing| match standing.score {
        Some(score) => format!("{:.1}", points(score.to_f64())),
        None => format!(
            "{:.1} to {:.1}",
            points(standing.low.to_f64()),
            points(standing.high.to_f64())
        ),
    })
}

pub(super) fn total(
    grounds: &Grounds,
    state: &State,
    environment: &Environment,
    option: &OptionId,
) -> Reasons {
    let Some(analysis) = grounds.analysis(environment) else {
        return alone(format!(
            "Nothing can be computed for {}.",
            place(environment)
        ));
    };
    let reason = |(criterion, weight): &(CriterionId, crate::scoring::Rational)| {
        let cell = CellKey {
            environment: environment.clone(),
            option: option.clone(),
            criterion: criterion.clone(),
        };
        let weight = weight.to_f64() * 100.0;
        let title = grounds.names.criterion(criterion);
        let mark = state.score(&cell).and_then(|score| score.mark);
        let direction = state.rubric.criterion(criterion).map(|one| one.direction);
        let text = match (mark, direction) {
            (Some(Mark::Level(level)), Some(direction)) => {
                let share = analysis.scale.share(level, direction);
                format!(
                    "{title} is {}: {:.0} % of its {weight:.1} points = {:.1}",
                    level.word(),
                    share * 100.0,
                    share * weight
                )
            }
            _ => format!("{title} is not scored: between 0 and {weight:.1} points"),
        };
        Reason::resting_on(text, Claim::Cell(cell))
    };
    let mut reasons: Vec<Reason> = analysis.weights.iter().map(reason).collect();
    reasons.extend(analysis.dropped.iter().map(|criterion| {
        let title = grounds.names.criterion(criterion);
        Reason::said(format!(
            "{title} does not count: it does not apply to every option"
        ))
    }));
    let standing = analysis.ranking.iter().find(|one| one.option == *option);
    for failed in standing.into_iter().flat_map(|one| &one.failed) {
        let title = grounds.names.criterion(failed);
        reasons.push(Reason::said(format!(
            "It is out: {title} is below what must be"
        )));
    }
    Reasons {
        claim: format!(
            "{} has {} of 100 points for {}.",
            grounds.names.option(option),
            points_of(analysis, option),
            place(environment)
        ),
        reasons,
    }
}

pub(super) fn cell(grounds: &Grounds, state: &State, cell: &CellKey) -> Reasons {
    let title = format!(
        "{} of {} for {}",
        grounds.names.criterion(&cell.criterion),
        grounds.names.option(&cell.option),
        place(&cell.environment)
    );
    let criterion = state.rubric.criterion(&cell.criterion);
    let score = state.score(cell);
    let mut reasons = Vec::new();
    let claim = match score.and_then(|score| score.mark) {
        Some(Mark::Level(level)) => {
            let anchor = criterion.and_then(|one| one.anchors.get(&level));
            let anchor = anchor.map(|text| format!(", which means: {text}"));
            format!("{title} is {}{}", level.word(), anchor.unwrap_or_default())
        }
        Some(Mark::NotApplicable) => format!("{title} does not apply"),
        None => format!("{title} is not scored"),
    };
    reasons.extend(score.into_iter().flat_map(how));
    reasons.extend(rounds(state, cell));
    reasons.extend(evidence(state, cell));
    let node = Node::Cell(cell.clone());
    let closing = state
        .links_to(&node)
        .filter(|(key, _)| key.relation == Relation::Closes);
    reasons.extend(closing.filter_map(|(key, _)| {
        let record = state.record(key.from.record()?)?;
        let text = format!(
            "The gap is closed by {} {}",
            record.id,
            record.naming_text()
        );
        Some(Reason::resting_on(text, Claim::Date(record.id.clone())))
    }));
    if let Some(criterion) = criterion {
        reasons.push(Reason::resting_on(
            format!(
                "{} weighs {} points",
                criterion.title,
                criterion.points(&cell.environment)
            ),
            Claim::Weight(cell.environment.clone(), criterion.id.clone()),
        ));
    }
    Reasons { claim, reasons }
}

/// Every show of hands on a cell, and which of two levels an even split came to.
fn rounds(state: &State, cell: &CellKey) -> Vec<Reason> {
    let criterion = state.rubric.criterion(&cell.criterion);
    let all = state.rounds(cell).iter().zip(1..).map(|(round, number)| {
        let split = match criterion.map(|one| one.direction) {
            _ if !round.tally.is_even_split() => "",
            Some(Direction::LowerIsBetter) => {
                "; an even split, so the lower level counts, in the option's favour"
            }
            _ => "; an even split, so the lower level counts",
        };
        let words = round.words();
        Reason::said(format!(
            "Round {number}, {} in the room: {words}{split}",
            round.room
        ))
    });
    all.collect()
}

/// How a cell came by its level.
fn how(score: &Score) -> [Reason; 2] {
    let why = if score.rationale.is_empty() {
        "Nobody wrote down why.".to_owned()
    } else {
        format!("Reason: {}", score.rationale)
    };
    let by = format!(
        "{} on {} by {}",
        provenance(score.provenance),
        score.set.at.format("%-d %b at %H:%M"),
        someone(&score.set.by)
    );
    [Reason::said(why), Reason::said(by)]
}

/// What was said that speaks for a level, or that nothing was linked.
fn evidence(state: &State, cell: &CellKey) -> Vec<Reason> {
    let linked = state.evidence(cell).map(|record| {
        Reason::resting_on(
            format!("Evidence: {} {}", record.id, record.naming_text()),
            Claim::Record(record.id.clone()),
        )
    });
    let linked: Vec<Reason> = linked.collect();
    let scored = state.score(cell).is_some_and(|score| score.mark.is_some());
    if linked.is_empty() && scored {
        return vec![Reason::said(
            "No line item or SWOT point is linked as evidence.",
        )];
    }
    linked
}

const fn provenance(provenance: crate::workshop::Provenance) -> &'static str {
    use crate::workshop::Provenance;
    match provenance {
        Provenance::Voted => "Voted by the room",
        Provenance::Accepted => "Proposed and not challenged",
        Provenance::Inherited => "Taken over from the other environment",
        Provenance::Draft => "A draft that the room has not seen,",
    }
}

const fn someone(name: &str) -> &str {
    if name.is_empty() {
        "nobody named"
    } else {
        name
    }
}

pub(super) fn weight(state: &State, environment: &Environment, id: &CriterionId) -> Reasons {
    let Some(criterion) = state.rubric.criterion(id) else {
        return alone(format!("There is no criterion {id}."));
    };
    let all: f64 = state
        .rubric
        .criteria
        .iter()
        .map(|one| one.points(environment))
        .sum();
    let own = criterion.points(environment);
    let mut reasons = Vec::new();
    if let Some(question) = &criterion.question {
        reasons.push(Reason::said(format!("It answers: {question}")));
    }
    reasons.push(Reason::said(match state.locked.get(environment) {
        Some(stamp) => format!(
            "The weights were locked at {} by {}",
            stamp.at.format("%H:%M on %-d %b"),
            someone(&stamp.by)
        ),
        None => "The weights are not locked yet".to_owned(),
    }));
    if let Some(least) = criterion.must_have.get(environment) {
        reasons.push(Reason::said(format!(
            "It is a must-have: {} is asked for",
            least.word()
        )));
    }
    reasons.extend(records::about_criterion(state, id));
    Reasons {
        claim: format!(
            "{} weighs {own} of {all} points for {}.",
            criterion.title,
            place(environment)
        ),
        reasons,
    }
}
