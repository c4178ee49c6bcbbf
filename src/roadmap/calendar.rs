//! The project calendar: which days are worked, and how long.

use chrono::{Datelike, NaiveDate, Weekday};

use super::working_time::TICKS_PER_HOUR;
use crate::workshop::endless_holidays;

/// Working days of the week, hours a day and holidays; one for the whole project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// Worked or not, Monday first.
    week: [bool; 7],
    /// See [`super::working_time::TICKS_PER_MINUTE`].
    ticks_per_day: i64,
    /// In order, without repeats, only days that would be worked otherwise.
    holidays: Vec<NaiveDate>,
}

/// Why a calendar cannot be used; the message says what to write.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CalendarProblem {
    /// No day of the week is worked.
    #[error("working_days is empty: name at least one day, such as [\"mon\", \"tue\"]")]
    NoWorkingDay,
    /// Not between a minute and a whole day.
    #[error("hours_per_day is {0}: write more than 0 and at most 24")]
    Hours(f64),
    /// The holidays take every working day of more than a year.
    #[error("the holidays leave no working day from {from} to {to}: shorten the list")]
    HolidaysLeaveNoDay {
        /// The first of the holidays without a working day between them.
        from: NaiveDate,
        /// The last of them.
        to: NaiveDate,
    },
}

impl Default for Calendar {
    /// Monday to Friday, 8 hours, no holidays.
    fn default() -> Self {
        Self {
            week: [true, true, true, true, true, false, false],
            ticks_per_day: 8 * TICKS_PER_HOUR,
            holidays: Vec::new(),
        }
    }
}

impl Calendar {
    /// A calendar of its own; the order of days and holidays does not matter.
    ///
    /// # Errors
    /// Every problem at once: no working day, impossible hours, holidays without end.
    pub fn new(
        working_days: &[Weekday],
        hours_per_day: f64,
        mut holidays: Vec<NaiveDate>,
    ) -> Result<Self, Vec<CalendarProblem>> {
        let mut problems = Vec::new();
        let mut week = [false; 7];
        for day in working_days {
            week[monday_first(*day)] = true;
        }
        if working_days.is_empty() {
            problems.push(CalendarProblem::NoWorkingDay);
        }
        if !(1.0 / 60.0..=24.0).contains(&hours_per_day) {
            problems.push(CalendarProblem::Hours(hours_per_day));
        }
        holidays.retain(|date| week[monday_first(date.weekday())]);
        holidays.sort_unstable();
        holidays.dedup();
        let endless = endless_holidays(&holidays, |date| week[monday_first(date.weekday())]);
        problems.extend(endless.map(|(from, to)| CalendarProblem::HolidaysLeaveNoDay { from, to }));
        if !problems.is_empty() {
            return Err(problems);
        }
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_precision_loss,
            reason = "at most the ticks of 24 hours"
        )]
        let ticks_per_day = (hours_per_day * TICKS_PER_HOUR as f64).round() as i64;
        Ok(Self {
            week,
            ticks_per_day,
            holidays,
        })
    }

    /// Ticks of a working day.
    #[must_use]
    pub const fn ticks_per_day(&self) -> i64 {
        self.ticks_per_day
    }

    /// Working days of a week, 1 to 7.
    #[must_use]
    pub fn days_per_week(&self) -> i64 {
        self.week.iter().map(|worked| i64::from(*worked)).sum()
    }

    /// Worked or not, Monday first.
    #[must_use]
    pub const fn week(&self) -> [bool; 7] {
        self.week
    }

    /// Holidays that fall on a working day, in order.
    #[must_use]
    pub fn holidays(&self) -> &[NaiveDate] {
        &self.holidays
    }

    /// Whether work is done on a date.
    #[must_use]
    pub fn works_on(&self, date: NaiveDate) -> bool {
        self.week[monday_first(date.weekday())] && self.holidays.binary_search(&date).is_err()
    }
}

/// The place of a day in a week that begins on Monday.
pub(super) const fn monday_first(day: Weekday) -> usize {
    day.num_days_from_monday() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn default_is_a_forty_hour_week() {
        let calendar = Calendar::default();
        assert_eq!(calendar.ticks_per_day(), 480_000);
        assert_eq!(calendar.days_per_week(), 5);
        assert!(calendar.works_on(date("2026-03-06")));
        assert!(!calendar.works_on(date("2026-03-07")));
    }

    #[test]
    fn holidays_are_sorted_and_weekends_dropped() {
        let holidays = vec![
            date("2026-05-01"),
            date("2026-01-01"),
            date("2026-01-03"),
            date("2026-01-01"),
        ];
        let calendar = Calendar::new(&[Weekday::Thu, Weekday::Fri], 7.5, holidays).unwrap();
        assert_eq!(
            calendar.holidays(),
            [date("2026-01-01"), date("2026-05-01")]
        );
        assert_eq!(calendar.ticks_per_day(), 450_000);
        assert!(!calendar.works_on(date("2026-01-01")));
    }

    #[test]
    fn reports_every_problem_at_once() {
        let problems = Calendar::new(&[], f64::NAN, vec![]).unwrap_err();
        assert_eq!(problems.len(), 2);
        assert_eq!(problems[0], CalendarProblem::NoWorkingDay);
        for hours in [0.0, -8.0, 24.5, f64::INFINITY] {
            let problems = Calendar::new(&[Weekday::Mon], hours, vec![]).unwrap_err();
            assert_eq!(problems, [CalendarProblem::Hours(hours)]);
        }
    }

    #[test]
    fn refuses_holidays_that_leave_no_working_day() {
        let first = date("2026-01-01");
        let mut all: Vec<_> = first.iter_days().take(400).collect();
        all.push(date("2030-01-07"));
        let problems = Calendar::new(&[Weekday::Mon], 8.0, all.clone()).unwrap_err();
        let (from, to) = (date("2026-01-05"), date("2027-02-01"));
        assert_eq!(problems, [CalendarProblem::HolidaysLeaveNoDay { from, to }]);
        all.retain(|day| *day != date("2026-07-06"));
        assert!(Calendar::new(&[Weekday::Mon], 8.0, all).is_ok());
    }
}
