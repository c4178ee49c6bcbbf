//! The JSON of `flipchart plan --json`: a contract with whoever reads it.
//!
//! Times are working days from the start, decimal; what lies in or behind a cycle has `null`.

mod lines;

use std::collections::BTreeMap;
use std::io;

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use self::lines::Lines;
use super::{Cause, Dates, Plan, Schedule, Simulation, Span, Times};

/// The version of this contract; it rises when a field changes its meaning or goes.
pub const SCHEMA: u32 = 1;

/// The whole document.
#[derive(Debug, Clone, Serialize)]
pub struct Document<'a> {
    /// [`SCHEMA`].
    pub schema: u32,
    /// The first day, as entered.
    pub start: Option<NaiveDate>,
    /// The last day worked.
    pub finish: Option<NaiveDate>,
    /// The finish in working days; `None` when nothing can be dated.
    pub finish_days: Option<f64>,
    /// Every package, in the order of the network.
    pub work_packages: WorkPackages<'a>,
    /// Ids of the critical packages, in time order.
    pub critical: Vec<&'a str>,
    /// Of each cycle the ids of its shortest loop, in order, each once.
    pub cycles: Vec<Vec<&'a str>>,
    /// The redundant links.
    pub redundant: Vec<Ends<'a>>,
    /// The simulation, when one was asked for.
    pub simulation: Option<Simulated<'a>>,
}

/// Every package of a plan, each put into shape when it is written: there may be a hundred thousand.
#[derive(Debug, Clone)]
pub struct WorkPackages<'a> {
    plan: &'a Plan,
    schedule: &'a Schedule,
    dates: Dates,
}

impl<'a> WorkPackages<'a> {
    /// The packages in the order of the network.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = WorkPackage<'a>> {
        let places = 0..self.plan.network().packages.len();
        places.map(|place| {
            let (times, span) = (self.schedule.times(place), self.dates.packages[place]);
            work_package(self.plan, place, times, span)
        })
    }
}

impl Serialize for WorkPackages<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.iter())
    }
}

/// A package with its computed times in working days.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WorkPackage<'a> {
    /// Its reference.
    pub id: &'a str,
    /// What it is called.
    pub title: &'a str,
    /// See [`Times`].
    pub earliest_start: Option<f64>,
    /// See [`Times`].
    pub earliest_finish: Option<f64>,
    /// See [`Times`].
    pub latest_start: Option<f64>,
    /// See [`Times`].
    pub latest_finish: Option<f64>,
    /// See [`Times`].
    pub total_slack: Option<f64>,
    /// See [`Times`].
    pub free_slack: Option<f64>,
    /// The first day worked.
    pub start_date: Option<NaiveDate>,
    /// The last day worked.
    pub finish_date: Option<NaiveDate>,
    /// Total slack is 0 or less.
    pub critical: Option<bool>,
    /// The id of the package whose link sets the earliest start; `None` when no link does.
    pub driven_by: Option<&'a str>,
}

/// The two ends of a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ends<'a> {
    /// The package that comes first.
    pub from: &'a str,
    /// The package that waits.
    pub to: &'a str,
}

/// A simulation; times in working days.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Simulated<'a> {
    /// How many runs.
    pub runs: u32,
    /// The seed that gives the same numbers again.
    pub seed: u64,
    /// Mean of the finish.
    pub mean: f64,
    /// Standard deviation of the finish.
    pub sd: f64,
    /// The finish that 10 of 100 runs met.
    pub p10: f64,
    /// The finish that 50 of 100 runs met.
    pub p50: f64,
    /// The finish that 80 of 100 runs met.
    pub p80: f64,
    /// The finish that 90 of 100 runs met.
    pub p90: f64,
    /// The share of runs that met the finish of the schedule.
    pub chance_of_plan: f64,
    /// For each dated package the share of runs in which it was critical.
    pub criticality: BTreeMap<&'a str, f64>,
    /// For each package with a deadline the share of runs in which it was met.
    pub deadlines: BTreeMap<&'a str, f64>,
}

impl<'a> Document<'a> {
    /// Puts a schedule, and perhaps a simulation, of one plan into the shape of the contract.
    #[must_use]
    pub fn new(plan: &'a Plan, schedule: &'a Schedule, simulation: Option<&Simulation>) -> Self {
        let network = plan.network();
        let id = |place: usize| network.packages[place].id.as_str();
        let dates = plan.dates(schedule);
        Self {
            schema: SCHEMA,
            start: network.start,
            finish: dates.finish,
            finish_days: schedule.finish().map(|ticks| plan.days(ticks)),
            critical: schedule.critical().into_iter().map(id).collect(),
            cycles: plan
                .cycles()
                .iter()
                .map(|cycle| plan.loop_packages(cycle).into_iter().map(id).collect())
                .collect(),
            redundant: plan
                .redundant()
                .into_iter()
                .map(|link| Ends {
                    from: &network.links[link].from,
                    to: &network.links[link].to,
                })
                .collect(),
            simulation: simulation.map(|simulation| simulated(plan, simulation)),
            work_packages: WorkPackages {
                plan,
                schedule,
                dates,
            },
        }
    }
}

impl Document<'_> {
    /// Writes the document, indented, in large pieces that end with a line.
    ///
    /// # Errors
    /// Those of `to`.
    pub fn write(&self, to: &mut dyn io::Write) -> io::Result<()> {
        let mut lines = Lines::new(to);
        serde_json::to_writer_pretty(&mut lines, self)?;
        io::Write::write_all(&mut lines, b"\n")?;
        io::Write::flush(&mut lines)
    }
}

fn work_package<'a>(
    plan: &'a Plan,
    place: usize,
    times: Option<&Times>,
    span: Option<Span>,
) -> WorkPackage<'a> {
    let package = &plan.network().packages[place];
    let days = |pick: fn(&Times) -> i64| times.map(|times| plan.days(pick(times)));
    WorkPackage {
        id: &package.id,
        title: &package.title,
        earliest_start: days(|times| times.earliest_start),
        earliest_finish: days(|times| times.earliest_finish),
        latest_start: days(|times| times.latest_start),
        latest_finish: days(|times| times.latest_finish),
        total_slack: days(|times| times.total_slack),
        free_slack: days(|times| times.free_slack),
        start_date: span.map(|span| span.start),
        finish_date: span.map(|span| span.finish),
        critical: times.map(Times::critical),
        driven_by: times.and_then(|times| match times.earliest_by {
            Cause::Link(link) => Some(plan.network().links[link].from.as_str()),
            _ => None,
        }),
    }
}

fn simulated<'a>(plan: &'a Plan, simulation: &Simulation) -> Simulated<'a> {
    let packages = &plan.network().packages;
    #[allow(
        clippy::cast_precision_loss,
        reason = "a day has fewer than 2^53 ticks"
    )]
    let per_day = plan.network().calendar.ticks_per_day() as f64;
    let shares = packages.iter().zip(simulation.criticality());
    let deadlines = simulation.deadlines().iter();
    Simulated {
        runs: simulation.runs(),
        seed: simulation.seed(),
        mean: simulation.mean() / per_day,
        sd: simulation.sd() / per_day,
        p10: simulation.percentile(10) / per_day,
        p50: simulation.percentile(50) / per_day,
        p80: simulation.percentile(80) / per_day,
        p90: simulation.percentile(90) / per_day,
        chance_of_plan: simulation.chance_of_plan(),
        criticality: shares
            .filter_map(|(package, share)| Some((package.id.as_str(), (*share)?)))
            .collect(),
        deadlines: deadlines
            .map(|deadline| (packages[deadline.package].id.as_str(), deadline.chance))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roadmap::examples::network;

    #[test]
    fn has_the_fields_of_the_contract() {
        let mut network = network(&[
            "A 1d/2d/3d",
            "B 4h;A",
            "C 1d;B;A",
            "X 1d;Y",
            "Y 1d;X",
            "Z 1d;Y;C",
        ]);
        network.start = NaiveDate::from_ymd_opt(2026, 3, 5);
        network.packages[0].title = "Provision clusters".into();
        network.packages[2].deadline = NaiveDate::from_ymd_opt(2026, 3, 31);
        let plan = Plan::new(network).unwrap();
        let schedule = plan.schedule();
        let document = Document::new(&plan, &schedule, plan.simulate(&schedule, 100, 7).as_ref());
        let mut json = serde_json::to_value(&document).unwrap();
        let simulation = json["simulation"].take();
        insta::assert_snapshot!(serde_json::to_string_pretty(&json).unwrap());
        let keys: Vec<&String> = simulation.as_object().unwrap().keys().collect();
        assert_eq!(
            keys,
            [
                "runs",
                "seed",
                "mean",
                "sd",
                "p10",
                "p50",
                "p80",
                "p90",
                "chance_of_plan",
                "criticality",
                "deadlines"
            ]
        );
        assert_eq!(
            simulation["criticality"],
            serde_json::json!({"A": 1.0, "B": 1.0, "C": 1.0})
        );
        assert_eq!(simulation["deadlines"], serde_json::json!({"C": 1.0}));
        let (p10, p90) = (
            simulation["p10"].as_f64().unwrap(),
            simulation["p90"].as_f64().unwrap(),
        );
        assert!(
            p10 > 2.5 && p10 < p90 && p90 < 4.5,
            "days, not ticks: {p10} {p90}"
        );
    }

    #[test]
    fn nothing_to_date_is_null() {
        let plan = Plan::new(network(&["A 1d;B", "B 1d;A"])).unwrap();
        let json = serde_json::to_value(Document::new(&plan, &plan.schedule(), None)).unwrap();
        assert!(
            json["finish"].is_null()
                && json["finish_days"].is_null()
                && json["simulation"].is_null()
        );
        assert_eq!(json["cycles"], serde_json::json!([["A", "B"]]));
    }
}
