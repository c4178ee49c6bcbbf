//! Draws what a simulation says of the plan, and how far it is while it runs.

use ratatui::layout::Rect;

use super::panel;
use crate::tui::app::App;
use crate::tui::app::pages::roadmap::Roadmap;
use crate::tui::app::pages::roadmap::chances::{Outcome, how};
use crate::tui::app::pages::roadmap::told::Told;
use crate::tui::canvas::Canvas;
use crate::tui::text::{width, wrap};
use crate::tui::theme::Role;

/// Columns of the labels, as in the words on a package.
const LABELS: u16 = 12;
/// Columns of the bar of progress.
const BAR: u16 = 40;

pub(super) fn draw(canvas: &mut Canvas<'_>, app: &App, page: &Roadmap) {
    let area = page.layout.panel;
    let how = format!(" {} ", how());
    panel::head(canvas, area, ("", "How sure is the end?"), &how);
    let place = Rect {
        y: area.y + 1,
        height: area.height.saturating_sub(1),
        ..area
    };
    if let Some(progress) = page.chances.progress() {
        draw_progress(canvas, progress, place);
    }
    let Some(outcome) = page.chances.outcome() else {
        return;
    };
    // The chart is for the eye: words come first where there is little room.
    let room = usize::from(place.width.saturating_sub(LABELS));
    let lines = |told: &Told| wrap(&told.text, room, 9).len();
    let words: usize = outcome.told.iter().map(lines).sum();
    let chart = u16::from(usize::from(place.height) > words);
    if chart > 0 {
        draw_spread(canvas, outcome, place);
    }
    let words = Rect {
        y: place.y + chart,
        height: place.height - chart,
        ..place
    };
    let told = outcome.told.get(page.told_from..).unwrap_or_default();
    panel::draw_told(canvas, app, told, words);
}

fn draw_progress(canvas: &mut Canvas<'_>, progress: u32, place: Rect) {
    canvas.text(place.x, place.y, LABELS - 1, "simulating", Role::Quiet);
    let wide = BAR.min(place.width.saturating_sub(LABELS + 8));
    let done = u16::try_from(u32::from(wide) * progress.min(100) / 100).unwrap_or(wide);
    let (x, symbols) = (place.x + LABELS, canvas.symbols());
    let bar = symbols.bar_critical.repeat(usize::from(done));
    let rest = symbols.slack.repeat(usize::from(wide - done));
    canvas.text(x, place.y, wide, &bar, Role::Accent);
    canvas.text(x + done, place.y, wide, &rest, Role::Line);
    let text = format!("{progress} %");
    canvas.text(x + wide + 2, place.y, 6, &text, Role::Text);
}

/// How the finishes are spread between the first and the last.
fn draw_spread(canvas: &mut Canvas<'_>, outcome: &Outcome, place: Rect) {
    let most = outcome.spread.iter().copied().max().unwrap_or(0).max(1);
    let levels = canvas.symbols().levels;
    let level = |runs: &u32| match runs {
        0 => " ",
        runs => {
            levels[usize::try_from((runs * 7).div_ceil(most))
                .unwrap_or(0)
                .min(7)]
        }
    };
    let chart: String = outcome.spread.iter().map(level).collect();
    canvas.text(place.x, place.y, LABELS - 1, "spread", Role::Quiet);
    let mut x = place.x + LABELS;
    let (first, last) = &outcome.ends;
    for (text, role) in [
        (first, Role::Quiet),
        (&chart, Role::Accent),
        (last, Role::Quiet),
    ] {
        let room = place.right().saturating_sub(x);
        canvas.text(x, place.y, room, text, role);
        x += u16::try_from(width(text)).unwrap_or(room) + 2;
    }
}
