//! Draws a flow beside its list: a line per link, the selected one in front.

use ratatui::layout::Rect;

use crate::tui::app::desk::Desk;
use crate::tui::app::drawing::Branch;
use crate::tui::canvas::Canvas;
use crate::tui::theme::Role;

pub(super) fn draw(canvas: &mut Canvas<'_>, desk: &Desk, area: Rect) {
    if area.width < 8 {
        return;
    }
    canvas.down(Rect { width: 1, ..area });
    let place = Rect {
        x: area.x + 2,
        width: area.width - 2,
        ..area
    };
    let drawing = &desk.index.drawing;
    let selected = desk.record().map(|record| record.id.clone());
    let at = selected.as_ref().and_then(|id| drawing.line_of(id));
    let height = usize::from(place.height);
    let most = drawing.lines.len().saturating_sub(height);
    let first = at.map_or(0, |at| at.saturating_sub(height / 2)).min(most);
    let lines = drawing.lines.iter().enumerate().skip(first);
    for (y, (number, line)) in (place.top()..place.bottom()).zip(lines) {
        let row = Rect {
            y,
            height: 1,
            ..place
        };
        draw_branch(canvas, line, Some(number) == at, row);
    }
}

fn draw_branch(canvas: &mut Canvas<'_>, line: &Branch, front: bool, row: Rect) {
    if front {
        canvas.tint(row, Role::Selected);
    }
    let [tee, corner, stem, arrow] = canvas.symbols().branches;
    let mut x = row.x;
    let mut put = |canvas: &mut Canvas<'_>, text: &str, role: Role| {
        x += canvas.text(x, row.y, row.right().saturating_sub(x), text, role);
    };
    for goes_on in &line.stems {
        put(canvas, if *goes_on { stem } else { "   " }, Role::Line);
    }
    if line.link.is_some() {
        put(canvas, if line.last { corner } else { tee }, Role::Line);
        if !line.label.is_empty() {
            put(canvas, &line.label, Role::Quiet);
            put(canvas, " ", Role::Line);
        }
        put(canvas, arrow, Role::Accent);
    }
    let role = match (front, line.again) {
        (true, _) => Role::Strong,
        (false, true) => Role::Quiet,
        (false, false) => Role::Text,
    };
    put(canvas, &line.title, role);
    if line.again && line.node.is_some() {
        put(canvas, " (above)", Role::Quiet);
    } else if !line.kind.is_empty() {
        put(canvas, &format!(" ({})", line.kind), Role::Quiet);
    }
}
