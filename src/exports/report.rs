//! What all three documents are made from: the state that may be shown, and what the engines say of it.

use std::cell::OnceCell;

use super::ReportInput;
use super::anchors::Anchors;
use super::document::Document;
use super::inline::{Inline, Piece};
use super::public::public;
use crate::agenda::{Column, ColumnKind, CriterionId, Environment, OptionId, Sheet};
use crate::roadmap::{Dates, Network, Plan, Schedule, Simulation};
use crate::scoring::{
    Analysis, EnvironmentAnalysis, Joint, Names, Settings, analyse_all, joint_of,
    name_closing_packages,
};
use crate::workshop::{Record, Reference, State, Value};

/// Runs of the simulation behind the dates of a report.
pub const RUNS: u32 = 10_000;
/// Its seed: the same state gives the same dates on every machine.
pub const SEED: u64 = 1;

/// Letters of what names a record on page one.
const ON_ONE_LINE: usize = 100;

/// Everything that the documents are made from, computed once.
#[derive(Debug)]
pub struct Report<'a> {
    /// What was asked for.
    pub input: &'a ReportInput<'a>,
    /// The workshop without what may not be shown.
    pub state: State,
    /// Where everything stands.
    pub anchors: Anchors,
    /// What options and criteria are called.
    pub names: Names,
    /// The analysis of each environment, in the rubric's order.
    pub analyses: Vec<EnvironmentAnalysis>,
    /// Whether one platform serves all environments; none unless several are analysed.
    pub joint: Option<Joint>,
    /// The roadmap as a checked network.
    pub plan: Plan,
    /// Its times.
    pub schedule: Schedule,
    /// Its dates.
    pub dates: Dates,
    /// What may happen, once someone has asked for it.
    simulation: OnceCell<Option<Simulation>>,
}

impl<'a> Report<'a> {
    /// Computes it.
    #[must_use]
    pub fn new(input: &'a ReportInput<'a>) -> Self {
        Self::of(input, analyse_all(input.state, &Settings::default()))
    }

    /// Makes it from analyses of the same scores that are known already.
    #[must_use]
    pub fn of(input: &'a ReportInput<'a>, mut analyses: Vec<EnvironmentAnalysis>) -> Self {
        let state = public(input.state);
        name_closing_packages(&state, &mut analyses);
        let (plan, _) = Plan::salvage(Network::of(&state));
        let schedule = plan.schedule();
        Self {
            input,
            anchors: Anchors::new(&state),
            names: Names::of(&state.rubric),
            joint: joint_of(&analyses),
            analyses,
            dates: plan.dates(&schedule),
            plan,
            schedule,
            simulation: OnceCell::new(),
            state,
        }
    }

    /// What may happen; none without a three-point estimate. Computed when it is asked for first.
    pub fn simulation(&self) -> Option<&Simulation> {
        let run = || {
            let mut packages = self.plan.network().packages.iter();
            let uncertain = packages.any(|package| super::parts::plan::is_range(package.duration));
            uncertain
                .then(|| self.plan.simulate(&self.schedule, RUNS, SEED))
                .flatten()
        };
        self.simulation.get_or_init(run).as_ref()
    }

    /// The report as seen from one document.
    #[must_use]
    pub const fn view(&self, document: Document) -> View<'_> {
        View {
            report: self,
            document,
        }
    }

    /// The analyses that there are.
    pub fn analysed(&self) -> impl Iterator<Item = (&Environment, &Analysis)> {
        self.analyses
            .iter()
            .filter_map(|(environment, analysis)| Some((environment, analysis.as_ref().ok()?)))
    }
}

/// A duration as it is read: `5 days`, or `10 days (5 days to 20 days)` for likely, optimistic and
/// pessimistic.
pub(super) fn duration(text: &str) -> String {
    match text
        .split('/')
        .map(str::trim)
        .collect::<Vec<_>>()
        .as_slice()
    {
        [optimistic, likely, pessimistic] => {
            let [from, likely, to] = [optimistic, likely, pessimistic].map(|time| spelled(time));
            format!("{likely} ({from} to {to})")
        }
        _ => spelled(text),
    }
}

/// `3d` as `3 days`; anything else as it stands.
fn spelled(time: &str) -> String {
    let unit = match time.chars().last() {
        Some('h') => "hour",
        Some('d') => "day",
        Some('w') => "week",
        _ => return time.to_owned(),
    };
    let number = time
        .trim_end_matches(|c: char| c.is_ascii_alphabetic())
        .trim_end();
    if number.parse::<f64>().is_err() {
        return time.to_owned();
    }
    let plural = if number == "1" { "" } else { "s" };
    format!("{number} {unit}{plural}")
}

/// A report as seen from one document: it knows how to link.
#[derive(Debug, Clone, Copy)]
pub struct View<'r> {
    /// The report.
    pub report: &'r Report<'r>,
    /// The document that is being made.
    pub document: Document,
}

impl<'r> View<'r> {
    /// The state that may be shown.
    #[must_use]
    pub const fn state(&self) -> &'r State {
        &self.report.state
    }

    /// A reference as a link; none when the record may not be shown.
    #[must_use]
    pub fn link(&self, id: &Reference) -> Option<Piece> {
        self.report.anchors.link(self.document, id)
    }

    /// A reference as a link, or as text where there is no such record.
    #[must_use]
    pub fn reference(&self, id: &Reference) -> Piece {
        self.link(id).unwrap_or_else(|| Piece::text(id.as_str()))
    }

    /// A record by what names it, short enough for one line, as a link.
    #[must_use]
    pub fn named(&self, record: &Record) -> Piece {
        let title = super::text::shortened(&self.title(record), ON_ONE_LINE);
        match self.link(&record.id) {
            Some(link) => Piece {
                text: title,
                ..link
            },
            None => Piece::text(title),
        }
    }

    /// A text in which every reference that it names is a link.
    #[must_use]
    pub fn linked(&self, text: &str) -> Inline {
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-';
        let mut line = Inline::new();
        let mut plain = String::new();
        for token in text.split_inclusive(|c: char| !is_part(c)) {
            let word = token.trim_end_matches(|c: char| !is_part(c));
            let id = Reference::new(word);
            let found = id.parts().and_then(|_| self.link(&id));
            if let Some(link) = found {
                if !plain.is_empty() {
                    line.push(Piece::text(std::mem::take(&mut plain)));
                }
                line.push(link);
                plain.extend(token.chars().skip(word.chars().count()));
            } else {
                plain.push_str(token);
            }
        }
        if !plain.is_empty() || line.is_empty() {
            line.push(Piece::text(plain));
        }
        line
    }

    /// What an option is called.
    #[must_use]
    pub fn option(&self, id: &'r OptionId) -> &'r str {
        self.report.names.option(id)
    }

    /// What a criterion is called.
    #[must_use]
    pub fn criterion(&self, id: &'r CriterionId) -> &'r str {
        self.report.names.criterion(id)
    }

    /// The records of the sheet of this name, in the order of their references.
    #[must_use]
    pub fn records(&self, sheet: &str) -> Vec<&'r Record> {
        let state = self.state();
        match state.playbook.sheet_named(sheet) {
            Some(sheet) => state.on_sheet(&sheet.id).collect(),
            None => Vec::new(),
        }
    }

    /// What names a record: the first column of its sheet, else any text it has.
    #[must_use]
    pub fn title(&self, record: &Record) -> String {
        let first = self
            .sheet_of(record)
            .and_then(Sheet::naming_column)
            .map(|column| record.text(column.id.as_str()))
            .filter(|text| !text.is_empty());
        let link_ends = || {
            let ends = [record.text("from"), record.text("to")];
            (ends != ["", ""]).then(|| format!("{} to {}", self.end(ends[0]), self.end(ends[1])))
        };
        first
            .map(str::to_owned)
            .or_else(link_ends)
            .unwrap_or_else(|| record.naming_text().to_owned())
    }

    /// The end of a flow's link: the title of the node that it names.
    #[must_use]
    pub fn end(&self, name: &str) -> String {
        let node = self.state().record(&Reference::new(name));
        node.map_or_else(|| name.to_owned(), |node| node.text("title").to_owned())
    }

    /// The prose of the consultant by section, printed in a template with `section`.
    #[must_use]
    pub fn prose(&self) -> std::collections::BTreeMap<String, String> {
        super::parts::prose::by_section(*self)
    }

    /// The sheet of a record.
    #[must_use]
    pub fn sheet_of(&self, record: &Record) -> Option<&'r Sheet> {
        self.state().playbook.sheet(&record.sheet)
    }

    /// A value as it is read in a table or a list.
    #[must_use]
    pub fn value_ref(&self, column: &Column, value: &Value) -> Inline {
        match value {
            Value::Level(level) => vec![Piece::text(super::say::level(*level))],
            Value::Number(number) => vec![Piece::text(super::say::number(*number))],
            Value::Relevance(levels) => {
                let blocks = levels.iter().map(|(block, level)| {
                    let name = self
                        .state()
                        .playbook
                        .block(block)
                        .map_or(block.as_str(), |block| block.short());
                    Piece::text(format!(
                        "{name} ({})",
                        super::say::level(*level).to_lowercase()
                    ))
                });
                super::inline::comma_list(blocks)
            }
            Value::Text(text) => match (column.id.as_str(), column.kind) {
                (_, ColumnKind::Duration) => vec![Piece::text(duration(text))],
                (_, ColumnKind::Person) => {
                    vec![Piece::text(text.trim_start_matches('@'))]
                }
                ("source", _) => vec![Piece::source(text)],
                ("option", _) => vec![Piece::text(self.option_named(text))],
                _ => self.linked(text),
            },
            other => vec![Piece::text(other.to_string())],
        }
    }

    /// The title of an option that a record names by its id or title.
    #[must_use]
    pub fn option_named<'t>(&self, text: &'t str) -> &'t str
    where
        'r: 't,
    {
        let options = &self.state().rubric.options;
        options
            .iter()
            .find(|option| option.id.as_str() == text)
            .map_or(text, |option| &option.title)
    }
}
