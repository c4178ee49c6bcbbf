//! The sample workshop: a complete one, of a company that does not exist, as it stands at the end.

use std::sync::Arc;

use anyhow::Context;
use chrono::DateTime;

use crate::agenda::{BUILTIN_PLAYBOOKS, BUILTIN_RUBRICS, Definition, Rubric};
use crate::document::{self, Format};
use crate::workshop::{Stamp, State, interchange};

const NAME: &str = "exports/sample/workshop.toml";
const DATA: &str = include_str!("../../exports/sample/workshop.toml");
const WEIGHTS_NAME: &str = "exports/sample/weights.toml";
const WEIGHTS: &str = include_str!("../../exports/sample/weights.toml");

/// The rubric as it was before the room changed its weights.
pub(crate) fn proposed() -> anyhow::Result<Rubric> {
    let (_, rubric) = definitions()?;
    Ok(Rubric::read(rubric.file, rubric.text)?)
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
    for criterion in &mut Arc::make_mut(&mut state.rubric).criteria {
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
