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
    let edited = edit_in(&folder, &editor, text);
    // What was typed must not stay behind in a folder that others may see.
    let removed = fs::remove_dir_all(&folder);
    let text = edited?;
    removed.with_context(|| format!("cannot remove {}", folder.display()))?;
    Ok(text)
}

fn edit_in(folder: &Path, editor: &str, text: &str) -> anyhow::Result<String> {
    let file: PathBuf = folder.join("flipchart.md");
    fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?;
    let status = command(editor, &file)
        .status()
        .with_context(|| format!("the editor \"{editor}\" cannot be started"))?;
    if !status.success() {
        bail!("the editor \"{editor}\" ended with an error; what you typed is as it was before");
    }
    let bytes = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
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
