//! Draws the ideas for an option: what can be taken over, and the selected one in full.

use ratatui::layout::Rect;

use crate::tui::app::pages::ideas::{FULL, Idea, Ideas};
use crate::tui::canvas::Canvas;
use crate::tui::text::{capitalised, wrap};
use crate::tui::theme::Role;

/// Columns of the quadrant's name.
const QUADRANT: u16 = 15;

pub(super) fn draw(canvas: &mut Canvas<'_>, page: &Ideas, heading: Rect, area: Rect) {
    let taken = page.rows.iter().filter(|idea| idea.taken).count();
    let text = format!(
        "{} {} {taken} of {} on the board",
        page.title,
        canvas.symbols().dot,
        page.rows.len()
    );
    canvas.right(heading, &text, Role::Quiet);
    if page.rows.is_empty() {
        let text = "The rubric brings nothing along for this option.";
        canvas.text(area.x, area.y, area.width, text, Role::Text);
        return;
    }
    let list = Rect {
        height: area.height.saturating_sub(FULL),
        ..area
    };
    let visible = page.rows.iter().enumerate().skip(page.spot.top);
    for (y, (at, idea)) in (list.top()..list.bottom()).zip(visible) {
        let first = at
            .checked_sub(1)
            .is_none_or(|before| page.rows[before].seed.quadrant != idea.seed.quadrant)
            || at == page.spot.top;
        let row = Rect {
            y,
            height: 1,
            ..list
        };
        draw_idea(canvas, idea, (at == page.spot.row, first), row);
    }
    if let Some(idea) = page.selected() {
        let y = list.bottom() + 1;
        draw_full(
            canvas,
            idea,
            Rect {
                y,
                height: FULL - 1,
                ..area
            },
        );
    }
}

fn draw_idea(canvas: &mut Canvas<'_>, idea: &Idea, (front, first): (bool, bool), row: Rect) {
    if front {
        canvas.tint(row, Role::Selected);
        canvas.text(row.x, row.y, 1, canvas.symbols().cursor, Role::Accent);
    }
    if idea.taken {
        canvas.text(row.x + 2, row.y, 1, canvas.symbols().done, Role::Done);
    }
    if first {
        let name = capitalised(idea.seed.quadrant.id());
        canvas.text(row.x + 4, row.y, QUADRANT - 1, &name, Role::Quiet);
    }
    let role = match (front, idea.taken) {
        (true, _) => Role::Strong,
        (false, true) => Role::Done,
        (false, false) => Role::Text,
    };
    let x = row.x + 4 + QUADRANT;
    let room = row.right().saturating_sub(x);
    canvas.text(x, row.y, room, &idea.seed.text, role);
}

/// The idea with its source, as it would be recorded.
fn draw_full(canvas: &mut Canvas<'_>, idea: &Idea, area: Rect) {
    let seed = &idea.seed;
    let width = usize::from(area.width.saturating_sub(2));
    let mut lines: Vec<(String, Role)> = wrap(&seed.text, width, 2)
        .into_iter()
        .map(|line| (line, Role::Text))
        .collect();
    let criteria: Vec<String> = seed.criteria.iter().map(ToString::to_string).collect();
    lines.push((format!("speaks to {}", criteria.join(", ")), Role::Quiet));
    lines.push((
        format!("{}, as of {}", seed.source, seed.as_of),
        Role::Quiet,
    ));
    for (y, (line, role)) in (area.top()..area.bottom()).zip(&lines) {
        canvas.text(area.x + 2, y, area.width - 2, line, *role);
    }
}
