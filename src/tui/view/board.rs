//! Draws the SWOT board: the options in a strip, four quadrants, the selected point in full.

use ratatui::layout::{Position, Rect};

use crate::agenda::Quadrant;
use crate::tui::app::desk::Desk;
use crate::tui::canvas::Canvas;
use crate::tui::layout::Places;
use crate::tui::text::{width, wrap};
use crate::tui::theme::Role;
use crate::workshop::{Record, Reference};

/// Rows of a quadrant's points in the rows of a board.
pub(crate) const fn rows_of_points(area: Rect) -> u16 {
    (area.height / 2).saturating_sub(2)
}

pub(super) fn draw(canvas: &mut Canvas<'_>, desk: &Desk, places: &Places) {
    draw_sides(canvas, desk, places.strip);
    let area = places.rows;
    let (wide, high) = (area.width / 2, area.height / 2);
    for (at, quadrant) in Quadrant::ALL.into_iter().enumerate() {
        draw_quadrant(canvas, desk, quadrant, place(area, at));
    }
    canvas.down(Rect {
        x: area.x + wide - 1,
        width: 1,
        height: high * 2,
        ..area
    });
}

/// The place of a quadrant, counted from 0.
fn place(area: Rect, quadrant: usize) -> Rect {
    let (wide, high) = (area.width / 2, area.height / 2);
    let (column, row) = (u16::from(quadrant % 2 == 1), u16::from(quadrant > 1));
    Rect {
        x: area.x + column * (wide + 1),
        y: area.y + row * high,
        width: if column == 0 {
            wide.saturating_sub(1)
        } else {
            area.width - wide - 1
        },
        height: high,
    }
}

/// The quadrant at a place of the screen, and the point of it that is drawn there, or else its first.
pub(crate) fn point_at(desk: &Desk, places: &Places, at: Position) -> Option<(usize, usize)> {
    let all = Quadrant::ALL.into_iter().enumerate();
    let mut here = all.map(|(nth, quadrant)| (nth, quadrant, place(places.rows, nth)));
    let (nth, quadrant, area) = here.find(|(.., area)| area.contains(at))?;
    let front = desk.quadrant_in_front() == quadrant;
    let lines = lines(desk, &desk.quadrant(quadrant), front, area);
    let line = at.y.checked_sub(area.y + 1);
    let point = line.and_then(|line| lines.get(usize::from(line)));
    Some((nth, point.map_or(0, |(point, ..)| *point)))
}

fn draw_sides(canvas: &mut Canvas<'_>, desk: &Desk, area: Rect) {
    let sides = desk.sides();
    let front = desk.board_side.min(sides.len().saturating_sub(1));
    let wide = |at: usize| width(&sides[at].title) + 4;
    // The strip begins where the option in front still fits.
    let mut first = 0;
    while first < front && (first..=front).map(wide).sum::<usize>() > usize::from(area.width) {
        first += 1;
    }
    let mut x = area.x;
    for (at, side) in sides.iter().enumerate().skip(first) {
        let (mark, role) = if at == front {
            (canvas.symbols().now, Role::Accent)
        } else {
            (" ", Role::Quiet)
        };
        let text = format!("{mark}{} {}", side.title, side.points);
        let room = area.right().saturating_sub(x);
        if usize::from(room) < 6 {
            break;
        }
        x += canvas.text(x, area.y, room, &text, role) + 2;
    }
}

fn draw_quadrant(canvas: &mut Canvas<'_>, desk: &Desk, quadrant: Quadrant, area: Rect) {
    let points = desk.quadrant(quadrant);
    let front = desk.quadrant_in_front() == quadrant && !desk.in_rail;
    let name = quadrant.id();
    let title = format!(
        "{}{}  {}",
        name.chars()
            .next()
            .map(|c| c.to_ascii_uppercase())
            .unwrap_or_default(),
        name.get(1..).unwrap_or_default(),
        points.len()
    );
    let role = if front { Role::Strong } else { Role::Quiet };
    canvas.text(area.x, area.y, area.width, &title, role);
    let spot = desk.spot();
    let top = if front { spot.top } else { 0 };
    let rows = rows_of_points(Rect {
        height: area.height * 2,
        ..area
    });
    draw_points(canvas, desk, &points, front, area);
    let more = points.len().saturating_sub(top + usize::from(rows));
    if more > 0 {
        let y = area.y + 1 + rows;
        canvas.text(
            area.x + 2,
            y,
            area.width.saturating_sub(2),
            &format!("… {more} more"),
            Role::Quiet,
        );
    } else if points.is_empty() {
        canvas.text(
            area.x + 2,
            area.y + 1,
            area.width.saturating_sub(2),
            canvas.symbols().none,
            Role::Line,
        );
    }
}

/// The points of a quadrant that fit.
fn draw_points(
    canvas: &mut Canvas<'_>,
    desk: &Desk,
    points: &[&Reference],
    front: bool,
    area: Rect,
) {
    let lines = lines(desk, points, front, area);
    for (y, (at, first, line)) in (area.y + 1..).zip(&lines) {
        let row = Rect {
            y,
            height: 1,
            ..area
        };
        if front && *at == desk.spot().row {
            canvas.tint(row, Role::Selected);
            if *first {
                canvas.text(row.x, row.y, 1, canvas.symbols().cursor, Role::Accent);
            }
        }
        let record = points.get(*at).and_then(|id| desk.state().record(id));
        let quiet = record.is_some_and(|record| record.off_record || record.parked);
        let role = if quiet { Role::Quiet } else { Role::Text };
        canvas.text(row.x + 2, y, row.width.saturating_sub(2), line, role);
    }
}

/// The lines of the points that fit: of which point, whether its first, and the words.
fn lines(
    desk: &Desk,
    points: &[&Reference],
    front: bool,
    area: Rect,
) -> Vec<(usize, bool, String)> {
    let rows = usize::from(area.height.saturating_sub(2));
    let columns = usize::from(area.width.saturating_sub(2));
    let top = if front { desk.spot().top } else { 0 };
    // Where there is room, long points are shown in several lines.
    let each = (rows / points.len().max(1)).clamp(1, 3);
    let visible = points.iter().enumerate().skip(top).take(rows);
    let records = visible.filter_map(|(at, id)| Some((at, desk.state().record(id)?)));
    let lines = records.flat_map(|(at, record)| {
        let text = point(record, desk.texts.wait_for(&record.id));
        let lines = wrap(&text, columns, each).into_iter().enumerate();
        lines.map(move |(nth, line)| (at, nth == 0, line))
    });
    lines.collect()
}

/// A point in words.
fn point(record: &Record, is_draft: bool) -> String {
    let mark = match (record.off_record, record.parked) {
        (true, _) => " (off the record)",
        (_, true) => " (parked)",
        _ => "",
    };
    let draft = if is_draft { " (draft)" } else { "" };
    format!("{}{mark}{draft}", record.naming_text())
}

/// The selected point in full.
pub(super) fn draw_details(canvas: &mut Canvas<'_>, desk: &Desk, area: Rect) {
    if area.height == 0 {
        return;
    }
    canvas.across(Rect { height: 1, ..area });
    let Some(record) = desk.board_record() else {
        return;
    };
    canvas.text(
        area.x + 2,
        area.y,
        14,
        &format!(" {} ", record.id),
        Role::Quiet,
    );
    let columns = usize::from(area.width);
    let rows = usize::from(area.height.saturating_sub(1));
    let said = wrap(record.naming_text(), columns, rows.saturating_sub(1).max(1));
    let mut y = area.y + 1;
    for line in &said {
        canvas.text(area.x, y, area.width, line, Role::Text);
        y += 1;
    }
    if y < area.bottom() {
        let mut about = Vec::new();
        for column in ["criteria", "tags", "said-by", "source"] {
            if let Some(value) = record.get(column) {
                about.push(format!("{}: {value}", column.replace('-', " ")));
            }
        }
        about.push(record.added.at.format("%H:%M on %-d %b").to_string());
        let text = about.join("   ");
        canvas.text(area.x, y, area.width, &text, Role::Quiet);
    }
}
