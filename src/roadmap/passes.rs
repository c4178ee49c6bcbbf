//! The two passes over the ordered network, in whole ticks or in real-valued ones.
//!
//! Work is contiguous, so a package's finish is its start plus its duration and every kind of
//! link bounds the start of the later package, and the finish of the earlier one.

use std::ops::{Add, Sub};

use super::order::{Edge, Order};

/// A number of ticks: whole in the schedule, real in the simulation.
pub(super) trait Ticks: Copy + PartialOrd + Add<Output = Self> + Sub<Output = Self> {
    fn from_lag(lag: i64) -> Self;
}

impl Ticks for i64 {
    fn from_lag(lag: i64) -> Self {
        lag
    }
}

impl Ticks for f64 {
    #[allow(clippy::cast_precision_loss, reason = "a lag is far below 2^53 ticks")]
    fn from_lag(lag: i64) -> Self {
        lag as Self
    }
}

/// Raises `start`, which holds the earliest allowed starts, to the earliest possible ones, from
/// position `first` on; those before it are possible already.
pub(super) fn earliest<T: Ticks>(order: &Order, duration: &[T], start: &mut [T], first: usize) {
    for position in first..order.len() {
        let mut latest = start[position];
        for edge in order.edges_into(position) {
            let required = required_start(edge, duration, start, position);
            if required > latest {
                latest = required;
            }
        }
        start[position] = latest;
    }
}

/// The start that an edge asks of the package at `position`, from its predecessor's start.
pub(super) fn required_start<T: Ticks>(
    edge: &Edge,
    duration: &[T],
    start: &[T],
    position: usize,
) -> T {
    let from = edge.from as usize;
    let mut required = start[from] + T::from_lag(edge.lag);
    if edge.from_finish {
        required = required + duration[from];
    }
    if edge.to_finish {
        required = required - duration[position];
    }
    required
}

/// Lowers `finish`, which holds the latest allowed finishes, to the latest possible ones.
pub(super) fn latest<T: Ticks>(order: &Order, duration: &[T], finish: &mut [T]) {
    for position in (0..order.len()).rev() {
        for edge in order.edges_into(position) {
            let allowed = allowed_finish(edge, duration, finish, position);
            let before = &mut finish[edge.from as usize];
            if allowed < *before {
                *before = allowed;
            }
        }
    }
}

/// The finish that an edge leaves to its predecessor, from the finish of the package at `position`.
pub(super) fn allowed_finish<T: Ticks>(
    edge: &Edge,
    duration: &[T],
    finish: &[T],
    position: usize,
) -> T {
    let mut allowed = finish[position] - T::from_lag(edge.lag);
    if !edge.to_finish {
        allowed = allowed - duration[position];
    }
    if !edge.from_finish {
        allowed = allowed + duration[edge.from as usize];
    }
    allowed
}
