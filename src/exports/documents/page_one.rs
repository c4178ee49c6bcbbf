//! The page with which every document opens: what to decide, how sure, at what cost, what next.

use serde::Serialize;

use crate::exports::inline::{Inline, Piece};
use crate::exports::parts::alternatives::{Alternatives, alternatives};
use crate::exports::parts::bottom_line::{
    BottomLine, bottom_line, grouped, is_scored, request, weakest,
};
use crate::exports::parts::conditions::{Conditions, conditions};
use crate::exports::parts::confidence::{Confidence, confidence};
use crate::exports::parts::costs::{CostNotes, notes};
use crate::exports::parts::{end, joint, next_steps, risks};
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
    let asked = |analysis: &Analysis| {
        let word = analysis.verdict.word;
        let leader = analysis.verdict.leader.as_ref();
        match leader.filter(|_| matches!(word, Word::Clear | Word::Leaning)) {
            Some(leader) => format!("{} {}", request(word), view.report.names.option(leader)),
            None => request(word).to_owned(),
        }
    };
    let answers = view
        .report
        .analysed()
        .map(|(place, analysis)| (place, asked(analysis)));
    let told = |(places, answer): (Vec<&str>, String)| match places.as_slice() {
        ["all environments"] => answer,
        places => format!("{answer} for {}", say::list(places)),
    };
    let parts: Vec<String> = grouped(answers).into_iter().map(told).collect();
    parts.join("; ")
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
        end: end::end(view),
    }
}
