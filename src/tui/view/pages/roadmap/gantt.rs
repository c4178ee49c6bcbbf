//! Draws the gantt of the roadmap: the scale above, bars, and the days that matter.

use crate::tui::app::App;
use crate::tui::app::pages::roadmap::Roadmap;
use crate::tui::app::pages::roadmap::bar::{Piece, bar};
use crate::tui::app::pages::roadmap::rows::{Phase, Row};
use crate::tui::app::pages::roadmap::scale::{Label, Scale};
use crate::tui::canvas::Canvas;
use crate::tui::text::width;
use crate::tui::theme::Role;

/// Months and Mondays, or whatever the scale has room for, and whether there is more at the sides.
pub(super) fn draw_scale(canvas: &mut Canvas<'_>, page: &Roadmap) {
    let (layout, heads) = (&page.layout, page.layout.heads);
    let Some(scale) = layout.scale else {
        return;
    };
    let (above, below) = labels(page, &scale);
    let mut write = |labels: Vec<Label>, y: u16| {
        for (cell, text) in labels {
            let room = layout.gantt.width.saturating_sub(cell);
            canvas.text(layout.gantt.x + cell, y, room, &text, Role::Quiet);
        }
    };
    write(above, heads.y);
    write(below, heads.y + 1);
    let [left, right] = canvas.symbols().before_after;
    if scale.more.0 {
        canvas.text(layout.gantt.x - 1, heads.y + 1, 1, left, Role::Accent);
    }
    if scale.more.1 {
        let x = layout.gantt.right() - 1;
        canvas.text(x, heads.y + 1, 1, right, Role::Accent);
    }
}

/// What is written on the two lines above the gantt.
fn labels(page: &Roadmap, scale: &Scale) -> (Vec<Label>, Vec<Label>) {
    if page.table.dated {
        scale.labels()
    } else {
        (vec![(0, "working day".to_owned())], scale.numbers())
    }
}

/// The column at which the first of these lines begins.
pub(super) fn scale_start(page: &Roadmap) -> u16 {
    let above = page.layout.scale.map(|scale| labels(page, &scale).0);
    let first = above.and_then(|above| above.first().map(|(cell, _)| *cell));
    page.layout.gantt.x + first.unwrap_or(0)
}

/// What the signs of the bars mean, as many as there is room for.
pub(super) fn draw_legend(canvas: &mut Canvas<'_>, x: u16, y: u16, room: u16) {
    let symbols = canvas.symbols();
    let signs = [
        (symbols.bar_critical, "critical", Role::Warning),
        (symbols.bar, "not critical", Role::Accent),
        (symbols.slack, "slack", Role::Line),
        (symbols.milestone, "milestone", Role::Quiet),
        (symbols.deadline, "due", Role::Quiet),
        (symbols.not_before, "not before", Role::Quiet),
    ];
    let mut used = 0;
    for (sign, word, role) in signs {
        let wide = u16::try_from(2 + width(word)).unwrap_or(u16::MAX);
        if used + wide > room {
            return;
        }
        canvas.text(x + used, y, 1, sign, role);
        canvas.text(x + used + 2, y, wide - 2, word, Role::Quiet);
        used += wide + 2;
    }
}

/// The bar of a package, run by run of the same sign.
pub(super) fn draw_bar(canvas: &mut Canvas<'_>, page: &Roadmap, row: &Row, y: u16) {
    if let Some(scale) = page.layout.scale {
        draw_cells(canvas, &bar(row, &scale), page.layout.gantt.x, y);
    }
}

/// From the first to the last day of a folded phase.
pub(super) fn draw_span(canvas: &mut Canvas<'_>, page: &Roadmap, phase: &Phase, y: u16) {
    let (Some(scale), Some((first, last))) = (page.layout.scale, phase.span) else {
        return;
    };
    let end = i64::from(scale.cells) - 1;
    let (from, to) = (scale.cell(first).max(0), scale.cell(last).min(end));
    let (Ok(from), Ok(length)) = (u16::try_from(from), usize::try_from(to - from + 1)) else {
        return;
    };
    let text = canvas.symbols().under.repeat(length);
    let room = scale.cells.saturating_sub(from);
    canvas.text(page.layout.gantt.x + from, y, room, &text, Role::Quiet);
}

/// The cells of a bar from a column on.
pub(in crate::tui::view::pages) fn draw_cells(
    canvas: &mut Canvas<'_>,
    cells: &[Option<Piece>],
    left: u16,
    y: u16,
) {
    let mut at = 0;
    for run in cells.chunk_by(|one, other| one == other) {
        if let Some(piece) = run[0] {
            let (sign, role) = look(canvas, piece);
            let room = u16::try_from(run.len()).unwrap_or(u16::MAX);
            let x = left.saturating_add(at);
            canvas.text(x, y, room, &sign.repeat(run.len()), role);
        }
        at = at.saturating_add(u16::try_from(run.len()).unwrap_or(u16::MAX));
    }
}

const fn look(canvas: &Canvas<'_>, piece: Piece) -> (&'static str, Role) {
    let symbols = canvas.symbols();
    match piece {
        Piece::Work => (symbols.bar, Role::Accent),
        Piece::Critical => (symbols.bar_critical, Role::Warning),
        Piece::Milestone(true) => (symbols.milestone, Role::Warning),
        Piece::Milestone(false) => (symbols.milestone, Role::Accent),
        Piece::Unknown => ("?", Role::Warning),
        Piece::Slack => (symbols.slack, Role::Line),
        Piece::Deadline(true) => (symbols.deadline, Role::Warning),
        Piece::Deadline(false) => (symbols.deadline, Role::Text),
        Piece::NotBefore => (symbols.not_before, Role::Quiet),
        Piece::Link => (symbols.link, Role::Line),
        Piece::Before => (symbols.slack, Role::Quiet),
    }
}

/// Today, and where each cell is a day those on which no one works; only where nothing else stands.
pub(super) fn draw_days(canvas: &mut Canvas<'_>, app: &App, page: &Roadmap, y: u16) {
    let Some(scale) = page.layout.scale.filter(|_| page.table.dated) else {
        return;
    };
    let (x, symbols) = (page.layout.gantt.x, canvas.symbols());
    if let Some(cell) = scale.visible(app.now.date_naive()) {
        canvas.under(x + cell, y, symbols.today, Role::Accent);
    }
    let calendar = &page.table.plan.network().calendar;
    for cell in 0..scale.cells {
        match scale.single_day(cell) {
            None => return,
            Some(day) if calendar.works_on(day) => {}
            Some(_) => canvas.under(x + cell, y, symbols.dot, Role::Line),
        }
    }
}
