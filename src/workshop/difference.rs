//! What differs between two states of a workshop: one mark and the next, or then and now.

use super::reference::Reference;
use super::score::CellKey;
use super::state::State;
use super::{Mark, Record, describe};

/// One difference, as a sentence without its full stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What differs.
    pub what: String,
    /// The record that it is about.
    pub record: Option<Reference>,
}

/// Everything that differs between two states: records, scores, votes, weights, cells, links, topics.
#[must_use]
pub fn differences(then: &State, now: &State) -> Vec<Difference> {
    let mut all = records(then, now);
    all.extend(scores(then, now).into_iter().map(plain));
    all.extend(votes(then, now).into_iter().map(plain));
    all.extend(weights(then, now).into_iter().map(plain));
    all.extend(cells(then, now).into_iter().map(plain));
    all.extend(links(then, now).into_iter().map(plain));
    all.extend(topics(then, now).into_iter().map(plain));
    all
}

const fn plain(what: String) -> Difference {
    Difference { what, record: None }
}

fn records(then: &State, now: &State) -> Vec<Difference> {
    let mut all = Vec::new();
    for (id, record) in &now.records {
        let before = then.records.get(id).filter(|record| !record.removed);
        let what = match (before, record.removed) {
            (None, true) => continue,
            (None, false) => format!("{id} was added: {}", record.naming_text()),
            (Some(before), true) => format!("{id} was removed: {}", before.naming_text()),
            (Some(before), false) if before == record => continue,
            (Some(before), false) => changed(before, record, now),
        };
        all.push(Difference {
            what,
            record: Some(id.clone()),
        });
    }
    all
}

/// How a record changed, column by column.
fn changed(before: &Record, after: &Record, state: &State) -> String {
    let sheet = state.playbook.sheet(&after.sheet);
    let title = |column: &crate::agenda::ColumnId| {
        let columns = sheet.map(|sheet| sheet.columns()).unwrap_or_default();
        let found = columns.into_iter().find(|one| one.id == *column);
        found.map_or_else(|| column.to_string(), |one| one.title.clone())
    };
    let mut parts = Vec::new();
    let columns = before.fields.keys().chain(after.fields.keys());
    let columns: std::collections::BTreeSet<_> = columns.collect();
    for column in columns {
        let text = |record: &Record| {
            let value = record.fields.get(column).map(ToString::to_string);
            value.unwrap_or_else(|| "blank".to_owned())
        };
        if before.fields.get(column) != after.fields.get(column) {
            parts.push(format!(
                "{} from {} to {}",
                title(column),
                text(before),
                text(after)
            ));
        }
    }
    if before.sheet != after.sheet {
        let to = sheet.map_or(after.sheet.as_str(), |sheet| sheet.title.as_str());
        parts.push(format!("moved to {to}"));
    }
    if before.parked != after.parked {
        parts.push(
            if after.parked {
                "parked"
            } else {
                "taken back from the parking lot"
            }
            .to_owned(),
        );
    }
    if before.off_record != after.off_record {
        parts.push(
            if after.off_record {
                "off the record"
            } else {
                "on the record again"
            }
            .to_owned(),
        );
    }
    if parts.is_empty() {
        parts.push("changed".to_owned());
    }
    format!("{} {}: {}", after.id, after.naming_text(), parts.join("; "))
}

fn scores(then: &State, now: &State) -> Vec<String> {
    let keys: std::collections::BTreeSet<&CellKey> =
        then.scores.keys().chain(now.scores.keys()).collect();
    let mark = |state: &State, cell: &CellKey| {
        let mark = state.score(cell).and_then(|score| score.mark);
        mark.map_or("not scored".to_owned(), |mark: Mark| mark.to_string())
    };
    let mut all = Vec::new();
    for cell in keys {
        let name = describe::cell(cell, now);
        let (before, after) = (mark(then, cell), mark(now, cell));
        if before != after {
            all.push(format!("{name}: from {before} to {after}"));
        } else if then.score(cell).map(|score| &score.rationale)
            != now.score(cell).map(|score| &score.rationale)
        {
            all.push(format!("{name}: its reason was changed"));
        }
    }
    all
}

/// Rounds that were voted since, or taken back, cell by cell.
fn votes(then: &State, now: &State) -> Vec<String> {
    let keys: std::collections::BTreeSet<&CellKey> =
        then.votes.keys().chain(now.votes.keys()).collect();
    let mut all = Vec::new();
    for cell in keys {
        let (before, after) = (then.rounds(cell), now.rounds(cell));
        let name = describe::cell(cell, now);
        let common = before.iter().zip(after).take_while(|(a, b)| a == b).count();
        for round in before.iter().skip(common) {
            all.push(format!(
                "{name}: the vote {} was taken back",
                round.tally.words()
            ));
        }
        for (round, number) in after.iter().zip(1..).skip(common) {
            all.push(format!(
                "{name}: round {number} voted {}",
                round.tally.words()
            ));
        }
    }
    all
}

fn weights(then: &State, now: &State) -> Vec<String> {
    let mut all = Vec::new();
    for criterion in &now.rubric.criteria {
        for environment in &now.rubric.header.environments {
            let before = then.rubric.criterion(&criterion.id);
            let before = before.and_then(|one| one.weight.get(environment)).copied();
            let after = criterion.weight.get(environment).copied();
            if before != after {
                let points =
                    |weight: Option<f64>| weight.map_or("none".to_owned(), |w| w.to_string());
                all.push(format!(
                    "The weight of {} in {environment}: from {} to {}",
                    criterion.title,
                    points(before),
                    points(after)
                ));
            }
        }
    }
    all
}

fn cells(then: &State, now: &State) -> Vec<String> {
    let keys: std::collections::BTreeSet<_> = then.cells.keys().chain(now.cells.keys()).collect();
    let text = |state: &State, key| {
        let value: Option<&super::Value> = state.cells.get(key);
        value.map_or("blank".to_owned(), ToString::to_string)
    };
    let differ = keys
        .into_iter()
        .filter(|key| then.cells.get(*key) != now.cells.get(*key));
    differ
        .map(|key| {
            let sheet = now.playbook.sheet(&key.0);
            let sheet = sheet.map_or(key.0.as_str(), |sheet| sheet.title.as_str());
            format!(
                "{sheet}, {} × {}: from {} to {}",
                key.1,
                key.2,
                text(then, key),
                text(now, key)
            )
        })
        .collect()
}

fn links(then: &State, now: &State) -> Vec<String> {
    let added = now
        .links
        .iter()
        .filter(|(key, _)| !then.links.contains_key(key));
    let added = added.map(|(key, _)| format!("Linked {}", describe::link(key, now)));
    let gone = then.links.keys().filter(|key| !now.links.contains_key(key));
    let gone = gone.map(|key| format!("Unlinked {}", describe::link(key, now)));
    added.chain(gone).collect()
}

fn topics(then: &State, now: &State) -> Vec<String> {
    let title = |id: &crate::agenda::TopicId| {
        let topic = now.playbook.topic(id);
        topic.map_or_else(|| id.to_string(), |(_, topic)| topic.title.clone())
    };
    let covered = now
        .covered
        .keys()
        .filter(|id| !then.covered.contains_key(*id));
    let covered = covered.map(|id| format!("Covered: {}", title(id)));
    let open = then
        .covered
        .keys()
        .filter(|id| !now.covered.contains_key(*id));
    let open = open.map(|id| format!("Open again: {}", title(id)));
    covered.chain(open).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::empty;
    use super::super::{Act, Entry};
    use super::super::{Change, NewRecord, Value, Workshop};
    use super::*;
    use crate::agenda::{ColumnId, SheetId};

    fn entry(changes: Vec<Change>) -> Entry {
        Entry {
            id: uuid::Uuid::nil(),
            at: chrono::DateTime::UNIX_EPOCH.fixed_offset(),
            by: "Ada".to_owned(),
            act: Act::Do(changes),
        }
    }

    #[test]
    fn added_changed_and_removed_records_are_named() {
        let add = |text: &str| {
            Change::Add(Box::new(NewRecord {
                sheet: SheetId::new("items"),
                fields: [(ColumnId::new("text"), Value::Text(text.to_owned()))].into(),
                ..NewRecord::default()
            }))
        };
        let begun = entry(vec![
            Change::Replace(Box::new(empty())),
            add("one"),
            add("two"),
        ]);
        let mut workshop = Workshop::begin(&begun).unwrap();
        let then = workshop.state().clone();
        let id = |n: u32| Reference::new(&format!("LI-{n}"));
        let change = entry(vec![
            Change::Set {
                id: id(1),
                column: ColumnId::new("text"),
                value: Some(Value::Text("uno".to_owned())),
            },
            Change::Remove(id(2)),
            add("three"),
        ]);
        workshop.apply(&change).unwrap();
        let what: Vec<String> = differences(&then, workshop.state())
            .into_iter()
            .map(|one| one.what)
            .collect();
        assert_eq!(what.len(), 3, "{what:?}");
        assert!(
            what[0].starts_with("LI-1 uno:") && what[0].ends_with("from one to uno"),
            "{what:?}"
        );
        assert_eq!(
            what[1..],
            ["LI-2 was removed: two", "LI-3 was added: three"].map(str::to_owned)
        );
        assert_eq!(differences(&then, &then), []);
    }
}
