//! How long the decision engine takes: `cargo bench --bench scoring`.
//!
//! The figures to hold: the whole analysis of five options on seven criteria in 25 ms at the 99th percentile
//! over random matrices, and a million Monte Carlo samples at least five times as fast per core as numpy
//! (`benches/compare_scoring.py` runs both). `FLIPCHART_SAMPLES=1000000 cargo bench --bench scoring` prints
//! one timed run of that many samples as JSON, for the comparison, and leaves out the rest.

#![allow(clippy::unwrap_used, reason = "a bench fails by panicking")]
#![allow(clippy::print_stdout, reason = "the comparison reads it")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group};
use flipchart::agenda::{CriterionId, Level, OptionId};
use flipchart::scoring::{
    Cell, Criterion as Aspect, Problem, Settings, WeightSet, analyse, rank_acceptability,
};

/// Random matrices from which the median and the 99th percentile are taken.
const MATRICES: usize = 500;

/// A small generator of random numbers (splitmix64), so that every run measures the same matrices.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % limit).unwrap()
    }
}

/// Five options on seven criteria, each cell L, M or H, some of them missing.
fn matrix(chance: &mut Chance, missing_of_100: usize) -> Problem {
    let criteria = (0..7).map(|number| Aspect {
        id: CriterionId::new(format!("c{number}")),
        weight: f64::from(u32::try_from(1 + chance.below(30)).unwrap()),
        ..Aspect::default()
    });
    let mut problem = Problem {
        criteria: criteria.collect(),
        options: (0..5)
            .map(|number| OptionId::new(format!("o{number}")))
            .collect(),
        ..Problem::default()
    };
    for option in &problem.options {
        for criterion in &problem.criteria {
            let missing = chance.below(100) < missing_of_100;
            let level = Level::ALL[chance.below(3)];
            let cell = if missing {
                Cell::NotScored
            } else {
                Cell::Level(level)
            };
            problem
                .cells
                .insert((option.clone(), criterion.id.clone()), cell);
        }
    }
    problem
}

/// The matrices at the median and at the 99th percentile, by the best of three runs each.
fn by_percentile(missing_of_100: usize) -> [(&'static str, Problem); 2] {
    let mut chance = Chance(42);
    let mut timed: Vec<(Duration, Problem)> = (0..MATRICES)
        .map(|_| {
            let problem = matrix(&mut chance, missing_of_100);
            let runs = (0..3).map(|_| {
                let begun = Instant::now();
                black_box(analyse(&problem, &Settings::default()).unwrap());
                begun.elapsed()
            });
            (runs.min().unwrap(), problem)
        })
        .collect();
    timed.sort_by_key(|(time, _)| *time);
    [
        ("median", MATRICES / 2),
        ("99th percentile", MATRICES * 99 / 100),
    ]
    .map(|(name, at)| (name, timed[at].1.clone()))
}

fn analyses(bench: &mut Criterion) {
    for (cells, missing) in [("all cells scored", 0), ("a tenth missing", 10)] {
        for (name, problem) in by_percentile(missing) {
            let settings = Settings::default();
            bench.bench_function(&format!("5 x 7, {cells}, {name}"), |bencher| {
                bencher.iter(|| analyse(black_box(&problem), &settings).unwrap());
            });
        }
    }
}

fn million(samples: u32) -> (Problem, Settings) {
    let settings = Settings {
        samples,
        // No piece may be cut, so samples are drawn.
        leaf_budget: 0,
        ..Settings::default()
    };
    (matrix(&mut Chance(7), 0), settings)
}

fn samples(bench: &mut Criterion) {
    let (problem, settings) = million(1_000_000);
    let mut group = bench.benchmark_group("1,000,000 samples");
    group.sample_size(20);
    for set in [WeightSet::Any, WeightSet::Order, WeightSet::Stated] {
        group.bench_function(set.word(), |bencher| {
            bencher.iter(|| rank_acceptability(black_box(&problem), set, &settings).unwrap());
        });
    }
    group.finish();
}

/// Prints the values, the shares and the best time of five runs.
fn compared(count: u32) {
    let (problem, settings) = million(count);
    let runs = (0..5).map(|_| {
        let begun = Instant::now();
        let found = rank_acceptability(&problem, WeightSet::Any, &settings).unwrap();
        (begun.elapsed(), found)
    });
    let (time, found) = runs.min_by_key(|(time, _)| *time).unwrap();
    let value = |option: &OptionId, criterion: &Aspect| match problem.cell(option, &criterion.id) {
        Cell::Level(level) => 0.5 * f64::from(u8::try_from(level as usize).unwrap()),
        Cell::NotScored | Cell::NotApplicable => 0.0,
    };
    let row = |option: &OptionId| -> Vec<f64> {
        problem
            .criteria
            .iter()
            .map(|criterion| value(option, criterion))
            .collect()
    };
    let values: Vec<Vec<f64>> = problem.options.iter().map(row).collect();
    let shares: Vec<&[f64]> = found.options.iter().map(|option| &*option.ranks).collect();
    println!(
        "{{\"samples\": {count}, \"seconds\": {}, \"error\": {}, \"values\": {values:?}, \"ranks\": {shares:?}}}",
        time.as_secs_f64(),
        found.method.error().unwrap(),
    );
}

criterion_group!(benches, analyses, samples);

fn main() {
    if let Ok(count) = std::env::var("FLIPCHART_SAMPLES") {
        compared(count.parse().unwrap());
        return;
    }
    benches();
    Criterion::default().configure_from_args().final_summary();
}
