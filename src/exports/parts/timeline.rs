//! The timeline and the dependencies: drawings, and the same facts as tables.

use std::cmp::Reverse;

use serde::Serialize;

use crate::exports::inline::{Head, Inline, Piece, Table, words};
use crate::exports::mermaid::flow::{Drawing, Edge, Node};
use crate::exports::mermaid::gantt::{self, Bar};
use crate::exports::report::View;
use crate::exports::say;
use crate::order::Arrange;
use crate::roadmap::{Dependency, LinkKind, Package, Times, Words};
use crate::workshop::Reference;

/// The name of the phase of what has none.
const NO_PHASE: &str = "Without a phase";

/// The timeline and the dependencies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimelinePart {
    /// Gantt charts; empty without a start date.
    pub gantt: Vec<String>,
    /// The same as a table, in the order of dates.
    pub dates: Table,
    /// Flowcharts of what waits for what; empty without a dependency.
    pub flow: Vec<String>,
    /// The same as a table with reasons; none without a dependency.
    pub dependencies: Option<Table>,
    /// References whose dates are withheld, since they are in a loop or behind one.
    pub undated: Inline,
    /// Phases: dates and gates.
    pub phases: Table,
    /// A sentence or more per phase on what must happen before what.
    pub phase_words: Vec<(Option<String>, Vec<Inline>)>,
    /// Slack of every package, least first.
    pub slack: Table,
    /// How much slack still counts as nearly critical, in words.
    pub near: String,
    /// Number of dependencies left out of the drawing because others imply them.
    pub redundant: usize,
}

/// Makes it; none without a work package.
#[must_use]
pub fn timeline(view: View<'_>) -> Option<TimelinePart> {
    let (plan, schedule) = (&view.report.plan, &view.report.schedule);
    let packages = &plan.network().packages;
    if packages.is_empty() {
        return None;
    }
    let redundant = plan.redundant();
    let undated = (0..packages.len()).filter(|place| schedule.times(*place).is_none());
    Some(TimelinePart {
        gantt: gantt::blocks(&bars(view)),
        dates: dates(view),
        flow: flow(view, &redundant),
        dependencies: dependencies(view, &redundant),
        undated: crate::exports::inline::comma_list(
            undated.map(|place| reference(view, &packages[place])),
        ),
        phases: phases(view),
        phase_words: phase_words(view),
        slack: slack(view),
        near: super::super::report::duration(&plan.network().near_critical.to_string()),
        redundant: redundant.len(),
    })
}

fn reference(view: View<'_>, package: &Package) -> Piece {
    view.reference(&Reference::new(&package.id))
}

fn named(view: View<'_>, place: usize) -> Inline {
    let package = &view.report.plan.network().packages[place];
    vec![
        reference(view, package),
        Piece::text(format!(" {}", package.title)),
    ]
}

fn phase(package: &Package) -> &str {
    package.phase.as_deref().unwrap_or(NO_PHASE)
}

/// Phases in the order in which they begin, then by name; those that cannot be dated last.
fn phase_names(view: View<'_>) -> Vec<String> {
    let packages = &view.report.plan.network().packages;
    let mut names: Vec<(bool, i64, String)> = Vec::new();
    for (place, package) in packages.iter().enumerate() {
        let start = view
            .report
            .schedule
            .times(place)
            .map(|times| times.earliest_start);
        let key = (start.is_none(), start.unwrap_or(0));
        match names.iter_mut().find(|(_, _, name)| name == phase(package)) {
            Some(known) if key < (known.0, known.1) => (known.0, known.1) = key,
            Some(_) => {}
            None => names.push((key.0, key.1, phase(package).to_owned())),
        }
    }
    names.arrange();
    names.into_iter().map(|(_, _, name)| name).collect()
}

/// Places of a phase in the order of time, those without dates last.
fn in_phase(view: View<'_>, name: &str) -> Vec<usize> {
    let packages = &view.report.plan.network().packages;
    let mut places: Vec<usize> = (0..packages.len())
        .filter(|place| phase(&packages[*place]) == name)
        .collect();
    places.arrange_by_key(|place| {
        let times = view.report.schedule.times(*place);
        (
            times.is_none(),
            times.map_or((0, 0), |times| {
                (times.earliest_start, times.earliest_finish)
            }),
            Reference::new(&packages[*place].id),
        )
    });
    places
}

fn bars(view: View<'_>) -> Vec<Bar> {
    let (plan, schedule) = (&view.report.plan, &view.report.schedule);
    let dates = &view.report.dates;
    let bar = |place: usize| {
        let package = &plan.network().packages[place];
        let span = dates.packages[place]?;
        Some(Bar {
            label: format!("{} {}", package.id, package.title),
            phase: phase(package).to_owned(),
            start: span.start,
            finish: span.finish,
            milestone: package.milestone,
            critical: schedule.times(place).is_some_and(Times::critical),
        })
    };
    phase_names(view)
        .iter()
        .flat_map(|name| in_phase(view, name))
        .filter_map(bar)
        .collect()
}

fn dates(view: View<'_>) -> Table {
    let (plan, schedule) = (&view.report.plan, &view.report.schedule);
    let dates = &view.report.dates;
    let has_dates = plan.timeline().is_some();
    let row = |place: usize| {
        let package = &plan.network().packages[place];
        let (start, finish) = match (dates.packages[place], schedule.times(place)) {
            (Some(span), _) => (span.start.to_string(), span.finish.to_string()),
            (None, Some(times)) if !has_dates => (
                format!("{:.1}", plan.days(times.earliest_start)),
                format!("{:.1}", plan.days(times.earliest_finish)),
            ),
            _ => ("withheld".to_owned(), "withheld".to_owned()),
        };
        let critical = schedule.times(place).is_some_and(Times::critical);
        vec![
            named(view, place),
            words(package.phase.clone().unwrap_or_default()),
            words(
                package
                    .owner
                    .as_deref()
                    .unwrap_or_default()
                    .trim_start_matches('@'),
            ),
            words(start),
            words(finish),
            words(match (package.milestone, critical) {
                (true, true) => "milestone, critical",
                (true, false) => "milestone",
                (false, true) => "critical",
                (false, false) => "",
            }),
        ]
    };
    let mut order = schedule.in_time_order(|_| true);
    order.extend((0..plan.network().packages.len()).filter(|at| schedule.times(*at).is_none()));
    let ends = if has_dates {
        [Head::left("First day"), Head::left("Last day")]
    } else {
        [
            Head::right("Begins after days"),
            Head::right("Ends after days"),
        ]
    };
    let mut columns = ["Work package", "Phase", "Owner"].map(Head::left).to_vec();
    columns.extend(ends);
    columns.push(Head::left("Mark"));
    Table {
        columns,
        rows: order.into_iter().map(row).collect(),
    }
}

fn flow(view: View<'_>, redundant: &[usize]) -> Vec<String> {
    let (plan, schedule) = (&view.report.plan, &view.report.schedule);
    let network = plan.network();
    let links = (0..network.links.len()).filter(|link| !redundant.contains(link));
    let critical = |place: usize| schedule.times(place).is_some_and(Times::critical);
    let edges: Vec<Edge> = links
        .filter_map(|link| {
            let (from, to) = plan.ends(link)?;
            Some(Edge {
                from,
                to,
                label: network.links[link].why.clone().unwrap_or_default(),
                thick: critical(from) && critical(to),
            })
        })
        .collect();
    if edges.is_empty() {
        return Vec::new();
    }
    let phases = phase_names(view);
    let node = |package: &Package| Node {
        label: format!("{} {}", package.id, package.title),
        group: phases.iter().position(|name| name == phase(package)),
        milestone: package.milestone,
    };
    let drawing = Drawing {
        title: "What waits for what".to_owned(),
        description: "Boxes are work packages, an arrow leads from one to another that waits for it. Thick arrows are critical. The table after it says the same.".to_owned(),
        nodes: network.packages.iter().map(node).collect(),
        groups: phases,
        edges,
    };
    drawing.blocks()
}

fn dependencies(view: View<'_>, redundant: &[usize]) -> Option<Table> {
    let plan = &view.report.plan;
    let said = Words::new(plan, &view.report.schedule);
    let network = plan.network();
    let mut rows: Vec<(Reference, Reference, Vec<Inline>)> = (0..network.links.len())
        .filter_map(|link| {
            let (from, to) = plan.ends(link)?;
            let dependency = &network.links[link];
            let mut why = view.linked(dependency.why.as_deref().unwrap_or("no reason given"));
            if redundant.contains(&link) {
                why.push(Piece::text(" (implied by other dependencies, not drawn)"));
            }
            let key = |place: usize| Reference::new(&network.packages[place].id);
            let cells = vec![
                named(view, to),
                named(view, from),
                words(rule(&said, dependency)),
                why,
            ];
            Some((key(to), key(from), cells))
        })
        .collect();
    rows.arrange_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
    (!rows.is_empty()).then(|| Table {
        columns: ["Work package", "Waits for", "How", "Why"]
            .map(Head::left)
            .into(),
        rows: rows.into_iter().map(|(_, _, cells)| cells).collect(),
    })
}

/// What a dependency asks for: `starts after it has finished, at the earliest 2 days later`.
fn rule(said: &Words<'_>, dependency: &Dependency) -> String {
    let rule = match dependency.kind {
        LinkKind::FinishToStart => "starts after it has finished",
        LinkKind::StartToStart => "starts after it has started",
        LinkKind::FinishToFinish => "finishes after it has finished",
        LinkKind::StartToFinish => "finishes after it has started",
    };
    let lag = said.lag(dependency);
    if lag.is_empty() {
        return rule.to_owned();
    }
    if dependency.lag.is_negative() {
        return format!("{rule}, but may be up to {lag} early");
    }
    format!("{rule}, at the earliest {lag} later")
}

fn phases(view: View<'_>) -> Table {
    let plan = &view.report.plan;
    let dates = &view.report.dates;
    let packages = &plan.network().packages;
    let row = |name: &String| {
        let places = in_phase(view, name);
        let spans = || places.iter().filter_map(|place| dates.packages[*place]);
        let date =
            |date: Option<chrono::NaiveDate>| date.map_or_else(String::new, |d| d.to_string());
        let gates = places.iter().filter(|place| packages[**place].milestone);
        let gates = gates.map(|place| gate(view, &packages[*place]));
        let work = places
            .iter()
            .filter(|place| !packages[**place].milestone)
            .count();
        let mut gate_cell = Inline::new();
        for gate in gates {
            if !gate_cell.is_empty() {
                gate_cell.push(Piece::text("; "));
            }
            gate_cell.extend(gate);
        }
        if let (true, Some(last)) = (gate_cell.is_empty(), last_to_finish(view, &places)) {
            gate_cell.push(Piece::text("No gate is set. Last to finish: "));
            gate_cell.extend(gate(view, &packages[last]));
        }
        vec![
            words(name),
            words(work.to_string()),
            words(date(spans().map(|span| span.start).min())),
            words(date(spans().map(|span| span.finish).max())),
            gate_cell,
        ]
    };
    Table {
        columns: vec![
            Head::left("Phase"),
            Head::right("Work packages"),
            Head::left("First day"),
            Head::left("Last day"),
            Head::left("Gate and exit criterion"),
        ],
        rows: phase_names(view).iter().map(row).collect(),
    }
}

/// The place of the work that ends a phase.
fn last_to_finish(view: View<'_>, places: &[usize]) -> Option<usize> {
    let times = |place: usize| view.report.schedule.times(place);
    let finish = |place: &usize| times(*place).map(|times| times.earliest_finish);
    places.iter().copied().max_by_key(finish)
}

/// A milestone, or what ends a phase, with what it asks for.
fn gate(view: View<'_>, package: &Package) -> Inline {
    let mut line = vec![
        reference(view, package),
        Piece::text(format!(" {}", package.title)),
    ];
    let record = view.state().record(&Reference::new(&package.id));
    let asked = record.map_or("", |record| record.text("acceptance"));
    if !asked.is_empty() {
        line.push(Piece::text(" (done when: "));
        line.extend(view.linked(asked));
        line.push(Piece::text(")"));
    }
    line
}

/// Per phase, and for what has none, the rule and reason of each dependency that leads into it from another phase.
fn phase_words(view: View<'_>) -> Vec<(Option<String>, Vec<Inline>)> {
    let plan = &view.report.plan;
    let network = plan.network();
    let said = Words::new(plan, &view.report.schedule);
    let redundant = plan.redundant();
    phase_names(view)
        .into_iter()
        .filter_map(|name| {
            let sentences: Vec<Inline> = (0..network.links.len())
                .filter(|link| !redundant.contains(link))
                .filter(|link| {
                    plan.ends(*link).is_some_and(|(from, to)| {
                        phase(&network.packages[to]) == name
                            && phase(&network.packages[from]) != name
                    })
                })
                .map(|link| {
                    let why = network.links[link].why.as_deref();
                    let why = why.map_or_else(String::new, |why| format!(": {why}"));
                    view.linked(&say::sentence(&format!(
                        "{}{why}",
                        say::dates(&said.rule(link))
                    )))
                })
                .collect();
            let named = Some(name).filter(|name| name != NO_PHASE);
            (!sentences.is_empty()).then_some((named, sentences))
        })
        .collect()
}

fn slack(view: View<'_>) -> Table {
    let (plan, schedule) = (&view.report.plan, &view.report.schedule);
    let mut places: Vec<(i64, usize)> = (0..plan.network().packages.len())
        .filter_map(|place| Some((schedule.times(place)?.total_slack, place)))
        .collect();
    places.arrange_by_key(|(slack, place)| {
        (
            *slack,
            Reverse(schedule.times(*place).map(Times::critical)),
            *place,
        )
    });
    let network = plan.network();
    let near = network.near_critical.ticks(&network.calendar);
    let row = |(slack, place): (i64, usize)| {
        let free = schedule.times(place).map_or(0, |times| times.free_slack);
        vec![
            named(view, place),
            words(format!("{:.1}", plan.days(slack))),
            words(format!("{:.1}", plan.days(free))),
            words(match slack {
                late if late < 0 => "misses a deadline",
                0 => "critical",
                little if little <= near => "nearly critical",
                _ => "",
            }),
        ]
    };
    Table {
        columns: vec![
            Head::left("Work package"),
            Head::right("Days it may be late before the end moves"),
            Head::right("Days it may be late before anything moves"),
            Head::left("Mark"),
        ],
        rows: places.into_iter().map(row).collect(),
    }
}
