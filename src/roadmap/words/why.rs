//! "Why this date?": the chain of driving links from a package back to what sets it off.

use super::Words;
use crate::roadmap::Cause;

impl Words<'_> {
    /// Why a package happens when it does: a sentence for it and one for each that drives it, back
    /// to the one that waits for nothing.
    #[must_use]
    pub fn why(&self, package: usize) -> Vec<String> {
        let mut sentences = Vec::new();
        let mut next = Some(package);
        while let Some(package) = next {
            let (sentence, driver) = self.why_this(package);
            sentences.push(sentence);
            next = driver;
        }
        sentences
    }

    /// Why one package happens when it does, and the package that drives it.
    fn why_this(&self, package: usize) -> (String, Option<usize>) {
        let name = self.name(package);
        let Some(times) = self.schedule.times(package) else {
            return (
                format!("{name} has no date because it lies in a cycle or waits for one."),
                None,
            );
        };
        match times.earliest_by {
            Cause::Link(link) => {
                let driver = self.plan.ends(link).map(|(from, _)| from);
                let from = driver.map_or_else(String::new, |driver| self.name(driver));
                let event = self.event(package, self.kind(link).to_finish());
                let sentence = format!(
                    "{name} {event} because it {}{}.",
                    self.demand(link, &from),
                    self.reason(link)
                );
                (sentence, driver)
            }
            Cause::NotBefore => {
                let event = self.event(package, false);
                (
                    format!("{name} {event} because it may not begin sooner."),
                    None,
                )
            }
            Cause::ProjectStart | Cause::Deadline | Cause::ProjectFinish => {
                let event = self.event(package, false);
                (
                    format!("{name} {event} because nothing holds it back."),
                    None,
                )
            }
        }
    }

    /// `starts on …`, `finishes on …` or, for what takes no time, `is reached on …`.
    fn event(&self, package: usize, finish: bool) -> String {
        match (self.is_point(package), finish) {
            (true, _) => format!("is reached {}", self.finish(package)),
            (false, true) => format!("finishes {}", self.finish(package)),
            (false, false) => format!("starts {}", self.start(package)),
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use crate::roadmap::examples::network;
    use crate::roadmap::{Plan, Words};

    #[test]
    fn walks_back_to_the_beginning() {
        let mut network = network(&[
            "A 2d",
            "B 1d;A",
            "C 2d;B FF+1d",
            "M 0d;C",
            "X 1d;Y",
            "Y 1d;X",
        ]);
        network.start = NaiveDate::from_ymd_opt(2026, 3, 5);
        network.packages[0].title = "Provision clusters".into();
        network.packages[1].not_before = NaiveDate::from_ymd_opt(2026, 3, 11);
        network.links[0].why = Some("it runs on them.".into());
        network.links[1].why = Some("tests take a day".into());
        let plan = Plan::new(network.clone()).unwrap();
        let schedule = plan.schedule();
        let words = Words::new(&plan, &schedule);
        assert_eq!(
            words.why(3),
            [
                "M is reached on 2026-03-12 because it may not start before C finishes.",
                "C finishes on 2026-03-12 because it may not finish sooner than 1 day after B finishes: tests take a day.",
                "B starts on 2026-03-11 because it may not begin sooner.",
            ]
        );
        assert_eq!(
            words.why(4),
            ["X has no date because it lies in a cycle or waits for one."]
        );
        network.packages[1].not_before = None;
        network.start = None;
        let plan = Plan::new(network).unwrap();
        let schedule = plan.schedule();
        assert_eq!(
            Words::new(&plan, &schedule).why(1),
            [
                "B starts after 2 days because it may not start before A (Provision clusters) finishes: it runs on them.",
                "A (Provision clusters) starts on the first day because nothing holds it back.",
            ]
        );
    }
}
