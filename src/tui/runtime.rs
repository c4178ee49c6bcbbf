//! The shell around the program: terminal, clock, files, signals.
//!
//! One thread waits for keys, one for signals, the journal's own for the disk; all report on one channel. The loop
//! sleeps until something comes or a clock on the screen changes, takes in all that has come, and draws once.

mod background;
mod config;
mod editor;
mod files;
mod frame;
mod keys;
mod past;
mod reports;
mod scroll;
mod signals;
mod simulations;
mod terminal;

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use anyhow::Context as _;
use crossterm::event::{Event, KeyCode, MouseButton, MouseEvent, MouseEventKind};

use std::path::Path;

use super::app::App;
use super::clock::next_change;
use super::effect::{Effect, Message, Now, Pointed, Saved};
use super::key::Key;
use super::simulating::Task;
use super::view::view;
use super::{Options, Start};
use crate::exports::{Document, File, Templates};
use crate::journal::{SaveState, Session};
use crate::roadmap::Simulation;
use background::Sieve;
use files::Files;
use keys::Keys;
use terminal::Screen;

/// How often a window that follows another one looks for what is new.
const LOOK: Duration = Duration::from_millis(500);

/// Something from outside.
#[derive(Debug)]
enum Arrived {
    /// From the terminal.
    Terminal(Event),
    /// The journal has something to say.
    Journal,
    /// A document for the preview has been written.
    Report(Document, Result<String, String>),
    /// So many runs of a simulation are done.
    Simulating(Task, u32),
    /// A simulation has ended; without a result when it was stopped.
    Simulated(Task, Option<Box<Simulation>>),
    /// The program is to end, or the terminal is gone.
    End,
    /// The program is to be suspended.
    #[cfg_attr(not(unix), expect(dead_code, reason = "no such signal there"))]
    Suspend,
    /// The program goes on after it was stopped.
    #[cfg_attr(not(unix), expect(dead_code, reason = "no such signal there"))]
    Continue,
}

/// Whether the loop goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    On,
    End,
}

/// Runs the program until it is left.
pub(super) fn run(start: Start, options: Options) -> anyhow::Result<()> {
    let Options {
        author,
        settings,
        sample,
        templates,
        write,
    } = options;
    let (keymap, complaint) = config::keymap();
    let (theme, colours) = config::theme(&settings);
    let mut app = App::new(keymap, theme, &author, now());
    let (sender, receiver) = channel();
    let mut files = Files::new(author, sample);
    let first = match start {
        Start::Home => Files::recent(),
        Start::File(path) => files.open(&path)?,
    };
    let screen = Screen::enter().context("the terminal cannot be used")?;
    signals::listen(&sender)?;
    let keys = Keys::default();
    keys.listen(sender.clone())?;
    app.update(first);
    let (columns, rows) = screen.size()?;
    app.update(Message::Resize(columns, rows));
    if let Some(complaint) = complaint.or(colours) {
        app.update(Message::Failed(complaint));
    }
    let mut runtime = Runtime {
        app,
        screen,
        files,
        sender,
        receiver,
        keys,
        sieve: Sieve::default(),
        bell: settings.bell.unwrap_or(true),
        templates,
        write,
    };
    runtime.follow_journal();
    if settings.mouse.unwrap_or(true) {
        runtime.screen.mouse(true)?;
    } else {
        runtime.app.mouse = false;
    }
    if config::may_ask_background(&settings) {
        runtime.draw()?;
        runtime.sieve.open();
        runtime.screen.ask(background::QUESTION)?;
    }
    let ran = runtime.run();
    let Runtime { files, screen, .. } = runtime;
    drop(screen);
    files.close().and(ran)
}

/// The time of the room.
fn now() -> Now {
    chrono::Local::now().fixed_offset()
}

struct Runtime {
    app: App,
    screen: Screen,
    files: Files,
    sender: Sender<Arrived>,
    receiver: Receiver<Arrived>,
    keys: Keys,
    sieve: Sieve,
    bell: bool,
    templates: fn() -> anyhow::Result<Templates>,
    write: fn(&Path, &[File]) -> anyhow::Result<()>,
}

impl Runtime {
    fn run(&mut self) -> anyhow::Result<()> {
        loop {
            self.draw()?;
            let state = self.app.desk().map(super::app::desk::Desk::state);
            let follows = self.files.follows();
            let most = if follows { LOOK } else { Duration::MAX };
            let wait = next_change(state, now()).min(most);
            let mut batch = match self.receiver.recv_timeout(wait) {
                Ok(first) => vec![first],
                Err(RecvTimeoutError::Timeout) => Vec::new(),
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
            };
            batch.extend(self.receiver.try_iter());
            let (batch, light) = self.sieve.sift(batch);
            if let Some(light) = light {
                self.tell(Message::Background { light })?;
            }
            if self.take(&batch)? == Next::End {
                return Ok(());
            }
            if follows {
                self.follow()?;
            }
        }
    }

    /// Takes in what another window has written.
    fn follow(&mut self) -> anyhow::Result<()> {
        let message = match self.files.follow() {
            Ok(None) => return Ok(()),
            Ok(Some(message)) => message,
            Err(error) => Message::Failed(format!("{error:#}")),
        };
        self.tell(message).map(drop)
    }

    fn draw(&mut self) -> anyhow::Result<()> {
        let app = &self.app;
        self.screen
            .draw(app.size, |buffer| view(app, buffer))
            .context("the terminal cannot be drawn on")
    }

    /// Takes in everything that has come, in order.
    fn take(&mut self, batch: &[Arrived]) -> anyhow::Result<Next> {
        if self.tell(Message::Now(now()))? == Next::End {
            return Ok(Next::End);
        }
        for (at, arrived) in batch.iter().enumerate() {
            let next = match arrived {
                Arrived::Terminal(Event::Key(event)) => match Key::from_event(*event) {
                    Some(key) => self.tell(Message::Key {
                        key,
                        followed: is_text(batch.get(at + 1)),
                    })?,
                    None => Next::On,
                },
                Arrived::Terminal(Event::Paste(text)) => self.tell(Message::Paste(text.clone()))?,
                Arrived::Terminal(Event::Resize(columns, rows)) => {
                    self.tell(Message::Resize(*columns, *rows))?
                }
                Arrived::Terminal(Event::Mouse(event)) => match pointed(*event) {
                    Some(pointed) => self.tell(Message::Pointed(pointed))?,
                    None => Next::On,
                },
                Arrived::Terminal(_) => Next::On,
                Arrived::Journal => self.tell(Message::Saved(self.files.saved()))?,
                Arrived::Report(document, text) => {
                    self.tell(Message::Report(*document, text.clone()))?
                }
                Arrived::Simulating(task, done) => {
                    self.tell(Message::Simulating(task.clone(), *done))?
                }
                Arrived::Simulated(task, found) => {
                    self.tell(Message::Simulated(task.clone(), found.clone()))?
                }
                Arrived::End => self.tell(Message::End)?,
                Arrived::Suspend => self.perform(vec![Effect::Suspend])?,
                Arrived::Continue => {
                    self.screen.resume()?;
                    Next::On
                }
            };
            if next == Next::End {
                return Ok(Next::End);
            }
        }
        Ok(Next::On)
    }

    /// Gives the program a message and does what it asks for.
    fn tell(&mut self, message: Message) -> anyhow::Result<Next> {
        let effects = self.app.update(message);
        self.perform(effects)
    }

    fn perform(&mut self, effects: Vec<Effect>) -> anyhow::Result<Next> {
        for effect in effects {
            let answer = match effect {
                Effect::Quit => return Ok(Next::End),
                Effect::Bell => {
                    if self.bell {
                        self.screen.ring()?;
                    }
                    continue;
                }
                Effect::Mouse(ours) => {
                    self.screen.mouse(ours)?;
                    continue;
                }
                Effect::Edit(text) => self.edit(&text)?,
                Effect::Suspend => {
                    self.screen.suspend()?;
                    Message::Now(now())
                }
                Effect::Draft(text) => {
                    self.files.draft(text);
                    continue;
                }
                Effect::Commit { act, at } => match self.files.commit(*act, at) {
                    Ok(()) => continue,
                    Err(error) => Message::Saved(Saved::No(format!("{error:#}"))),
                },
                Effect::Leave => match self.files.leave() {
                    Ok(()) => Files::recent(),
                    Err(error) => Message::Failed(format!("{error:#}")),
                },
                Effect::Report(document) => {
                    self.print(document)?;
                    continue;
                }
                Effect::Simulate(task) => {
                    simulations::start(task, self.sender.clone())?;
                    continue;
                }
                Effect::History => {
                    self.ask_journal(|session| past::history(session).map(Message::History))
                }
                Effect::Since(number) => self.ask_journal(|session| {
                    let (title, differences) = past::since(session, number)?;
                    Ok(Message::Since(title, differences))
                }),
                Effect::Export(folder) => self.export(&folder),
                Effect::Open(path) => answer(self.files.open(&path)),
                Effect::Sample => answer(self.files.sample()),
                Effect::Create(new) => answer(self.files.create(&new, now())),
            };
            let opened = matches!(answer, Message::Opened(_));
            if opened {
                self.follow_journal();
            }
            if self.tell(answer)? == Next::End {
                return Ok(Next::End);
            }
        }
        Ok(Next::On)
    }

    /// Writes a document in a thread of its own: it may take as long as several keys.
    fn print(&self, document: Document) -> anyhow::Result<()> {
        let Some(basis) = self.files.session().map(reports::Basis::of) else {
            return Ok(());
        };
        let (sender, templates) = (self.sender.clone(), self.templates);
        std::thread::Builder::new()
            .name("report".to_owned())
            .spawn(move || {
                let text = basis.preview(document, templates);
                let text = text.map_err(|error| format!("{error:#}"));
                drop(sender.send(Arrived::Report(document, text)));
            })?;
        Ok(())
    }

    /// Lends the terminal to the user's editor.
    fn edit(&mut self, text: &str) -> anyhow::Result<Message> {
        let Self { screen, keys, .. } = self;
        let edited = keys.while_stopped(|| screen.lend(|| editor::edit(text)))?;
        Ok(match edited {
            Ok(text) => Message::Edited(text),
            Err(error) => Message::Failed(format!("{error:#}")),
        })
    }

    fn ask_journal(&self, ask: impl FnOnce(&Session) -> anyhow::Result<Message>) -> Message {
        match self.files.session() {
            Some(session) => answer(ask(session)),
            None => Message::Failed("no workshop is open".to_owned()),
        }
    }

    fn export(&self, folder: &Path) -> Message {
        let Some(basis) = self.files.session().map(reports::Basis::of) else {
            return Message::Failed("no workshop is open".to_owned());
        };
        let files = basis.files(self.templates);
        let written = files.and_then(|files| (self.write)(folder, &files).map(|()| files.len()));
        match written {
            Ok(count) => Message::Done(format!("Wrote {count} files to {}", folder.display())),
            Err(error) => Message::Failed(format!("{error:#}")),
        }
    }

    /// Has the journal wake the loop whenever something was saved or refused.
    fn follow_journal(&self) {
        if let Some(session) = self.files.session() {
            let sender = self.sender.clone();
            session.on_event(Box::new(move |_| drop(sender.send(Arrived::Journal))));
        }
    }
}

fn answer(opened: anyhow::Result<Message>) -> Message {
    opened.unwrap_or_else(|error| Message::Failed(format!("{error:#}")))
}

/// What the mouse did, if it concerns us.
const fn pointed(event: MouseEvent) -> Option<Pointed> {
    Some(match event.kind {
        MouseEventKind::Down(MouseButton::Left) => Pointed::At(event.column, event.row),
        MouseEventKind::ScrollUp => Pointed::Up,
        MouseEventKind::ScrollDown => Pointed::Down,
        _ => return None,
    })
}

/// True for a key that types a character.
fn is_text(arrived: Option<&Arrived>) -> bool {
    let Some(Arrived::Terminal(Event::Key(event))) = arrived else {
        return false;
    };
    Key::from_event(*event).is_some_and(|key| key.types() && key.code != KeyCode::Char(' '))
}

/// How far the journal has got, for the screen.
fn saved(session: Option<&Session>) -> Saved {
    match session.map(Session::saved) {
        None | Some(SaveState::Saved) => Saved::Yes,
        Some(SaveState::Saving(_)) => Saved::Saving,
        Some(SaveState::NotSaved(why)) => Saved::No(why),
    }
}
