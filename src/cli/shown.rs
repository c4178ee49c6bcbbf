//! What people typed or imported, on its way to a terminal.

use std::io::{self, Write};

use crate::exports::text;
use crate::workshop::joins;

/// Passes text on; where a terminal could be steered by it, without characters that steer, hide or reorder.
pub(super) struct Shown<W> {
    to: W,
    steerable: bool,
}

impl<W: Write> Shown<W> {
    /// What is read by a program stays as it is.
    pub(super) const fn new(to: W, steerable: bool) -> Self {
        Self { to, steerable }
    }
}

impl<W: Write> Write for Shown<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.steerable {
            return self.to.write(bytes);
        }
        let whole = match std::str::from_utf8(bytes) {
            Err(error) if error.valid_up_to() > 0 => error.valid_up_to(),
            _ => bytes.len(),
        };
        let text = String::from_utf8_lossy(bytes.get(..whole).unwrap_or_default());
        self.to.write_all(visible(&text).as_bytes())?;
        Ok(whole)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    let mut before = None;
    while let Some(letter) = letters.next() {
        let last = before.replace(letter);
        match letter {
            '\n' | '\t' | ' '..='~' => out.push(letter),
            blank if blank.is_whitespace() => out.push(' '),
            joiner if joins(last, joiner, letters.peek().copied()) => out.push(joiner),
            other => out.push_str(&text::fold(other.encode_utf8(&mut [0; 4]))),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn through(text: &str, terminal: bool) -> String {
        let mut out = Vec::new();
        write!(Shown::new(&mut out, terminal), "{text}").unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_terminal_is_not_steered_by_what_was_typed() {
        let text = "  é漢👩‍💻 \u{1b}[31m\u{202e}x\u{200b}\r\n\ty\u{9b}";
        let shown = "  é漢👩‍💻 ⟨U+001B⟩[31m⟨U+202E⟩x⟨U+200B⟩ \n\ty⟨U+009B⟩";
        assert_eq!(through(text, true), shown);
        assert_eq!(through(text, false), text);
    }
}
