//! What was agreed before scoring and moved later: weights after they had been fixed, must-haves after scoring began.

use chrono::{DateTime, FixedOffset};

use super::record::Stamp;
use super::slots::Slot;
use crate::agenda::{Criterion, CriterionId, Environment, Level, Rubric};

/// How weights and must-haves were agreed, as far as the journal tells.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Weighing {
    /// Weights that were changed after they had been locked, in order, without what was taken back.
    pub reweighed: Vec<Reweighed>,
    /// Must-haves that were changed after scoring had begun or weights had been locked, likewise.
    pub redemanded: Vec<Redemanded>,
    /// When an environment was first scored, in the order of the journal; the earliest of an environment counts.
    pub scored: Vec<(Environment, DateTime<FixedOffset>)>,
    /// Whether weights were locked already when the workshop came from a file: what moved before is not known then.
    pub came_fixed: bool,
}

impl Weighing {
    /// Nothing known.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            reweighed: Vec::new(),
            redemanded: Vec::new(),
            scored: Vec::new(),
            came_fixed: false,
        }
    }
}

/// A weight that was changed after the weights of its environment had been locked.
#[derive(Debug, Clone, PartialEq)]
pub struct Reweighed {
    /// The number of the entry that changed it.
    pub entry: u64,
    /// Where.
    pub environment: Environment,
    /// Whose weight.
    pub criterion: CriterionId,
    /// Points before; 0 where there was no such criterion.
    pub from: f64,
    /// Points after; 0 where the criterion was removed.
    pub to: f64,
    /// When and by whom.
    pub set: Stamp,
}

/// A must-have that was changed after its environment had been scored or its weights locked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redemanded {
    /// The number of the entry that changed it.
    pub entry: u64,
    /// Where.
    pub environment: Environment,
    /// On which criterion.
    pub criterion: CriterionId,
    /// The least acceptable level before; none when none was asked for.
    pub from: Option<Level>,
    /// The least acceptable level after.
    pub to: Option<Level>,
    /// When and by whom.
    pub set: Stamp,
}

/// A criterion before and after an entry, in an environment.
type Pair<'r> = (
    &'r Environment,
    &'r CriterionId,
    Option<&'r Criterion>,
    Option<&'r Criterion>,
);

/// Every criterion that there was or is, in every environment that is asked for; none when the entry left the rubric.
fn pairs<'r>(
    before: &'r [Slot],
    after: &'r Rubric,
    asked: impl Fn(&Environment) -> bool,
) -> Vec<Pair<'r>> {
    let found = before.iter().find_map(|slot| match slot {
        Slot::Rubric(rubric) => Some(rubric),
        _ => None,
    });
    let Some(rubric) = found else {
        return Vec::new();
    };
    let kept = after.criteria.iter().map(|one| &one.id);
    let gone = rubric.criteria.iter().map(|one| &one.id);
    let gone = gone.filter(|id| after.criterion(id).is_none());
    let ids: Vec<&CriterionId> = kept.chain(gone).collect();
    let places = after
        .header
        .environments
        .iter()
        .filter(|place| asked(place));
    let of = |place| {
        let ids = ids.iter();
        ids.map(move |id| (place, *id, rubric.criterion(id), after.criterion(id)))
    };
    places.flat_map(of).collect()
}

/// Weights of the environments that count as fixed which an entry changed, by what was there before it.
pub(super) fn reweighed(
    before: &[Slot],
    after: &Rubric,
    fixed: impl Fn(&Environment) -> bool,
    (entry, set): (u64, &Stamp),
) -> Vec<Reweighed> {
    let all = pairs(before, after, fixed).into_iter();
    let moved = all.filter_map(|(place, id, was, is)| {
        let points = |one: Option<&Criterion>| one.map_or(0.0, |one| one.points(place));
        let (from, to) = (points(was), points(is));
        (from.to_bits() != to.to_bits()).then(|| Reweighed {
            entry,
            environment: place.clone(),
            criterion: id.clone(),
            from,
            to,
            set: set.clone(),
        })
    });
    moved.collect()
}

/// Must-haves of the environments that are asked for which an entry changed, by what was there before it.
pub(super) fn redemanded(
    before: &[Slot],
    after: &Rubric,
    asked: impl Fn(&Environment) -> bool,
    (entry, set): (u64, &Stamp),
) -> Vec<Redemanded> {
    let all = pairs(before, after, asked).into_iter();
    let moved = all.filter_map(|(place, id, was, is)| {
        let least = |one: Option<&Criterion>| one?.must_have.get(place).copied();
        let (from, to) = (least(was), least(is));
        (from != to).then(|| Redemanded {
            entry,
            environment: place.clone(),
            criterion: id.clone(),
            from,
            to,
            set: set.clone(),
        })
    });
    moved.collect()
}
