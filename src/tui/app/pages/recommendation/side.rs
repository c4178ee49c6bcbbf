//! One environment of the recommendation: what its analysis says, ready to be laid out.

use super::line::{Body, Laid, Part, Target};
use super::parts::{self, Bar, Flip, Gap, Levels, Ranks, Strip};
use crate::agenda::{Criterion, CriterionId, Direction, Environment, OptionId};
use crate::exports::parts::bottom_line::environment_title;
use crate::exports::parts::what_changes::ChangePart;
use crate::exports::{View, say};
use crate::scoring::{self, Analysis, Rational, Reason, ScoreChange, ScoringError, Word};
use crate::tui::app::verdict::{Told, told};
use crate::workshop::CellKey;

/// One environment.
#[derive(Debug, Default)]
pub(crate) struct Side {
    /// Which.
    pub(crate) environment: Environment,
    /// Its name, with a capital letter.
    pub(crate) title: String,
    /// Its verdict in a few words.
    pub(crate) told: Told,
    /// Scored cells of all.
    pub(crate) coverage: (usize, usize),
    /// Why it cannot be evaluated; the rest is empty then.
    refused: Option<String>,
    standing: Vec<String>,
    bars: Vec<Bar>,
    signs: Vec<String>,
    worth: String,
    must_haves: Vec<String>,
    sureness: Vec<String>,
    ranks: Vec<Ranks>,
    rank_note: String,
    limits: String,
    strips: Vec<Strip>,
    no_strips: &'static str,
    changes: Vec<(String, Option<CellKey>)>,
    dominance: Vec<String>,
    flips: Vec<Flip>,
    score_flips_title: String,
    score_flips: Vec<(String, Option<CellKey>)>,
    levels: Levels,
    gaps: Vec<Gap>,
    no_gaps: &'static str,
}

impl Side {
    /// True when a cell is a gap of what is recommended here.
    pub(super) fn has_gap(&self, cell: &CellKey) -> bool {
        self.gaps.iter().any(|gap| gap.cell == *cell)
    }

    /// An environment that the engine refuses.
    pub(super) fn refused(environment: &Environment, why: &ScoringError) -> Self {
        Self {
            environment: environment.clone(),
            title: environment_title(environment),
            told: Told {
                answer: "cannot be evaluated".to_owned(),
                ..Told::default()
            },
            refused: Some(say::sentence(&why.to_string())),
            ..Self::default()
        }
    }

    /// What an analysis says of an environment.
    pub(super) fn new(
        view: View<'_>,
        environment: &Environment,
        analysis: &Analysis,
        change: Option<&ChangePart>,
        gaps: &[scoring::Gap],
    ) -> Self {
        let state = view.state();
        let rubric = &state.rubric;
        let sentences = |of: fn(&Reason) -> bool| -> Vec<String> {
            let reasons = analysis.verdict.reasons.iter().filter(|reason| of(reason));
            reasons
                .map(|reason| reason.sentence(&view.report.names))
                .collect()
        };
        let standing = sentences(is_standing);
        Self {
            environment: environment.clone(),
            title: environment_title(environment),
            told: told(analysis, rubric),
            coverage: (analysis.coverage.scored, analysis.coverage.total),
            refused: None,
            bars: parts::bars(state, environment, analysis),
            signs: signs(view, analysis),
            worth: worth(view, analysis),
            must_haves: must_haves(view, environment, analysis),
            sureness: sentences(is_sureness),
            ranks: parts::ranks(rubric, analysis),
            rank_note: parts::note(analysis),
            limits: parts::limits(analysis),
            strips: parts::strips(rubric, analysis),
            no_strips: no_strips(analysis),
            changes: changes(view, environment, analysis, change, &standing),
            standing,
            dominance: change
                .map(|part| part.dominance.clone())
                .unwrap_or_default(),
            flips: parts::flips(rubric, analysis),
            score_flips_title: change
                .map(|part| part.flips_title.clone())
                .unwrap_or_default(),
            score_flips: score_flips(view, environment, analysis),
            levels: parts::levels(state, environment, analysis),
            no_gaps: if analysis.verdict.leader.is_none() && gaps.is_empty() {
                "Nothing is recommended yet, so there is nothing that could fall short."
            } else {
                "What is recommended has the best level on every criterion that is scored."
            },
            gaps: parts::gaps(state, environment, analysis, gaps),
        }
    }

    /// Lays the parts out below each other; what concerns all environments comes in between.
    pub(super) fn lay_out(&self, width: usize, together: impl FnOnce(&mut Laid)) -> Laid {
        let mut laid = Laid::new(width);
        if let Some(why) = &self.refused {
            laid.part(Part::Options, "This cannot be evaluated");
            laid.sentence(why, Target::Verdict);
            together(&mut laid);
            return laid;
        }
        self.lay_out_options(&mut laid);
        if self.coverage.0 == 0 {
            self.lay_out_changes(&mut laid);
            together(&mut laid);
            return laid;
        }
        self.lay_out_sureness(&mut laid);
        self.lay_out_weights(&mut laid);
        self.lay_out_changes(&mut laid);
        together(&mut laid);
        self.lay_out_levels(&mut laid);
        self.lay_out_gaps(&mut laid);
        laid
    }

    fn lay_out_options(&self, laid: &mut Laid) {
        let (scored, all) = self.coverage;
        laid.part(
            Part::Options,
            &format!("How the options stand · {scored} of {all} cells scored"),
        );
        if scored == 0 {
            let text = format!(
                "Nothing is scored here yet: all {all} cells are open. The scorecard is where levels are set: g s goes there."
            );
            return laid.sentence(&text, Target::Verdict);
        }
        for bar in &self.bars {
            laid.row(Body::Bar(bar.clone()), Target::Option(bar.option.clone()));
        }
        laid.signs(&self.signs);
        laid.note(&self.worth);
        for text in self.standing.iter().chain(&self.must_haves) {
            laid.sentence(text, Target::Verdict);
        }
    }

    fn lay_out_sureness(&self, laid: &mut Laid) {
        laid.part(Part::Sureness, "How often each option comes first");
        if self.ranks.is_empty() {
            laid.sentence(
                "No option passes the must-haves, so there is no first place to share out.",
                Target::Verdict,
            );
            return;
        }
        laid.plain(Body::RankHeads);
        for ranks in &self.ranks {
            let target = Target::Option(ranks.option.clone());
            laid.row(Body::Ranks(ranks.clone()), target);
        }
        laid.note(&self.rank_note);
        for text in &self.sureness {
            laid.sentence(text, Target::Verdict);
        }
        laid.note(&self.limits);
    }

    fn lay_out_weights(&self, laid: &mut Laid) {
        let heading = "How far each weight can move before another option leads";
        laid.part(Part::Weights, heading);
        if self.strips.is_empty() {
            return laid.sentence(self.no_strips, Target::Verdict);
        }
        for strip in &self.strips {
            let target = Target::Weight(strip.criterion.clone());
            laid.row(Body::Strip(strip.clone()), target);
        }
        laid.note("Points of 100; the other weights keep their proportions.");
    }

    fn lay_out_changes(&self, laid: &mut Laid) {
        laid.part(Part::Changes, "What would change the answer");
        for (text, cell) in &self.changes {
            laid.sentence(text, target(cell.as_ref()));
        }
        if !self.flips.is_empty() {
            laid.plain(Body::Blank);
            laid.note(
                "Points of weight that must move at least before another option draws level:",
            );
        }
        for flip in &self.flips {
            laid.flip(flip);
        }
        if !self.score_flips.is_empty() {
            laid.plain(Body::Blank);
            laid.note(&self.score_flips_title);
        }
        for (text, cell) in &self.score_flips {
            laid.sentence(text, target(cell.as_ref()));
        }
        if !self.dominance.is_empty() {
            laid.plain(Body::Blank);
        }
        for text in &self.dominance {
            laid.sentence(text, Target::Verdict);
        }
    }

    fn lay_out_levels(&self, laid: &mut Laid) {
        laid.part(Part::Levels, "The levels: the fuller, the better");
        laid.levels = self.levels.clone();
        laid.plain(Body::LevelHeads);
        for (at, row) in self.levels.rows.iter().enumerate() {
            laid.row(Body::Level(at), Target::Row(row.criterion.clone()));
        }
        let Levels {
            coverage, totals, ..
        } = &self.levels;
        laid.plain(Body::LevelFoot("scored", coverage.clone()));
        laid.plain(Body::LevelFoot("total", totals.clone()));
    }

    fn lay_out_gaps(&self, laid: &mut Laid) {
        let heading = "Where what is recommended falls short, by weight and shortfall";
        laid.part(Part::Gaps, heading);
        if self.gaps.is_empty() {
            laid.sentence(self.no_gaps, Target::Verdict);
        }
        if !self.gaps.is_empty() {
            laid.plain(Body::GapHeads);
        }
        for gap in &self.gaps {
            let target = Target::Gap(Box::new(gap.clone()));
            laid.row(Body::Gap(gap.clone()), target);
        }
    }

    /// How many gaps there are.
    pub(crate) const fn gap_count(&self) -> usize {
        self.gaps.len()
    }
}

fn target(cell: Option<&CellKey>) -> Target {
    cell.cloned().map_or(Target::Verdict, Target::Cell)
}

const fn is_standing(reason: &Reason) -> bool {
    matches!(
        reason,
        Reason::Ahead { .. }
            | Reason::Tied(_)
            | Reason::Alone(..)
            | Reason::Left(..)
            | Reason::NothingPasses
            | Reason::Move { .. }
            | Reason::NoMove(_)
    )
}

const fn is_sureness(reason: &Reason) -> bool {
    matches!(
        reason,
        Reason::Share(..) | Reason::Settled(..) | Reason::Conditional(..)
    )
}

fn short(view: View<'_>, id: &CriterionId) -> String {
    let found = view.state().rubric.criterion(id);
    found.map_or_else(|| id.to_string(), |one| one.short().to_lowercase())
}

/// What the signs in the bars stand for, each with its weight.
fn signs(view: View<'_>, analysis: &Analysis) -> Vec<String> {
    let all = analysis.weights.iter().enumerate();
    let sign = |(at, (id, weight)): (usize, &(CriterionId, Rational))| {
        let points = say::number((weight.to_f64() * 1000.0).round() / 10.0);
        format!("{} {} {points}", parts::sign(at), short(view, id))
    };
    all.map(sign).collect()
}

/// What a level is worth, and on which criteria.
fn worth(view: View<'_>, analysis: &Analysis) -> String {
    let scale = analysis.scale;
    let mut text = format!(
        "L is worth {}, M {}, H {}",
        say::number(scale.low),
        say::number(scale.medium),
        say::number(scale.high)
    );
    let turned = view.state().rubric.criteria.iter();
    let turned = turned.filter(|one| one.direction == Direction::LowerIsBetter);
    let turned: Vec<String> = turned.map(|one| one.short().to_lowercase()).collect();
    if !turned.is_empty() {
        text = format!("{text}; L and H change places on {}", say::list(&turned));
    }
    let dropped: Vec<String> = analysis.dropped.iter().map(|id| short(view, id)).collect();
    if !dropped.is_empty() {
        text = format!(
            "{text}; left out as not applicable: {}",
            say::list(&dropped)
        );
    }
    format!("{text}.")
}

/// The must-haves, each with whoever fails it or has yet to answer.
fn must_haves(view: View<'_>, environment: &Environment, analysis: &Analysis) -> Vec<String> {
    let rubric = &view.state().rubric;
    let barred = analysis.ranking.iter().filter_map(|standing| {
        let barred = crate::tui::app::scorecard::barred(standing, rubric)?;
        let name = view.report.names.option(&standing.option);
        Some(format!("{name} is {barred}."))
    });
    let mut all: Vec<String> = barred.collect();
    let asked = |one: &&Criterion| one.must_have.contains_key(environment);
    let counts = |one: &&Criterion| !analysis.dropped.contains(&one.id);
    let (counting, waived): (Vec<&Criterion>, Vec<&Criterion>) =
        rubric.criteria.iter().filter(asked).partition(counts);
    let names = |criteria: &[&Criterion]| {
        let names: Vec<String> = criteria
            .iter()
            .map(|one| one.short().to_lowercase())
            .collect();
        say::list(&names)
    };
    if all.is_empty() && !counting.is_empty() {
        all.push(format!(
            "Every option passes the must-have on {}.",
            names(&counting)
        ));
    }
    if !waived.is_empty() {
        all.push(format!(
            "The must-have on {} does not count here: marked as not applicable.",
            names(&waived)
        ));
    }
    all
}

/// Why there are no intervals of weights.
fn no_strips(analysis: &Analysis) -> &'static str {
    let tied = |reason: &Reason| matches!(reason, Reason::Tied(_));
    if analysis.verdict.word == Word::Hold {
        "No option passes the must-haves, so none leads."
    } else if analysis.verdict.reasons.iter().any(tied) {
        "Options share first place, so there is no lead that a weight could turn over."
    } else {
        "Missing cells decide who leads, so there is no sure lead that a weight could turn over."
    }
}

/// The sentences that were not said of the standing already, those that name a cell to ask about with it.
fn changes(
    view: View<'_>,
    environment: &Environment,
    analysis: &Analysis,
    change: Option<&ChangePart>,
    standing: &[String],
) -> Vec<(String, Option<CellKey>)> {
    let ask = analysis.next_cell.as_ref().map(|next| {
        let reason = Reason::Ask(next.option.clone(), next.criterion.clone());
        let cell = CellKey {
            environment: environment.clone(),
            option: next.option.clone(),
            criterion: next.criterion.clone(),
        };
        (reason.sentence(&view.report.names), Some(cell))
    });
    let sentences = change
        .map(|part| part.sentences.clone())
        .unwrap_or_default();
    let rest = sentences
        .into_iter()
        .filter(|text| ask.as_ref().is_none_or(|(asked, _)| asked != text))
        .filter(|text| !standing.contains(text));
    let rest: Vec<(String, Option<CellKey>)> = rest.map(|text| (text, None)).collect();
    // What to do next comes first.
    ask.into_iter().chain(rest).collect()
}

/// The changes of scores that change who is first, each with the first cell of it.
fn score_flips(
    view: View<'_>,
    environment: &Environment,
    analysis: &Analysis,
) -> Vec<(String, Option<CellKey>)> {
    let mut together: Vec<(&[ScoreChange], Vec<OptionId>)> = Vec::new();
    for flip in &analysis.score_flips {
        match together
            .iter_mut()
            .find(|(known, _)| *known == flip.changes)
        {
            Some((_, winners)) => winners.push(flip.winner.clone()),
            None => together.push((&flip.changes, vec![flip.winner.clone()])),
        }
    }
    let all = together.into_iter().map(|(changes, winners)| {
        let reason = Reason::Rescore(changes.to_vec(), winners);
        let cell = changes.first().map(|first| CellKey {
            environment: environment.clone(),
            option: first.option.clone(),
            criterion: first.criterion.clone(),
        });
        (reason.sentence(&view.report.names), cell)
    });
    all.collect()
}
