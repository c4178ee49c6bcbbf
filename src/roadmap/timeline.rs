//! Ticks since the project's start, as dates, and back.

use chrono::{Datelike, Days, NaiveDate};

use super::Calendar;
use super::calendar::monday_first;

/// A calendar that begins on a date: tick 0 is the beginning of its first working day.
///
/// Each question costs a look-up by bisection in the holidays, however long the plan is.
#[derive(Debug, Clone)]
pub struct Timeline<'a> {
    calendar: &'a Calendar,
    start: NaiveDate,
    /// Days from the start to each working day of one week, holidays ignored.
    offsets: Vec<u64>,
    /// Number of the calendar's holidays before the start.
    holidays_before: usize,
    /// For holiday `n` from the start on: its working-day number, less `n`; never falls.
    skipped_from: Vec<i64>,
}

impl<'a> Timeline<'a> {
    /// Puts a calendar on a start date.
    #[must_use]
    pub fn new(calendar: &'a Calendar, start: NaiveDate) -> Self {
        let week = calendar.week();
        let first = monday_first(start.weekday());
        let offsets = (0..7_u64)
            .zip((0..7).map(|day| week[(first + day) % 7]))
            .filter_map(|(offset, worked)| worked.then_some(offset))
            .collect();
        let holidays_before = calendar.holidays().partition_point(|date| *date < start);
        let mut timeline = Self {
            calendar,
            start,
            offsets,
            holidays_before,
            skipped_from: Vec::new(),
        };
        timeline.skipped_from = (0..)
            .zip(&calendar.holidays()[holidays_before..])
            .map(|(number, date)| timeline.weekdays_until(*date) - number)
            .collect();
        timeline
    }

    /// The date of working day number `day`, counted from 0; `None` beyond the calendar's end.
    #[must_use]
    pub fn working_day(&self, day: i64) -> Option<NaiveDate> {
        let skipped = self.skipped_from.partition_point(|from| *from <= day);
        let day = u64::try_from(day).ok()? + skipped as u64;
        let per_week = self.offsets.len() as u64;
        let within = usize::try_from(day % per_week).ok()?;
        let ahead = (day / per_week).checked_mul(7)? + self.offsets[within];
        self.start.checked_add_days(Days::new(ahead))
    }

    /// The first day worked by work that begins at a tick.
    #[must_use]
    pub fn start_date(&self, tick: i64) -> Option<NaiveDate> {
        self.working_day(tick.div_euclid(self.calendar.ticks_per_day()).max(0))
    }

    /// The last day worked by work that ends at a tick.
    #[must_use]
    pub fn finish_date(&self, tick: i64) -> Option<NaiveDate> {
        self.working_day((tick - 1).div_euclid(self.calendar.ticks_per_day()).max(0))
    }

    /// The tick at which work may begin that must not begin before a date.
    #[must_use]
    pub fn tick_from(&self, not_before: NaiveDate) -> i64 {
        self.days_until(not_before) * self.calendar.ticks_per_day()
    }

    /// The tick at which work must end that is due on a date, that day included.
    #[must_use]
    pub fn tick_due(&self, deadline: NaiveDate) -> i64 {
        let due = deadline.succ_opt().unwrap_or(deadline);
        self.days_until(due) * self.calendar.ticks_per_day()
    }

    /// Working days from the start up to a date, without that date; negative before the start.
    fn days_until(&self, date: NaiveDate) -> i64 {
        let before = self.calendar.holidays().partition_point(|day| *day < date);
        let (before, at_start) = (index(before), index(self.holidays_before));
        self.weekdays_until(date) - (before - at_start)
    }

    /// As [`Self::days_until`], with holidays counted as worked.
    fn weekdays_until(&self, date: NaiveDate) -> i64 {
        let days = (date - self.start).num_days();
        let (weeks, rest) = (days.div_euclid(7), days.rem_euclid(7).unsigned_abs());
        let within = self.offsets.partition_point(|offset| *offset < rest);
        weeks * index(self.offsets.len()) + index(within)
    }
}

/// A length as a signed number.
fn index(length: usize) -> i64 {
    i64::try_from(length).expect("no list holds more than 2^63 entries")
}

#[cfg(test)]
mod tests {
    use chrono::Weekday;
    use proptest::prelude::*;

    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn first_and_last_day_worked() {
        let calendar = Calendar::default();
        let line = Timeline::new(&calendar, date("2026-03-05")); // a Thursday
        assert_eq!(line.start_date(0), Some(date("2026-03-05")));
        assert_eq!(line.finish_date(480_000), Some(date("2026-03-05")));
        assert_eq!(line.start_date(480_000), Some(date("2026-03-06")));
        assert_eq!(
            line.start_date(960_000),
            Some(date("2026-03-09")),
            "over the weekend"
        );
        assert_eq!(line.finish_date(960_000), Some(date("2026-03-06")));
        assert_eq!(line.finish_date(960_001), Some(date("2026-03-09")));
        assert_eq!(line.finish_date(0), Some(date("2026-03-05")));
    }

    #[test]
    fn begins_on_the_first_working_day() {
        let calendar =
            Calendar::new(&[Weekday::Mon, Weekday::Tue], 8.0, vec![date("2026-03-09")]).unwrap();
        let line = Timeline::new(&calendar, date("2026-03-07")); // a Saturday, Monday is off
        assert_eq!(line.start_date(0), Some(date("2026-03-10")));
        assert_eq!(line.start_date(480_000), Some(date("2026-03-16")));
        assert_eq!(line.tick_from(date("2026-03-07")), 0);
        assert_eq!(line.tick_from(date("2026-03-11")), 480_000);
        assert_eq!(line.tick_due(date("2026-03-09")), 0);
        assert_eq!(line.tick_due(date("2026-03-10")), 480_000);
        assert_eq!(
            line.tick_due(date("2026-03-02")),
            -480_000,
            "due before the start"
        );
    }

    #[test]
    fn far_future_has_no_date() {
        let calendar = Calendar::default();
        let line = Timeline::new(&calendar, date("2026-03-05"));
        assert_eq!(line.start_date(i64::MAX), None);
    }

    proptest! {
        #[test]
        fn agrees_with_counting_day_by_day(
            start in 0_u64..60, worked in 1_u8..128, off in prop::collection::vec(0_u64..200, 0..40),
        ) {
            let origin = date("2026-01-01");
            let days: Vec<Weekday> = (0..7).filter(|day| worked & (1 << day) != 0)
                .map(|day| Weekday::try_from(day).unwrap()).collect();
            let holidays = off.iter().map(|ahead| origin + Days::new(*ahead)).collect();
            let calendar = Calendar::new(&days, 6.0, holidays).unwrap();
            let start = origin + Days::new(start);
            let line = Timeline::new(&calendar, start);
            let mut number = 0;
            for date in start.iter_days().take(300) {
                prop_assert_eq!(line.tick_from(date), number * 360_000);
                if calendar.works_on(date) {
                    prop_assert_eq!(line.working_day(number), Some(date));
                    number += 1;
                }
                prop_assert_eq!(line.tick_due(date), number * 360_000);
            }
        }
    }
}
