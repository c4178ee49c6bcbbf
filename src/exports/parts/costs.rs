//! Three-year costs: one-off plus three years, low, likely and high, per option and currency.
//!
//! They stand beside the score, never inside it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::agenda::OptionId;
use crate::exports::inline::{Inline, comma_list};
use crate::exports::report::View;
use crate::exports::say;
use crate::workshop::{Record, Value};

/// Years of running costs in a total.
const YEARS: f64 = 3.0;

/// Low, likely, high.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Range {
    /// If all goes well.
    pub low: f64,
    /// Most likely.
    pub likely: f64,
    /// If much goes wrong.
    pub high: f64,
}

impl Range {
    fn add(&mut self, other: Self) {
        self.low += other.low;
        self.likely += other.likely;
        self.high += other.high;
    }
}

/// What an option costs over three years, and what is missing from it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OptionCost {
    /// Totals by currency.
    pub totals: BTreeMap<String, Range>,
    /// Whether any figure is of this option alone; else only shared items are in the totals.
    pub own: bool,
}

/// The costs of all options.
#[derive(Debug, Clone, Default)]
pub struct Costs<'r> {
    /// By option.
    pub options: BTreeMap<OptionId, OptionCost>,
    /// Items without a figure, or without saying whether they recur: they are in no total.
    pub left_out: Vec<&'r Record>,
    /// Items of which one figure stands for the whole range.
    pub single: Vec<&'r Record>,
    /// What every option needs, by currency; it is in each total.
    pub shared: BTreeMap<String, Range>,
    /// Whether there is any item at all.
    pub any: bool,
}

/// Adds up the costs sheet.
#[must_use]
pub fn costs(view: View<'_>) -> Costs<'_> {
    let mut costs = Costs::default();
    for record in view.report.view(view.document).records("costs") {
        costs.any = true;
        match figures(record) {
            None => costs.left_out.push(record),
            Some((range, whole)) => {
                if !whole {
                    costs.single.push(record);
                }
                add(view, &mut costs, record, range);
            }
        }
    }
    costs
}

/// The three-year range of an item and whether it was given as a range.
fn figures(record: &Record) -> Option<(Range, bool)> {
    let number = |column| match record.get(column) {
        Some(Value::Number(number)) => Some(*number),
        _ => None,
    };
    let times = match record.text("basis") {
        "one-off" => 1.0,
        "annual" => YEARS,
        _ => return None,
    };
    let (low, likely, high) = (number("low"), number("likely"), number("high"));
    let middle = likely.or(high).or(low)?;
    let range = Range {
        low: low.unwrap_or(middle) * times,
        likely: middle * times,
        high: high.unwrap_or(middle) * times,
    };
    Some((range, low.is_some() && high.is_some()))
}

fn add<'r>(view: View<'r>, costs: &mut Costs<'r>, record: &Record, range: Range) {
    let named = record.text("option");
    let shared = named.is_empty() || named == "all";
    let currency = match record.text("currency") {
        "" => view.state().info.currency.clone(),
        currency => currency.to_owned(),
    };
    if shared {
        costs.shared.entry(currency.clone()).or_default().add(range);
    }
    for option in &view.state().rubric.options {
        if !shared && named != option.id.as_str() && named != option.title {
            continue;
        }
        let cost = costs.options.entry(option.id.clone()).or_default();
        cost.own |= !shared;
        cost.totals.entry(currency.clone()).or_default().add(range);
    }
}

impl Costs<'_> {
    /// An option's total in words: `EUR 310,000 to 520,000, likely 400,000`; `no figures` without any.
    #[must_use]
    pub fn words(&self, option: &OptionId) -> String {
        let Some(cost) = self.options.get(option) else {
            return "no figures".to_owned();
        };
        let totals = ranges(&cost.totals);
        let note = if cost.own { "" } else { " (shared items only)" };
        format!("{totals}{note}")
    }
}

fn ranges(totals: &BTreeMap<String, Range>) -> String {
    let words: Vec<String> = totals
        .iter()
        .map(|(name, total)| range(name, total))
        .collect();
    words.join("; ")
}

fn range(currency: &str, total: &Range) -> String {
    let (low, likely, high) = (
        say::money(total.low),
        say::money(total.likely),
        say::money(total.high),
    );
    let amount = if low == high {
        likely
    } else {
        format!("{low} to {high}, likely {likely}")
    };
    format!("{currency} {amount}").trim().to_owned()
}

/// What to know about the totals before they are used.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct CostNotes {
    /// Whether there is any item at all.
    pub any: bool,
    /// What every option needs, in words; empty when there is none.
    pub shared: String,
    /// Items that are in no total.
    pub left_out: Inline,
    /// Items of which one figure stands for the whole range.
    pub single: Inline,
    /// Options without a figure of their own.
    pub without: String,
    /// What each option costs: title, total in words.
    pub totals: Vec<(String, String)>,
}

/// Totals and what is missing from them.
#[must_use]
pub fn notes(view: View<'_>) -> CostNotes {
    let costs = costs(view);
    let links = |records: &[&Record]| comma_list(records.iter().map(|r| view.reference(&r.id)));
    let options = &view.state().rubric.options;
    let without: Vec<&str> = options
        .iter()
        .filter(|option| costs.options.get(&option.id).is_none_or(|cost| !cost.own))
        .map(|option| option.title.as_str())
        .collect();
    CostNotes {
        any: costs.any,
        shared: ranges(&costs.shared),
        left_out: links(&costs.left_out),
        single: links(&costs.single),
        without: say::list(&without),
        totals: options
            .iter()
            .map(|option| (option.title.clone(), costs.words(&option.id)))
            .collect(),
    }
}
