//! The scoring run: guided through weights, a vote per cell, the split ones once more, and the exceptions.
//!
//! Where it stands follows from the workshop; the page only knows what is looked at.

pub(crate) mod memory;
pub(crate) mod stage;
mod voting;

use ratatui::layout::Rect;

use self::stage::{Stage, again, is_voted, of_criterion, taken_over, waits};
use super::{Page, Then};
use crate::agenda::{Criterion, Direction, Environment, Level};
use crate::trace::Claim;
use crate::tui::action::Action;
use crate::tui::app::desk::Desk;
use crate::tui::app::overlay::{About, Ask, Overlay};
use crate::tui::app::turn::Turn;
use crate::tui::context::Where;
use crate::tui::line::Line;
use crate::tui::list::Spot;
use crate::workshop::{CellKey, Change, State};

/// The page of the scoring run.
#[derive(Debug)]
pub(crate) struct Run {
    /// The part of the run that is shown.
    pub(crate) stage: Stage,
    /// The criterion whose cells are shown, counted from 0.
    pub(crate) criterion: usize,
    /// The cells that are shown; in the first part, none.
    pub(crate) cells: Vec<CellKey>,
    /// The selected cell; in the first part, the selected criterion.
    pub(crate) spot: Spot,
    /// Whether a tally is being typed.
    pub(crate) typing: bool,
    /// For which moment of the run the rest is right: its part, and how many hands were counted.
    stamp: Option<(Stage, usize, usize)>,
}

impl Run {
    /// The run where it stands.
    pub(crate) fn new(desk: &Desk) -> Self {
        let mut run = Self {
            stage: Stage::Done,
            criterion: 0,
            cells: Vec::new(),
            spot: Spot::START,
            typing: false,
            stamp: None,
        };
        run.follow(desk.state());
        run.open_begun(desk);
        run
    }

    /// Which keys it listens to.
    pub(crate) const fn context(&self) -> Where {
        match self.stage {
            Stage::Weights(_) | Stage::TakeOver(_) => Where::SETTING,
            _ if self.typing => Where::TALLY,
            _ => Where::VOTING,
        }
    }

    /// The environment that is voted on.
    pub(crate) fn environment<'s>(&self, state: &'s State) -> Option<&'s Environment> {
        let all = &state.rubric.header.environments;
        all.get(self.stage.environment())
    }

    /// What Enter does where it does not vote.
    pub(crate) const fn verb(&self) -> &'static str {
        match self.stage {
            Stage::Weights(_) => "lock weights",
            _ => "take over",
        }
    }

    /// The selected cell.
    pub(crate) fn cell(&self) -> Option<&CellKey> {
        self.cells.get(self.spot.row)
    }

    /// True when there is something to vote on, or a criterion to weigh.
    pub(super) const fn has_row(&self) -> bool {
        matches!(self.stage, Stage::Weights(_)) || !self.cells.is_empty()
    }

    /// The level that was voted for the selected cell.
    pub(super) fn claim(&self, state: &State) -> Option<Claim> {
        let cell = self.cell().filter(|cell| is_voted(state, cell))?;
        Some(Claim::Cell(cell.clone()))
    }

    /// Goes to where the run stands, when that has changed.
    fn follow(&mut self, state: &State) {
        let part = Stage::of(state);
        let rounds = state.votes.values().map(Vec::len).sum();
        let stamp = Some((part.clone(), rounds, state.scores.len()));
        if self.stamp == stamp {
            return;
        }
        let differs = |stage: &Stage| matches!(stage, Stage::Exceptions(_));
        // Which of several environments is talked about is the page's own affair.
        let goes_on = differs(&self.stage) && differs(&part);
        let entered = !goes_on && (self.stage != part || self.stamp.is_none());
        self.stamp = stamp;
        if !goes_on {
            self.stage = part;
        }
        match self.stage {
            Stage::Weights(_) if !entered => return,
            Stage::Criterion(at) => self.criterion = at,
            Stage::Exceptions(_) if !entered => return self.list(state),
            _ => self.criterion = 0,
        }
        self.list(state);
        self.spot = Spot::START;
        let next = |cell: &CellKey| match self.stage {
            Stage::Again => waits(state, cell),
            Stage::Criterion(_) => !is_voted(state, cell),
            _ => true,
        };
        self.spot.row = self.cells.iter().position(next).unwrap_or_default();
    }

    /// Lists the cells that are shown.
    fn list(&mut self, state: &State) {
        let criterion = state.rubric.criteria.get(self.criterion);
        self.cells = match (&self.stage, criterion, self.environment(state)) {
            (Stage::Again, ..) => again(state),
            (Stage::Criterion(_) | Stage::Exceptions(_), Some(criterion), Some(here)) => {
                of_criterion(state, here, &criterion.id)
            }
            _ => Vec::new(),
        };
    }

    /// Opens the field of the selected cell when something was typed there and not kept.
    fn open_begun(&mut self, desk: &Desk) {
        let begun = |cell: &CellKey| desk.run_memory.is_begun(cell);
        self.typing = self.cell().is_some_and(begun);
    }

    /// Closes the field: what was typed there is dropped, and said, so that nothing of it gets into another vote.
    fn drop_tally(&mut self, desk: &mut Desk, turn: &mut Turn) {
        self.typing = false;
        if let Some(text) = self.cell().and_then(|cell| desk.run_memory.forget(cell)) {
            turn.say(format!("Dropped \"{text}\": nothing was kept of it"));
        }
    }

    pub(super) fn act(&mut self, action: Action, desk: &mut Desk, turn: &mut Turn) -> Then {
        // Weights and must-haves are set where the run stands, whatever the scorecard shows.
        if let Stage::Weights(at) = self.stage {
            desk.environment = at;
        }
        let rows = self.rows(desk.state());
        if self.spot.walk(action, rows, turn.page) {
            self.open_begun(desk);
            return Then::Stay;
        }
        match action {
            Action::NextCriterion => self.look(1, desk),
            Action::PreviousCriterion => self.look(-1, desk),
            Action::Tally => self.typing = true,
            Action::DropTally => self.drop_tally(desk, turn),
            Action::KeepTally => return self.keep(desk, turn),
            Action::GoOn => self.go_on(desk, turn),
            Action::Inherit => self.take_over(desk, turn),
            Action::MustHave => self.must_have(desk, turn),
            Action::RoomSize => ask_room(desk.state(), turn),
            Action::SayWhy => self.say_why(desk.state(), turn),
            _ => return Then::Pass,
        }
        Then::Stay
    }

    /// Shows another criterion; the run itself stays where it is.
    fn look(&mut self, by: isize, desk: &Desk) {
        let state = desk.state();
        if matches!(self.stage, Stage::Criterion(_) | Stage::Exceptions(_)) {
            let last = state.rubric.criteria.len().saturating_sub(1);
            self.criterion = self.criterion.saturating_add_signed(by).min(last);
            self.list(state);
            self.open_begun(desk);
        }
    }

    /// Goes on to what differs in the next environment; false after the last one.
    fn next_exceptions(&mut self, desk: &Desk, turn: &mut Turn) -> bool {
        let next = self.stage.environment() + 1;
        let all = &desk.state().rubric.header.environments;
        let Some(name) = all.get(next) else {
            return false;
        };
        turn.say(format!("Now what differs in {name}"));
        self.stage = Stage::Exceptions(next);
        self.criterion = 0;
        self.spot = Spot::START;
        self.list(desk.state());
        self.open_begun(desk);
        true
    }

    /// Locks the weights, or takes the levels of the first environment over.
    fn go_on(&self, desk: &mut Desk, turn: &mut Turn) {
        let state = desk.state();
        if matches!(self.stage, Stage::Weights(_)) {
            if state.room().is_none() {
                return ask_room(state, turn);
            }
            let lock = |environment: &Environment| Change::LockWeights {
                environment: environment.clone(),
                locked: true,
            };
            let Some(here) = self.environment(state) else {
                return;
            };
            let whose = if here.as_str().is_empty() {
                String::new()
            } else {
                format!(" of {here}")
            };
            if turn.change(desk, vec![lock(here)]).is_some() {
                turn.say(format!("The weights{whose} are locked; u unlocks them"));
            }
            desk.environment = Stage::of(desk.state()).environment();
        } else {
            self.take_over(desk, turn);
        }
    }

    /// Gives the environment in front the levels of the first one, wherever the room has not spoken yet.
    fn take_over(&self, desk: &mut Desk, turn: &mut Turn) {
        let (Stage::TakeOver(at) | Stage::Exceptions(at)) = self.stage else {
            return turn.warn("This is the environment that the others follow");
        };
        let changes = taken_over(desk.state(), at);
        let count = changes.len();
        if turn.change(desk, changes).is_some() {
            turn.say(format!("{count} levels taken over; u takes them back"));
        } else {
            turn.say("No cell is open here that could be taken over");
        }
    }

    /// None, then at least M, then the best level only, then none again.
    fn must_have(&self, desk: &mut Desk, turn: &mut Turn) {
        let front = self.environment(desk.state()).cloned();
        let criterion = desk.state().rubric.criteria.get(self.spot.row).cloned();
        let Some((environment, mut criterion)) = front.zip(criterion) else {
            return;
        };
        if desk.state().locked.contains_key(&environment) {
            return turn.warn("The must-haves were locked with the weights");
        }
        match next_must(&criterion, &environment) {
            Some(level) => criterion.must_have.insert(environment, level),
            None => criterion.must_have.remove(&environment),
        };
        turn.change(desk, vec![Change::SetCriterion(Box::new(criterion))]);
    }

    fn say_why(&self, state: &State, turn: &mut Turn) {
        let Some(cell) = self.cell() else {
            return;
        };
        if !is_voted(state, cell) {
            return turn.warn("Vote first: what we brought along stays hidden until then");
        }
        turn.overlay = Some(Overlay::Ask(Ask::rationale(cell, state)));
    }

    /// Keeps what is shown up to date.
    pub(super) fn settle(&mut self, desk: &Desk, area: Rect) {
        let before = (self.stage.clone(), self.cell().cloned());
        self.follow(desk.state());
        if before != (self.stage.clone(), self.cell().cloned()) {
            self.open_begun(desk);
        }
        let rows = self.rows(desk.state());
        let (list, each) = list_height(area.height, rows);
        self.spot.settle(rows, usize::from(list / each));
    }

    /// Rows of the list.
    fn rows(&self, state: &State) -> usize {
        match self.stage {
            Stage::Weights(_) => state.rubric.criteria.len(),
            _ => self.cells.len(),
        }
    }
}

/// Lines that the question, the anchors and the foot need beside the list.
const BESIDE: u16 = 11;

/// Lines of the list of so many rows, and lines of each of its rows, on a page of this height.
pub(crate) fn list_height(page: u16, rows: usize) -> (u16, u16) {
    let rows = u16::try_from(rows).unwrap_or(u16::MAX).max(1);
    let most = page.saturating_sub(BESIDE).max(3);
    if rows.saturating_mul(2) <= most {
        return (rows * 2, 2);
    }
    (rows.min(most), 1)
}

fn next_must(criterion: &Criterion, environment: &Environment) -> Option<Level> {
    let best = match criterion.direction {
        Direction::HigherIsBetter => Level::High,
        Direction::LowerIsBetter => Level::Low,
    };
    match criterion.must_have.get(environment) {
        None => Some(Level::Medium),
        Some(Level::Medium) => Some(best),
        Some(_) => None,
    }
}

fn ask_room(state: &State, turn: &mut Turn) {
    let known = state.room().map(|room| room.to_string());
    turn.overlay = Some(Overlay::Ask(Ask {
        about: About::Room,
        title: "How many people vote?".to_owned(),
        lines: vec![
            "One letter then stands for all of them, and no tally can be larger".to_owned(),
        ],
        label: "people".to_owned(),
        line: known.map_or_else(Line::default, |known| Line::suggested(&known)),
        problem: None,
    }));
}

impl Desk {
    /// Keeps how many people vote; the error says what would be right.
    pub(in crate::tui::app) fn set_room(
        &mut self,
        text: &str,
        turn: &mut Turn,
    ) -> Result<(), String> {
        let room = text
            .trim()
            .parse()
            .ok()
            .filter(|room| (1..=1_000).contains(room));
        let room: u32 = room.ok_or("write a number from 1 to 1000")?;
        if self.state().room() != Some(room) {
            turn.change(self, vec![Change::SetRoom(Some(room))]);
        }
        Ok(())
    }

    /// The scoring run, when it is in front.
    pub(crate) fn run(&self) -> Option<&Run> {
        match self.page() {
            Some(Page::Run(run)) => Some(run),
            _ => None,
        }
    }
}
