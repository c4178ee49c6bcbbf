//! Must-haves: the least favourable level that is acceptable. They come before any score.

use super::model::Grade;

/// What an option owes to the must-haves; entries are column numbers of the criteria that apply.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct MustHaves {
    /// Scored below what is demanded: the option is out.
    pub(crate) failed: Vec<usize>,
    /// Not scored, and at least one level would fail: the option is conditional.
    pub(crate) open: Vec<usize>,
}

/// Whether a grade meets a demand; no demand is always met.
pub(crate) const fn meets(grade: Grade, demand: Option<Grade>) -> bool {
    match demand {
        Some(least) => grade >= least,
        None => true,
    }
}

/// Holds a row of grades against the demands. A demand for the least favourable level refuses nothing.
pub(crate) fn examine(row: &[Option<Grade>], demands: &[Option<Grade>]) -> MustHaves {
    let mut result = MustHaves::default();
    for (column, (cell, demand)) in row.iter().zip(demands).enumerate() {
        match cell {
            Some(grade) if !meets(*grade, *demand) => result.failed.push(column),
            None if !meets(0, *demand) => result.open.push(column),
            _ => {}
        }
    }
    result
}
