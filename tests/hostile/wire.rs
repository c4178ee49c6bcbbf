//! What a program sends to a terminal, judged by an emulator and by what it is made of.

use std::num::NonZeroU16;

use vt100::{Callbacks, Screen};

/// What text has made a terminal do.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Steered(pub(crate) Vec<String>);

impl Callbacks for Steered {
    fn audible_bell(&mut self, _: &mut Screen) {
        self.0.push("bell".to_owned());
    }

    fn visual_bell(&mut self, _: &mut Screen) {
        self.0.push("flash".to_owned());
    }

    fn resize(&mut self, _: &mut Screen, _: (u16, u16)) {
        self.0.push("size".to_owned());
    }

    fn set_window_icon_name(&mut self, _: &mut Screen, _: &[u8]) {
        self.0.push("icon".to_owned());
    }

    fn set_window_title(&mut self, _: &mut Screen, _: &[u8]) {
        self.0.push("title".to_owned());
    }

    fn copy_to_clipboard(&mut self, _: &mut Screen, _: &[u8], _: &[u8]) {
        self.0.push("copy".to_owned());
    }

    fn paste_from_clipboard(&mut self, _: &mut Screen, _: &[u8]) {
        self.0.push("paste".to_owned());
    }

    fn unhandled_control(&mut self, _: &mut Screen, byte: u8) {
        self.0.push(format!("control {byte:#x}"));
    }
}

/// What the bytes make an emulator do, apart from drawing.
pub(crate) fn steered(raw: &[u8], (columns, rows): (u16, u16)) -> Steered {
    let size = |count| NonZeroU16::new(count).expect("a terminal has rows and columns");
    let mut emulator =
        vt100::Parser::new_with_callbacks(size(rows), size(columns), 0, Steered::default());
    emulator.process(raw);
    std::mem::take(emulator.callbacks_mut())
}

/// The modes of a terminal that text could change.
pub(crate) fn modes(screen: &Screen) -> String {
    format!(
        "{} {} {} {} {:?} {:?}",
        screen.alternate_screen(),
        screen.bracketed_paste(),
        screen.application_cursor(),
        screen.application_keypad(),
        screen.mouse_protocol_mode(),
        screen.mouse_protocol_encoding(),
    )
}

/// The text in what was sent, and the sequences that are none of the program's own.
pub(crate) fn parts(raw: &[u8]) -> (String, Vec<String>) {
    let sent = String::from_utf8_lossy(raw);
    let (mut text, mut foreign) = (String::new(), Vec::new());
    let mut rest = &*sent;
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        text.push_str(before);
        let length = own(after);
        if length == 0 {
            foreign.push(after.chars().take(12).collect());
        }
        rest = after.split_at(length).1;
    }
    text.push_str(rest);
    (text, foreign)
}

/// How long the sequence behind an escape is, when it is one that the program sends.
fn own(after: &str) -> usize {
    // It asks for the background once.
    for fixed in ["M", "]11;?\u{1b}\\", "[<u"] {
        if after.starts_with(fixed) {
            return fixed.len();
        }
    }
    let numbers = |c: char| c.is_ascii_digit() || matches!(c, ';' | '?');
    let Some(inner) = after.strip_prefix('[') else {
        return 0;
    };
    let end = inner.trim_start_matches(numbers);
    if end.starts_with(['H', 'G', 'K', 'J', 'm', 'r', 'h', 'l']) {
        return after.len() - end.len() + 1;
    }
    0
}
