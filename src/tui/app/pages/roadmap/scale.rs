//! How the cells of the gantt stand for days, and what is written above them.

use chrono::{Datelike as _, NaiveDate, TimeDelta};

/// A Monday that stands for the first day of a plan that has none yet.
pub(crate) const NO_START: NaiveDate =
    NaiveDate::from_ymd_opt(2001, 1, 1).expect("a date that exists");

/// Days per cell that can be chosen.
const STEPS: [i64; 19] = [
    1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 18, 21, 28, 35, 49, 70, 98, 140,
];
/// The most days per cell at which weeks are still told apart.
const WEEKS: i64 = 7;

/// Columns of a month with its year.
const JAN_2027: usize = 8;

/// How the gantt's cells stand for days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Scale {
    /// The day at the left edge.
    pub(crate) first: NaiveDate,
    /// Days per cell, 1 or more.
    pub(crate) days: i64,
    /// How many cells there are.
    pub(crate) cells: u16,
    /// Whether there is more to the left and to the right.
    pub(crate) more: (bool, bool),
    /// How many days the left edge is beyond the first day that there is.
    pub(crate) scrolled: i64,
}

/// What is written above the cells: the first cell and the text.
pub(crate) type Label = (u16, String);

impl Scale {
    /// The finest scale at which all days fit, made finer by `zoom` steps (coarser below 0).
    pub(crate) fn of(days: (NaiveDate, NaiveDate), cells: u16, zoom: i8, scrolled: i64) -> Self {
        let cells = cells.max(1);
        // Weeks begin at the left edge, so that the same week always stands in the same cells.
        let monday = i64::from(days.0.weekday().num_days_from_monday());
        let whole = (days.1 - days.0).num_days() + 1 + monday;
        let room = i64::from(cells);
        let fits = |step: &i64| (whole + step - 1) / step <= room;
        let at = STEPS.iter().position(fits).unwrap_or(STEPS.len() - 1);
        let at = at.saturating_add_signed(-isize::from(zoom));
        let step = STEPS[at.min(STEPS.len() - 1)];
        let most = (whole - room * step).max(0);
        let scrolled = scrolled.clamp(0, most);
        let first = days.0 + TimeDelta::days(scrolled - monday);
        Self {
            first,
            days: step,
            cells,
            more: (scrolled > 0, scrolled < most),
            scrolled,
        }
    }

    /// The cell of a day; negative before the left edge.
    pub(crate) fn cell(&self, day: NaiveDate) -> i64 {
        (day - self.first).num_days().div_euclid(self.days)
    }

    /// The cell of a day that is visible.
    pub(crate) fn visible(&self, day: NaiveDate) -> Option<u16> {
        let cell = u16::try_from(self.cell(day)).ok();
        cell.filter(|cell| *cell < self.cells)
    }

    /// The day after the last that is visible.
    fn end(&self) -> NaiveDate {
        self.first + TimeDelta::days(i64::from(self.cells) * self.days)
    }

    /// The two lines above the gantt: months and Mondays, or years and months where weeks are too narrow.
    pub(crate) fn labels(&self) -> (Vec<Label>, Vec<Label>) {
        if self.days > WEEKS {
            (self.years(), self.months(false))
        } else {
            (self.months(true), self.mondays())
        }
    }

    /// The working days of a plan without dates, counted from 1.
    pub(crate) fn numbers(&self) -> Vec<Label> {
        let every = 5 * self.days;
        let mut labels = Vec::new();
        let before = (self.first - NO_START).num_days();
        let mut day = before + (-before).rem_euclid(every);
        while day < before + i64::from(self.cells) * self.days {
            self.write(
                &mut labels,
                NO_START + TimeDelta::days(day),
                &(day + 1).to_string(),
            );
            day += every;
        }
        labels
    }

    /// Months by their first days, every few months where there is no room for each. January has its year, for which
    /// the months after it give their room; so has the first one, unless that would take the room of the next.
    fn months(&self, named: bool) -> Vec<Label> {
        let every = [1, 2, 3, 4, 6]
            .into_iter()
            .find(|months| 30 * i64::from(*months) >= 4 * self.days);
        let every = every.unwrap_or(12);
        let starts = self.starts(|day| {
            NaiveDate::from_ymd_opt(
                day.year() + i32::from(day.month() == 12),
                day.month() % 12 + 1,
                1,
            )
        });
        // Where no January says the year, the first label says it whatever it takes.
        let says = |day: NaiveDate| day.month() == 1 && self.fits(day, JAN_2027);
        let said = starts.iter().skip(1).any(|(day, _)| says(*day));
        let mut labels = Vec::new();
        for (day, room) in starts {
            let first = labels.is_empty() && (room > JAN_2027 || !said);
            let year = named && (first || says(day)) && self.fits(day, JAN_2027);
            let text = day.format(if year { "%b %Y" } else { "%b" }).to_string();
            // A month of which little is visible gives its room to the next.
            if day.month0() % every == 0 && (room > 3 || day.day() == 1) {
                self.write(&mut labels, day, &text);
            }
        }
        labels
    }

    /// True when a text of so many columns that begins above a day ends in the room that there is.
    fn fits(&self, day: NaiveDate, columns: usize) -> bool {
        let cell = usize::try_from(self.cell(day)).ok();
        cell.is_some_and(|cell| cell + columns <= usize::from(self.cells))
    }

    fn years(&self) -> Vec<Label> {
        let starts = self.starts(|day| NaiveDate::from_ymd_opt(day.year() + 1, 1, 1));
        let mut labels = Vec::new();
        for (day, room) in starts {
            if room > 4 {
                self.write(&mut labels, day, &day.year().to_string());
            }
        }
        labels
    }

    /// The visible days at which a month or year begins, the first at the left edge, and the cells up to the next.
    fn starts(&self, next: impl Fn(NaiveDate) -> Option<NaiveDate>) -> Vec<(NaiveDate, usize)> {
        let mut starts = Vec::new();
        let mut day = self.first;
        while day < self.end() {
            let then = next(day).unwrap_or(NaiveDate::MAX);
            let room = self.cell(then).min(i64::from(self.cells) + 1) - self.cell(day);
            starts.push((day, usize::try_from(room).unwrap_or(0)));
            day = then;
        }
        starts
    }

    /// Mondays by their days, every few weeks where there is no room for each.
    fn mondays(&self) -> Vec<Label> {
        let weeks = (3 * self.days + 6).div_euclid(7).max(1);
        let mut labels = Vec::new();
        let to_monday = (7 - i64::from(self.first.weekday().num_days_from_monday())) % 7;
        let mut day = self.first + TimeDelta::days(to_monday);
        while day < self.end() {
            if (day - NO_START).num_weeks().rem_euclid(weeks) == 0 {
                self.write(&mut labels, day, &day.day().to_string());
            }
            day += TimeDelta::weeks(1);
        }
        labels
    }

    /// Writes a label above its day where there is room for it.
    fn write(&self, labels: &mut Vec<Label>, day: NaiveDate, text: &str) {
        let wide = u16::try_from(text.len()).unwrap_or(u16::MAX);
        let free = labels.last().map_or(0, |(at, before)| {
            at + u16::try_from(before.len()).unwrap_or(0) + 1
        });
        if let Some(cell) = self.visible(day).filter(|cell| *cell >= free)
            && cell.saturating_add(wide) <= self.cells
        {
            labels.push((cell, text.to_owned()));
        }
    }

    /// The day of a cell where each cell is one day.
    pub(crate) fn single_day(&self, cell: u16) -> Option<NaiveDate> {
        (self.days == 1).then(|| self.first + TimeDelta::days(i64::from(cell)))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_finest_scale_that_shows_everything_is_taken() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let scale = |last: &str, cells| Scale::of((day("2027-01-13"), day(last)), cells, 0, 0);
        assert_eq!(scale("2027-01-29", 40).days, 1);
        assert_eq!(scale("2027-01-29", 40).first, day("2027-01-11"));
        assert_eq!(scale("2027-06-30", 40).days, 5);
        assert_eq!(scale("2029-12-31", 40).days, 28);
        let texts =
            |labels: Vec<Label>| labels.into_iter().map(|(_, text)| text).collect::<Vec<_>>();
        let (above, below) = scale("2027-02-18", 40).labels();
        assert_eq!(texts(above), ["Jan 2027", "Feb"]);
        assert_eq!(texts(below), ["11", "18", "25", "1", "8", "15"]);
        let (above, below) = scale("2029-12-31", 40).labels();
        assert_eq!(texts(above), ["2027", "2028", "2029"]);
        assert_eq!(texts(below)[..3], ["May", "Sep", "Jan"]);
    }

    #[test]
    fn the_turn_of_the_year_says_both_month_and_year() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let found = [
            ("2026-10-05", "2027-04-30", 30),
            ("2026-11-23", "2027-02-01", 52),
            ("2026-12-21", "2027-03-20", 15),
            ("2027-02-01", "2027-06-20", 20),
            ("2026-10-05", "2027-01-10", 14),
        ]
        .map(|(first, last, cells)| {
            let scale = Scale::of((day(first), day(last)), cells, 0, 0);
            let texts = scale.labels().0.into_iter().map(|(_, text)| text);
            texts.collect::<Vec<_>>().join(" ")
        });
        let expected = [
            "Nov Dec Jan 2027 Mar Apr",
            "Nov Dec Jan 2027 Feb Mar",
            "Jan 2027 Mar",
            "Feb 2027 May Jun",
            "Nov 2026",
        ];
        assert_eq!(found, expected);
    }

    proptest! {
        #[test]
        fn later_days_never_stand_further_left(
            start in 0_i64..40, length in 0_i64..4000, cells in 1_u16..200, zoom in -3_i8..=3, scrolled in -100_i64..5000,
        ) {
            let first = NO_START + TimeDelta::days(start);
            let last = first + TimeDelta::days(length);
            let scale = Scale::of((first, last), cells, zoom, scrolled);
            let mut before = i64::MIN;
            for day in 0..=length {
                let cell = scale.cell(first + TimeDelta::days(day));
                prop_assert!(cell >= before);
                before = cell;
            }
            if scale.more == (false, false) && length < i64::from(cells) * 140 - 7 {
                prop_assert!(scale.cell(first) >= 0 && before < i64::from(cells));
            }
            // Scrolled to the right as far as it goes, the last day is visible.
            let right = Scale::of((first, last), cells, zoom, i64::MAX);
            prop_assert!(right.visible(last).is_some() && !right.more.1);
        }

        #[test]
        fn labels_never_overlap_or_leave_their_room(
            start in 0_i64..400, length in 0_i64..4000, cells in 1_u16..200, zoom in -3_i8..=3, scrolled in 0_i64..4000,
        ) {
            let first = NO_START + TimeDelta::days(start);
            let scale = Scale::of((first, first + TimeDelta::days(length)), cells, zoom, scrolled);
            let (above, below) = scale.labels();
            for labels in [above, below, scale.numbers()] {
                let mut free = 0;
                for (cell, text) in labels {
                    prop_assert!(cell >= free);
                    free = cell + u16::try_from(text.len()).unwrap() + 1;
                    prop_assert!(free <= cells + 1);
                }
            }
        }
    }
}
