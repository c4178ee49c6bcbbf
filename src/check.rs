//! What a workshop still owes: missing outputs, unscored cells, unowned things, cycles, gaps without work.
//!
//! [`outputs()`] says of each output of the agenda whether it is there; [`findings()`] lists everything that
//! `flipchart check` and the reports name.

mod findings;
mod outputs;
mod plan;
mod scores;
#[cfg(test)]
mod tests;

pub use findings::{Finding, Kind, Place, findings};
pub use outputs::{OutputState, OutputStatus, outputs, outputs_of};
