//! The capture line: what is typed, and below it what was understood.

use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;

use crate::agenda::ColumnKind;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::app::desk::Desk;
use crate::tui::canvas::Canvas;
use crate::tui::text::width;
use crate::tui::theme::Role;
use crate::workshop::capture::{
    Captured, Missed, Role as Part, beginnings, legend, unclear_option,
};

pub(super) fn draw(canvas: &mut Canvas<'_>, desk: &Desk, app: &App, area: Rect) -> Position {
    canvas.across(area);
    if desk.capture.is_draft() {
        canvas.text(area.x + 2, area.y, area.width, " draft ", Role::Strong);
    }
    let captured = desk.captured(app.now);
    let list = desk.captured_list(app.now);
    let line = |at: u16| Rect {
        y: area.y + at,
        height: 1,
        ..area
    };
    let cursor = super::input(canvas, line(1), &desk.capture);
    let text = if let Some(count) = list {
        format!("{count} records, one for each point of the list")
    } else {
        mark_spans(canvas, desk, &captured, line(1));
        understood(desk, &captured, canvas.symbols().dot)
    };
    canvas.text(area.x, area.y + 2, area.width, &text, Role::Accent);
    let (below, role) = match captured.missed.last().filter(|_| list.is_none()) {
        Some(missed) => why_text(missed, desk),
        None => (hint(desk, &captured), Role::Quiet),
    };
    canvas.text(area.x, area.y + 3, area.width, &below, role);
    cursor
}

/// Draws the text that waits on the capture line while it is closed.
pub(super) fn draw_waiting(canvas: &mut Canvas<'_>, desk: &Desk, app: &App, area: Rect) {
    let Some((text, elsewhere)) = desk.waiting() else {
        return;
    };
    let key = app.keymap.first_of(Action::Capture);
    let more = match (elsewhere, key) {
        (Some(sheet), _) => format!("draft, waits on {sheet}"),
        (None, Some(key)) => format!("draft, {key} goes on"),
        (None, None) => "draft".to_owned(),
    };
    let used = canvas.right(area, &more, Role::Quiet) + 2;
    canvas.text(area.x, area.y, 1, canvas.symbols().ellipsis, Role::Accent);
    let room = area.width.saturating_sub(used + 2);
    canvas.text(area.x + 2, area.y, room, text, Role::Quiet);
}

/// Underlines the parts of the line that were understood.
fn mark_spans(canvas: &mut Canvas<'_>, desk: &Desk, captured: &Captured, line: Rect) {
    let (window, _) = desk.capture.window(usize::from(line.width));
    let text = desk.capture.text();
    let style = canvas
        .theme()
        .style(Role::Accent)
        .add_modifier(Modifier::UNDERLINED);
    for span in &captured.spans {
        let (from, to) = (
            span.range.start.max(window.start),
            span.range.end.min(window.end),
        );
        if let (Some(before), Some(part)) = (text.get(window.start..from), text.get(from..to)) {
            let x = u16::try_from(width(before)).unwrap_or(u16::MAX);
            let room = line.width.saturating_sub(x);
            canvas.styled(line.x.saturating_add(x), line.y, room, part, style);
        }
    }
}

/// Where the line goes and what was understood, in words.
fn understood(desk: &Desk, captured: &Captured, dot: &str) -> String {
    let playbook = &desk.state().playbook;
    let sheet = captured.sheet.as_ref().and_then(|id| playbook.sheet(id));
    let title = sheet.map_or("No sheet takes this", |sheet| sheet.title.as_str());
    let person = sheet.and_then(|sheet| sheet.first_of(ColumnKind::Person));
    let owned = person.is_some_and(|column| column.id.as_str() == "owner");
    let mut parts = vec![title.to_owned()];
    if captured.parked {
        parts.push("parked".to_owned());
    }
    if let Some(name) = unclear_option(desk.capture.text(), &desk.state().rubric) {
        parts.insert(0, format!("\"{name}\" is more than one option"));
    }
    let placed = captured.spans.iter().any(|span| span.role == Part::Place);
    if let Some(point) = (!placed).then(|| point(desk, captured)).flatten() {
        parts.push(point);
    }
    for span in &captured.spans {
        parts.push(match span.role {
            Part::Place if span.means == title => continue,
            Part::Place | Part::Level => span.means.clone(),
            Part::Person if owned => format!("owner {}", span.means),
            Part::Person => format!("by {}", span.means),
            Part::Tag => format!("#{}", span.means),
            Part::Date => format!("due {}", span.means),
            Part::Relevance => format!("matters to {}", span.means),
        });
    }
    parts.join(&format!(" {dot} "))
}

/// The option and the quadrant that the board in front gives to what is typed.
fn point(desk: &Desk, captured: &Captured) -> Option<String> {
    let text = |column: &str| captured.fields.get(column)?.as_text();
    let options = &desk.state().rubric.options;
    let option = options
        .iter()
        .find(|option| Some(option.id.as_str()) == text("option"))?;
    Some(format!("{}: {}", option.short(), text("quadrant")?))
}

/// Why a word that looks like a marker stays text; while it is being typed, that is said quietly.
fn why_text(missed: &Missed, desk: &Desk) -> (String, Role) {
    let (before, after) = desk.capture.halves();
    let ends_here = before.ends_with(&missed.word) && !after.starts_with(char::is_alphanumeric);
    let role = if ends_here { Role::Quiet } else { Role::Text };
    (format!("{} stays text: {}", missed.word, missed.why), role)
}

/// What else can be typed.
fn hint(desk: &Desk, captured: &Captured) -> String {
    let playbook = &desk.state().playbook;
    let sheet = captured.sheet.as_ref().and_then(|id| playbook.sheet(id));
    let markers = sheet.map(legend).unwrap_or_default();
    let mut words: Vec<String> = markers.into_iter().map(|hint| hint.write).collect();
    if desk.capture.is_blank() {
        let begin = beginnings(playbook).into_iter();
        words.extend(begin.filter_map(|hint| hint.write.split(' ').next().map(str::to_owned)));
    }
    words.join("  ")
}
