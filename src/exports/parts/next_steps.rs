//! Next steps: open actions and the work that begins first, each with owner and date.

use chrono::NaiveDate;

use crate::exports::inline::{Inline, Piece};
use crate::exports::report::View;
use crate::exports::say;
use crate::order::Arrange;
use crate::workshop::{Record, Reference, Value};

/// Steps that page one names.
const ON_PAGE_ONE: usize = 4;

/// A step with its date, to be put in order.
type Step = (Option<NaiveDate>, Reference, Inline);

/// The steps that are due first, a line each: what, owner, date.
#[must_use]
pub fn next_steps(view: View<'_>) -> Vec<Inline> {
    let mut steps: Vec<Step> = actions(view);
    steps.extend(starts(view));
    steps.arrange_by(|a, b| {
        let key = |step: &Step| (step.0.is_none(), step.0);
        key(a).cmp(&key(b)).then_with(|| a.1.cmp(&b.1))
    });
    steps.truncate(ON_PAGE_ONE);
    steps.into_iter().map(|(_, _, line)| line).collect()
}

fn step(view: View<'_>, record: &Record, date: Option<NaiveDate>, verb: &str) -> Step {
    let owner = say::owner(record.text("owner"));
    let when = date.map_or_else(
        || "no date".to_owned(),
        |date| format!("{verb} {}", say::day(date)),
    );
    let line = vec![
        view.named(record),
        Piece::text(format!(" ({owner}, {when})")),
    ];
    (date, record.id.clone(), line)
}

fn actions(view: View<'_>) -> Vec<Step> {
    view.records("actions")
        .into_iter()
        .filter(|record| matches!(record.text("status"), "" | "open"))
        .map(|record| {
            let due = match record.get("due") {
                Some(Value::Date(date)) => Some(*date),
                _ => None,
            };
            step(view, record, due, "by")
        })
        .collect()
}

/// Work packages that begin first and are not under way.
fn starts(view: View<'_>) -> Vec<Step> {
    let (plan, schedule) = (&view.report.plan, &view.report.schedule);
    let dates = &view.report.dates;
    let packages = &plan.network().packages;
    schedule
        .in_time_order(|_| true)
        .into_iter()
        .filter(|place| !packages[*place].milestone)
        .filter_map(|place| {
            let record = view.state().record(&Reference::new(&packages[place].id))?;
            let waiting = matches!(record.text("status"), "" | "planned");
            let start = dates.packages[place].map(|span| span.start);
            waiting.then(|| step(view, record, start, "from"))
        })
        .take(3)
        .collect()
}
