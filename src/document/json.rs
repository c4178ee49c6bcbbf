//! JSON into the tree; own parser, since the common ones do not say where a value stands.

use super::clean::Clean;
use super::tree::{Item, Node, Table};

/// Deeper nesting than this is refused, so that hostile input cannot exhaust the stack.
const MAX_DEPTH: usize = 64;

type Fault = (usize, String);

/// Parses JSON whose root is an object; an error is the byte offset and what is wrong there.
pub(super) fn parse(text: &str) -> Result<Table<'static>, Fault> {
    let mut parser = Parser {
        bytes: text.as_bytes(),
        text,
        at: 0,
    };
    parser.blank();
    let root = parser.value(0)?;
    parser.blank();
    if parser.at < parser.bytes.len() {
        return Err((parser.at, "nothing may follow the closing brace".to_owned()));
    }
    match root.node {
        Node::Table(table) => Ok(table),
        other => Err((
            root.at,
            format!("the file must be one object, found {}", other.kind()),
        )),
    }
}

struct Parser<'s> {
    bytes: &'s [u8],
    text: &'s str,
    at: usize,
}

impl Parser<'_> {
    fn blank(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn expect(&mut self, byte: u8, what: &str) -> Result<(), Fault> {
        if self.peek() == Some(byte) {
            self.at += 1;
            return Ok(());
        }
        Err((self.at, format!("expected {what}")))
    }

    fn value(&mut self, depth: usize) -> Result<Item<'static>, Fault> {
        let at = self.at;
        if depth > MAX_DEPTH {
            return Err((at, format!("nested deeper than {MAX_DEPTH} levels")));
        }
        let node = match self.peek() {
            Some(b'{') => Node::Table(self.object(depth)?),
            Some(b'[') => Node::List(self.array(depth)?),
            Some(b'"') => Node::Text(self.string()?),
            Some(b't') => self.word("true", Node::Bool(true))?,
            Some(b'f') => self.word("false", Node::Bool(false))?,
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(b'n') => {
                return Err((at, "null has no meaning here: leave the key out".to_owned()));
            }
            _ => return Err((at, "expected a value".to_owned())),
        };
        Ok(Item { node, at })
    }

    fn word(&mut self, word: &str, node: Node<'static>) -> Result<Node<'static>, Fault> {
        if self.bytes[self.at..].starts_with(word.as_bytes()) {
            self.at += word.len();
            return Ok(node);
        }
        Err((self.at, format!("expected {word}")))
    }

    fn object(&mut self, depth: usize) -> Result<Table<'static>, Fault> {
        let mut table = Table {
            entries: Vec::new(),
            at: self.at,
        };
        let mut names = std::collections::BTreeSet::new();
        self.at += 1;
        self.blank();
        while self.peek() != Some(b'}') {
            if !table.entries.is_empty() {
                self.expect(b',', "a comma or a closing brace")?;
                self.blank();
            }
            let key_at = self.at;
            if self.peek() != Some(b'"') {
                return Err((key_at, "expected a key in double quotes".to_owned()));
            }
            let key = self.string()?;
            if !names.insert(key.clone()) {
                return Err((key_at, format!("the key \"{key}\" stands twice")));
            }
            self.blank();
            self.expect(b':', "a colon after the key")?;
            self.blank();
            let item = self.value(depth + 1)?;
            table.entries.push((key, key_at, item));
            self.blank();
        }
        self.at += 1;
        Ok(table)
    }

    fn array(&mut self, depth: usize) -> Result<Vec<Item<'static>>, Fault> {
        let mut items = Vec::new();
        self.at += 1;
        self.blank();
        while self.peek() != Some(b']') {
            if !items.is_empty() {
                self.expect(b',', "a comma or a closing bracket")?;
                self.blank();
            }
            items.push(self.value(depth + 1)?);
            self.blank();
        }
        self.at += 1;
        Ok(items)
    }

    fn string(&mut self) -> Result<Clean<'static>, Fault> {
        let start = self.at;
        let mut end = start + 1;
        while let Some(byte) = self.bytes.get(end) {
            match byte {
                b'"' => {
                    self.at = end + 1;
                    // serde_json knows the escapes; the slice is on character boundaries because quotes are ASCII.
                    let raw = self.text.get(start..=end).unwrap_or_default();
                    return serde_json::from_str(raw)
                        .map(|text: String| Clean::kept(text))
                        .map_err(|error| (start, format!("bad text: {error}")));
                }
                b'\\' => end += 2,
                _ => end += 1,
            }
        }
        Err((start, "the text has no closing quote".to_owned()))
    }

    fn number(&mut self) -> Result<Node<'static>, Fault> {
        let start = self.at;
        while matches!(
            self.peek(),
            Some(b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9')
        ) {
            self.at += 1;
        }
        let raw = self.text.get(start..self.at).unwrap_or_default();
        let number: serde_json::Number = serde_json::from_str(raw)
            .map_err(|error| (start, format!("{raw} is not a number: {error}")))?;
        if let Some(whole) = number.as_i64() {
            return Ok(Node::Integer(whole));
        }
        match number.as_f64() {
            Some(value) if value.is_finite() => Ok(Node::Float(value)),
            _ => Err((start, format!("{raw} is not a finite number"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_know_where_they_stand() {
        let root = parse("{\n \"a\": [1, 2.5, \"x\\n\"], \"b\": {\"c\": true}}").unwrap();
        let Node::List(items) = &root.get("a").unwrap().node else {
            panic!("list")
        };
        assert_eq!(
            items[0],
            Item {
                node: Node::Integer(1),
                at: 9
            }
        );
        assert_eq!(items[1].node, Node::Float(2.5));
        assert_eq!(items[2].node, Node::Text(Clean::kept("x\n")));
        assert!(root.has("b"));
    }

    #[test]
    fn broken_json_is_named_with_its_place() {
        for (text, at, word) in [
            ("{\"a\": }", 6, "value"),
            ("{\"a\": 1 \"b\": 2}", 8, "comma"),
            ("{\"a\": 1, \"a\": 2}", 9, "twice"),
            ("[1]", 0, "object"),
            ("{\"a\": null}", 6, "leave the key out"),
            ("{\"a\": \"x}", 6, "closing quote"),
            ("{} {}", 3, "follow"),
        ] {
            let (found, what) = parse(text).unwrap_err();
            assert_eq!(found, at, "{text}");
            assert!(what.contains(word), "{text}: {what}");
        }
        assert!(parse(&"[".repeat(10_000)).is_err());
    }
}
