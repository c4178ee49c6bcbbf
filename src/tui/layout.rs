//! Where things stand on the screen; one computation for drawing and for keeping selections visible.

mod grid;

use ratatui::layout::Rect;

use self::grid::Widths;
use super::app::tab::Tab;
use super::app::{App, Screen};

/// Below these columns and rows the screen shows one sentence.
pub(crate) const TOO_SMALL: (u16, u16) = (60, 15);

/// Where things stand.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Places {
    /// The whole screen.
    pub(crate) screen: Rect,
    /// Client, workshop, time.
    pub(crate) header: Rect,
    /// Between header and footer, without their lines.
    pub(crate) body: Rect,
    /// The agenda; empty when hidden.
    pub(crate) rail: Rect,
    /// The title of the block.
    pub(crate) heading: Rect,
    /// Its tabs, with the line below them.
    pub(crate) tabs: Rect,
    /// The filter, or the headings of a grid's columns; empty when there are none.
    pub(crate) above: Rect,
    /// The options of a SWOT board; empty for anything else.
    pub(crate) strip: Rect,
    /// The rows of the list or grid.
    pub(crate) rows: Rect,
    /// Coverage, total and rank below the scorecard; empty for anything else and where there is no room.
    pub(crate) foot: Rect,
    /// What a screen beyond the block shows, below its heading; empty for a block.
    pub(crate) page: Rect,
    /// The drawing of a flow, beside its rows; empty for anything else.
    pub(crate) drawing: Rect,
    /// Details of what is selected; empty when there is no room.
    pub(crate) details: Rect,
    /// The capture line; empty when it is closed.
    pub(crate) capture: Rect,
    /// Keys and save state.
    pub(crate) footer: Rect,
    /// Columns of the headings of a grid's rows.
    pub(crate) heads: u16,
    /// Columns of a cell of a grid.
    pub(crate) cell: u16,
}

impl Places {
    /// Where things stand on the program's screen now.
    pub(crate) fn of(app: &App) -> Self {
        let screen = Rect::new(0, 0, app.size.0, app.size.1);
        if app.is_too_small() {
            return Self {
                screen,
                ..Self::default()
            };
        }
        let mut places = Self {
            screen,
            header: Rect {
                height: 1,
                ..screen
            },
            body: Rect {
                y: 2,
                height: screen.height - 4,
                ..screen
            },
            footer: Rect {
                y: screen.height - 1,
                height: 1,
                ..screen
            },
            ..Self::default()
        };
        let more = u16::try_from(super::view::message(app).len()).unwrap_or(u16::MAX);
        let more = more.saturating_sub(1);
        match &app.screen {
            Screen::Home(_) => places.body = inset(places.body, 2, 4),
            Screen::Desk(desk) => places.divide(desk, more),
        }
        places.end_above(screen.height - 2 - more);
        places
    }

    /// Ends what one may stand in above the row from which a message of several lines begins; details stay where
    /// they are, so that little moves for what is gone with the next key.
    fn end_above(&mut self, row: u16) {
        let parts = [
            &mut self.body,
            &mut self.rail,
            &mut self.rows,
            &mut self.drawing,
            &mut self.page,
        ];
        for part in parts {
            part.height = part.height.min(row.saturating_sub(part.y));
        }
    }

    /// Divides the body; `more` is how many rows of it a message takes.
    fn divide(&mut self, desk: &super::app::desk::Desk, more: u16) {
        let mut stage = Rect {
            x: 1,
            width: self.body.width - 2,
            ..self.body
        };
        if desk.page().is_some() {
            self.capture = take_bottom(&mut stage, capture_rows(desk, more));
            self.heading = take_top(&mut stage, 1);
            take_top(&mut stage, 1);
            self.page = stage;
            return;
        }
        let grid = desk.grid();
        self.part_rail(desk, &mut stage);
        self.capture = take_bottom(&mut stage, capture_rows(desk, more));
        self.heading = take_top(&mut stage, 1);
        self.tabs = take_top(&mut stage, 2);
        let tab = desk.tab();
        let widths = grid.as_ref().map(|(rows, columns)| {
            let matrix = desk.matrix_kind();
            matrix.map_or_else(
                || Widths::usual(stage.width, columns.len()),
                |kind| Widths::of_matrix(stage.width, rows, columns, kind),
            )
        });
        if let Some(widths) = widths {
            (self.heads, self.cell) = (widths.heads, widths.cell);
            self.above = take_top(&mut stage, 1 + widths.lines);
        } else if desk.filtering || !desk.filter.is_blank() {
            self.above = take_top(&mut stage, 1);
        }
        self.rows = stage;
        if desk.shows_board() {
            self.strip = take_top(&mut self.rows, 2);
            let high = if self.rows.height > 20 { 5 } else { 3 };
            self.details = take_bottom(&mut self.rows, high);
            return;
        }
        if let Some((rows, _)) = grid {
            self.details = take_bottom(&mut self.rows, grid_details(stage.height));
            if desk.shows_scorecard() {
                let rows = u16::try_from(rows.len()).unwrap_or(u16::MAX);
                self.foot = scorecard_foot(&mut self.rows, rows);
                self.details = below(self.foot, self.details);
            }
            return;
        }
        if desk.shows_flow() && !desk.index.rows.is_empty() {
            return self.split_flow();
        }
        self.split_details(matches!(tab, Some(Tab::Topics(_))), desk.size().0);
    }

    /// The agenda at the left of the stage, where there is room for it.
    fn part_rail(&mut self, desk: &super::app::desk::Desk, stage: &mut Rect) {
        // A grid, a board or a flow needs the width of a narrow screen for itself.
        let least = if desk.grid().is_some() || desk.shows_board() || desk.shows_flow() {
            100
        } else {
            72
        };
        if !desk.rail_hidden && (self.body.width >= least || desk.in_rail) {
            let wide = match self.body.width {
                0..100 => 24,
                100..160 => 28,
                _ => 34,
            };
            self.rail = Rect {
                width: wide,
                ..self.body
            };
            stage.x = wide + 2;
            stage.width = self.body.width - wide - 3;
        }
    }

    /// A flow: its list, the drawing beside it, the details below both.
    fn split_flow(&mut self) {
        let height = self.rows.height;
        if height >= 10 {
            self.details = take_bottom(&mut self.rows, (height / 3).min(10));
        }
        let wide = self.rows.width * 11 / 20;
        self.drawing = Rect {
            x: self.rows.right() - wide,
            width: wide,
            ..self.rows
        };
        self.rows.width -= wide + 1;
    }

    /// Gives the details their room: beside a wide list, below a narrow one.
    fn split_details(&mut self, topics: bool, rows: usize) {
        if self.rows.width >= 130 {
            let wide = self.rows.width * 2 / 5;
            self.details = Rect {
                x: self.rows.right() - wide,
                width: wide,
                ..self.rows
            };
            self.rows.width -= wide + 2;
        } else if self.rows.height >= 8 {
            let height = self.rows.height;
            // Topics are few and their questions long; the details of a record keep their place while records come.
            let list = if topics {
                u16::try_from(rows + 1)
                    .unwrap_or(u16::MAX)
                    .min(height * 11 / 20)
            } else {
                height - (height * 9 / 20).clamp(4, 14)
            };
            self.details = take_bottom(&mut self.rows, height - list);
        }
    }

    /// Rows of a page of whatever is walked through.
    pub(crate) fn page_rows(&self) -> u16 {
        self.rows.height.max(self.page.height)
    }

    /// Rows of the points of a quadrant.
    pub(crate) const fn board_rows(&self) -> u16 {
        super::view::board_rows(self.rows)
    }

    /// How many columns of a grid are visible at once.
    pub(crate) fn grid_columns(&self, columns: usize) -> usize {
        if self.cell == 0 {
            return columns;
        }
        usize::from(self.rows.width.saturating_sub(self.heads) / self.cell).max(1)
    }

    /// The place of a window in the middle of the screen.
    pub(crate) fn window(&self, columns: u16, rows: u16) -> Rect {
        let width = columns.min(self.screen.width.saturating_sub(4));
        let height = rows.min(self.screen.height.saturating_sub(4));
        Rect {
            x: (self.screen.width - width) / 2,
            y: (self.screen.height - height) / 3 + 1,
            width,
            height,
        }
    }

    /// The window of help and palette.
    pub(crate) fn finder(&self) -> Rect {
        self.window(88, 30)
    }

    /// The list in help and palette.
    pub(crate) fn finder_list(&self) -> Rect {
        let window = self.finder();
        Rect {
            x: window.x + 2,
            y: window.y + 3,
            width: window.width.saturating_sub(4),
            height: window.height.saturating_sub(4),
        }
    }

    /// The window of search and links.
    pub(crate) fn picker(&self) -> Rect {
        self.window(112, 34)
    }

    /// The list in the window of search and links.
    pub(crate) fn picker_list(&self) -> Rect {
        let window = self.picker();
        Rect {
            x: window.x + 2,
            y: window.y + 3,
            width: window.width.saturating_sub(4),
            height: window.height.saturating_sub(9),
        }
    }

    /// Rows of the list in help and palette.
    pub(crate) fn finder_rows(&self) -> usize {
        usize::from(self.finder_list().height)
    }
}

/// Rows of the details below a grid.
const fn grid_details(stage: u16) -> u16 {
    match stage {
        0..=12 => 2,
        13..=24 => 4,
        _ => 8,
    }
}

/// Rows below the cells of the scorecard, right under the last one; what does not fit beside them goes.
fn scorecard_foot(rows: &mut Rect, count: u16) -> Rect {
    let spare = rows.height.saturating_sub(count);
    let height = if spare >= 4 { 4 } else { spare.min(2) };
    let cells = count.min(rows.height - height);
    let foot = Rect {
        y: rows.y + cells,
        height,
        ..*rows
    };
    rows.height = cells;
    foot
}

/// Details right below what they belong to, where there is room between.
fn below(above: Rect, details: Rect) -> Rect {
    let y = details.y.min(above.bottom() + 1);
    Rect { y, ..details }
}

/// Rows of the capture line: open, or with a draft that waits. What was typed is seen above a message of any length.
fn capture_rows(desk: &super::app::desk::Desk, more: u16) -> u16 {
    match () {
        () if desk.capturing => 4 + more,
        () if desk.waiting().is_some() => 1 + more,
        () => 0,
    }
}

const fn inset(area: Rect, rows: u16, columns: u16) -> Rect {
    Rect {
        x: area.x + columns,
        y: area.y + rows,
        width: area.width.saturating_sub(2 * columns),
        height: area.height.saturating_sub(rows),
    }
}

fn take_top(area: &mut Rect, height: u16) -> Rect {
    let height = height.min(area.height);
    let taken = Rect { height, ..*area };
    area.y += height;
    area.height -= height;
    taken
}

fn take_bottom(area: &mut Rect, height: u16) -> Rect {
    let height = height.min(area.height);
    area.height -= height;
    Rect {
        y: area.bottom(),
        height,
        ..*area
    }
}
