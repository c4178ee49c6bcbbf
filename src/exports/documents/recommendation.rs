//! The recommendation: one page, then the evidence.

use std::collections::BTreeMap;

use serde::Serialize;

use super::page_one::{PageOne, page_one};
use crate::exports::inline::{Inline, Table};
use crate::exports::parts::annex::{Annex, annex};
use crate::exports::parts::bottom_line::chosen;
use crate::exports::parts::cover::{Cover, cover};
use crate::exports::parts::criteria::{CriteriaPart, criteria};
use crate::exports::parts::dissent::{Dissent, dissent};
use crate::exports::parts::firmness::{FirmPart, firmness};
use crate::exports::parts::method::method;
use crate::exports::parts::registers::{SheetPart, register};
use crate::exports::parts::swot::for_and_against;
use crate::exports::parts::what_changes::{ChangePart, what_changes};
use crate::exports::parts::{joint, weights};
use crate::exports::report::View;

/// What the template of the recommendation prints.
#[derive(Debug, Serialize)]
pub(super) struct Recommendation {
    cover: Cover,
    page: PageOne,
    question: String,
    scope: Vec<String>,
    non_scope: Vec<String>,
    about: String,
    criteria: CriteriaPart,
    /// How the weights were agreed and what moved later.
    weights: Vec<String>,
    /// What each option would give up as the one platform for all.
    regrets: Option<Table>,
    /// Options that fail a must-have somewhere and so cannot be that.
    not_for_all: String,
    firmness: Vec<FirmPart>,
    dissent: Dissent,
    changes: Vec<ChangePart>,
    /// What would change the joint verdict.
    changes_joint: Vec<String>,
    /// Per recommended option: title, for, against.
    consequences: Vec<(String, Vec<Inline>, Vec<Inline>)>,
    /// Per other option: title, why not, what was said against it.
    others: Vec<(String, Vec<String>, Vec<Inline>)>,
    assumptions: Option<SheetPart>,
    risks: Option<SheetPart>,
    actions: Option<SheetPart>,
    /// How decisions are to be confirmed.
    confirmations: Vec<Inline>,
    method: Vec<String>,
    annex: Annex,
    prose: BTreeMap<String, String>,
}

/// Makes it.
pub(super) fn model(view: View<'_>) -> Recommendation {
    let info = &view.state().info;
    let page = page_one(view);
    Recommendation {
        cover: cover(view),
        question: info.question.clone(),
        scope: info.scope.clone(),
        non_scope: info.non_scope.clone(),
        about: view
            .state()
            .playbook
            .header
            .about
            .clone()
            .unwrap_or_default(),
        criteria: criteria(view),
        weights: weights::in_full(view),
        regrets: joint::regrets(view),
        not_for_all: joint::not_for_all(view),
        firmness: firmness(view),
        dissent: dissent(view),
        changes: what_changes(view),
        changes_joint: joint::turns(view).into_iter().collect(),
        consequences: consequences(view),
        others: others(view, &page),
        assumptions: register(view, "assumptions"),
        risks: register(view, "risks"),
        actions: register(view, "actions"),
        confirmations: confirmations(view),
        method: method(view),
        annex: annex(view),
        prose: view.prose(),
        page,
    }
}

fn consequences(view: View<'_>) -> Vec<(String, Vec<Inline>, Vec<Inline>)> {
    let mut options: Vec<_> = chosen(view).into_iter().filter_map(|(_, id)| id).collect();
    options.dedup();
    options
        .into_iter()
        .map(|id| {
            let (for_it, against) = for_and_against(view, id);
            (view.report.names.option(id).to_owned(), for_it, against)
        })
        .collect()
}

fn others(view: View<'_>, page: &PageOne) -> Vec<(String, Vec<String>, Vec<Inline>)> {
    let why_not = page.alternatives.why_not.iter();
    why_not
        .map(|(id, sentences)| {
            let title = view.report.names.option(id).to_owned();
            (title, sentences.clone(), for_and_against(view, id).1)
        })
        .collect()
}

fn confirmations(view: View<'_>) -> Vec<Inline> {
    view.records("decisions")
        .into_iter()
        .filter(|record| !record.text("confirmation").is_empty())
        .map(|record| {
            let mut line = vec![view.reference(&record.id), crate::exports::Piece::text(" ")];
            line.extend(view.linked(record.text("confirmation")));
            line
        })
        .collect()
}
