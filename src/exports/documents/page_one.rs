//! The page with which every document opens: what to decide, how sure, at what cost, what next.

use serde::Serialize;

use crate::agenda::Environment;
use crate::exports::inline::{Inline, Piece};
use crate::exports::parts::alternatives::{Alternatives, alternatives};
use crate::exports::parts::bottom_line::{
    BottomLine, bottom_line, is_scored, name, request, weakest,
};
use crate::exports::parts::conditions::{Conditions, conditions};
use crate::exports::parts::confidence::{Confidence, confidence};
use crate::exports::parts::costs::{CostNotes, notes};
use crate::exports::parts::{joint, next_steps, plan, risks};
use crate::exports::report::View;
use crate::exports::say;
use crate::scoring::{Analysis, Word};

/// The first page, the same in all three documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageOne {
    /// What to do.
    pub bottom_line: BottomLine,
    /// How sure.
    pub confidence: Confidence,
    /// Who is asked to decide what, by when.
    pub decision: Asked,
    /// What else there is.
    pub alternatives: Alternatives,
    /// What is missing from the costs.
    pub costs: CostNotes,
    /// Gaps and assumptions.
    pub conditions: Conditions,
    /// The worst open risks.
    pub risks: Vec<Piece>,
    /// What is due first.
    pub next_steps: Vec<Inline>,
    /// When the plan ends, and how sure that is; empty without a plan.
    pub end: Vec<(&'static str, Inline)>,
}

/// The decision that is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Asked {
    /// Approve, pilot, investigate or do not proceed, as the verdict has it; empty while nothing is scored.
    pub answer: String,
    /// Who decides; empty when nobody is named.
    pub who: String,
    /// What is to be decided, in the words of whoever asks.
    pub what: Inline,
    /// By when, in words; empty when unsaid.
    pub by: String,
}

/// What the verdict asks for: one word for all environments where they share a platform or a word.
fn answer(view: View<'_>) -> String {
    if !is_scored(view) {
        return String::new();
    }
    if let Some(option) = joint::common(view) {
        return match weakest(view) {
            word @ (Word::Clear | Word::Leaning) => {
                format!("{} {}", request(word), view.report.names.option(option))
            }
            word => request(word).to_owned(),
        };
    }
    let known: Vec<_> = view.report.analysed().collect();
    let asked = |(place, analysis): &(&Environment, &Analysis)| {
        let word = analysis.verdict.word;
        let what = match (&analysis.verdict.leader, word) {
            (Some(leader), Word::Clear | Word::Leaning) => {
                format!("{} {}", request(word), view.report.names.option(leader))
            }
            _ => request(word).to_owned(),
        };
        match known.len() {
            1 => what,
            _ => format!("{what} for {}", name(place)),
        }
    };
    known.iter().map(asked).collect::<Vec<_>>().join("; ")
}

fn decision(view: View<'_>) -> Asked {
    let said = view.state().info.decision.clone().unwrap_or_default();
    Asked {
        answer: answer(view),
        who: said.who.trim_start_matches('@').to_owned(),
        what: if said.what.is_empty() {
            Inline::new()
        } else {
            view.linked(&said.what)
        },
        by: said.by.map_or_else(String::new, say::day),
    }
}

/// Makes it.
#[must_use]
pub fn page_one(view: View<'_>) -> PageOne {
    PageOne {
        bottom_line: bottom_line(view),
        confidence: confidence(view),
        decision: decision(view),
        alternatives: alternatives(view),
        costs: notes(view),
        conditions: conditions(view),
        risks: risks::top(view),
        next_steps: next_steps::next_steps(view),
        end: plan::end(view),
    }
}
