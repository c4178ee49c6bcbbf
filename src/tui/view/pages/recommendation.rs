//! Draws the recommendation: words first, then a bar per option in which every criterion has its sign.

use ratatui::layout::Rect;

use crate::tui::app::pages::recommendation::{Bar, Line, Recommendation, sign};
use crate::tui::canvas::Canvas;
use crate::tui::theme::Role;

pub(super) fn draw(canvas: &mut Canvas<'_>, page: &Recommendation, heading: Rect, area: Rect) {
    draw_environments(canvas, page, heading);
    let lines = page.lines.iter().enumerate().skip(page.first);
    for (y, (at, line)) in (area.top()..area.bottom()).zip(lines) {
        let row = Rect {
            y,
            height: 1,
            ..area
        };
        draw_line(canvas, line, page.selected() == Some(at), row);
    }
    let below = page
        .lines
        .len()
        .saturating_sub(page.first + usize::from(area.height));
    if below > 0 {
        let last = Rect {
            y: area.bottom(),
            height: 1,
            ..area
        };
        canvas.right(last, &format!(" {below} more lines below "), Role::Quiet);
    }
}

fn draw_environments(canvas: &mut Canvas<'_>, page: &Recommendation, heading: Rect) {
    let names: Vec<&str> = page.names().collect();
    let wide: usize = names
        .iter()
        .map(|name| crate::tui::text::width(name) + 3)
        .sum();
    let mut x = heading
        .right()
        .saturating_sub(u16::try_from(wide).unwrap_or(heading.width));
    for (at, name) in names.iter().enumerate() {
        let front = at == page.front;
        let mark = if front { canvas.symbols().now } else { " " };
        let role = if front { Role::Accent } else { Role::Quiet };
        x += canvas.text(x, heading.y, heading.right().saturating_sub(x), mark, role);
        x += canvas.text(x, heading.y, heading.right().saturating_sub(x), name, role) + 2;
    }
}

fn draw_line(canvas: &mut Canvas<'_>, line: &Line, front: bool, row: Rect) {
    if front {
        canvas.tint(row, Role::Selected);
        canvas.text(row.x, row.y, 1, canvas.symbols().cursor, Role::Accent);
    }
    match line {
        Line::Blank => {}
        Line::Answer(text) | Line::Heading(text) => {
            canvas.text(row.x, row.y, row.width, text, Role::Strong);
        }
        Line::Text(text) => {
            canvas.text(row.x, row.y, row.width, text, Role::Text);
        }
        Line::Legend(text) => {
            canvas.text(row.x, row.y, row.width, text, Role::Quiet);
        }
        Line::Bar(bar) => draw_bar(canvas, bar, row),
        Line::Gap(gap) => {
            let (text, role) = match &gap.package {
                Some(id) => (format!("{id} {}", gap.closed_by), Role::Quiet),
                None => ("no work package yet".to_owned(), Role::Warning),
            };
            let half = row.width * 3 / 5;
            canvas.text(row.x + 2, row.y, half - 3, &gap.title, Role::Text);
            canvas.text(row.x + half, row.y, row.width - half, &text, role);
        }
    }
}

/// Columns of score, rank and note behind the bar.
const BEHIND: (u16, u16, u16) = (11, 5, 19);

fn draw_bar(canvas: &mut Canvas<'_>, bar: &Bar, row: Rect) {
    let title = match row.width {
        0..90 => 18,
        90..130 => 26,
        _ => 34,
    };
    let out = bar.rank == "out";
    let role = if out { Role::Quiet } else { Role::Text };
    canvas.text(row.x + 2, row.y, title, &bar.title, role);
    let (score, rank, note) = BEHIND;
    let from = row.x + 2 + title + 1;
    let room = (row.right().saturating_sub(from)).saturating_sub(score + rank + note + 1);
    let place = Rect {
        x: from,
        width: room,
        ..row
    };
    draw_parts(canvas, bar, out, place);
    let x = from + room + 1;
    let number = Rect {
        x,
        width: score - 1,
        ..row
    };
    canvas.right(
        number,
        &bar.score,
        if out { Role::Quiet } else { Role::Strong },
    );
    canvas.text(x + score, row.y, rank, &bar.rank, Role::Accent);
    let warn = if out { Role::Warning } else { Role::Quiet };
    canvas.text(x + score + rank, row.y, note, &bar.note, warn);
}

/// The parts of a bar: the sign of the criterion, then its fill; every criterion has the same everywhere.
fn draw_parts(canvas: &mut Canvas<'_>, bar: &Bar, out: bool, place: Rect) {
    let symbols = canvas.symbols();
    let fills = [symbols.bar, symbols.bar_critical];
    let mut whole = 0.0;
    let mut from = 0;
    let parts = bar
        .parts
        .iter()
        .enumerate()
        .filter(|(_, part)| **part > 0.0);
    for (at, part) in parts {
        whole += part;
        let to = cells(whole, place.width);
        for cell in from..to {
            let first = cell == from && to > from + 1;
            let text = if first {
                sign(at).to_string()
            } else {
                fills[at % 2].to_owned()
            };
            let role = if out || at % 2 == 0 {
                Role::Quiet
            } else {
                Role::Accent
            };
            canvas.text(place.x + cell, place.y, 1, &text, role);
        }
        from = to.max(from);
    }
    for cell in from..cells(whole + bar.open, place.width) {
        canvas.text(place.x + cell, place.y, 1, symbols.slack, Role::Line);
    }
}

/// A share of the bar's width in whole cells.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of at most 1 of a terminal's width"
)]
fn cells(share: f64, width: u16) -> u16 {
    (share.clamp(0.0, 1.0) * f64::from(width)).round() as u16
}
