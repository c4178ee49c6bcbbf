//! The tour that the README shows, played on the real program in a real terminal.
//!
//! `UPDATE_GOLDEN=1 cargo test --release --test tui_journeys tour` writes its picture and its recording; without it the
//! tour is a journey like any other, so that what the README shows keeps working.

use std::path::Path;
use std::process::Command;

use crate::picture::{Frame, svg};
use crate::terminal::Terminal;

/// What is typed, what the screen must say then, what the viewer is told, and for how many seconds it is shown.
type Step = (&'static str, &'static str, &'static str, f64);

const TOUR: [Step; 11] = [
    (
        "",
        "Line items",
        "A block of the workshop: agenda, sheets, what to ask",
        4.0,
    ),
    ("]2", "LI-4", "What the room said, one line each", 3.0),
    ("a", "Enter keep", "a opens the capture line", 1.5),
    (
        "The ledger waits for the bus every night @Ruben #batch w:H",
        "by Ruben Tak",
        "What is typed is understood while it is typed",
        4.0,
    ),
    (
        "\r",
        "Kept as LI-",
        "Enter keeps it: one entry in the journal, on the disk",
        3.0,
    ),
    (
        "\x1b",
        "filter",
        "The line closes; u would take it back",
        1.5,
    ),
    ("]]]", "15:30", "] goes to the next block", 2.0),
    (
        "gr",
        "How the options stand",
        "gr: the recommendation, verdict first",
        5.0,
    ),
    ("jy", "because", "y: why, step by step", 3.0),
    (
        "\r",
        "Reason:",
        "down to what was said, by whom and when",
        4.0,
    ),
    (
        "gp",
        "work package",
        "gp: the roadmap, dates that explain themselves",
        5.0,
    ),
];

#[test]
fn the_tour_of_the_readme_plays_through() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let made = Command::new(env!("CARGO_BIN_EXE_flipchart"))
        .args(["sample", "sample.flipchart"])
        .current_dir(folder.path())
        .env("FLIPCHART_DATA_DIR", folder.path().join("data"))
        .env("FLIPCHART_CONFIG_DIR", folder.path().join("config"))
        .status();
    assert!(made.expect("the program starts").success());
    let mut terminal = Terminal::start(folder.path(), &["sample.flipchart"], (110, 32));
    terminal.shows("saved");
    let mut frames = Vec::new();
    for (keys, text, words, seconds) in TOUR {
        terminal.send(keys).shows(text);
        frames.push(Frame::of(terminal.screen(), words, seconds));
    }
    terminal.send("q");
    assert!(terminal.ends().success());
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
        let write = |name: &str, text: String| std::fs::write(docs.join(name), text);
        write("tour.svg", svg("A tour of flipchart", &frames)).expect("docs can be written");
        write(
            "block.svg",
            svg("A block of a workshop in flipchart", &frames[..1]),
        )
        .expect("docs can be written");
    }
}
