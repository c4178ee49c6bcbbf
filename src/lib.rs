//! `flipchart`: a terminal workshop facilitator.
//!
//! The pure layers come from the packages `flipchart-core` and `flipchart-engines`; above them, each using only those
//! below it:
//!
//! - [`journal`]: the workshop file, a durable log
//! - `definitions`: playbooks and rubrics by name, the user's own first
//! - [`exports`]: the files that stakeholders read
//! - [`frames`]: what the terminal is sent
//! - [`tui`], [`cli`]: the screen and the command line

pub mod cli;
mod definitions;
pub mod exports;
pub mod journal;
pub mod settings;
pub mod tui;

pub use flipchart_core::{agenda, document, order, workshop};
pub use flipchart_engines::{check, roadmap, scoring, trace};
pub use flipchart_frames as frames;
