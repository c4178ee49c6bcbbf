//! Dates as people say them: `fri`, `tomorrow`, `+5d`, `2026-12-01`.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// The date that `text` names, seen from `today`; a weekday is the next one after today.
///
/// Today, tomorrow, a weekday by three letters or more, `+5d`, `+2w`, or as `2026-12-01`.
#[must_use]
pub fn read(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let text = text.to_lowercase();
    match text.as_str() {
        "today" => return Some(today),
        "tomorrow" => return today.checked_add_days(Days::new(1)),
        _ => {}
    }
    if let Some(weekday) = weekday(&text) {
        let ahead = weekday.days_since(today.weekday());
        return today.checked_add_days(Days::new(if ahead == 0 { 7 } else { ahead.into() }));
    }
    match text.strip_prefix('+') {
        Some(ahead) => today.checked_add_days(Days::new(days(ahead)?)),
        None => text.parse().ok(),
    }
}

/// `5d` or `2w` as days.
fn days(text: &str) -> Option<u64> {
    let (number, unit) = match text.strip_suffix('w') {
        Some(number) => (number, 7),
        None => (text.strip_suffix('d').unwrap_or(text), 1),
    };
    let digits =
        !number.is_empty() && number.len() <= 5 && number.bytes().all(|b| b.is_ascii_digit());
    let count: u64 = number.parse().ok().filter(|_| digits)?;
    Some(count * unit)
}

/// A weekday by at least its first three letters.
fn weekday(text: &str) -> Option<Weekday> {
    let days = [
        ("monday", Weekday::Mon),
        ("tuesday", Weekday::Tue),
        ("wednesday", Weekday::Wed),
        ("thursday", Weekday::Thu),
        ("friday", Weekday::Fri),
        ("saturday", Weekday::Sat),
        ("sunday", Weekday::Sun),
    ];
    let found = days
        .into_iter()
        .find(|(name, _)| text.len() >= 3 && name.starts_with(text));
    found.map(|(_, day)| day)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A Wednesday.
    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 25).unwrap()
    }

    #[test]
    fn dates_are_read_as_they_are_said() {
        for (text, date) in [
            ("fri", "2026-11-27"),
            ("Friday", "2026-11-27"),
            ("wed", "2026-12-02"),
            ("tue", "2026-12-01"),
            ("today", "2026-11-25"),
            ("Tomorrow", "2026-11-26"),
            ("+5d", "2026-11-30"),
            ("+2w", "2026-12-09"),
            ("2026-12-01", "2026-12-01"),
        ] {
            assert_eq!(read(text, today()), date.parse().ok(), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "fr",
            "fridays",
            "+d",
            "+",
            "+-1d",
            "2026-02-30",
            "soon",
            "+99999999d",
        ] {
            assert_eq!(read(text, today()), None, "{text}");
        }
        assert_eq!(read("tomorrow", NaiveDate::MAX), None);
        assert_eq!(read("fri", NaiveDate::MAX), None);
    }
}
