//! Files of an older format: kept under another name, then brought to the format of this program.
//!
//! | format | since | what is new |
//! | --- | --- | --- |
//! | 1 | the beginning | |
//! | 2 | shows of hands | votes, the size of the room, blocks whose closing can be undone |
//!
//! So far a newer format only knows more kinds of entries: the entries of an older file stand as they are.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::error::JournalError;
use super::place;
use super::store::FORMAT;

/// Brings a file of the format `found` to that of this program; gives the copy of it that stays beside it.
pub(super) fn upgrade(
    conn: &Connection,
    file: &Path,
    path: &Path,
    found: i64,
) -> Result<Option<PathBuf>, JournalError> {
    if found == FORMAT {
        return Ok(None);
    }
    let kept = kept_as(file, found);
    if !kept.exists() {
        copy(conn, &kept).map_err(|why| {
            JournalError::failed(path, "keep a copy before it is brought up to date", &why)
        })?;
    }
    conn.pragma_update(None, "user_version", FORMAT)
        .map(|()| Some(kept))
        .map_err(|error| JournalError::sqlite(path, "bring it up to date", &error))
}

/// `acme.flipchart` of format 1 is kept as `acme.format-1.flipchart`.
fn kept_as(file: &Path, format: i64) -> PathBuf {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    file.with_file_name(format!("{stem}.format-{format}.flipchart"))
}

/// Copies all that a connection sees into a new file, whole or not at all.
fn copy(conn: &Connection, to: &Path) -> anyhow::Result<()> {
    let part = to.with_extension("part");
    let _left_by_a_kill = fs::remove_file(&part);
    let name = part
        .to_str()
        .ok_or_else(|| anyhow::anyhow!("the folder has a name that is no text: rename it first"))?;
    conn.execute("VACUUM INTO ?1", [name])?;
    File::open(&part)?.sync_all()?;
    fs::rename(&part, to)?;
    place::flush_folder(place::folder(to))?;
    Ok(())
}
