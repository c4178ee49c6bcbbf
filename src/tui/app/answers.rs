//! What Enter, Esc and their like do while something is typed: in overlays, on the capture line, in the filter.

use std::path::PathBuf;

use super::form::{Form, Target};
use super::overlay::{About, Ask, Overlay};
use super::pages::Page;
use super::{App, Desk, Turn};
use crate::agenda::SheetId;
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::layout::Places;
use crate::tui::line::Line;
use crate::workshop::Change;

impl App {
    /// Puts something over the screen; a question that was closed unanswered comes back with its answer.
    pub(super) fn put_over(&mut self, mut overlay: Overlay) {
        if let Overlay::Ask(ask) = &mut overlay
            && let Some(kept) = self.kept.take_if(|kept| kept.about == ask.about)
        {
            ask.line = kept.line;
        }
        if let Overlay::Form(form) = &mut overlay
            && let Some(kept) = self.kept_form.take_if(|kept| kept.target == form.target)
        {
            *form = kept;
        }
        self.overlays.push(overlay);
    }

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

    fn close(&mut self) -> Vec<Effect> {
        match self.overlays.pop() {
            Some(Overlay::Form(form)) => self.close_form(form),
            Some(Overlay::Ask(ask)) if !ask.line.is_blank() => self.kept = Some(ask),
            Some(_) => {}
            None => return self.turn(close_desk),
        }
        Vec::new()
    }

    /// A changed form is kept, so that nothing that was typed is lost.
    fn close_form(&mut self, form: Box<Form>) {
        // What was only tried leaves no trace.
        if !form.is_changed() || form.is_trial() {
            return;
        }
        let text = if let Target::Record(id) = &form.target {
            let id = id.clone();
            let text = format!("What you changed in {id} waits as a draft; edit it again to go on");
            if let Some(desk) = self.desk_mut() {
                desk.drafts.insert(id, *form);
            }
            text
        } else {
            self.kept_form = Some(form);
            "What you changed waits; open it again to go on".to_owned()
        };
        self.notice = Some(super::Notice {
            text,
            warning: false,
        });
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

    fn keep_form(&mut self) -> Vec<Effect> {
        let Some(Overlay::Form(mut form)) = self.overlays.pop() else {
            return Vec::new();
        };
        let done = match &form.target {
            Target::NewWorkshop => form.workshop().map(|new| {
                self.submitted = Some(form.clone());
                vec![Effect::Create(Box::new(new))]
            }),
            Target::Move(id) => {
                let (id, sheet) = (id.clone(), form.text());
                Some(self.turn(|desk, turn| desk.move_record(&id, &SheetId::new(&sheet), turn)))
            }
            Target::OwnWords(section) => {
                let section = section.clone();
                let text = form.text().trim_end().to_owned();
                let text = (!text.trim().is_empty()).then_some(text);
                Some(self.turn(|desk, turn| {
                    turn.change(desk, vec![Change::SetProse { section, text }]);
                }))
            }
            Target::Weights(environment) => {
                let environment = environment.clone();
                let changes = form.weight_changes(&environment);
                changes.map(|changes| {
                    self.turn(|desk, turn| {
                        turn.change(desk, changes);
                    })
                })
            }
            Target::Link(wait) => {
                let wait = wait.clone();
                let changes = form.link_changes(&wait);
                changes.map(|changes| self.turn(|desk, turn| desk.wait(&wait, changes, turn)))
            }
            Target::WhatIf(id) => {
                let id = id.clone();
                let record = self.desk().and_then(|desk| desk.state().record(&id));
                let changes = record.cloned().and_then(|record| form.changes(&record));
                changes.map(|changes| self.turn(|desk, turn| desk.keep_trial(&id, changes, turn)))
            }
            Target::Record(id) | Target::Relevance(id) => {
                let id = id.clone();
                let record = self
                    .desk()
                    .and_then(|desk| desk.state().records.get(&id))
                    .cloned();
                let changes = record.as_ref().and_then(|record| form.changes(record));
                changes.map(|changes| {
                    self.turn(|desk, turn| {
                        desk.drafts.remove(&id);
                        turn.change(desk, changes);
                    })
                })
            }
        };
        // A form with a mistake stays open and shows it.
        done.unwrap_or_else(|| {
            self.overlays.push(Overlay::Form(form));
            Vec::new()
        })
    }

    fn keep_answer(&mut self) -> Vec<Effect> {
        let Some(Overlay::Ask(ask)) = self.overlays.pop() else {
            return Vec::new();
        };
        let text = ask.line.text().to_owned();
        match ask.about.clone() {
            About::Path if ask.line.is_blank() => Vec::new(),
            About::Path => vec![Effect::Open(PathBuf::from(text.trim()))],
            About::Mark => self.try_answer(ask, |desk, turn| desk.set_mark(&text, turn)),
            About::Find => self.turn(|desk, turn| match desk.pages.last_mut() {
                Some(Page::Report(page)) => page.seek(&text, turn),
                Some(Page::History(page)) => page.seek(&text, turn),
                _ => {}
            }),
            About::Folder if ask.line.is_blank() => {
                self.ask_again(ask, "name a folder; it is made when it is not there")
            }
            About::Folder => vec![Effect::Export(PathBuf::from(text.trim()))],
            About::Close(..) if ask.line.is_blank() => {
                let why = "a few words why it is good enough; Esc leaves the block open";
                self.ask_again(ask, why)
            }
            About::Close(block, outputs) => {
                self.turn(|desk, turn| desk.end_block(&block, &outputs, &text, turn))
            }
            About::Cell(key) => {
                self.try_answer(ask, |desk, turn| desk.write_cell(&key, &text, turn))
            }
            About::PlanStart => self.try_answer(ask, |desk, turn| desk.set_plan_start(&text, turn)),
            About::Rationale(cell) => {
                self.turn(|desk, turn| desk.write_rationale(&cell, &text, turn))
            }
        }
    }

    /// Does what was answered; an answer that does not fit is asked for again, with the reason.
    fn try_answer(
        &mut self,
        ask: Ask,
        work: impl FnOnce(&mut Desk, &mut Turn) -> Result<(), String>,
    ) -> Vec<Effect> {
        let mut result = Ok(());
        let effects = self.turn(|desk, turn| result = work(desk, turn));
        match result {
            Ok(()) => effects,
            Err(why) => self.ask_again(ask, &why),
        }
    }

    fn ask_again(&mut self, mut ask: Ask, why: &str) -> Vec<Effect> {
        ask.problem = Some(why.to_owned());
        self.overlays.push(Overlay::Ask(ask));
        Vec::new()
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
            turn.say("What you typed waits on the capture line");
        }
    } else if desk.filtering {
        desk.filtering = false;
        desk.filter = Line::default();
    }
}
