//! The home screen.

use ratatui::layout::Rect;

use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::app::home::Home;
use crate::tui::canvas::Canvas;
use crate::tui::effect::Recent;
use crate::tui::layout::Places;
use crate::tui::text::width;
use crate::tui::theme::Role;

pub(super) fn draw(canvas: &mut Canvas<'_>, app: &App, home: &Home, places: &Places) {
    let header = places.header;
    let used = canvas.text(1, header.y, header.width - 2, "flipchart", Role::Strong);
    let about = "everything the room says, kept as it is said";
    let place = Rect {
        x: used + 2,
        width: header.width.saturating_sub(used + 3),
        ..header
    };
    canvas.right(place, about, Role::Quiet);
    canvas.across(Rect {
        y: header.y + 1,
        ..header
    });
    let mut area = places.body;
    if home.recent.is_empty() {
        return draw_empty(canvas, app, area);
    }
    canvas.text(area.x + 2, area.y - 2, area.width, "WORKSHOPS", Role::Quiet);
    // Two workshops of one client differ by where they lie.
    if let Some(chosen) = home.recent.get(home.spot.row) {
        area.height = area.height.saturating_sub(1);
        let path = chosen.path.display().to_string();
        canvas.text(
            area.x + 2,
            area.bottom(),
            area.width - 2,
            &path,
            Role::Quiet,
        );
    }
    let columns = clients(&home.recent, area.width);
    let visible = home.recent.iter().enumerate().skip(home.spot.top);
    for (y, (at, recent)) in (area.top()..area.bottom()).zip(visible) {
        draw_recent(
            canvas,
            recent,
            (at == home.spot.row, columns),
            Rect {
                y,
                height: 1,
                ..area
            },
        );
    }
}

/// Columns of the names of clients: what the widest needs is enough, and the titles get the rest.
fn clients(recent: &[Recent], room: u16) -> u16 {
    let widest = recent.iter().map(|one| width(&one.client)).max();
    let widest = u16::try_from(widest.unwrap_or(0)).unwrap_or(u16::MAX);
    widest.clamp(10, room * 2 / 7)
}

fn draw_recent(
    canvas: &mut Canvas<'_>,
    recent: &Recent,
    (front, columns): (bool, u16),
    line: Rect,
) {
    if front {
        canvas.tint(line, Role::Selected);
        canvas.text(line.x, line.y, 1, canvas.symbols().cursor, Role::Accent);
    }
    let date = recent
        .opened
        .map(|date| date.to_string())
        .unwrap_or_default();
    let name = recent
        .path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    let mut rest = Rect {
        width: line.width - 1,
        ..line
    };
    let used = canvas.right(rest, &date, Role::Quiet);
    rest.width = rest.width.saturating_sub(used + 2);
    let place = Rect {
        x: rest.right() - rest.width * 2 / 5,
        width: rest.width * 2 / 5,
        ..rest
    };
    let used = canvas.right(place, &name.unwrap_or_default(), Role::Quiet);
    let end = rest.right().saturating_sub(used + 2);
    let role = if front { Role::Strong } else { Role::Text };
    canvas.text(line.x + 2, line.y, columns, &recent.client, role);
    let x = line.x + columns + 4;
    canvas.text(x, line.y, end.saturating_sub(x), &recent.title, Role::Quiet);
}

fn draw_empty(canvas: &mut Canvas<'_>, app: &App, area: Rect) {
    canvas.text(
        area.x,
        area.y,
        area.width,
        "No workshop was open here yet.",
        Role::Text,
    );
    let choices = [Action::New, Action::Sample, Action::OpenPath];
    for (y, action) in (area.y + 2..area.bottom()).zip(choices) {
        let key = app.keymap.first_of(action);
        canvas.text(
            area.x,
            y,
            4,
            key.as_deref().unwrap_or_default(),
            Role::Accent,
        );
        canvas.text(
            area.x + 4,
            y,
            area.width - 4,
            action.entry().help,
            Role::Text,
        );
    }
}
