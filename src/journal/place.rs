//! Where a workshop file stands: its identity on the disk, its log beside it, the folder of its locks.

use std::ffi::OsString;
use std::fs::{self, Metadata};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::error::JournalError;

/// Names another data folder, for tests and for systems without a home folder.
pub const DATA_FOLDER_VARIABLE: &str = "FLIPCHART_DATA_DIR";

/// The program's local data folder, where locks are kept.
///
/// `FLIPCHART_DATA_DIR` when that is set, else what the platform has for it. It need not exist yet.
pub fn data_folder() -> Result<PathBuf, JournalError> {
    if let Some(folder) = std::env::var_os(DATA_FOLDER_VARIABLE).filter(|name| !name.is_empty()) {
        return Ok(PathBuf::from(folder));
    }
    directories::ProjectDirs::from("", "", "flipchart")
        .map(|dirs| dirs.data_local_dir().to_owned())
        .ok_or_else(|| {
            JournalError::failed(
                Path::new("flipchart"),
                "find the local data folder",
                "there is no home folder: set FLIPCHART_DATA_DIR to a folder for locks",
            )
        })
}

/// Which file it is, whatever its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Identity(String);

impl Identity {
    /// The identity of the file that has this name now; its content is not touched.
    pub(super) fn of(path: &Path) -> Result<Self, JournalError> {
        let found = look(path)?;
        Ok(Self(identity(path, &found)))
    }

    /// A name for its lock.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// An error unless the file still has this name.
    pub(super) fn still(&self, path: &Path) -> Result<(), JournalError> {
        match Self::of(path) {
            Ok(now) if now == *self => Ok(()),
            _ => Err(JournalError::Moved {
                path: path.to_owned(),
            }),
        }
    }
}

#[cfg(unix)]
fn identity(_path: &Path, found: &Metadata) -> String {
    use std::os::unix::fs::MetadataExt as _;
    format!("{:x}-{:x}", found.dev(), found.ino())
}

/// Without inode numbers the full name stands for the file.
#[cfg(not(unix))]
fn identity(path: &Path, _found: &Metadata) -> String {
    blake3::hash(path.as_os_str().as_encoded_bytes())
        .to_hex()
        .to_string()
}

/// What the file system knows of the file; refuses what is not a file.
pub(super) fn look(path: &Path) -> Result<Metadata, JournalError> {
    match fs::metadata(path) {
        Ok(found) if found.is_file() => Ok(found),
        Ok(_) => Err(JournalError::NotAFile {
            path: path.to_owned(),
        }),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Err(log_alone(path).unwrap_or_else(|| JournalError::Missing {
                path: path.to_owned(),
            }))
        }
        Err(error) => Err(JournalError::failed(path, "look at the file", &error)),
    }
}

/// What is said of a file that is gone while its log is there and holds something.
pub(super) fn log_alone(path: &Path) -> Option<JournalError> {
    let log = log_of(path);
    let found = fs::symlink_metadata(&log).ok()?;
    // A rename under an open window and a kill while a file is opened leave an empty one.
    if found.len() == 0 {
        return None;
    }
    let path = path.to_owned();
    Some(JournalError::LogAlone { path, log })
}

/// The file's full name without links, so that its log is looked for where SQLite puts it.
pub(super) fn resolve(path: &Path) -> Result<PathBuf, JournalError> {
    look(path)?;
    fs::canonicalize(path).map_err(|error| JournalError::failed(path, "find the file", &error))
}

/// The folder that holds the file.
pub(super) fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// True when the file or its folder is marked read-only for everybody.
pub(super) fn is_read_only(path: &Path) -> bool {
    let marked =
        |place: &Path| fs::metadata(place).is_ok_and(|found| found.permissions().readonly());
    // Windows marks folders for other reasons.
    marked(path) || (cfg!(unix) && marked(folder(path)))
}

/// The name of the write-ahead log beside the file.
pub(super) fn log_of(path: &Path) -> PathBuf {
    let mut name = OsString::from(path.as_os_str());
    name.push("-wal");
    PathBuf::from(name)
}

/// How long the write-ahead log is; none when there is none.
pub(super) fn log_length(path: &Path) -> Option<u64> {
    fs::metadata(log_of(path)).ok().map(|found| found.len())
}

/// Makes a new name in a folder last through a power cut.
pub(super) fn flush_folder(folder: &Path) -> std::io::Result<()> {
    // Elsewhere a folder cannot be opened to be flushed; the name is durable with the file there.
    if cfg!(unix) {
        fs::File::open(folder)?.sync_all()?;
    }
    Ok(())
}
