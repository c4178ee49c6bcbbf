//! Draws the picker: the line on top, what was found below, the selected one in full at the foot.

use std::sync::Arc;

use ratatui::layout::{Position, Rect};
use unicode_segmentation::UnicodeSegmentation as _;

use super::input;
use crate::tui::app::desk::Desk;
use crate::tui::app::picker::{Picker, Purpose};
use crate::tui::canvas::Canvas;
use crate::tui::layout::Places;
use crate::tui::text::{MORE, fit, width, wrap};
use crate::tui::theme::Role;
use crate::workshop::search::{Hit, Place};
use crate::workshop::{Record, State};

pub(super) fn draw(
    canvas: &mut Canvas<'_>,
    picker: &Picker,
    desk: Option<&Desk>,
    places: &Places,
) -> Position {
    let inner = canvas.frame(places.picker(), &picker.title);
    let line = Rect { height: 1, ..inner };
    let cursor = input(canvas, line, &picker.line);
    if picker.line.text().is_empty() {
        let text = "type a few letters, a tag or a reference";
        canvas.text(line.x + 2, line.y, line.width - 2, text, Role::Quiet);
    }
    let list = places.picker_list();
    if picker.visible.is_empty() && !picker.line.is_blank() {
        let text = "Nothing was found: every word must occur.";
        canvas.text(list.x, list.y, list.width, text, Role::Quiet);
    }
    let Some(state) = desk.map(Desk::state) else {
        return cursor;
    };
    for (at, (y, hit)) in (list.top()..list.bottom()).zip(&picker.visible).enumerate() {
        let row = Rect {
            y,
            height: 1,
            ..list
        };
        draw_hit(canvas, picker, state, hit, at + picker.spot.top, row);
    }
    let foot = Rect {
        y: list.bottom(),
        height: inner.bottom().saturating_sub(list.bottom()),
        ..inner
    };
    draw_foot(canvas, picker, state, foot);
    cursor
}

fn draw_hit(
    canvas: &mut Canvas<'_>,
    picker: &Picker,
    state: &State,
    hit: &Hit,
    at: usize,
    row: Rect,
) {
    if at == picker.spot.row {
        canvas.tint(row, Role::Selected);
        canvas.text(row.x, row.y, 1, canvas.symbols().cursor, Role::Accent);
    }
    let end = draw_about(canvas, picker, state, hit, at, row);
    let mut x = row.x + 2;
    let cut = width(&hit.name) > usize::from(end.saturating_sub(x));
    let last = end.saturating_sub(u16::from(cut));
    // Runs of letters that did or did not match, so that few pieces are drawn.
    let mut letters = (0u32..).zip(hit.name.graphemes(true)).peekable();
    while let Some((number, first)) = letters.next() {
        let matched = hit.matched.binary_search(&number).is_ok();
        let mut run = first.to_owned();
        while let Some((_, next)) =
            letters.next_if(|(number, _)| hit.matched.binary_search(number).is_ok() == matched)
        {
            run.push_str(next);
        }
        let role = if matched { Role::Accent } else { Role::Text };
        if width(&run) > usize::from(last.saturating_sub(x)) {
            canvas.text(x, row.y, end.saturating_sub(x), &run, role);
            return;
        }
        x += canvas.text(x, row.y, last.saturating_sub(x), &run, role);
    }
}

/// What a hit is, where and when it was said, and what must not be overlooked, at the right edge; gives the
/// column before which its name must end.
fn draw_about(
    canvas: &mut Canvas<'_>,
    picker: &Picker,
    state: &State,
    hit: &Hit,
    at: usize,
    row: Rect,
) -> u16 {
    let linked = format!("{} linked", canvas.symbols().done);
    let mut left = row;
    let mut write = |text: &str, role: Role| {
        if !text.is_empty() {
            let used = canvas.right(left, text, role) + 2;
            left.width = left.width.saturating_sub(used);
        }
    };
    let record = match &hit.place {
        Place::Record(id) => state.records.get(id).map(Arc::as_ref),
        Place::Block(_) | Place::Topic(_) => None,
    };
    if row.width >= 100 && picker.purpose == Purpose::GoTo {
        write(&when(state, hit, record), Role::Quiet);
    }
    if record.is_some_and(|record| picker.linked.contains(&record.id)) {
        write(&linked, Role::Accent);
    } else {
        write(&kind(state, &hit.place), Role::Quiet);
    }
    match record {
        _ if picker.is_removed(at) => write("removed", Role::Warning),
        Some(record) if record.off_record => write("off record", Role::Warning),
        Some(record) if record.parked => write("parked", Role::Warning),
        _ => {}
    }
    left.right()
}

/// The block in which something belongs or was said, and when, in columns of the same width.
fn when(state: &State, hit: &Hit, record: Option<&Record>) -> String {
    let block = match &hit.place {
        Place::Block(id) => state.playbook.block(id),
        Place::Topic(id) => state.playbook.topic(id).map(|(block, _)| block),
        Place::Record(_) => record
            .and_then(|record| record.block.as_ref())
            .and_then(|id| state.playbook.block(id)),
    };
    let time = match (record, block) {
        (Some(record), _) => record.added.at.format("%-d %b %H:%M").to_string(),
        (None, Some(block)) => block.start.to_string(),
        (None, None) => String::new(),
    };
    let name = block.map_or("", |block| block.short());
    let name = fit(name, 16, MORE);
    let pad = 16_usize.saturating_sub(width(&name));
    format!("{name}{:pad$}  {time:>12}", "")
}

fn kind(state: &State, place: &Place) -> String {
    match place {
        Place::Block(_) => "block".to_owned(),
        Place::Topic(_) => "topic".to_owned(),
        Place::Record(id) => {
            let sheet = state
                .records
                .get(id)
                .and_then(|record| state.playbook.sheet(&record.sheet));
            sheet.map(|sheet| sheet.title.clone()).unwrap_or_default()
        }
    }
}

fn draw_foot(canvas: &mut Canvas<'_>, picker: &Picker, state: &State, area: Rect) {
    let found = match picker.count() {
        0 => String::new(),
        count if picker.removed() > 0 => {
            format!(
                "{} of {count}, {} removed",
                picker.spot.row + 1,
                picker.removed()
            )
        }
        count => format!("{} of {count}", picker.spot.row + 1),
    };
    canvas.across(area);
    canvas.right(
        Rect { y: area.y, ..area },
        &format!(" {found}"),
        Role::Quiet,
    );
    let Some(hit) = picker.selected() else {
        return;
    };
    let lines = wrap(
        &in_full(state, hit),
        usize::from(area.width),
        usize::from(area.height.saturating_sub(2)),
    );
    for (y, line) in (area.y + 1..area.bottom().saturating_sub(1)).zip(&lines) {
        canvas.text(area.x, y, area.width, line, Role::Text);
    }
    let does = match picker.purpose {
        Purpose::GoTo if picker.is_removed(picker.spot.row) => {
            "Enter brings it back and goes there"
        }
        Purpose::GoTo => "Enter goes there",
        Purpose::Evidence(_) => "Enter links it, Ctrl-X takes a link away; Esc when done",
        Purpose::WaitFor(_) => "Enter chooses it and asks why; Ctrl-X takes a link away",
    };
    canvas.text(
        area.x,
        area.bottom().saturating_sub(1),
        area.width,
        does,
        Role::Quiet,
    );
}

/// What is known of something that was found, in a sentence or two.
fn in_full(state: &State, hit: &Hit) -> String {
    match &hit.place {
        Place::Block(id) => state
            .playbook
            .block(id)
            .and_then(|block| block.goal.clone())
            .unwrap_or_else(|| hit.name.clone()),
        Place::Topic(id) => state
            .playbook
            .topic(id)
            .map_or_else(String::new, |(block, _)| {
                format!("{}, in {}", hit.name, block.title)
            }),
        Place::Record(id) => state
            .records
            .get(id)
            .map(|record| said(state, record))
            .unwrap_or_default(),
    }
}

fn said(state: &State, record: &Record) -> String {
    let mut text = record.naming_text().to_owned();
    if !record.text("said-by").is_empty() {
        text.push_str(", said by ");
        text.push_str(record.text("said-by"));
    }
    text.push_str(&record.added.at.format(", %H:%M on %-d %b").to_string());
    let block = record
        .block
        .as_ref()
        .and_then(|id| state.playbook.block(id));
    if let Some(block) = block {
        text.push_str(", in ");
        text.push_str(block.short());
    }
    if record.off_record {
        text.push_str(", off the record");
    }
    text
}
