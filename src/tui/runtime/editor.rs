//! The user's own editor: `$VISUAL` or `$EDITOR`, on a file that only the user can read.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, bail};
use uuid::Uuid;

/// Has the user edit a text; gives it back as it was left.
///
/// An error says what is wrong with the editor; the text itself is untouched then.
pub(super) fn edit(text: &str) -> anyhow::Result<String> {
    let set = |name: &str| {
        std::env::var(name)
            .ok()
            .filter(|value| !value.trim().is_empty())
    };
    let Some(editor) = set("VISUAL").or_else(|| set("EDITOR")) else {
        bail!("no editor is set: set VISUAL or EDITOR, for example EDITOR=nano, and start again");
    };
    let folder = std::env::temp_dir().join(format!("flipchart-{}", Uuid::new_v4()));
    make_private(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    edit_in(&folder, &editor, text)
}

/// The folder goes when the text has come back; what an editor wrote before it failed stays in it, and its place is
/// named.
fn edit_in(folder: &Path, editor: &str, text: &str) -> anyhow::Result<String> {
    let file: PathBuf = folder.join("flipchart.md");
    fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?;
    let edited = run(editor, &file);
    let wrote = || fs::read(&file).is_ok_and(|bytes| bytes != text.as_bytes());
    if edited.is_err() && wrote() {
        return edited.with_context(|| format!("what you wrote is in {}", file.display()));
    }
    // What was typed must not stay behind.
    let removed = fs::remove_dir_all(folder);
    let text = edited?;
    removed.with_context(|| format!("cannot remove {}", folder.display()))?;
    Ok(text)
}

fn run(editor: &str, file: &Path) -> anyhow::Result<String> {
    let status = command(editor, file)
        .status()
        .with_context(|| format!("the editor \"{editor}\" cannot be started"))?;
    if !status.success() {
        bail!("the editor \"{editor}\" ended with an error, so what you typed is as it was before");
    }
    let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The editor may be a program with arguments, as the shell would read it.
#[cfg(unix)]
fn command(editor: &str, file: &Path) -> Command {
    let mut command = Command::new("sh");
    command
        .args(["-c", &format!("{editor} \"$1\""), "sh"])
        .arg(file);
    command
}

#[cfg(not(unix))]
fn command(editor: &str, file: &Path) -> Command {
    let mut words = editor.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or_default());
    command.args(words).arg(file);
    command
}

#[cfg(unix)]
fn make_private(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new().mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn make_private(folder: &Path) -> std::io::Result<()> {
    fs::create_dir(folder)
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    fn edited_by(editor: &str) -> (Result<String, String>, PathBuf) {
        let folder = tempfile::tempdir().unwrap().keep();
        let edited = edit_in(&folder, editor, "half");
        (edited.map_err(|error| format!("{error:#}")), folder)
    }

    #[test]
    fn what_an_editor_wrote_before_it_failed_is_kept_and_named() {
        for end in ["exit 3", "kill -9 $$"] {
            let editor = format!("sh -c 'printf more >\"$1\"; {end}' sh");
            let (edited, folder) = edited_by(&editor);
            let file = folder.join("flipchart.md");
            let said = edited.unwrap_err();
            assert!(
                said.contains(&format!("what you wrote is in {}", file.display())),
                "{said}"
            );
            assert_eq!(fs::read_to_string(&file).unwrap(), "more");
            fs::remove_dir_all(&folder).unwrap();
        }
    }

    #[test]
    fn nothing_stays_behind_otherwise() {
        let (edited, folder) = edited_by("sh -c 'printf more >\"$1\"' sh");
        assert_eq!(edited.as_deref(), Ok("more"));
        assert!(!folder.exists());
        let (edited, folder) = edited_by("false");
        assert!(edited.unwrap_err().contains("as it was before"));
        assert!(!folder.exists());
    }
}
