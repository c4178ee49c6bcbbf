//! Text in which nothing hides: no control character, no change of direction, nothing without width.
//!
//! A [`Clean`] text cannot steer a terminal, show its words in another order than it has them, or carry letters that
//! nobody sees. Whatever is read becomes clean once: [`Clean::kept`] puts a sign in the place of each such character.
//! What was stored before, or comes from elsewhere, becomes clean where it leaves the program: [`Clean::named`] says
//! which character stood there, [`Clean::in_json`] and [`Clean::in_toml`] keep it for
//! programs.
//!
//! What stays, since people write with it: line ends and tabs, joiners between what they join (see [`joins`]), and one
//! variation selector behind a character that it can belong to. Tags stay nowhere: of the few flags that are written
//! with them only the black one is left, and everything else they can do is hide text.

use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::ops::Deref;

use super::joiner::joins;

/// In place of a character that shows nothing or changes the direction of what follows.
pub const HIDDEN: char = '␦';

/// Text in which nothing hides.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clean<'t>(Cow<'t, str>);

impl<'t> Clean<'t> {
    /// What was read or typed, as it is kept: a sign for each character that hides or steers, line ends as `\n`, and
    /// none of the places where a word may be parted, which are no part of it.
    #[must_use]
    pub fn kept(text: impl Into<Cow<'t, str>>) -> Self {
        let mut text = text.into();
        if is_plain(&text) {
            return Self(text);
        }
        if text.contains(['\r', SOFT_HYPHEN]) {
            let lines = text.replace("\r\n", "\n").replace('\r', "\n");
            text = Cow::Owned(lines.replace(SOFT_HYPHEN, ""));
        }
        Self::with(text, |hidden, out| out.push(sign(hidden)))
    }

    /// The same on one line, with signs for its line ends and tabs too.
    #[must_use]
    pub fn on_one_line(text: impl Into<Cow<'t, str>>) -> Self {
        let clean = Self::with(text.into(), |hidden, out| out.push(sign(hidden)));
        if clean.contains(['\n', '\r', '\t']) {
            let signs = |c: char| if c.is_ascii_control() { sign(c) } else { c };
            return Self(clean.chars().map(signs).collect());
        }
        clean
    }

    /// The text with the number of each character that hides or steers: `⟨U+202E⟩`.
    #[must_use]
    pub fn named(text: impl Into<Cow<'t, str>>) -> Self {
        Self::with(text.into(), |hidden, out| {
            let _written = write!(out, "⟨U+{:04X}⟩", u32::from(hidden));
        })
    }

    /// JSON that means the same: such characters stand in texts only, where they can be written by their numbers.
    #[must_use]
    pub fn in_json(json: impl Into<Cow<'t, str>>) -> Self {
        Self::with(json.into(), |hidden, out| {
            for unit in hidden.encode_utf16(&mut [0; 2]) {
                let _written = write!(out, "\\u{unit:04x}");
            }
        })
    }

    /// The same for TOML that has no text in single quotes and no comment.
    #[must_use]
    pub fn in_toml(toml: impl Into<Cow<'t, str>>) -> Self {
        Self::with(toml.into(), |hidden, out| {
            let _written = match u32::from(hidden) {
                number @ ..=0xffff => write!(out, "\\u{number:04X}"),
                number => write!(out, "\\U{number:08X}"),
            };
        })
    }

    /// What one place of a screen shows. A joiner may come last: what it joins stands in the next place.
    #[must_use]
    pub fn in_a_cell(symbol: &'t str) -> Self {
        let mut letters = symbol.chars();
        let last = letters.next_back();
        let before = letters.as_str();
        match last.filter(|last| super::may_join(letters.next_back(), *last)) {
            Some(_) if is_clean(before) && !before.contains(['\n', '\t']) => {
                Self(Cow::Borrowed(symbol))
            }
            _ => Self::on_one_line(symbol),
        }
    }

    /// Text whose hidden characters `write` puts down in another way, which must be clean.
    fn with(text: Cow<'t, str>, mut write: impl FnMut(char, &mut String)) -> Self {
        if is_clean(&text) {
            return Self(text);
        }
        let mut clean = String::with_capacity(text.len() + 16);
        each(&text, |letter, hides| {
            if hides {
                write(letter, &mut clean);
            } else {
                clean.push(letter);
            }
            true
        });
        Self(Cow::Owned(clean))
    }

    /// The text alone.
    #[must_use]
    pub fn into_inner(self) -> Cow<'t, str> {
        self.0
    }

    /// The text alone, on its own.
    #[must_use]
    pub fn into_owned(self) -> String {
        self.0.into_owned()
    }
}

impl Deref for Clean<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Clean<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(&self.0)
    }
}

/// A place where a word may be parted at the end of a line.
const SOFT_HYPHEN: char = '\u{ad}';

/// The sign for a character that must not be shown as it is.
const fn sign(hidden: char) -> char {
    match hidden {
        '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => '␤',
        '\t' => '␉',
        '\u{1b}' => '␛',
        _ => HIDDEN,
    }
}

/// True when nothing hides in a text.
#[must_use]
pub fn is_clean(text: &str) -> bool {
    is_plain(text) || each(text, |_, hides| !hides)
}

/// True for printable ASCII on lines of its own, which is most text.
fn is_plain(text: &str) -> bool {
    let plain = |byte: &u8| matches!(byte, b' '..=b'~' | b'\n' | b'\t');
    let (eights, rest) = text.as_bytes().as_chunks();
    let mut eights = eights.iter();
    eights.all(|eight| are_printable(*eight) || eight.iter().all(plain)) && rest.iter().all(plain)
}

/// True for eight characters of printable ASCII, looked at all at once: a large file goes through here twice.
const fn are_printable(eight: [u8; 8]) -> bool {
    const ONES: u64 = u64::MAX / 255;
    const TOPS: u64 = ONES << 7;
    let all = u64::from_ne_bytes(eight);
    // Where all are below 128, adding 1 to 127 sets its top bit, and taking a blank from less borrows one.
    let high = all | all.wrapping_add(ONES);
    let low = all.wrapping_sub(ONES * 0x20);
    (high | low) & TOPS == 0
}

/// Goes through a text as long as `go_on` says so, telling it of each character whether it hides; true at the end.
fn each(text: &str, mut go_on: impl FnMut(char, bool) -> bool) -> bool {
    let mut letters = text.chars().peekable();
    let mut before = None;
    while let Some(letter) = letters.next() {
        let after = letters.peek().copied();
        // What will not be there itself has nothing that belongs to it.
        let hides = is_hidden(letter) && !belongs(before, letter, after);
        if !go_on(letter, hides) {
            return false;
        }
        before = Some(letter).filter(|_| !hides);
    }
    true
}

/// True for a character that shows nothing but belongs to some that stand before it: a joiner or a selector.
#[must_use]
pub const fn may_belong(letter: char) -> bool {
    matches!(letter,
        '\u{200c}' | '\u{200d}' | '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{e0100}'..='\u{e01ef}')
}

/// Whether a character that may hide has its place between these two.
fn belongs(before: Option<char>, letter: char, after: Option<char>) -> bool {
    match letter {
        '\n' | '\t' => true,
        '\r' => after == Some('\n'),
        '\u{200c}' | '\u{200d}' => joins(before, letter, after.filter(|after| !is_hidden(*after))),
        '\u{180b}'..='\u{180d}' | '\u{180f}' => before.is_some_and(is_mongolian),
        '\u{fe0e}' | '\u{fe0f}' => before.is_some_and(is_pictured),
        '\u{fe00}'..='\u{fe0d}' => before.is_some_and(has_variants),
        '\u{e0100}'..='\u{e01ef}' => before.is_some_and(is_ideograph),
        _ => false,
    }
}

/// Characters that show nothing, steer a terminal, or change how others are shown: controls, format characters, what
/// Unicode says may be ignored.
#[must_use]
pub const fn is_hidden(letter: char) -> bool {
    matches!(letter,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}'
        | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}' | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Characters that can be shown as a picture or as a letter.
const fn is_pictured(letter: char) -> bool {
    matches!(letter, '#' | '*' | '0'..='9' | '©' | '®' | '‼' | '⁉' | '\u{2100}'..='\u{27bf}' | '\u{2900}'..='\u{2bff}'
        | '〰' | '〽' | '㊗' | '㊙' | '\u{1f000}'..='\u{1faff}')
}

/// Characters of blocks for which Unicode lists standard variants: signs of mathematics, of the Han scripts, of Myanmar
/// and Phags-pa, and the zero.
const fn has_variants(letter: char) -> bool {
    is_ideograph(letter)
        || matches!(letter, '0' | '\u{1000}'..='\u{109f}' | '\u{2205}'..='\u{22ff}' | '\u{2a00}'..='\u{2aff}'
            | '\u{3001}'..='\u{303f}' | '\u{a840}'..='\u{a877}' | '\u{ff00}'..='\u{ff1f}')
}

const fn is_mongolian(letter: char) -> bool {
    matches!(letter, '\u{1820}'..='\u{18aa}')
}

const fn is_ideograph(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HOSTILE: &str = "a\u{1b}[31mb\u{202e}c\u{200b}d\u{200d}e\u{9b}g\u{e0041}h\u{2028}\t\r\n";

    #[test]
    fn what_is_read_gets_signs() {
        assert_eq!(&*Clean::kept(HOSTILE), "a␛[31mb␦c␦d␦e␦g␦h␤\t\n");
        assert_eq!(&*Clean::kept("Daten\u{ad}bank\rx"), "Datenbank\nx");
        assert_eq!(&*Clean::on_one_line("a\tb\r\nc"), "a␉b␤␤c");
    }

    #[test]
    fn what_goes_out_says_what_it_was() {
        assert_eq!(
            &*Clean::named("a\u{1b}[31mb\u{202e}\r\nc\u{e0041}\r"),
            "a⟨U+001B⟩[31mb⟨U+202E⟩\r\nc⟨U+E0041⟩⟨U+000D⟩"
        );
        let json = serde_json::to_string(HOSTILE).unwrap();
        let escaped = Clean::in_json(&*json);
        assert!(is_clean(&escaped) && !is_clean(&json));
        assert_eq!(serde_json::from_str::<String>(&escaped).unwrap(), HOSTILE);
    }

    #[test]
    fn what_people_write_with_stays() {
        for text in [
            "Zürich 東京 e\u{301}",
            "👩‍💻 👩🏽‍💻 ❤️‍🔥 👨‍👩‍👧",
            "می‌خواهم क्‍ष",
            "☎\u{fe0e} ❤\u{fe0f} 1\u{fe0f}\u{20e3}",
            "辻\u{e0100}",
            "ᠠ\u{180b}",
            "שלום مرحبا",
            "🇨🇭",
        ] {
            assert!(is_clean(text), "{text:?}");
            assert_eq!(&*Clean::kept(text), text);
        }
    }

    #[test]
    fn selectors_carry_no_message() {
        for text in [
            "👩\u{fe0f}\u{fe0e}",
            "\u{fe0f}",
            " \u{fe0f}",
            "a\u{e0100}",
            "辻\u{e0100}\u{e0101}",
            "🏴\u{e0067}\u{e0062}\u{e007f}",
            "a\u{180b}",
            "s\u{fe01}",
            "t\u{fe0f}",
        ] {
            assert!(!is_clean(text), "{text:?}");
        }
    }

    #[test]
    fn eight_at_once_are_judged_as_one_by_one() {
        for byte in 0..=u8::MAX {
            for at in 0..8 {
                let mut eight = *b"a ~ Zz09";
                eight[at] = byte;
                assert_eq!(are_printable(eight), matches!(byte, b' '..=b'~'), "{byte}");
            }
        }
    }

    #[test]
    fn a_joiner_may_end_a_cell() {
        assert_eq!(&*Clean::in_a_cell("ی\u{200c}"), "ی\u{200c}");
        assert_eq!(&*Clean::in_a_cell("a\u{200c}"), "a␦");
        assert_eq!(&*Clean::in_a_cell("\u{200c}"), "␦");
        assert_eq!(&*Clean::in_a_cell("👩‍💻"), "👩‍💻");
        assert_eq!(&*Clean::in_a_cell("ی\u{202e}"), "ی␦");
        assert_eq!(&*Clean::in_a_cell("ی\u{1b}"), "ی␛");
        assert_eq!(&*Clean::in_a_cell("\u{1b}[2Jی\u{200c}"), "␛[2Jی␦");
    }

    proptest! {
        #[test]
        fn clean_is_clean(text in any::<String>()) {
            for clean in [Clean::kept(&*text), Clean::on_one_line(&*text), Clean::named(&*text), Clean::in_json(&*text)] {
                prop_assert!(is_clean(&clean), "{clean:?}");
                prop_assert_eq!(&Clean::kept(clean.replace("\r\n", "\n")).into_owned(), &clean.replace("\r\n", "\n"));
            }
        }
    }
}
