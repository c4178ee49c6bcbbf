//! What can be wrong with a network, as data: the reader adds file and line.

use std::fmt;

use chrono::NaiveDate;

use super::Network;
use super::places::Places;

/// One thing that is wrong with a network, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetworkProblem {
    /// The place of the package in [`Network::packages`]; `None` when a link waits in an unknown one.
    pub package: Option<usize>,
    /// The id of that package, or the unknown id.
    pub id: String,
    /// The place of the link in [`Network::links`], when a link is wrong.
    pub link: Option<usize>,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// What is wrong with a package or a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    /// The id is empty.
    EmptyId,
    /// Another package has the id already.
    DuplicateId {
        /// The place of the first package with this id.
        first: usize,
    },
    /// A link names a package that does not exist.
    UnknownId {
        /// The name that is unknown.
        name: String,
    },
    /// A package waits for itself.
    SelfLink,
    /// The duration is below zero.
    NegativeDuration,
    /// Optimistic above likely, or likely above pessimistic, in this calendar.
    EstimateOrder,
    /// Due before the project begins.
    DeadlineBeforeStart {
        /// The date it is due.
        deadline: NaiveDate,
        /// The first day of the project.
        start: NaiveDate,
    },
    /// Due before it may begin: it will have negative slack.
    DeadlineBeforeNotBefore {
        /// The date it is due.
        deadline: NaiveDate,
        /// The first day on which it may begin.
        not_before: NaiveDate,
    },
    /// A milestone that takes time: it is computed with its duration.
    MilestoneWithDuration,
    /// A date of its own, but the project has no start: the date has no effect.
    DateWithoutStart,
}

impl ProblemKind {
    /// Whether the network is refused; otherwise it is a hint and everything is computed.
    #[must_use]
    pub const fn refuses(&self) -> bool {
        !matches!(
            self,
            Self::DeadlineBeforeNotBefore { .. }
                | Self::MilestoneWithDuration
                | Self::DateWithoutStart
        )
    }
}

impl fmt::Display for NetworkProblem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = &self.id;
        match &self.kind {
            ProblemKind::EmptyId => {
                let number = self.package.map_or(0, |place| place + 1);
                write!(
                    out,
                    "work package number {number} has no id: give it one, such as WP-{number}"
                )
            }
            ProblemKind::DuplicateId { .. } => {
                write!(out, "{id} is there twice: give one of them another id")
            }
            ProblemKind::UnknownId { name } => {
                write!(
                    out,
                    "{id} is linked to {name}, which does not exist: correct the id or add the package"
                )
            }
            ProblemKind::SelfLink => write!(out, "{id} waits for itself: remove the link"),
            ProblemKind::NegativeDuration => {
                write!(out, "{id} has a negative duration: write 0d or more")
            }
            ProblemKind::EstimateOrder => write!(
                out,
                "{id} has its estimate out of order: optimistic may not exceed likely, nor likely pessimistic"
            ),
            ProblemKind::DeadlineBeforeStart { deadline, start } => {
                write!(
                    out,
                    "{id} is due {deadline}, before the project starts on {start}: correct one of them"
                )
            }
            ProblemKind::DeadlineBeforeNotBefore {
                deadline,
                not_before,
            } => {
                write!(
                    out,
                    "{id} is due {deadline} but may not begin before {not_before}: correct one of them"
                )
            }
            ProblemKind::MilestoneWithDuration => {
                write!(
                    out,
                    "{id} is a milestone and takes time: make the duration 0d, or make it a work package"
                )
            }
            ProblemKind::DateWithoutStart => {
                write!(
                    out,
                    "{id} has a date, but the project has no start: add start, or the date has no effect"
                )
            }
        }
    }
}

impl std::error::Error for NetworkProblem {}

/// Every problem of the packages, and where each id stands.
pub(super) fn check_packages(network: &Network) -> (Places<'_>, Vec<NetworkProblem>) {
    let mut places = Places::with_capacity(network.packages.len());
    let mut problems = Vec::new();
    for (place, package) in network.packages.iter().enumerate() {
        let mut report = |kind| {
            problems.push(NetworkProblem {
                package: Some(place),
                id: package.id.clone(),
                link: None,
                kind,
            });
        };
        if package.id.trim().is_empty() {
            report(ProblemKind::EmptyId);
        } else if let Some(first) = places.enter(&package.id, small(place)) {
            report(ProblemKind::DuplicateId {
                first: first as usize,
            });
        }
        check_duration(network, place, &mut report);
        check_dates(network, place, &mut report);
    }
    (places, problems)
}

/// Reports what is wrong with the duration of a package.
fn check_duration(network: &Network, place: usize, report: &mut impl FnMut(ProblemKind)) {
    let package = &network.packages[place];
    let minutes = package.duration.ticks(&network.calendar);
    if package.duration.is_negative() {
        report(ProblemKind::NegativeDuration);
    } else if minutes.optimistic > minutes.likely || minutes.likely > minutes.pessimistic {
        report(ProblemKind::EstimateOrder);
    }
    if package.milestone && minutes.pessimistic > 0 {
        report(ProblemKind::MilestoneWithDuration);
    }
}

/// Reports what is wrong with the dates of a package.
fn check_dates(network: &Network, place: usize, report: &mut impl FnMut(ProblemKind)) {
    let package = &network.packages[place];
    match (network.start, package.deadline) {
        (Some(start), Some(deadline)) if deadline < start => {
            report(ProblemKind::DeadlineBeforeStart { deadline, start });
        }
        (None, _) if package.deadline.is_some() || package.not_before.is_some() => {
            report(ProblemKind::DateWithoutStart);
        }
        _ => {}
    }
    if let (Some(deadline), Some(not_before)) = (package.deadline, package.not_before)
        && deadline < not_before
    {
        report(ProblemKind::DeadlineBeforeNotBefore {
            deadline,
            not_before,
        });
    }
}

/// A place as a compact index.
pub(super) fn small(place: usize) -> u32 {
    u32::try_from(place).expect("a network has fewer than 2^32 packages and links")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roadmap::{Dependency, Package, Plan};

    fn package(id: &str, duration: &str) -> Package {
        Package::new(id, duration.parse().unwrap())
    }

    #[test]
    fn reports_everything_at_once() {
        let mut late = package("C", "1d");
        late.deadline = NaiveDate::from_ymd_opt(2026, 1, 1);
        let network = Network {
            packages: vec![
                package("A", "1d"),
                package("A", "2d"),
                late,
                package("D", "6d/1w/8d"),
                package("", "1d"),
            ],
            links: vec![
                Dependency::finish_to_start("A", "B"),
                Dependency::finish_to_start("X", "A"),
                Dependency::finish_to_start("C", "C"),
            ],
            start: NaiveDate::from_ymd_opt(2026, 2, 2),
            ..Network::default()
        };
        let problems = Plan::new(network).unwrap_err();
        let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
        let expected = [
            "A is there twice: give one of them another id",
            "C is due 2026-01-01, before the project starts on 2026-02-02: correct one of them",
            "D has its estimate out of order: optimistic may not exceed likely, nor likely pessimistic",
            "work package number 5 has no id: give it one, such as WP-5",
            "A is linked to B, which does not exist: correct the id or add the package",
            "A is linked to X, which does not exist: correct the id or add the package",
            "C waits for itself: remove the link",
        ];
        assert_eq!(said, expected);
        assert_eq!(problems[4].link, Some(0));
        assert!(problems.iter().all(|problem| problem.kind.refuses()));
    }

    #[test]
    fn hints_do_not_refuse() {
        let mut first = package("A", "1d");
        first.milestone = true;
        first.deadline = NaiveDate::from_ymd_opt(2026, 3, 1);
        first.not_before = NaiveDate::from_ymd_opt(2026, 3, 2);
        let network = Network {
            packages: vec![first],
            ..Network::default()
        };
        let plan = Plan::new(network).unwrap();
        let kinds: Vec<_> = plan.hints().iter().map(|hint| &hint.kind).collect();
        assert!(kinds.contains(&&ProblemKind::MilestoneWithDuration));
        assert!(kinds.contains(&&ProblemKind::DateWithoutStart));
        assert_eq!(kinds.len(), 3);
    }
}
