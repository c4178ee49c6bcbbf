//! The screens beyond the block: what lies over the open workshop and fills the stage.
//!
//! A page is a value with its own file. It answers actions with a [`Then`]; what it does not know passes on to
//! the open workshop, so that capturing, undo and the clock work everywhere.

pub(crate) mod check;
pub(crate) mod history;
pub(crate) mod ideas;
pub(crate) mod recommendation;
pub(crate) mod report;
pub(crate) mod roadmap;
pub(crate) mod run;
pub(crate) mod why;

use ratatui::layout::{Position, Rect};

use self::check::Check;
use self::history::History;
use self::ideas::Ideas;
use self::recommendation::Recommendation;
use self::report::Preview;
use self::roadmap::Roadmap;
use self::run::Run;
use self::why::Why;
use super::desk::Desk;
use super::tab::Tab;
use super::turn::Turn;
use crate::agenda::{BlockId, SheetId, SheetKind};
use crate::check::Place;
use crate::trace::Claim;
use crate::tui::action::Action;
use crate::tui::context::Where;
use crate::tui::effect::Effect;
use crate::tui::view;
use crate::workshop::{CellKey, Reference, State};

/// A screen beyond the block.
#[derive(Debug)]
pub(crate) enum Page {
    /// What is missing.
    Check(Check),
    /// The roadmap.
    Roadmap(Box<Roadmap>),
    /// The recommendation.
    Recommendation(Box<Recommendation>),
    /// The report preview.
    Report(Box<Preview>),
    /// The history.
    History(Box<History>),
    /// The reasons of a claim.
    Why(Box<Why>),
    /// Points that the rubric brings along.
    Ideas(Box<Ideas>),
    /// The scoring run.
    Run(Box<Run>),
}

/// What comes of an action on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Then {
    /// It was not meant for the page.
    Pass,
    /// The page stays in front.
    Stay,
    /// The block, or the page below, comes back.
    Back,
    /// The block that shows this comes in front; the page waits for the way back.
    Go(Destination),
}

/// Something in a block to go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Destination {
    /// A record, on its sheet.
    Record(Reference),
    /// A cell of the scorecard.
    Cell(CellKey),
    /// A sheet.
    Sheet(SheetId),
    /// A sheet in this block.
    InBlock(BlockId, SheetId),
    /// The scorecard.
    Scorecard,
    /// A work package, on the roadmap.
    Package(Reference),
    /// The first of these cells that is a gap, on the recommendation.
    Gap(Vec<CellKey>),
}

impl Page {
    /// The page that an action opens.
    pub(crate) fn opened_by(action: Action, desk: &Desk) -> Option<Self> {
        match action {
            Action::OpenCheck => Some(Self::Check(Check::new(desk))),
            Action::OpenRoadmap => Some(Self::Roadmap(Box::new(Roadmap::new(desk)))),
            Action::OpenReport => Some(Self::Report(Box::new(Preview::new()))),
            Action::Why => Some(Self::Why(Box::new(Why::new(desk.claim()?, desk)))),
            Action::OpenIdeas => Some(Self::Ideas(Box::new(Ideas::new(desk)?))),
            Action::OpenRun | Action::VoteHere => Some(Self::Run(Box::new(Run::new(desk)))),
            Action::OpenHistory => Some(Self::History(Box::default())),
            Action::OpenRecommendation => Some(Self::Recommendation(Box::new(
                Recommendation::new(desk.environment),
            ))),
            _ => None,
        }
    }

    /// Which keys it listens to.
    pub(crate) fn context(&self) -> Where {
        match self {
            Self::Check(_) => Where::CHECK,
            Self::Roadmap(roadmap) if roadmap.link.is_some() => Where::LINKS,
            Self::Roadmap(roadmap) if roadmap.focus.is_some() => Where::FOCUS,
            Self::Roadmap(_) => Where::ROADMAP,
            Self::Recommendation(_) => Where::ADVICE,
            Self::Report(_) => Where::REPORT,
            Self::History(_) => Where::HISTORY,
            Self::Why(_) => Where::WHY,
            Self::Ideas(_) => Where::IDEAS,
            Self::Run(run) => run.context(),
        }
    }

    /// Its name, as its heading.
    pub(crate) const fn title(&self) -> &'static str {
        match self {
            Self::Check(_) => "What is missing",
            Self::Roadmap(_) => "Roadmap",
            Self::Recommendation(_) => "Recommendation",
            Self::Report(_) => "Report",
            Self::History(_) => "History",
            Self::Why(_) => "Why",
            Self::Ideas(_) => "Ideas",
            Self::Run(_) => "Scoring run",
        }
    }

    /// Does an action.
    fn act(&mut self, action: Action, desk: &mut Desk, turn: &mut Turn) -> Then {
        match self {
            Self::Check(check) => check.act(action, turn),
            Self::Roadmap(roadmap) => roadmap.act(action, desk, turn),
            Self::Recommendation(page) => page.act(action, desk, turn),
            Self::Report(page) => page.act(action, desk, turn),
            Self::History(page) => page.act(action, turn),
            Self::Why(page) => page.act(action, desk, turn),
            Self::Ideas(page) => page.act(action, desk, turn),
            Self::Run(page) => page.act(action, desk, turn),
        }
    }

    /// Closes what lies over it, or else itself.
    fn close(&mut self) -> Then {
        let within = match self {
            Self::History(page) => page.close(),
            Self::Why(page) => page.close(),
            Self::Roadmap(roadmap) => roadmap.close(),
            _ => false,
        };
        if within { Then::Stay } else { Then::Back }
    }

    /// Brings what it shows up to date, and keeps the selection visible in `area`.
    fn settle(&mut self, desk: &Desk, area: Rect) {
        match self {
            Self::Check(check) => check.settle(desk, area),
            Self::Roadmap(roadmap) => roadmap.settle(desk, area),
            Self::Recommendation(page) => page.settle(desk, area),
            Self::Report(page) => page.settle(area),
            Self::History(page) => page.settle(area),
            Self::Why(page) => page.settle(desk, area),
            Self::Ideas(page) => page.settle(desk, area),
            Self::Run(page) => page.settle(desk, area),
        }
    }

    /// True when a row is selected that an action can work on.
    pub(crate) fn has_row(&self) -> bool {
        match self {
            Self::Check(check) => !check.findings.is_empty(),
            Self::Roadmap(roadmap) => roadmap.selected().is_some(),
            Self::Recommendation(page) => page.has_row(),
            Self::Report(page) => page.section().is_some(),
            Self::History(page) => !page.past.is_empty(),
            Self::Why(_) => true,
            Self::Ideas(page) => page.selected().is_some(),
            Self::Run(page) => page.has_row(),
        }
    }

    /// The record that is selected, for actions that work on records everywhere.
    pub(crate) fn record(&self) -> Option<&Reference> {
        match self {
            Self::Check(_)
            | Self::Recommendation(_)
            | Self::Report(_)
            | Self::History(_)
            | Self::Ideas(_)
            | Self::Run(_)
            | Self::Why(_) => None,
            Self::Roadmap(roadmap) => roadmap.selected().map(|row| &row.id),
        }
    }

    /// What is claimed by what is selected.
    fn claim(&self, state: &State) -> Option<Claim> {
        match self {
            Self::Check(check) => match &check.selected()?.place {
                Place::Cell(cell) => Some(Claim::Cell(cell.clone())),
                Place::Record(id) => Some(Claim::Record(id.clone())),
                _ => None,
            },
            Self::Roadmap(page) => page.selected().map(|row| Claim::Date(row.id.clone())),
            Self::Recommendation(page) => page.claim(),
            Self::Run(page) => page.claim(state),
            Self::History(page) => page.selected()?.record.clone().map(Claim::Record),
            Self::Report(_) | Self::Why(_) | Self::Ideas(_) => None,
        }
    }

    /// Shows what was just undone; false when it is not on this page.
    fn reveal(&mut self, id: &Reference, state: &State) -> bool {
        match self {
            Self::Check(_)
            | Self::Recommendation(_)
            | Self::Report(_)
            | Self::History(_)
            | Self::Ideas(_)
            | Self::Run(_)
            | Self::Why(_) => false,
            Self::Roadmap(roadmap) => roadmap.reveal(id, state),
        }
    }
}

impl Desk {
    /// The page in front; none when a block is.
    pub(crate) fn page(&self) -> Option<&Page> {
        self.pages.last()
    }

    /// Gives an action to the page in front, or opens or closes one; false when it is for the block.
    pub(super) fn turn_pages(&mut self, action: Action, turn: &mut Turn) -> bool {
        if action == Action::BackToPage {
            self.pages = std::mem::take(&mut self.aside);
            return true;
        }
        if action == Action::GoScorecard {
            self.in_rail = false;
            if !self.go_to_destination(&Destination::Scorecard) {
                turn.warn("No block of this agenda has a scorecard");
            }
            return true;
        }
        if let Some(page) = Page::opened_by(action, self) {
            self.open_page(page);
            return true;
        }
        if action == Action::OpenIdeas {
            turn.warn("The rubric of this workshop brings no points along");
            return true;
        }
        let Some(mut page) = self.pages.pop() else {
            return false;
        };
        let then = if action == Action::ClosePage {
            page.close()
        } else {
            page.act(action, self, turn)
        };
        if then != Then::Back {
            self.pages.push(page);
        }
        match &then {
            Then::Go(Destination::Gap(cells)) => self.go_to_gap(cells, turn),
            Then::Go(destination) if !self.go_to_destination(destination) => {
                turn.warn("No block of this agenda shows that sheet");
            }
            _ => {}
        }
        then != Then::Pass
    }

    /// Puts a page in front; one of its kind that is open already is closed with all that lies over it.
    pub(crate) fn open_page(&mut self, page: Page) {
        self.in_rail = false;
        self.filtering = false;
        self.aside.clear();
        // From a page the way back leads to that page, not to a search of before.
        self.searched = false;
        let kind = std::mem::discriminant(&page);
        let same = |open: &Page| std::mem::discriminant(open) == kind;
        if let Some(at) = self.pages.iter().position(same) {
            self.pages.truncate(at);
        }
        self.pages.push(page);
    }

    /// Selects what stands at a place of the page in front, which fills `area`.
    pub(super) fn click_on_page(&mut self, area: Rect, at: Position) {
        // What a page tells of the selected row below its list is no row of the list.
        let list = |below: u16| Rect {
            height: area.height.saturating_sub(below),
            ..area
        };
        let row = |list: Rect| list.contains(at).then(|| usize::from(at.y - list.y));
        let row = match self.pages.last() {
            Some(Page::Check(_)) => row(list(check::REMEDY)),
            Some(Page::History(_)) => row(list(history::FULL)),
            Some(Page::Ideas(_)) => row(list(ideas::FULL)),
            Some(Page::Roadmap(page)) => row(page.layout.table),
            Some(Page::Why(page)) => view::reason_at(page, area, at),
            _ => row(area),
        };
        match (self.pages.last_mut(), row) {
            (Some(Page::Check(page)), Some(row)) => page.click(row),
            (Some(Page::History(page)), Some(row)) => page.click(row),
            (Some(Page::Ideas(page)), Some(row)) => page.click(row),
            (Some(Page::Recommendation(page)), Some(row)) => page.click(area, row),
            (Some(Page::Roadmap(page)), Some(row)) => page.click(row),
            (Some(Page::Why(page)), Some(row)) => page.click(row),
            _ => {}
        }
    }

    /// The block comes in front; the pages wait for the way back.
    pub(super) fn put_pages_aside(&mut self) {
        if !self.pages.is_empty() {
            self.aside = std::mem::take(&mut self.pages);
        }
    }

    /// Shows a record that was touched on the page in front; false when there is none or it is not on it.
    pub(super) fn reveal(&mut self, id: &Reference) -> bool {
        let state = self.workshop.state();
        let page = self.pages.last_mut();
        page.is_some_and(|page| page.reveal(id, state))
    }

    /// What the page in front needs from the outside world.
    pub(super) fn page_wants(&mut self) -> Option<Effect> {
        let mut page = self.pages.pop()?;
        let wants = match &mut page {
            Page::Report(page) => page.wants(self),
            Page::History(page) => page.wants(self),
            _ => None,
        };
        self.pages.push(page);
        wants
    }

    /// Brings the page in front up to date.
    pub(crate) fn settle_page(&mut self, area: Rect) {
        if let Some(mut page) = self.pages.pop() {
            page.settle(self, area);
            self.pages.push(page);
        }
    }

    /// Goes to the block that shows something.
    pub(crate) fn go_to_destination(&mut self, destination: &Destination) -> bool {
        match destination {
            Destination::Record(id) => self.go_to(id),
            Destination::Cell(cell) => self.go_to_score(cell),
            Destination::Sheet(sheet) => self.go_to_sheet(None, sheet),
            Destination::InBlock(block, sheet) => self.go_to_sheet(Some(block), sheet),
            Destination::Package(id) => self.go_to_package(id),
            Destination::Gap(cells) => cells.first().is_some_and(|cell| self.go_to_score(cell)),
            Destination::Scorecard => {
                let mut sheets = self.state().playbook.sheets.iter();
                let card = sheets.find(|sheet| sheet.kind() == SheetKind::Scorecard);
                let card = card.map(|sheet| sheet.id.clone());
                card.is_some_and(|card| self.go_to_sheet(None, &card))
            }
        }
    }

    /// Goes to a sheet: in this block when it shows it, or else in the first that does.
    fn go_to_sheet(&mut self, block: Option<&BlockId>, sheet: &SheetId) -> bool {
        let shows = |one: &crate::agenda::Block| {
            one.sheets.contains(sheet) && block.is_none_or(|block| one.id == *block)
        };
        let here = self.block().is_some_and(shows).then_some(self.block);
        let Some(at) = here.or_else(|| self.place_of(shows)) else {
            return false;
        };
        self.show(at, None);
        let tab = Tab::Sheet(sheet.clone());
        let number = self.tabs().iter().position(|one| *one == tab);
        self.show(at, number);
        true
    }
}
