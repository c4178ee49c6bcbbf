//! A plan as CSV: `id,title,phase,owner,environment,duration,depends_on,milestone,not_before,deadline`.

use super::{OTHER_KEYS, PlanData, PlanRow, ReadRow, Who, connect};
use crate::document::Problems;
use crate::workshop::PlanSettings;
use crate::workshop::interchange::estimate::{in_order, is_estimate};
use crate::workshop::interchange::register_csv::{Cells, Csv, unsafe_again};
use crate::workshop::interchange::waits;

const COLUMNS: [&str; 11] = [
    "id",
    "title",
    "phase",
    "owner",
    "environment",
    "duration",
    "depends_on",
    "milestone",
    "not_before",
    "deadline",
    "status",
];

/// The roadmap in a CSV file, or every mistake in it; the calendar is the usual one.
///
/// Columns may stand in any order; all but `id` may be missing. `depends_on` is `WP-0; WP-2 SS+1d`.
pub fn plan_csv(name: &str, text: &str) -> Result<PlanData, Problems> {
    let csv = Csv::read(name, text)?;
    // Columns that a register of work packages has beside them say nothing about the schedule.
    let all = COLUMNS.iter().chain(&OTHER_KEYS);
    let names: Vec<(&str, &str)> = all.map(|name| (*name, *name)).collect();
    let places = csv.columns(&names);
    if csv.reader.count() == 0 && !places.contains(&Some(0)) {
        csv.reader
            .report(0, "the first line names no column `id`", "add the column");
    }
    let rows = csv
        .rows
        .iter()
        .map(|cells| row(&csv, cells, &places))
        .collect();
    let (packages, links) = connect(rows, &csv.reader);
    csv.reader.finish(PlanData {
        settings: PlanSettings::default(),
        packages,
        links,
    })
}

/// Where the column of this name stands in the file.
fn column(places: &[Option<usize>], name: &str) -> Option<usize> {
    let nth = COLUMNS.iter().position(|known| *known == name)?;
    places.iter().position(|place| *place == Some(nth))
}

fn row(csv: &Csv, cells: &Cells, places: &[Option<usize>]) -> ReadRow {
    let at = |name: &str| {
        column(places, name)
            .and_then(|place| cells.texts.get(place))
            .map_or("", |text| unsafe_again(text).trim())
    };
    let some = |column: &str| {
        Some(at(column))
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
    };
    let id = at("id");
    if id.is_empty() {
        csv.reader.report(
            cells.at,
            "a work package has no `id`",
            "give it any unique text",
        );
    }
    let wrong = |column: &str, remedy: &str| {
        let what = format!("`{column}` of {} is \"{}\"", Who(id), at(column));
        csv.reader.report(cells.at, what, remedy);
    };
    let date = |column: &str| {
        let text = some(column)?;
        let date = text.parse().ok();
        if date.is_none() {
            wrong(column, "write a date as YYYY-MM-DD");
        }
        date
    };
    let line = csv.reader.line(cells.at);
    let deadline = date("deadline");
    let is_point = milestone(at("milestone"), wrong);
    let row = PlanRow {
        id: id.to_owned(),
        title: at("title").to_owned(),
        phase: some("phase"),
        owner: some("owner"),
        environment: some("environment"),
        duration: duration(at("duration"), wrong),
        milestone: is_point,
        not_before: date("not_before"),
        deadline,
        deadline_line: deadline.map_or(0, |_| line),
        line,
    };
    let waits = waits::in_cell(at("depends_on"), cells.at);
    ReadRow {
        row,
        waits,
        at: cells.at,
        out: at("status") == "dropped",
    }
}

/// A duration; it may be empty, as in an export of a plan that is not estimated yet.
fn duration(text: &str, wrong: impl Fn(&str, &str)) -> String {
    if text.is_empty() || is_estimate(text) && in_order(text, &PlanSettings::default()) {
        return text.to_owned();
    }
    wrong(
        "duration",
        "write 3d, 2w or 4h, or 2d/3d/8d in this order, none of them negative; 0d if it takes no time",
    );
    String::new()
}

fn milestone(text: &str, wrong: impl Fn(&str, &str)) -> bool {
    match text.to_lowercase().as_str() {
        "yes" | "y" | "true" | "x" | "1" => true,
        "" | "no" | "n" | "false" | "0" => false,
        _ => {
            wrong("milestone", "write yes or no");
            false
        }
    }
}
