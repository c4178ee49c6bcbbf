//! The weights of the scorecard: a form with a swing question per criterion, and their lock.

use super::desk::Desk;
use super::field::{Field, Slot};
use super::form::{Form, Target};
use super::overlay::Overlay;
use super::turn::Turn;
use crate::agenda::{Criterion, Environment};
use crate::workshop::{Change, State};

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
            let points = text.trim().parse::<f64>().ok();
            let Some(points) = points.filter(|points| points.is_finite() && *points >= 0.0) else {
                field.problem = Some("write a number from 0 up".to_owned());
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

impl Desk {
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
