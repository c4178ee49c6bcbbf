//! What one action does beside changing the open workshop.

use super::desk::Desk;
use super::overlay::Overlay;
use crate::tui::effect::{Effect, Now};
use crate::tui::text::capitalised;
use crate::workshop::{Act, Applied, Change, Entry};

/// A sentence at the foot of the screen until the next key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Notice {
    /// The sentence.
    pub(crate) text: String,
    /// Whether it is a warning.
    pub(crate) warning: bool,
}

impl Notice {
    /// A sentence.
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            warning: false,
        }
    }

    /// A sentence that warns.
    pub(crate) fn warning(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            warning: true,
        }
    }
}

/// What one action does beside changing the open workshop.
#[derive(Debug)]
pub(crate) struct Turn {
    /// The time.
    pub(crate) now: Now,
    /// Who acts.
    pub(crate) by: String,
    /// Rows of a page.
    pub(crate) page: usize,
    /// What the outside world is asked to do.
    pub(crate) effects: Vec<Effect>,
    /// What is said.
    pub(crate) notice: Option<Notice>,
    /// Why an act was refused, when one was.
    pub(crate) refused: Option<String>,
    /// What is put over the screen.
    pub(crate) overlay: Option<Overlay>,
}

impl Turn {
    /// Says something.
    pub(crate) fn say(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice::plain(text));
    }

    /// Warns of something.
    pub(crate) fn warn(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice::warning(text));
    }

    /// Does an act and asks for it to be written; says what was wrong when it cannot be done.
    pub(crate) fn commit(&mut self, desk: &mut Desk, act: Act) -> Option<Applied> {
        let entry = Entry {
            id: uuid::Uuid::nil(),
            at: self.now,
            by: self.by.clone(),
            act,
        };
        match desk.workshop.apply(&entry) {
            Ok(applied) => {
                self.effects.push(Effect::Commit {
                    act: Box::new(entry.act),
                    at: self.now,
                });
                desk.refresh();
                Some(applied)
            }
            Err(error) => {
                self.warn(error.to_string());
                self.refused = Some(error.to_string());
                None
            }
        }
    }

    /// Does changes as one act and says what was done; nothing for no changes.
    pub(crate) fn change(&mut self, desk: &mut Desk, changes: Vec<Change>) -> Option<Applied> {
        if changes.is_empty() {
            return None;
        }
        let applied = self.commit(desk, Act::Do(changes))?;
        self.say(capitalised(&applied.what));
        Some(applied)
    }
}
