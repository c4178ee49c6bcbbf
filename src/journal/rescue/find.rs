//! Finds what may be entries in the pages of a workshop file, in whatever state it is.

use std::collections::{BTreeMap, HashSet};

use serde::de::IgnoredAny;
use serde_json::Deserializer;

use super::super::chain::ChainHash;
use super::super::derived::Row;
use super::pages::{Cell, Pages, Way, varint};
use crate::workshop::Reference;

/// Bytes of an id and of a hash as they are stored.
const ID: usize = 16;
const HASH: usize = 32;

/// What a row of the table `entry` says of its columns: no number of its own, an id, a text, a hash.
const BEFORE_TEXT: [u8; 2] = [0, 2 * 16 + 12];
const AFTER_TEXT: u8 = 2 * 32 + 12;

/// How the text of every entry begins, and how it goes on behind the id.
const BEGINS: &[u8] = b"{\"id\":\"";
const GOES_ON: &[u8] = b"\",\"at\":\"";
const ID_TEXT: usize = 36;

/// Bytes that may be an entry.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Candidate {
    /// Its number, where that can still be read.
    pub(super) seq: Option<u64>,
    pub(super) body: Vec<u8>,
    pub(super) hash: ChainHash,
}

impl Row {
    /// What it says, unless that is nobody else's business.
    pub(super) fn told(&self) -> &str {
        if self.off_record {
            "(off the record)"
        } else {
            &self.text
        }
    }
}

/// All that was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) candidates: Vec<Candidate>,
    /// What was done, by the number of its entry.
    pub(super) done: BTreeMap<u64, String>,
    /// Records by their references.
    pub(super) rows: BTreeMap<String, Row>,
}

/// Looks for entries in all pages, which the chain proves, and for what the tables say in those that count.
pub(super) fn find(pages: &Pages<'_>) -> Found {
    let mut found = Found::default();
    let mut seen = HashSet::new();
    for page in pages.all() {
        for candidate in entries(pages, page) {
            if seen.insert(candidate.clone()) {
                found.candidates.push(candidate);
            }
        }
    }
    for page in pages.current() {
        for (seq, cells) in pages.rows(page) {
            found.derived(seq, cells);
        }
    }
    found
}

impl Found {
    fn derived(&mut self, seq: Option<u64>, cells: Vec<Cell>) {
        use Cell::{Null, Number, Text};
        match (seq, <[Cell; 7]>::try_from(cells)) {
            (
                None,
                Ok(
                    [
                        Text(reference),
                        Text(sheet),
                        Text(text),
                        Text(fields),
                        Number(parked),
                        Number(off),
                        Number(removed),
                    ],
                ),
            ) => {
                self.rows.entry(reference.clone()).or_insert(Row {
                    reference: Reference::new(&reference),
                    sheet,
                    text,
                    fields,
                    parked: parked != 0,
                    off_record: off != 0,
                    removed: removed != 0,
                });
            }
            (Some(seq), Err(cells)) => {
                if let Ok([Null, Text(what)]) = <[Cell; 2]>::try_from(cells) {
                    self.done.entry(seq).or_insert(what);
                }
            }
            _ => {}
        }
    }
}

/// What may be an entry in a page: by the shape of a row, and by the text where the row is torn.
fn entries(pages: &Pages<'_>, page: &[u8]) -> Vec<Candidate> {
    let mut all = Vec::new();
    let mut met = HashSet::new();
    let shapes = page.windows(BEFORE_TEXT.len()).enumerate();
    for (at, _) in shapes.filter(|(_, bytes)| *bytes == BEFORE_TEXT) {
        let Some(row) = Shape::at(page, at) else {
            continue;
        };
        met.insert(row.start + row.head + ID);
        all.extend(Way::ALL.iter().filter_map(|way| {
            let bytes = pages.table_row(page, row.start, row.long, *way)?;
            let body = bytes.get(row.head + ID..)?;
            candidate(row.seq, body, row.text)
        }));
    }
    for at in texts(page).filter(|at| !met.contains(at)) {
        let here = by_text(None, page.get(at..).unwrap_or_default());
        if here.is_none() {
            let ways = Way::ALL.iter();
            all.extend(ways.filter_map(|way| by_text(None, &pages.rest(page, at, *way))));
        }
        all.extend(here);
    }
    all
}

/// Where the row of an entry lies and how long its parts are.
struct Shape {
    start: usize,
    head: usize,
    text: usize,
    long: usize,
    seq: Option<u64>,
}

impl Shape {
    /// The row of which the kinds of the columns stand at `at`.
    fn at(page: &[u8], at: usize) -> Option<Self> {
        let start = at.checked_sub(1)?;
        let (kind, end) = varint(page, at + BEFORE_TEXT.len())?;
        let is_text = kind % 2 == 1 && kind > 13 && kind < u64::from(u32::MAX);
        if !is_text || page.get(end) != Some(&AFTER_TEXT) {
            return None;
        }
        let text = usize::try_from((kind - 13) / 2).ok()?;
        let head = end + 1 - start;
        let long = head + ID + text + HASH;
        Some(Self {
            start,
            head,
            text,
            long,
            seq: seq(page, start, long as u64),
        })
    }
}

/// The number of the row that begins at `start`, when its length stands before the number.
fn seq(page: &[u8], start: usize, long: u64) -> Option<u64> {
    let ends = |from: usize, end: usize| varint(page, from).filter(|(_, after)| *after == end);
    (1..=9_usize).find_map(|own| {
        let at = start.checked_sub(own)?;
        let (seq, _) = ends(at, start)?;
        let before = (1..=9_usize).filter_map(|before| ends(at.checked_sub(before)?, at));
        before
            .into_iter()
            .any(|(said, _)| said == long)
            .then_some(seq)
    })
}

/// Where texts of entries begin in a page.
fn texts(page: &[u8]) -> impl Iterator<Item = usize> {
    let begins = page.windows(BEGINS.len()).enumerate();
    begins.filter_map(|(at, bytes)| {
        let on = page.get(at + BEGINS.len() + ID_TEXT..)?;
        (bytes == BEGINS && on.starts_with(GOES_ON)).then_some(at)
    })
}

/// The entry whose text begins these bytes, as far as the text goes.
fn by_text(seq: Option<u64>, bytes: &[u8]) -> Option<Candidate> {
    let mut values = Deserializer::from_slice(bytes).into_iter::<IgnoredAny>();
    values.next()?.ok()?;
    candidate(seq, bytes, values.byte_offset())
}

fn candidate(seq: Option<u64>, bytes: &[u8], text: usize) -> Option<Candidate> {
    let (body, rest) = bytes.split_at_checked(text)?;
    Some(Candidate {
        seq,
        body: body.to_vec(),
        hash: ChainHash::from_bytes(rest.get(..HASH)?)?,
    })
}
