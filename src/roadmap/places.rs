//! Which id stands where: the one look-up by name, done once when a network is checked.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::document::ShortTexts;

/// The place of each id; of several alike the first.
#[derive(Debug)]
pub(super) struct Places<'a>(HashMap<&'a str, u32, ShortTexts>);

impl<'a> Places<'a> {
    /// Room for so many ids.
    pub(super) fn with_capacity(ids: usize) -> Self {
        Self(HashMap::with_capacity_and_hasher(
            ids,
            ShortTexts::default(),
        ))
    }

    /// Enters an id; gives the place where it stands already, if it does.
    pub(super) fn enter(&mut self, id: &'a str, place: u32) -> Option<u32> {
        match self.0.entry(id) {
            Entry::Occupied(first) => Some(*first.get()),
            Entry::Vacant(free) => {
                free.insert(place);
                None
            }
        }
    }

    /// The place of an id.
    pub(super) fn of(&self, id: &str) -> Option<u32> {
        self.0.get(id).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_several_alike_counts() {
        let mut places = Places::with_capacity(2);
        assert_eq!(places.enter("WP-1", 0), None);
        assert_eq!(places.enter("WP-1", 1), Some(0));
        assert_eq!((places.of("WP-1"), places.of("WP-2")), (Some(0), None));
    }
}
