//! Text on a screen: width in columns, cutting, wrapping, and marks in place of what must not be drawn.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::document::{Clean, is_clean, may_join};

/// Puts signs in the place of what hides; a joiner right before byte `open` may still get what it joins.
pub(crate) fn settle(text: &mut String, open: usize) {
    if is_clean(text) {
        return;
    }
    let (before, after) = text.split_at(open);
    let mut letters = before.chars();
    let last = letters.next_back();
    let head = letters.as_str();
    *text = match last.filter(|last| may_join(letters.next_back(), *last)) {
        Some(waits) => format!("{}{waits}{}", Clean::kept(head), Clean::kept(after)),
        None => Clean::kept(&**text).into_owned(),
    };
}

/// The text as it may be drawn on one line.
pub(crate) fn shown(text: &str) -> Clean<'_> {
    Clean::on_one_line(text)
}

/// Text from the keyboard or the clipboard as it is kept in a field of one line: blanks for line breaks and tabs.
pub(crate) fn one_line(text: &str) -> String {
    let text = text.trim_end_matches(['\r', '\n']);
    Clean::kept(text).replace(['\n', '\t'], " ")
}

/// Text from the keyboard or the clipboard as it is kept in a field of several lines.
pub(crate) fn many_lines(text: &str) -> String {
    Clean::kept(text).replace('\t', " ")
}

/// True for printable characters that take one column each, whatever stands beside them: nearly all of a screen.
pub(crate) fn is_plain(text: &str) -> bool {
    text.chars().all(|letter| {
        matches!(letter,
            ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{17f}'
            | '–' | '—' | '‖' | '‘'..='”' | '•' | '…' | '‹' | '›' | '←'..='↓' | '─'..='▟'
            | '■' | '▣' | '▲' | '▶' | '▸' | '▼' | '◆' | '◇' | '○' | '●' | '✓' | '✗')
    })
}

/// Columns that the text takes on a terminal.
pub(crate) fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    if is_plain(text) {
        return text.chars().count();
    }
    text.graphemes(true).map(UnicodeWidthStr::width).sum()
}

/// The text in at most `columns` columns; what is cut off becomes `ellipsis`.
pub(crate) fn fit<'t>(text: &'t str, columns: usize, ellipsis: &str) -> Cow<'t, str> {
    if (text.is_ascii() && text.len() <= columns) || width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let room = columns.saturating_sub(width(ellipsis));
    let mut cut = String::new();
    if is_plain(text) {
        cut.extend(text.chars().take(room));
    } else {
        let mut used = 0;
        for cluster in text.graphemes(true) {
            used += UnicodeWidthStr::width(cluster);
            if used > room {
                break;
            }
            cut.push_str(cluster);
        }
    }
    if columns > 0 {
        cut.truncate(cut.trim_end().len());
        cut.push_str(ellipsis);
    }
    Cow::Owned(cut)
}

/// The texts in at most `columns` columns; those that would be cut alike lose their middle, not what differs.
pub(crate) fn told_apart(texts: &[&str], columns: usize) -> Vec<String> {
    let texts: Vec<Clean<'_>> = texts.iter().map(|text| shown(text)).collect();
    let cut: Vec<Cow<'_, str>> = texts.iter().map(|text| fit(text, columns, MORE)).collect();
    let apart = texts.iter().zip(&cut).enumerate().map(|(at, (text, own))| {
        let others = texts.iter().zip(&cut).enumerate();
        let alike = others.filter(|(other, (_, cut))| *other != at && *cut == own);
        let common = alike.map(|(_, (other, _))| common_words(text, other)).min();
        let Some((before, after)) = common.and_then(|end| text.split_at_checked(end)) else {
            return own.to_string();
        };
        // The end has what the beginning leaves, and at least half.
        let room = columns.saturating_sub(width(after)).max(columns / 2);
        let head = fit(before, room, MORE);
        let tail = fit(after, columns.saturating_sub(width(&head)), MORE);
        format!("{head}{tail}")
    });
    apart.collect()
}

/// The bytes with which two texts begin alike, up to the end of a word.
fn common_words(one: &str, other: &str) -> usize {
    let letters = one.char_indices().zip(other.chars());
    let differs = letters.into_iter().find(|((_, a), b)| a != b);
    let end = differs.map_or(one.len().min(other.len()), |((at, _), _)| at);
    let common = one.get(..end).unwrap_or_default();
    common.rfind(' ').map_or(0, |at| at + 1)
}

/// The text with a capital letter.
pub(crate) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// The text in lines of at most `columns` columns, broken at blanks where it can be; at most `lines` of them.
///
/// Where more would follow, the last line ends with a mark.
pub(crate) fn wrap(text: &str, columns: usize, lines: usize) -> Vec<String> {
    let columns = columns.max(1);
    let mut all = Vec::new();
    for paragraph in text.split('\n') {
        wrap_paragraph(&shown(paragraph), columns, lines, &mut all);
        if all.len() > lines {
            break;
        }
    }
    if all.len() > lines {
        all.truncate(lines);
        if let Some(last) = all.last_mut() {
            if width(last) < columns {
                last.push_str(MORE);
            } else {
                *last = fit(&format!("{last} "), columns, MORE).into_owned();
            }
        }
    }
    all
}

/// In place of what does not fit any more; a theme without Unicode shows its own sign for it.
pub(crate) const MORE: &str = "…";

/// Breaks one paragraph; stops as soon as there is a line too many.
fn wrap_paragraph(text: &str, columns: usize, lines: usize, into: &mut Vec<String>) {
    let mut line = String::new();
    let mut used = 0;
    for word in pieces(text) {
        let wide = width(word.trim_end());
        if used + wide > columns && used > 0 {
            into.push(std::mem::take(&mut line).trim_end().to_owned());
            used = 0;
        }
        if into.len() > lines {
            return;
        }
        if wide <= columns {
            line.push_str(word);
            used += width(word);
            continue;
        }
        for cluster in word.graphemes(true) {
            let wide = UnicodeWidthStr::width(cluster);
            if used + wide > columns {
                into.push(std::mem::take(&mut line));
                used = 0;
            }
            if into.len() > lines {
                return;
            }
            line.push_str(cluster);
            used += wide;
        }
    }
    into.push(line.trim_end().to_owned());
}

/// The pieces between which a line may be broken: words with the blanks behind them, and single signs of
/// scripts that write without blanks.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<&str> = None;
    for (at, cluster) in text.grapheme_indices(true) {
        let blank = |one: &str| one.trim().is_empty();
        let dense = |one: &str| width(one) > 1 && one.chars().all(char::is_alphanumeric);
        let breaks = before.is_some_and(|before| {
            (blank(before) && !blank(cluster))
                || (dense(cluster) && (dense(before) || closes(before)))
        });
        if breaks {
            pieces.extend(text.get(start..at));
            start = at;
        }
        before = Some(cluster);
    }
    pieces.extend(text.get(start..).filter(|rest| !rest.is_empty()));
    pieces
}

/// Signs after which a script without blanks may go on in the next line.
fn closes(cluster: &str) -> bool {
    matches!(cluster, "。" | "、" | "，" | "！" | "？" | "）" | "」")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::HIDDEN;

    #[test]
    fn nothing_hidden_is_drawn() {
        let hostile = "a\u{1b}[31mb\u{202e}c\u{200b}d\u{200d}e\nf\u{9b}g\u{e0041}";
        assert_eq!(&*shown(hostile), "a␛[31mb␦c␦d␦e␤f␦g␦");
        assert_eq!(
            &*shown("Zürich 東京 e\u{301} 👩"),
            "Zürich 東京 e\u{301} 👩"
        );
    }

    #[test]
    fn what_is_plain_takes_a_column_whatever_stands_beside_it() {
        let plain: Vec<String> = ('\0'..=char::MAX)
            .map(String::from)
            .filter(|letter| is_plain(letter))
            .collect();
        assert!(plain.len() > 400);
        for letter in &plain {
            assert_eq!(UnicodeWidthStr::width(&**letter), 1, "{letter}");
            assert_eq!(&*shown(letter), letter);
        }
        let (all, turned) = (
            plain.concat(),
            plain.iter().rev().cloned().collect::<String>(),
        );
        for text in [all, turned] {
            assert_eq!(text.graphemes(true).count(), plain.len());
            assert_eq!(
                text.graphemes(true)
                    .map(UnicodeWidthStr::width)
                    .sum::<usize>(),
                width(&text)
            );
        }
        assert!(
            !is_plain("e\u{301}") && !is_plain("東") && !is_plain("👩‍💻") && !is_plain("☎\u{fe0e}")
        );
    }

    #[test]
    fn joiners_stay_where_they_join() {
        for whole in [
            "👩‍💻",
            "👩🏽‍💻",
            "❤️‍🔥",
            "👨‍👩‍👧",
            "می‌خواهم",
            "क्‍ष",
            "☎\u{fe0e}",
            "辻\u{e0100}",
        ] {
            for text in [
                shown(whole).into_owned(),
                one_line(whole),
                many_lines(whole),
            ] {
                assert_eq!(text, whole);
            }
            assert_eq!(typed_alone(whole), whole);
        }
        for hidden in ["a\u{200d}\u{301}", "👩\u{200d}", "\u{200d}👩", "a\u{200c}b"] {
            assert!(shown(hidden).contains(HIDDEN), "{hidden:?}");
        }
        assert_eq!(one_line("Daten\u{ad}bank"), "Datenbank");
        assert_eq!(&*shown("Daten\u{ad}bank"), "Daten␦bank");
    }

    /// The text typed a character at a time, as a terminal without bracketed paste sends it.
    fn typed_alone(text: &str) -> String {
        let mut line = crate::tui::line::Line::default();
        for c in text.chars() {
            line.insert(c.encode_utf8(&mut [0; 4]));
        }
        line.text().to_owned()
    }

    #[test]
    fn a_pasted_line_break_is_a_blank_in_a_line_and_kept_in_a_text() {
        assert_eq!(one_line("a\r\nb\tc\n"), "a b c");
        assert_eq!(many_lines("a\r\nb\rc"), "a\nb\nc");
    }

    #[test]
    fn cutting_counts_columns() {
        assert_eq!(fit("東京都", 6, "…"), "東京都");
        assert_eq!(fit("東京都", 5, "…"), "東京…");
        assert_eq!(fit("abcdef", 4, "…"), "abc…");
        assert_eq!(fit("ab", 0, "…"), "");
    }

    #[test]
    fn what_would_be_cut_alike_is_told_apart() {
        let gaps = [
            "Gaps of the recommended solution for production, read out",
            "Gaps of the recommended solution for pre-production, read out",
            "High-level plan: steps, each with a duration",
            "Scores",
        ];
        let told = [
            "Gaps of the…production,…",
            "Gaps of the…pre-product…",
            "High-level plan: steps,…",
            "Scores",
        ];
        assert_eq!(told_apart(&gaps, 24), told);
        assert_eq!(told_apart(&["same", "same"], 3), ["sa…", "sa…"]);
        assert_eq!(told_apart(&gaps, 80), gaps);
    }

    #[test]
    fn wrapping_breaks_at_blanks_and_long_words_anywhere() {
        assert_eq!(
            wrap("one two three", 7, 9),
            ["one two", "three"].map(str::to_owned)
        );
        assert_eq!(
            wrap("abcdefgh", 3, 9),
            ["abc", "def", "gh"].map(str::to_owned)
        );
        assert_eq!(wrap("a\nb", 3, 9), ["a", "b"].map(str::to_owned));
        assert_eq!(wrap("one two three", 7, 1), ["one tw…"].map(str::to_owned));
        assert_eq!(wrap("one two three", 8, 1), ["one two…"].map(str::to_owned));
        assert_eq!(
            wrap("WP-1 (Landing zone) ends", 6, 9),
            ["WP-1", "(Landi", "ng", "zone)", "ends"].map(str::to_owned)
        );
        assert_eq!(
            wrap("東京都、大阪", 6, 9),
            ["東京", "都、大", "阪"].map(str::to_owned)
        );
        assert_eq!(wrap(&"x".repeat(100_000), 5, 3).len(), 3);
    }
}
