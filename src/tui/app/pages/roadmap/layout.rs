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
    /// Columns of the start.
    pub(crate) date: u16,
    /// Columns of the end; 0 where it has no room.
    pub(crate) end: u16,
    /// Columns of the slack.
    pub(crate) slack: u16,
    /// Columns of the chance to be critical; 0 where it is not known.
    pub(crate) chance: u16,
    /// The gantt beside the rows of the table.
    pub(crate) gantt: Rect,
    /// How its cells stand for days.
    pub(crate) scale: Option<Scale>,
}

/// What must have its place on the screen.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Shown {
    /// How many lines the table has.
    pub(crate) lines: usize,
    /// Whether links are gone through below it, which needs more room.
    pub(crate) links: bool,
    /// How many lines the words below need; 0 where it does not matter.
    pub(crate) words: usize,
    /// Whether reasons stand in the place of the gantt.
    pub(crate) reasons: bool,
    /// Whether each package has a chance to be critical.
    pub(crate) chances: bool,
    /// How often the scale was made finer (above 0) or coarser.
    pub(crate) zoom: i8,
    /// How far the gantt is scrolled, in days.
    pub(crate) scrolled: i64,
}

impl Layout {
    /// The layout in an area.
    pub(crate) fn of(table: &Table, shown: &Shown, area: Rect) -> Self {
        let least = match shown.words {
            0 if shown.links => (area.height / 2).clamp(6, 16),
            0 => (area.height / 4).clamp(6, 8),
            words => u16::try_from(words).unwrap_or(u16::MAX),
        };
        let least = least.min(area.height / 2);
        // Rows that a short table leaves free are the words' own.
        let rows = u16::try_from(shown.lines).unwrap_or(u16::MAX);
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
        layout.divide(table, shown);
        if let Some(days) = table.days.filter(|_| !shown.reasons) {
            let (zoom, scrolled) = (shown.zoom, shown.scrolled);
            layout.scale = Some(Scale::of(days, layout.gantt.width, zoom, scrolled));
        }
        layout
    }

    /// The area in which all of it stands.
    pub(crate) fn whole(&self) -> Rect {
        self.heads.union(self.panel)
    }

    /// Gives the columns their widths: dates in words before bars, bars before long titles.
    fn divide(&mut self, table: &Table, shown: &Shown) {
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
        self.end = self.date;
        if shown.reasons && room < 100 {
            // Reasons are what one came for: they get the room of what the words below say as well.
            (self.duration, self.end) = (0, 0);
        }
        let owners = widest(&mut rows().map(|row| width(&row.owner)));
        self.owner = if room < 130 || shown.reasons {
            0
        } else {
            owners.min(20)
        };
        self.chance = if shown.chances { 4 } else { 0 };
        let fixed = self.before_title() + self.after_title();
        let titles = widest(&mut rows().map(|row| width(&row.title))).clamp(12, 60);
        // The gantt gets the cells that it needs at the scale that it gets; reasons get what is left.
        let most = room * 2 / 5;
        let last = table
            .days
            .map(|days| Scale::of(days, most, 0, 0).cell(days.1));
        let wanted = last.and_then(|last| u16::try_from(last + 2).ok());
        let wanted = wanted.filter(|_| !shown.reasons).unwrap_or(most).min(most);
        let left = room.saturating_sub(fixed + wanted);
        self.title = left.clamp(room / 4, titles.max(room / 4));
        let gantt = fixed + self.title;
        self.gantt = Rect {
            x: self.table.x + gantt,
            width: room.saturating_sub(gantt),
            ..self.table
        };
    }

    /// Columns of the cursor and the reference.
    pub(crate) const fn before_title(&self) -> u16 {
        2 + self.id + 1
    }

    const fn after_title(&self) -> u16 {
        let owner = if self.owner > 0 { self.owner + 2 } else { 0 };
        2 + owner
            + gapped(self.duration)
            + gapped(self.date)
            + gapped(self.end)
            + 1
            + gapped(self.slack)
            + gapped(self.chance)
    }
}

/// Columns with the blank behind them; none for what is not shown.
pub(crate) const fn gapped(columns: u16) -> u16 {
    if columns > 0 { columns + 1 } else { 0 }
}
