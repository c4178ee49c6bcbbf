//! The scorecard and matrices: rows, columns, a selected cell.

use ratatui::layout::Rect;

use super::flow::Flow;
use crate::agenda::{Criterion, CriterionId, Direction, OptionId, SheetBody};
use crate::tui::app::desk::Desk;
use crate::tui::app::tab::Head;
use crate::tui::canvas::Canvas;
use crate::tui::layout::Places;
use crate::tui::text::width;
use crate::tui::theme::Role;
use crate::workshop::{CellKey, Mark, Value};

pub(super) fn draw(canvas: &mut Canvas<'_>, desk: &Desk, places: &Places) {
    let Some((rows, columns)) = desk.grid() else {
        return;
    };
    draw_top(canvas, desk, places.above);
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
    draw_details(canvas, desk, places.details);
}

/// The environments of the scorecard, or what a matrix is about.
fn draw_top(canvas: &mut Canvas<'_>, desk: &Desk, area: Rect) {
    if !is_scorecard(desk) {
        if let Some(about) = desk.sheet().and_then(|sheet| sheet.about.as_deref()) {
            canvas.text(area.x, area.y, area.width, about, Role::Quiet);
        }
        return;
    }
    let mut x = area.x;
    for environment in &desk.state().rubric.header.environments {
        let front = desk.environment() == Some(environment);
        let mark = if front { canvas.symbols().now } else { " " };
        canvas.text(x, area.y, 1, mark, Role::Accent);
        let role = if front { Role::Strong } else { Role::Quiet };
        let room = area.right().saturating_sub(x + 2);
        x += canvas.text(x + 2, area.y, room, environment.as_str(), role) + 5;
    }
}

/// The headings of the columns, with marks where there are more of them.
fn draw_heads(canvas: &mut Canvas<'_>, desk: &Desk, columns: &[Head], places: &Places) {
    let area = places.above;
    let spot = desk.spot();
    let visible = places.grid_columns(columns.len());
    let mut x = area.x + places.heads;
    for (at, column) in columns.iter().enumerate().skip(spot.left).take(visible) {
        let role = if at == spot.column {
            Role::Strong
        } else {
            Role::Quiet
        };
        canvas.text(x, area.y + 1, places.cell - 1, &column.title, role);
        x += places.cell;
    }
    if spot.left > 0 {
        canvas.text(area.x + places.heads - 2, area.y + 1, 1, "‹", Role::Accent);
    }
    if spot.left + visible < columns.len() {
        canvas.text(area.right() - 1, area.y + 1, 1, "›", Role::Accent);
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
    let criterion = score_row(desk, row);
    let side = criterion.map(|criterion| side(desk, criterion, canvas.symbols().up_down));
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
        let (text, role) = cell_text(desk, row, column, canvas.symbols().dot);
        let front = here && number == spot.column;
        if front {
            let place = Rect {
                x: x - 1,
                y: line.y,
                width: places.cell,
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

fn is_scorecard(desk: &Desk) -> bool {
    desk.sheet()
        .is_some_and(|sheet| matches!(sheet.body, SheetBody::Scorecard))
}

/// The text with a capital letter.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// The criterion of a row of the scorecard.
fn score_row<'d>(desk: &'d Desk, row: &Head) -> Option<&'d Criterion> {
    is_scorecard(desk).then_some(())?;
    desk.state()
        .rubric
        .criteria
        .iter()
        .find(|criterion| criterion.id.as_str() == row.key)
}

/// Direction and weight of a criterion.
fn side(desk: &Desk, criterion: &Criterion, [up, down]: [&str; 2]) -> String {
    let arrow = if criterion.direction == Direction::HigherIsBetter {
        up
    } else {
        down
    };
    let points = desk
        .environment()
        .map(|environment| criterion.points(environment));
    format!("{arrow} {:>2}", points.unwrap_or_default())
}

fn cell_text(desk: &Desk, row: &Head, column: &Head, dot: &str) -> (String, Role) {
    let Some(sheet) = desk.sheet() else {
        return (String::new(), Role::Text);
    };
    if is_scorecard(desk) {
        return score_text(desk, row, column, dot);
    }
    let key = (sheet.id.clone(), row.key.clone(), column.key.clone());
    match desk.state().cells.get(&key) {
        Some(value) => (value.to_string(), Role::Text),
        None => (dot.to_owned(), Role::Line),
    }
}

fn score_text(desk: &Desk, row: &Head, column: &Head, dot: &str) -> (String, Role) {
    let cell = desk.environment().map(|environment| CellKey {
        environment: environment.clone(),
        option: OptionId::new(column.key.clone()),
        criterion: CriterionId::new(row.key.clone()),
    });
    let score = cell.and_then(|cell| desk.state().score(&cell));
    let explained = score.is_some_and(|score| !score.rationale.is_empty());
    match score.and_then(|score| score.mark) {
        Some(Mark::NotApplicable) => ("n/a".to_owned(), Role::Quiet),
        Some(mark) if explained => (format!("{mark} {dot}"), Role::Text),
        Some(mark) => (mark.to_string(), Role::Text),
        None => ("?".to_owned(), Role::Line),
    }
}

fn draw_details(canvas: &mut Canvas<'_>, desk: &Desk, area: Rect) {
    let dot = canvas.symbols().dot;
    let spot = desk.spot();
    let Some((rows, columns)) = desk.grid() else {
        return;
    };
    let (Some(row), Some(column)) = (rows.get(spot.row), columns.get(spot.column)) else {
        return;
    };
    let mut flow = Flow { canvas, area };
    flow.heading(&format!("{} {dot} {}", row.title, column.title));
    if let Some(cell) = desk.score_cell() {
        return draw_score(&mut flow, desk, &cell);
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

/// What is known of a score; what the levels mean while there is none.
fn draw_score(flow: &mut Flow<'_, '_>, desk: &Desk, cell: &CellKey) {
    let state = desk.state();
    if let Some(score) = state.score(cell) {
        let mark = score
            .mark
            .map_or("not scored".to_owned(), |mark| mark.to_string());
        let mut text = format!("{mark}, {}", score.provenance.word());
        if !score.rationale.is_empty() {
            text.push_str(": ");
            text.push_str(&score.rationale);
        }
        let evidence: Vec<&str> = state
            .evidence(cell)
            .map(|record| record.id.as_str())
            .collect();
        if !evidence.is_empty() {
            text.push_str(" ← ");
            text.push_str(&evidence.join(", "));
        }
        flow.paragraph("", Role::Text, &text, Role::Text);
    }
    let criterion = state.rubric.criterion(&cell.criterion);
    for (level, text) in criterion.iter().flat_map(|criterion| &criterion.anchors) {
        flow.paragraph(&level.to_string(), Role::Accent, text, Role::Quiet);
    }
}
