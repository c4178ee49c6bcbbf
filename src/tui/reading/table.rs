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

/// Widths of the columns: what they need, and where that is too much, the widest give way, words being
/// broken only when nothing else is left.
fn widths(cells: &[Vec<Vec<Piece>>], count: usize, columns: usize) -> Vec<usize> {
    let most = |column: usize, of: fn(&[Piece]) -> usize| {
        let found = cells.iter().filter_map(|row| row.get(column));
        found.map(|cell| of(cell)).max().unwrap_or(0)
    };
    let mut widths: Vec<usize> = (0..count)
        .map(|column| most(column, columns_of).max(1))
        .collect();
    let room = columns.saturating_sub(GAP * count.saturating_sub(1));
    let words: Vec<usize> = (0..count)
        .map(|column| most(column, longest_word).max(LEAST))
        .collect();
    narrow(&mut widths, &words, room);
    narrow(&mut widths, &vec![LEAST; count], room);
    widths
}

/// Takes columns from the widest until all fit into `room`, none below its own `least`.
fn narrow(widths: &mut [usize], least: &[usize], room: usize) {
    let mut over = widths.iter().sum::<usize>().saturating_sub(room);
    while over > 0 {
        let giving = (0..widths.len()).filter(|column| widths[*column] > least[*column]);
        let Some(widest) = giving.max_by_key(|column| (widths[*column], *column)) else {
            return;
        };
        widths[widest] -= 1;
        over -= 1;
    }
}

/// Columns of the longest word of a cell.
fn longest_word(cell: &[Piece]) -> usize {
    let text: String = cell.iter().map(|(text, _)| text.as_str()).collect();
    text.split(' ')
        .map(|word| columns_of(&[(word.to_owned(), Role::Text)]))
        .max()
        .unwrap_or(0)
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
