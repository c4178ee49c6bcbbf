//! Draws the votes of the scoring run: the criterion, what its levels mean, and a row per cell.

use ratatui::layout::{Position, Rect};

use super::{draw_anchors, draw_criterion, lowered};
use crate::agenda::Criterion;
use crate::scoring::{contested, is_contested};
use crate::tui::app::desk::Desk;
use crate::tui::app::pages::run::stage::{AGAIN, Stage, is_voted};
use crate::tui::app::pages::run::{Run, list_height};
use crate::tui::canvas::Canvas;
use crate::tui::text::{width, wrap};
use crate::tui::theme::Role;
use crate::workshop::{CellKey, Round, State, Tally};

/// Columns of the field in which a tally is typed.
const FIELD: u16 = 16;

pub(super) fn draw(
    canvas: &mut Canvas<'_>,
    desk: &Desk,
    page: &Run,
    area: Rect,
) -> Option<Position> {
    let cell = page.cell()?;
    let criterion = desk.state().rubric.criterion(&cell.criterion)?;
    let (height, each) = list_height(area.height, page.cells.len());
    let area = lowered(area, height + 12);
    let above = area.height.saturating_sub(height + 2);
    let used = draw_question(
        canvas,
        desk.state(),
        page,
        criterion,
        Rect {
            height: above,
            ..area
        },
    );
    let mut cursor = None;
    let top = area.y + used + 1;
    let visible = page.cells.iter().enumerate().skip(page.spot.top);
    let rows = (top..top + height).step_by(usize::from(each));
    for (y, (at, cell)) in rows.zip(visible) {
        let row = Rect {
            y,
            height: 1,
            ..area
        };
        let front = at == page.spot.row;
        let found = draw_row(canvas, desk, page, cell, front, row);
        cursor = cursor.or(found.filter(|_| front));
    }
    let foot = Rect {
        y: (top + height + u16::from(each == 1)).min(area.bottom().saturating_sub(1)),
        height: 1,
        ..area
    };
    canvas.text(
        foot.x,
        foot.y,
        foot.width,
        &foot_text(desk, page, cell),
        Role::Quiet,
    );
    cursor
}

/// The criterion, what it is about, what its levels mean; gives the lines used.
fn draw_question(
    canvas: &mut Canvas<'_>,
    state: &State,
    page: &Run,
    criterion: &Criterion,
    area: Rect,
) -> u16 {
    let title = match (&page.stage, page.cell()) {
        (Stage::Again, Some(cell)) => {
            format!(
                "{} {} {}",
                criterion.title,
                canvas.symbols().dot,
                option(state, cell)
            )
        }
        _ => criterion.title.clone(),
    };
    let mut y = area.y + draw_criterion(canvas, criterion, &title, area);
    y += u16::from(area.height >= 12);
    let about = criterion.about.as_deref().or(criterion.question.as_deref());
    for line in wrap(about.unwrap_or_default(), usize::from(area.width), 2) {
        canvas.text(area.x, y, area.width, &line, Role::Text);
        y += 1;
    }
    y += 1;
    let left = area.bottom().saturating_sub(y);
    let place = Rect {
        y,
        height: left,
        ..area
    };
    y + draw_anchors(canvas, criterion, place, left) - area.y
}

/// An option and what was said of it; the selected row has the field in which its tally is typed.
fn draw_row(
    canvas: &mut Canvas<'_>,
    desk: &Desk,
    page: &Run,
    cell: &CellKey,
    front: bool,
    row: Rect,
) -> Option<Position> {
    if front {
        canvas.text(row.x, row.y, 1, canvas.symbols().cursor, Role::Accent);
    }
    let state = desk.state();
    let again = page.stage == Stage::Again;
    let wide = match (again, row.width >= 90) {
        (_, true) => 38,
        (true, false) => 27,
        (false, false) => 24,
    };
    let dot = canvas.symbols().dot;
    let name = row_name(state, cell, again.then_some(dot), usize::from(wide - 1));
    let role = if front { Role::Strong } else { Role::Text };
    canvas.text(row.x + 2, row.y, wide - 1, &name, role);
    let x = row.x + 2 + wide;
    let rest = Rect {
        x,
        width: row.right().saturating_sub(x),
        ..row
    };
    if !front {
        draw_said(canvas, state, page, cell, rest);
        return None;
    }
    let field = Rect {
        width: FIELD.min(rest.width),
        ..rest
    };
    let beside = Rect {
        x: rest.x + FIELD + 2,
        width: rest.width.saturating_sub(FIELD + 2),
        ..rest
    };
    let line = desk.run_memory.line(cell);
    if let Some(line) = line.filter(|line| !line.text().is_empty()) {
        let cursor = crate::tui::view::input(canvas, field, line);
        let (text, role) = understood(state, line.text());
        canvas.text(beside.x, beside.y, beside.width, &text, role);
        return page.typing.then_some(cursor);
    }
    canvas.tint(field, Role::Field);
    draw_said(canvas, state, page, cell, beside);
    page.typing.then_some(Position::new(field.x, field.y))
}

/// What a tally that is being typed comes to.
fn understood(state: &State, text: &str) -> (String, Role) {
    let tally = match Tally::from_hands(text, state.room()) {
        Ok(tally) => tally,
        Err(error) => return (error.to_string(), Role::Quiet),
    };
    let counted = tally.counted();
    match state.room() {
        Some(room) if counted > u64::from(room) => (
            format!("{counted} hands, {room} in the room"),
            Role::Warning,
        ),
        _ => {
            let level = tally.median().map_or("open".to_owned(), |m| m.to_string());
            let hands = match state.room().map(u64::from) {
                Some(room) if counted < room => {
                    format!("{} did not vote", room - counted)
                }
                Some(room) => format!("{counted} of {room} hands"),
                None => format!("{counted} hands"),
            };
            let split = if is_contested(&tally) { ", split" } else { "" };
            (format!("{level}   {hands}{split}"), Role::Accent)
        }
    }
}

/// The level of a cell and how it came about; nothing of what the room has not voted on.
fn draw_said(canvas: &mut Canvas<'_>, state: &State, page: &Run, cell: &CellKey, area: Rect) {
    if !is_voted(state, cell) {
        canvas.text(area.x, area.y, 1, canvas.symbols().none, Role::Line);
        return;
    }
    let score = state.score(cell);
    let mark = score.and_then(|score| score.mark);
    let mark = mark.map_or("?".to_owned(), |mark| mark.to_string());
    canvas.text(area.x, area.y, 2, &mark, Role::Strong);
    let rounds = state.rounds(cell);
    let shown = match (rounds, page.stage == Stage::Again) {
        ([.., _, last], false) => std::slice::from_ref(last),
        _ => rounds,
    };
    let split = rounds
        .last()
        .is_some_and(|round| is_contested(&round.tally));
    let x = area.x + 3;
    let room = area.right().saturating_sub(x);
    let text = if rounds.is_empty() {
        score.map_or("", |score| score.provenance.word()).to_owned()
    } else {
        rounds_text(shown, canvas.symbols().branches[3], room.saturating_sub(7))
    };
    let used = canvas.text(x, area.y, room, &text, Role::Quiet);
    if split {
        let room = room.saturating_sub(used + 2);
        canvas.text(x + used + 2, area.y, room, "split", Role::Warning);
    }
}

/// Rounds one after the other: in words where there is room for them, or else as they are typed.
fn rounds_text(rounds: &[Round], arrow: &str, room: u16) -> String {
    let between = format!(" {arrow}");
    let said = |of: fn(&Round) -> String| {
        let all: Vec<String> = rounds.iter().map(of).collect();
        all.join(&between)
    };
    let words = said(Round::words);
    if width(&words) <= usize::from(room) {
        return words;
    }
    said(|round| match round.silent() {
        0 => round.tally.short(),
        silent => format!("{}, {silent} did not", round.tally.short()),
    })
}

/// What a row is called: its option, in full where that fits, after its criterion where rows are of several.
fn row_name(state: &State, cell: &CellKey, dot: Option<&str>, room: usize) -> String {
    let short = option(state, cell);
    if let Some(dot) = dot {
        let criterion = state.rubric.criterion(&cell.criterion);
        let criterion = criterion.map_or(cell.criterion.as_str(), Criterion::short);
        return format!("{criterion} {dot} {short}");
    }
    let found = state.rubric.option(&cell.option);
    let title = found.map(|one| one.title.as_str());
    title
        .filter(|title| width(title) <= room)
        .unwrap_or(short)
        .to_owned()
}

fn option<'s>(state: &'s State, cell: &'s CellKey) -> &'s str {
    let option = state.rubric.option(&cell.option);
    option.map_or(cell.option.as_str(), |option| option.short())
}

/// What Enter does without a tally, and how many cells wait for a second show of hands.
fn foot_text(desk: &Desk, page: &Run, cell: &CellKey) -> String {
    match page.stage {
        Stage::Again => "Enter alone when nobody moved".to_owned(),
        Stage::Exceptions(_) => {
            "Vote where it differs; Enter alone when nothing else does".to_owned()
        }
        _ => match contested(desk.state(), &cell.environment).len() {
            0 => String::new(),
            1 => "1 split cell comes once more at the end".to_owned(),
            split if split > AGAIN => {
                format!("{split} split cells; the {AGAIN} with the most at stake come once more")
            }
            split => format!("{split} split cells come once more at the end"),
        },
    }
}
