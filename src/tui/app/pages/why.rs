//! Why: the way back from a claim to what was said, a step at a time.

use ratatui::layout::Rect;

use super::{Destination, Then};
use crate::trace::{Claim, Grounds, Reasons};
use crate::tui::action::Action;
use crate::tui::app::desk::Desk;
use crate::tui::app::turn::Turn;
use crate::tui::list::Spot;

/// The page of the reasons.
#[derive(Debug)]
pub(crate) struct Why {
    grounds: Grounds,
    entries: u64,
    /// The claims on the way, the one in front last, each with where one stood in its reasons.
    pub(crate) way: Vec<Step>,
}

/// One claim on the way.
#[derive(Debug)]
pub(crate) struct Step {
    /// What is claimed.
    pub(crate) claim: Claim,
    /// Its reasons.
    pub(crate) reasons: Reasons,
    /// Where one stands in them.
    pub(crate) spot: Spot,
}

/// What the engines say: of what is known already, so that a step back waits for nothing.
fn grounds(desk: &Desk) -> Grounds {
    let known = desk.assessment.current();
    known.map_or_else(
        || Grounds::new(desk.state()),
        |known| Grounds::of(desk.state(), known.to_vec()),
    )
}

impl Why {
    /// The way that begins with a claim.
    pub(crate) fn new(claim: Claim, desk: &Desk) -> Self {
        let mut why = Self {
            grounds: grounds(desk),
            entries: desk.workshop.entries(),
            way: Vec::new(),
        };
        why.step(claim, desk);
        why
    }

    fn step(&mut self, claim: Claim, desk: &Desk) {
        let reasons = self.grounds.why(desk.state(), &claim);
        // On the first reason that leads on, so that Enter, Enter, Enter goes to the bottom of it.
        let row = reasons
            .reasons
            .iter()
            .position(|one| one.leads_to.is_some());
        let spot = Spot {
            row: row.unwrap_or_default(),
            ..Spot::START
        };
        self.way.push(Step {
            claim,
            reasons,
            spot,
        });
    }

    /// The claim in front.
    pub(crate) fn front(&self) -> Option<&Step> {
        self.way.last()
    }

    /// Selects a reason of the claim in front.
    pub(super) fn click(&mut self, reason: usize) {
        if let Some(step) = self.way.last_mut() {
            step.spot.row = reason;
        }
    }

    pub(super) fn act(&mut self, action: Action, desk: &Desk, turn: &mut Turn) -> Then {
        if action == Action::Left {
            self.close();
            return Then::Stay;
        }
        let Some(step) = self.way.last_mut() else {
            return Then::Back;
        };
        if step
            .spot
            .walk(action, step.reasons.reasons.len(), turn.page)
        {
            return Then::Stay;
        }
        match action {
            Action::Deeper | Action::Right => {
                let chosen = step.reasons.reasons.get(step.spot.row);
                match chosen.and_then(|reason| reason.leads_to.clone()) {
                    Some(claim) => self.step(claim, desk),
                    None => turn.say("This reason rests on nothing else"),
                }
                Then::Stay
            }
            Action::ShowPlace => destination(&step.claim).map_or_else(
                || {
                    turn.say("This is computed: its reasons lead to what was said");
                    Then::Stay
                },
                Then::Go,
            ),
            _ => Then::Pass,
        }
    }

    /// A step back; false at the beginning of the way.
    pub(super) fn close(&mut self) -> bool {
        self.way.len() > 1 && self.way.pop().is_some()
    }

    pub(super) fn settle(&mut self, desk: &Desk, area: Rect) {
        if self.entries != desk.workshop.entries() {
            self.entries = desk.workshop.entries();
            self.grounds = grounds(desk);
            for step in &mut self.way {
                step.reasons = self.grounds.why(desk.state(), &step.claim);
            }
        }
        if let Some(step) = self.way.last_mut() {
            step.spot
                .settle(step.reasons.reasons.len(), usize::from(area.height / 2));
        }
    }
}

/// Where the thing itself stands.
fn destination(claim: &Claim) -> Option<Destination> {
    match claim {
        Claim::Cell(cell) => Some(Destination::Cell(cell.clone())),
        Claim::Date(id) | Claim::Record(id) => Some(Destination::Record(id.clone())),
        Claim::Weight(..) => Some(Destination::Scorecard),
        Claim::Recommendation | Claim::Verdict(_) | Claim::Total(..) => None,
    }
}

impl Desk {
    /// What is claimed by what is selected.
    pub(crate) fn claim(&self) -> Option<Claim> {
        if let Some(page) = self.page() {
            return page.claim(self.state());
        }
        if let Some(cell) = self.score_cell() {
            return Some(Claim::Cell(cell));
        }
        let record = self.record()?;
        let plan = self.plan_sheet();
        Some(if plan.as_ref() == Some(&record.sheet) {
            Claim::Date(record.id.clone())
        } else {
            Claim::Record(record.id.clone())
        })
    }
}
