//! Where the sound part of a damaged workshop goes, and the command that puts it there.

use std::path::{Path, PathBuf};

/// Where the sound part of a damaged workshop is proposed to go: beside it, under a name that is free.
#[must_use]
pub fn recovered_name(path: &Path) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let number = |number: u32| match number {
        1 => path.with_file_name(format!("{stem} (recovered).flipchart")),
        number => path.with_file_name(format!("{stem} (recovered {number}).flipchart")),
    };
    let mut names = (1..).map(number);
    names
        .find(|name| !name.exists())
        .unwrap_or_else(|| number(1))
}

/// The command that takes what is sound out of a damaged file, as it is typed in a shell.
#[must_use]
pub fn recover_command(path: &Path) -> String {
    let (from, to) = (quoted(path), quoted(&recovered_name(path)));
    format!("flipchart recover {from} -o {to}")
}

/// A name as it is typed in a shell.
#[must_use]
pub fn quoted(path: &Path) -> String {
    let name = path.display().to_string();
    let plain = |letter: char| letter.is_alphanumeric() || "/._-+,:@".contains(letter);
    if !name.is_empty() && !name.starts_with('-') && name.chars().all(plain) {
        return name;
    }
    let name = if name.starts_with('-') {
        format!("./{name}")
    } else {
        name
    };
    format!("'{}'", name.replace('\'', r"'\''"))
}
