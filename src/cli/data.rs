//! Workshops and data files as input of the engines.

use std::path::Path;

use super::failure::Failure;
use super::store;
use crate::roadmap::{Network, Plan};
use crate::workshop::State;

/// The state whose options are to be scored.
pub(super) fn scored(file: &Path) -> Result<State, Failure> {
    Ok(store::read(file)?.state().clone())
}

/// The plan to be scheduled.
pub(super) fn planned(file: &Path) -> Result<Plan, Failure> {
    let state = scored(file)?;
    let (plan, _) = Plan::salvage(Network::of(&state));
    Ok(plan)
}
