//! What a show of hands said about one cell: counts, their middle, and the rounds.

use serde::{Deserialize, Serialize};

use super::apply::ApplyError;
use super::record::Stamp;
use crate::agenda::Level;

/// How many said L, M, H, and how many abstained.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tally {
    /// Votes for L.
    pub low: u32,
    /// Votes for M.
    pub medium: u32,
    /// Votes for H.
    pub high: u32,
    /// Present, but no vote; counted and printed, never part of a number.
    pub abstained: u32,
}

impl Tally {
    /// The most hands that one count can hold.
    pub const MOST: u32 = 1_000;

    /// The tally of some votes; `None` is an abstention.
    #[must_use]
    pub fn of(votes: impl IntoIterator<Item = Option<Level>>) -> Self {
        let mut tally = Self::default();
        for vote in votes {
            *tally.count_mut(vote) += 1;
        }
        tally
    }

    /// Everybody said the same.
    #[must_use]
    pub fn unanimous(level: Level, voters: u32) -> Self {
        let mut tally = Self::default();
        *tally.count_mut(Some(level)) = voters;
        tally
    }

    /// The count of a level, or of abstentions.
    pub const fn count_mut(&mut self, vote: Option<Level>) -> &mut u32 {
        match vote {
            Some(Level::Low) => &mut self.low,
            Some(Level::Medium) => &mut self.medium,
            Some(Level::High) => &mut self.high,
            None => &mut self.abstained,
        }
    }

    /// Number of votes, abstentions left out.
    #[must_use]
    pub fn votes(&self) -> u64 {
        u64::from(self.low) + u64::from(self.medium) + u64::from(self.high)
    }

    /// Number of people counted, abstentions included.
    #[must_use]
    pub fn counted(&self) -> u64 {
        self.votes() + u64::from(self.abstained)
    }

    /// The level of the cell: the median, the lower one on an even split; `None` without votes.
    #[must_use]
    pub fn median(&self) -> Option<Level> {
        // The lower median is vote number ⌈n/2⌉ from below.
        (self.votes() > 0).then(|| self.vote(self.votes().div_ceil(2)))
    }

    /// Whether the two votes in the middle differ, so that the lower one was taken.
    #[must_use]
    pub fn is_even_split(&self) -> bool {
        let votes = self.votes();
        votes > 0 && votes.is_multiple_of(2) && self.vote(votes / 2) != self.vote(votes / 2 + 1)
    }

    /// The vote at a place counted from the lowest, 1 for the first.
    fn vote(&self, place: u64) -> Level {
        let low = u64::from(self.low);
        if place <= low {
            Level::Low
        } else if place <= low + u64::from(self.medium) {
            Level::Medium
        } else {
            Level::High
        }
    }

    /// The counts as they are typed: `5L 2M 1-`; empty when there are none.
    #[must_use]
    pub fn short(&self) -> String {
        let counts = [
            (self.low, 'L'),
            (self.medium, 'M'),
            (self.high, 'H'),
            (self.abstained, '-'),
        ];
        let said = counts.iter().filter(|(count, _)| *count > 0);
        let parts: Vec<String> = said.map(|(count, sign)| format!("{count}{sign}")).collect();
        parts.join(" ")
    }

    /// The counts in words: `5 low, 2 medium, 1 abstained`; `no votes` when there are none.
    #[must_use]
    pub fn words(&self) -> String {
        let counts = [
            (self.low, "low"),
            (self.medium, "medium"),
            (self.high, "high"),
            (self.abstained, "abstained"),
        ];
        let said = counts.iter().filter(|(count, _)| *count > 0);
        let words: Vec<String> = said
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        if words.is_empty() {
            "no votes".to_owned()
        } else {
            words.join(", ")
        }
    }
}

/// One show of hands on a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// What was counted.
    pub tally: Tally,
    /// How many people were in the room, at least as many as were counted.
    pub room: u32,
    /// When and by whom it was written down.
    pub set: Stamp,
}

impl Round {
    /// How many people in the room were not counted at all.
    #[must_use]
    pub fn silent(&self) -> u64 {
        u64::from(self.room).saturating_sub(self.tally.counted())
    }

    /// The counts in words, with those who did not vote: `3 medium, 5 did not vote`.
    #[must_use]
    pub fn words(&self) -> String {
        match self.silent() {
            0 => self.tally.words(),
            silent => format!("{}, {silent} did not vote", self.tally.words()),
        }
    }

    /// The last round in which anybody said a level: the one that a voted level comes from.
    #[must_use]
    pub fn deciding(rounds: &[Self]) -> Option<&Self> {
        rounds.iter().rfind(|round| round.tally.votes() > 0)
    }

    /// The size of the room to keep with a tally: that known, or those counted when it is not known.
    pub(in crate::workshop) fn room_for(
        tally: &Tally,
        room: Option<u32>,
    ) -> Result<u32, ApplyError> {
        let counted = tally.counted();
        if counted == 0 {
            return Err(ApplyError::NoHands);
        }
        let room = room.unwrap_or_else(|| u32::try_from(counted).unwrap_or(u32::MAX));
        let room = room.min(Tally::MOST);
        if counted > u64::from(room) {
            return Err(ApplyError::TooManyHands { counted, room });
        }
        Ok(room)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const fn tally(low: u32, medium: u32, high: u32) -> Tally {
        Tally {
            low,
            medium,
            high,
            abstained: 0,
        }
    }

    #[test]
    fn the_median_takes_the_lower_of_an_even_split_and_says_so() {
        let expected = [
            (tally(2, 0, 2), Some(Level::Low), true),
            (tally(1, 2, 1), Some(Level::Medium), false),
            (tally(0, 1, 2), Some(Level::High), false),
            (tally(0, 0, 0), None, false),
        ];
        for (tally, median, split) in expected {
            assert_eq!((tally.median(), tally.is_even_split()), (median, split));
        }
    }

    #[test]
    fn the_counts_are_said_in_words() {
        let quiet = Tally {
            abstained: 9,
            ..tally(1, 1, 0)
        };
        assert_eq!(quiet.words(), "1 low, 1 medium, 9 abstained");
        assert_eq!(quiet.short(), "1L 1M 9-");
        assert_eq!((quiet.votes(), quiet.counted()), (2, 11));
        assert_eq!(Tally::default().words(), "no votes");
        assert_eq!(Tally::unanimous(Level::High, 4), tally(0, 0, 4));
    }

    #[test]
    fn hands_that_were_not_raised_are_said_and_no_abstention() {
        let round = |tally: Tally| Round {
            tally,
            room: 8,
            set: Stamp {
                at: chrono::DateTime::UNIX_EPOCH.fixed_offset(),
                by: "Ada".to_owned(),
            },
        };
        let some = round(tally(0, 3, 0));
        assert_eq!(some.words(), "3 medium, 5 did not vote");
        assert_eq!(round(tally(0, 8, 0)).words(), "8 medium");
        let nobody = round(Tally {
            abstained: 8,
            ..Tally::default()
        });
        assert_eq!(nobody.words(), "8 abstained");
        assert_eq!(
            Round::deciding(&[some.clone(), nobody.clone()]),
            Some(&some)
        );
        assert_eq!(Round::deciding(&[nobody]), None);
    }

    proptest! {
        #[test]
        fn the_median_is_that_of_the_sorted_votes(votes in prop::collection::vec(0_usize..3, 1..20)) {
            let mut votes: Vec<Level> = votes.into_iter().map(|v| Level::ALL[v]).collect();
            let tally = Tally::of(votes.iter().copied().map(Some));
            votes.sort();
            prop_assert_eq!(tally.median(), Some(votes[(votes.len() - 1) / 2]));
        }
    }
}
