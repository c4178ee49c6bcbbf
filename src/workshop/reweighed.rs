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

/// A weight that was changed after the weights of its environment had been locked: points before and after, 0 where there
/// was or is no such criterion.
pub type Reweighed = Moved<f64>;

/// A must-have that was changed after its environment had been scored or its weights locked: the least acceptable levels
/// before and after, none when none was or is asked for.
pub type Redemanded = Moved<Option<Level>>;

/// What an entry moved of a criterion in an environment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved<T> {
    /// The number of the entry.
    pub entry: u64,
    /// Where.
    pub environment: Environment,
    /// Of which criterion.
    pub criterion: CriterionId,
    /// What it was before.
    pub from: T,
    /// What it is after.
    pub to: T,
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
    by: (u64, &Stamp),
) -> Vec<Reweighed> {
    moved(pairs(before, after, fixed), by, |one, place| {
        one.map_or(0.0, |one| one.points(place))
    })
}

/// Must-haves of the environments that are asked for which an entry changed, by what was there before it.
pub(super) fn redemanded(
    before: &[Slot],
    after: &Rubric,
    asked: impl Fn(&Environment) -> bool,
    by: (u64, &Stamp),
) -> Vec<Redemanded> {
    moved(pairs(before, after, asked), by, |one, place| {
        one?.must_have.get(place).copied()
    })
}

/// Those pairs of which something is not as it was.
fn moved<T: PartialEq>(
    pairs: Vec<Pair<'_>>,
    (entry, set): (u64, &Stamp),
    of: impl Fn(Option<&Criterion>, &Environment) -> T,
) -> Vec<Moved<T>> {
    let moved = pairs.into_iter().filter_map(|(place, id, was, is)| {
        let (from, to) = (of(was, place), of(is, place));
        (from != to).then(|| Moved {
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
