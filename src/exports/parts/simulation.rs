//! What the simulation says: by when, how sure, and what decides it.

use serde::Serialize;

use super::end::finish;
use super::plan::package_line;
use crate::exports::inline::{Head, Inline, Piece, Table, words};
use crate::exports::report::View;
use crate::exports::say;
use crate::order::Arrange;
use crate::roadmap::Simulation;
use crate::roadmap::simulation::INDEPENDENCE;

/// What the simulation says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SimulationPart {
    /// Runs, seed, distribution in a sentence.
    pub how: String,
    /// Why most runs end after the plan's own date; empty when they do not.
    pub later: &'static str,
    /// The assumption behind it.
    pub assumption: &'static str,
    /// Finish by share of runs.
    pub finishes: Table,
    /// Chance of the plan's date and of each deadline.
    pub chances: Vec<Inline>,
    /// Share of runs in which each package was critical, without those that never were.
    pub criticality: Table,
    /// How many were critical in no run.
    pub never: usize,
}

/// Makes it; none without a three-point estimate.
#[must_use]
pub fn simulation(view: View<'_>) -> Option<SimulationPart> {
    let simulation = view.report.simulation()?;
    Some(SimulationPart {
        how: format!(
            "The plan was run {} times; in each run every duration was drawn from its range ({} distribution, seed {}).",
            say::money(f64::from(simulation.runs())),
            view.report.plan.network().distribution.name(),
            simulation.seed()
        ),
        later: later(view, simulation),
        assumption: INDEPENDENCE,
        finishes: finishes(view, simulation),
        chances: chances(view, simulation),
        criticality: criticality(view, simulation),
        never: simulation
            .criticality()
            .iter()
            .filter(|share| **share == Some(0.0))
            .count(),
    })
}

/// Why the middle of the runs lies after the plan's own date.
fn later(view: View<'_>, simulation: &Simulation) -> &'static str {
    let planned = view.report.schedule.finish();
    if planned.is_some_and(|planned| simulation.percentile_tick(50) > planned) {
        "Most runs end after the plan's own date: a range that reaches further up than down moves the end back, and where several ways meet, the latest counts."
    } else {
        ""
    }
}

fn finishes(view: View<'_>, simulation: &Simulation) -> Table {
    let row = |percent: u32| {
        let ticks = simulation.percentile_tick(percent);
        vec![
            words(format!("{percent} of 100")),
            words(finish(view, ticks)),
            words(format!("{:.1}", view.report.plan.days(ticks))),
        ]
    };
    Table {
        columns: vec![
            Head::left("Runs that met it"),
            Head::left("Finish"),
            Head::right("Working days"),
        ],
        rows: [10, 50, 80, 90].map(row).into(),
    }
}

fn chances(view: View<'_>, simulation: &Simulation) -> Vec<Inline> {
    let chance = |mut name: Inline, share: f64| {
        let met = format!(": met in {} runs", say::of_hundred(share));
        name.push(Piece::text(met));
        name
    };
    let own = chance(words("The plan's own date"), simulation.chance_of_plan());
    let deadlines = simulation.deadlines().iter().map(|deadline| {
        let mut name = words("Deadline of ");
        name.extend(package_line(view, deadline.package));
        chance(name, deadline.chance)
    });
    std::iter::once(own).chain(deadlines).collect()
}

fn criticality(view: View<'_>, simulation: &Simulation) -> Table {
    let mut shares: Vec<(usize, f64)> = simulation
        .criticality()
        .iter()
        .enumerate()
        .filter_map(|(place, share)| Some((place, share.filter(|share| *share > 0.0)?)))
        .collect();
    shares.arrange_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let row = |(place, share): (usize, f64)| {
        let share = say::of_hundred(share).replace(" of 100", "");
        vec![package_line(view, place), words(share)]
    };
    Table {
        columns: vec![
            Head::left("Work package"),
            Head::right("Critical in so many of 100 runs"),
        ],
        rows: shares.into_iter().map(row).collect(),
    }
}
