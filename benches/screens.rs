//! How long a key takes to the screen: `cargo bench --bench screens`.
//!
//! The released program runs in a pseudo-terminal of 120 by 40; what is measured is the time from the write of a key to
//! the end of the frame that it causes. To hold: 1 ms on every screen, 2 ms when 10,000 records are filtered.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a bench fails by panicking")]

#[path = "../tests/support/terminal.rs"]
#[allow(dead_code, reason = "a bench needs a part of it")]
mod terminal;

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use terminal::Terminal;

/// What ends a frame.
const END: &[u8] = b"\x1b[?2026l";

fn flipchart(folder: &Path, arguments: &[&str]) {
    let done = Command::new(env!("CARGO_BIN_EXE_flipchart"))
        .args(arguments)
        .current_dir(folder)
        .env("FLIPCHART_DATA_DIR", folder.join("data"))
        .output()
        .unwrap();
    assert!(done.status.success(), "{done:?}");
}

/// The sample, and in another workshop ten thousand line items.
fn workshops() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    flipchart(folder.path(), &["sample", "sample.flipchart"]);
    flipchart(folder.path(), &["new", "long.flipchart"]);
    let mut notes = String::new();
    for number in 0..10_000 {
        writeln!(
            notes,
            "thing {number} that was said of the nightly batch and its owner"
        )
        .unwrap();
    }
    std::fs::write(folder.path().join("notes.txt"), notes).unwrap();
    flipchart(folder.path(), &["import", "long.flipchart", "notes.txt"]);
    folder
}

/// Types keys in turn and waits for the frame of each.
fn typed(terminal: &mut Terminal, keys: [&str; 2], count: u64) -> Duration {
    let mut all = Duration::ZERO;
    for number in 0..count {
        let key = keys[usize::from(number % 2 == 1)];
        let from = terminal.raw.len();
        let begun = Instant::now();
        terminal.send(key);
        while !terminal.raw[from..]
            .windows(END.len())
            .any(|bytes| bytes == END)
        {
            assert!(
                terminal.listen(Duration::from_secs(60)),
                "{key:?} draws nothing"
            );
        }
        all += begun.elapsed();
    }
    all
}

/// A screen: its name, the file, the keys that lead there, what it shows then, and two keys that undo each other.
type Way = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    [&'static str; 2],
);

const WAYS: [Way; 9] = [
    ("topics", "sample.flipchart", "]1", "Ask", ["j", "k"]),
    ("line items", "sample.flipchart", "]\t", "LI-2", ["j", "k"]),
    (
        "capture line",
        "sample.flipchart",
        "a",
        "Enter keep",
        ["x", "\x7f"],
    ),
    (
        "scorecard",
        "sample.flipchart",
        "gs",
        "Suitability",
        ["j", "k"],
    ),
    (
        "recommendation",
        "sample.flipchart",
        "gr",
        "MSK",
        ["j", "k"],
    ),
    ("roadmap", "sample.flipchart", "gp", "WP-2", ["j", "k"]),
    (
        "report",
        "sample.flipchart",
        "ge",
        "Recommendation",
        ["j", "k"],
    ),
    ("history", "sample.flipchart", "gl", "added", ["j", "k"]),
    (
        "filter of 10,000",
        "long.flipchart",
        "]\t/thin",
        "thin",
        ["g", "\x7f"],
    ),
];

fn keys(bench: &mut Criterion) {
    let folder = workshops();
    let mut group = bench.benchmark_group("key to the end of its frame");
    group
        .sample_size(20)
        .measurement_time(Duration::from_secs(3));
    for (name, file, there, shows, keys) in WAYS {
        let mut terminal = Terminal::start(folder.path(), &[file], (120, 40));
        terminal
            .shows("DAY 1")
            .shows("saved")
            .send(there)
            .shows(shows);
        // What is worked out beside the keys draws frames of its own.
        while terminal.listen(Duration::from_millis(500)) {}
        group.bench_function(name, |bencher| {
            bencher.iter_custom(|count| typed(&mut terminal, keys, count));
        });
    }
    group.finish();
}

criterion_group!(benches, keys);
criterion_main!(benches);
