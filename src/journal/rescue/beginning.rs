//! What stands in for the entry that began a workshop, when that is lost.

use uuid::Uuid;

use super::links::Fate;
use super::rebuild::{STAND_IN, derived_id};
use crate::agenda::{BUILTIN_PLAYBOOKS, BUILTIN_RUBRICS, Playbook, Rubric, SheetId};
use crate::workshop::{Act, Change, Entry, Info, State};

/// The entry that begins a workshop in the place of the lost one.
///
/// `base` is the workshop to begin with: the built-in playbook that fits best when unsaid.
pub(super) fn begin(base: Option<&State>, fates: &[Fate]) -> Option<Entry> {
    let state = base.cloned().or_else(|| likeliest(fates))?;
    let at = fates.iter().find_map(Fate::entry).map(|entry| entry.at);
    Some(Entry {
        id: derived_id(Uuid::nil(), 1),
        at: at.unwrap_or_default(),
        by: STAND_IN.to_owned(),
        act: Act::Do(vec![Change::Replace(Box::new(state))]),
    })
}

/// A workshop on the built-in playbook that has most of the sheets that were written to.
fn likeliest(fates: &[Fate]) -> Option<State> {
    let entries = fates.iter().filter_map(Fate::entry);
    let sheets: Vec<&SheetId> = entries
        .filter_map(|entry| match &entry.act {
            Act::Do(changes) => Some(changes),
            _ => None,
        })
        .flatten()
        .filter_map(|change| match change {
            Change::Add(new) => Some(&new.sheet),
            _ => None,
        })
        .collect();
    let playbooks = BUILTIN_PLAYBOOKS.iter();
    let playbooks = playbooks.filter_map(|one| Playbook::read(one.file, one.text).ok());
    let known = |playbook: &Playbook| {
        let there = sheets
            .iter()
            .filter(|sheet| playbook.sheet(sheet).is_some());
        there.count()
    };
    // The first of those that are equally likely.
    let playbook = playbooks.rev().max_by_key(known)?;
    let named = playbook.header.rubric.as_ref();
    let rubric = BUILTIN_RUBRICS
        .iter()
        .find(|one| named.is_some_and(|id| id.as_str() == one.id));
    let rubric = rubric.and_then(|one| Rubric::read(one.file, one.text).ok());
    let info = Info {
        title: "Recovered workshop".to_owned(),
        ..Info::default()
    };
    Some(State::new(
        info,
        playbook,
        rubric.unwrap_or_else(Rubric::empty),
    ))
}
