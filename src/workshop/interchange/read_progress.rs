//! Reads `[[progress]]`: how the blocks went.

use super::meta;
use super::target::{Target, unknown};
use crate::agenda::{BlockId, OutputId, TopicId};
use crate::document::{Fields, Item, Node};
use crate::workshop::{Acceptance, Clock, Run, Stamp};

/// How one block went.
#[derive(Debug, Default)]
pub(super) struct ReadProgress {
    pub(super) block: Option<BlockId>,
    /// When its clock ran, if the file says anything about it.
    pub(super) clock: Option<Clock>,
    pub(super) covered: Vec<(TopicId, Stamp)>,
    pub(super) accepted: Vec<(OutputId, Acceptance)>,
    /// Where it stands.
    pub(super) at: usize,
}

/// Reads every `[[progress]]`.
pub(super) fn progress(root: &Fields<'_, '_>, target: &Target<'_>) -> Vec<ReadProgress> {
    let mut all = Vec::new();
    for mut fields in root.tables("progress", "progress") {
        let block = target.block(&fields, "block");
        if let Some(block) = &block {
            fields.rename(format!("progress of block \"{block}\""));
        }
        all.push(ReadProgress {
            clock: clock(&fields, target),
            covered: covered(&fields, target),
            accepted: accepted(&fields, target),
            at: fields.at("block"),
            block,
        });
        fields.finish();
    }
    all
}

fn clock(fields: &Fields<'_, '_>, target: &Target<'_>) -> Option<Clock> {
    let keys = ["runs", "started", "ended", "extended"];
    let first = keys.into_iter().find(|key| fields.has(key));
    let started = meta::moment(fields, "started");
    let ended = meta::moment(fields, "ended");
    let mut runs = Vec::new();
    for run in fields.tables("runs", "a run") {
        if !run.has("from") {
            run.report(
                "from",
                "a run has no `from`",
                "add the time at which it began",
            );
        }
        let to = meta::moment(&run, "to");
        runs.extend(meta::moment(&run, "from").map(|from| Run { from, to }));
        run.finish();
    }
    runs.extend(started.map(|from| Run { from, to: ended }));
    let minutes = i64::from(i32::MIN)..=i64::from(i32::MAX);
    let extended = fields
        .integer("extended", minutes)
        .and_then(|minutes| i32::try_from(minutes).ok());
    let first = first?;
    if !target.whole {
        let what = format!("`{first}` of {} is of a workshop under way", fields.what());
        fields.report(
            first,
            what,
            "only a whole file says when a clock ran: leave it out",
        );
    }
    if !fields.has("block") {
        fields.report(
            first,
            format!("{} has no `block`", fields.what()),
            "name the block",
        );
    }
    Some(Clock {
        runs,
        extended: extended.unwrap_or(0),
        ended,
    })
}

/// Topics, as ids or as tables that say when and by whom.
fn covered(fields: &Fields<'_, '_>, target: &Target<'_>) -> Vec<(TopicId, Stamp)> {
    let mut all = Vec::new();
    for item in fields.list("covered") {
        if let Some(name) = meta::plain(item) {
            let topic = target.known_topic(fields, "covered", &name);
            all.extend(topic.map(|topic| (topic, target.stamp.clone())));
        } else if let Some(table) = table(fields, item, "covered") {
            let name = table.required_text("topic");
            let stamp = meta::stamp(&table, target);
            all.extend(
                target
                    .known_topic(&table, "topic", &name)
                    .map(|topic| (topic, stamp)),
            );
            table.finish();
        }
    }
    all
}

fn accepted(fields: &Fields<'_, '_>, target: &Target<'_>) -> Vec<(OutputId, Acceptance)> {
    let mut all = Vec::new();
    for item in fields.list("accepted") {
        let Some(table) = table(fields, item, "accepted") else {
            continue;
        };
        let name = table.required_text("output");
        let acceptance = Acceptance {
            reason: table.text("reason").unwrap_or_default(),
            set: meta::stamp(&table, target),
        };
        let outputs = || {
            let blocks = target.playbook.blocks();
            blocks.flat_map(|(_, block)| block.outputs.iter().map(|output| output.id.as_str()))
        };
        if target.whole || outputs().any(|known| known == name) {
            all.push((OutputId::new(name), acceptance));
        } else {
            unknown(&table, "output", "output", &name, outputs());
        }
        table.finish();
    }
    all
}

fn table<'r, 't>(fields: &Fields<'r, 't>, item: &'r Item<'t>, key: &str) -> Option<Fields<'r, 't>> {
    if let Node::Table(table) = &item.node {
        return Some(
            fields
                .reader()
                .fields(table, format!("`{key}` of {}", fields.what())),
        );
    }
    let what = format!("`{key}` of {} has {}", fields.what(), item.node.kind());
    fields
        .reader()
        .report(item.at, what, "it must be a list of tables");
    None
}
