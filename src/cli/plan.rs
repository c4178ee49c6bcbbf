//! `flipchart plan`: dates, critical path, slack, cycles.

use std::io::Write;

use super::args::PlanArgs;
use super::data;
use super::failure::{Failure, Outcome};
use super::table::{self, Align};
use crate::roadmap::json::Document;
use crate::roadmap::{Cycle, Plan, Schedule, Simulation, Span, Words};

/// Prints the schedule of a workshop or data file; a plan with a cycle is one that was found wanting.
pub(super) fn run(args: &PlanArgs, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let plan = data::planned(&args.file)?;
    let schedule = plan.schedule();
    let simulation = args
        .simulate
        .and_then(|runs| plan.simulate(&schedule, runs, args.seed));
    let cycles = plan.cycles();
    if args.json {
        let document = Document::new(&plan, &schedule, simulation.as_ref());
        document.write(out)?;
        // The process ends soon: freeing a hundred thousand packages one by one would be a tenth of its time.
        std::mem::forget(document);
    } else {
        Text {
            plan: &plan,
            schedule: &schedule,
            words: Words::new(&plan, &schedule),
            out,
        }
        .write(&cycles, simulation.as_ref())?;
    }
    let found = !cycles.is_empty();
    std::mem::forget((plan, schedule));
    Ok(if found { Outcome::Found } else { Outcome::Done })
}

/// The schedule as text.
struct Text<'a> {
    plan: &'a Plan,
    schedule: &'a Schedule,
    words: Words<'a>,
    out: &'a mut dyn Write,
}

impl Text<'_> {
    fn write(&mut self, cycles: &[Cycle], simulation: Option<&Simulation>) -> std::io::Result<()> {
        if self.plan.network().packages.is_empty() {
            return writeln!(self.out, "There are no work packages.");
        }
        self.cycles(cycles)?;
        self.table()?;
        writeln!(self.out)?;
        for sentence in self.words.critical_path() {
            writeln!(self.out, "{sentence}")?;
        }
        self.near()?;
        for hint in self.plan.hints() {
            writeln!(self.out, "Note: {hint}.")?;
        }
        self.without_duration()?;
        self.redundant()?;
        simulation.map_or(Ok(()), |simulation| self.simulation(simulation))
    }

    /// Names what counts as taking no time since nobody has said how long it takes.
    fn without_duration(&mut self) -> std::io::Result<()> {
        let packages = self.plan.network().packages.iter().enumerate();
        let silent: Vec<usize> = packages
            .filter(|(_, package)| !package.milestone && package.duration.likely().is_zero())
            .map(|(place, _)| place)
            .collect();
        match silent.as_slice() {
            [] => Ok(()),
            [one] => writeln!(
                self.out,
                "Note: {} has no duration and is no milestone: it takes no time here.",
                self.words.name(*one)
            ),
            many => writeln!(
                self.out,
                "Note: {} have no duration and are no milestones: they take no time here.",
                self.words.list(many)
            ),
        }
    }

    fn cycles(&mut self, cycles: &[Cycle]) -> std::io::Result<()> {
        for cycle in cycles {
            for sentence in self.words.cycle(cycle) {
                writeln!(self.out, "{sentence}")?;
            }
            writeln!(self.out)?;
        }
        Ok(())
    }

    fn table(&mut self) -> std::io::Result<()> {
        let has_dates = self.plan.timeline().is_some();
        let (start, finish) = if has_dates {
            ("start", "finish")
        } else {
            ("first day", "last day")
        };
        let columns = [
            ("", Align::Left),
            ("work package", Align::Left),
            ("days", Align::Right),
            (start, Align::Right),
            (finish, Align::Right),
            ("slack", Align::Right),
            ("after", Align::Left),
        ];
        let spans = self.spans(has_dates);
        let mut order: Vec<usize> = (0..self.plan.network().packages.len()).collect();
        let start_of = |place: &usize| {
            self.schedule
                .times(*place)
                .map_or(i64::MAX, |times| times.earliest_start)
        };
        order.sort_by_key(|place| (start_of(place), *place));
        let counted = !has_dates && spans.iter().any(Option::is_some);
        let rows: Vec<Vec<String>> = order
            .into_iter()
            .map(|place| self.row(place, spans[place].clone()))
            .collect();
        table::write(&columns, &rows, self.out)?;
        if counted {
            let counted = "Without a start date, days are working days, counted from 1.";
            writeln!(self.out, "\n{counted}")?;
        }
        Ok(())
    }

    /// The first and the last day of each package: dates, or working days counted from 1, as on the screen.
    fn spans(&self, has_dates: bool) -> Vec<Option<(String, String)>> {
        if has_dates {
            let dates = self.plan.dates(self.schedule).packages.into_iter();
            let both = |span: Span| (span.start.to_string(), span.finish.to_string());
            return dates.map(|span| span.map(both)).collect();
        }
        let days = self.plan.working_days(self.schedule).into_iter();
        let both = |(first, last): (i64, i64)| (first.to_string(), last.to_string());
        days.map(|days| days.map(both)).collect()
    }

    fn row(&self, place: usize, span: Option<(String, String)>) -> Vec<String> {
        let network = self.plan.network();
        let package = &network.packages[place];
        let days = |minutes: i64| short(self.plan.days(minutes));
        let times = self.schedule.times(place);
        let (start, finish) = match (span, times) {
            (Some(span), _) => span,
            (None, Some(_)) => ("beyond the calendar".to_owned(), String::new()),
            (None, None) => ("in a cycle".to_owned(), String::new()),
        };
        let before = self
            .plan
            .links_into(place)
            .map(|link| network.links[link].from.as_str());
        let before: std::collections::BTreeSet<&str> = before.collect();
        let mark = match times {
            Some(times) if times.critical() => "*",
            _ => "",
        };
        vec![
            mark.to_owned(),
            self.words.name(place),
            days(package.duration.likely().ticks(&network.calendar)),
            start,
            finish,
            times.map_or_else(String::new, |times| days(times.total_slack)),
            before.into_iter().collect::<Vec<_>>().join(", "),
        ]
    }

    fn near(&mut self) -> std::io::Result<()> {
        let near = self.plan.near_critical(self.schedule);
        if near.is_empty() {
            return Ok(());
        }
        let band = self.plan.network().near_critical;
        let names = self.words.list(&near);
        writeln!(
            self.out,
            "Nearly critical, with at most {band} of slack: {names}."
        )
    }

    fn redundant(&mut self) -> std::io::Result<()> {
        for link in self.plan.redundant() {
            let link = &self.plan.network().links[link];
            let (from, to) = (&link.from, &link.to);
            writeln!(
                self.out,
                "The link from {from} to {to} says nothing that other links do not say already."
            )?;
        }
        Ok(())
    }

    fn simulation(&mut self, simulation: &Simulation) -> std::io::Result<()> {
        let (runs, seed) = (simulation.runs(), simulation.seed());
        writeln!(self.out, "\nSimulated {runs} times with seed {seed}")?;
        for percent in [10, 50, 80, 90] {
            let ticks = simulation.percentile_tick(percent);
            let days = short(self.plan.days(ticks));
            let date = self
                .plan
                .timeline()
                .and_then(|timeline| timeline.finish_date(ticks));
            let date = date.map_or_else(String::new, |date| format!(", {date}"));
            writeln!(
                self.out,
                "  {percent} of 100 runs finish within {days} days{date}"
            )?;
        }
        let chance = simulation.chance_of_plan() * 100.0;
        writeln!(
            self.out,
            "  The plan as it stands is met in {chance:.0} of 100 runs."
        )?;
        for deadline in simulation.deadlines() {
            let name = self.words.name(deadline.package);
            let due = self.plan.network().packages[deadline.package].deadline;
            let due = due.map_or_else(String::new, |date| format!(", {date},"));
            let chance = deadline.chance * 100.0;
            writeln!(
                self.out,
                "  The deadline of {name}{due} is met in {chance:.0} of 100 runs."
            )?;
        }
        writeln!(self.out, "  {}", crate::roadmap::simulation::INDEPENDENCE)
    }
}

/// Days with at most one decimal.
fn short(days: f64) -> String {
    let text = format!("{days:.1}");
    text.strip_suffix(".0")
        .map_or_else(|| text.clone(), str::to_owned)
}
