//! Reads a whole file as a state.

use std::sync::Arc;

use super::content::{self, Content};
use super::target::Target;
use super::{check, meta, plan_table};
use crate::agenda::{Playbook, Rubric};
use crate::document::{Fields, nearest};
use crate::workshop::{
    Decision, Info, PlanSettings, Record, Reference, Stamp, State, Status, Tally,
};

/// The state that the file holds; every mistake is reported.
pub(super) fn read(root: &Fields<'_, '_>, stamp: &Stamp) -> State {
    let playbook = Playbook::from_workshop_fields(root);
    let rubric = Rubric::from_fields(root);
    let plan = plan_table::read(root, &PlanSettings::default()).unwrap_or_default();
    let target = Target::new(&playbook, &rubric, stamp, true);
    let workshop = root.table("workshop");
    let info = workshop.as_ref().map(info).unwrap_or_default();
    let content = content::read(root, &target, &plan, info.room);
    check::references(&content, None, root.reader());
    let mut state = State {
        plan,
        ..State::new(info, playbook.clone(), rubric.clone())
    };
    if let Some(numbers) = workshop
        .as_ref()
        .and_then(|fields| fields.table("last_numbers"))
    {
        for prefix in numbers.keys() {
            let last = numbers.integer(prefix, 0..=i64::from(Reference::LARGEST));
            let last = last.and_then(|last| u32::try_from(last).ok());
            Arc::make_mut(&mut state.numbers).extend(last.map(|last| (prefix.to_owned(), last)));
        }
        numbers.finish();
    }
    if let Some(fields) = workshop {
        fields.finish();
    }
    fill(&mut state, content, stamp);
    state
}

fn info(fields: &Fields<'_, '_>) -> Info {
    let text = |key| fields.text(key).unwrap_or_default();
    Info {
        title: text("title"),
        client: text("client"),
        dates: meta::dates(fields, "dates"),
        location: text("location"),
        classification: text("classification"),
        status: status(fields),
        version: text("version"),
        interests: text("interests"),
        question: text("question"),
        scope: fields.texts("scope"),
        non_scope: fields.texts("non_scope"),
        currency: text("currency"),
        room: fields
            .integer("room", 1..=i64::from(Tally::MOST))
            .and_then(|room| u32::try_from(room).ok()),
        decision: fields.table("decision").map(|fields| {
            let decision = Decision {
                who: fields.text("who").unwrap_or_default(),
                what: fields.text("what").unwrap_or_default(),
                by: meta::date(&fields, "by"),
            };
            fields.finish();
            decision
        }),
    }
}

fn status(fields: &Fields<'_, '_>) -> Status {
    let Some(word) = fields.text("status") else {
        return Status::default();
    };
    let found = Status::ALL.into_iter().find(|status| status.word() == word);
    if found.is_none() {
        let words = Status::ALL.map(Status::word);
        let remedy = match nearest(&word, words) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => format!("write one of: {}", words.join(", ")),
        };
        fields.report(
            "status",
            format!("`status` of the workshop is \"{word}\""),
            remedy,
        );
    }
    found.unwrap_or_default()
}

fn fill(state: &mut State, content: Content, stamp: &Stamp) {
    state.people = content
        .people
        .into_iter()
        .map(|(person, _)| person)
        .collect();
    state.locked = content.locked.into_iter().collect();
    state.cells = content
        .cells
        .into_iter()
        .map(|cell| (cell.key, cell.value))
        .collect();
    state.prose = content
        .sections
        .into_iter()
        .map(|(id, prose, _)| (id, prose))
        .collect();
    state.links = content
        .links
        .into_iter()
        .map(|read| (read.key, read.link))
        .collect();
    state.add_scores(content.scores, content.votes, stamp);
    for progress in content.progress {
        if let (Some(block), Some(clock)) = (progress.block, progress.clock) {
            state.clocks.insert(block, clock);
        }
        state.covered.extend(progress.covered);
        state.accepted.extend(progress.accepted);
    }
    add_records(state, content.records, stamp);
}

/// Adds the records; those without a reference get one after all others.
fn add_records(state: &mut State, records: Vec<super::read_record::ReadRecord>, stamp: &Stamp) {
    let (named, nameless): (Vec<_>, Vec<_>) =
        records.into_iter().partition(|read| read.new.id.is_some());
    for read in named.into_iter().chain(nameless) {
        let sheet = state.playbook.sheet(&read.new.sheet);
        let prefix = sheet
            .and_then(|sheet| sheet.prefix.clone())
            .unwrap_or_default();
        let id: Reference = read.new.id.unwrap_or_else(|| state.next_reference(&prefix));
        state.count_number(&id);
        let record = Record {
            id: id.clone(),
            sheet: read.new.sheet,
            fields: read.new.fields,
            added: read.new.added.unwrap_or_else(|| stamp.clone()),
            block: read.new.block,
            topic: read.new.topic,
            parked: read.new.parked,
            off_record: read.new.off_record,
            removed: read.removed,
        };
        state.records.insert(id, Arc::new(record));
    }
}
