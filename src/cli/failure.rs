//! How a command ends.

use std::fmt;
use std::process::ExitCode;

use crate::document::plainly;

/// How a command ended that did what it was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All is well: exit code 0.
    Done,
    /// It looked for something and found it: exit code 1.
    Found,
}

impl Outcome {
    pub(super) const fn code(self) -> ExitCode {
        match self {
            Self::Done => ExitCode::SUCCESS,
            Self::Found => ExitCode::FAILURE,
        }
    }
}

/// Why a command did not do what it was asked; nothing has changed then.
#[derive(Debug)]
pub enum Failure {
    /// The input was refused: exit code 1.
    Refused(anyhow::Error),
    /// The command line cannot be carried out as it stands: exit code 2.
    Usage(String),
}

impl Failure {
    pub(super) fn code(&self) -> ExitCode {
        match self {
            Self::Refused(_) => ExitCode::from(1),
            Self::Usage(_) => ExitCode::from(2),
        }
    }

    /// The reader of our output has gone: nobody is left to be told.
    pub(super) fn is_broken_pipe(&self) -> bool {
        let Self::Refused(error) = self else {
            return false;
        };
        let kind = match error.downcast_ref::<serde_json::Error>() {
            Some(json) => json.io_error_kind(),
            None => error
                .downcast_ref::<std::io::Error>()
                .map(std::io::Error::kind),
        };
        kind == Some(std::io::ErrorKind::BrokenPipe)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // The whole chain: what we were doing, then why it failed.
            Self::Refused(error) => out.write_str(&plainly(&format!("{error:#}"))),
            Self::Usage(what) => out.write_str(what),
        }
    }
}

impl<E: Into<anyhow::Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Refused(error.into())
    }
}
