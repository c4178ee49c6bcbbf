//! The filter of a list: keeps the rows that contain every word, whatever the case and the accents.

use nucleo_matcher::chars::{graphemes, normalize, to_lower_case};

use crate::workshop::{Reference, State};

/// All rows of a list with their words, made when a filter begins, and what is left of them.
#[derive(Debug, Clone)]
pub(crate) struct Sieve {
    rows: Vec<(Reference, String)>,
    /// The filter that was asked for last, and the rows that it left, by number.
    asked: Vec<String>,
    left: Vec<usize>,
}

impl Sieve {
    /// A sieve of these rows.
    pub(crate) fn new(state: &State, rows: Vec<Reference>) -> Self {
        let rows: Vec<(Reference, String)> = rows
            .into_iter()
            .map(|id| {
                let text = plain(&text_of(state, &id));
                (id, text)
            })
            .collect();
        Self {
            left: (0..rows.len()).collect(),
            asked: Vec::new(),
            rows,
        }
    }

    /// The rows that contain every word.
    pub(crate) fn find(&mut self, filter: &str) -> Vec<Reference> {
        let words: Vec<String> = filter.split_whitespace().map(plain).collect();
        // A longer filter leaves no row that a shorter one did not.
        let narrower = words.len() >= self.asked.len()
            && words
                .iter()
                .zip(&self.asked)
                .all(|(new, old)| new.contains(old.as_str()));
        if !narrower {
            self.left = (0..self.rows.len()).collect();
        }
        let rows = &self.rows;
        self.left
            .retain(|at| words.iter().all(|word| rows[*at].1.contains(word.as_str())));
        self.asked = words;
        self.left.iter().map(|at| rows[*at].0.clone()).collect()
    }
}

/// Everything that is said in a record, with its reference.
fn text_of(state: &State, id: &Reference) -> String {
    let mut text = id.to_string();
    let record = state.record(id);
    for value in record.into_iter().flat_map(|record| record.fields.values()) {
        text.push(' ');
        match value.as_text() {
            Some(words) => text.push_str(words),
            None => text.push_str(&value.to_string()),
        }
    }
    text
}

/// The text in small letters without accents.
fn plain(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    graphemes(text)
        .map(|c| normalize(to_lower_case(c)))
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sieve(texts: &[&str]) -> Sieve {
        let rows = texts.iter().enumerate();
        let rows: Vec<(Reference, String)> = rows
            .map(|(at, text)| (Reference::new(&at.to_string()), plain(text)))
            .collect();
        Sieve {
            left: (0..rows.len()).collect(),
            asked: Vec::new(),
            rows,
        }
    }

    fn found(sieve: &mut Sieve, filter: &str) -> Vec<String> {
        sieve.find(filter).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn every_word_must_be_there_in_whatever_order_and_case() {
        let mut sieve = sieve(&["Ledger is late", "late cafe\u{301}", "the ledger"]);
        assert_eq!(found(&mut sieve, "late ledger"), ["0"]);
        assert_eq!(found(&mut sieve, "CAFE"), ["1"]);
        assert_eq!(found(&mut sieve, "ledger"), ["0", "2"]);
        assert_eq!(found(&mut sieve, ""), ["0", "1", "2"]);
    }

    proptest! {
        #[test]
        fn what_was_asked_before_changes_nothing(before in "[ab ]{0,4}", filter in "[ab ]{0,4}") {
            let texts = ["a", "b", "ab", "ba", "a b", "bb aa", "abab"];
            let mut used = sieve(&texts);
            used.find(&before);
            prop_assert_eq!(used.find(&filter), sieve(&texts).find(&filter));
        }
    }
}
