//! Draws the way from a claim to what was said.

use ratatui::layout::Rect;

use crate::trace::Claim;
use crate::tui::app::pages::why::Why;
use crate::tui::canvas::Canvas;
use crate::tui::text::wrap;
use crate::tui::theme::Role;

pub(super) fn draw(canvas: &mut Canvas<'_>, page: &Why, heading: Rect, area: Rect) {
    let Some(step) = page.front() else {
        return;
    };
    let way: Vec<&str> = page.way.iter().map(|step| kind(&step.claim)).collect();
    let title = Rect {
        x: heading.x + 6,
        width: heading.width.saturating_sub(6),
        ..heading
    };
    canvas.text(title.x, title.y, title.width, &way.join(" ← "), Role::Quiet);
    let width = usize::from(area.width);
    let claim = wrap(&step.reasons.claim, width, 4);
    for (y, line) in (area.top()..area.bottom()).zip(&claim) {
        canvas.text(area.x, y, area.width, line, Role::Strong);
    }
    let top = area.y + u16::try_from(claim.len()).unwrap_or(0) + 1;
    canvas.text(area.x, top, area.width, "because", Role::Quiet);
    let mut y = top + 1;
    let reasons = step.reasons.reasons.iter().enumerate().skip(step.spot.top);
    for (at, reason) in reasons {
        let front = at == step.spot.row;
        let role = if front { Role::Selected } else { Role::Text };
        let lines = wrap(&reason.text, width.saturating_sub(4), 3);
        for (nth, line) in lines.iter().enumerate() {
            if y >= area.bottom() {
                return;
            }
            let row = Rect {
                y,
                height: 1,
                ..area
            };
            if front {
                canvas.tint(row, Role::Selected);
                canvas.text(row.x, y, 1, canvas.symbols().cursor, Role::Accent);
            }
            if nth == 0 && reason.leads_to.is_some() {
                canvas.text(
                    row.x + 2,
                    y,
                    1,
                    canvas.symbols().before_after[1],
                    Role::Accent,
                );
            }
            canvas.text(row.x + 4, y, row.width.saturating_sub(4), line, role);
            y += 1;
        }
    }
}

const fn kind(claim: &Claim) -> &'static str {
    match claim {
        Claim::Recommendation => "recommendation",
        Claim::Verdict(_) => "verdict",
        Claim::Total(..) => "total",
        Claim::Cell(_) => "score",
        Claim::Weight(..) => "weight",
        Claim::Date(_) => "date",
        Claim::Record(_) => "what was said",
    }
}
