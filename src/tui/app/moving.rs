//! Moving about in the open workshop: rows, cells, tabs, blocks.

use super::desk::Desk;
use super::turn::Turn;
use crate::tui::action::Action;
use crate::tui::line::Line;

impl Desk {
    /// Does a move; false when the action is none.
    pub(super) fn go(&mut self, action: Action, turn: &Turn) -> bool {
        if let Some(tab) = action.tab() {
            if tab < self.tabs().len() {
                self.in_rail = false;
                self.show(self.block, Some(tab));
            }
            return true;
        }
        if self.page().is_some() && action != Action::RunningBlock {
            return false;
        }
        let page = isize::try_from(turn.page.max(1)).unwrap_or(isize::MAX);
        match action {
            Action::Up => self.vertical(-1),
            Action::Down => self.vertical(1),
            Action::PageUp => self.vertical(-page),
            Action::PageDown => self.vertical(page),
            Action::Top => self.vertical(isize::MIN + 1),
            Action::Bottom => self.vertical(isize::MAX),
            Action::Left => self.left(),
            Action::Right => self.right(),
            Action::PreviousBlock => self.by_blocks(-1),
            Action::NextBlock => self.by_blocks(1),
            Action::RunningBlock => {
                if let Some(block) = self.running_block() {
                    self.show(block, None);
                }
            }
            Action::NextTab => self.by_tabs(1),
            Action::PreviousTab => self.by_tabs(-1),
            Action::LeaveRail => self.in_rail = false,
            Action::HideRail => {
                self.rail_hidden = !self.rail_hidden;
                self.in_rail = false;
            }
            Action::Filter => self.filtering = true,
            Action::ClearFilter => self.clear_filter(),
            Action::NextMatch => self.around(1),
            Action::PreviousMatch => self.around(-1),
            _ => return false,
        }
        true
    }

    fn vertical(&mut self, by: isize) {
        if self.in_rail {
            return self.by_blocks(by);
        }
        let mut spot = self.spot();
        spot.down(by, self.size().0);
        self.set_spot(spot);
    }

    /// Shows all records again; the one that is selected stays so.
    pub(super) fn clear_filter(&mut self) {
        let selected = self.record().map(|record| record.id.clone());
        self.filter = Line::default();
        self.refresh();
        if let Some(id) = selected {
            self.select(&id);
        }
    }

    /// The next or previous row, around the ends.
    fn around(&mut self, by: isize) {
        let count = self.index.rows.len();
        let mut spot = self.spot();
        if count > 0 {
            spot.row = (spot.row + count).saturating_add_signed(by) % count;
            self.set_spot(spot);
        }
    }

    fn left(&mut self) {
        let mut spot = self.spot();
        if spot.column > 0 {
            spot.right(-1, self.size().1);
            self.set_spot(spot);
        } else if !self.in_rail {
            self.in_rail = true;
            self.rail_hidden = false;
        }
    }

    fn right(&mut self) {
        if self.in_rail {
            self.in_rail = false;
            return;
        }
        let mut spot = self.spot();
        spot.right(1, self.size().1);
        self.set_spot(spot);
    }

    fn by_blocks(&mut self, by: isize) {
        let last = self.block_count().saturating_sub(1);
        self.show(self.block.saturating_add_signed(by).min(last), None);
    }

    fn by_tabs(&mut self, by: isize) {
        let count = self.tabs().len();
        if count > 0 {
            let tab = (self.tab_number() + count).saturating_add_signed(by) % count;
            self.show(self.block, Some(tab));
        }
    }
}
