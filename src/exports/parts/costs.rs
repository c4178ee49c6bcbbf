//! Three-year costs: one-off plus three years, low, likely and high, per option and currency.
//!
//! They stand beside the score, never inside it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::Serialize;

use crate::agenda::{CriterionId, Environment, OptionId};
use crate::exports::inline::{Head, Inline, Piece, Table, comma_list, words};
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
    /// Totals of its own items by environment and currency.
    places: BTreeMap<(String, String), Range>,
    /// Whether each of its own items names one environment.
    placed: bool,
    /// The days as of which they were given, oldest and newest.
    as_of: Option<(NaiveDate, NaiveDate)>,
}

impl OptionCost {
    fn take(&mut self, record: &Record, currency: &str, range: Range) {
        let place = record.text("environment");
        self.placed = (self.placed || !self.own) && !place.is_empty() && place != "both";
        self.own = true;
        let key = (place.to_owned(), currency.to_owned());
        self.places.entry(key).or_default().add(range);
        if let Some(Value::Date(date)) = record.get("as-of") {
            let (oldest, newest) = self.as_of.unwrap_or((*date, *date));
            self.as_of = Some((oldest.min(*date), newest.max(*date)));
        }
    }
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
        if !shared {
            cost.take(record, &currency, range);
        }
        cost.totals.entry(currency.clone()).or_default().add(range);
    }
}

impl Costs<'_> {
    /// An option's total in words: `EUR 310,000 to 520,000, likely 400,000`; `no figures` without any.
    #[must_use]
    pub fn words(&self, option: &OptionId) -> String {
        self.told(option, ranges)
    }

    /// The same for a narrow column whose head names the currency: `400,000 (310,000 to 520,000)`.
    #[must_use]
    pub fn in_brief(&self, option: &OptionId) -> String {
        match self.currency() {
            Some(_) => self.told(option, |totals| {
                totals.values().map(brief).collect::<Vec<_>>().join("; ")
            }),
            None => self.words(option),
        }
    }

    fn told(
        &self,
        option: &OptionId,
        totals: impl Fn(&BTreeMap<String, Range>) -> String,
    ) -> String {
        let Some(cost) = self.options.get(option) else {
            return "no figures".to_owned();
        };
        let note = if cost.own { "" } else { " (shared items only)" };
        format!("{}{note}", totals(&cost.totals))
    }

    /// The currency of all totals, if it is one.
    #[must_use]
    pub fn currency(&self) -> Option<&str> {
        let totals = self.options.values().flat_map(|cost| cost.totals.keys());
        let currencies: BTreeSet<&str> = totals.map(String::as_str).collect();
        match currencies.into_iter().collect::<Vec<_>>().as_slice() {
            [one] if !one.is_empty() => Some(one),
            _ => None,
        }
    }
}

/// `400,000 (310,000 to 520,000)`.
fn brief(total: &Range) -> String {
    let likely = say::money(total.likely);
    let (low, high) = (say::money(total.low), say::money(total.high));
    if low == high {
        likely
    } else {
        format!("{likely} ({low} to {high})")
    }
}

fn ranges(totals: &BTreeMap<String, Range>) -> String {
    let words: Vec<String> = totals
        .iter()
        .map(|(name, total)| range(name, total))
        .collect();
    words.join("; ")
}

fn likely(totals: &BTreeMap<String, Range>) -> String {
    let words = totals.iter().map(|(currency, total)| {
        let amount = say::money(total.likely);
        format!("{currency} {amount}").trim().to_owned()
    });
    words.collect::<Vec<_>>().join("; ")
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

/// Likely totals of one option for all environments and of a choice for each, both with what any option needs.
/// None unless every item of these options names its environment and all amounts are in one currency.
#[must_use]
pub fn split_cost(
    view: View<'_>,
    one: &OptionId,
    each: &[(&Environment, &OptionId)],
) -> Option<(String, String)> {
    let costs = costs(view);
    let mut currencies: BTreeSet<&str> = costs.shared.keys().map(String::as_str).collect();
    for (_, option) in each.iter().copied().chain([(each.first()?.0, one)]) {
        let cost = costs.options.get(option).filter(|cost| cost.placed)?;
        currencies.extend(cost.totals.keys().map(String::as_str));
    }
    let [currency] = currencies.into_iter().collect::<Vec<_>>()[..] else {
        return None;
    };
    let shared = costs.shared.get(currency).map_or(0.0, |range| range.likely);
    let parts = each.iter().map(|(place, option)| {
        let key = (place.as_str().to_owned(), currency.to_owned());
        Some(costs.options.get(*option)?.places.get(&key)?.likely)
    });
    let split = parts.sum::<Option<f64>>()? + shared;
    let whole = costs.options.get(one)?.totals.get(currency)?.likely;
    let words = |amount: f64| {
        format!("{currency} {}", say::money(amount))
            .trim()
            .to_owned()
    };
    Some((words(whole), words(split)))
}

/// What to know about the totals before they are used.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct CostNotes {
    /// Whether there is any item at all.
    pub any: bool,
    /// Whether an item has no figure, or an option no item of its own.
    pub incomplete: bool,
    /// What every option needs, in words; empty when there is none.
    pub shared: String,
    /// The likely amount of it; empty when there is none.
    pub shared_likely: String,
    /// Items that are in no total.
    pub left_out: Inline,
    /// The criterion on cost, which is scored beside these figures; empty when there is none.
    pub voted: String,
    /// Items of which one figure stands for the whole range.
    pub single: Inline,
    /// Options without a figure of their own.
    pub without: String,
    /// What each option costs: title, total in words.
    pub totals: Vec<(String, String)>,
    /// The same with low, likely and high in columns, sources and dates; none without any figure.
    pub table: Option<Table>,
    /// Where the figures come from.
    pub sources: Vec<Inline>,
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
        incomplete: !costs.left_out.is_empty() || !without.is_empty(),
        shared: ranges(&costs.shared),
        shared_likely: likely(&costs.shared),
        left_out: left_out(view, &costs.left_out),
        voted: view
            .state()
            .rubric
            .criterion(&CriterionId::new("cost"))
            .map_or_else(String::new, |one| one.title.clone()),
        single: links(&costs.single),
        without: say::list(&without),
        totals: options
            .iter()
            .map(|option| (option.title.clone(), costs.words(&option.id)))
            .collect(),
        table: table(view, &costs),
        sources: sources(view),
    }
}

/// Items that are in no total, each with what it does not say.
fn left_out(view: View<'_>, records: &[&Record]) -> Inline {
    let mut line = Inline::new();
    for record in records {
        if !line.is_empty() {
            line.push(Piece::text(", "));
        }
        let number = |column| matches!(record.get(column), Some(Value::Number(_)));
        let amount = ["low", "likely", "high"].into_iter().any(number);
        let lacks = match (amount, record.text("basis").is_empty()) {
            (false, false) => "no amount",
            (false, true) => "neither an amount nor whether it is one-off or annual",
            (true, _) => "not said whether it is one-off or annual",
        };
        line.push(view.reference(&record.id));
        line.push(Piece::text(format!(" ({lacks})")));
    }
    line
}

/// Where the figures come from, with how many items each; those without a source last.
fn sources(view: View<'_>) -> Vec<Inline> {
    let mut by: BTreeMap<&str, usize> = BTreeMap::new();
    for record in view.report.view(view.document).records("costs") {
        *by.entry(record.text("source")).or_default() += 1;
    }
    let nameless = by.remove("");
    let items = |count: usize| say::count(count, "item", "items");
    let named = by.into_iter().map(|(source, count)| {
        vec![
            Piece::source(source),
            Piece::text(format!(" ({})", items(count))),
        ]
    });
    let nameless = nameless.map(|count| words(format!("no source named ({})", items(count))));
    named.chain(nameless).collect()
}

/// A row per option and currency: low, likely, high, and of which day its own figures are.
fn table(view: View<'_>, costs: &Costs<'_>) -> Option<Table> {
    let mut rows: Vec<Vec<Inline>> = Vec::new();
    for option in &view.state().rubric.options {
        let Some(cost) = costs.options.get(&option.id) else {
            continue;
        };
        let as_of = match cost.as_of {
            None => "not stated".to_owned(),
            Some((oldest, newest)) if oldest == newest => oldest.to_string(),
            Some((oldest, newest)) => format!("{oldest} to {newest}"),
        };
        rows.extend(cost.totals.iter().map(|(currency, total)| {
            let mut row = vec![words(&option.title), words(currency)];
            row.extend([total.low, total.likely, total.high].map(|sum| words(say::money(sum))));
            row.push(words(as_of.clone()));
            row
        }));
    }
    let mut columns = vec![Head::left("Option"), Head::left("Currency")];
    columns.extend(["Low", "Likely", "High"].map(Head::right));
    columns.push(Head::left("As of"));
    (!rows.is_empty()).then_some(Table { columns, rows })
}
