//! On a flow, `Orders -> Ledger: nightly files` is a link.

/// Signs for an arrow.
const ARROWS: [&str; 2] = ["->", "→"];

/// The ends and the label of a link; none when the text is none.
pub(super) fn arrow(text: &str) -> Option<(&str, &str, &str)> {
    let (from, rest) = ARROWS.iter().find_map(|sign| text.split_once(sign))?;
    let (to, label) = rest.split_once(": ").unwrap_or((rest, ""));
    let (from, to) = (from.trim(), to.trim().trim_end_matches(':'));
    (!from.is_empty() && !to.is_empty()).then(|| (from, to, label.trim()))
}

#[cfg(test)]
mod tests {
    use super::arrow;

    #[test]
    fn an_arrow_has_two_ends_and_maybe_a_label() {
        assert_eq!(
            arrow("Orders -> Ledger: nightly files"),
            Some(("Orders", "Ledger", "nightly files"))
        );
        assert_eq!(arrow("N-1→N-2"), Some(("N-1", "N-2", "")));
        assert_eq!(arrow("a -> b -> c"), Some(("a", "b -> c", "")));
        assert_eq!(arrow("-> Ledger"), None);
        assert_eq!(arrow("Orders ->"), None);
        assert_eq!(arrow("no arrow"), None);
    }
}
