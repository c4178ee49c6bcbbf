//! Open estimates: what has none, what has one value only, and what is known least.

use std::cmp::Reverse;

use serde::Serialize;

use super::plan::{is_range, package_line};
use crate::exports::inline::{Inline, Piece};
use crate::exports::report::{View, duration};
use crate::order::Arrange;
use crate::roadmap::Package;
use crate::workshop::Reference;

/// Wide estimates that are named.
const NAMED: usize = 5;

/// What is not estimated, or only roughly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Estimates {
    /// Work without a duration: it counts as taking no time.
    pub missing: Vec<Inline>,
    /// Work whose duration is one value, with that value.
    pub single: Vec<Inline>,
    /// The widest ranges, widest first, with the range.
    pub widest: Vec<Inline>,
}

/// Makes it.
#[must_use]
pub fn estimates(view: View<'_>) -> Estimates {
    let network = view.report.plan.network();
    let work: Vec<(usize, &Package)> = network
        .packages
        .iter()
        .enumerate()
        .filter(|(_, package)| !package.milestone)
        .collect();
    let unsaid = |package: &Package| {
        let record = view.state().record(&Reference::new(&package.id));
        record.is_some_and(|record| record.text("duration").is_empty())
    };
    let width = |package: &Package| {
        let ticks = package.duration.ticks(&network.calendar);
        ticks.pessimistic - ticks.optimistic
    };
    let mut ranges: Vec<(usize, &Package)> = work
        .iter()
        .copied()
        .filter(|(_, package)| is_range(package.duration))
        .collect();
    ranges.arrange_by_key(|(_, package)| Reverse(width(package)));
    let named = |(place, _): &(usize, &Package)| package_line(view, *place);
    let valued = |one: &(usize, &Package)| {
        let mut line = named(one);
        let said = duration(&one.1.duration.to_string());
        line.push(Piece::text(format!(": {said}")));
        line
    };
    let (missing, said): (Vec<_>, Vec<_>) = work
        .iter()
        .copied()
        .filter(|(_, package)| !is_range(package.duration))
        .partition(|(_, package)| unsaid(package));
    Estimates {
        missing: missing.iter().map(named).collect(),
        single: said.iter().map(valued).collect(),
        widest: ranges.iter().take(NAMED).map(valued).collect(),
    }
}
