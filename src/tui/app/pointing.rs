//! The mouse: a click selects what is under it, the wheel walks. Nothing is ever changed by it.

use ratatui::layout::{Position, Rect};

use super::overlay::Overlay;
use super::{App, Screen};
use crate::tui::action::Action;
use crate::tui::effect::{Effect, Pointed};
use crate::tui::layout::Places;
use crate::tui::list::Spot;
use crate::tui::view;

/// Rows that a step of the wheel walks.
const STEP: isize = 3;

impl App {
    /// Turns the mouse on or off and says so.
    pub(super) fn turn_mouse(&mut self) -> Vec<Effect> {
        self.mouse = !self.mouse;
        let text = if self.mouse {
            "The mouse selects and scrolls here; with Shift, or after gM, the terminal selects text"
        } else {
            "The mouse belongs to the terminal: it selects text; gM gives it back"
        };
        self.notice = Some(super::Notice::plain(text));
        vec![Effect::Mouse(self.mouse)]
    }

    /// Does what the mouse asks for.
    pub(super) fn point(&mut self, pointed: Pointed) -> Vec<Effect> {
        if self.is_too_small() {
            return Vec::new();
        }
        self.notice = None;
        match pointed {
            Pointed::Up => self.wheel(-STEP),
            Pointed::Down => self.wheel(STEP),
            Pointed::At(column, row) => self.click(Position::new(column, row)),
        }
    }

    fn wheel(&mut self, by: isize) -> Vec<Effect> {
        let walk = |spot: &mut Spot, count: usize| spot.down(by, count);
        match self.overlays.last_mut() {
            Some(Overlay::Help(finder) | Overlay::Palette(finder)) => {
                walk(&mut finder.spot, finder.found.len());
                return Vec::new();
            }
            Some(Overlay::Pick(picker)) => {
                let count = picker.count();
                walk(&mut picker.spot, count);
                return Vec::new();
            }
            Some(_) => return Vec::new(),
            None => {}
        }
        let action = if by < 0 { Action::Up } else { Action::Down };
        let walked = (0..by.abs()).map(|_| match &self.screen {
            Screen::Home(_) => self.act_home(action),
            Screen::Desk(desk) if desk.capturing || desk.filtering => Vec::new(),
            Screen::Desk(_) => self.act_desk(action),
        });
        walked.flatten().collect()
    }

    fn click(&mut self, at: Position) -> Vec<Effect> {
        let places = Places::of(self);
        match self.overlays.last_mut() {
            Some(Overlay::Help(finder)) => {
                let count = finder.found.len();
                select(&mut finder.spot, places.finder_list(), at, count);
                return Vec::new();
            }
            Some(Overlay::Palette(finder)) => {
                let list = places.finder_list();
                let count = finder.found.len();
                if !select(&mut finder.spot, list, at, count) {
                    return Vec::new();
                }
                return self.answer(Action::Run);
            }
            Some(Overlay::Pick(picker)) => {
                let count = picker.count();
                select(&mut picker.spot, places.picker_list(), at, count);
                return Vec::new();
            }
            Some(_) => return Vec::new(),
            None => {}
        }
        match &mut self.screen {
            Screen::Home(home) => {
                let before = home.spot.row;
                let count = home.recent.len();
                let hit = select(&mut home.spot, places.body, at, count);
                if hit && home.spot.row == before {
                    return self.act_home(Action::Open);
                }
            }
            Screen::Desk(desk) if desk.page().is_some() => {
                desk.click_on_page(places.page, at);
            }
            Screen::Desk(desk) => click_on_block(desk, &places, at),
        }
        Vec::new()
    }
}

fn click_on_block(desk: &mut super::Desk, places: &Places, at: Position) {
    if let Some(block) = view::block_at(desk, places, at) {
        desk.show(block, None);
        return;
    }
    if let Some(tab) = view::tab_at(desk, places, at) {
        desk.in_rail = false;
        desk.show(desk.block, Some(tab));
        return;
    }
    if !places.rows.contains(at) {
        return;
    }
    desk.in_rail = false;
    if desk.shows_board() {
        if let Some((column, row)) = view::point_at(desk, places, at) {
            let spot = desk.spot();
            let top = if column == spot.column { spot.top } else { 0 };
            desk.set_spot(Spot {
                row,
                column,
                top,
                ..spot
            });
        }
        return;
    }
    let (rows, columns) = desk.size();
    let mut spot = desk.spot();
    if !select(&mut spot, places.rows, at, rows) {
        return;
    }
    if desk.grid().is_some() && at.x >= places.rows.x + places.heads {
        let column = usize::from((at.x - places.rows.x - places.heads) / places.cell.max(1));
        spot.column = (spot.left + column).min(columns.saturating_sub(1));
    }
    desk.set_spot(spot);
}

/// Selects the row of a list that is under the mouse; false when none is.
fn select(spot: &mut Spot, list: Rect, at: Position, count: usize) -> bool {
    let row = spot.top + usize::from(at.y.saturating_sub(list.y));
    let hit = list.contains(at) && row < count;
    if hit {
        spot.row = row;
    }
    hit
}
