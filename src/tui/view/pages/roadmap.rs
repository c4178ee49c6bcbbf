//! Draws the roadmap: a table of work packages, their bars on a scale of days, the selected one in words.

use chrono::{Datelike as _, NaiveDate};
use ratatui::layout::Rect;

use crate::tui::app::App;
use crate::tui::app::pages::roadmap::{Line, Roadmap, Row, Scale, table_rows};
use crate::tui::canvas::Canvas;
use crate::tui::text::wrap;
use crate::tui::theme::Role;

/// Columns of the table beside the gantt.
struct Columns {
    id: u16,
    title: u16,
    owner: u16,
    /// Each of the two dates.
    date: u16,
    slack: u16,
    /// Where the gantt begins, from the left edge of the page.
    gantt: u16,
}

impl Columns {
    const fn of(width: u16) -> Self {
        let (title, owner) = match width {
            0..90 => (20, 0),
            90..130 => (30, 0),
            130..170 => (36, 16),
            _ => (44, 20),
        };
        let (id, date, slack) = (7, 7, 10);
        let owner_room = if owner > 0 { owner + 2 } else { 0 };
        Self {
            id,
            title,
            owner,
            date,
            slack,
            gantt: 2 + id + title + 2 + owner_room + 2 * date + slack + 1,
        }
    }
}

pub(super) fn draw(canvas: &mut Canvas<'_>, app: &App, page: &Roadmap, heading: Rect, area: Rect) {
    canvas.right(heading, &page.summary, Role::Quiet);
    if page.rows.is_empty() {
        let text = "No work package yet. Press a and say what is to be done, such as Landing zone takes:10d";
        canvas.text(area.x, area.y, area.width, text, Role::Quiet);
        return;
    }
    let columns = Columns::of(area.width);
    let table = Rect {
        y: area.y + 2,
        height: table_rows(area),
        ..area
    };
    let gantt = Rect {
        x: area.x + columns.gantt,
        width: area.width.saturating_sub(columns.gantt),
        ..table
    };
    let scale = page
        .days
        .map(|days| Scale::of(days, gantt.width, page.zoom, page.scrolled));
    draw_heads(canvas, &columns, area);
    if let Some(scale) = scale {
        draw_scale(
            canvas,
            page,
            scale,
            Rect {
                y: area.y,
                height: 2,
                ..gantt
            },
        );
    }
    let lines = page.lines();
    for (y, line) in (table.top()..table.bottom()).zip(lines.iter().skip(page.first)) {
        let row = Rect {
            y,
            height: 1,
            ..table
        };
        draw_line(canvas, *line, page, &columns, row);
        if let Some(scale) = scale {
            let bars = Rect {
                y,
                height: 1,
                ..gantt
            };
            if let Line::Package(_, package) = line {
                draw_bar(canvas, package, scale, bars);
            }
            if page.dated {
                draw_today(canvas, scale, app.now.date_naive(), bars);
            }
        }
    }
    draw_words(canvas, page, lines.len(), table, area);
}

fn draw_line(
    canvas: &mut Canvas<'_>,
    line: Line<'_>,
    page: &Roadmap,
    columns: &Columns,
    row: Rect,
) {
    match line {
        Line::Phase(phase) => {
            let room = columns.gantt.saturating_sub(2);
            canvas.text(row.x, row.y, room, phase, Role::Strong);
        }
        Line::Package(at, package) => {
            draw_row(canvas, package, columns, at == page.spot.row, row);
        }
    }
}

fn draw_heads(canvas: &mut Canvas<'_>, columns: &Columns, area: Rect) {
    let y = area.y + 1;
    let mut x = area.x + 2 + columns.id;
    canvas.text(x, y, columns.title, "work package", Role::Quiet);
    x += columns.title + 2;
    if columns.owner > 0 {
        canvas.text(x, y, columns.owner, "owner", Role::Quiet);
        x += columns.owner + 2;
    }
    for (text, width) in [
        ("start", columns.date),
        ("end", columns.date),
        ("slack", columns.slack),
    ] {
        canvas.text(x, y, width, text, Role::Quiet);
        x += width;
    }
}

/// Months above, days below: as many as there is room for.
fn draw_scale(canvas: &mut Canvas<'_>, page: &Roadmap, scale: Scale, area: Rect) {
    let (mut month_end, mut day_end) = (0, 0);
    let mut before: Option<NaiveDate> = None;
    for cell in 0..area.width {
        let day = scale.day(cell);
        let new_month = before.is_none_or(|before| before.month() != day.month());
        if page.dated && new_month && cell >= month_end {
            let text = if before.is_none() || day.month() == 1 {
                day.format("%b %Y").to_string()
            } else {
                day.format("%b").to_string()
            };
            let room = area.width - cell;
            if usize::from(room) >= text.len() {
                month_end = cell + canvas.text(area.x + cell, area.y, room, &text, Role::Quiet) + 1;
            }
        }
        let text = if page.dated {
            day.day().to_string()
        } else {
            (day - scale.first).num_days().to_string()
        };
        let room = area.width - cell;
        let marks = scale.days >= 7 || day.weekday() == chrono::Weekday::Mon || cell == 0;
        if marks && cell >= day_end && usize::from(room) >= text.len() {
            day_end = cell + canvas.text(area.x + cell, area.y + 1, room, &text, Role::Line) + 1;
        }
        before = Some(day);
    }
}

fn draw_row(canvas: &mut Canvas<'_>, row: &Row, columns: &Columns, front: bool, area: Rect) {
    if front {
        let table = Rect {
            width: columns.gantt - 1,
            ..area
        };
        canvas.tint(table, Role::Selected);
        canvas.text(area.x, area.y, 1, canvas.symbols().cursor, Role::Accent);
    }
    let mut x = area.x + 2;
    canvas.text(x, area.y, columns.id - 1, row.id.as_str(), Role::Quiet);
    x += columns.id;
    canvas.text(x, area.y, columns.title, &row.title, Role::Text);
    x += columns.title + 2;
    if columns.owner > 0 {
        canvas.text(x, area.y, columns.owner, &row.owner, Role::Quiet);
        x += columns.owner + 2;
    }
    for date in [&row.dates.0, &row.dates.1] {
        canvas.text(x, area.y, columns.date - 1, date, Role::Text);
        x += columns.date;
    }
    let role = if row.critical || row.span.is_none() {
        Role::Warning
    } else {
        Role::Quiet
    };
    canvas.text(x, area.y, columns.slack, &row.slack, role);
}

fn draw_bar(canvas: &mut Canvas<'_>, row: &Row, scale: Scale, area: Rect) {
    let Some((start, finish)) = row.span else {
        return;
    };
    let symbols = canvas.symbols();
    let (from, to) = (scale.cell(start), scale.cell(finish));
    let (bar, role) = if row.critical {
        (symbols.bar_critical, Role::Warning)
    } else {
        (symbols.bar, Role::Accent)
    };
    let mut fill = |from: i64, to: i64, symbol: &str, role: Role| {
        for cell in from.max(0)..=to.min(i64::from(area.width) - 1) {
            let x = area.x + u16::try_from(cell).unwrap_or(0);
            canvas.text(x, area.y, 1, symbol, role);
        }
    };
    if let Some(latest) = row.latest.filter(|latest| *latest > finish) {
        fill(to + 1, scale.cell(latest), symbols.slack, Role::Line);
    }
    if row.milestone {
        fill(to, to, symbols.milestone, role);
    } else {
        fill(from, to, bar, role);
    }
    if let Some(deadline) = row.deadline {
        let cell = scale.cell(deadline);
        let missed = deadline < finish;
        let role = if missed { Role::Warning } else { Role::Quiet };
        fill(cell, cell, symbols.deadline, role);
    }
}

/// The line of today, where no bar stands.
fn draw_today(canvas: &mut Canvas<'_>, scale: Scale, today: NaiveDate, area: Rect) {
    let cell = scale.cell(today);
    let Some(cell) = u16::try_from(cell).ok().filter(|cell| *cell < area.width) else {
        return;
    };
    let symbol = canvas.symbols().today;
    canvas.under(area.x + cell, area.y, symbol, Role::Line);
}

fn draw_words(canvas: &mut Canvas<'_>, page: &Roadmap, lines: usize, table: Rect, area: Rect) {
    let top = table.bottom();
    let line = Rect {
        y: top,
        height: 1,
        ..area
    };
    canvas.across(line);
    let seen = page.first + usize::from(table.height);
    if lines > seen {
        canvas.right(line, &format!(" {} more below", lines - seen), Role::Quiet);
    }
    if let Some(row) = page.selected() {
        canvas.text(line.x + 2, top, 12, &format!(" {} ", row.id), Role::Quiet);
    }
    let mut y = top + 1;
    let texts = page
        .problems
        .iter()
        .map(|text| (text, Role::Warning))
        .take(1);
    let texts = texts.chain(page.words.iter().map(|text| (text, Role::Text)));
    for (text, role) in texts {
        let room = area.bottom().saturating_sub(y);
        if room == 0 {
            return;
        }
        for line in wrap(text, usize::from(area.width), usize::from(room)) {
            canvas.text(area.x, y, area.width, &line, role);
            y += 1;
        }
    }
}
