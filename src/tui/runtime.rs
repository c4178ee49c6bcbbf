//! The shell around the program: terminal, clock, files, signals.
//!
//! One thread waits for keys, one for signals, the journal's own for the disk; all report on one channel. The loop
//! sleeps until something comes or a clock on the screen changes, takes in all that has come, and draws once.

mod background;
mod config;
mod editor;
mod files;
mod keys;
mod past;
mod recovery;
mod reports;
mod signals;
mod simulations;
mod terminal;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use anyhow::Context as _;
use crossterm::event::{Event, KeyCode, MouseButton, MouseEvent, MouseEventKind};

use std::path::{Path, PathBuf};

use super::app::App;
use super::app::assessing::{self, Question};
use super::app::desk::Desk;
use super::clock::next_change;
use super::effect::{Effect, Message, Now, Pointed, Saved};
use super::key::Key;
use super::simulating::Task;
use super::view::view;
use super::{Options, Start};
use crate::exports::{Document, File, Templates};
use crate::journal::{SaveState, Session};
use crate::roadmap::Simulation;
use crate::scoring::{EnvironmentAnalysis, Settings};
use background::Sieve;
use files::Files;
use keys::Keys;
use recovery::Recovery;
use terminal::Screen;

/// How often a window that follows another one looks for what is new.
const LOOK: Duration = Duration::from_millis(500);

/// How long the reading thread may take from one key of a paste to the next.
const MOMENT: Duration = Duration::from_millis(5);

/// Something from outside.
#[derive(Debug)]
enum Arrived {
    /// From the terminal.
    Terminal(Event),
    /// The journal has something to say.
    Journal,
    /// A document for the preview has been written.
    Report(Document, u64, Result<String, String>),
    /// What came of a recovery into this file.
    Recovered(PathBuf, Result<String, String>),
    /// What the decision engine answered.
    Analysed(Arc<Question>, Vec<EnvironmentAnalysis>),
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
        complaint: options_complaint,
        sample,
        templates,
        write,
    } = options;
    let (keymap, complaint) = config::keymap();
    let (theme, [palettes, name]) = config::theme(&settings);
    let complaints = [complaint, options_complaint, palettes, name];
    let complaints: Vec<String> = complaints.into_iter().flatten().collect();
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
    let mut wanted = Vec::new();
    if matches!(first, Message::Damaged(_)) {
        // The question stands over the home screen.
        wanted.extend(app.update(Files::recent()));
    }
    wanted.extend(app.update(first));
    let (columns, rows) = screen.size()?;
    wanted.extend(app.update(Message::Resize(columns, rows)));
    complain(&mut app, &complaints);
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
        recovery: None,
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
    let ran = runtime.run(wanted);
    runtime.end().and(ran)
}

/// Says what is wrong with the configuration, behind what was to be said of the file.
fn complain(app: &mut App, complaints: &[String]) {
    if complaints.is_empty() {
        return;
    }
    let note = app.notice.take().map(|notice| notice.text);
    let all: Vec<String> = note.into_iter().chain(complaints.iter().cloned()).collect();
    app.update(Message::Failed(all.join("\n")));
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
    /// The recovery that was begun last.
    recovery: Option<Recovery>,
}

impl Runtime {
    /// Gives the terminal back, and ends what is still to be written.
    fn end(self) -> anyhow::Result<()> {
        drop(self.screen);
        let closed = self.files.close();
        if let Some(recovery) = self.recovery {
            recovery.finish(&self.receiver, terminal::report);
        }
        closed
    }

    fn run(&mut self, wanted: Vec<Effect>) -> anyhow::Result<()> {
        // The first frame does not wait for what is worked out beside it.
        self.draw()?;
        if self.perform(wanted)? == Next::End {
            return Ok(());
        }
        loop {
            self.draw()?;
            let desk = self.app.desk();
            let (state, timer) = (desk.map(Desk::state), desk.and_then(Desk::run_timer));
            let follows = self.files.follows();
            let most = if follows { LOOK } else { Duration::MAX };
            let draft = self.files.draft_waits().unwrap_or(Duration::MAX);
            let wait = next_change(state, timer, now()).min(most).min(draft);
            let mut batch = match self.receiver.recv_timeout(wait) {
                Ok(first) => vec![first],
                Err(RecvTimeoutError::Timeout) => Vec::new(),
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
            };
            batch.extend(self.receiver.try_iter());
            self.wait_for_more(&mut batch);
            let (batch, light) = self.sieve.sift(batch);
            if let Some(light) = light {
                self.tell(Message::Background { light })?;
            }
            if self.take(&batch)? == Next::End {
                return Ok(());
            }
            self.files.tend_draft();
            if follows {
                self.follow()?;
            }
        }
    }

    /// After an Enter waits a moment for what may still be on its way: the middle of a paste is no command.
    fn wait_for_more(&self, batch: &mut Vec<Arrived>) {
        while batch.last().is_some_and(is_enter) {
            let Ok(more) = self.receiver.recv_timeout(MOMENT) else {
                return;
            };
            batch.push(more);
            batch.extend(self.receiver.try_iter());
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
                        followed: batch[at + 1..].iter().any(is_key),
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
                Arrived::Report(document, entry, text) => {
                    self.tell(Message::Report(*document, *entry, text.clone()))?
                }
                Arrived::Recovered(to, outcome) => {
                    self.tell(Message::Recovered(to.clone(), outcome.clone()))?
                }
                Arrived::Analysed(question, answer) => {
                    self.tell(Message::Analysed(question.clone(), answer.clone()))?
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
                    self.measure()?
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

    #[allow(clippy::too_many_lines, reason = "dispatches every kind of effect")]
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
                Effect::Edit(text) => {
                    let edited = self.edit(&text)?;
                    self.measure()?;
                    edited
                }
                Effect::Suspend => {
                    self.screen.suspend()?;
                    self.measure()?;
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
                Effect::Report(document, entry) => {
                    self.print(document, entry)?;
                    continue;
                }
                Effect::Analyse(question) => {
                    self.analyse(question)?;
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
                Effect::Recover { from, to } => {
                    self.recovery = Some(Recovery::start(from, to, self.sender.clone())?);
                    continue;
                }
                Effect::OpenRecovered { path, said } => {
                    answer(self.files.open_recovered(&path, said))
                }
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

    /// Asks for the size of the terminal: while it was another program's, nobody told us of a change.
    fn measure(&mut self) -> anyhow::Result<Next> {
        let (columns, rows) = self.screen.size()?;
        self.tell(Message::Resize(columns, rows))
    }

    /// Writes a document in a thread of its own: it may take as long as several keys.
    fn print(&self, document: Document, entry: u64) -> anyhow::Result<()> {
        let Some(basis) = self.files.session().map(reports::Basis::of) else {
            return Ok(());
        };
        let (sender, templates) = (self.sender.clone(), self.templates);
        basis.print((document, entry), templates, sender)?;
        Ok(())
    }

    /// Asks the decision engine in a thread of its own, so that keys never wait for it.
    fn analyse(&self, question: Arc<Question>) -> anyhow::Result<()> {
        let sender = self.sender.clone();
        std::thread::Builder::new()
            .name("engine".to_owned())
            .spawn(move || {
                let ask = AssertUnwindSafe(|| assessing::answer(&question, &Settings::default()));
                // Without an answer the engine would count as busy until the end.
                let answer = catch_unwind(ask).unwrap_or_else(|_| assessing::stopped(&question));
                drop(sender.send(Arrived::Analysed(question, answer)));
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

/// True for a key that was pressed.
fn is_key(arrived: &Arrived) -> bool {
    matches!(arrived, Arrived::Terminal(Event::Key(event)) if Key::from_event(*event).is_some())
}

/// True for Enter, which in the midst of pasted text is a line break.
fn is_enter(arrived: &Arrived) -> bool {
    matches!(arrived, Arrived::Terminal(Event::Key(event)) if event.code == KeyCode::Enter)
}

/// How far the journal has got, for the screen.
fn saved(session: Option<&Session>) -> Saved {
    match session.map(Session::saved) {
        None | Some(SaveState::Saved) => Saved::Yes,
        Some(SaveState::Saving(_)) => Saved::Saving,
        Some(SaveState::NotSaved(why)) => Saved::No(why),
    }
}
