//! What an earlier export left in a folder: nothing else may be replaced by the next one.

use std::fs;
use std::path::Path;

use anyhow::bail;

use crate::exports::{File, MANIFEST, Manifest, ManifestFile, is_plain_name};

/// Names that are told of at most.
const TOLD: usize = 5;

/// Files as they are to be put into a folder.
pub(super) struct Kept {
    /// The files; the list among them keeps what earlier exports left there.
    pub(super) files: Vec<File>,
    /// The list while they are put there, by which an export that was killed then can be repeated.
    pub(super) meanwhile: Option<File>,
}

/// Makes files ready for a folder.
///
/// # Errors
/// Files in the folder that no export wrote, or that were changed since.
pub(super) fn kept(folder: &Path, files: &[File]) -> anyhow::Result<Kept> {
    let before = fs::read(folder.join(MANIFEST)).ok();
    let before: Option<Manifest> = before.and_then(|list| serde_json::from_slice(&list).ok());
    refuse_strangers(folder, files, before.as_ref())?;
    let mut kept = Kept {
        files: files.to_vec(),
        meanwhile: None,
    };
    for file in kept.files.iter_mut().filter(|file| file.name() == MANIFEST) {
        let list: Manifest = serde_json::from_slice(file.bytes())?;
        let listed = |list: &Manifest| File::new(MANIFEST, list.json());
        kept.meanwhile = Some(match &before {
            Some(before) => {
                let there = |file: &ManifestFile| {
                    let now = fs::read(folder.join(&file.name));
                    is_plain_name(&file.name) && now.is_ok_and(|bytes| file.is_of(&bytes))
                };
                *file = listed(&list.clone().after(before, there));
                listed(&list.beside(before))
            }
            None => file.clone(),
        });
    }
    Ok(kept)
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
