//! "What must happen before X?" and "what does X hold up?"

use super::{Words, packages};
use crate::order::Arrange;
use crate::roadmap::Plan;

impl Words<'_> {
    /// What must happen before a package: a sentence for each link into it, then all that comes
    /// before it in time order.
    #[must_use]
    pub fn before(&self, package: usize) -> Vec<String> {
        let mut sentences: Vec<String> = self
            .plan
            .links_into(package)
            .map(|link| self.sentence(link))
            .collect();
        let name = self.name(package);
        if sentences.is_empty() {
            return vec![format!("{name} waits for nothing.")];
        }
        let all = self.in_time_order(self.plan.all_before(package));
        if all.len() > 1 {
            sentences.push(format!(
                "In all, {} come before {name}: {}.",
                packages(all.len()),
                self.list(&all)
            ));
        }
        sentences
    }

    /// What a package holds up: a sentence for each link out of it, all that waits for it in time
    /// order, and how late it may be.
    #[must_use]
    pub fn holds_up(&self, package: usize) -> Vec<String> {
        let mut sentences: Vec<String> = self
            .plan
            .links_out_of(package)
            .map(|link| self.sentence(link))
            .collect();
        let name = self.name(package);
        if sentences.is_empty() {
            sentences.push(format!("Nothing waits for {name}."));
        }
        let all = self.in_time_order(self.plan.all_behind(package));
        if all.len() > 1 {
            sentences.push(format!(
                "In all, {} wait for {name}: {}.",
                packages(all.len()),
                self.list(&all)
            ));
        }
        sentences.extend(self.leeway(package));
        sentences
    }

    /// How late a package may be before others, and the project, feel it.
    fn leeway(&self, package: usize) -> Option<String> {
        let times = self.schedule.times(package)?;
        let name = self.name(package);
        let (free, total) = (times.free_slack, times.total_slack);
        Some(if total < 0 {
            format!(
                "{name} is {} too late for a deadline already.",
                self.lateness(total)
            )
        } else if total == 0 {
            format!(
                "{name} has no slack: if it is late, the end of the project or a deadline is late."
            )
        } else if free >= total || free <= 0 {
            let first = if free <= 0 {
                "moves other work at once"
            } else {
                "moves nothing"
            };
            format!(
                "A delay of {name} {first}, and up to {} of it leave the project's end in place.",
                self.amount(total)
            )
        } else {
            format!(
                "A delay of {name} by up to {} moves nothing, and up to {} leave the project's end in place.",
                self.amount(free),
                self.amount(total)
            )
        })
    }

    /// The rule and the reason of a link as a sentence.
    fn sentence(&self, link: usize) -> String {
        format!("{}{}.", self.rule(link), self.reason(link))
    }

    /// Dated packages by their times, then those without dates.
    fn in_time_order(&self, mut places: Vec<usize>) -> Vec<usize> {
        places.arrange_by_key(|place| {
            let times = self.schedule.times(*place);
            (
                times.is_none(),
                times.map(|times| (times.earliest_start, times.earliest_finish)),
                *place,
            )
        });
        places
    }
}

impl Plan {
    /// Places of all packages that a package waits for, near or far, in the order of the network.
    #[must_use]
    pub fn all_before(&self, package: usize) -> Vec<usize> {
        self.reached(package, |place| {
            self.incoming
                .of(place)
                .iter()
                .map(|link| self.links[*link as usize].from)
        })
    }

    /// Places of all packages that wait for a package, near or far, in the order of the network.
    #[must_use]
    pub fn all_behind(&self, package: usize) -> Vec<usize> {
        self.reached(package, |place| {
            self.outgoing
                .of(place)
                .iter()
                .map(|link| self.links[*link as usize].to)
        })
    }

    /// All packages that steps of one direction lead to; without the first, even in a cycle.
    fn reached<I: Iterator<Item = u32>>(
        &self,
        package: usize,
        step: impl Fn(usize) -> I,
    ) -> Vec<usize> {
        let mut seen = vec![false; self.network().packages.len()];
        seen[package] = true;
        let mut open = vec![package];
        let mut reached = Vec::new();
        while let Some(place) = open.pop() {
            for next in step(place).map(|next| next as usize) {
                if !seen[next] {
                    seen[next] = true;
                    open.push(next);
                    reached.push(next);
                }
            }
        }
        reached.sort_unstable();
        reached
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roadmap::examples::network;

    #[test]
    fn says_what_comes_before_and_behind() {
        let mut network = network(&[
            "A 6d", "B 2d;A", "C 2d;A", "D 3d;B", "F 2d;C", "E 4d;D;F", "G 1d;E",
        ]);
        network.links[3].why = Some("both write to the same topic".into());
        let plan = Plan::new(network).unwrap();
        let schedule = plan.schedule();
        let words = Words::new(&plan, &schedule);
        assert_eq!(words.before(0), ["A waits for nothing."]);
        assert_eq!(
            words.before(4),
            [
                "F may not start before C finishes: both write to the same topic.",
                "In all, 2 work packages come before F: A and C.",
            ]
        );
        assert_eq!(
            words.holds_up(2),
            [
                "F may not start before C finishes: both write to the same topic.",
                "In all, 3 work packages wait for C: F, E and G.",
                "A delay of C moves other work at once, and up to 1 day of it leave the project's end in place.",
            ]
        );
        assert_eq!(
            words.holds_up(6),
            [
                "Nothing waits for G.",
                "G has no slack: if it is late, the end of the project or a deadline is late."
            ]
        );
    }

    #[test]
    fn a_package_never_comes_before_itself() {
        let plan = Plan::new(network(&["A 1d;B", "B 1d;A"])).unwrap();
        assert_eq!((plan.all_before(0), plan.all_behind(0)), (vec![1], vec![1]));
    }
}
