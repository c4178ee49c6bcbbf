//! What is sent to the terminal: the program's own sequences, which hold nothing but numbers, and clean text.

use std::fmt::Write as _;

use flipchart_core::document::Clean;

/// Bytes on their way to the terminal. Nothing that people wrote can be put in unless it is [`Clean`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wire(String);

impl Wire {
    /// Text.
    pub(crate) fn text(&mut self, text: &Clean<'_>) {
        self.0.push_str(text);
    }

    /// What a cell shows; a sign where the cell holds something that would steer or hide.
    pub(crate) fn cell(&mut self, symbol: &str) {
        match symbol.as_bytes() {
            // Most of a screen.
            [b' '..=b'~'] => self.0.push_str(symbol),
            _ => self.text(&Clean::in_a_cell(symbol)),
        }
    }

    /// Bytes of the program's own, so many times.
    pub(crate) fn code(&mut self, code: &'static str, times: usize) {
        self.0.extend(std::iter::repeat_n(code, times));
    }

    /// A control sequence: numbers with semicolons between, and the letter that says what they are.
    pub(crate) fn sequence(&mut self, numbers: &[u16], letter: &'static str) {
        self.0.push_str("\x1b[");
        for (nth, number) in numbers.iter().enumerate() {
            let between = if nth > 0 { ";" } else { "" };
            // Writing to a String cannot fail.
            let _ = write!(self.0, "{between}{number}");
        }
        self.0.push_str(letter);
    }

    /// What comes after it.
    pub(crate) fn then(&mut self, next: &Self) {
        self.0.push_str(&next.0);
    }

    /// True when there is nothing to send.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The bytes.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_steer_whatever_a_cell_holds() {
        let mut wire = Wire::default();
        for symbol in ["a", "é", "\u{1b}[2J", "\u{202e}", "👩‍💻", "\u{9b}", "\n"] {
            wire.cell(symbol);
        }
        wire.sequence(&[1, 22], "H");
        wire.code("\r\n", 2);
        assert_eq!(wire.as_str(), "aé␛[2J␦👩‍💻␦␤\x1b[1;22H\r\n\r\n");
    }
}
