//! Setting cells of the scorecard and of matrices.

use super::desk::Desk;
use super::overlay::{About, Ask, Overlay};
use super::picker::Picker;
use super::turn::Turn;
use crate::agenda::{
    CellKind, Column, ColumnKind, CriterionId, Environment, Level, OptionId, SheetBody,
};
use crate::tui::action::Action;
use crate::tui::line::Line;
use crate::workshop::{CellKey, Change, Mark, MatrixKey, Provenance, State, Value};

impl Desk {
    /// Does something with the selected cell; false when the action is no such thing.
    pub(super) fn set_cell(&mut self, action: Action, turn: &mut Turn) -> bool {
        match action {
            Action::Low => self.level(Level::Low, turn),
            Action::Medium => self.level(Level::Medium, turn),
            Action::High => self.level(Level::High, turn),
            Action::NotScored => self.blank(turn),
            Action::NotApplicable => {
                self.mark(Some(Mark::NotApplicable), Provenance::Accepted, turn);
            }
            Action::Inherit => self.inherit(turn),
            Action::Environment => {
                let count = self.state().rubric.header.environments.len().max(1);
                self.environment = (self.environment + 1) % count;
            }
            Action::Weights => self.ask_weights(turn),
            Action::LockWeights => self.lock_weights(turn),
            Action::EditCell => self.ask_cell(turn),
            Action::Rationale => self.ask_rationale(turn),
            Action::Evidence => {
                let cell = self.score_cell();
                let picker = cell.map(|cell| Picker::evidence(self.state(), cell));
                turn.overlay = picker.map(|picker| Overlay::Pick(Box::new(picker)));
            }
            _ => return false,
        }
        true
    }

    /// The selected cell of the scorecard.
    pub(crate) fn score_cell(&self) -> Option<CellKey> {
        let (rows, columns) = self.grid()?;
        let spot = self.spot();
        matches!(self.sheet()?.body, SheetBody::Scorecard).then_some(())?;
        Some(CellKey {
            environment: self.environment()?.clone(),
            option: OptionId::new(columns.get(spot.column)?.key.clone()),
            criterion: CriterionId::new(rows.get(spot.row)?.key.clone()),
        })
    }

    /// The selected cell of a matrix.
    pub(crate) fn matrix_cell(&self) -> Option<(MatrixKey, &CellKind)> {
        let (rows, columns) = self.grid()?;
        let spot = self.spot();
        let sheet = self.sheet()?;
        let SheetBody::Matrix { cell, .. } = &sheet.body else {
            return None;
        };
        let row = rows.get(spot.row)?.key.clone();
        let column = columns.get(spot.column)?.key.clone();
        Some(((sheet.id.clone(), row, column), cell))
    }

    /// What the cells of the matrix in front hold.
    pub(crate) fn matrix_kind(&self) -> Option<&CellKind> {
        match &self.sheet()?.body {
            SheetBody::Matrix { cell, .. } => Some(cell),
            _ => None,
        }
    }

    fn level(&mut self, level: Level, turn: &mut Turn) {
        if self.score_cell().is_some() {
            self.mark(Some(Mark::Level(level)), Provenance::Accepted, turn);
        } else if let Some((key, _)) = self.matrix_cell() {
            let value = Some(Value::Level(level));
            if turn
                .change(self, vec![Change::SetCell { key, value }])
                .is_some()
            {
                self.advance();
            }
        }
    }

    fn blank(&mut self, turn: &mut Turn) {
        if let Some((key, _)) = self.matrix_cell() {
            if self.state().cells.contains_key(&key) {
                turn.change(self, vec![Change::SetCell { key, value: None }]);
            }
        } else if self
            .score_cell()
            .is_some_and(|cell| self.state().score(&cell).is_some())
        {
            self.mark(None, Provenance::default(), turn);
        }
    }

    fn mark(&mut self, mark: Option<Mark>, provenance: Provenance, turn: &mut Turn) {
        let Some(cell) = self.score_cell() else {
            return;
        };
        let rationale = self
            .state()
            .score(&cell)
            .map(|score| score.rationale.clone());
        let rubric = &self.state().rubric;
        let criterion = rubric.criterion(&cell.criterion);
        let place = format!(
            "{}, {}",
            rubric.option(&cell.option).map_or("", |one| one.short()),
            criterion.map_or("", |one| one.short())
        );
        let change = Change::Score {
            cell,
            mark,
            rationale: rationale.unwrap_or_default(),
            provenance,
            set: None,
        };
        if turn.change(self, vec![change]).is_none() {
            return;
        }
        turn.say(match mark {
            Some(mark) => format!("{place}: {mark}"),
            None => format!("{place}: not scored"),
        });
        if mark.is_some() {
            self.advance();
        }
    }

    /// Takes the mark of the next environment that has one.
    fn inherit(&mut self, turn: &mut Turn) {
        let Some(cell) = self.score_cell() else {
            return;
        };
        let others = self
            .state()
            .rubric
            .header
            .environments
            .iter()
            .filter(|one| **one != cell.environment);
        let mark_in = |environment: &Environment| {
            let cell = CellKey {
                environment: environment.clone(),
                ..cell.clone()
            };
            self.state().score(&cell).and_then(|score| score.mark)
        };
        match others.into_iter().find_map(mark_in) {
            Some(mark) => self.mark(Some(mark), Provenance::Inherited, turn),
            None => turn.warn("The other environment has no level here yet"),
        }
    }

    /// On to the next cell: down the column, then to the top of the next one.
    fn advance(&mut self) {
        let (rows, columns) = self.size();
        let mut spot = self.spot();
        if spot.row + 1 < rows {
            spot.row += 1;
        } else if spot.column + 1 < columns {
            (spot.row, spot.column) = (0, spot.column + 1);
        }
        self.set_spot(spot);
    }

    fn ask_cell(&self, turn: &mut Turn) {
        let Some((key, kind)) = self.matrix_cell() else {
            return;
        };
        let text = self
            .state()
            .cells
            .get(&key)
            .map(Value::to_string)
            .unwrap_or_default();
        let lines = if kind.choices.is_empty() {
            Vec::new()
        } else {
            vec![format!("One of {}", kind.choices.join(", "))]
        };
        let label = match kind.kind {
            ColumnKind::Number => kind.unit.clone().unwrap_or_else(|| "number".to_owned()),
            ColumnKind::Choice => "choice".to_owned(),
            _ => "text".to_owned(),
        };
        turn.overlay = Some(Overlay::Ask(Ask {
            title: format!("{} × {}", self.head_title(0), self.head_title(1)),
            about: About::Cell(key),
            lines,
            label,
            line: Line::new(&text),
            problem: None,
        }));
    }

    fn head_title(&self, axis: usize) -> String {
        let spot = self.spot();
        let (rows, columns) = self.grid().unwrap_or_default();
        let head = if axis == 0 {
            rows.get(spot.row)
        } else {
            columns.get(spot.column)
        };
        head.map(|head| head.title.clone()).unwrap_or_default()
    }

    fn ask_rationale(&self, turn: &mut Turn) {
        turn.overlay = self.score_cell().map(|cell| self.rationale_of(&cell));
    }

    /// Asks why a cell of the scorecard has its level.
    pub(super) fn rationale_of(&self, cell: &CellKey) -> Overlay {
        Overlay::Ask(Ask::rationale(cell, self.state()))
    }

    /// Writes what was typed for a cell of a matrix; the error says what would be right.
    pub(super) fn write_cell(
        &mut self,
        key: &MatrixKey,
        text: &str,
        turn: &mut Turn,
    ) -> Result<(), String> {
        let sheet = self.state().playbook.sheet(&key.0);
        let Some(SheetBody::Matrix { cell, .. }) = sheet.map(|sheet| &sheet.body) else {
            return Ok(());
        };
        let mut column = Column::new("cell", cell.kind);
        column.choices.clone_from(&cell.choices);
        let value = Value::parse(&column, text, &[]).map_err(|error| error.to_string())?;
        if value.as_ref() != self.state().cells.get(key) {
            let done = turn.change(
                self,
                vec![Change::SetCell {
                    key: key.clone(),
                    value,
                }],
            );
            if done.is_some() {
                self.advance();
            }
        }
        Ok(())
    }

    /// Writes the rationale of a score; its level stays.
    pub(super) fn write_rationale(&mut self, cell: &CellKey, text: &str, turn: &mut Turn) {
        let held = self.state().score(cell).cloned();
        let before = held.as_ref().map_or("", |score| score.rationale.as_str());
        if before == text.trim() {
            return;
        }
        let change = Change::Score {
            cell: cell.clone(),
            mark: held.as_ref().and_then(|score| score.mark),
            rationale: text.trim().to_owned(),
            provenance: held.map(|score| score.provenance).unwrap_or_default(),
            set: None,
        };
        turn.change(self, vec![change]);
    }
}

impl Ask {
    /// Why a cell of the scorecard has its level.
    pub(super) fn rationale(cell: &CellKey, state: &State) -> Self {
        let score = state.score(cell);
        let text = score.map(|score| score.rationale.as_str());
        let criterion = state.rubric.criterion(&cell.criterion);
        let anchors = criterion.into_iter().flat_map(|one| &one.anchors);
        let option = state.rubric.option(&cell.option);
        let title = criterion.map_or(cell.criterion.as_str(), |one| one.title.as_str());
        Self {
            title: format!(
                "{title} · {}",
                option.map_or(cell.option.as_str(), |one| one.short())
            ),
            about: About::Rationale(cell.clone()),
            lines: anchors
                .map(|(level, text)| format!("{level}  {text}"))
                .collect(),
            label: "why".to_owned(),
            line: Line::new(text.unwrap_or_default()),
            problem: None,
        }
    }
}
