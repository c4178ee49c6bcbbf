//! "What slips if this slips?"

use super::{Words, joined};
use crate::roadmap::Slip;

impl Words<'_> {
    /// The consequences of a slip in sentences: what is linked to it, what lies behind, the end of
    /// the project, deadlines.
    #[must_use]
    pub fn slip(&self, slip: &Slip) -> Vec<String> {
        let lateness = format!(
            "If {} is {} late",
            self.name(slip.package),
            self.amount(slip.delay)
        );
        if slip.moved.is_empty() && slip.finish == 0 && slip.missed.is_empty() {
            return vec![format!("{lateness}, nothing else moves.")];
        }
        let next: Vec<String> = slip
            .moved
            .iter()
            .filter(|moved| moved.next)
            .map(|moved| format!("{} by {}", self.name(moved.package), self.amount(moved.by)))
            .collect();
        let behind = slip.moved.len() - next.len();
        let mut sentences = match (next.len(), behind) {
            (0, 0) => vec![format!("{lateness}, no other work moves.")],
            (_, 0) => vec![format!("{lateness}, it moves {}.", joined(&next))],
            _ => vec![format!(
                "{lateness}, it moves {}, and {behind} more behind.",
                joined(&next)
            )],
        };
        let planned = self.schedule.finish().unwrap_or(0);
        sentences.push(match slip.finish {
            0 => String::from("The project still ends as planned."),
            by => format!(
                "The project ends {} later, {}.",
                self.amount(by),
                self.project_finish(planned + by)
            ),
        });
        if !slip.missed.is_empty() {
            sentences.push(format!(
                "It makes {} miss the deadline.",
                self.list(&slip.missed)
            ));
        }
        sentences
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use crate::roadmap::examples::network;
    use crate::roadmap::{Plan, Words};

    #[test]
    fn tells_what_one_late_step_moves() {
        let mut network = network(&["A 2d", "B 3d", "C 1d;A;B", "D 1d;C"]);
        network.start = NaiveDate::from_ymd_opt(2026, 3, 2);
        network.packages[2].deadline = NaiveDate::from_ymd_opt(2026, 3, 5);
        let plan = Plan::new(network).unwrap();
        let schedule = plan.schedule();
        let words = Words::new(&plan, &schedule);
        let say = |package, delay| words.slip(&plan.slip(&schedule, package, delay).unwrap());
        assert_eq!(say(0, 480_000), ["If A is 1 day late, nothing else moves."]);
        assert_eq!(
            say(1, 480_000),
            [
                "If B is 1 day late, it moves C by 1 day, and 1 more behind.",
                "The project ends 1 day later, on 2026-03-09.",
                "It makes C miss the deadline.",
            ]
        );
        assert_eq!(
            say(3, 60_000),
            [
                "If D is 1 hour late, no other work moves.",
                "The project ends 1 hour later, on 2026-03-09."
            ]
        );
    }
}
