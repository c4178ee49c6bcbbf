//! Networks for tests, written the short way, and the numbers published for them.

use super::{Cause, Dependency, Network, Package, Plan, Schedule};

/// A network from lines such as `B 3d; A; C SS+1d`: id, duration, predecessors.
pub(super) fn network(lines: &[&str]) -> Network {
    let mut network = Network::default();
    for line in lines {
        let mut parts = line.split(';').map(str::trim);
        let (id, duration) = parts.next().unwrap().split_once(' ').unwrap();
        network
            .packages
            .push(Package::new(id, duration.parse().unwrap()));
        for predecessor in parts.filter(|part| !part.is_empty()) {
            let (from, how) = predecessor.split_once(' ').unwrap_or((predecessor, "FS"));
            let (kind, lag) = how.split_at(2);
            let mut link = Dependency::finish_to_start(from, id);
            link.kind = kind.parse().unwrap();
            link.lag = if lag.is_empty() {
                link.lag
            } else {
                lag.parse().unwrap()
            };
            network.links.push(link);
        }
    }
    network
}

/// `id total/free` slack in days of every package, and the finish in days.
fn slacks(plan: &Plan, schedule: &Schedule) -> (Vec<String>, f64) {
    let slacks = plan
        .network()
        .packages
        .iter()
        .enumerate()
        .map(|(place, package)| {
            let times = schedule.times(place).unwrap();
            format!(
                "{} {}/{}",
                package.id,
                plan.days(times.total_slack),
                plan.days(times.free_slack)
            )
        });
    (slacks.collect(), plan.days(schedule.finish().unwrap()))
}

fn ids(plan: &Plan, places: &[usize]) -> String {
    places
        .iter()
        .map(|place| plan.network().packages[*place].id.as_str())
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn seven_activities_take_sixteen_days() {
    let plan = Plan::new(network(&[
        "A 6d", "B 2d;A", "C 2d;A", "D 3d;B", "F 2d;C", "E 4d;D;F", "G 1d;E",
    ]))
    .unwrap();
    let schedule = plan.schedule();
    let (slacks, finish) = slacks(&plan, &schedule);
    assert_eq!(
        slacks,
        [
            "A 0/0", "B 0/0", "C 1/0", "D 0/0", "F 1/1", "E 0/0", "G 0/0"
        ]
    );
    assert!((finish - 16.0).abs() < f64::EPSILON);
    assert_eq!(ids(&plan, &schedule.critical()), "A B D E G");
    assert_eq!(ids(&plan, &schedule.near_critical(480_000)), "C F");
    assert!(schedule.near_critical(479_999).is_empty());
}

#[test]
fn eight_activities_take_twenty_two_days() {
    let lines = [
        "A 4d", "B 3d;A", "C 5d;A", "D 2d;A", "E 5d;B;C", "F 6d;C;D", "G 4d;E;F", "H 3d;G",
    ];
    let plan = Plan::new(network(&lines)).unwrap();
    let schedule = plan.schedule();
    let (slacks, finish) = slacks(&plan, &schedule);
    assert_eq!(
        slacks,
        [
            "A 0/0", "B 3/2", "C 0/0", "D 3/3", "E 1/1", "F 0/0", "G 0/0", "H 0/0"
        ]
    );
    assert!((finish - 22.0).abs() < f64::EPSILON);
    assert_eq!(ids(&plan, &schedule.critical()), "A C F G H");
}

/// The construction example of F. Hillier, G. Lieberman, "Introduction to Operations Research".
#[test]
fn fourteen_activities_take_forty_four_weeks() {
    let lines = [
        "A 2w", "B 4w;A", "C 10w;B", "D 6w;C", "E 4w;C", "F 5w;E", "G 7w;D", "H 9w;E;G", "I 7w;C",
        "J 8w;F;I", "K 4w;J", "L 5w;J", "M 2w;H", "N 6w;K;L",
    ];
    let plan = Plan::new(network(&lines)).unwrap();
    let schedule = plan.schedule();
    assert!((plan.days(schedule.finish().unwrap()) - 44.0 * 5.0).abs() < f64::EPSILON);
    assert_eq!(ids(&plan, &schedule.critical()), "A B C E F J L N");
    let weeks = |place: usize| schedule.times(place).unwrap().total_slack / 2_400_000;
    let slacks: Vec<i64> = (0..14).map(weeks).collect();
    assert_eq!(slacks, [0, 0, 0, 4, 0, 0, 4, 4, 2, 0, 1, 0, 4, 0]);
    assert_eq!(
        ids(&plan, &plan.critical_chain(&schedule)),
        "A B C E F J L N"
    );
}

/// "Milwaukee Paper Manufacturing" in J. Heizer, B. Render, "Operations Management", project management.
#[test]
fn eight_activities_of_a_paper_mill_take_fifteen_weeks() {
    let lines = [
        "A 2w", "B 3w", "C 2w;A", "D 4w;A;B", "E 4w;C", "F 3w;C", "G 5w;D;E", "H 2w;F;G",
    ];
    let plan = Plan::new(network(&lines)).unwrap();
    let schedule = plan.schedule();
    assert!((plan.days(schedule.finish().unwrap()) - 15.0 * 5.0).abs() < f64::EPSILON);
    assert_eq!(ids(&plan, &schedule.critical()), "A C E G H");
    let weeks = |ticks: i64| ticks / 2_400_000;
    let times: Vec<[i64; 5]> = (0..8)
        .map(|place| {
            let times = schedule.times(place).unwrap();
            [
                times.earliest_start,
                times.earliest_finish,
                times.latest_start,
                times.latest_finish,
                times.total_slack,
            ]
            .map(weeks)
        })
        .collect();
    assert_eq!(
        times,
        [
            [0, 2, 0, 2, 0],
            [0, 3, 1, 4, 1],
            [2, 4, 2, 4, 0],
            [3, 7, 4, 8, 1],
            [4, 8, 4, 8, 0],
            [4, 7, 10, 13, 6],
            [8, 13, 8, 13, 0],
            [13, 15, 13, 15, 0],
        ]
    );
}

/// "Western Hills Shopping Center" in D. Anderson, D. Sweeney, T. Williams, "An Introduction to
/// Management Science", project scheduling.
#[test]
fn nine_activities_of_a_shopping_centre_take_twenty_six_weeks() {
    let lines = [
        "A 5w",
        "B 6w",
        "C 4w;A",
        "D 3w;A",
        "E 1w;A",
        "F 4w;E",
        "G 14w;D;F",
        "H 12w;B;C",
        "I 2w;G;H",
    ];
    let plan = Plan::new(network(&lines)).unwrap();
    let schedule = plan.schedule();
    assert!((plan.days(schedule.finish().unwrap()) - 26.0 * 5.0).abs() < f64::EPSILON);
    assert_eq!(ids(&plan, &schedule.critical()), "A E F G I");
    let weeks = |place: usize| schedule.times(place).unwrap().total_slack / 2_400_000;
    let slacks: Vec<i64> = (0..9).map(weeks).collect();
    assert_eq!(slacks, [0, 6, 3, 2, 0, 0, 0, 3, 0]);
}

/// Two ways that take as long as each other only when hundredths of a day are kept.
#[test]
fn hundredths_of_a_day_keep_a_tie() {
    let plan = Plan::new(network(&["A 3.33d", "B 6.67d;A", "C 10d", "D 1d;B;C"])).unwrap();
    let schedule = plan.schedule();
    let (slacks, finish) = slacks(&plan, &schedule);
    assert_eq!(slacks, ["A 0/0", "B 0/0", "C 0/0", "D 0/0"]);
    assert!((finish - 11.0).abs() < f64::EPSILON);
}

/// The numbers follow from the definitions of the four kinds; checked by hand.
#[test]
fn four_kinds_with_lag() {
    let lines = [
        "A 4d",
        "B 2d;A SS+1d",
        "C 3d;A FF+2d",
        "D 5d;B SF+3d",
        "E 1d;C FS-1d;D",
    ];
    let plan = Plan::new(network(&lines)).unwrap();
    let schedule = plan.schedule();
    let starts: Vec<f64> = (0..5)
        .map(|place| plan.days(schedule.times(place).unwrap().earliest_start))
        .collect();
    // C: finish ≥ 4 + 2, so start 3; D: finish ≥ 1 + 3 holds from day 0 on; E: max(6 − 1, 5).
    assert_eq!(starts, [0.0, 1.0, 3.0, 0.0, 5.0]);
    let (slacks, finish) = slacks(&plan, &schedule);
    assert!((finish - 6.0).abs() < f64::EPSILON);
    // B: D must not finish after day 5, so B may start by day 5 − 3 = 2.
    assert_eq!(slacks, ["A 0/0", "B 1/1", "C 0/0", "D 0/0", "E 0/0"]);
}

#[test]
fn dates_of_their_own_hold_back_and_press() {
    let mut dated = network(&["A 2d", "B 1d;A", "C 1d;B", "D 6d"]);
    dated.start = chrono::NaiveDate::from_ymd_opt(2026, 3, 2);
    dated.packages[1].not_before = chrono::NaiveDate::from_ymd_opt(2026, 3, 6);
    dated.packages[0].deadline = chrono::NaiveDate::from_ymd_opt(2026, 3, 2);
    let plan = Plan::new(dated).unwrap();
    let schedule = plan.schedule();
    let times: Vec<_> = (0..4)
        .map(|place| *schedule.times(place).unwrap())
        .collect();
    assert_eq!(
        (times[1].earliest_start, times[1].earliest_by),
        (4 * 480_000, Cause::NotBefore)
    );
    assert_eq!(
        (times[0].total_slack, times[0].latest_by),
        (-480_000, Cause::Deadline)
    );
    assert_eq!(
        (times[0].free_slack, times[0].earliest_by),
        (2 * 480_000, Cause::ProjectStart)
    );
    assert_eq!(
        (times[1].latest_by, times[2].latest_by),
        (Cause::Link(1), Cause::ProjectFinish)
    );
    assert_eq!(ids(&plan, &schedule.critical()), "A D B C");
}
