//! The heading of a block and its tabs.

use ratatui::layout::{Position, Rect};

use crate::agenda::Block;
use crate::tui::app::desk::Desk;
use crate::tui::app::tab::Tab;
use crate::tui::canvas::Canvas;
use crate::tui::layout::Places;
use crate::tui::text::width;
use crate::tui::theme::Role;

/// Columns between two tabs.
const GAP: u16 = 3;

pub(super) fn draw(canvas: &mut Canvas<'_>, desk: &Desk, places: &Places) {
    let mut area = places.heading;
    let Some(block) = desk.block() else {
        canvas.text(
            area.x,
            area.y,
            area.width,
            "This playbook has no blocks.",
            Role::Text,
        );
        return;
    };
    let times = format!("{}–{}", block.start, block.end);
    let used = canvas.right(area, &times, Role::Quiet);
    area.width = area.width.saturating_sub(used + 2);
    let missing = desk.index.missing(&block.id);
    if missing > 0 {
        let text = format!("{} {missing} to do", canvas.symbols().missing);
        let used = canvas.right(area, &text, Role::Warning);
        area.width = area.width.saturating_sub(used + 2);
    }
    canvas.text(area.x, area.y, area.width, &block.title, Role::Strong);
    draw_tabs(canvas, desk, places.tabs);
}

/// The tab that is drawn at a place.
pub(crate) fn tab_at(desk: &Desk, places: &Places, at: Position) -> Option<usize> {
    let area = places.tabs;
    if !area.contains(at) {
        return None;
    }
    let labels: Vec<Label> = desk.tabs().iter().map(|tab| label(desk, tab)).collect();
    let first = first_visible(&labels, desk.tab_number(), area.width);
    let mut x = area.x + if first > 0 { 2 } else { 0 };
    for (number, label) in labels.iter().enumerate().skip(first) {
        let end = x + label.width();
        if (x..end).contains(&at.x) {
            return Some(number);
        }
        x = end + GAP;
    }
    None
}

/// A tab with what it says after its name.
struct Label {
    name: String,
    count: String,
}

impl Label {
    fn width(&self) -> u16 {
        let both = width(&self.name) + width(&self.count) + usize::from(!self.count.is_empty());
        u16::try_from(both).unwrap_or(u16::MAX)
    }
}

fn draw_tabs(canvas: &mut Canvas<'_>, desk: &Desk, area: Rect) {
    let labels: Vec<Label> = desk.tabs().iter().map(|tab| label(desk, tab)).collect();
    let front = desk.tab_number();
    let first = first_visible(&labels, front, area.width);
    canvas.across(Rect {
        y: area.y + 1,
        height: 1,
        ..area
    });
    let mut x = area.x;
    if first > 0 {
        x += canvas.text(x, area.y, 2, "‹ ", Role::Quiet);
    }
    for (at, label) in labels.iter().enumerate().skip(first) {
        let last = at + 1 == labels.len();
        let room = area.right().saturating_sub(x + if last { 0 } else { 2 });
        if room < label.width() && at > first {
            canvas.text(area.right() - 1, area.y, 1, "›", Role::Quiet);
            break;
        }
        x += draw_label(
            canvas,
            label,
            at == front,
            Rect {
                x,
                width: room,
                ..area
            },
        ) + GAP;
    }
}

fn draw_label(canvas: &mut Canvas<'_>, label: &Label, front: bool, area: Rect) -> u16 {
    let (name, count) = if front {
        (Role::Strong, Role::Accent)
    } else {
        (Role::Quiet, Role::Quiet)
    };
    let mut used = canvas.text(area.x, area.y, area.width, &label.name, name);
    if !label.count.is_empty() {
        used += 1;
        let room = area.width.saturating_sub(used);
        used += canvas.text(area.x + used, area.y, room, &label.count, count);
    }
    if front {
        let under = canvas.symbols().under.repeat(usize::from(used));
        canvas.text(area.x, area.y + 1, used, &under, Role::Accent);
    }
    used
}

/// The first tab to show, so that the one in front fits.
fn first_visible(labels: &[Label], front: usize, columns: u16) -> usize {
    let mut first = front;
    let mut used = labels.get(front).map_or(0, Label::width).saturating_add(4);
    while first > 0 {
        let next = used.saturating_add(labels[first - 1].width() + GAP);
        if next > columns {
            break;
        }
        used = next;
        first -= 1;
    }
    first
}

fn label(desk: &Desk, tab: &Tab) -> Label {
    let state = desk.state();
    let (name, count) = match tab {
        Tab::Topics(_) => {
            let topics = desk.block().map(Block::all_topics).unwrap_or_default();
            let covered = topics
                .iter()
                .filter(|(_, topic)| state.covered.contains_key(&topic.id));
            if topics.is_empty() {
                ("About".to_owned(), String::new())
            } else {
                (
                    "Topics".to_owned(),
                    format!("{}/{}", covered.count(), topics.len()),
                )
            }
        }
        Tab::Carried(_) => (
            "Carried in".to_owned(),
            desk.index.carried.len().to_string(),
        ),
        Tab::Sheet(id) => {
            let sheet = state.playbook.sheet(id);
            let title = sheet.map(|sheet| sheet.title.clone()).unwrap_or_default();
            let records = sheet.is_some_and(|sheet| sheet.prefix.is_some());
            let count = desk.index.counts.get(id).copied().unwrap_or_default();
            (
                title,
                if records {
                    count.to_string()
                } else {
                    String::new()
                },
            )
        }
    };
    Label { name, count }
}
