//! Many small writes as a few large ones that end with a line.

use std::io::{self, Write};

/// So many bytes are held before they are passed on.
const HELD: usize = 1 << 16;

/// Holds what is written and passes it on in whole lines, so that no letter is torn apart.
pub(super) struct Lines<'w> {
    held: Vec<u8>,
    to: &'w mut dyn Write,
}

impl<'w> Lines<'w> {
    /// Passes on to `to`.
    pub(super) fn new(to: &'w mut dyn Write) -> Self {
        Self {
            held: Vec::with_capacity(HELD + HELD / 4),
            to,
        }
    }

    /// Passes on what is held up to the end of its last line.
    fn pass_on(&mut self) -> io::Result<()> {
        let Some(last) = self.held.iter().rposition(|byte| *byte == b'\n') else {
            return Ok(());
        };
        self.to
            .write_all(self.held.get(..=last).unwrap_or_default())?;
        self.held.drain(..=last);
        Ok(())
    }
}

impl Write for Lines<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.held.extend_from_slice(bytes);
        if self.held.len() >= HELD {
            self.pass_on()?;
        }
        Ok(bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write(bytes).map(drop)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.write_all(&self.held)?;
        self.held.clear();
        self.to.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Remembers each write.
    struct Writes(Vec<String>);

    impl Write for Writes {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.push(String::from_utf8(bytes.to_vec()).unwrap());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn all_arrives_in_whole_lines() {
        let mut writes = Writes(Vec::new());
        let mut lines = Lines::new(&mut writes);
        let mut text = String::new();
        for number in 0..20_000 {
            let piece = format!("é{number}漢\n");
            for part in piece.as_bytes().chunks(2) {
                lines.write_all(part).unwrap();
            }
            text.push_str(&piece);
        }
        lines.write_all(b"no end").unwrap();
        lines.flush().unwrap();
        assert_eq!(writes.0.concat(), format!("{text}no end"));
        let (last, before) = writes.0.split_last().unwrap();
        assert!(before.len() > 2 && before.iter().all(|one| one.ends_with('\n')));
        assert!(last.ends_with("no end"));
    }
}
