//! What a work package waits for: `"WP-1"`, `{ on = "WP-1", kind = "SS" }`, or `WP-1 SS+1d` in a CSV.

use std::fmt::Display;

use super::estimate::is_lag;
use crate::document::{Item, Node, Reader, Table, trimmed};
use crate::workshop::Precedence;

/// One dependency of a work package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Waits {
    /// The id of the package that comes first.
    pub(super) on: String,
    pub(super) kind: Precedence,
    pub(super) lag: String,
    pub(super) why: String,
    /// Where it stands.
    pub(super) at: usize,
}

impl Waits {
    fn plain(on: &str, at: usize) -> Self {
        Self {
            on: trimmed(on).to_owned(),
            kind: Precedence::FinishStart,
            lag: String::new(),
            why: String::new(),
            at,
        }
    }
}

/// Reads an item of `depends_on`; a wrong one is reported.
pub(super) fn waits_for(item: &Item<'_>, who: impl Display, reader: &Reader) -> Option<Waits> {
    let table = match &item.node {
        Node::Text(text) => return Some(Waits::plain(text, item.at)),
        Node::Table(table) => table,
        other => {
            let what = format!("`depends_on` of {who} has {}", other.kind());
            reader.report(
                item.at,
                what,
                "write an id, or { on = \"WP-1\", kind = \"SS\" }",
            );
            return None;
        }
    };
    if let Some(waits) = plain(table, item.at) {
        return Some(waits);
    }
    let fields = reader.fields(table, format!("`depends_on` of {who}"));
    let mut waits = Waits::plain(&fields.required_text("on"), item.at);
    if let Some(code) = fields.text("kind") {
        if let Some(kind) = precedence(&code) {
            waits.kind = kind;
        } else {
            let what = format!("`kind` of {} is \"{code}\"", fields.what());
            fields.report("kind", what, "write FS, SS, FF or SF");
        }
    }
    waits.lag = fields.text("lag").unwrap_or_default();
    if !waits.lag.is_empty() && !is_lag(&waits.lag) {
        let what = format!("`lag` of {} is \"{}\"", fields.what(), waits.lag);
        fields.report("lag", what, "write it as 1d, 4h or -1d");
    }
    waits.why = fields.text("why").unwrap_or_default();
    fields.finish();
    (!waits.on.is_empty()).then_some(waits)
}

/// A table without mistakes, straight from the tree: a plan may have hundreds of thousands.
fn plain(table: &Table<'_>, at: usize) -> Option<Waits> {
    let mut waits = Waits::plain("", at);
    for (key, _, item) in &table.entries {
        let Node::Text(text) = &item.node else {
            return None;
        };
        match &**key {
            "on" => trimmed(text).clone_into(&mut waits.on),
            "kind" => waits.kind = precedence(text)?,
            "lag" if text.is_empty() || is_lag(text) => (**text).clone_into(&mut waits.lag),
            "why" => (**text).clone_into(&mut waits.why),
            _ => return None,
        }
    }
    (!waits.on.is_empty()).then_some(waits)
}

fn precedence(code: &str) -> Option<Precedence> {
    Precedence::ALL
        .into_iter()
        .find(|one| one.code().eq_ignore_ascii_case(code.trim()))
}

/// Reads a cell such as `WP-0; WP-2 SS+1d`.
pub(super) fn in_cell(text: &str, at: usize) -> Vec<Waits> {
    let parts = text
        .split(';')
        .map(str::trim)
        .filter(|part| !part.is_empty());
    parts.map(|part| in_part(part, at)).collect()
}

/// An id, maybe with a kind and a lag after it; what is neither belongs to the id.
fn in_part(part: &str, at: usize) -> Waits {
    let mut waits = Waits::plain(part, at);
    let Some((before, last)) = part.rsplit_once(char::is_whitespace) else {
        return waits;
    };
    let signed = last.find(['+', '-']).unwrap_or(last.len());
    let (code, lag) = last.split_at(signed);
    if !lag.is_empty() && !is_lag(lag) {
        return waits;
    }
    if let Some(kind) = precedence(code) {
        waits = Waits {
            kind,
            ..Waits::plain(before, at)
        };
    } else if code.is_empty() {
        waits = in_part(before, at);
    } else {
        return waits;
    }
    lag.strip_prefix('+')
        .unwrap_or(lag)
        .clone_into(&mut waits.lag);
    waits
}

/// A dependency as a CSV has it.
pub(super) fn as_cell(on: &str, kind: Precedence, lag: &str) -> String {
    let lag = lag.trim();
    let sign = if lag.is_empty() || lag.starts_with(['-', '+']) {
        ""
    } else {
        "+"
    };
    match (kind, lag) {
        (Precedence::FinishStart, "") => on.to_owned(),
        _ => format!("{on} {kind}{sign}{lag}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_holds_several() {
        let read = |text: &str| -> Vec<(String, Precedence, String)> {
            in_cell(text, 0)
                .into_iter()
                .map(|one| (one.on, one.kind, one.lag))
                .collect()
        };
        let one = |on: &str, kind, lag: &str| (on.to_owned(), kind, lag.to_owned());
        assert_eq!(
            read("WP-0; WP-2 SS+1d ;Phase one FF -2h;; a b; c +1w; d XX; e FS"),
            [
                one("WP-0", Precedence::FinishStart, ""),
                one("WP-2", Precedence::StartStart, "1d"),
                one("Phase one", Precedence::FinishFinish, "-2h"),
                one("a b", Precedence::FinishStart, ""),
                one("c", Precedence::FinishStart, "1w"),
                one("d XX", Precedence::FinishStart, ""),
                one("e", Precedence::FinishStart, ""),
            ]
        );
        for (kind, lag) in [
            (Precedence::StartFinish, "-1d"),
            (Precedence::FinishStart, "4h"),
        ] {
            assert_eq!(read(&as_cell("WP 1", kind, lag)), [one("WP 1", kind, lag)]);
        }
    }
}
