//! How late the blocks still to come will begin, as things stand now.

use std::collections::BTreeMap;

use chrono::Timelike as _;

use super::clock::{Phase, phase};
use super::effect::Now;
use crate::agenda::{Block, BlockId, Day};
use crate::workshop::{Clock, State};

/// Minutes by which each block of today that has not begun will begin late; blocks that begin in time are not in it.
///
/// An open block ends when its time is used up, and not before now. A block follows the one before, not earlier
/// than planned; one that is locked begins when it is planned, whatever happens.
pub(crate) fn drift(state: &State, now: Now) -> BTreeMap<BlockId, i64> {
    let days = state.playbook.days.iter().enumerate();
    let mut late = BTreeMap::new();
    for (_, day) in days.filter(|(at, day)| is_today(state, *at, day, now)) {
        let begun = |block: &Block| {
            let clock = state.clocks.get(&block.id)?;
            clock.started().is_some().then_some(clock)
        };
        let ends = |block: &Block| Some(end(block, begun(block)?, now));
        let mut free = day.blocks.iter().filter_map(ends).max().unwrap_or(0);
        // What was passed over is not still to come.
        let after = day.blocks.iter().rposition(|block| begun(block).is_some());
        for block in day.blocks.iter().skip(after.map_or(0, |at| at + 1)) {
            let planned = i64::from(block.start.minutes());
            let start = if block.locked {
                planned
            } else {
                planned.max(free).max(minute_of(now))
            };
            if start > planned {
                late.insert(block.id.clone(), start - planned);
            }
            let extended = state
                .clocks
                .get(&block.id)
                .map_or(0, |clock| clock.extended);
            free = free.max(start + i64::from(block.minutes()) + i64::from(extended));
        }
    }
    late
}

/// True when the day is planned for today and has begun, or when one of its blocks was begun today.
fn is_today(state: &State, at: usize, day: &Day, now: Now) -> bool {
    let planned = state.info.dates.get(at) == Some(&now.date_naive());
    let begun = |block: &Block| {
        let started = state.clocks.get(&block.id).and_then(Clock::started);
        started.is_some_and(|started| started.date_naive() == now.date_naive())
    };
    planned || day.blocks.iter().any(begun)
}

/// The minute of the day at which a block that has begun ends or ended.
fn end(block: &Block, clock: &Clock, now: Now) -> i64 {
    match (clock.ended, phase(block, Some(clock), now)) {
        (Some(ended), _) => minute_of(ended),
        (None, Phase::Running(left) | Phase::Paused(left)) => {
            minute_of(now) + (left.max(0) + 59) / 60
        }
        (None, _) => minute_of(now),
    }
}

fn minute_of(time: Now) -> i64 {
    i64::from(time.hour()) * 60 + i64::from(time.minute())
}
