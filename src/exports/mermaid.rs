//! Text for Mermaid diagrams: labels that survive, blocks that stay small.
//!
//! Mermaid fails silently: a label is cut at its first colon, one that begins with a keyword vanishes.
//! So nothing but letters, digits and a few harmless signs stands as itself.

pub mod flow;
pub mod gantt;

use super::text::fold;

/// Characters that a block may have; forges refuse to draw long ones.
pub const LONGEST_BLOCK: usize = 5_000;
/// Edges that a block may have.
pub const MOST_EDGES: usize = 500;

/// A text as a Mermaid label: any text gives a label that is drawn as that text.
///
/// Letters, digits, blank, `. , _ - ( ) /` and everything beyond ASCII stand as they are, all else as
/// `#<decimal>;`, and so does the first character when it is ASCII, since a label may begin with a word
/// that Mermaid knows. Nothing becomes "(untitled)".
#[must_use]
pub fn label(text: &str) -> String {
    let folded = fold(text);
    let text = if folded.is_empty() {
        "(untitled)"
    } else {
        &folded
    };
    let mut out = String::with_capacity(text.len() + 4);
    for (at, letter) in text.chars().enumerate() {
        let plain = letter.is_ascii_alphanumeric() || " .,_-()/".contains(letter);
        if (plain && at > 0) || !letter.is_ascii() {
            out.push(letter);
        } else {
            out.extend(["#", &u32::from(letter).to_string(), ";"]);
        }
    }
    out
}

/// A title or description, which Mermaid takes as it stands: letters, digits and harmless signs only.
#[must_use]
pub fn plain(text: &str) -> String {
    let harmless = |c: &char| c.is_alphanumeric() || " .,-()".contains(*c);
    let kept: String = fold(text).chars().filter(harmless).collect();
    if kept.is_empty() {
        "untitled".to_owned()
    } else {
        kept
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_mermaid_would_swallow_is_a_number() {
        for (text, expected) in [
            ("Provision clusters", "#80;rovision clusters"),
            ("section: a", "#115;ection#58; a"),
            ("say \"no\"; #1", "#115;ay #34;no#34;#59; #35;1"),
            ("Über  alles", "Über alles"),
            ("", "#40;untitled)"),
            ("a\nb", "#97; b"),
        ] {
            assert_eq!(label(text), expected);
        }
    }

    proptest! {
        #[test]
        fn a_label_decodes_to_its_text(text in any::<String>()) {
            let mut decoded = String::new();
            let label = label(&text);
            let mut rest = label.as_str();
            while let Some((before, after)) = rest.split_once('#') {
                decoded.push_str(before);
                let (number, tail) = after.split_once(';').unwrap();
                decoded.push(char::from_u32(number.parse().unwrap()).unwrap());
                rest = tail;
            }
            decoded.push_str(rest);
            let folded = fold(&text);
            let expected = if folded.is_empty() { "(untitled)" } else { &folded };
            prop_assert_eq!(decoded, expected);
            let cut = label.contains([':', '"', '\n', '[', ']', '{', '}', '|', '<', '>', '`']);
            prop_assert!(!cut);
        }
    }
}
