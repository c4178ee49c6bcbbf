//! `flipchart sample`: a complete workshop of a company that does not exist.
//!
//! The data are files in `exports/sample/`; [`entries`] turns them into a journal as the two days would have
//! left it. Nothing in it comes from a clock or from chance, so that the head hash, and every report, is the
//! same on all machines.

mod history;

use std::io::Write;
use std::path::Path;

use anyhow::Context;
use chrono::DateTime;

use super::failure::{Failure, Outcome};
use crate::agenda::{BUILTIN_PLAYBOOKS, BUILTIN_RUBRICS, Definition, Rubric};
use crate::document::{self, Format};
use crate::journal::Session;
use crate::workshop::{Entry, Stamp, State, interchange};

const NAME: &str = "exports/sample/workshop.toml";
const DATA: &str = include_str!("../../exports/sample/workshop.toml");
const WEIGHTS_NAME: &str = "exports/sample/weights.toml";
const WEIGHTS: &str = include_str!("../../exports/sample/weights.toml");

/// Writes the sample and says what to do next.
pub(super) fn run(file: &Path, out: &mut dyn Write) -> Result<Outcome, Failure> {
    create(file)?;
    let file = file.display();
    writeln!(
        out,
        "Wrote the sample workshop to {file}. Open it with: flipchart {file}"
    )?;
    Ok(Outcome::Done)
}

/// Writes the sample as a workshop file.
pub fn create(path: &Path) -> anyhow::Result<()> {
    let mut entries = entries()?.into_iter();
    let first = entries
        .next()
        .context("the sample has no entry that begins it")?;
    let mut session = Session::create(path, &first)?;
    for entry in entries {
        session.append(&entry)?;
    }
    session.wait()?;
    Ok(session.close()?)
}

/// The journal of the sample, in the order of time.
pub fn entries() -> anyhow::Result<Vec<Entry>> {
    let (_, rubric) = definitions()?;
    let proposed = Rubric::read(rubric.file, rubric.text)?;
    Ok(history::entries(&state()?, proposed))
}

/// The sample as it stands at the end.
pub fn state() -> anyhow::Result<State> {
    let (playbook, rubric) = definitions()?;
    let text = [DATA, playbook.text, rubric.text].join("\n");
    // Everything in the data says when and by whom: this stands only where somebody forgets it.
    let stamp = Stamp {
        at: DateTime::UNIX_EPOCH.fixed_offset(),
        by: String::new(),
    };
    let mut state = interchange::workshop(NAME, &text, Format::Toml, &stamp)?;
    let weights = weights()?;
    for criterion in &mut state.rubric.criteria {
        if let Some(changed) = weights.criterion(&criterion.id) {
            criterion.weight.clone_from(&changed.weight);
        }
    }
    Ok(state)
}

/// Playbook and rubric that the sample is held on.
fn definitions() -> anyhow::Result<(&'static Definition, &'static Definition)> {
    let find = |all: &'static [Definition], id: &str| all.iter().find(|one| one.id == id);
    find(BUILTIN_PLAYBOOKS, "eda-workshop")
        .zip(find(BUILTIN_RUBRICS, "kafka-platforms"))
        .context("the playbook and the rubric of the sample are not built in")
}

/// The weights that the room changed.
fn weights() -> anyhow::Result<Rubric> {
    let (reader, root) = document::parse(WEIGHTS_NAME, WEIGHTS, Format::Toml)?;
    let fields = reader.fields(&root, "the weights");
    let weights = Rubric::from_fields(&fields);
    fields.finish();
    Ok(reader.finish(weights)?)
}
