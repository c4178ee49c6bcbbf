//! Draws what is told of the selected work package.

use ratatui::layout::Rect;

use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::app::pages::roadmap::told::{Linked, Told};
use crate::tui::app::pages::roadmap::{Roadmap, panel_rows};
use crate::tui::canvas::Canvas;
use crate::tui::text::{shown, width, wrap};
use crate::tui::theme::Role;

/// Columns of the labels.
const LABELS: u16 = 12;

pub(super) fn draw(canvas: &mut Canvas<'_>, app: &App, page: &Roadmap) {
    let area = page.layout.panel;
    draw_heading(canvas, page, area);
    let place = Rect {
        y: area.y + 1,
        height: area.height.saturating_sub(1),
        ..area
    };
    if page.link.is_some() {
        draw_links(canvas, page, place);
    } else {
        let told = page.told.get(page.told_from..).unwrap_or_default();
        draw_told(canvas, app, told, place);
    }
}

/// Lines under their labels, as many as there is room for.
pub(super) fn draw_told(canvas: &mut Canvas<'_>, app: &App, all: &[Told], mut place: Rect) {
    let mut before = "";
    for (at, told) in all.iter().enumerate() {
        if place.height == 0 {
            return;
        }
        // The last line says when there is more than the room shows.
        let rest = all.len() - at;
        if place.height == 1 && rest > 1 {
            let key = app.keymap.first_of(Action::ReadOn);
            let way = key.map_or_else(String::new, |key| format!(": {key} reads on"));
            let text = format!("and {rest} more{way}");
            canvas.text(place.x, place.y, place.width, &text, Role::Quiet);
            return;
        }
        draw_label(canvas, place, told.label, &mut before);
        let role = if told.warns {
            Role::Warning
        } else {
            Role::Text
        };
        let text = format!("{}{}", told.text, steps(app, told.way));
        draw_text(canvas, &mut place, &text, role, rest > 1);
    }
}

/// The keys of what one can do: ` (e edit)`, ` (B, then d)`; nothing where nothing may be changed.
fn steps(app: &App, way: &[Action]) -> String {
    if !app.desk().is_some_and(|desk| desk.writable) {
        return String::new();
    }
    let key = |action: &Action| app.keymap.first_of(*action);
    let Some(keys) = way.iter().map(key).collect::<Option<Vec<_>>>() else {
        return String::new();
    };
    match (way, keys.as_slice()) {
        ([], _) => String::new(),
        ([one], [key]) => format!(" ({key} {})", one.entry().hint),
        _ => format!(" ({})", keys.join(", then ")),
    }
}

/// All links, the one in front marked, and at the foot what there is to say of it.
fn draw_links(canvas: &mut Canvas<'_>, page: &Roadmap, mut place: Rect) {
    let Some(spot) = page.link else {
        return;
    };
    let rows = panel_rows(page.layout.panel, &page.said_of_link);
    let mut before = "";
    for (at, link) in page.links.iter().enumerate().skip(spot.top).take(rows) {
        if at == spot.row {
            canvas.tint(Rect { height: 1, ..place }, Role::Selected);
        }
        draw_label(canvas, place, label(link), &mut before);
        draw_link(canvas, link, page.layout.id, place);
        place.y += 1;
    }
    place.y = page.layout.panel.y + 2 + u16::try_from(rows).unwrap_or(0);
    let last = page.layout.panel.bottom();
    for text in &page.said_of_link {
        for line in wrap(text, usize::from(place.width), 3) {
            if place.y < last {
                canvas.text(place.x, place.y, place.width, &line, Role::Text);
            }
            place.y += 1;
        }
    }
}

const fn label(link: &Linked) -> &'static str {
    if link.into { "waits for" } else { "holds up" }
}

fn draw_heading(canvas: &mut Canvas<'_>, page: &Roadmap, area: Rect) {
    let seen = page.first + usize::from(page.layout.table.height);
    let more = page.lines.len().saturating_sub(seen);
    let right = match page.link {
        Some(spot) => format!(" link {} of {} ", spot.row + 1, page.links.len()),
        None if more > 0 => format!(" {more} more below "),
        None => String::new(),
    };
    let phase = page.folded_here().and_then(|at| page.table.phases.get(at));
    match (page.selected(), phase) {
        (Some(row), _) => head(canvas, area, (row.id.as_str(), &row.title), &right),
        (None, Some(phase)) => head(canvas, area, ("phase", &phase.name), &right),
        (None, None) => canvas.across(area),
    }
}

/// A name behind a short line and a remark at the right.
///
/// A line all across would have to be drawn again with every name.
pub(super) fn head(canvas: &mut Canvas<'_>, area: Rect, (kind, name): (&str, &str), right: &str) {
    canvas.across(Rect { width: 2, ..area });
    let mut room = area.width.saturating_sub(4);
    if !right.is_empty() {
        room = room.saturating_sub(canvas.right(area, right, Role::Quiet) + 2);
    }
    let kind = if kind.is_empty() {
        " ".to_owned()
    } else {
        format!(" {kind} ")
    };
    let used = canvas.text(area.x + 2, area.y, room, &kind, Role::Strong);
    let wide = u16::try_from(width(&shown(name)) + 1).unwrap_or(u16::MAX);
    let place = Rect {
        x: area.x + 2 + used,
        width: wide.min(room.saturating_sub(used)),
        height: 1,
        ..area
    };
    canvas.clear(place);
    let room = place.width.saturating_sub(1);
    canvas.text(place.x, place.y, room, name, Role::Strong);
}

/// Writes a label unless the line before has the same.
fn draw_label<'l>(canvas: &mut Canvas<'_>, place: Rect, label: &'l str, before: &mut &'l str) {
    if *before != label {
        canvas.text(place.x, place.y, LABELS - 1, label, Role::Quiet);
    }
    if !label.is_empty() {
        *before = label;
    }
}

/// Writes a wrapped text; when something follows it leaves a line for that.
fn draw_text(canvas: &mut Canvas<'_>, place: &mut Rect, text: &str, role: Role, follows: bool) {
    let room = place.width.saturating_sub(LABELS);
    let lines = place.height.saturating_sub(u16::from(follows)).max(1);
    for line in wrap(text, usize::from(room), usize::from(lines)) {
        canvas.text(place.x + LABELS, place.y, room, &line, role);
        place.y += 1;
        place.height = place.height.saturating_sub(1);
    }
}

/// The other package, how it is linked, and the reason.
fn draw_link(canvas: &mut Canvas<'_>, link: &Linked, ids: u16, place: Rect) {
    let (x, y) = (place.x + LABELS, place.y);
    let room = place.width.saturating_sub(LABELS);
    if link.drives {
        canvas.text(x - 2, y, 1, canvas.symbols().now, Role::Accent);
    }
    let names = room * 9 / 20;
    canvas.text(x, y, ids, link.other.as_str(), Role::Quiet);
    let id = ids + 1;
    let how = u16::try_from(width(&link.how)).unwrap_or(0);
    let how = if how > 0 { how + 2 } else { 0 };
    let title = names.saturating_sub(id + how);
    let used = canvas.text(x + id, y, title, &link.title, Role::Text);
    canvas.text(x + id + used + 2, y, how, &link.how, Role::Accent);
    let (why, role) = match link.why.as_str() {
        "" => ("no reason given", Role::Quiet),
        why => (why, Role::Text),
    };
    canvas.text(x + names + 2, y, room.saturating_sub(names + 2), why, role);
}
