//! Reads `[[link]]`.

use super::estimate::is_lag;
use super::target::Target;
use crate::document::{Fields, Node as Tree, nearest};
use crate::workshop::{Link, LinkKey, Node, Precedence, Reference, Relation};

/// A link of a file; its ends are not checked yet.
#[derive(Debug)]
pub(super) struct ReadLink {
    pub(super) key: LinkKey,
    pub(super) link: Link,
    /// Where it stands.
    pub(super) at: usize,
}

/// Reads every `[[link]]`.
pub(super) fn links(root: &Fields<'_, '_>, target: &Target<'_>) -> Vec<ReadLink> {
    let tables = root.tables("link", "a link");
    tables
        .into_iter()
        .filter_map(|fields| link(fields, target))
        .collect()
}

fn link(fields: Fields<'_, '_>, target: &Target<'_>) -> Option<ReadLink> {
    let (from, to) = (end(&fields, "from", target), end(&fields, "to", target));
    let relation = relation(&fields);
    let link = Link {
        why: fields.text("why").unwrap_or_default(),
        lag: lag(&fields),
    };
    let at = fields.at("from");
    fields.finish();
    let key = LinkKey {
        from: from?,
        to: to?,
        relation: relation?,
    };
    Some(ReadLink { key, link, at })
}

/// A reference, or a cell of the scorecard.
fn end(fields: &Fields<'_, '_>, key: &str, target: &Target<'_>) -> Option<Node> {
    if let Some(Tree::Table(_)) = fields.item(key).map(|item| &item.node) {
        let table = fields.table(key)?;
        let named = table.has("environment");
        if !named {
            table.report(
                "environment",
                format!("`{key}` of {} has no `environment`", fields.what()),
                "name it",
            );
        }
        let cells = target.cells(&table);
        table.finish();
        return cells.into_iter().next().filter(|_| named).map(Node::Cell);
    }
    let id = Reference::new(&fields.required_text(key));
    (!id.as_str().is_empty()).then_some(Node::Record(id))
}

fn relation(fields: &Fields<'_, '_>) -> Option<Relation> {
    let Some(word) = fields.text("kind") else {
        return (!fields.has("kind")).then_some(Relation::Relates);
    };
    let precedence = dependency(fields);
    let found = Relation::ALL
        .into_iter()
        .find(|relation| relation.word() == word);
    if found.is_none() {
        let words = Relation::ALL.map(Relation::word);
        let remedy = match nearest(&word, words) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => format!("write one of: {}", words.join(", ")),
        };
        fields.report(
            "kind",
            format!("`kind` of {} is \"{word}\"", fields.what()),
            remedy,
        );
    }
    match found? {
        Relation::Precedes(_) => Some(Relation::Precedes(precedence)),
        other => Some(other),
    }
}

fn dependency(fields: &Fields<'_, '_>) -> Precedence {
    let Some(code) = fields.text("dependency") else {
        return Precedence::default();
    };
    let found = Precedence::ALL.into_iter().find(|one| one.code() == code);
    if found.is_none() {
        fields.report(
            "dependency",
            format!("`dependency` of {} is \"{code}\"", fields.what()),
            "write FS, SS, FF or SF",
        );
    }
    found.unwrap_or_default()
}

fn lag(fields: &Fields<'_, '_>) -> String {
    let lag = fields.text("lag").unwrap_or_default();
    if !lag.is_empty() && !is_lag(&lag) {
        fields.report(
            "lag",
            format!("`lag` of {} is \"{lag}\"", fields.what()),
            "write it as 1d, 4h or -1d",
        );
    }
    lag
}
