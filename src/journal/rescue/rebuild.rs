//! Makes a journal of what was found that folds, with an entry in the place of each that was there.
//!
//! What stands in for a lost entry keeps the numbers of all others, and what undo takes back.

mod meaning;
mod stand_ins;
mod waiting;

use std::collections::BTreeSet;

use super::super::derived::Row;
use super::beginning;
use super::find::Found;
use super::links::{Chain, Fate};
use super::report::{Gap, Recovery, Told};
use crate::workshop::{Act, Change, Entry, Reference, State, Workshop};

pub(super) use stand_ins::{STAND_IN, derived_id};
pub(super) use waiting::add_waiting;

/// A journal under repair.
struct Rebuild<'f> {
    found: &'f Found,
    workshop: Workshop,
    entries: Vec<Entry>,
    told: Recovery,
    /// Entries that stand in for lost ones; after the first, numbers that were given out may not be.
    stand_ins: BTreeSet<u64>,
    /// Records of the table that no entry adds any more; the first stand-in that can does.
    orphans: Vec<(&'f String, &'f Row)>,
    /// Why those of them did not fit that were tried last.
    refused: Vec<Told>,
}

/// The new journal and what is to be said of it; none when nothing of a workshop was found.
///
/// `base` is the workshop to begin with when the entry is lost that began it.
pub(super) fn rebuild(
    found: &Found,
    chain: &Chain,
    base: Option<&State>,
) -> Option<(Vec<Entry>, Workshop, Recovery)> {
    let fates = &chain.fates;
    let once = Rebuild::run(found, fates, base, Vec::new())?;
    if once.stand_ins.is_empty() {
        return Some((once.entries, once.workshop, once.told));
    }
    let records = &once.workshop.state().records;
    let rows = found.rows.iter();
    let orphans: Vec<_> = rows
        .filter(|(id, _)| !records.contains_key(&Reference::new(id)))
        .collect();
    let again = Rebuild::run(found, fates, base, orphans)?;
    Some((again.entries, again.workshop, again.told))
}

impl<'f> Rebuild<'f> {
    fn run(
        found: &'f Found,
        fates: &[Fate],
        base: Option<&State>,
        orphans: Vec<(&'f String, &'f Row)>,
    ) -> Option<Self> {
        if fates.iter().all(|fate| fate.entry().is_none()) && found.rows.is_empty() {
            return None;
        }
        let first = fates.first().and_then(Fate::entry);
        let begun = first.and_then(|entry| Some((entry.clone(), Workshop::begin(entry).ok()?)));
        let lost = begun.is_none();
        let (first, workshop) = begun.or_else(|| {
            let entry = beginning::begin(base, fates)?;
            let workshop = Workshop::begin(&entry).ok()?;
            Some((entry, workshop))
        })?;
        let mut rebuild = Self {
            found,
            workshop,
            entries: vec![first],
            told: Recovery {
                total: fates.len() as u64,
                gaps: gaps(fates, found),
                ..Recovery::default()
            },
            stand_ins: BTreeSet::new(),
            orphans,
            refused: Vec::new(),
        };
        if lost {
            rebuild.stand_for_the_first()?;
        }
        for (seq, fate) in (1..).zip(fates) {
            rebuild.told.count(seq, fate);
            match fate.entry() {
                _ if seq == 1 => {}
                Some(entry) => rebuild.put(seq, entry.clone()),
                None => rebuild.stand_in(seq),
            }
        }
        rebuild.end();
        Some(rebuild)
    }
}

impl Rebuild<'_> {
    /// Does what an entry says; what of it does not apply any more is told.
    fn put(&mut self, seq: u64, mut entry: Entry) {
        if !self.stand_ins.is_empty() {
            self.spell_out(seq, &mut entry);
        }
        if self.is_another_undo(seq, &entry) {
            self.leave_out(seq, &entry, "what it took back is lost".to_owned());
            entry.act = Act::Do(Vec::new());
        }
        if let Err(why) = self.workshop.apply(&entry) {
            if let Act::Do(changes) = &entry.act {
                entry.act = Act::Do(self.what_applies(seq, &entry, changes));
            } else {
                self.leave_out(seq, &entry, why.to_string());
                entry.act = Act::Do(Vec::new());
            }
            // Each of its changes was tried before, and nothing always applies.
            let _applies = self.workshop.apply(&entry);
        }
        self.entries.push(entry);
    }

    /// Those of an entry's changes that apply, one after the other.
    fn what_applies(&mut self, seq: u64, entry: &Entry, changes: &[Change]) -> Vec<Change> {
        let mut kept: Vec<Change> = Vec::new();
        for change in changes {
            kept.push(change.clone());
            let trial = Entry {
                act: Act::Do(kept.clone()),
                ..entry.clone()
            };
            if let Err(why) = self.workshop.clone().apply(&trial) {
                kept.pop();
                let alone = Entry {
                    act: Act::Do(vec![change.clone()]),
                    ..entry.clone()
                };
                self.leave_out(seq, &alone, why.to_string());
            }
        }
        kept
    }

    fn leave_out(&mut self, seq: u64, entry: &Entry, why: String) {
        self.told.left_out.push(Told {
            seq,
            at: Some(entry.at),
            by: entry.by.clone(),
            // All that it said is in there, whatever kind of change it is.
            what: serde_json::to_string(&entry.act).unwrap_or_default(),
            why,
        });
    }

    /// Nothing stands in for what does not apply as a whole: all behind it keep their numbers.
    fn push(&mut self, mut entry: Entry) {
        if let Err(why) = self.workshop.apply(&entry) {
            let seq = self.entries.len() as u64 + 1;
            self.told.adopted.retain(|told| told.seq != seq);
            self.leave_out(seq, &entry, why.to_string());
            entry.act = Act::Do(Vec::new());
            // Nothing always applies.
            let _applies = self.workshop.apply(&entry);
        }
        self.entries.push(entry);
    }

    /// Adds what is left of the records, and takes off the record what was: the entry that did may be lost.
    fn end(&mut self) {
        if self.stand_ins.is_empty() {
            return;
        }
        let next = |this: &Self| this.entries.len() as u64 + 1;
        let last = self.adopting(next(self));
        if matches!(&last.act, Act::Do(changes) if !changes.is_empty()) {
            self.push(last);
        }
        self.told.left_out.append(&mut self.refused);
        self.tell_once();
        let records = &self.workshop.state().records;
        let off = self.found.rows.iter().filter(|(_, row)| row.off_record);
        let shown = off.filter_map(|(id, _)| {
            let record = records.get(&Reference::new(id))?;
            (!record.off_record).then(|| record.id.clone())
        });
        let hide = |id| Change::OffRecord { id, off: true };
        let changes: Vec<Change> = shown.map(hide).collect();
        if changes.is_empty() {
            return;
        }
        let entry = self.made(next(self), Act::Do(changes));
        if self.workshop.apply(&entry).is_ok() {
            self.entries.push(entry);
        }
    }
}

impl Rebuild<'_> {
    /// A record of the tables that does not fit is told with its entry, where that could be read.
    fn tell_once(&mut self) {
        let (mut entries, rows): (Vec<Told>, Vec<Told>) = std::mem::take(&mut self.told.left_out)
            .into_iter()
            .partition(|told| told.at.is_some());
        let said = |row: &Told| {
            let text = row.what.split_once(": ").map_or("", |(_, text)| text);
            // As it stands in the entry: a text in quotation marks.
            let text = serde_json::to_string(text).unwrap_or_default();
            text.len() > 2 && entries.iter().any(|entry| entry.what.contains(&text))
        };
        let rows: Vec<Told> = rows.into_iter().filter(|row| !said(row)).collect();
        entries.extend(rows);
        self.told.left_out = entries;
    }
}

/// Runs of lost entries, each with the times between which they were made.
fn gaps(fates: &[Fate], found: &Found) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = Vec::new();
    let mut after = None;
    for (seq, fate) in (1..).zip(fates) {
        let Some(entry) = fate.entry() else {
            let what = found.done.get(&seq).map(|what| (seq, what.clone()));
            match gaps.last_mut().filter(|gap| gap.to + 1 == seq) {
                Some(gap) => {
                    gap.to = seq;
                    gap.known.extend(what);
                }
                None => gaps.push(Gap {
                    from: seq,
                    to: seq,
                    after,
                    before: None,
                    known: what.into_iter().collect(),
                }),
            }
            continue;
        };
        after = Some(entry.at);
        if let Some(gap) = gaps.last_mut().filter(|gap| gap.to + 1 == seq) {
            gap.before = after;
        }
    }
    gaps
}
