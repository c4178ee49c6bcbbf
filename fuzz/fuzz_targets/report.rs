#![no_main]
//! Whatever a journal holds, every format can be exported: the entries of a journal, one per line, on a small workshop.

use flipchart::document::is_clean;
use flipchart::exports::{Format, ReportInput, files};
use flipchart::workshop::{Act, Change, Entry, Workshop};
use flipchart_fuzz::{empty, entry};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let begin = Act::Do(vec![Change::Replace(Box::new(empty().clone()))]);
    let mut workshop = Workshop::begin(&entry(0, begin)).expect("a workshop begins so");
    let mut applied = false;
    for line in bytes.split(|byte| *byte == b'\n') {
        if let Ok(entry) = serde_json::from_slice::<Entry>(line) {
            applied |= workshop.apply(&entry).is_ok();
        }
    }
    if !applied {
        return;
    }
    let weighing = workshop.weighing();
    let input = ReportInput {
        state: workshop.state(),
        revision: "0",
        tool_version: "0",
        entries: workshop.entries(),
        marks: workshop.marks(),
        weighing: &weighing,
    };
    for file in files(&input, &Format::ALL, &[]).expect("the built-in templates print") {
        let text = std::str::from_utf8(file.bytes()).expect("it is text");
        assert!(
            is_clean(text.trim_start_matches('\u{feff}')),
            "{}",
            file.name()
        );
    }
});
