//! The roadmap: one page, then dates, reasons and work packages.

use std::collections::BTreeMap;

use serde::Serialize;

use super::page_one::{PageOne, page_one};
use crate::agenda::SheetKind;
use crate::exports::inline::{Head, Inline, Table, words};
use crate::exports::parts::annex::{Annex, annex};
use crate::exports::parts::cover::{Cover, cover};
use crate::exports::parts::packages::{PackagePart, packages};
use crate::exports::parts::plan::{PlanPart, plan};
use crate::exports::parts::registers::{SheetPart, still_open};
use crate::exports::parts::timeline::{TimelinePart, timeline};
use crate::exports::report::View;
use crate::order::Arrange;
use crate::workshop::Value;

/// What the template of the roadmap prints.
#[derive(Debug, Serialize)]
pub(super) struct Roadmap {
    cover: Cover,
    page: PageOne,
    plan: PlanPart,
    timeline: Option<TimelinePart>,
    packages: Vec<PackagePart>,
    /// Open decisions that carry a date.
    decisions: Option<Table>,
    /// Work packages that may not begin before a date, or are due by one.
    fixed_dates: Option<Table>,
    risks: Option<SheetPart>,
    assumptions: Option<SheetPart>,
    /// The register of work packages as a file; none when the playbook has no plan.
    plan_file: Option<String>,
    annex: Annex,
    prose: BTreeMap<String, String>,
}

/// Makes it.
pub(super) fn model(view: View<'_>) -> Roadmap {
    Roadmap {
        cover: cover(view),
        page: page_one(view),
        plan: plan(view),
        timeline: timeline(view),
        packages: packages(view),
        decisions: decisions(view),
        fixed_dates: fixed_dates(view),
        risks: still_open(view, "risks"),
        assumptions: still_open(view, "assumptions"),
        plan_file: plan_file(view),
        annex: annex(view),
        prose: view.prose(),
    }
}

fn plan_file(view: View<'_>) -> Option<String> {
    let mut sheets = view.state().playbook.sheets.iter();
    let sheet = sheets.find(|sheet| sheet.kind() == SheetKind::Plan)?;
    Some(format!("{}.csv", sheet.id))
}

fn decisions(view: View<'_>) -> Option<Table> {
    let mut due: Vec<_> = view
        .records("decisions")
        .into_iter()
        .filter(|record| !matches!(record.text("status"), "agreed" | "superseded"))
        .filter_map(|record| match record.get("due") {
            Some(Value::Date(date)) => Some((*date, record)),
            _ => None,
        })
        .collect();
    due.arrange_by(|a, b| (a.0, &a.1.id).cmp(&(b.0, &b.1.id)));
    let rows: Vec<Vec<Inline>> = due
        .into_iter()
        .map(|(date, record)| {
            vec![
                vec![view.reference(&record.id)],
                view.linked(&view.title(record)),
                words(record.text("status")),
                words(record.text("owner").trim_start_matches('@')),
                words(date.to_string()),
            ]
        })
        .collect();
    table(["Reference", "Decision", "Status", "Owner", "By"], rows)
}

fn fixed_dates(view: View<'_>) -> Option<Table> {
    let packages = &view.report.plan.network().packages;
    let rows: Vec<Vec<Inline>> = packages
        .iter()
        .filter(|package| package.not_before.is_some() || package.deadline.is_some())
        .map(|package| {
            let id = crate::workshop::Reference::new(&package.id);
            let date = |date: Option<chrono::NaiveDate>| {
                words(date.map_or_else(String::new, |date| date.to_string()))
            };
            vec![
                vec![view.reference(&id)],
                words(&package.title),
                date(package.not_before),
                date(package.deadline),
            ]
        })
        .collect();
    table(
        ["Reference", "Work package", "Not before", "Deadline"],
        rows,
    )
}

fn table<const N: usize>(heads: [&str; N], rows: Vec<Vec<Inline>>) -> Option<Table> {
    (!rows.is_empty()).then(|| Table {
        columns: heads.map(Head::left).into(),
        rows,
    })
}
