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

/// What is wrong with a file that an export before the last one left there.
fn stale(earlier: &EarlierFile, remedy: &str) -> String {
    format!(
        "{} is of an earlier export, of revision {}: {remedy}",
        earlier.file.name,
        say::revision(&earlier.revision)
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
    pub fn after(self, before: &Self, there: impl Fn(&ManifestFile) -> bool) -> Self {
        let mut list = self.beside(before, there);
        let files = &list.files;
        let new = |one: &EarlierFile| files.iter().any(|file| file.name == one.file.name);
        list.earlier.retain(|one| !new(one));
        list
    }

    /// The same list, with all that `before` listed and that lies in the folder as it was written, as `there` says:
    /// true while files of one take the place of those of the other.
    #[must_use]
    pub fn beside(mut self, before: &Self, there: impl Fn(&ManifestFile) -> bool) -> Self {
        self.earlier = before.listed(there);
        self
    }

    /// What of all that it lists is there, as seen from a later export: each name once.
    fn listed(&self, there: impl Fn(&ManifestFile) -> bool) -> Vec<EarlierFile> {
        let last = self.files.iter().map(|file| EarlierFile {
            file: file.clone(),
            revision: self.revision.clone(),
        });
        let mut listed: Vec<EarlierFile> = Vec::new();
        for one in last.chain(self.earlier.iter().cloned()) {
            let known = listed.iter().any(|known| known.file.name == one.file.name);
            if !known && there(&one.file) {
                listed.push(one);
            }
        }
        listed
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
                // An export that was killed halfway lists what it was to replace too.
                Some(bytes) => Some(
                    self.earlier_of(name, bytes)
                        .map_or_else(|| changed(name), |earlier| stale(earlier, "export again")),
                ),
            }
        });
        let earlier = self.earlier.iter().filter_map(|earlier| {
            let name = &earlier.file.name;
            if self.files.iter().any(|file| file.name == *name) {
                return None;
            }
            match bytes(name)? {
                bytes if !earlier.file.is_of(bytes) => Some(changed(name)),
                _ if earlier.revision == self.revision => None,
                _ => Some(stale(earlier, "export it again, or remove it")),
            }
        });
        listed.chain(earlier).collect()
    }

    /// The file of an earlier export that has these bytes under this name.
    fn earlier_of(&self, name: &str, bytes: &[u8]) -> Option<&EarlierFile> {
        let mut all = self.earlier.iter();
        all.find(|earlier| earlier.file.name == name && earlier.file.is_of(bytes))
    }

    /// True when a file of this name is in the list, of this export or of one before it, or is the list.
    #[must_use]
    pub fn knows(&self, name: &str) -> bool {
        let earlier = self.earlier.iter().map(|earlier| &earlier.file);
        let mut all = self.files.iter().chain(earlier);
        name == MANIFEST || all.any(|file| file.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(revision: &str, files: &[(&str, &str)]) -> Manifest {
        let file = |(name, text): &(&str, &str)| ManifestFile {
            name: (*name).to_owned(),
            blake3: blake3::hash(text.as_bytes()).to_hex().to_string(),
            bytes: text.len() as u64,
        };
        Manifest {
            schema: SCHEMA,
            revision: revision.to_owned(),
            tool: "t".to_owned(),
            files: files.iter().map(file).collect(),
            earlier: Vec::new(),
        }
    }

    fn folder(files: &[(&str, &str)]) -> Vec<(String, Vec<u8>)> {
        let file = |(name, text): &(&str, &str)| ((*name).to_owned(), text.as_bytes().to_vec());
        files.iter().map(file).collect()
    }

    #[test]
    fn of_an_export_that_was_killed_halfway_each_file_is_told_once() {
        let before = list(
            "one of the sixth",
            &[("a", "1"), ("b", "2"), ("c", "3"), ("d", "4")],
        );
        let now = list(
            "two of the sixth",
            &[("a", "5"), ("b", "6"), ("c", "7"), ("d", "8")],
        );
        let halfway = now.clone().beside(&before, |_| true);
        // The first is replaced already, the third was changed by hand since, the fourth is gone.
        let there = folder(&[("a", "5"), ("b", "2"), ("c", "mine")]);
        assert_eq!(
            halfway.problems(&there),
            [
                "b is of an earlier export, of revision one of the s: export again",
                "c is not as it was exported: move it away, then export again, or export into another folder",
                "d is missing",
            ]
        );
        assert!(halfway.wrote("a", b"5") && halfway.wrote("b", b"2"));

        // The next one, killed as well, still knows what lies there, each name once.
        let lies = |file: &ManifestFile| {
            let mut all = there.iter();
            all.any(|(name, bytes)| *name == file.name && file.is_of(bytes))
        };
        let next = list("three", &[("a", "9"), ("b", "10")]).beside(&halfway, lies);
        let earlier = next.earlier.iter();
        let earlier: Vec<_> = earlier
            .map(|one| (one.file.name.as_str(), one.revision.as_str()))
            .collect();
        assert_eq!(
            earlier,
            [("a", "two of the sixth"), ("b", "one of the sixth")]
        );
        assert!(next.wrote("a", b"5") && next.wrote("b", b"2"));
    }
}
