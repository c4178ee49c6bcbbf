//! Where each record stands in the reports: its heading and the anchor that follows from it.
//!
//! Headings are never made from what people said, so an anchor stays the same when a text changes. A
//! record's heading is its reference; a block's or sheet's is made from its id.

use std::collections::{BTreeMap, BTreeSet};

use super::document::Document;
use super::inline::Piece;
use crate::agenda::{BlockId, BlockKind, CriterionId, Environment, Playbook, SheetId, SheetKind};
use crate::workshop::{CellKey, Reference, State};

/// Sections of the reports: anchors of the headings that the built-in templates have of their own, and the
/// other names under which a consultant's paragraphs are printed.
#[must_use]
pub fn sections() -> BTreeSet<String> {
    let titles = super::templates::BUILTIN.iter().flat_map(|(_, text)| {
        ["section(\"", "heading(\"", "own(\""]
            .into_iter()
            .flat_map(|call| text.split(call).skip(1))
            .filter_map(|rest| rest.split('"').next())
    });
    titles.map(slug).collect()
}

/// A heading and its anchor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// The heading as it is printed; letters, digits, blanks, hyphens and colons only.
    pub heading: String,
    /// What a link names: the heading as GitHub makes an anchor of it.
    pub slug: String,
    /// The document it is in.
    pub document: Document,
}

/// Every heading that a link can lead to.
#[derive(Debug, Clone, Default)]
pub struct Anchors {
    records: BTreeMap<Reference, Anchor>,
    blocks: BTreeMap<BlockId, Anchor>,
    sheets: BTreeMap<SheetId, Anchor>,
    records_of: BTreeMap<SheetId, String>,
    cells: BTreeMap<(Environment, CriterionId), Anchor>,
}

impl Anchors {
    /// Headings for every record that may be shown, every block but breaks, every sheet and scored criterion.
    #[must_use]
    pub fn new(state: &State) -> Self {
        let mut taken = sections();
        taken.extend(Document::ALL.map(|document| slug(document.heading())));
        let mut anchors = Self::default();
        let mut odd = 0;
        for record in state.every_record().filter(|record| record.is_public()) {
            let document = document_of(&state.playbook, &record.sheet);
            let heading = plain(&record.id)
                .filter(|heading| taken.insert(slug(heading)))
                .unwrap_or_else(|| {
                    odd += 1;
                    unique(&mut taken, &format!("Entry {odd}"), "more")
                });
            let anchor = Anchor::new(heading, document);
            anchors.records.insert(record.id.clone(), anchor);
        }
        anchors.add_agenda(state, &mut taken);
        anchors.add_scores(state, &mut taken);
        anchors
    }

    fn add_agenda(&mut self, state: &State, taken: &mut BTreeSet<String>) {
        let blocks = state.playbook.blocks().map(|(_, block)| block);
        for block in blocks.filter(|block| block.kind != BlockKind::Break) {
            let heading = unique(taken, &from_id(block.id.as_str()), "block");
            let anchor = Anchor::new(heading, Document::Workshop);
            self.blocks.insert(block.id.clone(), anchor);
        }
        for sheet in &state.playbook.sheets {
            let heading = unique(taken, &from_id(sheet.id.as_str()), "sheet");
            let anchor = Anchor::new(heading, Document::Workshop);
            self.sheets.insert(sheet.id.clone(), anchor);
            let lower = from_id(sheet.id.as_str());
            let lower = if lower.chars().skip(1).all(char::is_uppercase) {
                lower
            } else {
                lower.to_lowercase()
            };
            let heading = unique(taken, &format!("Records: {lower}"), "sheet");
            self.records_of.insert(sheet.id.clone(), heading);
        }
    }

    fn add_scores(&mut self, state: &State, taken: &mut BTreeSet<String>) {
        for environment in &state.rubric.header.environments {
            for criterion in &state.rubric.criteria {
                let name = from_id(criterion.id.as_str());
                let heading = format!("{}: {name}", capital(environment.as_str()));
                let anchor = Anchor::new(unique(taken, &heading, "scores"), Document::Workshop);
                self.cells
                    .insert((environment.clone(), criterion.id.clone()), anchor);
            }
        }
    }

    /// Where a record stands; none when it is removed or off the record.
    #[must_use]
    pub fn record(&self, id: &Reference) -> Option<&Anchor> {
        self.records.get(id)
    }

    /// Where a block's findings stand; none for a break.
    #[must_use]
    pub fn block(&self, id: &BlockId) -> Option<&Anchor> {
        self.blocks.get(id)
    }

    /// Where the records of a sheet stand.
    #[must_use]
    pub fn sheet(&self, id: &SheetId) -> Option<&Anchor> {
        self.sheets.get(id)
    }

    /// The heading under which all records of a sheet stand in full.
    #[must_use]
    pub fn records_of(&self, id: &SheetId) -> String {
        self.records_of.get(id).cloned().unwrap_or_default()
    }

    /// Where the scores on a criterion stand.
    #[must_use]
    pub fn criterion(&self, environment: &Environment, criterion: &CriterionId) -> Option<&Anchor> {
        self.cells.get(&(environment.clone(), criterion.clone()))
    }

    /// A reference as a link, seen from a document; none when the record may not be shown.
    #[must_use]
    pub fn link(&self, from: Document, id: &Reference) -> Option<Piece> {
        let anchor = self.record(id)?;
        Some(Piece::link(id.as_str(), anchor.href(from)))
    }

    /// A cell of the scorecard as a link to the scores on its criterion.
    #[must_use]
    pub fn cell_link(&self, from: Document, cell: &CellKey, text: &str) -> Piece {
        match self.criterion(&cell.environment, &cell.criterion) {
            Some(anchor) => Piece::link(text, anchor.href(from)),
            None => Piece::text(text),
        }
    }
}

impl Anchor {
    fn new(heading: String, document: Document) -> Self {
        let slug = slug(&heading);
        Self {
            heading,
            slug,
            document,
        }
    }

    /// The link destination as seen from a document.
    #[must_use]
    pub fn href(&self, from: Document) -> String {
        let file = if self.document == from {
            ""
        } else {
            self.document.file()
        };
        format!("{file}#{}", self.slug)
    }
}

/// Work packages stand in the roadmap, everything else in the documentation.
fn document_of(playbook: &Playbook, sheet: &SheetId) -> Document {
    match playbook.sheet(sheet).map(crate::agenda::Sheet::kind) {
        Some(SheetKind::Plan) => Document::Roadmap,
        _ => Document::Workshop,
    }
}

/// The heading of a reference that is plain enough to be one: `LI-12`, or `Item infra`.
fn plain(id: &Reference) -> Option<String> {
    let text = id.as_str();
    if let Some((prefix, number)) = id.parts()
        && prefix.bytes().all(|byte| byte.is_ascii_alphabetic())
        && !prefix.is_empty()
        && text == format!("{prefix}-{number}")
    {
        return Some(text.to_owned());
    }
    let simple = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let short = !text.is_empty() && text.len() <= 40;
    (short && text.bytes().all(simple)).then(|| format!("Item {text}"))
}

/// `first-use-case` as a heading: `First use case`.
#[must_use]
pub fn from_id(id: &str) -> String {
    let spelled = match id {
        "swot" | "raci" | "kpi" | "kpis" | "sla" | "slas" | "slo" | "slos" => id.to_uppercase(),
        _ => id
            .split('-')
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" "),
    };
    capital(&spelled)
}

/// The same words with a capital first: `pre-production` as `Pre-production`.
#[must_use]
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// The heading, with a word after it where its anchor is taken or looks like a reference.
fn unique(taken: &mut BTreeSet<String>, heading: &str, word: &str) -> String {
    let mut candidate = heading.to_owned();
    let reference_like = heading
        .split_once(' ')
        .is_some_and(|(_, rest)| rest.bytes().all(|byte| byte.is_ascii_digit()));
    if reference_like && word != "more" {
        candidate = format!("{heading} {word}");
    }
    while !taken.insert(slug(&candidate)) {
        candidate = format!("{candidate} {word}");
    }
    candidate
}

/// A heading as an anchor, as GitHub makes it from plain text.
#[must_use]
pub fn slug(heading: &str) -> String {
    heading
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        .flat_map(char::to_lowercase)
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_their_own_headings() {
        for (id, heading) in [
            ("LI-12", Some("LI-12")),
            ("LI-012", Some("Item LI-012")),
            ("infra", Some("Item infra")),
            ("a b", None),
            ("Ende; end", None),
            ("", None),
        ] {
            assert_eq!(plain(&Reference::new(id)).as_deref(), heading, "{id}");
        }
    }

    #[test]
    fn headings_come_from_ids_and_never_collide() {
        assert_eq!(from_id("first-use-case"), "First use case");
        let mut taken = BTreeSet::new();
        assert_eq!(unique(&mut taken, "Risks", "block"), "Risks");
        assert_eq!(unique(&mut taken, "Risks", "sheet"), "Risks sheet");
        assert_eq!(unique(&mut taken, "Part 1", "block"), "Part 1 block");
    }

    #[test]
    fn anchors_are_those_of_github() {
        assert_eq!(slug("Pre-production: cost"), "pre-production-cost");
        assert_eq!(slug("LI-12"), "li-12");
    }
}
