//! Seeded simulation: what the finish looks like when three-point durations vary.
//!
//! Durations are drawn independently of each other; what drives several packages at once (a late
//! supplier, a sick expert) is not modelled, so the real spread is wider. Say so wherever the
//! numbers are shown: [`INDEPENDENCE`].

use super::passes::{earliest, latest};
use super::random::Random;
use super::sampling::Sampler;
use super::{Plan, Schedule};
use crate::order::Arrange;

/// The assumption behind every number of a simulation, to be printed with it.
pub const INDEPENDENCE: &str = "Each duration varies on its own: what makes several packages late at once is not in these numbers, so the real range is wider.";

/// Differences below this many ticks are rounding, not slack.
const ROUNDING: f64 = 1e-3;

/// The outcome of a simulation; times are real-valued ticks from the project's start.
#[derive(Debug, Clone, PartialEq)]
pub struct Simulation {
    runs: u32,
    seed: u64,
    /// The finish of each run, ascending.
    finishes: Vec<f64>,
    mean: f64,
    sd: f64,
    chance_of_plan: f64,
    deadlines: Vec<DeadlineChance>,
    criticality: Vec<Option<f64>>,
}

/// How often a package met its deadline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DeadlineChance {
    /// The place of the package in the network.
    pub package: usize,
    /// The share of runs in which it finished in time, 0 to 1.
    pub chance: f64,
}

impl Simulation {
    /// How many runs.
    #[must_use]
    pub const fn runs(&self) -> u32 {
        self.runs
    }

    /// The seed that gives the same numbers again.
    #[must_use]
    pub const fn seed(&self) -> u64 {
        self.seed
    }

    /// Mean of the finishes.
    #[must_use]
    pub const fn mean(&self) -> f64 {
        self.mean
    }

    /// Standard deviation of the finishes (with runs − 1; 0 for a single run).
    #[must_use]
    pub const fn sd(&self) -> f64 {
        self.sd
    }

    /// The finish of each run, ascending.
    #[must_use]
    pub fn finishes(&self) -> &[f64] {
        &self.finishes
    }

    /// The earliest finish that `percent` of 100 runs met (nearest rank); `percent` is cut to 100.
    #[must_use]
    pub fn percentile(&self, percent: u32) -> f64 {
        let rank = (u64::from(self.runs) * u64::from(percent.min(100)))
            .div_ceil(100)
            .max(1);
        usize::try_from(rank - 1)
            .ok()
            .and_then(|at| self.finishes.get(at))
            .copied()
            .unwrap_or(self.mean)
    }

    /// [`Self::percentile`] as the whole tick that is not before it, for a date.
    #[must_use]
    #[allow(
        clippy::cast_possible_truncation,
        reason = "plans are far below 2^53 ticks"
    )]
    pub fn percentile_tick(&self, percent: u32) -> i64 {
        (self.percentile(percent) - ROUNDING).ceil() as i64
    }

    /// The share of runs that finished by a tick.
    #[must_use]
    pub fn chance_of(&self, tick: f64) -> f64 {
        let met = self
            .finishes
            .partition_point(|finish| *finish <= tick + ROUNDING);
        share(met, self.runs)
    }

    /// The share of runs that finished by the schedule's finish.
    #[must_use]
    pub const fn chance_of_plan(&self) -> f64 {
        self.chance_of_plan
    }

    /// Each deadline with its chance, in the order of the network.
    #[must_use]
    pub fn deadlines(&self) -> &[DeadlineChance] {
        &self.deadlines
    }

    /// By place in the network, the share of runs in which a package was critical; `None` for a
    /// package in or behind a cycle.
    #[must_use]
    pub fn criticality(&self) -> &[Option<f64>] {
        &self.criticality
    }
}

/// A part of the runs as a share.
#[allow(clippy::cast_precision_loss, reason = "runs are counted in 32 bits")]
fn share(part: usize, runs: u32) -> f64 {
    part as f64 / f64::from(runs)
}

impl Plan {
    /// Simulates the plan; `None` without runs or without a package that can be dated.
    ///
    /// The same plan, runs and seed give the same numbers; fixed durations give the schedule.
    #[must_use]
    pub fn simulate(&self, schedule: &Schedule, runs: u32, seed: u64) -> Option<Simulation> {
        self.simulate_while(schedule, runs, seed, |_| true)
    }

    /// The same; `go_on` is told before each run how many are done, and ends it with `None` when it says no.
    #[must_use]
    pub fn simulate_while(
        &self,
        schedule: &Schedule,
        runs: u32,
        seed: u64,
        mut go_on: impl FnMut(u32) -> bool,
    ) -> Option<Simulation> {
        let planned = schedule.finish()?;
        if runs == 0 {
            return None;
        }
        let mut tally = Tally::new(self);
        let mut run = |run| go_on(run).then(|| tally.run(Random::new(seed, u64::from(run))));
        let mut finishes: Vec<f64> = (0..runs).map(&mut run).collect::<Option<_>>()?;
        finishes.sort_unstable_by(f64::total_cmp);
        let (mean, sd) = moments(&finishes);
        let mut simulation = Simulation {
            runs,
            seed,
            finishes,
            mean,
            sd,
            chance_of_plan: 0.0,
            deadlines: tally.deadline_chances(runs),
            criticality: tally.criticality(runs),
        };
        simulation.chance_of_plan = simulation.chance_of(real(planned));
        Some(simulation)
    }
}

/// Whole ticks as real ones.
#[allow(clippy::cast_precision_loss, reason = "times are far below 2^53 ticks")]
const fn real(ticks: i64) -> f64 {
    ticks as f64
}

/// Mean and standard deviation in one pass (B. Welford, Technometrics 4(3), 1962).
fn moments(values: &[f64]) -> (f64, f64) {
    let (mut mean, mut squares, mut count) = (0.0, 0.0, 0.0);
    for value in values {
        count += 1.0;
        let from_mean = value - mean;
        mean += from_mean / count;
        squares += from_mean * (value - mean);
    }
    let sd = if count > 1.0 {
        f64::sqrt(squares / (count - 1.0))
    } else {
        0.0
    };
    (mean, sd)
}

/// The room that one run needs, used again by the next, and what is counted; all by position.
struct Tally<'a> {
    plan: &'a Plan,
    samplers: Vec<Sampler>,
    not_before: Vec<f64>,
    deadlines: Vec<(usize, f64)>,
    duration: Vec<f64>,
    start: Vec<f64>,
    finish: Vec<f64>,
    critical: Vec<usize>,
    met: Vec<usize>,
}

impl<'a> Tally<'a> {
    fn new(plan: &'a Plan) -> Self {
        let network = plan.network();
        let estimate = |place: &u32| {
            network.packages[*place as usize]
                .duration
                .ticks(&network.calendar)
        };
        let deadlines: Vec<_> = plan
            .deadline
            .iter()
            .enumerate()
            .filter_map(|(at, due)| due.map(|due| (at, real(due))))
            .collect();
        let count = plan.order.len();
        Self {
            plan,
            samplers: plan
                .order
                .packages
                .iter()
                .map(|place| Sampler::new(estimate(place), network.distribution))
                .collect(),
            not_before: plan.not_before.iter().map(|tick| real(*tick)).collect(),
            duration: vec![0.0; count],
            start: vec![0.0; count],
            finish: vec![0.0; count],
            critical: vec![0; count],
            met: vec![0; deadlines.len()],
            deadlines,
        }
    }

    /// One run: draws, both passes, counts. Returns the finish.
    fn run(&mut self, mut random: Random) -> f64 {
        let order = &self.plan.order;
        for (duration, sampler) in self.duration.iter_mut().zip(&self.samplers) {
            *duration = sampler.draw(&mut random);
        }
        self.start.copy_from_slice(&self.not_before);
        earliest(order, &self.duration, &mut self.start, 0);
        let finishes = self
            .start
            .iter()
            .zip(&self.duration)
            .map(|(start, duration)| start + duration);
        let end = finishes.fold(0.0, f64::max);
        self.finish.fill(end);
        for ((at, due), met) in self.deadlines.iter().zip(&mut self.met) {
            self.finish[*at] = due.min(end);
            *met += usize::from(self.start[*at] + self.duration[*at] <= due + ROUNDING);
        }
        latest(order, &self.duration, &mut self.finish);
        // Far from the start the steps between neighbouring numbers grow.
        let rounding = ROUNDING.max(end * 1e-12);
        for (at, critical) in self.critical.iter_mut().enumerate() {
            let slack = self.finish[at] - self.duration[at] - self.start[at];
            *critical += usize::from(slack <= rounding);
        }
        end
    }

    fn criticality(&self, runs: u32) -> Vec<Option<f64>> {
        let mut shares = vec![None; self.plan.network().packages.len()];
        for (place, critical) in self.plan.order.packages.iter().zip(&self.critical) {
            shares[*place as usize] = Some(share(*critical, runs));
        }
        shares
    }

    fn deadline_chances(&self, runs: u32) -> Vec<DeadlineChance> {
        let place = |at: usize| self.plan.order.packages[at] as usize;
        let mut chances: Vec<_> = self
            .deadlines
            .iter()
            .zip(&self.met)
            .map(|((at, _), met)| DeadlineChance {
                package: place(*at),
                chance: share(*met, runs),
            })
            .collect();
        chances.arrange_by_key(|chance| chance.package);
        chances
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::roadmap::examples::network;
    use crate::roadmap::{Distribution, Network};

    fn simulate(network: Network, runs: u32) -> (Plan, Simulation) {
        let plan = Plan::new(network).unwrap();
        let simulation = plan.simulate(&plan.schedule(), runs, 2026).unwrap();
        (plan, simulation)
    }

    fn close(found: f64, expected: f64, within: f64) {
        assert!(
            (found - expected).abs() < within,
            "{found} is not {expected}"
        );
    }

    /// The critical path of the construction example in F. Hillier, G. Lieberman, "Introduction to
    /// Operations Research": its mean is 44.
    #[test]
    fn a_chain_adds_means_and_variances() {
        let values = [
            (1.0, 2.0, 3.0),
            (2.0, 3.5, 8.0),
            (6.0, 9.0, 18.0),
            (1.0, 4.5, 5.0),
            (4.0, 4.0, 10.0),
            (3.0, 9.0, 9.0),
            (1.0, 5.5, 7.0),
            (5.0, 5.5, 9.0),
        ];
        let lines: Vec<String> = (0..)
            .zip(values)
            .map(|(at, (low, likely, high))| {
                let before = if at == 0 {
                    String::new()
                } else {
                    format!("P{}", at - 1)
                };
                format!("P{at} {low}d/{likely}d/{high}d;{before}")
            })
            .collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let (plan, simulation) = simulate(network(&lines), 20_000);
        let mean = |(low, likely, high): (f64, f64, f64)| (low + 4.0 * likely + high) / 6.0;
        let total: f64 = values.into_iter().map(mean).sum();
        close(total, 44.0, 1e-9);
        let variance: f64 = values
            .into_iter()
            .map(|value| (mean(value) - value.0) * (value.2 - mean(value)) / 7.0)
            .sum();
        let days = plan.days(1);
        close(simulation.mean() * days, 44.0, 0.1);
        close((simulation.sd() * days).powi(2), variance, 0.03 * variance);
        assert!(
            simulation
                .criticality()
                .iter()
                .all(|share| *share == Some(1.0))
        );
    }

    #[test]
    fn parallel_uniforms_share_the_critical_path() {
        let mut parallel = network(&["A 0d/0d/1d", "B 0d/0d/1d", "C 0d/0d/1d", "D 0d/0d/1d"]);
        parallel.distribution = Distribution::Uniform;
        let (plan, simulation) = simulate(parallel, 20_000);
        close(simulation.mean() * plan.days(1), 4.0 / 5.0, 0.005);
        for share in simulation.criticality() {
            close(share.unwrap(), 0.25, 0.02);
        }
        // The largest of n is below x in x^n of all runs.
        close(simulation.chance_of(240_000.0), 0.5_f64.powi(4), 0.01);
        close(
            simulation.percentile(50) * plan.days(1),
            0.5_f64.powf(0.25),
            0.01,
        );
        assert!(
            simulation.chance_of_plan() < f64::EPSILON,
            "likely is 0 and never drawn"
        );
    }

    #[test]
    fn triangular_and_lag() {
        let mut chain = network(&["A 1d/2d/6d", "B 3d;A FS+1d"]);
        chain.distribution = Distribution::Triangular;
        let (plan, simulation) = simulate(chain, 20_000);
        close(simulation.mean() * plan.days(1), 3.0 + 1.0 + 3.0, 0.05);
        // The share of a triangle below its peak is (m − o)/(p − o).
        close(simulation.chance_of_plan(), 0.2, 0.02);
    }

    #[test]
    fn deadlines_have_chances() {
        let mut due = network(&["A 0d/0d/2d", "B 1d"]);
        due.distribution = Distribution::Uniform;
        due.start = NaiveDate::from_ymd_opt(2026, 3, 2);
        due.packages[0].deadline = NaiveDate::from_ymd_opt(2026, 3, 2);
        due.packages[1].deadline = NaiveDate::from_ymd_opt(2026, 3, 2);
        let (_, simulation) = simulate(due, 20_000);
        let [first, second] = simulation.deadlines() else {
            panic!("two deadlines")
        };
        close(first.chance, 0.5, 0.02);
        assert_eq!(
            (second.package, second.chance.to_bits()),
            (1, 1.0_f64.to_bits())
        );
    }

    #[test]
    fn runs_do_not_depend_on_each_other() {
        let plan = Plan::new(network(&["A 1d/2d/6d", "B 1d/3d/4d;A"])).unwrap();
        let schedule = plan.schedule();
        let simulate = |runs, seed| plan.simulate(&schedule, runs, seed);
        let (few, many) = (simulate(50, 1).unwrap(), simulate(100, 1).unwrap());
        assert!(
            few.finishes()
                .iter()
                .all(|finish| many.finishes().contains(finish))
        );
        assert_eq!(simulate(100, 1).unwrap(), many);
        assert_ne!(simulate(100, 2).unwrap().finishes(), many.finishes());
        assert_eq!(simulate(0, 1), None);
        let stopped = plan.simulate_while(&schedule, 100, 1, |done| done < 50);
        assert_eq!(stopped, None, "half a simulation says nothing");
        let single = simulate(1, 1).unwrap();
        assert_eq!(
            (single.sd().to_bits(), single.percentile(10).to_bits()),
            (0, single.percentile(90).to_bits())
        );
    }
}
