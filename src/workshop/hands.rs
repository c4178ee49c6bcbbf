//! A show of hands as it is typed: `3M 1L 2H 1-`.

use super::tally::Tally;
use crate::agenda::Level;

/// Why a typed tally says nothing that could be kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HandsError {
    /// Nothing was typed, or only noughts.
    #[error("type how many said so: 3M 1L 2H, 1- abstained, or one letter when all agree")]
    Nothing,
    /// Something that is no count and no level.
    #[error("\"{0}\" is no level: L, M, H or -")]
    NoLevel(String),
    /// A number that no level follows.
    #[error("{0} of what? {0}L, {0}M, {0}H or {0}-")]
    NoLetter(String),
    /// A number that is larger than any room.
    #[error("{0} is more than any room holds: at most {most} in all", most = Tally::MOST)]
    TooMany(String),
    /// One letter stands for everybody, and nobody said how many that is.
    #[error("one letter stands for everybody: say first how many people vote")]
    NoRoom,
}

impl Tally {
    /// The tally that was typed: counts with their levels in any order, `3M 1L 2H 1-`, letters alone for one
    /// hand each, `MMLH`, or a single letter for everybody in a room of `room` people. Case, blanks and commas
    /// do not matter; the same level said twice adds up.
    pub fn from_hands(text: &str, room: Option<u32>) -> Result<Self, HandsError> {
        let mut signs = text.chars().filter(|c| !is_gap(*c));
        if let (Some(only), None) = (signs.next(), signs.next())
            && let Ok(vote) = vote(only)
        {
            let mut all = Self::default();
            *all.count_mut(vote) = room.ok_or(HandsError::NoRoom)?;
            return Ok(all);
        }
        let tally = count(text)?;
        if tally == Self::default() {
            return Err(HandsError::Nothing);
        }
        Ok(tally)
    }
}

/// Adds up counts and letters; a count is not torn apart by a blank before its level.
fn count(text: &str) -> Result<Tally, HandsError> {
    let mut tally = Tally::default();
    let mut number = String::new();
    // A gap after the digits: `3 M` is three of M, `3 1L` is three of nothing.
    let mut ended = false;
    for c in text.chars() {
        if is_gap(c) {
            ended = !number.is_empty();
        } else if c.is_ascii_digit() {
            if ended {
                return Err(HandsError::NoLetter(number));
            }
            number.push(c);
        } else {
            add(&mut tally, vote(c)?, &number)?;
            number.clear();
            ended = false;
        }
    }
    if number.is_empty() {
        Ok(tally)
    } else {
        Err(HandsError::NoLetter(number))
    }
}

/// Adds so many hands, one when no number stands before the letter.
fn add(tally: &mut Tally, vote: Option<Level>, digits: &str) -> Result<(), HandsError> {
    let hands: Option<u32> = match digits {
        "" => Some(1),
        digits => digits.parse().ok(),
    };
    let held = tally.count_mut(vote);
    let sum = hands.and_then(|hands| held.checked_add(hands));
    match sum.filter(|sum| *sum <= Tally::MOST) {
        Some(sum) => *held = sum,
        None => return Err(HandsError::TooMany(digits.to_owned())),
    }
    Ok(())
}

const fn is_gap(c: char) -> bool {
    matches!(c, ' ' | '\t' | ',' | ';')
}

/// The vote that a letter stands for: a level, or an abstention.
fn vote(c: char) -> Result<Option<Level>, HandsError> {
    match c {
        'l' | 'L' => Ok(Some(Level::Low)),
        'm' | 'M' => Ok(Some(Level::Medium)),
        'h' | 'H' => Ok(Some(Level::High)),
        '-' => Ok(None),
        other => Err(HandsError::NoLevel(other.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const fn tally(low: u32, medium: u32, high: u32, abstained: u32) -> Tally {
        Tally {
            low,
            medium,
            high,
            abstained,
        }
    }

    #[test]
    fn hands_are_typed_in_many_ways() {
        for (text, expected) in [
            ("3M 1L 2H 1-", tally(1, 3, 2, 1)),
            ("3m1l2h", tally(1, 3, 2, 0)),
            ("MMLH", tally(1, 2, 1, 0)),
            ("5m", tally(0, 5, 0, 0)),
            ("m", tally(0, 12, 0, 0)),
            (" H ", tally(0, 0, 12, 0)),
            ("-", tally(0, 0, 0, 12)),
            ("mm", tally(0, 2, 0, 0)),
            ("3 m, 2 h", tally(0, 3, 2, 0)),
            ("2h 1h", tally(0, 0, 3, 0)),
            ("0l 4m", tally(0, 4, 0, 0)),
        ] {
            assert_eq!(Tally::from_hands(text, Some(12)), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_not_understood_is_said() {
        for (text, expected) in [
            ("", "type how many said so"),
            ("0m", "type how many said so"),
            ("3M 1", "1 of what? 1L, 1M, 1H or 1-"),
            ("3 1L", "3 of what?"),
            ("3x", "\"x\" is no level"),
            ("3M é", "\"é\" is no level"),
            ("99999999999M", "99999999999 is more than any room holds"),
            ("1000m 5m", "5 is more than any room holds"),
        ] {
            let error = Tally::from_hands(text, Some(12)).unwrap_err().to_string();
            assert!(error.contains(expected), "{text}: {error}");
        }
        assert_eq!(Tally::from_hands("m", None), Err(HandsError::NoRoom));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(
            counts in prop::collection::vec((0_u32..40, 0_usize..4, any::<bool>(), "[ ,]{0,2}"), 2..8),
        ) {
            let mut expected = Tally::default();
            let mut text = String::new();
            for (hands, level, capital, gap) in counts {
                let vote = Level::ALL.get(level).copied();
                *expected.count_mut(vote) += hands;
                let letter = vote.map_or("-".to_owned(), |level| level.to_string());
                let letter = if capital { letter } else { letter.to_lowercase() };
                text = format!("{text}{hands}{letter}{gap}");
            }
            let read = Tally::from_hands(&text, Some(12));
            let wanted = if expected == Tally::default() { Err(HandsError::Nothing) } else { Ok(expected) };
            prop_assert_eq!(read, wanted, "{}", text);
        }

        #[test]
        fn any_text_is_answered_and_a_letter_alone_is_everybody(text in "\\PC{0,20}", room in 1_u32..200) {
            if let Ok(tally) = Tally::from_hands(&text, Some(room)) {
                prop_assert!(tally.counted() > 0);
            }
            if let Ok(tally) = Tally::from_hands(&text, None) {
                prop_assert_eq!(Tally::from_hands(&tally.short(), None), Ok(tally));
            }
            for level in Level::ALL {
                let all = Tally::from_hands(&level.to_string(), Some(room));
                prop_assert_eq!(all, Ok(Tally::unanimous(level, room)));
            }
        }
    }
}
