//! What the decision engine says of the scores: asked beside the keys, kept until the scores change.
//!
//! One question is under way at a time. An answer to scores that have changed meanwhile is kept as the latest
//! there is, and the next question follows at once, so that a weight may be typed as quickly as one likes.

use std::sync::Arc;

use super::App;
use super::desk::Desk;
use super::overlay::Overlay;
use super::pages::Page;
use crate::agenda::Environment;
use crate::scoring::{Analysis, EnvironmentAnalysis, Problem, ScoringError, Settings, analyse};
use crate::tui::effect::Effect;
use crate::workshop::State;

/// Environments with their problems.
pub(crate) type Question = Vec<(Environment, Problem)>;

/// How many answers are kept: to the scores as they stand, and to weights that are being tried.
const KEPT: usize = 2;

/// What the engine has said.
#[derive(Debug, Default)]
pub(crate) struct Assessment {
    /// For which entry the question is right.
    entries: Option<u64>,
    /// The scores as they stand.
    stands: Arc<Question>,
    /// What the engine is working on.
    asked: Option<Arc<Question>>,
    /// Its answers, the latest last.
    answers: Vec<(Arc<Question>, Vec<EnvironmentAnalysis>)>,
}

/// The answer to a question; takes tens of milliseconds where many cells are missing.
pub(crate) fn answer(question: &Question, settings: &Settings) -> Vec<EnvironmentAnalysis> {
    let each = question.iter();
    each.map(|(environment, problem)| (environment.clone(), analyse(problem, settings)))
        .collect()
}

/// What stands for an answer when the engine broke down over a question.
pub(crate) fn stopped(question: &Question) -> Vec<EnvironmentAnalysis> {
    let each = question.iter();
    each.map(|(environment, _)| (environment.clone(), Err(ScoringError::Stopped)))
        .collect()
}

impl Assessment {
    /// Takes the scores over as they stand after so many entries.
    pub(crate) fn follow(&mut self, entries: u64, state: &State) {
        if self.entries == Some(entries) {
            return;
        }
        self.entries = Some(entries);
        let environments = state.rubric.header.environments.iter();
        let question: Question = environments
            .map(|one| (one.clone(), Problem::of(&state.rubric, &state.scores, one)))
            .collect();
        if *self.stands != question {
            self.stands = Arc::new(question);
        }
    }

    /// What must be asked for a question to have its answer; none when it has one, or when the engine is at work.
    fn ask(&mut self, question: &Arc<Question>) -> Option<Effect> {
        if self.asked.is_some() || self.to(question).is_some() {
            return None;
        }
        self.asked = Some(Arc::clone(question));
        Some(Effect::Analyse(Arc::clone(question)))
    }

    /// Takes an answer in; one that was not asked for, of a workshop that was left, is none of ours.
    pub(crate) fn take(&mut self, question: &Arc<Question>, answer: Vec<EnvironmentAnalysis>) {
        if self.asked.as_ref() != Some(question) {
            return;
        }
        self.asked = None;
        self.answers.push((Arc::clone(question), answer));
        let gone = self.answers.len().saturating_sub(KEPT);
        self.answers.drain(..gone);
    }

    fn to(&self, question: &Arc<Question>) -> Option<&[EnvironmentAnalysis]> {
        let same = |known: &Arc<Question>| Arc::ptr_eq(known, question) || known == question;
        let found = self.answers.iter().find(|(known, _)| same(known));
        found.map(|(_, answer)| answer.as_slice())
    }

    /// The answer for the scores as they stand.
    pub(crate) fn current(&self) -> Option<&[EnvironmentAnalysis]> {
        self.to(&self.stands)
    }

    /// What is known of an environment: of the question when it is answered, else the latest there is.
    ///
    /// The second says whether it is the answer to the question.
    pub(crate) fn known(
        &self,
        question: Option<&Arc<Question>>,
        environment: &Environment,
    ) -> Option<(&Analysis, bool)> {
        let of = |answer: &'_ [EnvironmentAnalysis]| {
            answer.iter().position(|(one, _)| one == environment)
        };
        let right = self.to(question.unwrap_or(&self.stands));
        let latest = self.answers.last().map(|(_, answer)| answer.as_slice());
        let answer = right.or(latest)?;
        let (_, analysis) = answer.get(of(answer)?)?;
        Some((analysis.as_ref().ok()?, right.is_some()))
    }
}

impl Desk {
    /// True when something on the screen rests on the engine's answer.
    fn shows_verdict(&self) -> bool {
        match self.page() {
            Some(page) => matches!(page, Page::Recommendation(_) | Page::Why(_)),
            None => self.shows_scorecard(),
        }
    }
}

impl App {
    /// What the engine must be asked for what is on the screen to be right.
    pub(super) fn wants_analysis(&mut self) -> Option<Effect> {
        let tried = match self.overlays.last() {
            Some(Overlay::Form(form)) => {
                form.tried.as_ref().and_then(|tried| tried.question.clone())
            }
            _ => None,
        };
        let desk = self.desk_mut()?;
        if tried.is_none() && !desk.shows_verdict() {
            return None;
        }
        let question = tried.unwrap_or_else(|| Arc::clone(&desk.assessment.stands));
        let scored = |(_, problem): &(Environment, Problem)| !problem.cells.is_empty();
        question
            .iter()
            .any(scored)
            .then(|| desk.assessment.ask(&question))
            .flatten()
    }
}
