//! Playbooks and rubrics by their id or path: the user's own first, then those of the program.

pub(crate) mod sample;

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::agenda::{BUILTIN_PLAYBOOKS, BUILTIN_RUBRICS, Definition, Playbook, Rubric};
use crate::order::Arrange;
use crate::settings;

/// A definition file: its name in messages and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Source {
    pub(crate) name: String,
    pub(crate) text: String,
    /// The folder it stands in, if it is a file: a rubric beside a playbook is found there.
    folder: Option<PathBuf>,
}

/// Which definitions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shelf {
    Playbooks,
    Rubrics,
}

impl Shelf {
    const fn builtin(self) -> &'static [Definition] {
        match self {
            Self::Playbooks => BUILTIN_PLAYBOOKS,
            Self::Rubrics => BUILTIN_RUBRICS,
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Playbooks => "playbook",
            Self::Rubrics => "rubric",
        }
    }

    /// True when the program brings a definition of this id along.
    pub(crate) fn is_builtin(self, id: &str) -> bool {
        self.builtin().iter().any(|definition| definition.id == id)
    }

    fn folder(self) -> Option<PathBuf> {
        settings::folder().map(|folder| folder.join(format!("{}s", self.word())))
    }

    /// The user's own files, by name.
    pub(crate) fn own_files(self) -> Vec<PathBuf> {
        let Some(entries) = self
            .folder()
            .and_then(|folder| std::fs::read_dir(folder).ok())
        else {
            return Vec::new();
        };
        let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
        let mut files: Vec<PathBuf> = paths
            .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
            .collect();
        files.arrange();
        files
    }

    /// The definition of this id or path.
    pub(crate) fn find(self, wanted: &str) -> anyhow::Result<Source> {
        let path = Path::new(wanted);
        if path.extension().is_some_and(|ending| ending == "toml") || path.components().count() > 1
        {
            return read(path);
        }
        let own = self
            .folder()
            .map(|folder| folder.join(format!("{wanted}.toml")));
        if let Some(own) = own.filter(|own| own.is_file()) {
            return read(&own);
        }
        if let Some(builtin) = self
            .builtin()
            .iter()
            .find(|definition| definition.id == wanted)
        {
            return Ok(Source {
                name: builtin.file.to_owned(),
                text: builtin.text.to_owned(),
                folder: None,
            });
        }
        let known: Vec<&str> = self
            .builtin()
            .iter()
            .map(|definition| definition.id)
            .collect();
        bail!(
            "there is no {} \"{wanted}\": the program has {}; give a path for a file of your own",
            self.word(),
            known.join(" and ")
        )
    }
}

fn read(path: &Path) -> anyhow::Result<Source> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {name}"))?;
    Ok(Source {
        name,
        text,
        folder: path.parent().map(Path::to_owned),
    })
}

/// Id and title of every playbook that can be used: those of the program, then the user's own.
pub(crate) fn playbooks() -> Vec<(String, String)> {
    let own = Shelf::Playbooks.own_files();
    let own = own
        .iter()
        .filter_map(|path| path.file_stem()?.to_str().map(str::to_owned))
        .filter(|id| !Shelf::Playbooks.is_builtin(id));
    let builtin = BUILTIN_PLAYBOOKS.iter().map(|one| one.id.to_owned());
    let titled = |id: String| {
        let source = Shelf::Playbooks.find(&id).ok()?;
        let playbook = Playbook::read(&source.name, &source.text).ok()?;
        Some((id, playbook.header.title))
    };
    builtin.chain(own).filter_map(titled).collect()
}

/// The playbook of this id or path, and the rubric that it names.
pub(crate) fn playbook_and_rubric(wanted: &str) -> anyhow::Result<(Playbook, Rubric)> {
    let source = Shelf::Playbooks.find(wanted)?;
    let playbook = Playbook::read(&source.name, &source.text)?;
    let rubric = match &playbook.header.rubric {
        Some(id) => rubric_beside(&source, id)?,
        None => Rubric::empty(),
    };
    Ok((playbook, rubric))
}

fn rubric_beside(playbook: &Source, id: &str) -> anyhow::Result<Rubric> {
    let beside = playbook
        .folder
        .as_ref()
        .map(|folder| folder.join(format!("{id}.toml")));
    let source = match beside.filter(|path| path.is_file()) {
        Some(path) => read(&path)?,
        None => Shelf::Rubrics
            .find(id)
            .with_context(|| format!("{} names the rubric \"{id}\"", playbook.name))?,
    };
    Ok(Rubric::read(&source.name, &source.text)?)
}
