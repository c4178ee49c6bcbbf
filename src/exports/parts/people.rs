//! Who took part.

use serde::Serialize;

use crate::exports::report::View;
use crate::order::Arrange;

/// Someone who took part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PersonRow {
    /// Name, without a leading `@`.
    pub name: String,
    /// What they do.
    pub role: String,
    /// For whom.
    pub organisation: String,
    /// Whether they led the workshop.
    pub facilitator: bool,
}

/// Facilitators first, then by name. Mail addresses stay out of the reports.
#[must_use]
pub fn people(view: View<'_>) -> Vec<PersonRow> {
    let mut rows: Vec<PersonRow> = view
        .state()
        .people
        .iter()
        .map(|person| PersonRow {
            name: person.name.trim_start_matches('@').to_owned(),
            role: person.role.clone(),
            organisation: person.organisation.clone(),
            facilitator: person.facilitator,
        })
        .collect();
    rows.arrange_by(|a, b| {
        let key = |row: &PersonRow| (!row.facilitator, row.name.to_lowercase());
        key(a).cmp(&key(b)).then_with(|| a.name.cmp(&b.name))
    });
    rows
}
