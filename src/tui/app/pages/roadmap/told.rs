//! What is told of the selected work package: why its date, what it waits for, what it holds up.

use super::problems::CUT;
use super::rows::{Row, Standing, Table};
use crate::agenda::{Criterion, PlatformOption};
use crate::order::Arrange;
use crate::roadmap::words::Words;
use crate::roadmap::{Cause, Dependency, LinkKind};
use crate::tui::action::Action;
use crate::workshop::{CellKey, LinkKey, Node, Precedence, Reference, Relation, State};

/// A line about the selected work package: a sentence under a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Told {
    /// What it is about; empty when the line before says so.
    pub(crate) label: &'static str,
    /// What there is to say.
    pub(crate) text: String,
    /// Whether something is wrong.
    pub(crate) warns: bool,
    /// What one can do about it, step by step.
    pub(crate) way: &'static [Action],
}

/// A link of the selected work package to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Linked {
    /// Which link.
    pub(crate) key: LinkKey,
    /// Its place in the plan's network.
    pub(crate) place: usize,
    /// Whether the selected package waits for the other.
    pub(crate) into: bool,
    /// The other package.
    pub(crate) other: Reference,
    /// What the other is called.
    pub(crate) title: String,
    /// Kind and time between, where they are not the usual ones: `SS +2d`.
    pub(crate) how: String,
    /// The reason that was given; may be empty.
    pub(crate) why: String,
    /// Whether the link sets the start of the package that waits.
    pub(crate) drives: bool,
}

impl Told {
    pub(super) fn line(label: &'static str, text: impl Into<String>) -> Self {
        Self {
            label,
            text: text.into(),
            warns: false,
            way: &[],
        }
    }

    pub(super) fn warning(label: &'static str, text: impl Into<String>) -> Self {
        Self {
            label,
            text: text.into(),
            warns: true,
            way: &[],
        }
    }

    /// The same, with what one can do about it.
    const fn by(mut self, steps: &'static [Action]) -> Self {
        self.way = steps;
        self
    }
}

impl Table {
    /// The links of a row: first those that it waits for, the one that sets its date in front.
    pub(crate) fn links(&self, row: &Row) -> Vec<Linked> {
        let mut into: Vec<Linked> = self
            .plan
            .links_into(row.place)
            .map(|link| self.linked(link, true))
            .collect();
        into.arrange_by_key(|link| !link.drives);
        let out = self.plan.links_out_of(row.place);
        into.extend(out.map(|link| self.linked(link, false)));
        into
    }

    fn linked(&self, place: usize, into: bool) -> Linked {
        let network = self.plan.network();
        let link = &network.links[place];
        let other = if into { &link.from } else { &link.to };
        let title = self.plan.ends(place).map(|(from, to)| {
            let other = if into { from } else { to };
            network.packages[other].title.clone()
        });
        let waiting = self.plan.ends(place).map(|(_, to)| to);
        let times = waiting.and_then(|to| self.schedule.times(to));
        Linked {
            key: key_of(link),
            place,
            into,
            other: Reference::new(other),
            title: title.unwrap_or_default(),
            how: how(link),
            why: link.why.clone().unwrap_or_default(),
            drives: times.is_some_and(|times| times.earliest_by == Cause::Link(place)),
        }
    }

    /// Everything about a row, the most important first.
    ///
    /// What every row has stands in the same line of each, so that the eye finds it while one moves.
    pub(crate) fn told(&self, state: &State, at: usize) -> Vec<Told> {
        let Some(row) = self.rows.get(at) else {
            return Vec::new();
        };
        let words = Words::new(&self.plan, &self.schedule);
        let problems = self.problems.iter().filter(|problem| problem.row == at);
        let mut told = self.when(row, &words);
        for problem in problems.filter(|_| row.standing != Standing::Loop) {
            told.push(Told::warning("problem", problem.what.clone()).by(problem.mend));
        }
        let (into, out): (Vec<Linked>, Vec<Linked>) =
            self.links(row).into_iter().partition(|link| link.into);
        told.push(Told::line("waits for", named(&into)));
        told.push(self.holds_up(row, &out));
        if row.standing != Standing::Loop {
            told.extend(self.leeway(row, &words));
        }
        told.extend(notes(state, &row.id));
        told.extend(bounds(row));
        told.extend(gaps(state, &row.id));
        told
    }

    /// When it happens and why then; in a loop, its hops and the link to cut.
    fn when(&self, row: &Row, words: &Words<'_>) -> Vec<Told> {
        if let Some(cycle) = self.cycle_of(row.place) {
            let mut hops = words.cycle(cycle);
            // What the last sentence says of the way out comes first here, where it is always seen.
            hops.pop();
            let cut = self.plan.ends(cycle.cut).map(|(from, to)| {
                let (from, to) = (words.name(from), words.name(to));
                Told::warning(
                    "way out",
                    format!(
                        "Remove the link that makes {to} wait for {from}, or another of the loop"
                    ),
                )
                .by(CUT)
            });
            let label = |at| if at == 0 { "loop" } else { "" };
            let hops = hops.into_iter().enumerate();
            let hops = hops.map(|(at, text)| Told::line(label(at), text));
            return cut.into_iter().chain(hops).collect();
        }
        if self.schedule.times(row.place).is_some() {
            return self.because(row, words).into();
        }
        let before = self.plan.all_before(row.place);
        let cycle = before.into_iter().find_map(|place| self.cycle_of(place));
        let who = cycle
            .map(|cycle| self.loop_in_words(cycle))
            .unwrap_or_default();
        let text = format!("It waits for {who}, which wait for each other");
        vec![Told::warning("no date", text)]
    }

    /// `Starts Mon 4 Jan 2027 because WP-3 must finish first`, and the reason that was given for that.
    fn because(&self, row: &Row, words: &Words<'_>) -> [Told; 2] {
        let times = self.schedule.times(row.place);
        let cause = times.map(|times| times.earliest_by);
        let link = match cause {
            Some(Cause::Link(link)) => Some(&self.plan.network().links[link]),
            _ => None,
        };
        let why = match link.map(|link| link.why.as_deref().unwrap_or_default()) {
            None if cause == Some(Cause::NotBefore) => "a date that was set by hand",
            None => "the plan begins then",
            Some("") => "no reason given",
            Some(why) => why,
        };
        let when = self.starts(row, link, words);
        [Told::line("when", when), Told::line("why", why)]
    }

    /// The first of the two, where a link drives the date by that link.
    fn starts(&self, row: &Row, link: Option<&Dependency>, words: &Words<'_>) -> String {
        let (Some(times), Some((start, finish))) = (self.schedule.times(row.place), row.span)
        else {
            return String::new();
        };
        let to_finish = link.is_some_and(|link| link.kind.to_finish());
        let point =
            row.milestone || (row.estimated && times.earliest_start == times.earliest_finish);
        let (verb, day) = match (point, to_finish) {
            (true, _) => ("Is reached", finish),
            (false, true) => ("Finishes", finish),
            (false, false) => ("Starts", start),
        };
        let day = if self.dated {
            day.format("%a %-d %b %Y").to_string()
        } else if to_finish {
            format!("on {}", row.dates.1)
        } else {
            format!("on {}", row.dates.0)
        };
        let cause = match link {
            Some(link) => self.must(link, words),
            None if times.earliest_by == Cause::NotBefore => "it may not begin sooner".to_owned(),
            None => "nothing holds it back".to_owned(),
        };
        format!("{verb} {day} because {cause}")
    }

    /// What a link asks for: `WP-3 must finish first`.
    fn must(&self, link: &Dependency, words: &Words<'_>) -> String {
        let first = &link.from;
        let lag = link.lag.ticks(&self.plan.network().calendar);
        let (ends, end) = if link.kind.from_finish() {
            ("finishes", "finish")
        } else {
            ("starts", "start")
        };
        match lag.signum() {
            0 => format!("{first} must {end} first"),
            1 => format!("{} must pass after {first} {ends}", words.amount(lag)),
            _ => format!(
                "it may come {} before {first} {ends}, not sooner",
                words.amount(lag)
            ),
        }
    }

    /// What waits for it, and how many behind those.
    fn holds_up(&self, row: &Row, out: &[Linked]) -> Told {
        let behind = self.plan.all_behind(row.place).len();
        let next = named(out);
        let text = if behind > out.len() {
            format!("{behind} in all, next {next}")
        } else {
            next
        };
        Told::line("holds up", text)
    }

    /// How late it may be.
    fn leeway(&self, row: &Row, words: &Words<'_>) -> Option<Told> {
        let times = self.schedule.times(row.place)?;
        let (total, free) = (times.total_slack, times.free_slack);
        let total_words = words.amount(total);
        let text = match () {
            () if total < 0 => format!("{} too late for a deadline already", words.lateness(total)),
            () if total == 0 => "none: a delay moves the end or a deadline".to_owned(),
            () if free >= total => format!("{total_words}, and nothing else moves"),
            () if free <= 0 => {
                format!("{total_words} until the end moves; what follows moves at once")
            }
            () => format!(
                "{total_words} until the end moves; {} until anything does",
                words.amount(free)
            ),
        };
        Some(if total < 0 {
            Told::warning("slack", text)
        } else {
            Told::line("slack", text)
        })
    }
}

/// The references of linked packages; their titles stand in the rows that are marked.
fn named(links: &[Linked]) -> String {
    if links.is_empty() {
        return "nothing".to_owned();
    }
    let ids: Vec<&str> = links.iter().map(|link| link.other.as_str()).collect();
    ids.join(", ")
}

/// The dates that were set by hand.
fn bounds(row: &Row) -> Option<Told> {
    let day = |date: chrono::NaiveDate| date.format("%a %-d %b %Y").to_string();
    let parts = [
        row.not_before
            .map(|date| format!("not before {}", day(date))),
        row.deadline.map(|date| format!("due {}", day(date))),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| Told::line("set", parts.join(", ")))
}

/// The gaps that the package closes.
fn gaps(state: &State, id: &Reference) -> Vec<Told> {
    let node = Node::Record(id.clone());
    let links = state.links_from(&node);
    let cells = links.filter_map(|(key, _)| match (&key.relation, &key.to) {
        (Relation::Closes, Node::Cell(cell)) => Some(gap(state, cell)),
        _ => None,
    });
    // The key goes to the first.
    let ways = std::iter::once(&[Action::ToGap][..]).chain(std::iter::repeat(&[][..]));
    cells
        .zip(ways)
        .map(|(text, way)| Told::line("closes gap", text).by(way))
        .collect()
}

fn gap(state: &State, cell: &CellKey) -> String {
    let option = state.rubric.option(&cell.option).map(PlatformOption::short);
    let criterion = state.rubric.criterion(&cell.criterion);
    let title = |one: &Criterion| one.title.clone();
    format!(
        "{} of {}, {}",
        criterion.map_or_else(|| cell.criterion.to_string(), title),
        option.unwrap_or(cell.option.as_str()),
        cell.environment
    )
}

/// Estimate, environment, status and owner.
fn notes(state: &State, id: &Reference) -> Option<Told> {
    let record = state.record(id)?;
    let (owner, estimate) = (record.text("owner"), record.text("duration"));
    let mut parts = Vec::new();
    if !estimate.is_empty() {
        parts.push(match estimate.matches('/').count() {
            2 => format!("best/likely/worst {estimate}"),
            _ => estimate.to_owned(),
        });
    }
    let words = ["environment", "status"].map(|column| record.text(column));
    let telling = words
        .into_iter()
        .filter(|word| !["", "planned"].contains(word));
    parts.extend(
        telling
            .chain((!owner.is_empty()).then_some(owner))
            .map(str::to_owned),
    );
    (!parts.is_empty()).then(|| Told::line("record", parts.join(", ")))
}

/// The link of the workshop that a dependency of the network stands for.
pub(crate) fn key_of(link: &Dependency) -> LinkKey {
    let kind = match link.kind {
        LinkKind::FinishToStart => Precedence::FinishStart,
        LinkKind::StartToStart => Precedence::StartStart,
        LinkKind::FinishToFinish => Precedence::FinishFinish,
        LinkKind::StartToFinish => Precedence::StartFinish,
    };
    LinkKey::new(
        Reference::new(&link.from),
        Relation::Precedes(kind),
        Reference::new(&link.to),
    )
}

/// Kind and time between, where they are not the usual ones.
fn how(link: &Dependency) -> String {
    let sign = if link.lag.is_negative() { "" } else { "+" };
    match (link.kind, link.lag.is_zero()) {
        (LinkKind::FinishToStart, true) => String::new(),
        (LinkKind::FinishToStart, false) => format!("{sign}{}", link.lag),
        (kind, true) => kind.to_string(),
        (kind, false) => format!("{kind} {sign}{}", link.lag),
    }
}
