//! Times of day on the agenda, to the minute.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A time of day: minutes since midnight, 0 to 1439; written `HH:MM`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay(u16);

/// Minutes of a day.
const DAY: u16 = 24 * 60;

impl TimeOfDay {
    /// A time from minutes since midnight, if the day has that many.
    #[must_use]
    pub const fn from_minutes(minutes: u16) -> Option<Self> {
        if minutes < DAY {
            Some(Self(minutes))
        } else {
            None
        }
    }

    /// Minutes since midnight.
    #[must_use]
    pub const fn minutes(self) -> u16 {
        self.0
    }

    /// The time `by` minutes later (earlier when negative), if it is on the same day.
    #[must_use]
    pub fn shifted(self, by: i32) -> Option<Self> {
        u16::try_from(i32::from(self.0) + by)
            .ok()
            .and_then(Self::from_minutes)
    }
}

/// Text that is not a time of day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a time is written HH:MM, from 00:00 to 23:59")]
pub struct TimeError;

impl FromStr for TimeOfDay {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        let (hours, minutes) = text.split_once(':').ok_or(TimeError)?;
        let number = |part: &str, limit: u16| {
            let digits =
                !part.is_empty() && part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit());
            part.parse::<u16>()
                .ok()
                .filter(|value| digits && *value < limit)
        };
        match (number(hours, 24), number(minutes, 60)) {
            (Some(hours), Some(minutes)) => Ok(Self(hours * 60 + minutes)),
            _ => Err(TimeError),
        }
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl Serialize for TimeOfDay {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for TimeOfDay {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_minute_survives_print_and_parse() {
        for minute in 0..DAY {
            let time = TimeOfDay::from_minutes(minute).unwrap();
            assert_eq!(time.to_string().parse(), Ok(time));
        }
        for bad in ["24:00", "9", "12:60", "+1:00", "1:2:3", "", "12:", "ab:cd"] {
            assert_eq!(bad.parse::<TimeOfDay>(), Err(TimeError), "{bad}");
        }
    }
}
