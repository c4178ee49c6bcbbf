//! What may leave the room: a workshop without what was removed or said off the record.

use std::collections::BTreeSet;

use crate::agenda::{Axis, Sheet, SheetBody};
use crate::workshop::{Node, Reference, State};

/// The same workshop as if removed and off-the-record records had never been: their links and the
/// matrix cells that stand in their rows or columns go with them.
#[must_use]
pub fn public(state: &State) -> State {
    let mut shown = state.clone();
    let hidden: BTreeSet<Reference> = state
        .every_record()
        .filter(|record| !record.is_public())
        .map(|record| record.id.clone())
        .collect();
    if hidden.is_empty() {
        return shown;
    }
    let is_shown = |node: &Node| node.record().is_none_or(|id| !hidden.contains(id));
    shown.records.retain(|id, _| !hidden.contains(id));
    shown
        .links
        .retain(|key, _| is_shown(&key.from) && is_shown(&key.to));
    shown.cells.retain(|(sheet, row, column), _| {
        let Some((rows, columns)) = state.playbook.sheet(sheet).and_then(axes) else {
            return true;
        };
        let stands = |axis: &Axis, name: &str| {
            matches!(axis, Axis::Fixed(_)) || !hidden.contains(&Reference::new(name))
        };
        stands(rows, row) && stands(columns, column)
    });
    shown
}

const fn axes(sheet: &Sheet) -> Option<(&Axis, &Axis)> {
    match &sheet.body {
        SheetBody::Matrix { rows, columns, .. } => Some((rows, columns)),
        _ => None,
    }
}
