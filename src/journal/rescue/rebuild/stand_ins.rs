//! What stands in the place of lost entries: what the tables for other programs know of them, or nothing.

use uuid::{Builder, Uuid};

use super::Rebuild;
use crate::journal::rescue::report::Told;
use crate::journal::rescue::restore::{self, Restored};
use crate::workshop::{Act, Change, Entry, Stamp, Workshop};

/// Who is named as the author of what stands in for a lost entry.
pub(in crate::journal::rescue) const STAND_IN: &str = "flipchart recover";

impl Rebuild<'_> {
    /// Puts what no entry adds any more into the entry that stands in for the first.
    pub(super) fn stand_for_the_first(&mut self) -> Option<()> {
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
    pub(super) fn adopt(&mut self, by: &Entry) -> Vec<Change> {
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

    /// Puts in the place of a lost entry what the tables for other programs know of it, or nothing.
    pub(super) fn stand_in(&mut self, seq: u64) {
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
    pub(super) fn adopting(&mut self, seq: u64) -> Entry {
        let mut entry = self.made(seq, Act::Do(Vec::new()));
        entry.act = Act::Do(self.adopt(&entry));
        entry
    }

    pub(super) fn stamp(&self) -> Stamp {
        Stamp {
            at: self
                .entries
                .last()
                .map_or_else(Default::default, |entry| entry.at),
            by: STAND_IN.to_owned(),
        }
    }

    pub(super) fn made(&self, seq: u64, act: Act) -> Entry {
        let before = self.entries.last().map_or(Uuid::nil(), |entry| entry.id);
        let Stamp { at, by } = self.stamp();
        Entry {
            id: derived_id(before, seq),
            at,
            by,
            act,
        }
    }
}

/// An id that the same file gives each time.
pub(in crate::journal::rescue) fn derived_id(before: Uuid, seq: u64) -> Uuid {
    let hash = blake3::hash(&[before.as_bytes().as_slice(), &seq.to_be_bytes()].concat());
    let mut bytes = [0; 16];
    bytes
        .iter_mut()
        .zip(hash.as_bytes())
        .for_each(|(to, from)| *to = *from);
    Builder::from_random_bytes(bytes).into_uuid()
}
