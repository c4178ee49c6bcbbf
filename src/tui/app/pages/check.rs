//! What is missing: everything that the workshop still owes, with the way to it.

use ratatui::layout::Rect;

use super::{Destination, Then};
use crate::check::{Finding, Place, findings};
use crate::tui::action::Action;
use crate::tui::app::desk::Desk;
use crate::tui::app::overlay::{About, Ask, Overlay};
use crate::tui::app::turn::Turn;
use crate::tui::line::Line;
use crate::tui::list::Spot;

/// Rows below the list, for what is to be done about the selected finding.
pub(crate) const REMEDY: u16 = 4;

/// The list of what is missing.
#[derive(Debug)]
pub(crate) struct Check {
    /// What is missing, by kind.
    pub(crate) findings: Vec<Finding>,
    /// Where one stands in it.
    pub(crate) spot: Spot,
    /// The first visible line, headings counted.
    pub(crate) first: usize,
    /// For which entry the list is right.
    entries: u64,
}

/// A line of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Listed<'f> {
    /// The heading of a kind, with how many there are.
    Heading(&'static str, usize),
    /// A finding, with its number.
    Finding(usize, &'f Finding),
    /// Between two kinds.
    Blank,
}

impl Check {
    /// What is missing now.
    pub(crate) fn new(desk: &Desk) -> Self {
        Self {
            findings: findings(desk.state()),
            spot: Spot::default(),
            first: 0,
            entries: desk.workshop.entries(),
        }
    }

    /// The list with its headings.
    pub(crate) fn lines(&self) -> Vec<Listed<'_>> {
        let mut lines = Vec::new();
        for (at, finding) in self.findings.iter().enumerate() {
            let before = at.checked_sub(1).map(|at| self.findings[at].kind);
            if before != Some(finding.kind) {
                if before.is_some() {
                    lines.push(Listed::Blank);
                }
                let same = self.findings.iter().filter(|one| one.kind == finding.kind);
                lines.push(Listed::Heading(finding.kind.title(), same.count()));
            }
            lines.push(Listed::Finding(at, finding));
        }
        lines
    }

    /// The finding that is selected.
    pub(crate) fn selected(&self) -> Option<&Finding> {
        self.findings.get(self.spot.row)
    }

    /// Selects the finding in a row of the screen.
    pub(super) fn click(&mut self, row: usize) {
        let line = self.lines().get(self.first + row).copied();
        if let Some(Listed::Finding(at, _)) = line {
            self.spot.row = at;
        }
    }

    pub(super) fn act(&mut self, action: Action, turn: &mut Turn) -> Then {
        if self.spot.walk(action, self.findings.len(), turn.page) {
            return Then::Stay;
        }
        match (action, self.selected()) {
            (Action::GoThere, Some(finding)) => Then::Go(destination(&finding.place)),
            (Action::AcceptOutput, Some(finding)) => {
                accept(finding, turn);
                Then::Stay
            }
            _ => Then::Pass,
        }
    }

    pub(super) fn settle(&mut self, desk: &Desk, area: Rect) {
        if self.entries != desk.workshop.entries() {
            self.findings = findings(desk.state());
            self.entries = desk.workshop.entries();
        }
        self.spot.row = self.spot.row.min(self.findings.len().saturating_sub(1));
        let lines = self.lines();
        let at = |line: &Listed<'_>| matches!(line, Listed::Finding(at, _) if *at == self.spot.row);
        let mut around = Spot {
            row: lines.iter().position(at).unwrap_or_default(),
            top: self.first,
            ..Spot::default()
        };
        around.settle(lines.len(), usize::from(area.height.saturating_sub(REMEDY)));
        // With the first finding of a kind its heading is to be seen.
        let first = around.top.min(around.row.saturating_sub(1));
        self.first = first;
    }
}

/// Asks why a missing output is good enough as it is.
fn accept(finding: &Finding, turn: &mut Turn) {
    let Place::Output(.., output) = &finding.place else {
        return turn.say("Only an output can be accepted as it is; Enter goes to the place");
    };
    turn.overlay = Some(Overlay::Ask(Ask {
        about: About::Accept(output.clone()),
        title: "Accept the output as it is?".to_owned(),
        lines: vec![finding.what.clone()],
        label: "reason".to_owned(),
        line: Line::default(),
        problem: None,
    }));
}

fn destination(place: &Place) -> Destination {
    match place {
        Place::Output(block, sheet, _) => Destination::InBlock(block.clone(), sheet.clone()),
        Place::Cell(cell) => Destination::Cell(cell.clone()),
        Place::Record(id) => Destination::Record(id.clone()),
        Place::Sheet(sheet) => Destination::Sheet(sheet.clone()),
        Place::Rubric => Destination::Scorecard,
    }
}
