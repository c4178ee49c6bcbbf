//! The scorecard and matrices: rows, columns, a selected cell.

use ratatui::layout::Rect;

use super::flow::Flow;
use super::scorecard;
use crate::agenda::Criterion;
use crate::tui::app::desk::Desk;
use crate::tui::app::tab::Head;
use crate::tui::canvas::Canvas;
use crate::tui::layout::Places;
use crate::tui::text::{capitalised, width, wrap};
use crate::tui::theme::{Role, Symbols};
use crate::workshop::Value;

pub(super) fn draw(canvas: &mut Canvas<'_>, desk: &Desk, places: &Places) {
    let Some((rows, columns)) = desk.grid() else {
        return;
    };
    draw_top(canvas, desk, places, (rows.len(), columns.len()));
    if rows.is_empty() || columns.is_empty() {
        let text = "The rows and columns come from sheets that are still empty.";
        let area = places.rows;
        canvas.text(area.x + 2, area.y, area.width - 2, text, Role::Quiet);
        return;
    }
    draw_heads(canvas, desk, &columns, places);
    let visible = rows.iter().enumerate().skip(desk.spot().top);
    for (y, (at, row)) in (places.rows.top()..places.rows.bottom()).zip(visible) {
        let line = Rect {
            y,
            height: 1,
            ..places.rows
        };
        draw_row(canvas, desk, (at, row), &columns, line, places);
    }
    if desk.shows_scorecard() {
        scorecard::draw_foot(canvas, desk, places, columns.len());
    }
}

/// The environments of the scorecard, or what a matrix is about.
fn draw_top(
    canvas: &mut Canvas<'_>,
    desk: &Desk,
    places: &Places,
    (rows, columns): (usize, usize),
) {
    let area = places.above;
    if desk.shows_scorecard() {
        return scorecard::draw_top(canvas, desk, area);
    }
    let used = canvas.right(area, &beyond(desk, places, rows, columns), Role::Quiet);
    let room = area.width.saturating_sub(used + 2 * u16::from(used > 0));
    if let Some(about) = desk.sheet().and_then(|sheet| sheet.about.as_deref()) {
        canvas.text(area.x, area.y, room, about, Role::Quiet);
    }
}

/// What of a matrix comes below and at the right of what is seen.
fn beyond(desk: &Desk, places: &Places, rows: usize, columns: usize) -> String {
    let spot = desk.spot();
    let below = rows.saturating_sub(spot.top + usize::from(places.rows.height));
    let right = columns.saturating_sub(spot.left + places.grid_columns(columns));
    let told = match (below, right) {
        (0, 0) => return String::new(),
        (below, 0) => format!("{below} more below"),
        (0, right) => format!("{right} more at the right"),
        (below, right) => format!("{below} more below, {right} at the right"),
    };
    format!(" {told}")
}

/// The headings of the columns, with marks where there are more of them.
fn draw_heads(canvas: &mut Canvas<'_>, desk: &Desk, columns: &[Head], places: &Places) {
    let area = places.above;
    let spot = desk.spot();
    let visible = places.grid_columns(columns.len());
    // The titles end on the line above the cells.
    let last = area.bottom().saturating_sub(1);
    let lines = area.height.saturating_sub(1);
    let mut x = area.x + places.heads;
    for (at, column) in columns.iter().enumerate().skip(spot.left).take(visible) {
        let role = if at == spot.column {
            Role::Strong
        } else {
            Role::Quiet
        };
        let title = if lines > 1 {
            wrap(
                &column.title,
                usize::from(places.cell - 1),
                usize::from(lines),
            )
        } else {
            vec![column.title.clone()]
        };
        for (y, line) in (area.y..=last).rev().zip(title.iter().rev()) {
            canvas.text(x, y, places.cell - 1, line, role);
        }
        x += places.cell;
    }
    let [before, after] = canvas.symbols().before_after;
    if spot.left > 0 {
        canvas.text(area.x + places.heads - 2, last, 1, before, Role::Accent);
    }
    if spot.left + visible < columns.len() {
        canvas.text(area.right() - 1, last, 1, after, Role::Accent);
    }
}

fn draw_row(
    canvas: &mut Canvas<'_>,
    desk: &Desk,
    (at, row): (usize, &Head),
    columns: &[Head],
    line: Rect,
    places: &Places,
) {
    let spot = desk.spot();
    let here = at == spot.row;
    if here {
        canvas.text(line.x, line.y, 1, canvas.symbols().cursor, Role::Accent);
    }
    let heads = Rect {
        x: line.x + 2,
        width: places.heads - 4,
        ..line
    };
    let criterion = scorecard::criterion(desk, row);
    let side =
        criterion.map(|criterion| scorecard::side(desk, criterion, canvas.symbols().up_down));
    let used = canvas.right(heads, &side.unwrap_or_default(), Role::Quiet);
    let room = heads.width.saturating_sub(used + u16::from(used > 0));
    let short = criterion
        .filter(|_| width(&row.title) > usize::from(room))
        .map(Criterion::short);
    let title = short.map_or_else(|| row.title.clone(), capitalised);
    canvas.text(
        heads.x,
        line.y,
        room,
        &title,
        if here { Role::Strong } else { Role::Text },
    );
    let visible = places.grid_columns(columns.len());
    let mut x = line.x + places.heads;
    for (number, column) in columns.iter().enumerate().skip(spot.left).take(visible) {
        let (text, role) = cell_text(desk, row, column, canvas.symbols());
        let front = here && number == spot.column;
        if front {
            let place = Rect {
                x: x - 1,
                y: line.y,
                // The text and a mark: a wider one would be sent again with every move.
                width: places.cell.min(8),
                height: 1,
            };
            canvas.tint(place, Role::Selected);
        }
        let role = if front && role == Role::Text {
            Role::Strong
        } else {
            role
        };
        canvas.text(x, line.y, places.cell - 2, &text, role);
        x += places.cell;
    }
}

fn cell_text(desk: &Desk, row: &Head, column: &Head, symbols: &Symbols) -> (String, Role) {
    let Some(sheet) = desk.sheet() else {
        return (String::new(), Role::Text);
    };
    if desk.shows_scorecard() {
        return scorecard::cell(desk, row, column, symbols);
    }
    let key = (sheet.id.clone(), row.key.clone(), column.key.clone());
    match desk.state().cells.get(&key) {
        Some(value) => (value.to_string(), Role::Text),
        None => (symbols.dot.to_owned(), Role::Line),
    }
}

pub(super) fn draw_details(canvas: &mut Canvas<'_>, desk: &Desk, area: Rect) {
    let dot = canvas.symbols().dot;
    let spot = desk.spot();
    let Some((rows, columns)) = desk.grid() else {
        return;
    };
    let (Some(row), Some(column)) = (rows.get(spot.row), columns.get(spot.column)) else {
        return;
    };
    let mut flow = Flow { canvas, area };
    let cell = desk.score_cell();
    let must = cell
        .as_ref()
        .and_then(|cell| scorecard::must_have(desk, cell));
    let must = must.map_or_else(String::new, |must| format!(" {dot} {must}"));
    flow.passing_heading(&format!("{} {dot} {}{must}", row.title, column.title));
    if let Some(cell) = cell {
        return scorecard::draw_details(&mut flow, desk, &cell);
    }
    if let Some((key, _)) = desk.matrix_cell() {
        let text = desk
            .state()
            .cells
            .get(&key)
            .map(Value::to_string)
            .unwrap_or_default();
        flow.paragraph("", Role::Text, &text, Role::Text);
    }
}
