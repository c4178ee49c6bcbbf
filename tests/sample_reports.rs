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
