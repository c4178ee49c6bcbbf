//! Reads `[[work_package]]`.

use super::estimate::check_order;
use super::read_links::ReadLink;
use super::read_record::{ReadRecord, body, reference};
use super::target::Target;
use super::waits::{Waits, waits_for};
use crate::agenda::SheetKind;
use crate::document::Fields;
use crate::workshop::{CellKey, Link, LinkKey, PlanSettings, Reference, Relation};

/// Reads every `[[work_package]]` and what it is linked to; `plan` says how long a day is.
pub(super) fn packages(
    root: &Fields<'_, '_>,
    target: &Target<'_>,
    plan: &PlanSettings,
) -> (Vec<ReadRecord>, Vec<ReadLink>) {
    let (mut records, mut links) = (Vec::new(), Vec::new());
    let tables = root.tables("work_package", "a work package");
    if target.plan().is_none() && !tables.is_empty() {
        let what = "the playbook has no sheet of kind \"plan\" for work packages";
        root.report(
            "work_package",
            what,
            "import them into a workshop whose playbook has one",
        );
    }
    for fields in tables {
        records.extend(package(fields, target, plan, &mut links));
    }
    (records, links)
}

fn package(
    mut fields: Fields<'_, '_>,
    target: &Target<'_>,
    plan: &PlanSettings,
    links: &mut Vec<ReadLink>,
) -> Option<ReadRecord> {
    let id = reference(&fields);
    match &id {
        Some(id) => fields.rename(format!("work package \"{id}\"")),
        None if !fields.has("id") => {
            fields.report(
                "id",
                "a work package has no `id`",
                "add `id = ` with any unique text",
            );
        }
        None => {}
    }
    let sheet = if fields.has("sheet") {
        target.sheet(&fields, "sheet")?
    } else {
        target.plan()?
    };
    if sheet.sheet.kind() != SheetKind::Plan {
        let what = format!("sheet \"{}\" is no plan", sheet.sheet.id);
        fields.report("sheet", what, "leave `sheet` out");
        return None;
    }
    let read = body(&fields, id.clone(), sheet, target);
    if !target.whole {
        check_order(read.new.fields.get("duration"), &fields, plan);
    }
    let waits = fields.list("depends_on").iter();
    let waits: Vec<Waits> = waits
        .filter_map(|item| waits_for(item, fields.what(), fields.reader()))
        .collect();
    let closes = closes(&fields, target);
    fields.finish();
    let id = id?;
    links.extend(waits.into_iter().map(|waits| waits.link(&id)));
    links.extend(closes.into_iter().map(|(cell, at)| ReadLink {
        key: LinkKey::new(id.clone(), Relation::Closes, cell),
        link: Link::default(),
        at,
    }));
    Some(read)
}

fn closes(fields: &Fields<'_, '_>, target: &Target<'_>) -> Vec<(CellKey, usize)> {
    let mut all = Vec::new();
    for (gap, item) in fields
        .tables("closes", "a gap that is closed")
        .into_iter()
        .zip(fields.list("closes"))
    {
        all.extend(target.cells(&gap).into_iter().map(|cell| (cell, item.at)));
        gap.finish();
    }
    all
}

impl Waits {
    /// The link to the work package that waits.
    fn link(self, id: &Reference) -> ReadLink {
        ReadLink {
            key: LinkKey::new(
                Reference::new(&self.on),
                Relation::Precedes(self.kind),
                id.clone(),
            ),
            link: Link {
                why: self.why,
                lag: self.lag,
            },
            at: self.at,
        }
    }
}
