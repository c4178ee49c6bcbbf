//! Text that came from people, made safe for Markdown.
//!
//! Whatever was typed, pasted or imported is shown as it was meant and never read as markup: what has a
//! meaning in Markdown is escaped, line breaks fold, and characters that hide or reorder text are named.

use crate::document::Clean;

/// Markdown for a text at any place of a line: one line, nothing in it is markup.
#[must_use]
pub fn inline(text: &str) -> String {
    at_start(escaped(text))
}

/// Escaped text that may begin a line: with a colon it would be what the line before it means, or open a box.
#[must_use]
pub fn at_start(mut escaped: String) -> String {
    if escaped.starts_with(':') {
        escaped.insert(0, '\\');
    }
    escaped
}

/// The text with everything escaped that is markup inside a line.
fn escaped(text: &str) -> String {
    let folded = fold(text);
    let letters: Vec<char> = folded.chars().collect();
    let mut out = String::with_capacity(folded.len() + 8);
    let (mut at, mut in_code) = (0, false);
    while let Some(&letter) = letters.get(at) {
        let code = as_code(&letters, at);
        if (code > 0) != in_code {
            out.push('`');
            in_code = !in_code;
        }
        if code > 0 {
            out.extend(&letters[at..at + code]);
            at += code;
            continue;
        }
        if is_special(&letters, at) {
            out.push('\\');
        }
        out.push(letter);
        at += 1;
    }
    if in_code {
        out.push('`');
    }
    out
}

/// How many letters from here on must stand as code: mentions, mail addresses and addresses of pages are
/// recognised after escapes are gone, and some tools write entities back without their escape.
fn as_code(letters: &[char], at: usize) -> usize {
    if letters[at] == '@' || (letters[at] == '&' && is_entity(&letters[at + 1..])) {
        return 1;
    }
    let begins = |word: &str| {
        let ahead = letters[at..].iter().map(char::to_ascii_lowercase);
        ahead.take(word.len()).eq(word.chars())
    };
    let inside_word = at > 0 && letters[at - 1].is_alphanumeric();
    ["https://", "http://", "ftp://", "www."]
        .into_iter()
        .find(|word| begins(word) && !(inside_word && *word == "www."))
        .map_or(0, str::len)
}

/// A piece of a line: as [`inline`], but a blank at either end is kept as one.
#[must_use]
pub fn piece(text: &str) -> String {
    let inner = escaped(text);
    let blank = |there: bool| if there { " " } else { "" };
    if inner.is_empty() {
        return blank(!text.is_empty()).to_owned();
    }
    let before = blank(text.starts_with(char::is_whitespace));
    let after = blank(text.ends_with(char::is_whitespace));
    format!("{before}{inner}{after}")
}

/// A link; a text of nothing is read as its destination.
#[must_use]
pub fn link(text: &str, href: &str) -> String {
    match inline(text) {
        shown if shown.is_empty() => format!("[{}]({href})", inline(href)),
        shown => format!("[{shown}]({href})"),
    }
}

/// A text of several lines: every line that is not blank, folded and escaped on its own.
#[must_use]
pub fn lines(text: &str) -> Vec<String> {
    text.lines()
        .map(inline)
        .filter(|line| !line.is_empty())
        .collect()
}

/// The text on one line, without markup escapes: white space folded, hidden characters named.
#[must_use]
pub fn fold(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    Clean::named(words.join(" ")).into_owned()
}

fn hexadecimal(byte: u8) -> String {
    format!("{byte:02X}")
}

/// At most `limit` letters of a folded text, with an ellipsis where something was cut; no word is cut in half
/// but one that is longer than half of the limit.
#[must_use]
pub fn shortened(text: &str, limit: usize) -> String {
    let folded = fold(text);
    if folded.chars().count() <= limit {
        return folded;
    }
    let room = limit.saturating_sub(1);
    let mut short: String = folded.chars().take(room).collect();
    let inside = folded.chars().nth(room).is_some_and(|next| next != ' ');
    let whole = short.rsplit_once(' ').map(|(whole, _)| whole.to_owned());
    if let Some(whole) = whole.filter(|whole| inside && whole.chars().count() > room / 2) {
        short = whole;
    }
    short.truncate(short.trim_end_matches([' ', ',', ';', ':']).len());
    short.push('…');
    short
}

/// The address of a web page as a link destination; none for anything but `http` and `https`.
#[must_use]
pub fn web_address(text: &str) -> Option<String> {
    let text = text.trim();
    let scheme = ["https://", "http://"]
        .into_iter()
        .find(|scheme| text.starts_with(scheme))?;
    if text.len() == scheme.len() || text.contains(char::is_whitespace) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'&' => out.push_str("&amp;"),
            b if b.is_ascii_alphanumeric() || b"-._~:/?#@!$'*+,;=%".contains(&b) => {
                out.push(char::from(b));
            }
            b => out.extend(["%", &hexadecimal(b)]),
        }
    }
    Some(out)
}

/// The address of a page as it is read: without scheme and `www.`.
#[must_use]
pub fn web_name(text: &str) -> &str {
    let text = text.trim();
    let bare = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))
        .unwrap_or(text);
    bare.strip_prefix("www.")
        .unwrap_or(bare)
        .trim_end_matches('/')
}

/// Whether the letter at a place must be escaped to stand as itself.
fn is_special(letters: &[char], at: usize) -> bool {
    match letters[at] {
        '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '|' | '~' | '#' | '$' | '^' => true,
        // Before a link it would make a picture of it; at the end a link may follow.
        '!' => letters.get(at + 1).is_none_or(|next| *next == '['),
        '(' => at > 0 && letters[at - 1] == ']',
        ':' => is_emoji_code(letters, at),
        '.' | ')' => is_list_number(letters, at),
        '-' | '+' | '=' | '>' => at == 0,
        _ => false,
    }
}

/// The mark after a number at the beginning of a line, which would make it the item of a list.
fn is_list_number(letters: &[char], at: usize) -> bool {
    at > 0
        && letters[..at].iter().all(char::is_ascii_digit)
        && letters.get(at + 1).is_none_or(|next| *next == ' ')
}

/// `&amp;`, `&#60;`: a short run of letters and digits that ends in a semicolon.
fn is_entity(after: &[char]) -> bool {
    let name = after
        .iter()
        .take(33)
        .take_while(|c| c.is_ascii_alphanumeric() || **c == '#');
    let length = name.count();
    length > 0 && after.get(length) == Some(&';')
}

/// `:smile:`, seen from its first colon.
fn is_emoji_code(letters: &[char], at: usize) -> bool {
    let name = |c: &&char| c.is_ascii_alphanumeric() || matches!(**c, '_' | '+' | '-');
    let length = letters[at + 1..].iter().take_while(name).count();
    length > 0 && letters.get(at + 1 + length) == Some(&':')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::is_clean;

    #[test]
    fn markup_stands_as_itself() {
        for (text, expected) in [
            (
                "plain words, 5 > 3 (really).",
                "plain words, 5 > 3 (really).",
            ),
            ("a|b <b> [x](y) *z* _q_", r"a\|b \<b> \[x\]\(y) \*z\* \_q\_"),
            ("# title", r"\# title"),
            ("- item", r"\- item"),
            ("12. item", r"12\. item"),
            ("1) item", r"1\) item"),
            ("0.9 (3)", "0.9 (3)"),
            ("> quote", r"\> quote"),
            ("=== ~~~ ```", r"\=== \~\~\~ \`\`\`"),
            ("&lt; R&D &#60;", r"`&`lt; R&D `&`\#60;"),
            ("https://x.y WWW.x.y", "`https://`x.y `WWW.`x.y"),
            ("https://@a `@", r"`https://@`a \``@`"),
            ("ask @lena or a@@b.c", "ask `@`lena or a`@@`b.c"),
            (":smile: 10:30", r"\:smile: 10:30"),
            (": meaning ::: x^2^", r"\: meaning ::: x\^2\^"),
            ("two\n\nlines\tand more ", "two lines and more"),
            (
                "a\u{202e}b\u{200b}\u{1b}[31m",
                r"a⟨U+202E⟩b⟨U+200B⟩⟨U+001B⟩\[31m",
            ),
            (r"ends in \", r"ends in \\"),
        ] {
            assert_eq!(inline(text), expected);
        }
    }

    #[test]
    fn only_the_web_is_an_address() {
        assert_eq!(
            web_address("https://a.b/c(d)|e?f=1&g").as_deref(),
            Some("https://a.b/c%28d%29%7Ce?f=1&amp;g")
        );
        for text in ["javascript:alert(1)", "a page", "https://", "https://a b"] {
            assert_eq!(web_address(text), None, "{text}");
        }
    }

    #[test]
    fn joiners_stay_where_they_join() {
        assert_eq!(inline("👩‍💻 می‌خواهم"), "👩‍💻 می‌خواهم");
        assert_eq!(inline("a\u{200d}b"), "a⟨U+200D⟩b");
    }

    #[test]
    fn long_texts_are_cut_with_a_mark() {
        assert_eq!(shortened("abcdef", 6), "abcdef");
        assert_eq!(shortened("abc defg", 5), "abc…");
    }

    proptest! {
        #[test]
        fn no_line_break_and_nothing_hidden_is_left(text in any::<String>()) {
            let escaped = inline(&text);
            prop_assert!(!escaped.contains(['\n', '\r', '\t']));
            prop_assert!(is_clean(&fold(&text)));
        }
    }
}
