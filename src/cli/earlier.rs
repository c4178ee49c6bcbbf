//! What an earlier export left in a folder: nothing else may be replaced by the next one.

use std::fs;
use std::io::ErrorKind;
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
    let before = match there(&folder.join(MANIFEST)) {
        There::File(list) => serde_json::from_slice::<Manifest>(&list).ok(),
        // A list that cannot be read is a stranger to what is written over it.
        There::Nothing | There::Other => None,
    };
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
                let lies = |file: &ManifestFile| {
                    is_plain_name(&file.name)
                        && matches!(there(&folder.join(&file.name)), There::File(bytes) if file.is_of(&bytes))
                };
                *file = listed(&list.clone().after(before, lies));
                listed(&list.beside(before, lies))
            }
            None => file.clone(),
        });
    }
    Ok(kept)
}

/// What lies under a name.
pub(super) enum There {
    Nothing,
    /// A file, with what is in it.
    File(Vec<u8>),
    /// A link, a pipe, or what cannot be read: no export made it so.
    Other,
}

/// Looks without following links, and opens nothing but a file: a pipe would wait for a writer.
pub(super) fn there(path: &Path) -> There {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => There::Nothing,
        Ok(found) if found.is_file() => fs::read(path).map_or(There::Other, There::File),
        _ => There::Other,
    }
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
    let stranger = |file: &&File| match there(&folder.join(file.name())) {
        There::Nothing => false,
        There::File(bytes) => !ours(file, &bytes),
        There::Other => true,
    };
    let strangers: Vec<&str> = files.iter().filter(stranger).map(File::name).collect();
    if strangers.is_empty() {
        return Ok(());
    }
    let more = match strangers.len().saturating_sub(TOLD) {
        0 => String::new(),
        count => format!(" and {count} more"),
    };
    let told = strangers[..strangers.len().min(TOLD)].join(", ");
    let name = folder.display();
    if let [one] = strangers.as_slice() {
        bail!(
            "{name}: {one} was not written by an export, or was changed since: move it away, or name another folder; \
             nothing was written"
        );
    }
    bail!(
        "{name}: {told}{more} were not written by an export, or were changed since: move them away, or name another \
         folder; nothing was written"
    );
}
