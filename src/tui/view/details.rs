//! Everything that is known of the selected record.

use ratatui::layout::Rect;

use super::flow::Flow;
use crate::agenda::{Column, OptionId};
use crate::tui::app::desk::Desk;
use crate::tui::canvas::Canvas;
use crate::tui::theme::Role;
use crate::workshop::{Link, LinkKey, Node, Record, Reference, Relation, State, Value};

/// Lines that what follows the text may need.
const ROOM: u16 = 7;

pub(super) fn draw(canvas: &mut Canvas<'_>, desk: &Desk, record: &Record, area: Rect) {
    let mut flow = Flow { canvas, area };
    flow.heading(record.id.as_str());
    let state = desk.state();
    let name = if record.is_flow_link() {
        state.flow_link_text(record)
    } else {
        record.naming_text().to_owned()
    };
    let first = flow.area.y;
    flow.paragraph("", Role::Text, &name, Role::Text);
    flow.fill(first + 2, ROOM);
    let sheet = state.playbook.sheet(&record.sheet);
    let columns = sheet
        .map(|sheet| sheet.columns_of(record.is_flow_link()))
        .unwrap_or_default();
    let naming = sheet
        .and_then(|sheet| sheet.naming_column())
        .map(|column| column.id.clone());
    let rest = columns
        .into_iter()
        .filter(|column| Some(&column.id) != naming.as_ref());
    let (filled, blank): (Vec<&Column>, Vec<&Column>) =
        rest.partition(|column| record.get(column.id.as_str()).is_some());
    for column in filled {
        let value = record.get(column.id.as_str());
        let text = value.map(|value| match value.as_text() {
            Some(id) if column.id.as_str() == "option" => option_name(id, state).to_owned(),
            Some(id) if record.is_flow_link() && ["from", "to"].contains(&column.id.as_str()) => {
                node_name(id, state)
            }
            _ => in_full(value, record, state),
        });
        let text = text.unwrap_or_default();
        flow.labelled(&column.title, &text);
    }
    flow.labelled("Captured", &said(record, state));
    for (label, text) in links(record, state) {
        flow.labelled(label, &text);
    }
    if !blank.is_empty() {
        let names: Vec<String> = blank
            .iter()
            .map(|column| column.title.to_lowercase())
            .collect();
        flow.labelled("Still empty", &names.join(", "));
    }
}

/// The end of a link with what it is called.
fn node_name(id: &str, state: &State) -> String {
    let node = state.record(&Reference::new(id));
    node.map_or_else(
        || id.to_owned(),
        |node| format!("{id} {}", node.naming_text()),
    )
}

/// What an option is called; the text itself where it is none.
pub(super) fn option_name<'s>(id: &'s str, state: &'s State) -> &'s str {
    let option = state.rubric.option(&OptionId::new(id));
    option.map_or(id, |option| option.short())
}

/// A value in full: blocks by their short names.
fn in_full(value: &Value, record: &Record, state: &State) -> String {
    let Value::Relevance(levels) = value else {
        return value.to_string();
    };
    let block = record.block.as_ref();
    let later = block.map_or(0, |block| state.playbook.later_blocks(block).count());
    if let Some(level) = levels.values().next()
        && later > 1
        && levels.len() == later
        && levels.values().all(|one| one == level)
    {
        return format!("all later blocks {level}");
    }
    // In the order of the agenda; blocks that were dropped keep their ids at the end.
    let known = state.playbook.blocks().filter_map(|(_, block)| {
        levels
            .get(&block.id)
            .map(|level| format!("{} {level}", block.short()))
    });
    let dropped = levels
        .iter()
        .filter(|(block, _)| state.playbook.block(block).is_none());
    let dropped = dropped.map(|(block, level)| format!("{block} {level}"));
    known.chain(dropped).collect::<Vec<_>>().join(", ")
}

fn said(record: &Record, state: &State) -> String {
    let mut text = record.added.at.format("%H:%M on %-d %b").to_string();
    if !record.added.by.is_empty() {
        text.push_str(", kept by ");
        text.push_str(&record.added.by);
    }
    let topic = record
        .topic
        .as_ref()
        .and_then(|id| state.playbook.topic(id));
    let block = record
        .block
        .as_ref()
        .and_then(|id| state.playbook.block(id));
    let place = match (topic, block) {
        (Some((_, topic)), _) => format!(", topic {}", topic.title),
        (None, Some(block)) => format!(", in {}", block.short()),
        (None, None) => String::new(),
    };
    text + &place
}

fn links(record: &Record, state: &State) -> Vec<(&'static str, String)> {
    let node = Node::Record(record.id.clone());
    let out = state
        .links_from(&node)
        .map(|(key, link)| link_line(key, link, true, state));
    let into = state
        .links_to(&node)
        .map(|(key, link)| link_line(key, link, false, state));
    out.chain(into).collect()
}

fn link_line(key: &LinkKey, link: &Link, out: bool, state: &State) -> (&'static str, String) {
    let mut text = match if out { &key.to } else { &key.from } {
        Node::Record(id) => {
            let name = state
                .record(id)
                .map(Record::naming_text)
                .unwrap_or_default();
            format!("{id} {name}")
        }
        Node::Cell(cell) => {
            let option = state.rubric.option(&cell.option);
            let option = option.map_or(cell.option.as_str(), |option| option.short());
            format!("{} · {option} ({})", cell.criterion, cell.environment)
        }
    };
    if !link.why.is_empty() {
        text.push_str(": ");
        text.push_str(&link.why);
    }
    (label(key.relation, out), text)
}

const fn label(relation: Relation, out: bool) -> &'static str {
    match (relation, out) {
        (Relation::Evidence, _) => "Evidence for",
        (Relation::Precedes(_), true) => "Before",
        (Relation::Precedes(_), false) => "After",
        (Relation::Closes, _) => "Closes the gap",
        (Relation::Relates, _) => "Has to do with",
        (Relation::Supports, true) => "Speaks for",
        (Relation::Supports, false) => "Supported by",
        (Relation::Answers, true) => "Answers",
        (Relation::Answers, false) => "Answered by",
        (Relation::Mitigates, true) => "Mitigates",
        (Relation::Mitigates, false) => "Mitigated by",
    }
}
