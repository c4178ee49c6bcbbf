//! `flipchart`: a terminal workshop facilitator.
//!
//! The layers, from the bottom; each uses only those below it:
//!
//! - [`document`]: definition and data files as a tree that knows where everything stands
//! - [`agenda`]: playbooks and rubrics
//! - [`workshop`]: what the room said: state, changes, undo
//! - [`scoring`], [`roadmap`]: the decision engine and the schedule
//! - [`check`]: what a workshop still owes
//! - [`journal`]: the workshop file, a durable log
//! - `definitions`: playbooks and rubrics by name, the user's own first
//! - [`exports`]: the files that stakeholders read

pub mod agenda;
pub mod check;
pub mod cli;
mod definitions;
pub mod document;
pub mod exports;
pub mod journal;
pub mod order;
pub mod roadmap;
pub mod scoring;
pub mod settings;
pub mod trace;
pub mod tui;
pub mod workshop;
