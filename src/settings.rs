//! What the user has set once for all workshops: `config.toml` in the configuration folder.

use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use crate::document::{self, Clean, Format, plainly};

/// Overrides the configuration folder; tests use it.
pub const CONFIG_DIR: &str = "FLIPCHART_CONFIG_DIR";

/// The user's settings; all may be left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// Who is named as the author of what is captured.
    pub author: Option<String>,
    /// `auto`, `dark`, `light`, `high-contrast` or `mono`.
    pub theme: Option<String>,
    /// Borders in ASCII.
    pub ascii: bool,
    /// Ring the bell five minutes before a block ends, and at its end; on when unsaid.
    pub bell: Option<bool>,
    /// Take the mouse, for clicks and the wheel; on when unsaid.
    pub mouse: Option<bool>,
}

/// The folder that holds settings, keymap, playbooks, rubrics and templates of the user.
#[must_use]
pub fn folder() -> Option<PathBuf> {
    if let Some(folder) = std::env::var_os(CONFIG_DIR) {
        return Some(PathBuf::from(folder));
    }
    ProjectDirs::from("", "", "flipchart").map(|dirs| dirs.config_dir().to_owned())
}

impl Settings {
    /// Reads the user's settings. What is wrong with them comes back as text beside what could be read.
    #[must_use]
    pub fn load() -> (Self, Option<String>) {
        let Some(path) = folder().map(|folder| folder.join("config.toml")) else {
            return (Self::default(), None);
        };
        match std::fs::read_to_string(&path) {
            Ok(text) => Self::read(&path, &text),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => (Self::default(), None),
            Err(error) => (
                Self::default(),
                Some(plainly(&format!("{}: {error}", path.display()))),
            ),
        }
    }

    fn read(path: &Path, text: &str) -> (Self, Option<String>) {
        let (reader, root) = match document::parse(&path.display().to_string(), text, Format::Toml)
        {
            Ok(parsed) => parsed,
            Err(problems) => return (Self::default(), Some(problems.to_string())),
        };
        let fields = reader.fields(&root, "the settings");
        let settings = Self {
            author: fields.text("author"),
            theme: fields.text("theme"),
            ascii: fields.flag("ascii").unwrap_or(false),
            bell: fields.flag("bell"),
            mouse: fields.flag("mouse"),
        };
        fields.finish();
        let problems = (reader.count() > 0).then(|| reader.into_problems().to_string());
        (settings, problems)
    }
}

/// Who is named as the author: as given, else as set, else the login name.
#[must_use]
pub fn author(given: Option<String>, settings: &Settings) -> String {
    let login = || {
        ["USER", "LOGNAME", "USERNAME"]
            .into_iter()
            .find_map(|name| std::env::var(name).ok())
    };
    given
        .or_else(|| settings.author.clone())
        .or_else(login)
        .filter(|name| !name.trim().is_empty())
        .map_or_else(
            || "facilitator".to_owned(),
            |name| Clean::on_one_line(name).into_owned(),
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_read_and_mistakes_named() {
        let (settings, problems) = Settings::read(
            Path::new("config.toml"),
            "author = \"Ada\"\ntheem = \"dark\"\n",
        );
        assert_eq!(settings.author.as_deref(), Some("Ada"));
        assert!(
            problems
                .is_some_and(|text| text.contains("config.toml:2:1") && text.contains("`theme`"))
        );
    }
}
