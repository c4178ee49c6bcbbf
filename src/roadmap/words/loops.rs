//! A cycle as hops that a person can follow, and how to open it.

use super::{Words, packages};
use crate::roadmap::Cycle;

impl Words<'_> {
    /// Each hop of a cycle's shortest loop as a sentence with its reason, then what to remove.
    #[must_use]
    pub fn cycle(&self, cycle: &Cycle) -> Vec<String> {
        let mut sentences: Vec<String> = cycle
            .hops
            .iter()
            .map(|hop| format!("{}{}.", self.rule(*hop), self.reason(*hop)))
            .collect();
        let Some((from, to)) = self.plan.ends(cycle.cut) else {
            return sentences;
        };
        let caught = match cycle.members.len() - cycle.hops.len() {
            0 => String::new(),
            more => format!(" ({} more are caught in it)", packages(more)),
        };
        sentences.push(format!(
            "That goes round in a circle{caught}: remove the link from {} to {}, or another of these.",
            self.name(from),
            self.name(to)
        ));
        sentences
    }
}

#[cfg(test)]
mod tests {
    use crate::roadmap::examples::network;
    use crate::roadmap::{Plan, Words};

    #[test]
    fn tells_the_hops_with_their_reasons() {
        let mut network = network(&["A 1d;B", "B 1d;A SS", "C 1d;B", "D 1d;C"]);
        network
            .links
            .push(crate::roadmap::Dependency::finish_to_start("D", "B"));
        network.links[1].why = Some("they share a team".into());
        let plan = Plan::new(network).unwrap();
        let schedule = plan.schedule();
        let words = Words::new(&plan, &schedule);
        let cycles = plan.cycles();
        assert_eq!(cycles.len(), 1);
        assert_eq!(
            words.cycle(&cycles[0]),
            [
                "B may not start before A starts: they share a team.",
                "A may not start before B finishes.",
                "That goes round in a circle (2 work packages more are caught in it): remove the link from A to B, or another of these.",
            ]
        );
    }
}
