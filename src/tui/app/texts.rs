//! Texts that were typed and not kept: what is open now, and what was closed and waits.
//!
//! One map holds them all, by what they are for. It is what is stored while somebody types, so that whatever ends the
//! program, each text comes back where it belongs.

use std::collections::BTreeMap;

use super::App;
use super::Screen;
use super::form::Form;
use super::overlay::{Ask, Overlay};
use crate::agenda::SheetId;
use crate::tui::effect::Effect;
use crate::workshop::Reference;

/// The first line of stored texts; what begins otherwise is the capture line of an earlier version.
const HEADER: &str = "flipchart drafts 1";

/// The field of a text that is one line only.
const LINE: &str = "";

/// The fields of one text that differ from what they held when it was opened, by the name of the field.
pub(crate) type Draft = BTreeMap<String, String>;

/// All texts that were typed and not kept, by what they are for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Texts {
    by: BTreeMap<String, Draft>,
    changed: bool,
}

/// What the capture line is for: the sheet to which it goes.
pub(crate) fn capture_key(sheet: Option<&SheetId>) -> String {
    format!("capture {}", sheet.map_or("", SheetId::as_str))
}

impl Texts {
    /// The texts as they were stored; none when this is the plain text of an earlier version, or nothing.
    pub(crate) fn read(stored: &str) -> Option<Self> {
        let (header, rest) = stored.split_once('\n')?;
        let by = serde_json::from_str(rest).ok()?;
        (header == HEADER).then_some(Self { by, changed: false })
    }

    /// The texts as they are stored; nothing when there are none.
    pub(crate) fn stored(&self) -> String {
        if self.by.is_empty() {
            return String::new();
        }
        let texts = serde_json::to_string(&self.by).unwrap_or_default();
        format!("{HEADER}\n{texts}")
    }

    /// True when nothing waits.
    pub(crate) fn is_empty(&self) -> bool {
        self.by.is_empty()
    }

    /// What was typed for this.
    pub(crate) fn get(&self, key: &str) -> Option<&Draft> {
        self.by.get(key)
    }

    /// The line that was typed for this.
    pub(crate) fn line(&self, key: &str) -> Option<&str> {
        self.get(key)?.get(LINE).map(String::as_str)
    }

    /// Keeps what is typed for this; nothing typed is no text.
    pub(crate) fn set(&mut self, key: &str, draft: Draft) {
        if draft.is_empty() {
            return self.forget(key);
        }
        if self.by.get(key) != Some(&draft) {
            self.by.insert(key.to_owned(), draft);
            self.changed = true;
        }
    }

    /// Keeps the line that is typed for this; `None` is no text.
    pub(crate) fn set_line(&mut self, key: &str, line: Option<String>) {
        let draft = line.map(|line| (LINE.to_owned(), line));
        self.set(key, draft.into_iter().collect());
    }

    /// Keeps these lines as the only ones whose keys begin so.
    pub(crate) fn set_lines(&mut self, prefix: &str, lines: &BTreeMap<String, String>) {
        let held = self.lines(prefix).map(|(key, _)| key.to_owned());
        let gone: Vec<String> = held.filter(|key| !lines.contains_key(key)).collect();
        for key in gone {
            self.forget(&key);
        }
        for (key, line) in lines {
            self.set_line(key, Some(line.clone()));
        }
    }

    /// The lines whose keys begin so.
    pub(crate) fn lines<'s>(&'s self, prefix: &'s str) -> impl Iterator<Item = (&'s str, &'s str)> {
        let all = self
            .by
            .iter()
            .filter(move |(key, _)| key.starts_with(prefix));
        all.filter_map(|(key, draft)| Some((key.as_str(), draft.get(LINE)?.as_str())))
    }

    /// Forgets what was typed for this: it was kept, or is not wanted.
    pub(crate) fn forget(&mut self, key: &str) {
        self.changed |= self.by.remove(key).is_some();
    }

    /// True when a form of a record waits with something typed in it.
    pub(crate) fn wait_for(&self, id: &Reference) -> bool {
        let forms = ["record", "relevance", "move"];
        !self.by.is_empty()
            && forms
                .iter()
                .any(|form| self.by.contains_key(&format!("{form} {id}")))
    }

    /// The lines that wait on the capture line of other places: the sheet and what was typed.
    pub(crate) fn captures(&self) -> impl Iterator<Item = (&str, &str)> {
        self.by.iter().filter_map(|(key, draft)| {
            let sheet = key.strip_prefix("capture ")?;
            Some((sheet, draft.get(LINE)?.as_str()))
        })
    }

    /// Brings what was typed back into a form that was just opened.
    fn fill(&self, form: &mut Form) {
        if let Some(draft) = self.get(&form.target.key()) {
            form.bring_back(draft);
        }
    }

    /// Brings what was typed back into a question that was just put.
    fn fill_line(&self, ask: &mut Ask) {
        if let Some(text) = ask.about.key().and_then(|key| self.line(&key)) {
            ask.line.bring_back(text);
        }
    }

    /// Takes in what is typed over the screen now.
    fn learn(&mut self, overlay: &Overlay) {
        match overlay {
            // What is only tried leaves no trace.
            Overlay::Form(form) if form.is_trial() => {}
            Overlay::Form(form) => self.set(&form.target.key(), form.draft()),
            Overlay::Ask(ask) => {
                if let Some(key) = ask.about.key() {
                    self.set_line(&key, ask.line.draft());
                }
            }
            _ => {}
        }
    }
}

impl App {
    /// The texts of the open workshop, or of the home screen.
    pub(super) const fn texts_mut(&mut self) -> &mut Texts {
        match &mut self.screen {
            Screen::Desk(desk) => &mut desk.texts,
            Screen::Home(_) => &mut self.home_texts,
        }
    }

    /// Puts something over the screen; what was typed there and not kept is there again.
    pub(super) fn put_over(&mut self, mut overlay: Overlay) {
        match &mut overlay {
            Overlay::Form(form) => self.texts_mut().fill(form),
            Overlay::Ask(ask) => self.texts_mut().fill_line(ask),
            _ => {}
        }
        self.overlays.push(overlay);
    }

    /// Takes in all that is being typed, and asks for it to be stored when it has changed.
    pub(super) fn hold_texts(&mut self) -> Option<Effect> {
        let texts = match &mut self.screen {
            Screen::Desk(desk) => {
                if desk.capturing {
                    desk.texts.set_line(&desk.capture_key, desk.capture.draft());
                }
                desk.run_memory.hold(&mut desk.texts);
                &mut desk.texts
            }
            Screen::Home(_) => &mut self.home_texts,
        };
        for overlay in &self.overlays {
            texts.learn(overlay);
        }
        let changed = std::mem::take(&mut texts.changed);
        // Texts of the home screen belong to no file, and a window that may not write has none to store.
        let desk = self.desk().filter(|desk| desk.writable && changed)?;
        Some(Effect::Draft(desk.texts.stored()))
    }

    /// Puts away what was brought back, and shows what is there without it.
    pub(super) fn drop_draft(&mut self) {
        let key = match self.overlays.last_mut() {
            Some(Overlay::Form(form)) => {
                form.drop_draft();
                Some(form.target.key())
            }
            Some(Overlay::Ask(ask)) => {
                ask.line.drop_draft();
                ask.about.key()
            }
            Some(_) => None,
            None => self.desk_mut().map(|desk| {
                desk.capture.drop_draft();
                desk.capture_key.clone()
            }),
        };
        if let Some(key) = key {
            self.texts_mut().forget(&key);
            self.notice = Some(super::Notice::plain("Dropped what was typed here before"));
        }
    }

    /// True when what is being typed into was brought back.
    pub(super) fn is_draft(&self) -> bool {
        match self.overlays.last() {
            Some(Overlay::Form(form)) => form.is_draft,
            Some(Overlay::Ask(ask)) => ask.line.is_draft(),
            Some(_) => false,
            None => {
                let mut open = self.desk().into_iter().filter(|desk| desk.capturing);
                open.any(|desk| desk.capture.is_draft())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_texts_come_back_and_plain_text_of_an_earlier_version_is_none() {
        let mut texts = Texts::default();
        assert_eq!(texts.stored(), "");
        texts.set_line("capture ", Some("東京\u{2026} \"x\"".to_owned()));
        texts.set(
            "record LI-1",
            [("text".to_owned(), "a\nb".to_owned())].into(),
        );
        let read = Texts::read(&texts.stored()).unwrap();
        assert_eq!(read.by, texts.by);
        assert_eq!(Texts::read("half a sentence"), None);
        assert_eq!(Texts::read(""), None);
        assert_eq!(Texts::read("flipchart drafts 1\n{"), None);
    }

    #[test]
    fn a_text_without_anything_in_it_is_none() {
        let mut texts = Texts::default();
        texts.set_line("mark", Some("end".to_owned()));
        texts.set_line("mark", None);
        assert_eq!(
            texts,
            Texts {
                by: BTreeMap::new(),
                changed: true
            }
        );
        assert_eq!(texts.stored(), "");
    }
}
