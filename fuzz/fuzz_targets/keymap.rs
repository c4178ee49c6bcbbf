#![no_main]
//! A keymap of anybody: read, or refused with every mistake named.

use flipchart_fuzz::{NAME, named};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Err(problems) = flipchart::tui::check_keymap(NAME, text) {
        named(&problems, text);
    }
});
