//! Reads a table key by key and collects every problem with its place.

use std::cell::{Cell, RefCell};
use std::fmt::Display;

use super::nearest;
use super::problem::{Problem, Problems};
use super::tree::{Item, Node, Table};
use crate::order::Arrange;

/// So many lines are looked at from the last one on before the line is searched for.
const NEXT: usize = 16;

/// Turns byte offsets into lines and columns and collects problems.
#[derive(Debug)]
pub struct Reader {
    name: String,
    text: String,
    line_starts: Vec<usize>,
    /// The line that was asked for last, from 0.
    near: Cell<usize>,
    problems: RefCell<Vec<(usize, Problem)>>,
}

impl Reader {
    /// A reader for the file `name` with this text.
    #[must_use]
    pub fn new(name: &str, text: &str) -> Self {
        let breaks = text
            .bytes()
            .enumerate()
            .filter(|(_, byte)| *byte == b'\n')
            .map(|(at, _)| at + 1);
        Self {
            name: name.to_owned(),
            text: text.to_owned(),
            line_starts: std::iter::once(0).chain(breaks).collect(),
            near: Cell::default(),
            problems: RefCell::default(),
        }
    }

    /// The line of a byte offset, from 1.
    #[must_use]
    pub fn line(&self, at: usize) -> usize {
        // Files are read from front to back: mostly it is the line that was asked for before, or one of the next.
        let near = self.near.get();
        let next = self.line_starts.get(near..).unwrap_or_default().iter();
        let lines = next.take(NEXT).take_while(|start| **start <= at).count();
        let line = match lines {
            0 | NEXT => self.line_starts.partition_point(|start| *start <= at),
            lines => near + lines,
        };
        self.near.set(line.saturating_sub(1));
        line
    }

    /// Records a problem at a byte offset.
    pub fn report(&self, at: usize, what: impl Display, remedy: impl Display) {
        let line = self.line(at);
        let start = self.line_starts[line - 1];
        let column = self
            .text
            .get(start..at)
            .map_or(1, |before| before.chars().count() + 1);
        let problem = Problem {
            file: self.name.clone(),
            line,
            column,
            what: what.to_string(),
            remedy: remedy.to_string(),
        };
        self.problems.borrow_mut().push((at, problem));
    }

    /// Fields of a table; `what` names the table in messages, such as `block "lunch"`.
    #[must_use]
    pub fn fields<'r, 't>(
        &'r self,
        table: &'r Table<'t>,
        what: impl Into<String>,
    ) -> Fields<'r, 't> {
        Fields {
            reader: self,
            table,
            what: what.into(),
            seen: RefCell::default(),
        }
    }

    /// How many problems there are so far.
    #[must_use]
    pub fn count(&self) -> usize {
        self.problems.borrow().len()
    }

    /// All problems in the order of their places.
    #[must_use]
    pub fn into_problems(self) -> Problems {
        let mut problems = self.problems.into_inner();
        problems.arrange_by_key(|(at, _)| *at);
        problems.dedup();
        Problems(problems.into_iter().map(|(_, problem)| problem).collect())
    }

    /// `value`, or all problems if there are any.
    pub fn finish<T>(self, value: T) -> Result<T, Problems> {
        if self.count() == 0 {
            Ok(value)
        } else {
            Err(self.into_problems())
        }
    }
}

/// One table while it is read. A wrong value is reported and read as if it were absent.
#[derive(Debug)]
pub struct Fields<'r, 't> {
    reader: &'r Reader,
    table: &'r Table<'t>,
    what: String,
    seen: RefCell<Vec<String>>,
}

impl<'r, 't> Fields<'r, 't> {
    /// Where `key` stands, or the table when it has no such key.
    #[must_use]
    pub fn at(&self, key: &str) -> usize {
        self.table.get(key).map_or(self.table.at, |item| item.at)
    }

    /// The reader, for problems found after reading.
    #[must_use]
    pub const fn reader(&self) -> &'r Reader {
        self.reader
    }

    /// The table's name in messages.
    #[must_use]
    pub fn what(&self) -> &str {
        &self.what
    }

    /// Gives the table a better name once it is known.
    pub fn rename(&mut self, what: impl Into<String>) {
        self.what = what.into();
    }

    /// Reports a problem at the value of `key`.
    pub fn report(&self, key: &str, what: impl Display, remedy: impl Display) {
        self.reader.report(self.at(key), what, remedy);
    }

    /// True when the table has `key`.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.table.has(key)
    }

    /// All keys as they stand.
    pub fn keys(&self) -> impl Iterator<Item = &'r str> + use<'r, 't> {
        self.table.entries.iter().map(|(key, _, _)| &**key)
    }

    /// The value of `key` as it stands; the key counts as known from now on.
    #[must_use]
    pub fn item(&self, key: &str) -> Option<&'r Item<'t>> {
        self.seen.borrow_mut().push(key.to_owned());
        self.table.get(key)
    }

    fn wrong(&self, key: &str, item: &Item<'_>, wanted: &str) {
        let what = format!("`{key}` of {} is {}", self.what, item.node.kind());
        self.reader
            .report(item.at, what, format!("it must be {wanted}"));
    }

    fn missing(&self, key: &str, wanted: &str) {
        let what = format!("{} has no `{key}`", self.what);
        self.reader
            .report(self.table.at, what, format!("add `{key} = ` with {wanted}"));
    }

    /// Text, if the key is there.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<String> {
        let item = self.item(key)?;
        if let Node::Text(text) = &item.node {
            return Some(text.clone().into_owned());
        }
        self.wrong(key, item, "text in quotes");
        None
    }

    /// Text that must be there and not be blank.
    #[must_use]
    pub fn required_text(&self, key: &str) -> String {
        if !self.has(key) {
            self.missing(key, "text in quotes");
        }
        let text = self.text(key);
        if text.as_deref().is_some_and(|text| text.trim().is_empty()) {
            self.report(
                key,
                format!("`{key}` of {} is empty", self.what),
                "write something there",
            );
        }
        text.unwrap_or_default()
    }

    /// A value that is written as text and parsed; a parse error is reported with what would be right.
    #[must_use]
    pub fn parsed<T: std::str::FromStr>(&self, key: &str) -> Option<T>
    where
        T::Err: Display,
    {
        let item = self.item(key)?;
        let text = match &item.node {
            Node::Text(text) => text.clone().into_owned(),
            Node::Date(text) => text.clone(),
            _ => {
                self.wrong(key, item, "text in quotes");
                return None;
            }
        };
        match text.parse() {
            Ok(value) => Some(value),
            Err(error) => {
                self.reader.report(
                    item.at,
                    format!("`{key}` of {} is \"{text}\"", self.what),
                    error,
                );
                None
            }
        }
    }

    /// As [`Fields::parsed`], and reported when it is missing.
    #[must_use]
    pub fn required<T: std::str::FromStr>(&self, key: &str, wanted: &str) -> Option<T>
    where
        T::Err: Display,
    {
        if !self.has(key) {
            self.missing(key, wanted);
        }
        self.parsed(key)
    }

    /// True or false.
    #[must_use]
    pub fn flag(&self, key: &str) -> Option<bool> {
        let item = self.item(key)?;
        if let Node::Bool(value) = item.node {
            return Some(value);
        }
        self.wrong(key, item, "true or false");
        None
    }

    /// A whole number within `range`.
    #[must_use]
    pub fn integer(&self, key: &str, range: std::ops::RangeInclusive<i64>) -> Option<i64> {
        let item = self.item(key)?;
        match item.node {
            Node::Integer(value) if range.contains(&value) => Some(value),
            _ => {
                self.wrong(
                    key,
                    item,
                    &format!("a whole number from {} to {}", range.start(), range.end()),
                );
                None
            }
        }
    }

    /// A number.
    #[must_use]
    pub fn number(&self, key: &str) -> Option<f64> {
        let item = self.item(key)?;
        let value = number_of(item);
        if value.is_none() {
            self.wrong(key, item, "a number");
        }
        value
    }

    /// A list of texts; empty when the key is missing.
    #[must_use]
    pub fn texts(&self, key: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for item in self.list(key) {
            match &item.node {
                Node::Text(text) => texts.push(text.clone().into_owned()),
                Node::Date(text) => texts.push(text.clone()),
                _ => self.wrong(key, item, "a list of texts"),
            }
        }
        texts
    }

    /// The items of a list; empty when the key is missing.
    #[must_use]
    pub fn list(&self, key: &str) -> &'r [Item<'t>] {
        match self.item(key) {
            Some(Item {
                node: Node::List(items),
                ..
            }) => items,
            Some(item) => {
                self.wrong(key, item, "a list");
                &[]
            }
            None => &[],
        }
    }

    /// The tables of a `[[key]]` list; `what` names one of them in messages.
    #[must_use]
    pub fn tables(&self, key: &str, what: &str) -> Vec<Self> {
        let mut tables = Vec::new();
        for item in self.list(key) {
            match &item.node {
                Node::Table(table) => tables.push(self.reader.fields(table, what)),
                _ => self.wrong(key, item, "a list of tables"),
            }
        }
        tables
    }

    /// The table at `key`.
    #[must_use]
    pub fn table(&self, key: &str) -> Option<Self> {
        let item = self.item(key)?;
        if let Node::Table(table) = &item.node {
            return Some(
                self.reader
                    .fields(table, format!("`{key}` of {}", self.what)),
            );
        }
        self.wrong(key, item, "a table");
        None
    }

    /// Reports every key that nothing asked for, with the nearest known one.
    pub fn finish(self) {
        let seen = self.seen.borrow();
        for (key, at, _) in &self.table.entries {
            if seen.iter().any(|known| **known == **key) {
                continue;
            }
            let remedy = match nearest(key, seen.iter().map(String::as_str)) {
                Some(known) => format!("did you mean `{known}`?"),
                None => "remove it".to_owned(),
            };
            self.reader
                .report(*at, format!("unknown key `{key}` in {}", self.what), remedy);
        }
    }
}

/// A number from an integer or a float.
pub(super) const fn number_of(item: &Item<'_>) -> Option<f64> {
    match item.node {
        #[allow(
            clippy::cast_precision_loss,
            reason = "figures of people are far below 2^53"
        )]
        Node::Integer(value) => Some(value as f64),
        Node::Float(value) if value.is_finite() => Some(value),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Format, Reader, parse};

    #[test]
    fn a_line_is_the_same_whatever_was_asked_before() {
        let text = "a\n\nbcd\n".repeat(30);
        let reader = Reader::new("f", &text);
        let by_hand = |at| text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
        for step in 0..text.len() {
            for at in [step * 37 % text.len(), step] {
                assert_eq!(reader.line(at), by_hand(at), "{at}");
            }
        }
    }

    #[test]
    fn every_problem_is_reported_with_its_place() {
        let text = "titel = 1\n[a]\nflag = \"x\"\nsize = 99\n";
        let (reader, root) = parse("f.toml", text, Format::Toml).unwrap();
        let fields = reader.fields(&root, "the file");
        let _ = fields.required_text("title");
        let a = fields.table("a").unwrap();
        assert_eq!(a.flag("flag"), None);
        assert_eq!(a.integer("size", 0..=9), None);
        a.finish();
        fields.finish();
        let problems = reader.into_problems().to_string();
        let lines: Vec<&str> = problems.lines().collect();
        assert_eq!(lines.len(), 4, "{problems}");
        assert!(lines[0].starts_with("f.toml:1:1:"), "{problems}");
        assert!(
            problems.contains("f.toml:1:1: unknown key `titel` in the file; did you mean `title`?")
        );
        assert!(
            problems.contains(
                "f.toml:3:8: `flag` of `a` of the file is text; it must be true or false"
            )
        );
    }

    #[test]
    fn broken_syntax_is_one_problem() {
        let problems = parse("f.toml", "a = \n", Format::Toml).unwrap_err();
        assert_eq!(problems.0.len(), 1);
        assert_eq!(problems.0[0].line, 1);
    }
}
