//! Risks: the three worst on page one, all of them further down.

use super::registers::rank;
use crate::exports::inline::Piece;
use crate::exports::report::View;
use crate::order::Arrange;
use crate::workshop::Record;

/// Risks that page one names.
const ON_PAGE_ONE: usize = 3;

/// The worst open risks.
#[must_use]
pub fn top(view: View<'_>) -> Vec<Piece> {
    let mut open: Vec<&Record> = view
        .records("risks")
        .into_iter()
        .filter(|record| !matches!(record.text("status"), "closed" | "mitigated"))
        .collect();
    open.arrange_by(|a, b| rank(b).cmp(&rank(a)).then_with(|| a.id.cmp(&b.id)));
    let worst = open.into_iter().take(ON_PAGE_ONE);
    worst.map(|record| view.named(record)).collect()
}
