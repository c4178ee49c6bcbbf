//! Reads `[plan]`: the calendar of the roadmap.

use super::estimate::is_estimate;
use super::meta;
use crate::document::{Fields, nearest};
use crate::workshop::{PlanSettings, Weekday};

/// How three-point durations can be spread.
const DISTRIBUTIONS: [&str; 3] = ["beta-pert", "triangular", "uniform"];

/// The settings with what the file says of them; none when it has no `[plan]`.
pub(super) fn read(root: &Fields<'_, '_>, before: &PlanSettings) -> Option<PlanSettings> {
    let fields = root.table("plan")?;
    let mut plan = before.clone();
    if let Some(start) = meta::date(&fields, "start") {
        plan.start = Some(start);
    }
    if let Some(hours) = fields.number("hours_per_day") {
        if hours > 0.0 && hours <= 24.0 {
            plan.hours_per_day = hours;
        } else {
            let what = format!("`hours_per_day` is {hours}");
            fields.report("hours_per_day", what, "write more than 0 and at most 24");
        }
    }
    if fields.has("working_days") {
        plan.working_days = working_days(&fields);
    }
    if fields.has("holidays") {
        plan.holidays = meta::dates(&fields, "holidays");
    }
    near_critical(&fields, &mut plan);
    if let Some(name) = fields.text("distribution") {
        if !DISTRIBUTIONS.contains(&name.as_str()) {
            let remedy = match nearest(&name, DISTRIBUTIONS) {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => format!("write one of: {}", DISTRIBUTIONS.join(", ")),
            };
            fields.report(
                "distribution",
                format!("`distribution` is \"{name}\""),
                remedy,
            );
        }
        plan.distribution = name;
    }
    if let Some((from, to)) = plan.endless_holidays() {
        let what = format!("the holidays leave no working day from {from} to {to}");
        fields.report("holidays", what, "shorten the list");
    }
    fields.finish();
    Some(plan)
}

fn near_critical(fields: &Fields<'_, '_>, plan: &mut PlanSettings) {
    let Some(band) = fields.text("near_critical") else {
        return;
    };
    if is_estimate(&band) && !band.contains('/') {
        plan.near_critical = band;
    } else {
        let what = format!("`near_critical` is \"{band}\"");
        fields.report(
            "near_critical",
            what,
            "write a working time such as 2d or 4h",
        );
    }
}

fn working_days(fields: &Fields<'_, '_>) -> Vec<Weekday> {
    let mut days = Vec::new();
    for name in fields.texts("working_days") {
        let begins = |day: &Weekday| name.to_lowercase().starts_with(day.word());
        match Weekday::ALL.into_iter().find(begins) {
            Some(day) if !days.contains(&day) => days.push(day),
            Some(_) => {}
            None => {
                let what = format!("`working_days` has \"{name}\"");
                fields.report(
                    "working_days",
                    what,
                    "write mon, tue, wed, thu, fri, sat or sun",
                );
            }
        }
    }
    if days.is_empty() {
        fields.report(
            "working_days",
            "no day of the week is worked",
            "name at least one, such as \"mon\"",
        );
    }
    days
}
