//! A list of everything there is, narrowed by a few letters: to go somewhere, or to link one thing with another.

use std::collections::BTreeSet;

use super::desk::Desk;
use super::overlay::Overlay;
use super::turn::{Notice, Turn};
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
    /// What was removed, for those who look for something that is gone; it comes after the rest.
    removed: Option<Index>,
    gone: Vec<Found>,
}

impl Picker {
    /// Everything, to go there.
    pub(crate) fn everything(state: &State) -> Self {
        let mut picker = Self::new(Purpose::GoTo, "Search".to_owned(), Index::new(state));
        picker.removed = Some(Index::of_removed(state));
        picker
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
            sheet.is_some_and(|sheet| sheet.kind() == SheetKind::Plan)
                && record.id != package.id
                && record.text("status") != "dropped"
        };
        // What is asked stands first: a long title is cut at its end.
        let title = format!("{} waits for … · {}", package.id, package.naming_text());
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
            removed: None,
            gone: Vec::new(),
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
        let gone = self.removed.as_mut();
        self.gone = gone
            .map(|gone| gone.find(self.line.text()))
            .unwrap_or_default();
    }

    /// How many were found, removed ones too.
    pub(crate) const fn count(&self) -> usize {
        self.found.len() + self.gone.len()
    }

    /// How many of those that were found were removed.
    pub(crate) const fn removed(&self) -> usize {
        self.gone.len()
    }

    /// True for the place of something that was removed.
    pub(crate) const fn is_removed(&self, at: usize) -> bool {
        at >= self.found.len()
    }

    /// Keeps the selection visible in `rows`, and prepares what is seen of the list.
    pub(super) fn settle(&mut self, rows: usize) {
        self.spot.settle(self.count(), rows);
        let (found, gone) = (self.found.iter(), self.gone.iter());
        let all = found
            .map(|one| (one, false))
            .chain(gone.map(|one| (one, true)));
        let query = self.line.text();
        let hit = |(found, gone): (&Found, bool)| match &mut self.removed {
            Some(removed) if gone => removed.hit(*found, query),
            _ => self.index.hit(*found, query),
        };
        self.visible = all.skip(self.spot.top).take(rows).map(hit).collect();
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
                let removed = picker.is_removed(picker.spot.row);
                let search = (picker.line.text().to_owned(), picker.spot);
                self.turn(|desk, turn| {
                    (desk.search, desk.searched) = (Some(search), true);
                    desk.go_to_found(&place, removed, turn);
                })
            }
            (Purpose::Evidence(cell), Place::Record(id)) => {
                let key = LinkKey::new(cell, Relation::Evidence, id.clone());
                if picker.linked.contains(&id) {
                    let text = format!("{id} is linked already; Ctrl-X takes the link away");
                    self.notice = Some(Notice::plain(text));
                    self.overlays.push(Overlay::Pick(picker));
                    return Vec::new();
                }
                let link = Link::default();
                let said = format!("Linked {id}; Ctrl-X takes the link away");
                self.change_links(picker, vec![Change::Link { key, link }], said)
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
        let keys: Vec<LinkKey> = match (&picker.purpose, &record) {
            (Purpose::Evidence(cell), Some(id)) => {
                vec![LinkKey::new(cell.clone(), Relation::Evidence, id.clone())]
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
        let changes: Vec<Change> = keys.into_iter().filter(known).map(Change::Unlink).collect();
        let said = match record {
            Some(id) if !changes.is_empty() => {
                format!("Took the link to {id} away; undo brings it back")
            }
            Some(id) if picker.purpose != Purpose::GoTo => format!("{id} is not linked"),
            _ => String::new(),
        };
        self.change_links(picker, changes, said)
    }

    /// Changes links, says so and goes on picking.
    fn change_links(
        &mut self,
        mut picker: Box<Picker>,
        changes: Vec<Change>,
        said: String,
    ) -> Vec<Effect> {
        let effects = self.turn(|desk, turn| {
            if changes.is_empty() || turn.change(desk, changes).is_some() {
                turn.notice = (!said.is_empty()).then(|| Notice::plain(said));
            }
        });
        if let Some(desk) = self.desk() {
            picker.mark_linked(desk.state());
        }
        self.overlays.push(Overlay::Pick(picker));
        effects
    }
}

impl Desk {
    fn go_to_found(&mut self, place: &Place, removed: bool, turn: &mut Turn) {
        match place {
            Place::Record(id) => {
                if removed {
                    self.bring_back(id, turn);
                }
                if !self.go_to(id) {
                    turn.warn(format!("{id} is on a sheet that no block shows"));
                }
            }
            Place::Topic(topic) => self.go_to_topic(topic),
            Place::Block(block) => {
                if let Some(at) = self.place_of(|one| one.id == *block) {
                    self.show(at, None);
                }
            }
        }
    }

    /// Restores a record that was removed.
    fn bring_back(&mut self, id: &Reference, turn: &mut Turn) {
        if !self.writable {
            turn.warn(format!(
                "{id} was removed, and this workshop is open for reading only"
            ));
        } else if turn
            .change(self, vec![Change::Restore(id.clone())])
            .is_some()
        {
            turn.say(format!("Brought {id} back; undo removes it again"));
        }
    }
}
