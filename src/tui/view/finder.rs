//! Help and palette: a searched list of actions with their keys.

use ratatui::layout::{Position, Rect};

use super::input;
use crate::tui::app::overlay::Finder;
use crate::tui::canvas::Canvas;
use crate::tui::layout::Places;
use crate::tui::theme::Role;

/// Columns of the keys.
const KEYS: u16 = 18;

pub(super) fn draw(
    canvas: &mut Canvas<'_>,
    finder: &Finder,
    title: &str,
    places: &Places,
) -> Position {
    let inner = canvas.frame(places.finder(), title);
    let line = Rect { height: 1, ..inner };
    let cursor = input(canvas, line, &finder.line);
    if finder.line.text().is_empty() {
        let text = "type to search: a key or some words";
        canvas.text(line.x + 2, line.y, line.width - 2, text, Role::Quiet);
    }
    let list = Rect {
        y: inner.y + 2,
        height: inner.height.saturating_sub(2),
        ..inner
    };
    if finder.found.is_empty() {
        canvas.text(
            list.x,
            list.y,
            list.width,
            "Nothing of that name works here; g / finds blocks, topics and what was said.",
            Role::Quiet,
        );
    }
    let visible = finder.found.iter().enumerate().skip(finder.spot.top);
    for (y, (at, found)) in (list.top()..list.bottom()).zip(visible) {
        let row = Rect {
            y,
            height: 1,
            ..list
        };
        if at == finder.spot.row {
            canvas.tint(row, Role::Selected);
        }
        canvas.text(row.x, y, KEYS - 1, &found.keys, Role::Accent);
        let used = canvas.right(row, found.group, Role::Quiet);
        let room = row.width.saturating_sub(KEYS + used + 2);
        canvas.text(row.x + KEYS, y, room, found.help, Role::Text);
    }
    let seen = finder.spot.top + usize::from(list.height);
    if let Some(below) = finder.found.len().checked_sub(seen + 1) {
        let edge = Rect {
            y: list.bottom(),
            height: 1,
            ..list
        };
        canvas.right(edge, &format!(" {} more below ", below + 1), Role::Quiet);
    }
    cursor
}
