//! Points that the rubric brings along for an option, each with its source: to be taken over, never there unasked.

use ratatui::layout::Rect;

use super::Then;
use crate::agenda::{ColumnId, OptionId, SheetId, SheetKind, SwotSeed};
use crate::order::Arrange;
use crate::tui::action::Action;
use crate::tui::app::desk::Desk;
use crate::tui::app::turn::Turn;
use crate::tui::list::Spot;
use crate::workshop::{Change, NewRecord, State, Value, Values};

/// Rows below the list, for the selected idea in full.
pub(crate) const FULL: u16 = 6;

/// The ideas for one option.
#[derive(Debug)]
pub(crate) struct Ideas {
    sheet: SheetId,
    /// The option, counted from 0.
    side: usize,
    /// What the option is called.
    pub(crate) title: String,
    /// The ideas, by quadrant.
    pub(crate) rows: Vec<Idea>,
    /// Where one stands in them.
    pub(crate) spot: Spot,
}

/// A point that can be taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Idea {
    /// The point.
    pub(crate) seed: SwotSeed,
    /// True when it stands on the board already.
    pub(crate) taken: bool,
}

impl Ideas {
    /// The ideas for the option in front on the board; none where the rubric brings no points along.
    pub(crate) fn new(desk: &Desk) -> Option<Self> {
        let sheet = desk
            .sheet()
            .filter(|sheet| sheet.kind() == SheetKind::Swot)?;
        let options = &desk.state().rubric.options;
        options
            .iter()
            .any(|option| !option.swot.is_empty())
            .then(|| Self {
                sheet: sheet.id.clone(),
                side: desk.board_side.min(options.len() - 1),
                title: String::new(),
                rows: Vec::new(),
                spot: Spot::START,
            })
    }

    /// The selected idea.
    pub(crate) fn selected(&self) -> Option<&Idea> {
        self.rows.get(self.spot.row)
    }

    /// Selects the idea in a row of the screen.
    pub(super) const fn click(&mut self, row: usize) {
        let row = self.spot.top + row;
        if row < self.rows.len() {
            self.spot.row = row;
        }
    }

    pub(super) fn act(&mut self, action: Action, desk: &mut Desk, turn: &mut Turn) -> Then {
        if self.spot.walk(action, self.rows.len(), turn.page) {
            return Then::Stay;
        }
        match action {
            Action::NextOption => {
                let options = &desk.state().rubric.options;
                self.side = (self.side + 1) % options.len().max(1);
                self.spot = Spot::START;
                desk.board_side = self.side;
            }
            Action::TakeIdea => self.take(desk, turn),
            _ => return Then::Pass,
        }
        Then::Stay
    }

    /// Puts the selected idea on the board and goes on to the next.
    fn take(&mut self, desk: &mut Desk, turn: &mut Turn) {
        let Some((idea, option)) = self.selected().zip(self.option(desk.state())) else {
            return;
        };
        if idea.taken {
            return turn.say("This one is on the board already");
        }
        let record = NewRecord {
            sheet: self.sheet.clone(),
            fields: fields(&idea.seed, &option),
            block: desk.block().map(|block| block.id.clone()),
            ..NewRecord::default()
        };
        if let Some(applied) = turn.change(desk, vec![Change::Add(Box::new(record))]) {
            let id = applied.assigned.first().map(ToString::to_string);
            turn.say(format!(
                "{} is on the board, with its source",
                id.unwrap_or_default()
            ));
            self.spot.down(1, self.rows.len());
        }
    }

    fn option(&self, state: &State) -> Option<OptionId> {
        let options = &state.rubric.options;
        options.get(self.side).map(|option| option.id.clone())
    }

    pub(super) fn settle(&mut self, desk: &Desk, area: Rect) {
        let state = desk.state();
        let Some(option) = state.rubric.options.get(self.side) else {
            self.rows.clear();
            return;
        };
        option.title.clone_into(&mut self.title);
        let mut seeds: Vec<&SwotSeed> = option.swot.iter().collect();
        seeds.arrange_by_key(|seed| seed.quadrant);
        let points: Vec<(&str, &str)> = state
            .on_sheet(&self.sheet)
            .map(|record| (record.text("option"), record.text("text")))
            .collect();
        let idea = |seed: &SwotSeed| Idea {
            taken: points.contains(&(option.id.as_str(), seed.text.as_str())),
            seed: seed.clone(),
        };
        self.rows = seeds.into_iter().map(idea).collect();
        let height = area.height.saturating_sub(FULL);
        self.spot.settle(self.rows.len(), usize::from(height));
    }
}

/// An idea as the columns of a SWOT sheet.
fn fields(seed: &SwotSeed, option: &OptionId) -> Values {
    let text = |text: &str| Value::Text(text.to_owned());
    let criteria = seed.criteria.iter().map(ToString::to_string).collect();
    [
        ("text", text(&seed.text)),
        ("option", text(option.as_str())),
        ("quadrant", text(seed.quadrant.id())),
        ("criteria", Value::Tags(criteria)),
        ("source", text(&seed.source)),
        ("as-of", Value::Date(seed.as_of)),
    ]
    .map(|(column, value)| (ColumnId::new(column), value))
    .into()
}
