//! Weights that moved after they had been fixed.

use super::record::Stamp;
use super::slots::Slot;
use crate::agenda::{CriterionId, Environment, Rubric};

/// A weight that was changed after the weights of its environment had been locked.
#[derive(Debug, Clone, PartialEq)]
pub struct Reweighed {
    /// The number of the entry that changed it.
    pub entry: u64,
    /// Where.
    pub environment: Environment,
    /// Whose weight.
    pub criterion: CriterionId,
    /// Points before.
    pub from: f64,
    /// Points after.
    pub to: f64,
    /// When and by whom.
    pub set: Stamp,
}

/// Weights of the environments that count as fixed which an entry changed, by what was there before it.
pub(super) fn reweighed(
    before: &[Slot],
    after: &Rubric,
    fixed: impl Fn(&Environment) -> bool,
    (entry, set): (u64, &Stamp),
) -> Vec<Reweighed> {
    let rubric = before.iter().find_map(|slot| match slot {
        Slot::Rubric(rubric) => Some(rubric),
        _ => None,
    });
    let Some(rubric) = rubric else {
        return Vec::new();
    };
    let places = after.header.environments.iter().filter(|e| fixed(e));
    let of = |place: &Environment| {
        let criteria = after.criteria.iter();
        let changes = criteria.filter_map(|criterion| {
            let from = rubric.criterion(&criterion.id)?.points(place);
            let to = criterion.points(place);
            (from.to_bits() != to.to_bits()).then(|| Reweighed {
                entry,
                environment: place.clone(),
                criterion: criterion.id.clone(),
                from,
                to,
                set: set.clone(),
            })
        });
        changes.collect::<Vec<_>>()
    };
    places.flat_map(of).collect()
}
