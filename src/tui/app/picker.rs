//! A list of everything there is, narrowed by a few letters: to go somewhere, or to link one thing with another.

use std::collections::BTreeSet;

use super::desk::Desk;
use super::overlay::Overlay;
use super::{App, Effect};
use crate::agenda::SheetKind;
use crate::tui::line::Line;
use crate::tui::list::Spot;
use crate::workshop::search::{Found, Hit, Index, Place};
use crate::workshop::{
    CellKey, Change, Link, LinkKey, Node, Precedence, Record, Reference, Relation, State,
};

/// What picking does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Goes there.
    GoTo,
    /// Makes the record evidence of a score, or no longer.
    Evidence(CellKey),
    /// Makes a work package wait for the one that is picked.
    WaitFor(Reference),
}

/// A list of everything there is, narrowed by typing.
#[derive(Debug)]
pub(crate) struct Picker {
    /// What picking does.
    pub(crate) purpose: Purpose,
    /// Its heading.
    pub(crate) title: String,
    /// What is searched for.
    pub(crate) line: Line,
    /// Where one stands in what was found.
    pub(crate) spot: Spot,
    /// The hits that are on the screen, the first of them at [`Spot::top`].
    pub(crate) visible: Vec<Hit>,
    /// Records that are linked already.
    pub(crate) linked: BTreeSet<Reference>,
    index: Index,
    found: Vec<Found>,
}

impl Picker {
    /// Everything, to go there.
    pub(crate) fn everything(state: &State) -> Self {
        Self::new(Purpose::GoTo, "Search".to_owned(), Index::new(state))
    }

    /// Everything that was said, as evidence of a score.
    pub(crate) fn evidence(state: &State, cell: CellKey) -> Self {
        let rubric = &state.rubric;
        let option = rubric
            .option(&cell.option)
            .map(crate::agenda::PlatformOption::short);
        let criterion = rubric.criterion(&cell.criterion);
        let title = format!(
            "What speaks for {} of {} ({})",
            criterion.map_or(cell.criterion.as_str(), |one| one.title.as_str()),
            option.unwrap_or(cell.option.as_str()),
            cell.environment
        );
        let mut picker = Self::new(
            Purpose::Evidence(cell),
            title,
            Index::of_records(state, |_| true),
        );
        picker.mark_linked(state);
        picker.search();
        picker
    }

    /// The work packages that another may have to wait for.
    pub(crate) fn wait_for(state: &State, package: &Record) -> Self {
        let plan = |record: &Record| {
            let sheet = state.playbook.sheet(&record.sheet);
            sheet.is_some_and(|sheet| sheet.kind() == SheetKind::Plan) && record.id != package.id
        };
        let title = format!("{} {} waits for", package.id, package.naming_text());
        let mut picker = Self::new(
            Purpose::WaitFor(package.id.clone()),
            title,
            Index::of_records(state, plan),
        );
        picker.mark_linked(state);
        picker.search();
        picker
    }

    fn new(purpose: Purpose, title: String, index: Index) -> Self {
        Self {
            purpose,
            title,
            line: Line::default(),
            spot: Spot::default(),
            visible: Vec::new(),
            linked: BTreeSet::new(),
            found: Vec::new(),
            index,
        }
    }

    /// Finds again what the line asks for; a blank line finds everything where something is to be linked.
    pub(crate) fn search(&mut self) {
        self.spot = Spot::default();
        self.found = if self.line.is_blank() && self.purpose != Purpose::GoTo {
            let (mut first, rest): (Vec<Found>, Vec<Found>) = {
                let linked = |found: &Found| match self.index.place(*found) {
                    Place::Record(id) => self.linked.contains(id),
                    _ => false,
                };
                self.index.all().into_iter().partition(linked)
            };
            first.extend(rest);
            first
        } else {
            self.index.find(self.line.text())
        };
    }

    /// How many were found.
    pub(crate) const fn count(&self) -> usize {
        self.found.len()
    }

    /// Keeps the selection visible in `rows`, and prepares what is seen of the list.
    pub(super) fn settle(&mut self, rows: usize) {
        self.spot.settle(self.found.len(), rows);
        let seen: Vec<Found> = self
            .found
            .iter()
            .skip(self.spot.top)
            .take(rows)
            .copied()
            .collect();
        self.visible = seen
            .into_iter()
            .map(|found| self.index.hit(found, self.line.text()))
            .collect();
    }

    /// What is selected.
    pub(crate) fn selected(&self) -> Option<&Hit> {
        self.visible.get(self.spot.row.checked_sub(self.spot.top)?)
    }

    fn mark_linked(&mut self, state: &State) {
        self.linked = match &self.purpose {
            Purpose::GoTo => BTreeSet::new(),
            Purpose::Evidence(cell) => state
                .evidence(cell)
                .map(|record| record.id.clone())
                .collect(),
            Purpose::WaitFor(package) => {
                let node = Node::Record(package.clone());
                let before = state
                    .links_to(&node)
                    .filter(|(key, _)| matches!(key.relation, Relation::Precedes(_)));
                before
                    .filter_map(|(key, _)| key.from.record().cloned())
                    .collect()
            }
        };
    }
}

impl App {
    /// Does what the picker in front is for with what is selected.
    pub(super) fn pick(&mut self) -> Vec<Effect> {
        let Some(Overlay::Pick(picker)) = self.overlays.pop() else {
            return Vec::new();
        };
        let Some(place) = picker.selected().map(|hit| hit.place.clone()) else {
            self.overlays.push(Overlay::Pick(picker));
            return Vec::new();
        };
        match (picker.purpose.clone(), place) {
            (Purpose::GoTo, place) => {
                self.kept_search = Some(picker);
                self.turn(|desk, _| desk.go_to_found(&place))
            }
            (Purpose::Evidence(cell), Place::Record(id)) => {
                let key = LinkKey::new(cell, Relation::Evidence, id);
                let change = match self.desk() {
                    Some(desk) if desk.state().links.contains_key(&key) => Change::Unlink(key),
                    _ => Change::Link {
                        key,
                        link: Link::default(),
                    },
                };
                self.change_links(picker, vec![change])
            }
            (Purpose::WaitFor(package), Place::Record(id)) => {
                self.turn(|desk, turn| turn.overlay = desk.ask_wait(&id, &package))
            }
            _ => Vec::new(),
        }
    }
}

impl App {
    /// Takes the link to what is selected away; undo brings it back.
    pub(super) fn unlink(&mut self) -> Vec<Effect> {
        let Some(Overlay::Pick(picker)) = self.overlays.pop() else {
            return Vec::new();
        };
        let record = picker.selected().and_then(|hit| match &hit.place {
            Place::Record(id) => Some(id.clone()),
            _ => None,
        });
        let keys: Vec<LinkKey> = match (&picker.purpose, record) {
            (Purpose::Evidence(cell), Some(id)) => {
                vec![LinkKey::new(cell.clone(), Relation::Evidence, id)]
            }
            (Purpose::WaitFor(package), Some(id)) => Precedence::ALL
                .map(|kind| LinkKey::new(id.clone(), Relation::Precedes(kind), package.clone()))
                .into(),
            _ => Vec::new(),
        };
        let known = |key: &LinkKey| {
            self.desk()
                .is_some_and(|desk| desk.state().links.contains_key(key))
        };
        let changes = keys.into_iter().filter(known).map(Change::Unlink).collect();
        self.change_links(picker, changes)
    }

    /// Changes links and goes on picking.
    fn change_links(&mut self, mut picker: Box<Picker>, changes: Vec<Change>) -> Vec<Effect> {
        let effects = self.turn(|desk, turn| drop(turn.change(desk, changes)));
        if let Some(desk) = self.desk() {
            picker.mark_linked(desk.state());
        }
        self.overlays.push(Overlay::Pick(picker));
        effects
    }
}

impl Desk {
    fn go_to_found(&mut self, place: &Place) {
        match place {
            Place::Record(id) => drop(self.go_to(id)),
            Place::Topic(topic) => self.go_to_topic(topic),
            Place::Block(block) => {
                if let Some(at) = self.place_of(|one| one.id == *block) {
                    self.show(at, None);
                }
            }
        }
    }
}
