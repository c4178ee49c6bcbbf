//! Words that look like a marker and stay text: each says why.

use super::*;

/// The words that look like a marker and stay text, with why.
fn missed(line: &str, sheet: &str) -> String {
    let missed = read(line, sheet).missed.into_iter();
    let told = missed.map(|missed| format!("{}: {}", missed.word, missed.why));
    told.collect::<Vec<_>>().join("; ")
}

#[test]
fn what_looks_like_a_marker_and_stays_text_says_why() {
    const MISSED: [[&str; 3]; 14] = [
        ["w:X", "line-items", "a level is L, M or H"],
        ["w:operation=Q", "line-items", "a level is L, M or H"],
        [
            "w:zzz=H",
            "line-items",
            "\"zzz\" is no later block, or more than one",
        ],
        ["w:H", "actions", "no column of Actions takes it"],
        ["w:H w:M", "line-items", "it says nothing new"],
        ["due:someday", "actions", "a date is fri, +5d or 2026-12-01"],
        ["due:fri", "line-items", "no column of Line items takes it"],
        ["due:fri due:mon", "actions", "it is 2026-11-27 already"],
        ["!z", "assumptions", "a level is L, M or H"],
        ["!h", "line-items", "no column of Line items takes it"],
        ["time:never", "assumptions", "it is one of now, 3 months, "],
        ["takes:long", "plan", "a duration is 5d, 2w, 4h or 2d/3d/8d"],
        ["@lena @jo", "line-items", "it is Lena Ortiz already"],
        ["@\"Platform", "line-items", "the name has no second quote"],
    ];
    for [words, sheet, why] in MISSED {
        let last = words.split(' ').next_back().unwrap();
        let told = missed(&format!("x {words}, and more"), sheet);
        assert!(told.starts_with(&format!("{last}: {why}")), "{told}");
    }
}

#[test]
fn what_is_text_like_any_other_or_was_understood_is_not_missed() {
    for line in [
        "!important",
        "why? because",
        "@lena's idea",
        "#1",
        "st://x",
        "note: x",
        "x !h @jo time:3m",
    ] {
        assert_eq!(missed(line, "assumptions"), "", "{line}");
    }
}
