//! The roadmap: work packages with their dates, a gantt beside them, and what each waits for.

pub(crate) mod bar;
pub(crate) mod chances;
pub(crate) mod focus;
mod fold;
mod gap;
pub(crate) mod layout;
pub(crate) mod links;
mod moving;
pub(crate) mod problems;
pub(crate) mod rows;
pub(crate) mod scale;
pub(crate) mod told;
pub(crate) mod trial;

use std::collections::BTreeSet;

use crate::workshop::capture::read_date;
use ratatui::layout::Rect;

use self::chances::Chances;
use self::focus::Focus;
use self::layout::{Layout, Shown};
use self::rows::{Line, Row, Table};
use self::told::Told;
use self::trial::Trial;
use super::{Destination, Then};
use crate::agenda::{SheetId, SheetKind};
use crate::tui::action::Action;
use crate::tui::app::desk::Desk;
use crate::tui::app::overlay::{About, Ask, Overlay};
use crate::tui::app::turn::Turn;
use crate::tui::line::Line as Input;
use crate::tui::list::Spot;
use crate::tui::text;
use crate::workshop::{CellKey, Change, Reference, State};

/// The page of the roadmap.
#[derive(Debug)]
pub(crate) struct Roadmap {
    /// The plan and everything that the table shows.
    pub(crate) table: Table,
    /// What the table shows, line by line.
    pub(crate) lines: Vec<Line>,
    /// Where the parts of the page stand.
    pub(crate) layout: Layout,
    /// Where one stands among the rows.
    pub(crate) spot: Spot,
    /// The first visible line, headings counted.
    pub(crate) first: usize,
    /// The names of the phases that are folded to one line.
    folded: BTreeSet<String>,
    /// What comes before and after one package, while only that is shown.
    pub(crate) focus: Option<Focus>,
    /// What a simulation says of the plan.
    pub(crate) chances: Chances,
    /// What is being tried out.
    pub(crate) trial: Option<Box<Trial>>,
    /// The gaps that the selected package closes.
    pub(crate) gaps: Vec<CellKey>,
    /// What is told of the selected package.
    pub(crate) told: Vec<Told>,
    /// The first of them that is shown.
    pub(crate) told_from: usize,
    /// The rows that are linked with the selected one, and whether it waits for them.
    pub(crate) near: Vec<(usize, bool)>,
    /// The links of the selected package.
    pub(crate) links: Vec<told::Linked>,
    /// Where one stands among the links while they are in front.
    pub(crate) link: Option<Spot>,
    /// What there is to say of the link in front.
    pub(crate) said_of_link: Vec<String>,
    /// The package and the gap that one came to it from.
    came_from: Option<(Reference, CellKey)>,
    /// The package to select when the plan is computed next.
    pub(crate) wanted: Option<Reference>,
    /// How far the gantt is scrolled, in days.
    scrolled: i64,
    /// How often the scale was made finer (above 0) or coarser.
    zoom: i8,
    /// What `told` is about: the row, the link in front, the phase when it is folded.
    told_of: Option<(usize, Option<usize>, Option<usize>)>,
    /// For which entry the table is right.
    entries: u64,
}

impl Roadmap {
    /// The roadmap as it is now.
    pub(crate) fn new(desk: &Desk) -> Self {
        let mut page = Self {
            table: Table::of(desk.state()),
            lines: Vec::new(),
            layout: Layout::default(),
            spot: Spot::default(),
            first: 0,
            folded: BTreeSet::new(),
            focus: None,
            chances: Chances::default(),
            trial: None,
            gaps: Vec::new(),
            told: Vec::new(),
            told_from: 0,
            near: Vec::new(),
            links: Vec::new(),
            link: None,
            said_of_link: Vec::new(),
            came_from: None,
            wanted: None,
            scrolled: 0,
            zoom: 0,
            told_of: None,
            entries: desk.workshop.entries(),
        };
        page.arrange();
        page
    }

    /// The package that is selected; none on the line of a folded phase.
    pub(crate) fn selected(&self) -> Option<&Row> {
        let row = self.table.rows.get(self.spot.row)?;
        self.folded_here().is_none().then_some(row)
    }

    /// Works out what the table shows, line by line.
    fn arrange(&mut self) {
        self.lines = match &self.focus {
            Some(focus) => focus.lines(),
            None => self.unfolded(),
        };
        self.told_of = None;
    }

    /// The line on which one stands.
    pub(crate) fn line(&self) -> Line {
        match (&self.focus, self.folded_here()) {
            (Some(focus), _) => Line::Near(focus.spot.row),
            (None, Some(phase)) => Line::Phase(phase),
            (None, None) => Line::Package(self.spot.row),
        }
    }

    pub(super) fn act(&mut self, action: Action, desk: &mut Desk, turn: &mut Turn) -> Then {
        if self.link.is_some() {
            return self.act_on_links(action, desk, turn);
        }
        if self.walk(action, turn.page) {
            return Then::Stay;
        }
        if self.focus.is_some() && self.act_in_focus(action) {
            return Then::Stay;
        }
        match action {
            Action::Left => self.scroll(-1),
            Action::Right if self.folded_here().is_some() => self.fold(),
            Action::Right => self.scroll(1),
            Action::Finer => self.magnify(1, turn),
            Action::Coarser => self.magnify(-1, turn),
            Action::ReadOn => self.read_on(),
            Action::Focus => self.open_focus(),
            Action::Fold => self.fold(),
            Action::FoldAll => self.fold_all(),
            Action::Chances => self.ask_chances(turn),
            Action::WhatIf => self.try_out(desk, turn),
            Action::ToGap => return Then::Go(Destination::Gap(self.gaps.clone())),
            Action::NextProblem => self.go_to_problem(true, turn),
            Action::PreviousProblem => self.go_to_problem(false, turn),
            Action::WaitFor => self.wait_for(desk, turn),
            Action::Links => self.open_links(turn),
            Action::PlanStart => turn.overlay = Some(ask_start(desk.state())),
            _ => return Then::Pass,
        }
        Then::Stay
    }

    pub(super) fn settle(&mut self, desk: &Desk, area: Rect) {
        if self.entries != desk.workshop.entries() {
            self.renew(desk);
        }
        if let Some(id) = self.wanted.take() {
            self.select(&id);
        }
        let last = self.table.rows.len().saturating_sub(1);
        self.spot.row = self.spot.row.min(last);
        self.lay_out(area);
        let link = |page: &Self| page.link.map(|spot| spot.row);
        let about = (self.spot.row, link(self), self.folded_here());
        if self.told_of != Some(about) {
            self.tell(desk.state());
            self.told_of = Some((self.spot.row, link(self), self.folded_here()));
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

    /// Works everything out again after a change of the workshop.
    fn renew(&mut self, desk: &Desk) {
        let before = self.table.rows.get(self.spot.row);
        let before = before.map(|row| (row.id.clone(), self.folded_here().is_some()));
        let table = Table::of(desk.state());
        if table.plan.network() != self.table.plan.network() {
            // What was computed, or is being computed, is of another plan.
            self.chances = Chances::default();
        }
        self.table = table;
        self.entries = desk.workshop.entries();
        self.refocus();
        self.arrange();
        match before {
            Some((id, true)) => self.spot.row = self.row_of(&id).unwrap_or(self.spot.row),
            Some((id, false)) => self.select(&id),
            None => {}
        }
    }

    fn lay_out(&mut self, area: Rect) {
        self.layout = Layout::of(&self.table, &self.shown(self.zoom), area);
        self.scrolled = self.layout.scale.map_or(0, |scale| scale.scrolled);
    }

    /// What must have its place on the screen.
    fn shown(&self, zoom: i8) -> Shown {
        Shown {
            lines: self.lines.len(),
            links: self.link.is_some(),
            words: self.chances.rows(),
            reasons: self.focus.is_some(),
            chances: self.chances.outcome().is_some(),
            zoom,
            scrolled: self.scrolled,
        }
    }

    /// Shows what is told further down; at its end, from its beginning.
    fn read_on(&mut self) {
        // A line of it may take two rows.
        let step = usize::from(self.layout.panel.height.saturating_sub(1) / 2).max(1);
        let next = self.told_from + step;
        let all = match self.chances.outcome() {
            Some(outcome) if self.chances.open => outcome.told.len(),
            _ => self.told.len(),
        };
        self.told_from = if next < all { next } else { 0 };
    }

    fn tell(&mut self, state: &State) {
        self.told_from = 0;
        self.explain();
        self.gaps = self.gaps_closed(state);
        self.told = match self.folded_here() {
            Some(phase) => self.table.told_of_phase(phase),
            None => self.table.told(state, self.spot.row),
        };
        if let Some(told) = self.chance_of_row() {
            let at = self.told.len().min(1);
            self.told.insert(at, told);
        }
        let other = |link: &told::Linked| {
            let (from, to) = self.table.plan.ends(link.place)?;
            let other = if link.into { from } else { to };
            Some((*self.table.row_of.get(other)?, link.into))
        };
        self.near = self.links.iter().filter_map(other).collect();
    }

    fn row_of(&self, id: &Reference) -> Option<usize> {
        self.table.rows.iter().position(|row| row.id == *id)
    }

    fn select(&mut self, id: &Reference) {
        if let Some(row) = self.row_of(id) {
            self.stand_on(row);
        }
    }

    /// Stands on a row wherever it is: its phase is unfolded, and a focus that does not show it is left.
    fn stand_on(&mut self, row: usize) {
        self.spot.row = row;
        let missed = self
            .focus
            .as_mut()
            .is_some_and(|focus| !focus.stand_on(row));
        if missed {
            self.focus = None;
            self.arrange();
        }
        if self.focus.is_none() {
            self.unfold(row);
        }
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
