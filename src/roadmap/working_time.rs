//! Working time as people write it: `4h`, `3d`, `2w`, `1.5d`, `-1d`.

use std::fmt;
use std::str::FromStr;

use super::Calendar;

/// Parts of a unit that are kept: six decimals, far below a minute of the longest unit.
const PARTS: i64 = 1_000_000;
/// The most units that one value may have; keeps every sum of a plan inside 64 bits.
const MOST_UNITS: i64 = 1_000_000;

/// Ticks of a working minute. Every time of the engine is a whole number of ticks: fine enough that a
/// hundredth of a day or an hour is exact, so that sums of `3.33d` and `6.67d` are what they seem.
pub const TICKS_PER_MINUTE: i64 = 1_000;
/// Ticks of a working hour.
pub const TICKS_PER_HOUR: i64 = 60 * TICKS_PER_MINUTE;

/// The unit of a [`WorkingTime`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TimeUnit {
    /// An hour of work.
    Hour,
    /// A working day: as many hours as the calendar says.
    Day,
    /// A working week: as many working days as the calendar's week has.
    Week,
}

impl TimeUnit {
    /// The letter it is written with.
    #[must_use]
    pub const fn letter(self) -> char {
        match self {
            Self::Hour => 'h',
            Self::Day => 'd',
            Self::Week => 'w',
        }
    }

    /// Ticks of one unit in a calendar.
    #[must_use]
    pub fn ticks(self, calendar: &Calendar) -> i64 {
        match self {
            Self::Hour => TICKS_PER_HOUR,
            Self::Day => calendar.ticks_per_day(),
            Self::Week => calendar.ticks_per_day() * calendar.days_per_week(),
        }
    }
}

/// An amount of working time in the unit it was written in; a lag may be negative.
///
/// Parsing and printing are inverse: the canonical form has no sign for positive amounts, no
/// trailing zeros and a lower-case unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct WorkingTime {
    parts: i64,
    unit: TimeUnit,
}

impl WorkingTime {
    /// No time at all.
    pub const ZERO: Self = Self::new(0, TimeUnit::Day);

    /// So many whole units, cut to a million of them.
    #[must_use]
    pub const fn new(units: i32, unit: TimeUnit) -> Self {
        let units = units as i64;
        let within = if units > MOST_UNITS {
            MOST_UNITS
        } else if units < -MOST_UNITS {
            -MOST_UNITS
        } else {
            units
        };
        Self {
            parts: within * PARTS,
            unit,
        }
    }

    /// So many working days.
    #[must_use]
    pub const fn days(days: i32) -> Self {
        Self::new(days, TimeUnit::Day)
    }

    /// Ticks in a calendar, rounded to the nearest.
    #[must_use]
    pub fn ticks(self, calendar: &Calendar) -> i64 {
        let unit = self.unit.ticks(calendar);
        let (whole, rest) = (self.parts.abs() / PARTS, self.parts.abs() % PARTS);
        (whole * unit + (rest * unit + PARTS / 2) / PARTS) * self.parts.signum()
    }

    /// Below zero.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.parts < 0
    }

    /// Exactly zero.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.parts == 0
    }

    /// Whether it is more than `other`, when both have the same unit; which of two units is
    /// longer only a calendar knows.
    pub(super) fn exceeds(self, other: Self) -> bool {
        self.unit == other.unit && self.parts > other.parts
    }
}

/// Why a text is no working time, no duration or no estimate; the message says what is right.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DurationError {
    /// Nothing was written.
    #[error("the duration is empty: write a number and h, d or w, such as 3d")]
    Empty,
    /// Neither a number with a unit nor three of them.
    #[error("\"{0}\" is no working time: write a number and h, d or w, such as 3d, 1.5w or 4h")]
    Unreadable(String),
    /// A number alone.
    #[error("\"{0}\" has no unit: write {0}h, {0}d or {0}w")]
    NoUnit(String),
    /// More than a million units.
    #[error("\"{0}\" is too long: at most 1000000 units")]
    TooLong(String),
    /// Work cannot take less than no time.
    #[error("\"{0}\" is negative: a duration is 0 or more (only a lag may be negative)")]
    Negative(String),
    /// Not one value and not three.
    #[error(
        "\"{0}\" has {1} values: write one, such as 3d, or optimistic/likely/pessimistic, such as 2d/3d/8d"
    )]
    Count(String, usize),
    /// Optimistic above likely, or likely above pessimistic.
    #[error(
        "\"{0}\" is out of order: optimistic may not exceed likely, nor likely pessimistic, such as 2d/3d/8d"
    )]
    Order(String),
}

impl FromStr for WorkingTime {
    type Err = DurationError;

    fn from_str(text: &str) -> Result<Self, DurationError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(DurationError::Empty);
        }
        let unreadable = || DurationError::Unreadable(text.to_owned());
        let unit = match text.chars().last() {
            Some('h' | 'H') => TimeUnit::Hour,
            Some('d' | 'D') => TimeUnit::Day,
            Some('w' | 'W') => TimeUnit::Week,
            Some('0'..='9') if parts_of(text).is_some() => {
                return Err(DurationError::NoUnit(text.to_owned()));
            }
            _ => return Err(unreadable()),
        };
        let number = text.trim_end_matches(|last: char| last.is_ascii_alphabetic());
        if number.len() + 1 != text.len() {
            return Err(unreadable());
        }
        let parts = parts_of(number.trim_end()).ok_or_else(unreadable)?;
        if parts.abs() > MOST_UNITS * PARTS {
            return Err(DurationError::TooLong(text.to_owned()));
        }
        Ok(Self { parts, unit })
    }
}

/// The number of a working time in millionths, rounded; `None` when it is no plain decimal.
fn parts_of(number: &str) -> Option<i64> {
    let (sign, digits) = match number.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, number.strip_prefix('+').unwrap_or(number)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !plain(whole) || !plain(fraction) {
        return None;
    }
    // A number too long for 64 bits is beyond the limit anyway: the caller says so.
    let whole = whole.parse::<i64>().unwrap_or(i64::MAX).min(MOST_UNITS + 1);
    let mut parts = 0;
    let mut digit_worth = PARTS;
    for byte in fraction.bytes().take(6) {
        digit_worth /= 10;
        parts += i64::from(byte - b'0') * digit_worth;
    }
    let round_up = fraction.as_bytes().get(6).is_some_and(|byte| *byte >= b'5');
    Some(sign * (whole * PARTS + parts + i64::from(round_up)))
}

impl fmt::Display for WorkingTime {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.parts < 0 { "-" } else { "" };
        let (whole, rest) = (self.parts.abs() / PARTS, self.parts.abs() % PARTS);
        write!(out, "{sign}{whole}")?;
        if rest != 0 {
            let digits = format!("{rest:06}");
            write!(out, ".{}", digits.trim_end_matches('0'))?;
        }
        write!(out, "{}", self.unit.letter())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Ticks as thousandths of a minute, so that the numbers below are minutes.
    fn ticks(text: &str) -> i64 {
        text.parse::<WorkingTime>()
            .unwrap()
            .ticks(&Calendar::default())
    }

    fn minutes(text: &str) -> i64 {
        assert_eq!(ticks(text) % TICKS_PER_MINUTE, 0, "{text} is whole ticks");
        ticks(text) / TICKS_PER_MINUTE
    }

    #[test]
    fn units_follow_the_calendar() {
        assert_eq!(minutes("4h"), 240);
        assert_eq!(minutes("3d"), 3 * 480);
        assert_eq!(minutes("2w"), 2 * 5 * 480);
        assert_eq!(minutes("1.5d"), 720);
        assert_eq!(minutes("-1d"), -480);
        assert_eq!(minutes("+1d"), 480);
        assert_eq!(minutes(" 0.5 W "), 1200);
        assert_eq!(minutes("0.333333d"), 160, "rounded to the nearest tick");
        assert_eq!(
            minutes("-0.333333d"),
            -160,
            "the same on both sides of zero"
        );
    }

    #[test]
    fn parts_of_a_minute_are_not_lost() {
        assert_eq!(ticks("3.33d"), 1_598_400);
        assert_eq!(ticks("3.33d") + ticks("6.67d"), ticks("10d"));
        assert_eq!(ticks("0.01h"), 600);
        assert_eq!(ticks("1000000w"), 1_000_000 * 5 * 480_000, "no overflow");
    }

    #[test]
    fn says_what_would_be_right() {
        let error = |text: &str| text.parse::<WorkingTime>().unwrap_err();
        assert_eq!(error("  "), DurationError::Empty);
        assert_eq!(error("3"), DurationError::NoUnit("3".into()));
        assert!(error("3").to_string().contains("3d"));
        for text in [
            "d",
            "3m",
            "3dd",
            "1e3d",
            "1,5d",
            "--1d",
            ".5d",
            "5.d",
            "three days",
            "∞d",
            "3é",
        ] {
            assert_eq!(error(text), DurationError::Unreadable(text.into()));
        }
        assert_eq!(error("1000001d"), DurationError::TooLong("1000001d".into()));
        let endless = format!("{}d", "9".repeat(40));
        assert_eq!(error(&endless), DurationError::TooLong(endless.clone()));
    }

    proptest! {
        #[test]
        fn text_round_trips(parts in -1_000_000_000_000i64..=1_000_000_000_000, unit in 0_usize..3) {
            let unit = [TimeUnit::Hour, TimeUnit::Day, TimeUnit::Week][unit];
            let time = WorkingTime { parts, unit };
            prop_assert_eq!(time.to_string().parse::<WorkingTime>().unwrap(), time);
        }

        #[test]
        fn no_text_breaks_the_parser(text in "\\PC{0,12}") {
            if let Ok(time) = text.parse::<WorkingTime>() {
                prop_assert_eq!(time.to_string().parse::<WorkingTime>().unwrap(), time);
            }
        }
    }
}
