//! What files for calendars and trackers are made from: the plan without the scores.

use super::ReportInput;
use super::public::public;
use crate::roadmap::{Dates, Network, Plan};
use crate::workshop::State;

/// A workshop that may be shown, and its plan.
#[derive(Debug)]
pub(super) struct Work<'a> {
    /// What was asked for.
    pub(super) input: &'a ReportInput<'a>,
    /// The workshop without what may not be shown.
    pub(super) state: State,
    /// Its roadmap as a checked network.
    pub(super) plan: Plan,
    /// Its dates.
    pub(super) dates: Dates,
}

impl<'a> Work<'a> {
    /// Computes the dates.
    pub(super) fn new(input: &'a ReportInput<'a>) -> Self {
        let state = public(input.state);
        let (plan, _) = Plan::salvage(Network::of(&state));
        let dates = plan.dates(&plan.schedule());
        Self {
            input,
            state,
            plan,
            dates,
        }
    }
}
