//! The blocks of a document, and how each is drawn.

use super::inline::{flow, pieces};
use super::{MARK, Piece, ReadingLine, table};
use crate::tui::theme::Role;

/// A block of a document.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Block {
    /// A heading with its level.
    Heading(usize, String),
    /// Lines that flow together.
    Paragraph(String),
    /// An item of a list: how deep, its sign, its text.
    Items(Vec<(usize, String, String)>),
    /// Lines as they are.
    Code(Vec<String>),
    /// A diagram, by its title.
    Diagram(String),
    /// Rows of cells, the headings first, and which columns are numbers.
    Table(Vec<Vec<String>>, Vec<bool>),
    /// Where the paragraphs of a section go.
    Own(String),
}

/// The blocks of a document, without its front matter.
pub(super) fn blocks(markdown: &str) -> Vec<Block> {
    let body = markdown
        .strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---\n"))
        .map_or(markdown, |(_, body)| body);
    let mut blocks = Vec::new();
    let mut lines = body.lines().peekable();
    while let Some(line) = lines.next() {
        let mut more = |also: &dyn Fn(&str) -> bool| {
            let mut taken = vec![line.to_owned()];
            while let Some(next) = lines.next_if(|next| also(next)) {
                taken.push(next.to_owned());
            }
            taken
        };
        if line.trim().is_empty() {
        } else if let Some(name) = line.strip_prefix(MARK) {
            blocks.push(Block::Own(name.trim_end_matches(')').to_owned()));
        } else if let Some((level, title)) = heading(line) {
            blocks.push(Block::Heading(level, title.to_owned()));
        } else if let Some(fence) = line.strip_prefix("```") {
            let inner = more(&|next: &str| !next.starts_with("```")).split_off(1);
            lines.next();
            blocks.push(fenced(fence, inner));
        } else if line.starts_with('|') {
            blocks.push(read_table(&more(&|next: &str| next.starts_with('|'))));
        } else if item(line).is_some() {
            let belongs = |next: &str| item(next).is_some() || next.starts_with("  ");
            blocks.push(Block::Items(items(&more(&belongs))));
        } else {
            let text = more(&|next: &str| {
                !next.trim().is_empty()
                    && heading(next).is_none()
                    && item(next).is_none()
                    && !next.starts_with(['|', '`'])
            });
            blocks.push(Block::Paragraph(text.join(" ")));
        }
    }
    blocks
}

fn heading(line: &str) -> Option<(usize, &str)> {
    let level = line.len() - line.trim_start_matches('#').len();
    let title = line.get(level..)?.strip_prefix(' ')?;
    (1..=6).contains(&level).then_some((level, title.trim()))
}

fn fenced(fence: &str, lines: Vec<String>) -> Block {
    if fence.trim() != "mermaid" {
        return Block::Code(lines);
    }
    let title = lines
        .iter()
        .find_map(|line| line.trim().strip_prefix("accTitle:"));
    Block::Diagram(title.unwrap_or("a picture").trim().to_owned())
}

fn item(line: &str) -> Option<(usize, &str, &str)> {
    let text = line.trim_start();
    let deep = (line.len() - text.len()) / 2;
    if let Some(rest) = text.strip_prefix("- ") {
        return Some((deep, "•", rest));
    }
    let digits = text.len()
        - text
            .trim_start_matches(|sign: char| sign.is_ascii_digit())
            .len();
    let rest = text.get(digits..)?.strip_prefix(". ")?;
    (digits > 0).then(|| (deep, text.get(..=digits).unwrap_or_default(), rest))
}

fn items(lines: &[String]) -> Vec<(usize, String, String)> {
    let mut items: Vec<(usize, String, String)> = Vec::new();
    for line in lines {
        match (item(line), items.last_mut()) {
            (Some((deep, sign, text)), _) => {
                items.push((deep, sign.to_owned(), text.to_owned()));
            }
            (None, Some((_, _, text))) => {
                text.push(' ');
                text.push_str(line.trim());
            }
            (None, None) => {}
        }
    }
    items
}

fn read_table(lines: &[String]) -> Block {
    let mut rows: Vec<Vec<String>> = lines.iter().map(|line| cells(line)).collect();
    let mut right = Vec::new();
    if rows.len() > 1 {
        right = rows
            .remove(1)
            .iter()
            .map(|rule| rule.ends_with(':') && !rule.starts_with(':'))
            .collect();
    }
    Block::Table(rows, right)
}

/// The cells of a row; an escaped pipe belongs to its cell.
fn cells(line: &str) -> Vec<String> {
    let inner = line.trim().trim_start_matches('|');
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for sign in inner.chars() {
        if sign == '|' && !escaped {
            cells.push(String::new());
        } else if let Some(cell) = cells.last_mut() {
            cell.push(sign);
        }
        escaped = sign == '\\' && !escaped;
    }
    if cells.last().is_some_and(|last| last.trim().is_empty()) {
        cells.pop();
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

/// Draws a block in lines of at most so many columns.
pub(super) fn draw(block: &Block, columns: usize) -> Vec<ReadingLine> {
    match block {
        Block::Heading(level, title) => {
            let role = if *level < 4 {
                Role::Strong
            } else {
                Role::Accent
            };
            let mut lines = flowing(&pieces(title, role), columns);
            if let Some(first) = lines.first_mut() {
                first.heading = true;
            }
            if *level == 2 {
                lines.push(line("─".repeat(columns), Role::Line));
            }
            lines
        }
        Block::Paragraph(text) => flowing(&pieces(text, Role::Text), columns),
        Block::Items(items) => items
            .iter()
            .flat_map(|item| draw_item(item, columns))
            .collect(),
        Block::Code(code) => code
            .iter()
            .map(|text| {
                let text = crate::tui::text::fit(text, columns, crate::tui::text::MORE);
                line(text.into_owned(), Role::Text)
            })
            .collect(),
        Block::Diagram(title) => flowing(&[(format!("[diagram: {title}]"), Role::Quiet)], columns),
        Block::Table(rows, right) => table::draw(rows, right, columns),
        Block::Own(_) => Vec::new(),
    }
}

fn draw_item((deep, sign, text): &(usize, String, String), columns: usize) -> Vec<ReadingLine> {
    let indent = deep * 2;
    let wide = crate::tui::text::width(sign) + 1;
    let flowed = flow(
        &pieces(text, Role::Text),
        columns.saturating_sub(indent + wide).max(4),
    );
    let draw = |(at, rest): (usize, Vec<Piece>)| {
        let lead = if at == 0 {
            format!("{}{sign} ", " ".repeat(indent))
        } else {
            " ".repeat(indent + wide)
        };
        let mut pieces = vec![(lead, Role::Quiet)];
        pieces.extend(rest);
        ReadingLine {
            pieces,
            heading: false,
        }
    };
    flowed.into_iter().enumerate().map(draw).collect()
}

fn flowing(pieces: &[Piece], columns: usize) -> Vec<ReadingLine> {
    let lines = flow(pieces, columns).into_iter();
    lines
        .map(|pieces| ReadingLine {
            pieces,
            heading: false,
        })
        .collect()
}

fn line(text: String, role: Role) -> ReadingLine {
    ReadingLine {
        pieces: vec![(text, role)],
        heading: false,
    }
}
