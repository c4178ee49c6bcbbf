//! `flipchart recover`: what is sound of a damaged workshop file.

use std::io::Write;

use super::args::RecoverArgs;
use super::failure::{Failure, Outcome};
use super::store;
use crate::definitions::playbook_and_rubric;
use crate::journal;
use crate::workshop::{Info, State};

/// Writes the new file and says what is missing; anything that is, is one that was found.
pub(super) fn run(args: &RecoverArgs, out: &mut dyn Write) -> Result<Outcome, Failure> {
    store::known(&args.file)?;
    let base = match &args.playbook {
        Some(wanted) => Some(base(wanted)?),
        None => None,
    };
    let told = journal::recover(&args.file, &args.output, base.as_ref())?;
    let (file, new) = (args.file.display(), args.output.display());
    write!(out, "{file}: {told}")?;
    writeln!(out)?;
    if told.is_complete() {
        writeln!(out, "Nothing is missing. Wrote {new}; {file} is as it was.")?;
        writeln!(
            out,
            "Open it with: flipchart {}",
            journal::quoted(&args.output)
        )?;
        return Ok(Outcome::Done);
    }
    writeln!(
        out,
        "Wrote {new}; {file} is as it was: keep it until you have looked at what is missing."
    )?;
    writeln!(
        out,
        "Open it with: flipchart {}",
        journal::quoted(&args.output)
    )?;
    Ok(Outcome::Found)
}

fn base(wanted: &str) -> anyhow::Result<State> {
    let (playbook, rubric) = playbook_and_rubric(wanted)?;
    let info = Info {
        title: playbook.header.title.clone(),
        ..Info::default()
    };
    Ok(State::new(info, playbook, rubric))
}
