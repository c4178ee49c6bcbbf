//! Phases folded to one line each.

use super::Roadmap;
use super::rows::{Line, Standing, Table};
use super::told::Told;

impl Roadmap {
    /// The phase on whose line one stands because it is folded.
    pub(crate) fn folded_here(&self) -> Option<usize> {
        let row = self.table.rows.get(self.spot.row)?;
        (self.focus.is_none() && self.is_folded(row.phase)).then_some(row.phase)
    }

    /// True for a phase that is folded to its line.
    pub(crate) fn is_folded(&self, phase: usize) -> bool {
        let phase = self.table.phases.get(phase);
        phase.is_some_and(|phase| self.folded.contains(&phase.name))
    }

    /// The lines of all rows, but of folded phases only their headings.
    pub(super) fn unfolded(&self) -> Vec<Line> {
        if self.table.phases.is_empty() {
            return (0..self.table.rows.len()).map(Line::Package).collect();
        }
        let mut lines = Vec::new();
        for (at, phase) in self.table.phases.iter().enumerate() {
            lines.push(Line::Phase(at));
            if !self.is_folded(at) {
                lines.extend(phase.rows.clone().map(Line::Package));
            }
        }
        lines
    }

    /// The rows on which one can stand; for a folded phase its first.
    pub(super) fn stops(&self) -> Vec<usize> {
        let stop = |line: &Line| match line {
            Line::Package(row) => Some(*row),
            Line::Phase(at) if self.is_folded(*at) => Some(self.table.phases[*at].rows.start),
            _ => None,
        };
        self.lines.iter().filter_map(stop).collect()
    }

    /// Folds the phase in which one stands, or unfolds it.
    pub(super) fn fold(&mut self) {
        let Some(row) = self.table.rows.get(self.spot.row) else {
            return;
        };
        let Some(phase) = self.table.phases.get(row.phase) else {
            return;
        };
        if !self.folded.remove(&phase.name) {
            self.folded.insert(phase.name.clone());
        }
        self.arrange();
    }

    /// Folds all phases, or unfolds them when all are folded.
    pub(super) fn fold_all(&mut self) {
        let names = || self.table.phases.iter().map(|phase| phase.name.clone());
        self.folded = if names().all(|name| self.folded.contains(&name)) {
            std::collections::BTreeSet::new()
        } else {
            names().collect()
        };
        self.arrange();
    }

    /// Unfolds the phase of a row.
    pub(super) fn unfold(&mut self, row: usize) {
        let phase = self.table.rows.get(row).map(|row| row.phase);
        let phase = phase.and_then(|at| self.table.phases.get(at));
        let name = phase.map(|phase| phase.name.clone());
        if name.is_some_and(|name| self.folded.remove(&name)) {
            self.arrange();
        }
    }
}

impl Table {
    /// What a phase holds, for the line that stands for it.
    pub(super) fn told_of_phase(&self, phase: usize) -> Vec<Told> {
        let Some(phase) = self.phases.get(phase) else {
            return Vec::new();
        };
        let rows = &self.rows[phase.rows.clone()];
        let count = |wanted: &dyn Fn(&Standing) -> bool| {
            rows.iter().filter(|row| wanted(&row.standing)).count()
        };
        let mut parts = vec![match rows.len() {
            1 => "1 work package".to_owned(),
            count => format!("{count} work packages"),
        }];
        let standings: [(usize, &str); 3] = [
            (count(&|one| *one == Standing::Critical), "critical"),
            (count(&|one| *one == Standing::Late), "late"),
            (
                count(&|one| matches!(one, Standing::Loop | Standing::Behind)),
                "without a date",
            ),
        ];
        for (count, word) in standings {
            if count > 0 {
                parts.push(format!("{count} {word}"));
            }
        }
        let mut told = vec![Told::line("holds", parts.join(", "))];
        let (first, last) = &phase.dates;
        if !first.is_empty() {
            told.push(Told::line("when", format!("{first} to {last}")));
        }
        let at = |row: usize| phase.rows.contains(&row);
        let wrong = self.problems.iter().filter(|problem| at(problem.row));
        told.extend(wrong.map(|problem| Told::warning("problem", problem.what.clone())));
        told
    }
}
