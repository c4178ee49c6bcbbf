//! Keeping a show of hands.

use super::super::recommendation::Recommendation;
use super::super::{Page, Then};
use super::Run;
use super::stage::{Stage, again, is_voted, waits};
use crate::agenda::Direction;
use crate::exports::parts::dissent::agreed;
use crate::scoring::is_contested;
use crate::tui::app::desk::Desk;
use crate::tui::app::turn::Turn;
use crate::workshop::{CellKey, Change, Round, State, Tally};

impl Run {
    /// Keeps the tally of the selected cell and goes on; without one, does what the part of the run says.
    pub(super) fn keep(&mut self, desk: &mut Desk, turn: &mut Turn) -> Then {
        let Some(cell) = self.cell().cloned() else {
            return finish(desk, turn);
        };
        let line = desk.run_memory.line(&cell);
        let Some(text) = line
            .map(|line| line.text().to_owned())
            .filter(|text| !text.trim().is_empty())
        else {
            return self.keep_nothing(&cell, desk, turn);
        };
        match Tally::from_hands(&text, desk.state().room()) {
            Ok(tally) => self.vote(&cell, tally, desk, turn),
            Err(error) => turn.warn(error.to_string()),
        }
        Then::Stay
    }

    fn vote(&mut self, cell: &CellKey, tally: Tally, desk: &mut Desk, turn: &mut Turn) {
        let change = Change::Vote {
            cell: cell.clone(),
            tally,
            room: None,
            set: None,
        };
        if turn.change(desk, vec![change]).is_none() {
            let more = |room: u32| tally.counted() > u64::from(room);
            if desk.state().room().is_some_and(more)
                && let Some(notice) = &mut turn.notice
            {
                notice.text.push_str(CORRECT);
            }
            return;
        }
        desk.run_memory.forget(cell);
        self.typing = false;
        turn.say(outcome(cell, &tally, &self.stage, desk.state()));
    }

    /// Enter without a tally: nobody moved, or the run is at its end.
    fn keep_nothing(&mut self, cell: &CellKey, desk: &mut Desk, turn: &mut Turn) -> Then {
        let last = desk.state().rounds(cell).last().map(|round| round.tally);
        match (self.stage.clone(), last) {
            (Stage::Again, Some(tally)) if waits(desk.state(), cell) => {
                self.vote(cell, tally, desk, turn);
            }
            (Stage::Exceptions(_), _) if self.next_exceptions(desk, turn) => {}
            (Stage::Exceptions(_), _) => return finish(desk, turn),
            _ if is_voted(desk.state(), cell) => {
                turn.say("This cell is voted; a new tally is a further round");
            }
            _ => turn.warn("Type how many said so, such as 3M 1L 2H, or one letter when all agree"),
        }
        Then::Stay
    }
}

/// The keys that correct the size of the room, for a tally that is larger.
const CORRECT: &str = " (Esc drops the tally, n then asks how many people vote)";

/// The run is over: the recommendation follows.
fn finish(desk: &mut Desk, turn: &mut Turn) -> Then {
    desk.environment = 0;
    let state = desk.state();
    let places = state.rubric.header.environments.iter();
    let mut said = vec!["The run is complete; g v comes back to it.".to_owned()];
    said.extend(places.filter_map(|place| agreed(state, place)));
    turn.say(said.join(" "));
    desk.open_page(Page::Recommendation(Box::new(Recommendation::new(
        desk.environment,
    ))));
    Then::Back
}

/// What a vote means for the run, in a sentence.
fn outcome(cell: &CellKey, tally: &Tally, part: &Stage, state: &State) -> String {
    let option = state.rubric.option(&cell.option);
    let option = option.map_or(cell.option.as_str(), |option| option.short());
    let Some(level) = tally.median() else {
        let before = state.score(cell).and_then(|score| score.mark);
        return match before {
            Some(mark) => format!("{option}: nobody said a level this time; it stays {mark}"),
            None => format!("{option}: nobody said a level; it stays open"),
        };
    };
    let last = state.rounds(cell).last();
    let words = last.map_or_else(|| tally.words(), Round::words);
    let next = match part {
        // The level of now is not yet the last word.
        Stage::Criterion(_) if again(state).contains(cell) => {
            return format!("{option}: {level} ({words}); split: it comes once more");
        }
        Stage::Criterion(_) if is_contested(tally) => "; split, on the record",
        Stage::Again if is_contested(tally) => "; still split, on the record",
        _ => "",
    };
    format!(
        "{option}: {level} ({words}){}{next}",
        even_split(cell, tally, state)
    )
}

/// What an even split came to, and whom that favours.
fn even_split(cell: &CellKey, tally: &Tally, state: &State) -> &'static str {
    let criterion = state.rubric.criterion(&cell.criterion);
    match criterion.map(|one| one.direction) {
        _ if !tally.is_even_split() => "",
        Some(Direction::LowerIsBetter) => "; even split: the lower, in its favour",
        _ => "; even split: the lower",
    }
}
