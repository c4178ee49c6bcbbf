//! The roadmap: work packages with their dates, a gantt beside them, and what each waits for.

use chrono::NaiveDate;
use ratatui::layout::Rect;

use super::Then;
use crate::agenda::{SheetId, SheetKind};
use crate::roadmap::words::Words;
use crate::roadmap::{Network, Plan, Schedule};
use crate::tui::action::Action;
use crate::tui::app::desk::Desk;
use crate::tui::app::overlay::{About, Ask, Overlay};
use crate::tui::app::picker::Picker;
use crate::tui::app::turn::Turn;
use crate::tui::line::Line as Input;
use crate::tui::list::Spot;
use crate::workshop::{Change, Reference, State};

/// Rows below the table, for the selected package in words.
pub(crate) const WORDS: u16 = 6;
/// A Monday that stands for the first day of a plan that has none yet.
const NO_START: NaiveDate = NaiveDate::from_ymd_opt(2001, 1, 1).expect("a date that exists");

/// The page of the roadmap.
#[derive(Debug)]
pub(crate) struct Roadmap {
    /// Packages by phase, in the order of their dates.
    pub(crate) rows: Vec<Row>,
    /// Where one stands among the packages.
    pub(crate) spot: Spot,
    /// The first visible line, headings counted.
    pub(crate) first: usize,
    /// First and last day that the gantt shows; none for an empty plan.
    pub(crate) days: Option<(NaiveDate, NaiveDate)>,
    /// Whether the dates are real: the plan has a first day.
    pub(crate) dated: bool,
    /// How far the gantt is scrolled, in days.
    pub(crate) scrolled: i64,
    /// How often the scale was made finer (above 0) or coarser.
    pub(crate) zoom: i8,
    /// What is wrong with the plan, a sentence each.
    pub(crate) problems: Vec<String>,
    /// The finish, the critical path's length, the count of packages, in a line.
    pub(crate) summary: String,
    /// Sentences about the selected package.
    pub(crate) words: Vec<String>,
    /// The package to select when the plan is computed next.
    pub(crate) wanted: Option<Reference>,
    spoken: Option<Reference>,
    entries: Option<u64>,
}

/// A work package as a row of the table.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    /// Its reference.
    pub(crate) id: Reference,
    /// What it is called.
    pub(crate) title: String,
    /// Its phase.
    pub(crate) phase: String,
    /// Who owns it.
    pub(crate) owner: String,
    /// Its duration as it was estimated.
    pub(crate) duration: String,
    /// When it starts and finishes; none in or behind a cycle.
    pub(crate) span: Option<(NaiveDate, NaiveDate)>,
    /// The same in words.
    pub(crate) dates: (String, String),
    /// The latest day on which it can finish without moving the end.
    pub(crate) latest: Option<NaiveDate>,
    /// Its slack in words; `critical`, `late` or nothing known.
    pub(crate) slack: String,
    /// Whether it moves the end when it moves.
    pub(crate) critical: bool,
    /// Whether it takes no time.
    pub(crate) milestone: bool,
    /// The day by which it must be done.
    pub(crate) deadline: Option<NaiveDate>,
}

/// A line of the table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Line<'r> {
    /// The heading of a phase.
    Phase(&'r str),
    /// A package, with its number.
    Package(usize, &'r Row),
}

impl Roadmap {
    /// The roadmap as it is now.
    pub(crate) const fn new() -> Self {
        Self {
            rows: Vec::new(),
            spot: Spot::START,
            first: 0,
            days: None,
            dated: false,
            scrolled: 0,
            zoom: 0,
            problems: Vec::new(),
            summary: String::new(),
            words: Vec::new(),
            wanted: None,
            spoken: None,
            entries: None,
        }
    }

    /// The table with the headings of its phases.
    pub(crate) fn lines(&self) -> Vec<Line<'_>> {
        let mut lines = Vec::new();
        let mut before = "";
        for (at, row) in self.rows.iter().enumerate() {
            if row.phase != before {
                lines.push(Line::Phase(&row.phase));
                before = &row.phase;
            }
            lines.push(Line::Package(at, row));
        }
        lines
    }

    /// The package that is selected.
    pub(crate) fn selected(&self) -> Option<&Row> {
        self.rows.get(self.spot.row)
    }

    pub(super) fn act(&mut self, action: Action, desk: &Desk, turn: &mut Turn) -> Then {
        if self.spot.walk(action, self.rows.len(), turn.page) {
            return Then::Stay;
        }
        match action {
            Action::Left => self.scrolled -= 14,
            Action::Right => self.scrolled += 14,
            Action::Finer => self.zoom = (self.zoom + 1).min(3),
            Action::Coarser => self.zoom = (self.zoom - 1).max(-3),
            Action::WaitFor => {
                let record = self.selected().and_then(|row| desk.state().record(&row.id));
                let picker = record.map(|record| Picker::wait_for(desk.state(), record));
                turn.overlay = picker.map(|picker| Overlay::Pick(Box::new(picker)));
            }
            Action::PlanStart => turn.overlay = Some(ask_start(desk.state())),
            _ => return Then::Pass,
        }
        Then::Stay
    }

    pub(super) fn settle(&mut self, desk: &Desk, area: Rect) {
        if self.entries != Some(desk.workshop.entries()) {
            let before = self.wanted.take();
            let before = before.or_else(|| self.selected().map(|row| row.id.clone()));
            self.compute(desk.state());
            self.entries = Some(desk.workshop.entries());
            self.spoken = None;
            if let Some(id) = before {
                self.reveal(&id);
            }
        }
        self.spot.row = self.spot.row.min(self.rows.len().saturating_sub(1));
        let id = self.selected().map(|row| row.id.clone());
        if self.spoken != id {
            self.words = id
                .as_ref()
                .map(|id| speak(desk.state(), id))
                .unwrap_or_default();
            self.spoken = id;
        }
        let lines = self.lines();
        let at = |line: &Line<'_>| matches!(line, Line::Package(at, _) if *at == self.spot.row);
        let mut around = Spot {
            row: lines.iter().position(at).unwrap_or_default(),
            top: self.first,
            ..Spot::default()
        };
        let heading = around.row.saturating_sub(1);
        around.settle(lines.len(), usize::from(table_rows(area)));
        self.first = around.top.min(heading);
    }

    /// Selects a package; false when it is not on the plan.
    pub(super) fn reveal(&mut self, id: &Reference) -> bool {
        let at = self.rows.iter().position(|row| row.id == *id);
        if let Some(at) = at {
            self.spot.row = at;
        }
        at.is_some()
    }

    fn compute(&mut self, state: &State) {
        let mut network = Network::of(state);
        self.dated = network.start.is_some();
        network.start = network.start.or(Some(NO_START));
        let (plan, _) = Plan::salvage(network);
        let schedule = plan.schedule();
        self.problems = problems(&plan, &schedule);
        self.rows = rows(state, &plan, &schedule, self.dated);
        let spans = || self.rows.iter().filter_map(|row| row.span);
        let (first, last) = (
            spans().map(|(start, _)| start).min(),
            self.rows
                .iter()
                .filter_map(|row| row.latest.max(row.deadline))
                .max(),
        );
        self.days = first.zip(last.or(first));
        self.summary = summary(&plan, &schedule, self.dated);
    }
}

/// Rows of the table in the page's area: without the scale above and the words below.
pub(crate) const fn table_rows(area: Rect) -> u16 {
    area.height.saturating_sub(WORDS + 2)
}

fn problems(plan: &Plan, schedule: &Schedule) -> Vec<String> {
    let words = Words::new(plan, schedule);
    let cycles = plan.cycles();
    let cycles = cycles.iter().map(|cycle| words.cycle(cycle).join(" "));
    let hints = plan.hints().iter().map(ToString::to_string);
    cycles.chain(hints).collect()
}

fn summary(plan: &Plan, schedule: &Schedule, dated: bool) -> String {
    let count = plan.network().packages.len();
    let Some(finish) = schedule.finish() else {
        return format!("{count} packages, no dates yet");
    };
    let end = plan.dates(schedule).finish.filter(|_| dated);
    let end = end.map_or_else(
        || format!("takes {} working days", round(plan.days(finish))),
        |end| format!("finishes {}", end.format("%a %-d %b %Y")),
    );
    format!("{count} packages {} {end}", '·')
}

fn rows(state: &State, plan: &Plan, schedule: &Schedule, dated: bool) -> Vec<Row> {
    let spans = plan.dates(schedule);
    let timeline = plan.timeline();
    let row = |at: usize| {
        let package = &plan.network().packages[at];
        let times = schedule.times(at);
        let span = spans.packages.get(at).copied().flatten();
        let id = Reference::new(&package.id);
        let duration = state.record(&id).map(|record| record.text("duration"));
        let latest = times.zip(timeline.as_ref());
        Row {
            title: package.title.clone(),
            phase: package
                .phase
                .clone()
                .unwrap_or_else(|| "No phase".to_owned()),
            owner: package.owner.clone().unwrap_or_default(),
            duration: duration.unwrap_or_default().to_owned(),
            span: span.map(|span| (span.start, span.finish)),
            dates: in_words(plan, schedule, at, dated),
            latest: latest.and_then(|(times, timeline)| timeline.finish_date(times.latest_finish)),
            slack: slack(plan, schedule, at),
            critical: times.is_some_and(crate::roadmap::schedule::Times::critical),
            milestone: package.milestone,
            deadline: package.deadline.filter(|_| dated),
            id,
        }
    };
    let mut dated_rows: Vec<(i64, Row)> = (0..plan.network().packages.len())
        .map(|at| {
            let start = schedule
                .times(at)
                .map_or(i64::MAX, |times| times.earliest_start);
            (start, row(at))
        })
        .collect();
    dated_rows
        .sort_by(|(left, one), (right, other)| left.cmp(right).then_with(|| one.id.cmp(&other.id)));
    let mut phases: Vec<String> = Vec::new();
    for (_, row) in &dated_rows {
        if !phases.contains(&row.phase) {
            phases.push(row.phase.clone());
        }
    }
    // Phases in the order of their first dates; within one the order by date stays.
    let place = |phase: &str| phases.iter().position(|one| one == phase);
    dated_rows.sort_by_key(|(_, row)| place(&row.phase));
    dated_rows.into_iter().map(|(_, row)| row).collect()
}

fn in_words(plan: &Plan, schedule: &Schedule, at: usize, dated: bool) -> (String, String) {
    let Some(times) = schedule.times(at) else {
        return ("no date".to_owned(), String::new());
    };
    let span = plan.dates(schedule).packages.get(at).copied().flatten();
    match span.filter(|_| dated) {
        Some(span) => {
            let day = |date: NaiveDate| date.format("%-d %b").to_string();
            (day(span.start), day(span.finish))
        }
        None => (
            format!("day {}", round(plan.days(times.earliest_start))),
            format!("day {}", round(plan.days(times.earliest_finish))),
        ),
    }
}

fn slack(plan: &Plan, schedule: &Schedule, at: usize) -> String {
    let Some(times) = schedule.times(at) else {
        return "in a loop".to_owned();
    };
    let days = round(plan.days(times.total_slack.abs()));
    match times.total_slack {
        0 => "critical".to_owned(),
        ..0 => format!("{days} d late"),
        _ => format!("{days} d"),
    }
}

/// A number of days with at most one decimal.
fn round(days: f64) -> String {
    let text = format!("{days:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// What there is to say about one package: why its date, what it waits for, what it holds up.
fn speak(state: &State, id: &Reference) -> Vec<String> {
    let network = Network::of(state);
    let dated = network.start.is_some();
    let (plan, _) = Plan::salvage(network);
    let schedule = plan.schedule();
    let words = Words::new(&plan, &schedule);
    let Some(at) = plan.find(id.as_str()) else {
        return Vec::new();
    };
    let in_loop = plan
        .cycles()
        .into_iter()
        .find(|cycle| cycle.members.contains(&at));
    if let Some(cycle) = in_loop {
        return words.cycle(&cycle);
    }
    let mut said: Vec<String> = Vec::new();
    if dated {
        said.extend(words.why(at).into_iter().take(1));
    }
    let before = words.before(at);
    // The one link that sets the date has been said already.
    if !dated || before.len() > 1 {
        said.extend(before);
    }
    said.extend(words.holds_up(at));
    said
}

/// Asks for the first day of the plan.
fn ask_start(state: &State) -> Overlay {
    let start = state.plan.start.map(|date| date.to_string());
    Overlay::Ask(Ask {
        about: About::PlanStart,
        title: "When does the work begin?".to_owned(),
        lines: vec!["All dates of the roadmap follow from this day.".to_owned()],
        label: "first day".to_owned(),
        line: Input::new(&start.unwrap_or_default()),
        problem: None,
    })
}

impl Desk {
    /// Sets the first day of the plan from what was answered.
    pub(in crate::tui::app) fn set_plan_start(
        &mut self,
        answer: &str,
        turn: &mut Turn,
    ) -> Result<(), String> {
        let start = match answer.trim() {
            "" => None,
            text => Some(
                text.parse::<NaiveDate>()
                    .map_err(|error| format!("{error}; write the day as 2027-01-11, or nothing"))?,
            ),
        };
        let mut plan = self.state().plan.clone();
        plan.start = start;
        turn.change(self, vec![Change::SetPlan(Box::new(plan))]);
        Ok(())
    }

    /// What a loop that a package is in says; none when its date can be computed.
    pub(in crate::tui::app) fn plan_problem(&self, package: &Reference) -> Option<String> {
        let (plan, _) = Plan::salvage(Network::of(self.state()));
        let schedule = plan.schedule();
        let at = plan.find(package.as_str())?;
        let cycles = plan.cycles();
        let cycle = cycles.iter().find(|cycle| cycle.members.contains(&at))?;
        Some(Words::new(&plan, &schedule).cycle(cycle).join(" "))
    }

    /// The sheet of work packages.
    pub(in crate::tui::app) fn plan_sheet(&self) -> Option<SheetId> {
        let mut sheets = self.state().playbook.sheets.iter();
        let plan = sheets.find(|sheet| sheet.kind() == SheetKind::Plan)?;
        Some(plan.id.clone())
    }
}

/// How the gantt's cells stand for days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Scale {
    /// The day at the left edge.
    pub(crate) first: NaiveDate,
    /// Days per cell, 1 or more.
    pub(crate) days: i64,
}

/// Days per cell that can be chosen: such that weeks begin where cells do.
const STEPS: [i64; 6] = [1, 2, 4, 7, 14, 28];

impl Scale {
    /// The finest scale at which all days fit into so many cells, changed by the zoom.
    pub(crate) fn of(days: (NaiveDate, NaiveDate), cells: u16, zoom: i8, scrolled: i64) -> Self {
        let whole = (days.1 - days.0).num_days() + 2;
        let fits = |step: &i64| (whole + step - 1) / step <= i64::from(cells.max(1));
        let at = STEPS.iter().position(fits).unwrap_or(STEPS.len() - 1);
        let at = at
            .saturating_add_signed(-isize::from(zoom))
            .min(STEPS.len() - 1);
        // What lies beyond either end is not worth scrolling to.
        let scrolled = scrolled.clamp(0, whole.max(0));
        Self {
            first: days.0 + chrono::TimeDelta::days(scrolled),
            days: STEPS[at],
        }
    }

    /// The cell of a day; negative before the left edge.
    pub(crate) fn cell(&self, day: NaiveDate) -> i64 {
        (day - self.first).num_days().div_euclid(self.days)
    }

    /// The first day of a cell.
    pub(crate) fn day(&self, cell: u16) -> NaiveDate {
        self.first + chrono::TimeDelta::days(i64::from(cell) * self.days)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn later_days_never_stand_further_left(length in 0_i64..4000, cells in 1_u16..200, zoom in -3_i8..=3, scrolled in -100_i64..5000) {
            let last = NO_START + chrono::TimeDelta::days(length);
            let scale = Scale::of((NO_START, last), cells, zoom, scrolled);
            let mut before = i64::MIN;
            for day in 0..=length {
                let cell = scale.cell(NO_START + chrono::TimeDelta::days(day));
                prop_assert!(cell >= before);
                before = cell;
            }
            if zoom == 0 && scrolled == 0 && length < i64::from(cells) * 28 - 2 {
                prop_assert!(scale.cell(NO_START) >= 0 && before < i64::from(cells));
            }
            prop_assert_eq!(scale.cell(scale.day(3)), 3);
        }
    }
}
