//! Reads a playbook from TOML or JSON, with every mistake named.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::block::{Block, BlockKind, Check, DoneWhen, Fact, Output, Topic};
use super::ids::{BlockId, SheetId};
use super::playbook::{Day, Playbook, PlaybookHeader};
use super::validate::Agenda;
use super::{read_sheet, validate};
use crate::document::{self, Fields, Format, Problems};

impl Playbook {
    /// Reads a playbook from TOML; `name` is the file's name in messages.
    ///
    /// Broken TOML is one problem, everything else is reported at once.
    pub fn read(name: &str, text: &str) -> Result<Self, Problems> {
        let (reader, root) = document::parse(name, text, Format::Toml)?;
        let fields = reader.fields(&root, "the playbook");
        let playbook = Self::from_fields(&fields);
        fields.finish();
        reader.finish(playbook)
    }

    /// Reads the playbook's tables out of a file that may hold others too.
    #[must_use]
    pub fn from_fields(root: &Fields<'_, '_>) -> Self {
        let playbook = Self::tables(root);
        validate::playbook(&playbook, root, Agenda::AsDesigned);
        playbook
    }

    /// Reads the playbook of a workshop under way: its blocks may overlap, and blocks that were fed may be gone.
    #[must_use]
    pub fn from_workshop_fields(root: &Fields<'_, '_>) -> Self {
        let playbook = Self::tables(root);
        validate::playbook(&playbook, root, Agenda::AsLived);
        playbook
    }

    fn tables(root: &Fields<'_, '_>) -> Self {
        Self {
            header: header(root),
            sheets: root
                .tables("sheet", "a sheet")
                .into_iter()
                .map(read_sheet::sheet)
                .collect(),
            days: root.tables("day", "a day").into_iter().map(day).collect(),
        }
    }
}

fn header(root: &Fields<'_, '_>) -> PlaybookHeader {
    let Some(fields) = root.table("playbook") else {
        if !root.has("playbook") {
            root.report(
                "playbook",
                "there is no [playbook] table",
                "begin with [playbook] and its id, title and version",
            );
        }
        return PlaybookHeader {
            id: String::new(),
            title: String::new(),
            version: 1,
            rubric: None,
            about: None,
        };
    };
    let header = PlaybookHeader {
        id: fields.required_text("id"),
        title: fields.required_text("title"),
        version: version(&fields),
        rubric: fields.text("rubric"),
        about: fields.text("about"),
    };
    fields.finish();
    header
}

/// The `version` of a definition file; 1 when unsaid.
pub(super) fn version(fields: &Fields<'_, '_>) -> u32 {
    fields
        .integer("version", 1..=i64::from(u32::MAX))
        .and_then(|v| u32::try_from(v).ok())
        .unwrap_or(1)
}

fn day(mut fields: Fields<'_, '_>) -> Day {
    let title = fields.required_text("title");
    fields.rename(format!("day \"{title}\""));
    let blocks = fields
        .tables("block", "a block")
        .into_iter()
        .map(block)
        .collect();
    fields.finish();
    Day { title, blocks }
}

fn block(mut fields: Fields<'_, '_>) -> Block {
    let id: BlockId = fields
        .required("id", "a name such as \"lunch-1\"")
        .unwrap_or_default();
    fields.rename(format!("block \"{id}\""));
    let kinds: Vec<&str> = BlockKind::ALL.iter().map(|kind| kind.word()).collect();
    let kind =
        one_of(&fields, "kind", &kinds).map_or(BlockKind::Capture, |nth| BlockKind::ALL[nth]);
    let block = Block {
        title: fields.required_text("title"),
        short: fields.text("short"),
        kind,
        start: fields
            .required("start", "a time such as \"09:30\"")
            .unwrap_or_default(),
        end: fields
            .required("end", "a time such as \"10:00\"")
            .unwrap_or_default(),
        locked: fields.flag("locked").unwrap_or(false),
        goal: fields.text("goal"),
        sheets: ids(&fields, "sheets"),
        topics: topics(&fields),
        outputs: fields
            .tables("output", "an output")
            .into_iter()
            .map(output)
            .collect(),
        id,
    };
    fields.finish();
    block
}

/// The place of the text at `key` among `words`; anything else is reported with the words that are right.
pub(super) fn one_of(fields: &Fields<'_, '_>, key: &str, words: &[&str]) -> Option<usize> {
    let text = fields.required_text(key);
    let found = words.iter().position(|word| *word == text);
    if found.is_none() && !text.is_empty() {
        let what = format!("`{key}` of {} is \"{text}\"", fields.what());
        let remedy = match document::nearest(&text, words.iter().copied()) {
            Some(word) => format!("did you mean \"{word}\"?"),
            None => format!("it must be one of: {}", words.join(", ")),
        };
        fields.report(key, what, remedy);
    }
    found
}

/// The ids in a list; a bad one is reported.
pub(super) fn ids<T: std::str::FromStr>(fields: &Fields<'_, '_>, key: &str) -> Vec<T>
where
    T::Err: std::fmt::Display,
{
    let mut all = Vec::new();
    for text in fields.texts(key) {
        match text.parse() {
            Ok(id) => all.push(id),
            Err(error) => fields.report(
                key,
                format!("`{key}` of {} has \"{text}\"", fields.what()),
                error,
            ),
        }
    }
    all
}

fn topics(fields: &Fields<'_, '_>) -> Vec<Topic> {
    fields
        .tables("topic", "a topic")
        .into_iter()
        .map(topic)
        .collect()
}

fn topic(mut fields: Fields<'_, '_>) -> Topic {
    let id = fields
        .required("id", "a name such as \"stakeholders\"")
        .unwrap_or_default();
    fields.rename(format!("topic \"{id}\""));
    let topic = Topic {
        id,
        title: fields.required_text("title"),
        prompts: fields.texts("prompts"),
        notes: fields.text("notes").unwrap_or_default(),
        feeds: feeds(&fields),
        facts: fields
            .tables("facts", "a fact")
            .into_iter()
            .map(fact)
            .collect(),
        topics: topics(&fields),
    };
    fields.finish();
    topic
}

fn feeds(fields: &Fields<'_, '_>) -> BTreeMap<BlockId, super::Level> {
    let Some(table) = fields.table("feeds") else {
        return BTreeMap::new();
    };
    let feeds = table
        .keys()
        .filter_map(|key| Some((BlockId::new(key), table.parsed(key)?)))
        .collect();
    table.finish();
    feeds
}

fn fact(fields: Fields<'_, '_>) -> Fact {
    let fact = Fact {
        text: fields.required_text("text"),
        source: fields.required_text("source"),
        as_of: date(&fields, "as_of"),
    };
    fields.finish();
    fact
}

/// A required date.
pub(super) fn date(fields: &Fields<'_, '_>, key: &str) -> NaiveDate {
    fields
        .required::<NaiveDate>(key, "a date such as \"2026-11-22\"")
        .unwrap_or_default()
}

fn output(mut fields: Fields<'_, '_>) -> Output {
    let id = fields
        .required("id", "a name such as \"weighted-line-items\"")
        .unwrap_or_default();
    fields.rename(format!("output \"{id}\""));
    let sheet: SheetId = fields
        .required("sheet", "the id of a sheet")
        .unwrap_or_default();
    let output = Output {
        id,
        title: fields.required_text("title"),
        sheet,
        done_when: done_when(&fields),
    };
    fields.finish();
    output
}

const CHECKS: [(&str, Check); 5] = [
    ("some", Check::Some),
    ("every", Check::Every),
    ("scored", Check::Scored),
    ("linked", Check::Linked),
    ("accepted", Check::Accepted),
];

fn done_when(fields: &Fields<'_, '_>) -> DoneWhen {
    let fallback = DoneWhen {
        check: Check::Accepted,
        column: None,
        min: 1,
        environment: None,
    };
    let Some(table) = fields.table("done_when") else {
        if !fields.has("done_when") {
            let remedy = "add `done_when = { check = \"some\" }`";
            fields.report(
                "done_when",
                format!("{} has no `done_when`", fields.what()),
                remedy,
            );
        }
        return fallback;
    };
    let check = one_of(&table, "check", &CHECKS.map(|(word, _)| word))
        .map_or(Check::Accepted, |nth| CHECKS[nth].1);
    let min = table
        .integer("min", 0..=10_000)
        .and_then(|min| usize::try_from(min).ok())
        .unwrap_or(1);
    let done = DoneWhen {
        check,
        column: table.parsed("column"),
        min,
        environment: table.parsed("environment"),
    };
    table.finish();
    done
}
