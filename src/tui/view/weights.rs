//! What comes of weights while they are typed: verdict, totals and ranks beside the fields.

use ratatui::layout::Rect;

use crate::tui::app::desk::Desk;
use crate::tui::app::form::{Form, Target};
use crate::tui::app::scorecard::Foot;
use crate::tui::app::verdict::{short, told};
use crate::tui::app::weights::Tried;
use crate::tui::canvas::Canvas;
use crate::tui::text::wrap;
use crate::tui::theme::Role;

/// Columns of a total and a rank.
const TOTAL: u16 = 10;
const RANK: u16 = 4;
/// Rows above the totals: the verdict, what it rests on, a line, the heads.
const ABOVE: u16 = 5;

/// Columns that it takes of a form of so many.
pub(super) const fn columns(width: u16) -> u16 {
    if width < 60 { width / 2 } else { width * 4 / 9 }
}

/// Rows that it takes for what is tried in a form; none for any other form.
pub(super) fn rows(form: &Form) -> u16 {
    let tried = form.tried.as_ref();
    tried.map_or(0, |tried| {
        let options = u16::try_from(tried.card.columns.len()).unwrap_or(u16::MAX);
        options.saturating_add(ABOVE)
    })
}

pub(super) fn draw(canvas: &mut Canvas<'_>, desk: &Desk, form: &Form, area: Rect) {
    let (Some(tried), Target::Weights(_)) = (&form.tried, &form.target) else {
        return;
    };
    canvas.down(Rect { width: 1, ..area });
    let area = Rect {
        x: area.x + 2,
        width: area.width.saturating_sub(2),
        ..area
    };
    if let Some(problem) = &tried.card.problem {
        let lines = wrap(problem, usize::from(area.width), usize::from(area.height));
        for (y, line) in (area.top()..area.bottom()).zip(&lines) {
            canvas.text(area.x, y, area.width, line, Role::Warning);
        }
        return;
    }
    draw_verdict(canvas, desk, form, tried, area);
    let below = Rect {
        y: area.y + ABOVE - 1,
        height: area.height.saturating_sub(ABOVE - 1),
        ..area
    };
    draw_totals(canvas, desk, &tried.card.columns, below);
}

/// The verdict on the weights as they are typed; marked while the engine is still at the latest ones.
fn draw_verdict(canvas: &mut Canvas<'_>, desk: &Desk, form: &Form, tried: &Tried, area: Rect) {
    let Target::Weights(environment) = &form.target else {
        return;
    };
    let known = desk.assessment.known(tried.question.as_ref(), environment);
    let Some((analysis, right)) = known else {
        canvas.text(area.x, area.y, area.width, "working it out …", Role::Quiet);
        return;
    };
    let told = told(analysis, &desk.state().rubric);
    let mark = if right { "" } else { " …" };
    let answer = format!("{}{mark}", told.answer);
    canvas.text(area.x, area.y, area.width, &answer, Role::Strong);
    let basis = format!("{}{}", told.basis, told.of);
    let lines = wrap(&basis, usize::from(area.width), 2);
    for (y, line) in (area.y + 1..).zip(&lines) {
        canvas.text(area.x, y, area.width, line, Role::Quiet);
    }
}

fn draw_totals(canvas: &mut Canvas<'_>, desk: &Desk, all: &[Foot], area: Rect) {
    let name = area.width.saturating_sub(TOTAL + RANK + 2);
    let total = Rect {
        x: area.x + name + 1,
        width: TOTAL,
        height: 1,
        ..area
    };
    canvas.right(total, "total", Role::Quiet);
    canvas.text(total.right() + 1, area.y, RANK, "rank", Role::Quiet);
    let room = usize::from(area.height.saturating_sub(1));
    let shown = if all.len() > room {
        room.saturating_sub(1)
    } else {
        all.len()
    };
    for (y, foot) in (area.y + 1..).zip(all.iter().take(shown)) {
        let out = foot.rank == "out";
        let (role, strong) = if out {
            (Role::Quiet, Role::Quiet)
        } else {
            (Role::Text, Role::Strong)
        };
        let title = short(&desk.state().rubric, &foot.option);
        canvas.text(area.x, y, name, title, role);
        canvas.right(Rect { y, ..total }, &foot.total, strong);
        let rank = if out { Role::Quiet } else { Role::Accent };
        canvas.text(total.right() + 1, y, RANK, &foot.rank, rank);
    }
    if shown < all.len() {
        let text = format!("{} more", all.len() - shown);
        let y = area.bottom().saturating_sub(1);
        canvas.text(area.x, y, area.width, &text, Role::Quiet);
    }
}
