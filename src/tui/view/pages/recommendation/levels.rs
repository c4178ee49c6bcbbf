//! The table of levels: the letter as it was said, and beside it the fuller the better.

use ratatui::layout::Rect;

use crate::agenda::Direction;
use crate::tui::app::pages::recommendation::Recommendation;
use crate::tui::app::pages::recommendation::parts::LevelCell;
use crate::tui::canvas::Canvas;
use crate::tui::theme::Role;

/// Columns of a cell at least and at most.
const CELL: (u16, u16) = (11, 16);

/// Columns of a cell, the first option that is shown, and how many are.
fn columns(page: &Recommendation, area: Rect) -> (u16, usize, usize) {
    let count = page.laid.levels.options.len().max(1);
    let each = area.width / u16::try_from(count).unwrap_or(u16::MAX);
    let each = each.clamp(CELL.0, CELL.1);
    let fit = usize::from(area.width / each).max(1);
    // The option in front stays in the middle as far as there are options on both sides.
    let first = page.column.saturating_sub(fit / 2);
    (each, first.min(count.saturating_sub(fit)), fit)
}

/// Gives the place and the number of each option that is shown.
fn places(page: &Recommendation, area: Rect) -> impl Iterator<Item = (usize, Rect)> {
    let (each, first, fit) = columns(page, area);
    let count = page.laid.levels.options.len();
    (first..count).take(fit).zip(0..).map(move |(number, at)| {
        let place = Rect {
            x: area.x + each * at,
            width: each,
            ..area
        };
        (number, place)
    })
}

pub(super) fn draw_heads(canvas: &mut Canvas<'_>, page: &Recommendation, areas: (Rect, Rect)) {
    let (names, area) = areas;
    let (_, first, fit) = columns(page, area);
    let options = &page.laid.levels.options;
    for (number, place) in places(page, area) {
        let here = page.is_on_levels() && number == page.column;
        let role = if here { Role::Strong } else { Role::Quiet };
        let room = place.width - 1;
        canvas.text(place.x, place.y, room, options[number].1.within(room), role);
    }
    let [before, after] = canvas.symbols().before_after;
    if first > 0 {
        canvas.text(
            names.right().saturating_sub(1),
            area.y,
            1,
            before,
            Role::Accent,
        );
    }
    if first + fit < options.len() {
        canvas.text(
            area.right().saturating_sub(1),
            area.y,
            1,
            after,
            Role::Accent,
        );
    }
}

pub(super) fn draw(
    canvas: &mut Canvas<'_>,
    page: &Recommendation,
    (at, front): (usize, bool),
    (names, area): (Rect, Rect),
) {
    let Some(row) = page.laid.levels.rows.get(at) else {
        return;
    };
    super::rows::draw_name(
        canvas,
        &row.name,
        (front, false),
        Rect {
            width: names.width - 2,
            ..names
        },
    );
    let [up, down] = canvas.symbols().up_down;
    let arrow = match row.direction {
        Direction::HigherIsBetter => up,
        Direction::LowerIsBetter => down,
    };
    canvas.text(names.right() - 1, names.y, 1, arrow, Role::Quiet);
    for (number, place) in places(page, area) {
        if front && number == page.column {
            let cell = Rect {
                width: place.width.min(8),
                ..place
            };
            canvas.tint(cell, Role::Selected);
        }
        if let Some(cell) = row.cells.get(number) {
            draw_cell(canvas, cell, place);
        }
    }
}

fn draw_cell(canvas: &mut Canvas<'_>, cell: &LevelCell, place: Rect) {
    let symbols = canvas.symbols();
    let (x, y) = (place.x, place.y);
    match cell.grade {
        None if cell.said.is_empty() => {
            canvas.text(x, y, 1, "?", Role::Warning);
        }
        None => {
            canvas.text(x, y, place.width - 1, &cell.said, Role::Quiet);
        }
        Some(grade) => {
            let (fill, role) = match grade {
                2 => (symbols.bar_critical.repeat(3), Role::Accent),
                1 => (symbols.bar.repeat(2), Role::Quiet),
                _ => (symbols.dot.to_owned(), Role::Quiet),
            };
            canvas.text(x, y, 1, &cell.said, Role::Text);
            canvas.text(x + 2, y, 3, &fill, role);
            if cell.fails {
                canvas.text(x + 4, y, 2, symbols.fails, Role::Warning);
            }
        }
    }
}

pub(super) fn draw_foot(
    canvas: &mut Canvas<'_>,
    page: &Recommendation,
    texts: &[String],
    area: Rect,
) {
    for (number, place) in places(page, area) {
        if let Some(text) = texts.get(number) {
            canvas.text(place.x, place.y, place.width - 1, text, Role::Quiet);
        }
    }
}
