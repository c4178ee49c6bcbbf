//! What a change does to the plan: what moves, the end of all work, deadlines, what is critical.

use chrono::NaiveDate;

use crate::order::Arrange;
use crate::tui::app::pages::roadmap::rows::{Row, Standing, Table};
use crate::tui::app::pages::roadmap::scale::Scale;

/// What would come of a change.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// What it does to the whole, most important first.
    pub(crate) told: Vec<Consequence>,
    /// Every package whose dates change, the tried one first, then by their new start.
    pub(crate) moved: Vec<Moved>,
    /// How many packages there are.
    pub(crate) all: usize,
    /// Whether the dates are real: the plan has a first day.
    pub(crate) dated: bool,
    /// First and last day of the plan before and after.
    days: Option<(NaiveDate, NaiveDate)>,
}

/// An effect on the whole plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Consequence {
    /// What it is an effect on.
    pub(crate) label: &'static str,
    /// As it is now; empty when a sentence says it all.
    pub(crate) before: String,
    /// As it would be.
    pub(crate) after: String,
    /// The difference in words.
    pub(crate) difference: String,
    /// Whether it is for the worse.
    pub(crate) warns: bool,
}

/// A package whose dates would change.
#[derive(Debug, Clone)]
pub(crate) struct Moved {
    /// As it is now.
    pub(crate) before: Row,
    /// As it would be.
    pub(crate) after: Row,
    /// By how much its end moves: `+3 d`; empty when it has no date before or after.
    pub(crate) by: String,
}

impl Outcome {
    /// How many packages move beside the tried one.
    pub(super) const fn others(&self) -> usize {
        self.moved.len().saturating_sub(1)
    }

    /// The scale of a gantt that shows the plan before and after.
    pub(crate) fn scale(&self, cells: u16) -> Option<Scale> {
        Some(Scale::of(self.days?, cells, 0, 0))
    }
}

impl Table {
    /// What another plan of the same packages changes.
    pub(super) fn compare(&self, other: &Self, tried: usize) -> Outcome {
        let pairs = || {
            let after = |row: &usize| &other.rows[*row];
            let rows = self.row_of.iter().zip(&other.row_of);
            rows.map(move |(before, row)| (&self.rows[*before], after(row)))
        };
        let shifts =
            |(before, after): &(&Row, &Row)| before.span != after.span || before.place == tried;
        let mut moved: Vec<Moved> = pairs()
            .filter(shifts)
            .map(|(before, after)| Moved {
                by: self.shift(other, before.place),
                before: before.clone(),
                after: after.clone(),
            })
            .collect();
        moved.arrange_by_key(|moved| {
            (
                moved.before.place != tried,
                moved.after.span,
                moved.after.place,
            )
        });
        let days = self.days.into_iter().chain(other.days);
        let days = days.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)));
        let mut told = vec![self.end(other)];
        told.extend(deadlines(pairs()));
        told.extend(self.critical(pairs()));
        Outcome {
            told,
            moved,
            all: self.rows.len(),
            dated: self.dated,
            days,
        }
    }

    /// By how much the end of a package moves.
    fn shift(&self, other: &Self, place: usize) -> String {
        let finish = |table: &Self| {
            table
                .schedule
                .times(place)
                .map(|times| times.earliest_finish)
        };
        let by = finish(self)
            .zip(finish(other))
            .map(|(before, after)| after - before);
        match by {
            Some(by) if by != 0 => {
                let sign = if by < 0 { '-' } else { '+' };
                format!("{sign}{}", self.in_days(by))
            }
            _ => String::new(),
        }
    }

    /// What happens to the end of all work.
    fn end(&self, other: &Self) -> Consequence {
        let end = |table: &Self| {
            let last = table
                .rows
                .iter()
                .filter_map(|row| row.span)
                .map(|span| span.1)
                .max();
            last.map_or_else(String::new, |last| {
                if table.dated {
                    last.format("%a %-d %b %Y").to_string()
                } else {
                    table.few_letters(Some((last, last)), false).1
                }
            })
        };
        let by = self.schedule.finish().zip(other.schedule.finish());
        let by = by.map_or(0, |(before, after)| after - before);
        let later = if by < 0 { "sooner" } else { "later" };
        Consequence {
            label: "all done",
            before: end(self),
            after: if by == 0 { String::new() } else { end(other) },
            difference: if by == 0 {
                "as before".to_owned()
            } else {
                format!("{} {later}", self.in_days(by))
            },
            warns: by > 0,
        }
    }

    /// Which packages become critical, and which are no longer.
    fn critical<'r>(&self, pairs: impl Iterator<Item = (&'r Row, &'r Row)>) -> Option<Consequence> {
        let is_critical = |row: &Row| matches!(row.standing, Standing::Critical | Standing::Late);
        let (mut newly, mut no_more) = (Vec::new(), Vec::new());
        for (before, after) in pairs {
            match (is_critical(before), is_critical(after)) {
                (false, true) => newly.push(after),
                (true, false) => no_more.push(after),
                _ => {}
            }
        }
        let mut parts = Vec::new();
        if !newly.is_empty() {
            parts.push(format!("now also {}", names(&newly)));
        }
        if !no_more.is_empty() {
            parts.push(format!("no longer {}", names(&no_more)));
        }
        if parts.is_empty() {
            let any = self.rows.iter().any(is_critical);
            parts.extend(any.then(|| "the same work packages as before".to_owned()));
        }
        (!parts.is_empty()).then(|| Consequence {
            label: "critical",
            before: String::new(),
            after: String::new(),
            difference: parts.join("; "),
            warns: false,
        })
    }
}

/// The deadlines that would be missed, and those that would be met again.
fn deadlines<'r>(pairs: impl Iterator<Item = (&'r Row, &'r Row)>) -> Option<Consequence> {
    let late = |row: &Row| {
        row.deadline
            .zip(row.span)
            .is_some_and(|(due, span)| span.1 > due)
    };
    let (mut missed, mut met, mut still, mut any) = (Vec::new(), Vec::new(), Vec::new(), false);
    for (before, after) in pairs {
        any |= after.deadline.is_some();
        match (late(before), late(after)) {
            (false, true) => missed.push(after),
            (true, false) => met.push(after),
            (true, true) => still.push(after),
            (false, false) => {}
        }
    }
    let mut parts = Vec::new();
    let verb = |rows: &[&Row], one: &str, many: &str| {
        let verb = if rows.len() == 1 { one } else { many };
        format!("{} {verb}", names(rows))
    };
    if !missed.is_empty() {
        let (one, many) = ("misses its deadline", "miss their deadlines");
        parts.push(verb(&missed, one, many));
    }
    if !met.is_empty() {
        let (one, many) = ("meets its deadline again", "meet their deadlines again");
        parts.push(verb(&met, one, many));
    }
    if parts.is_empty() {
        parts.push(if still.is_empty() {
            "all are met, as before".to_owned()
        } else {
            format!("{} still missed, as before", names(&still))
        });
    }
    any.then(|| Consequence {
        label: "deadlines",
        before: String::new(),
        after: String::new(),
        difference: parts.join("; "),
        warns: !missed.is_empty(),
    })
}

/// References as a list, the first few of them.
fn names(rows: &[&Row]) -> String {
    const MOST: usize = 6;
    let mut names: Vec<String> = rows
        .iter()
        .take(MOST)
        .map(|row| row.id.to_string())
        .collect();
    if rows.len() > MOST {
        names.push(format!("{} more", rows.len() - MOST));
    }
    match names.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        names => names.concat(),
    }
}
