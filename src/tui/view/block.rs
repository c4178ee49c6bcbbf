//! The screen of a block: header, agenda, tabs, and what the tab in front shows.

use ratatui::layout::{Position, Rect};

use super::{
    board, capture, details, drawing, grid, header, input, paged, pages, rail, records, tabs,
    topics,
};
use crate::tui::app::App;
use crate::tui::app::desk::Desk;
use crate::tui::app::tab::Tab;
use crate::tui::canvas::Canvas;
use crate::tui::layout::Places;
use crate::tui::theme::Role;

pub(super) fn draw(
    canvas: &mut Canvas<'_>,
    app: &App,
    desk: &Desk,
    places: &Places,
) -> Option<Position> {
    if let Some(page) = desk.page() {
        let cursor = pages::draw(canvas, app, desk, page, places);
        return draw_capture(canvas, app, desk, places).or(cursor);
    }
    header::draw(canvas, desk, app.now, places);
    if places.rail.width > 0 {
        rail::draw(canvas, desk, app.now, places);
    }
    tabs::draw(canvas, desk, places);
    match desk.tab() {
        Some(Tab::Topics(_)) => {
            topics::draw(canvas, desk, places.rows);
            paged::draw(canvas, app, desk, places.details, |canvas, area| {
                topics::draw_details(canvas, desk, app, area);
            });
        }
        Some(_) if desk.grid().is_some() => {
            grid::draw(canvas, desk, places);
            paged::draw(canvas, app, desk, places.details, |canvas, area| {
                grid::draw_details(canvas, desk, area);
            });
        }
        Some(_) if desk.shows_board() => {
            board::draw(canvas, desk, places);
            paged::draw(canvas, app, desk, places.details, |canvas, area| {
                board::draw_details(canvas, desk, area);
            });
        }
        Some(_) => {
            records::draw(canvas, desk, app, places.rows);
            drawing::draw(canvas, desk, places.drawing);
            if let Some(record) = desk.record() {
                paged::draw(canvas, app, desk, places.details, |canvas, area| {
                    details::draw(canvas, desk, record, area);
                });
            }
        }
        None => {}
    }
    let cursor = draw_filter(canvas, desk, places);
    draw_capture(canvas, app, desk, places).or(cursor)
}

fn draw_capture(
    canvas: &mut Canvas<'_>,
    app: &App,
    desk: &Desk,
    places: &Places,
) -> Option<Position> {
    if desk.capturing {
        return Some(capture::draw(canvas, desk, app, places.capture));
    }
    if places.capture.height > 0 {
        capture::draw_waiting(canvas, desk, app, places.capture);
    }
    None
}

fn draw_filter(canvas: &mut Canvas<'_>, desk: &Desk, places: &Places) -> Option<Position> {
    let area = places.above;
    if desk.grid().is_some() || area.height == 0 {
        return None;
    }
    let label = canvas.text(area.x, area.y, area.width, "filter", Role::Quiet) + 2;
    let found = format!("{} found", desk.index.rows.len());
    let used = canvas.right(area, &found, Role::Quiet);
    let width = area.width.saturating_sub(label + used + 2);
    let line = Rect {
        x: area.x + label,
        width,
        ..area
    };
    if desk.filtering {
        return Some(input(canvas, line, &desk.filter));
    }
    canvas.text(line.x, line.y, line.width, desk.filter.text(), Role::Accent);
    None
}
