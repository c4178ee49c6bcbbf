//! What Enter, Esc and their like do while something is typed: in overlays, on the capture line, in the filter.

use std::path::PathBuf;

use chrono::NaiveDate;

use super::form::{Form, Target};
use super::overlay::{About, Ask, Overlay};
use super::pages::Page;
use super::{App, Desk, Turn};
use crate::document::Clean;
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::layout::Places;
use crate::tui::line::Line;
use crate::workshop::Change;

impl App {
    /// Does an action of whatever is being typed into.
    pub(super) fn answer(&mut self, action: Action) -> Vec<Effect> {
        if action == Action::Close {
            return self.close();
        }
        let page = Places::of(self).finder_rows();
        match self.overlays.last_mut() {
            Some(Overlay::Help(finder) | Overlay::Palette(finder)) => {
                let count = finder.found.len();
                finder.spot.walk(action, count, page);
                if action == Action::Run {
                    self.run()
                } else {
                    Vec::new()
                }
            }
            Some(Overlay::Pick(picker)) => {
                let count = picker.count();
                picker.spot.walk(action, count, page);
                match action {
                    Action::Pick => self.pick(),
                    Action::Unlink => self.unlink(),
                    _ => Vec::new(),
                }
            }
            Some(Overlay::Form(form)) => match action {
                Action::NextField | Action::LeaveLong => {
                    form.go(1);
                    Vec::new()
                }
                Action::PreviousField | Action::LeaveLongBack => {
                    form.go(-1);
                    Vec::new()
                }
                Action::Keep | Action::KeepLong => self.keep_form(),
                Action::PageUp | Action::PageDown => {
                    self.page_trial(action == Action::PageDown);
                    Vec::new()
                }
                _ => Vec::new(),
            },
            Some(Overlay::Ask(_)) if action == Action::Keep => self.keep_answer(),
            Some(Overlay::Ask(_)) => Vec::new(),
            None => self.turn(|desk, turn| answer_desk(desk, action, turn)),
        }
    }

    /// Closes what lies on top; what was typed there is among the texts and comes back with it.
    fn close(&mut self) -> Vec<Effect> {
        let top = self.overlays.pop();
        let unmade = match &top {
            Some(Overlay::Form(form)) => form.unmade(),
            _ => None,
        };
        let waits = match top {
            // What was only tried leaves no trace.
            Some(Overlay::Form(form)) if !form.is_changed() || form.is_trial() => None,
            Some(Overlay::Form(form)) => Some(match &form.target {
                Target::Record(id) => format!("What you changed in {id}"),
                _ => "What you changed".to_owned(),
            }),
            Some(Overlay::Ask(ask)) => {
                let typed = ask.about.key().and_then(|_| ask.line.draft());
                typed.map(|_| "What you typed".to_owned())
            }
            Some(_) => None,
            None => return self.turn(close_desk),
        };
        let waits = waits.map(|what| format!("{what} waits as a draft; open it again to go on"));
        let texts: Vec<String> = unmade.into_iter().chain(waits).collect();
        if !texts.is_empty() {
            self.notice = Some(super::Notice::plain(texts.join(". ")));
        }
        Vec::new()
    }

    /// Runs the command that is selected in the palette.
    fn run(&mut self) -> Vec<Effect> {
        let Some(Overlay::Palette(finder)) = self.overlays.pop() else {
            return Vec::new();
        };
        finder
            .chosen()
            .map(|action| self.act(action))
            .unwrap_or_default()
    }

    /// Does what the form in front asks for; one that does not fit or is refused stays, and says why.
    fn keep_form(&mut self) -> Vec<Effect> {
        let Some(Overlay::Form(mut form)) = self.overlays.pop() else {
            return Vec::new();
        };
        if form.target == Target::NewWorkshop {
            return self.create(form);
        }
        let today = self.now.date_naive();
        let Some(changes) = self
            .desk()
            .and_then(|desk| desk.changes_of(&mut form, today))
        else {
            self.overlays.push(Overlay::Form(form));
            return Vec::new();
        };
        let mut refused = None;
        let effects = self.turn(|desk, turn| {
            desk.make(&form.target, changes, turn);
            refused = turn.refused.take();
        });
        match refused {
            None => self.texts_mut().forget(&form.target.key()),
            Some(why) => {
                form.note = Some(why);
                self.overlays.push(Overlay::Form(form));
            }
        }
        effects
    }

    /// Asks for a new workshop; the form waits until that is there.
    fn create(&mut self, mut form: Box<Form>) -> Vec<Effect> {
        let new = form.workshop();
        if let Some(new) = new {
            self.submitted = Some(Overlay::Form(form));
            return vec![Effect::Create(Box::new(new))];
        }
        self.overlays.push(Overlay::Form(form));
        Vec::new()
    }

    fn keep_answer(&mut self) -> Vec<Effect> {
        let Some(Overlay::Ask(ask)) = self.overlays.pop() else {
            return Vec::new();
        };
        let text = Clean::kept(ask.line.text()).into_owned();
        match ask.about.clone() {
            About::Path if ask.line.is_blank() => Vec::new(),
            About::Path => self.submit(ask, Effect::Open(PathBuf::from(text.trim()))),
            About::Recover(_) if ask.line.is_blank() => self.ask_again(
                ask,
                "name the file to write; Esc leaves the damaged one alone",
            ),
            About::Recover(_) if self.recovering.is_some() => self.ask_again(
                ask,
                "another file is being recovered: wait until that is done",
            ),
            About::Recover(from) => self.recover(ask, from, PathBuf::from(text.trim())),
            About::Folder if ask.line.is_blank() => {
                self.ask_again(ask, "name a folder; it is made when it is not there")
            }
            About::Folder => self.submit(ask, Effect::Export(PathBuf::from(text.trim()))),
            About::Close(..) if ask.line.is_blank() => {
                let why = "a few words why it is good enough; Esc leaves the block open";
                self.ask_again(ask, why)
            }
            About::Accept(_) if ask.line.is_blank() => {
                self.ask_again(ask, "a few words why it is good enough; Esc leaves it open")
            }
            _ => self.try_answer(ask),
        }
    }

    /// Asks the outside world for what was answered; the question waits until that is done.
    fn submit(&mut self, ask: Ask, effect: Effect) -> Vec<Effect> {
        self.submitted = Some(Overlay::Ask(ask));
        vec![effect]
    }

    /// Takes in how it went with what was asked for: when it failed, it is asked again, with the reason.
    pub(super) fn learn_outcome(&mut self, failed: Option<&str>) {
        let Some(mut overlay) = self.submitted.take() else {
            return;
        };
        if let Some(why) = failed {
            overlay.refuse(why);
            self.overlays.push(overlay);
        } else if let Some(key) = overlay.key() {
            self.texts_mut().forget(&key);
        }
    }

    /// Does what was answered; an answer that does not fit is asked for again, with the reason.
    fn try_answer(&mut self, ask: Ask) -> Vec<Effect> {
        let mut result = Ok(());
        let effects = self.turn(|desk, turn| {
            result = desk.take_answer(&ask, turn);
            if let Some(why) = turn.refused.take() {
                result = Err(why);
            }
        });
        if let Err(why) = result {
            return self.ask_again(ask, &why);
        }
        if let Some(key) = ask.about.key() {
            self.texts_mut().forget(&key);
        }
        effects
    }

    fn ask_again(&mut self, mut ask: Ask, why: &str) -> Vec<Effect> {
        ask.problem = Some(why.to_owned());
        self.overlays.push(Overlay::Ask(ask));
        Vec::new()
    }
}

impl Desk {
    /// The changes that a form asks for; none and a marked field when something does not fit.
    fn changes_of(&self, form: &mut Form, today: NaiveDate) -> Option<Vec<Change>> {
        match form.target.clone() {
            Target::Move(id) => self.move_changes(&id, form),
            Target::OwnWords(section) => {
                let text = form.text().trim_end().to_owned();
                let text = (!text.trim().is_empty()).then_some(text);
                let held = self.state().prose.get(&section).map(|prose| &prose.text);
                let changed = form.is_changed() && held != text.as_ref();
                let change = changed.then_some(Change::SetProse { section, text });
                Some(change.into_iter().collect())
            }
            Target::Weights(environment) => form.weight_changes(&environment),
            Target::Details => form.detail_changes(self.state(), today),
            Target::Link(wait) => form.link_changes(&wait),
            Target::Record(id) | Target::Relevance(id) | Target::WhatIf(id) => {
                let Some(record) = self.state().record(&id) else {
                    form.note = Some(format!("{id} is not there any more: undo brings it back"));
                    return None;
                };
                form.changes(record)
            }
            // It makes a workshop, and changes none.
            Target::NewWorkshop => None,
        }
    }

    /// Makes the changes that a form asked for and says so.
    fn make(&mut self, target: &Target, changes: Vec<Change>, turn: &mut Turn) {
        match target {
            Target::Link(wait) => self.wait(wait, changes, turn),
            Target::Move(id) => self.move_record(id, changes, turn),
            Target::WhatIf(id) => self.keep_trial(id, changes, turn),
            _ => drop(turn.change(self, changes)),
        }
    }

    /// Does what a question was answered with; the error says what would be right.
    fn take_answer(&mut self, ask: &Ask, turn: &mut Turn) -> Result<(), String> {
        let text = &*Clean::kept(ask.line.text());
        match &ask.about {
            About::Mark => return self.set_mark(text, turn),
            About::Cell(key) => return self.write_cell(key, text, turn),
            About::PlanStart => return self.set_plan_start(text, turn),
            About::Room => return self.set_room(text, turn),
            About::Find => match self.pages.last_mut() {
                Some(Page::Report(page)) => page.seek(text, turn),
                Some(Page::History(page)) => page.seek(text, turn),
                _ => {}
            },
            About::Close(block, outputs) => self.end_block(block, outputs, text, turn),
            About::Accept(output) => {
                let (output, reason) = (output.clone(), Some(text.trim().to_owned()));
                turn.change(self, vec![Change::Accept { output, reason }]);
            }
            About::Rationale(cell) => self.write_rationale(cell, text, turn),
            // The outside world answers these.
            About::Path | About::Folder | About::Recover(_) => {}
        }
        Ok(())
    }
}

/// Enter and its like on the capture line and in the filter.
fn answer_desk(desk: &mut Desk, action: Action, turn: &mut Turn) {
    match action {
        Action::Keep => desk.keep_capture(false, turn),
        Action::KeepOff => desk.keep_capture(true, turn),
        Action::KeepFilter => desk.filtering = false,
        _ => {}
    }
}

/// Esc on the capture line keeps the draft, in the filter it takes the filter away.
fn close_desk(desk: &mut Desk, turn: &mut Turn) {
    if desk.capturing {
        desk.capturing = false;
        if !desk.capture.is_blank() {
            turn.say("What you typed waits on the capture line of this place");
        }
        desk.capture = Line::default();
    } else if desk.filtering {
        desk.filtering = false;
        desk.clear_filter();
    }
}
