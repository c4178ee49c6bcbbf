//! The manifest: which files belong together, and of which revision they are.

use serde::{Deserialize, Serialize};

use super::{File, ReportInput};
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
    fn json(&self) -> serde_json::Value {
        serde_json::json!({ "name": self.name, "blake3": self.blake3, "bytes": self.bytes })
    }
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
    }
}

impl Manifest {
    /// As JSON with a line end at the end.
    #[must_use]
    pub fn json(&self) -> String {
        let value = serde_json::json!({
            "schema": self.schema,
            "revision": self.revision,
            "tool": self.tool,
            "files": self.files.iter().map(ManifestFile::json).collect::<Vec<_>>(),
        });
        format!("{value:#}\n")
    }

    /// What is wrong with a set of files: each missing, changed or unlisted one in a sentence.
    #[must_use]
    pub fn problems(&self, files: &[(String, Vec<u8>)]) -> Vec<String> {
        let mut problems = Vec::new();
        for listed in &self.files {
            match files.iter().find(|(name, _)| *name == listed.name) {
                None => problems.push(format!("{} is missing", listed.name)),
                Some((_, bytes)) if blake3::hash(bytes).to_hex().as_str() != listed.blake3 => {
                    problems.push(format!("{} is not as it was exported", listed.name));
                }
                Some(_) => {}
            }
        }
        let listed = |name: &str| self.files.iter().any(|file| file.name == name);
        for (name, _) in files
            .iter()
            .filter(|(name, _)| name != MANIFEST && !listed(name))
        {
            problems.push(format!("{name} is not of this export"));
        }
        problems
    }
}
