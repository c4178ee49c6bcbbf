//! Draws the scoring run: what is asked stands alone and first, what was said beside each option.

mod ballot;
mod weights;

use ratatui::layout::{Position, Rect};

use crate::agenda::{Criterion, Direction};
use crate::tui::app::App;
use crate::tui::app::desk::Desk;
use crate::tui::app::pages::run::Run;
use crate::tui::app::pages::run::stage::{Stage, again, taken_over, waits};
use crate::tui::canvas::Canvas;
use crate::tui::text::{capitalised, width, wrap};
use crate::tui::theme::Role;

pub(super) fn draw(
    canvas: &mut Canvas<'_>,
    app: &App,
    page: &Run,
    heading: Rect,
    area: Rect,
) -> Option<Position> {
    let desk = app.desk()?;
    draw_heading(canvas, app, desk, page, heading);
    let area = centred(area);
    match page.stage {
        Stage::Weights(_) => weights::draw(canvas, desk, page, area),
        Stage::TakeOver(_) => draw_take_over(canvas, desk, page, area),
        _ if page.cells.is_empty() => {
            let text = "Everything is voted. Enter shows the recommendation.";
            canvas.text(area.x, area.y, area.width, text, Role::Strong);
        }
        _ => return ballot::draw(canvas, desk, page, area),
    }
    None
}

/// The part of the run, how many vote, the time that is left.
fn draw_heading(canvas: &mut Canvas<'_>, app: &App, desk: &Desk, page: &Run, heading: Rect) {
    let mut right = heading;
    if let Some(timer) = desk.run_timer() {
        let over = timer.left(app.now) < 0;
        let role = if over { Role::Warning } else { Role::Accent };
        let used = canvas.right(right, &timer.words(app.now), role);
        right.width = right.width.saturating_sub(used + 3);
    }
    let voters = match desk.state().room() {
        Some(1) => "1 votes".to_owned(),
        Some(room) => format!("{room} vote"),
        None => "not counted".to_owned(),
    };
    let used = canvas.right(right, &voters, Role::Quiet);
    let x = heading.x + 14;
    let room = right.right().saturating_sub(used + 2 + x);
    let text = part(desk, page, canvas.symbols().dot);
    canvas.text(x, heading.y, room, &text, Role::Quiet);
}

fn part(desk: &Desk, page: &Run, dot: &str) -> String {
    let state = desk.state();
    let environment = page.environment(state);
    let mut parts: Vec<String> = Vec::new();
    let name = environment.map(ToString::to_string);
    parts.extend(name.filter(|name| !name.is_empty()));
    parts.push(match page.stage {
        Stage::Criterion(at) => format!("criterion {} of {}", at + 1, state.rubric.criteria.len()),
        Stage::Again => {
            let cells = again(state);
            let open = cells.iter().filter(|cell| waits(state, cell)).count();
            format!("once more, {} of {}", cells.len() - open + 1, cells.len())
        }
        _ => page.stage.title().to_owned(),
    });
    parts.join(&format!(" {dot} "))
}

/// The part of a page that is written on: a margin, and no line that is hard to follow.
fn centred(area: Rect) -> Rect {
    let width = area.width.saturating_sub(4).min(120);
    Rect {
        x: area.x + (area.width - width) / 2,
        width,
        ..area
    }
}

/// On a high screen, lower down: what is asked stands alone.
const fn lowered(area: Rect, lines: u16) -> Rect {
    let spare = area.height.saturating_sub(lines) / 3;
    let by = if spare > 4 { 4 } else { spare };
    Rect {
        y: area.y + by,
        height: area.height - by,
        ..area
    }
}

/// What stands before the levels of another environment are taken over.
fn draw_take_over(canvas: &mut Canvas<'_>, desk: &Desk, page: &Run, area: Rect) {
    let state = desk.state();
    let lead = state.rubric.header.environments.first();
    let lead = lead.map(ToString::to_string).unwrap_or_default();
    let here = page.environment(state).map(ToString::to_string);
    let here = here.unwrap_or_default();
    let count = taken_over(state, page.stage.environment()).len();
    let title = format!("{here} begins as the same as {lead}");
    canvas.text(
        area.x,
        area.y,
        area.width,
        &capitalised(&title),
        Role::Strong,
    );
    let text = format!(
        "Enter takes {count} levels over from {lead} in one go. After that only what differs is talked about and voted on."
    );
    for (y, line) in (area.y + 2..area.bottom()).zip(wrap(&text, usize::from(area.width), 4)) {
        canvas.text(area.x, y, area.width, &line, Role::Text);
    }
}

/// A criterion with its direction, and what it is about; gives the lines used.
fn draw_criterion(canvas: &mut Canvas<'_>, criterion: &Criterion, title: &str, area: Rect) -> u16 {
    let [up, down] = canvas.symbols().up_down;
    let good = match criterion.direction {
        Direction::HigherIsBetter => format!("{up} high is good"),
        Direction::LowerIsBetter => format!("{down} low is good"),
    };
    let wide = u16::try_from(width(&good)).unwrap_or(0) + 3;
    let room = area.width.saturating_sub(wide);
    let used = canvas.text(area.x, area.y, room, title, Role::Strong);
    canvas.text(area.x + used + 3, area.y, wide, &good, Role::Quiet);
    1
}

/// What each level means, in words; each gets a line before one gets a second. Gives the lines used, at most `most`.
fn draw_anchors(canvas: &mut Canvas<'_>, criterion: &Criterion, area: Rect, most: u16) -> u16 {
    let mut after = u16::try_from(criterion.anchors.len()).unwrap_or(1);
    let mut y = area.y;
    for (level, text) in &criterion.anchors {
        after = after.saturating_sub(1);
        let free = most.saturating_sub(y - area.y + after).clamp(1, 3);
        canvas.text(area.x, y, 1, &level.to_string(), Role::Accent);
        let width = area.width.saturating_sub(4);
        for line in wrap(text, usize::from(width), usize::from(free)) {
            canvas.text(area.x + 4, y, width, &line, Role::Text);
            y += 1;
        }
    }
    y - area.y
}
