//! Forms: all fields of a record, its relevance to later blocks, a new workshop.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate, Weekday};

use super::details::date_after;
use super::field::{ColumnSlot, Field, Slot, levels};
use super::pages::roadmap::links::Wait;
use super::texts::Draft;
use super::weights::Tried;
use crate::agenda::{
    BlockId, Column, ColumnId, ColumnKind, Environment, Level, OptionId, Sheet, SheetBody,
    SheetKind,
};
use crate::tui::effect::NewWorkshop;
use crate::workshop::flow::Flow;
use crate::workshop::{Change, Record, Reference, State, Value};

/// What a form is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// All fields of a record.
    Record(Reference),
    /// The relevance of a record.
    Relevance(Reference),
    /// The sheet to which a record goes.
    Move(Reference),
    /// A new workshop.
    NewWorkshop,
    /// The consultant's own paragraphs for a section of a report.
    OwnWords(String),
    /// What one work package waits for.
    Link(Wait),
    /// Another duration or first day of a work package, tried out.
    WhatIf(Reference),
    /// The weights of an environment.
    Weights(Environment),
    /// The workshop's own details.
    Details,
}

impl Target {
    /// What Enter does with the form, in a word.
    pub(crate) const fn verb(&self) -> &'static str {
        match self {
            Self::NewWorkshop => "begin",
            Self::Move(_) => "move",
            Self::WhatIf(_) => "change the plan",
            _ => "keep",
        }
    }
}

/// A form that is being filled.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    /// What it is about.
    pub(crate) target: Target,
    /// Its heading.
    pub(crate) title: String,
    /// Its fields.
    pub(crate) fields: Vec<Field>,
    /// What must be known before it is kept; empty when there is nothing.
    pub(crate) note: Option<String>,
    /// What comes of the weights that it holds; empty for any other form.
    pub(crate) tried: Option<Box<Tried>>,
    /// Names of files that are there, which a new workshop cannot have; empty for any other form.
    taken: Vec<String>,
    /// The field in front.
    pub(crate) at: usize,
    /// The texts of the fields when the form was opened, without anything that was brought back.
    pub(super) opened: Vec<String>,
    /// Whether something was brought back that was typed before and not kept.
    pub(crate) is_draft: bool,
}

impl Target {
    /// The name under which what is typed is stored.
    pub(crate) fn key(&self) -> String {
        match self {
            Self::Record(id) => format!("record {id}"),
            Self::Relevance(id) => format!("relevance {id}"),
            Self::Move(id) => format!("move {id}"),
            Self::NewWorkshop => "new".to_owned(),
            Self::OwnWords(section) => format!("words {section}"),
            Self::Link(wait) => wait.text_key(),
            Self::WhatIf(id) => format!("what if {id}"),
            Self::Weights(environment) => format!("weights {environment}"),
            Self::Details => "details".to_owned(),
        }
    }
}

impl Form {
    pub(super) fn new(target: Target, title: String, fields: Vec<Field>) -> Self {
        let opened = fields.iter().map(Field::text).collect();
        Self {
            target,
            title,
            fields,
            note: None,
            tried: None,
            taken: Vec::new(),
            at: 0,
            opened,
            is_draft: false,
        }
    }

    /// All fields of a record.
    pub(crate) fn record(record: &Record, state: &State) -> Option<Self> {
        let sheet = state.playbook.sheet(&record.sheet)?;
        let mut all = Vec::new();
        for column in sheet.columns_of(record.is_flow_link()) {
            let value = record.get(column.id.as_str());
            let text = value.map(Value::to_string).unwrap_or_default();
            let slot = || Slot::Column(Box::new(ColumnSlot(column.clone())));
            if column.kind == ColumnKind::Relevance {
                all.extend(relevance_fields(column, record, state));
            } else if let Some(named) = named(column, sheet, state) {
                all.push(Field::named_choice(slot(), &column.title, named, &text));
            } else {
                all.push(Field::of_column(column, &text));
            }
        }
        let title = format!("{} {} {}", record.id, '·', sheet.title);
        Some(Self::new(Target::Record(record.id.clone()), title, all))
    }

    /// The relevance of a record to each later block; none when its sheet knows no relevance.
    pub(crate) fn relevance(record: &Record, state: &State) -> Option<Self> {
        let sheet = state.playbook.sheet(&record.sheet)?;
        let column = sheet.first_of(ColumnKind::Relevance)?;
        let fields = relevance_fields(column, record, state);
        let title = format!("{} matters to", record.id);
        let target = Target::Relevance(record.id.clone());
        (!fields.is_empty()).then(|| Self::new(target, title, fields))
    }

    /// The consultant's own paragraphs for a section of a report.
    pub(crate) fn own_words(section: &str, title: &str, text: &str) -> Self {
        let fields = vec![Field::long(Slot::Prose, "Your words", text)];
        let title = format!("{title} · blank lines part paragraphs, - begins a list, **strong**");
        Self::new(Target::OwnWords(section.to_owned()), title, fields)
    }

    /// What a field held when the form was opened.
    pub(crate) fn before(&self, field: usize) -> &str {
        self.opened.get(field).map_or("", String::as_str)
    }

    /// True when what it would change is tried out first.
    pub(crate) const fn is_trial(&self) -> bool {
        matches!(self.target, Target::WhatIf(_))
    }

    /// The text of the field in front.
    pub(crate) fn text(&self) -> String {
        self.field().map(Field::text).unwrap_or_default()
    }

    /// A new workshop, tomorrow and the day after unless said otherwise.
    ///
    /// `playbooks` are ids with titles, `files` the names that are in use.
    pub(crate) fn new_workshop(
        today: NaiveDate,
        playbooks: &[(String, String)],
        files: &[String],
    ) -> Self {
        let first = playbooks
            .first()
            .map(|(id, _)| id.clone())
            .unwrap_or_default();
        let first_day = next_working_day(today);
        let second_day = next_working_day(first_day);
        let fields = vec![
            Field::line(Slot::Client, "Client", ""),
            Field::named_choice(Slot::Playbook, "Playbook", playbooks.to_vec(), &first).needed(),
            Field::suggested(Slot::Date(0), "Day 1", &first_day.to_string()),
            Field::suggested(Slot::Date(1), "Day 2", &second_day.to_string()),
            Field::line(Slot::File, "File in this folder", ""),
        ];
        let taken = files.iter().map(|name| name.to_lowercase()).collect();
        Self {
            taken,
            ..Self::new(Target::NewWorkshop, "New workshop".to_owned(), fields)
        }
    }

    /// What a field stands for while it is empty: the file of a new workshop is named after its client.
    pub(crate) fn placeholder(&self, field: &Field) -> Option<String> {
        if field.slot != Slot::File {
            return None;
        }
        let mut fields = self.fields.iter();
        let client = fields.find(|field| field.slot == Slot::Client)?.text();
        (!client.trim().is_empty()).then(|| free_name(&client, &self.taken))
    }

    /// Says why no workshop came of it; the name of the file is what can be mended here.
    pub(super) fn refuse(&mut self, why: &str) {
        self.note = Some(why.to_owned());
        let file = self
            .fields
            .iter()
            .position(|field| field.slot == Slot::File);
        self.at = file.unwrap_or(self.at);
    }

    /// Changes the field in front; a reason to begin no workshop has done its work then.
    pub(super) fn edit<T>(&mut self, edit: impl FnOnce(&mut Field) -> T) -> Option<T> {
        if self.target == Target::NewWorkshop {
            self.note = None;
        }
        self.fields.get_mut(self.at).map(edit)
    }

    /// The field in front.
    pub(crate) fn field(&self) -> Option<&Field> {
        self.fields.get(self.at)
    }

    /// The field in front, to fill it.
    pub(crate) fn field_mut(&mut self) -> Option<&mut Field> {
        self.fields.get_mut(self.at)
    }

    /// Goes on by so many fields, around the ends.
    pub(crate) fn go(&mut self, by: isize) {
        let count = self.fields.len().max(1);
        self.at = (self.at + count).saturating_add_signed(by) % count;
    }

    /// True when something in it differs from what was there.
    pub(in crate::tui::app) fn is_changed(&self) -> bool {
        !self.draft().is_empty()
    }

    /// What was typed and differs from what was there, by field.
    pub(super) fn draft(&self) -> Draft {
        let fields = self.fields.iter().zip(&self.opened);
        let texts = fields.map(|(field, opened)| (field, field.text(), opened));
        texts
            .filter(|(_, text, opened)| text != *opened)
            .map(|(field, text, _)| (field.slot.key(), text))
            .collect()
    }

    /// Puts in what was typed before and not kept; what was not changed then is as it is now.
    pub(super) fn bring_back(&mut self, draft: &Draft) {
        for field in &mut self.fields {
            if let Some(text) = draft.get(&field.slot.key()) {
                field.set_text(text);
            }
        }
        self.is_draft = self.is_changed();
    }

    /// Takes away what was typed.
    pub(super) fn drop_draft(&mut self) {
        for (field, opened) in self.fields.iter_mut().zip(&self.opened) {
            if field.text() != *opened {
                field.set_text(opened);
            }
            field.problem = None;
        }
        self.is_draft = false;
    }

    /// The changes that the form asks for; none and a marked field when something does not fit.
    pub(crate) fn changes(&mut self, record: &Record) -> Option<Vec<Change>> {
        let mut changes = Vec::new();
        let mut relevance: BTreeMap<ColumnId, BTreeMap<BlockId, Level>> = BTreeMap::new();
        let mut wrong = None;
        for (at, (field, opened)) in self.fields.iter_mut().zip(&self.opened).enumerate() {
            let text = field.text();
            // What nobody touched stays as it is by now.
            let touched = text != *opened;
            match &field.slot {
                Slot::Column(column) if touched || column.0.required => {
                    match Value::parse(&column.0, &text, &[]) {
                        Ok(None) if column.0.required => {
                            field.problem = Some("this is needed: write a few words".to_owned());
                            wrong.get_or_insert(at);
                        }
                        Ok(value) if touched => changes.extend(set(record, &column.0.id, value)),
                        Ok(_) => {}
                        Err(error) => {
                            field.problem = Some(error.to_string());
                            wrong.get_or_insert(at);
                        }
                    }
                }
                Slot::Relevance(column, block) if touched => {
                    let levels = relevance
                        .entry(column.0.id.clone())
                        .or_insert_with(|| levels_of(record, &column.0.id));
                    if let Ok(level) = text.parse() {
                        levels.insert(block.clone(), level);
                    } else {
                        levels.remove(block);
                    }
                }
                _ => {}
            }
        }
        for (column, levels) in relevance {
            let value = (!levels.is_empty()).then_some(Value::Relevance(levels));
            changes.extend(set(record, &column, value));
        }
        if let Some(at) = wrong {
            self.at = at;
            return None;
        }
        Some(changes)
    }

    /// The workshop that the form asks for; none and a marked field when something does not fit.
    pub(crate) fn workshop(&mut self) -> Option<NewWorkshop> {
        let mut new = NewWorkshop {
            client: String::new(),
            playbook: String::new(),
            dates: Vec::new(),
            file: String::new(),
        };
        for (at, field) in self.fields.iter_mut().enumerate() {
            let text = field.text().trim().to_owned();
            match field.slot {
                Slot::Client if text.is_empty() => {
                    field.problem = Some("for whom is it? write the client's name".to_owned());
                    self.at = at;
                    return None;
                }
                Slot::Client => new.client = text,
                Slot::Playbook => new.playbook = text,
                Slot::Date(_) => {
                    // A suggested day follows the day before when that was changed.
                    let suggested = self.opened.get(at) == Some(&text);
                    let next = new.dates.last().and_then(NaiveDate::succ_opt);
                    if let Some(next) = next.filter(|next| suggested && text < next.to_string()) {
                        new.dates.push(next);
                    } else if let Err(why) = date_after(&text, &mut new.dates) {
                        field.problem = Some(why);
                        self.at = at;
                        return None;
                    }
                }
                Slot::File => new.file = text,
                _ => {}
            }
        }
        if new.file.is_empty() {
            new.file = free_name(&new.client, &self.taken);
        }
        if !new.file.ends_with(".flipchart") {
            new.file.push_str(".flipchart");
        }
        Some(new)
    }
}

/// What a column chooses among, when that has names: options of the rubric, nodes of the flow.
fn named(column: &Column, sheet: &Sheet, state: &State) -> Option<Vec<(String, String)>> {
    let option = |id: &str| {
        let option = state.rubric.option(&OptionId::new(id));
        option.map_or(id, |option| option.short()).to_owned()
    };
    match (sheet.kind(), column.id.as_str()) {
        (SheetKind::Swot, "option") => {
            let options = state.rubric.options.iter();
            let named = options.map(|one| (one.id.to_string(), one.short().to_owned()));
            Some(named.collect())
        }
        (_, "option") if column.kind == ColumnKind::Choice => {
            let choices = column.choices.iter();
            Some(choices.map(|id| (id.clone(), option(id))).collect())
        }
        (SheetKind::Flow, "from" | "to") => {
            let nodes = Flow::of(state, &sheet.id).nodes;
            let named = |node: &&Record| (node.id.to_string(), node.naming_text().to_owned());
            Some(nodes.iter().map(named).collect())
        }
        (SheetKind::Flow, "kind") => match &sheet.body {
            SheetBody::Flow { nodes, .. } if !nodes.kinds.is_empty() => {
                let kinds = nodes.kinds.iter();
                Some(kinds.map(|kind| (kind.clone(), kind.clone())).collect())
            }
            _ => None,
        },
        _ => None,
    }
}

/// A file name from a client's name: small letters, digits and hyphens.
pub(crate) fn file_name(client: &str) -> String {
    let mut name = String::new();
    for c in client.trim().to_lowercase().chars() {
        if c.is_alphanumeric() {
            name.push(c);
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    let name = name.trim_end_matches('-');
    if name.is_empty() {
        "workshop".to_owned()
    } else {
        name.chars().take(60).collect()
    }
}

/// The file of a new workshop for a client: the first name that no file has, whichever letters are capitals.
fn free_name(client: &str, taken: &[String]) -> String {
    let name = file_name(client);
    let numbered = (2_u32..).map(|number| format!("{name}-{number}.flipchart"));
    let mut names = std::iter::once(format!("{name}.flipchart")).chain(numbered);
    let free = names.find(|name| !taken.contains(name));
    free.unwrap_or(name)
}

fn set(record: &Record, column: &ColumnId, value: Option<Value>) -> Option<Change> {
    (record.get(column.as_str()) != value.as_ref()).then(|| Change::Set {
        id: record.id.clone(),
        column: column.clone(),
        value,
    })
}

fn levels_of(record: &Record, column: &ColumnId) -> BTreeMap<BlockId, Level> {
    match record.get(column.as_str()) {
        Some(Value::Relevance(levels)) => levels.clone(),
        _ => BTreeMap::new(),
    }
}

/// A choice of level for each block after the one in which the record was captured.
fn relevance_fields(column: &Column, record: &Record, state: &State) -> Vec<Field> {
    let held = levels_of(record, &column.id);
    let known = record
        .block
        .as_ref()
        .filter(|id| state.playbook.block(id).is_some());
    let later: Vec<_> = match known {
        Some(block) => state.playbook.later_blocks(block).collect(),
        None => state.playbook.blocks().map(|(_, block)| block).collect(),
    };
    later
        .into_iter()
        .map(|block| {
            let slot = Slot::Relevance(Box::new(ColumnSlot(column.clone())), block.id.clone());
            let level = held
                .get(&block.id)
                .map(Level::to_string)
                .unwrap_or_default();
            Field::choice(slot, &format!("→ {}", block.short()), levels(), &level)
        })
        .collect()
}

/// The first day after this one that is no Saturday or Sunday.
fn next_working_day(day: NaiveDate) -> NaiveDate {
    let mut later = day.iter_days().skip(1);
    let works = |day: &NaiveDate| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    later.find(works).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_after_the_client() {
        assert_eq!(file_name(" Northwind Bank & Co. "), "northwind-bank-co");
        assert_eq!(file_name("../../etc"), "etc");
        assert_eq!(file_name("***"), "workshop");
    }

    #[test]
    fn a_new_workshop_needs_a_client_and_dates_that_are_dates() {
        let mut form = Form::new_workshop("2026-11-29".parse().unwrap(), &[], &[]);
        assert_eq!(form.workshop(), None);
        assert!(form.fields[0].problem.is_some());
        form.fields[0] = Field::line(Slot::Client, "Client", "Northwind Bank");
        let new = form.workshop().unwrap();
        assert_eq!(new.file, "northwind-bank.flipchart");
        assert_eq!(new.dates.len(), 2);
        form.fields[3] = Field::line(Slot::Date(1), "Day 2", "tomorrow");
        assert_eq!((form.workshop(), form.at), (None, 3));
    }
}
