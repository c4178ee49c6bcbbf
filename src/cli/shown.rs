//! What people typed or imported, on its way to a terminal.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::document::Clean;

/// For whom something is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    /// People, at a terminal now or later: what hides or steers is named.
    People,
    /// Programs that read JSON: what hides or steers is written by its number, which means the same.
    Json,
    /// Programs that want a file as it is.
    Exact,
}

/// Passes text on, clean unless a file is wanted as it is.
pub(super) struct Shown<W> {
    to: W,
    reader: Reader,
}

impl<W: Write> Shown<W> {
    /// Prints for a reader.
    pub(super) const fn new(to: W, reader: Reader) -> Self {
        Self { to, reader }
    }
}

impl<W: Write> Write for Shown<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.reader == Reader::Exact {
            return self.to.write(bytes);
        }
        let (text, whole) = match std::str::from_utf8(bytes) {
            Ok(text) => (Cow::Borrowed(text), bytes.len()),
            Err(error) => {
                let sound = Some(error.valid_up_to()).filter(|sound| *sound > 0);
                let whole = sound.unwrap_or(bytes.len());
                let part = bytes.get(..whole).unwrap_or_default();
                (String::from_utf8_lossy(part), whole)
            }
        };
        let clean = match self.reader {
            Reader::Json => Clean::in_json(text),
            Reader::People | Reader::Exact => Clean::named(text),
        };
        self.to.write_all(clean.as_bytes())?;
        Ok(whole)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn through(text: &str, reader: Reader) -> String {
        let mut out = Vec::new();
        write!(Shown::new(&mut out, reader), "{text}").unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_terminal_is_not_steered_by_what_was_typed() {
        let text = "  é漢👩‍💻 \u{1b}[31m\u{202e}x\u{200b}\r\n\ty\u{9b}";
        let shown = "  é漢👩‍💻 ⟨U+001B⟩[31m⟨U+202E⟩x⟨U+200B⟩\r\n\ty⟨U+009B⟩";
        assert_eq!(through(text, Reader::People), shown);
        assert_eq!(through(text, Reader::Exact), text);
        let json = serde_json::to_string(text).unwrap();
        let printed = through(&json, Reader::Json);
        assert!(!printed.contains(['\u{202e}', '\u{200b}', '\u{9b}']));
        assert_eq!(serde_json::from_str::<String>(&printed).unwrap(), text);
    }
}
