//! Reads `[[vote]]`: shows of hands.

use super::meta;
use super::target::Target;
use crate::document::Fields;
use crate::workshop::{CellKey, Round, Stamp, Tally};

/// A show of hands on a cell as a file says it.
#[derive(Debug)]
pub(super) struct ReadVote {
    pub(super) cell: CellKey,
    pub(super) tally: Tally,
    /// How many people were in the room.
    pub(super) room: u32,
    pub(super) set: Option<Stamp>,
    /// Which round it says it is, from 1.
    pub(super) round: Option<u32>,
    /// Where it stands.
    pub(super) at: usize,
}

impl ReadVote {
    /// The round, written down at `stamp` when it does not say.
    pub(super) fn into_round(self, stamp: &Stamp) -> (CellKey, Round) {
        let round = Round {
            tally: self.tally,
            room: self.room,
            set: self.set.unwrap_or_else(|| stamp.clone()),
        };
        (self.cell, round)
    }
}

/// Reads every `[[vote]]`; a tally of nobody, or of more people than are in the room, is reported.
pub(super) fn votes(
    root: &Fields<'_, '_>,
    target: &Target<'_>,
    known: Option<u32>,
) -> Vec<ReadVote> {
    let mut all = Vec::new();
    for fields in root.tables("vote", "a vote") {
        let mistakes = root.reader().count();
        let tally = Tally {
            low: count(&fields, "low"),
            medium: count(&fields, "medium"),
            high: count(&fields, "high"),
            abstained: count(&fields, "abstained"),
        };
        let own = number(&fields, "room", 1);
        let readable = root.reader().count() == mistakes;
        let present = readable.then(|| present(&fields, &tally, own.or(known)));
        let set = meta::said(&fields, target);
        let round = number(&fields, "round", 1);
        let at = fields.at("option");
        for cell in target.cells(&fields) {
            all.extend(present.flatten().map(|room| ReadVote {
                cell,
                tally,
                room,
                set: set.clone(),
                round,
                at,
            }));
        }
        fields.finish();
    }
    all
}

fn count(fields: &Fields<'_, '_>, key: &str) -> u32 {
    number(fields, key, 0).unwrap_or_default()
}

fn number(fields: &Fields<'_, '_>, key: &str, least: i64) -> Option<u32> {
    let number = fields.integer(key, least..=i64::from(Tally::MOST));
    number.and_then(|number| u32::try_from(number).ok())
}

/// The size of the room to keep with a tally; `None` when the tally cannot be.
fn present(fields: &Fields<'_, '_>, tally: &Tally, room: Option<u32>) -> Option<u32> {
    let room = Round::room_for(tally, room);
    if let Err(error) = &room {
        let text = error.to_string();
        let (what, remedy) = text.split_once(": ").unwrap_or((&text, "correct it"));
        let keys = ["low", "medium", "high", "abstained"];
        let key = keys.into_iter().find(|key| fields.has(key));
        fields.report(key.unwrap_or("option"), what, remedy);
    }
    room.ok()
}
