//! The history: everything that was done, when and by whom; marks; and what changed since.

use ratatui::layout::Rect;

use super::{Destination, Then};
use crate::tui::action::Action;
use crate::tui::app::desk::Desk;
use crate::tui::app::overlay::{About, Ask, Overlay};
use crate::tui::app::turn::Turn;
use crate::tui::effect::{Effect, Now};
use crate::tui::line::Line;
use crate::tui::list::Spot;
use crate::workshop::{Act, Difference, Reference};

/// One entry of the journal, as it is shown.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Past {
    /// Its number, from 1.
    pub(crate) number: u64,
    /// When.
    pub(crate) at: Now,
    /// Who.
    pub(crate) by: String,
    /// What was done.
    pub(crate) what: String,
    /// Whether it was taken back since.
    pub(crate) undone: bool,
    /// Whether it names this point.
    pub(crate) mark: bool,
    /// The record that it touched first.
    pub(crate) record: Option<Reference>,
}

/// What changed between an entry and now.
#[derive(Debug)]
pub(crate) struct Since {
    /// Since when, in words.
    pub(crate) title: String,
    /// What differs.
    pub(crate) differences: Vec<Difference>,
    /// Where one stands in it.
    pub(crate) spot: Spot,
}

/// The page of the history.
#[derive(Debug, Default)]
pub(crate) struct History {
    /// The entries, the newest first.
    pub(crate) past: Vec<Past>,
    /// Where one stands in them.
    pub(crate) spot: Spot,
    /// What changed since an entry, over the list.
    pub(crate) since: Option<Since>,
    /// Whether the journal has been read.
    pub(crate) read: bool,
    sought: String,
    asked: Option<u64>,
}

/// Rows below the list, for the selected entry in full.
pub(crate) const FULL: u16 = 4;

impl History {
    /// What must be asked of the outside world for what is shown to be right.
    pub(super) fn wants(&mut self, desk: &Desk) -> Option<Effect> {
        let entries = desk.workshop.entries();
        if self.asked == Some(entries) {
            return None;
        }
        self.asked = Some(entries);
        Some(Effect::History)
    }

    /// Takes the entries in; the selection stays on its entry.
    pub(crate) fn take(&mut self, past: Vec<Past>) {
        let number = self.selected().map(|past| past.number);
        self.past = past;
        self.read = true;
        let at = |number| self.past.iter().position(|past| past.number == number);
        if self.spot.row > 0 {
            self.spot.row = number.and_then(at).unwrap_or(0);
        }
    }

    /// The entry that is selected.
    pub(crate) fn selected(&self) -> Option<&Past> {
        self.past.get(self.spot.row)
    }

    /// Selects the entry in a row of the screen.
    pub(super) fn click(&mut self, row: usize) {
        match &mut self.since {
            Some(since) => {
                let row = since.spot.top + row;
                since.spot.row = row.min(since.differences.len().saturating_sub(1));
            }
            None => self.spot.row = (self.spot.top + row).min(self.past.len().saturating_sub(1)),
        }
    }

    pub(super) fn act(&mut self, action: Action, turn: &mut Turn) -> Then {
        if let Some(since) = &mut self.since {
            return act_since(since, action, turn).unwrap_or_else(|| {
                self.since = None;
                Then::Stay
            });
        }
        if self.spot.walk(action, self.past.len(), turn.page) {
            return Then::Stay;
        }
        match (action, self.selected()) {
            (Action::GoThere, Some(past)) => {
                return past
                    .record
                    .clone()
                    .map_or(Then::Stay, |id| Then::Go(Destination::Record(id)));
            }
            (Action::Since, Some(past)) => turn.effects.push(Effect::Since(past.number)),
            (Action::Mark, _) => turn.overlay = Some(ask_mark()),
            (Action::Find, _) => turn.overlay = Some(ask_find(&self.sought)),
            (Action::NextFound, _) => self.find(true, turn),
            (Action::PreviousFound, _) => self.find(false, turn),
            _ => return Then::Pass,
        }
        Then::Stay
    }

    /// Closes what lies over the list; false when nothing does.
    pub(super) fn close(&mut self) -> bool {
        self.since.take().is_some()
    }

    /// Seeks an entry with these words.
    pub(crate) fn seek(&mut self, words: &str, turn: &mut Turn) {
        words.trim().clone_into(&mut self.sought);
        self.find(true, turn);
    }

    fn find(&mut self, down: bool, turn: &mut Turn) {
        let sought = self.sought.to_lowercase();
        let holds = |(_, past): &(usize, &Past)| {
            past.what.to_lowercase().contains(&sought) || past.by.to_lowercase().contains(&sought)
        };
        let all = || self.past.iter().enumerate();
        let found = if down {
            all()
                .skip(self.spot.row + 1)
                .find(holds)
                .or_else(|| all().find(holds))
        } else {
            let before = all().take(self.spot.row).rfind(holds);
            before.or_else(|| all().rfind(holds))
        };
        match found.map(|(at, _)| at) {
            Some(at) if !sought.is_empty() => self.spot.row = at,
            _ => turn.warn(format!("\"{}\" does not occur in the history", self.sought)),
        }
    }

    pub(super) fn settle(&mut self, area: Rect) {
        let rows = usize::from(area.height.saturating_sub(FULL));
        self.spot.settle(self.past.len(), rows);
        if let Some(since) = &mut self.since {
            since.spot.settle(since.differences.len(), rows);
        }
    }
}

/// An action on what changed; none closes it.
fn act_since(since: &mut Since, action: Action, turn: &Turn) -> Option<Then> {
    if since.spot.walk(action, since.differences.len(), turn.page) {
        return Some(Then::Stay);
    }
    match action {
        Action::GoThere => {
            let chosen = since.differences.get(since.spot.row);
            let record = chosen.and_then(|one| one.record.clone());
            Some(record.map_or(Then::Stay, |id| Then::Go(Destination::Record(id))))
        }
        Action::Since => None,
        _ => Some(Then::Pass),
    }
}

fn ask_mark() -> Overlay {
    Overlay::Ask(Ask {
        about: About::Mark,
        title: "Name this point".to_owned(),
        lines: vec![
            "Reports can be exported as they were at a mark, and the history shows what changed since."
                .to_owned(),
        ],
        label: "name".to_owned(),
        line: Line::default(),
        problem: None,
    })
}

fn ask_find(sought: &str) -> Overlay {
    Overlay::Ask(Ask {
        about: About::Find,
        title: "Find in the history".to_owned(),
        lines: Vec::new(),
        label: "words or a name".to_owned(),
        line: Line::new(sought),
        problem: None,
    })
}

impl Desk {
    /// Names this point of the journal.
    pub(in crate::tui::app) fn set_mark(
        &mut self,
        name: &str,
        turn: &mut Turn,
    ) -> Result<(), String> {
        let name = name.trim();
        if name.is_empty() {
            return Err("a mark needs a name, such as end of day 1".to_owned());
        }
        if self.workshop.marks().iter().any(|mark| mark.name == name) {
            return Err("there is a mark of this name already: take another".to_owned());
        }
        if turn.commit(self, Act::Mark(name.to_owned())).is_some() {
            turn.say(format!("Marked this point as \"{name}\""));
        }
        Ok(())
    }
}
