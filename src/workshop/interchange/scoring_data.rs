//! A decision on its own: options, criteria and scores without a workshop.

use super::check;
use super::content::TABLES;
use super::read_scores::scores;
use super::read_votes::votes;
use super::target::Target;
use crate::agenda::{Environment, Playbook, PlaybookHeader, Rubric};
use crate::document::{self, Fields, Format, Node, Problems};
use crate::order::Arrange;
use crate::workshop::{Info, Stamp, State};

/// The decision in a data file as a state with nothing but a rubric and scores, or every mistake in the file.
///
/// Environments that nothing lists are those that weights, must-haves, scores and votes name; when nothing names
/// any, there is one without a name. The playbook of the state is empty.
pub fn scoring_data(name: &str, text: &str, format: Format) -> Result<State, Problems> {
    let (reader, root) = document::parse(name, text, format)?;
    let fields = reader.fields(&root, "the file");
    for key in TABLES {
        let _ = fields.item(key);
    }
    for key in ["option", "criterion"] {
        if !fields.has(key) {
            fields.report(
                key,
                format!("the file has no [[{key}]]"),
                format!("add at least one [[{key}]]"),
            );
        }
    }
    let rubric = Rubric::from_fields_within(&fields, &named(&fields));
    let playbook = nothing();
    let stamp = Stamp {
        at: chrono::DateTime::UNIX_EPOCH.fixed_offset(),
        by: String::new(),
    };
    let target = Target::new(&playbook, &rubric, &stamp, fields.has("workshop"));
    let (read, _) = scores(&fields, &target);
    let voted = votes(&fields, &target, None);
    let mut state = State::new(Info::default(), playbook.clone(), rubric.clone());
    rubric.header.title.clone_into(&mut state.info.title);
    check::scores(&read, &voted, None, fields.reader());
    state.add_scores(read, voted, &stamp);
    fields.finish();
    reader.finish(state)
}

/// The environments that weights, must-haves, scores and votes name, in the order of the file.
fn named(root: &Fields<'_, '_>) -> Vec<Environment> {
    let mut found: Vec<(usize, String)> = Vec::new();
    for criterion in root.tables("criterion", "a criterion") {
        for key in ["weight", "must_have"] {
            if let Some(Node::Table(table)) = criterion.item(key).map(|item| &item.node) {
                let names = table.entries.iter();
                found.extend(names.map(|(name, at, _)| (*at, name.clone().into_owned())));
            }
        }
    }
    let scores = root.tables("score", "a score").into_iter();
    for score in scores.chain(root.tables("vote", "a vote")) {
        if let Some(item) = score.item("environment")
            && let Node::Text(name) = &item.node
        {
            found.push((item.at, name.clone().into_owned()));
        }
    }
    found.arrange();
    let mut all: Vec<Environment> = Vec::new();
    for (_, name) in found {
        let name = Environment::new(name);
        if !all.contains(&name) {
            all.push(name);
        }
    }
    all
}

const fn nothing() -> Playbook {
    let header = PlaybookHeader {
        id: String::new(),
        title: String::new(),
        version: 1,
        rubric: None,
        about: None,
    };
    Playbook {
        header,
        sheets: Vec::new(),
        days: Vec::new(),
    }
}
