//! What waits in the second place is taken into the new journal too.

use std::collections::HashSet;

use uuid::Uuid;

use crate::journal::chain::ChainHash;
use crate::journal::rescue::report::{Recovery, Told};
use crate::journal::spool::Left;
use crate::workshop::{Entry, Workshop};

/// Adds what the second place holds of this workshop.
pub(in crate::journal::rescue) fn add_waiting(
    entries: &mut Vec<Entry>,
    workshop: &mut Workshop,
    told: &mut Recovery,
    (left, head): (Left, ChainHash),
) {
    let known: HashSet<Uuid> = entries.iter().map(|entry| entry.id).collect();
    for entry in left.net(head) {
        if known.contains(&entry.id) {
            continue;
        }
        match workshop.apply(&entry) {
            Ok(_) => {
                told.waiting += 1;
                entries.push(entry);
            }
            Err(why) => told.left_out.push(Told {
                seq: 0,
                at: Some(entry.at),
                by: entry.by.clone(),
                what: serde_json::to_string(&entry.act).unwrap_or_default(),
                why: why.to_string(),
            }),
        }
    }
}
