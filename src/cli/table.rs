//! Tables for people: columns as wide as their widest cell, by display width.

use std::io::Write;

use unicode_width::UnicodeWidthStr;

/// How the cells of a column stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Right,
}

/// Writes rows under their headings, indented by two; no cell is cut.
pub(super) fn write(
    columns: &[(&str, Align)],
    rows: &[Vec<String>],
    out: &mut dyn Write,
) -> std::io::Result<()> {
    let width = |nth: usize, heading: &str| {
        let cells = rows
            .iter()
            .filter_map(|row| row.get(nth))
            .map(|cell| cell.width());
        cells.chain([heading.width()]).max().unwrap_or(0)
    };
    let widths: Vec<usize> = columns
        .iter()
        .enumerate()
        .map(|(nth, (heading, _))| width(nth, heading))
        .collect();
    let headings = columns
        .iter()
        .map(|(heading, _)| (*heading).to_owned())
        .collect();
    for row in std::iter::once(&headings).chain(rows) {
        let mut line = String::new();
        for ((cell, (_, align)), width) in row.iter().zip(columns).zip(&widths) {
            let blank = " ".repeat(width - cell.width());
            line.push_str("  ");
            match align {
                Align::Left => line.extend([cell.as_str(), &blank]),
                Align::Right => line.extend([blank.as_str(), cell]),
            }
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_by_display_width() {
        let mut out = Vec::new();
        let rows = [
            vec!["計画".to_owned(), "1.0".to_owned()],
            vec!["a".to_owned(), "12.5".to_owned()],
        ];
        write(
            &[("name", Align::Left), ("score", Align::Right)],
            &rows,
            &mut out,
        )
        .unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "  name  score\n  計画    1.0\n  a      12.5\n"
        );
    }
}
