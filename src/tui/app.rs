//! The state of the terminal program and how messages change it; no terminal, disk or clock in here.

pub(crate) mod answers;
pub(crate) mod assessing;
pub(crate) mod board;
pub(crate) mod capturing;
pub(crate) mod cells;
pub(crate) mod desk;
pub(crate) mod details;
pub(crate) mod drawing;
pub(crate) mod editing;
pub(crate) mod field;
pub(crate) mod form;
pub(crate) mod home;
pub(crate) mod index;
pub(crate) mod keys;
pub(crate) mod moving;
pub(crate) mod overlay;
pub(crate) mod pages;
pub(crate) mod picker;
pub(crate) mod pointing;
pub(crate) mod questions;
pub(crate) mod records;
pub(crate) mod scorecard;
pub(crate) mod sieve;
pub(crate) mod sorting;
pub(crate) mod tab;
pub(crate) mod texts;
pub(crate) mod timing;
pub(crate) mod turn;
pub(crate) mod typing;
pub(crate) mod verdict;
pub(crate) mod weights;

use self::desk::Desk;
use self::home::Home;
use self::overlay::{Ask, Finder, Overlay};
use self::pages::Page;
use self::pages::history::Since;
use self::pages::roadmap::Roadmap;
use self::texts::Texts;
use self::turn::{Notice, Turn};
use super::action::Action;
use super::clock::phase;
use super::effect::{Effect, Message, Now, Saved};
use super::key::Key;
use super::keymap::Keymap;
use super::layout::{Places, TOO_SMALL};
use super::line::Line;
use super::list::Spot;
use super::theme::{Theme, ThemeName};
use crate::document::plainly;

/// What the screen shows.
#[derive(Debug)]
pub(crate) enum Screen {
    /// Recent workshops.
    Home(Home),
    /// An open workshop.
    Desk(Box<Desk>),
}

/// The terminal program.
#[derive(Debug)]
pub(crate) struct App {
    /// What the screen shows.
    pub(crate) screen: Screen,
    /// What lies over it, the last on top.
    pub(crate) overlays: Vec<Overlay>,
    /// Which keys do what.
    pub(crate) keymap: Keymap,
    /// The keys of a sequence that has begun.
    pub(crate) pending: Vec<Key>,
    /// What is said at the foot until the next key.
    pub(crate) notice: Option<Notice>,
    /// The time.
    pub(crate) now: Now,
    /// Columns and rows of the terminal.
    pub(crate) size: (u16, u16),
    /// How it looks.
    pub(crate) theme: Theme,
    /// Whether the mouse is ours.
    pub(crate) mouse: bool,
    /// Who captures.
    pub(crate) author: String,
    /// What was typed on the home screen and not kept.
    home_texts: Texts,
    /// The form or question whose outcome the outside world has still to tell.
    submitted: Option<Overlay>,
    /// The question that a recovery under way was begun by.
    pub(crate) recovering: Option<Ask>,
    /// What was done by keys, in order.
    #[cfg(test)]
    pub(crate) heard: Vec<Action>,
}

impl App {
    /// The program on its home screen.
    pub(crate) fn new(keymap: Keymap, theme: Theme, author: &str, now: Now) -> Self {
        Self {
            screen: Screen::Home(Home::default()),
            overlays: Vec::new(),
            keymap,
            pending: Vec::new(),
            notice: None,
            now,
            size: (0, 0),
            theme,
            mouse: true,
            author: author.to_owned(),
            home_texts: Texts::default(),
            submitted: None,
            recovering: None,
            #[cfg(test)]
            heard: Vec::new(),
        }
    }

    /// Takes a message in and says what the outside world is to do.
    pub(crate) fn update(&mut self, message: Message) -> Vec<Effect> {
        let mut effects = match message {
            Message::Now(now) => self.tick(now),
            Message::Key { key, followed } => self.key(key, followed),
            Message::Paste(text) => self.paste(&text),
            Message::Pointed(pointed) => self.point(pointed),
            Message::Edited(text) => {
                self.take_edited(&text);
                Vec::new()
            }
            Message::Analysed(question, answer) => self.turn(|desk, turn| {
                desk.assessment.take(&question, answer);
                desk.go_on_to_gap(turn);
            }),
            Message::Recovered(to, outcome) => self.take_recovered(to, &outcome),
            Message::End => vec![Effect::Quit],
            news => {
                self.learn(news);
                Vec::new()
            }
        };
        effects.extend(self.hold_texts());
        self.settle();
        effects.extend(self.desk_mut().and_then(Desk::page_wants));
        effects.extend(self.wants_analysis());
        effects
    }

    /// Takes in a message that asks for nothing in return.
    fn learn(&mut self, news: Message) {
        match news {
            Message::Background { light: true } => self.theme.name = ThemeName::Light,
            Message::Background { light: false } => self.theme.name = ThemeName::Dark,
            Message::Resize(columns, rows) => self.size = (columns, rows),
            Message::Saved(saved) => self.take_saved(saved),
            Message::Opened(mut opened) => {
                self.notice = opened.note.take().map(Notice::warning);
                self.learn_outcome(None);
                self.screen = Screen::Desk(Box::new(Desk::new(*opened)));
                self.overlays.clear();
            }
            Message::Followed(workshop) => {
                if let Some(desk) = self.desk_mut() {
                    desk.workshop = *workshop;
                }
            }
            Message::Led(led) => self.take_led(led),
            Message::Recent(known) => {
                if let Screen::Home(home) = &mut self.screen {
                    home.recent = known.recent;
                    home.playbooks = known.playbooks;
                    home.files = known.files;
                }
            }
            Message::Damaged(damaged) => {
                self.learn_outcome(None);
                self.offer_recovery(damaged);
            }
            Message::Failed(text) => {
                // What was filled in is not to be typed again because a name was in use.
                let text = plainly(&text);
                self.learn_outcome(Some(&text));
                self.notice = Some(Notice::warning(text));
            }
            Message::Done(text) => {
                self.learn_outcome(None);
                self.notice = Some(Notice::plain(text));
            }
            Message::Simulating(task, done) => {
                self.roadmap(|page| page.take_progress(&task, done));
            }
            Message::Simulated(task, found) => {
                self.roadmap(|page| page.take_simulation(&task, found.as_deref()));
            }
            answer => self.answer_page(answer),
        }
    }

    /// Gives the page in front what it asked for; one that is gone needs it no more.
    fn answer_page(&mut self, answer: Message) {
        let page = self.desk_mut().and_then(|desk| desk.pages.last_mut());
        match (page, answer) {
            (Some(Page::Report(page)), Message::Report(document, entry, text)) => {
                page.take(document, entry, text);
            }
            (Some(Page::History(page)), Message::History(past)) => page.take(past),
            (Some(Page::History(page)), Message::Since(title, differences)) => {
                page.since = Some(Since {
                    title,
                    differences,
                    spot: Spot::START,
                });
            }
            _ => {}
        }
    }

    /// Gives something to the roadmap, in front or waiting for the way back.
    fn roadmap(&mut self, give: impl FnOnce(&mut Roadmap)) {
        let Some(desk) = self.desk_mut() else {
            return;
        };
        let mut pages = desk.pages.iter_mut().chain(&mut desk.aside);
        let roadmap = pages.find_map(|page| match page {
            Page::Roadmap(page) => Some(page),
            _ => None,
        });
        if let Some(page) = roadmap {
            give(page);
        }
    }

    fn take_saved(&mut self, saved: Saved) {
        let refused = |desk: &Desk| matches!(desk.saved, Saved::No(_));
        if let Saved::No(why) = &saved {
            let text = format!("NOT SAVED: {why}");
            self.notice = Some(Notice::warning(text));
        } else if self.desk().is_some_and(refused) && saved == Saved::Yes {
            self.notice = Some(Notice::plain(
                "The file takes entries again: everything is saved",
            ));
        }
        if let Screen::Desk(desk) = &mut self.screen {
            desk.saved = saved;
        }
    }

    /// The open workshop.
    pub(crate) fn desk(&self) -> Option<&Desk> {
        match &self.screen {
            Screen::Desk(desk) => Some(desk),
            Screen::Home(_) => None,
        }
    }

    /// The open workshop, to change it.
    pub(crate) fn desk_mut(&mut self) -> Option<&mut Desk> {
        match &mut self.screen {
            Screen::Desk(desk) => Some(desk),
            Screen::Home(_) => None,
        }
    }

    /// True when the terminal is too small to show anything but a sentence.
    pub(crate) const fn is_too_small(&self) -> bool {
        self.size.0 < TOO_SMALL.0 || self.size.1 < TOO_SMALL.1
    }

    /// Takes the time in; sounds the bell five minutes before the end of the running block, and at its end.
    fn tick(&mut self, now: Now) -> Vec<Effect> {
        let before = self.alarm();
        self.now = now;
        let rings = before < self.alarm() && before.is_some();
        if rings {
            vec![Effect::Bell]
        } else {
            Vec::new()
        }
    }

    /// How near the end of the running block is: 0 far, 1 in its last five minutes, 2 over.
    fn alarm(&self) -> Option<u8> {
        let desk = self.desk()?;
        let (block, clock) = super::clock::running(desk.state()).next()?;
        let phase = phase(block, Some(clock), self.now);
        Some(if phase.is_over() {
            2
        } else {
            u8::from(phase.is_close())
        })
    }

    /// Does an action.
    pub(crate) fn act(&mut self, action: Action) -> Vec<Effect> {
        if self.is_too_small() && !self.works_unseen(action) {
            return Vec::new();
        }
        match action {
            Action::Quit => return vec![Effect::Quit],
            Action::Suspend => return vec![Effect::Suspend],
            Action::Mouse => return self.turn_mouse(),
            Action::Editor => return self.send_to_editor(),
            Action::DropDraft => {
                self.drop_draft();
                return Vec::new();
            }
            Action::Theme => {
                let name = self.theme.name.next();
                self.theme = Theme { name, ..self.theme };
                let text = format!("Colours: {}", name.word());
                self.notice = Some(Notice::plain(text));
                return Vec::new();
            }
            Action::Help => {
                let help = Finder::help(self.situation(), &self.keymap);
                self.overlays.push(Overlay::Help(help));
                return Vec::new();
            }
            Action::Palette => {
                let palette = Finder::palette(self.situation(), &self.keymap);
                self.overlays.push(Overlay::Palette(palette));
                return Vec::new();
            }
            _ => {}
        }
        if !self.overlays.is_empty()
            || self
                .desk()
                .is_some_and(|desk| desk.capturing || desk.filtering)
        {
            return self.answer(action);
        }
        match &self.screen {
            Screen::Home(_) => self.act_home(action),
            Screen::Desk(_) => self.act_desk(action),
        }
    }

    fn act_desk(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Home => return self.leave(),
            Action::Search => {
                self.open_search();
                return Vec::new();
            }
            Action::BackToPage if self.came_by_search() => {
                self.open_search();
                return Vec::new();
            }
            Action::Capture => {
                if let Some(desk) = self.desk_mut() {
                    desk.open_capture();
                }
                return Vec::new();
            }
            _ => {}
        }
        self.turn(|desk, turn| {
            let _done = desk.turn_pages(action, turn)
                || desk.go_on_board(action, turn)
                || desk.go(action, turn)
                || desk.work(action, turn)
                || desk.set_cell(action, turn)
                || desk.time(action, turn);
        })
    }

    /// Lets the open workshop do something and takes in what comes of it.
    pub(crate) fn turn(&mut self, work: impl FnOnce(&mut Desk, &mut Turn)) -> Vec<Effect> {
        let mut turn = Turn {
            now: self.now,
            by: self.author.clone(),
            page: usize::from(Places::of(self).page_rows()),
            effects: Vec::new(),
            notice: None,
            refused: None,
            overlay: None,
        };
        let Screen::Desk(desk) = &mut self.screen else {
            return Vec::new();
        };
        work(desk, &mut turn);
        if !turn.effects.is_empty() && desk.saved == Saved::Yes {
            let writes = turn
                .effects
                .iter()
                .any(|effect| matches!(effect, Effect::Commit { .. }));
            desk.saved = if writes { Saved::Saving } else { Saved::Yes };
        }
        if turn.notice.is_some() {
            self.notice = turn.notice;
        }
        if let Some(overlay) = turn.overlay {
            self.put_over(overlay);
        }
        turn.effects
    }

    /// True once after a place was found by the search.
    fn came_by_search(&mut self) -> bool {
        let desk = self.desk_mut();
        desk.is_some_and(|desk| std::mem::take(&mut desk.searched))
    }

    /// Opens the search; what was searched for last is there again, until something else is typed.
    fn open_search(&mut self) {
        let Some(desk) = self.desk_mut() else {
            return;
        };
        let mut picker = picker::Picker::everything(desk.state());
        if let Some((words, spot)) = desk.search.take() {
            picker.line = Line::suggested(&words);
            picker.search();
            picker.spot = spot;
        }
        self.overlays.push(Overlay::Pick(Box::new(picker)));
    }

    fn leave(&mut self) -> Vec<Effect> {
        self.screen = Screen::Home(Home::default());
        vec![Effect::Leave]
    }

    /// Keeps every selection visible and everything that is worked out up to date.
    fn settle(&mut self) {
        if let Some(desk) = self.desk_mut() {
            desk.refresh();
        }
        self.settle_trial();
        let places = Places::of(self);
        match &mut self.screen {
            Screen::Home(home) => {
                let rows = places.body.height.saturating_sub(1);
                home.spot.settle(home.recent.len(), usize::from(rows));
            }
            Screen::Desk(desk) if desk.page().is_some() => desk.settle_page(places.page),
            Screen::Desk(desk) if desk.shows_board() => {
                desk.settle_board(usize::from(places.board_rows()));
            }
            Screen::Desk(desk) => {
                desk.wrap_questions(places.details.width);
                let (rows, columns) = desk.size();
                let mut spot = desk.spot();
                spot.settle(rows, usize::from(places.rows.height));
                spot.settle_columns(columns, places.grid_columns(columns));
                if rows > 0 || columns > 0 {
                    desk.set_spot(spot);
                }
            }
        }
        let now = self.now;
        if let Some(desk) = self.desk_mut() {
            desk.time_run(now);
        }
        self.try_weights();
        match self.overlays.last_mut() {
            Some(Overlay::Help(finder) | Overlay::Palette(finder)) => {
                finder.spot.settle(finder.found.len(), places.finder_rows());
            }
            Some(Overlay::Pick(picker)) => {
                picker.settle(usize::from(places.picker_list().height));
            }
            _ => {}
        }
    }
}
