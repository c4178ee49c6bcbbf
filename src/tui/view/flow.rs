//! Lines of text one below the other, until the room is used up.

use ratatui::layout::Rect;

use crate::tui::canvas::Canvas;
use crate::tui::text::{width, wrap};
use crate::tui::theme::Role;

/// Columns of the labels before values, where there is little room and where there is much.
const LABELS: [u16; 2] = [18, 26];

/// Lines of text one below the other.
pub(super) struct Flow<'c, 'b> {
    /// Where they are drawn.
    pub(super) canvas: &'c mut Canvas<'b>,
    /// The room that is left.
    pub(super) area: Rect,
}

impl Flow<'_, '_> {
    /// True when there is no room left.
    pub(super) const fn is_full(&self) -> bool {
        self.area.height == 0
    }

    /// Leaves a line empty.
    pub(super) const fn skip(&mut self) {
        self.area.y += 1;
        self.area.height = self.area.height.saturating_sub(1);
    }

    /// Leaves lines empty down to the row `to` while more than `room` are left, so that what follows stands still
    /// whether a text before it took one line or two.
    pub(super) const fn fill(&mut self, to: u16, room: u16) {
        while self.area.y < to && self.area.height > room {
            self.skip();
        }
    }

    /// A heading in a line across; uses up the room when nothing could follow it.
    pub(super) fn heading(&mut self, text: &str) {
        self.headed(text, self.area.width);
    }

    /// A heading that names what is selected, behind a short line: one all across would have to be drawn again with
    /// every move.
    pub(super) fn passing_heading(&mut self, text: &str) {
        self.headed(text, 2);
    }

    /// A heading in a line of so many columns.
    fn headed(&mut self, text: &str, line: u16) {
        if self.area.height < 2 {
            self.area.height = 0;
            return;
        }
        self.canvas.across(Rect {
            height: 1,
            width: line,
            ..self.area
        });
        let text = format!(" {text} ");
        let (x, y, wide) = (
            self.area.x + 2,
            self.area.y,
            self.area.width.saturating_sub(4),
        );
        self.canvas.text(x, y, wide, &text, Role::Quiet);
        self.skip();
    }

    /// A wrapped paragraph with a mark before its first line.
    pub(super) fn paragraph(&mut self, mark: &str, mark_role: Role, text: &str, role: Role) {
        let columns = width(mark);
        let indent = u16::try_from(columns).unwrap_or(0) + u16::from(columns > 0);
        self.indented(indent, mark, mark_role, text, role);
    }

    /// Draws something on at most so many rows of the room that is left.
    pub(super) fn at_most(&mut self, rows: u16, draw: impl FnOnce(&mut Self)) {
        let left = self.area.height;
        self.area.height = left.min(rows);
        let given = self.area.height;
        draw(self);
        self.area.height = left - (given - self.area.height);
    }

    /// A label with a wrapped value beside it.
    pub(super) fn labelled(&mut self, label: &str, text: &str) {
        let labels = LABELS[usize::from(self.area.width >= 84)];
        self.indented(labels, label, Role::Quiet, text, Role::Text);
    }

    fn indented(&mut self, indent: u16, mark: &str, mark_role: Role, text: &str, role: Role) {
        let room = self.area.width.saturating_sub(indent);
        let lines = wrap(text, usize::from(room), usize::from(self.area.height));
        self.lines(indent, (mark, mark_role), &lines, role);
    }

    /// Lines of a text that was wrapped before, with a mark before the first; there is to be room for them.
    pub(super) fn lines(
        &mut self,
        indent: u16,
        (mark, mark_role): (&str, Role),
        lines: &[String],
        role: Role,
    ) {
        let room = self.area.width.saturating_sub(indent);
        for (at, line) in lines.iter().enumerate() {
            if at == 0 {
                self.canvas.text(
                    self.area.x,
                    self.area.y,
                    indent.saturating_sub(1),
                    mark,
                    mark_role,
                );
            }
            self.canvas
                .text(self.area.x + indent, self.area.y, room, line, role);
            self.skip();
        }
    }
}
