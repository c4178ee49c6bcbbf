//! Draws a package with what comes before and after it: how far, and why.

use ratatui::layout::Rect;

use super::draw_cells;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::app::pages::roadmap::Roadmap;
use crate::tui::app::pages::roadmap::focus::{Focus, Near};
use crate::tui::app::pages::roadmap::layout::Layout;
use crate::tui::canvas::Canvas;
use crate::tui::theme::Role;

/// How many steps are shown, how much that is of everything, and how to see more.
pub(super) fn draw_notice(canvas: &mut Canvas<'_>, app: &App, focus: &Focus, layout: &Layout) {
    let (before, after) = focus.shown();
    let steps = match focus.steps {
        1 => "1 step".to_owned(),
        steps => format!("{steps} steps"),
    };
    let text = format!(
        "{steps} around {}: {} before, {} after",
        focus.centre,
        of(before, focus.all.0),
        of(after, focus.all.1)
    );
    let mut place = Rect {
        x: layout.heads.x + 2,
        width: layout.heads.width.saturating_sub(2),
        ..layout.heads
    };
    let mut write = |text: &str, role: Role, gap: u16| {
        let used = canvas.text(place.x, place.y, place.width, text, role) + gap;
        place.x += used;
        place.width = place.width.saturating_sub(used);
    };
    write(&text, Role::Text, 3);
    for (action, word) in [(Action::Nearer, "nearer"), (Action::Further, "further")] {
        if let Some(key) = app.keymap.first_of(action) {
            write(&key, Role::Accent, 1);
            write(word, Role::Quiet, 2);
        }
    }
}

/// `3`, or `2 of 3`.
fn of(shown: usize, all: usize) -> String {
    if shown == all {
        all.to_string()
    } else {
        format!("{shown} of {all}")
    }
}

/// The heading above packages that are as many steps away.
pub(super) fn draw_steps(canvas: &mut Canvas<'_>, steps: isize, place: Rect) {
    let side = if steps < 0 { "before" } else { "after" };
    let text = match steps.abs() {
        0 => "In focus".to_owned(),
        1 => format!("Directly {side}"),
        steps => format!("{steps} steps {side}"),
    };
    canvas.text(place.x, place.y, place.width, &text, Role::Strong);
}

/// A package near the focus, with the reason of the link that leads there.
pub(super) fn draw_near(
    canvas: &mut Canvas<'_>,
    page: &Roadmap,
    at: usize,
    front: bool,
    place: Rect,
) {
    let near = page.focus.as_ref().and_then(|focus| focus.near.get(at));
    let Some((near, row)) = near.and_then(|near| Some((near, page.table.rows.get(near.row)?)))
    else {
        return;
    };
    draw_cells(canvas, page, row, front, place);
    if near.steps != 0 {
        draw_reason(canvas, page, near, place.y);
    }
}

fn draw_reason(canvas: &mut Canvas<'_>, page: &Roadmap, near: &Near, y: u16) {
    let gantt = page.layout.gantt;
    let symbols = canvas.symbols();
    if near.drives {
        canvas.text(gantt.x, y, 1, symbols.now, Role::Accent);
    }
    // What comes before leads on to its neighbour; what comes after waits for it.
    let by = if near.steps < 0 {
        format!("{} {}", symbols.before_after[1], near.by)
    } else {
        format!("{} {}", symbols.before_after[0], near.by)
    };
    let mut x = gantt.x + 2;
    x += canvas.text(x, y, page.layout.id + 2, &by, Role::Quiet);
    x = x.max(gantt.x + 2 + page.layout.id + 2) + 1;
    let mut end = gantt.right();
    if near.others > 0 {
        let more = format!("+{}", near.others);
        let place = Rect::new(x, y, end.saturating_sub(x), 1);
        end = end.saturating_sub(canvas.right(place, &more, Role::Quiet) + 1);
    }
    let (why, role) = match near.why.as_str() {
        "" => ("no reason given", Role::Quiet),
        why => (why, Role::Text),
    };
    canvas.text(x, y, end.saturating_sub(x), why, role);
}
