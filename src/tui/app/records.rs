//! What can be done with the selected record or topic, and with everything: undo.

use std::collections::BTreeSet;

use super::desk::Desk;
use super::form::Form;
use super::overlay::Overlay;
use super::pages::{Destination, Page};
use super::tab::Tab;
use super::turn::Turn;
use crate::agenda::{Block, BlockId, ColumnKind, OutputId, TopicId};
use crate::tui::action::Action;
use crate::tui::list::Spot;
use crate::tui::text::capitalised;
use crate::workshop::{Act, CellKey, Change, MatrixKey, State};

impl Desk {
    /// Does something with the selected record or topic; false when the action is no such thing.
    pub(super) fn work(&mut self, action: Action, turn: &mut Turn) -> bool {
        match action {
            Action::Cover => self.cover(turn),
            Action::Notes => self.notes = !self.notes,
            Action::Edit => self.edit(turn),
            Action::Relevance => self.relevance(turn),
            Action::Park => self.park(turn),
            Action::OffRecord => self.off_record(turn),
            Action::MoveTo => self.ask_sheet(turn),
            Action::Delete => self.delete(turn),
            Action::ReadOn => self.read_on(),
            Action::OpenDetails => self.ask_details(turn),
            Action::Undo => self.undo(Act::Undo, turn),
            Action::Redo => self.undo(Act::Redo, turn),
            _ => return false,
        }
        true
    }

    fn cover(&mut self, turn: &mut Turn) {
        let Some(topic) = self.topic().map(|topic| topic.id.clone()) else {
            return;
        };
        let covered = !self.state().covered.contains_key(&topic);
        let done = turn.change(self, vec![Change::Cover { topic, covered }]);
        if done.is_some() && covered {
            let mut spot = self.spot();
            spot.down(1, self.size().0);
            self.set_spot(spot);
        }
    }

    fn edit(&mut self, turn: &mut Turn) {
        let Some(record) = self.record() else {
            return;
        };
        let form = Form::record(record, self.state());
        turn.overlay = form.map(|form| Overlay::Form(Box::new(form)));
    }

    /// True when the sheet of the selected record has a column for relevance to later blocks.
    pub(crate) fn knows_relevance(&self) -> bool {
        let sheet = self
            .record()
            .and_then(|record| self.state().playbook.sheet(&record.sheet));
        sheet.is_some_and(|sheet| sheet.first_of(ColumnKind::Relevance).is_some())
    }

    fn relevance(&mut self, turn: &mut Turn) {
        let Some(record) = self.record() else {
            return;
        };
        match Form::relevance(record, self.state()) {
            Some(form) => turn.overlay = Some(Overlay::Form(Box::new(form))),
            None => turn.say("No block comes after this one"),
        }
    }

    fn park(&mut self, turn: &mut Turn) {
        if let Some(record) = self.record() {
            let (id, parked) = (record.id.clone(), !record.parked);
            turn.change(self, vec![Change::Park { id, parked }]);
        }
    }

    fn off_record(&mut self, turn: &mut Turn) {
        if let Some(record) = self.record() {
            let (id, off) = (record.id.clone(), !record.off_record);
            turn.change(self, vec![Change::OffRecord { id, off }]);
        }
    }

    fn delete(&mut self, turn: &mut Turn) {
        let Some(id) = self.record().map(|record| record.id.clone()) else {
            return;
        };
        if turn
            .change(self, vec![Change::Remove(id.clone())])
            .is_some()
        {
            turn.say(format!("Removed {id}; undo brings it back"));
        }
    }

    /// Takes back or does again, says what, and goes there.
    fn undo(&mut self, act: Act, turn: &mut Turn) {
        let before = Cells::of(self.state());
        let Some(applied) = turn.commit(self, act) else {
            return;
        };
        let after = Cells::of(self.state());
        let shown = applied
            .touched
            .iter()
            .find(|id| self.state().record(id).is_some());
        match shown.or_else(|| applied.touched.first()) {
            Some(id) if self.reveal(id) => {}
            Some(id) => drop(self.go_to(id)),
            // The run goes to what was taken back by itself.
            None if self.run().is_some() => {}
            None => self.go_to_difference(&before, &after),
        }
        turn.say(capitalised(&applied.what));
    }

    fn go_to_difference(&mut self, before: &Cells, after: &Cells) {
        if let Some(block) = before.closed.symmetric_difference(&after.closed).next() {
            if let Some(place) = self.place_of(|one| one.id == *block) {
                self.show(place, None);
            }
        } else if before.accepted != after.accepted && matches!(self.page(), Some(Page::Check(_))) {
            // What is missing shows it.
        } else if let Some(output) = before.accepted.symmetric_difference(&after.accepted).next() {
            let owns = |block: &Block| block.outputs.iter().any(|one| one.id == *output);
            if let Some(place) = self.place_of(owns) {
                self.show(place, None);
            }
        } else if let Some(topic) = before.covered.symmetric_difference(&after.covered).next() {
            self.go_to_topic(topic);
        } else if let Some((key, _)) = before.matrices.symmetric_difference(&after.matrices).next()
        {
            self.go_to_cell(&key.clone());
        } else if let Some((key, _)) = before.scores.symmetric_difference(&after.scores).next() {
            let _shown = self.go_to_score(&key.clone());
        } else if before.weights != after.weights {
            let _shown = self.go_to_destination(&Destination::Scorecard);
        } else if before.calendar != after.calendar {
            self.show_page(Action::OpenRoadmap);
        } else if before.prose != after.prose {
            self.show_page(Action::OpenReport);
        }
    }

    /// Opens a page unless it is in front.
    fn show_page(&mut self, action: Action) {
        let kind = std::mem::discriminant;
        if let Some(page) = Page::opened_by(action, self)
            && self.page().is_none_or(|front| kind(front) != kind(&page))
        {
            self.open_page(page);
        }
    }

    pub(super) fn go_to_topic(&mut self, topic: &TopicId) {
        let holds = |block: &crate::agenda::Block| {
            block
                .all_topics()
                .iter()
                .position(|(_, one)| one.id == *topic)
        };
        let place = self.place_of(|block| holds(block).is_some());
        let row = self
            .state()
            .playbook
            .blocks()
            .find_map(|(_, block)| holds(block));
        if let (Some(block), Some(row)) = (place, row) {
            self.show(block, Some(0));
            self.set_spot(Spot { row, ..self.spot() });
        }
    }

    fn go_to_cell(&mut self, (sheet, row, column): &MatrixKey) {
        let sheet = Tab::Sheet(sheet.clone());
        self.go_to_grid(&sheet, row, column);
    }

    pub(super) fn go_to_score(&mut self, cell: &CellKey) -> bool {
        let all = &self.state().rubric.header.environments;
        self.environment = all
            .iter()
            .position(|one| *one == cell.environment)
            .unwrap_or_default();
        let sheets = &self.state().playbook.sheets;
        let card = sheets
            .iter()
            .find(|sheet| sheet.kind() == crate::agenda::SheetKind::Scorecard);
        let Some(tab) = card.map(|sheet| Tab::Sheet(sheet.id.clone())) else {
            return false;
        };
        self.go_to_grid(&tab, cell.criterion.as_str(), cell.option.as_str());
        true
    }

    fn go_to_grid(&mut self, tab: &Tab, row: &str, column: &str) {
        let here = self.tabs().contains(tab).then_some(self.block);
        let shows =
            |block: &crate::agenda::Block| tab.sheet().is_some_and(|id| block.sheets.contains(id));
        let Some(block) = here.or_else(|| self.place_of(shows)) else {
            return;
        };
        self.show(block, None);
        let number = self.tabs().iter().position(|one| one == tab);
        self.show(block, number);
        if let Some((rows, columns)) = self.grid() {
            let at = |heads: &[super::tab::Head], key: &str| {
                heads
                    .iter()
                    .position(|head| head.key == key)
                    .unwrap_or_default()
            };
            let (row, column) = (at(&rows, row), at(&columns, column));
            self.set_spot(Spot {
                row,
                column,
                ..self.spot()
            });
        }
    }
}

/// What an act may have touched that is no record.
struct Cells {
    covered: BTreeSet<TopicId>,
    matrices: BTreeSet<(MatrixKey, String)>,
    scores: BTreeSet<(CellKey, String)>,
    accepted: BTreeSet<OutputId>,
    closed: BTreeSet<BlockId>,
    weights: String,
    calendar: String,
    prose: BTreeSet<(String, String)>,
}

impl Cells {
    fn of(state: &State) -> Self {
        let cells = state
            .cells
            .iter()
            .map(|(key, value)| (key.clone(), value.to_string()));
        let weights = state
            .rubric
            .criteria
            .iter()
            .map(|criterion| &criterion.weight);
        let prose = state.prose.iter();
        let closed = state
            .clocks
            .iter()
            .filter(|(_, clock)| clock.ended.is_some());
        let scores = state.scores.iter().map(|(key, score)| {
            let mark = score
                .mark
                .map(crate::workshop::Mark::symbol)
                .unwrap_or_default();
            (
                key.clone(),
                format!("{mark} {} {}", score.provenance.word(), score.rationale),
            )
        });
        Self {
            accepted: state.accepted.keys().cloned().collect(),
            closed: closed.map(|(id, _)| id.clone()).collect(),
            weights: format!("{:?} {:?}", weights.collect::<Vec<_>>(), state.locked),
            calendar: format!("{:?}", state.plan),
            prose: prose
                .map(|(id, prose)| (id.clone(), prose.text.clone()))
                .collect(),
            covered: state.covered.keys().cloned().collect(),
            matrices: cells.collect(),
            scores: scores.collect(),
        }
    }
}
