//! The engine against a second, naive implementation on random networks.

use proptest::prelude::*;

use super::{Cause, Dependency, LinkKind, Network, Package, Plan, TimeUnit, WorkingTime};

const KINDS: [LinkKind; 4] = [
    LinkKind::FinishToStart,
    LinkKind::StartToStart,
    LinkKind::FinishToFinish,
    LinkKind::StartToFinish,
];

/// A random network without cycles: links run forward through a shuffled list of packages.
fn acyclic() -> impl Strategy<Value = Network> {
    (1_usize..25)
        .prop_flat_map(|count| {
            let durations = prop::collection::vec(0_i32..60, count);
            let names = Just((0..count).collect::<Vec<_>>()).prop_shuffle();
            let links =
                prop::collection::vec((0..count, 0..count, 0_usize..4, -30_i32..30), 0..count * 3);
            (durations, names, links)
        })
        .prop_map(|(durations, names, links)| {
            let hours = |units| WorkingTime::new(units, TimeUnit::Hour);
            let id = |at: usize| format!("P{}", names[at]);
            let packages = durations.iter().enumerate().map(|(at, units)| {
                Package::new(&format!("P{at}"), super::Estimate::Fixed(hours(*units)))
            });
            let links = links
                .into_iter()
                .filter(|(first, second, ..)| first != second);
            let links = links.map(|(first, second, kind, lag)| Dependency {
                kind: KINDS[kind],
                lag: hours(lag),
                ..Dependency::finish_to_start(&id(first.min(second)), &id(first.max(second)))
            });
            Network {
                packages: packages.collect(),
                links: links.collect(),
                ..Network::default()
            }
        })
}

/// Earliest starts and latest finishes by repeated relaxation of the definitions, in minutes.
fn naive(network: &Network) -> (Vec<i64>, Vec<i64>) {
    let minutes = |time: WorkingTime| time.minutes(&network.calendar);
    let place = |id: &str| {
        network
            .packages
            .iter()
            .position(|package| package.id == id)
            .unwrap()
    };
    let duration: Vec<i64> = network
        .packages
        .iter()
        .map(|package| minutes(package.duration.likely()))
        .collect();
    let links: Vec<_> = network
        .links
        .iter()
        .map(|link| {
            (
                place(&link.from),
                place(&link.to),
                link.kind,
                minutes(link.lag),
            )
        })
        .collect();
    let mut start = vec![0; duration.len()];
    for _ in 0..=duration.len() {
        for (from, to, kind, lag) in &links {
            let finish = start[*from] + duration[*from];
            let required = match kind {
                LinkKind::FinishToStart => finish + lag,
                LinkKind::StartToStart => start[*from] + lag,
                LinkKind::FinishToFinish => finish + lag - duration[*to],
                LinkKind::StartToFinish => start[*from] + lag - duration[*to],
            };
            start[*to] = start[*to].max(required);
        }
    }
    let end = start
        .iter()
        .zip(&duration)
        .map(|(start, duration)| start + duration)
        .max()
        .unwrap();
    let mut last = vec![end; duration.len()];
    for _ in 0..=duration.len() {
        for (from, to, kind, lag) in &links {
            let allowed = match kind {
                LinkKind::FinishToStart => last[*to] - duration[*to] - lag,
                LinkKind::StartToStart => last[*to] - duration[*to] - lag + duration[*from],
                LinkKind::FinishToFinish => last[*to] - lag,
                LinkKind::StartToFinish => last[*to] - lag + duration[*from],
            };
            last[*from] = last[*from].min(allowed);
        }
    }
    (start, last)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn agrees_with_repeated_relaxation(network in acyclic()) {
        let (start, last) = naive(&network);
        let plan = Plan::new(network).unwrap();
        let schedule = plan.schedule();
        for place in 0..start.len() {
            let times = schedule.times(place).unwrap();
            prop_assert_eq!((times.earliest_start, times.latest_finish), (start[place], last[place]));
            prop_assert!(times.total_slack >= 0, "slack is never negative without deadlines");
            prop_assert!(times.free_slack <= times.total_slack || plan.links_out_of(place).count() > 0);
            prop_assert_eq!(times.latest_finish - times.earliest_finish, times.total_slack);
        }
        prop_assert!(!schedule.critical().is_empty());
    }

    #[test]
    fn a_link_that_drives_nothing_can_go(network in acyclic()) {
        let plan = Plan::new(network.clone()).unwrap();
        let schedule = plan.schedule();
        let driving: Vec<usize> = (0..network.packages.len())
            .filter_map(|place| match schedule.times(place).unwrap().earliest_by {
                Cause::Link(link) => Some(link),
                _ => None,
            })
            .collect();
        for link in (0..network.links.len()).filter(|link| !driving.contains(link)) {
            let mut without = network.clone();
            without.links.remove(link);
            let other = Plan::new(without).unwrap().schedule();
            for place in 0..network.packages.len() {
                let (before, after) = (schedule.times(place).unwrap(), other.times(place).unwrap());
                prop_assert_eq!(before.earliest_start, after.earliest_start);
            }
        }
    }

    #[test]
    fn certain_durations_simulate_to_the_schedule(network in acyclic(), seed in any::<u64>()) {
        let plan = Plan::new(network).unwrap();
        let schedule = plan.schedule();
        let simulation = plan.simulate(&schedule, 3, seed).unwrap();
        #[allow(clippy::cast_precision_loss, reason = "small numbers")]
        let finish = schedule.finish().unwrap() as f64;
        prop_assert_eq!(simulation.finishes(), [finish; 3]);
        prop_assert_eq!((simulation.mean(), simulation.sd(), simulation.chance_of_plan()), (finish, 0.0, 1.0));
        for (place, share) in simulation.criticality().iter().enumerate() {
            let critical = schedule.times(place).unwrap().critical();
            prop_assert_eq!(*share, Some(f64::from(u8::from(critical))));
        }
    }

    #[test]
    fn any_tangle_is_computed(
        links in prop::collection::vec((0_usize..12, 0_usize..12, 0_usize..4), 0..40),
    ) {
        let id = |at: usize| format!("P{at}");
        let network = Network {
            packages: (0..12).map(|at| Package::new(&id(at), "1d".parse().unwrap())).collect(),
            links: links.iter().filter(|(from, to, _)| from != to)
                .map(|(from, to, kind)| Dependency {
                    kind: KINDS[*kind], ..Dependency::finish_to_start(&id(*from), &id(*to))
                }).collect(),
            ..Network::default()
        };
        let plan = Plan::new(network.clone()).unwrap();
        let (cycles, schedule) = (plan.cycles(), plan.schedule());
        let dated = (0..12).filter(|place| schedule.times(*place).is_some()).count();
        prop_assert_eq!(cycles.is_empty(), dated == 12);
        for cycle in &cycles {
            let packages = plan.loop_packages(cycle);
            prop_assert!(packages.iter().all(|place| cycle.members.contains(place)));
            prop_assert!(cycle.hops.contains(&cycle.cut));
            for (at, hop) in cycle.hops.iter().enumerate() {
                let (from, to) = plan.ends(*hop).unwrap();
                prop_assert_eq!((from, to), (packages[at], packages[(at + 1) % packages.len()]));
            }
            prop_assert_eq!(packages.len(), shortest(&network, &cycle.members));
        }
    }
}

/// The length of a shortest loop among some packages, by walking from each of them.
fn shortest(network: &Network, members: &[usize]) -> usize {
    let place = |id: &str| {
        network
            .packages
            .iter()
            .position(|package| package.id == id)
            .unwrap()
    };
    let links: Vec<_> = network
        .links
        .iter()
        .map(|link| (place(&link.from), place(&link.to)))
        .collect();
    let from_each = members.iter().filter_map(|member| {
        let mut reached = vec![*member];
        (1..=members.len()).find(|_| {
            reached = links
                .iter()
                .filter(|(from, to)| reached.contains(from) && members.contains(to))
                .map(|(_, to)| *to)
                .collect();
            reached.contains(member)
        })
    });
    from_each.min().unwrap()
}
