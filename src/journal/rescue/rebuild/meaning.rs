//! References and undo mean behind a lost entry what they meant before it was lost.

use std::collections::BTreeMap;

use super::Rebuild;
use crate::journal::rescue::restore;
use crate::workshop::phrase::{Deed, Phrase};
use crate::workshop::{Act, Change, Entry, Reference};

impl Rebuild<'_> {
    /// Gives the records that an entry added the references that they had.
    pub(super) fn spell_out(&self, seq: u64, entry: &mut Entry) {
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
    pub(super) fn is_another_undo(&self, seq: u64, entry: &Entry) -> bool {
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
}
