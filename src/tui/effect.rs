//! What comes into the program, and what it asks the outside world to do.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::app::assessing::Question;
use super::app::pages::history::Past;
use super::key::Key;
use super::simulating::Task;
use crate::exports::Document;
use crate::roadmap::Simulation;
use crate::scoring::EnvironmentAnalysis;
use crate::workshop::{Act, Difference, Workshop};

/// The time of the room: the moment with the offset of the place.
pub(crate) type Now = DateTime<FixedOffset>;

/// Something that happened.
#[derive(Debug)]
pub(crate) enum Message {
    /// It is now this late.
    Now(Now),
    /// A key; `followed` when more characters were typed before the program could look.
    Key {
        /// The key.
        key: Key,
        /// Whether characters are waiting behind it.
        followed: bool,
    },
    /// A bracketed paste.
    Paste(String),
    /// What the mouse did.
    Pointed(Pointed),
    /// The terminal's background is light, or dark.
    Background {
        /// Whether it is light.
        light: bool,
    },
    /// The text as the user's editor left it.
    Edited(String),
    /// The terminal has this many columns and rows.
    Resize(u16, u16),
    /// What was committed is on the disk, or not.
    Saved(Saved),
    /// A workshop was opened.
    Opened(Box<Opened>),
    /// The workshop as another window has written it meanwhile.
    Followed(Box<Workshop>),
    /// Whether another window writes what this one follows, when that has changed.
    Led(bool),
    /// What the home screen offers.
    Recent(Known),
    /// The workshop that was to be opened is damaged.
    Damaged(Damaged),
    /// What came of the recovery into this file: what is to be said, or why there is none.
    Recovered(PathBuf, Result<String, String>),
    /// Something that was asked for could not be done; the sentence says why and what to do.
    Failed(String),
    /// A document for the preview as it was after this entry, or why there is none.
    Report(Document, u64, Result<String, String>),
    /// How many runs of a simulation are done.
    Simulating(Task, u32),
    /// What came of a simulation; none when it was stopped.
    Simulated(Task, Option<Box<Simulation>>),
    /// The journal, the newest entry first.
    History(Vec<Past>),
    /// What changed since a point that is named.
    Since(String, Vec<Difference>),
    /// What the decision engine answered.
    Analysed(Arc<Question>, Vec<EnvironmentAnalysis>),
    /// Something that was asked for has been done.
    Done(String),
    /// The program is to end: a signal came.
    End,
}

/// What the mouse did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pointed {
    /// A click on this column and row.
    At(u16, u16),
    /// The wheel was turned up.
    Up,
    /// The wheel was turned down.
    Down,
}

/// A workshop that was opened.
#[derive(Debug)]
pub(crate) struct Opened {
    /// The workshop.
    pub(crate) workshop: Workshop,
    /// Whether it may be written.
    pub(crate) writable: bool,
    /// The folder that an export proposes.
    pub(crate) report_folder: String,
    /// What was typed and not kept when the program ended last, as it was stored.
    pub(crate) draft: String,
    /// What else is to be known: why it cannot be written.
    pub(crate) note: Option<String>,
}

/// A workshop file that is damaged, and where what is sound in it may go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Damaged {
    /// The file.
    pub(crate) path: PathBuf,
    /// What is damaged.
    pub(crate) what: String,
    /// A name beside it that is free.
    pub(crate) new: PathBuf,
}

/// What the home screen offers.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// Workshops that were open lately, the newest first.
    pub(crate) recent: Vec<Recent>,
    /// Playbooks to begin one with: id and title.
    pub(crate) playbooks: Vec<(String, String)>,
    /// Names of the files in the current folder, which a new workshop cannot have.
    pub(crate) files: Vec<String>,
}

/// A workshop that was open lately.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Recent {
    /// Where its file is.
    pub(crate) path: PathBuf,
    /// What it is called.
    pub(crate) title: String,
    /// For whom it is held.
    pub(crate) client: String,
    /// When it was open, as a date.
    pub(crate) opened: Option<NaiveDate>,
}

/// Whether what was committed is on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Saved {
    /// All of it.
    Yes,
    /// Not all of it yet.
    Saving,
    /// It cannot be written; the sentence says why and what to do.
    No(String),
}

/// A workshop that is to be created.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NewWorkshop {
    /// For whom.
    pub(crate) client: String,
    /// The id of its playbook.
    pub(crate) playbook: String,
    /// A date per day.
    pub(crate) dates: Vec<NaiveDate>,
    /// The file to create, in the current folder.
    pub(crate) file: String,
}

/// What the outside world is asked to do.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Effect {
    /// Write an act, done at this moment, to the journal.
    Commit {
        /// What was done.
        act: Box<Act>,
        /// When.
        at: Now,
    },
    /// Store all that was typed and not kept, in place of what was stored before.
    Draft(String),
    /// Open a workshop.
    Open(PathBuf),
    /// Take what is sound out of a damaged workshop into a new one, beside the keys.
    Recover {
        /// The damaged file; it stays as it is.
        from: PathBuf,
        /// The new file.
        to: PathBuf,
    },
    /// Open a workshop that was recovered.
    OpenRecovered {
        /// The new file.
        path: PathBuf,
        /// What came of the recovery.
        said: String,
    },
    /// Create a workshop and open it.
    Create(Box<NewWorkshop>),
    /// Open the sample workshop in the current folder; create it when it is not there.
    Sample,
    /// Write a document for the preview; this entry was the last.
    Report(Document, u64),
    /// Ask the decision engine, beside the keys.
    Analyse(Arc<Question>),
    /// Run a simulation beside the screen.
    Simulate(Task),
    /// Read the journal for the history.
    History,
    /// Compare the workshop after the entry of this number with now.
    Since(u64),
    /// Write the reports into a folder.
    Export(PathBuf),
    /// Close the open workshop.
    Leave,
    /// Have the user edit a text in an editor of their own.
    Edit(String),
    /// Take the mouse, or leave it to the terminal.
    Mouse(bool),
    /// Sound the bell.
    Bell,
    /// Give the terminal back until the program is called again.
    Suspend,
    /// End the program.
    Quit,
}
