//! Draws the picker: the line on top, what was found below, the selected one in full at the foot.

use ratatui::layout::{Position, Rect};
use unicode_segmentation::UnicodeSegmentation as _;

use super::input;
use crate::tui::app::desk::Desk;
use crate::tui::app::picker::{Picker, Purpose};
use crate::tui::canvas::Canvas;
use crate::tui::layout::Places;
use crate::tui::text::{width, wrap};
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
    let linked = matches!(&hit.place, Place::Record(id) if picker.linked.contains(id));
    let kind = if linked {
        format!("{} linked", canvas.symbols().done)
    } else {
        kind(state, &hit.place)
    };
    let role = if linked { Role::Accent } else { Role::Quiet };
    let used = canvas.right(row, &kind, role);
    let end = row.right().saturating_sub(used + 2);
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

fn kind(state: &State, place: &Place) -> String {
    match place {
        Place::Block(_) => "block".to_owned(),
        Place::Topic(_) => "topic".to_owned(),
        Place::Record(id) => {
            let sheet = state
                .record(id)
                .and_then(|record| state.playbook.sheet(&record.sheet));
            sheet.map(|sheet| sheet.title.clone()).unwrap_or_default()
        }
    }
}

fn draw_foot(canvas: &mut Canvas<'_>, picker: &Picker, state: &State, area: Rect) {
    let found = match picker.count() {
        0 => String::new(),
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
        Purpose::GoTo => "Enter goes there",
        Purpose::Evidence(_) => "Enter links it, or takes the link away; Esc when done",
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
        Place::Record(id) => state.record(id).map(said).unwrap_or_default(),
    }
}

fn said(record: &Record) -> String {
    let mut text = record.naming_text().to_owned();
    if !record.text("said-by").is_empty() {
        text.push_str(", said by ");
        text.push_str(record.text("said-by"));
    }
    text.push_str(&record.added.at.format(", %H:%M on %-d %b").to_string());
    if record.off_record {
        text.push_str(", off the record");
    }
    text
}
