//! How far a weight can move: `[──●──────┃ MSK   ]  10 now, up to 40`.

use ratatui::layout::Rect;

use super::bars::cells;
use crate::tui::app::pages::recommendation::parts::Strip;
use crate::tui::canvas::Canvas;
use crate::tui::text::width;
use crate::tui::theme::Role;

/// Columns of the words behind a strip: as many as the longest need that say everything.
const WORDS: u16 = 35;

pub(super) fn draw(canvas: &mut Canvas<'_>, strip: &Strip, area: Rect) {
    let track = Rect {
        x: area.x + 1,
        width: area.width.saturating_sub(WORDS + 3),
        ..area
    };
    if track.width < 8 {
        canvas.text(
            area.x,
            area.y,
            area.width,
            &told(strip, [true; 2]),
            Role::Text,
        );
        return;
    }
    canvas.text(area.x, area.y, 1, "[", Role::Quiet);
    canvas.text(track.right(), area.y, 1, "]", Role::Quiet);
    let untold = draw_track(canvas, strip, track);
    let x = track.right() + 2;
    let room = area.right().saturating_sub(x);
    canvas.text(x, area.y, room, &told(strip, untold), Role::Text);
}

/// What is said behind the strip, with the names that found no room in it.
fn told(strip: &Strip, untold: [bool; 2]) -> String {
    let names = strip.takers.iter().zip(untold);
    let names = names.filter(|(name, untold)| *untold && !name.is_empty());
    let names: Vec<&str> = names.map(|(name, _)| name.as_str()).collect();
    if names.is_empty() {
        return strip.said.clone();
    }
    format!("{} ({})", strip.said, names.join(", "))
}

/// The part on which the leader stays, its ends with who takes over, and the weight now; gives whose name has
/// no room.
fn draw_track(canvas: &mut Canvas<'_>, strip: &Strip, track: Rect) -> [bool; 2] {
    let last = track.width - 1;
    let at = |share: f64| cells(share, last);
    let [below, above] = strip.takers.each_ref().map(|names| !names.is_empty());
    let now = at(strip.weight);
    let mut low = at(strip.low);
    let mut high = at(strip.high);
    // An end that is near stands beside the weight, not under it.
    if below && low >= now {
        low = now.saturating_sub(1);
    }
    if above && high <= now {
        high = (now + 1).min(last);
    }
    let symbols = canvas.symbols();
    for cell in low..=high {
        canvas.text(track.x + cell, track.y, 1, symbols.across, Role::Accent);
    }
    for (end, there) in [(low, below), (high, above)] {
        if there {
            canvas.text(track.x + end, track.y, 1, symbols.deadline, Role::Strong);
        }
    }
    canvas.text(track.x + now, track.y, 1, symbols.here, Role::Strong);
    let names = |text: &String, from: u16, room: u16| -> Option<(u16, u16)> {
        let wide = u16::try_from(width(text)).ok()?;
        (wide + 2 <= room && !text.is_empty()).then_some((from, wide))
    };
    let [before, after] = &strip.takers;
    let left = names(before, 0, low);
    if let Some((_, wide)) = left {
        canvas.text(track.x + low - 1 - wide, track.y, wide, before, Role::Quiet);
    }
    let right = names(after, high + 2, last - high);
    if let Some((from, wide)) = right {
        canvas.text(track.x + from, track.y, wide, after, Role::Quiet);
    }
    [left.is_none(), right.is_none()]
}
