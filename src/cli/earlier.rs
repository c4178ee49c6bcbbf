//! What an earlier export left in a folder: nothing else may be replaced by the next one.

use std::fs;
use std::path::Path;

use anyhow::bail;

use crate::exports::{self, File, MANIFEST, Manifest};

/// Names that are told of at most.
const TOLD: usize = 5;

/// The files as they are to be written into a folder: the list among them keeps what earlier exports left there.
///
/// # Errors
/// Files in the folder that no export wrote, or that were changed since.
pub(super) fn kept(folder: &Path, files: &[File]) -> anyhow::Result<Vec<File>> {
    let before = fs::read(folder.join(MANIFEST)).ok();
    let before: Option<Manifest> = before.and_then(|list| serde_json::from_slice(&list).ok());
    refuse_strangers(folder, files, before.as_ref())?;
    let Some(before) = before else {
        return Ok(files.to_vec());
    };
    let there = |file: &exports::ManifestFile| {
        exports::is_plain_name(&file.name)
            && fs::read(folder.join(&file.name)).is_ok_and(|bytes| file.is_of(&bytes))
    };
    let listed = files.iter().map(|file| {
        let list = (file.name() == MANIFEST).then(|| serde_json::from_slice(file.bytes()));
        Ok(match list {
            Some(list) => {
                let list: Manifest = list?;
                File::new(MANIFEST, list.after(&before, there).json())
            }
            None => file.clone(),
        })
    });
    listed.collect()
}

/// Says which files would be lost, and what to do.
fn refuse_strangers(
    folder: &Path,
    files: &[File],
    before: Option<&Manifest>,
) -> anyhow::Result<()> {
    let ours = |file: &File, bytes: &[u8]| {
        let list = file.name() == MANIFEST;
        bytes == file.bytes()
            || before.is_some_and(|before| list || before.wrote(file.name(), bytes))
    };
    let stranger =
        |file: &&File| fs::read(folder.join(file.name())).is_ok_and(|bytes| !ours(file, &bytes));
    let strangers: Vec<&str> = files.iter().filter(stranger).map(File::name).collect();
    if strangers.is_empty() {
        return Ok(());
    }
    let more = match strangers.len().saturating_sub(TOLD) {
        0 => String::new(),
        count => format!(" and {count} more"),
    };
    let told = &strangers[..strangers.len().min(TOLD)];
    bail!(
        "{}: {}{more} would be written over, and no export wrote what stands there, or it was changed since: \
         move it away, or name another folder",
        folder.display(),
        told.join(", ")
    );
}
