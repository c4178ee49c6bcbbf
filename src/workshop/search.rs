//! Search over everything: records, topics and blocks, by a few letters.
//!
//! Every word of the query must be found: as letters in their order in the name of a thing (`LI-12 nightly
//! batch`), or as it stands in anything else that is written there. Better matches come first, equal ones in
//! the order of the agenda and of the references, so the same query always gives the same list.

use std::fmt::Write;

use nucleo_matcher::chars::{normalize, to_lower_case};
use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32String};

use super::{Record, Reference, State, Value};
use crate::agenda::{Block, BlockId, Topic, TopicId};

/// A match in what a thing is called goes before one in the small print.
const NAME_BONUS: u32 = 100;
/// A reference typed in full goes before everything.
const REFERENCE_BONUS: u32 = 1_000;

/// Something that can be found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A block of the agenda.
    Block(BlockId),
    /// A topic.
    Topic(TopicId),
    /// A record.
    Record(Reference),
}

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Where it is.
    pub place: Place,
    /// How well it matches; higher is better, comparable within one search only.
    pub score: u32,
    /// What it is called, a record with its reference in front.
    pub name: String,
    /// The graphemes of the name that matched, from 0, in order.
    pub matched: Vec<u32>,
}

/// What can be searched of a state; built once, asked with every letter typed.
#[derive(Debug)]
pub struct Index {
    entries: Vec<Entry>,
    matcher: Matcher,
    /// The last query and what it found: a longer one finds nothing else.
    last: Option<(String, Vec<usize>)>,
}

#[derive(Debug)]
struct Entry {
    place: Place,
    name: Utf32String,
    /// The name as it was written, where `name` keeps only the first sign of a cluster.
    written: Option<Box<str>>,
    rest: Utf32String,
    /// The letters and digits that occur in the name, and in the rest: most words fail on these.
    letters: (u64, u64),
}

/// A bit for each letter and digit that occurs, without case and accents; other signs have none.
fn letters(text: &str) -> u64 {
    let bit = |letter: char| match normalize(to_lower_case(letter)) {
        letter @ 'a'..='z' => 1 << (u32::from(letter) - u32::from('a')),
        digit @ '0'..='9' => 1 << (26 + u32::from(digit) - u32::from('0')),
        _ => 0,
    };
    text.chars().fold(0, |all, letter| all | bit(letter))
}

/// Finds what matches the query, best first; a blank query finds nothing.
#[must_use]
pub fn search(state: &State, query: &str) -> Vec<Hit> {
    let mut index = Index::new(state);
    let found = index.find(query);
    found
        .into_iter()
        .map(|found| index.hit(found, query))
        .collect()
}

/// An entry that was found and its score; [`Index::hit`] tells more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    entry: usize,
    score: u32,
}

/// A word of a query, in both ways in which it is looked for.
struct Word {
    text: String,
    bits: u64,
    letters: Atom,
    whole: Atom,
}

impl Word {
    fn of(query: &str) -> Vec<Self> {
        let atom = |word: &str, kind| {
            Atom::new(
                word,
                CaseMatching::Ignore,
                Normalization::Smart,
                kind,
                false,
            )
        };
        let words = query.split_whitespace();
        words
            .map(|word| Self {
                text: word.to_lowercase(),
                bits: letters(word),
                letters: atom(word, AtomKind::Fuzzy),
                whole: atom(word, AtomKind::Substring),
            })
            .collect()
    }
}

impl Index {
    /// Everything in a state but removed records.
    #[must_use]
    pub fn new(state: &State) -> Self {
        let mut entries = Vec::with_capacity(state.records.len() + 128);
        for (_, block) in state.playbook.blocks() {
            entries.push(of_block(block));
            entries.extend(
                block
                    .all_topics()
                    .into_iter()
                    .map(|(_, topic)| of_topic(topic)),
            );
        }
        let records = state.every_record().filter(|record| !record.removed);
        entries.extend(records.map(of_record));
        Self {
            entries,
            matcher: Matcher::new(Config::DEFAULT),
            last: None,
        }
    }

    /// The records of a state that are wanted, without blocks and topics.
    #[must_use]
    pub fn of_records(state: &State, wanted: impl Fn(&Record) -> bool) -> Self {
        let records = state.every_record();
        let entries = records.filter(|record| !record.removed && wanted(record));
        Self {
            entries: entries.map(of_record).collect(),
            matcher: Matcher::new(Config::DEFAULT),
            last: None,
        }
    }

    /// The removed records of a state and nothing else.
    #[must_use]
    pub fn of_removed(state: &State) -> Self {
        let removed = state.every_record().filter(|record| record.removed);
        Self {
            entries: removed.map(of_record).collect(),
            matcher: Matcher::new(Config::DEFAULT),
            last: None,
        }
    }

    /// Everything, in its order.
    #[must_use]
    pub fn all(&self) -> Vec<Found> {
        let found = |entry| Found { entry, score: 0 };
        (0..self.entries.len()).map(found).collect()
    }

    /// Where something that was found is.
    #[must_use]
    pub fn place(&self, found: Found) -> &Place {
        &self.entries[found.entry].place
    }

    /// Finds what matches the query, best first.
    pub fn find(&mut self, query: &str) -> Vec<Found> {
        let words = Word::of(query);
        if words.is_empty() {
            self.last = None;
            return Vec::new();
        }
        let narrower = self
            .last
            .take()
            .filter(|(last, _)| query.starts_with(last.as_str()));
        let mut found: Vec<Found> = match narrower {
            Some((_, among)) => among
                .into_iter()
                .filter_map(|entry| self.score(entry, &words))
                .collect(),
            None => (0..self.entries.len())
                .filter_map(|entry| self.score(entry, &words))
                .collect(),
        };
        self.last = Some((
            query.to_owned(),
            found.iter().map(|found| found.entry).collect(),
        ));
        found.sort_unstable_by_key(|found| (std::cmp::Reverse(found.score), found.entry));
        found
    }

    /// The score of an entry, when every word is found in it.
    fn score(&mut self, nth: usize, words: &[Word]) -> Option<Found> {
        let entry = &self.entries[nth];
        let mut score = 0;
        for word in words {
            score += word_score(word, entry, &mut self.matcher)?;
            if let Place::Record(id) = &entry.place
                && id.as_str().len() == word.text.len()
                && id.as_str().eq_ignore_ascii_case(&word.text)
            {
                score += REFERENCE_BONUS;
            }
        }
        Some(Found { entry: nth, score })
    }

    /// What was found, for display.
    pub fn hit(&mut self, found: Found, query: &str) -> Hit {
        let entry = &self.entries[found.entry];
        let mut matched = Vec::new();
        for word in Word::of(query) {
            let name = entry.name.slice(..);
            let whole = word.whole.indices(name, &mut self.matcher, &mut matched);
            if whole.is_none() {
                let _ = word.letters.indices(name, &mut self.matcher, &mut matched);
            }
        }
        matched.sort_unstable();
        matched.dedup();
        Hit {
            place: entry.place.clone(),
            score: found.score,
            name: match &entry.written {
                Some(written) => written.to_string(),
                None => entry.name.to_string(),
            },
            matched,
        }
    }
}

/// The score of a word in an entry, if it is found there.
fn word_score(word: &Word, entry: &Entry, matcher: &mut Matcher) -> Option<u32> {
    let missing = |there: u64| word.bits & !there != 0;
    if !missing(entry.letters.0) {
        let name = entry.name.slice(..);
        // As it stands first: it is the better match and the cheaper one, and sets the matcher's case.
        let whole = word.whole.score(name, matcher);
        let found = whole.or_else(|| matcher.fuzzy_match_greedy(name, word.letters.needle_text()));
        if let Some(found) = found {
            return Some(u32::from(found) + NAME_BONUS);
        }
    }
    if missing(entry.letters.1) {
        return None;
    }
    word.whole
        .score(entry.rest.slice(..), matcher)
        .map(u32::from)
}

fn entry(place: Place, name: &str, rest: &str) -> Entry {
    let clusters = Utf32String::from(name);
    let same = name.is_ascii() || clusters.to_string() == name;
    Entry {
        place,
        letters: (letters(name), letters(rest)),
        name: clusters,
        written: (!same).then(|| name.into()),
        rest: Utf32String::from(rest),
    }
}

fn of_block(block: &Block) -> Entry {
    let rest = format!(
        "{} {}",
        block.short(),
        block.goal.as_deref().unwrap_or_default()
    );
    entry(Place::Block(block.id.clone()), &block.title, &rest)
}

fn of_topic(topic: &Topic) -> Entry {
    let facts = topic.facts.iter().map(|fact| fact.text.as_str());
    let prompts = topic.prompts.iter().map(String::as_str);
    let texts = std::iter::once(topic.notes.as_str())
        .chain(prompts)
        .chain(facts);
    let rest = texts.collect::<Vec<_>>().join("\n");
    entry(Place::Topic(topic.id.clone()), &topic.title, &rest)
}

fn of_record(record: &Record) -> Entry {
    let name = record.naming_text();
    let mut rest = String::new();
    for value in record.fields.values() {
        match value {
            Value::Text(text) if text == name => {}
            Value::Text(text) => rest.push_str(text),
            // Writing to a String cannot fail.
            other => drop(write!(rest, "{other}")),
        }
        rest.push('\n');
    }
    rest.push_str(&record.added.by);
    entry(
        Place::Record(record.id.clone()),
        &format!("{} {name}", record.id),
        &rest,
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tests::empty;
    use super::super::{Act, Change, Entry as JournalEntry, NewRecord, Workshop};
    use super::*;
    use crate::agenda::{ColumnId, SheetId};

    fn with(texts: &[(&str, &str)]) -> State {
        let mut changes = vec![Change::Replace(Box::new(empty()))];
        for (text, tag) in texts {
            let fields = [
                (ColumnId::new("text"), Value::Text((*text).to_owned())),
                (
                    ColumnId::new("tags"),
                    Value::Tags([(*tag).to_owned()].into()),
                ),
            ];
            changes.push(Change::Add(Box::new(NewRecord {
                sheet: SheetId::new("items"),
                fields: fields.into(),
                ..NewRecord::default()
            })));
        }
        let at = chrono::DateTime::UNIX_EPOCH.fixed_offset();
        let act = Act::Do(changes);
        let entry = JournalEntry {
            id: uuid::Uuid::nil(),
            at,
            by: "Ada".to_owned(),
            act,
        };
        Workshop::begin(&entry).unwrap().state().clone()
    }

    fn names(state: &State, query: &str) -> Vec<String> {
        search(state, query)
            .into_iter()
            .map(|hit| hit.name)
            .collect()
    }

    #[test]
    fn letters_words_tags_and_references_are_found() {
        let state = with(&[
            ("nightly batch", "ledger"),
            ("Zürich site", "x"),
            ("batch of ledgers", "x"),
        ]);
        assert_eq!(names(&state, "ntly btch"), ["LI-1 nightly batch"]);
        assert_eq!(
            names(&state, "ledger"),
            ["LI-3 batch of ledgers", "LI-1 nightly batch"]
        );
        assert_eq!(names(&state, "li-2"), ["LI-2 Zürich site"]);
        assert_eq!(names(&state, "zurich"), ["LI-2 Zürich site"]);
        assert_eq!(names(&state, "one"), ["One"]);
        assert_eq!(names(&state, "  "), [""; 0]);
        assert_eq!(names(&state, "batch nowhere"), [""; 0]);
        let hit = search(&state, "bat").remove(0);
        assert_eq!(hit.place, Place::Record(Reference::new("LI-1")));
        assert_eq!(hit.matched, [13, 14, 15]);
        let state = with(&[("cafe\u{301} 👍🏽", "x")]);
        assert_eq!(names(&state, "cafe"), ["LI-1 cafe\u{301} 👍🏽"]);
    }

    proptest! {
        #[test]
        fn a_longer_query_finds_what_it_would_find_at_once(
            texts in prop::collection::vec("[a-cA-C éß漢]{1,12}", 1..12),
            query in "[a-cA-C é-]{1,6}",
        ) {
            let all: Vec<(&str, &str)> = texts.iter().map(|text| (text.as_str(), "t")).collect();
            let state = with(&all);
            let mut typed = Index::new(&state);
            for (end, _) in query.char_indices().skip(1) {
                typed.find(query.get(..end).unwrap());
            }
            let found = typed.find(&query);
            prop_assert_eq!(&found, &Index::new(&state).find(&query));
            for one in found {
                let hit = typed.hit(one, &query);
                let length = u32::try_from(hit.name.chars().count()).unwrap();
                prop_assert!(hit.matched.iter().all(|at| *at < length));
            }
        }
    }
}
