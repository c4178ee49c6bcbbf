//! The recommendation: the verdict in words, and below it what it rests on, part by part.
//!
//! The verdict of every environment stays in view; the parts below it scroll, and Tab goes from one to the next.

pub(crate) mod line;
pub(crate) mod parts;
mod side;

use ratatui::layout::Rect;

use self::line::{Body, Laid, Part, Target};
use self::parts::{Regret, plan_gap};
use self::side::Side;
use super::{Destination, Then};
use crate::agenda::{CriterionId, Environment, OptionId};
use crate::exports::parts::bottom_line::bottom_line;
use crate::exports::parts::what_changes::what_changes;
use crate::exports::{Document, Report, ReportInput};
use crate::scoring::{EnvironmentAnalysis, recommended_gaps};
use crate::trace::Claim;
use crate::tui::action::Action;
use crate::tui::app::desk::Desk;
use crate::tui::app::turn::Turn;
use crate::tui::list::Spot;
use crate::tui::text::wrap;
use crate::workshop::{CellKey, State, Weighing};

/// Columns of the widest line: longer ones are hard to follow.
const WIDEST: u16 = 132;

/// The page of the recommendation.
#[derive(Debug, Default)]
pub(crate) struct Recommendation {
    /// What to do, in lines.
    pub(crate) headline: Vec<String>,
    /// What is below the verdict.
    pub(crate) laid: Laid,
    /// Where one stands among the choices.
    pub(crate) spot: Spot,
    /// The first visible line.
    pub(crate) first: usize,
    /// The option in front among the levels.
    pub(crate) column: usize,
    /// The environments, each with what is said of it.
    pub(crate) sides: Vec<Side>,
    /// The environment in front.
    pub(crate) front: usize,
    /// True while the engine is still at the latest scores.
    pub(crate) waiting: bool,
    answer: String,
    details: Vec<String>,
    regrets: Vec<Regret>,
    /// True when the part in front is to stand on top.
    on_top: bool,
    /// For which entry, environment and width the lines are right.
    stamp: Option<(Option<u64>, usize, u16)>,
    /// For which entry the words are right.
    entries: Option<u64>,
    /// The gaps to stand on, the first first, as soon as they are there.
    wanted: Vec<CellKey>,
}

/// Where the parts of the page stand.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Areas {
    /// The headline and a line per environment.
    pub(crate) head: Rect,
    /// The strip of the parts, with the line below it.
    pub(crate) strip: Rect,
    /// The parts.
    pub(crate) body: Rect,
    /// Why the cell in front has its level; empty where there is no room for it.
    pub(crate) said: Rect,
}

impl Recommendation {
    /// The page, for the environment that the scorecard shows.
    pub(crate) fn new(front: usize) -> Self {
        Self {
            front,
            ..Self::default()
        }
    }

    /// Stands on the first of some cells that is a gap of what is recommended; false when none is.
    ///
    /// `None` while the engine is still at the scores; then they wait for its answer.
    pub(super) fn stand_on_first(&mut self, cells: &[CellKey], desk: &Desk) -> Option<bool> {
        self.compute(desk, desk.workshop.entries());
        self.wanted = cells.to_vec();
        if self.waiting {
            return None;
        }
        let is_gap = |cell: &CellKey| self.sides.iter().any(|side| side.has_gap(cell));
        self.wanted.retain(is_gap);
        Some(!self.wanted.is_empty())
    }

    /// The gaps to stand on that waited for the engine.
    pub(super) fn take_wanted(&mut self) -> Vec<CellKey> {
        std::mem::take(&mut self.wanted)
    }

    /// Where its parts stand in the area of a page.
    pub(crate) fn areas(&self, area: Rect) -> Areas {
        let area = Rect {
            width: area.width.min(WIDEST),
            ..area
        };
        let rows = u16::try_from(self.headline.len() + self.sides.len()).unwrap_or(u16::MAX);
        let gap = u16::from(area.height >= 20);
        let head = Rect {
            height: (rows + gap).min(area.height),
            ..area
        };
        let strip = Rect {
            y: head.bottom(),
            height: 2.min(area.height - head.height),
            ..area
        };
        let left = area.height - head.height - strip.height;
        let said = if left >= 20 { 3 } else { 0 };
        let body = Rect {
            y: strip.bottom(),
            height: left - said,
            ..area
        };
        let said = Rect {
            y: body.bottom(),
            height: said,
            ..area
        };
        Areas {
            head,
            strip,
            body,
            said,
        }
    }

    /// The environment in front.
    fn environment(&self) -> Option<&Environment> {
        self.sides.get(self.front).map(|side| &side.environment)
    }

    /// The choice in front: its first line and what it leads to.
    pub(crate) fn selected(&self) -> Option<&(usize, Target)> {
        self.laid.choices.get(self.spot.row)
    }

    /// The number of the part in front.
    pub(crate) fn part(&self) -> usize {
        let line = self.selected().map(|(line, _)| *line);
        self.laid.part_at(line.unwrap_or_default())
    }

    /// The cell that the choice in front stands for.
    pub(crate) fn cell(&self) -> Option<CellKey> {
        let (_, target) = self.selected()?;
        match target {
            Target::Cell(cell) => Some(cell.clone()),
            Target::Gap(gap) => Some(gap.cell.clone()),
            Target::Row(criterion) => {
                let (option, _) = self.laid.levels.options.get(self.column)?;
                self.cell_of(option, criterion)
            }
            Target::Verdict | Target::Option(_) | Target::Weight(_) => None,
        }
    }

    /// The gap in front.
    pub(crate) fn gap(&self) -> Option<&CellKey> {
        match self.selected()? {
            (_, Target::Gap(gap)) => Some(&gap.cell),
            _ => None,
        }
    }

    fn cell_of(&self, option: &OptionId, criterion: &CriterionId) -> Option<CellKey> {
        Some(CellKey {
            environment: self.environment()?.clone(),
            option: option.clone(),
            criterion: criterion.clone(),
        })
    }

    /// What the choice in front claims.
    pub(super) fn claim(&self) -> Option<Claim> {
        let Some((_, target)) = self.selected() else {
            return Some(Claim::Recommendation);
        };
        let environment = self.environment()?.clone();
        Some(match target {
            Target::Verdict => Claim::Verdict(environment),
            Target::Option(option) => Claim::Total(environment, option.clone()),
            Target::Weight(criterion) => Claim::Weight(environment, criterion.clone()),
            Target::Cell(_) | Target::Row(_) | Target::Gap(_) => Claim::Cell(self.cell()?),
        })
    }

    pub(super) const fn has_row(&self) -> bool {
        !self.laid.choices.is_empty()
    }

    pub(super) fn act(&mut self, action: Action, desk: &mut Desk, turn: &mut Turn) -> Then {
        // Who goes elsewhere waits for nothing.
        self.wanted.clear();
        if self
            .spot
            .walk(action, self.laid.choices.len(), turn.page / 2)
        {
            return Then::Stay;
        }
        match action {
            Action::Environment => {
                self.front = (self.front + 1) % self.sides.len().max(1);
                desk.environment = self.front;
            }
            Action::NextPart => self.go_to_part(1),
            Action::PreviousPart => self.go_to_part(self.laid.parts.len().saturating_sub(1)),
            Action::Left | Action::Right if self.is_on_levels() => {
                let by = if action == Action::Right { 1 } else { -1 };
                let last = self.laid.levels.options.len().saturating_sub(1);
                self.column = self.column.saturating_add_signed(by).min(last);
            }
            Action::Left | Action::Right => {}
            Action::GoThere => {
                return self.destination(desk.state()).map_or(Then::Stay, Then::Go);
            }
            Action::SayWhy => match self.cell() {
                Some(cell) => turn.overlay = Some(desk.rationale_of(&cell)),
                None => turn.say("Choose a gap, a level or a score first: e says why it is so"),
            },
            Action::PlanGap => self.plan(desk, turn),
            _ => return Then::Pass,
        }
        Then::Stay
    }

    /// True when the row of a criterion is in front, in which one goes from option to option.
    pub(crate) fn is_on_levels(&self) -> bool {
        matches!(self.selected(), Some((_, Target::Row(_))))
    }

    fn plan(&self, desk: &mut Desk, turn: &mut Turn) {
        match self.selected() {
            Some((_, Target::Gap(gap))) => match gap.packages.first() {
                Some(id) => turn.say(format!("{id} closes it already: Enter goes there")),
                None => plan_gap(gap, desk, turn),
            },
            _ => turn.say("Choose a gap first: a work package is made for it"),
        }
    }

    /// Goes on by so many parts, around the ends.
    fn go_to_part(&mut self, by: usize) {
        let count = self.laid.parts.len().max(1);
        let next = (self.part() + by) % count;
        let Some((line, _)) = self.laid.parts.get(next) else {
            return;
        };
        let first = self.laid.choices.iter().position(|(at, _)| at >= line);
        self.spot.row = first.unwrap_or(self.spot.row);
        self.on_top = true;
    }

    /// Where the choice in front is mended: a work package, a cell, the column of an option.
    fn destination(&self, state: &State) -> Option<Destination> {
        let (_, target) = self.selected()?;
        let criteria = &state.rubric.criteria;
        Some(match target {
            Target::Verdict => Destination::Scorecard,
            Target::Option(option) => {
                Destination::Cell(self.cell_of(option, &criteria.first()?.id)?)
            }
            Target::Weight(criterion) => {
                let option = &state.rubric.options.first()?.id;
                Destination::Cell(self.cell_of(option, criterion)?)
            }
            Target::Gap(gap) => match gap.packages.first() {
                Some(id) => Destination::Package(id.clone()),
                None => Destination::Cell(gap.cell.clone()),
            },
            Target::Cell(_) | Target::Row(_) => Destination::Cell(self.cell()?),
        })
    }

    /// Selects what can be chosen in a row of the page's area.
    pub(super) fn click(&mut self, area: Rect, row: usize) {
        let above = usize::from(self.areas(area).body.y - area.y);
        let Some(line) = row.checked_sub(above).map(|row| self.first + row) else {
            return;
        };
        let choices = self.laid.choices.iter();
        let before = choices.take_while(|(first, _)| *first <= line).count();
        self.spot.row = before.checked_sub(1).unwrap_or(self.spot.row);
    }

    pub(super) fn settle(&mut self, desk: &Desk, area: Rect) {
        let entries = desk.workshop.entries();
        self.compute(desk, entries);
        let wanted = self.wanted.first().filter(|_| !self.waiting).cloned();
        if let Some(gap) = &wanted {
            let mut sides = self.sides.iter();
            let front = sides.position(|side| side.environment == gap.environment);
            self.front = front.unwrap_or(self.front);
        }
        self.front = self.front.min(self.sides.len().saturating_sub(1));
        let width = area.width.min(WIDEST);
        let stamp = (self.entries, self.front, width);
        if self.stamp != Some(stamp) {
            self.lay_out(usize::from(width));
            self.stamp = Some(stamp);
        }
        if let Some(gap) = wanted {
            self.wanted.clear();
            self.stand_on(&gap);
        }
        self.spot.row = self.spot.row.min(self.laid.choices.len().saturating_sub(1));
        self.scroll(usize::from(self.areas(area).body.height));
    }

    /// Keeps the choice in front visible, with the words above the first and below the last.
    fn scroll(&mut self, height: usize) {
        let lines = self.laid.lines.len();
        let line = self.selected().map(|(line, _)| *line).unwrap_or_default();
        if std::mem::take(&mut self.on_top) {
            let (heading, _) = &self.laid.parts[self.part()];
            // Where the words before the first choice take more than the room, its own line comes last.
            let least = (line + 1).saturating_sub(height);
            self.first = (*heading).max(least).min(lines.saturating_sub(height));
        }
        let mut around = Spot {
            row: line,
            top: self.first,
            ..Spot::default()
        };
        around.settle(lines, height);
        self.first = match self.spot.row {
            0 => 0,
            row if row + 1 == self.laid.choices.len() => lines.saturating_sub(height),
            _ => around.top,
        };
    }

    fn stand_on(&mut self, cell: &CellKey) {
        let is_it =
            |(_, target): &(usize, Target)| matches!(target, Target::Gap(gap) if gap.cell == *cell);
        let found = self.laid.choices.iter().position(is_it);
        self.spot.row = found.unwrap_or(self.spot.row);
    }

    /// Brings the words up to date as soon as the engine has answered for the scores as they stand.
    fn compute(&mut self, desk: &Desk, entries: u64) {
        let scored = desk
            .state()
            .scores
            .values()
            .any(|score| score.mark.is_some());
        let known = desk.assessment.current();
        self.waiting = scored && known.is_none();
        if self.entries == Some(entries) || (self.waiting && self.entries.is_some()) {
            return;
        }
        match known {
            Some(known) => self.take(desk, known),
            None if self.waiting => return,
            None => self.nothing_yet(desk.state()),
        }
        self.entries = Some(entries);
    }

    /// What is said before anything is scored.
    fn nothing_yet(&mut self, state: &State) {
        *self = Self {
            front: self.front,
            ..Self::default()
        };
        let (why, next) = if state.rubric.options.is_empty() || state.rubric.criteria.is_empty() {
            (
                "no options are compared in this workshop",
                "A rubric with options and criteria belongs to it: flipchart new takes one.",
            )
        } else {
            (
                "nothing has been scored",
                "The scorecard is where levels are set: g s goes there.",
            )
        };
        self.answer = format!("There is no recommendation yet: {why}.");
        self.details = vec![next.to_owned()];
    }

    /// Takes over what the engine says.
    fn take(&mut self, desk: &Desk, known: &[EnvironmentAnalysis]) {
        let input = ReportInput {
            state: desk.state(),
            revision: "",
            tool_version: "",
            entries: desk.workshop.entries(),
            marks: &[],
            weighing: &Weighing::new(),
        };
        let report = Report::of(&input, known.to_vec());
        let view = report.view(Document::Recommendation);
        let line = bottom_line(view);
        (self.answer, self.details) = (line.headline, line.details);
        let changes = what_changes(view);
        let gaps = recommended_gaps(&report.state, &report.analyses);
        let joint = report.joint.as_ref();
        self.regrets = joint
            .map(|joint| parts::regrets(&report.state.rubric, joint))
            .unwrap_or_default();
        let side = |(environment, analysis): &EnvironmentAnalysis| {
            let analysis = match analysis {
                Ok(analysis) => analysis,
                Err(why) => return Side::refused(environment, why),
            };
            let title = crate::exports::parts::bottom_line::environment_title(environment);
            let change = changes.iter().find(|part| part.environment == title);
            let gaps = gaps.iter().find(|(place, _)| place == environment);
            let gaps = gaps.map_or(&[][..], |(_, gaps)| gaps);
            Side::new(view, environment, analysis, change, gaps)
        };
        self.sides = report.analyses.iter().map(side).collect();
    }

    fn lay_out(&mut self, width: usize) {
        self.headline = wrap(&self.answer, width, 4);
        let together = |laid: &mut Laid| self.lay_out_together(laid);
        self.laid = if let Some(side) = self.sides.get(self.front) {
            side.lay_out(width, together)
        } else {
            let mut laid = Laid::new(width);
            for detail in &self.details {
                laid.sentence(detail, Target::Verdict);
            }
            laid
        };
    }

    /// Whether one option serves all environments, and what each would give up.
    fn lay_out_together(&self, laid: &mut Laid) {
        let heading = if self.sides.len() > 1 {
            "One option for all environments, or one for each?"
        } else {
            "What it comes to"
        };
        if self.details.is_empty() && self.regrets.is_empty() {
            return;
        }
        laid.part(Part::Together, heading);
        for detail in &self.details {
            laid.sentence(detail, Target::Verdict);
        }
        if self.regrets.is_empty() {
            return;
        }
        let names = self.sides.iter().map(|side| side.title.clone());
        laid.plain(Body::RegretHeads(names.collect()));
        for regret in &self.regrets {
            let target = Target::Option(regret.option.clone());
            laid.row(Body::Regret(regret.clone()), target);
        }
        laid.note("Points of 100 that an option gives up against the best there.");
    }

    /// How many gaps the environment in front has.
    pub(crate) fn gap_count(&self) -> usize {
        self.sides.get(self.front).map_or(0, Side::gap_count)
    }
}
