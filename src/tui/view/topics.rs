//! The topics of a block, and what to ask about the selected one.

use ratatui::layout::Rect;

use super::flow::Flow;
use crate::agenda::Topic;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::app::desk::Desk;
use crate::tui::app::questions::{INDENT, LINES};
use crate::tui::canvas::Canvas;
use crate::tui::text::{shown, width};
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
    let (name, rest) = name_and_rest(&topic.title);
    if front {
        let wide = u16::try_from(width(&shown(name))).unwrap_or(u16::MAX);
        let after = u16::from(rest.is_empty());
        let name = Rect {
            width: wide.saturating_add(4 + indent + after).min(line.width),
            ..line
        };
        canvas.tint(name, Role::Selected);
        canvas.text(line.x, line.y, 1, symbols.cursor, Role::Accent);
    }
    let mark = if covered { symbols.done } else { symbols.dot };
    let role = if covered { Role::Done } else { Role::Text };
    let [mark_role, name_role] = if front {
        [Role::Strong; 2]
    } else {
        [Role::Quiet, role]
    };
    canvas.text(line.x + 2 + indent, line.y, 1, mark, mark_role);
    let room = line.width.saturating_sub(4 + indent);
    let x = line.x + 4 + indent;
    let used = canvas.text(x, line.y, room, name, name_role);
    canvas.text(x + used, line.y, room - used, rest, role);
}

/// The name that a title begins with, and what it says of it after a colon or in brackets: that looks the same
/// whether the topic is selected or not, so that a move need not send it again.
fn name_and_rest(title: &str) -> (&str, &str) {
    let end = [": ", " ("].iter().filter_map(|sign| title.find(sign));
    title.split_at(end.min().unwrap_or(title.len()))
}

pub(super) fn draw_details(canvas: &mut Canvas<'_>, desk: &Desk, app: &App, area: Rect) {
    let mut flow = Flow { canvas, area };
    if let Some(topic) = desk.topic() {
        draw_topic(&mut flow, topic, desk, app);
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

fn draw_topic(flow: &mut Flow<'_, '_>, topic: &Topic, desk: &Desk, app: &App) {
    let questions = desk.index.questions.of(desk.spot().row);
    let rows = |lines: usize| u16::try_from(lines).unwrap_or(u16::MAX);
    // What comes below stands still while one goes from topic to topic.
    let end = flow.area.y + rows(1 + desk.index.questions.tallest());
    let has_notes = !topic.notes.is_empty() || !topic.facts.is_empty();
    if desk.notes {
        draw_notes(flow, topic);
    }
    if !questions.is_empty() {
        flow.heading("Ask");
    }
    // Where there is room each has two lines: they stand still from topic to topic, and can be read from afar.
    let wanted = rows(LINES * questions.len());
    let roomy = flow.area.height >= wanted.saturating_add(LEAST_CARRIED);
    for (prompt, lines) in topic.prompts.iter().zip(questions) {
        let first = flow.area.y;
        if lines.len() > usize::from(flow.area.height) {
            flow.paragraph("?", Role::Accent, prompt, Role::Text);
        } else {
            flow.lines(INDENT, ("?", Role::Accent), lines, Role::Text);
        }
        if roomy {
            flow.fill(first + rows(LINES), LEAST_CARRIED);
        }
    }
    if !desk.notes {
        flow.fill(end, LEAST_CARRIED);
    }
    if !desk.notes && has_notes && !flow.is_full() {
        let key = app.keymap.first_of(Action::Notes);
        let key = key.as_deref().unwrap_or(":");
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

#[cfg(test)]
mod tests {
    use super::name_and_rest;

    #[test]
    fn a_title_is_parted_at_its_first_colon_or_bracket() {
        let parts = [
            (
                "Tooling: alerting, logging",
                ("Tooling", ": alerting, logging"),
            ),
            ("Rules (card data: all)", ("Rules", " (card data: all)")),
            ("From 10:00 on", ("From 10:00 on", "")),
            ("", ("", "")),
        ];
        for (title, expected) in parts {
            assert_eq!(name_and_rest(title), expected);
        }
    }
}
