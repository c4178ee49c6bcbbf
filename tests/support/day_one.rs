//! The whole first day of a workshop, captured, timed and scored by keys alone, at 80 by 24.

use std::process::Command;

use crate::terminal::Terminal;
use crate::{folder_with_workshop, program};

/// The blocks of day 1 after the first: how each heading begins.
const LATER: [&str; 5] = [
    "Capture the current",
    "12:00–12:45",
    "Kafka ecosystems:",
    "15:00–15:30",
    "15:30–",
];

/// What is said in each block: lines of the capture line.
const SAID: [&[&str]; 6] = [
    &["li: The board wants an answer by Christmas w:H"],
    &[
        "li: Nightly batch to the ledger takes 6 h and fails weekly #batch w:H",
        "li: Card data may not leave the EU #pci w:H",
        "as: Two teams can be spared from January @Lena !h",
        "st: Head of payments",
        "park: who owns the schema registry?",
    ],
    &[],
    &[
        "msk s: runs in the account that security has approved",
        "confluent-cloud w: data leaves our own network",
        "dec: Kafka it is; the question is who runs it",
    ],
    &[],
    &["rq: Replay of 30 days for every team"],
];

#[test]
fn the_first_day_is_held_by_keys_alone() {
    let folder = folder_with_workshop();
    let mut terminal = Terminal::start(folder.path(), &["kickoff.flipchart"], (80, 24));
    terminal.shows("Northwind Bank").shows("saved");
    for (number, said) in SAID.iter().enumerate() {
        terminal.send(" ").shows("Started");
        say(&mut terminal, said);
        if number == 3 {
            score(&mut terminal);
        }
        if let Some(next) = LATER.get(number) {
            close(&mut terminal, next);
        }
    }
    terminal.send("gr").shows("35 of 35 cells scored");
    terminal.send("\x1b").shows("15:30–16:30").send("q");
    assert!(terminal.ends().success());
    // All of it is in the file.
    let score = output(&folder, &["score", "kickoff.flipchart"]);
    assert!(score.contains("MSK"), "{score}");
    output(
        &folder,
        &[
            "export",
            "kickoff.flipchart",
            "--format",
            "toml",
            "-o",
            "out",
        ],
    );
    let file = folder.path().join("out").join("workshop.toml");
    let kept = std::fs::read_to_string(file).expect("the export is there");
    for line in SAID.concat() {
        let text = line.split_once(": ").map_or(line, |(_, text)| text);
        let text = [" w:", " #", " @", " !"]
            .iter()
            .fold(text, |text, sign| text.split(*sign).next().unwrap_or(text));
        assert!(kept.contains(text), "{text:?} is not in the export");
    }
}

fn say(terminal: &mut Terminal, lines: &[&str]) {
    if lines.is_empty() {
        return;
    }
    terminal.send("a").shows("Enter keep");
    for line in lines {
        terminal.send(line).send("\r").shows("Kept as");
        // The next answer must be that of the next line.
        terminal
            .send("x\x7f")
            .until("the line is empty again", |screen| {
                !screen.contents().contains("Kept as")
            });
    }
    terminal.send("\x1b").shows("commands");
}

/// Production cell by cell, pre-production the same.
fn score(terminal: &mut Terminal) {
    terminal.send("gs").shows("production").shows("0/7");
    for levels in ["HHHMHLM", "MMLLMLM", "HMHHHMH", "MMMMHHM", "LLMLLMM"] {
        terminal.send(levels);
    }
    let all = |screen: &vt100::Screen| screen.contents().matches("7/7").count() == 5;
    terminal.until("all cells of production scored", all);
    terminal.send("v").shows("0/7").send("gghhhh");
    terminal.send(&"=".repeat(35));
    terminal.until("all cells of pre-production scored", all);
}

/// Closes the block, with a reason where something is missing.
fn close(terminal: &mut Terminal, next: &str) {
    terminal.send("c").until("closed or asked", |screen| {
        let text = screen.contents();
        text.contains("Closed") || text.contains("outputs missing?")
    });
    if terminal.screen().contents().contains("outputs missing?") {
        terminal.send("enough for now, the rest over lunch\r");
    }
    terminal.shows(next).shows("saved");
}

fn output(folder: &tempfile::TempDir, arguments: &[&str]) -> String {
    let mut command: Command = program(folder.path());
    let output = command
        .args(arguments)
        .output()
        .expect("the program starts");
    String::from_utf8_lossy(&output.stdout).into_owned()
}
