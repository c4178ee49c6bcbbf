//! What must hold between the records and links of a file, and what is there already.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::content::Content;
use super::read_scores::ReadScore;
use super::read_votes::ReadVote;
use crate::document::{Reader, nearest};
use crate::workshop::{CellKey, Link, LinkKey, Node, Reference, State};

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
    twice(content, there, reader);
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
fn twice(content: &Content, there: Option<&State>, reader: &Reader) {
    scores(&content.scores, &content.votes, there, reader);
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

/// Reports a cell that is scored twice, and a round that is not the next one of its cell.
pub(super) fn scores(
    scores: &[ReadScore],
    votes: &[ReadVote],
    there: Option<&State>,
    reader: &Reader,
) {
    let mut cells = HashSet::new();
    for score in scores {
        if !cells.insert(&score.cell) {
            let what = format!(
                "\"{}\" is scored twice on \"{}\"",
                score.cell.option, score.cell.criterion
            );
            reader.report(score.at, what, "take one of them out");
        }
    }
    let mut rounds: HashMap<&CellKey, u32> = HashMap::new();
    for vote in votes {
        let before = there.map_or(0, |state| state.rounds(&vote.cell).len());
        let next = rounds
            .entry(&vote.cell)
            .or_insert_with(|| u32::try_from(before).unwrap_or(u32::MAX));
        *next = next.saturating_add(1);
        if vote.round.is_some_and(|round| round != *next) {
            let what = format!(
                "this is round {next} of \"{}\" on \"{}\", not another",
                vote.cell.option, vote.cell.criterion
            );
            let remedy = "put the rounds in order from 1, or leave `round` out";
            reader.report(vote.at, what, remedy);
        }
    }
}

fn cells_twice(content: &Content, reader: &Reader) {
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
