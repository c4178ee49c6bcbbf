//! What whole and partial files have in common.

use super::meta;
use super::read_links::{ReadLink, links};
use super::read_matrix::{ReadCell, cells};
use super::read_package::packages;
use super::read_progress::{ReadProgress, progress};
use super::read_record::{ReadRecord, records};
use super::read_scores::{ReadScore, locked, scores};
use super::read_votes::{ReadVote, votes};
use super::target::Target;
use crate::agenda::Environment;
use crate::document::Fields;
use crate::workshop::{Person, PlanSettings, Prose, Stamp};

/// Every table that a file can begin with.
pub(super) const TABLES: [&str; 18] = [
    "workshop",
    "person",
    "plan",
    "playbook",
    "sheet",
    "day",
    "rubric",
    "option",
    "criterion",
    "record",
    "work_package",
    "score",
    "vote",
    "weights_locked",
    "link",
    "cell",
    "section",
    "progress",
];

/// Everything that was said, as a file says it.
#[derive(Debug, Default)]
pub(super) struct Content {
    pub(super) people: Vec<(Person, usize)>,
    /// Records and work packages.
    pub(super) records: Vec<ReadRecord>,
    /// Links of every table.
    pub(super) links: Vec<ReadLink>,
    pub(super) scores: Vec<ReadScore>,
    pub(super) votes: Vec<ReadVote>,
    pub(super) locked: Vec<(Environment, Stamp)>,
    pub(super) cells: Vec<ReadCell>,
    pub(super) sections: Vec<(String, Prose, usize)>,
    pub(super) progress: Vec<ReadProgress>,
}

/// Reads everything but workshop, playbook, rubric and plan; `known` is how many people vote, if that is known.
pub(super) fn read(
    root: &Fields<'_, '_>,
    target: &Target<'_>,
    plan: &PlanSettings,
    known: Option<u32>,
) -> Content {
    let people = people(root, target);
    let listed: Vec<Person> = people.iter().map(|(person, _)| person.clone()).collect();
    let voters = known.or_else(|| Person::voters(&listed));
    let mut records = records(root, target);
    let (packages, mut all_links) = packages(root, target, plan);
    records.extend(packages);
    let (scores, evidence) = scores(root, target);
    all_links.extend(evidence);
    all_links.extend(links(root, target));
    Content {
        people,
        records,
        links: all_links,
        scores,
        votes: votes(root, target, voters),
        locked: locked(root, target),
        cells: cells(root, target),
        sections: sections(root, target),
        progress: progress(root, target),
    }
}

fn people(root: &Fields<'_, '_>, target: &Target<'_>) -> Vec<(Person, usize)> {
    let mut people = Vec::new();
    for fields in root.tables("person", "a person") {
        let person = Person {
            name: target.name(&fields, "name"),
            role: fields.text("role").unwrap_or_default(),
            organisation: fields.text("organisation").unwrap_or_default(),
            email: fields.text("email").unwrap_or_default(),
            facilitator: fields.flag("facilitator").unwrap_or(false),
        };
        people.push((person, fields.at("name")));
        fields.finish();
    }
    people
}

fn sections(root: &Fields<'_, '_>, target: &Target<'_>) -> Vec<(String, Prose, usize)> {
    let mut sections = Vec::new();
    for fields in root.tables("section", "a section") {
        let id = target.name(&fields, "id");
        let text = fields.text("text").unwrap_or_default();
        let prose = Prose {
            text,
            set: meta::stamp(&fields, target),
        };
        sections.push((id, prose, fields.at("id")));
        fields.finish();
    }
    sections
}
