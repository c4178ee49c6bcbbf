//! Text that goes to the user's own editor and comes back.

use super::App;
use super::capturing::{is_list, lines_of};
use super::overlay::Overlay;
use crate::tui::effect::Effect;

impl App {
    /// Sends the text of the field in front to the user's editor.
    pub(super) fn send_to_editor(&mut self) -> Vec<Effect> {
        let text = match self.overlays.last() {
            Some(Overlay::Form(form)) => form.text(),
            Some(Overlay::Ask(ask)) => ask.line.text().to_owned(),
            Some(_) => return Vec::new(),
            None => match self.desk() {
                Some(desk) if desk.capturing => desk.capture.text().to_owned(),
                _ => return Vec::new(),
            },
        };
        vec![Effect::Edit(text)]
    }

    /// Takes the text in that came back; what is a line here stays one line.
    pub(super) fn take_edited(&mut self, text: &str) {
        let text = text.trim_end_matches(['\n', '\r']);
        match self.overlays.last_mut() {
            Some(Overlay::Form(form)) => {
                if let Some(field) = form.field_mut() {
                    field.set_text(text);
                }
            }
            Some(Overlay::Ask(ask)) => ask.line.replace(text),
            Some(_) => {}
            None => self.take_captured(text),
        }
    }

    fn take_captured(&mut self, text: &str) {
        let Some(desk) = self.desk_mut().filter(|desk| desk.capturing) else {
            return;
        };
        if is_list(text) {
            desk.capture.replace_list(text);
            return;
        }
        desk.capture.replace(text);
        if lines_of(text).count() > 1 {
            self.say_joined(text);
        }
    }
}
