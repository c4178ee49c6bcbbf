//! The recommendation: the verdict in words, how the options stand and why, and the gaps of what is recommended.

mod standing;

use ratatui::layout::Rect;

use super::{Destination, Then};
use crate::agenda::{ColumnId, CriterionId, Environment, OptionId, SheetKind};
use crate::exports::parts::bottom_line::bottom_line;
use crate::exports::parts::what_changes::what_changes;
use crate::exports::{Document, Report, ReportInput};
use crate::scoring::recommended_gaps;
use crate::trace::Claim;
use crate::tui::action::Action;
use crate::tui::app::desk::Desk;
use crate::tui::app::turn::Turn;
use crate::tui::list::Spot;
use crate::tui::text::wrap;
use crate::workshop::{
    CellKey, Change, Link, LinkKey, NewRecord, Reference, Relation, State, Value,
};

/// The page of the recommendation.
#[derive(Debug)]
pub(crate) struct Recommendation {
    /// What is shown, line by line, at the width of the screen.
    pub(crate) lines: Vec<Line>,
    /// The lines that can be selected.
    choices: Vec<usize>,
    /// Where one stands among them.
    pub(crate) spot: Spot,
    /// The first visible line.
    pub(crate) first: usize,
    /// The environments, each with what is said of it.
    environments: Vec<Side>,
    /// The environment in front.
    pub(crate) front: usize,
    headline: String,
    details: Vec<String>,
    /// For which entry, environment and width the lines are right.
    stamp: Option<(u64, usize, u16)>,
    entries: Option<u64>,
    /// The gap to stand on as soon as it is there.
    wanted: Option<CellKey>,
}

/// One environment.
#[derive(Debug)]
struct Side {
    environment: Environment,
    options: Vec<Bar>,
    criteria: Vec<(CriterionId, String)>,
    /// Scored cells of all.
    coverage: (usize, usize),
    must_haves: Vec<String>,
    sentences: Vec<String>,
    gaps: Vec<GapLine>,
}

/// How one option stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Bar {
    /// Which option.
    pub(crate) option: OptionId,
    /// What it is called.
    pub(crate) title: String,
    /// What each criterion contributes, as a share of the whole scale, in the order of the criteria.
    pub(crate) parts: Vec<f64>,
    /// What missing cells could still add, likewise.
    pub(crate) open: f64,
    /// Its score as points of 100, or the range of it.
    pub(crate) score: String,
    /// Its rank, or `out`.
    pub(crate) rank: String,
    /// What else must be known of it.
    pub(crate) note: String,
}

/// A gap of what is recommended.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct GapLine {
    cell: CellKey,
    /// What falls short.
    pub(crate) title: String,
    /// The work package that closes it.
    pub(crate) package: Option<Reference>,
    /// What it is called.
    pub(crate) closed_by: String,
}

/// A line of the page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Line {
    /// Nothing.
    Blank,
    /// A heading.
    Heading(String),
    /// The answer.
    Answer(String),
    /// A sentence, or a part of one.
    Text(String),
    /// What the signs of the bars stand for.
    Legend(String),
    /// An option with its bar.
    Bar(Bar),
    /// A gap.
    Gap(GapLine),
}

impl Recommendation {
    /// The page, for the environment that the scorecard shows.
    pub(crate) const fn new(front: usize) -> Self {
        Self {
            lines: Vec::new(),
            choices: Vec::new(),
            spot: Spot::START,
            first: 0,
            environments: Vec::new(),
            front,
            headline: String::new(),
            details: Vec::new(),
            stamp: None,
            entries: None,
            wanted: None,
        }
    }

    /// Stands on the first of some cells that is a gap of what is recommended; false when none is.
    pub(super) fn stand_on_first(&mut self, cells: &[CellKey], desk: &Desk) -> bool {
        self.renew(desk);
        let gaps = || self.environments.iter().flat_map(|side| &side.gaps);
        let is_gap = |cell: &&CellKey| gaps().any(|gap| gap.cell == **cell);
        self.wanted = cells.iter().find(is_gap).cloned();
        self.wanted.is_some()
    }

    /// The names of the environments, in order.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.environments
            .iter()
            .map(|side| side.environment.as_str())
    }

    /// The environment in front.
    pub(crate) fn environment(&self) -> Option<&Environment> {
        self.environments
            .get(self.front)
            .map(|side| &side.environment)
    }

    /// The number of the selected line.
    pub(crate) fn selected(&self) -> Option<usize> {
        self.choices.get(self.spot.row).copied()
    }

    /// What the selected line claims.
    pub(super) fn claim(&self) -> Option<Claim> {
        match self.selected().and_then(|at| self.lines.get(at)) {
            Some(Line::Bar(bar)) => Some(Claim::Total(
                self.environment()?.clone(),
                bar.option.clone(),
            )),
            Some(Line::Gap(gap)) => Some(Claim::Cell(gap.cell.clone())),
            _ => Some(Claim::Recommendation),
        }
    }

    pub(super) const fn has_row(&self) -> bool {
        !self.choices.is_empty()
    }

    pub(super) fn act(&mut self, action: Action, desk: &mut Desk, turn: &mut Turn) -> Then {
        if self.spot.walk(action, self.choices.len(), turn.page) {
            return Then::Stay;
        }
        let line = self.selected().and_then(|at| self.lines.get(at)).cloned();
        match (action, line) {
            (Action::Environment, _) => {
                self.front = (self.front + 1) % self.environments.len().max(1);
                desk.environment = self.front;
                Then::Stay
            }
            (Action::GoThere, Some(Line::Bar(bar))) => self.to_column(desk.state(), &bar.option),
            (Action::GoThere, Some(Line::Gap(gap))) => Then::Go(
                gap.package
                    .map_or(Destination::Cell(gap.cell), Destination::Package),
            ),
            (Action::PlanGap, Some(Line::Gap(gap))) => {
                match gap.package {
                    Some(id) => turn.say(format!("{id} closes it already: Enter goes there")),
                    None => plan_gap(&gap, desk, turn),
                }
                Then::Stay
            }
            (Action::PlanGap, _) => {
                turn.say("Choose a gap first: a work package is made for it");
                Then::Stay
            }
            _ => Then::Pass,
        }
    }

    /// The first cell of an option on the scorecard.
    fn to_column(&self, state: &State, option: &OptionId) -> Then {
        let cell = self.environment().zip(state.rubric.criteria.first());
        cell.map_or(Then::Stay, |(environment, criterion)| {
            Then::Go(Destination::Cell(CellKey {
                environment: environment.clone(),
                option: option.clone(),
                criterion: criterion.id.clone(),
            }))
        })
    }

    /// Works everything out again when the workshop has changed; gives the entry for which it is right.
    fn renew(&mut self, desk: &Desk) -> u64 {
        let entries = desk.workshop.entries();
        if self.entries != Some(entries) {
            self.compute(desk);
            self.entries = Some(entries);
        }
        entries
    }

    pub(super) fn settle(&mut self, desk: &Desk, area: Rect) {
        let entries = self.renew(desk);
        let wanted = self.wanted.take();
        if let Some(gap) = &wanted {
            let front = self
                .names()
                .position(|name| name == gap.environment.as_str());
            self.front = front.unwrap_or(self.front);
        }
        self.front = self.front.min(self.environments.len().saturating_sub(1));
        let stamp = (entries, self.front, area.width);
        if self.stamp != Some(stamp) {
            self.lay_out(usize::from(area.width));
            self.stamp = Some(stamp);
        }
        if let Some(gap) = wanted {
            self.stand_on(&gap);
        }
        self.spot.row = self.spot.row.min(self.choices.len().saturating_sub(1));
        let mut around = Spot {
            row: self.selected().unwrap_or_default(),
            top: self.first,
            ..Spot::default()
        };
        around.settle(self.lines.len(), usize::from(area.height));
        // The words above the first choice and below the last belong to them.
        self.first = match self.spot.row {
            0 => 0,
            row if row + 1 == self.choices.len() => {
                self.lines.len().saturating_sub(usize::from(area.height))
            }
            _ => around.top,
        };
    }

    fn stand_on(&mut self, cell: &CellKey) {
        let is_it = |at: &usize| matches!(&self.lines[*at], Line::Gap(gap) if gap.cell == *cell);
        let found = self.choices.iter().position(is_it);
        self.spot.row = found.unwrap_or(self.spot.row);
    }

    fn compute(&mut self, desk: &Desk) {
        let input = ReportInput {
            state: desk.state(),
            revision: "",
            tool_version: "",
            entries: desk.workshop.entries(),
            marks: &[],
        };
        let report = Report::new(&input);
        let view = report.view(Document::Recommendation);
        let line = bottom_line(view);
        (self.headline, self.details) = (line.headline, line.details);
        let changes = what_changes(view);
        let gaps = recommended_gaps(&report.state, &report.analyses);
        self.environments = report
            .analysed()
            .map(|(environment, analysis)| {
                let title = crate::exports::parts::bottom_line::environment_title(environment);
                let change = changes.iter().find(|part| part.environment == title);
                let gaps = gaps.iter().find(|(place, _)| place == environment);
                Side {
                    sentences: change
                        .map(|part| part.sentences.clone())
                        .unwrap_or_default(),
                    gaps: standing::gap_lines(
                        view,
                        environment,
                        gaps.map_or(&[], |(_, gaps)| gaps),
                    ),
                    ..standing::side(view, environment, analysis)
                }
            })
            .collect();
    }

    fn lay_out(&mut self, width: usize) {
        self.lines.clear();
        let text = |text: &str| wrap(text, width, 12).into_iter();
        self.lines.extend(text(&self.headline).map(Line::Answer));
        for detail in &self.details {
            self.lines.extend(text(detail).map(Line::Text));
        }
        if let Some(side) = self.environments.get(self.front) {
            lay_out_side(&mut self.lines, side, width);
        }
        let choice = |line: &Line| matches!(line, Line::Bar(_) | Line::Gap(_));
        let found = self.lines.iter().enumerate();
        self.choices = found
            .filter(|(_, line)| choice(line))
            .map(|(at, _)| at)
            .collect();
    }
}

fn lay_out_side(lines: &mut Vec<Line>, side: &Side, width: usize) {
    let text = |text: &str| wrap(text, width, 12).into_iter().map(Line::Text);
    let (scored, all) = side.coverage;
    lines.push(Line::Blank);
    if scored == 0 {
        lines.extend(text(&format!(
            "Nothing is scored here yet: {all} cells are open."
        )));
        return;
    }
    lines.push(Line::Heading(format!(
        "How the options stand · {scored} of {all} cells scored"
    )));
    lines.extend(side.options.iter().cloned().map(Line::Bar));
    let names = side.criteria.iter().enumerate();
    let names: Vec<String> = names
        .map(|(at, (_, title))| format!("{} {title}", sign(at)))
        .collect();
    lines.extend(
        wrap(&names.join("   "), width, 4)
            .into_iter()
            .map(Line::Legend),
    );
    if !side.must_haves.is_empty() {
        lines.push(Line::Blank);
        lines.push(Line::Heading("Must-haves".to_owned()));
        for must in &side.must_haves {
            lines.extend(text(must));
        }
    }
    lines.push(Line::Blank);
    lines.push(Line::Heading(if side.gaps.is_empty() {
        "No gaps: what is recommended has the best level everywhere".to_owned()
    } else {
        "Gaps of what is recommended".to_owned()
    }));
    lines.extend(side.gaps.iter().cloned().map(Line::Gap));
    if !side.sentences.is_empty() {
        lines.push(Line::Blank);
        lines.push(Line::Heading("What would change the answer".to_owned()));
        for sentence in &side.sentences {
            lines.extend(text(sentence));
        }
    }
}

/// The sign of a criterion in the bars: 1 to 9, then a to z.
pub(crate) fn sign(criterion: usize) -> char {
    let signs = "123456789abcdefghijklmnopqrstuvwxyz";
    signs.chars().nth(criterion).unwrap_or('?')
}

/// Makes a work package that closes a gap.
fn plan_gap(gap: &GapLine, desk: &mut Desk, turn: &mut Turn) {
    let playbook = &desk.state().playbook;
    let plan = playbook
        .sheets
        .iter()
        .find(|sheet| sheet.kind() == SheetKind::Plan);
    let Some((sheet, column)) = plan.and_then(|plan| Some((plan, plan.naming_column()?))) else {
        return turn.warn("This playbook has no plan that a work package could go to");
    };
    let prefix = sheet.prefix.clone().unwrap_or_default();
    let id = desk.state().next_reference(&prefix);
    let fields = [(
        column.id.clone(),
        Value::Text(format!("Close the gap: {}", gap.title)),
    )];
    let record = NewRecord {
        id: Some(id.clone()),
        sheet: sheet.id.clone(),
        fields: fields
            .into_iter()
            .collect::<std::collections::BTreeMap<ColumnId, Value>>(),
        ..NewRecord::default()
    };
    let changes = vec![
        Change::Add(Box::new(record)),
        Change::Link {
            key: LinkKey::new(id.clone(), Relation::Closes, gap.cell.clone()),
            link: Link::default(),
        },
    ];
    if turn.change(desk, changes).is_some() {
        turn.say(format!(
            "{id} closes the gap; Enter goes there: give it a name, a duration, an owner"
        ));
    }
}
