//! Draws the program: pure functions from its state to a buffer.

mod block;
mod board;
mod capture;
mod details;
mod drawing;
mod finder;
mod flow;
mod footer;
mod form;
mod grid;
mod header;
mod home;
mod paged;
mod pages;
mod picker;
mod rail;
mod records;
mod scorecard;
mod tabs;
mod topics;
mod weights;

pub(crate) use board::{point_at, rows_of_points as board_rows};
pub(crate) use footer::message;
pub(crate) use pages::reason_at;
pub(crate) use rail::block_at;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
pub(crate) use tabs::tab_at;

use super::app::overlay::Overlay;
use super::app::{App, Screen};
use super::canvas::Canvas;
use super::layout::Places;
use super::line::Line;
use super::text::wrap;
use super::theme::Role;

/// Draws the program; gives the place of the cursor when something is being typed.
pub(crate) fn view(app: &App, buffer: &mut Buffer) -> Option<Position> {
    let places = Places::of(app);
    let mut canvas = Canvas::new(buffer, &app.theme);
    // A buffer comes empty; only a theme with a background of its own has to fill it.
    if app.theme.style(Role::Text) != Style::new() {
        canvas.clear(places.screen);
    }
    if app.is_too_small() {
        too_small(&mut canvas, places.screen);
        return None;
    }
    let below = match &app.screen {
        Screen::Home(home) => {
            home::draw(&mut canvas, app, home, &places);
            None
        }
        Screen::Desk(desk) => block::draw(&mut canvas, app, desk, &places),
    };
    footer::draw(&mut canvas, app, &places);
    match app.overlays.last() {
        None => below,
        Some(Overlay::Help(finder)) => Some(finder::draw(
            &mut canvas,
            finder,
            "Keys that work here",
            &places,
        )),
        Some(Overlay::Palette(finder)) => {
            Some(finder::draw(&mut canvas, finder, "Commands", &places))
        }
        Some(Overlay::Form(form)) if form.is_trial() => {
            pages::draw_trial(&mut canvas, app, form, &places)
        }
        Some(Overlay::Form(form)) => form::draw(&mut canvas, form, app.desk(), &places),
        Some(Overlay::Pick(picker)) => Some(picker::draw(&mut canvas, picker, app.desk(), &places)),
        Some(Overlay::Ask(ask)) => Some(form::draw_ask(&mut canvas, ask, &places)),
    }
}

fn too_small(canvas: &mut Canvas<'_>, area: Rect) {
    let text = "Please make the window larger: 60 × 15 is enough. Nothing is lost.";
    let lines = wrap(text, usize::from(area.width), usize::from(area.height));
    let top = area
        .height
        .saturating_sub(u16::try_from(lines.len()).unwrap_or(0))
        / 2;
    for (y, line) in (top..).zip(&lines) {
        canvas.text(area.x, y, area.width, line, Role::Text);
    }
}

/// Draws a field of one line and gives the place of its cursor.
fn input(canvas: &mut Canvas<'_>, area: Rect, line: &Line) -> Position {
    canvas.tint(area, Role::Field);
    let (range, column) = line.window(usize::from(area.width));
    let text = line.text().get(range).unwrap_or_default();
    let style = canvas
        .theme()
        .style(Role::Field)
        .patch(canvas.theme().style(if line.is_suggested() {
            Role::Quiet
        } else {
            Role::Text
        }));
    canvas.styled(area.x, area.y, area.width, text, style);
    Position::new(area.x + u16::try_from(column).unwrap_or(0), area.y)
}
