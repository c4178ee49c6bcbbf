//! The manifest: which files belong together, and of which revision they are.

use serde::{Deserialize, Serialize};

use super::{File, ReportInput, say};
use crate::order::Arrange;

/// The name of its file.
pub const MANIFEST: &str = "manifest.json";

/// Version of the manifest's shape.
const SCHEMA: u32 = 1;

/// What proves that all files of an export are of one revision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of this shape.
    pub schema: u32,
    /// Head hash of the journal that the files were made from.
    pub revision: String,
    /// The program that made them.
    pub tool: String,
    /// The files, in order of their names.
    pub files: Vec<ManifestFile>,
    /// What earlier exports wrote into the same folder and this one did not, as long as it lies there unchanged.
    #[serde(default)]
    pub earlier: Vec<EarlierFile>,
}

/// A file of an earlier export into the same folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierFile {
    /// The file.
    #[serde(flatten)]
    pub file: ManifestFile,
    /// Head hash of the journal that it was made from.
    pub revision: String,
}

/// True for the name of a file in the folder itself: an export has no folders, so a list that leads elsewhere is
/// not one of ours.
#[must_use]
pub fn is_plain_name(name: &str) -> bool {
    !name.contains(['/', '\\', ':'])
}

/// A file of an export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestFile {
    /// Its name.
    pub name: String,
    /// Its BLAKE3 digest in hexadecimal.
    pub blake3: String,
    /// Its length in bytes.
    pub bytes: u64,
}

impl ManifestFile {
    /// True when these are the bytes that were written.
    #[must_use]
    pub fn is_of(&self, bytes: &[u8]) -> bool {
        blake3::hash(bytes).to_hex().as_str() == self.blake3
    }

    fn json(&self) -> serde_json::Value {
        serde_json::json!({ "name": self.name, "blake3": self.blake3, "bytes": self.bytes })
    }
}

/// What is wrong with a file that was changed; an export refuses to write over it.
fn changed(name: &str) -> String {
    format!(
        "{name} is not as it was exported: move it away, then export again, or export into another folder"
    )
}

/// Lists the files of an export.
#[must_use]
pub fn manifest(input: &ReportInput<'_>, files: &[File]) -> Manifest {
    let mut listed: Vec<ManifestFile> = files
        .iter()
        .map(|file| ManifestFile {
            name: file.name().to_owned(),
            blake3: blake3::hash(file.bytes()).to_hex().to_string(),
            bytes: file.bytes().len() as u64,
        })
        .collect();
    listed.arrange_by(|a, b| a.name.cmp(&b.name));
    Manifest {
        schema: SCHEMA,
        revision: input.revision.to_owned(),
        tool: input.tool_version.to_owned(),
        files: listed,
        earlier: Vec::new(),
    }
}

impl Manifest {
    /// As JSON with a line end at the end.
    #[must_use]
    pub fn json(&self) -> String {
        let mut value = serde_json::json!({
            "schema": self.schema,
            "revision": self.revision,
            "tool": self.tool,
            "files": self.files.iter().map(ManifestFile::json).collect::<Vec<_>>(),
        });
        if !self.earlier.is_empty() {
            let earlier = self.earlier.iter().map(|earlier| {
                let mut file = earlier.file.json();
                file["revision"] = earlier.revision.clone().into();
                file
            });
            value["earlier"] = earlier.collect();
        }
        format!("{value:#}\n")
    }

    /// The same list, with what `before` listed in the folder and this export does not write; `there` says whether
    /// such a file still lies there as it was written.
    #[must_use]
    pub fn after(mut self, before: &Self, there: impl Fn(&ManifestFile) -> bool) -> Self {
        self.earlier = before.listed();
        let new = |name: &str| self.files.iter().any(|file| file.name == name);
        self.earlier
            .retain(|one| !new(&one.file.name) && there(&one.file));
        self
    }

    /// The same list, with all that `before` listed in the folder: true while files of one take the place of those of
    /// the other.
    #[must_use]
    pub fn beside(mut self, before: &Self) -> Self {
        self.earlier = before.listed();
        self
    }

    /// All that it lists, as seen from a later export.
    fn listed(&self) -> Vec<EarlierFile> {
        let last = self.files.iter().map(|file| EarlierFile {
            file: file.clone(),
            revision: self.revision.clone(),
        });
        last.chain(self.earlier.iter().cloned()).collect()
    }

    /// True when this export or one before it wrote these bytes under this name.
    #[must_use]
    pub fn wrote(&self, name: &str, bytes: &[u8]) -> bool {
        let earlier = self.earlier.iter().map(|earlier| &earlier.file);
        let mut all = self.files.iter().chain(earlier);
        all.any(|file| file.name == name && file.is_of(bytes))
    }

    /// What is wrong with the files of a folder: each that is missing, changed or of another revision in a sentence.
    #[must_use]
    pub fn problems(&self, files: &[(String, Vec<u8>)]) -> Vec<String> {
        let bytes = |name: &str| {
            let found = files.iter().find(|(file, _)| file == name);
            found.map(|(_, bytes)| bytes.as_slice())
        };
        let listed = self.files.iter().filter_map(|file| {
            let name = &file.name;
            match bytes(name) {
                None => Some(format!("{name} is missing")),
                Some(bytes) if file.is_of(bytes) => None,
                Some(_) => Some(changed(name)),
            }
        });
        let earlier = self.earlier.iter().filter_map(|earlier| {
            let name = &earlier.file.name;
            match bytes(name)? {
                bytes if !earlier.file.is_of(bytes) => Some(changed(name)),
                _ if earlier.revision == self.revision => None,
                _ => Some(format!(
                    "{name} is of an earlier export, of revision {}: export it again, or remove it",
                    say::revision(&earlier.revision)
                )),
            }
        });
        listed.chain(earlier).collect()
    }

    /// True when a file of this name is in the list, of this export or of one before it, or is the list.
    #[must_use]
    pub fn knows(&self, name: &str) -> bool {
        let earlier = self.earlier.iter().map(|earlier| &earlier.file);
        let mut all = self.files.iter().chain(earlier);
        name == MANIFEST || all.any(|file| file.name == name)
    }
}
