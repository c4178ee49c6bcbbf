//! The lists of tables of a large TOML file, table by table.
//!
//! A tree of a hundred thousand tables takes half a gigabyte. Where the last thing in a file is one list of
//! tables, each of them can be read and let go; those that are written plainly (keys with text, yes or no,
//! whole numbers, lists and inline tables of these) need no general parser either. Anything out of the
//! ordinary is left to the general parser, so both ways give the same tables and the same messages.

use super::clean::Clean;
use super::toml;
use super::tree::{Item, Node, Table};

/// Deeper nesting than this is left to the general parser.
const MAX_DEPTH: usize = 4;

/// A file that ends with a list of tables.
#[derive(Debug, Clone, Copy)]
pub struct Split<'t> {
    /// Everything before the list.
    pub head: &'t str,
    text: &'t str,
    header: &'static str,
}

/// Splits a file before its first line that is `header`, such as `[[work_package]]`.
///
/// None when the list is not plainly the last thing in the file.
#[must_use]
pub fn split<'t>(text: &'t str, header: &'static str) -> Option<Split<'t>> {
    // A line inside text of several lines could look like a header.
    if text.contains("\"\"\"") || text.contains("'''") {
        return None;
    }
    let first = if text.starts_with(header) {
        0
    } else {
        text.find(&format!("\n{header}"))? + 1
    };
    let (head, list) = text.split_at_checked(first)?;
    let opens = |line: &&str| {
        let mut signs = line.bytes();
        signs.find(|sign| !matches!(sign, b' ' | b'\t')) == Some(b'[')
    };
    let mut opening = list.lines().filter(opens);
    opening
        .all(|line| line == header)
        .then_some(Split { head, text, header })
}

impl<'t> Split<'t> {
    /// Gives each table to `take`, with its place in the file; false when one of them cannot be read.
    pub fn each(&self, mut take: impl FnMut(&Table<'t>)) -> bool {
        let mut at = self.head.len();
        while let Some(rest) = self.text.get(at..).filter(|rest| !rest.is_empty()) {
            let body = at + self.header.len();
            let end = next_header(rest).map_or(self.text.len(), |next| at + next);
            let read = Plain {
                text: self.text,
                at: body,
                end,
            }
            .table(at);
            let Some(table) = read.or_else(|| self.general(at, body, end)) else {
                return false;
            };
            take(&table);
            at = end;
        }
        true
    }

    /// Reads a table with the general parser.
    fn general(&self, at: usize, body: usize, end: usize) -> Option<Table<'t>> {
        let mut table = toml::parse(self.text.get(body..end)?).ok()?;
        shift(&mut table, body);
        table.at = at;
        Some(table)
    }
}

/// Where the next line that begins with `[[` begins.
fn next_header(text: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        // Lines are short: to look for their ends is faster than to look for two signs after one.
        at += text.get(at..)?.find('\n')? + 1;
        if text.get(at..)?.starts_with("[[") {
            return Some(at);
        }
    }
}

/// Moves places in a part of a file to their places in the file.
fn shift(table: &mut Table<'_>, by: usize) {
    fn item(one: &mut Item<'_>, by: usize) {
        one.at += by;
        match &mut one.node {
            Node::Table(table) => shift(table, by),
            Node::List(items) => items.iter_mut().for_each(|one| item(one, by)),
            _ => {}
        }
    }
    table.at += by;
    for (_, at, value) in &mut table.entries {
        *at += by;
        item(value, by);
    }
}

/// Reads what is written plainly; none at the first sign of anything else.
struct Plain<'t> {
    text: &'t str,
    at: usize,
    end: usize,
}

impl<'t> Plain<'t> {
    fn table(mut self, header: usize) -> Option<Table<'t>> {
        let mut table = Table {
            entries: Vec::with_capacity(8),
            at: header,
        };
        self.end_of_line()?;
        loop {
            self.lines()?;
            if self.at >= self.end {
                return Some(table);
            }
            self.entry(&mut table, 0)?;
            self.end_of_line()?;
        }
    }

    fn peek(&self) -> Option<u8> {
        let inside = self.at < self.end;
        self.text
            .as_bytes()
            .get(self.at)
            .copied()
            .filter(|_| inside)
    }

    fn skip(&mut self, byte: u8) -> Option<()> {
        (self.peek() == Some(byte)).then(|| self.at += 1)
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t')) {
            self.at += 1;
        }
    }

    /// Blank lines and comments.
    fn lines(&mut self) -> Option<()> {
        loop {
            self.blanks();
            match self.peek() {
                Some(b'\n') => self.at += 1,
                Some(b'\r' | b'#') => self.end_of_line()?,
                _ => return Some(()),
            }
        }
    }

    /// The end of a line, maybe after blanks and a comment, or of the part.
    fn end_of_line(&mut self) -> Option<()> {
        self.blanks();
        if self.peek() == Some(b'#') {
            while self
                .peek()
                .is_some_and(|byte| byte == b'\t' || (byte >= b' ' && byte != 0x7f))
            {
                self.at += 1;
            }
        }
        match self.peek() {
            None => Some(()),
            Some(b'\r') => {
                self.at += 1;
                self.skip(b'\n')
            }
            Some(_) => self.skip(b'\n'),
        }
    }

    /// `key = value`.
    fn entry(&mut self, table: &mut Table<'t>, depth: usize) -> Option<()> {
        let start = self.at;
        while self
            .peek()
            .is_some_and(|c| c.is_ascii_alphanumeric() || c == b'_' || c == b'-')
        {
            self.at += 1;
        }
        let key = self
            .text
            .get(start..self.at)
            .filter(|key| !key.is_empty())?;
        self.blanks();
        self.skip(b'=')?;
        self.blanks();
        let value = self.value(depth)?;
        if table.has(key) {
            return None;
        }
        table.entries.push((Clean::kept(key), start, value));
        Some(())
    }

    fn value(&mut self, depth: usize) -> Option<Item<'t>> {
        let at = self.at;
        let node = match self.peek()? {
            b'"' => self.string()?,
            b'[' if depth < MAX_DEPTH => self.list(depth)?,
            b'{' if depth < MAX_DEPTH => self.inline(at, depth)?,
            b't' | b'f' | b'0'..=b'9' => self.word()?,
            _ => return None,
        };
        Some(Item { node, at })
    }

    fn string(&mut self) -> Option<Node<'t>> {
        let start = self.at + 1;
        self.at = start;
        while self.peek()? != b'"' {
            let byte = self.peek()?;
            if byte == b'\\' || byte == 0x7f || (byte < b' ' && byte != b'\t') {
                return None;
            }
            self.at += 1;
        }
        self.at += 1;
        let text = self.text.get(start..self.at - 1)?;
        (self.peek() != Some(b'"')).then_some(Node::Text(Clean::kept(text)))
    }

    /// Yes or no, or a whole number of a few digits.
    fn word(&mut self) -> Option<Node<'t>> {
        let start = self.at;
        while self.peek().is_some_and(|byte| {
            !matches!(
                byte,
                b' ' | b'\t' | b'\r' | b'\n' | b',' | b']' | b'}' | b'#'
            )
        }) {
            self.at += 1;
        }
        match self.text.get(start..self.at)? {
            "true" => Some(Node::Bool(true)),
            "false" => Some(Node::Bool(false)),
            digits if digits.len() > 15 || (digits.len() > 1 && digits.starts_with('0')) => None,
            digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
                digits.parse().ok().map(Node::Integer)
            }
            _ => None,
        }
    }

    fn list(&mut self, depth: usize) -> Option<Node<'t>> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.lines()?;
            if self.peek()? == b']' {
                break;
            }
            if !items.is_empty() {
                self.skip(b',')?;
                self.lines()?;
                if self.peek()? == b']' {
                    break;
                }
            }
            items.push(self.value(depth + 1)?);
        }
        self.at += 1;
        Some(Node::List(items))
    }

    fn inline(&mut self, at: usize, depth: usize) -> Option<Node<'t>> {
        self.at += 1;
        let mut table = Table {
            entries: Vec::with_capacity(4),
            at,
        };
        self.blanks();
        while self.peek()? != b'}' {
            if !table.entries.is_empty() {
                self.skip(b',')?;
                self.blanks();
            }
            self.entry(&mut table, depth + 1)?;
            self.blanks();
        }
        self.at += 1;
        Some(Node::Table(table))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HEADER: &str = "[[work_package]]";

    /// The tables as the general parser gives them, in the order of their keys.
    fn by_general(text: &str) -> Option<Vec<Table<'_>>> {
        let root = toml::parse(text).ok()?;
        let Node::List(items) = root.get("work_package")?.node.clone() else {
            return None;
        };
        let tables = items.into_iter().map(|item| match item.node {
            Node::Table(table) => table,
            other => panic!("{other:?}"),
        });
        Some(tables.map(sorted).collect())
    }

    fn sorted(mut table: Table<'_>) -> Table<'_> {
        fn item(one: Item<'_>) -> Item<'_> {
            let node = match one.node {
                Node::Table(table) => Node::Table(sorted(table)),
                Node::List(items) => Node::List(items.into_iter().map(item).collect()),
                other => other,
            };
            Item { node, at: one.at }
        }
        table.entries.sort_by(|left, right| left.0.cmp(&right.0));
        table.entries = table
            .entries
            .into_iter()
            .map(|(key, at, value)| (key, at, item(value)))
            .collect();
        table
    }

    fn by_parts(text: &str) -> Option<Vec<Table<'_>>> {
        let split = split(text, HEADER)?;
        let mut all = Vec::new();
        split
            .each(|table| all.push(sorted(table.clone())))
            .then_some(all)
    }

    #[test]
    fn plain_and_other_tables_are_read_alike() {
        let text = "[plan]\nstart = \"x\"\n\n[[work_package]] \r\nid = \"ä\" # comment\n";
        assert!(split(text, HEADER).is_none(), "a blank after the header");
        let text = "a = 1\n[[work_package]]\r\nid = \"ä\" # comment\r\n\n[[work_package]]\nid = \"b\\n\"\n\
                    list = [ \"x\", { on = \"y\", n = 12 }, ]\nd = 2026-12-01\ndotted.key = 1.5\n[[work_package]]\nyes = true";
        let parts = by_parts(text).unwrap();
        assert_eq!(parts.len(), 3);
        assert_eq!(Some(parts), by_general(text));
    }

    #[test]
    fn what_is_not_plainly_last_is_not_split() {
        for text in [
            "[[work_package]]\nid = \"a\"\n[plan]\n",
            "[[work_package]]\n[work_package.duration]\n",
            "[[work_package]]\nid = \"\"\"\n[[work_package]]\n\"\"\"\n",
            "[plan]\n",
        ] {
            assert!(split(text, HEADER).is_none(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn both_ways_give_the_same(
            pieces in prop::collection::vec(
                prop::sample::select(vec![
                    "[[work_package]]\n", "id = \"a\"", "t = \"x\ty\"", "x = [", "]", "{ a = 1", ", b = \"c\" }", "}", "\n", "\n",
                    "\r\n", "# c\u{1}", "# c", "\"", "\\", "k = true", "n = 012", "n = 12", " ", ",", "\"s\"", "d = 1.5", "k = {}", "= ", "k",
                ]),
                0..24,
            ),
        ) {
            let text = format!("[[work_package]]\n{}", pieces.concat());
            if let Some(parts) = by_parts(&text) {
                prop_assert_eq!(Some(parts), by_general(&text), "{}", text);
            }
        }
    }
}
