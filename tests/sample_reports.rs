//! The reports of the sample workshop in `exports/sample` are those that the program writes.

use std::path::Path;

use assert_cmd::cargo::cargo_bin_cmd;

const REPORTS: [&str; 3] = ["recommendation.md", "roadmap.md", "workshop.md"];

#[test]
fn the_reports_of_the_sample_are_up_to_date() {
    let place = tempfile::tempdir().expect("a folder for this test");
    for arguments in [
        ["sample", "s.flipchart"].as_slice(),
        &["export", "s.flipchart", "-o", "reports"],
    ] {
        cargo_bin_cmd!("flipchart")
            .current_dir(place.path())
            .env("FLIPCHART_DATA_DIR", place.path().join("data"))
            .env("FLIPCHART_CONFIG_DIR", place.path().join("config"))
            .args(arguments)
            .assert()
            .success();
    }
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("exports/sample");
    for report in REPORTS {
        let written = std::fs::read_to_string(place.path().join("reports").join(report))
            .expect("it was written");
        if std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1") {
            std::fs::write(kept.join(report), &written)
                .expect("the reports of the sample can be written");
        }
        let known = std::fs::read_to_string(kept.join(report)).unwrap_or_default();
        // The texts are long: say that they differ, not how.
        assert!(
            known == written,
            "exports/sample/{report} is stale: run the tests once with UPDATE_GOLDEN=1"
        );
    }
}

/// Words of the page with which a document opens, without where its links lead.
fn words_of_page_one(text: &str, next: &str) -> usize {
    let body = text.split_once("\n---\n").expect("front matter ends").1;
    let page = body.split_once(next).expect("page one ends").0;
    let pieces = page.split("](").enumerate().map(|(at, piece)| match at {
        0 => piece,
        _ => piece.split_once(')').map_or("", |(_, rest)| rest),
    });
    let read = |word: &&str| word.chars().any(char::is_alphanumeric);
    pieces
        .map(|piece| piece.split_whitespace().filter(read).count())
        .sum()
}

#[test]
fn page_one_fits_a_page() {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("exports/sample");
    let first = [
        "## The question",
        "## The plan in brief",
        "## How to read this document",
    ];
    for (report, next) in REPORTS.into_iter().zip(first) {
        let text = std::fs::read_to_string(kept.join(report)).expect("the sample is kept");
        let words = words_of_page_one(&text, next);
        assert!(
            (300..=660).contains(&words),
            "{report} opens with {words} words"
        );
    }
}
