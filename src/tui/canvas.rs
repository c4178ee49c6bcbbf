//! Drawing on a buffer: every text is made safe, cut to its place and styled by its role.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::text::{MORE, fit, is_plain, shown, width};
use super::theme::{Role, Symbols, Theme};

/// A buffer with a theme; coordinates outside of it are ignored.
pub(crate) struct Canvas<'b> {
    buffer: &'b mut Buffer,
    theme: &'b Theme,
}

impl<'b> Canvas<'b> {
    /// A canvas on a buffer.
    pub(crate) const fn new(buffer: &'b mut Buffer, theme: &'b Theme) -> Self {
        Self { buffer, theme }
    }

    /// The symbols of the theme.
    pub(crate) const fn symbols(&self) -> &'static Symbols {
        self.theme.symbols
    }

    /// The theme.
    pub(crate) const fn theme(&self) -> &Theme {
        self.theme
    }

    /// The buffer, for widgets that draw themselves.
    pub(crate) const fn buffer(&mut self) -> &mut Buffer {
        self.buffer
    }

    /// Writes text at a place in at most `room` columns; gives the columns used.
    pub(crate) fn text(&mut self, x: u16, y: u16, room: u16, text: &str, role: Role) -> u16 {
        let style = self.theme.style(role);
        self.styled(x, y, room, text, style)
    }

    /// Writes text in a style of its own.
    pub(crate) fn styled(&mut self, x: u16, y: u16, room: u16, text: &str, style: Style) -> u16 {
        let area = *self.buffer.area();
        if y >= area.bottom() || x >= area.right() {
            return 0;
        }
        let room = room.min(area.right() - x);
        let mut shown = shown(text).into_inner();
        if self.theme.symbols.ellipsis != MORE && !shown.is_ascii() {
            shown = shown.chars().map(in_ascii).collect::<String>().into();
        }
        let cut = fit(&shown, usize::from(room), self.theme.symbols.ellipsis);
        if is_plain(&cut) {
            return self.plain(x, y, &cut, style);
        }
        let (end, _) = self
            .buffer
            .set_stringn(x, y, &cut, usize::from(room), style);
        end - x
    }

    /// Writes text that fits, a character a column: most of a screen.
    fn plain(&mut self, x: u16, y: u16, text: &str, style: Style) -> u16 {
        let mut at = x;
        for c in text.chars() {
            self.buffer[(at, y)].set_char(c).set_style(style);
            at += 1;
        }
        at - x
    }

    /// Writes text that ends at the right edge of `area`, on its first line; gives the columns used.
    pub(crate) fn right(&mut self, area: Rect, text: &str, role: Role) -> u16 {
        let wide = u16::try_from(width(&shown(text)))
            .unwrap_or(u16::MAX)
            .min(area.width);
        self.text(area.right() - wide, area.y, wide, text, role)
    }

    /// Writes a symbol where nothing else stands.
    pub(crate) fn under(&mut self, x: u16, y: u16, symbol: &str, role: Role) {
        let style = self.theme.style(role);
        if self
            .buffer
            .cell((x, y))
            .is_some_and(|cell| cell.symbol() == " ")
        {
            self.cell(x, y, symbol, style);
        }
    }

    /// Draws a line across the first line of `area`.
    pub(crate) fn across(&mut self, area: Rect) {
        let style = self.theme.style(Role::Line);
        let symbol = self.theme.symbols.across;
        for x in area.left()..area.right() {
            self.cell(x, area.y, symbol, style);
        }
    }

    /// Draws a line down the first column of `area`.
    pub(crate) fn down(&mut self, area: Rect) {
        let style = self.theme.style(Role::Line);
        let symbol = self.theme.symbols.down;
        for y in area.top()..area.bottom() {
            self.cell(area.x, y, symbol, style);
        }
    }

    /// Gives a whole area the look of a role, keeping what stands there.
    pub(crate) fn tint(&mut self, area: Rect, role: Role) {
        let area = area.intersection(*self.buffer.area());
        self.buffer.set_style(area, self.theme.style(role));
    }

    /// Empties an area.
    pub(crate) fn clear(&mut self, area: Rect) {
        let area = area.intersection(*self.buffer.area());
        let style = self.theme.style(Role::Text);
        for y in area.top()..area.bottom() {
            for x in area.left()..area.right() {
                self.buffer[(x, y)].reset();
                self.buffer[(x, y)].set_style(style);
            }
        }
    }

    /// Draws a frame around `area` with a heading in its upper edge; gives the place inside.
    pub(crate) fn frame(&mut self, area: Rect, heading: &str) -> Rect {
        self.clear(area);
        let top = Rect { height: 1, ..area };
        self.across(top);
        let bottom = Rect {
            y: area.bottom().saturating_sub(1),
            height: 1,
            ..area
        };
        self.across(bottom);
        self.down(Rect { width: 1, ..area });
        self.down(Rect {
            x: area.right().saturating_sub(1),
            width: 1,
            ..area
        });
        self.corners(area);
        let text = format!(" {heading} ");
        let place = Rect {
            x: area.x + 2,
            width: u16::try_from(width(&shown(&text)))
                .unwrap_or(u16::MAX)
                .min(area.width.saturating_sub(4)),
            ..top
        };
        self.clear(place);
        self.text(
            area.x + 2,
            area.y,
            area.width.saturating_sub(4),
            &text,
            Role::Strong,
        );
        Rect {
            x: area.x + 2,
            y: area.y + 1,
            width: area.width.saturating_sub(4),
            height: area.height.saturating_sub(2),
        }
    }

    fn corners(&mut self, area: Rect) {
        let corners = if self.theme.symbols.across == "-" {
            ["+"; 4]
        } else {
            ["┌", "┐", "└", "┘"]
        };
        let style = self.theme.style(Role::Line);
        let (right, bottom) = (
            area.right().saturating_sub(1),
            area.bottom().saturating_sub(1),
        );
        let places = [
            (area.x, area.y),
            (right, area.y),
            (area.x, bottom),
            (right, bottom),
        ];
        for ((x, y), symbol) in places.into_iter().zip(corners) {
            self.cell(x, y, symbol, style);
        }
    }

    fn cell(&mut self, x: u16, y: u16, symbol: &str, style: Style) {
        if let Some(cell) = self.buffer.cell_mut((x, y)) {
            cell.set_symbol(symbol).set_style(style);
        }
    }
}

/// The nearest ASCII sign of the same width for one that the program writes itself.
const fn in_ascii(sign: char) -> char {
    match sign {
        '…' => '~',
        '‹' => '<',
        '›' | '→' => '>',
        '–' | '—' | '·' | '─' | '−' => '-',
        '•' => '*',
        '×' => 'x',
        '✓' => 'v',
        '␤' | '␉' | '␛' | '␦' => '?',
        other => other,
    }
}
