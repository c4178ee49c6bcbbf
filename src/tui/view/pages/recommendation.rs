//! Draws the recommendation: the verdict in words, the strip of its parts, and the parts.

mod bars;
mod levels;
mod rows;
mod strips;

use ratatui::layout::Rect;

use crate::exports::say;
use crate::tui::app::desk::Desk;
use crate::tui::app::pages::recommendation::line::{Body, Line, POINTS, Part, name_columns};
use crate::tui::app::pages::recommendation::{Areas, Recommendation};
use crate::tui::canvas::Canvas;
use crate::tui::text::{width, wrap};
use crate::tui::theme::Role;
use crate::tui::view::scorecard::said;
use crate::workshop::CellKey;

pub(super) fn draw(
    canvas: &mut Canvas<'_>,
    page: &Recommendation,
    desk: &Desk,
    (heading, area): (Rect, Rect),
) {
    draw_state(canvas, page, heading, area);
    let Areas {
        head,
        strip,
        body,
        said,
    } = page.areas(area);
    draw_head(canvas, page, head);
    draw_strip(canvas, page, strip);
    let lines = page.laid.lines.iter().skip(page.first);
    for (y, line) in (body.top()..body.bottom()).zip(lines) {
        let row = Rect {
            y,
            height: 1,
            ..body
        };
        draw_line(canvas, page, line, row);
    }
    if let Some(cell) = page.cell().filter(|_| said.height > 0) {
        draw_said(canvas, desk, &cell, said);
    }
}

/// In the line of the heading: that the engine is at work, or how much there is below.
fn draw_state(canvas: &mut Canvas<'_>, page: &Recommendation, heading: Rect, area: Rect) {
    let seen = page.first + usize::from(page.areas(area).body.height);
    let below = page.laid.lines.len().saturating_sub(seen);
    if page.waiting {
        canvas.right(heading, "working it out …", Role::Quiet);
    } else if below > 0 {
        let text = say::count(below, "more line below", "more lines below");
        canvas.right(heading, &text, Role::Quiet);
    }
}

/// Why the cell in front has its level, and what that rests on.
fn draw_said(canvas: &mut Canvas<'_>, desk: &Desk, cell: &CellKey, area: Rect) {
    let line = Rect { height: 1, ..area };
    canvas.across(line);
    let text = match desk.state().score(cell) {
        Some(score) => said(desk, cell, score),
        None => "not scored".to_owned(),
    };
    let room = usize::from(area.width);
    let lines = wrap(&text, room, usize::from(area.height - 1));
    for (y, line) in (area.y + 1..).zip(&lines) {
        canvas.text(area.x, y, area.width, line, Role::Text);
    }
}

/// What to do, and the verdict of each environment in a line of its own.
fn draw_head(canvas: &mut Canvas<'_>, page: &Recommendation, area: Rect) {
    let lines = page.headline.iter();
    for (y, text) in (area.top()..area.bottom()).zip(lines) {
        canvas.text(area.x, y, area.width, text, Role::Strong);
    }
    let from = area.y + u16::try_from(page.headline.len()).unwrap_or(0);
    let widest = |texts: &mut dyn Iterator<Item = usize>| {
        u16::try_from(texts.max().unwrap_or(0)).unwrap_or(u16::MAX)
    };
    let title = widest(&mut page.sides.iter().map(|side| width(&side.title)));
    let answer = widest(&mut page.sides.iter().map(|side| width(&side.told.answer)));
    for (at, side) in page.sides.iter().enumerate() {
        let y = from + u16::try_from(at).unwrap_or(0);
        if y >= area.bottom() {
            break;
        }
        let front = at == page.front;
        if front && page.sides.len() > 1 {
            canvas.text(area.x, y, 1, canvas.symbols().now, Role::Accent);
        }
        let role = if front { Role::Strong } else { Role::Quiet };
        let mut x = area.x + 2;
        canvas.text(x, y, title, &side.title, role);
        x += title + 2;
        let room = area.right().saturating_sub(x);
        canvas.text(x, y, room, &side.told.answer, role);
        x += answer.min(room) + 2;
        let (scored, all) = side.coverage;
        let mut rest = side.told.basis.clone();
        if area.width >= 110 {
            rest.push_str(side.told.of);
        }
        if scored < all && scored > 0 {
            let dot = canvas.symbols().dot;
            let open = say::count(all - scored, "cell open", "cells open");
            rest = format!("{rest} {dot} {open}");
        }
        let room = area.right().saturating_sub(x);
        canvas.text(x, y, room, &rest, Role::Quiet);
    }
}

/// The parts by name, the one in front underlined.
fn draw_strip(canvas: &mut Canvas<'_>, page: &Recommendation, area: Rect) {
    if area.height < 2 {
        return;
    }
    let line = Rect {
        y: area.y + 1,
        height: 1,
        ..area
    };
    canvas.across(line);
    let front = page.part();
    let names = page.laid.parts.iter().map(|(_, part)| match part {
        Part::Gaps => format!("{} {}", part.word(), page.gap_count()),
        _ => part.word().to_owned(),
    });
    let names: Vec<String> = names.collect();
    let all: usize = names.iter().map(|name| width(name)).sum();
    let gap = if all + 3 * names.len() <= usize::from(area.width) {
        3
    } else {
        2
    };
    let mut x = area.x;
    for (at, name) in names.iter().enumerate() {
        let role = if at == front {
            Role::Strong
        } else {
            Role::Quiet
        };
        let room = area.right().saturating_sub(x);
        let used = canvas.text(x, area.y, room, name, role);
        if at == front {
            let under = canvas.symbols().under.repeat(usize::from(used));
            canvas.text(x, line.y, used, &under, Role::Accent);
        }
        x += used + gap;
    }
}

fn draw_line(canvas: &mut Canvas<'_>, page: &Recommendation, line: &Line, row: Rect) {
    let front = line.choice.is_some_and(|choice| choice == page.spot.row);
    if front {
        canvas.text(row.x, row.y, 1, canvas.symbols().cursor, Role::Accent);
    }
    let inner = Rect {
        x: row.x + 2,
        width: row.width.saturating_sub(2),
        ..row
    };
    let (text, place, role) = match &line.body {
        Body::Blank => return,
        Body::Heading(text) => (text, row, Role::Strong),
        Body::Text(text) => (text, inner, Role::Text),
        Body::Note(text) => (text, inner, Role::Quiet),
        body => return draw_row(canvas, page, (body, front), inner),
    };
    canvas.text(place.x, place.y, place.width, text, role);
}

/// A row of a table: a name, and beside it a bar, a strip or figures.
fn draw_row(
    canvas: &mut Canvas<'_>,
    page: &Recommendation,
    (body, front): (&Body, bool),
    row: Rect,
) {
    let names = Rect {
        width: name_columns(row.width + 2),
        ..row
    };
    let rest = Rect {
        x: names.right() + 1,
        width: row.right().saturating_sub(names.right() + 1),
        ..row
    };
    let heading = match body {
        Body::Bar(bar) => Some((&bar.name, bar.out)),
        Body::Ranks(ranks) => Some((&ranks.name, false)),
        Body::Strip(strip) => Some((&strip.name, false)),
        Body::Flip(flip) => Some((&flip.name, false)),
        Body::Regret(regret) => Some((&regret.name, false)),
        Body::Gap(gap) => Some((&gap.criterion, false)),
        _ => None,
    };
    if let Some((name, out)) = heading {
        rows::draw_name(canvas, name, (front, out), names);
    }
    match body {
        Body::Bar(bar) => bars::draw(canvas, bar, rest),
        Body::RankHeads => bars::draw_rank_heads(canvas, (names, rest)),
        Body::Ranks(ranks) => bars::draw_ranks(canvas, ranks, rest),
        Body::Strip(strip) => strips::draw(canvas, strip, rest),
        Body::Flip(flip) => rows::draw_flip(canvas, flip, rest),
        Body::More(text) => {
            let x = names.right() + POINTS;
            let room = row.right().saturating_sub(x);
            canvas.text(x, row.y, room, text, Role::Text);
        }
        Body::RegretHeads(heads) => rows::draw_regret_heads(canvas, heads, rest),
        Body::Regret(regret) => rows::draw_regret(canvas, regret, rest),
        Body::LevelHeads => levels::draw_heads(canvas, page, (names, rest)),
        Body::Level(at) => levels::draw(canvas, page, (*at, front), (names, rest)),
        Body::LevelFoot(label, texts) => {
            canvas.text(names.x, row.y, names.width, label, Role::Quiet);
            levels::draw_foot(canvas, page, texts, rest);
        }
        Body::GapHeads => rows::draw_gap_heads(canvas, rest),
        Body::Gap(gap) => rows::draw_gap(canvas, gap, rest),
        Body::Blank | Body::Heading(_) | Body::Text(_) | Body::Note(_) => {}
    }
}
