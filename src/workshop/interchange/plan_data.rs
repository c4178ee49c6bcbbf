//! A roadmap on its own: work packages and their links without a workshop, from TOML, JSON or CSV.

mod csv;

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::mem::take;

use chrono::NaiveDate;

use super::content::TABLES;
use super::estimate::estimate;
use super::waits::{Waits, waits_for};
use super::{meta, plan_table};
use crate::document::{
    self, Fields, Format, Item, Node, Problems, Reader, ShortTexts, Table, nearest, trimmed,
};
use crate::workshop::{PlanSettings, Precedence};

pub use csv::plan_csv;

/// A roadmap as a data file has it; every id is there once and every link leads somewhere.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PlanData {
    /// Calendar, start and distribution.
    pub settings: PlanSettings,
    /// The work packages in the order of the file, without those that are removed or dropped.
    pub packages: Vec<PlanRow>,
    /// Their dependencies in the order of the file.
    pub links: Vec<PlanLink>,
}

/// A work package of a data file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlanRow {
    /// Its reference.
    pub id: String,
    /// What it is called; may be empty.
    pub title: String,
    /// The part of the roadmap it belongs to.
    pub phase: Option<String>,
    /// Who does it.
    pub owner: Option<String>,
    /// The environment it is for.
    pub environment: Option<String>,
    /// How long it takes: `3d` or `2d/3d/8d` in order; empty when unsaid.
    pub duration: String,
    /// A point in time.
    pub milestone: bool,
    /// The first date on which it may begin.
    pub not_before: Option<NaiveDate>,
    /// The date, included, by which it must be finished.
    pub deadline: Option<NaiveDate>,
    /// The line of its deadline, from 1; 0 without one.
    pub deadline_line: usize,
    /// Its line in the file, from 1.
    pub line: usize,
}

/// A dependency of a data file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanLink {
    /// The id of the package that comes first.
    pub from: String,
    /// The id of the package that waits.
    pub to: String,
    /// Which end waits for which.
    pub kind: Precedence,
    /// Working time between the two, such as `1d` or `-4h`; empty when unsaid.
    pub lag: String,
    /// The reason; empty when unsaid.
    pub why: String,
    /// Its line in the file, from 1.
    pub line: usize,
}

/// Where things stand in a data file, by their places in its lists; lines from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanLines {
    /// The lines of the work packages.
    pub packages: Vec<usize>,
    /// The lines of their deadlines; 0 where there is none.
    pub deadlines: Vec<usize>,
    /// The lines of the dependencies.
    pub links: Vec<usize>,
}

impl PlanData {
    /// Where everything stands, for messages once the texts have gone elsewhere.
    #[must_use]
    pub fn lines(&self) -> PlanLines {
        let rows = self.packages.iter();
        PlanLines {
            packages: rows.clone().map(|row| row.line).collect(),
            deadlines: rows.map(|row| row.deadline_line).collect(),
            links: self.links.iter().map(|link| link.line).collect(),
        }
    }
}

/// The roadmap in a TOML or JSON file, or every mistake in it. Of a whole workshop only the plan is read.
pub fn plan_data(name: &str, text: &str, format: Format) -> Result<PlanData, Problems> {
    if format == Format::Toml
        && let Some(data) = table_by_table(name, text)
    {
        return data;
    }
    let (reader, root) = document::parse(name, text, format)?;
    let fields = reader.fields(&root, "the file");
    let (settings, whole) = surroundings(&fields);
    if !fields.has("work_package") {
        let what = "the file has no [[work_package]]";
        fields.report("work_package", what, "add at least one");
    }
    let mut rows = Rows::new(&reader, &settings, whole);
    for item in fields.list("work_package") {
        rows.item(item);
    }
    let (packages, links) = connect(rows.read, &reader);
    fields.finish();
    reader.finish(PlanData {
        settings,
        packages,
        links,
    })
}

/// Reads a file whose work packages come last without a tree of all of them; none when it is not such a file.
fn table_by_table(name: &str, text: &str) -> Option<Result<PlanData, Problems>> {
    let split = document::split(text, "[[work_package]]")?;
    let (_, root) = document::parse(name, split.head, Format::Toml).ok()?;
    if root.has("work_package") {
        return None;
    }
    let reader = Reader::new(name, text);
    let fields = reader.fields(&root, "the file");
    let _ = fields.item("work_package");
    let (settings, whole) = surroundings(&fields);
    let mut rows = Rows::new(&reader, &settings, whole);
    if !split.each(|table| rows.table(table)) {
        return None;
    }
    let (packages, links) = connect(rows.read, &reader);
    fields.finish();
    Some(reader.finish(PlanData {
        settings,
        packages,
        links,
    }))
}

/// The calendar, and whether the file is a whole workshop.
fn surroundings(root: &Fields<'_, '_>) -> (PlanSettings, bool) {
    for key in TABLES {
        let _ = root.item(key);
    }
    let settings = plan_table::read(root, &PlanSettings::default()).unwrap_or_default();
    (settings, root.has("workshop"))
}

/// A package, what it waits for, where it stands, and whether it counts.
struct ReadRow {
    row: PlanRow,
    waits: Vec<Waits>,
    at: usize,
    out: bool,
}

/// Keys that say nothing about the schedule.
const OTHER_KEYS: [&str; 15] = [
    "sheet",
    "at",
    "by",
    "block",
    "topic",
    "parked",
    "off_record",
    "effort",
    "outcome",
    "acceptance",
    "tags",
    "closes",
    "source",
    "notes",
    "why",
];
/// Keys that do.
const KEYS: [&str; 12] = [
    "id",
    "title",
    "phase",
    "owner",
    "environment",
    "duration",
    "depends_on",
    "milestone",
    "not_before",
    "deadline",
    "status",
    "removed",
];

/// Reads work packages straight from the tree: a plan may have a hundred thousand.
struct Rows<'r> {
    reader: &'r Reader,
    read: Vec<ReadRow>,
    settings: &'r PlanSettings,
    whole: bool,
}

impl<'r> Rows<'r> {
    const fn new(reader: &'r Reader, settings: &'r PlanSettings, whole: bool) -> Self {
        Self {
            reader,
            read: Vec::new(),
            settings,
            whole,
        }
    }

    fn item(&mut self, item: &Item<'_>) {
        let Node::Table(table) = &item.node else {
            let what = format!("`work_package` is {}", item.node.kind());
            self.reader
                .report(item.at, what, "it must be a list of tables");
            return;
        };
        self.table(table);
    }

    fn table(&mut self, table: &Table<'_>) {
        let mut read = ReadRow {
            row: PlanRow {
                line: self.reader.line(table.at),
                ..PlanRow::default()
            },
            waits: Vec::new(),
            at: table.get("id").map_or(table.at, |id| id.at),
            out: false,
        };
        let id = table.get("id").and_then(|item| match &item.node {
            Node::Text(text) => Some(trimmed(text)),
            _ => None,
        });
        match id {
            Some(id) if !id.is_empty() => id.clone_into(&mut read.row.id),
            _ => {
                let what = "a work package has no `id`";
                self.reader
                    .report(read.at, what, "add `id = ` with any unique text in quotes");
            }
        }
        self.fields(table, &mut read);
        self.read.push(read);
    }

    fn fields(&self, table: &Table<'_>, read: &mut ReadRow) {
        for (key, at, item) in &table.entries {
            let ReadRow {
                row, waits, out, ..
            } = read;
            match &**key {
                "id" => {}
                "title" => row.title = self.text(key, item, &row.id).unwrap_or_default(),
                "phase" => row.phase = self.text(key, item, &row.id),
                "owner" => row.owner = self.text(key, item, &row.id),
                "environment" => row.environment = self.text(key, item, &row.id),
                "duration" => {
                    let who = Who(&row.id);
                    row.duration =
                        estimate(item, who, self.reader, Some(self.settings)).unwrap_or_default();
                }
                "milestone" => row.milestone = self.flag(key, item, &row.id),
                "not_before" | "not-before" => row.not_before = self.date(key, item, &row.id),
                "deadline" => {
                    row.deadline = self.date(key, item, &row.id);
                    row.deadline_line = self.reader.line(item.at);
                }
                "depends_on" => *waits = self.waits(item, &row.id),
                "removed" => *out |= self.flag(key, item, &row.id),
                "status" => {
                    *out |= self
                        .text(key, item, &row.id)
                        .is_some_and(|status| status == "dropped");
                }
                other if self.whole || OTHER_KEYS.contains(&other) => {}
                other => {
                    let remedy = match nearest(other, KEYS) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => "remove it".to_owned(),
                    };
                    self.reader.report(
                        *at,
                        format!("unknown key `{other}` in {}", Who(&row.id)),
                        remedy,
                    );
                }
            }
        }
    }

    fn wrong(&self, key: &str, item: &Item<'_>, id: &str, wanted: &str) {
        let what = format!("`{key}` of {} is {}", Who(id), item.node.kind());
        self.reader
            .report(item.at, what, format!("it must be {wanted}"));
    }

    fn text(&self, key: &str, item: &Item<'_>, id: &str) -> Option<String> {
        let text = meta::plain(item);
        if text.is_none() {
            self.wrong(key, item, id, "text in quotes");
        }
        text.filter(|text| !trimmed(text).is_empty())
    }

    fn flag(&self, key: &str, item: &Item<'_>, id: &str) -> bool {
        if let Node::Bool(flag) = item.node {
            return flag;
        }
        self.wrong(key, item, id, "true or false");
        false
    }

    fn date(&self, key: &str, item: &Item<'_>, id: &str) -> Option<NaiveDate> {
        let text = meta::plain(item).unwrap_or_default();
        let date = text.trim().parse().ok();
        if date.is_none() {
            let what = format!("`{key}` of {} is \"{text}\"", Who(id));
            self.reader
                .report(item.at, what, "write a date as \"YYYY-MM-DD\"");
        }
        date
    }

    fn waits(&self, item: &Item<'_>, id: &str) -> Vec<Waits> {
        let Node::List(items) = &item.node else {
            self.wrong("depends_on", item, id, "a list such as [\"WP-1\"]");
            return Vec::new();
        };
        // Room for these alone: a list that grows begins with four, and there may be a hundred thousand lists.
        let mut waits = Vec::with_capacity(items.len());
        let read = |item| waits_for(item, Who(id), self.reader);
        waits.extend(items.iter().filter_map(read));
        waits
    }
}

/// A work package in a message; written out only when there is one.
#[derive(Clone, Copy)]
struct Who<'i>(&'i str);

impl fmt::Display for Who<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "work package \"{}\"", self.0)
    }
}

/// Resolves the links; unknown ids, ids that are there twice and links to itself are reported.
fn connect(mut rows: Vec<ReadRow>, reader: &Reader) -> (Vec<PlanRow>, Vec<PlanLink>) {
    let mut places: HashMap<&str, bool, ShortTexts> =
        HashMap::with_capacity_and_hasher(rows.len(), ShortTexts::default());
    for read in rows.iter().filter(|read| !read.row.id.is_empty()) {
        if places.insert(&read.row.id, read.out).is_some() {
            let what = format!("the id \"{}\" is there twice", read.row.id);
            reader.report(read.at, what, "give one of them another id");
        }
    }
    let mut counts = Vec::new();
    for read in &rows {
        for waits in &read.waits {
            if waits.on == read.row.id {
                let what = format!("\"{}\" waits for itself", waits.on);
                reader.report(waits.at, what, "take the link out");
            }
            let before = places.get(waits.on.as_str());
            if before.is_none() {
                unknown(waits, places.keys().copied(), reader);
            }
            counts.push(before.is_some_and(|out| !out && !read.out));
        }
    }
    drop(places);
    let mut links = Vec::with_capacity(counts.len());
    let mut counts = counts.into_iter();
    for read in &mut rows {
        let waits = take(&mut read.waits)
            .into_iter()
            .zip(counts.by_ref())
            .filter(|(_, counts)| *counts);
        links.extend(waits.map(|(waits, _)| PlanLink {
            from: waits.on,
            to: read.row.id.clone(),
            kind: waits.kind,
            lag: waits.lag,
            why: waits.why,
            line: reader.line(waits.at),
        }));
    }
    let counting = rows.into_iter().filter(|read| !read.out);
    (counting.map(|read| read.row).collect(), links)
}

fn unknown<'n>(waits: &Waits, ids: impl ExactSizeIterator<Item = &'n str>, reader: &Reader) {
    // In a large plan every id has near neighbours, and looking at all of them takes long.
    let names: HashSet<&str> = if ids.len() <= 1_000 {
        ids.collect()
    } else {
        HashSet::new()
    };
    let remedy = match nearest(&waits.on, names) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None => "correct the id or add the work package".to_owned(),
    };
    reader.report(
        waits.at,
        format!("there is no work package \"{}\"", waits.on),
        remedy,
    );
}
