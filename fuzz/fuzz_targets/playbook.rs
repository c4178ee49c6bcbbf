#![no_main]
//! A playbook of anybody: read, or refused with every mistake named; what is read makes a workshop.

use flipchart::agenda::{Playbook, Rubric};
use flipchart::workshop::{Info, State};
use flipchart_fuzz::{NAME, named, written_and_read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match Playbook::read(NAME, text) {
        Ok(playbook) => written_and_read(&State::new(Info::default(), playbook, Rubric::empty())),
        Err(problems) => named(&problems, text),
    }
});
