//! Characters without width that belong to what people write: they join emoji, and join or part letters.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

/// An emoji that others are joined to.
const PERSON: char = '\u{1f9d1}';

/// True for U+200C and U+200D: whole scripts and many emoji cannot be written without them.
const fn is_joiner(letter: char) -> bool {
    matches!(letter, '\u{200c}' | '\u{200d}')
}

/// True when a joiner between these two characters belongs there; anywhere else it would only hide in the text.
///
/// Emoji follow rule GB11 of Unicode Standard Annex 29, letters those of the scripts that are written joined.
#[must_use]
pub fn joins(before: Option<char>, joiner: char, after: Option<char>) -> bool {
    let (Some(before), Some(after)) = (before, after) else {
        return false;
    };
    if !is_joiner(joiner) {
        return false;
    }
    if is_joined(before) {
        return is_joined(after) && after.is_alphabetic();
    }
    let mut both = String::from_iter([before, joiner, after]);
    if matches!(before, '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}') {
        both.insert(0, PERSON);
    }
    let seen = !after.is_alphanumeric() && after.width().unwrap_or(0) > 0;
    joiner == '\u{200d}' && seen && both.graphemes(true).count() == 1
}

/// True when a joiner after this character can still come to join something.
#[must_use]
pub fn may_join(before: Option<char>, joiner: char) -> bool {
    is_joiner(joiner) && (before.is_some_and(is_joined) || joins(before, joiner, Some(PERSON)))
}

/// Letters and signs of scripts that are written joined: Arabic and its kin, those of India, Tibetan, Khmer,
/// Mongolian.
const fn is_joined(c: char) -> bool {
    matches!(c,
        '\u{620}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{f00}'..='\u{109f}' | '\u{1780}'..='\u{180a}'
        | '\u{1820}'..='\u{18af}' | '\u{fb50}'..='\u{fdff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every joiner of the text, and whether it belongs there.
    fn judged(text: &str) -> Vec<bool> {
        let letters: Vec<char> = text.chars().collect();
        let at = |place: Option<usize>| place.and_then(|place| letters.get(place)).copied();
        let joiners = (0..letters.len()).filter(|place| is_joiner(letters[*place]));
        joiners
            .map(|place| {
                joins(
                    at(place.checked_sub(1)),
                    letters[place],
                    at(Some(place + 1)),
                )
            })
            .collect()
    }

    #[test]
    fn joiners_belong_between_what_they_join() {
        for whole in ["👩‍💻", "👩🏽‍💻", "❤️‍🔥", "👨‍👩‍👧", "می‌خواهم", "क्‍ष"]
        {
            let judged = judged(whole);
            assert!(
                !judged.is_empty() && judged.iter().all(|one| *one),
                "{whole}"
            );
        }
        for hidden in [
            "a\u{200d}\u{301}",
            "👩\u{200d}",
            "\u{200d}👩",
            "👩\u{200c}💻",
            "a\u{200c}b",
            "a\u{200d}1",
            "می\u{200c}\u{200c}خ",
            "👩\u{200d}\u{fe0f}",
        ] {
            assert!(judged(hidden).contains(&false), "{hidden:?}");
        }
    }
}
