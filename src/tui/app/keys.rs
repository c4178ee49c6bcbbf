//! What a key means: where keys go now, what is there for actions to work on, and text that is typed.

use crossterm::event::KeyCode;

use super::desk::Desk;
use super::turn::Notice;
use super::{App, Screen};
use crate::tui::action::{Action, Entry};
use crate::tui::context::{Situation, Where};
use crate::tui::effect::Effect;
use crate::tui::key::Key;
use crate::tui::keymap::Meaning;

/// Where an Enter that comes in a burst of text is a line break.
const TEXT: Where = Where::CAPTURE.or(Where::ASK).or(Where::FIELD);

impl App {
    /// Which part of the screen listens to keys.
    pub(crate) fn context(&self) -> Where {
        match (self.overlays.last(), &self.screen) {
            (Some(overlay), _) => overlay.context(),
            (None, Screen::Desk(desk)) => desk.context(),
            (None, Screen::Home(_)) => Where::HOME,
        }
    }

    /// What is there for actions to work on.
    pub(crate) fn situation(&self) -> Situation {
        let desk = self.desk();
        let in_home = matches!(&self.screen, Screen::Home(home) if !home.recent.is_empty());
        Situation {
            context: self.context(),
            row: in_home || desk.is_some_and(Desk::has_row),
            done: desk.is_some_and(|desk| desk.workshop.next_undo().is_some()),
            undone: desk.is_some_and(|desk| desk.workshop.next_redo().is_some()),
            filter: desk.is_some_and(|desk| !desk.filter.is_blank()),
            running: desk.is_some_and(|desk| desk.running_block().is_some()),
            environments: desk
                .is_some_and(|desk| desk.state().rubric.header.environments.len() > 1),
            writable: desk.is_none_or(|desk| desk.writable),
            relevance: desk.is_some_and(Desk::knows_relevance),
            board: desk.is_some_and(Desk::has_board),
            gap: desk.is_some_and(Desk::closes_gap),
            phases: desk.is_some_and(Desk::has_phases),
            aside: self.searched || desk.is_some_and(|desk| !desk.aside.is_empty()),
        }
    }

    /// Takes a key in: a command, or a character of the text that is being typed.
    pub(super) fn key(&mut self, key: Key, followed: bool) -> Vec<Effect> {
        self.notice = None;
        let situation = self.situation();
        let typing = Where::TYPING.holds(situation.context);
        let line_break = followed && key == Key::plain(KeyCode::Enter);
        if typing && (key.types() || (line_break && situation.context.meets(TEXT))) {
            self.pending.clear();
            return self.type_key(if line_break {
                Key::plain(KeyCode::Char(' '))
            } else {
                key
            });
        }
        self.pending.push(key);
        let works = |entry: &Entry| entry.works(situation);
        match self.keymap.meaning(&self.pending, situation.context, works) {
            Meaning::Act(action) => {
                self.pending.clear();
                self.act(action)
            }
            Meaning::Begun => Vec::new(),
            Meaning::Nothing if typing => {
                self.pending.clear();
                self.type_key(key)
            }
            Meaning::Nothing => {
                self.say_read_only(situation);
                self.pending.clear();
                Vec::new()
            }
        }
    }

    /// Says why nothing happens where a key would write and this window may not.
    fn say_read_only(&mut self, situation: Situation) {
        let situation = Situation {
            writable: true,
            ..situation
        };
        let works = |entry: &Entry| entry.works(situation);
        if let Meaning::Act(action) = self.keymap.meaning(&self.pending, situation.context, works) {
            let text = format!(
                "Read-only, so this does nothing here: {}",
                action.entry().help
            );
            self.notice = Some(Notice::warning(text));
        }
    }

    /// True for what works although nothing can be shown: leaving, and keeping what was typed.
    pub(super) fn works_unseen(&self, action: Action) -> bool {
        let capturing = self.overlays.is_empty() && self.desk().is_some_and(|desk| desk.capturing);
        match action {
            Action::Quit | Action::Suspend => true,
            Action::Keep | Action::KeepOff | Action::Close => capturing,
            _ => false,
        }
    }
}
