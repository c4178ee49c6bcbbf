//! The end of every way: what was said, by whom, when and where.

use super::{Claim, Reason, Reasons};
use crate::agenda::CriterionId;
use crate::workshop::{Node, Record, Reference, Relation, State, Value};

pub(super) fn record(state: &State, id: &Reference) -> Reasons {
    let Some(record) = state.records.get(id) else {
        return Reasons {
            claim: format!("There is no record {id}."),
            reasons: Vec::new(),
        };
    };
    let sheet = state.playbook.sheet(&record.sheet);
    let kind = sheet.map_or("", |sheet| sheet.title.as_str());
    let mut reasons = vec![Reason::said(said(record))];
    if let Some(place) = place(record, state) {
        reasons.push(Reason::said(place));
    }
    if record.off_record {
        reasons.push(Reason::said("It is off the record: no report shows it."));
    }
    if record.removed {
        reasons.push(Reason::said("It was removed since."));
    }
    let node = Node::Record(id.clone());
    let used = state
        .links_to(&node)
        .filter(|(key, _)| key.relation == Relation::Evidence);
    reasons.extend(used.filter_map(|(key, _)| {
        let Node::Cell(cell) = &key.from else {
            return None;
        };
        let option = state.rubric.option(&cell.option)?.short();
        let criterion = state
            .rubric
            .criterion(&cell.criterion)
            .map(|one| &one.title)?;
        let text = format!(
            "It speaks for {criterion} of {option} for {}",
            cell.environment
        );
        Some(Reason::resting_on(text, Claim::Cell(cell.clone())))
    }));
    Reasons {
        claim: format!("{id} ({kind}): {}", record.naming_text()),
        reasons,
    }
}

fn said(record: &Record) -> String {
    let speaker = ["said-by", "owner"].into_iter().find_map(|column| {
        let name = record.text(column);
        (!name.is_empty()).then_some((column, name))
    });
    let by = match speaker {
        Some(("said-by", name)) => format!("Said by {name}, kept"),
        Some((_, name)) => format!("Owned by {name}; kept"),
        None => "Nobody noted who said it; kept".to_owned(),
    };
    let scribe = match record.added.by.as_str() {
        "" => String::new(),
        name => format!(" by {name}"),
    };
    format!(
        "{by}{scribe} at {}",
        record.added.at.format("%H:%M on %-d %b %Y")
    )
}

fn place(record: &Record, state: &State) -> Option<String> {
    let topic = record
        .topic
        .as_ref()
        .and_then(|id| state.playbook.topic(id));
    let block = record
        .block
        .as_ref()
        .and_then(|id| state.playbook.block(id));
    match (topic, block) {
        (Some((block, topic)), _) => Some(format!("In {}, topic {}", block.title, topic.title)),
        (None, Some(block)) => Some(format!("In {}", block.title)),
        (None, None) => None,
    }
}

/// Points that name a criterion, where a weight has nothing else to rest on.
pub(super) fn about_criterion(state: &State, id: &CriterionId) -> Vec<Reason> {
    let names = |record: &&Record| {
        let criteria = record.fields.get("criteria");
        !record.removed && matches!(criteria, Some(Value::Tags(tags)) if tags.contains(id.as_str()))
    };
    let found = state.every_record().filter(names);
    found
        .map(|record| {
            Reason::resting_on(
                format!("About it: {} {}", record.id, record.naming_text()),
                Claim::Record(record.id.clone()),
            )
        })
        .collect()
}
