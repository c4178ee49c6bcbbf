//! One work package with what comes before and after it, as far as a number of steps.

use std::collections::{BTreeMap, VecDeque};

use super::Roadmap;
use super::rows::{Line, Table};
use crate::order::Arrange;
use crate::roadmap::Cause;
use crate::tui::action::Action;
use crate::tui::list::Spot;
use crate::workshop::Reference;

/// A package in or around the focus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Near {
    /// Its row in the table.
    pub(crate) row: usize,
    /// How many steps before (below 0) or after the package in focus.
    pub(crate) steps: isize,
    /// The neighbour by which it is linked with the focus; empty for the focus itself.
    pub(crate) by: String,
    /// Why the two are linked; may be empty.
    pub(crate) why: String,
    /// Whether that link sets the date of the later of the two.
    pub(crate) drives: bool,
    /// How many other links lead towards the focus.
    pub(crate) others: usize,
}

/// What is shown around one package.
#[derive(Debug, Clone)]
pub(crate) struct Focus {
    /// The package in the middle.
    pub(crate) centre: Reference,
    /// How many steps before and after are shown, from 1.
    pub(crate) steps: isize,
    /// The packages, in the order of the steps.
    pub(crate) near: Vec<Near>,
    /// Where one stands among them.
    pub(crate) spot: Spot,
    /// How many come before and after, near or far.
    pub(crate) all: (usize, usize),
    /// The most steps that lead anywhere.
    most: isize,
}

impl Focus {
    fn new(table: &Table, row: usize, steps: isize) -> Self {
        let mut focus = Self {
            centre: table.rows[row].id.clone(),
            steps,
            near: Vec::new(),
            spot: Spot::START,
            all: (0, 0),
            most: 1,
        };
        focus.fill(table, row);
        focus
    }

    fn fill(&mut self, table: &Table, row: usize) {
        let place = table.rows[row].place;
        let (before, after) = (
            table.around(place, isize::MIN),
            table.around(place, isize::MAX),
        );
        self.all = (before.len(), after.len());
        let far = before.iter().chain(&after).map(|near| near.steps.abs());
        self.most = far.max().unwrap_or(0).max(1);
        self.steps = self.steps.clamp(1, self.most);
        let centre = Near {
            row,
            steps: 0,
            by: String::new(),
            why: String::new(),
            drives: false,
            others: 0,
        };
        let all = before.into_iter().chain([centre]).chain(after);
        self.near = all.filter(|near| near.steps.abs() <= self.steps).collect();
        self.near.arrange_by_key(|near| (near.steps, near.row));
        let middle = self.near.iter().position(|near| near.steps == 0);
        self.spot.row = middle.unwrap_or(0);
    }

    /// The row on which one stands.
    pub(super) fn row(&self) -> Option<usize> {
        self.near.get(self.spot.row).map(|near| near.row)
    }

    /// Stands on a row; false when it is not shown.
    pub(super) fn stand_on(&mut self, row: usize) -> bool {
        if self.row() == Some(row) {
            return true;
        }
        let at = self.near.iter().position(|near| near.row == row);
        self.spot.row = at.unwrap_or(self.spot.row);
        at.is_some()
    }

    /// The packages with a heading above those of as many steps.
    pub(super) fn lines(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut before = None;
        for (at, near) in self.near.iter().enumerate() {
            if before.replace(near.steps) != Some(near.steps) {
                lines.push(Line::Steps(near.steps));
            }
            lines.push(Line::Near(at));
        }
        lines
    }

    /// How many of those before and after are shown.
    pub(crate) fn shown(&self) -> (usize, usize) {
        let count = |side: isize| {
            let side = |near: &&Near| near.steps.signum() == side;
            self.near.iter().filter(side).count()
        };
        (count(-1), count(1))
    }
}

impl Roadmap {
    /// Shows the selected package with what comes before and after it; in focus already, everything again.
    pub(super) fn open_focus(&mut self) {
        let Some(row) = self.selected().map(|_| self.spot.row) else {
            return;
        };
        let id = &self.table.rows[row].id;
        let steps = self.focus.as_ref().map_or(1, |focus| focus.steps);
        let again = self.focus.as_ref().is_some_and(|focus| focus.centre == *id);
        self.focus = (!again).then(|| Focus::new(&self.table, row, steps));
        if again {
            self.unfold(row);
        }
        self.arrange();
    }

    /// Closes the focus; false when there is none.
    pub(super) fn close_focus(&mut self) -> bool {
        let closed = self.focus.take().is_some();
        if closed {
            self.unfold(self.spot.row);
            self.arrange();
        }
        closed
    }

    /// Shows more or fewer steps around the focus; false when the action is for something else.
    pub(super) fn act_in_focus(&mut self, action: Action) -> bool {
        let by = match action {
            Action::Further => 1,
            Action::Nearer => -1,
            _ => return false,
        };
        if let Some(focus) = &mut self.focus {
            focus.steps = (focus.steps + by).clamp(1, focus.most);
        }
        self.refocus();
        self.arrange();
        true
    }

    /// Works out what is around the focus; a package that is gone cannot be in it.
    pub(super) fn refocus(&mut self) {
        let Some(focus) = self.focus.take() else {
            return;
        };
        let selected = focus.row();
        let Some(row) = self.row_of(&focus.centre) else {
            return;
        };
        let mut focus = Focus::new(&self.table, row, focus.steps);
        if let Some(selected) = selected {
            focus.stand_on(selected);
        }
        self.spot.row = focus.row().unwrap_or(row);
        self.focus = Some(focus);
    }
}

impl Table {
    /// Everything that comes before (`side` below 0) or after a package, each with its least number of steps and
    /// a link that leads one step nearer.
    fn around(&self, centre: usize, side: isize) -> Vec<Near> {
        let side = side.signum();
        let mut steps = BTreeMap::from([(centre, 0)]);
        let mut queue = VecDeque::from([centre]);
        let mut found: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
        while let Some(place) = queue.pop_front() {
            let next = steps[&place] + side;
            for (link, other) in self.leading(place, side) {
                let known = *steps.entry(other).or_insert_with(|| {
                    queue.push_back(other);
                    next
                });
                if known == next {
                    found.entry(other).or_default().push((link, place));
                }
            }
        }
        let near =
            |(place, links): (usize, Vec<(usize, usize)>)| self.near(place, steps[&place], &links);
        found.into_iter().map(near).collect()
    }

    /// The links of a package on one side, each with the package at its other end.
    fn leading(&self, place: usize, side: isize) -> Vec<(usize, usize)> {
        let ends = |link: usize| Some((link, self.plan.ends(link)?));
        if side < 0 {
            let into = self.plan.links_into(place).filter_map(ends);
            into.map(|(link, (from, _))| (link, from)).collect()
        } else {
            let out = self.plan.links_out_of(place).filter_map(ends);
            out.map(|(link, (_, to))| (link, to)).collect()
        }
    }

    /// A package with the links that lead from it towards the focus: one that sets a date before the others.
    fn near(&self, place: usize, steps: isize, links: &[(usize, usize)]) -> Near {
        let drives = |link: usize| {
            let to = self.plan.ends(link).map(|(_, to)| to);
            let times = to.and_then(|to| self.schedule.times(to));
            times.is_some_and(|times| times.earliest_by == Cause::Link(link))
        };
        let first = links.iter().find(|(link, _)| drives(*link));
        let (link, by) = first.or_else(|| links.first()).copied().unzip();
        let network = self.plan.network();
        let why = link.and_then(|link| network.links[link].why.clone());
        Near {
            row: self.row_of[place],
            steps,
            by: by
                .map(|by| network.packages[by].id.clone())
                .unwrap_or_default(),
            why: why.unwrap_or_default(),
            drives: link.is_some_and(drives),
            others: links.len().saturating_sub(1),
        }
    }
}
