//! The topics of a block, and what to ask about the selected one.

use ratatui::layout::Rect;

use super::flow::Flow;
use crate::agenda::{Block, Topic};
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::app::desk::Desk;
use crate::tui::canvas::Canvas;
use crate::tui::text::{shown, width, wrap};
use crate::tui::theme::Role;

pub(super) fn draw(canvas: &mut Canvas<'_>, desk: &Desk, area: Rect) {
    let Some(block) = desk.block() else {
        return;
    };
    let topics = block.all_topics();
    if topics.is_empty() {
        let goal = block
            .goal
            .as_deref()
            .unwrap_or("Nothing to talk through here.");
        let area = Rect {
            x: area.x + 2,
            y: area.y + 1,
            width: area.width - 2,
            height: area.height.saturating_sub(1),
        };
        Flow { canvas, area }.paragraph("", Role::Quiet, goal, Role::Quiet);
        return;
    }
    let spot = desk.spot();
    let visible = topics.iter().enumerate().skip(spot.top);
    for (y, (at, (depth, topic))) in (area.top()..area.bottom()).zip(visible) {
        let line = Rect {
            y,
            height: 1,
            ..area
        };
        let covered = desk.state().covered.contains_key(&topic.id);
        draw_topic_line(canvas, line, topic, *depth, covered, at == spot.row);
    }
}

fn draw_topic_line(
    canvas: &mut Canvas<'_>,
    line: Rect,
    topic: &Topic,
    depth: usize,
    covered: bool,
    front: bool,
) {
    let symbols = canvas.symbols();
    let indent = u16::try_from(depth * 2).unwrap_or(8).min(8);
    if front {
        let title = u16::try_from(width(&shown(&topic.title))).unwrap_or(u16::MAX);
        let name = Rect {
            width: title.saturating_add(5 + indent).min(line.width),
            ..line
        };
        canvas.tint(name, Role::Selected);
        canvas.text(line.x, line.y, 1, symbols.cursor, Role::Accent);
    }
    let mark = if covered { symbols.done } else { symbols.dot };
    let [mark_role, role] = match (covered, front) {
        (_, true) => [Role::Strong; 2],
        (true, false) => [Role::Quiet, Role::Done],
        (false, false) => [Role::Quiet, Role::Text],
    };
    canvas.text(line.x + 2 + indent, line.y, 1, mark, mark_role);
    let room = line.width.saturating_sub(4 + indent);
    canvas.text(line.x + 4 + indent, line.y, room, &topic.title, role);
}

pub(super) fn draw_details(canvas: &mut Canvas<'_>, desk: &Desk, app: &App, area: Rect) {
    let mut flow = Flow { canvas, area };
    if let Some(topic) = desk.topic() {
        // What comes below stands still while one goes from topic to topic.
        let tallest = desk.block().map_or(0, |block| tallest(block, area.width));
        draw_topic(&mut flow, topic, desk.notes, app, area.y + tallest);
    }
    if !desk.index.carried.is_empty() && flow.area.height >= 3 {
        flow.skip();
        flow.heading("Carried in");
    }
    for (level, id) in &desk.index.carried {
        let Some(record) = desk.state().record(id).filter(|_| !flow.is_full()) else {
            return;
        };
        let area = flow.area;
        flow.canvas
            .text(area.x, area.y, 1, &level.to_string(), Role::Accent);
        let used = flow
            .canvas
            .text(area.x + 2, area.y, 10, id.as_str(), Role::Quiet)
            + 4;
        let room = area.width.saturating_sub(used);
        flow.canvas.text(
            area.x + used,
            area.y,
            room,
            record.naming_text(),
            Role::Text,
        );
        flow.skip();
    }
}

/// Lines that what comes below has in any case: the way to the notes, a blank, a heading, three records.
const LEAST_CARRIED: u16 = 6;

/// Lines of a question where there is room for all of them.
const LINES: u16 = 2;

/// Lines of what there is to ask on the topic of a block that has most of it, with the heading.
fn tallest(block: &Block, columns: u16) -> u16 {
    let room = usize::from(columns.saturating_sub(2));
    let lines = |topic: &Topic| -> usize {
        let prompts = topic.prompts.iter();
        1 + prompts
            .map(|prompt| wrap(prompt, room, 9).len().max(usize::from(LINES)))
            .sum::<usize>()
    };
    let all = block.all_topics();
    let most = all.iter().map(|(_, topic)| lines(topic)).max();
    most.and_then(|most| u16::try_from(most).ok()).unwrap_or(0)
}

fn draw_topic(flow: &mut Flow<'_, '_>, topic: &Topic, notes: bool, app: &App, end: u16) {
    let has_notes = !topic.notes.is_empty() || !topic.facts.is_empty();
    if notes {
        draw_notes(flow, topic);
    }
    if !topic.prompts.is_empty() {
        flow.heading("Ask");
    }
    // Where there is room each has two lines: they stand still from topic to topic, and can be read from afar.
    let wanted = LINES * u16::try_from(topic.prompts.len()).unwrap_or(u16::MAX / LINES);
    let roomy = flow.area.height >= wanted.saturating_add(LEAST_CARRIED);
    for prompt in &topic.prompts {
        let first = flow.area.y;
        flow.paragraph("?", Role::Accent, prompt, Role::Text);
        if roomy {
            flow.fill(first + LINES, LEAST_CARRIED);
        }
    }
    if !notes {
        flow.fill(end, LEAST_CARRIED);
    }
    if !notes && has_notes && !flow.is_full() {
        let keys = app.keymap.keys_of(Action::Notes);
        let key = keys.first().map_or(":", String::as_str);
        flow.paragraph(key, Role::Accent, "shows the notes on it", Role::Quiet);
    }
}

fn draw_notes(flow: &mut Flow<'_, '_>, topic: &Topic) {
    flow.heading("Notes, for you only");
    if topic.notes.is_empty() && topic.facts.is_empty() {
        flow.paragraph(
            "",
            Role::Quiet,
            "There are none on this topic.",
            Role::Quiet,
        );
    }
    for line in topic.notes.lines().filter(|line| !line.trim().is_empty()) {
        flow.paragraph("", Role::Text, line, Role::Text);
    }
    for fact in &topic.facts {
        let text = format!("{} ({}, {})", fact.text, fact.source, fact.as_of);
        flow.paragraph("=", Role::Accent, &text, Role::Quiet);
    }
    flow.skip();
}
