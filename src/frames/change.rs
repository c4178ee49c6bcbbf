//! A frame as bytes for the terminal: only what has changed, in as few bytes as it takes.
//!
//! Over a slow connection every byte is felt. So blanks take the colour of what stands before them, short unchanged
//! stretches are sent again instead of being jumped over, and a colour is named only when it changes.

use flipchart_core::document::is_clean;
use ratatui_core::buffer::{Buffer, Cell};
use ratatui_core::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

use super::scroll::scroll;
use super::wire::Wire;

/// Takes all colours and marks off.
const PLAIN_PEN: &str = "\x1b[m";

/// The longest stretch of unchanged cells that is cheaper to send again than to jump over.
const GAP: u16 = 7;

/// So many blanks at most are sent one by one at the end of a line.
const FEW: usize = 4;

/// How the terminal writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Pen {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

const PLAIN: Pen = Pen {
    fg: Color::Reset,
    bg: Color::Reset,
    modifier: Modifier::empty(),
};

impl Pen {
    const fn of(cell: &Cell) -> Self {
        Self {
            fg: cell.fg,
            bg: cell.bg,
            modifier: cell.modifier,
        }
    }
}

/// A changed cell and its place.
type Changed<'b> = (u16, u16, &'b Cell);

/// What a terminal that shows `shown` must be sent to show `next`, what it can move by itself included.
// Inlined it would be built as its caller is, for size.
#[inline(never)]
pub fn update(shown: &mut Buffer, next: &mut Buffer) -> Wire {
    settle_blanks(next);
    let mut changed = scroll(shown, next);
    changed.then(&bytes(shown, next));
    changed
}

/// What a terminal that shows `shown` must be sent to show `next`, cell by cell.
pub(super) fn bytes(shown: &Buffer, next: &Buffer) -> Wire {
    let mut out = Wire::default();
    let mut pen = PLAIN;
    let mut at = None;
    let mut erased = None;
    let changed = with_short_gaps(shown.diff(next), next);
    for (nth, (x, y, cell)) in changed.iter().copied().enumerate() {
        if erased == Some(y) {
            continue;
        }
        let far = changed.get(nth + FEW).is_some_and(|(_, row, _)| *row == y);
        if far && x >= blank_from(next, y) {
            // One sequence empties the rest of a line, whatever stood there.
            if pen != PLAIN {
                out.code(PLAIN_PEN, 1);
                pen = PLAIN;
            }
            go(&mut out, at, (x, y), pen, next);
            out.code("\x1b[K", 1);
            (at, erased) = (Some((x, y)), Some(y));
            continue;
        }
        go(&mut out, at, (x, y), pen, next);
        let wanted = Pen::of(cell);
        if wanted != pen && !looks_same(cell, pen) {
            change_pen(&mut out, pen, wanted);
            pen = wanted;
        }
        out.cell(cell.symbol());
        // After a wide character the terminal's cursor is further on: better to say where.
        let known = cell.symbol().len() == 1 || (is_single(cell) && is_clean(cell.symbol()));
        at = known.then_some((x + 1, y));
    }
    if pen != PLAIN {
        out.code(PLAIN_PEN, 1);
    }
    out
}

/// True for a blank that looks the same in a pen of another colour.
fn looks_same(cell: &Cell, pen: Pen) -> bool {
    let seen = cell.modifier.union(pen.modifier).intersects(SEEN);
    cell.symbol() == " " && cell.bg == pen.bg && !seen
}

/// Moves the cursor in as few bytes as it takes; where it stands may be unknown.
fn go(out: &mut Wire, at: Option<(u16, u16)>, to: (u16, u16), pen: Pen, next: &Buffer) {
    let (x, y) = to;
    match at {
        Some(at) if at == to => {}
        Some((_, row)) if row == y => {
            out.sequence(&[x + 1], "G");
        }
        // Down line by line and over the blanks of the margin: shorter than naming the place.
        Some((_, row)) if row < y && y - row + x <= NEAR && margin(next, pen, to) => {
            out.code("\r", 1);
            out.code("\n", usize::from(y - row));
            out.code(" ", usize::from(x));
        }
        _ => {
            out.sequence(&[y + 1, x + 1], "H");
        }
    }
}

/// Steps down and to the right that are shorter than naming a place.
const NEAR: u16 = 4;

/// True when only blanks stand before a place, which look the same in any pen without a background.
fn margin(next: &Buffer, pen: Pen, (x, y): (u16, u16)) -> bool {
    let plain = |pen: Pen| pen.bg == Color::Reset && !pen.modifier.intersects(SEEN);
    let blank = |cell: &Cell| cell.symbol() == " " && plain(Pen::of(cell));
    let mut before = (0..x).filter_map(|x| next.cell((x, y)));
    x == 0 || (plain(pen) && before.all(blank))
}

/// The column from which on a line is empty.
fn blank_from(buffer: &Buffer, y: u16) -> u16 {
    let filled = |x: &u16| {
        let cell = buffer.cell((*x, y));
        cell.is_some_and(|cell| cell.symbol() != " " || Pen::of(cell) != PLAIN)
    };
    let last = (0..buffer.area.width).rev().find(filled);
    last.map_or(0, |last| last + 1)
}

fn is_single(cell: &Cell) -> bool {
    cell.symbol().width() == 1
}

/// Gives the few blanks between words the look of what stands before them, which nobody can see.
///
/// Marks that show on a blank, such as an underline, stay; so do long stretches, which are mostly never sent.
fn settle_blanks(buffer: &mut Buffer) {
    let width = usize::from(buffer.area.width).max(1);
    for row in buffer.content.chunks_mut(width) {
        let mut at = 0;
        while let Some(cell) = row.get(at) {
            let (before, end) = (Pen::of(cell), at + 1 + blanks(&row[at + 1..]));
            let few = end - at - 1 <= usize::from(GAP) && end < row.len();
            if few && !before.modifier.intersects(SEEN) {
                for blank in &mut row[at + 1..end] {
                    (blank.fg, blank.modifier) = (before.fg, before.modifier);
                }
            }
            at = end;
        }
    }
}

/// Modifiers that show on a blank.
const SEEN: Modifier = Modifier::UNDERLINED
    .union(Modifier::REVERSED)
    .union(Modifier::CROSSED_OUT);

/// How many blanks the cells begin with.
fn blanks(cells: &[Cell]) -> usize {
    let blank = |cell: &&Cell| cell.symbol() == " " && !cell.modifier.intersects(SEEN);
    cells.iter().take_while(blank).count()
}

/// Adds unchanged cells between changed ones, where sending them costs less than moving the cursor.
fn with_short_gaps<'b>(changed: Vec<Changed<'b>>, next: &'b Buffer) -> Vec<Changed<'b>> {
    let mut all: Vec<Changed<'b>> = Vec::with_capacity(changed.len() * 2);
    for (x, y, cell) in changed {
        if let Some((last, row, before)) = all.last().copied()
            && row == y
            && is_single(before)
            && (last + 2..=last + 1 + GAP).contains(&x)
        {
            let between = (last + 1..x).filter_map(|x| Some((x, y, next.cell((x, y))?)));
            let plain = |cell: &Cell| cell.symbol().len() == 1 && Pen::of(cell) == Pen::of(before);
            if between.clone().all(|(.., cell)| plain(cell)) {
                all.extend(between);
            }
        }
        all.push((x, y, cell));
    }
    all
}

/// Modifiers and their numbers.
const MODIFIERS: [(Modifier, u16); 6] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::REVERSED, 7),
    (Modifier::CROSSED_OUT, 9),
];

/// Changes how the terminal writes.
fn change_pen(out: &mut Wire, mut from: Pen, to: Pen) {
    let mut codes: Vec<u16> = Vec::new();
    if !to.modifier.contains(from.modifier) {
        codes.push(0);
        from = PLAIN;
    }
    let added = to.modifier - from.modifier;
    let new = MODIFIERS
        .iter()
        .filter(|(modifier, _)| added.contains(*modifier));
    codes.extend(new.map(|(_, code)| *code));
    if from.fg != to.fg {
        codes.extend(colour(to.fg, 30));
    }
    if from.bg != to.bg {
        codes.extend(colour(to.bg, 40));
    }
    out.sequence(&codes, "m");
}

/// The numbers of a colour, as foreground (`base` 30) or background (40).
fn colour(colour: Color, base: u16) -> Vec<u16> {
    let (basic, bright) = match colour {
        Color::Reset => (Some(9), None),
        Color::Black => (Some(0), None),
        Color::Red => (Some(1), None),
        Color::Green => (Some(2), None),
        Color::Yellow => (Some(3), None),
        Color::Blue => (Some(4), None),
        Color::Magenta => (Some(5), None),
        Color::Cyan => (Some(6), None),
        Color::Gray => (Some(7), None),
        Color::DarkGray => (None, Some(0)),
        Color::LightRed => (None, Some(1)),
        Color::LightGreen => (None, Some(2)),
        Color::LightYellow => (None, Some(3)),
        Color::LightBlue => (None, Some(4)),
        Color::LightMagenta => (None, Some(5)),
        Color::LightCyan => (None, Some(6)),
        Color::White => (None, Some(7)),
        Color::Indexed(number) => return vec![base + 8, 5, number.into()],
        Color::Rgb(red, green, blue) => {
            return vec![base + 8, 2, red.into(), green.into(), blue.into()];
        }
    };
    let number = basic.unwrap_or(60) + bright.unwrap_or(0);
    vec![base + number]
}

#[cfg(test)]
mod tests {
    use ratatui_core::style::Style;

    use super::*;

    fn drawn(shown: &Buffer, next: &Buffer) -> String {
        bytes(shown, next).as_str().to_owned()
    }

    #[test]
    fn nothing_that_a_cell_holds_steers_the_terminal() {
        let shown = Buffer::with_lines(["   "]);
        for (symbol, sent) in [("\u{1b}]0;x\u{7}", "␛]0;x␦"), ("a\u{202e}", "a␦")] {
            let mut next = shown.clone();
            next[(0, 0)].set_symbol(symbol);
            assert_eq!(drawn(&shown, &next), format!("\x1b[1;1H{sent}"));
        }
    }

    #[test]
    fn short_stretches_are_sent_again_and_long_ones_jumped_over() {
        let shown = Buffer::with_lines(["abcdefghijklmnopqrstuvwxyz"]);
        let next = Buffer::with_lines(["XbcdefghijklmnopqrstuvwXyX"]);
        assert_eq!(drawn(&shown, &next), "\x1b[1;1HX\x1b[24GXyX");
        assert_eq!(drawn(&next, &next), "");
    }

    #[test]
    fn the_rest_of_a_line_is_emptied_at_once() {
        let shown = Buffer::with_lines(["a long line of text", "short"]);
        let next = Buffer::with_lines(["a                  ", "x    "]);
        assert_eq!(drawn(&shown, &next), "\x1b[1;3H\x1b[K\r\nx    ");
        let next = Buffer::with_lines(["a long line of     ", "short"]);
        assert_eq!(drawn(&shown, &next), "\x1b[1;16H    ");
    }

    #[test]
    fn a_colour_is_named_when_it_changes() {
        let shown = Buffer::with_lines(["       "]);
        let mut next = Buffer::with_lines(["ab cd e"]);
        next[(0, 0)].set_style(Style::new().fg(Color::Indexed(9)).bg(Color::Indexed(4)));
        next[(1, 0)].set_style(Style::new().fg(Color::LightCyan).bg(Color::Indexed(4)));
        next[(3, 0)].set_style(Style::new().add_modifier(Modifier::BOLD));
        next[(4, 0)].set_style(Style::new().add_modifier(Modifier::BOLD));
        settle_blanks(&mut next);
        let sent = "\x1b[1;1H\x1b[38;5;9;48;5;4ma\x1b[96mb\x1b[49m \x1b[1;39mcd \x1b[0me";
        assert_eq!(drawn(&shown, &next), sent);
    }

    #[test]
    fn near_places_are_gone_to_in_steps_and_far_ones_by_name() {
        let shown = Buffer::with_lines([" a ", " b ", " c ", " d ", " e ", " f ", "xg "]);
        let mut next = Buffer::with_lines([" A ", " b ", " C ", " D ", " e ", " F ", "xG "]);
        let sent = "\x1b[1;2HA\r\n\n C\r\n D\r\n\n F\x1b[7;2HG";
        assert_eq!(
            drawn(&shown, &next),
            sent,
            "what is no blank is not written over"
        );
        next[(1, 2)].set_style(Style::new().bg(Color::Blue));
        let sent = "\x1b[1;2HA\r\n\n \x1b[44mC\x1b[4;2H\x1b[49mD\r\n\n F\x1b[7;2HG";
        assert_eq!(drawn(&shown, &next), sent, "no margin is coloured");
    }

    proptest::proptest! {
        /// Any two screens one after the other: the emulator shows the second, cell by cell.
        #[test]
        fn an_emulator_shows_any_screen(cells in proptest::collection::vec((0..6_usize, 0..4_usize), 2 * 60)) {
            let screens: Vec<Buffer> = cells.chunks(60).map(|cells| {
                let mut buffer = Buffer::empty(ratatui_core::layout::Rect::new(0, 0, 10, 6));
                for (cell, (symbol, style)) in buffer.content.iter_mut().zip(cells) {
                    cell.set_symbol([" ", " ", " ", "a", "é", "─"][*symbol]);
                    let styles = [Style::new(), Style::new(), Style::new().fg(Color::Blue), Style::new().bg(Color::Green)];
                    cell.set_style(styles[*style]);
                }
                settle_blanks(&mut buffer);
                buffer
            }).collect();
            let mut emulator = vt100::Parser::new(6.try_into().unwrap(), 10.try_into().unwrap(), 0);
            let mut shown = Buffer::empty(screens[0].area);
            for next in &screens {
                emulator.process(drawn(&shown, next).as_bytes());
                shown.clone_from(next);
            }
            for y in 0..6 {
                for x in 0..10 {
                    let (cell, seen) = (&shown[(x, y)], emulator.screen().cell(y, x).unwrap());
                    let text = if seen.contents().is_empty() { " " } else { seen.contents() };
                    proptest::prop_assert_eq!(cell.symbol(), text);
                    let green = seen.bgcolor() == vt100::Color::Idx(2);
                    proptest::prop_assert_eq!(cell.bg == Color::Green, green);
                    let blue = seen.fgcolor() == vt100::Color::Idx(4);
                    proptest::prop_assert!(text == " " || (cell.fg == Color::Blue) == blue);
                }
            }
        }
    }

    #[test]
    fn an_emulator_shows_what_the_buffer_says() {
        let mut shown = Buffer::empty(ratatui_core::layout::Rect::new(0, 0, 20, 3));
        let (rows, columns) = (3.try_into().unwrap(), 20.try_into().unwrap());
        let mut emulator = vt100::Parser::new(rows, columns, 0);
        for lines in [
            ["東京 one é", "two", "three"],
            ["one 東京 é", "2wo", "thr 👍 ee"],
            ["", "x東", "y"],
        ] {
            let mut next = Buffer::empty(shown.area);
            for (y, line) in (0..).zip(lines) {
                next.set_string(0, y, line, Style::new().fg(Color::Blue));
            }
            settle_blanks(&mut next);
            emulator.process(drawn(&shown, &next).as_bytes());
            let seen: Vec<String> = emulator
                .screen()
                .rows(0, 20)
                .map(|row| row.trim_end().to_owned())
                .collect();
            assert_eq!(seen, lines);
            shown = next;
        }
    }
}
