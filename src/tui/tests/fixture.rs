//! A small workshop, and a way to type at it.

use chrono::Duration;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::agenda::{Playbook, Rubric};
use crate::tui::app::desk::Desk;
use crate::tui::app::overlay::Overlay;
use crate::tui::app::{App, Screen};
use crate::tui::effect::{Effect, Known, Message, Now, Opened, Recent, Saved};
use crate::tui::key::Key;
use crate::tui::keymap::Keymap;
use crate::tui::theme::{Theme, ThemeName};
use crate::tui::view::view;
use crate::workshop::{Act, Change, Entry, Info, Person, State, Workshop};

const PLAYBOOK: &str = include_str!("fixture.toml");

const RUBRIC: &str = r#"
[rubric]
id = "small"
title = "Small"
version = 1
environments = ["production", "pre-production"]
[[option]]
id = "cloud"
title = "Cloud"
[[option.swot]]
id = "no-brokers"
quadrant = "strengths"
text = "Nobody runs brokers at night"
criteria = ["support"]
source = "https://example.org/brokers"
as_of = "2026-10-01"
[[option.swot]]
id = "egress"
quadrant = "threats"
text = "What leaves the cloud is billed"
criteria = ["cost"]
source = "https://example.org/egress"
as_of = "2026-10-02"
[[option]]
id = "own"
title = "Run by us"
[[criterion]]
id = "cost"
title = "Cost"
direction = "lower-is-better"
question = "?"
anchors = { L = "cheap", M = "usual", H = "dear" }
weight = { production = 40, pre-production = 60 }
[[criterion]]
id = "support"
title = "Support"
question = "?"
anchors = { L = "none", M = "by mail", H = "at night" }
weight = 60
"#;

/// The program with a way to type at it.
pub(super) struct Room {
    pub(super) app: App,
    pub(super) effects: Vec<Effect>,
    /// How many keys were typed.
    pub(super) typed: usize,
    /// Whether the decision engine keeps its answers until [`Room::engine_answers`].
    pub(super) engine_is_slow: bool,
}

/// Day one of the fixture at this time.
pub(super) fn at(time: &str) -> Now {
    format!("2026-11-30T{time}:00+01:00").parse().unwrap()
}

/// A workshop in which nothing was said yet.
pub(super) fn workshop() -> Workshop {
    workshop_of(PLAYBOOK, RUBRIC)
}

/// The same by another playbook and another rubric.
fn workshop_of(playbook: &str, rubric: &str) -> Workshop {
    let info = Info {
        title: "Small workshop".to_owned(),
        client: "Northwind Bank".to_owned(),
        dates: vec!["2026-11-30".parse().unwrap(), "2026-12-01".parse().unwrap()],
        ..Info::default()
    };
    let playbook = Playbook::read("fixture.toml", playbook).unwrap();
    let mut state = State::new(info, playbook, Rubric::read("rubric.toml", rubric).unwrap());
    state.people = vec![Person {
        name: "Lena Fischer".to_owned(),
        ..Person::default()
    }];
    begun(state)
}

/// A workshop that begins with a state.
pub(super) fn begun(state: State) -> Workshop {
    let first = Entry {
        id: uuid::Uuid::nil(),
        at: at("09:00"),
        by: "Ada".to_owned(),
        act: Act::Do(vec![Change::Replace(Box::new(state))]),
    };
    Workshop::begin(&first).unwrap()
}

impl Room {
    /// The home screen at nine o'clock.
    pub(super) fn home() -> Self {
        let theme = Theme::new(ThemeName::Dark, false, true);
        let mut app = App::new(Keymap::built_in(), theme, "Ada", at("09:00"));
        app.update(Message::Resize(80, 24));
        Self {
            app,
            effects: Vec::new(),
            typed: 0,
            engine_is_slow: false,
        }
    }

    /// The home screen with two workshops on it.
    pub(super) fn home_with_recent() -> Self {
        let mut room = Self::home();
        let recent = |client: &str, name: &str| Recent {
            path: name.into(),
            title: "Event-driven architecture workshop".to_owned(),
            client: client.to_owned(),
            opened: "2026-11-28".parse().ok(),
        };
        let all = vec![
            recent("Northwind Bank", "northwind.flipchart"),
            recent("Contoso", "contoso.flipchart"),
        ];
        let playbooks = [("small", "Small"), ("streaming-coe", "Centre")];
        let playbooks = playbooks.map(|(id, title)| (id.to_owned(), title.to_owned()));
        room.tell(Message::Recent(Known {
            recent: all,
            playbooks: playbooks.to_vec(),
            files: Vec::new(),
        }));
        room
    }

    /// The small workshop, open at its first block.
    pub(super) fn open() -> Self {
        Self::with(workshop())
    }

    /// The same after a change to its playbook.
    pub(super) fn open_with(change: impl Fn(&str) -> String) -> Self {
        Self::with(workshop_of(&change(PLAYBOOK), RUBRIC))
    }

    /// The small workshop with another rubric.
    pub(super) fn with_rubric(rubric: &str) -> Self {
        Self::with(workshop_of(PLAYBOOK, rubric))
    }

    /// This workshop, open where the room was last.
    pub(super) fn with(workshop: Workshop) -> Self {
        let mut room = Self::home();
        room.take(workshop);
        room
    }

    /// Opens a workshop in place of whatever is open.
    pub(super) fn take(&mut self, workshop: Workshop) {
        let opened = Opened {
            workshop,
            writable: true,
            report_folder: "small-report".to_owned(),
            draft: String::new(),
            note: None,
        };
        self.tell(Message::Opened(Box::new(opened)));
    }

    /// The small workshop, opened again with what was stored of the texts that were typed.
    pub(super) fn reopen(stored: &str, writable: bool) -> Self {
        let mut room = Self::home();
        let opened = Opened {
            workshop: workshop(),
            writable,
            report_folder: "small-report".to_owned(),
            draft: stored.to_owned(),
            note: None,
        };
        room.tell(Message::Opened(Box::new(opened)));
        room
    }

    /// What was asked to be stored last of the texts that were typed.
    pub(super) fn stored(&self) -> &str {
        let stored = |effect: &'_ Effect| matches!(effect, Effect::Draft(_));
        match self.effects.iter().rfind(|effect| stored(effect)) {
            Some(Effect::Draft(text)) => text,
            _ => "",
        }
    }

    /// True when the screen shows this text.
    pub(super) fn shows(&self, text: &str) -> bool {
        let (columns, rows) = self.app.size;
        let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
        view(&self.app, &mut buffer);
        super::pictures::text(&buffer).contains(text)
    }

    /// What waits on the capture line.
    pub(super) fn waiting(&self) -> &str {
        self.desk().waiting().map_or("", |(text, _)| text)
    }

    /// The form in front.
    pub(super) fn form(&self) -> &crate::tui::app::form::Form {
        match self.app.overlays.last() {
            Some(Overlay::Form(form)) => form,
            other => panic!("no form but {other:?}"),
        }
    }

    /// The question in front.
    pub(super) fn ask(&self) -> &crate::tui::app::overlay::Ask {
        match self.app.overlays.last() {
            Some(Overlay::Ask(ask)) => ask,
            other => panic!("no question but {other:?}"),
        }
    }

    /// Changes the workshop behind the back of what is open.
    pub(super) fn behind(&mut self, change: Change) {
        let entry = Entry {
            id: uuid::Uuid::nil(),
            at: self.app.now,
            by: "Bob".to_owned(),
            act: Act::Do(vec![change]),
        };
        let desk = self.app.desk_mut().unwrap();
        desk.workshop.apply(&entry).unwrap();
    }

    /// Gives the program a message.
    pub(super) fn tell(&mut self, message: Message) {
        let effects = self.app.update(message);
        let wrote = effects
            .iter()
            .any(|effect| matches!(effect, Effect::Commit { .. }));
        self.effects.extend(effects);
        if !self.engine_is_slow {
            self.engine_answers_if_asked();
        }
        if wrote {
            self.app.update(Message::Saved(Saved::Yes));
        }
    }

    /// The decision engine answers what it was asked.
    pub(super) fn engine_answers(&mut self) -> &mut Self {
        let asks = |effect: &Effect| matches!(effect, Effect::Analyse(_));
        let at = self.effects.iter().position(asks).unwrap();
        if let Effect::Analyse(question) = self.effects.remove(at) {
            self.answer_question(question);
        }
        self
    }

    /// The engine answers what it was asked since it answered last; false when that is nothing.
    pub(super) fn engine_answers_if_asked(&mut self) -> bool {
        let asked = self
            .effects
            .iter()
            .any(|effect| matches!(effect, Effect::Analyse(_)));
        if asked {
            self.engine_answers();
        }
        asked
    }

    fn answer_question(&mut self, question: std::sync::Arc<crate::tui::app::assessing::Question>) {
        let settings = crate::scoring::Settings {
            samples: 2_000,
            ..crate::scoring::Settings::default()
        };
        let answer = crate::tui::app::assessing::answer(&question, &settings);
        self.tell(Message::Analysed(question, answer));
    }

    /// Types keys: names with blanks between them, and `'text'` for whole words.
    pub(super) fn keys(&mut self, keys: &str) -> &mut Self {
        for (at, part) in keys.split('\'').enumerate() {
            if at % 2 == 1 {
                for c in part.chars() {
                    self.key(Key::plain(crossterm::event::KeyCode::Char(c)));
                }
                continue;
            }
            for name in part.split_whitespace() {
                let key = Key::parse(name);
                assert!(key.is_some(), "{name} is no key");
                self.key(key.unwrap());
            }
        }
        self
    }

    fn key(&mut self, key: Key) {
        self.typed += 1;
        self.tell(Message::Key {
            key,
            followed: false,
        });
    }

    /// Lets time pass.
    pub(super) fn wait(&mut self, seconds: i64) -> &mut Self {
        let now = self.app.now + Duration::seconds(seconds);
        self.tell(Message::Now(now));
        self
    }

    /// Gives the terminal another size.
    pub(super) fn size(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.tell(Message::Resize(columns, rows));
        self
    }

    pub(super) fn desk(&self) -> &Desk {
        self.app.desk().unwrap()
    }

    pub(super) fn state(&self) -> &State {
        self.desk().state()
    }

    /// What is said at the foot.
    pub(super) fn said(&self) -> &str {
        self.app
            .notice
            .as_ref()
            .map(|notice| notice.text.as_str())
            .unwrap_or_default()
    }

    /// The records of a sheet as `LI-1 text`, in order.
    pub(super) fn records(&self, sheet: &str) -> Vec<String> {
        let sheet = crate::agenda::SheetId::new(sheet);
        let line =
            |record: &crate::workshop::Record| format!("{} {}", record.id, record.naming_text());
        self.state().on_sheet(&sheet).map(line).collect()
    }

    /// The reference of the selected record.
    pub(super) fn selected(&self) -> String {
        self.desk()
            .record()
            .map(|record| record.id.to_string())
            .unwrap_or_default()
    }

    /// The name of the tab in front.
    pub(super) fn tab(&self) -> String {
        match self.desk().tab() {
            Some(crate::tui::app::tab::Tab::Sheet(id)) => id.to_string(),
            Some(crate::tui::app::tab::Tab::Topics(_)) => "topics".to_owned(),
            Some(crate::tui::app::tab::Tab::Carried(_)) => "carried".to_owned(),
            None => String::new(),
        }
    }

    /// The name of what lies over the screen.
    pub(super) fn over(&self) -> &'static str {
        match self.app.overlays.last() {
            None => "",
            Some(Overlay::Help(_)) => "help",
            Some(Overlay::Palette(_)) => "palette",
            Some(Overlay::Form(_)) => "form",
            Some(Overlay::Ask(_)) => "ask",
            Some(Overlay::Pick(_)) => "pick",
        }
    }

    pub(super) fn is_home(&self) -> bool {
        matches!(self.app.screen, Screen::Home(_))
    }

    /// How many acts were written.
    pub(super) fn commits(&self) -> usize {
        self.effects
            .iter()
            .filter(|effect| matches!(effect, Effect::Commit { .. }))
            .count()
    }

    /// The id of the block in front.
    pub(super) fn block(&self) -> &str {
        self.desk().block().unwrap().id.as_str()
    }
}
