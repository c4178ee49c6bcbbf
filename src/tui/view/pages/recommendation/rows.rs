//! The rows of words and figures: names, regrets, flips, gaps.

use ratatui::layout::Rect;

use crate::tui::app::pages::recommendation::line::{Named, POINTS};
use crate::tui::app::pages::recommendation::parts::{Flip, Gap, Regret};
use crate::tui::canvas::Canvas;
use crate::tui::theme::Role;

/// What a row is about; the one in front is marked, one that is out is quiet.
pub(super) fn draw_name(
    canvas: &mut Canvas<'_>,
    name: &Named,
    (front, quiet): (bool, bool),
    area: Rect,
) {
    if front {
        canvas.tint(area, Role::Selected);
    }
    let role = match (front, quiet) {
        (true, _) => Role::Strong,
        (_, true) => Role::Quiet,
        _ => Role::Text,
    };
    canvas.text(area.x, area.y, area.width, name.within(area.width), role);
}

/// Columns of an environment among the regrets.
const ENVIRONMENT: u16 = 17;

pub(super) fn draw_regret_heads(canvas: &mut Canvas<'_>, heads: &[String], area: Rect) {
    for (at, head) in heads.iter().enumerate() {
        let place = environment_place(at, area);
        canvas.right(place, head, Role::Quiet);
    }
}

pub(super) fn draw_regret(canvas: &mut Canvas<'_>, regret: &Regret, area: Rect) {
    for (at, points) in regret.points.iter().enumerate() {
        let place = environment_place(at, area);
        canvas.right(place, points, Role::Text);
    }
    if regret.common {
        let place = environment_place(regret.points.len(), area);
        let text = format!("{} one for all", canvas.symbols().done);
        let room = area.right().saturating_sub(place.x + 2);
        canvas.text(place.x + 2, area.y, room, &text, Role::Done);
    }
}

fn environment_place(at: usize, area: Rect) -> Rect {
    let x = area.x + ENVIRONMENT * u16::try_from(at).unwrap_or(0);
    Rect {
        x,
        width: ENVIRONMENT.min(area.right().saturating_sub(x)),
        ..area
    }
}

pub(super) fn draw_flip(canvas: &mut Canvas<'_>, flip: &Flip, area: Rect) {
    let number = Rect { width: 5, ..area };
    canvas.right(number, &flip.points, Role::Strong);
    let x = area.x + POINTS - 1;
    let room = area.right().saturating_sub(x);
    canvas.text(x, area.y, room, &flip.way, Role::Text);
}

/// Columns of option, level and points of a gap.
const GAP: [u16; 3] = [12, 7, 8];

/// Where option, level, points and what closes it stand in a row of gaps.
fn gap_places(area: Rect) -> [Rect; 4] {
    let [option, level, points] = GAP;
    let option = if area.width > 80 { 24 } else { option };
    let mut x = area.x;
    [option, level, points, area.width].map(|wide| {
        let place = Rect {
            x,
            width: wide.min(area.right().saturating_sub(x)),
            ..area
        };
        x = place.right();
        place
    })
}

pub(super) fn draw_gap_heads(canvas: &mut Canvas<'_>, area: Rect) {
    let [option, level, points, closing] = gap_places(area);
    for (place, head) in [(option, "option"), (level, "level"), (closing, "closed by")] {
        canvas.text(place.x, place.y, place.width, head, Role::Quiet);
    }
    canvas.right(within(points), "points", Role::Quiet);
}

/// A place of figures, with a gap behind it.
const fn within(place: Rect) -> Rect {
    Rect {
        width: place.width.saturating_sub(2),
        ..place
    }
}

pub(super) fn draw_gap(canvas: &mut Canvas<'_>, gap: &Gap, area: Rect) {
    let [option, level, points, mut closing] = gap_places(area);
    let room = option.width.saturating_sub(1);
    canvas.text(option.x, area.y, room, gap.option.within(room), Role::Quiet);
    canvas.text(level.x, area.y, level.width, &gap.level, Role::Text);
    canvas.right(within(points), &gap.points, Role::Text);
    if gap.must_have {
        let text = format!("{} must-have", canvas.symbols().fails);
        let used = canvas.text(closing.x, area.y, closing.width, &text, Role::Warning) + 2;
        closing.x += used;
        closing.width = closing.width.saturating_sub(used);
    }
    let Some(first) = gap.packages.first() else {
        let text = "no work package yet: w makes one";
        canvas.text(closing.x, area.y, closing.width, text, Role::Warning);
        return;
    };
    let others = match gap.packages.len() {
        1 => String::new(),
        more => format!(" +{}", more - 1),
    };
    let text = format!("{first}{others} {}", gap.closed_by);
    canvas.text(closing.x, area.y, closing.width, &text, Role::Done);
}
