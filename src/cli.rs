//! The command line: one file per subcommand.

mod args;
mod check;
mod completions;
mod data;
mod earlier;
mod export;
mod failure;
mod import;
mod log;
mod new;
mod plan;
mod playbook;
mod recover;
pub mod sample;
mod score;
mod screen;
mod shown;
mod store;
mod table;
mod templates;
mod verify;
mod write;

use std::io::{BufWriter, IsTerminal, Write};
use std::process::ExitCode;

use clap::Parser;

use args::{Arguments, Command};
pub use failure::{Failure, Outcome};
use shown::{Reader, Shown};

use crate::settings::{self, Settings};

/// Runs the program as the command line says and gives its exit code: 0 done; 1 the input was refused, or
/// `check`, `plan`, `verify` or `recover` found something; 2 the command line cannot be understood.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return refuse(&error),
    };
    let (settings, problem) = Settings::load();
    let mut errors = errors();
    // The screen says it itself: it would cover whatever is said before it comes.
    let screen = arguments.command.is_none();
    if let Some(problem) = problem.as_ref().filter(|_| !screen) {
        // Without a place to say it there is nothing better to do than to go on.
        let _ = writeln!(
            errors,
            "flipchart: settings are not used as they stand\n{problem}"
        );
    }
    drop(errors);
    let author = settings::author(arguments.author.clone(), &settings);
    let outcome = match arguments.command {
        // No lock is held meanwhile: a thread that panics must be able to give the terminal back.
        None => screen::open(arguments.file.as_deref(), author, settings, problem),
        Some(_) => print(arguments, &author),
    };
    finish(outcome)
}

/// Runs a subcommand with standard output in front of it.
#[expect(clippy::disallowed_methods, reason = "it is put behind `Shown`")]
fn print(arguments: Arguments, author: &str) -> Result<Outcome, Failure> {
    let stdout = std::io::stdout();
    // What a file holds may be shown on a terminal later.
    let reader = match arguments.reader() {
        Reader::Exact if stdout.is_terminal() => Reader::People,
        reader => reader,
    };
    // A plan of 100,000 packages is a million small writes.
    let mut out = Shown::new(BufWriter::new(stdout.lock()), reader);
    let outcome = run(arguments, author, &mut out)?;
    out.flush()?;
    Ok(outcome)
}

fn run(arguments: Arguments, author: &str, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let Some(command) = arguments.command else {
        return Ok(Outcome::Done);
    };
    if let Some(file) = &arguments.file {
        let file = file.display();
        return Err(Failure::Usage(format!(
            "{file} stands before a subcommand: put it behind"
        )));
    }
    match command {
        Command::New(new) => new::run(&new, author, out),
        Command::Sample { file } => sample::run(&file, out),
        Command::Import(import) => import::run(&import, author, out),
        Command::Export(export) => export::run(&export, out),
        Command::Score(score) => score::run(&score, out),
        Command::Plan(plan) => plan::run(&plan, out),
        Command::Check { file } => check::run(&file, out),
        Command::Log { file } => log::run(&file, out),
        Command::Verify(verify) => verify::run(&verify, out),
        Command::Recover(recover) => recover::run(&recover, out),
        Command::Playbook { command } => playbook::run(&command, out),
        Command::Completions { shell } => completions::shell(shell, out),
        Command::Man => completions::man(out),
    }
}

/// Where errors go; they quote names and contents of files.
#[expect(clippy::disallowed_methods, reason = "it is put behind `Shown`")]
fn errors() -> Shown<std::io::StderrLock<'static>> {
    Shown::new(std::io::stderr().lock(), Reader::People)
}

/// Prints help or the version, or says what is wrong with the command line, which may hold any name of a file.
fn refuse(error: &clap::Error) -> ExitCode {
    if error.use_stderr() {
        let _ = write!(errors(), "{}", error.render());
        return ExitCode::from(2);
    }
    // Without a place to say it there is nothing better to do.
    let _ = error.print();
    ExitCode::SUCCESS
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
