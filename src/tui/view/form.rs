//! Forms and questions.

use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::widgets::Widget;
use ratatui_textarea::TextArea;

use super::{input, weights};
use crate::tui::app::desk::Desk;
use crate::tui::app::field::{Field, Input};
use crate::tui::app::form::Form;
use crate::tui::app::overlay::Ask;
use crate::tui::canvas::Canvas;
use crate::tui::layout::Places;
use crate::tui::line::Line;
use crate::tui::text::{width, wrap};
use crate::tui::theme::Role;

/// Columns that labels have at least and at most.
const LABELS: (u16, u16) = (14, 34);
/// Rows of what helps to fill a field.
const HELP: u16 = 2;
/// Columns of what comes of a field, beside it.
const BESIDE: u16 = 5;
/// Rows of a long text among other fields.
const LONG: u16 = 4;

pub(super) fn draw(
    canvas: &mut Canvas<'_>,
    form: &Form,
    desk: Option<&Desk>,
    places: &Places,
) -> Option<Position> {
    let note = note(form, places);
    let rows = u16::try_from(note.len()).unwrap_or(0);
    let heights = heights(form, places.screen.height.saturating_sub(9 + rows));
    let all = heights.iter().copied().fold(0, u16::saturating_add);
    let all = all.max(weights::rows(form));
    let help = if form.fields.iter().any(|field| field.help.is_some()) {
        HELP
    } else {
        0
    };
    let window = places.window(88, all.saturating_add(4 + rows + help));
    let dot = canvas.symbols().dot;
    let mut inner = canvas.frame(window, &titled(&form.title, form.is_draft, dot));
    inner.height = inner.height.saturating_sub(help);
    draw_help(
        canvas,
        form,
        Rect {
            y: inner.bottom(),
            height: help,
            ..inner
        },
    );
    for line in &note {
        canvas.text(inner.x, inner.y, inner.width, line, Role::Warning);
        inner.y += 1;
        inner.height = inner.height.saturating_sub(1);
    }
    let mut list = Rect {
        y: inner.y + 1,
        height: inner.height.saturating_sub(2),
        ..inner
    };
    if let Some(desk) = desk.filter(|_| form.tried.is_some()) {
        let aside = take_right(&mut list, weights::columns(inner.width));
        weights::draw(canvas, desk, form, aside);
    }
    draw_fields(canvas, form, &heights, list)
}

/// Rows of each field; a long text that is all there is to write gets all the `room` there is.
fn heights(form: &Form, room: u16) -> Vec<u16> {
    let long = match form.fields.as_slice() {
        [_] => room.max(LONG),
        _ => LONG,
    };
    let fields = form.fields.iter();
    fields.map(|field| height(field, long)).collect()
}

/// The fields from the first that lets the one in front be seen, with marks where there are more.
fn draw_fields(
    canvas: &mut Canvas<'_>,
    form: &Form,
    heights: &[u16],
    list: Rect,
) -> Option<Position> {
    let labels = labels(form);
    let first = first_visible(heights, form.at, list.height);
    let mut cursor = None;
    let mut y = list.y;
    for (at, field) in form.fields.iter().enumerate().skip(first) {
        let room = list.bottom().saturating_sub(y);
        let height = heights[at].min(list.height);
        if room < height {
            break;
        }
        let place = draw_field(
            canvas,
            (form, field),
            (at == form.at, labels),
            Rect { y, height, ..list },
        );
        cursor = cursor.or(place);
        y += height;
    }
    if first > 0 {
        canvas.text(list.right() - 1, list.y - 1, 1, "↑", Role::Quiet);
    }
    if heights.iter().skip(first).sum::<u16>() > list.height {
        canvas.text(list.right() - 1, list.bottom(), 1, "↓", Role::Quiet);
    }
    cursor
}

/// A heading; of what was typed before and came back it says so.
fn titled(title: &str, is_draft: bool, dot: &str) -> String {
    if is_draft {
        format!("{title} {dot} draft")
    } else {
        title.to_owned()
    }
}

/// Takes so many columns off the right of an area, with two left between.
const fn take_right(area: &mut Rect, width: u16) -> Rect {
    area.width = area.width.saturating_sub(width + 2);
    Rect {
        x: area.right() + 2,
        width,
        ..*area
    }
}

/// What helps to fill the field in front, below all fields.
fn draw_help(canvas: &mut Canvas<'_>, form: &Form, area: Rect) {
    let help = form.field().and_then(|field| field.help.as_deref());
    let lines = wrap(
        help.unwrap_or_default(),
        usize::from(area.width),
        usize::from(area.height),
    );
    for (y, line) in (area.y..).zip(&lines) {
        canvas.text(area.x, y, area.width, line, Role::Quiet);
    }
}

/// What must be known before the form is kept, in lines.
fn note(form: &Form, places: &Places) -> Vec<String> {
    let columns = usize::from(places.window(88, 20).width.saturating_sub(4));
    let text = form.note.as_deref();
    text.map(|text| wrap(text, columns, 3)).unwrap_or_default()
}

/// Columns of the labels: as wide as the widest needs.
fn labels(form: &Form) -> u16 {
    let widest = form.fields.iter().map(|field| width(&field.title)).max();
    let wide = u16::try_from(widest.unwrap_or(0) + 4).unwrap_or(u16::MAX);
    wide.clamp(LABELS.0, LABELS.1)
}

fn height(field: &Field, long: u16) -> u16 {
    let own = if matches!(field.input, Input::Long(_)) {
        long
    } else {
        1
    };
    own + u16::from(field.problem.is_some())
}

/// The first field to show, so that the one in front is visible as a whole.
fn first_visible(heights: &[u16], front: usize, room: u16) -> usize {
    let all: u16 = heights.iter().copied().fold(0, u16::saturating_add);
    if all <= room {
        return 0;
    }
    let mut first = front;
    let mut used = heights.get(front).copied().unwrap_or(0);
    while first > 0 && used.saturating_add(heights[first - 1]) <= room {
        used += heights[first - 1];
        first -= 1;
    }
    first
}

/// Draws a field; gives the place of the cursor when it is in front and typed into.
fn draw_field(
    canvas: &mut Canvas<'_>,
    (form, field): (&Form, &Field),
    (front, labels): (bool, u16),
    area: Rect,
) -> Option<Position> {
    if front {
        canvas.text(area.x, area.y, 1, canvas.symbols().cursor, Role::Accent);
    }
    let role = if front { Role::Strong } else { Role::Quiet };
    canvas.text(area.x + 2, area.y, labels - 3, &field.title, role);
    let mut place = Rect {
        x: area.x + labels,
        width: area.width.saturating_sub(labels),
        ..area
    };
    if !field.beside.is_empty() {
        let beside = take_right(&mut place, BESIDE);
        canvas.right(beside, &field.beside, Role::Quiet);
    }
    if let Some(problem) = &field.problem {
        place.height = place.height.saturating_sub(1);
        canvas.text(place.x, place.bottom(), place.width, problem, Role::Warning);
    }
    match &field.input {
        Input::Line(line) if front => {
            let cursor = input(canvas, Rect { height: 1, ..place }, line);
            draw_placeholder(canvas, form, (field, line), place);
            return Some(cursor);
        }
        Input::Line(line) => {
            // What is not being typed is read from its beginning.
            canvas.tint(Rect { height: 1, ..place }, Role::Field);
            let role = if line.is_suggested() {
                Role::Quiet
            } else {
                Role::Text
            };
            let style = canvas.theme().style(Role::Field);
            let style = style.patch(canvas.theme().style(role));
            canvas.styled(place.x, place.y, place.width, line.text(), style);
            draw_placeholder(canvas, form, (field, line), place);
        }
        Input::Long(text) => {
            let height = place.height.saturating_sub(1).max(1);
            draw_long(canvas, text, front, Rect { height, ..place });
        }
        Input::Choice {
            names,
            chosen,
            needed,
            ..
        } => draw_choice(canvas, names, (*chosen, *needed), place),
    }
    None
}

/// What an empty line stands for, quietly in its place.
fn draw_placeholder(
    canvas: &mut Canvas<'_>,
    form: &Form,
    (field, line): (&Field, &Line),
    place: Rect,
) {
    if let Some(text) = form.placeholder(field).filter(|_| line.is_blank()) {
        let style = canvas.theme().style(Role::Field);
        let style = style.patch(canvas.theme().style(Role::Quiet));
        canvas.styled(place.x, place.y, place.width, &text, style);
    }
}

fn draw_long(canvas: &mut Canvas<'_>, text: &TextArea<'static>, front: bool, area: Rect) {
    let area = area.intersection(*canvas.buffer().area());
    canvas.tint(area, Role::Text);
    canvas.tint(area, Role::Field);
    text.render(area, canvas.buffer());
    if !front {
        // The text marks its cursor by itself.
        let unmarked = Style::new().remove_modifier(Modifier::REVERSED);
        canvas.buffer().set_style(area, unmarked);
    }
}

/// All choices on one line with the chosen one marked, or the chosen one alone where they do not fit.
fn draw_choice(
    canvas: &mut Canvas<'_>,
    choices: &[String],
    (chosen, needed): (Option<usize>, bool),
    area: Rect,
) {
    let none = canvas.symbols().none;
    let all: usize = choices.iter().map(|choice| width(choice) + 2).sum();
    if all + 3 > usize::from(area.width) {
        let text = chosen
            .and_then(|at| choices.get(at))
            .map_or(none, String::as_str);
        canvas.text(
            area.x,
            area.y,
            area.width,
            &format!("‹ {text} ›"),
            Role::Accent,
        );
        return;
    }
    let named = choices
        .iter()
        .enumerate()
        .map(|(at, text)| (Some(at), text.as_str()));
    let mut x = area.x;
    let blank = (!needed).then_some((None, none));
    for (at, text) in blank.into_iter().chain(named) {
        let (text, role) = if at == chosen {
            (
                format!("[{text}]"),
                if at.is_none() {
                    Role::Quiet
                } else {
                    Role::Accent
                },
            )
        } else {
            (format!(" {text} "), Role::Quiet)
        };
        x += canvas.text(x, area.y, area.right().saturating_sub(x), &text, role);
    }
}

pub(super) fn draw_ask(canvas: &mut Canvas<'_>, ask: &Ask, places: &Places) -> Position {
    let columns = usize::from(places.window(84, 20).width.saturating_sub(4));
    let lines: Vec<String> = ask
        .lines
        .iter()
        .flat_map(|line| wrap(line, columns, 3))
        .collect();
    let most = places.screen.height.saturating_sub(10).min(12);
    let count = u16::try_from(lines.len()).unwrap_or(most).min(most);
    let gap = u16::from(count > 0);
    let problem = ask.problem.as_deref().unwrap_or_default();
    let problem = wrap(problem, columns, 3);
    let below = u16::try_from(problem.len()).unwrap_or(1).max(1);
    let title = titled(&ask.title, ask.line.is_draft(), canvas.symbols().dot);
    let inner = canvas.frame(places.window(84, count + gap + 4 + below), &title);
    let mut y = inner.y + 1;
    for line in lines.iter().take(usize::from(count)) {
        canvas.text(inner.x, y, inner.width, line, Role::Text);
        y += 1;
    }
    y += gap;
    let label = canvas.text(inner.x, y, inner.width / 3, &ask.label, Role::Quiet) + 2;
    let width = inner.width.saturating_sub(label);
    let cursor = input(
        canvas,
        Rect {
            x: inner.x + label,
            y,
            width,
            height: 1,
        },
        &ask.line,
    );
    for (y, line) in (y + 1..).zip(&problem) {
        canvas.text(inner.x, y, inner.width, line, Role::Warning);
    }
    cursor
}
