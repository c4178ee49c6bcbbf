//! What a key means: where keys go now, what is there for actions to work on, and text that is typed.

use crossterm::event::KeyCode;

use super::desk::Desk;
use super::turn::Notice;
use super::{App, Screen};
use crate::tui::action::{Action, Entry};
use crate::tui::context::{Situation, Where};
use crate::tui::effect::Effect;
use crate::tui::key::{Key, show_keys};
use crate::tui::keymap::Meaning;

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
            aside: desk.is_some_and(|desk| desk.searched || !desk.aside.is_empty()),
            draft: self.is_draft(),
        }
    }

    /// Takes a key in: a command, or a character of the text that is being typed.
    pub(super) fn key(&mut self, key: Key, followed: bool) -> Vec<Effect> {
        self.notice = None;
        let situation = self.situation();
        let typing = Where::TYPING.holds(situation.context);
        if typing && followed && situation.context == Where::CHOICE && key.code == KeyCode::Enter {
            return Vec::new();
        }
        if typing && let Some(key) = as_text(key, followed, situation.context) {
            self.pending.clear();
            return self.type_key(key);
        }
        self.pending.push(key);
        let works = |entry: &Entry| entry.works(situation);
        match self.keymap.meaning(&self.pending, situation.context, works) {
            Meaning::Act(action) => {
                self.pending.clear();
                #[cfg(test)]
                self.heard.push(action);
                let mut effects = self.act(action);
                if action == Action::Tally {
                    // The key that begins a tally is its first character.
                    effects.extend(self.type_key(key));
                }
                effects
            }
            Meaning::Begun => Vec::new(),
            Meaning::Nothing if typing => {
                self.pending.clear();
                self.type_key(key)
            }
            Meaning::Nothing => {
                self.say_why_not(situation);
                self.pending.clear();
                Vec::new()
            }
        }
    }

    /// Takes in whether another window still writes, and says so when none does.
    pub(super) fn take_led(&mut self, led: bool) {
        if let Some(desk) = self.desk_mut() {
            desk.left = !led;
        }
        if !led {
            self.notice = Some(Notice::plain(LEFT));
        }
    }

    /// Says why nothing happens at a key that does something in this place at other times.
    fn say_why_not(&mut self, situation: Situation) {
        let here = |entry: &Entry| entry.place.meets(situation.context);
        let meant = self.keymap.meaning(&self.pending, situation.context, here);
        // Esc is pressed to be sure, not to get an answer.
        let Meaning::Act(action) = meant else {
            return;
        };
        if action == Action::ClearFilter {
            return;
        }
        let entry = action.entry();
        let reads = Situation {
            writable: true,
            ..situation
        };
        let text = if entry.works(reads) {
            let way = if self.desk().is_some_and(|desk| desk.left) {
                LEFT
            } else {
                "To write, close the other window, or make the file writable, and open it again"
            };
            format!(
                "Read-only, so this does nothing here: {}. {way}",
                entry.help
            )
        } else {
            let keys = show_keys(&self.pending);
            format!("{}, so {keys} does nothing here", reads.lacks(entry.need))
        };
        self.notice = Some(Notice::warning(text));
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

/// Said by a window that follows when there is no one left to follow.
const LEFT: &str = "The window that wrote is closed: open the file again to write here";

/// What a key types where text is typed; in a burst, which somebody pasted, Enter and Tab part words.
fn as_text(key: Key, followed: bool, context: Where) -> Option<Key> {
    let parts = match key.code {
        KeyCode::Enter => !context.meets(Where::LONG.or(Where::CHOICE)),
        // In a form it goes on to the next field: what follows is text there as well.
        KeyCode::Tab => !context.meets(Where::FORM),
        _ => false,
    };
    if followed && parts && !key.ctrl && !key.alt {
        return Some(Key::plain(KeyCode::Char(' ')));
    }
    key.types().then_some(key)
}
