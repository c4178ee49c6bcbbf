//! Draws the roadmap: a table of work packages, their bars on a scale of days, the selected one in words.

mod chances;
mod focus;
mod gantt;
mod panel;

pub(super) use gantt::draw_cells as draw_bar_cells;

use ratatui::layout::Rect;

use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::app::pages::roadmap::Roadmap;
use crate::tui::app::pages::roadmap::layout::{Layout, gapped};
use crate::tui::app::pages::roadmap::rows::{Line, Row, Standing};
use crate::tui::canvas::Canvas;
use crate::tui::text::width;
use crate::tui::theme::Role;
use crate::tui::view::flow::Flow;

pub(super) fn draw(canvas: &mut Canvas<'_>, app: &App, page: &Roadmap, heading: Rect, area: Rect) {
    draw_summary(canvas, page, heading);
    if page.table.rows.is_empty() {
        return draw_empty(canvas, app, area);
    }
    match &page.focus {
        Some(focus) => focus::draw_notice(canvas, app, focus, &page.layout),
        None => draw_notice(canvas, app, page),
    }
    draw_heads(canvas, &page.layout);
    gantt::draw_scale(canvas, page);
    let (table, here) = (page.layout.table, page.line());
    let lines = page.lines.iter().skip(page.first);
    for (y, line) in (table.top()..table.bottom()).zip(lines) {
        let place = Rect {
            y,
            height: 1,
            ..table
        };
        draw_line(canvas, page, *line, *line == here, place);
        if let Line::Package(at) = line {
            draw_draft(canvas, app, page, *at, place);
        }
        gantt::draw_days(canvas, app, page, y);
    }
    if page.chances.open {
        chances::draw(canvas, app, page);
    } else {
        panel::draw(canvas, app, page);
    }
}

/// How many packages there are and when all is done; the date to commit to, once it is known.
fn draw_summary(canvas: &mut Canvas<'_>, page: &Roadmap, mut place: Rect) {
    if let Some(outcome) = page.chances.outcome() {
        let used = canvas.right(place, &outcome.commit, Role::Strong);
        place.width = place.width.saturating_sub(used + 2);
    }
    canvas.right(place, &page.table.summary, Role::Quiet);
}

fn draw_line(canvas: &mut Canvas<'_>, page: &Roadmap, line: Line, front: bool, place: Rect) {
    if front {
        // Up to the title's end: what stands behind it need not be sent again with every move.
        let name = Rect {
            width: page.layout.before_title() + page.layout.title,
            ..place
        };
        canvas.tint(name, Role::Selected);
        canvas.text(place.x, place.y, 1, canvas.symbols().cursor, Role::Accent);
    }
    match line {
        Line::Phase(at) => draw_phase(canvas, page, at, front, place),
        Line::Package(at) => {
            let Some(row) = page.table.rows.get(at) else {
                return;
            };
            if let Some((_, before)) = page.near.iter().find(|(row, _)| *row == at) {
                let symbol = canvas.symbols().before_after[usize::from(!before)];
                canvas.text(place.x, place.y, 1, symbol, Role::Accent);
            }
            draw_cells(canvas, page, row, front, place);
            gantt::draw_bar(canvas, page, row, place.y);
        }
        Line::Steps(steps) => focus::draw_steps(canvas, steps, place),
        Line::Near(at) => focus::draw_near(canvas, page, at, front, place),
    }
}

/// What to do while there is nothing.
fn draw_empty(canvas: &mut Canvas<'_>, app: &App, area: Rect) {
    let mut flow = Flow { canvas, area };
    let text = "No work package yet. A work package is something a named team can finish and show.";
    flow.paragraph("", Role::Quiet, text, Role::Quiet);
    flow.skip();
    if let Some(key) = app.keymap.first_of(Action::Capture) {
        let text = "adds the first one: say what is to be done and how long it takes, such as Landing zone takes:10d";
        flow.paragraph(&key, Role::Accent, text, Role::Text);
    }
    if let Some(key) = app.keymap.first_of(Action::WaitFor) {
        let text = "then says what each one waits for, and why; the dates follow from that";
        flow.paragraph(&key, Role::Accent, text, Role::Text);
    }
}

/// Columns that part words from others on their line.
const PART: u16 = 3;

/// What is wrong and how to get there; while nothing is, what the bars mean.
fn draw_notice(canvas: &mut Canvas<'_>, app: &App, page: &Roadmap) {
    let layout = &page.layout;
    let (x, y) = (layout.heads.x + 2, layout.heads.y);
    // What stands above the gantt on the same line is words as well.
    let end = gantt::scale_start(page).saturating_sub(PART);
    let room = end.min(layout.gantt.x - 1).saturating_sub(x);
    let Some(first) = page.table.problems.first() else {
        gantt::draw_legend(canvas, x, y, room);
        return;
    };
    let key = app.keymap.first_of(Action::NextProblem);
    let key = key.as_deref().unwrap_or_default();
    let text = match page.table.problems.len() {
        1 => first.what.clone(),
        count => format!("{count} problems, the first: {}", first.what),
    };
    let way = format!("{key} goes there");
    let wide = u16::try_from(width(&way)).unwrap_or(u16::MAX);
    let used = canvas.text(x, y, room.saturating_sub(wide + 2), &text, Role::Warning);
    let used = used + 2;
    let used = used + canvas.text(x + used, y, room.saturating_sub(used), key, Role::Accent) + 1;
    canvas.text(
        x + used,
        y,
        room.saturating_sub(used),
        "goes there",
        Role::Quiet,
    );
}

fn draw_heads(canvas: &mut Canvas<'_>, layout: &Layout) {
    let mut cells = Cells::of(layout, layout.heads.x, layout.heads.y + 1);
    cells.skip_to_title();
    cells.text(canvas, layout.title, "work package", Role::Quiet);
    cells.x += 1;
    if layout.owner > 0 {
        cells.text(canvas, layout.owner, "owner", Role::Quiet);
        cells.x += 1;
    }
    let takes = if layout.duration > 4 { "takes" } else { "for" };
    cells.right(canvas, layout.duration, takes, Role::Quiet);
    cells.right(canvas, layout.date, "start", Role::Quiet);
    cells.right(canvas, layout.end, "end", Role::Quiet);
    cells.x += 1;
    cells.text(canvas, layout.slack, "slack", Role::Quiet);
    cells.right(canvas, layout.chance, "crit", Role::Quiet);
    if layout.scale.is_none() {
        let room = layout.gantt.width;
        canvas.text(layout.gantt.x + 2, cells.y, room, "why", Role::Quiet);
    }
}

fn draw_phase(canvas: &mut Canvas<'_>, page: &Roadmap, at: usize, front: bool, place: Rect) {
    let layout = &page.layout;
    let Some(phase) = page.table.phases.get(at) else {
        return;
    };
    let name = match phase.name.as_str() {
        "" => "No phase",
        name => name,
    };
    let after = 1 + gapped(layout.slack) + gapped(layout.chance);
    let dates = layout.gantt.x - place.x - after - gapped(layout.date) - gapped(layout.end);
    // The cursor stands where the name begins otherwise.
    let indent = if front { 2 } else { 0 };
    let used = indent + canvas.text(place.x + indent, place.y, dates, name, Role::Strong) + 2;
    if page.is_folded(at) {
        let count = format!("{} folded", phase.rows.len());
        let room = dates.saturating_sub(used);
        canvas.text(place.x + used, place.y, room, &count, Role::Quiet);
        gantt::draw_span(canvas, page, phase, place.y);
    }
    let mut cells = Cells::of(layout, place.x + dates, place.y);
    cells.right(canvas, layout.date, &phase.dates.0, Role::Quiet);
    cells.right(canvas, layout.end, &phase.dates.1, Role::Quiet);
    if page.is_folded(at) {
        cells.x += 1;
        // What is hidden in it must not be overlooked.
        let rows = page.table.rows.get(phase.rows.clone()).unwrap_or_default();
        let worst = rows.iter().max_by_key(|row| row.standing.gravity());
        if let Some(row) = worst.filter(|row| row.standing != Standing::Spare) {
            let (text, role) = slack(row, layout.slack > 6);
            cells.text(canvas, layout.slack, &text, role);
        }
    }
}

/// The cells of a package, without its bar.
fn draw_cells(canvas: &mut Canvas<'_>, page: &Roadmap, row: &Row, front: bool, place: Rect) {
    let layout = &page.layout;
    let mut cells = Cells::of(layout, place.x, place.y);
    cells.x += 2;
    let [id, role] = if front {
        [Role::Strong; 2]
    } else {
        [Role::Quiet, Role::Text]
    };
    cells.text(canvas, layout.id, row.id.as_str(), id);
    if row.off_record {
        // The end of the title gives way to it.
        let word = if layout.title < 18 {
            "off"
        } else {
            "off record"
        };
        let wide = u16::try_from(word.len()).unwrap_or(0);
        let place = Rect::new(cells.x + layout.title - wide, place.y, wide, 1);
        canvas.right(place, word, Role::Warning);
        canvas.text(cells.x, place.y, layout.title - wide - 1, &row.title, role);
        cells.x += layout.title + 1;
    } else {
        cells.text(canvas, layout.title, &row.title, role);
    }
    cells.x += 1;
    if layout.owner > 0 {
        cells.text(canvas, layout.owner, &row.owner, Role::Quiet);
        cells.x += 1;
    }
    let (text, role) = duration(canvas, row);
    cells.right(canvas, layout.duration, text, role);
    cells.right(canvas, layout.date, &row.dates.0, Role::Text);
    cells.right(canvas, layout.end, &row.dates.1, Role::Text);
    cells.x += 1;
    let (text, role) = slack(row, layout.slack > 6);
    cells.text(canvas, layout.slack, &text, role);
    if let Some(outcome) = page.chances.outcome() {
        let share = outcome.critical.get(row.place).map_or("", String::as_str);
        cells.right(canvas, layout.chance, share, Role::Text);
    }
}

/// Marks a row whose form waits with something typed in it, at the end of its title.
fn draw_draft(canvas: &mut Canvas<'_>, app: &App, page: &Roadmap, at: usize, place: Rect) {
    let waits = |row: &&Row| app.desk().is_some_and(|desk| desk.texts.wait_for(&row.id));
    let Some(row) = page.table.rows.get(at).filter(waits) else {
        return;
    };
    // What is off the record says so at the very end.
    let end = if row.off_record { 11 } else { 0 };
    let x = place.x + 3 + page.layout.id;
    let width = page.layout.title.saturating_sub(end);
    canvas.right(Rect { x, width, ..place }, " draft", Role::Warning);
}

fn duration<'r>(canvas: &Canvas<'_>, row: &'r Row) -> (&'r str, Role) {
    match () {
        () if row.milestone => (canvas.symbols().milestone, Role::Quiet),
        () if !row.estimated => ("?", Role::Warning),
        () => (&row.duration, Role::Text),
    }
}

/// How a package stands in time, in a word.
fn slack(row: &Row, wide: bool) -> (String, Role) {
    let (long, short) = match row.standing {
        Standing::Spare => return (row.slack.clone(), Role::Quiet),
        Standing::Critical if wide => return ("critical".to_owned(), Role::Strong),
        Standing::Critical => return ("crit.".to_owned(), Role::Strong),
        Standing::Late if wide && !row.slack.is_empty() => {
            return (format!("{} late", row.slack), Role::Warning);
        }
        Standing::Late => ("late", "late"),
        Standing::Loop => ("in a loop", "loop"),
        Standing::Behind => ("no date", "none"),
    };
    let text = if wide { long } else { short };
    (text.to_owned(), Role::Warning)
}

/// Writes the cells of a row from left to right, with a blank between them.
struct Cells {
    x: u16,
    y: u16,
    id: u16,
    end: u16,
}

impl Cells {
    const fn of(layout: &Layout, x: u16, y: u16) -> Self {
        Self {
            x,
            y,
            id: layout.id,
            end: layout.gantt.x,
        }
    }

    const fn skip_to_title(&mut self) {
        self.x += 2 + self.id + 1;
    }

    fn text(&mut self, canvas: &mut Canvas<'_>, wide: u16, text: &str, role: Role) {
        let room = wide.min(self.end.saturating_sub(self.x));
        canvas.text(self.x, self.y, room, text, role);
        self.x += wide + 1;
    }

    fn right(&mut self, canvas: &mut Canvas<'_>, wide: u16, text: &str, role: Role) {
        if wide == 0 {
            return;
        }
        let room = wide.min(self.end.saturating_sub(self.x));
        let place = Rect::new(self.x, self.y, room, 1);
        canvas.right(place, text, role);
        self.x += wide + 1;
    }
}
