//! What must hold between the parts of a playbook.

use std::collections::{BTreeMap, BTreeSet};

use super::block::{Block, Check, Output, Topic};
use super::playbook::Playbook;
use super::sheet::{Axis, SheetBody, SheetKind};
use crate::document::{Fields, nearest};

/// What an agenda is held to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Agenda {
    /// One thing after the other, and every topic feeds only what comes later.
    AsDesigned,
    /// Blocks were moved, dropped and run side by side.
    AsLived,
}

/// Reports what does not fit together, at the place of the table concerned.
pub(super) fn playbook(playbook: &Playbook, root: &Fields<'_, '_>, agenda: Agenda) {
    unique_sheets(playbook, root);
    axes(playbook, root);
    let mut names = Names::default();
    let mut order = BTreeMap::new();
    for (nth, (_, block)) in playbook.blocks().enumerate() {
        order.entry(block.id.as_str()).or_insert(nth);
    }
    for (day, day_fields) in playbook.days.iter().zip(root.tables("day", "a day")) {
        let tables = day_fields.tables("block", "a block");
        for (nth, (block, fields)) in day.blocks.iter().zip(&tables).enumerate() {
            let before = nth.checked_sub(1).filter(|_| agenda == Agenda::AsDesigned);
            times(block, before.map(|before| &day.blocks[before]), fields);
            names.block(block, fields);
            for sheet in &block.sheets {
                known_sheet(playbook, sheet.as_str(), "sheets", fields);
            }
            topics(
                &block.topics,
                order.get(block.id.as_str()),
                &mut names,
                (agenda == Agenda::AsDesigned).then_some(&order),
                fields,
            );
            for (output, at) in block
                .outputs
                .iter()
                .zip(fields.tables("output", "an output"))
            {
                check_output(playbook, output, &at);
            }
        }
    }
}

fn unique_sheets(playbook: &Playbook, root: &Fields<'_, '_>) {
    let (mut ids, mut prefixes) = (BTreeSet::new(), BTreeSet::new());
    for (sheet, fields) in playbook.sheets.iter().zip(root.tables("sheet", "a sheet")) {
        if !ids.insert(&sheet.id) {
            fields.report(
                "id",
                format!("there are two sheets \"{}\"", sheet.id),
                "rename one of them",
            );
        }
        let mut columns = BTreeSet::new();
        if let SheetBody::Register { columns: all } | SheetBody::Plan { columns: all } = &sheet.body
        {
            for column in all.iter().filter(|column| !columns.insert(&column.id)) {
                let what = format!("sheet \"{}\" has two columns \"{}\"", sheet.id, column.id);
                fields.report("columns", what, "rename one of them");
            }
        }
        if let Some(prefix) = &sheet.prefix
            && !prefixes.insert(prefix)
        {
            fields.report(
                "prefix",
                format!("two sheets have the prefix \"{prefix}\""),
                "change one of them",
            );
        }
    }
}

fn axes(playbook: &Playbook, root: &Fields<'_, '_>) {
    for (sheet, fields) in playbook.sheets.iter().zip(root.tables("sheet", "a sheet")) {
        let SheetBody::Matrix { rows, columns, .. } = &sheet.body else {
            continue;
        };
        for (key, axis) in [("rows", rows), ("columns", columns)] {
            let Axis::Register(source) = axis else {
                continue;
            };
            if playbook
                .sheet(source)
                .is_none_or(|found| found.kind() != SheetKind::Register)
            {
                let what = format!("`{key}` of sheet \"{}\" come from \"{source}\"", sheet.id);
                fields.report(key, what, "name a sheet of kind \"register\"");
            }
        }
    }
}

#[derive(Default)]
struct Names<'p> {
    blocks: BTreeSet<&'p str>,
    topics: BTreeSet<&'p str>,
    outputs: BTreeSet<&'p str>,
}

impl<'p> Names<'p> {
    fn block(&mut self, block: &'p Block, fields: &Fields<'_, '_>) {
        if !self.blocks.insert(block.id.as_str()) {
            fields.report(
                "id",
                format!("there are two blocks \"{}\"", block.id),
                "rename one of them",
            );
        }
        for output in &block.outputs {
            if !self.outputs.insert(output.id.as_str()) {
                let what = format!(
                    "there are two outputs \"{}\", one in block \"{}\"",
                    output.id, block.id
                );
                fields.report("output", what, "rename one of them");
            }
        }
        if block
            .short
            .as_deref()
            .is_some_and(|short| short.chars().count() > 16)
        {
            fields.report(
                "short",
                format!("`short` of block \"{}\" is too long", block.id),
                "use at most 16 characters",
            );
        }
    }
}

fn times(block: &Block, before: Option<&Block>, fields: &Fields<'_, '_>) {
    // A time that could not be read is 00:00 here and was reported where it stands.
    if block.end <= block.start && block.end.minutes() > 0 {
        let what = format!(
            "block \"{}\" ends at {} and begins at {}",
            block.id, block.end, block.start
        );
        fields.report("end", what, "let it end after it begins");
    }
    if let Some(before) = before
        && block.start < before.end
    {
        let what = format!(
            "block \"{}\" begins at {}, before \"{}\" ends at {}",
            block.id, block.start, before.id, before.end
        );
        fields.report(
            "start",
            what,
            format!(
                "begin at {} or later, or put the blocks in order",
                before.end
            ),
        );
    }
}

fn known_sheet(playbook: &Playbook, id: &str, key: &str, fields: &Fields<'_, '_>) -> bool {
    if playbook.sheet_named(id).is_some() {
        return true;
    }
    let names = playbook.sheets.iter().map(|sheet| sheet.id.as_str());
    let remedy = match nearest(id, names) {
        Some(known) => format!("did you mean \"{known}\"?"),
        None => "add a [[sheet]] with this id".to_owned(),
    };
    fields.report(
        key,
        format!(
            "`{key}` of {} names the unknown sheet \"{id}\"",
            fields.what()
        ),
        remedy,
    );
    false
}

/// Walks topics beside the tables they were read from, so that a mistake is named where it stands.
fn topics<'p>(
    all: &'p [Topic],
    here: Option<&usize>,
    names: &mut Names<'p>,
    order: Option<&BTreeMap<&str, usize>>,
    fields: &Fields<'_, '_>,
) {
    for (topic, at) in all.iter().zip(fields.tables("topic", "a topic")) {
        if !names.topics.insert(topic.id.as_str()) {
            at.report(
                "id",
                format!("there are two topics \"{}\"", topic.id),
                "rename one of them",
            );
        }
        for fed in topic.feeds.keys() {
            let what = format!("topic \"{}\" feeds \"{fed}\"", topic.id);
            match order.map(|order| order.get(fed.as_str())) {
                Some(None) => at.report("feeds", what, "name a block of this playbook"),
                Some(found) if found <= here => {
                    at.report("feeds", what, "a topic feeds only blocks after its own");
                }
                _ => {}
            }
        }
        topics(&topic.topics, here, names, order, &at);
    }
}

fn check_output(playbook: &Playbook, output: &Output, fields: &Fields<'_, '_>) {
    if !known_sheet(playbook, output.sheet.as_str(), "sheet", fields) {
        return;
    }
    let Some(sheet) = playbook.sheet(&output.sheet) else {
        return;
    };
    match (output.done_when.check, &output.done_when.column) {
        (Check::Every, None) => {
            let what = format!("output \"{}\" checks every record for no column", output.id);
            fields.report("done_when", what, "add `column = \"..\"`");
        }
        (Check::Every, Some(column)) if sheet.column(column.as_str()).is_none() => {
            let what = format!("output \"{}\" checks the column \"{column}\"", output.id);
            fields.report(
                "done_when",
                what,
                format!("sheet \"{}\" has no such column", sheet.id),
            );
        }
        (Check::Scored, _) if sheet.kind() != SheetKind::Scorecard => {
            let what = format!(
                "output \"{}\" is done when sheet \"{}\" is scored",
                output.id, sheet.id
            );
            fields.report(
                "done_when",
                what,
                "only a sheet of kind \"scorecard\" can be scored",
            );
        }
        _ => {}
    }
}
