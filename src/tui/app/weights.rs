//! The weights of the scorecard: a form with a swing question per criterion, and their lock.

use std::sync::Arc;

use super::App;
use super::assessing::Question;
use super::desk::Desk;
use super::field::{Field, Slot};
use super::form::{Form, Target};
use super::overlay::Overlay;
use super::scorecard::Scorecard;
use super::turn::Turn;
use crate::agenda::{Criterion, Environment};
use crate::exports::say;
use crate::scoring::Problem;
use crate::workshop::{Change, State};

/// What is wrong with points that are no number from 0 up.
const NO_POINTS: &str = "write a number from 0 up";

/// What comes of the weights in a form, before they are kept.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tried {
    /// The fields that the rest is right for, and for which entry.
    stamp: (u64, Vec<String>),
    /// Totals and ranks of the options.
    pub(crate) card: Scorecard,
    /// What the engine is asked; none while there is nothing to ask.
    pub(crate) question: Option<Arc<Question>>,
}

impl Tried {
    /// Tries the points of a form in an environment; the fields are in the order of the criteria.
    ///
    /// Gives what each weight is of 100 too.
    fn new(
        stamp: (u64, Vec<String>),
        environment: &Environment,
        state: &State,
    ) -> (Self, Vec<String>) {
        let mut problem = Problem::of(&state.rubric, &state.scores, environment);
        for (criterion, text) in problem.criteria.iter_mut().zip(&stamp.1) {
            let Some(points) = points(text) else {
                let tried = Self {
                    stamp,
                    card: Scorecard::refused(NO_POINTS),
                    question: None,
                };
                return (tried, Vec::new());
            };
            criterion.weight = points;
        }
        let card = Scorecard::of(&problem, &state.rubric);
        let asks = card.problem.is_none();
        let shares = shares(&problem);
        let tried = Self {
            stamp,
            card,
            question: asks.then(|| Arc::new(vec![(environment.clone(), problem)])),
        };
        (tried, shares)
    }
}

/// What each weight is of 100; empty while nothing counts. A criterion that does not apply has no share.
fn shares(problem: &Problem) -> Vec<String> {
    let counts = |one: &&crate::scoring::Criterion| problem.applies(&one.id);
    let all = problem.criteria.iter();
    let sum: f64 = all.clone().filter(counts).map(|one| one.weight).sum();
    if sum <= 0.0 || !sum.is_finite() {
        return Vec::new();
    }
    all.map(|one| {
        if counts(&one) {
            say::points(one.weight / sum)
        } else {
            "n/a".to_owned()
        }
    })
    .collect()
}

/// Points as they are typed: a number from 0 up.
fn points(text: &str) -> Option<f64> {
    let points = text.trim().parse::<f64>().ok();
    points.filter(|points| points.is_finite() && *points >= 0.0)
}

impl Form {
    /// The points of all criteria in an environment.
    fn weights(environment: &Environment, state: &State) -> Self {
        let field = |criterion: &Criterion| {
            let slot = Slot::Weight(criterion.id.clone());
            let points = criterion.points(environment).to_string();
            let mut field = Field::suggested(slot, criterion.short(), &points);
            field.help.clone_from(&criterion.question);
            field
        };
        let fields = state.rubric.criteria.iter().map(field).collect();
        let title = format!("Weights, {environment} · points, only their ratio counts");
        Self::new(Target::Weights(environment.clone()), title, fields)
    }

    /// The weights that were changed; none and a marked field when one is no weight.
    pub(super) fn weight_changes(&mut self, environment: &Environment) -> Option<Vec<Change>> {
        let mut changes = Vec::new();
        let mut sum = 0.0;
        for (at, field) in self.fields.iter_mut().enumerate() {
            let Slot::Weight(criterion) = &field.slot else {
                continue;
            };
            let text = field.text();
            let Some(points) = points(&text) else {
                field.problem = Some(NO_POINTS.to_owned());
                self.at = at;
                return None;
            };
            sum += points;
            if self.opened.get(at) != Some(&text) {
                changes.push(Change::SetWeight {
                    criterion: criterion.clone(),
                    environment: environment.clone(),
                    points,
                });
            }
        }
        if sum > 0.0 {
            return Some(changes);
        }
        let front = self.field_mut()?;
        front.problem = Some("at least one criterion must count: more than 0".to_owned());
        None
    }
}

impl App {
    /// Tries the weights that are being typed over the scorecard, where there are scores to try them on.
    pub(super) fn try_weights(&mut self) {
        let super::Screen::Desk(desk) = &self.screen else {
            return;
        };
        let Some(Overlay::Form(form)) = self.overlays.last_mut() else {
            return;
        };
        let Target::Weights(environment) = &form.target else {
            return;
        };
        let texts: Vec<String> = form.fields.iter().map(Field::text).collect();
        let stamp = (desk.workshop.entries(), texts);
        let known = form.tried.as_ref();
        if !desk.shows_totals(environment) || known.is_some_and(|tried| tried.stamp == stamp) {
            return;
        }
        let (tried, shares) = Tried::new(stamp, environment, desk.state());
        form.tried = Some(Box::new(tried));
        let mut shares = shares.into_iter();
        for field in &mut form.fields {
            field.beside = shares.next().unwrap_or_default();
        }
    }
}

impl Desk {
    /// True when the scorecard is in front and an environment has scores: before that, weights show no totals.
    fn shows_totals(&self, environment: &Environment) -> bool {
        let mut scored = self.state().scores.iter();
        self.page().is_none()
            && self.shows_scorecard()
            && scored.any(|(cell, score)| cell.environment == *environment && score.mark.is_some())
    }

    /// Opens the weights of the environment in front, unless they are locked.
    pub(super) fn ask_weights(&self, turn: &mut Turn) {
        let Some(environment) = self.environment() else {
            return;
        };
        if let Some(stamp) = self.state().locked.get(environment) {
            turn.warn(format!(
                "The weights were locked at {}; W unlocks them, and the history says so",
                stamp.at.format("%H:%M")
            ));
            return;
        }
        let form = Form::weights(environment, self.state());
        turn.overlay = Some(Overlay::Form(Box::new(form)));
    }

    /// Locks the weights of the environment in front, or unlocks them.
    pub(super) fn lock_weights(&mut self, turn: &mut Turn) {
        let Some(environment) = self.environment().cloned() else {
            return;
        };
        let locked = !self.state().locked.contains_key(&environment);
        turn.change(
            self,
            vec![Change::LockWeights {
                environment,
                locked,
            }],
        );
    }
}
