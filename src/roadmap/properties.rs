//! The engine against a second, naive implementation on random networks.

use proptest::prelude::*;

use super::{Cause, Dependency, LinkKind, Network, Package, Plan, Span, TimeUnit, WorkingTime};

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

/// The same with a start, holidays, dates before which packages may not begin, and deadlines.
fn dated() -> impl Strategy<Value = Network> {
    let date = |day: u64| {
        let origin = chrono::NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
        origin + chrono::Days::new(day)
    };
    let days = prop::collection::vec(
        (prop::option::of(0_u64..60), prop::option::of(0_u64..90)),
        25,
    );
    let holidays = prop::collection::vec(0_u64..60, 0..6);
    (acyclic(), days, holidays).prop_map(move |(mut network, days, holidays)| {
        network.start = Some(date(0));
        let holidays = holidays.into_iter().map(date).collect();
        let week: Vec<chrono::Weekday> = (0..5).map(|day| day.try_into().unwrap()).collect();
        network.calendar = super::Calendar::new(&week, 7.5, holidays).unwrap();
        for (package, (not_before, deadline)) in network.packages.iter_mut().zip(days) {
            package.not_before = not_before.map(date);
            package.deadline = deadline.map(date);
        }
        network
    })
}

/// Ticks of the days worked from the start up to a date, that date not included, day by day.
fn worked_until(network: &Network, date: chrono::NaiveDate) -> i64 {
    let days = network.start.unwrap().iter_days();
    days.take_while(|day| *day < date)
        .filter(|day| network.calendar.works_on(*day))
        .map(|_| network.calendar.ticks_per_day())
        .sum()
}

/// The tick with which the day of a package's deadline ends.
fn due(network: &Network, package: &Package) -> Option<i64> {
    let next = package.deadline?.succ_opt().unwrap();
    Some(worked_until(network, next))
}

/// Each package's own latest finish: its deadline or the end, in ticks.
fn latest_allowed(network: &Network, end: i64) -> Vec<i64> {
    let packages = network.packages.iter();
    packages
        .map(|package| due(network, package).map_or(end, |due| due.min(end)))
        .collect()
}

/// Whether what takes no time happens with the end of the day it is due on and is shown on a later one.
fn overnight(network: &Network, shown: &[Option<Span>], start: &[i64], place: usize) -> bool {
    let package = &network.packages[place];
    package.duration.likely().is_zero()
        && due(network, package) == Some(start[place])
        && shown[place].is_some_and(|span| Some(span.finish) > package.deadline)
}

/// A link as places of its two packages, kind and lag in ticks.
type Resolved = (usize, usize, LinkKind, i64);

/// Durations and links by place, in ticks.
fn resolved(network: &Network) -> (Vec<i64>, Vec<Resolved>) {
    let ticks = |time: WorkingTime| time.ticks(&network.calendar);
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
        .map(|package| ticks(package.duration.likely()))
        .collect();
    let links: Vec<_> = network
        .links
        .iter()
        .map(|link| {
            (
                place(&link.from),
                place(&link.to),
                link.kind,
                ticks(link.lag),
            )
        })
        .collect();
    (duration, links)
}

/// Earliest starts and latest finishes by repeated relaxation of the definitions, in ticks.
fn naive(network: &Network, shown: &[Option<Span>]) -> (Vec<i64>, Vec<i64>) {
    let (duration, links) = resolved(network);
    let mut start: Vec<i64> = network
        .packages
        .iter()
        .map(|package| {
            package
                .not_before
                .map_or(0, |date| worked_until(network, date))
        })
        .collect();
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
    let mut last = latest_allowed(network, end);
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
    for place in 0..last.len() {
        if overnight(network, shown, &start, place) {
            last[place] = last[place].min(start[place] - 1);
        }
    }
    (start, last)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn agrees_with_repeated_relaxation(network in acyclic()) {
        let plan = Plan::new(network.clone()).unwrap();
        let schedule = plan.schedule();
        let (start, last) = naive(&network, &plan.dates(&schedule).packages);
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
    fn agrees_with_repeated_relaxation_under_dates_and_deadlines(network in dated()) {
        let plan = Plan::new(network.clone()).unwrap();
        let schedule = plan.schedule();
        let dates = plan.dates(&schedule);
        let (start, last) = naive(&network, &dates.packages);
        for (place, package) in network.packages.iter().enumerate() {
            let times = schedule.times(place).unwrap();
            prop_assert_eq!((times.earliest_start, times.latest_finish), (start[place], last[place]));
            prop_assert_eq!(times.free_slack, naive_free_slack(&network, &start, place));
            let span = dates.packages[place].unwrap();
            prop_assert!(span.start <= span.finish && Some(span.finish) <= dates.finish);
            prop_assert!(package.not_before.is_none_or(|date| span.finish >= date || !network.calendar.works_on(date)));
            let late = package.deadline.is_some_and(|due| span.finish > due);
            prop_assert!(!late || times.total_slack < 0, "a missed deadline is negative slack");
        }
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

/// The least surplus over the links that leave a package, from the definitions; in ticks.
fn naive_free_slack(network: &Network, start: &[i64], place: usize) -> i64 {
    let ticks = |time: WorkingTime| time.ticks(&network.calendar);
    let finish = |at: usize| start[at] + ticks(network.packages[at].duration.likely());
    let id = &network.packages[place].id;
    let surplus = network
        .links
        .iter()
        .filter(|link| link.from == *id)
        .map(|link| {
            let to = network
                .packages
                .iter()
                .position(|package| package.id == link.to)
                .unwrap();
            let (from, to) = match link.kind {
                LinkKind::FinishToStart => (finish(place), start[to]),
                LinkKind::StartToStart => (start[place], start[to]),
                LinkKind::FinishToFinish => (finish(place), finish(to)),
                LinkKind::StartToFinish => (start[place], finish(to)),
            };
            to - from - ticks(link.lag)
        });
    let end = (0..start.len()).map(finish).max().unwrap();
    surplus.min().unwrap_or(end - finish(place))
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
