//! The command line: one file per subcommand.

mod args;
mod check;
mod completions;
mod data;
mod definitions;
mod export;
mod failure;
mod import;
mod log;
mod new;
mod plan;
mod playbook;
pub mod sample;
mod score;
mod screen;
mod shown;
mod store;
mod table;
mod templates;
mod write;

use std::io::{BufWriter, IsTerminal, Write};
use std::process::ExitCode;

use clap::Parser;

use args::{Arguments, Command};
pub use failure::{Failure, Outcome};
use shown::Shown;

use crate::settings::{self, Settings};

/// Runs the program as the command line says and gives its exit code: 0 done; 1 the input was refused, or
/// `check` or `plan` found something; 2 the command line cannot be understood.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let (settings, problem) = Settings::load();
    let mut errors = errors();
    if let Some(problem) = problem {
        // Without a place to say it there is nothing better to do than to go on.
        let _ = writeln!(
            errors,
            "flipchart: settings are not used as they stand\n{problem}"
        );
    }
    drop(errors);
    let stdout = std::io::stdout();
    // A file may be printed on a terminal later; only programs need every character as it is.
    let steerable = stdout.is_terminal() || !arguments.is_for_programs();
    // A plan of 100,000 packages is a million small writes.
    let mut out = Shown::new(BufWriter::new(stdout.lock()), steerable);
    let outcome = run(arguments, &settings, &mut out).and_then(|outcome| {
        out.flush()?;
        Ok(outcome)
    });
    drop(out);
    finish(outcome)
}

fn run(arguments: Arguments, settings: &Settings, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let author = settings::author(arguments.author, settings);
    if let (Some(file), Some(_)) = (&arguments.file, &arguments.command) {
        let file = file.display();
        return Err(Failure::Usage(format!(
            "{file} stands before a subcommand: put it behind"
        )));
    }
    match arguments.command {
        None => screen::open(arguments.file.as_deref(), author, settings),
        Some(Command::New(new)) => new::run(&new, &author, out),
        Some(Command::Sample { file }) => sample::run(&file, out),
        Some(Command::Import(import)) => import::run(&import, &author, out),
        Some(Command::Export(export)) => export::run(&export, out),
        Some(Command::Score(score)) => score::run(&score, out),
        Some(Command::Plan(plan)) => plan::run(&plan, out),
        Some(Command::Check { file }) => check::run(&file, out),
        Some(Command::Log { file }) => log::run(&file, out),
        Some(Command::Playbook { command }) => playbook::run(&command, out),
        Some(Command::Completions { shell }) => completions::shell(shell, out),
        Some(Command::Man) => completions::man(out),
    }
}

/// Where errors go.
fn errors() -> Shown<std::io::StderrLock<'static>> {
    let stderr = std::io::stderr();
    let terminal = stderr.is_terminal();
    Shown::new(stderr.lock(), terminal)
}

fn finish(outcome: Result<Outcome, Failure>) -> ExitCode {
    match outcome {
        Ok(outcome) => outcome.code(),
        Err(failure) if failure.is_broken_pipe() => ExitCode::SUCCESS,
        Err(failure) => {
            let _ = writeln!(errors(), "flipchart: {failure}");
            failure.code()
        }
    }
}
