//! Draws the way from a claim to what was said.

use ratatui::layout::{Position, Rect};

use crate::trace::Claim;
use crate::tui::app::pages::why::{Step, Why};
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
    let claim = claim(step, area);
    for (y, line) in (area.top()..area.bottom()).zip(&claim) {
        canvas.text(area.x, y, area.width, line, Role::Strong);
    }
    let (top, lines) = reasons(step, area);
    canvas.text(
        area.x,
        top.saturating_sub(1),
        area.width,
        "because",
        Role::Quiet,
    );
    for (y, (at, first, line)) in (top..area.bottom()).zip(&lines) {
        let row = Rect {
            y,
            height: 1,
            ..area
        };
        let front = *at == step.spot.row;
        let role = if front { Role::Selected } else { Role::Text };
        if front {
            canvas.tint(row, Role::Selected);
            canvas.text(row.x, y, 1, canvas.symbols().cursor, Role::Accent);
        }
        let leads = step.reasons.reasons.get(*at);
        if *first && leads.is_some_and(|reason| reason.leads_to.is_some()) {
            let sign = canvas.symbols().before_after[1];
            canvas.text(row.x + 2, y, 1, sign, Role::Accent);
        }
        canvas.text(row.x + 4, y, row.width.saturating_sub(4), line, role);
    }
}

/// The claim in lines.
fn claim(step: &Step, area: Rect) -> Vec<String> {
    wrap(&step.reasons.claim, usize::from(area.width), 4)
}

/// The row where the reasons begin, and their lines: of which reason, whether its first, and the words.
fn reasons(step: &Step, area: Rect) -> (u16, Vec<(usize, bool, String)>) {
    let claim = u16::try_from(claim(step, area).len()).unwrap_or(0);
    let columns = usize::from(area.width.saturating_sub(4));
    let all = step.reasons.reasons.iter().enumerate().skip(step.spot.top);
    // Each takes a row at the least.
    let seen = all.take(usize::from(area.height));
    let lines = seen.flat_map(|(at, reason)| {
        let lines = wrap(&reason.text, columns, 3).into_iter().enumerate();
        lines.map(move |(nth, line)| (at, nth == 0, line))
    });
    (area.y + claim + 2, lines.collect())
}

/// The reason that is drawn at a place.
pub(crate) fn reason_at(page: &Why, area: Rect, at: Position) -> Option<usize> {
    let (top, lines) = reasons(page.front()?, area);
    let row = at.y.checked_sub(top).filter(|_| area.contains(at))?;
    lines.get(usize::from(row)).map(|(reason, ..)| *reason)
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
