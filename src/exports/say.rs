//! Numbers, dates and lists as they are read: one decimal, never more than is known.

use chrono::{DateTime, FixedOffset, NaiveDate};

use crate::agenda::Level;
use crate::scoring::Rational;

/// A share (0 to 1) as points of 100 with one decimal: `71.5`.
#[must_use]
pub fn points(share: f64) -> String {
    format!("{:.1}", share * 100.0)
}

/// A lead that is not nothing is not printed as nothing: `less than 0.1`.
#[must_use]
pub fn lead(share: Rational) -> String {
    match share.to_f64() * 100.0 {
        lead if lead > 0.0 && lead < 0.05 => "less than 0.1".to_owned(),
        lead => format!("{lead:.1}"),
    }
}

/// A share as so many of 100; neither end is reached by rounding.
#[must_use]
pub fn of_hundred(share: f64) -> String {
    let rounded = (share * 100.0).round();
    if share < 1.0 && rounded > 99.5 {
        "more than 99 of 100".to_owned()
    } else if share > 0.0 && rounded < 0.5 {
        "fewer than 1 of 100".to_owned()
    } else {
        format!("{rounded:.0} of 100")
    }
}

/// `3 March 2026`.
#[must_use]
pub fn day(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

/// The text with every `2026-03-03` in it written as `3 March 2026`.
#[must_use]
pub fn dates(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(letter) = letters.get(at) {
        if let Some(date) = date_at(&letters, at) {
            out.push_str(&day(date));
            at += DATE_LENGTH;
        } else {
            out.push(*letter);
            at += 1;
        }
    }
    out
}

/// Letters of `2026-03-03`.
const DATE_LENGTH: usize = 10;

/// The date that begins at a place and is no part of a longer word.
fn date_at(letters: &[char], at: usize) -> Option<NaiveDate> {
    let joined = |letter: &char| letter.is_alphanumeric() || *letter == '-';
    let end = at + DATE_LENGTH;
    let found = letters.get(at..end)?;
    let before = at.checked_sub(1).and_then(|before| letters.get(before));
    let inside = before.is_some_and(joined) || letters.get(end).is_some_and(joined);
    if inside || found[4] != '-' || found[7] != '-' {
        return None;
    }
    NaiveDate::parse_from_str(&String::from_iter(found), "%Y-%m-%d").ok()
}

/// `2026-03-03 10:42`, as the clock on the wall showed it.
#[must_use]
pub fn moment(at: DateTime<FixedOffset>) -> String {
    at.format("%Y-%m-%d %H:%M").to_string()
}

/// `10:42`.
#[must_use]
pub fn clock(at: DateTime<FixedOffset>) -> String {
    at.format("%H:%M").to_string()
}

/// The first twelve letters of a head hash.
#[must_use]
pub fn revision(head: &str) -> String {
    head.chars().take(12).collect()
}

/// `1 work package`, `3 work packages`.
#[must_use]
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// Who owns something, without a leading `@`; `nobody yet` where nobody does.
#[must_use]
pub fn owner(name: &str) -> &str {
    match name.trim_start_matches('@') {
        "" => "nobody yet",
        name => name,
    }
}

/// `a`, `a and b`, `a, b and c`.
#[must_use]
pub fn list<T: AsRef<str>>(words: &[T]) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    match words.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// `a`, `a or b`, `a, b or c`.
#[must_use]
pub fn either(words: &[&str]) -> String {
    match words {
        [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        words => list(words),
    }
}

/// Beyond this a figure is no more than a slip of the keyboard, and its digits would fill the page.
const COUNTED: f64 = 1e15;

/// An amount of money as a whole number with groups of three: `1,250,000`; never more than 16 digits.
#[must_use]
pub fn money(amount: f64) -> String {
    if amount.is_nan() {
        return "unknown".to_owned();
    }
    if amount.abs() > COUNTED {
        let (than, sign) = if amount > 0.0 {
            ("more", "")
        } else {
            ("less", "-")
        };
        return format!("{than} than {sign}{}", money(COUNTED));
    }
    let digits = format!("{:.0}", amount.abs());
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if amount < 0.0 && digits != "0" {
        grouped.insert(0, '-');
    }
    grouped
}

/// A number as it was typed, at most two decimals; grouped from 1,000 on.
#[must_use]
pub fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    let decimals = text.split_once('.').map_or("", |(_, decimals)| decimals);
    match decimals.trim_end_matches('0') {
        _ if value.abs() < 1_000.0 => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        "" => money(value),
        decimals => format!("{}.{decimals}", money(value.trunc())),
    }
}

/// `Low`, `Medium`, `High`.
#[must_use]
pub const fn level(level: Level) -> &'static str {
    match level {
        Level::Low => "Low",
        Level::Medium => "Medium",
        Level::High => "High",
    }
}

/// A sentence from words: a capital first, a full stop at the end.
#[must_use]
pub fn sentence(words: &str) -> String {
    let words = words.trim();
    let mut letters = words.chars();
    let Some(first) = letters.next() else {
        return String::new();
    };
    let mut out: String = first.to_uppercase().chain(letters).collect();
    if !out.ends_with(['.', '!', '?', '…']) {
        out.push('.');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_say_no_more_than_is_known() {
        assert_eq!(points(0.715), "71.5");
        assert_eq!(lead(Rational::new(1, 10_000).unwrap()), "less than 0.1");
        assert_eq!(lead(Rational::ZERO), "0.0");
        assert_eq!(of_hundred(0.999), "more than 99 of 100");
        assert_eq!(of_hundred(0.001), "fewer than 1 of 100");
        assert_eq!(of_hundred(0.97), "97 of 100");
        assert_eq!(number(12.0), "12");
        assert_eq!(number(0.126), "0.13");
        assert_eq!(number(120_000.5), "120,000.5");
        assert_eq!(number(90_000.0), "90,000");
        assert_eq!(number(6_000.0), "6,000");
        assert_eq!(number(-1_234.5), "-1,234.5");
    }

    #[test]
    fn dates_in_prose_are_written_out() {
        for (text, expected) in [
            ("ends on 2027-06-10.", "ends on 10 June 2027."),
            ("2027-06-10", "10 June 2027"),
            (
                "R-2027-06-10 and 2027-06-101",
                "R-2027-06-10 and 2027-06-101",
            ),
            ("2027-13-10 ä 2027-06-1", "2027-13-10 ä 2027-06-1"),
        ] {
            assert_eq!(dates(text), expected);
        }
    }

    #[test]
    fn money_is_grouped() {
        for (amount, text) in [
            (0.0, "0"),
            (999.6, "1,000"),
            (1_250_000.0, "1,250,000"),
            (-4_000.0, "-4,000"),
            (f64::INFINITY, "more than 1,000,000,000,000,000"),
            (-1e300, "less than -1,000,000,000,000,000"),
            (f64::NAN, "unknown"),
        ] {
            assert_eq!(money(amount), text);
        }
    }

    #[test]
    fn sentences_begin_and_end() {
        assert_eq!(sentence("nothing yet"), "Nothing yet.");
        assert_eq!(sentence("Why?"), "Why?");
        assert_eq!(sentence(" "), "");
    }
}
