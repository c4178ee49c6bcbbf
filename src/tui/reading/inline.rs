//! What stands within a line: emphasis, code, links, escapes.

use super::Piece;
use crate::tui::text::{width, wrap};
use crate::tui::theme::Role;

/// The text of a line without its signs.
pub(super) fn plain(source: &str) -> String {
    pieces(source, Role::Text)
        .into_iter()
        .map(|(text, _)| text)
        .collect()
}

/// The pieces of a line: links as their words, emphasis and code in their looks.
pub(super) fn pieces(source: &str, role: Role) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut text = String::new();
    let mut strong = false;
    let mut rest = source;
    while let Some(sign) = rest.chars().next() {
        let after = rest.get(sign.len_utf8()..).unwrap_or_default();
        if sign == '\\' && after.starts_with(|next: char| next.is_ascii_punctuation()) {
            let next = after.chars().next().unwrap_or_default();
            text.push(next);
            rest = after.get(next.len_utf8()..).unwrap_or_default();
        } else if let Some(after) = rest.strip_prefix("**") {
            flush(&mut pieces, &mut text, role, strong);
            strong = !strong;
            rest = after;
        } else if let Some((code, after)) = code(rest) {
            text.push_str(code);
            rest = after;
        } else if let Some((words, after)) = link(rest) {
            flush(&mut pieces, &mut text, role, strong);
            pieces.push((plain(words), Role::Accent));
            rest = after;
        } else {
            text.push(sign);
            rest = after;
        }
    }
    flush(&mut pieces, &mut text, role, strong);
    pieces
}

fn flush(pieces: &mut Vec<Piece>, text: &mut String, role: Role, strong: bool) {
    if !text.is_empty() {
        let role = if strong { Role::Strong } else { role };
        pieces.push((std::mem::take(text), role));
    }
}

/// Code between backticks, and what follows it.
fn code(rest: &str) -> Option<(&str, &str)> {
    let ticks = rest.len() - rest.trim_start_matches('`').len();
    let fence = rest.get(..ticks).filter(|fence| !fence.is_empty())?;
    let inner = rest.get(ticks..)?;
    let end = inner.find(fence)?;
    Some((inner.get(..end)?.trim(), inner.get(end + ticks..)?))
}

/// The words of a link, and what follows it.
fn link(rest: &str) -> Option<(&str, &str)> {
    let inner = rest.strip_prefix('[')?;
    let mut escaped = false;
    let end = inner.char_indices().find_map(|(at, sign)| {
        let found = sign == ']' && !escaped;
        escaped = sign == '\\' && !escaped;
        found.then_some(at)
    })?;
    let target = inner.get(end + 1..)?.strip_prefix('(')?;
    let close = target.find(')')?;
    Some((inner.get(..end)?, target.get(close + 1..)?))
}

/// Pieces broken into lines of at most so many columns, at blanks where it can be.
pub(super) fn flow(pieces: &[Piece], columns: usize) -> Vec<Vec<Piece>> {
    let all: String = pieces.iter().map(|(text, _)| text.as_str()).collect();
    let mut looks = pieces
        .iter()
        .flat_map(|(text, role)| text.chars().map(move |sign| (sign, *role)))
        .peekable();
    let mut lines = Vec::new();
    for line in wrap(&all, columns, usize::MAX - 1) {
        let mut drawn: Vec<Piece> = Vec::new();
        for sign in line.chars() {
            // Blanks at the ends of lines were dropped by the breaking; signs that were replaced keep their look.
            while sign != ' ' && looks.peek().is_some_and(|(next, _)| *next == ' ') {
                looks.next();
            }
            let role = looks.next().map_or(Role::Text, |(_, role)| role);
            match drawn.last_mut() {
                Some((text, last)) if *last == role => text.push(sign),
                _ => drawn.push((sign.to_string(), role)),
            }
        }
        lines.push(drawn);
    }
    lines
}

/// Columns of pieces.
pub(super) fn columns_of(pieces: &[Piece]) -> usize {
    pieces.iter().map(|(text, _)| width(text)).sum()
}
