//! Draws what is missing: by kind, each with what to do about it.

use ratatui::layout::Rect;

use crate::tui::app::pages::check::{Check, Listed, REMEDY};
use crate::tui::canvas::Canvas;
use crate::tui::text::wrap;
use crate::tui::theme::Role;

pub(super) fn draw(canvas: &mut Canvas<'_>, check: &Check, heading: Rect, area: Rect) {
    let open = match check.findings.len() {
        0 => "nothing".to_owned(),
        1 => "1 thing is open".to_owned(),
        count => format!("{count} things are open"),
    };
    canvas.right(heading, &open, Role::Quiet);
    if check.findings.is_empty() {
        let text = "Nothing is missing: outputs, scores, roadmap and owners are complete.";
        canvas.text(area.x, area.y, area.width, text, Role::Text);
        return;
    }
    let list = Rect {
        height: area.height.saturating_sub(REMEDY),
        ..area
    };
    let lines = check.lines();
    for (y, line) in (list.top()..list.bottom()).zip(lines.iter().skip(check.first)) {
        let row = Rect {
            y,
            height: 1,
            ..list
        };
        match line {
            Listed::Heading(title, count) => {
                let used = canvas.text(row.x, y, row.width, title, Role::Quiet);
                let rest = row.width.saturating_sub(used + 2);
                canvas.text(row.x + used + 2, y, rest, &count.to_string(), Role::Quiet);
            }
            Listed::Finding(at, finding) => {
                if *at == check.spot.row {
                    canvas.tint(row, Role::Selected);
                    canvas.text(row.x, y, 1, canvas.symbols().cursor, Role::Accent);
                }
                let room = row.width.saturating_sub(2);
                canvas.text(row.x + 2, y, room, &finding.what, Role::Text);
            }
            Listed::Blank => {}
        }
    }
    draw_remedy(canvas, check, area);
}

fn draw_remedy(canvas: &mut Canvas<'_>, check: &Check, area: Rect) {
    let Some(finding) = check.selected() else {
        return;
    };
    let y = area.bottom().saturating_sub(REMEDY - 1);
    let width = area.width.saturating_sub(2);
    let todo = format!("To do: {}", finding.remedy);
    let lines = wrap(&finding.what, usize::from(width), 2);
    let below = (y..).zip(&lines);
    for (y, line) in below {
        canvas.text(area.x + 2, y, width, line, Role::Strong);
    }
    let y = y + u16::try_from(lines.len()).unwrap_or_default();
    canvas.text(area.x + 2, y, width, &todo, Role::Accent);
}
