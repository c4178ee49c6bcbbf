//! How long the workshop file takes: `cargo bench --bench store`.
//!
//! The figures to hold: 100,000 entries are opened, every hash verified, in 0.5 s; a commit takes at most twice the
//! median and three times the 99th percentile of a bare flush on the same disk in the same run, which is printed first.
//! `FLIPCHART_BENCH_DIR` names a folder on the disk to measure; without it that of temporary files is.

#![allow(clippy::unwrap_used, reason = "a bench fails by panicking")]
#![allow(clippy::print_stdout, reason = "what is measured by hand is printed")]

use std::fs::File;
use std::hint::black_box;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chrono::{DateTime, FixedOffset};
use criterion::{Criterion, criterion_group};
use flipchart::agenda::{BUILTIN_PLAYBOOKS, BUILTIN_RUBRICS, ColumnId, Playbook, Rubric, SheetId};
use flipchart::journal::{ChainHash, JournalError, Session, read};
use flipchart::workshop::search::{Index, search};
use flipchart::workshop::{Act, Change, Entry, Info, NewRecord, Reference, State, Value, Workshop};
use rusqlite::Connection;
use tempfile::TempDir;
use uuid::Uuid;

/// Entries of a long journal.
const LONG: u64 = 100_000;

/// So many entries from one new record to the next; the others change one.
const EVERY: u64 = 10;

/// Commits and flushes that are timed.
const FLUSHES: usize = 2_000;

fn noon() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-10T12:00:00+01:00").unwrap()
}

fn folder() -> TempDir {
    let place = std::env::var_os("FLIPCHART_BENCH_DIR").map(PathBuf::from);
    place
        .map_or_else(tempfile::tempdir, tempfile::tempdir_in)
        .unwrap()
}

fn begin() -> Entry {
    let playbook = BUILTIN_PLAYBOOKS
        .iter()
        .find(|one| one.id == "eda-workshop")
        .unwrap();
    let rubric = &BUILTIN_RUBRICS[0];
    let playbook = Playbook::read(playbook.file, playbook.text).unwrap();
    let rubric = Rubric::read(rubric.file, rubric.text).unwrap();
    let state = State::new(Info::default(), playbook, rubric);
    entry(1, Act::Do(vec![Change::Replace(Box::new(state))]))
}

fn entry(number: u64, act: Act) -> Entry {
    Entry {
        id: Uuid::from_u128(number.into()),
        at: noon(),
        by: "Ada".to_owned(),
        act,
    }
}

fn add(number: u64) -> Act {
    let kinds = [
        "Nightly batch to the ledger",
        "Portal asks the bus",
        "Telematics runs its own Kafka",
    ];
    let text = format!(
        "{} takes {number} minutes",
        kinds[usize::try_from(number % 3).unwrap()]
    );
    let fields = [(ColumnId::new("text"), Value::Text(text))].into();
    Act::Do(vec![Change::Add(Box::new(NewRecord {
        sheet: SheetId::new("line-items"),
        fields,
        ..NewRecord::default()
    }))])
}

/// What a long workshop holds: things said, and nine changes for each of them.
fn act(number: u64) -> Act {
    let records = 1 + (number - 2) / EVERY;
    if (number - 2).is_multiple_of(EVERY) {
        return add(records);
    }
    let id = u32::try_from(1 + number.wrapping_mul(2_654_435_761) % records).unwrap();
    Act::Do(vec![Change::Set {
        id: Reference::numbered("LI", id),
        column: ColumnId::new("text"),
        value: Some(Value::Text(format!(
            "said again at {number}, and longer than it was before"
        ))),
    }])
}

/// A workshop file of so many entries, written without a flush for each.
fn long_file(folder: &Path, entries: u64) -> PathBuf {
    let file = folder.join("long.flipchart");
    Session::create_in(folder, &file, &begin())
        .unwrap()
        .close()
        .unwrap();
    let mut hash = read(&file).unwrap()[0].hash;
    let mut conn = Connection::open(&file).unwrap();
    let within = conn.transaction().unwrap();
    for number in 2..=entries {
        let entry = entry(number, act(number));
        let body = serde_json::to_string(&entry).unwrap();
        hash = hash.after(body.as_bytes());
        insert(&within, number, &entry, &body, hash);
    }
    within.commit().unwrap();
    conn.pragma_update_and_check(None, "wal_checkpoint", "TRUNCATE", |_| Ok(()))
        .unwrap();
    file
}

fn insert(conn: &Connection, number: u64, entry: &Entry, body: &str, hash: ChainHash) {
    conn.prepare_cached("INSERT INTO entry (seq, id, body, hash) VALUES (?1, ?2, ?3, ?4)")
        .unwrap()
        .execute((
            i64::try_from(number).unwrap(),
            entry.id.as_bytes(),
            body,
            hash.as_bytes(),
        ))
        .unwrap();
}

/// How long it takes to open so often; closing, which flushes, is not part of it.
fn opened(count: u64, open: impl Fn() -> Result<Session, JournalError>) -> Duration {
    let once = |_| {
        let begun = Instant::now();
        let session = open().unwrap();
        let took = begun.elapsed();
        session.close().unwrap();
        took
    };
    (0..count).map(once).sum()
}

fn opening(bench: &mut Criterion) {
    let folder = folder();
    let file = long_file(folder.path(), LONG);
    let mut group = bench.benchmark_group("100,000 entries");
    group.sample_size(10);
    group.bench_function("open to write", |bencher| {
        bencher.iter_custom(|count| opened(count, || Session::open_in(folder.path(), &file)));
    });
    group.bench_function("open to read", |bencher| {
        bencher.iter_custom(|count| opened(count, || Session::open_read_only(&file)));
    });
    let entries: Vec<Entry> = read(&file)
        .unwrap()
        .into_iter()
        .map(|stored| stored.entry)
        .collect();
    group.bench_function("fold", |bencher| {
        bencher.iter_with_large_drop(|| Workshop::fold(black_box(&entries)).unwrap());
    });
    group.finish();
}

fn searching(bench: &mut Criterion) {
    let begun: Vec<Entry> = std::iter::once(begin())
        .chain((2..=10_001).map(|number| entry(number, add(number))))
        .collect();
    let workshop = Workshop::fold(&begun).unwrap();
    let mut group = bench.benchmark_group("10,000 records");
    group.bench_function("search", |bencher| {
        bencher.iter(|| search(workshop.state(), black_box("kafka 77")));
    });
    let mut index = Index::new(workshop.state());
    group.bench_function("filter, a letter more", |bencher| {
        bencher.iter(|| {
            let words = ["k", "ka", "kaf", "kafk", "kafka"];
            words.map(|word| index.find(black_box(word)).len())
        });
    });
    group.finish();
}

/// How long one thing takes, again and again.
fn timed(mut one: impl FnMut()) -> Duration {
    let begun = Instant::now();
    one();
    begun.elapsed()
}

fn percentiles(mut times: Vec<Duration>) -> [Duration; 2] {
    times.sort_unstable();
    [times[times.len() / 2], times[times.len() * 99 / 100]]
}

/// Commits and bare flushes in turn, so that both see the same disk.
fn flushes() {
    let folder = folder();
    let mut raw = File::create(folder.path().join("raw")).unwrap();
    let file = folder.path().join("kickoff.flipchart");
    let mut session = Session::create_in(folder.path(), &file, &begin()).unwrap();
    let mut times = [Vec::new(), Vec::new()];
    for number in 2..2 + FLUSHES as u64 {
        times[0].push(timed(|| {
            raw.write_all(&[7; 4096]).unwrap();
            raw.sync_data().unwrap();
        }));
        times[1].push(timed(|| {
            session.commit(add(number), "Ada", noon()).unwrap();
            session.wait().unwrap();
        }));
    }
    let [[raw_half, raw_most], [half, most]] = times.map(percentiles);
    let ratio = |ours: Duration, bare: Duration| ours.as_secs_f64() / bare.as_secs_f64();
    println!(
        "a commit: {half:?} at the median, {most:?} at the 99th percentile; a bare flush: {raw_half:?}, {raw_most:?}; \
         {:.2} times and {:.2} times",
        ratio(half, raw_half),
        ratio(most, raw_most)
    );
}

criterion_group!(benches, opening, searching);

fn main() {
    flushes();
    benches();
    Criterion::default().configure_from_args().final_summary();
}
