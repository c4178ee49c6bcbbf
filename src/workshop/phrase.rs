//! The phrases of the log that can be read again, so that a lost entry can be done once more by what is said of it.
//!
//! Files hold these words: they can be added to, but what was written once must stay readable.

use std::fmt::{self, Display};

/// What was done to one thing that is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// An entry was taken back; named by its own phrase.
    Undid,
    /// An entry was done again; named by its own phrase.
    DidAgain,
    /// A milestone mark was set.
    Marked,
    /// A record was removed.
    Removed,
    /// A record was restored.
    Restored,
    /// A record was put into the parking lot.
    Parked,
    /// A record was taken back from the parking lot.
    TookBack,
    /// A record was taken off the record.
    TookOff,
    /// A record was put on the record.
    PutOn,
    /// A topic was covered.
    Covered,
    /// A topic was opened again.
    Opened,
    /// The clock of a block was started.
    Started,
    /// The clock of a block was paused.
    Paused,
    /// A block was closed.
    Closed,
}

impl Deed {
    const ALL: [Self; 14] = [
        Self::Undid,
        Self::DidAgain,
        Self::Marked,
        Self::Removed,
        Self::Restored,
        Self::Parked,
        Self::TookBack,
        Self::TookOff,
        Self::PutOn,
        Self::Covered,
        Self::Opened,
        Self::Started,
        Self::Paused,
        Self::Closed,
    ];

    /// The words before and behind the name.
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Undid => ("undid: ", ""),
            Self::DidAgain => ("did again: ", ""),
            Self::Marked => ("marked \"", "\""),
            Self::Removed => ("removed ", ""),
            Self::Restored => ("restored ", ""),
            Self::Parked => ("parked ", ""),
            Self::TookBack => ("took ", " back from the parking lot"),
            Self::TookOff => ("took ", " off the record"),
            Self::PutOn => ("put ", " on the record"),
            Self::Covered => ("covered \"", "\""),
            Self::Opened => ("opened \"", "\" again"),
            Self::Started => ("started ", ""),
            Self::Paused => ("paused ", ""),
            Self::Closed => ("closed ", ""),
        }
    }

    /// The phrase for a thing.
    pub fn of(self, name: impl Display) -> String {
        let (before, behind) = self.words();
        format!("{before}{name}{behind}")
    }
}

/// A phrase as it is read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phrase<'t> {
    /// Something was done to the thing of this name.
    Done(Deed, &'t str),
    /// A record was added; its reference, or whatever else the phrase says was added.
    Added(&'t str),
    /// A block was given so many minutes, or so many were taken from it.
    Gave {
        /// How the block is called.
        block: &'t str,
        /// How many.
        minutes: i32,
    },
    /// A column of a record was set, to a value that the phrase may shorten.
    Set {
        /// The id of the column.
        column: &'t str,
        /// The reference of the record.
        id: &'t str,
    },
}

/// How each of these begins, and what stands between its parts.
const ADDED: &str = "added ";
const GAVE: &str = "gave ";
const MINUTES: &str = " minutes";
const SET: &str = "set ";
const OF: &str = " of ";
/// What stands before a value.
const TO: &str = " to \"";
/// What stands before how many changes a phrase leaves out.
const MORE: &str = " more change";

impl<'t> Phrase<'t> {
    /// What a phrase of the log says, as far as it is one of these.
    #[must_use]
    pub fn read(what: &'t str) -> Option<Self> {
        let done = Deed::ALL.into_iter().find_map(|deed| {
            let (before, behind) = deed.words();
            let name = what.strip_prefix(before)?.strip_suffix(behind)?;
            Some(Self::Done(deed, name))
        });
        done.or_else(|| {
            let id = what.strip_prefix(ADDED)?.split([' ', ';']).next()?;
            Some(Self::Added(id))
        })
        .or_else(|| {
            let rest = what.strip_prefix(GAVE)?.strip_suffix(MINUTES)?;
            let (block, minutes) = rest.rsplit_once(' ')?;
            let minutes = minutes.parse().ok()?;
            Some(Self::Gave { block, minutes })
        })
        .or_else(|| {
            let (column, rest) = what.strip_prefix(SET)?.split_once(OF)?;
            let id = rest.split_once(TO).map_or(rest, |(id, _)| id);
            Some(Self::Set { column, id })
        })
    }
}

impl Display for Phrase<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Done(deed, name) => f.write_str(&deed.of(name)),
            Self::Added(id) => write!(f, "{ADDED}{id}"),
            Self::Gave { block, minutes } => write!(f, "{GAVE}{block} {minutes:+}{MINUTES}"),
            Self::Set { column, id } => write!(f, "{SET}{column}{OF}{id}"),
        }
    }
}

/// What a column was set to, behind [`Phrase::Set`].
pub(super) fn to(value: &str) -> String {
    format!("{TO}{value}\"")
}

/// How many changes a phrase leaves out.
pub(super) fn more(others: usize) -> String {
    let ending = if others == 1 { "" } else { "s" };
    format!("{others}{MORE}{ending}")
}

/// Whether a phrase leaves no change out; that an entry was undone or done again says all of it.
#[must_use]
pub fn is_whole(what: &str) -> bool {
    if let Some(Phrase::Done(Deed::Undid | Deed::DidAgain, _)) = Phrase::read(what) {
        return true;
    }
    let behind = what.rsplit_once(MORE).map(|(_, behind)| behind);
    let behind = behind.map(|behind| behind.strip_prefix('s').unwrap_or(behind));
    // Moved must-haves may stand behind it; in what was said a quotation mark does.
    !behind.is_some_and(|behind| behind.is_empty() || behind.starts_with("; "))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_phrase_is_read_as_it_was_written(
            name in "[a-zA-Z0-9 -]{1,20}",
            id in "[A-Z]{1,3}-[0-9]{1,3}",
            column in "[a-z-]{1,10}",
            minutes in -500_i32..500,
        ) {
            for deed in Deed::ALL {
                let what = deed.of(&name);
                prop_assert_eq!(Phrase::read(&what), Some(Phrase::Done(deed, &name)));
            }
            let phrases = [
                Phrase::Added(&id),
                Phrase::Gave { block: &name, minutes },
                Phrase::Set { column: &column, id: &id },
            ];
            for phrase in phrases {
                let what = phrase.to_string();
                prop_assert_eq!(Phrase::read(&what), Some(phrase));
                prop_assert!(is_whole(&what));
                let and = format!("{what} and {}", more(2));
                prop_assert!(!is_whole(&and));
                prop_assert!(is_whole(&Deed::Undid.of(&and)));
                let moved = and + "; must-have on x: H, was M";
                prop_assert!(!is_whole(&moved));
            }
            let set = Phrase::Set { column: &column, id: &id };
            let what = format!("{set}{}", to("a value of \"some\" kind"));
            prop_assert_eq!(Phrase::read(&what), Some(set));
            let what = format!("{set}{}", to("one more change"));
            prop_assert!(is_whole(&what));
        }
    }

    #[test]
    fn what_files_say_already_stays_readable() {
        let said = [
            ("undid: added LI-1", Phrase::Done(Deed::Undid, "added LI-1")),
            (
                "did again: added LI-1",
                Phrase::Done(Deed::DidAgain, "added LI-1"),
            ),
            (
                "marked \"end of day 1\"",
                Phrase::Done(Deed::Marked, "end of day 1"),
            ),
            (
                "added LI-14; must-have on Cost: M, was none",
                Phrase::Added("LI-14"),
            ),
            ("removed A-1", Phrase::Done(Deed::Removed, "A-1")),
            ("restored A-1", Phrase::Done(Deed::Restored, "A-1")),
            ("parked A-1", Phrase::Done(Deed::Parked, "A-1")),
            (
                "took A-1 back from the parking lot",
                Phrase::Done(Deed::TookBack, "A-1"),
            ),
            (
                "took A-1 off the record",
                Phrase::Done(Deed::TookOff, "A-1"),
            ),
            ("put A-1 on the record", Phrase::Done(Deed::PutOn, "A-1")),
            ("covered \"Cost\"", Phrase::Done(Deed::Covered, "Cost")),
            ("opened \"Cost\" again", Phrase::Done(Deed::Opened, "Cost")),
            ("started Review", Phrase::Done(Deed::Started, "Review")),
            ("paused Review", Phrase::Done(Deed::Paused, "Review")),
            ("closed Review", Phrase::Done(Deed::Closed, "Review")),
            (
                "gave Case study +10 minutes",
                Phrase::Gave {
                    block: "Case study",
                    minutes: 10,
                },
            ),
            (
                "set owner of A-3 to \"Ada\"",
                Phrase::Set {
                    column: "owner",
                    id: "A-3",
                },
            ),
        ];
        for (what, phrase) in said {
            assert_eq!(Phrase::read(what), Some(phrase), "{what}");
        }
        assert_eq!(Phrase::read("locked the weights of production"), None);
    }
}
