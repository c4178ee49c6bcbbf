//! Workshop files: opened, created, written; and the list of those that were open lately.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::saved;
use crate::definitions::{playbook_and_rubric, playbooks};
use crate::journal::{JournalError, Session, data_folder, recovered_name, warning};
use crate::tui::effect::{Damaged, Known, Message, NewWorkshop, Now, Opened, Recent, Saved};
use crate::workshop::{Act, Change, Entry, Info, State};

/// How long typed text may wait to be stored.
const DRAFT_AGE: Duration = Duration::from_millis(700);

/// How many workshops the list of recent ones keeps.
const KEPT: usize = 50;

/// The open workshop file and what belongs to it.
pub(super) struct Files {
    author: String,
    sample: fn(&Path) -> anyhow::Result<()>,
    session: Option<Session>,
    /// The text that is being typed, what of it is on the disk, and since when the two differ.
    draft: String,
    stored: String,
    unstored_since: Option<Instant>,
    /// Another window wrote when this one looked last.
    led: bool,
}

/// The list of recent workshops as it is stored.
#[derive(Debug, Default, Serialize, Deserialize)]
struct RecentFile {
    #[serde(default)]
    workshop: Vec<RecentEntry>,
}

#[derive(Debug, Serialize, Deserialize)]
struct RecentEntry {
    path: PathBuf,
    title: String,
    client: String,
    opened: Option<String>,
}

impl Files {
    /// No file is open yet.
    pub(super) const fn new(author: String, sample: fn(&Path) -> anyhow::Result<()>) -> Self {
        Self {
            author,
            sample,
            session: None,
            draft: String::new(),
            stored: String::new(),
            unstored_since: None,
            led: false,
        }
    }

    /// The open workshop.
    pub(super) const fn session(&self) -> Option<&Session> {
        self.session.as_ref()
    }

    /// How far the journal has got.
    pub(super) fn saved(&self) -> Saved {
        saved(self.session())
    }

    /// Opens what was recovered, and says what came of that.
    pub(super) fn open_recovered(&mut self, path: &Path, said: String) -> anyhow::Result<Message> {
        self.leave()?;
        Ok(self.opened(Session::open(path)?, Some(said)))
    }

    /// Opens a workshop; of a damaged one it says where what is sound may go.
    pub(super) fn open(&mut self, path: &Path) -> anyhow::Result<Message> {
        self.leave()?;
        let opened = Session::open(path);
        let damaged = opened.as_ref().err().and_then(JournalError::damage);
        if let Some(what) = damaged {
            return Ok(Message::Damaged(Damaged {
                path: path.to_owned(),
                what,
                new: recovered_name(path),
            }));
        }
        match opened {
            Err(in_use @ (JournalError::InUse { .. } | JournalError::OpenElsewhere { .. })) => {
                let note = format!("This window follows and cannot write: {in_use}");
                Ok(self.opened(Session::open_read_only(path)?, Some(note)))
            }
            opened => {
                let session = opened?;
                let note = session.restored().sentence().or_else(|| warning(path));
                Ok(self.opened(session, note))
            }
        }
    }

    /// Opens the sample workshop in the current folder; creates it when it is not there.
    pub(super) fn sample(&mut self) -> anyhow::Result<Message> {
        let path = Path::new("sample.flipchart");
        if !path.exists() {
            (self.sample)(path)?;
        }
        self.open(path)
    }

    /// Creates a workshop in the current folder and opens it.
    pub(super) fn create(&mut self, new: &NewWorkshop, now: Now) -> anyhow::Result<Message> {
        self.leave()?;
        let state = begin(new)?;
        let first = Entry {
            id: Uuid::new_v4(),
            at: now,
            by: self.author.clone(),
            act: Act::Do(vec![Change::Replace(Box::new(state))]),
        };
        let session = Session::create(Path::new(&new.file), &first)?;
        Ok(self.opened(session, None))
    }

    fn opened(&mut self, session: Session, note: Option<String>) -> Message {
        let path = full_path(&session);
        let writable = session.read_only().is_none();
        // What is being typed elsewhere belongs to the window that writes.
        let draft = if writable {
            read_draft(&path).unwrap_or_default()
        } else {
            String::new()
        };
        self.draft.clone_from(&draft);
        self.stored.clone_from(&draft);
        let opened = Opened {
            workshop: session.workshop().clone(),
            writable,
            report_folder: report_folder(session.path()),
            draft,
            note,
        };
        let info = &opened.workshop.state().info;
        let recent = Recent {
            path,
            title: info.title.clone(),
            client: info.client.clone(),
            opened: Some(chrono::Local::now().date_naive()),
        };
        // The list is a comfort: a folder that cannot be written must not keep anyone from working.
        let _ = remember(recent);
        self.led = session.has_writer();
        self.session = Some(session);
        Message::Opened(Box::new(opened))
    }

    /// True for a window that may not write: it follows what another one writes.
    pub(super) fn follows(&self) -> bool {
        self.session()
            .is_some_and(|session| session.read_only().is_some())
    }

    /// The workshop as it is now, when another window has written since the last look; or whether one still writes.
    pub(super) fn follow(&mut self) -> anyhow::Result<Option<Message>> {
        let Some(session) = &mut self.session else {
            return Ok(None);
        };
        let news = session.refresh()?;
        if !news.is_empty() {
            return Ok(Some(Message::Followed(Box::new(
                session.workshop().clone(),
            ))));
        }
        let before = std::mem::replace(&mut self.led, session.has_writer());
        Ok((before != self.led).then_some(Message::Led(self.led)))
    }

    /// Does an act; it is on the disk soon after.
    pub(super) fn commit(&mut self, act: Act, at: Now) -> anyhow::Result<()> {
        let session = self.session.as_mut().context("no workshop is open")?;
        session.commit(act, &self.author, at)?;
        Ok(())
    }

    /// Takes in the texts that are being typed, or wait: a kill loses at most their last second or 20 characters.
    pub(super) fn draft(&mut self, text: String) {
        let grown = text.chars().count().abs_diff(self.stored.chars().count()) >= 20;
        self.draft = text;
        if self.draft == self.stored {
            self.unstored_since = None;
        } else if grown || self.draft.is_empty() {
            self.try_to_store();
        } else {
            self.unstored_since.get_or_insert_with(Instant::now);
        }
    }

    /// How long the text that is being typed may still wait to be stored; none when it is stored.
    pub(super) fn draft_waits(&self) -> Option<Duration> {
        let since = self.unstored_since?;
        Some(DRAFT_AGE.saturating_sub(since.elapsed()))
    }

    /// Stores the text that is being typed once it has waited long enough.
    pub(super) fn tend_draft(&mut self) {
        if self.draft_waits() == Some(Duration::ZERO) {
            self.try_to_store();
        }
    }

    /// Where it fails, it is tried again when more is typed and when the workshop is left, and said then.
    fn try_to_store(&mut self) {
        self.unstored_since = None;
        let _ = self.store_draft();
    }

    fn store_draft(&mut self) -> anyhow::Result<()> {
        let Some(session) = self.session.as_ref().filter(|_| self.draft != self.stored) else {
            return Ok(());
        };
        keep_draft(&full_path(session), &self.draft)?;
        self.stored.clone_from(&self.draft);
        Ok(())
    }

    /// Closes the open workshop, when there is one.
    pub(super) fn leave(&mut self) -> anyhow::Result<()> {
        let kept = self.store_draft();
        let Some(session) = self.session.take() else {
            return Ok(());
        };
        self.draft.clear();
        self.stored.clear();
        self.unstored_since = None;
        session.close()?;
        kept.context("what was being typed could not be kept")
    }

    /// Closes everything at the end.
    pub(super) fn close(mut self) -> anyhow::Result<()> {
        self.leave()
    }

    /// The workshops that were open lately, the newest first; those whose files are gone are left out.
    pub(super) fn recent() -> Message {
        let known = recent_file()
            .and_then(|file| read_recent(&file))
            .unwrap_or_default();
        let there = known
            .workshop
            .into_iter()
            .filter(|entry| entry.path.exists());
        let list = there.map(|entry| Recent {
            opened: entry.opened.and_then(|date| date.parse::<NaiveDate>().ok()),
            path: entry.path,
            title: entry.title,
            client: entry.client,
        });
        Message::Recent(Known {
            recent: list.collect(),
            playbooks: playbooks(),
            files: names_in(Path::new(".")),
        })
    }
}

/// The names in a folder; none when it cannot be read, as a file that is there is never written over.
fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.collect()
}

/// `acme.flipchart` is exported to `acme-report` beside it.
fn report_folder(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let folder = path.with_file_name(format!("{stem}-report"));
    folder.to_string_lossy().into_owned()
}

/// The state that a new workshop begins with.
fn begin(new: &NewWorkshop) -> anyhow::Result<State> {
    let (playbook, rubric) = playbook_and_rubric(&new.playbook)?;
    let info = Info {
        title: playbook.header.title.clone(),
        client: new.client.clone(),
        dates: new.dates.clone(),
        ..Info::default()
    };
    Ok(State::new(info, playbook, rubric))
}

fn recent_file() -> anyhow::Result<PathBuf> {
    Ok(data_folder()?.join("recent.toml"))
}

fn read_recent(file: &Path) -> anyhow::Result<RecentFile> {
    Ok(toml::from_str(&fs::read_to_string(file)?)?)
}

/// Puts a workshop at the head of the list.
fn remember(recent: Recent) -> anyhow::Result<()> {
    let file = recent_file()?;
    let mut known = read_recent(&file).unwrap_or_default();
    known.workshop.retain(|entry| entry.path != recent.path);
    let entry = RecentEntry {
        path: recent.path,
        title: recent.title,
        client: recent.client,
        opened: recent.opened.map(|date| date.to_string()),
    };
    known.workshop.insert(0, entry);
    known.workshop.truncate(KEPT);
    write_whole(&file, &toml::to_string(&known)?)
}

/// Where the text that is being typed for a workshop is kept between two sittings.
fn draft_file(workshop: &Path) -> anyhow::Result<PathBuf> {
    let name = blake3::hash(workshop.as_os_str().as_encoded_bytes()).to_hex();
    Ok(data_folder()?.join("drafts").join(format!("{name}.txt")))
}

/// Stores a draft; an empty one is none.
fn keep_draft(workshop: &Path, text: &str) -> anyhow::Result<()> {
    let file = draft_file(workshop)?;
    if !text.is_empty() {
        return write_whole(&file, text);
    }
    match fs::remove_file(&file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

fn read_draft(workshop: &Path) -> anyhow::Result<String> {
    Ok(fs::read_to_string(draft_file(workshop)?)?)
}

/// The file of a workshop by its full name.
fn full_path(session: &Session) -> PathBuf {
    fs::canonicalize(session.path()).unwrap_or_else(|_| session.path().to_owned())
}

/// Writes a file by the side and gives it its name when all of it is there.
fn write_whole(file: &Path, text: &str) -> anyhow::Result<()> {
    let folder = file.parent().context("a file stands in a folder")?;
    fs::create_dir_all(folder)?;
    let part = file.with_extension("part");
    fs::write(&part, text)?;
    fs::rename(&part, file)?;
    Ok(())
}
