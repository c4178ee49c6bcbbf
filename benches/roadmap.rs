//! How long the roadmap engine takes: `cargo bench --bench roadmap`.
//!
//! What is to hold: 1,000 packages are scheduled in 0.2 ms, 10,000 in 5 ms, 100,000 in 100 ms; redundant
//! links of 10,000 are found in 50 ms; 10,000 runs over 300 packages take 1 s on one core.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use flipchart::roadmap::{Dependency, Network, Package, Plan};

/// A network of layers: each package waits for up to three of the forty before it, drawn by a small
/// generator that gives the same network everywhere.
fn network(packages: usize, duration: &str) -> Network {
    let mut seed = 7_u64;
    let mut draw = |below: usize| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap_or(0) % below
    };
    let mut network = Network::default();
    for at in 0..packages {
        let days = 1 + draw(9);
        let duration = duration.replace('#', &days.to_string());
        let estimate = duration.parse().expect("a duration");
        network
            .packages
            .push(Package::new(&format!("WP-{at}"), estimate));
        for _ in 0..draw(4).min(at) {
            let before = at - 1 - draw(40.min(at));
            network.links.push(Dependency::finish_to_start(
                &format!("WP-{before}"),
                &format!("WP-{at}"),
            ));
        }
    }
    network
}

fn plan(packages: usize, duration: &str) -> Plan {
    Plan::new(network(packages, duration)).expect("the network has no problems")
}

fn schedule(c: &mut Criterion) {
    let mut group = c.benchmark_group("schedule");
    for packages in [1_000, 10_000, 100_000] {
        let plan = plan(packages, "#d");
        group.throughput(Throughput::Elements(packages as u64));
        group.bench_with_input(BenchmarkId::from_parameter(packages), &plan, |b, plan| {
            b.iter(|| black_box(plan.schedule()));
        });
    }
    group.finish();
}

fn redundant(c: &mut Criterion) {
    let plan = plan(10_000, "#d");
    c.bench_function("redundant links/10000", |b| {
        b.iter(|| black_box(plan.redundant()));
    });
}

fn simulate(c: &mut Criterion) {
    let plan = plan(300, "#d/1#d/3#d");
    let schedule = plan.schedule();
    let mut group = c.benchmark_group("simulate 300 packages");
    group.sample_size(10);
    group.bench_function("10000 runs", |b| {
        b.iter(|| black_box(plan.simulate(&schedule, 10_000, 1)));
    });
    group.finish();
}

criterion_group!(benches, schedule, redundant, simulate);
criterion_main!(benches);
