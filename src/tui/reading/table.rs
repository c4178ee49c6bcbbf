//! Tables without boxes: columns as wide as they need, the widest narrowed until all fit.

use super::inline::{columns_of, flow, pieces};
use super::{Piece, ReadingLine};
use crate::tui::theme::Role;

/// Blanks between two columns.
const GAP: usize = 2;
/// What a column keeps when there is too little room.
const LEAST: usize = 3;

/// Draws the rows of a table, the headings first; `right` says which columns are numbers.
pub(super) fn draw(rows: &[Vec<String>], right: &[bool], columns: usize) -> Vec<ReadingLine> {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let cells: Vec<Vec<Vec<Piece>>> = rows
        .iter()
        .enumerate()
        .map(|(at, row)| {
            let role = if at == 0 { Role::Quiet } else { Role::Text };
            row.iter().map(|cell| pieces(cell, role)).collect()
        })
        .collect();
    let widths = widths(&cells, count, columns);
    if widths.iter().sum::<usize>() + GAP * count.saturating_sub(1) > columns {
        return one_by_one(&cells, columns);
    }
    let mut lines = Vec::new();
    for (at, row) in cells.iter().enumerate() {
        lines.extend(draw_row(row, &widths, right));
        if at == 0 {
            let rule: Vec<String> = widths.iter().map(|wide| "─".repeat(*wide)).collect();
            lines.push(ReadingLine {
                pieces: vec![(rule.join(&" ".repeat(GAP)), Role::Line)],
                heading: false,
            });
        }
    }
    lines
}

/// Widths of the columns: what they need, and where that is too much, the widest give way.
fn widths(cells: &[Vec<Vec<Piece>>], count: usize, columns: usize) -> Vec<usize> {
    let need = |column: usize| {
        let found = cells.iter().filter_map(|row| row.get(column));
        found.map(|cell| columns_of(cell)).max().unwrap_or(0).max(1)
    };
    let mut widths: Vec<usize> = (0..count).map(need).collect();
    let room = columns.saturating_sub(GAP * count.saturating_sub(1));
    while widths.iter().sum::<usize>() > room {
        let over = widths.iter().sum::<usize>() - room;
        let most = widths.iter().copied().max().unwrap_or(0);
        let second = widths.iter().copied().filter(|wide| *wide < most).max();
        let alike = widths.iter().filter(|wide| **wide == most).count();
        let step = (most - second.unwrap_or(LEAST).max(LEAST))
            .min(over.div_ceil(alike))
            .max(1);
        if most <= LEAST {
            break;
        }
        let mut left = over;
        for wide in widths.iter_mut().filter(|wide| **wide == most) {
            let less = step.min(left).min(*wide - LEAST);
            *wide -= less;
            left -= less;
        }
    }
    widths
}

fn draw_row(row: &[Vec<Piece>], widths: &[usize], right: &[bool]) -> Vec<ReadingLine> {
    let cells: Vec<Vec<Vec<Piece>>> = row
        .iter()
        .zip(widths)
        .map(|(cell, wide)| flow(cell, *wide))
        .collect();
    let height = cells.iter().map(Vec::len).max().unwrap_or(0);
    let line = |at: usize| {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut owed = 0;
        for (column, (cell, wide)) in cells.iter().zip(widths).enumerate() {
            let own = cell.get(at).map(Vec::as_slice).unwrap_or_default();
            let free = wide.saturating_sub(columns_of(own));
            let before = if right.get(column) == Some(&true) {
                free
            } else {
                0
            };
            if own.is_empty() {
                owed += before;
            } else {
                pieces.push((" ".repeat(owed + before), Role::Text));
                pieces.extend(own.iter().cloned());
                owed = 0;
            }
            owed += free - before + GAP;
        }
        pieces.retain(|(text, _)| !text.is_empty());
        ReadingLine {
            pieces,
            heading: false,
        }
    };
    (0..height).map(line).collect()
}

/// For tables that are too wide for columns: every row as a list of heading and value.
fn one_by_one(cells: &[Vec<Vec<Piece>>], columns: usize) -> Vec<ReadingLine> {
    let mut lines = Vec::new();
    for row in cells {
        for cell in row {
            let drawn = flow(cell, columns).into_iter();
            lines.extend(drawn.map(|pieces| ReadingLine {
                pieces,
                heading: false,
            }));
        }
    }
    lines
}
