//! On a flow, `Orders -> Ledger: nightly files` is a link.

/// Signs for an arrow.
const ARROWS: [&str; 2] = ["->", "→"];

/// The ends and the label of a link; none when the text is none, or more than one.
pub(super) fn arrow(text: &str) -> Option<(&str, &str, &str)> {
    let (ends, label) = ends(text);
    match ends.as_slice() {
        [from, to] if !from.is_empty() && !to.is_empty() => Some((from, to, label)),
        _ => None,
    }
}

/// The lines of the links that a line stands for on a flow: `A -> B -> C: files` is two, each with the label.
#[must_use]
pub fn links(line: &str) -> Vec<String> {
    let (ends, label) = ends(line);
    if ends.len() < 3 || ends.iter().any(|end| end.is_empty()) {
        return vec![line.to_owned()];
    }
    let label = if label.is_empty() {
        String::new()
    } else {
        format!(": {label}")
    };
    let pairs = ends.windows(2);
    pairs
        .map(|pair| format!("{} -> {}{label}", pair[0], pair[1]))
        .collect()
}

/// What stands between the arrows of a text, and the label behind the last.
fn ends(text: &str) -> (Vec<&str>, &str) {
    let at = |text: &str| {
        let found = ARROWS
            .iter()
            .filter_map(|sign| Some((text.find(sign)?, sign.len())));
        found.min()
    };
    let (mut ends, mut rest) = (Vec::new(), text);
    while let Some((start, length)) = at(rest) {
        let (end, after) = rest.split_at(start);
        ends.push(end.trim());
        rest = after.get(length..).unwrap_or_default();
    }
    let (last, label) = rest.split_once(": ").unwrap_or((rest, ""));
    ends.push(last.trim().trim_end_matches(':'));
    (ends, label.trim())
}

#[cfg(test)]
mod tests {
    use super::{arrow, links};

    #[test]
    fn a_chain_is_a_link_for_each_arrow() {
        assert_eq!(
            links("Orders -> Bus → Ledger: files"),
            ["Orders -> Bus: files", "Bus -> Ledger: files"]
        );
        for line in ["a -> b: x", "no arrow", "a -> -> c", "-> b"] {
            assert_eq!(links(line), [line]);
        }
    }

    #[test]
    fn an_arrow_has_two_ends_and_maybe_a_label() {
        assert_eq!(
            arrow("Orders -> Ledger: nightly files"),
            Some(("Orders", "Ledger", "nightly files"))
        );
        assert_eq!(arrow("N-1→N-2"), Some(("N-1", "N-2", "")));
        assert_eq!(arrow("a -> b -> c"), None);
        assert_eq!(arrow("-> Ledger"), None);
        assert_eq!(arrow("Orders ->"), None);
        assert_eq!(arrow("no arrow"), None);
    }
}
