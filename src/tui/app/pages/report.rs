//! The report preview: what an export would write, to read, and to add one's own words to.

use ratatui::layout::Rect;

use super::Then;
use crate::exports::Document;
use crate::tui::action::Action;
use crate::tui::app::desk::Desk;
use crate::tui::app::form::Form;
use crate::tui::app::overlay::{About, Ask, Overlay};
use crate::tui::app::turn::Turn;
use crate::tui::effect::Effect;
use crate::tui::line::Line;
use crate::tui::reading::{Reading, lay_out};

/// The page of the report preview.
#[derive(Debug)]
pub(crate) struct Preview {
    /// The document in front.
    pub(crate) document: Document,
    /// It, laid out.
    pub(crate) reading: Reading,
    /// The first visible line.
    pub(crate) top: usize,
    /// Rows that are visible.
    pub(crate) rows: usize,
    /// What the text must contain.
    pub(crate) sought: String,
    /// What is said in place of the document.
    pub(crate) waiting: Option<String>,
    text: String,
    width: u16,
    /// For which entry it was asked for.
    asked: Option<(u64, Document)>,
    /// The section whose words are being written, to be shown with them.
    wrote: Option<String>,
}

impl Preview {
    /// The preview; its text is asked for.
    pub(crate) fn new() -> Self {
        Self {
            document: Document::Recommendation,
            reading: Reading::default(),
            top: 0,
            rows: 0,
            sought: String::new(),
            waiting: Some("The report is being written …".to_owned()),
            text: String::new(),
            width: 0,
            asked: None,
            wrote: None,
        }
    }

    /// What must be asked of the outside world for what is shown to be right.
    pub(super) fn wants(&mut self, desk: &Desk) -> Option<Effect> {
        let wanted = (desk.workshop.entries(), self.document);
        if self.asked == Some(wanted) {
            return None;
        }
        self.asked = Some(wanted);
        Some(Effect::Report(self.document, wanted.0))
    }

    /// Takes a document in; one that is not in front any more, or of an earlier state, is left.
    pub(crate) fn take(&mut self, document: Document, entry: u64, text: Result<String, String>) {
        if self.asked != Some((entry, document)) {
            return;
        }
        match text {
            Ok(text) => {
                self.waiting = None;
                self.text = text;
                self.width = 0;
            }
            Err(why) => self.waiting = Some(why),
        }
    }

    /// The section whose own words can be written here: the last that began above the middle of the screen.
    pub(crate) fn section(&self) -> Option<&(usize, String, String)> {
        let middle = self.top + self.rows / 2;
        let before = |section: &&(usize, String, String)| section.0 <= middle;
        self.reading.sections.iter().rev().find(before)
    }

    pub(super) fn act(&mut self, action: Action, desk: &Desk, turn: &mut Turn) -> Then {
        let page = self.rows.saturating_sub(2).max(1);
        match action {
            Action::Up => self.top = self.top.saturating_sub(1),
            Action::Down => self.top += 1,
            Action::PageUp => self.top = self.top.saturating_sub(page),
            Action::PageDown => self.top += page,
            Action::Top => self.top = 0,
            Action::Bottom => self.top = self.reading.lines.len(),
            Action::NextHeading => self.jump_to_heading(true),
            Action::PreviousHeading => self.jump_to_heading(false),
            Action::NextTab => self.turn_to(1),
            Action::PreviousTab => self.turn_to(Document::ALL.len() - 1),
            Action::Tab1 | Action::Tab2 | Action::Tab3 => {
                let at = action.tab().unwrap_or_default();
                self.show(Document::ALL[at]);
            }
            Action::Find => turn.overlay = Some(ask_find(&self.sought)),
            Action::NextFound => self.find(true, turn),
            Action::PreviousFound => self.find(false, turn),
            Action::OwnWords => self.write(desk, turn),
            Action::Export => turn.overlay = Some(ask_folder(desk)),
            // The other numbers are no tabs here, and none of the block behind.
            _ if action.tab().is_some() => {}
            _ => return Then::Pass,
        }
        Then::Stay
    }

    fn show(&mut self, document: Document) {
        if document != self.document {
            self.document = document;
            self.top = 0;
            self.reading = Reading::default();
            self.waiting = Some("The report is being written …".to_owned());
        }
    }

    fn turn_to(&mut self, by: usize) {
        let at = Document::ALL.iter().position(|one| *one == self.document);
        self.show(Document::ALL[(at.unwrap_or_default() + by) % Document::ALL.len()]);
    }

    fn jump_to_heading(&mut self, down: bool) {
        let headings = || {
            let lines = self.reading.lines.iter().enumerate();
            lines.filter(|(_, line)| line.heading).map(|(at, _)| at)
        };
        let found = if down {
            headings().find(|at| *at > self.top)
        } else {
            headings().rfind(|at| *at < self.top)
        };
        self.top = found.unwrap_or(if down { self.top } else { 0 });
    }

    /// Seeks these words from here on.
    pub(crate) fn seek(&mut self, words: &str, turn: &mut Turn) {
        words.trim().clone_into(&mut self.sought);
        self.find(true, turn);
    }

    fn find(&mut self, down: bool, turn: &mut Turn) {
        let sought = self.sought.to_lowercase();
        if sought.is_empty() {
            return;
        }
        let found = |(_, line): &(usize, &crate::tui::reading::ReadingLine)| {
            line.text().to_lowercase().contains(&sought)
        };
        let lines = || self.reading.lines.iter().enumerate();
        let next = if down {
            lines()
                .skip(self.top + 1)
                .find(found)
                .or_else(|| lines().find(found))
        } else {
            let before = lines().take(self.top).rfind(found);
            before.or_else(|| lines().rfind(found))
        };
        match next {
            Some((at, _)) => self.top = at,
            None => turn.warn(format!("\"{}\" does not occur in this report", self.sought)),
        }
    }

    /// Brings the section in front that was written last.
    fn show_what_was_written(&mut self) {
        let Some(section) = self.wrote.take() else {
            return;
        };
        let sections = &self.reading.sections;
        if let Some((line, ..)) = sections.iter().find(|(_, id, _)| *id == section) {
            self.top = line.saturating_sub(1);
        }
    }

    fn write(&mut self, desk: &Desk, turn: &mut Turn) {
        let Some((_, section, title)) = self.section().cloned() else {
            return turn.say("No section here takes words of your own; ] goes to the next one");
        };
        let section = section.as_str();
        self.wrote = Some(section.to_owned());
        let prose = desk.state().prose.get(section);
        let text = prose.map(|prose| prose.text.clone()).unwrap_or_default();
        let form = Form::own_words(section, &title, &text);
        turn.overlay = Some(Overlay::Form(Box::new(form)));
    }

    pub(super) fn settle(&mut self, area: Rect) {
        self.rows = usize::from(area.height);
        if self.width != area.width {
            // Longer lines are hard to read.
            self.reading = lay_out(&self.text, usize::from(area.width.min(WIDEST)));
            self.width = area.width;
            self.show_what_was_written();
        }
        let last = self.reading.lines.len().saturating_sub(self.rows);
        self.top = self.top.min(last);
    }
}

/// Columns of the longest line.
pub(crate) const WIDEST: u16 = 110;

fn ask_find(sought: &str) -> Overlay {
    Overlay::Ask(Ask {
        about: About::Find,
        title: "Find in this report".to_owned(),
        lines: Vec::new(),
        label: "words".to_owned(),
        line: Line::new(sought),
        problem: None,
    })
}

fn ask_folder(desk: &Desk) -> Overlay {
    Overlay::Ask(Ask {
        about: About::Folder,
        title: "Export the reports".to_owned(),
        lines: vec![
            "recommendation.md, roadmap.md and workshop.md are written into this folder;"
                .to_owned(),
            "only what an export wrote there before is replaced.".to_owned(),
        ],
        label: "folder".to_owned(),
        line: Line::new(&desk.report_folder),
        problem: None,
    })
}
