//! The clock of a block: how much time is left, in words, and when the words change next.

use chrono::{Duration, SubsecRound as _, Timelike as _};

use super::effect::Now;
use crate::agenda::Block;
use crate::workshop::{Clock, State};

/// Seconds before the end from which every second is shown.
const CLOSE: i64 = 300;

/// Where a block stands in time; seconds are negative when it is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Not started; planned minutes.
    Waiting(i64),
    /// Running, with so many seconds left.
    Running(i64),
    /// Paused, with so many seconds left.
    Paused(i64),
    /// Closed.
    Closed,
}

/// Where a block stands in time.
pub(crate) fn phase(block: &Block, clock: Option<&Clock>, now: Now) -> Phase {
    let minutes = i64::from(block.minutes());
    let Some(clock) = clock else {
        return Phase::Waiting(minutes);
    };
    let planned = (minutes + i64::from(clock.extended)) * 60;
    if clock.ended.is_some() {
        return Phase::Closed;
    }
    if clock.started().is_none() {
        return Phase::Waiting(planned / 60);
    }
    let left = planned - clock.seconds_run(now);
    if !clock.is_running() {
        return Phase::Paused(left);
    }
    if left <= CLOSE {
        return Phase::Running(left);
    }
    // Until then all clocks on the screen change together, with the minute of the wall clock.
    let minute = now.trunc_subsecs(0) - Duration::seconds(i64::from(now.second()));
    Phase::Running((planned - clock.seconds_run(minute)).max(CLOSE + 1))
}

impl Phase {
    /// True when the block runs, or is paused, beyond its time.
    pub(crate) const fn is_over(self) -> bool {
        matches!(self, Self::Running(left) | Self::Paused(left) if left < 0)
    }

    /// True in the last five minutes of a running block.
    pub(crate) const fn is_close(self) -> bool {
        matches!(self, Self::Running(left) if left >= 0 && left <= CLOSE)
    }

    /// The time left, in words.
    pub(crate) fn words(self) -> String {
        match self {
            Self::Waiting(minutes) => format!("{}, not started", span(minutes)),
            Self::Running(left) => left_words(left),
            Self::Paused(left) => format!("paused, {}", left_words(left)),
            Self::Closed => "closed".to_owned(),
        }
    }
}

/// So many seconds from a moment on, beside the clocks of the blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Timer {
    /// How long, in seconds.
    pub(crate) seconds: i64,
    /// From when.
    pub(crate) since: Now,
}

impl Timer {
    /// Seconds left; negative when it is over.
    pub(crate) fn left(self, now: Now) -> i64 {
        self.seconds - (now - self.since).num_seconds().max(0)
    }

    /// The time left, in words.
    pub(crate) fn words(self, now: Now) -> String {
        left_words(self.left(now))
    }
}

fn left_words(left: i64) -> String {
    match left {
        ..=-60 => format!("+{} over", span(-left / 60)),
        -59..0 => format!("+{} s over", -left),
        0..=CLOSE => format!("{}:{:02} left", left / 60, left % 60),
        _ => format!("{} left", span((left + 59) / 60)),
    }
}

/// Minutes as `25 min` or `1 h 05`.
pub(crate) fn span(minutes: i64) -> String {
    if minutes < 60 {
        format!("{minutes} min")
    } else {
        format!("{} h {:02}", minutes / 60, minutes % 60)
    }
}

/// How long it takes until something that the clocks show changes.
pub(crate) fn next_change(
    state: Option<&State>,
    timer: Option<Timer>,
    now: Now,
) -> std::time::Duration {
    let into = i64::from(now.second()) * 1000 + i64::from(now.timestamp_subsec_millis());
    let mut wait = 60_000 - into.min(59_999);
    let blocks = state.into_iter().flat_map(running).map(|(block, clock)| {
        let planned = (i64::from(block.minutes()) + i64::from(clock.extended)) * 60;
        planned - clock.seconds_run(now)
    });
    for left in blocks.chain(timer.map(|timer| timer.left(now))) {
        let to_second = 1000 - i64::from(now.timestamp_subsec_millis()).min(999);
        wait = wait.min(match left {
            ..=-60 => (60 - (-left) % 60) * 1000,
            -59..=CLOSE => to_second,
            _ => (left - CLOSE) * 1000,
        });
    }
    std::time::Duration::from_millis(u64::try_from(wait.max(1)).unwrap_or(1))
}

/// The blocks whose clocks run.
pub(crate) fn running(state: &State) -> impl Iterator<Item = (&Block, &Clock)> {
    let open = state.clocks.iter().filter(|(_, clock)| clock.is_running());
    open.filter_map(|(id, clock)| Some((state.playbook.block(id)?, clock)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::{BlockId, BlockKind, TimeOfDay};
    use crate::workshop::Run;

    fn at(text: &str) -> Now {
        format!("2026-11-30T{text}+01:00").parse().unwrap()
    }

    fn block() -> Block {
        Block {
            id: BlockId::new("b"),
            title: "B".into(),
            short: None,
            kind: BlockKind::Capture,
            start: "10:00".parse::<TimeOfDay>().unwrap(),
            end: "12:00".parse().unwrap(),
            locked: false,
            goal: None,
            sheets: Vec::new(),
            topics: Vec::new(),
            outputs: Vec::new(),
        }
    }

    fn words(runs: &[(&str, Option<&str>)], now: &str) -> String {
        let runs = runs
            .iter()
            .map(|(from, to)| Run {
                from: at(from),
                to: to.map(at),
            })
            .collect();
        let clock = Clock {
            runs,
            ..Clock::default()
        };
        phase(&block(), Some(&clock), at(now)).words()
    }

    #[test]
    fn time_left_is_said_in_words() {
        assert_eq!(
            phase(&block(), None, at("09:00:00")).words(),
            "2 h 00, not started"
        );
        let run = [("10:00:30", None)];
        assert_eq!(words(&run, "10:00:40"), "2 h 00 left");
        assert_eq!(words(&run, "10:42:59"), "1 h 19 left");
        assert_eq!(words(&run, "11:55:29"), "6 min left");
        assert_eq!(words(&run, "11:55:30"), "5:00 left");
        assert_eq!(words(&run, "12:00:29"), "0:01 left");
        assert_eq!(words(&run, "12:00:31"), "+1 s over");
        assert_eq!(words(&run, "12:08:00"), "+7 min over");
        assert_eq!(
            words(&[("10:00:00", Some("10:30:00"))], "11:00:00"),
            "paused, 1 h 30 left"
        );
    }

    #[test]
    fn a_clock_set_back_counts_as_no_time() {
        assert_eq!(words(&[("10:00:00", None)], "09:00:00"), "2 h 00 left");
    }

    #[test]
    fn without_a_running_block_the_next_change_is_the_next_minute() {
        assert_eq!(
            next_change(None, None, at("10:00:12.250")).as_millis(),
            47_750
        );
    }
}
