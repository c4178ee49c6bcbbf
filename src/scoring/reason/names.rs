//! What options and criteria are called in sentences.

use std::collections::BTreeMap;

use crate::agenda::{CriterionId, OptionId, Rubric};

/// What options and criteria are called in sentences; a name that is not here is printed as its id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// Titles of options.
    pub options: BTreeMap<OptionId, String>,
    /// Titles of criteria.
    pub criteria: BTreeMap<CriterionId, String>,
}

impl Names {
    /// The titles of a rubric.
    #[must_use]
    pub fn of(rubric: &Rubric) -> Self {
        let options = rubric.options.iter();
        let criteria = rubric.criteria.iter();
        Self {
            options: options
                .map(|one| (one.id.clone(), one.title.clone()))
                .collect(),
            criteria: criteria
                .map(|one| (one.id.clone(), one.title.clone()))
                .collect(),
        }
    }

    /// The title of an option.
    #[must_use]
    pub fn option<'a>(&'a self, id: &'a OptionId) -> &'a str {
        self.options.get(id).map_or(id.as_str(), String::as_str)
    }

    /// The title of a criterion.
    #[must_use]
    pub fn criterion<'a>(&'a self, id: &'a CriterionId) -> &'a str {
        self.criteria.get(id).map_or(id.as_str(), String::as_str)
    }

    /// Titles of some options as a list.
    pub(super) fn options(&self, ids: &[OptionId]) -> String {
        listed(&ids.iter().map(|id| self.option(id)).collect::<Vec<_>>())
    }

    /// Titles of some criteria as a list.
    pub(super) fn criteria(&self, ids: &[CriterionId]) -> String {
        listed(&ids.iter().map(|id| self.criterion(id)).collect::<Vec<_>>())
    }
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn listed(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_as_english() {
        assert_eq!(listed(&["a", "b", "c"]), "a, b and c");
        assert_eq!(listed(&["a", "b"]), "a and b");
        assert_eq!(listed(&["a"]), "a");
    }
}
