//! Draws the packages that move: their dates before and after, and both bars.

use ratatui::layout::Rect;

use super::{ARROW, arrow, skip};
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::app::pages::roadmap::bar::{Piece, bar};
use crate::tui::app::pages::roadmap::rows::{Row, Standing};
use crate::tui::app::pages::roadmap::scale::Scale;
use crate::tui::app::pages::roadmap::trial::{Moved, Outcome, Trial};
use crate::tui::canvas::Canvas;
use crate::tui::theme::Role;
use crate::tui::view::pages::roadmap::draw_bar_cells;

/// Columns of what moves.
struct Columns {
    id: u16,
    title: u16,
    date: u16,
    by: u16,
    gantt: u16,
}

impl Columns {
    fn of(outcome: &Outcome, room: u16) -> Self {
        let widest = |length: &dyn Fn(&Moved) -> usize, least: u16, most: u16| {
            let widest = outcome.moved.iter().map(length).max().unwrap_or(0);
            u16::try_from(widest).unwrap_or(most).clamp(least, most)
        };
        let id = widest(&|moved| moved.before.id.as_str().len(), 4, 12);
        let dates = |row: &Row| row.dates.0.len().max(row.dates.1.len());
        let date = widest(&|moved| dates(&moved.before).max(dates(&moved.after)), 5, 9);
        let by = widest(&|moved| moved.by.len(), 4, 9);
        let fixed = 2 + id + 2 + 2 * (2 * date + ARROW + 1) + by;
        let left = room.saturating_sub(fixed);
        let gantt = if left >= 50 { left * 3 / 5 } else { 0 };
        let title = left.saturating_sub(gantt + 2).min(60);
        Self {
            id,
            title,
            date,
            by,
            gantt: if gantt > 0 { left - title - 2 } else { 0 },
        }
    }
}

pub(super) fn draw(
    canvas: &mut Canvas<'_>,
    app: &App,
    trial: &Trial,
    outcome: &Outcome,
    mut place: Rect,
) {
    if place.height < 2 {
        return;
    }
    let columns = Columns::of(outcome, place.width);
    draw_head(canvas, outcome, &columns, place);
    let scale = outcome.scale(columns.gantt).filter(|_| columns.gantt > 0);
    if let Some(scale) = scale {
        let (above, _) = scale.labels();
        for (cell, text) in above.into_iter().filter(|_| outcome.dated) {
            let room = columns.gantt.saturating_sub(cell);
            let left = place.right() - columns.gantt;
            canvas.text(left + cell, place.y, room, &text, Role::Quiet);
        }
    }
    skip(&mut place, 1);
    let (rows, count) = (usize::from(place.height), outcome.moved.len());
    let top = trial.top.min(count.saturating_sub(rows));
    for (at, moved) in outcome.moved.iter().enumerate().skip(top).take(rows) {
        let rest = count - at;
        if place.height == 1 && rest > 1 {
            let text = format!("and {rest} more");
            let used = canvas.text(place.x + 2, place.y, place.width, &text, Role::Quiet);
            let key = app.keymap.first_of(Action::PageDown);
            let key = key.unwrap_or_default();
            canvas.text(place.x + 4 + used, place.y, 8, &key, Role::Accent);
            return;
        }
        draw_dates(canvas, moved, &columns, place);
        if let Some(scale) = scale {
            let left = place.right() - columns.gantt;
            draw_bar_cells(canvas, &both(moved, &scale), left, place.y);
        }
        skip(&mut place, 1);
    }
}

/// The bar as it would be; where it stood before stays visible behind it.
fn both(moved: &Moved, scale: &Scale) -> Vec<Option<Piece>> {
    let works = |piece: &Option<Piece>| {
        matches!(
            piece,
            Some(Piece::Work | Piece::Critical | Piece::Milestone(_) | Piece::Unknown)
        )
    };
    let mut cells = bar(&moved.after, scale);
    for (old, new) in bar(&moved.before, scale).iter().zip(&mut cells) {
        match (works(old), works(new)) {
            (true, false) => *new = Some(Piece::Before),
            (false, false) => *new = new.filter(|piece| matches!(piece, Piece::Deadline(_))),
            _ => {}
        }
    }
    cells
}

fn draw_head(canvas: &mut Canvas<'_>, outcome: &Outcome, columns: &Columns, place: Rect) {
    let moves = outcome
        .moved
        .iter()
        .filter(|moved| moved.before.span != moved.after.span);
    let text = match moves.count() {
        0 => "No date moves".to_owned(),
        count => format!("{count} of {} move", outcome.all),
    };
    canvas.text(
        place.x,
        place.y,
        2 + columns.id + 1 + columns.title,
        &text,
        Role::Strong,
    );
    let mut x = place.x + 2 + columns.id + 1 + columns.title + 1;
    for word in ["start", "end"] {
        canvas.text(x, place.y, 2 * columns.date, word, Role::Quiet);
        x += 2 * columns.date + ARROW - 1 + 2;
    }
    let by = Rect::new(x, place.y, columns.by, 1);
    canvas.right(by, "by", Role::Quiet);
}

/// Draws the words of a package that moves.
fn draw_dates(canvas: &mut Canvas<'_>, moved: &Moved, columns: &Columns, place: Rect) {
    let y = place.y;
    let row = &moved.after;
    let mut x = place.x + 2;
    canvas.text(x, y, columns.id, row.id.as_str(), Role::Quiet);
    x += columns.id + 1;
    canvas.text(x, y, columns.title, &row.title, Role::Text);
    x += columns.title + 1;
    let (before, after) = (&moved.before.dates, &moved.after.dates);
    for (old, new) in [(&before.0, &after.0), (&before.1, &after.1)] {
        canvas.right(Rect::new(x, y, columns.date, 1), old, Role::Quiet);
        x += columns.date;
        if old == new {
            x += ARROW - 1 + columns.date + 2;
            continue;
        }
        x += arrow(canvas, x, y);
        canvas.right(Rect::new(x, y, columns.date, 1), new, Role::Strong);
        x += columns.date + 2;
    }
    let late = row.standing == Standing::Late && moved.before.standing != Standing::Late;
    let role = if late { Role::Warning } else { Role::Text };
    canvas.right(Rect::new(x, y, columns.by, 1), &moved.by, role);
}
