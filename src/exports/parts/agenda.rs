//! The agenda: planned against what happened.

use serde::Serialize;

use crate::agenda::{Block, BlockKind};
use crate::exports::inline::Piece;
use crate::exports::report::View;
use crate::exports::say;

/// One day of the agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DayPart {
    /// Its number, from 1.
    pub number: usize,
    /// Its date in words; empty when none is set.
    pub date: String,
    /// Its blocks in order of time.
    pub blocks: Vec<BlockRow>,
}

/// One block of the agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BlockRow {
    /// Its title, as a link to its findings unless it is a break.
    pub title: Piece,
    /// `10:00 to 12:00`.
    pub planned: String,
    /// `10:04 to 12:10`; empty when its clock never ran.
    pub actual: String,
    /// Planned minutes.
    pub minutes_planned: u16,
    /// Minutes that its clock ran; none while it never did.
    pub minutes_run: Option<i64>,
}

/// The agenda by day.
#[must_use]
pub fn agenda(view: View<'_>) -> Vec<DayPart> {
    let state = view.state();
    let day = |(at, day): (usize, &crate::agenda::Day)| DayPart {
        number: at + 1,
        date: state
            .info
            .dates
            .get(at)
            .map_or_else(String::new, |date| say::day(*date)),
        blocks: day.blocks.iter().map(|block| row(view, block)).collect(),
    };
    state.playbook.days.iter().enumerate().map(day).collect()
}

fn row(view: View<'_>, block: &Block) -> BlockRow {
    let clock = view.state().clocks.get(&block.id);
    let anchor = view
        .report
        .anchors
        .block(&block.id)
        .filter(|_| block.kind != BlockKind::Break);
    let last = clock.and_then(|clock| clock.runs.last());
    BlockRow {
        title: match anchor {
            Some(anchor) => Piece::link(&block.title, anchor.href(view.document)),
            None => Piece::text(&block.title),
        },
        planned: planned(block),
        actual: actual(view, block).unwrap_or_default(),
        minutes_planned: block.minutes(),
        minutes_run: clock
            .zip(last)
            .map(|(clock, run)| (clock.seconds_run(run.to.unwrap_or(run.from)) + 30) / 60),
    }
}

/// `10:00 to 12:00`.
#[must_use]
pub fn planned(block: &Block) -> String {
    format!("{} to {}", block.start, block.end)
}

/// When a block's clock first started and last stopped; none when it never ran.
#[must_use]
pub fn actual(view: View<'_>, block: &Block) -> Option<String> {
    let clock = view.state().clocks.get(&block.id)?;
    let from = say::clock(clock.started()?);
    let end = clock.ended.or_else(|| clock.runs.last()?.to);
    Some(match end {
        Some(end) => format!("{from} to {}", say::clock(end)),
        None => format!("{from}, not ended"),
    })
}
