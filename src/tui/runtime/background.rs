//! Whether the terminal is light or dark: asked once, after the first frame.
//!
//! The answer comes among the keys, as if `Alt-]` and its characters had been typed. It is sifted out before
//! anything else sees it; what turns out to be no answer goes on as the keys that it was.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::Arrived;

/// Asks for the colour of the background.
pub(super) const QUESTION: &str = "\x1b]11;?\x1b\\";
/// What every answer begins with, after the escape that is read as `Alt-]`.
const START: &str = "11;rgb:";
/// Longer than any answer.
const LONGEST: usize = 32;

/// Sifts the answer out of what arrives.
#[derive(Debug, Default)]
pub(super) struct Sieve {
    /// Whether an answer is waited for.
    open: bool,
    /// What may be the beginning of one.
    held: Vec<Arrived>,
    text: String,
}

/// What a key means for an answer that is being read.
enum Next {
    Part(char),
    End,
    Other,
}

impl Sieve {
    /// Waits for an answer.
    pub(super) const fn open(&mut self) {
        self.open = true;
    }

    /// Everything but an answer, in order; and when one is complete, whether the background is light.
    pub(super) fn sift(&mut self, batch: Vec<Arrived>) -> (Vec<Arrived>, Option<bool>) {
        if !self.open {
            return (batch, None);
        }
        let mut passed = Vec::new();
        let mut light = None;
        for arrived in batch {
            if self.held.is_empty() {
                if is_key(&arrived, ']', KeyModifiers::ALT) {
                    self.held.push(arrived);
                } else {
                    passed.push(arrived);
                }
                continue;
            }
            let next = next(&arrived);
            self.held.push(arrived);
            match next {
                Next::Part(sign) if self.fits(sign) => self.text.push(sign),
                Next::End if is_light(&self.text).is_some() => {
                    light = is_light(&self.text);
                    self.held.clear();
                    self.open = false;
                }
                _ => {
                    passed.append(&mut self.held);
                    self.text.clear();
                }
            }
        }
        (passed, light)
    }

    /// True when the text with one more sign may still become an answer.
    fn fits(&self, sign: char) -> bool {
        let at = self.text.len();
        match START.chars().nth(at) {
            Some(wanted) => sign == wanted,
            None => at < LONGEST && (sign.is_ascii_hexdigit() || sign == '/'),
        }
    }
}

fn key(arrived: &Arrived) -> Option<KeyEvent> {
    match arrived {
        Arrived::Terminal(Event::Key(event)) if event.kind == KeyEventKind::Press => Some(*event),
        _ => None,
    }
}

fn is_key(arrived: &Arrived, sign: char, modifiers: KeyModifiers) -> bool {
    key(arrived).is_some_and(|key| key.code == KeyCode::Char(sign) && key.modifiers == modifiers)
}

fn next(arrived: &Arrived) -> Next {
    // An answer ends with a bell, read as Ctrl-G, or with an escape and a backslash.
    if is_key(arrived, 'g', KeyModifiers::CONTROL) || is_key(arrived, '\\', KeyModifiers::ALT) {
        return Next::End;
    }
    match key(arrived).map(|key| (key.code, key.modifiers)) {
        Some((KeyCode::Char(sign), modifiers)) if (modifiers - KeyModifiers::SHIFT).is_empty() => {
            Next::Part(sign)
        }
        _ => Next::Other,
    }
}

/// Whether an answer such as `11;rgb:ffff/ffff/ffff` names a light colour; none when it names no colour.
fn is_light(answer: &str) -> Option<bool> {
    let parts = answer.strip_prefix(START)?.split('/');
    let share = |part: &str| {
        let digits = u32::try_from(part.len())
            .ok()
            .filter(|count| (1..=4).contains(count))?;
        let most = 16_u32.pow(digits) - 1;
        let value = u32::from_str_radix(part, 16).ok()?;
        Some(f64::from(value) / f64::from(most))
    };
    let shares: Option<Vec<f64>> = parts.map(share).collect();
    match shares?.as_slice() {
        // The eye's sense of brightness: ITU-R BT.709.
        [red, green, blue] => Some(0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.5),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn typed(sign: char) -> Arrived {
        let key = match sign {
            '\u{7}' => KeyEvent::new(KeyCode::Char('g'), KeyModifiers::CONTROL),
            '⌥' => KeyEvent::new(KeyCode::Char(']'), KeyModifiers::ALT),
            '⟍' => KeyEvent::new(KeyCode::Char('\\'), KeyModifiers::ALT),
            sign => KeyEvent::new(KeyCode::Char(sign), KeyModifiers::NONE),
        };
        Arrived::Terminal(Event::Key(key))
    }

    /// What passes of a text, a sign at a time or all at once, and what was understood.
    fn sift(text: &str, together: bool) -> (usize, Option<bool>) {
        let mut sieve = Sieve::default();
        sieve.open();
        let all: Vec<Arrived> = text.chars().map(typed).collect();
        let batches: Vec<Vec<Arrived>> = if together {
            vec![all]
        } else {
            all.into_iter().map(|one| vec![one]).collect()
        };
        let (mut passed, mut light) = (0, None);
        for batch in batches {
            let (through, found) = sieve.sift(batch);
            passed += through.len();
            light = light.or(found);
        }
        (passed, light)
    }

    #[test]
    fn an_answer_is_taken_out_of_what_is_typed() {
        for together in [true, false] {
            assert_eq!(
                sift("j⌥11;rgb:ffff/ffff/ffff\u{7}k", together),
                (2, Some(true))
            );
            assert_eq!(sift("⌥11;rgb:1e/1e/2e⟍", together), (0, Some(false)));
            assert_eq!(sift("jj⌥x", together), (4, None));
            assert_eq!(sift("⌥11;rgb:zz/", together), (11, None));
            assert_eq!(sift("⌥11;rgb:ff/ff\u{7}", together), (14, None));
        }
        let mut sieve = Sieve::default();
        assert_eq!(sieve.sift(vec![typed('⌥')]).0.len(), 1);
    }

    proptest! {
        #[test]
        fn no_key_is_lost_that_is_no_answer(text in "[⌥⟍\u{7}a-g0-9;:/r]{0,40}") {
            let (passed, light) = sift(&text, true);
            let signs = text.chars().count();
            if light.is_none() {
                // At most the beginning of an answer is still held.
                prop_assert!(passed <= signs && signs - passed <= LONGEST + 2);
                prop_assert_eq!(sift(&format!("{text}x"), true).0, signs + 1);
            } else {
                prop_assert!(text.contains("⌥11;rgb:"));
            }
        }
    }
}
