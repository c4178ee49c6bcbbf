//! Makes a journal of what was found that folds, with an entry in the place of each that was there.
//!
//! What stands in for a lost entry keeps the numbers of all others, and what undo takes back.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use uuid::{Builder, Uuid};

use super::super::chain::ChainHash;
use super::super::derived::Row;
use super::super::spool::Left;
use super::beginning;
use super::find::Found;
use super::links::{Chain, Fate};
use super::report::{Gap, Recovery, Told};
use super::restore::{self, Restored};
use crate::workshop::phrase::{Deed, Phrase};
use crate::workshop::{Act, Change, Entry, Reference, Stamp, State, Workshop};

/// Who is named as the author of what stands in for a lost entry.
pub(super) const STAND_IN: &str = "flipchart recover";

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
    /// Puts what no entry adds any more into the entry that stands in for the first.
    fn stand_for_the_first(&mut self) -> Option<()> {
        self.stand_ins.insert(1);
        self.told.base = Some(self.workshop.state().playbook.header.title.clone());
        let mut entry = self.entries.pop()?;
        let adds = self.adopt(&entry);
        if let Act::Do(changes) = &mut entry.act {
            changes.extend(adds);
        }
        self.workshop = Workshop::begin(&entry).ok()?;
        self.entries.push(entry);
        Some(())
    }

    /// Adds the records that no entry adds any more, as far as they fit.
    fn adopt(&mut self, by: &Entry) -> Vec<Change> {
        let stamp = Stamp {
            at: by.at,
            by: by.by.clone(),
        };
        let mut all = Vec::new();
        self.refused.clear();
        if self.orphans.is_empty() {
            return all;
        }
        let mut trial = self.workshop.clone();
        for (id, row) in std::mem::take(&mut self.orphans) {
            let changes = restore::add(id, row, trial.state(), &stamp);
            let entry = Entry {
                act: Act::Do(changes.clone()),
                ..by.clone()
            };
            let told = Told {
                seq: self.entries.len() as u64 + 1,
                at: None,
                by: String::new(),
                what: format!("{id}: {}", row.told()),
                why: String::new(),
            };
            match trial.apply(&entry) {
                Ok(_) => {
                    all.extend(changes);
                    self.told.adopted.push(told);
                }
                Err(why) => {
                    self.orphans.push((id, row));
                    let why = why.to_string();
                    self.refused.push(Told { why, ..told });
                }
            }
        }
        all
    }

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

    /// Gives the records that an entry added the references that they had.
    fn spell_out(&self, seq: u64, entry: &mut Entry) {
        let said = self.found.done.get(&seq).and_then(|what| {
            let Phrase::Added(id) = Phrase::read(what)? else {
                return None;
            };
            Some(Reference::new(id)).filter(|id| id.parts().is_some())
        });
        let Act::Do(changes) = &mut entry.act else {
            return;
        };
        let adds = changes.iter_mut().filter_map(|change| match change {
            Change::Add(new) if new.id.is_none() => Some(new),
            _ => None,
        });
        let state = self.workshop.state();
        let mut spelled = false;
        let mut before: BTreeMap<String, u32> = BTreeMap::new();
        for (at, new) in adds.enumerate() {
            let said = said.clone().filter(|_| at == 0);
            let id = said.or_else(|| restore::reference_of(new, self.found, state));
            let id = id.filter(|id| !state.records.contains_key(id));
            let own = id.as_ref().and_then(Reference::parts);
            let Some((prefix, number)) = own else {
                continue;
            };
            let next = state.next_reference(prefix);
            let next = next.parts().map_or(0, |(_, next)| next);
            let count = before.entry(prefix.to_owned()).or_default();
            // It is given this number anyway: the entry can stay as it was written.
            spelled |= next + *count != number;
            *count += 1;
            if spelled {
                new.id = id;
            }
        }
    }

    /// Whether an undo or redo would now be of something else than it was.
    fn is_another_undo(&self, seq: u64, entry: &Entry) -> bool {
        let deed = match entry.act {
            Act::Undo => Deed::Undid,
            Act::Redo => Deed::DidAgain,
            _ => return false,
        };
        if self.stand_ins.is_empty() {
            return false;
        }
        let now = self.workshop.clone().apply(entry);
        let now = now.ok().and_then(|applied| applied.of);
        let Some(now) = now.filter(|now| !self.stand_ins.contains(now)) else {
            return false;
        };
        let done = |seq| self.found.done.get(&seq);
        let then = done(seq).and_then(|what| Phrase::read(what));
        then.zip(done(now)).is_some_and(
            |(then, now)| matches!(then, Phrase::Done(then, name) if then == deed && name != now),
        )
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

    /// Puts in the place of a lost entry what the tables for other programs know of it, or nothing.
    fn stand_in(&mut self, seq: u64) {
        self.stand_ins.insert(seq);
        let stamp = self.stamp();
        let what = self.found.done.get(&seq).map(String::as_str);
        let state = self.workshop.state();
        let known = what.and_then(|what| restore::act(what, self.found, state, &stamp));
        if let Some(Restored { act, text, whole }) = known {
            let entry = self.made(seq, act);
            if self.workshop.apply(&entry).is_ok() {
                let list = if whole {
                    &mut self.told.restored
                } else {
                    &mut self.told.in_part
                };
                list.push(Told {
                    seq,
                    at: None,
                    by: String::new(),
                    what: text,
                    why: String::new(),
                });
                self.entries.push(entry);
                return;
            }
        }
        let entry = self.adopting(seq);
        self.push(entry);
    }

    /// An entry of what no entry adds any more, as far as it fits now; of nothing where nothing does.
    fn adopting(&mut self, seq: u64) -> Entry {
        let mut entry = self.made(seq, Act::Do(Vec::new()));
        entry.act = Act::Do(self.adopt(&entry));
        entry
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

    fn stamp(&self) -> Stamp {
        Stamp {
            at: self
                .entries
                .last()
                .map_or_else(Default::default, |entry| entry.at),
            by: STAND_IN.to_owned(),
        }
    }

    fn made(&self, seq: u64, act: Act) -> Entry {
        let before = self.entries.last().map_or(Uuid::nil(), |entry| entry.id);
        let Stamp { at, by } = self.stamp();
        Entry {
            id: derived_id(before, seq),
            at,
            by,
            act,
        }
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

/// Adds what the second place holds of this workshop.
pub(super) fn add_waiting(
    entries: &mut Vec<Entry>,
    workshop: &mut Workshop,
    told: &mut Recovery,
    (left, head): (Left, ChainHash),
) {
    let known: HashSet<Uuid> = entries.iter().map(|entry| entry.id).collect();
    for entry in left.net(head) {
        if known.contains(&entry.id) {
            continue;
        }
        match workshop.apply(&entry) {
            Ok(_) => {
                told.waiting += 1;
                entries.push(entry);
            }
            Err(why) => told.left_out.push(Told {
                seq: 0,
                at: Some(entry.at),
                by: entry.by.clone(),
                what: serde_json::to_string(&entry.act).unwrap_or_default(),
                why: why.to_string(),
            }),
        }
    }
}

/// An id that the same file gives each time.
pub(super) fn derived_id(before: Uuid, seq: u64) -> Uuid {
    let hash = blake3::hash(&[before.as_bytes().as_slice(), &seq.to_be_bytes()].concat());
    let mut bytes = [0; 16];
    bytes
        .iter_mut()
        .zip(hash.as_bytes())
        .for_each(|(to, from)| *to = *from);
    Builder::from_random_bytes(bytes).into_uuid()
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
