//! Gantt charts with explicit dates: nothing is left for Mermaid to compute.

use chrono::NaiveDate;

use super::{LONGEST_BLOCK, label};
use crate::exports::text::shortened;

/// Letters of a bar's label; the table has the whole text.
const BAR: usize = 60;

/// A bar or a milestone.
#[derive(Debug, Clone)]
pub struct Bar {
    /// What stands on it.
    pub label: String,
    /// The phase it is in.
    pub phase: String,
    /// The first day worked.
    pub start: NaiveDate,
    /// The last day worked.
    pub finish: NaiveDate,
    /// A point in time.
    pub milestone: bool,
    /// On the critical path.
    pub critical: bool,
}

/// Bars, in their order, as blocks of Mermaid below the limit of characters, cut between phases where
/// that is possible.
#[must_use]
pub fn blocks(bars: &[Bar]) -> Vec<String> {
    let lines: Vec<String> = bars
        .iter()
        .enumerate()
        .map(|(at, bar)| line(at, bar))
        .collect();
    let mut blocks: Vec<Vec<usize>> = Vec::new();
    let mut phases: Vec<Vec<usize>> = Vec::new();
    for (at, bar) in bars.iter().enumerate() {
        match phases.last_mut() {
            Some(phase) if bars[phase[0]].phase == bar.phase => phase.push(at),
            _ => phases.push(vec![at]),
        }
    }
    for phase in phases {
        match blocks.last_mut() {
            Some(block) if fits(bars, &lines, block, &phase) => block.extend(phase),
            _ => cut(bars, &lines, phase, &mut blocks),
        }
    }
    blocks
        .iter()
        .map(|block| text(bars, &lines, block))
        .collect()
}

fn fits(bars: &[Bar], lines: &[String], block: &[usize], more: &[usize]) -> bool {
    let both: Vec<usize> = block.iter().chain(more).copied().collect();
    text(bars, lines, &both).chars().count() < LONGEST_BLOCK
}

/// A phase as one block, or halved until every part fits.
fn cut(bars: &[Bar], lines: &[String], mut phase: Vec<usize>, blocks: &mut Vec<Vec<usize>>) {
    if phase.len() > 1 && !fits(bars, lines, &phase, &[]) {
        let rest = phase.split_off(phase.len() / 2);
        cut(bars, lines, phase, blocks);
        cut(bars, lines, rest, blocks);
    } else {
        blocks.push(phase);
    }
}

fn line(at: usize, bar: &Bar) -> String {
    let words = label(&shortened(&bar.label, BAR));
    let critical = if bar.critical { "crit, " } else { "" };
    let id = at + 1;
    if bar.milestone {
        return format!("  {words} :{critical}milestone, m{id}, {}, 0d", bar.finish);
    }
    // Mermaid's bars end where the next day begins.
    let end = bar.finish.succ_opt().unwrap_or(bar.finish);
    format!("  {words} :{critical}t{id}, {}, {end}", bar.start)
}

fn text(bars: &[Bar], lines: &[String], block: &[usize]) -> String {
    let mut out = vec![
        "gantt".to_owned(),
        "  accTitle: Timeline of the work packages".to_owned(),
        "  accDescr: Each bar runs from the first to the last day of a work package. The table after it says the same.".to_owned(),
        "  dateFormat YYYY-MM-DD".to_owned(),
        "  axisFormat %Y-%m-%d".to_owned(),
    ];
    let mut phase: Option<&str> = None;
    for at in block {
        if phase != Some(bars[*at].phase.as_str()) {
            phase = Some(&bars[*at].phase);
            out.push(format!(
                "  section {}",
                label(&shortened(&bars[*at].phase, BAR))
            ));
        }
        out.push(lines[*at].clone());
    }
    out.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(at: usize, phase: &str) -> Bar {
        let start = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
        Bar {
            label: format!("WP-{at}: section {}", "y".repeat(50)),
            phase: phase.into(),
            start,
            finish: start.succ_opt().unwrap(),
            milestone: at.is_multiple_of(4),
            critical: at.is_multiple_of(3),
        }
    }

    #[test]
    fn dates_are_explicit_and_ends_exclusive() {
        let drawn = blocks(&[bar(1, "One: the first"), bar(4, "Two")]);
        assert_eq!(drawn.len(), 1);
        assert!(drawn[0].contains("section #79;ne#58; the first"));
        assert!(drawn[0].contains(" :t1, 2026-03-02, 2026-03-04"));
        assert!(drawn[0].contains(" :milestone, m2, 2026-03-03, 0d"));
    }

    #[test]
    fn long_plans_are_cut_below_the_limit() {
        let bars: Vec<Bar> = (0..300)
            .map(|at| bar(at, if at < 250 { "a" } else { "b" }))
            .collect();
        let drawn = blocks(&bars);
        assert!(
            drawn
                .iter()
                .all(|block| block.chars().count() < LONGEST_BLOCK)
        );
        let all: usize = drawn
            .iter()
            .map(|block| block.matches("2026-03-0").count())
            .sum();
        let milestones = bars.iter().filter(|bar| bar.milestone).count();
        assert_eq!(all, 2 * bars.len() - milestones);
    }
}
