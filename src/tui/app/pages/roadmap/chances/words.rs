//! What a simulation says, in words.

use chrono::NaiveDate;

use crate::exports::say;
use crate::order::Arrange;
use crate::roadmap::simulation::INDEPENDENCE;
use crate::roadmap::{DeadlineChance, Estimate, Simulation};
use crate::tui::app::pages::roadmap::rows::Table;
use crate::tui::app::pages::roadmap::told::Told;

/// The share of runs, of 100, that a date to commit to meets.
const COMMIT: u32 = 80;
/// How many packages are named that decide the finish.
const DECIDE: usize = 5;

/// What came of a simulation, in words.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Outcome {
    /// What there is to say of the whole.
    pub(crate) told: Vec<Told>,
    /// When so many runs are done that one can commit to it: `P80 24 Jun 2027`.
    pub(crate) commit: String,
    /// By place in the network, in how many of 100 runs a package is critical; empty without a date.
    pub(crate) critical: Vec<String>,
    /// How the finishes are spread: runs in equal parts of the time, from the first to the last finish.
    pub(crate) spread: Vec<u32>,
    /// The first and the last finish, in few letters.
    pub(crate) ends: (String, String),
}

impl Table {
    /// True when any duration has three values.
    pub(super) fn varies(&self) -> bool {
        let packages = &self.plan.network().packages;
        let three = |estimate| matches!(estimate, Estimate::ThreePoint { .. });
        packages.iter().any(|package| three(package.duration))
    }

    pub(super) fn outcome(&self, simulation: &Simulation) -> Outcome {
        let critical = simulation.criticality().iter();
        let share = |share: &Option<f64>| share.map(percent).unwrap_or_default();
        let finishes = simulation.finishes();
        let ends = finishes.first().zip(finishes.last());
        Outcome {
            told: self.told_of_chances(simulation),
            commit: format!("P{COMMIT} {}", self.day_of(simulation.percentile(COMMIT))),
            critical: critical.map(share).collect(),
            spread: spread(finishes),
            ends: ends
                .map(|(first, last)| (self.day_of(*first), self.day_of(*last)))
                .unwrap_or_default(),
        }
    }

    fn told_of_chances(&self, simulation: &Simulation) -> Vec<Told> {
        let planned = self.schedule.finish().map(|finish| self.day(finish));
        let mut told = vec![
            Told::line("done by", self.told_of_finishes(simulation)),
            Told::line(
                "the plan",
                format!(
                    "{} is met in {} runs",
                    planned.unwrap_or_default(),
                    say::of_hundred(simulation.chance_of_plan())
                ),
            ),
        ];
        told.extend(self.told_of_deadlines(simulation));
        told.extend(self.deciding(simulation));
        told.push(Told::line("assumed", INDEPENDENCE));
        told
    }

    /// By when so many of 100 runs are done; of dates in one year only the last says which.
    fn told_of_finishes(&self, simulation: &Simulation) -> String {
        let percents = [10, 50, COMMIT, 90];
        let days = percents.map(|percent| self.day_of(simulation.percentile(percent)));
        let year = |day: &str| day.rsplit_once(' ').map(|(_, year)| year.to_owned());
        let same = days.iter().all(|day| year(day) == year(&days[3]));
        let finish = |(at, (percent, day)): (usize, (u32, &String))| {
            let short = day
                .rsplit_once(' ')
                .filter(|_| self.dated && same && at < 3);
            format!("P{percent} {}", short.map_or(day.as_str(), |(day, _)| day))
        };
        let all = percents.into_iter().zip(&days).enumerate();
        all.map(finish).collect::<Vec<_>>().join("   ")
    }

    /// Each deadline with its chance, the least sure first.
    fn told_of_deadlines(&self, simulation: &Simulation) -> Vec<Told> {
        let mut deadlines = simulation.deadlines().to_vec();
        deadlines.arrange_by(|one, other| one.chance.total_cmp(&other.chance));
        let line = |(at, deadline): (usize, DeadlineChance)| {
            let row = &self.rows[self.row_of[deadline.package]];
            let due = row.deadline.map(said).unwrap_or_default();
            let share = say::of_hundred(deadline.chance);
            let text = format!("{} {due} is met in {share} runs", row.id);
            let label = if at == 0 { "deadlines" } else { "" };
            if deadline.chance < f64::from(COMMIT) / 100.0 {
                Told::warning(label, text)
            } else {
                Told::line(label, text)
            }
        };
        deadlines.into_iter().enumerate().map(line).collect()
    }

    /// The packages that are critical in most runs, milestones aside.
    fn deciding(&self, simulation: &Simulation) -> Option<Told> {
        let shares = simulation.criticality().iter().enumerate();
        let mut shares: Vec<(usize, f64)> = shares
            .filter_map(|(place, share)| Some((self.row_of[place], (*share)?)))
            .filter(|(row, share)| *share > 0.0 && !self.rows[*row].milestone)
            .collect();
        shares.arrange_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        let more = shares.len().saturating_sub(DECIDE);
        let share =
            |(row, share): &(usize, f64)| format!("{} {}", self.rows[*row].id, percent(*share));
        let parts: Vec<String> = shares.iter().take(DECIDE).map(share).collect();
        let rest = match more {
            0 => String::new(),
            more => format!("; {more} more less often"),
        };
        let text = format!("{} of runs{rest}", parts.join(", "));
        (!parts.is_empty()).then(|| Told::line("critical", text))
    }

    /// The day of a time in a simulation.
    #[allow(
        clippy::cast_possible_truncation,
        reason = "plans are far below 2^53 units of time"
    )]
    fn day_of(&self, time: f64) -> String {
        self.day(time.ceil() as i64)
    }

    /// The day on which work that ends at this time ends; counted when the plan has no first day.
    fn day(&self, time: i64) -> String {
        match self.plan.timeline() {
            Some(timeline) => timeline.finish_date(time).map(said).unwrap_or_default(),
            None => format!("day {:.0}", self.plan.days(time).ceil().max(1.0)),
        }
    }
}

/// A share in few letters; only none is 0 % and only all are 100 %.
fn percent(share: f64) -> String {
    match share * 100.0 {
        share if share <= 0.0 => "0%".to_owned(),
        share if share < 1.0 => "<1%".to_owned(),
        share if share > 99.0 && share < 100.0 => ">99%".to_owned(),
        share => format!("{share:.0}%"),
    }
}

fn said(day: NaiveDate) -> String {
    day.format("%-d %b %Y").to_string()
}

/// How many finishes fall into each of some equal parts of the time between the first and the last.
fn spread(finishes: &[f64]) -> Vec<u32> {
    /// Parts: about two for each column of a small chart.
    const PARTS: u32 = 24;
    let mut parts = vec![0; PARTS as usize];
    let (Some(first), Some(last)) = (finishes.first(), finishes.last()) else {
        return parts;
    };
    let mut part = 0;
    for finish in finishes {
        while part + 1 < PARTS
            && *finish > first + (last - first) * f64::from(part + 1) / f64::from(PARTS)
        {
            part += 1;
        }
        parts[part as usize] += 1;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_finish_has_its_part() {
        let finishes: Vec<f64> = (0..=240).map(f64::from).collect();
        let parts = spread(&finishes);
        assert_eq!(parts.iter().sum::<u32>(), 241);
        assert!(
            parts.iter().all(|part| (9..=11).contains(part)),
            "{parts:?}"
        );
        assert_eq!(spread(&[5.0, 5.0])[0], 2);
        assert_eq!(spread(&[]).iter().sum::<u32>(), 0);
    }
}
