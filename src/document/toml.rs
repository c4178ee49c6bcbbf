//! TOML into the tree.

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::clean::{Clean, is_clean};
use super::tree::{Item, Node, Table};

/// Parses TOML; an error is the byte offset and what is wrong there.
pub(super) fn parse(text: &str) -> Result<Table<'_>, (usize, String)> {
    match DeTable::parse(text) {
        Ok(root) => {
            let at = root.span().start;
            table(root.into_inner(), at)
        }
        Err(error) => Err((
            error.span().map_or(0, |span| span.start),
            error.message().to_owned(),
        )),
    }
}

fn table(raw: DeTable<'_>, at: usize) -> Result<Table<'_>, (usize, String)> {
    let mut table = Table {
        entries: Vec::with_capacity(raw.len()),
        at,
    };
    let mut changed = false;
    for (raw_key, value) in raw {
        let at = raw_key.span().start;
        let raw = raw_key.into_inner();
        changed |= !is_clean(&raw);
        let key = Clean::kept(raw);
        // What hides in two keys may be all in which they differ.
        if changed && table.has(&key) {
            return Err((at, format!("the key \"{key}\" stands twice")));
        }
        table.entries.push((key, at, item(value)?));
    }
    Ok(table)
}

fn item(raw: Spanned<DeValue<'_>>) -> Result<Item<'_>, (usize, String)> {
    let at = raw.span().start;
    let node = match raw.into_inner() {
        DeValue::String(text) => Node::Text(Clean::kept(text)),
        DeValue::Integer(number) => Node::Integer(
            i64::from_str_radix(&number.as_str().replace('_', ""), number.radix())
                .map_err(|error| (at, format!("{number} cannot be read: {error}")))?,
        ),
        DeValue::Float(number) => {
            let value = number
                .as_str()
                .replace('_', "")
                .parse::<f64>()
                .unwrap_or(f64::NAN);
            Node::Float(value)
        }
        DeValue::Boolean(value) => Node::Bool(value),
        DeValue::Datetime(value) => Node::Date(value.to_string()),
        DeValue::Array(values) => list(values)?,
        DeValue::Table(values) => Node::Table(table(values, at)?),
    };
    Ok(Item { node, at })
}

fn list(values: DeArray<'_>) -> Result<Node<'_>, (usize, String)> {
    values
        .into_iter()
        .map(item)
        .collect::<Result<_, _>>()
        .map(Node::List)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_differ_in_what_hides_are_one_key_twice() {
        let table = parse("\"a\u{200b}\" = \"b\u{202e}\"").unwrap();
        let (key, _, item) = &table.entries[0];
        assert_eq!(&**key, "a␦");
        assert_eq!(item.node, Node::Text(Clean::kept("b␦")));
        let (at, what) = parse("\"a\u{200b}\" = 1\n\"a\u{200c}\" = 2\n").unwrap_err();
        assert!(at > 0 && what.contains("stands twice"), "{at} {what}");
    }
}
