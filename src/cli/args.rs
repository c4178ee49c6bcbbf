//! The command line as it is written.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand};

use super::shown::Reader;
use crate::agenda::{Environment, SheetId, TimeOfDay};
use crate::exports::{Document, Format};

/// A terminal workshop facilitator: agenda, capture, scoring, roadmap and reports.
#[derive(Debug, Parser)]
#[command(
    name = "flipchart",
    version,
    about,
    subcommand_precedence_over_arg = true
)]
#[command(after_help = "Without a subcommand it opens FILE in the terminal program, or its home.")]
pub(super) struct Arguments {
    /// The workshop to open
    pub(super) file: Option<PathBuf>,

    /// Who captures what is said [default: the configuration, else the login name]
    #[arg(long, global = true, value_name = "NAME")]
    pub(super) author: Option<String>,

    /// What to do instead of opening the terminal program
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

impl Arguments {
    /// Who reads what is printed.
    pub(super) const fn reader(&self) -> Reader {
        use Command::{Completions, Man, Plan, Playbook, Score, Verify};
        match &self.command {
            Some(
                Score(ScoreArgs { json: true, .. })
                | Plan(PlanArgs { json: true, .. })
                | Verify(VerifyArgs { json: true, .. }),
            ) => Reader::Json,
            Some(
                Playbook {
                    command: PlaybookCommand::Show { toml: true, .. },
                }
                | Completions { .. }
                | Man,
            ) => Reader::Exact,
            _ => Reader::People,
        }
    }
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Begin a workshop
    New(NewArgs),
    /// Write a complete workshop of a company that does not exist, both days filled in
    Sample {
        /// The workshop file to write, such as sample.flipchart
        file: PathBuf,
    },
    /// Write the reports and data files
    Export(ExportArgs),
    /// Add records, scores and work packages from a file
    Import(ImportArgs),
    /// Rank the options of a workshop or of a data file
    Score(ScoreArgs),
    /// Schedule the work packages of a workshop or of a data file
    Plan(PlanArgs),
    /// List what is open: missing outputs, unscored cells, unowned things, cycles, gaps without work
    Check {
        /// A workshop, or a playbook by its id or path
        file: PathBuf,
    },
    /// List what was done in a workshop, when and by whom
    Log {
        /// The workshop
        file: PathBuf,
    },
    /// Check that a workshop file, or an exported folder, is as it was written
    Verify(VerifyArgs),
    /// Take every undamaged entry out of a damaged workshop file into a new one
    Recover(RecoverArgs),
    /// List, show, check or begin playbooks
    Playbook {
        /// What to do with playbooks
        #[command(subcommand)]
        command: PlaybookCommand,
    },
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

/// Arguments of `new`.
#[derive(Debug, Args)]
pub(super) struct NewArgs {
    /// The workshop file to write, such as acme.flipchart
    pub(super) file: PathBuf,
    /// The playbook, by its id or path
    #[arg(long, value_name = "ID|PATH", default_value = "eda-workshop")]
    pub(super) playbook: String,
    /// For whom the workshop is held
    #[arg(long, value_name = "NAME")]
    pub(super) client: Option<String>,
    /// The date of a day; once per day, in order, not necessarily following each other
    #[arg(long = "date", value_name = "YYYY-MM-DD")]
    pub(super) dates: Vec<NaiveDate>,
    /// When each day begins, instead of the playbook's time
    #[arg(long, value_name = "HH:MM")]
    pub(super) start: Option<TimeOfDay>,
    /// Who takes part: a CSV with the columns name, role, organisation, email, facilitator
    #[arg(long, value_name = "CSV")]
    pub(super) people: Option<PathBuf>,
}

/// Arguments of `import`.
#[derive(Debug, Args)]
pub(super) struct ImportArgs {
    /// The workshop
    pub(super) file: PathBuf,
    /// The data: .toml, .json, .csv, or .txt with a line in capture syntax per line; - for lines from
    /// standard input, each kept as soon as it is read
    pub(super) data: PathBuf,
    /// The sheet that the lines or rows go to [default: line items for notes, the file's name for CSV]
    #[arg(long, value_name = "ID")]
    pub(super) sheet: Option<SheetId>,
}

/// Arguments of `export`.
#[derive(Debug, Args)]
pub(super) struct ExportArgs {
    /// The workshop
    pub(super) file: PathBuf,
    /// The folder to write into; made if it is not there, and of what is there only what an export wrote and nobody
    /// has changed since is replaced [default: the workshop's name with -report]
    #[arg(short, long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    /// The formats to write, with commas between: md, toml, json, csv, ics
    #[arg(
        long,
        value_name = "FORMAT",
        value_delimiter = ',',
        default_value = "md"
    )]
    pub(super) format: Vec<Format>,
    /// Write only these documents, with commas between: recommendation, roadmap, workshop
    #[arg(long, value_name = "DOCUMENT", value_delimiter = ',', value_parser = super::export::document)]
    pub(super) only: Vec<Document>,
    /// The state at this milestone mark instead of the latest
    #[arg(long, value_name = "MARK")]
    pub(super) at: Option<String>,
}

/// Arguments of `score`.
#[derive(Debug, Args)]
pub(super) struct ScoreArgs {
    /// A workshop, or a .toml or .json file with options, criteria and scores
    pub(super) file: PathBuf,
    /// Only this environment
    #[arg(long, value_name = "NAME")]
    pub(super) environment: Option<Environment>,
    /// Print JSON
    #[arg(long)]
    pub(super) json: bool,
}

/// Arguments of `plan`.
#[derive(Debug, Args)]
pub(super) struct PlanArgs {
    /// A workshop, or a .toml, .json or .csv file with work packages
    pub(super) file: PathBuf,
    /// Simulate the plan this many times
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    pub(super) simulate: Option<u32>,
    /// Seed of the simulation; the same seed gives the same figures everywhere
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(super) seed: u64,
    /// Print JSON
    #[arg(long)]
    pub(super) json: bool,
}

/// Arguments of `verify`.
#[derive(Debug, Args)]
pub(super) struct VerifyArgs {
    /// The workshop, or a folder that `export` wrote
    pub(super) file: PathBuf,
    /// Print JSON
    #[arg(long)]
    pub(super) json: bool,
}

/// Arguments of `recover`.
#[derive(Debug, Args)]
pub(super) struct RecoverArgs {
    /// The damaged workshop; it stays as it is
    pub(super) file: PathBuf,
    /// The workshop file to write
    #[arg(short, long, value_name = "NEW")]
    pub(super) output: PathBuf,
    /// The playbook to go on with when that of the workshop is lost, by its id or path [default: the
    /// built-in one that fits best]
    #[arg(long, value_name = "ID|PATH")]
    pub(super) playbook: Option<String>,
}

/// Subcommands of `playbook`.
#[derive(Debug, Subcommand)]
pub(super) enum PlaybookCommand {
    /// List the playbooks at hand
    List,
    /// Show a playbook's agenda, outputs and sheets
    Show {
        /// A playbook by its id or path
        playbook: String,
        /// Print the file itself
        #[arg(long)]
        toml: bool,
    },
    /// Name every mistake of a playbook or rubric
    Check {
        /// A playbook or rubric by its id or path
        playbook: String,
    },
    /// Write a copy of a playbook to make your own from
    New {
        /// The file to write
        file: PathBuf,
        /// The playbook to begin with
        #[arg(long, value_name = "ID|PATH", default_value = "eda-workshop")]
        from: String,
    },
}
