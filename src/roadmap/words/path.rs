//! The chain of packages that sets the end of the project.

use super::{Words, packages};
use crate::roadmap::{Cause, Plan, Schedule};

impl Plan {
    /// Places of the packages of one chain of driving links that sets the project's finish, first
    /// package first; empty when nothing can be dated.
    #[must_use]
    pub fn critical_chain(&self, schedule: &Schedule) -> Vec<usize> {
        let dated = || {
            (0..self.network().packages.len())
                .filter_map(|place| Some((place, schedule.times(place)?)))
        };
        let last = dated().find(|(_, times)| Some(times.earliest_finish) == schedule.finish());
        let mut chain = Vec::new();
        let mut next = last.map(|(place, _)| place);
        while let Some(place) = next {
            chain.push(place);
            next = match schedule.times(place).map(|times| times.earliest_by) {
                Some(Cause::Link(link)) => self.ends(link).map(|(from, _)| from),
                _ => None,
            };
        }
        chain.reverse();
        chain
    }
}

impl Words<'_> {
    /// What sets the end of the project, as a paragraph of sentences; one only when nothing can be
    /// dated.
    #[must_use]
    pub fn critical_path(&self) -> Vec<String> {
        let chain = self.plan.critical_chain(self.schedule);
        let (Some(first), Some(last), Some(finish)) =
            (chain.first(), chain.last(), self.schedule.finish())
        else {
            return vec![String::from(
                "No work package can be dated, so there is no critical path.",
            )];
        };
        let when = self.project_finish(finish);
        let mut sentences = vec![if chain.len() == 1 {
            format!(
                "The project ends {when}, when {} finishes.",
                self.name(*last)
            )
        } else {
            let names: Vec<String> = chain.iter().map(|place| self.name(*place)).collect();
            let count = packages(chain.len());
            format!(
                "The project ends {when} because of a chain of {count}: {}.",
                names.join(", then ")
            )
        }];
        sentences.push(self.beginning(*first));
        sentences.extend(self.beside(&chain));
        sentences.extend(self.late());
        sentences
    }

    /// When the chain begins, and whether a date holds it back.
    fn beginning(&self, first: usize) -> String {
        let begin = self.start(first);
        match self.schedule.times(first).map(|times| times.earliest_by) {
            Some(Cause::NotBefore) => {
                format!(
                    "It begins {begin}, the first date on which {} may begin.",
                    self.name(first)
                )
            }
            _ => format!("It begins {begin}."),
        }
    }

    /// How many packages are critical without lying on the chain.
    fn beside(&self, chain: &[usize]) -> Option<String> {
        let mut on_chain = vec![false; self.plan.network().packages.len()];
        for place in chain {
            on_chain[*place] = true;
        }
        let others = self
            .schedule
            .critical()
            .into_iter()
            .filter(|place| !on_chain[*place])
            .count();
        let verb = if others == 1 { "is" } else { "are" };
        (others > 0).then(|| {
            format!(
                "Beside this chain, {} {verb} critical too.",
                packages(others)
            )
        })
    }

    /// A sentence for each deadline that the schedule misses, in the order of the network.
    #[must_use]
    pub fn late(&self) -> Vec<String> {
        let missed = |place: usize| {
            let position = self.plan.position(place)?;
            let over = self.schedule.times(place)?.earliest_finish - self.plan.deadline[position]?;
            let over = over.max(i64::from(self.plan.overnight.contains(&position)));
            let due = self.plan.network().packages[place].deadline?;
            (over > 0).then(|| {
                format!(
                    "{} is due {due} but finishes {}: {} late.",
                    self.name(place),
                    self.finish(place),
                    self.lateness(over)
                )
            })
        };
        (0..self.plan.network().packages.len())
            .filter_map(missed)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::roadmap::examples::network;

    #[test]
    fn a_chain_without_dates_begins_on_the_first_day() {
        let plan = Plan::new(network(&["A 2d", "B 1d;A"])).unwrap();
        let schedule = plan.schedule();
        let told = Words::new(&plan, &schedule).critical_path();
        assert_eq!(told[1], "It begins on the first day.");
    }

    #[test]
    fn names_the_chain_and_what_is_late() {
        let mut network = network(&["A 2d", "B 1d;A", "C 3d", "D 1d"]);
        network.start = NaiveDate::from_ymd_opt(2026, 3, 5);
        network.packages[1].title = "Migrate".into();
        network.packages[3].deadline = NaiveDate::from_ymd_opt(2026, 3, 6);
        network.packages[1].deadline = NaiveDate::from_ymd_opt(2026, 3, 6);
        let plan = Plan::new(network).unwrap();
        let schedule = plan.schedule();
        assert_eq!(
            Words::new(&plan, &schedule).critical_path(),
            [
                "The project ends on 2026-03-09 because of a chain of 2 work packages: A, then B (Migrate).",
                "It begins on 2026-03-05.",
                "Beside this chain, 1 work package is critical too.",
                "B (Migrate) is due 2026-03-06 but finishes on 2026-03-09: 1 day late.",
            ]
        );
        assert_eq!(schedule.times(1).unwrap().total_slack, -480_000);
        assert_eq!(
            schedule.times(0).unwrap().total_slack,
            -480_000,
            "a deadline reaches back"
        );
    }

    #[test]
    fn nothing_to_date() {
        let plan = Plan::new(network(&["A 1d;B", "B 1d;A"])).unwrap();
        let schedule = plan.schedule();
        assert!(Words::new(&plan, &schedule).critical_path()[0].starts_with("No work package"));
    }
}
