//! Folders in which SQLite's promises do not hold, or in which another program moves files about.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use super::place;
use crate::order::Arrange;

/// Names of folders that are copied to other computers behind the program's back.
const SYNCED: [&str; 10] = [
    "dropbox",
    "onedrive",
    "icloud drive",
    "mobile documents",
    "com~apple~clouddocs",
    "google drive",
    "googledrive",
    "my drive",
    "nextcloud",
    "box sync",
];

/// What is to be said of where a workshop file lies; none for an ordinary folder.
#[must_use]
pub fn warning(path: &Path) -> Option<String> {
    let file = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let mounts = fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
    if let Some(conflict) = conflict(&file) {
        return Some(format!(
            "{} lies beside this file: two computers have changed it; compare the two before you go on",
            conflict.display()
        ));
    }
    if let Some(kind) = network_kind(&mounts, &file) {
        return Some(format!(
            "this folder is on the network ({kind}), where a flush may not reach the disk and others may write \
             unseen: work on a copy on this computer"
        ));
    }
    synced(&file).map(|name| {
        format!(
            "this folder is synchronised ({name}), which may replace the file while it is open: work on a copy elsewhere"
        )
    })
}

/// The kind of the network file system that holds a file, by the table that Linux keeps of what is mounted where.
fn network_kind<'a>(mounts: &'a str, file: &Path) -> Option<&'a str> {
    let mounted = mounts.lines().filter_map(mount);
    let holding = mounted.filter(|(place, _)| file.starts_with(place));
    let (_, kind) = holding.max_by_key(|(place, _)| place.components().count())?;
    let known = [
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "ncpfs", "davfs",
    ];
    let fuse = [
        "sshfs",
        "rclone",
        "davfs2",
        "gvfsd-fuse",
        "s3fs",
        "smbnetfs",
    ];
    let over_fuse = kind
        .strip_prefix("fuse.")
        .is_some_and(|name| fuse.contains(&name));
    (known.contains(&kind) || over_fuse).then_some(kind)
}

/// Where a line of that table says something is mounted, and its kind.
fn mount(line: &str) -> Option<(PathBuf, &str)> {
    let (before, after) = line.split_once(" - ")?;
    let place = before.split(' ').nth(4)?.replace("\\040", " ");
    Some((PathBuf::from(place), after.split(' ').next()?))
}

/// The folder of a synchronising program that holds a file.
fn synced(file: &Path) -> Option<String> {
    let mut folders = place::folder(file).components();
    folders.find_map(|folder| {
        let name = folder.as_os_str().to_string_lossy();
        let lower = name.to_lowercase();
        // OneDrive and Dropbox add the name of a firm: `OneDrive - Northwind`.
        let known = |synced: &&str| lower == **synced || lower.starts_with(&format!("{synced} "));
        SYNCED.iter().any(known).then(|| name.into_owned())
    })
}

/// A copy that a synchronising program made because two computers changed the file.
fn conflict(file: &Path) -> Option<PathBuf> {
    let stem = file.file_stem()?.to_string_lossy().to_lowercase();
    let beside = fs::read_dir(place::folder(file)).ok()?;
    let mut copies: Vec<PathBuf> = beside
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension() == file.extension() && path.as_path() != file)
        .filter(|path| {
            path.file_stem()
                .is_some_and(|name| is_conflict(name, &stem))
        })
        .collect();
    copies.arrange();
    copies.into_iter().next()
}

fn is_conflict(name: &OsStr, stem: &str) -> bool {
    let name = name.to_string_lossy().to_lowercase();
    name.strip_prefix(stem).is_some_and(|rest| {
        rest.contains("conflicted copy")
            || rest.contains("conflict)")
            || rest.contains(".sync-conflict-")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNTS: &str = "\
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
40 22 0:35 / /mnt/team rw,relatime shared:2 - nfs4 server:/team rw
41 40 0:36 / /mnt/team/local rw,relatime - ext4 /dev/vdb rw
42 22 0:37 / /home/ada/My\\040Laptop rw - fuse.sshfs ada@host: rw
43 22 0:38 / /tmp rw - tmpfs tmpfs rw
";

    #[test]
    fn the_innermost_mount_decides() {
        let kind = |file: &str| network_kind(MOUNTS, Path::new(file));
        assert_eq!(kind("/mnt/team/a.flipchart"), Some("nfs4"));
        assert_eq!(kind("/home/ada/My Laptop/a.flipchart"), Some("fuse.sshfs"));
        for local in [
            "/mnt/team/local/a.flipchart",
            "/mnt/teamwork/a.flipchart",
            "/tmp/a.flipchart",
        ] {
            assert_eq!(kind(local), None, "{local}");
        }
        assert_eq!(network_kind("", Path::new("/a")), None);
    }

    #[test]
    fn synchronised_folders_are_known_by_their_names() {
        let found = |file: &str| synced(Path::new(file));
        let firm = found("/Users/ada/OneDrive - Northwind/a.flipchart");
        assert_eq!(firm.as_deref(), Some("OneDrive - Northwind"));
        assert!(found("/home/ada/Dropbox/clients/a.flipchart").is_some());
        assert_eq!(found("/home/ada/dropboxes/a.flipchart"), None);
        assert_eq!(
            found("/home/ada/Dropbox"),
            None,
            "the file itself is not a folder"
        );
    }

    #[test]
    fn a_conflicted_copy_is_seen_beside_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("acme.flipchart");
        fs::write(&file, "").unwrap();
        fs::write(folder.path().join("acme-2.flipchart"), "").unwrap();
        assert_eq!(conflict(&file), None);
        let copy = folder
            .path()
            .join("acme (Ada's conflicted copy 2026-11-10).flipchart");
        fs::write(&copy, "").unwrap();
        assert_eq!(conflict(&file), Some(copy));
        assert!(
            warning(&file)
                .unwrap()
                .contains("two computers have changed it")
        );
    }
}
