//! Pictures of a terminal's screen as SVG: one, or several that follow each other.
//!
//! Rows that look the same are drawn once and used again, so that a recording stays small.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use vt100::{Cell, Color, Screen};

/// Width and height of a cell, and where its text stands, in pixels.
const CELL: (f64, f64, f64) = (8.4, 18.0, 13.5);
/// Room around the screen.
const EDGE: f64 = 14.0;
/// Room for the words below the screen.
const WORDS: f64 = 34.0;
/// The colour of text that has none.
const INK: &str = "#d8dee9";
/// Its background.
const PAPER: &str = "#16181d";

/// One picture of a recording.
pub(crate) struct Frame {
    rows: Vec<String>,
    columns: u16,
    words: String,
    seconds: f64,
}

impl Frame {
    /// What the screen shows now, for so many seconds, with words below it.
    pub(crate) fn of(screen: &Screen, words: &str, seconds: f64) -> Self {
        let (rows, columns) = screen.size();
        let (rows, columns) = (rows.get(), columns.get());
        Self {
            rows: (0..rows)
                .map(|row| draw_row(screen, row, columns))
                .collect(),
            columns,
            words: words.to_owned(),
            seconds,
        }
    }
}

/// The pictures one after the other, again and again; one alone stands still.
pub(crate) fn svg(title: &str, frames: &[Frame]) -> String {
    let columns = frames.iter().map(|frame| frame.columns).max().unwrap_or(0);
    let rows = frames
        .iter()
        .map(|frame| frame.rows.len())
        .max()
        .unwrap_or(0);
    let words = if frames.iter().all(|frame| frame.words.is_empty()) {
        0.0
    } else {
        WORDS
    };
    let (width, height) = (
        f64::from(columns) * CELL.0 + 2.0 * EDGE,
        to_float(rows) * CELL.1 + 2.0 * EDGE + words,
    );
    let mut known = BTreeMap::new();
    for row in frames.iter().flat_map(|frame| &frame.rows) {
        let next = known.len();
        known.entry(row.as_str()).or_insert(next);
    }
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" role=\"img\" aria-label=\"{0}\">\n<title>{0}</title>\n<style>text{{font:14px 'DejaVu Sans Mono',Menlo,Consolas,monospace;white-space:pre;fill:{INK}}}.b{{font-weight:700}}</style>\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{PAPER}\"/>\n<defs>\n",
        escaped(title)
    );
    for (row, number) in &known {
        let _ = writeln!(out, "<g id=\"r{number}\">{row}</g>");
    }
    out.push_str("</defs>\n");
    let whole: f64 = frames.iter().map(|frame| frame.seconds).sum();
    let mut begun = 0.0;
    for frame in frames {
        out.push_str("<g>");
        if frames.len() > 1 {
            out.push_str(&shown_between(begun, frame.seconds, whole));
        }
        begun += frame.seconds;
        draw_frame(&mut out, frame, &known, height);
    }
    out.push_str("</svg>\n");
    out
}

/// The rows of a picture, and the words below them.
fn draw_frame(out: &mut String, frame: &Frame, known: &BTreeMap<&str, usize>, height: f64) {
    let rows = frame.rows.iter().enumerate();
    for (at, row) in rows.filter(|(_, row)| !row.is_empty()) {
        let y = EDGE + to_float(at) * CELL.1;
        let number = known[row.as_str()];
        let _ = write!(out, "<use href=\"#r{number}\" x=\"{EDGE}\" y=\"{y:.0}\"/>");
    }
    if !frame.words.is_empty() {
        let (y, words) = (height - EDGE, escaped(&frame.words));
        let _ = write!(
            out,
            "<text x=\"{EDGE}\" y=\"{y:.0}\" class=\"b\">{words}</text>"
        );
    }
    out.push_str("</g>\n");
}

/// Shows its element in a part of the whole time only.
fn shown_between(begun: f64, seconds: f64, whole: f64) -> String {
    let (from, to) = (begun / whole, ((begun + seconds) / whole).min(1.0));
    let (values, times) = match (from > 0.0, to < 1.0) {
        (false, _) => ("visible;hidden;hidden".to_owned(), format!("0;{to:.4};1")),
        (true, false) => (
            "hidden;visible;visible".to_owned(),
            format!("0;{from:.4};1"),
        ),
        (true, true) => (
            "hidden;visible;hidden;hidden".to_owned(),
            format!("0;{from:.4};{to:.4};1"),
        ),
    };
    format!(
        "<animate attributeName=\"visibility\" values=\"{values}\" keyTimes=\"{times}\" dur=\"{whole:.1}s\" calcMode=\"discrete\" repeatCount=\"indefinite\"/>"
    )
}

/// A row as runs of cells that look alike.
fn draw_row(screen: &Screen, row: u16, columns: u16) -> String {
    let mut out = String::new();
    let mut column = 0;
    while column < columns {
        let Some(first) = screen.cell(row, column) else {
            break;
        };
        let look = Look::of(first);
        let (start, mut text) = (column, String::new());
        while let Some(cell) = screen
            .cell(row, column)
            .filter(|cell| column < columns && Look::of(cell) == look)
        {
            if !cell.is_wide_continuation() {
                text.push_str(if cell.has_contents() {
                    cell.contents()
                } else {
                    " "
                });
            }
            column += 1;
        }
        draw_run(&mut out, &look, start, column - start, &text);
    }
    out
}

fn draw_run(out: &mut String, look: &Look, start: u16, cells: u16, text: &str) {
    let (x, width) = (f64::from(start) * CELL.0, f64::from(cells) * CELL.0);
    if let Some(paper) = &look.paper {
        let _ = write!(
            out,
            "<rect x=\"{x:.1}\" width=\"{width:.1}\" height=\"{}\" fill=\"{paper}\"/>",
            CELL.1
        );
    }
    if text.trim().is_empty() {
        return;
    }
    let _ = write!(
        out,
        "<text x=\"{x:.1}\" y=\"{}\" textLength=\"{width:.1}\" lengthAdjust=\"spacingAndGlyphs\"",
        CELL.2
    );
    if look.bold {
        out.push_str(" class=\"b\"");
    }
    if let Some(ink) = &look.ink {
        let _ = write!(out, " fill=\"{ink}\" style=\"fill:{ink}\"");
    }
    if look.dim {
        out.push_str(" opacity=\".6\"");
    }
    if look.underline {
        out.push_str(" text-decoration=\"underline\"");
    }
    let _ = write!(out, ">{}</text>", escaped(text));
}

/// How a cell looks; the terminal's own colours are none.
#[derive(PartialEq)]
struct Look {
    ink: Option<String>,
    paper: Option<String>,
    bold: bool,
    dim: bool,
    underline: bool,
}

impl Look {
    fn of(cell: &Cell) -> Self {
        let (mut ink, mut paper) = (colour(cell.fgcolor()), colour(cell.bgcolor()));
        if cell.inverse() {
            (ink, paper) = (
                Some(paper.unwrap_or_else(|| PAPER.to_owned())),
                Some(ink.unwrap_or_else(|| INK.to_owned())),
            );
        }
        Self {
            ink,
            paper,
            bold: cell.bold(),
            dim: cell.dim(),
            underline: cell.underline(),
        }
    }
}

/// A colour as SVG writes it, by the table of xterm.
fn colour(colour: Color) -> Option<String> {
    const PLAIN: [u32; 16] = [
        0x2e_3440, 0xbf_616a, 0xa3_be8c, 0xeb_cb8b, 0x81_a1c1, 0xb4_8ead, 0x88_c0d0, 0xe5_e9f0,
        0x4c_566a, 0xbf_616a, 0xa3_be8c, 0xeb_cb8b, 0x81_a1c1, 0xb4_8ead, 0x8f_bcbb, 0xec_eff4,
    ];
    let step = |level: u8| if level == 0 { 0 } else { 55 + 40 * level };
    Some(match colour {
        Color::Default => return None,
        Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
        Color::Idx(number @ 0..=15) => format!("#{:06x}", PLAIN[usize::from(number)]),
        Color::Idx(number @ 16..=231) => {
            let cube = number - 16;
            let (red, green, blue) = (cube / 36, cube / 6 % 6, cube % 6);
            format!("#{:02x}{:02x}{:02x}", step(red), step(green), step(blue))
        }
        Color::Idx(number) => format!("#{0:02x}{0:02x}{0:02x}", 8 + 10 * (number - 232)),
    })
}

/// Text as SVG takes it; blanks that every viewer keeps.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace(' ', "\u{a0}")
}

#[expect(clippy::cast_precision_loss, reason = "a screen has few rows")]
const fn to_float(count: usize) -> f64 {
    count as f64
}
