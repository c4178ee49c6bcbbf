//! What slips if one step slips: a table of those that matter, and the names of those that do not.

use serde::Serialize;

use super::end::finish;
use super::plan::package_line;
use crate::exports::inline::{Head, Inline, Table, comma_list, words};
use crate::exports::report::View;
use crate::exports::say;
use crate::roadmap::{Slip, Words};
use crate::workshop::Reference;

/// Working days by which a step is taken to be late.
const LATE_DAYS: i64 = 5;

/// What happens when one step is a week late and everything else goes as planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Late {
    /// Steps that move the end or miss a deadline; none when no step does.
    pub moves: Option<Table>,
    /// Names of the steps that do neither.
    pub harmless: Inline,
    /// How many they are.
    pub harmless_count: usize,
}

/// Makes it, in the order of time; none when nothing can be dated.
#[must_use]
pub fn late(view: View<'_>) -> Option<Late> {
    let (plan, schedule) = (&view.report.plan, &view.report.schedule);
    let packages = &plan.network().packages;
    let delay = LATE_DAYS * plan.network().calendar.ticks_per_day();
    schedule.finish()?;
    let slips: Vec<Slip> = schedule
        .in_time_order(|_| true)
        .into_iter()
        .filter(|place| !packages[*place].milestone)
        .filter_map(|place| plan.slip(schedule, place, delay))
        .collect();
    let (moving, harmless): (Vec<Slip>, Vec<Slip>) = slips
        .into_iter()
        .partition(|slip| slip.finish > 0 || !slip.missed.is_empty());
    let said = Words::new(plan, schedule);
    let heads = [
        "Work package",
        "What moves",
        "The project ends",
        "Deadlines missed",
    ];
    let rows: Vec<Vec<Inline>> = moving.iter().map(|slip| row(view, &said, slip)).collect();
    let named = |slip: &Slip| view.reference(&Reference::new(&packages[slip.package].id));
    Some(Late {
        moves: (!rows.is_empty()).then(|| Table {
            columns: heads.map(Head::left).into(),
            rows,
        }),
        harmless: comma_list(harmless.iter().map(named)),
        harmless_count: harmless.len(),
    })
}

fn row(view: View<'_>, said: &Words<'_>, slip: &Slip) -> Vec<Inline> {
    let packages = &view.report.plan.network().packages;
    let moved = match slip.moved.len() {
        0 => "nothing else moves".to_owned(),
        many => say::count(many, "other moves", "others move"),
    };
    let planned = view.report.schedule.finish().unwrap_or(0);
    let ends = match slip.finish {
        0 => "as planned".to_owned(),
        by => format!("{} later: {}", said.amount(by), finish(view, planned + by)),
    };
    let missed = slip
        .missed
        .iter()
        .map(|at| view.reference(&Reference::new(&packages[*at].id)));
    vec![
        package_line(view, slip.package),
        words(moved),
        words(ends),
        comma_list(missed),
    ]
}
