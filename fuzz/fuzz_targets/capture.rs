#![no_main]
//! Anything on the capture line, with every sheet in front: nothing that was said is dropped.

use flipchart::agenda::SheetId;
use flipchart::workshop::{Change, capture};
use flipchart_fuzz::{empty, folded, moment};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|line: &str| {
    let state = empty();
    let sheets: Vec<SheetId> = state
        .playbook
        .sheets
        .iter()
        .map(|sheet| sheet.id.clone())
        .collect();
    let nth = line.len() % (sheets.len() + 1);
    let mut context = capture::Context::new(state, moment().date_naive());
    if let Some(sheet) = sheets.get(nth) {
        context = context.on_sheet(sheet.clone());
    }
    let captured = capture::parse(line, &context);
    assert_eq!(
        captured,
        capture::parse(line, &context),
        "the same line gives the same"
    );
    let mut end = 0;
    for span in &captured.spans {
        assert!(
            line.get(span.range.clone()).is_some(),
            "a span within characters"
        );
        assert!(
            span.range.start >= end && !span.range.is_empty(),
            "spans in order"
        );
        end = span.range.end;
    }
    if let Some(record) = captured.record() {
        let said = !line.trim().is_empty();
        assert!(said, "nothing said, nothing kept");
        drop(folded(vec![Change::Add(Box::new(record))]));
    }
});
