//! The home screen: recent workshops, new, open, sample.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use super::form::Form;
use super::overlay::{About, Ask, Overlay};
use super::turn::Notice;
use super::{App, Screen};
use crate::tui::action::Action;
use crate::tui::effect::{Damaged, Effect, Recent};
use crate::tui::line::Line;
use crate::tui::list::Spot;

/// The home screen.
#[derive(Debug, Default)]
pub(crate) struct Home {
    /// Workshops that were open lately, the newest first.
    pub(crate) recent: Vec<Recent>,
    /// Where one stands in them.
    pub(crate) spot: Spot,
    /// Playbooks to begin one with: id and title.
    pub(crate) playbooks: Vec<(String, String)>,
    /// Names of the files in the current folder.
    pub(crate) files: Vec<String>,
}

impl App {
    /// Asks whether what is sound in a damaged workshop is to be taken out of it.
    pub(super) fn offer_recovery(&mut self, damaged: Damaged) {
        let name = file_name(&damaged.path);
        self.overlays.push(Overlay::Ask(Ask {
            title: "This workshop is damaged".to_owned(),
            lines: vec![
                format!("{name} is {}.", damaged.what),
                "Every undamaged entry is taken into a new file, which opens then; the damaged one stays as it is."
                    .to_owned(),
            ],
            label: "new file".to_owned(),
            line: Line::new(&damaged.new.to_string_lossy()),
            problem: None,
            about: About::Recover(damaged.path),
        }));
    }

    /// Begins a recovery, and says so until its end.
    pub(super) fn recover(&mut self, ask: Ask, from: PathBuf, to: PathBuf) -> Vec<Effect> {
        self.notice = Some(Notice::plain(format!(
            "Every undamaged entry of {} is being taken into {}; you can go on working",
            file_name(&from),
            file_name(&to)
        )));
        self.recovering = Some(ask);
        vec![Effect::Recover { from, to }]
    }

    /// Takes in what came of a recovery. Whoever has gone on meanwhile is told, and not interrupted.
    pub(super) fn take_recovered(
        &mut self,
        path: PathBuf,
        outcome: &Result<String, String>,
    ) -> Vec<Effect> {
        let Some(mut ask) = self.recovering.take() else {
            return Vec::new();
        };
        // What was said at its beginning is no longer so.
        self.notice = None;
        let waits = matches!(self.screen, Screen::Home(_)) && self.overlays.is_empty();
        match outcome {
            Ok(said) if waits => {
                let said = said.clone();
                return vec![Effect::OpenRecovered { path, said }];
            }
            Ok(_) => self.notice = Some(Notice::plain(outcome_of_recovery(&path, outcome))),
            Err(why) if waits => {
                ask.problem = Some(why.clone());
                self.overlays.push(Overlay::Ask(ask));
            }
            Err(_) => self.notice = Some(Notice::warning(outcome_of_recovery(&path, outcome))),
        }
        Vec::new()
    }

    pub(super) fn act_home(&mut self, action: Action) -> Vec<Effect> {
        let page = isize::try_from(super::Places::of(self).body.height).unwrap_or(1);
        let today = self.now.date_naive();
        let Screen::Home(home) = &mut self.screen else {
            return Vec::new();
        };
        let count = home.recent.len();
        match action {
            Action::Up => home.spot.down(-1, count),
            Action::Down => home.spot.down(1, count),
            Action::PageUp => home.spot.down(-page, count),
            Action::PageDown => home.spot.down(page, count),
            Action::Top => home.spot.row = 0,
            Action::Bottom => home.spot.row = count.saturating_sub(1),
            Action::Open => {
                let chosen = home.recent.get(home.spot.row);
                return chosen
                    .map(|one| Effect::Open(one.path.clone()))
                    .into_iter()
                    .collect();
            }
            Action::New => {
                let form = Form::new_workshop(today, &home.playbooks, &home.files);
                self.put_over(Overlay::Form(Box::new(form)));
            }
            Action::Sample => return vec![Effect::Sample],
            Action::OpenPath => self.put_over(Overlay::Ask(Ask {
                about: About::Path,
                title: "Open a workshop".to_owned(),
                lines: Vec::new(),
                label: "file".to_owned(),
                line: Line::default(),
                problem: None,
            })),
            _ => {}
        }
        Vec::new()
    }
}

/// What came of a recovery into a file, for whoever did not wait for it.
pub(crate) fn outcome_of_recovery(path: &Path, outcome: &Result<String, String>) -> String {
    let path = path.display();
    match outcome {
        Ok(said) => format!("{said}. The recovered workshop is {path}"),
        Err(why) => format!("Nothing could be recovered into {path}: {why}"),
    }
}

fn file_name(path: &Path) -> Cow<'_, str> {
    path.file_name().unwrap_or_default().to_string_lossy()
}
