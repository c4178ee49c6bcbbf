//! Links between work packages: entered, explained, changed and removed.

use super::rows::{Row, Table};
use super::told::Linked;
use super::{Roadmap, Then};
use crate::roadmap::words::Words;
use crate::roadmap::{Network, Plan, WorkingTime};
use crate::tui::action::Action;
use crate::tui::app::desk::Desk;
use crate::tui::app::field::{Field, Slot};
use crate::tui::app::form::{Form, Target};
use crate::tui::app::overlay::Overlay;
use crate::tui::app::picker::Picker;
use crate::tui::app::turn::Turn;
use crate::tui::list::Spot;
use crate::workshop::{Change, Link, LinkKey, Precedence, Reference, Relation, State};

/// The four kinds as they are chosen; each begins with its code.
const KINDS: [&str; 4] = [
    "FS: starts when the other has finished",
    "SS: starts when the other has started",
    "FF: finishes when the other has finished",
    "SF: finishes when the other has started",
];

/// A link that is being entered or changed: which packages, and of which kind it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wait {
    /// The package that comes first.
    pub(crate) first: Reference,
    /// The package that waits.
    pub(crate) then: Reference,
    /// The kind that it has; none when it is new.
    pub(crate) was: Option<Precedence>,
}

impl Wait {
    /// The name under which what is typed for it is stored.
    pub(in crate::tui::app) fn text_key(&self) -> String {
        let was = self.was.map_or("", Precedence::code);
        format!("link {} {} {was}", self.first, self.then)
    }

    fn key(&self, kind: Precedence) -> LinkKey {
        LinkKey::new(
            self.first.clone(),
            Relation::Precedes(kind),
            self.then.clone(),
        )
    }
}

/// The form for a link, filled with what is known of it.
fn form(wait: Wait, state: &State) -> Option<Form> {
    let (first, then) = (state.record(&wait.first)?, state.record(&wait.then)?);
    // What is asked stands first: a long title is cut at its end.
    let title = format!("{} waits for {} {}", then.id, first.id, first.naming_text());
    let link = wait.was.and_then(|kind| state.links.get(&wait.key(kind)));
    let link = link.cloned().unwrap_or_default();
    let code = wait.was.unwrap_or_default().code();
    let kinds = KINDS.map(str::to_owned).to_vec();
    let kind = KINDS
        .into_iter()
        .find(|kind| kind.starts_with(code))
        .unwrap_or_default();
    let fields = vec![
        Field::line(Slot::Why, "Why", &link.why),
        Field::choice(Slot::LinkKind, "How", kinds, kind),
        Field::line(Slot::Lag, "Time between, as 2d", &link.lag),
    ];
    let note = wait
        .was
        .is_none()
        .then(|| closes_loop(state, &wait))
        .flatten();
    let mut form = Form::new(Target::Link(wait), title, fields);
    form.note = note;
    Some(form)
}

/// What is said before a link is entered that would close a loop.
fn closes_loop(state: &State, wait: &Wait) -> Option<String> {
    let (plan, _) = Plan::salvage(Network::of(state));
    let (first, then) = (
        plan.find(wait.first.as_str())?,
        plan.find(wait.then.as_str())?,
    );
    plan.all_behind(then).binary_search(&first).ok()?;
    Some(format!(
        "{} waits for {} already, near or far: this link closes a loop. It is kept all the same, and shown until one of its links goes.",
        wait.first, wait.then
    ))
}

impl Form {
    /// What is said when it is closed before the link that it is about was made.
    pub(in crate::tui::app) fn unmade(&self) -> Option<String> {
        match &self.target {
            Target::Link(wait) if wait.was.is_none() => Some(format!(
                "The link was not made: {} does not wait for {}",
                wait.then, wait.first
            )),
            _ => None,
        }
    }

    /// The kind and the rest of the link that was entered; none and a marked field when something does not fit.
    fn link(&mut self) -> Option<(Precedence, Link)> {
        let mut link = Link::default();
        let mut kind = Precedence::default();
        for (at, field) in self.fields.iter_mut().enumerate() {
            let text = field.text();
            let text = text.trim();
            match field.slot {
                Slot::Why => text.clone_into(&mut link.why),
                Slot::LinkKind => {
                    let of = |kind: &Precedence| text.starts_with(kind.code());
                    kind = Precedence::ALL.into_iter().find(of).unwrap_or_default();
                }
                Slot::Lag if text.is_empty() => {}
                Slot::Lag => match text.parse::<WorkingTime>() {
                    Ok(lag) if lag.is_zero() => {}
                    Ok(lag) => link.lag = lag.to_string(),
                    Err(error) => {
                        field.problem = Some(format!(
                            "write 2d or 4h, or -4h where the two overlap ({error})"
                        ));
                        self.at = at;
                        return None;
                    }
                },
                _ => {}
            }
        }
        Some((kind, link))
    }

    /// The changes that make the link what the form says; none when something does not fit.
    pub(in crate::tui::app) fn link_changes(&mut self, wait: &Wait) -> Option<Vec<Change>> {
        let (kind, link) = self.link()?;
        if wait.was.is_some() && !self.is_changed() {
            return Some(Vec::new());
        }
        let before = wait.was.filter(|was| *was != kind);
        let mut changes: Vec<Change> = before
            .map(|was| Change::Unlink(wait.key(was)))
            .into_iter()
            .collect();
        changes.push(Change::Link {
            key: wait.key(kind),
            link,
        });
        Some(changes)
    }
}

impl Desk {
    /// The form for what one work package waits for; of a link that exists it holds what is known.
    pub(in crate::tui::app) fn ask_wait(
        &self,
        first: &Reference,
        then: &Reference,
    ) -> Option<Overlay> {
        let known = |kind: &Precedence| {
            let key = LinkKey::new(first.clone(), Relation::Precedes(*kind), then.clone());
            self.state().links.contains_key(&key)
        };
        let wait = Wait {
            first: first.clone(),
            then: then.clone(),
            was: Precedence::ALL.into_iter().find(known),
        };
        form(wait, self.state()).map(|form| Overlay::Form(Box::new(form)))
    }

    /// Makes a link what was entered; a loop that comes of it is said at once.
    pub(in crate::tui::app) fn wait(&mut self, wait: &Wait, changes: Vec<Change>, turn: &mut Turn) {
        if turn.change(self, changes).is_none() {
            return;
        }
        match self.loop_of(&wait.then) {
            Some(who) => turn.warn(format!(
                "{who} wait for each other now; undo takes the link back"
            )),
            None => turn.say(format!(
                "{} waits for {}{}",
                wait.then,
                wait.first,
                self.how(wait)
            )),
        }
    }

    /// How one package waits for another, with the time between, so that a choice made by mistake is seen.
    fn how(&self, wait: &Wait) -> String {
        let link = |kind: Precedence| Some((kind, self.state().links.get(&wait.key(kind))?));
        let Some((kind, link)) = Precedence::ALL.into_iter().find_map(link) else {
            return String::new();
        };
        let code = kind.code();
        let words = KINDS.into_iter().find(|words| words.starts_with(code));
        let lag = match link.lag.as_str() {
            "" => String::new(),
            lag => format!(", {lag} between"),
        };
        format!(" ({}{lag})", words.unwrap_or(code))
    }

    /// The packages of the loop that a package is in.
    fn loop_of(&self, package: &Reference) -> Option<String> {
        let table = Table::of(self.state());
        let cycle = table.cycle_of(table.plan.find(package.as_str())?)?;
        Some(table.loop_in_words(cycle))
    }
}

impl Roadmap {
    /// Puts the links of the selected package in front.
    pub(super) fn open_links(&mut self, turn: &mut Turn) {
        let Some(row) = self.selected() else {
            return;
        };
        if self.links.is_empty() {
            turn.say(format!(
                "{} waits for nothing, and nothing waits for it",
                row.id
            ));
        } else {
            self.link = Some(Spot::default());
        }
    }

    /// Closes the links, or else the chances, or else the focus; false when none is open.
    pub(in crate::tui::app) fn close(&mut self) -> bool {
        self.link.take().is_some() || std::mem::take(&mut self.chances.open) || self.close_focus()
    }

    /// The link in front, while the links are.
    pub(crate) fn linked(&self) -> Option<&Linked> {
        self.links.get(self.link?.row)
    }

    /// Does an action while the links are in front.
    pub(super) fn act_on_links(
        &mut self,
        action: Action,
        desk: &mut Desk,
        turn: &mut Turn,
    ) -> Then {
        if let Some(spot) = &mut self.link
            && spot.walk(
                action,
                self.links.len(),
                usize::from(self.layout.panel.height),
            )
        {
            return Then::Stay;
        }
        match action {
            Action::Links => self.link = None,
            Action::EditLink => {
                turn.overlay = self.linked().and_then(|link| edit(link, desk.state()));
            }
            Action::RemoveLink => self.remove_link(desk, turn),
            Action::WaitFor => self.wait_for(desk, turn),
            _ => return Then::Pass,
        }
        Then::Stay
    }

    /// Chooses what the selected package waits for.
    pub(super) fn wait_for(&self, desk: &Desk, turn: &mut Turn) {
        let record = self.selected().and_then(|row| desk.state().record(&row.id));
        let picker = record.map(|record| Picker::wait_for(desk.state(), record));
        turn.overlay = picker.map(|picker| Overlay::Pick(Box::new(picker)));
    }

    fn remove_link(&self, desk: &mut Desk, turn: &mut Turn) {
        let Some(link) = self.linked() else {
            return;
        };
        let (key, other) = (link.key.clone(), link.other.clone());
        let text = match self.selected() {
            Some(row) if link.into => format!("{} does not wait for {other} any more", row.id),
            Some(row) => format!("{other} does not wait for {} any more", row.id),
            None => String::new(),
        };
        if turn.change(desk, vec![Change::Unlink(key)]).is_some() {
            turn.say(format!("{text}; undo brings the link back"));
        }
    }

    /// Works out the links of the selected package, and what there is to say of the one in front.
    pub(super) fn explain(&mut self) {
        self.links = self
            .selected()
            .map(|row| self.table.links(row))
            .unwrap_or_default();
        self.link = self.link.filter(|_| !self.links.is_empty());
        if let Some(spot) = &mut self.link {
            spot.row = spot.row.min(self.links.len() - 1);
        }
        self.said_of_link = self
            .linked()
            .zip(self.selected())
            .map(|(link, row)| self.table.explain(link, row))
            .unwrap_or_default();
    }
}

fn edit(link: &Linked, state: &State) -> Option<Overlay> {
    let Relation::Precedes(kind) = link.key.relation else {
        return None;
    };
    let wait = Wait {
        first: link.key.from.record()?.clone(),
        then: link.key.to.record()?.clone(),
        was: Some(kind),
    };
    form(wait, state).map(|form| Overlay::Form(Box::new(form)))
}

impl Table {
    /// A link in sentences: its rule, its reason, and what it does to the dates.
    fn explain(&self, link: &Linked, row: &Row) -> Vec<String> {
        let words = Words::new(&self.plan, &self.schedule);
        let why = match link.why.trim() {
            "" => "no reason was given".to_owned(),
            why => why.to_owned(),
        };
        let mut said = vec![format!(
            "{}: {why}.",
            words.rule(link.place).trim_end_matches('.')
        )];
        let waiting = if link.into { &row.id } else { &link.other };
        let in_loop = self
            .cycles
            .iter()
            .find(|cycle| cycle.hops.contains(&link.place));
        if let Some(cycle) = in_loop {
            let best = if cycle.cut == link.place {
                "; removing it opens most"
            } else {
                ""
            };
            said.push(format!("It is part of a loop{best}."));
        } else if self.is_redundant(link.place) {
            said.push("It says nothing new: other links ask for the same.".to_owned());
        } else if link.drives {
            said.push(format!("It sets the date of {waiting}."));
        } else if self.plan.ends(link.place).is_some() {
            said.push(format!(
                "It does not set the date of {waiting}: there is time to spare on it."
            ));
        }
        said
    }
}
