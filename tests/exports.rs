//! The three documents of a small workshop: as they were agreed on, in the dialect, safe from any text.

#[path = "hostile/corpus.rs"]
mod corpus;
#[path = "exports/dialect.rs"]
mod dialect;
#[path = "exports/fixture.rs"]
mod fixture;
#[path = "exports/hostile.rs"]
mod hostile;
#[path = "hostile/markdown.rs"]
mod markdown;
#[path = "exports/naughty.rs"]
mod naughty;
#[path = "exports/other_formats.rs"]
mod other_formats;
#[path = "exports/recommendation.rs"]
mod recommendation;

use flipchart::exports::{Document, File, Format, Report, Templates, document, files};
use flipchart::workshop::State;

fn print(state: &State) -> Vec<(String, String)> {
    let marks = fixture::marks();
    let input = fixture::input(state, &marks);
    let files = files(&input, &[Format::Markdown], &[]).expect("it prints");
    files
        .into_iter()
        .map(|file| {
            let text = String::from_utf8(file.bytes().to_vec()).expect("it is text");
            (file.name().to_owned(), text)
        })
        .collect()
}

#[test]
fn the_documents_are_as_agreed() {
    for (name, state) in [("full", fixture::full()), ("empty", fixture::empty())] {
        for (file, text) in print(&state) {
            insta::assert_snapshot!(format!("{name}-{file}"), text);
        }
    }
}

#[test]
fn the_same_state_gives_the_same_bytes() {
    assert_eq!(print(&fixture::full()), print(&fixture::full()));
}

#[test]
fn what_is_off_the_record_or_removed_never_appears() {
    for (file, text) in print(&fixture::full()) {
        for hidden in ["OFF-THE-RECORD", "REMOVED", "LI-3", "LI-4"] {
            assert!(!text.contains(hidden), "{hidden} in {file}");
        }
    }
}

#[test]
fn every_document_keeps_to_the_dialect() {
    for state in [fixture::full(), fixture::empty()] {
        let printed = print(&state);
        dialect::check(&printed);
    }
}

#[test]
fn one_document_can_be_asked_for() {
    let (state, marks) = (fixture::full(), fixture::marks());
    let input = fixture::input(&state, &marks);
    let files = files(&input, &[Format::Markdown], &[Document::Roadmap]).expect("it prints");
    let names: Vec<&str> = files.iter().map(File::name).collect();
    assert_eq!(names, ["roadmap.md", "manifest.json"]);
}

#[test]
fn an_override_replaces_a_block_and_leaves_the_rest() {
    let (state, marks) = (fixture::full(), fixture::marks());
    let input = fixture::input(&state, &marks);
    let own =
        "{% extends 'builtin/recommendation.md.jinja' %}{% block page_one %}Ours.{% endblock %}";
    let overrides = [("recommendation.md.jinja".to_owned(), own.to_owned())].into();
    let templates = Templates::with_overrides(overrides).expect("the override is a template");
    let text =
        document(&Report::new(&input), Document::Recommendation, &templates).expect("it prints");
    assert!(
        text.contains("\nOurs.\n")
            && text.contains("## Evidence")
            && !text.contains("## Bottom line")
    );
}

#[test]
fn no_text_changes_the_structure_of_a_document() {
    let expected = print(&fixture::full());
    for text in hostile::TEXTS {
        let printed = print(&hostile::with(fixture::full(), text));
        if let Ok(folder) = std::env::var("FLIPCHART_HOSTILE_REPORTS") {
            keep(&folder, text, &printed);
        }
        dialect::check(&printed);
        for ((file, with), (_, without)) in printed.iter().zip(&expected) {
            if file != "manifest.json" {
                let (found, wanted) = (dialect::structure(with), dialect::structure(without));
                assert_eq!(found.headings, wanted.headings, "{file} with {text:?}");
                assert_eq!(found, wanted, "{file} with {text:?}");
            }
        }
    }
}

/// Writes hostile reports for the checks that need other programs.
fn keep(folder: &str, text: &str, printed: &[(String, String)]) {
    let number = hostile::TEXTS
        .iter()
        .position(|known| *known == text)
        .unwrap_or(0);
    let folder = std::path::Path::new(folder).join(number.to_string());
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    for (file, text) in printed {
        std::fs::write(folder.join(file), text).expect("the file can be written");
    }
}

fn recommendation(state: &State) -> String {
    let printed = print(state);
    dialect::check(&printed);
    printed
        .into_iter()
        .next()
        .expect("the recommendation comes first")
        .1
}

#[test]
fn the_headline_follows_from_the_verdict() {
    let cases = [
        // The service is best everywhere.
        (
            ["LHH", "HML", "MMM"],
            ["LHH", "HML", "MMM"],
            "**Approve: adopt Managed service as one platform for both production and pre-production.**",
        ),
        // Two are level everywhere.
        (
            ["MMM", "MMM", "HML"],
            ["MMM", "MMM", "HLL"],
            "For production and pre-production, investigate: Own cluster and Managed service share first place.",
        ),
        // Nothing passes the must-have of production.
        (
            ["LLH", "LLM", "MLM"],
            ["LHH", "HML", "MMM"],
            "For production, do not proceed: no option passes the must-haves; for pre-production, approve: adopt Managed service.",
        ),
        // Each environment has a choice of its own that is far ahead.
        (
            ["LHH", "HML", "HMM"],
            ["HLL", "HML", "LHH"],
            "For production, approve: adopt Managed service; for pre-production, approve: adopt Today's message bus.",
        ),
    ];
    for (production, pre_production, expected) in cases {
        let text = recommendation(&fixture::rescored(production, pre_production));
        assert!(text.contains(expected), "{expected}\n{text}");
    }
}

#[test]
fn a_loop_is_named_and_its_dates_are_withheld() {
    let printed = print(&fixture::with_dependency("WP-3", "WP-1"));
    dialect::check(&printed);
    let roadmap = &printed[1].1;
    assert!(
        roadmap.contains("## Loops") && roadmap.contains("Loop 1:"),
        "{roadmap}"
    );
    assert!(roadmap.contains("| withheld | withheld |"), "{roadmap}");
}

#[test]
fn references_from_elsewhere_have_anchors_too() {
    let printed = print(&fixture::with_odd_references());
    dialect::check(&printed);
    let roadmap = &printed[1].1;
    for heading in [
        "### Item infra\n",
        "### Item risks\n",
        "### Item WP-007\n",
        "### Entry 1\n",
    ] {
        assert!(roadmap.contains(heading), "{heading}{roadmap}");
    }
}
