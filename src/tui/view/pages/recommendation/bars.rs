//! Stacked bars of contributions, and bars of how often an option is first.

use ratatui::layout::Rect;

use crate::tui::app::pages::recommendation::parts::{Bar, Ranks, sign};
use crate::tui::canvas::Canvas;
use crate::tui::theme::Role;

/// Columns of score, rank and note behind the bar, where there is little room and where there is much.
const BEHIND: [[u16; 3]; 2] = [[10, 5, 15], [10, 5, 19]];

pub(super) fn draw(canvas: &mut Canvas<'_>, bar: &Bar, area: Rect) {
    let wide = area.width >= 64;
    let [score, rank, note] = BEHIND[usize::from(wide)];
    let place = Rect {
        width: area.width.saturating_sub(score + rank + note + 1),
        ..area
    };
    draw_parts(canvas, bar, place);
    let number = Rect {
        x: place.right(),
        width: score,
        ..area
    };
    let [strong, accent, warning] = if bar.out {
        [Role::Quiet, Role::Quiet, Role::Warning]
    } else {
        [Role::Strong, Role::Accent, Role::Quiet]
    };
    canvas.right(number, &bar.score, strong);
    let x = number.right() + 2;
    canvas.text(x, area.y, rank - 1, &bar.rank, accent);
    let x = x + rank - 1;
    let room = area.right().saturating_sub(x);
    // Of how many stands in the line of the verdict already.
    let short = bar.note.strip_suffix(" of 100").filter(|_| !wide);
    canvas.text(x, area.y, room, short.unwrap_or(&bar.note), warning);
}

/// The parts of a bar: the sign of the criterion, then its fill; every criterion has the same everywhere.
fn draw_parts(canvas: &mut Canvas<'_>, bar: &Bar, place: Rect) {
    let symbols = canvas.symbols();
    let fills = [symbols.bar, symbols.bar_critical];
    let mut whole = 0.0;
    let mut from = 0;
    let parts = bar.parts.iter().enumerate();
    for (at, part) in parts.filter(|(_, part)| **part > 0.0) {
        whole += part;
        let to = cells(whole, place.width);
        let role = if bar.out || at % 2 == 0 {
            Role::Quiet
        } else {
            Role::Accent
        };
        for cell in from..to {
            let (x, y) = (place.x + cell, place.y);
            if cell == from {
                canvas.text(x, y, 1, &sign(at).to_string(), role);
            } else {
                canvas.text(x, y, 1, fills[at % 2], role);
            }
        }
        from = to.max(from);
    }
    for cell in from..cells(whole + bar.open, place.width) {
        canvas.text(place.x + cell, place.y, 1, symbols.slack, Role::Line);
    }
}

/// The heads of the sets of weights, in the order in which the engine gives them.
const SETS: [&str; 3] = ["nearby", "same order", "any weights"];
/// Columns of a share in figures, with the blank before it.
const FIGURE: u16 = 5;

pub(super) fn draw_rank_heads(canvas: &mut Canvas<'_>, (names, area): (Rect, Rect)) {
    let [full, half] = [canvas.symbols().bar_critical, canvas.symbols().bar];
    let signs = format!("{full} first  {half} second");
    canvas.text(names.x, names.y, names.width, &signs, Role::Quiet);
    for (at, head) in SETS.iter().enumerate() {
        let place = set_place(at, area);
        canvas.text(place.x, place.y, place.width, head, Role::Quiet);
    }
}

/// Where a set of weights stands in a row: a third of it.
fn set_place(at: usize, area: Rect) -> Rect {
    let each = area.width / 3;
    let from = each * u16::try_from(at).unwrap_or(0);
    Rect {
        x: area.x + from,
        width: each.saturating_sub(2),
        ..area
    }
}

/// First places full, second places half, and the first places in figures.
pub(super) fn draw_ranks(canvas: &mut Canvas<'_>, ranks: &Ranks, area: Rect) {
    for (at, [first, second]) in ranks.sets.iter().enumerate() {
        let place = set_place(at, area);
        let room = place.width.saturating_sub(FIGURE);
        let full = cells(*first, room);
        let symbols = canvas.symbols();
        for cell in 0..full {
            canvas.text(
                place.x + cell,
                place.y,
                1,
                symbols.bar_critical,
                Role::Accent,
            );
        }
        for cell in full..cells(first + second, room) {
            canvas.text(place.x + cell, place.y, 1, symbols.bar, Role::Line);
        }
        let figure = Rect {
            x: place.x + room,
            width: FIGURE,
            ..place
        };
        let role = if *first > 0.0 {
            Role::Strong
        } else {
            Role::Quiet
        };
        canvas.right(figure, &share(*first), role);
    }
}

/// A share as so many of 100; neither end is reached by rounding.
fn share(share: f64) -> String {
    let text = crate::exports::say::of_hundred(share).replace(" of 100", "");
    text.replace("more than ", ">").replace("fewer than ", "<")
}

/// A share of a width in whole cells.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of at most 1 of a terminal's width"
)]
pub(super) fn cells(share: f64, width: u16) -> u16 {
    (share.clamp(0.0, 1.0) * f64::from(width)).round() as u16
}
