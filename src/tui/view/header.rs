//! The header: client, workshop, wall clock, time left.

use ratatui::layout::Rect;

use crate::tui::app::desk::Desk;
use crate::tui::canvas::Canvas;
use crate::tui::clock::{Phase, phase, running};
use crate::tui::effect::Now;
use crate::tui::layout::Places;
use crate::tui::theme::Role;

pub(super) fn draw(canvas: &mut Canvas<'_>, desk: &Desk, now: Now, places: &Places) {
    let area = Rect {
        x: 1,
        width: places.header.width - 2,
        ..places.header
    };
    let (left, role) = time_left(desk, now);
    let mut before = area;
    let parts = [
        (left, role),
        (now.format("%H:%M").to_string(), Role::Strong),
        (day(desk), Role::Quiet),
    ];
    for (text, role) in parts {
        let used = canvas.right(before, &text, role);
        before.width = before.width.saturating_sub(used + 3);
    }
    let info = &desk.state().info;
    let title = if info.title.is_empty() {
        &desk.state().playbook.header.title
    } else {
        &info.title
    };
    let client = canvas.text(area.x, area.y, before.width, &info.client, Role::Strong);
    let rest = if info.client.is_empty() {
        title.clone()
    } else {
        format!(" {} {title}", canvas.symbols().dot)
    };
    let room = before.width - client;
    if room > 8 {
        canvas.text(area.x + client, area.y, room, &rest, Role::Text);
    }
    canvas.across(Rect {
        y: places.header.y + 1,
        ..places.header
    });
}

/// The time left in the block that runs, or else in the block in front.
fn time_left(desk: &Desk, now: Now) -> (String, Role) {
    let front = desk.block();
    let (block, clock) = match running(desk.state()).next() {
        Some((block, clock)) => (block, Some(clock)),
        None => match front {
            Some(block) => (block, desk.state().clocks.get(&block.id)),
            None => return (String::new(), Role::Quiet),
        },
    };
    let phase = phase(block, clock, now);
    let role = match phase {
        _ if phase.is_over() || phase.is_close() => Role::Warning,
        Phase::Running(_) => Role::Accent,
        _ => Role::Quiet,
    };
    let elsewhere = front.is_some_and(|front| front.id != block.id);
    let name = if elsewhere {
        format!("{}: ", block.short())
    } else {
        String::new()
    };
    (format!("{name}{}", phase.words()), role)
}

fn day(desk: &Desk) -> String {
    let playbook = &desk.state().playbook;
    let day = playbook.blocks().nth(desk.block).map(|(day, _)| day);
    day.and_then(|day| playbook.days.get(day))
        .map(|day| day.title.clone())
        .unwrap_or_default()
}
