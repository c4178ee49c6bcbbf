//! The roadmap: work packages with their dates, a gantt beside them, and what each waits for.

pub(crate) mod bar;
pub(crate) mod layout;
pub(crate) mod links;
pub(crate) mod problems;
pub(crate) mod rows;
pub(crate) mod scale;
pub(crate) mod told;

use crate::workshop::capture::read_date;
use ratatui::layout::Rect;

use self::layout::Layout;
use self::rows::{Line, Row, Table};
use self::told::Told;
use super::Then;
use crate::agenda::{SheetId, SheetKind};
use crate::tui::action::Action;
use crate::tui::app::desk::Desk;
use crate::tui::app::overlay::{About, Ask, Overlay};
use crate::tui::app::turn::Turn;
use crate::tui::line::Line as Input;
use crate::tui::list::Spot;
use crate::tui::text;
use crate::workshop::{Change, Reference, State};

/// The page of the roadmap.
#[derive(Debug)]
pub(crate) struct Roadmap {
    /// The plan and everything that the table shows.
    pub(crate) table: Table,
    /// Where the parts of the page stand.
    pub(crate) layout: Layout,
    /// Where one stands among the rows.
    pub(crate) spot: Spot,
    /// The first visible line, headings counted.
    pub(crate) first: usize,
    /// What is told of the selected package.
    pub(crate) told: Vec<Told>,
    /// The rows that are linked with the selected one, and whether it waits for them.
    pub(crate) near: Vec<(usize, bool)>,
    /// The links of the selected package.
    pub(crate) links: Vec<told::Linked>,
    /// Where one stands among the links while they are in front.
    pub(crate) link: Option<Spot>,
    /// What there is to say of the link in front.
    pub(crate) said_of_link: Vec<String>,
    /// The package to select when the plan is computed next.
    pub(crate) wanted: Option<Reference>,
    /// How far the gantt is scrolled, in days.
    scrolled: i64,
    /// How often the scale was made finer (above 0) or coarser.
    zoom: i8,
    /// The row that `told` is about, and the link in front.
    told_of: Option<(usize, Option<usize>)>,
    /// For which entry the table is right.
    entries: u64,
}

impl Roadmap {
    /// The roadmap as it is now.
    pub(crate) fn new(desk: &Desk) -> Self {
        Self {
            table: Table::of(desk.state()),
            layout: Layout::default(),
            spot: Spot::default(),
            first: 0,
            told: Vec::new(),
            near: Vec::new(),
            links: Vec::new(),
            link: None,
            said_of_link: Vec::new(),
            wanted: None,
            scrolled: 0,
            zoom: 0,
            told_of: None,
            entries: desk.workshop.entries(),
        }
    }

    /// The package that is selected.
    pub(crate) fn selected(&self) -> Option<&Row> {
        self.table.rows.get(self.spot.row)
    }

    pub(super) fn act(&mut self, action: Action, desk: &mut Desk, turn: &mut Turn) -> Then {
        if self.link.is_some() {
            return self.act_on_links(action, desk, turn);
        }
        if self.spot.walk(action, self.table.rows.len(), turn.page) {
            return Then::Stay;
        }
        match action {
            Action::Left => self.scroll(-1),
            Action::Right => self.scroll(1),
            Action::Finer => self.zoom = (self.zoom + 1).min(6),
            Action::Coarser => self.zoom = (self.zoom - 1).max(-3),
            Action::NextProblem => self.go_to_problem(true, turn),
            Action::PreviousProblem => self.go_to_problem(false, turn),
            Action::WaitFor => self.wait_for(desk, turn),
            Action::Links => self.open_links(turn),
            Action::PlanStart => turn.overlay = Some(ask_start(desk.state())),
            _ => return Then::Pass,
        }
        Then::Stay
    }

    /// Scrolls the gantt by a quarter of its width.
    fn scroll(&mut self, by: i64) {
        if let Some(scale) = self.layout.scale {
            let step = i64::from(scale.cells) * scale.days / 4;
            self.scrolled += by * step.max(1);
        }
    }

    /// Goes to the next row with a problem, or to the one before, around the ends.
    fn go_to_problem(&mut self, forward: bool, turn: &mut Turn) {
        let rows = || self.table.problems.iter().map(|problem| problem.row);
        let row = self.spot.row;
        let found = if forward {
            rows().find(|at| *at > row).or_else(|| rows().next())
        } else {
            rows()
                .rev()
                .find(|at| *at < row)
                .or_else(|| rows().next_back())
        };
        match found {
            Some(row) => self.spot.row = row,
            None => turn.say("Nothing is wrong with the plan"),
        }
    }

    /// Selects the work package in a row of the table; its links, where one goes through them, keep their place.
    pub(super) fn click(&mut self, row: usize) {
        if let Some(rows::Line::Package(at)) = self.table.lines.get(self.first + row)
            && self.link.is_none()
        {
            self.spot.row = *at;
        }
    }

    pub(super) fn settle(&mut self, desk: &Desk, area: Rect) {
        if self.entries != desk.workshop.entries() {
            let before = self.wanted.take();
            let before = before.or_else(|| self.selected().map(|row| row.id.clone()));
            self.table = Table::of(desk.state());
            self.entries = desk.workshop.entries();
            self.told_of = None;
            if let Some(id) = before {
                self.select(&id);
            }
        }
        let last = self.table.rows.len().saturating_sub(1);
        self.spot.row = self.spot.row.min(last);
        self.lay_out(area);
        let about = (self.spot.row, self.link.map(|spot| spot.row));
        if self.told_of != Some(about) {
            self.tell(desk.state());
            self.told_of = Some((self.spot.row, self.link.map(|spot| spot.row)));
            self.lay_out(area);
            self.follow(area);
        }
        if let Some(spot) = &mut self.link {
            spot.settle(
                self.links.len(),
                panel_rows(self.layout.panel, &self.said_of_link),
            );
        }
        self.keep_visible();
    }

    fn lay_out(&mut self, area: Rect) {
        let links = self.link.is_some();
        self.layout = Layout::of(&self.table, area, links, self.zoom, self.scrolled);
        self.scrolled = self.layout.scale.map_or(0, |scale| scale.scrolled);
    }

    fn tell(&mut self, state: &State) {
        self.explain();
        self.told = self.table.told(state, self.spot.row);
        let other = |link: &told::Linked| {
            let (from, to) = self.table.plan.ends(link.place)?;
            let other = if link.into { from } else { to };
            Some((*self.table.row_of.get(other)?, link.into))
        };
        self.near = self.links.iter().filter_map(other).collect();
    }

    /// Scrolls the gantt to the bar of the selected package when nothing of it is visible.
    fn follow(&mut self, area: Rect) {
        let (Some(scale), Some(span)) =
            (self.layout.scale, self.selected().and_then(|row| row.span))
        else {
            return;
        };
        let (from, to) = (scale.cell(span.0), scale.cell(span.1));
        if to < 0 || from >= i64::from(scale.cells) {
            let lead = i64::from(scale.cells) / 5;
            self.scrolled = (self.scrolled + (from - lead) * scale.days).max(0);
            self.lay_out(area);
        }
    }

    /// Keeps the selected row visible, with the heading of its phase when it is the first.
    fn keep_visible(&mut self) {
        let lines = &self.table.lines;
        let at = lines
            .iter()
            .position(|line| *line == Line::Package(self.spot.row));
        let mut around = Spot {
            row: at.unwrap_or_default(),
            top: self.first,
            ..Spot::default()
        };
        let heading = around.row.saturating_sub(1);
        around.settle(lines.len(), usize::from(self.layout.table.height));
        self.first = around.top.min(heading);
    }

    fn select(&mut self, id: &Reference) {
        let at = self.table.rows.iter().position(|row| row.id == *id);
        self.spot.row = at.unwrap_or(self.spot.row);
    }

    /// Selects a package when the plan is computed next; false when it never was one.
    pub(super) fn reveal(&mut self, id: &Reference, state: &State) -> bool {
        let record = state.records.get(id);
        let sheet = record.and_then(|record| state.playbook.sheet(&record.sheet));
        let planned = sheet.is_some_and(|sheet| sheet.kind() == SheetKind::Plan);
        if planned {
            self.wanted = Some(id.clone());
        }
        planned
    }
}

/// Rows of the panel for links: without its heading and what is said of the one in front.
pub(crate) fn panel_rows(panel: Rect, said: &[String]) -> usize {
    let foot = said
        .iter()
        .map(|text| text::wrap(text, usize::from(panel.width), 3).len());
    usize::from(panel.height).saturating_sub(2 + foot.sum::<usize>())
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
                read_date(text, turn.now.date_naive())
                    .ok_or("write the day as 2027-01-11, mon, tomorrow or +2w, or nothing")?,
            ),
        };
        let mut plan = self.state().plan.clone();
        if plan.start != start {
            plan.start = start;
            turn.change(self, vec![Change::SetPlan(Box::new(plan))]);
        }
        Ok(())
    }

    /// The sheet of work packages.
    pub(in crate::tui::app) fn plan_sheet(&self) -> Option<SheetId> {
        let mut sheets = self.state().playbook.sheets.iter();
        let plan = sheets.find(|sheet| sheet.kind() == SheetKind::Plan)?;
        Some(plan.id.clone())
    }
}
