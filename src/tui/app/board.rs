//! The SWOT board: one option at a time, its points in four quadrants.

use super::desk::Desk;
use super::index::Point;
use super::turn::Turn;
use crate::agenda::{ColumnId, OptionId, Quadrant, SheetKind};
use crate::order::Arrange;
use crate::tui::action::Action;
use crate::tui::list::Spot;
use crate::workshop::{Record, Reference, Value, Values};

/// An option on the board, and how many points it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Side {
    /// Which option; none for points that name no option of the rubric.
    pub(crate) option: Option<OptionId>,
    /// What it is called.
    pub(crate) title: String,
    /// Points in all quadrants.
    pub(crate) points: usize,
}

impl Desk {
    /// True when the sheet in front is a SWOT sheet that is shown as a board.
    pub(crate) fn shows_board(&self) -> bool {
        !self.board_as_list && self.has_board()
    }

    /// True when the sheet in front can be shown as a board.
    pub(crate) fn has_board(&self) -> bool {
        self.page().is_none()
            && self
                .sheet()
                .is_some_and(|sheet| sheet.kind() == SheetKind::Swot)
    }

    /// The options of the board; at the end, when there are any, the points that name none.
    pub(crate) fn sides(&self) -> Vec<Side> {
        let options = &self.state().rubric.options;
        let count = |option: Option<usize>| {
            let points = self.index.points.iter();
            points.filter(|point| point.option == option).count()
        };
        let mut sides: Vec<Side> = options
            .iter()
            .enumerate()
            .map(|(at, option)| Side {
                option: Some(option.id.clone()),
                title: option.short().to_owned(),
                points: count(Some(at)),
            })
            .collect();
        let others = count(None);
        if others > 0 || sides.is_empty() {
            sides.push(Side {
                option: None,
                title: "No option".to_owned(),
                points: others,
            });
        }
        sides
    }

    /// The option in front on the board; none for the points that name no option.
    fn side_option(&self) -> Option<&OptionId> {
        let options = &self.state().rubric.options;
        options.get(self.board_side).map(|option| &option.id)
    }

    /// The points of the option in front in a quadrant; those without a quadrant are among the strengths.
    pub(crate) fn quadrant(&self, quadrant: Quadrant) -> Vec<&Reference> {
        let side = self.board_side;
        let here = Point {
            option: (side < self.state().rubric.options.len()).then_some(side),
            quadrant,
        };
        let all = self.index.rows.iter().zip(&self.index.points);
        let found = all.filter(|(_, point)| **point == here);
        found.map(|(id, _)| id).collect()
    }

    /// The quadrant in front.
    pub(crate) fn quadrant_in_front(&self) -> Quadrant {
        Quadrant::ALL[self.spot().column.min(3)]
    }

    /// The point that is selected on the board.
    pub(crate) fn board_record(&self) -> Option<&Record> {
        let points = self.quadrant(self.quadrant_in_front());
        self.state().record(points.get(self.spot().row)?)
    }

    /// What the board gives to a point that is captured on it.
    pub(super) fn board_here(&self) -> Values {
        let text = |text: &str| Value::Text(text.to_owned());
        let option = self.side_option();
        let option = option.map(|id| (ColumnId::new("option"), text(id.as_str())));
        let quadrant = (
            ColumnId::new("quadrant"),
            text(self.quadrant_in_front().id()),
        );
        option.into_iter().chain([quadrant]).collect()
    }

    /// Does a move on the board; false when the action is none.
    pub(super) fn go_on_board(&mut self, action: Action, turn: &mut Turn) -> bool {
        if action == Action::BoardOrList && self.has_board() {
            self.board_as_list = !self.board_as_list;
            let as_list = self.board_as_list;
            turn.say(if as_list { "As a list" } else { "As a board" });
            return true;
        }
        if !self.shows_board() || self.in_rail {
            return false;
        }
        let mut spot = self.spot();
        let rows = self.quadrant(self.quadrant_in_front()).len();
        match action {
            Action::NextOption => {
                self.board_side = (self.board_side + 1) % self.sides().len().max(1);
                spot.row = 0;
            }
            Action::Left if spot.column % 2 == 1 => spot.column -= 1,
            Action::Left => (self.in_rail, self.rail_hidden) = (true, false),
            Action::Right => spot.column |= 1,
            Action::NextMatch => return self.around_board(true),
            Action::PreviousMatch => return self.around_board(false),
            Action::Down if spot.row + 1 >= rows && spot.column < 2 => {
                spot.column += 2;
                spot.row = 0;
            }
            Action::Up if spot.row == 0 && spot.column > 1 => {
                spot.column -= 2;
                spot.row = usize::MAX / 2;
            }
            _ => {
                if !spot.walk(action, rows, turn.page) {
                    return false;
                }
            }
        }
        self.set_spot(spot);
        true
    }

    /// On to the next or previous point that was found, through all quadrants and options and around the ends.
    fn around_board(&mut self, forward: bool) -> bool {
        let all = self.index.rows.iter().zip(&self.index.points);
        let mut found: Vec<_> = all
            .map(|(id, point)| (self.place_on_board(*point), id.clone()))
            .collect();
        found.arrange_by_key(|(place, _)| *place);
        let here = (self.board_side, self.spot().column);
        let front = self.board_record().map(|record| record.id.clone());
        let at = found.iter().position(|(_, id)| Some(id) == front.as_ref());
        // In an empty quadrant the next point is the first one behind it.
        let behind = found.partition_point(|(place, _)| *place <= here);
        let count = found.len();
        let next = match (at, forward) {
            (Some(at), true) => at + 1,
            (Some(at), false) => at + count - 1,
            (None, true) => behind,
            (None, false) => behind + count - usize::from(count > 0),
        };
        if let Some((_, id)) = found.get(next.checked_rem(count).unwrap_or_default()) {
            self.select_on_board(&id.clone());
        }
        true
    }

    /// Behind which side and in which column of the board a point stands.
    fn place_on_board(&self, point: Point) -> (usize, usize) {
        let side = point.option.unwrap_or(self.state().rubric.options.len());
        let column = Quadrant::ALL.iter().position(|one| *one == point.quadrant);
        (side, column.unwrap_or_default())
    }

    /// Keeps the selection within its quadrant.
    pub(super) fn settle_board(&mut self, rows: usize) {
        // An option, or the last point without one, may have gone.
        self.board_side = self.board_side.min(self.sides().len().saturating_sub(1));
        let mut spot = self.spot();
        spot.column = spot.column.min(3);
        self.set_spot(spot);
        let count = self.quadrant(self.quadrant_in_front()).len();
        spot.settle(count, rows.max(1));
        self.set_spot(spot);
    }

    /// Shows a point on the board.
    pub(super) fn select_on_board(&mut self, id: &Reference) {
        let Some(at) = self.index.rows.iter().position(|row| row == id) else {
            return;
        };
        let point = self.index.points[at];
        let (side, column) = self.place_on_board(point);
        self.board_side = side;
        let row = self
            .quadrant(point.quadrant)
            .iter()
            .position(|one| *one == id);
        if let Some(row) = row {
            self.set_spot(Spot {
                row,
                column,
                ..Spot::START
            });
        }
    }
}
