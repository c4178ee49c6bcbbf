//! Bars of text for code blocks; a table with the same numbers always stands beside them.

use unicode_width::UnicodeWidthStr;

use crate::exports::text::shortened;

/// Letters of a bar that stands for the whole.
const FULL: usize = 40;
/// Letters of a name.
const NAME: usize = 40;

/// A line of a chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar<'a> {
    /// What it is about.
    pub name: &'a str,
    /// How much is sure, 0 to 1.
    pub sure: f64,
    /// How much it can be at most, 0 to 1; what is above the sure part is drawn lighter.
    pub most: f64,
    /// The number in words.
    pub label: String,
}

/// The bars, a line each, names as wide as the widest.
#[must_use]
pub fn bars(rows: &[Bar<'_>]) -> String {
    // A backtick could end the code block.
    let name = |bar: &Bar<'_>| shortened(bar.name, NAME).replace('`', "'");
    let width = rows.iter().map(|bar| name(bar).width()).max().unwrap_or(0);
    let line = |bar: &Bar<'_>| {
        let title = name(bar);
        let blanks = " ".repeat(width.saturating_sub(title.width()));
        let (sure, most) = (letters(bar.sure), letters(bar.most));
        let drawn = "█".repeat(sure) + &"░".repeat(most.saturating_sub(sure));
        format!("{title}{blanks}  {drawn} {}", bar.label)
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// A share in letters of a bar.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a share is between 0 and 1 and a bar has 40 letters"
)]
fn letters(share: f64) -> usize {
    (share.clamp(0.0, 1.0) * FULL as f64).round() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_open_is_drawn_lighter() {
        let bar = |name, sure, most| Bar {
            name,
            sure,
            most,
            label: "x".to_owned(),
        };
        let text = bars(&[bar("a`b", 0.05, 0.1), bar("日本", 0.0, f64::NAN)]);
        assert_eq!(text, "a'b   ██░░ x\n日本   x");
    }
}
