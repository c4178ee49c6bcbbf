//! The page with which every document opens: what to decide, how sure, at what cost, what next.

use serde::Serialize;

use crate::exports::inline::{Inline, Table};
use crate::exports::parts::alternatives::{Alternatives, alternatives};
use crate::exports::parts::bottom_line::{BottomLine, bottom_line};
use crate::exports::parts::conditions::{Conditions, conditions};
use crate::exports::parts::confidence::{Confidence, confidence};
use crate::exports::parts::costs::{CostNotes, notes};
use crate::exports::parts::{end, next_steps, risks};
use crate::exports::report::View;
use crate::exports::say;

/// The first page, the same in all three documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageOne {
    /// What to do.
    pub bottom_line: BottomLine,
    /// How sure.
    pub confidence: Confidence,
    /// Who is asked to decide what, by when; none when nobody is named.
    pub decision: Option<Asked>,
    /// What else there is.
    pub alternatives: Alternatives,
    /// What is missing from the costs.
    pub costs: CostNotes,
    /// Gaps and assumptions.
    pub conditions: Conditions,
    /// The worst open risks.
    pub risks: Vec<Inline>,
    /// What is due first.
    pub next_steps: Option<Table>,
    /// When the plan ends, and how sure that is; empty without a plan.
    pub end: Vec<Inline>,
}

/// The decision that is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Asked {
    /// Who decides.
    pub who: String,
    /// What is to be decided.
    pub what: Inline,
    /// By when, in words; empty when unsaid.
    pub by: String,
}

/// Makes it.
#[must_use]
pub fn page_one(view: View<'_>) -> PageOne {
    let decision = view.state().info.decision.as_ref();
    let asked = decision.filter(|asked| !asked.what.is_empty() || !asked.who.is_empty());
    PageOne {
        bottom_line: bottom_line(view),
        confidence: confidence(view),
        decision: asked.map(|asked| Asked {
            who: asked.who.trim_start_matches('@').to_owned(),
            what: view.linked(&asked.what),
            by: asked.by.map_or_else(String::new, say::day),
        }),
        alternatives: alternatives(view),
        costs: notes(view),
        conditions: conditions(view),
        risks: risks::top(view),
        next_steps: next_steps::next_steps(view),
        end: end::end(view),
    }
}
