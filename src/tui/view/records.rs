//! A table of records: reference, what was said, and the most telling columns.

use std::borrow::Cow;

use ratatui::layout::Rect;

use super::details::option_name;
use super::flow::Flow;
use crate::agenda::{Column, ColumnKind, Level, Sheet, SheetKind};
use crate::order::Arrange;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::app::desk::Desk;
use crate::tui::canvas::Canvas;
use crate::tui::text::width;
use crate::tui::theme::Role;
use crate::workshop::{Record, Value};

/// Columns that say most, the most telling first, with their widths on the screen.
const TELLING: [(ColumnKind, u16); 8] = [
    (ColumnKind::Relevance, 1),
    (ColumnKind::Level, 1),
    (ColumnKind::Choice, 10),
    (ColumnKind::Person, 12),
    (ColumnKind::Duration, 8),
    (ColumnKind::Number, 8),
    (ColumnKind::Date, 10),
    (ColumnKind::Tags, 14),
];

pub(super) fn draw(canvas: &mut Canvas<'_>, desk: &Desk, app: &App, area: Rect) {
    if desk.index.rows.is_empty() {
        return draw_empty(canvas, desk, app, area);
    }
    let spot = desk.spot();
    let telling = desk
        .sheet()
        .map(|sheet| telling(sheet, area.width))
        .unwrap_or_default();
    let visible = desk.index.rows.iter().enumerate().skip(spot.top);
    let shown: Vec<(usize, &Record)> = visible
        .take(usize::from(area.height))
        .filter_map(|(at, id)| Some((at, desk.state().record(id)?)))
        .collect();
    let ids = shown
        .iter()
        .map(|(_, record)| width(record.id.as_str()))
        .max()
        .unwrap_or(0);
    let ids = u16::try_from(ids).unwrap_or(8).clamp(4, 14);
    for (y, (at, record)) in (area.y..).zip(shown) {
        let line = Rect {
            y,
            height: 1,
            ..area
        };
        let telling = &telling;
        let row = Row {
            desk,
            record,
            line,
            telling,
        };
        row.draw(canvas, at == spot.row, ids);
    }
}

/// A record in its line of the table.
struct Row<'r> {
    desk: &'r Desk,
    record: &'r Record,
    line: Rect,
    /// The columns at its end, each with its width.
    telling: &'r [(&'r Column, u16)],
}

impl Row<'_> {
    fn draw(&self, canvas: &mut Canvas<'_>, front: bool, ids: u16) {
        let Self {
            desk, record, line, ..
        } = *self;
        let end = self.draw_end(canvas);
        let [id, role] = if front {
            // Up to the name's end: what stands behind it need not be sent again with every move.
            let name = Rect {
                width: end.saturating_sub(line.x),
                ..line
            };
            canvas.tint(name, Role::Selected);
            canvas.text(line.x, line.y, 1, canvas.symbols().cursor, Role::Accent);
            [Role::Strong; 2]
        } else {
            [Role::Quiet, Role::Text]
        };
        let mut x = line.x + 2;
        if desk.sheet().is_none() {
            let carried = desk.index.carried.iter().find(|(_, id)| *id == record.id);
            let letter = carried
                .map(|(level, _)| level.to_string())
                .unwrap_or_default();
            canvas.text(x, line.y, 1, &letter, Role::Accent);
            x += 2;
        }
        canvas.text(x, line.y, ids, record.id.as_str(), id);
        x += ids + 2;
        let name = shown_name(desk, record);
        canvas.text(x, line.y, end.saturating_sub(x), &name, role);
    }

    /// Draws what stands at the right edge; gives the column before which the text must end.
    fn draw_end(&self, canvas: &mut Canvas<'_>) -> u16 {
        let Self {
            desk, record, line, ..
        } = *self;
        let mut end = self.draw_telling(canvas);
        let states = [
            (record.off_record, "off record"),
            (record.parked, "parked"),
            (desk.texts.wait_for(&record.id), "draft"),
        ];
        for (_, word) in states.into_iter().filter(|(set, _)| *set) {
            let wide = u16::try_from(word.len()).unwrap_or(0);
            end = end.saturating_sub(wide);
            canvas.text(end, line.y, wide, word, Role::Warning);
            end = end.saturating_sub(2);
        }
        end
    }

    /// Draws the telling columns; gives the column before them.
    fn draw_telling(&self, canvas: &mut Canvas<'_>) -> u16 {
        let Self {
            desk,
            record,
            line,
            telling,
        } = *self;
        let mut x = line.right().saturating_sub(1);
        for (column, wide) in telling.iter().rev() {
            x = x.saturating_sub(*wide);
            let value = record.get(column.id.as_str());
            let text = value
                .map(|value| short(value, column, desk))
                .unwrap_or_default();
            let role = match column.kind {
                ColumnKind::Level | ColumnKind::Relevance => Role::Accent,
                _ => Role::Quiet,
            };
            canvas.text(x, line.y, *wide, &text, role);
            x = x.saturating_sub(2);
        }
        x
    }
}

/// What a record is called in a list: a link of a flow by its ends.
fn shown_name<'d>(desk: &'d Desk, record: &'d Record) -> Cow<'d, str> {
    if record.is_flow_link() {
        return desk.state().flow_link_text(record).into();
    }
    record.naming_text().into()
}

/// A value in few columns.
fn short(value: &Value, column: &Column, desk: &Desk) -> String {
    match value {
        Value::Text(id) if column.id.as_str() == "option" => {
            option_name(id, desk.state()).to_owned()
        }
        Value::Relevance(levels) => levels
            .values()
            .max()
            .map(Level::to_string)
            .unwrap_or_default(),
        Value::Tags(tags) => tags
            .iter()
            .map(|tag| format!("#{tag}"))
            .collect::<Vec<_>>()
            .join(" "),
        other => other.to_string(),
    }
}

/// At most three columns that say most and fit beside the text, in the order of the sheet.
fn telling(sheet: &Sheet, columns: u16) -> Vec<(&Column, u16)> {
    let all = sheet.columns();
    if sheet.kind() == SheetKind::Flow {
        return Vec::new();
    }
    if sheet.kind() == SheetKind::Swot {
        let named = |id: &str, wide: u16| Some((sheet.column(id)?, wide));
        return [named("option", 12), named("quadrant", 13)]
            .into_iter()
            .flatten()
            .collect();
    }
    let mut room = if columns < 70 {
        columns / 4
    } else {
        columns * 2 / 5
    };
    let mut chosen: Vec<(usize, &Column, u16)> = Vec::new();
    for (kind, wide) in TELLING {
        let mut of_kind = all
            .iter()
            .enumerate()
            .skip(1)
            .filter(|(_, column)| column.kind == kind);
        let status = of_kind
            .clone()
            .find(|(_, column)| column.id.as_str() == "status");
        let Some((at, column)) = status.or_else(|| of_kind.next()) else {
            continue;
        };
        let widest = column.choices.iter().map(|choice| width(choice)).max();
        let wide = widest.map_or(wide, |widest| u16::try_from(widest.min(14)).unwrap_or(14));
        if chosen.len() < 3 && room >= wide + 2 {
            room -= wide + 2;
            chosen.push((at, column, wide));
        }
    }
    chosen.arrange_by_key(|(at, ..)| *at);
    chosen
        .into_iter()
        .map(|(_, column, wide)| (column, wide))
        .collect()
}

/// What to do while there is nothing.
fn draw_empty(canvas: &mut Canvas<'_>, desk: &Desk, app: &App, area: Rect) {
    let area = Rect {
        x: area.x + 2,
        y: area.y + 1,
        width: area.width.saturating_sub(2),
        height: area.height.saturating_sub(1),
    };
    let mut flow = Flow { canvas, area };
    if !desk.filter.is_blank() {
        flow.paragraph(
            "",
            Role::Quiet,
            "Nothing contains these words.",
            Role::Quiet,
        );
        return;
    }
    let Some(sheet) = desk.sheet() else {
        let text = "Nothing was marked as relevant to this block yet.";
        flow.paragraph("", Role::Quiet, text, Role::Quiet);
        return;
    };
    for text in [&sheet.about, &sheet.hint].into_iter().flatten() {
        flow.paragraph("", Role::Quiet, text, Role::Quiet);
    }
    if let Some(key) = app.keymap.first_of(Action::Capture) {
        flow.skip();
        flow.paragraph(&key, Role::Accent, "adds the first one", Role::Text);
    }
}
