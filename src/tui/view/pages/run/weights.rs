//! Draws the first part of the scoring run: must-haves and weights, before any level is shown.

use ratatui::layout::Rect;

use super::{draw_anchors, draw_criterion, lowered};
use crate::agenda::{Criterion, Direction, Environment, Rubric};
use crate::exports::say;
use crate::tui::app::desk::Desk;
use crate::tui::app::pages::run::{Run, list_height};
use crate::tui::canvas::Canvas;
use crate::tui::text::wrap;
use crate::tui::theme::Role;

/// Columns of the points and of the must-have.
const COLUMNS: (u16, u16) = (9, 16);

pub(super) fn draw(canvas: &mut Canvas<'_>, desk: &Desk, page: &Run, area: Rect) {
    let Some(environment) = page.environment(desk.state()) else {
        return;
    };
    let criteria = &desk.state().rubric.criteria;
    let (points, must) = COLUMNS;
    let (height, each) = list_height(area.height, criteria.len());
    let area = lowered(area, height + 14);
    let title = area.width.saturating_sub(points + must + 2).min(48);
    let head = Rect { height: 1, ..area };
    canvas.text(head.x + 2 + title, head.y, points, "points", Role::Quiet);
    canvas.text(
        head.x + 2 + title + points,
        head.y,
        must,
        "must-have",
        Role::Quiet,
    );
    let visible = criteria.iter().enumerate().skip(page.spot.top);
    let rows = (area.y + 1..area.y + 1 + height).step_by(usize::from(each));
    for (y, (at, criterion)) in rows.zip(visible) {
        let row = Rect {
            y,
            height: 1,
            ..area
        };
        draw_row(
            canvas,
            criterion,
            environment,
            (at == page.spot.row, title),
            row,
        );
    }
    let used = height + 2;
    let below = Rect {
        y: area.y + used,
        height: area.height.saturating_sub(used + 1),
        ..area
    };
    if let Some(criterion) = criteria.get(page.spot.row) {
        draw_question(canvas, criterion, below);
    }
    let foot = area.bottom().saturating_sub(1);
    let text = locks(&desk.state().rubric, environment);
    canvas.text(area.x, foot, area.width, &text, Role::Quiet);
}

/// What Enter does, and which must-haves of the first environment are none here.
fn locks(rubric: &Rubric, here: &Environment) -> String {
    let lead = rubric.header.environments.first();
    let without = rubric.criteria.iter().filter(|one| {
        let asked = lead.is_some_and(|lead| one.must_have.contains_key(lead));
        asked && !one.must_have.contains_key(here)
    });
    let without: Vec<String> = without.map(|one| one.short().to_lowercase()).collect();
    if let (Some(lead), false) = (lead, without.is_empty()) {
        let without = say::list(&without);
        return format!("Enter locks these weights. Must-have in {lead} only: {without}");
    }
    match here.as_str() {
        "" => "Enter locks the weights; only then is a level shown".to_owned(),
        here => format!("Enter locks the weights of {here}; only then is a level shown"),
    }
}

fn draw_row(
    canvas: &mut Canvas<'_>,
    criterion: &Criterion,
    environment: &Environment,
    (front, title): (bool, u16),
    row: Rect,
) {
    if front {
        canvas.tint(row, Role::Selected);
        canvas.text(row.x, row.y, 1, canvas.symbols().cursor, Role::Accent);
    }
    let role = if front { Role::Strong } else { Role::Text };
    canvas.text(row.x + 2, row.y, title - 1, &criterion.title, role);
    let points = criterion.points(environment).to_string();
    let number = Rect {
        x: row.x + 2 + title,
        width: COLUMNS.0 - 3,
        ..row
    };
    canvas.right(number, &points, Role::Strong);
    let bound = match criterion.direction {
        Direction::HigherIsBetter => "at least",
        Direction::LowerIsBetter => "at most",
    };
    let must = criterion.must_have.get(environment);
    let (text, role) = match must {
        Some(level) => (format!("{bound} {level}"), Role::Text),
        None => (canvas.symbols().none.to_owned(), Role::Line),
    };
    let x = row.x + 2 + title + COLUMNS.0;
    canvas.text(x, row.y, COLUMNS.1, &text, role);
}

/// The swing question of the selected criterion and its anchors.
fn draw_question(canvas: &mut Canvas<'_>, criterion: &Criterion, area: Rect) {
    if area.height < 3 {
        return;
    }
    let mut y = area.y + draw_criterion(canvas, criterion, &criterion.title, area);
    let question = criterion.question.as_deref().unwrap_or_default();
    for line in wrap(question, usize::from(area.width), 3) {
        canvas.text(area.x, y, area.width, &line, Role::Text);
        y += 1;
    }
    let left = area.bottom().saturating_sub(y + 1);
    if left >= 3 {
        let place = Rect {
            y: y + 1,
            height: left,
            ..area
        };
        draw_anchors(canvas, criterion, place, left);
    }
}
