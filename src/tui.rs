//! The terminal program.
//!
//! ```text
//! event ─► keymap ─► Action ─► App::update ─► effects ─► runtime runs them
//!                              view(&App) ─► buffer
//! ```
//!
//! `app` is the state and how messages change it, without a terminal, a disk or a clock; `view` draws it;
//! `runtime` is the shell around both. Every action is one line of the table in `action`, from which
//! keymap, footer, help, palette and `docs/keys.md` are made. To add a screen: give it a context in `context`,
//! actions in `action`, its state in `app` and its picture in `view`.

mod action;
mod app;
mod canvas;
mod clock;
mod context;
mod drift;
mod effect;
mod key;
mod keymap;
mod layout;
mod line;
mod list;
#[cfg(test)]
mod manual;
mod palette;
mod reading;
mod runtime;
mod simulating;
#[cfg(test)]
mod tests;
mod text;
mod theme;
mod view;

use std::path::{Path, PathBuf};

pub use keymap::BUILT_IN as DEFAULT_KEYMAP;

use crate::document::Problems;
use crate::exports::{File, Templates};
use crate::settings::Settings;

/// What the program shows first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Start {
    /// The home screen.
    Home,
    /// The workshop in this file.
    File(PathBuf),
}

/// What the program must know to run.
#[derive(Debug, Clone)]
pub struct Options {
    /// Who captures what is said.
    pub author: String,
    /// What the user has set once for all workshops.
    pub settings: Settings,
    /// What is wrong with those settings, a line for each mistake.
    pub complaint: Option<String>,
    /// Creates the sample workshop in a file.
    pub sample: fn(&Path) -> anyhow::Result<()>,
    /// The templates of the reports, with the user's own.
    pub templates: fn() -> anyhow::Result<Templates>,
    /// Writes a set of files into a folder, whole or not at all.
    pub write: fn(&Path, &[File]) -> anyhow::Result<()>,
}

/// Reads a keymap over the built-in one; every mistake in it, with its line.
#[doc(hidden)]
pub fn check_keymap(file: &str, text: &str) -> Result<(), Problems> {
    keymap::Keymap::built_in().patched(file, text).map(drop)
}

/// Runs the terminal program until it is left; standard input and output must be a terminal.
///
/// An error is a file that cannot be opened, a terminal that cannot be used, or what could not be saved.
pub fn run(start: Start, options: Options) -> anyhow::Result<()> {
    runtime::run(start, options)
}
