//! What must hold between the records and links of a file, and what is there already.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::content::Content;
use crate::document::{Reader, nearest};
use crate::workshop::{Link, LinkKey, Node, Reference, State};

/// More ids than this are not searched for one that is nearly right.
const MOST_SEARCHED: usize = 5_000;

/// Reports ids that are there twice and references to nothing.
pub(super) fn references(content: &Content, there: Option<&State>, reader: &Reader) {
    let ids = ids(content, there, reader);
    for read in &content.links {
        for id in [&read.key.from, &read.key.to]
            .into_iter()
            .filter_map(Node::record)
        {
            known(id, &ids, there, read.at, reader);
        }
        itself(&read.key, read.at, reader);
    }
    for cell in &content.cells {
        for (name, at) in &cell.references {
            known(&Reference::new(name), &ids, there, *at, reader);
        }
    }
    twice(content, reader);
}

/// The ids of the file; one that is there twice, or is taken, is reported.
fn ids<'c>(content: &'c Content, there: Option<&State>, reader: &Reader) -> HashSet<&'c Reference> {
    let mut ids = HashSet::new();
    for read in &content.records {
        let Some(id) = &read.new.id else { continue };
        if id
            .parts()
            .is_some_and(|(_, number)| number > Reference::LARGEST)
        {
            let what = format!("the number of the id \"{id}\" is too large to be followed");
            let remedy = format!("use one of at most {}", Reference::LARGEST);
            reader.report(read.at, what, remedy);
        }
        let taken = there.is_some_and(|state| state.records.contains_key(id));
        if taken {
            let what = format!("the id \"{id}\" exists in the workshop already");
            reader.report(read.at, what, "choose another, or leave the id out");
        } else if !ids.insert(id) {
            reader.report(
                read.at,
                format!("the id \"{id}\" is there twice"),
                "give one of them another id",
            );
        }
    }
    ids
}

fn known(
    id: &Reference,
    ids: &HashSet<&Reference>,
    there: Option<&State>,
    at: usize,
    reader: &Reader,
) {
    let before = there.and_then(|state| state.records.get(id));
    if ids.contains(id) || before.is_some_and(|record| !record.removed) {
        return;
    }
    if before.is_some() {
        reader.report(
            at,
            format!("\"{id}\" was removed"),
            "restore it first, or leave this out",
        );
        return;
    }
    let existing = there.map(|state| &state.records);
    let existing = existing
        .into_iter()
        .flat_map(BTreeMap::keys)
        .map(Reference::as_str);
    let names = existing.chain(ids.iter().map(|id| id.as_str()));
    let remedy = match nearest(id.as_str(), names.take(MOST_SEARCHED)) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None => "correct the id or add what it names".to_owned(),
    };
    reader.report(at, format!("there is no \"{id}\""), remedy);
}

fn itself(key: &LinkKey, at: usize, reader: &Reader) {
    if key.from == key.to {
        let name = key.from.record().map_or("a cell", Reference::as_str);
        reader.report(
            at,
            format!("\"{name}\" is linked to itself"),
            "name another, or take the link out",
        );
    }
}

/// Reports what is said twice, since only one of the two could be kept: cells, links, paragraphs, clocks.
fn twice(content: &Content, reader: &Reader) {
    cells_twice(content, reader);
    let mut links: HashMap<&LinkKey, &Link> = HashMap::new();
    for read in &content.links {
        let before = links.insert(&read.key, &read.link);
        if before.is_some_and(|before| *before != read.link) {
            let what = "the same two are linked twice, with another `why` or `lag`";
            reader.report(read.at, what, "take one of the links out");
        }
    }
    let mut sections = HashSet::new();
    for (id, _, at) in &content.sections {
        if !sections.insert(id) {
            let what = format!("the section \"{id}\" is there twice");
            reader.report(*at, what, "put both texts into one");
        }
    }
    let mut clocks = HashSet::new();
    for progress in content.progress.iter().filter(|one| one.clock.is_some()) {
        if !clocks.insert(&progress.block) {
            let what = "the clock of a block is there twice";
            reader.report(progress.at, what, "put its `runs` into one [[progress]]");
        }
    }
}

fn cells_twice(content: &Content, reader: &Reader) {
    let mut scored = HashSet::new();
    for score in &content.scores {
        if !scored.insert(&score.cell) {
            let what = format!(
                "\"{}\" is scored twice on \"{}\"",
                score.cell.option, score.cell.criterion
            );
            reader.report(score.at, what, "take one of them out");
        }
    }
    let mut filled = HashSet::new();
    for cell in &content.cells {
        if !filled.insert(&cell.key) {
            let what = format!(
                "the cell \"{}\", \"{}\" is filled twice",
                cell.key.1, cell.key.2
            );
            reader.report(cell.at, what, "take one of them out");
        }
    }
}
