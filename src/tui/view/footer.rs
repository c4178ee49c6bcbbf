//! The footer: keys that work here, what was just done, whether everything is saved.

use ratatui::layout::Rect;

use crate::order::Arrange;
use crate::tui::action::{Action, Entry, TABLE};
use crate::tui::app::App;
use crate::tui::app::desk::Desk;
use crate::tui::app::overlay::Overlay;
use crate::tui::app::pages::run::Run;
use crate::tui::canvas::Canvas;
use crate::tui::context::Where;
use crate::tui::effect::Saved;
use crate::tui::key::show_keys;
use crate::tui::layout::Places;
use crate::tui::text::{width, wrap};
use crate::tui::theme::Role;

/// Columns between two hints.
const GAP: u16 = 3;

/// A key and its word.
type Hint = (String, String);

/// Rows that a sentence or the keys of a sequence may take.
const MOST: usize = 4;

pub(super) fn draw(canvas: &mut Canvas<'_>, app: &App, places: &Places) {
    let area = Rect {
        x: 1,
        width: places.footer.width - 2,
        ..places.footer
    };
    let (saved, role) = saved(app);
    let room = room(app);
    if let Some(notice) = &app.notice {
        let role = if notice.warning {
            Role::Warning
        } else {
            Role::Text
        };
        let lines = message(app);
        let area = rise(canvas, area, lines.len());
        for (y, line) in (area.y..).zip(&lines) {
            canvas.text(area.x, y, room, line, role);
        }
    } else if app.pending.is_empty() {
        let area = rise(canvas, area, 1);
        draw_hints(canvas, &hints(app, room), area);
    } else {
        let rows = rows_of(following(app), room);
        let area = rise(canvas, area, rows.len());
        for (y, row) in (area.y..).zip(&rows) {
            draw_hints(canvas, row, Rect { y, ..area });
        }
    }
    canvas.right(area, &saved, role);
}

/// Columns of the footer beside the save state.
fn room(app: &App) -> u16 {
    let saved = u16::try_from(width(&saved(app).0)).unwrap_or(0);
    let used = if saved > 0 { saved + 3 } else { 0 };
    app.size.0.saturating_sub(2 + used)
}

/// What is said at the foot, in lines; none where nothing is said.
pub(crate) fn message(app: &App) -> Vec<String> {
    let notice = app.notice.as_ref();
    notice.map_or_else(Vec::new, |notice| {
        wrap(&notice.text, usize::from(room(app)), MOST)
    })
}

/// Makes the footer so many rows high, over what stands above it, with its line on top.
fn rise(canvas: &mut Canvas<'_>, area: Rect, rows: usize) -> Rect {
    let height = u16::try_from(rows.clamp(1, MOST)).unwrap_or(1);
    let whole = Rect {
        x: 0,
        y: area.bottom().saturating_sub(height + 1),
        width: area.width + 2,
        height: height + 1,
    };
    canvas.clear(whole);
    canvas.across(whole);
    Rect {
        y: whole.y + 1,
        height,
        ..area
    }
}

fn draw_hints(canvas: &mut Canvas<'_>, hints: &[Hint], area: Rect) {
    let mut x = area.x;
    for (key, word) in hints {
        x += canvas.text(x, area.y, area.right() - x, key, Role::Accent) + 1;
        x += canvas.text(x, area.y, area.right() - x, word, Role::Quiet) + GAP;
    }
}

/// What can follow the keys typed so far, by name.
fn following(app: &App) -> Vec<Hint> {
    let begun = show_keys(&app.pending);
    let situation = app.situation();
    let next = app.keymap.following(&app.pending, situation.context);
    next.into_iter()
        .filter(|(_, action)| action.entry().works(situation))
        .map(|(keys, action)| {
            let name = action.entry().name.replace('-', " ");
            (format!("{begun} {keys}"), name)
        })
        .collect()
}

/// The hints in rows of at most `room` columns.
fn rows_of(hints: Vec<Hint>, room: u16) -> Vec<Vec<Hint>> {
    let mut rows: Vec<Vec<Hint>> = Vec::new();
    let mut left = 0;
    for hint in hints {
        let wide = columns(&hint);
        if let Some(row) = rows.last_mut().filter(|_| wide <= left) {
            row.push(hint);
        } else {
            rows.push(vec![hint]);
            left = room.saturating_add(GAP);
        }
        left = left.saturating_sub(wide);
    }
    rows
}

/// The hints that fit; those for finding everything else always do.
fn hints(app: &App, room: u16) -> Vec<Hint> {
    let situation = app.situation();
    let hint = |action: Action| {
        let entry = action.entry();
        if entry.hint.is_empty() || !entry.works(situation) {
            return None;
        }
        let first = app.keymap.first_of(action)?;
        let word = match (action, app.overlays.last()) {
            (Action::Keep, Some(Overlay::Ask(ask))) => ask.about.verb(),
            (Action::Keep, Some(Overlay::Form(form))) => form.target.verb(),
            (Action::GoOn, _) => app.desk().and_then(Desk::run).map_or(entry.hint, Run::verb),
            _ => entry.hint,
        };
        Some((first, word.to_owned()))
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
    if situation.context == Where::CHOICE {
        // Arrows are no command there: they go through the choices as they go through a text.
        let [before, after] = app.theme.symbols.before_after;
        shown.push((format!("{before} {after}"), "choose".to_owned()));
        left = left.saturating_sub(shown.iter().map(columns).sum());
    }
    let mends = app.desk().and_then(Desk::mends);
    for entry in in_order(situation.context, mends).filter(|entry| !last(entry.action)) {
        if let Some(hint) = hint(entry.action).filter(|hint| columns(hint) <= left) {
            left -= columns(&hint);
            shown.push(hint);
        }
    }
    shown.extend(always);
    shown
}

/// The table with what belongs to the screen before what works everywhere; where records are listed, capturing
/// comes first of all, and so does what mends the row in front.
fn in_order(context: Where, mends: Option<Action>) -> impl Iterator<Item = &'static Entry> {
    let rank = move |entry: &&Entry| match entry.action {
        action if mends == Some(action) => 0,
        Action::Capture if Where::LISTS.or(Where::TOPICS).meets(context) => 0,
        Action::StartPause if Where::TOPICS.meets(context) => 0,
        _ if !entry.place.holds(Where::STAGE) => 1,
        _ => 2,
    };
    let mut all: Vec<&Entry> = TABLE.iter().collect();
    all.arrange_by_key(rank);
    all.into_iter()
}

fn columns((key, word): &Hint) -> u16 {
    u16::try_from(width(key) + 1 + width(word))
        .unwrap_or(u16::MAX)
        .saturating_add(GAP)
}

fn saved(app: &App) -> (String, Role) {
    let Some(desk) = app.desk() else {
        let said = app.recovering.as_ref().map(|_| "recovering a file");
        return (said.unwrap_or_default().to_owned(), Role::Warning);
    };
    match &desk.saved {
        _ if !desk.writable => ("read-only".to_owned(), Role::Warning),
        Saved::Yes => (format!("saved {}", app.theme.symbols.done), Role::Quiet),
        Saved::Saving => ("saving".to_owned(), Role::Quiet),
        Saved::No(_) => ("NOT SAVED".to_owned(), Role::Warning),
    }
}
