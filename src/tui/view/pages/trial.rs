//! Draws what is tried out: the fields, what it does to the whole, and what moves, before beside after.

mod moved;

use ratatui::layout::{Position, Rect};

use crate::tui::app::App;
use crate::tui::app::field::{Field, Input};
use crate::tui::app::form::Form;
use crate::tui::app::pages::Page;
use crate::tui::app::pages::roadmap::trial::{Consequence, Outcome, Trial};
use crate::tui::canvas::Canvas;
use crate::tui::layout::Places;
use crate::tui::text::wrap;
use crate::tui::theme::Role;
use crate::tui::view::input;

/// Columns of the labels.
const LABELS: u16 = 14;
/// Columns of a field.
const FIELD: u16 = 24;
/// Columns of an arrow with its blanks.
const ARROW: u16 = 4;

pub(in crate::tui::view) fn draw(
    canvas: &mut Canvas<'_>,
    app: &App,
    form: &Form,
    places: &Places,
) -> Option<Position> {
    let trial = match app.desk()?.page()? {
        Page::Roadmap(page) => page.trial.as_deref()?,
        _ => return None,
    };
    let heading = places.heading;
    canvas.clear(heading);
    canvas.clear(places.page);
    let used = canvas.text(heading.x, heading.y, heading.width, "What if", Role::Strong);
    let room = heading.width.saturating_sub(used + 2);
    canvas.text(
        heading.x + used + 2,
        heading.y,
        room,
        &form.title,
        Role::Text,
    );
    let mut place = places.page;
    let cursor = draw_fields(canvas, form, &mut place);
    skip(&mut place, 1);
    match &trial.outcome {
        Some(outcome) => draw_outcome(canvas, app, trial, outcome, place),
        None => draw_idle(canvas, place),
    }
    cursor
}

fn skip(place: &mut Rect, rows: u16) {
    let rows = rows.min(place.height);
    place.y += rows;
    place.height -= rows;
}

/// While nothing differs: how to begin.
fn draw_idle(canvas: &mut Canvas<'_>, mut place: Rect) {
    let text = "Type what it would take instead, such as 15d or 10d/15d/25d, or the first day on which it could \
                begin, such as 2027-01-11. Dates before and after appear here; nothing changes until it is kept.";
    let columns = usize::from(place.width.min(90));
    for line in wrap(text, columns, usize::from(place.height)) {
        canvas.text(place.x, place.y, place.width, &line, Role::Quiet);
        skip(&mut place, 1);
    }
}

fn draw_fields(canvas: &mut Canvas<'_>, form: &Form, place: &mut Rect) -> Option<Position> {
    let mut cursor = None;
    for (at, field) in form.fields.iter().enumerate() {
        if place.height == 0 {
            break;
        }
        let front = at == form.at;
        let found = draw_field(canvas, field, form.before(at), front, *place);
        cursor = cursor.or(found.filter(|_| front));
        skip(place, 1);
    }
    cursor
}

fn draw_field(
    canvas: &mut Canvas<'_>,
    field: &Field,
    before: &str,
    front: bool,
    place: Rect,
) -> Option<Position> {
    if front {
        canvas.text(place.x, place.y, 1, canvas.symbols().cursor, Role::Accent);
    }
    let role = if front { Role::Strong } else { Role::Quiet };
    canvas.text(place.x + 2, place.y, LABELS - 3, &field.title, role);
    let Input::Line(line) = &field.input else {
        return None;
    };
    let area = Rect {
        x: place.x + LABELS,
        width: FIELD.min(place.width.saturating_sub(LABELS)),
        height: 1,
        ..place
    };
    let cursor = input(canvas, area, line);
    let (x, y) = (area.right() + 2, place.y);
    let room = place.right().saturating_sub(x);
    match &field.problem {
        Some(problem) => canvas.text(x, y, room, problem, Role::Warning),
        None if before.is_empty() => canvas.text(x, y, room, "now none", Role::Quiet),
        None => canvas.text(x, y, room, &format!("now {before}"), Role::Quiet),
    };
    Some(cursor)
}

fn draw_outcome(
    canvas: &mut Canvas<'_>,
    app: &App,
    trial: &Trial,
    outcome: &Outcome,
    mut place: Rect,
) {
    for effect in &outcome.told {
        draw_effect(canvas, effect, &mut place);
    }
    skip(&mut place, 1);
    moved::draw(canvas, app, trial, outcome, place);
}

fn draw_effect(canvas: &mut Canvas<'_>, effect: &Consequence, place: &mut Rect) {
    if place.height == 0 {
        return;
    }
    canvas.text(place.x + 2, place.y, LABELS - 3, effect.label, Role::Quiet);
    let role = if effect.warns {
        Role::Warning
    } else {
        Role::Text
    };
    let mut x = place.x + LABELS;
    if !effect.before.is_empty() {
        x += canvas.text(x, place.y, place.right() - x, &effect.before, Role::Text);
        if !effect.after.is_empty() {
            x += arrow(canvas, x, place.y);
            x += canvas.text(x, place.y, place.right() - x, &effect.after, Role::Strong);
        }
        x += 2;
    }
    let room = place.right().saturating_sub(x);
    for line in wrap(&effect.difference, usize::from(room), 2) {
        canvas.text(x, place.y, room, &line, role);
        skip(place, 1);
    }
}

/// Draws an arrow between blanks; gives its columns.
fn arrow(canvas: &mut Canvas<'_>, x: u16, y: u16) -> u16 {
    let symbol = canvas.symbols().branches[3].trim_end();
    canvas.text(x + 1, y, 2, symbol, Role::Quiet);
    ARROW - 1
}
