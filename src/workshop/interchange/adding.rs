//! Reads a partial file as changes that add to a workshop.

use std::collections::BTreeSet;

use super::content::{self, Content};
use super::read_record::ReadRecord;
use super::target::Target;
use super::{check, plan_table};
use crate::agenda::{Rubric, RubricHeader};
use crate::document::{Fields, Reader};
use crate::workshop::{CellKey, Change, Person, Stamp, State};

/// The changes that add what the file holds; every mistake is reported.
pub(super) fn read(root: &Fields<'_, '_>, state: &State, stamp: &Stamp) -> Vec<Change> {
    only_whole(root);
    let mut changes = Vec::new();
    let rubric = rubric(root, state, &mut changes);
    let plan = plan_table::read(root, &state.plan);
    let calendar = plan.as_ref().unwrap_or(&state.plan);
    let target = Target::new(&state.playbook, &rubric, stamp, false);
    let content = content::read(root, &target, calendar, state.room());
    check::references(&content, Some(state), root.reader());
    check_taken(root, &content, state);
    changes.extend(people(root, &content, state));
    changes.extend(plan.map(|plan| Change::SetPlan(Box::new(plan))));
    add(content, root.reader(), &mut changes);
    changes
}

/// Reports tables that only a whole file can have.
fn only_whole(root: &Fields<'_, '_>) {
    for key in ["playbook", "sheet", "day"] {
        if root.item(key).is_some() {
            let what = format!("`{key}` is only in a whole file, one with [workshop]");
            root.report(key, what, "take it out: a workshop keeps its own playbook");
        }
    }
}

/// The workshop's rubric with the options and criteria that the file adds.
fn rubric(root: &Fields<'_, '_>, state: &State, changes: &mut Vec<Change>) -> Rubric {
    let mut rubric = Rubric::clone(&state.rubric);
    let added = Rubric::from_fields_within(root, &rubric.header.environments);
    same_header(root, &added.header, &rubric.header);
    for (option, fields) in added
        .options
        .into_iter()
        .zip(root.tables("option", "an option"))
    {
        if rubric.option(&option.id).is_some() {
            exists(&fields, "id", "option", option.id.as_str());
        }
        changes.push(Change::SetOption(Box::new(option.clone())));
        rubric.options.push(option);
    }
    for (one, fields) in added
        .criteria
        .into_iter()
        .zip(root.tables("criterion", "a criterion"))
    {
        if rubric.criterion(&one.id).is_some() {
            exists(&fields, "id", "criterion", one.id.as_str());
        }
        changes.push(Change::SetCriterion(Box::new(one.clone())));
        rubric.criteria.push(one);
    }
    rubric
}

fn exists(fields: &Fields<'_, '_>, key: &str, kind: &str, name: &str) {
    let what = format!("the {kind} \"{name}\" exists in the workshop already");
    fields.report(key, what, "take it out, or give it another name");
}

/// What a `[rubric]` says must be what the workshop has: another scale would change every score.
fn same_header(root: &Fields<'_, '_>, added: &RubricHeader, there: &RubricHeader) {
    let Some(fields) = root.table("rubric") else {
        return;
    };
    let differs = [
        ("scale", added.scale != there.scale),
        ("thresholds", added.thresholds != there.thresholds),
        ("environments", added.environments != there.environments),
    ];
    for (key, differs) in differs {
        if differs && fields.has(key) {
            let what = format!("`{key}` of [rubric] is not that of the workshop");
            fields.report(key, what, "take it out: only a whole file can change it");
        }
    }
}

fn people(root: &Fields<'_, '_>, content: &Content, state: &State) -> Option<Change> {
    let mut all: Vec<Person> = state.people.clone();
    for (person, at) in &content.people {
        let same = |known: &Person| known.name.to_lowercase() == person.name.to_lowercase();
        if all.iter().any(same) {
            let what = format!("the person \"{}\" is listed already", person.name);
            root.reader().report(*at, what, "take it out");
        }
        all.push(person.clone());
    }
    (!content.people.is_empty()).then_some(Change::SetPeople(all))
}

/// Reports scores, links, cells and sections that the workshop has already.
fn check_taken(root: &Fields<'_, '_>, content: &Content, state: &State) {
    let reader = root.reader();
    for score in content.scores.iter().filter(|score| !score.is_blank()) {
        if state.score(&score.cell).is_some() {
            let cell = &score.cell;
            let what = format!(
                "\"{}\" is scored on \"{}\" already (environment \"{}\")",
                cell.option, cell.criterion, cell.environment
            );
            reader.report(score.at, what, "take it out, or take the score away first");
        }
    }
    for read in &content.links {
        let there = state.links.get(&read.key);
        if there.is_some_and(|there| *there != read.link) {
            let what = "the two are linked already, with another `why` or `lag`";
            reader.report(read.at, what, "take it out, or remove the link first");
        }
    }
    for cell in &content.cells {
        if state.cells.contains_key(&cell.key) {
            let what = format!(
                "the cell \"{}\", \"{}\" is filled already",
                cell.key.1, cell.key.2
            );
            reader.report(cell.at, what, "take it out, or blank the cell first");
        }
    }
    for (id, _, at) in &content.sections {
        if state.prose.contains_key(id) {
            let what = format!("the section \"{id}\" has a text already");
            reader.report(*at, what, "take it out, or remove the text first");
        }
    }
}

/// The changes that add what was read.
pub(super) fn add(content: Content, reader: &Reader, changes: &mut Vec<Change>) {
    add_records(content.records, reader, changes);
    changes.extend(content.links.into_iter().map(|read| Change::Link {
        key: read.key,
        link: read.link,
    }));
    let voted: BTreeSet<CellKey> = content.votes.iter().map(|vote| vote.cell.clone()).collect();
    changes.extend(content.votes.into_iter().map(|vote| Change::Vote {
        cell: vote.cell,
        tally: vote.tally,
        room: Some(vote.room),
        set: vote.set,
    }));
    let scores = content.scores.into_iter();
    for score in scores.filter(|score| !score.is_blank() || voted.contains(&score.cell)) {
        changes.push(Change::Score {
            cell: score.cell,
            mark: score.mark,
            rationale: score.rationale,
            provenance: score.provenance,
            set: score.set,
        });
    }
    let locked = content.locked.into_iter();
    changes.extend(locked.map(|(environment, _)| Change::LockWeights {
        environment,
        locked: true,
    }));
    for cell in content.cells {
        changes.push(Change::SetCell {
            key: cell.key,
            value: Some(cell.value),
        });
    }
    for progress in content.progress {
        let covered = progress.covered.into_iter();
        changes.extend(covered.map(|(topic, _)| Change::Cover {
            topic,
            covered: true,
        }));
        for (output, accepted) in progress.accepted {
            changes.push(Change::Accept {
                output,
                reason: Some(accepted.reason),
            });
        }
    }
    for (section, prose, _) in content.sections {
        changes.push(Change::SetProse {
            section,
            text: Some(prose.text),
        });
    }
}

/// Records with a reference first, so that none of them is given to a record without one.
fn add_records(records: Vec<ReadRecord>, reader: &Reader, changes: &mut Vec<Change>) {
    let (named, nameless): (Vec<_>, Vec<_>) =
        records.into_iter().partition(|read| read.new.id.is_some());
    for read in named.into_iter().chain(nameless) {
        if read.removed {
            let what = "a record that is added cannot be removed";
            reader.report(read.at, what, "take the record or its `removed` out");
        }
        changes.push(Change::Add(Box::new(read.new)));
    }
}
