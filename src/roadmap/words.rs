//! The plan in plain sentences: why a date is what it is, what waits for what, what a delay does.
//!
//! Every sentence ends with a full stop and stands on its own, so that a screen, a report or a
//! command can show any of them.

mod dates;
mod loops;
mod neighbours;
mod path;
mod slips;
mod why;

use super::working_time::{TICKS_PER_HOUR, TICKS_PER_MINUTE};
use super::{Dates, Dependency, LinkKind, Plan, Schedule};

/// Names listed before the rest is only counted.
const NAMES: usize = 8;

/// Speaks about one plan and its schedule.
#[derive(Debug, Clone)]
pub struct Words<'a> {
    plan: &'a Plan,
    schedule: &'a Schedule,
    dates: Dates,
}

impl<'a> Words<'a> {
    /// Prepares to speak; computes the dates once.
    #[must_use]
    pub fn new(plan: &'a Plan, schedule: &'a Schedule) -> Self {
        let dates = plan.dates(schedule);
        Self {
            plan,
            schedule,
            dates,
        }
    }

    /// A package by reference and title: `WP-3 (Provision clusters)`.
    #[must_use]
    pub fn name(&self, package: usize) -> String {
        let package = &self.plan.network().packages[package];
        if package.title.trim().is_empty() {
            return package.id.clone();
        }
        format!("{} ({})", package.id, package.title.trim())
    }

    /// Ticks in words, without a sign: `1 day`, `2.5 days`, `4 hours`.
    #[must_use]
    pub fn amount(&self, ticks: i64) -> String {
        let per_day = self.plan.network().calendar.ticks_per_day();
        let ticks = ticks.abs();
        if ticks > 0 && ticks < per_day {
            return counted(ticks, TICKS_PER_HOUR, "hour");
        }
        counted(ticks, per_day, "day")
    }

    /// How late something is, in words: what is late by no working time happens on the morning after.
    #[must_use]
    pub fn lateness(&self, ticks: i64) -> String {
        if ticks.abs() < TICKS_PER_MINUTE {
            return String::from("a night");
        }
        self.amount(ticks)
    }

    /// What a link asks for, as a clause: `WP-2 may not start before WP-1 finishes`.
    #[must_use]
    pub fn rule(&self, link: usize) -> String {
        let Some((from, to)) = self.plan.ends(link) else {
            return String::from("the link names a package that does not exist");
        };
        format!("{} {}", self.name(to), self.demand(link, &self.name(from)))
    }

    /// The lag of a dependency in words, without a sign; empty when it has none.
    #[must_use]
    pub fn lag(&self, dependency: &Dependency) -> String {
        let lag = dependency.lag.ticks(&self.plan.network().calendar);
        if lag == 0 {
            return String::new();
        }
        self.amount(lag)
    }

    /// The rule of a link without its subject.
    fn demand(&self, link: usize, from: &str) -> String {
        let entered = &self.plan.network().links[link];
        let kind = entered.kind;
        let verb = if kind.to_finish() { "finish" } else { "start" };
        let event = if kind.from_finish() {
            "finishes"
        } else {
            "starts"
        };
        let lag = entered.lag.ticks(&self.plan.network().calendar);
        match lag.signum() {
            0 => format!("may not {verb} before {from} {event}"),
            1 => format!(
                "may not {verb} sooner than {} after {from} {event}",
                self.amount(lag)
            ),
            _ => format!(
                "may not {verb} sooner than {} before {from} {event}",
                self.amount(lag)
            ),
        }
    }

    /// The reason of a link, ready to follow its rule: `: it needs the network`, or nothing.
    fn reason(&self, link: usize) -> String {
        let why = self.plan.network().links[link]
            .why
            .as_deref()
            .unwrap_or_default();
        match why.trim().trim_end_matches(['.', ':', ';', ',']) {
            "" => String::new(),
            why => format!(": {why}"),
        }
    }

    /// The kind of a link.
    fn kind(&self, link: usize) -> LinkKind {
        self.plan.network().links[link].kind
    }

    /// Names of packages as a list: `WP-1, WP-2 and WP-3`; long lists are cut and counted.
    #[must_use]
    pub fn list(&self, packages: &[usize]) -> String {
        let mut names: Vec<String> = packages
            .iter()
            .take(NAMES)
            .map(|package| self.name(*package))
            .collect();
        if packages.len() > NAMES {
            names.push(format!("{} more", packages.len() - NAMES));
        }
        joined(&names)
    }
}

/// Joins with commas and a final "and".
fn joined(names: &[String]) -> String {
    match names {
        [] => String::from("nothing"),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A number of units with at most two decimals: `1 day`, `2.5 days`.
fn counted(ticks: i64, per_unit: i64, unit: &str) -> String {
    let hundredths = (ticks / per_unit) * 100 + (ticks % per_unit * 100 + per_unit / 2) / per_unit;
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    let number = match rest {
        0 => whole.to_string(),
        _ => format!("{whole}.{rest:02}")
            .trim_end_matches('0')
            .to_owned(),
    };
    let plural = if number == "1" { "" } else { "s" };
    format!("{number} {unit}{plural}")
}

/// `1 work package`, `3 work packages`.
fn packages(count: usize) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} work package{plural}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roadmap::examples::network;

    #[test]
    fn amounts_are_rounded_to_what_people_say() {
        let plan = Plan::new(network(&["A 1d"])).unwrap();
        let schedule = plan.schedule();
        let words = Words::new(&plan, &schedule);
        let said = [0, 60, 90, 240, 480, -960, 720, 500]
            .map(|minutes| words.amount(minutes * TICKS_PER_MINUTE));
        assert_eq!(
            said,
            [
                "0 days",
                "1 hour",
                "1.5 hours",
                "4 hours",
                "1 day",
                "2 days",
                "1.5 days",
                "1.04 days"
            ]
        );
    }

    #[test]
    fn rules_of_all_kinds() {
        let plan = Plan::new(network(&[
            "A 1d",
            "B 1d;A",
            "C 1d;A SS+1d",
            "D 1d;A FF-4h",
            "E 1d;A SF",
        ]))
        .unwrap();
        let schedule = plan.schedule();
        let words = Words::new(&plan, &schedule);
        let said: Vec<String> = (0..4).map(|link| words.rule(link)).collect();
        assert_eq!(
            said,
            [
                "B may not start before A finishes",
                "C may not start sooner than 1 day after A starts",
                "D may not finish sooner than 4 hours before A finishes",
                "E may not finish before A starts",
            ]
        );
    }

    #[test]
    fn long_lists_are_counted() {
        let lines: Vec<String> = (0..10).map(|number| format!("P{number} 1d")).collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let plan = Plan::new(network(&lines)).unwrap();
        let schedule = plan.schedule();
        let words = Words::new(&plan, &schedule);
        assert_eq!(words.list(&[]), "nothing");
        assert_eq!(words.list(&[0, 1]), "P0 and P1");
        assert!(
            words
                .list(&(0..10).collect::<Vec<_>>())
                .ends_with("P7 and 2 more")
        );
    }
}
