//! The footer: keys that work here, what was just done, whether everything is saved.

use ratatui::layout::Rect;

use crate::tui::action::{Action, TABLE};
use crate::tui::app::App;
use crate::tui::canvas::Canvas;
use crate::tui::context::Where;
use crate::tui::effect::Saved;
use crate::tui::key::show_keys;
use crate::tui::layout::Places;
use crate::tui::text::width;
use crate::tui::theme::Role;

/// Columns between two hints.
const GAP: u16 = 3;

/// A key and its word.
type Hint = (String, String);

pub(super) fn draw(canvas: &mut Canvas<'_>, app: &App, places: &Places) {
    canvas.across(Rect {
        y: places.footer.y - 1,
        ..places.footer
    });
    let area = Rect {
        x: 1,
        width: places.footer.width - 2,
        ..places.footer
    };
    let (saved, role) = saved(app, canvas.symbols().done);
    let used = canvas.right(area, &saved, role);
    let room = area
        .width
        .saturating_sub(if used > 0 { used + 3 } else { 0 });
    if let Some(notice) = &app.notice {
        let role = if notice.warning {
            Role::Warning
        } else {
            Role::Text
        };
        canvas.text(area.x, area.y, room, &notice.text, role);
        return;
    }
    let hints = if app.pending.is_empty() {
        hints(app, room)
    } else {
        following(app)
    };
    let mut x = area.x;
    let end = area.x + room;
    for (key, word) in hints {
        x += canvas.text(x, area.y, end.saturating_sub(x), &key, Role::Accent) + 1;
        x += canvas.text(x, area.y, end.saturating_sub(x), &word, Role::Quiet) + GAP;
    }
}

/// What can follow the keys typed so far.
fn following(app: &App) -> Vec<Hint> {
    let begun = show_keys(&app.pending);
    let next = app
        .keymap
        .following(&app.pending, app.context())
        .into_iter();
    next.map(|(keys, action)| (format!("{begun}{keys}"), action.entry().help.to_owned()))
        .collect()
}

/// The hints that fit; those for finding everything else always do.
fn hints(app: &App, room: u16) -> Vec<Hint> {
    let situation = app.situation();
    let hint = |action: Action| {
        let entry = action.entry();
        let shown = entry.works(situation) && !entry.hint.is_empty();
        let first = app
            .keymap
            .keys_of(action)
            .into_iter()
            .next()
            .filter(|_| shown)?;
        Some((first, entry.hint.to_owned()))
    };
    let last = |action: Action| matches!(action, Action::Palette | Action::Help);
    let views = Where::VIEWS.meets(situation.context);
    let always = [Action::Palette, Action::Help]
        .into_iter()
        .filter(|_| views)
        .filter_map(hint);
    let always: Vec<Hint> = always.collect();
    let mut left = room.saturating_add(GAP);
    left = left.saturating_sub(always.iter().map(columns).sum());
    let mut shown = Vec::new();
    for entry in TABLE.iter().filter(|entry| !last(entry.action)) {
        if let Some(hint) = hint(entry.action).filter(|hint| columns(hint) <= left) {
            left -= columns(&hint);
            shown.push(hint);
        }
    }
    shown.extend(always);
    shown
}

fn columns((key, word): &Hint) -> u16 {
    u16::try_from(width(key) + 1 + width(word))
        .unwrap_or(u16::MAX)
        .saturating_add(GAP)
}

fn saved(app: &App, done: &str) -> (String, Role) {
    let Some(desk) = app.desk() else {
        return (String::new(), Role::Quiet);
    };
    match &desk.saved {
        _ if !desk.writable => ("read-only".to_owned(), Role::Warning),
        Saved::Yes => (format!("saved {done}"), Role::Quiet),
        Saved::Saving => ("saving".to_owned(), Role::Quiet),
        Saved::No(_) => ("NOT SAVED".to_owned(), Role::Warning),
    }
}
