//! The layers of ARCHITECTURE.md hold: arrows never run back, and the pure layers touch nothing of the outside.

use std::path::{Path, PathBuf};
use std::{fs, io};

/// The layers from the bottom; a layer may name those of earlier lines and itself.
const LAYERS: &[&[&str]] = &[
    &["order"],
    &["document"],
    &["agenda"],
    &["workshop"],
    &["scoring", "roadmap"],
    &["check", "trace"],
    &["exports", "journal", "settings", "frames"],
    &["definitions"],
    &["tui"],
    &["cli"],
];

/// Layers whose results depend on their arguments alone.
const PURE: &[&str] = &[
    "order", "document", "agenda", "workshop", "scoring", "roadmap", "check", "trace", "frames",
];

/// What a pure layer never names: a path that begins so, or these segments one after the other anywhere.
const OUTSIDE: &[&str] = &[
    "ratatui",
    "crossterm",
    "rusqlite",
    "rand",
    "std::fs",
    "std::env",
    "std::thread",
    "std::net",
    "std::process",
    "SystemTime",
    "Instant",
    "Utc::now",
    "Local::now",
    "new_v4",
    "thread_rng",
];

/// What is wrong with one source file; `file` is its path below `src`.
fn problems(file: &Path, source: &str) -> Vec<String> {
    let Some((layer, depth)) = layer_of(file) else {
        return Vec::new();
    };
    let Some(rank) = rank(&layer) else {
        return vec![format!(
            "{layer} is in no layer: give it its place in tests/layers.rs"
        )];
    };
    let mut found = Vec::new();
    for path in paths(&code_only(source)) {
        let named = path.join("::");
        let above = crate_module(&path, depth)
            .filter(|module| *module != layer)
            .filter(|module| self::rank(module).is_some_and(|other| other >= rank));
        if let Some(above) = above {
            found.push(format!("{layer} must not know {above}: {named}"));
        }
        let outside = OUTSIDE.iter().any(|outside| names(&path, outside));
        if PURE.contains(&layer.as_str()) && outside {
            found.push(format!("{layer} is pure and names {named}"));
        }
    }
    found
}

/// The layer of a file and how deep its module is; none for the front door.
fn layer_of(file: &Path) -> Option<(String, usize)> {
    let mut parts: Vec<String> = file
        .with_extension("")
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect();
    let depth = parts.len();
    let first = parts.swap_remove(0);
    (depth > 1 || !["core", "engines", "lib", "main"].contains(&first.as_str()))
        .then_some((first, depth))
}

fn rank(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layers| layers.contains(&module))
}

/// The top-level module that a path leads into, from a module so deep.
fn crate_module(path: &[String], depth: usize) -> Option<&str> {
    let ups = path.iter().take_while(|part| *part == "super").count();
    let start = match path.first().map(String::as_str) {
        Some(
            "crate" | "flipchart" | "flipchart_core" | "flipchart_engines" | "flipchart_frames",
        ) => 1,
        Some("super") if ups >= depth => ups,
        _ => return None,
    };
    path.get(start).map(String::as_str)
}

fn names(path: &[String], outside: &str) -> bool {
    let wanted: Vec<&str> = outside.split("::").collect();
    let is_crate = outside.starts_with(|first: char| first.is_lowercase())
        && !["new_v4", "thread_rng"].contains(&outside);
    if is_crate {
        return path.len() >= wanted.len() && path.iter().zip(&wanted).all(|(is, want)| is == want);
    }
    path.windows(wanted.len()).any(|part| part == wanted)
}

/// The source without comments and without what stands between quotation marks.
fn code_only(source: &str) -> String {
    let mut code = String::new();
    let mut rest = source;
    while let Some(next) = rest.chars().next() {
        let skipped = not_code(rest);
        code.push(if skipped > 0 { ' ' } else { next });
        rest = rest.split_at(skipped.max(next.len_utf8())).1;
    }
    code
}

/// How long the comment or text is that the rest begins with; 0 when it begins with code.
fn not_code(rest: &str) -> usize {
    let until = |end: &str| rest.find(end).map_or(rest.len(), |at| at + end.len());
    match rest {
        _ if rest.starts_with("//") => until("\n"),
        _ if rest.starts_with("/*") => until("*/"),
        _ if rest.starts_with("r#\"") => until("\"#"),
        _ if rest.starts_with("'\"'") => 3,
        _ if rest.starts_with("'\\''") || rest.starts_with("'\\\"'") => 4,
        _ if rest.starts_with('"') => end_of_text(rest),
        _ => 0,
    }
}

/// How long the text in quotation marks at the start is.
fn end_of_text(rest: &str) -> usize {
    let mut escaped = false;
    for (at, next) in rest.char_indices().skip(1) {
        match next {
            '"' if !escaped => return at + 1,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    rest.len()
}

/// All paths that code names, those in the braces of a `use` in full.
fn paths(code: &str) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    let mut tokens = tokens(code).into_iter().peekable();
    let mut prefixes: Vec<Vec<String>> = Vec::new();
    let mut path: Vec<String> = Vec::new();
    let mut joined = false;
    while let Some(token) = tokens.next() {
        match token.as_str() {
            "::" => {
                joined = true;
                if tokens.peek().is_some_and(|next| next == "{") {
                    tokens.next();
                    let inner = prefixes.last().cloned().unwrap_or_default();
                    prefixes.push([inner, std::mem::take(&mut path)].concat());
                    joined = false;
                }
                continue;
            }
            "{" | "}" | "," | ";" => {
                end_path(&mut path, &prefixes, &mut all);
                match token.as_str() {
                    "}" => drop(prefixes.pop()),
                    // A brace of another kind inside keeps the braces paired.
                    "{" => prefixes.push(Vec::new()),
                    _ => {}
                }
            }
            word if word.starts_with(|first: char| first.is_alphabetic() || first == '_') => {
                if !joined {
                    end_path(&mut path, &prefixes, &mut all);
                }
                path.push(token.clone());
            }
            _ => end_path(&mut path, &prefixes, &mut all),
        }
        joined = false;
    }
    end_path(&mut path, &prefixes, &mut all);
    all
}

fn end_path(path: &mut Vec<String>, prefixes: &[Vec<String>], all: &mut Vec<Vec<String>>) {
    if !path.is_empty() {
        let prefix = prefixes.last().cloned().unwrap_or_default();
        all.push([prefix, std::mem::take(path)].concat());
    }
}

/// Words, `::`, and every other sign by itself.
fn tokens(code: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut in_word = false;
    let mut rest = code.chars().peekable();
    while let Some(next) = rest.next() {
        let word = next.is_alphanumeric() || next == '_';
        match all.last_mut() {
            Some(last) if word && in_word => last.push(next),
            _ if next.is_whitespace() => {}
            _ if next == ':' && rest.peek() == Some(&':') => {
                rest.next();
                all.push("::".to_owned());
            }
            _ => all.push(next.to_string()),
        }
        in_word = word;
    }
    all
}

fn sources(folder: &Path, all: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            sources(&path, all)?;
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            all.push(path);
        }
    }
    Ok(())
}

#[test]
fn the_layers_hold() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files).unwrap();
    assert!(files.len() > 50, "the sources were found");
    let mut found = Vec::new();
    for file in files {
        let below = file.strip_prefix(&root).unwrap();
        let source = fs::read_to_string(&file).unwrap();
        let problems = problems(below, &source).into_iter();
        found.extend(problems.map(|problem| format!("src/{}: {problem}", below.display())));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The control: what must not be is seen, however it is written.
#[test]
fn a_forbidden_line_is_seen() {
    for (file, line) in [
        ("agenda.rs", "use crate::workshop::State;"),
        ("agenda.rs", "use super::workshop::State;"),
        ("agenda/read.rs", "use super::super::workshop::State;"),
        (
            "workshop/apply.rs",
            "use crate::{agenda::BlockId, scoring::Ranking};",
        ),
        (
            "workshop/apply.rs",
            "let ranking = crate::scoring::rank(&state);",
        ),
        ("scoring.rs", "use crate::roadmap::Plan;"),
        ("journal/read.rs", "use crate::exports::Report;"),
        ("exports.rs", "use crate::tui::App;"),
        ("tui/app.rs", "use crate::cli::Arguments;"),
        ("scoring/vote.rs", "use std::{collections::BTreeMap, fs};"),
        ("scoring/vote.rs", "use std::time::{Duration, Instant};"),
        ("scoring/vote.rs", "let at = std::time::SystemTime::now();"),
        ("document.rs", "use std::fs::File;"),
        ("workshop/tests/schema.rs", "std::fs::write(file, text);"),
        ("workshop/tests/fold.rs", "let at = Utc::now();"),
        ("workshop/tests.rs", "use crate::cli::Arguments;"),
        ("check.rs", "let name = std::env::var(\"NAME\");"),
        ("check.rs", "std::thread::spawn(work);"),
        ("roadmap/simulate.rs", "use rand::Rng;"),
        ("roadmap/simulate.rs", "let mut source = thread_rng();"),
        ("workshop/change.rs", "let id = Uuid::new_v4();"),
        ("workshop/change.rs", "let at = chrono::Utc::now();"),
        ("workshop/change.rs", "let at = Local::now();"),
        ("workshop/change.rs", "use rusqlite::Connection;"),
        ("agenda/clock.rs", "use ratatui::text::Line;"),
        ("agenda/clock.rs", "use crossterm::event;"),
        ("attic.rs", "const NOTHING: () = ();"),
    ] {
        assert_eq!(problems(Path::new(file), line).len(), 1, "{file}: {line}");
    }
}

/// The control of the control: what may be is let through.
#[test]
fn an_allowed_line_passes() {
    for (file, line) in [
        (
            "workshop/apply.rs",
            "use crate::{agenda::BlockId, workshop::State};",
        ),
        ("workshop/apply.rs", "use super::state::State;"),
        (
            "agenda.rs",
            "// use crate::workshop::State;\n/// See [`crate::workshop`].\nmod rand_walk;",
        ),
        (
            "agenda.rs",
            "let text = \"crate::workshop \\\" std::fs\"; let quote = '\"'; mod x;",
        ),
        (
            "agenda.rs",
            "let text = r#\"use \"std::fs\";\"#; let number = operand::new();",
        ),
        (
            "agenda/builtin.rs",
            "const TEXT: &str = include_str!(env!(\"NAME\"));",
        ),
        ("roadmap.rs", "use std::time::Duration;"),
        (
            "journal/place.rs",
            "use std::fs; use crate::workshop::Entry;",
        ),
        ("cli/new.rs", "use crate::journal::Session; use crate::tui;"),
        ("lib.rs", "pub mod workshop;"),
        ("main.rs", "flipchart::cli::main()"),
    ] {
        assert_eq!(
            problems(Path::new(file), line),
            Vec::<String>::new(),
            "{file}: {line}"
        );
    }
}
