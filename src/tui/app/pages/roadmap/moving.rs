//! Moving about on the roadmap: rows, the scale of the gantt, problems; what is selected stays visible.

use ratatui::layout::Rect;

use super::Roadmap;
use super::layout::Layout;
use super::rows::Line;
use crate::tui::action::Action;
use crate::tui::app::turn::Turn;
use crate::tui::list::Spot;

impl Roadmap {
    /// Stands on the line of the table that was clicked, if one can stand there; links in front keep their package.
    pub(in crate::tui::app) fn click(&mut self, row: usize) {
        if self.link.is_some() {
            return;
        }
        match self.lines.get(self.first + row) {
            Some(Line::Package(row)) => self.spot.row = *row,
            Some(Line::Phase(phase)) if self.is_folded(*phase) => {
                self.spot.row = self.table.phases[*phase].rows.start;
            }
            Some(Line::Near(at)) => {
                if let Some(focus) = &mut self.focus {
                    focus.spot.row = *at;
                    self.spot.row = focus.row().unwrap_or(self.spot.row);
                }
            }
            _ => {}
        }
    }

    /// Does a move through the lines of the table; false when the action is none.
    pub(super) fn walk(&mut self, action: Action, page: usize) -> bool {
        if let Some(focus) = &mut self.focus {
            let walked = focus.spot.walk(action, focus.near.len(), page);
            self.spot.row = focus.row().unwrap_or(self.spot.row);
            return walked;
        }
        let stops = self.stops();
        let here = match self.line() {
            Line::Phase(phase) => self.table.phases[phase].rows.start,
            _ => self.spot.row,
        };
        let mut spot = Spot {
            row: stops.iter().position(|row| *row == here).unwrap_or(0),
            ..Spot::START
        };
        let walked = spot.walk(action, stops.len(), page);
        if walked {
            self.spot.row = stops.get(spot.row).copied().unwrap_or(0);
        }
        walked
    }

    /// Makes the scale of the gantt finer or coarser, and says what a column stands for.
    pub(super) fn magnify(&mut self, by: i8, turn: &mut Turn) {
        let days = |zoom| {
            let layout = Layout::of(&self.table, &self.shown(zoom), self.layout.whole());
            layout.scale.map(|scale| scale.days)
        };
        let zoom = (self.zoom + by).clamp(-3, 6);
        // At either end there is nothing finer or coarser.
        let same = days(zoom) == days(self.zoom);
        let days = days(zoom);
        self.zoom = if same { self.zoom } else { zoom };
        match days {
            None => {}
            Some(1) => turn.say("A column is a day"),
            Some(7) => turn.say("A column is a week"),
            Some(days) if days % 7 == 0 => turn.say(format!("A column is {} weeks", days / 7)),
            Some(days) => turn.say(format!("A column is {days} days")),
        }
    }

    /// Scrolls the gantt by a quarter of its width.
    pub(super) fn scroll(&mut self, by: i64) {
        if let Some(scale) = self.layout.scale {
            let step = i64::from(scale.cells) * scale.days / 4;
            self.scrolled += by * step.max(1);
        }
    }

    /// Goes to the next row with a problem, or to the one before, around the ends.
    pub(super) fn go_to_problem(&mut self, forward: bool, turn: &mut Turn) {
        let rows = || self.table.problems.iter().map(|problem| problem.row);
        let (row, hidden) = (self.spot.row, self.folded_here().is_some());
        let found = if forward {
            // The line of a folded phase stands before all that is in it.
            rows()
                .find(|at| *at > row || (hidden && *at == row))
                .or_else(|| rows().next())
        } else {
            rows()
                .rev()
                .find(|at| *at < row)
                .or_else(|| rows().next_back())
        };
        match found {
            Some(row) => self.stand_on(row),
            None => turn.say("Nothing is wrong with the plan"),
        }
    }

    /// Scrolls the gantt to the bar of the selected package when nothing of it is visible.
    pub(super) fn follow(&mut self, area: Rect) {
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
    pub(super) fn keep_visible(&mut self) {
        let (lines, here) = (&self.lines, self.line());
        let at = lines.iter().position(|line| *line == here);
        let mut around = Spot {
            row: at.unwrap_or_default(),
            top: self.first,
            ..Spot::default()
        };
        let height = usize::from(self.layout.table.height);
        around.settle(lines.len(), height);
        let last = (around.row + 1).saturating_sub(height);
        if height > 1 {
            around.row = around.row.saturating_sub(1);
            around.settle(lines.len(), height);
        }
        self.first = around.top.max(last);
    }
}
