//! Where someone stands in a list or grid, and which part of it is visible.

use super::action::Action;

/// A place in a list: the selected row and the first visible one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Spot {
    /// The selected row, from 0.
    pub(crate) row: usize,
    /// The selected column of a grid, from 0.
    pub(crate) column: usize,
    /// The first visible row.
    pub(crate) top: usize,
    /// The first visible column of a grid.
    pub(crate) left: usize,
}

impl Spot {
    /// At the beginning.
    pub(crate) const START: Self = Self {
        row: 0,
        column: 0,
        top: 0,
        left: 0,
    };

    /// Moves down by `by` rows (up when negative) in a list of `rows`.
    pub(crate) fn down(&mut self, by: isize, rows: usize) {
        self.row = self
            .row
            .saturating_add_signed(by)
            .min(rows.saturating_sub(1));
    }

    /// Does a move in a list of `rows` with pages of `page` rows; false when the action is none.
    pub(crate) fn walk(&mut self, action: Action, rows: usize, page: usize) -> bool {
        let page = isize::try_from(page.max(1)).unwrap_or(isize::MAX);
        let by = match action {
            Action::Up => -1,
            Action::Down => 1,
            Action::PageUp => -page,
            Action::PageDown => page,
            Action::Top => isize::MIN + 1,
            Action::Bottom => isize::MAX,
            _ => return false,
        };
        self.down(by, rows);
        true
    }

    /// Moves right by `by` columns (left when negative) in a grid of `columns`.
    pub(crate) fn right(&mut self, by: isize, columns: usize) {
        self.column = self
            .column
            .saturating_add_signed(by)
            .min(columns.saturating_sub(1));
    }

    /// Keeps the selection within the list and the visible part around it.
    pub(crate) fn settle(&mut self, rows: usize, height: usize) {
        self.row = self.row.min(rows.saturating_sub(1));
        self.top = follow(self.top, self.row, rows, height);
    }

    /// The same for the columns of a grid.
    pub(crate) fn settle_columns(&mut self, columns: usize, visible: usize) {
        self.column = self.column.min(columns.saturating_sub(1));
        self.left = follow(self.left, self.column, columns, visible);
    }
}

/// The first visible of `count` rows, `visible` at a time, so that `selected` is among them.
fn follow(first: usize, selected: usize, count: usize, visible: usize) -> usize {
    let visible = visible.max(1);
    let last = count.saturating_sub(visible);
    let seen = (first..first + visible).contains(&selected);
    // Most of a page at a time: calmer than a list that crawls, and a tenth of the bytes.
    let first = if seen {
        first
    } else if selected < first {
        selected.saturating_sub(visible * 2 / 3)
    } else {
        selected.saturating_sub(visible / 3)
    };
    first.min(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_selection_stays_visible() {
        let mut spot = Spot::default();
        for (by, row, top) in [
            (4, 4, 0),
            (1, 5, 4),
            (-2, 3, 0),
            (-1, 2, 0),
            (-9, 0, 0),
            (99, 19, 15),
        ] {
            spot.down(by, 20);
            spot.settle(20, 5);
            assert_eq!((spot.row, spot.top), (row, top));
        }
        spot.settle(3, 5);
        assert_eq!((spot.row, spot.top), (2, 0));
        spot.settle(0, 0);
        assert_eq!((spot.row, spot.top), (0, 0));
    }
}
