//! Why: from any claim back, step by step, to what was said, by whom and when.
//!
//! A claim is a verdict, a number, a score, a date or a record. Its reasons are sentences, and each may lead on to
//! the claim that it rests on. Every way ends at a record, or where nobody gave a reason: then it says so.

mod dates;
mod records;
mod scores;

use crate::agenda::{CriterionId, Environment, OptionId};
use crate::roadmap::{Network, Plan, Schedule};
use crate::scoring::{EnvironmentAnalysis, Names, Settings, analyse_all, name_closing_packages};
use crate::workshop::{CellKey, Reference, State};

/// Something that is claimed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Claim {
    /// What is recommended, for all environments.
    Recommendation,
    /// The verdict for an environment.
    Verdict(Environment),
    /// The total of an option in an environment.
    Total(Environment, OptionId),
    /// A cell of the scorecard.
    Cell(CellKey),
    /// The weight of a criterion in an environment.
    Weight(Environment, CriterionId),
    /// The dates of a work package.
    Date(Reference),
    /// A record: the end of the way.
    Record(Reference),
}

/// One reason for a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The reason, in words.
    pub text: String,
    /// The claim that it rests on.
    pub leads_to: Option<Claim>,
}

/// A claim and its reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reasons {
    /// What is claimed, in a sentence.
    pub claim: String,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// What the engines say of a workshop, computed once for many steps.
#[derive(Debug)]
pub struct Grounds {
    analyses: Vec<EnvironmentAnalysis>,
    names: Names,
    plan: Plan,
    schedule: Schedule,
}

impl Grounds {
    /// Computes it; takes as long as an analysis of the scores.
    #[must_use]
    pub fn new(state: &State) -> Self {
        Self::of(state, analyse_all(state, &Settings::default()))
    }

    /// Made from analyses of the same scores that are known already.
    #[must_use]
    pub fn of(state: &State, mut analyses: Vec<EnvironmentAnalysis>) -> Self {
        name_closing_packages(state, &mut analyses);
        let (plan, _) = Plan::salvage(Network::of(state));
        Self {
            analyses,
            names: Names::of(&state.rubric),
            schedule: plan.schedule(),
            plan,
        }
    }

    /// A claim in a sentence, and its reasons.
    #[must_use]
    pub fn why(&self, state: &State, claim: &Claim) -> Reasons {
        match claim {
            Claim::Recommendation => scores::recommendation(self),
            Claim::Verdict(environment) => scores::verdict(self, environment),
            Claim::Total(environment, option) => scores::total(self, state, environment, option),
            Claim::Cell(cell) => scores::cell(self, state, cell),
            Claim::Weight(environment, criterion) => scores::weight(state, environment, criterion),
            Claim::Date(id) => dates::date(self, state, id),
            Claim::Record(id) => records::record(state, id),
        }
    }
}

impl Reason {
    fn said(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            leads_to: None,
        }
    }

    fn resting_on(text: impl Into<String>, claim: Claim) -> Self {
        Self {
            text: text.into(),
            leads_to: Some(claim),
        }
    }
}
