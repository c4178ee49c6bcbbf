//! Opens the terminal program.

use std::io::IsTerminal;
use std::path::Path;

use super::failure::{Failure, Outcome};
use super::store;
use crate::settings::Settings;
use crate::tui::{self, Options, Start};

/// Opens a workshop, or the home screen without one.
#[expect(
    clippy::disallowed_methods,
    reason = "it is asked what it is, not written to"
)]
pub(super) fn open(
    file: Option<&Path>,
    author: String,
    settings: Settings,
    complaint: Option<String>,
) -> Result<Outcome, Failure> {
    if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        return Err(Failure::Usage(match file {
            Some(file) => format!(
                "there is no terminal to show {} in; without one use a subcommand, such as `flipchart export {0}`",
                file.display()
            ),
            None => "there is no terminal to show the program in; without one use a subcommand: `flipchart --help` lists them".to_owned(),
        }));
    }
    let start = match file {
        Some(file) => {
            store::known(file)?;
            Start::File(file.to_owned())
        }
        None => Start::Home,
    };
    tui::run(
        start,
        Options {
            author,
            settings,
            complaint,
            sample: super::sample::create,
            templates: super::templates::load,
            write: super::write::all,
        },
    )?;
    Ok(Outcome::Done)
}
