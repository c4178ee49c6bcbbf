//! Where the parts of the roadmap stand: its table, the gantt beside it, the words below.

use ratatui::layout::Rect;

use super::rows::Table;
use super::scale::Scale;
use crate::tui::text::width;

/// Where the parts of the roadmap stand.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Layout {
    /// The two lines above the table.
    pub(crate) heads: Rect,
    /// The rows of the table; the gantt stands in their right part.
    pub(crate) table: Rect,
    /// What is told of the selected package.
    pub(crate) panel: Rect,
    /// Columns of the references.
    pub(crate) id: u16,
    /// Columns of the titles.
    pub(crate) title: u16,
    /// Columns of the owners; 0 where there is no room.
    pub(crate) owner: u16,
    /// Columns of the durations.
    pub(crate) duration: u16,
    /// Columns of each of the two dates.
    pub(crate) date: u16,
    /// Columns of the slack.
    pub(crate) slack: u16,
    /// The gantt beside the rows of the table.
    pub(crate) gantt: Rect,
    /// How its cells stand for days.
    pub(crate) scale: Option<Scale>,
}

impl Layout {
    /// The layout in an area; `links` gives the words more room.
    pub(crate) fn of(table: &Table, area: Rect, links: bool, zoom: i8, scrolled: i64) -> Self {
        let least = if links {
            (area.height / 2).clamp(6, 16)
        } else {
            (area.height / 4).clamp(6, 9)
        };
        let least = least.min(area.height / 2);
        // Rows that a short table leaves free are the words' own.
        let rows = u16::try_from(table.lines.len()).unwrap_or(u16::MAX);
        let free = area.height.saturating_sub(rows.saturating_add(3));
        let panel = least.max(free.min(14));
        let heads = Rect {
            height: area.height.min(2),
            ..area
        };
        let rows = Rect {
            y: heads.bottom(),
            height: area.height.saturating_sub(heads.height + panel),
            ..area
        };
        let mut layout = Self {
            heads,
            table: rows,
            panel: Rect {
                y: rows.bottom(),
                height: panel,
                ..area
            },
            ..Self::default()
        };
        layout.divide(table);
        if let Some(days) = table.days {
            layout.scale = Some(Scale::of(days, layout.gantt.width, zoom, scrolled));
        }
        layout
    }

    /// Gives the columns their widths: dates in words before bars, bars before long titles.
    fn divide(&mut self, table: &Table) {
        let widest = |texts: &mut dyn Iterator<Item = usize>| {
            u16::try_from(texts.max().unwrap_or(0)).unwrap_or(u16::MAX)
        };
        let rows = || table.rows.iter();
        let room = self.table.width;
        self.id = widest(&mut rows().map(|row| width(row.id.as_str()))).clamp(4, 12);
        self.duration = widest(&mut rows().map(|row| row.duration.len())).clamp(3, 6);
        let dates = rows().flat_map(|row| [row.dates.0.len(), row.dates.1.len()]);
        self.date = widest(&mut { dates }).clamp(5, 9);
        self.slack = if room < 100 { 6 } else { 9 };
        let owners = widest(&mut rows().map(|row| width(&row.owner)));
        self.owner = if room < 130 { 0 } else { owners.min(20) };
        let fixed = self.before_title() + self.after_title();
        let titles = widest(&mut rows().map(|row| width(&row.title))).clamp(12, 60);
        // The gantt gets the cells that it needs at the scale that it gets.
        let most = room * 2 / 5;
        let last = table
            .days
            .map(|days| Scale::of(days, most, 0, 0).cell(days.1));
        let wanted = last.and_then(|last| u16::try_from(last + 2).ok());
        let wanted = wanted.unwrap_or(most).min(most);
        let left = room.saturating_sub(fixed + wanted);
        self.title = left.clamp(room / 4, titles.max(room / 4));
        let gantt = fixed + self.title;
        self.gantt = Rect {
            x: self.table.x + gantt,
            width: room.saturating_sub(gantt),
            ..self.table
        };
    }

    const fn before_title(&self) -> u16 {
        2 + self.id + 1
    }

    const fn after_title(&self) -> u16 {
        let owner = if self.owner > 0 { self.owner + 2 } else { 0 };
        2 + owner + self.duration + 1 + 2 * (self.date + 1) + 1 + self.slack + 1
    }
}
