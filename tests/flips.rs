//! Random flipped bits in a workshop file: seen, and nothing undamaged lost.
//!
//! `FLIPCHART_FLIPS` sets how many bits of the sample are flipped, one at a time; 12 when it is not set. A bit counts
//! when it changes anything that SQLite can show: a row of any table, the marks of the file, or whether its own check
//! passes. The rest are in bytes that nothing uses. SQLite's own check, alone, is the control.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use flipchart::cli::sample;
use flipchart::journal::{Session, read, recover_in, verify};
use flipchart::workshop::{Entry, Workshop, interchange};
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use tempfile::TempDir;

struct Desk {
    folder: TempDir,
    sound: Vec<u8>,
    entries: Vec<Entry>,
}

/// What a file shows to anyone who does not check the chain.
#[derive(PartialEq)]
struct Shown {
    rows: Option<Vec<u8>>,
    texts: Option<String>,
}

#[derive(Debug, Default)]
struct Count {
    flips: u32,
    /// Flips that change something.
    counted: u32,
    /// Of these: seen by `verify`, and by SQLite's own check.
    seen: u32,
    control: u32,
    /// Flips that change a text, and those of them with which the file does not open.
    texts: u32,
    refused: u32,
    /// Flips after which every entry was recovered.
    whole: u32,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("sound.flipchart");
        let entries = sample::entries().unwrap();
        let data = folder.path().join("data");
        let mut session = Session::create_in(&data, &file, &entries[0]).unwrap();
        for entry in &entries[1..] {
            session.append(entry).unwrap();
        }
        session.close().unwrap();
        Self {
            sound: fs::read(file).unwrap(),
            folder,
            entries,
        }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("flipped.flipchart")
    }

    /// What is recovered of the file, by id.
    fn recovered(&self) -> HashMap<uuid::Uuid, Entry> {
        let new = self.folder.path().join("new.flipchart");
        recover_in(&self.folder.path().join("data"), &self.file(), &new, None).unwrap();
        let all = read(&new).unwrap();
        fs::remove_file(new).unwrap();
        let all = all.into_iter().map(|stored| stored.entry);
        all.map(|entry| (entry.id, entry)).collect()
    }

    fn flip(&self, byte: usize, bit: u8, before: &Shown, count: &mut Count) {
        let mut bytes = self.sound.clone();
        bytes[byte] ^= 1 << bit;
        fs::write(self.file(), bytes).unwrap();
        count.flips += 1;
        let shown = shown(&self.file());
        let changed = shown != *before;
        let texts = shown.texts != before.texts;
        count.counted += u32::from(changed);
        let verdict = verify(&self.file());
        let seen = verdict.is_err() || verdict.is_ok_and(|verdict| verdict.damage.is_some());
        count.seen += u32::from(changed && seen);
        count.control += u32::from(changed && !passes_own_check(&self.file()));
        if texts {
            let refused = read(&self.file()).is_err();
            assert!(
                refused,
                "bit {bit} of byte {byte} changes a text and is not seen"
            );
            count.texts += 1;
            count.refused += u32::from(refused);
        }
        let recovered = self.recovered();
        let lost = self
            .entries
            .iter()
            .filter(|entry| recovered.get(&entry.id) != Some(*entry));
        // One bit can hit one entry.
        let lost = lost.count();
        assert!(
            lost <= 1,
            "bit {bit} of byte {byte}: {lost} entries are not recovered"
        );
        count.whole += u32::from(lost == 0);
    }
}

/// What SQLite shows of every table, view and mark of a file; none when it refuses.
fn rows(conn: &Connection) -> rusqlite::Result<Vec<u8>> {
    let mut all = Vec::new();
    for sql in [
        "SELECT * FROM entry",
        "SELECT * FROM entry ORDER BY id",
        "SELECT * FROM readable",
        "SELECT * FROM done",
        "SELECT * FROM log",
        "SELECT * FROM sqlite_schema",
        "PRAGMA application_id",
        "PRAGMA user_version",
        "PRAGMA integrity_check",
    ] {
        let mut statement = conn.prepare(sql)?;
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            for column in 0..columns {
                match row.get_ref(column)? {
                    ValueRef::Text(bytes) | ValueRef::Blob(bytes) => all.extend_from_slice(bytes),
                    other => all.extend(format!("{other:?}").bytes()),
                }
                all.push(b'\n');
            }
        }
    }
    Ok(all)
}

/// The workshop as it is exported, and when and by whom each thing was done; none when it cannot be read or folded.
fn texts(conn: &Connection) -> Option<String> {
    let mut bodies = conn.prepare("SELECT body FROM entry ORDER BY seq").ok()?;
    let bodies = bodies.query_map([], |row| row.get::<_, String>(0)).ok()?;
    let bodies: Vec<String> = bodies.collect::<Result<_, _>>().ok()?;
    let entries: Result<Vec<Entry>, _> = bodies
        .iter()
        .map(|body| serde_json::from_str(body))
        .collect();
    let entries = entries.ok()?;
    let workshop = Workshop::fold(&entries).ok()?;
    let acts = entries
        .iter()
        .map(|entry| format!("{} {}\n", entry.at, entry.by));
    Some(interchange::to_toml(workshop.state()) + &acts.collect::<String>())
}

fn shown(file: &Path) -> Shown {
    let conn = Connection::open(file).unwrap();
    Shown {
        rows: rows(&conn).ok(),
        texts: texts(&conn),
    }
}

/// The control: what SQLite says when it is asked.
fn passes_own_check(file: &Path) -> bool {
    let check = |conn: Connection| {
        conn.query_row("PRAGMA integrity_check", [], |row| row.get::<_, String>(0))
    };
    Connection::open(file)
        .and_then(check)
        .is_ok_and(|said| said == "ok")
}

/// Numbers that look random and are the same on every machine (Steele, Lea and Flood 2014: `SplitMix64`).
const fn random(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut next = *seed;
    next = (next ^ (next >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    next = (next ^ (next >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    next ^ (next >> 31)
}

#[test]
fn flipped_bits_are_seen_and_lose_nothing() {
    let flips = std::env::var("FLIPCHART_FLIPS").map_or(12, |text| text.parse().unwrap());
    let desk = Desk::new();
    fs::write(desk.file(), &desk.sound).unwrap();
    let before = shown(&desk.file());
    assert!(passes_own_check(&desk.file()));
    assert_eq!(desk.recovered().len(), desk.entries.len());
    let mut count = Count::default();
    let mut seed = 6;
    for _ in 0..flips {
        let byte = usize::try_from(random(&mut seed) % desk.sound.len() as u64).unwrap();
        desk.flip(byte, (random(&mut seed) % 8) as u8, &before, &mut count);
    }
    // For who asks for a thousand.
    println!("{count:?}");
    assert!(
        count.counted * 2 > flips,
        "most of the file is used: {count:?}"
    );
    assert!(count.seen * 100 >= count.counted * 95, "{count:?}");
    assert_eq!(count.refused, count.texts, "{count:?}");
    assert!(
        count.control * 2 < count.counted,
        "without the chain most go unseen: {count:?}"
    );
    assert!(count.whole * 100 >= flips * 95, "{count:?}");
}
