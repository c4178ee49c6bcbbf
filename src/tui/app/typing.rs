//! Characters and pasted text go to whatever field is open.

use super::App;
use super::capturing::{is_list, lines_of};
use super::desk::Desk;
use super::overlay::Overlay;
use crate::tui::effect::Effect;
use crate::tui::key::Key;
use crate::tui::line::Line;

impl App {
    /// Gives a key that is no command to the field that is open.
    pub(super) fn type_key(&mut self, key: Key) -> Vec<Effect> {
        if let Some(Overlay::Form(form)) = self.overlays.last_mut() {
            form.edit(|field| field.key(key));
            return Vec::new();
        }
        self.edit_line(|line| line.key(key)).1
    }

    /// Puts pasted text into the field that is open; without one it is not taken, and said so.
    pub(super) fn paste(&mut self, text: &str) -> Vec<Effect> {
        self.pending.clear();
        let capturing = self.overlays.is_empty() && self.desk().is_some_and(|desk| desk.capturing);
        let blank = |desk: &Desk| desk.capture.is_blank();
        let list = capturing && self.desk().is_some_and(blank) && is_list(text);
        let (taken, effects) = match self.overlays.last_mut() {
            Some(Overlay::Form(form)) => {
                let taken = form.edit(|field| field.paste(text)).unwrap_or(true);
                (Some(taken), Vec::new())
            }
            // It waits for Enter like any other text: what was pasted may be the wrong thing.
            _ if list => self.edit_line(|line| line.insert_list(text)),
            _ => self.edit_line(|line| line.insert(text)),
        };
        match taken {
            Some(true) if capturing && !list && lines_of(text).count() > 1 => self.say_joined(text),
            Some(true) => {}
            Some(false) => self.warn("The pasted text was too long; its beginning was taken"),
            None => self.warn("Nothing here takes text: open the capture line first, then paste"),
        }
        effects
    }

    /// Says that lines became one, and how they would become several.
    pub(super) fn say_joined(&mut self, text: &str) {
        let text = format!(
            "{} lines became one thing said; with \"- \" before each they become a record each",
            lines_of(text).count()
        );
        self.notice = Some(super::Notice::plain(text));
    }

    fn warn(&mut self, text: &str) {
        self.notice = Some(super::Notice::warning(text));
    }

    /// Edits the line that is open, and does what follows from its new text.
    fn edit_line(&mut self, edit: impl FnOnce(&mut Line) -> bool) -> (Option<bool>, Vec<Effect>) {
        match self.overlays.last_mut() {
            Some(Overlay::Help(finder) | Overlay::Palette(finder)) => {
                let before = finder.line.text().to_owned();
                let done = edit(&mut finder.line);
                if finder.line.text() != before {
                    finder.search(&self.keymap);
                }
                return (Some(done), Vec::new());
            }
            Some(Overlay::Ask(ask)) => {
                ask.problem = None;
                return (Some(edit(&mut ask.line)), Vec::new());
            }
            Some(Overlay::Pick(picker)) => {
                let before = picker.line.text().to_owned();
                let done = edit(&mut picker.line);
                if picker.line.text() != before {
                    picker.search();
                }
                return (Some(done), Vec::new());
            }
            Some(Overlay::Form(_)) => return (None, Vec::new()),
            None => {}
        }
        let Some(desk) = self.desk_mut() else {
            return (None, Vec::new());
        };
        if desk.capturing {
            return (Some(edit(&mut desk.capture)), Vec::new());
        }
        if let Some(line) = desk.tally_line() {
            return (Some(edit(line)), Vec::new());
        }
        if desk.filtering {
            return (Some(edit(&mut desk.filter)), Vec::new());
        }
        (None, Vec::new())
    }
}
