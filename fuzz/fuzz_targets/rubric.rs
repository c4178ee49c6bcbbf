#![no_main]
//! A rubric of anybody: read, or refused with every mistake named; what is read scores a workshop.

use flipchart::agenda::Rubric;
use flipchart::workshop::{Info, State};
use flipchart_fuzz::{NAME, empty, named, written_and_read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match Rubric::read(NAME, text) {
        Ok(rubric) => {
            let playbook = empty().playbook.clone();
            written_and_read(&State::new(Info::default(), playbook, rubric));
        }
        Err(problems) => named(&problems, text),
    }
});
