//! What a parser of Markdown makes of a report.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

/// Headings, tables, lists, links and code in their order, without their words.
pub(crate) fn structure(text: &str) -> Vec<String> {
    Parser::new_ext(text, Options::all())
        .filter_map(|event| match event {
            Event::Start(Tag::Link { dest_url, .. }) => Some(format!("link {}", scheme(&dest_url))),
            Event::Start(Tag::Heading { level, .. }) => Some(format!("heading {level}")),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                Some(format!("code {language}"))
            }
            Event::Start(Tag::MetadataBlock(_)) => Some("front matter".to_owned()),
            Event::Start(tag) => Some(format!("{tag:?}")),
            Event::Html(_) | Event::InlineHtml(_) => Some("HTML".to_owned()),
            Event::FootnoteReference(_) => Some("footnote".to_owned()),
            Event::InlineMath(_) | Event::DisplayMath(_) => Some("mathematics".to_owned()),
            Event::TaskListMarker(_) => Some("task".to_owned()),
            Event::Rule => Some("rule".to_owned()),
            Event::HardBreak => Some("break".to_owned()),
            Event::End(_) | Event::Text(_) | Event::Code(_) | Event::SoftBreak => None,
        })
        .collect()
}

/// What is active in the page that the parser makes of a report: HTML of the text's own, links that run something.
pub(crate) fn active(text: &str) -> Vec<String> {
    let active = |event: Event<'_>| match event {
        Event::Html(html) | Event::InlineHtml(html) => Some(html.into_string()),
        Event::Start(Tag::Image { dest_url, .. }) => Some(dest_url.into_string()),
        Event::Start(Tag::Link { dest_url, .. }) => {
            let safe = ["https", "http", "here"].contains(&scheme(&dest_url));
            (!safe).then(|| dest_url.into_string())
        }
        _ => None,
    };
    Parser::new_ext(text, Options::all())
        .filter_map(active)
        .collect()
}

/// The scheme of an address; `here` for a place in this or another document.
fn scheme(address: &str) -> &str {
    match address.split_once(':') {
        Some((scheme, _)) if scheme.chars().all(|c| c.is_ascii_alphabetic()) => scheme,
        _ => "here",
    }
}
