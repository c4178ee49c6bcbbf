//! Reads `[[score]]` and `[[weights_locked]]`.

use super::meta;
use super::read_links::ReadLink;
use super::read_votes::ReadVote;
use super::target::Target;
use crate::agenda::Environment;
use crate::document::{Fields, nearest};
use crate::workshop::{
    CellKey, Link, LinkKey, Mark, Provenance, Reference, Relation, Score, Stamp, State,
};

/// A cell of the scorecard as a file says it.
#[derive(Debug)]
pub(super) struct ReadScore {
    pub(super) cell: CellKey,
    /// None for `?`.
    pub(super) mark: Option<Mark>,
    pub(super) rationale: String,
    pub(super) provenance: Provenance,
    pub(super) set: Option<Stamp>,
    /// Where it stands.
    pub(super) at: usize,
}

impl ReadScore {
    /// True when it says nothing: a cell that is not scored and has no rationale.
    pub(super) const fn is_blank(&self) -> bool {
        self.mark.is_none() && self.rationale.is_empty()
    }
}

impl State {
    /// Keeps scores and rounds of a file. A cell that was voted on has the median of the last round that
    /// has one, unless the file scores it; a file that says `?` of it leaves it open.
    pub(super) fn add_scores(
        &mut self,
        scores: Vec<ReadScore>,
        votes: Vec<ReadVote>,
        stamp: &Stamp,
    ) {
        for vote in votes {
            let (cell, round) = vote.into_round(stamp);
            self.votes.entry(cell).or_default().push(round);
        }
        for (cell, rounds) in &self.votes {
            let score = Score::voted(rounds, None);
            self.scores.extend(score.map(|score| (cell.clone(), score)));
        }
        for score in scores {
            let set = score.set.clone().unwrap_or_else(|| stamp.clone());
            let blank = score.is_blank();
            let one = Score {
                mark: score.mark,
                rationale: score.rationale,
                provenance: score.provenance,
                set,
            };
            self.scores.remove(&score.cell);
            self.scores.extend((!blank).then_some((score.cell, one)));
        }
    }
}

/// Reads every `[[score]]` and the evidence for it.
pub(super) fn scores(
    root: &Fields<'_, '_>,
    target: &Target<'_>,
) -> (Vec<ReadScore>, Vec<ReadLink>) {
    let (mut all, mut links) = (Vec::new(), Vec::new());
    for fields in root.tables("score", "a score") {
        let mark = mark(&fields);
        let rationale = fields.text("rationale").unwrap_or_default();
        let provenance = provenance(&fields);
        let set = meta::said(&fields, target);
        let evidence = evidence(&fields);
        let at = fields.at("option");
        for cell in target.cells(&fields) {
            let evidence = evidence.iter().map(|(id, at)| ReadLink {
                key: LinkKey::new(cell.clone(), Relation::Evidence, id.clone()),
                link: Link::default(),
                at: *at,
            });
            links.extend(evidence);
            all.push(ReadScore {
                cell,
                mark,
                rationale: rationale.clone(),
                provenance,
                set: set.clone(),
                at,
            });
        }
        fields.finish();
    }
    (all, links)
}

fn mark(fields: &Fields<'_, '_>) -> Option<Mark> {
    let level = fields.required_text("level");
    if level.trim() == "?" || level.trim().is_empty() {
        return None;
    }
    let mark = level.parse().ok();
    if mark.is_none() {
        let what = format!("`level` of {} is \"{level}\"", fields.what());
        fields.report(
            "level",
            what,
            "write L, M, H, ? (not scored) or - (does not apply)",
        );
    }
    mark
}

fn provenance(fields: &Fields<'_, '_>) -> Provenance {
    let Some(word) = fields.text("provenance") else {
        return Provenance::default();
    };
    let found = Provenance::ALL.into_iter().find(|one| one.word() == word);
    if found.is_none() {
        let words = Provenance::ALL.map(Provenance::word);
        let remedy = match nearest(&word, words) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => format!("write one of: {}", words.join(", ")),
        };
        fields.report(
            "provenance",
            format!("`provenance` of {} is \"{word}\"", fields.what()),
            remedy,
        );
    }
    found.unwrap_or_default()
}

fn evidence(fields: &Fields<'_, '_>) -> Vec<(Reference, usize)> {
    let texts = fields.texts("evidence");
    let places = fields.list("evidence").iter().map(|item| item.at);
    texts
        .iter()
        .zip(places)
        .map(|(id, at)| (Reference::new(id), at))
        .collect()
}

/// Reads every `[[weights_locked]]`.
pub(super) fn locked(root: &Fields<'_, '_>, target: &Target<'_>) -> Vec<(Environment, Stamp)> {
    let mut all = Vec::new();
    for fields in root.tables("weights_locked", "a lock on weights") {
        let set = meta::stamp(&fields, target);
        let environments = target.environments(&fields);
        all.extend(
            environments
                .into_iter()
                .map(|environment| (environment, set.clone())),
        );
        fields.finish();
    }
    all
}
