//! Sending a record to another sheet, without losing a word of it: how the inbox is emptied.

use super::desk::Desk;
use super::field::{Field, Slot};
use super::form::{Form, Target};
use super::overlay::Overlay;
use super::turn::Turn;
use crate::agenda::{Sheet, SheetId, SheetKind};
use crate::workshop::{Change, Record, Reference, Value, Values};

impl Desk {
    /// Asks to which sheet the selected record goes.
    pub(super) fn ask_sheet(&self, turn: &mut Turn) {
        let Some(record) = self.record() else {
            return;
        };
        // A point of a SWOT needs an option, and a link of a flow its ends: those are captured, not moved.
        let takes = |sheet: &&Sheet| {
            sheet.prefix.is_some() && sheet.kind() != SheetKind::Swot && sheet.id != record.sheet
        };
        let sheets = self.state().playbook.sheets.iter().filter(takes);
        let named = sheets.map(|sheet| (sheet.id.to_string(), sheet.title.clone()));
        let field = Field::named_choice(Slot::Sheet, "Sheet", named.collect(), "");
        let title = format!("Send {} to", record.id);
        let form = Form::new(Target::Move(record.id.clone()), title, vec![field]);
        turn.overlay = Some(Overlay::Form(Box::new(form)));
    }

    /// What sends a record to the sheet that a form holds; none and a marked field while it holds none.
    pub(super) fn move_changes(&self, id: &Reference, form: &mut Form) -> Option<Vec<Change>> {
        let playbook = &self.state().playbook;
        let Some(to) = playbook.sheet(&SheetId::new(form.text())) else {
            let front = form.field_mut()?;
            front.problem = Some("choose a sheet with the arrows or by its number".to_owned());
            return None;
        };
        let record = self.state().record(id)?;
        let from = playbook.sheet(&record.sheet)?;
        Some(vec![Change::Move {
            id: id.clone(),
            sheet: to.id.clone(),
            fields: carried_over(record, from, to),
        }])
    }

    /// Sends a record to a sheet; the list in front stays.
    pub(super) fn move_record(&mut self, id: &Reference, changes: Vec<Change>, turn: &mut Turn) {
        if turn.change(self, changes).is_none() {
            return;
        }
        let record = self.state().record(id);
        let sheet = record.and_then(|record| self.state().playbook.sheet(&record.sheet));
        if let Some(sheet) = sheet {
            turn.say(format!("{id} is in {} now", sheet.title));
        }
    }
}

/// What a record holds, under the columns of another sheet; what has no column there goes into its text.
fn carried_over(record: &Record, from: &Sheet, to: &Sheet) -> Values {
    let mut fields = Values::new();
    let mut rest = Vec::new();
    // In the inbox a person or a date has no meaning yet; elsewhere who said something does not become its owner.
    let unsorted = from.id.as_str() == "inbox";
    let naming = from.naming_column().map(|column| &column.id);
    for column in from.columns() {
        let Some(value) = record.get(column.id.as_str()) else {
            continue;
        };
        if Some(&column.id) == naming {
            continue;
        }
        let same = to
            .column(column.id.as_str())
            .filter(|other| other.kind == column.kind)
            .or_else(|| to.first_of(column.kind).filter(|_| unsorted))
            .filter(|other| !fields.contains_key(&other.id));
        let fits = same.and_then(|other| {
            Value::parse(other, &value.to_string(), &[])
                .ok()
                .flatten()
                .map(|value| (other, value))
        });
        let default = column.default.as_deref() == value.as_text();
        match fits {
            Some((other, value)) if Some(&other.id) != to.naming_column().map(|one| &one.id) => {
                fields.insert(other.id.clone(), value);
            }
            _ if default => {}
            _ => rest.push(format!("{}: {value}", column.title.to_lowercase())),
        }
    }
    let mut text = record.naming_text().to_owned();
    if !rest.is_empty() {
        text = format!("{text} ({})", rest.join("; "));
    }
    for column in to.columns() {
        if fields.contains_key(&column.id) {
            continue;
        }
        let default = column.default.as_deref().unwrap_or_default();
        if let Ok(Some(value)) = Value::parse(column, default, &[]) {
            fields.insert(column.id.clone(), value);
        }
    }
    if let Some(column) = to.naming_column() {
        fields.insert(column.id.clone(), Value::Text(text));
    }
    fields
}
