//! The Markdown dialect of the reports, checked line by line without a parser.

use std::collections::{BTreeMap, BTreeSet};

/// Headings with their level, tables by number of columns, list items, code blocks.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Structure {
    /// Level and text of each heading.
    pub(crate) headings: Vec<(usize, String)>,
    /// Number of columns of each line of a table.
    pub(crate) cells: Vec<usize>,
    /// Number of list items.
    pub(crate) items: usize,
    /// Languages of code blocks.
    pub(crate) code: Vec<String>,
}

/// Checks all documents and the links between them.
pub(crate) fn check(files: &[(String, String)]) {
    let documents: BTreeMap<&str, &str> = files
        .iter()
        .filter(|(name, _)| !name.ends_with("manifest.json"))
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let anchors: BTreeMap<&str, BTreeSet<String>> = documents
        .iter()
        .map(|(name, text)| (*name, anchors(&structure(text))))
        .collect();
    for (name, text) in &documents {
        one(name, text);
        let body = text.split_once("\n---\n").map_or(*text, |(_, body)| body);
        for (file, anchor) in links(body) {
            let target = if file.is_empty() {
                *name
            } else {
                file.as_str()
            };
            let known = anchors.get(target);
            let found = known.is_some_and(|known| anchor.is_empty() || known.contains(&anchor));
            assert!(
                found,
                "{name} leads to {target}#{anchor}, which is not there"
            );
        }
    }
}

fn one(name: &str, text: &str) {
    let body = text
        .strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---\n"));
    let (front, body) = body.expect("a report begins with its front matter");
    for line in front.lines() {
        let value = line.split_once(": ").map_or("", |(_, value)| value);
        let json: Result<serde_json::Value, _> = serde_json::from_str(value);
        assert!(json.is_ok(), "{name}: {line} is not quoted as JSON");
    }
    let structure = structure(body);
    let tops = structure
        .headings
        .iter()
        .filter(|(level, _)| *level == 1)
        .count();
    assert_eq!(tops, 1, "{name}: level-1 headings");
    for pair in structure.headings.windows(2) {
        assert!(
            pair[1].0 <= pair[0].0 + 1,
            "{name}: {} skips a level",
            pair[1].1
        );
    }
    assert_eq!(
        anchors(&structure).len(),
        structure.headings.len(),
        "{name}: two headings share an anchor"
    );
    assert!(
        !body.contains("\n\n\n") && body.ends_with('\n') && !body.ends_with("\n\n"),
        "{name}: blank lines"
    );
    let mut fenced = false;
    for line in body.lines() {
        fenced ^= line.starts_with("```");
        if fenced || line.starts_with("```") {
            continue;
        }
        assert!(!has_plain(line, '<'), "{name}: raw HTML in {line}");
        assert!(
            !line.contains("![") && !line.contains("[^"),
            "{name}: {line}"
        );
        assert!(
            !line.ends_with(' ') && !line.contains('\t'),
            "{name}: {line}"
        );
        assert!(
            !line.starts_with("**") || line.ends_with("**"),
            "{name}: a bare label in {line}"
        );
    }
}

/// Whether a character stands in a line without a backslash before it.
fn has_plain(line: &str, wanted: char) -> bool {
    let mut escaped = false;
    for letter in line.chars() {
        if letter == wanted && !escaped {
            return true;
        }
        escaped = letter == '\\' && !escaped;
    }
    false
}

/// Headings, tables, lists and code of a document.
pub(crate) fn structure(text: &str) -> Structure {
    let mut found = Structure::default();
    let mut fenced = false;
    for line in text.lines() {
        if let Some(language) = line.strip_prefix("```") {
            if !fenced {
                found.code.push(language.to_owned());
            }
            fenced = !fenced;
        } else if fenced {
        } else if line.starts_with('#') {
            let level = line.bytes().take_while(|byte| *byte == b'#').count();
            let heading = line.trim_start_matches('#').trim().to_owned();
            found.headings.push((level, heading));
        } else if line.starts_with('|') {
            found.cells.push(cells(line));
        } else if line.trim_start().starts_with("- ") {
            found.items += 1;
        }
    }
    found
}

/// Cells of a table's line: pipes without a backslash before them, less one.
fn cells(line: &str) -> usize {
    let (mut count, mut escaped) = (0, false);
    for letter in line.chars() {
        count += usize::from(letter == '|' && !escaped);
        escaped = letter == '\\' && !escaped;
    }
    count - 1
}

fn anchors(structure: &Structure) -> BTreeSet<String> {
    let slug = |text: &str| -> String {
        let kept = text
            .chars()
            .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        kept.flat_map(char::to_lowercase)
            .map(|c| if c == ' ' { '-' } else { c })
            .collect()
    };
    structure
        .headings
        .iter()
        .map(|(_, text)| slug(text))
        .collect()
}

/// File and anchor of every link that does not lead to the web.
fn links(text: &str) -> Vec<(String, String)> {
    // Every second part stands between fences.
    text.split("\n```").step_by(2).flat_map(links_of).collect()
}

fn links_of(text: &str) -> Vec<(String, String)> {
    let mut parts = text.split("](");
    let mut before = parts.next().unwrap_or_default();
    let mut targets = Vec::new();
    for part in parts {
        if !before.ends_with('\\') {
            targets.extend(part.split(')').next());
        }
        before = part;
    }
    targets
        .into_iter()
        .filter(|target| !target.contains("://"))
        .map(|target| {
            let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
            (file.to_owned(), anchor.to_owned())
        })
        .collect()
}
