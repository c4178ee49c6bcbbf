//! What follows from what a workshop says, as pure as what it says. From the bottom:
//!
//! - [`scoring`], [`roadmap`]: the decision engine and the schedule
//! - [`check`], [`trace`]: what a workshop still owes, and from any claim back to what was said

pub mod check;
pub mod roadmap;
pub mod scoring;
pub mod trace;

use flipchart_core::{agenda, document, order, workshop};
