//! Draws the report preview.

use ratatui::layout::Rect;

use crate::exports::Document;
use crate::tui::app::desk::Desk;
use crate::tui::app::pages::report::{Preview, WIDEST};
use crate::tui::canvas::Canvas;
use crate::tui::text::width;
use crate::tui::theme::Role;

pub(super) fn draw(
    canvas: &mut Canvas<'_>,
    page: &Preview,
    desk: &Desk,
    heading: Rect,
    area: Rect,
) {
    draw_documents(canvas, page, heading);
    if let Some(waiting) = &page.waiting {
        canvas.text(area.x, area.y, area.width, waiting, Role::Quiet);
        return;
    }
    draw_section(canvas, page, desk, heading);
    let wide = area.width.min(WIDEST);
    let left = area.x + (area.width - wide) / 2;
    let lines = page.reading.lines.iter().skip(page.top);
    for (y, line) in (area.top()..area.bottom()).zip(lines) {
        let mut x = left;
        for (text, role) in &line.pieces {
            x += canvas.text(x, y, (left + wide).saturating_sub(x), text, *role);
        }
    }
    let all = page.reading.lines.len();
    if all > usize::from(area.height) {
        let seen = (page.top + usize::from(area.height)).min(all);
        let text = format!(" {} % ", seen * 100 / all);
        let last = Rect {
            y: area.bottom(),
            height: 1,
            ..area
        };
        canvas.right(last, &text, Role::Quiet);
    }
}

fn draw_documents(canvas: &mut Canvas<'_>, page: &Preview, heading: Rect) {
    let wide: usize = Document::ALL.iter().map(|one| width(one.name()) + 3).sum();
    let wide = u16::try_from(wide).unwrap_or(heading.width);
    let mut x = heading.right().saturating_sub(wide);
    for (at, document) in Document::ALL.into_iter().enumerate() {
        let front = document == page.document;
        let role = if front { Role::Accent } else { Role::Quiet };
        let text = format!("{} {}", at + 1, document.name());
        x += canvas.text(x, heading.y, heading.right().saturating_sub(x), &text, role) + 1;
    }
}

/// Which section words would be written for, below the heading.
fn draw_section(canvas: &mut Canvas<'_>, page: &Preview, desk: &Desk, heading: Rect) {
    let Some((_, section, title)) = page.section() else {
        return;
    };
    let own = if desk.state().prose.contains_key(section) {
        "your words are in it"
    } else {
        "no words of yours yet"
    };
    let text = format!("{title}: {own}");
    canvas.text(heading.x, heading.y + 1, heading.width, &text, Role::Quiet);
}
