//! The consultant's own paragraphs: Markdown of a modest kind, safe whatever was typed.
//!
//! Paragraphs, lists with `- ` and emphasis with `**` pass; everything else stands as itself, so no
//! paragraph can add a heading, a table or raw HTML to a report. References become links.

use std::collections::BTreeMap;

use crate::exports::report::View;
use crate::exports::text;

/// All paragraphs by section, ready to print.
#[must_use]
pub fn by_section(view: View<'_>) -> BTreeMap<String, String> {
    view.state()
        .prose
        .iter()
        .map(|(section, prose)| (section.clone(), markdown(view, &prose.text)))
        .filter(|(_, text)| !text.is_empty())
        .collect()
}

/// A paragraph, or several, as Markdown.
#[must_use]
pub fn markdown(view: View<'_>, source: &str) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut in_list = false;
    for line in source.lines() {
        let line = line.trim();
        let item = line.strip_prefix("- ").or_else(|| line.strip_prefix("* "));
        let words = words(view, item.unwrap_or(line));
        if words.is_empty() {
            out.push(String::new());
            in_list = false;
            continue;
        }
        // A list and a paragraph need a blank line between them.
        if item.is_some() != in_list {
            out.push(String::new());
        }
        in_list = item.is_some();
        out.push(if in_list { format!("- {words}") } else { words });
    }
    out.join("\n").trim().to_owned()
}

/// A line with `**strong**` words and references kept, all else escaped.
fn words(view: View<'_>, line: &str) -> String {
    let parts: Vec<&str> = line.split("**").collect();
    let paired = parts.len() % 2 == 1;
    let mut out = String::new();
    for (at, part) in parts.iter().enumerate() {
        let plain = linked(view, part);
        let strong = at % 2 == 1 && part.trim() == *part && !plain.is_empty();
        match (paired, at) {
            (true, at) if at % 2 == 1 && strong => out.extend(["**", &plain, "**"]),
            (false, at) if at > 0 => out.extend(["\\*\\*", &plain]),
            (true, at) if at % 2 == 1 => out.extend(["\\*\\*", &plain, "\\*\\*"]),
            _ => out.push_str(&plain),
        }
    }
    text::at_start(out.trim().to_owned())
}

/// Escaped text in which references are links; blanks at its ends are kept as one.
fn linked(view: View<'_>, part: &str) -> String {
    let mut out = String::new();
    for piece in view.linked(part) {
        out.push_str(&match piece.href {
            Some(href) => text::link(&piece.text, &href),
            None => text::piece(&piece.text),
        });
    }
    out
}
