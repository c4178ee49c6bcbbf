//! How wide a matrix is: the headings of its rows, its cells, and in how many lines its columns have their titles.

use crate::agenda::CellKind;
use crate::tui::app::tab::Head;
use crate::tui::text::width;

/// The least and the most columns of a cell.
const CELL: (u16, u16) = (9, 22);

/// The widths of a grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Widths {
    /// Columns of the headings of rows.
    pub(super) heads: u16,
    /// Columns of a cell.
    pub(super) cell: u16,
    /// Lines of the titles of columns.
    pub(super) lines: u16,
}

impl Widths {
    /// Headings of rows as wide as the room is usual for, and what is left for the cells.
    pub(super) fn usual(room: u16, columns: usize) -> Self {
        let heads = match room {
            0..90 => 22,
            90..130 => 30,
            _ => 40,
        };
        Self {
            heads,
            cell: share(room.saturating_sub(heads), columns).clamp(CELL.0, CELL.1),
            lines: 1,
        }
    }

    /// As wide as what a matrix says, where there is room for that; else titles of two lines, and as many columns
    /// as can be read.
    pub(super) fn of_matrix(room: u16, rows: &[Head], columns: &[Head], kind: &CellKind) -> Self {
        let usual = Self::usual(room, columns.len());
        // A cursor before them and blanks behind.
        let heads = usual.heads.max(widest(rows, width).saturating_add(4));
        let least = CELL.0.max(widest_choice(kind).saturating_add(2));
        let cell = |titles: u16| titles.saturating_add(1).max(least).min(CELL.1);
        let (one, two) = (cell(widest(columns, width)), cell(widest(columns, halved)));
        let fits = |heads: u16, cell: u16| share(room.saturating_sub(heads), columns.len()) >= cell;
        let spread = |heads: u16, cell: u16, lines: u16| Self {
            heads,
            cell: share(room.saturating_sub(heads), columns.len()).clamp(cell, CELL.1),
            lines,
        };
        for (cell, lines) in [(one, 1), (two, 2)] {
            if fits(heads, cell) {
                return spread(heads, cell, lines);
            }
        }
        let lines = if two < one { 2 } else { 1 };
        // What is left beside the columns that can be seen at once is for the rows.
        let narrow = heads.min(usual.heads.max(room * 3 / 8));
        let seen = (room.saturating_sub(narrow) / two).max(1);
        let count = u16::try_from(columns.len()).unwrap_or(u16::MAX);
        let left = room.saturating_sub(seen.min(count) * two);
        Self {
            heads: heads.min(left.max(usual.heads)),
            cell: two,
            lines,
        }
    }
}

/// What each of several columns gets.
fn share(room: u16, columns: usize) -> u16 {
    room / u16::try_from(columns.max(1)).unwrap_or(u16::MAX)
}

fn widest(heads: &[Head], of: fn(&str) -> usize) -> u16 {
    let most = heads.iter().map(|head| of(&head.title)).max();
    u16::try_from(most.unwrap_or(0)).unwrap_or(u16::MAX)
}

fn widest_choice(kind: &CellKind) -> u16 {
    let most = kind.choices.iter().map(|choice| width(choice)).max();
    u16::try_from(most.unwrap_or(0)).unwrap_or(u16::MAX)
}

/// Columns of a title that is broken at the blank where it becomes narrowest.
fn halved(title: &str) -> usize {
    let blanks = title.match_indices(' ');
    let halves = blanks.map(|(at, _)| title.split_at(at));
    let wide = halves.map(|(one, two)| width(one).max(width(two.trim_start())));
    wide.min().unwrap_or(usize::MAX).min(width(title))
}
