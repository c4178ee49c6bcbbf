//! Details that do not fit are read a page at a time, their heading staying in place.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::app::desk::Desk;
use crate::tui::canvas::Canvas;
use crate::tui::theme::Role;

/// Rows of the longest details.
const LONGEST: u16 = 600;

/// Draws details, or the page of them that is read; says how to read on where there is more.
pub(super) fn draw(
    canvas: &mut Canvas<'_>,
    app: &App,
    desk: &Desk,
    area: Rect,
    details: impl Fn(&mut Canvas<'_>, Rect),
) {
    let page = desk.details_page();
    if page == 0 || area.height < 3 {
        details(canvas, area);
        if area.height >= 3 && !is_blank(canvas.buffer(), last_row(area)) {
            mark(canvas, app, area, "reads on");
        }
        return;
    }
    let whole = Rect::new(0, 0, area.width, LONGEST);
    let mut buffer = Buffer::empty(whole);
    let mut aside = Canvas::new(&mut buffer, canvas.theme());
    details(&mut aside, whole);
    let used = (0..LONGEST)
        .rev()
        .find(|y| !is_blank(&buffer, row(whole, *y)));
    let below = area.height - 1;
    let pages = usize::from(used.unwrap_or(0))
        .div_ceil(usize::from(below))
        .max(1);
    let page = page % pages;
    copy(&buffer, 0, canvas.buffer(), area.x, area.y);
    for y in 0..below {
        let from = u16::try_from(page).unwrap_or(0) * below + 1 + y;
        copy(&buffer, from, canvas.buffer(), area.x, area.y + 1 + y);
    }
    if pages > 1 {
        mark(canvas, app, area, &format!("{} of {pages}", page + 1));
    }
}

/// Says in the heading by which key the details go on.
fn mark(canvas: &mut Canvas<'_>, app: &App, area: Rect, what: &str) {
    if let Some(key) = app.keymap.first_of(Action::ReadOn) {
        let heading = Rect {
            height: 1,
            width: area.width.saturating_sub(2),
            ..area
        };
        canvas.right(heading, &format!(" {key} {what} "), Role::Quiet);
    }
}

const fn last_row(area: Rect) -> Rect {
    row(area, area.height - 1)
}

const fn row(area: Rect, y: u16) -> Rect {
    Rect::new(area.x, area.y + y, area.width, 1)
}

fn is_blank(buffer: &Buffer, row: Rect) -> bool {
    row.positions()
        .all(|at| buffer.cell(at).is_none_or(|cell| cell.symbol() == " "))
}

fn copy(from: &Buffer, row: u16, to: &mut Buffer, x: u16, y: u16) {
    for column in 0..from.area.width {
        if let (Some(cell), Some(place)) = (from.cell((column, row)), to.cell_mut((x + column, y)))
        {
            *place = cell.clone();
        }
    }
}
