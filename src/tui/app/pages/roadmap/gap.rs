//! From a work package to the gap that it closes.

use super::Roadmap;
use super::problems::Problem;
use crate::order::Arrange;
use crate::tui::action::Action;
use crate::tui::app::desk::Desk;
use crate::tui::app::pages::Page;
use crate::tui::app::pages::recommendation::Recommendation;
use crate::tui::app::turn::Turn;
use crate::workshop::{CellKey, Node, Reference, Relation, State};

impl Roadmap {
    /// The gaps that the selected package closes, the one that one came from first.
    pub(super) fn gaps_closed(&self, state: &State) -> Vec<CellKey> {
        let Some(row) = self.selected() else {
            return Vec::new();
        };
        let node = Node::Record(row.id.clone());
        let links = state.links_from(&node);
        let cells = links.filter_map(|(key, _)| match (&key.relation, &key.to) {
            (Relation::Closes, Node::Cell(cell)) => Some(cell.clone()),
            _ => None,
        });
        let mut cells: Vec<CellKey> = cells.collect();
        let from = self.came_from.as_ref().filter(|(id, _)| *id == row.id);
        if let Some((_, from)) = from {
            cells.arrange_by_key(|cell| cell != from);
        }
        cells
    }
}

impl Desk {
    /// Goes to the first of some cells that is a gap of what is recommended; to the score itself when none is.
    ///
    /// While the engine is still at the scores it goes to the recommendation, where they wait for its answer.
    pub(in crate::tui::app) fn go_to_gap(&mut self, cells: &[CellKey], turn: &mut Turn) {
        let open = |page: &Page| matches!(page, Page::Recommendation(_));
        let at = self.pages.iter().position(open);
        let mut page = match at.map(|at| self.pages.split_off(at).swap_remove(0)) {
            Some(Page::Recommendation(page)) => page,
            _ => Box::new(Recommendation::new(self.environment)),
        };
        let found = page.stand_on_first(cells, self);
        if found != Some(false) || at.is_some() {
            self.pages.push(Page::Recommendation(page));
        }
        if let Some(cell) = cells.first().filter(|_| found == Some(false)) {
            turn.say("This is no gap of what is recommended now: here is its score");
            self.go_to_score(cell);
        }
    }

    /// Goes on to the gaps that waited for the engine, now that it has answered.
    pub(in crate::tui::app) fn go_on_to_gap(&mut self, turn: &mut Turn) {
        let answered = self.assessment.current().is_some();
        let gaps = match self.pages.last_mut() {
            Some(Page::Recommendation(page)) if answered => page.take_wanted(),
            _ => Vec::new(),
        };
        if !gaps.is_empty() {
            self.go_to_gap(&gaps, turn);
        }
    }

    /// Goes to a work package on the roadmap, likewise; to its record when it is not planned.
    pub(in crate::tui::app) fn go_to_package(&mut self, id: &Reference) -> bool {
        let open = |page: &Page| matches!(page, Page::Roadmap(_));
        let from = match self.pages.last() {
            Some(Page::Recommendation(page)) => page.gap().cloned(),
            _ => None,
        };
        if let Some(at) = self.pages.iter().position(open) {
            self.pages.truncate(at + 1);
        } else {
            let page = Roadmap::new(self);
            if page.row_of(id).is_none() {
                return self.go_to(id);
            }
            self.open_page(Page::Roadmap(Box::new(page)));
        }
        if let Some(Page::Roadmap(page)) = self.pages.last_mut() {
            page.wanted = Some(id.clone());
            page.came_from = from.map(|gap| (id.clone(), gap));
            // Its gaps may stand in another order now.
            page.told_of = None;
        }
        true
    }

    /// What mends the first thing that is wrong with the selected work package.
    pub(crate) fn mends(&self) -> Option<Action> {
        let Some(Page::Roadmap(page)) = self.page() else {
            return None;
        };
        page.selected()?;
        let here = |problem: &&Problem| problem.row == page.spot.row;
        let problem = page.table.problems.iter().find(here)?;
        problem.mend.first().copied()
    }

    /// True when the selected work package closes a gap.
    pub(in crate::tui::app) fn closes_gap(&self) -> bool {
        matches!(self.page(), Some(Page::Roadmap(page)) if page.selected().is_some() && !page.gaps.is_empty())
    }

    /// True when the roadmap is in front and has phases.
    pub(in crate::tui::app) fn has_phases(&self) -> bool {
        matches!(self.page(), Some(Page::Roadmap(page)) if !page.table.phases.is_empty())
    }
}
