//! How firm first place is: on what share of the weightings an option takes each rank.

use serde::Serialize;

use super::bars::{Bar, bars};
use super::bottom_line::environment_title;
use crate::agenda::{Environment, OptionId};
use crate::exports::inline::{Head, Inline, Table, words};
use crate::exports::report::View;
use crate::exports::say;
use crate::scoring::{Acceptability, Analysis, MARGIN, Method, RankShares, WeightSet};

/// How firm first place is in one environment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FirmPart {
    /// Which environment.
    pub environment: String,
    /// Per option how often it is first, for each set of weights.
    pub firsts: Table,
    /// The same near the stated weights, as bars.
    pub chart: String,
    /// Which weightings were looked at and how, a sentence each.
    pub sentences: Vec<String>,
    /// Per set of weights: a sentence, and all ranks of all options.
    pub ranks: Vec<(String, Table)>,
    /// Average of the weightings that put an option first; none when samples found none.
    pub central: Option<Table>,
    /// How often each option beats each other.
    pub pairs: Option<Table>,
}

/// One part per environment in which something is scored and something passes.
#[must_use]
pub fn firmness(view: View<'_>) -> Vec<FirmPart> {
    view.report
        .analysed()
        .filter(|(_, analysis)| analysis.coverage.scored > 0)
        .filter_map(|(place, analysis)| part(view, place, analysis))
        .collect()
}

fn part(view: View<'_>, place: &Environment, analysis: &Analysis) -> Option<FirmPart> {
    let found = &analysis.acceptability;
    let any = found.iter().find(|found| found.weights == WeightSet::Any);
    let first = found.first()?;
    let order = in_order(analysis, first);
    let environment = environment_title(place);
    Some(FirmPart {
        firsts: firsts(view, analysis, &order),
        chart: chart(view, first, &order),
        sentences: found.iter().map(how).collect(),
        ranks: found
            .iter()
            .map(|found| (about(&environment, found), ranks(view, found, &order)))
            .collect(),
        central: any.and_then(|found| central(view, found, &order)),
        pairs: pairs(view, analysis, &order),
        environment,
    })
}

/// Options that take part, in the order of the ranking.
fn in_order<'a>(analysis: &'a Analysis, found: &Acceptability) -> Vec<&'a OptionId> {
    let takes_part = |id: &OptionId| found.options.iter().any(|shares| shares.option == *id);
    let ids = analysis.ranking.iter().map(|standing| &standing.option);
    ids.filter(|id| takes_part(id)).collect()
}

fn shares<'a>(found: &'a Acceptability, option: &OptionId) -> Option<&'a RankShares> {
    found.options.iter().find(|shares| shares.option == *option)
}

/// How often an option is first, 0 to 1.
fn first_share(found: &Acceptability, option: &OptionId) -> f64 {
    let ranks = shares(found, option).map(|shares| shares.ranks.as_slice());
    ranks.and_then(<[f64]>::first).copied().unwrap_or(0.0)
}

const fn set_title(set: WeightSet) -> &'static str {
    match set {
        WeightSet::Stated => "Near the stated weights",
        WeightSet::Order => "In the stated order",
        WeightSet::Any => "Any weights",
    }
}

fn firsts(view: View<'_>, analysis: &Analysis, order: &[&OptionId]) -> Table {
    let found = &analysis.acceptability;
    let mut columns = vec![Head::left("Option")];
    columns.extend(
        found
            .iter()
            .map(|found| Head::right(set_title(found.weights))),
    );
    let row = |option: &&OptionId| -> Vec<Inline> {
        let shares = found.iter().map(|found| {
            let said = say::of_hundred(first_share(found, option));
            words(said.replace(" of 100", ""))
        });
        let title = words(view.report.names.option(option));
        std::iter::once(title).chain(shares).collect()
    };
    Table {
        columns,
        rows: order.iter().map(row).collect(),
    }
}

fn chart(view: View<'_>, found: &Acceptability, order: &[&OptionId]) -> String {
    let bar = |option: &&'_ OptionId| first_share(found, option);
    let rows: Vec<Bar<'_>> = order
        .iter()
        .map(|option| Bar {
            name: view.report.names.option(option),
            sure: bar(option),
            most: bar(option),
            label: say::of_hundred(bar(option)).replace(" of 100", ""),
        })
        .collect();
    bars(&rows)
}

/// Which weightings a set holds, and how its shares were found.
fn how(found: &Acceptability) -> String {
    let which = match found.weights {
        WeightSet::Stated => format!(
            "every weight may move by up to {} points of 100",
            say::number(MARGIN * 100.0)
        ),
        WeightSet::Order => "only the order of the weights is kept".to_owned(),
        WeightSet::Any => "the weights may be anything".to_owned(),
    };
    format!(
        "{}: {which}; {}.",
        set_title(found.weights),
        method(found.method)
    )
}

fn method(method: Method) -> String {
    match method {
        Method::Exact => "exact".to_owned(),
        Method::MonteCarlo { samples, error } => format!(
            "{} weightings drawn with a fixed seed, with an error of {} in 100",
            say::money(f64::from(samples)),
            if error < 0.001 {
                "less than 0.1".to_owned()
            } else {
                format!("at most {:.1}", error * 100.0)
            }
        ),
    }
}

fn about(environment: &str, found: &Acceptability) -> String {
    let set = set_title(found.weights).to_lowercase();
    format!(
        "{environment}, rank acceptability, {set} ({}), of 100 weightings so many give an option each rank:",
        method(found.method)
    )
}

fn ranks(view: View<'_>, found: &Acceptability, order: &[&OptionId]) -> Table {
    let mut columns = vec![Head::left("Option")];
    columns.extend((1..=order.len()).map(|rank| Head::right(format!("Rank {rank}"))));
    let row = |option: &&OptionId| -> Vec<Inline> {
        let found = shares(found, option).map_or(&[][..], |shares| &shares.ranks);
        let title = words(view.report.names.option(option));
        std::iter::once(title)
            .chain(found.iter().map(|share| words(say::points(*share))))
            .collect()
    };
    Table {
        columns,
        rows: order.iter().map(row).collect(),
    }
}

/// A row per option that can be first: the average weight of each criterion.
fn central(view: View<'_>, found: &Acceptability, order: &[&OptionId]) -> Option<Table> {
    let rows: Vec<(&OptionId, &Vec<_>)> = order
        .iter()
        .filter_map(|option| Some((*option, shares(found, option)?.central_weights.as_ref()?)))
        .collect();
    let mut columns = vec![Head::left("Option")];
    let criteria = rows.first()?.1;
    columns.extend(
        criteria
            .iter()
            .map(|(id, _)| Head::right(view.report.names.criterion(id))),
    );
    let row = |(option, weights): &(&OptionId, &Vec<(_, f64)>)| -> Vec<Inline> {
        let title = words(view.report.names.option(option));
        std::iter::once(title)
            .chain(
                weights
                    .iter()
                    .map(|(_, weight)| words(say::points(*weight))),
            )
            .collect()
    };
    Some(Table {
        columns,
        rows: rows.iter().map(row).collect(),
    })
}

fn pairs(view: View<'_>, analysis: &Analysis, order: &[&OptionId]) -> Option<Table> {
    let mut columns = vec![Head::left("Option")];
    columns.extend(
        order
            .iter()
            .map(|id| Head::right(view.report.names.option(id))),
    );
    let cell = |a: &OptionId, b: &OptionId| {
        let pair = analysis.pairwise.iter().find(|p| p.a == *a && p.b == *b);
        words(pair.map_or_else(String::new, |pair| say::points(pair.share)))
    };
    let row = |a: &&OptionId| -> Vec<Inline> {
        let title = words(view.report.names.option(a));
        std::iter::once(title)
            .chain(order.iter().map(|b| cell(a, b)))
            .collect()
    };
    (order.len() > 1 && !analysis.pairwise.is_empty()).then(|| Table {
        columns,
        rows: order.iter().map(row).collect(),
    })
}
