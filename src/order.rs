//! Sorting that is compiled once, not once for every type that is sorted: half a megabyte of the program.

use std::cmp::Ordering;

/// Sorts like the methods of slices whose names begin with `sort`: equal ones keep their order.
///
/// For lists that people read; on the way of a plan of a hundred thousand packages the standard methods sort.
pub trait Arrange<T> {
    /// Sorts by a comparison.
    fn arrange_by(&mut self, compare: impl FnMut(&T, &T) -> Ordering);

    /// Sorts by a key.
    fn arrange_by_key<K: Ord>(&mut self, mut key: impl FnMut(&T) -> K) {
        self.arrange_by(|one, other| key(one).cmp(&key(other)));
    }

    /// Sorts by the order of the type.
    fn arrange(&mut self)
    where
        T: Ord,
    {
        self.arrange_by(T::cmp);
    }
}

impl<T> Arrange<T> for [T] {
    fn arrange_by(&mut self, mut compare: impl FnMut(&T, &T) -> Ordering) {
        // As most lists are of what an entry of a journal has touched.
        if self.len() < 2 {
            return;
        }
        let order = ordered(self.len(), &mut |one, other| {
            compare(&self[one], &self[other])
        });
        put_in_order(order, &mut |one, other| self.swap(one, other));
    }
}

/// The places of so many things in their order.
fn ordered(count: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|one, other| compare(*one, *other));
    places
}

/// Swaps things until each is where the order has it.
fn put_in_order(mut order: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    for first in 0..order.len() {
        let mut at = first;
        // What belongs here comes here, what belongs there next, until the first is met again.
        while order[at] != first {
            let from = std::mem::replace(&mut order[at], at);
            swap(at, from);
            at = from;
        }
        order[at] = at;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_order_is_that_of_the_standard_methods(list in prop::collection::vec((0..6_u8, 0..99_u8), 0..40)) {
            let (mut ours, mut theirs) = (list.clone(), list.clone());
            ours.arrange_by_key(|(key, _)| *key);
            theirs.sort_by_key(|(key, _)| *key);
            prop_assert_eq!(&ours, &theirs);
            ours.arrange();
            theirs.sort_unstable();
            prop_assert_eq!(&ours, &theirs);
            ours.arrange_by(|one, other| other.1.cmp(&one.1));
            theirs.sort_by_key(|one| std::cmp::Reverse(one.1));
            prop_assert_eq!(ours, theirs);
        }
    }
}
