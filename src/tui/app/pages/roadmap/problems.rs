//! What is wrong with the plan, and how it stands in a line.

use super::rows::Table;
use crate::agenda::SheetKind;
use crate::order::Arrange;
use crate::roadmap::words::Words;
use crate::roadmap::{Cycle, ProblemKind};
use crate::tui::action::Action;
use crate::workshop::State;

/// Something that is wrong with the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    /// The row to go to.
    pub(crate) row: usize,
    /// What is wrong, in few words.
    pub(crate) what: String,
    /// What mends it, step by step.
    pub(crate) mend: &'static [Action],
}

/// What mends something that a plan says of itself.
pub(super) const fn mend(kind: &ProblemKind) -> &'static [Action] {
    match kind {
        ProblemKind::SelfLink | ProblemKind::UnknownId { .. } => CUT,
        ProblemKind::DateWithoutStart => &[Action::PlanStart],
        ProblemKind::EmptyId | ProblemKind::DuplicateId { .. } => &[],
        ProblemKind::NegativeDuration
        | ProblemKind::EstimateOrder
        | ProblemKind::DeadlineBeforeStart { .. }
        | ProblemKind::DeadlineBeforeNotBefore { .. }
        | ProblemKind::MilestoneWithDuration => EDIT,
    }
}

/// What is done to mend something, step by step.
type Mend = &'static [Action];

/// How a link is removed.
pub(super) const CUT: &[Action] = &[Action::Links, Action::RemoveLink];
/// How a field is changed.
const EDIT: &[Action] = &[Action::Edit];

impl Table {
    /// What is wrong, by row; `found` is what the plan itself says, with the package's place and what mends it.
    pub(super) fn problems(&self, found: Vec<(Option<usize>, String, Mend)>) -> Vec<Problem> {
        let mut all: Vec<(usize, String, Mend)> = Vec::new();
        for cycle in &self.cycles {
            let what = format!("{} wait for each other", self.loop_in_words(cycle));
            all.push((cycle.members[0], what, CUT));
        }
        all.extend(
            found
                .into_iter()
                .filter_map(|(place, what, mend)| Some((place?, what, mend))),
        );
        for one in &self.rows {
            if !one.estimated {
                all.push((one.place, format!("{} has no estimate", one.id), EDIT));
            }
            if let (Some(due), Some((_, finish))) = (one.deadline, one.span)
                && finish > due
            {
                let [due, end] = [due, finish].map(|day| day.format("%-d %b %Y"));
                let what = format!("{} is due {due} but ends {end}", one.id);
                all.push((one.place, what, EDIT));
            }
        }
        let problem = |(place, what, mend): (usize, String, Mend)| Problem {
            row: self.row_of[place],
            what,
            mend,
        };
        let mut problems: Vec<Problem> = all.into_iter().map(problem).collect();
        problems.arrange_by_key(|problem| problem.row);
        problems
    }

    /// The packages of a loop: `WP-1, WP-2 and WP-3`.
    pub(crate) fn loop_in_words(&self, cycle: &Cycle) -> String {
        let packages = &self.plan.network().packages;
        let places = self.plan.loop_packages(cycle);
        let ids: Vec<&str> = places.iter().map(|at| packages[*at].id.as_str()).collect();
        match ids.as_slice() {
            [first @ .., last] => format!("{} and {last}", first.join(", ")),
            [] => String::new(),
        }
    }

    /// How many packages there are, and when all is done.
    pub(super) fn summary(&self, state: &State) -> String {
        let count = self.rows.len();
        let mut parts = vec![format!(
            "{count} work package{}",
            if count == 1 { "" } else { "s" }
        )];
        let plans = state.playbook.sheets.iter();
        let plans = plans.filter(|sheet| sheet.kind() == SheetKind::Plan);
        let dropped = plans
            .flat_map(|sheet| state.on_sheet(&sheet.id))
            .filter(|record| record.text("status") == "dropped")
            .count();
        if dropped > 0 {
            parts.push(format!("{dropped} dropped"));
        }
        let undated = self.rows.iter().filter(|row| row.span.is_none()).count();
        if undated > 0 {
            parts.push(format!("{undated} without a date"));
        }
        let rest = if undated > 0 { "the rest " } else { "" };
        let finish = self.schedule.finish().filter(|_| count > 0);
        let last = self
            .rows
            .iter()
            .filter_map(|row| row.span)
            .map(|(_, finish)| finish)
            .max();
        match (finish, last) {
            (Some(_), Some(last)) if self.dated => {
                parts.push(format!("{rest}done {}", last.format("%a %-d %b %Y")));
            }
            (Some(finish), _) => {
                let words = Words::new(&self.plan, &self.schedule);
                parts.push(format!("{rest}takes {} of work", words.amount(finish)));
            }
            (None, _) => {}
        }
        parts.join(", ")
    }
}
