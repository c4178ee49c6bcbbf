//! Draws the history, and what changed since an entry.

use ratatui::layout::Rect;

use crate::tui::app::pages::history::{FULL, History, Past, Since};
use crate::tui::canvas::Canvas;
use crate::tui::text::wrap;
use crate::tui::theme::Role;

pub(super) fn draw(canvas: &mut Canvas<'_>, page: &History, heading: Rect, area: Rect) {
    let list = Rect {
        height: area.height.saturating_sub(FULL),
        ..area
    };
    if let Some(since) = &page.since {
        return draw_since(canvas, since, heading, list, area);
    }
    if !page.read {
        canvas.text(
            area.x,
            area.y,
            area.width,
            "The journal is being read …",
            Role::Quiet,
        );
        return;
    }
    let count = format!("{} entries, the newest first", page.past.len());
    canvas.right(heading, &count, Role::Quiet);
    let visible = page.past.iter().enumerate().skip(page.spot.top);
    let mut day = None;
    for (y, (at, past)) in (list.top()..list.bottom()).zip(visible) {
        let row = Rect {
            y,
            height: 1,
            ..list
        };
        let date = past.at.date_naive();
        draw_past(canvas, past, day != Some(date), at == page.spot.row, row);
        day = Some(date);
    }
    if let Some(past) = page.selected() {
        let mut text = past.what.clone();
        if past.undone {
            text.push_str(" (taken back since)");
        }
        let when = past.at.format("%a %-d %b %Y, %H:%M:%S");
        let title = format!("entry {} · {when} · {}", past.number, past.by);
        draw_full(canvas, &title, &text, list, area);
    }
}

fn draw_past(canvas: &mut Canvas<'_>, past: &Past, new_day: bool, front: bool, row: Rect) {
    if front {
        canvas.tint(row, Role::Selected);
        canvas.text(row.x, row.y, 1, canvas.symbols().cursor, Role::Accent);
    }
    let mut x = row.x + 2;
    if new_day {
        let date = past.at.format("%-d %b").to_string();
        canvas.text(x, row.y, 6, &date, Role::Strong);
    }
    x += 8;
    canvas.text(
        x,
        row.y,
        5,
        &past.at.format("%H:%M").to_string(),
        Role::Quiet,
    );
    x += 7;
    let who = if row.width > 100 { 18 } else { 12 };
    canvas.text(x, row.y, who, &past.by, Role::Quiet);
    x += who + 2;
    let mut end = row.right();
    if past.undone {
        let used = canvas.right(row, "taken back", Role::Quiet);
        end = end.saturating_sub(used + 2);
    }
    let room = end.saturating_sub(x);
    if past.mark {
        let text = format!("{} {}", canvas.symbols().milestone, past.what);
        canvas.text(x, row.y, room, &text, Role::Accent);
    } else {
        let role = if past.undone { Role::Quiet } else { Role::Text };
        canvas.text(x, row.y, room, &past.what, role);
    }
}

fn draw_since(canvas: &mut Canvas<'_>, since: &Since, heading: Rect, list: Rect, area: Rect) {
    let title = match since.differences.len() {
        0 => format!("nothing changed since {}", since.title),
        1 => format!("1 thing changed since {}", since.title),
        count => format!("{count} things changed since {}", since.title),
    };
    let room = Rect {
        x: heading.x + 10,
        width: heading.width.saturating_sub(10),
        ..heading
    };
    canvas.right(room, &title, Role::Accent);
    let visible = since.differences.iter().enumerate().skip(since.spot.top);
    for (y, (at, one)) in (list.top()..list.bottom()).zip(visible) {
        let row = Rect {
            y,
            height: 1,
            ..list
        };
        if at == since.spot.row {
            canvas.tint(row, Role::Selected);
            canvas.text(row.x, y, 1, canvas.symbols().cursor, Role::Accent);
        }
        canvas.text(
            row.x + 2,
            y,
            row.width.saturating_sub(2),
            &one.what,
            Role::Text,
        );
    }
    if let Some(one) = since.differences.get(since.spot.row) {
        draw_full(canvas, "what changed", &one.what, list, area);
    }
}

fn draw_full(canvas: &mut Canvas<'_>, title: &str, text: &str, list: Rect, area: Rect) {
    let line = Rect {
        y: list.bottom(),
        height: 1,
        ..area
    };
    canvas.across(line);
    canvas.text(
        line.x + 2,
        line.y,
        line.width.saturating_sub(2),
        &format!(" {title} "),
        Role::Quiet,
    );
    let rows = usize::from(FULL - 1);
    for (y, text) in (line.y + 1..area.bottom()).zip(wrap(text, usize::from(area.width), rows)) {
        canvas.text(area.x, y, area.width, &text, Role::Text);
    }
}
