//! Reads `[[record]]`.

use super::meta;
use super::read_value::value;
use super::target::{SheetColumns, Target};
use crate::agenda::{BlockId, SheetKind};
use crate::document::Fields;
use crate::workshop::{NewRecord, Reference, Value, Values, capture};

/// A record of a file.
#[derive(Debug)]
pub(super) struct ReadRecord {
    pub(super) new: NewRecord,
    pub(super) removed: bool,
    /// Where its id stands, or the record when it has none.
    pub(super) at: usize,
}

/// Reads every `[[record]]`.
pub(super) fn records(root: &Fields<'_, '_>, target: &Target<'_>) -> Vec<ReadRecord> {
    let tables = root.tables("record", "a record");
    tables
        .into_iter()
        .filter_map(|fields| record(fields, target))
        .collect()
}

fn record(mut fields: Fields<'_, '_>, target: &Target<'_>) -> Option<ReadRecord> {
    let id = reference(&fields);
    if let Some(id) = &id {
        fields.rename(format!("record \"{id}\""));
    }
    let sheet = target.sheet(&fields, "sheet")?;
    if sheet.sheet.prefix.is_none() {
        let what = format!("sheet \"{}\" does not hold records", sheet.sheet.id);
        fields.report(
            "sheet",
            what,
            "a matrix takes [[cell]], a scorecard [[score]]",
        );
        return None;
    }
    let read = body(&fields, id, sheet, target);
    fields.finish();
    Some(read)
}

/// What is said of an id that [has line breaks](has_breaks), and what to do.
pub(super) const SEVERAL_LINES: (&str, &str) = ("an id is one line", "take the line break out");

/// True for what no reference may be.
pub(super) fn has_breaks(id: &Reference) -> bool {
    id.as_str().contains(['\n', '\r'])
}

/// The `id`, if it is there and says something.
pub(super) fn reference(fields: &Fields<'_, '_>) -> Option<Reference> {
    if !fields.has("id") {
        return None;
    }
    let id = Reference::new(&fields.required_text("id"));
    if has_breaks(&id) {
        fields.report("id", SEVERAL_LINES.0, SEVERAL_LINES.1);
    }
    (!id.as_str().is_empty()).then_some(id)
}

/// Everything of a record but what only its kind of table has.
pub(super) fn body(
    fields: &Fields<'_, '_>,
    id: Option<Reference>,
    sheet: &SheetColumns<'_>,
    target: &Target<'_>,
) -> ReadRecord {
    let (block, topic) = meta::place(fields, target);
    let said = meta::said(fields, target);
    let read = columns(fields, sheet, target, block.as_ref());
    check(fields, sheet, target, &read);
    let columns = if target.whole {
        read
    } else {
        let mut all = capture::defaults(sheet.sheet);
        all.extend(read);
        all
    };
    ReadRecord {
        at: fields.at("id"),
        removed: fields.flag("removed").unwrap_or(false),
        new: NewRecord {
            id,
            sheet: sheet.sheet.id.clone(),
            fields: columns,
            added: if target.whole {
                said.or_else(|| Some(target.stamp.clone()))
            } else {
                said
            },
            block,
            topic,
            parked: fields.flag("parked").unwrap_or(false),
            off_record: fields.flag("off_record").unwrap_or(false),
        },
    }
}

/// The columns, under their ids or with underscores for hyphens.
fn columns(
    fields: &Fields<'_, '_>,
    sheet: &SheetColumns<'_>,
    target: &Target<'_>,
    block: Option<&BlockId>,
) -> Values {
    let mut read = Values::new();
    for column in &sheet.columns {
        let id = column.id.as_str();
        let other = id.replace('-', "_");
        let key = if fields.has(&other) { &other } else { id };
        if let Some(value) = value(fields, key, column, target, block) {
            read.insert(column.id.clone(), value);
        }
    }
    read
}

/// What must hold of a new record: it has a name, and its option and criteria are known.
fn check(fields: &Fields<'_, '_>, sheet: &SheetColumns<'_>, target: &Target<'_>, read: &Values) {
    if target.whole {
        return;
    }
    let naming = sheet.columns.first().filter(|column| column.required);
    // A link of a flow has no name, it has two ends.
    let is_link = sheet.sheet.kind() == SheetKind::Flow && read.contains_key("from");
    if let Some(naming) = naming
        && !read.contains_key(&naming.id)
        && !is_link
        && sheet.sheet.kind() != SheetKind::Plan
    {
        let what = format!("{} has no `{}`", fields.what(), naming.id);
        fields.report(naming.id.as_str(), what, "write what it says");
    }
    if sheet.sheet.kind() != SheetKind::Swot {
        return;
    }
    match read.get("option") {
        Some(option) => {
            let _ = target.known_option(fields, "option", &option.to_string());
        }
        None => fields.report(
            "option",
            format!("{} has no `option`", fields.what()),
            "name an option",
        ),
    }
    if let Some(Value::Tags(criteria)) = read.get("criteria") {
        for criterion in criteria {
            let _ = target.known_criterion(fields, "criteria", criterion);
        }
    }
}
