//! Hostile texts: the Big List of Naughty Strings, and what it leaves out.

/// The list as it was published (MIT licence, in the file beside it).
const NAUGHTY: &str = include_str!("blns.json");

/// Every text of the corpus.
pub(crate) fn texts() -> Vec<String> {
    let list: Vec<String> = serde_json::from_str(NAUGHTY).expect("the list is JSON");
    let hidden = hidden().map(|c| format!("a{c}b"));
    let bare = hidden_ends();
    let fixed = FIXED.iter().map(|text| (*text).to_owned());
    list.into_iter()
        .filter(|text| !text.trim().is_empty())
        .chain(hidden)
        .chain(bare)
        .chain(fixed)
        .chain(large())
        .collect()
}

/// The texts with everything on one line, as a list that can be pasted.
#[allow(dead_code, reason = "one of the test programs pastes")]
pub(crate) fn lines() -> Vec<String> {
    let one_line = |text: String| text.replace(['\n', '\r'], " ");
    texts().into_iter().map(one_line).collect()
}

/// Characters that must reach nobody: controls, directions, what has no width, tags.
pub(crate) fn hidden() -> impl Iterator<Item = char> {
    const RANGES: [(u32, u32); 14] = [
        (0x00, 0x08),
        (0x0b, 0x1f),
        (0x7f, 0x9f),
        (0xad, 0xad),
        (0x61c, 0x61c),
        (0x180e, 0x180e),
        (0x200b, 0x200f),
        (0x2028, 0x202e),
        (0x2060, 0x206f),
        (0xfeff, 0xfeff),
        (0xfff9, 0xfffb),
        (0x1d173, 0x1d17a),
        (0xe0001, 0xe0001),
        (0xe0020, 0xe007f),
    ];
    RANGES
        .into_iter()
        .flat_map(|(first, last)| first..=last)
        .filter_map(char::from_u32)
}

/// Hidden characters that are left in a text; joiners between letters other than ASCII belong there.
pub(crate) fn left_in(text: &str) -> Vec<char> {
    let all: std::collections::BTreeSet<char> = hidden().collect();
    let letters: Vec<char> = text.chars().collect();
    let joined = |at: usize| {
        let wide = |place: Option<usize>| {
            place
                .and_then(|place| letters.get(place))
                .is_some_and(|c| !c.is_ascii())
        };
        wide(at.checked_sub(1)) && wide(Some(at + 1))
    };
    let stays = |at: usize| match letters[at] {
        '\u{200c}' | '\u{200d}' => joined(at),
        '\r' => letters.get(at + 1) == Some(&'\n'),
        _ => false,
    };
    (0..letters.len())
        .filter(|at| all.contains(&letters[*at]) && !stays(*at))
        .map(|at| letters[at])
        .collect()
}

/// The most dangerous of them at the ends of a text, where cutting and trimming meet them.
fn hidden_ends() -> Vec<String> {
    let ends = [
        '\u{1b}', '\u{9b}', '\u{202e}', '\u{200b}', '\u{2066}', '\u{feff}', '\u{0}',
    ];
    let at_ends = ends.into_iter();
    at_ends
        .flat_map(|c| {
            [
                format!("{c}x"),
                format!("x{c}"),
                c.to_string(),
                format!("👩{c}‍💻"),
            ]
        })
        .collect()
}

/// Texts that are long, high or both.
fn large() -> Vec<String> {
    vec![
        "x".repeat(20_000),
        "漢".repeat(3_000),
        "word ".repeat(3_000),
        format!("e{}", "\u{301}".repeat(500)),
        format!("Z{}A", "\u{489}\u{334}\u{33f}".repeat(200)),
        "👩‍👩‍👧‍👦".repeat(200),
        "🏳️‍🌈👩🏿‍🚀".repeat(100),
        "(".repeat(2_000),
        "`".repeat(999),
        "[".repeat(999),
        "> ".repeat(500),
        "|".repeat(500),
        format!("👩{}", "\u{fe0f}".repeat(300)),
        "\u{202e}\u{2066}".repeat(300),
    ]
}

/// What steers a terminal, a spreadsheet, a page or a tool that reads Markdown.
const FIXED: &[&str] = &[
    "\u{1b}]0;stolen\u{7}",
    "\u{1b}]2;stolen\u{1b}\\",
    "\u{9d}2;stolen\u{9c}",
    "\u{1b}]52;c;c3RvbGVu\u{7}",
    "\u{1b}]8;;https://example.org\u{7}link\u{1b}]8;;\u{7}",
    "\u{1b}[2J\u{1b}[3J\u{1b}c",
    "\u{1b}[?1049l\u{1b}[?2004l\u{1b}[?25h",
    "\u{1b}[?1000h\u{1b}[?1006h",
    "\u{1b}[201~after the paste",
    "\u{1b}[6n\u{1b}[c\u{1b}[21t",
    "\u{1b}P$q\"p\u{1b}\\",
    "\u{1b}_Gf=24\u{1b}\\",
    "\u{1b}[31;5;8mred\u{9b}7m",
    "\u{1b}(0lqk\u{e}\u{f}",
    "a\u{8}\u{8}b\rc\u{c}d\u{b}e",
    "over\rwritten",
    "two\r\nlines\n\nand three",
    "\u{202e}gnp.exe\u{202c}",
    "\u{2066}\u{2067}\u{2068}\u{2069}",
    "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
    "👩\u{fe0f}\u{fe0e}\u{e0100}\u{e0101}",
    "שלום עולם, hello (מרחבא)",
    "مرحبا بالعالم ١٢٣ abc",
    "می‌خواهم क्‍ष",
    "\u{3164}\u{115f}\u{ffa0}\u{2800}",
    "=1+1",
    "+1",
    "-2+3",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "=cmd|' /C calc'!A0",
    "'=1",
    "\u{200b}=1+1",
    "\"=1",
    ",=1",
    ";=1",
    "=HYPERLINK(\"https://example.org\")",
    "# heading",
    "Setext\n===",
    "    code",
    "| a | b |\n| - | - |",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<!-- comment",
    "<![CDATA[",
    "<?php",
    "&lt;script&gt; &#x3c;b&#62; &colon;",
    "[x](javascript:alert(1))",
    "![x](https://example.org/p.png)",
    "[x]: javascript:alert(1)",
    "[^1]: note",
    "[^1]",
    "<javascript:alert(1)>",
    "<mailto:a@b.c>",
    "https://example.org/?a=1&b=2 www.example.org ftp://x",
    "@everyone @org/team #1 GH-1",
    "> [!WARNING]\n> x",
    ":::danger",
    "- [x] done",
    "1. one\n2. two",
    "***\n---\n___",
    "$$x$$ $`x`$ ^a^ ~b~ ==c== ++d++",
    "```mermaid\ngraph TD\n```",
    "~~~\n~~~",
    "\\",
    "\\\\|",
    "{{ 7 * 7 }}{% raw %}{# x #}",
    "%%{init: {}}%%",
    "<br/><details><summary>",
    "*a* _b_ **c** __d__ ~~e~~ `f`",
    "term\n: definition",
    "---\ntitle: x\n---",
];
