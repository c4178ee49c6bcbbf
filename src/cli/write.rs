//! Writes a set of files whole or not at all.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{anyhow, bail};

use super::earlier::{self, Kept};
use crate::exports;

/// Writes the files into `folder`, which is made if it is not there; its own folder must be.
///
/// Everything is written and flushed beside the folder first, so a full disk or a kill leaves no half of a
/// file behind; files of other names that are in the folder stay, and those that no export wrote are not replaced.
pub(super) fn all(folder: &Path, files: &[exports::File]) -> anyhow::Result<()> {
    let name = folder.display();
    if folder.exists() && !folder.is_dir() {
        bail!("{name} is a file: name a folder to write into");
    }
    // Found out only halfway, some files would be of this export and some of the last.
    if let Some(file) = files.iter().find(|file| folder.join(file.name()).is_dir()) {
        let file = file.name();
        bail!(
            "{name}/{file} is a folder, and the export has a file of this name: rename the folder"
        );
    }
    let kept = earlier::kept(folder, files)?;
    let parent = match folder.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    };
    if !parent.is_dir() {
        bail!(
            "{name}: the folder {} does not exist: create it first",
            parent.display()
        );
    }
    let leaf = folder.file_name().unwrap_or_default().to_string_lossy();
    let aside = parent.join(format!(".{leaf}.partial-{}", std::process::id()));
    let written =
        write_aside(&aside, &kept).and_then(|()| put_in_place(&aside, folder, &parent, &kept));
    if written.is_err() {
        // What could not be finished must not stay behind; the error itself is what the user needs.
        let _ = fs::remove_dir_all(&aside);
    }
    written.map_err(|why| {
        anyhow!("cannot write {name}: {why:#}; nothing of this export is left half-written")
    })
}

/// The name of the list while files are put into their folder.
const MEANWHILE: &str = ".meanwhile";

fn write_aside(aside: &Path, kept: &Kept) -> anyhow::Result<()> {
    if aside.exists() {
        // Left by a program that was killed and had our number.
        fs::remove_dir_all(aside)?;
    }
    fs::create_dir(aside)?;
    let meanwhile = kept.meanwhile.iter().map(|list| (MEANWHILE, list));
    let files = kept.files.iter().map(|file| (file.name(), file));
    for (name, file) in files.chain(meanwhile) {
        let mut there = File::create_new(aside.join(name))?;
        there.write_all(file.bytes())?;
        there.sync_all()?;
    }
    sync_folder(aside)
}

fn put_in_place(aside: &Path, folder: &Path, parent: &Path, kept: &Kept) -> anyhow::Result<()> {
    let meanwhile = aside.join(MEANWHILE);
    if folder.exists() {
        if kept.meanwhile.is_some() {
            fs::rename(meanwhile, folder.join(exports::MANIFEST))?;
            sync_folder(folder)?;
        }
        for file in &kept.files {
            fs::rename(aside.join(file.name()), folder.join(file.name()))?;
        }
        fs::remove_dir(aside)?;
        sync_folder(folder)?;
    } else {
        if kept.meanwhile.is_some() {
            fs::remove_file(meanwhile)?;
        }
        fs::rename(aside, folder)?;
    }
    sync_folder(parent)
}

/// Makes renames durable; folders cannot be flushed on every system, and there it is not needed.
fn sync_folder(folder: &Path) -> anyhow::Result<()> {
    if cfg!(unix) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(texts: &[(&str, &str)]) -> Vec<exports::File> {
        texts
            .iter()
            .map(|(name, text)| exports::File::new(*name, (*text).to_owned()))
            .collect()
    }

    /// Files with the list of them.
    fn listed(revision: &str, texts: &[(&str, &str)]) -> Vec<exports::File> {
        let mut files = files(texts);
        let listed = files.iter().map(|file| {
            let (name, bytes) = (file.name(), file.bytes());
            let blake3 = blake3::hash(bytes).to_hex().to_string();
            format!(
                r#"{{"name": "{name}", "blake3": "{blake3}", "bytes": {}}}"#,
                bytes.len()
            )
        });
        let listed = listed.collect::<Vec<_>>().join(", ");
        let list = format!(
            r#"{{"schema": 1, "revision": "{revision}", "tool": "t", "files": [{listed}]}}"#
        );
        files.push(exports::File::new(exports::MANIFEST, list));
        files
    }

    #[test]
    fn what_no_export_wrote_is_not_replaced() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("out");
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("b.md"), "of somebody").unwrap();
        let new = listed("one", &[("a.md", "1"), ("b.md", "2")]);
        let error = all(&folder, &new).unwrap_err().to_string();
        assert!(
            error.ends_with(
                "out: b.md was not written by an export, or was changed since: move it away, or name another folder; \
                 nothing was written"
            ),
            "{error}"
        );
        let files = ["a", "b", "c", "d", "e", "f"].map(|name| (name, "3"));
        let many = place.path().join("many");
        fs::create_dir(&many).unwrap();
        for (name, _) in files {
            fs::write(many.join(name), "of somebody").unwrap();
        }
        let error = all(&many, &listed("one", &files)).unwrap_err().to_string();
        assert!(
            error.contains("many: a, b, c, d, e and 1 more were not")
                && error.contains("move them away"),
            "{error}"
        );
        assert_eq!(names(&folder), ["b.md"]);
        fs::write(folder.join("b.md"), "2").unwrap();
        all(&folder, &new).unwrap();

        // What an export before the last one wrote is ours still.
        all(&folder, &listed("two", &[("a.md", "3")])).unwrap();
        all(&folder, &listed("three", &[("b.md", "4")])).unwrap();
        fs::write(folder.join("a.md"), "corrected by hand").unwrap();
        let error = all(&folder, &listed("four", &[("a.md", "5"), ("b.md", "6")]));
        assert!(error.unwrap_err().to_string().contains(": a.md was not"));
        assert_eq!(fs::read_to_string(folder.join("b.md")).unwrap(), "4");
        fs::write(folder.join(exports::MANIFEST), "{}").unwrap();
        let error = all(&folder, &listed("five", &[("c.md", "7")]));
        assert!(
            error
                .unwrap_err()
                .to_string()
                .contains("manifest.json was not")
        );
    }

    #[cfg(unix)]
    #[test]
    fn what_cannot_be_read_or_is_no_file_is_not_replaced() {
        use std::os::unix::fs::symlink;

        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("out");
        fs::create_dir(&folder).unwrap();
        symlink("gone", folder.join("b.md")).unwrap();
        let new = listed("one", &[("a.md", "1"), ("b.md", "2")]);
        let error = all(&folder, &new).unwrap_err().to_string();
        assert!(error.contains(": b.md was"), "{error}");
        assert_eq!(names(&folder), ["b.md"]);

        // A list that leads nowhere is not the same as no list.
        fs::rename(folder.join("b.md"), folder.join(exports::MANIFEST)).unwrap();
        let error = all(&folder, &new).unwrap_err().to_string();
        assert!(error.contains(": manifest.json was"), "{error}");
        assert_eq!(names(&folder), ["manifest.json"]);
        fs::remove_file(folder.join(exports::MANIFEST)).unwrap();

        // A pipe is not opened: nobody may ever write into it.
        let made = std::process::Command::new("mkfifo")
            .arg(folder.join("a.md"))
            .status();
        assert!(made.unwrap().success());
        let error = all(&folder, &new).unwrap_err().to_string();
        assert!(error.contains(": a.md was"), "{error}");
    }

    #[test]
    fn an_export_that_was_killed_halfway_can_be_repeated() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("out");
        all(&folder, &listed("one", &[("a.md", "1"), ("b.md", "2")])).unwrap();
        let kept = earlier::kept(&folder, &listed("two", &[("a.md", "3"), ("b.md", "4")]));
        let list = kept.unwrap().meanwhile.unwrap();
        fs::write(folder.join(exports::MANIFEST), list.bytes()).unwrap();
        fs::write(folder.join("a.md"), "3").unwrap();
        all(&folder, &listed("three", &[("a.md", "5"), ("b.md", "6")])).unwrap();
        assert_eq!(fs::read_to_string(folder.join("b.md")).unwrap(), "6");
        let list = fs::read_to_string(folder.join(exports::MANIFEST)).unwrap();
        assert!(
            !list.contains("earlier"),
            "all of it is of the last export: {list}"
        );
    }

    #[test]
    fn the_list_is_put_in_place_before_what_it_lists() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("out");
        all(
            &folder,
            &listed("one", &[("a.md", "1"), ("b.md", "2"), ("c.md", "3")]),
        )
        .unwrap();
        let new = listed("two", &[("a.md", "4"), ("b.md", "5"), ("c.md", "6")]);
        let kept = earlier::kept(&folder, &new).unwrap();
        let aside = place.path().join("aside");
        write_aside(&aside, &kept).unwrap();
        fs::remove_file(aside.join("b.md")).unwrap();
        assert!(put_in_place(&aside, &folder, place.path(), &kept).is_err());
        fs::remove_dir_all(&aside).unwrap();

        let read = |name: &str| fs::read(folder.join(name)).unwrap();
        assert_eq!((read("a.md"), read("b.md")), (b"4".to_vec(), b"2".to_vec()));
        let list: exports::Manifest = serde_json::from_slice(&read(exports::MANIFEST)).unwrap();
        for name in ["a.md", "b.md", "c.md"] {
            assert!(list.wrote(name, &read(name)), "{name} is known as ours");
        }
        let there = ["a.md", "b.md", "c.md"].map(|name| (name.to_owned(), read(name)));
        let stale = |name| format!("{name} is of an earlier export, of revision one: export again");
        assert_eq!(list.problems(&there), [stale("b.md"), stale("c.md")]);

        all(&folder, &new).unwrap();
        assert_eq!((read("b.md"), read("c.md")), (b"5".to_vec(), b"6".to_vec()));
        assert_eq!(names(place.path()), ["out"]);
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn files_are_replaced_and_others_stay() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("out");
        all(&folder, &listed("one", &[("a.md", "1"), ("b.md", "2")])).unwrap();
        fs::write(folder.join("mine.txt"), "x").unwrap();
        all(&folder, &listed("two", &[("a.md", "3")])).unwrap();
        assert_eq!(
            names(&folder),
            ["a.md", "b.md", "manifest.json", "mine.txt"]
        );
        assert_eq!(fs::read_to_string(folder.join("a.md")).unwrap(), "3");
        assert_eq!(names(place.path()), ["out"]);
    }

    #[test]
    fn what_cannot_be_written_leaves_nothing_behind() {
        let place = tempfile::tempdir().unwrap();
        let bad = files(&[("a.md", "1"), ("no/such/b.md", "2")]);
        let error = all(&place.path().join("out"), &bad)
            .unwrap_err()
            .to_string();
        let (_, why) = error.split_once("out: ").expect("it is named");
        let (why, rest) = why
            .split_once("; ")
            .expect("the reason stands before the rest");
        assert!(why.contains("os error"), "{error}");
        assert_eq!(rest, "nothing of this export is left half-written");
        assert_eq!(names(place.path()), Vec::<String>::new());
        let error = all(&place.path().join("no/out"), &files(&[("a", "")])).unwrap_err();
        assert!(error.to_string().contains("create it first"), "{error}");
        fs::create_dir_all(place.path().join("used/b.md")).unwrap();
        let error = all(
            &place.path().join("used"),
            &files(&[("a.md", ""), ("b.md", "")]),
        );
        assert!(error.unwrap_err().to_string().contains("b.md is a folder"));
        assert_eq!(names(&place.path().join("used")), ["b.md"]);
        fs::write(place.path().join("file"), "x").unwrap();
        assert!(
            all(&place.path().join("file"), &files(&[("a", "")]))
                .unwrap_err()
                .to_string()
                .contains("folder")
        );
    }
}
