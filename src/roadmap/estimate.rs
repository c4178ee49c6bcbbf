//! How long a work package takes: one value, or three.

use std::fmt;
use std::str::FromStr;

use super::{Calendar, DurationError, WorkingTime};

/// The duration of a work package in working time.
///
/// Its canonical text is `3d`, or `2d/3d/8d` for optimistic, likely and pessimistic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Estimate {
    /// One value, certain.
    Fixed(WorkingTime),
    /// Three values; the schedule uses the likely one, the simulation all three.
    ThreePoint {
        /// If all goes well.
        optimistic: WorkingTime,
        /// The most likely value.
        likely: WorkingTime,
        /// If much goes wrong.
        pessimistic: WorkingTime,
    },
}

/// The three values of an estimate in ticks; all alike when it is fixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EstimateTicks {
    /// If all goes well.
    pub optimistic: i64,
    /// The value that the schedule uses.
    pub likely: i64,
    /// If much goes wrong.
    pub pessimistic: i64,
}

impl Estimate {
    /// No time at all: the duration of a milestone.
    pub const ZERO: Self = Self::Fixed(WorkingTime::ZERO);

    /// A three-point estimate.
    ///
    /// # Errors
    /// A negative value, or values of one unit that are out of order. Values of different units
    /// are compared when the calendar is known (see [`super::Plan::new`]).
    pub fn three_point(
        optimistic: WorkingTime,
        likely: WorkingTime,
        pessimistic: WorkingTime,
    ) -> Result<Self, DurationError> {
        let estimate = Self::ThreePoint {
            optimistic,
            likely,
            pessimistic,
        };
        if optimistic.exceeds(likely)
            || likely.exceeds(pessimistic)
            || optimistic.exceeds(pessimistic)
        {
            return Err(DurationError::Order(estimate.to_string()));
        }
        if estimate.is_negative() {
            return Err(DurationError::Negative(estimate.to_string()));
        }
        Ok(estimate)
    }

    /// The value that the schedule uses: the fixed or the likely one.
    #[must_use]
    pub const fn likely(self) -> WorkingTime {
        match self {
            Self::Fixed(likely) | Self::ThreePoint { likely, .. } => likely,
        }
    }

    /// Any of its values is below zero.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        match self {
            Self::Fixed(value) => value.is_negative(),
            Self::ThreePoint {
                optimistic,
                likely,
                pessimistic,
            } => optimistic.is_negative() || likely.is_negative() || pessimistic.is_negative(),
        }
    }

    /// The three values in ticks.
    #[must_use]
    pub fn ticks(self, calendar: &Calendar) -> EstimateTicks {
        let (optimistic, likely, pessimistic) = match self {
            Self::Fixed(value) => (value, value, value),
            Self::ThreePoint {
                optimistic,
                likely,
                pessimistic,
            } => (optimistic, likely, pessimistic),
        };
        EstimateTicks {
            optimistic: optimistic.ticks(calendar),
            likely: likely.ticks(calendar),
            pessimistic: pessimistic.ticks(calendar),
        }
    }
}

impl FromStr for Estimate {
    type Err = DurationError;

    fn from_str(text: &str) -> Result<Self, DurationError> {
        let text = text.trim();
        let values = text
            .split('/')
            .map(WorkingTime::from_str)
            .collect::<Result<Vec<_>, _>>()?;
        match *values.as_slice() {
            [value] if value.is_negative() => Err(DurationError::Negative(text.to_owned())),
            [value] => Ok(Self::Fixed(value)),
            [optimistic, likely, pessimistic] => Self::three_point(optimistic, likely, pessimistic),
            _ => Err(DurationError::Count(text.to_owned(), values.len())),
        }
    }
}

impl fmt::Display for Estimate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fixed(value) => value.fmt(out),
            Self::ThreePoint {
                optimistic,
                likely,
                pessimistic,
            } => write!(out, "{optimistic}/{likely}/{pessimistic}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_prints_both_forms() {
        for text in ["3d", "2d/3d/8d", "1w", "0d", "4h/1d/1w"] {
            assert_eq!(text.parse::<Estimate>().unwrap().to_string(), text);
        }
        let spaced = " 2d / 3D / 8d ".parse::<Estimate>().unwrap();
        assert_eq!(spaced.to_string(), "2d/3d/8d");
        assert_eq!(spaced.ticks(&Calendar::default()).pessimistic, 8 * 480_000);
    }

    #[test]
    fn refuses_what_work_cannot_take() {
        let error = |text: &str| text.parse::<Estimate>().unwrap_err();
        assert_eq!(error(""), DurationError::Empty);
        assert_eq!(error("2d//8d"), DurationError::Empty);
        assert_eq!(error("-1d"), DurationError::Negative("-1d".into()));
        assert_eq!(
            error("-1d/2d/3d"),
            DurationError::Negative("-1d/2d/3d".into())
        );
        assert_eq!(error("3d/2d/8d"), DurationError::Order("3d/2d/8d".into()));
        assert_eq!(error("2d/9d/8d"), DurationError::Order("2d/9d/8d".into()));
        assert_eq!(error("2d/8d"), DurationError::Count("2d/8d".into(), 2));
    }
}
