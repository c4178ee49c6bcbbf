//! What if: another duration or first day of a work package, tried out before it is kept.

mod effects;

pub(crate) use self::effects::{Consequence, Moved, Outcome};
use super::Roadmap;
use super::rows::Table;
use crate::roadmap::Network;
use crate::tui::app::desk::Desk;
use crate::tui::app::field::{ColumnSlot, Field, Slot};
use crate::tui::app::form::{Form, Target};
use crate::tui::app::overlay::Overlay;
use crate::tui::app::pages::Page;
use crate::tui::app::turn::Turn;
use crate::tui::app::{App, Screen};
use crate::workshop::{Change, Record, Reference, State, Value};

/// The columns of a work package that can be tried out.
const TRIED: [&str; 2] = ["duration", "not-before"];

/// Something that is tried out, beside the plan as it is.
#[derive(Debug)]
pub(crate) struct Trial {
    /// The work package.
    pub(crate) id: Reference,
    /// For which texts of the fields the rest is right.
    tried: Vec<String>,
    /// What would come of it; none while nothing is changed or a field does not fit.
    pub(crate) outcome: Option<Outcome>,
    /// The first visible line of what moves.
    pub(crate) top: usize,
}

impl Trial {
    const fn new(id: Reference) -> Self {
        Self {
            id,
            tried: Vec::new(),
            outcome: None,
            top: 0,
        }
    }

    /// Works out what the form would change; what does not fit is said at its field.
    fn update(&mut self, form: &mut Form, now: &Table, state: &State) {
        let texts: Vec<String> = form.fields.iter().map(Field::text).collect();
        if self.tried == texts {
            return;
        }
        self.top = 0;
        self.outcome = read(form).and_then(|values| {
            let mut network = now.plan.network().clone();
            let place = now.plan.find(self.id.as_str())?;
            change(&mut network, place, &values);
            (network != *now.plan.network())
                .then(|| now.compare(&Table::planned(state, network), place))
        });
        self.tried = texts;
    }
}

/// The values of the fields; none when one does not fit.
fn read(form: &mut Form) -> Option<Vec<Option<Value>>> {
    let mut values = Vec::new();
    for field in &mut form.fields {
        let Slot::Column(column) = &field.slot else {
            continue;
        };
        match Value::parse(&column.0, &field.text(), &[]) {
            Ok(value) => values.push(value),
            Err(error) => field.problem = Some(error.to_string()),
        }
    }
    (values.len() == form.fields.len()).then_some(values)
}

/// Gives a package of a network the values that are tried, in the order of [`TRIED`].
fn change(network: &mut Network, place: usize, values: &[Option<Value>]) {
    let package = &mut network.packages[place];
    let duration = values.first().and_then(Option::as_ref);
    let duration = duration.and_then(|value| value.to_string().parse().ok());
    package.duration = duration.unwrap_or(crate::roadmap::Estimate::ZERO);
    package.not_before = match values.get(1) {
        Some(Some(Value::Date(date))) => Some(*date),
        _ => None,
    };
}

/// The form for what is tried; what is typed takes the place of what holds now.
fn form(record: &Record, state: &State) -> Option<Form> {
    let sheet = state.playbook.sheet(&record.sheet)?;
    let column = |name: &&str| {
        let columns = sheet.columns_of(false);
        columns
            .into_iter()
            .find(|column| column.id.as_str() == *name)
    };
    let fields: Option<Vec<Field>> = TRIED
        .iter()
        .map(|name| {
            let column = column(name)?;
            let text = record.get(name).map(Value::to_string).unwrap_or_default();
            let slot = Slot::Column(Box::new(ColumnSlot(column.clone())));
            Some(Field::suggested(slot, &column.title, &text))
        })
        .collect();
    let title = format!("{} {}", record.id, record.naming_text());
    Some(Form::new(Target::WhatIf(record.id.clone()), title, fields?))
}

impl Roadmap {
    /// Tries out another duration or first day of the selected package.
    pub(super) fn try_out(&mut self, desk: &Desk, turn: &mut Turn) {
        let record = self.selected().and_then(|row| desk.state().record(&row.id));
        let Some((record, form)) =
            record.and_then(|record| Some((record, form(record, desk.state())?)))
        else {
            return;
        };
        self.trial = Some(Box::new(Trial::new(record.id.clone())));
        turn.overlay = Some(Overlay::Form(Box::new(form)));
    }
}

impl Desk {
    /// Keeps what was tried out, as one entry.
    pub(in crate::tui::app) fn keep_trial(
        &mut self,
        id: &Reference,
        changes: Vec<Change>,
        turn: &mut Turn,
    ) {
        let trial = match self.page() {
            Some(Page::Roadmap(page)) => page.trial.as_ref(),
            _ => None,
        };
        let moved = trial.and_then(|trial| trial.outcome.as_ref());
        let others = moved.map_or(0, Outcome::others);
        if changes.is_empty() {
            return turn.say("Nothing was changed");
        }
        if turn.change(self, changes).is_some() {
            let who = match others {
                0 => "nothing else moves".to_owned(),
                1 => "1 other work package moves".to_owned(),
                others => format!("{others} other work packages move"),
            };
            turn.say(format!("Kept for {id}; {who}; undo brings the dates back"));
        }
    }
}

impl App {
    /// Works out what would come of what is being tried; forgets it when the form is gone.
    pub(in crate::tui::app) fn settle_trial(&mut self) {
        let form = match self.overlays.last_mut() {
            Some(Overlay::Form(form)) => form.is_trial().then_some(form),
            Some(_) => return,
            None => None,
        };
        let Screen::Desk(desk) = &mut self.screen else {
            return;
        };
        let state = desk.workshop.state();
        let Some(Page::Roadmap(page)) = desk.pages.last_mut() else {
            return;
        };
        match form {
            Some(form) => {
                if let Some(mut trial) = page.trial.take() {
                    trial.update(form, &page.table, state);
                    page.trial = Some(trial);
                }
            }
            None => page.trial = None,
        }
    }

    /// Goes through what would move.
    pub(in crate::tui::app) fn page_trial(&mut self, down: bool) {
        let Some(desk) = self.desk_mut() else {
            return;
        };
        if let Some(Page::Roadmap(page)) = desk.pages.last_mut()
            && let Some(trial) = &mut page.trial
        {
            let count = trial
                .outcome
                .as_ref()
                .map_or(0, |outcome| outcome.moved.len());
            trial.top = if down {
                (trial.top + STEP).min(count.saturating_sub(1))
            } else {
                trial.top.saturating_sub(STEP)
            };
        }
    }
}

/// Lines by which one pages through what would move.
const STEP: usize = 8;
