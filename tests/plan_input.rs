//! Plans that cannot be: each mistake is named with its line and what to do, and nothing changes.

use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use tempfile::TempDir;

/// Runs the program in a folder of its own.
fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::cargo_bin("flipchart")
        .expect("the program was built")
        .current_dir(folder)
        .env("FLIPCHART_DATA_DIR", folder.join("data"))
        .env("FLIPCHART_CONFIG_DIR", folder.join("config"))
        .args(arguments)
        .output()
        .expect("it runs")
}

/// What is said of a plan in a file of this name; it must be refused and print nothing else.
fn refusal(name: &str, plan: &str) -> String {
    let folder = TempDir::new().expect("a folder");
    std::fs::write(folder.path().join(name), plan).expect("it is written");
    let output = run(folder.path(), &["plan", name, "--json"]);
    let error = String::from_utf8(output.stderr).expect("text");
    assert_eq!(output.status.code(), Some(1), "{plan}\n{error}");
    assert!(output.stdout.is_empty(), "{plan}");
    error
}

/// A calendar and two packages; the second waits for the first.
const PLAN: &str = r#"[plan]
start = "2026-03-02"
holidays = ["2026-03-09"]

[[work_package]]
id = "WP-1"
duration = "3d"

[[work_package]]
id = "WP-2"
duration = { optimistic = "2d", likely = "3d", pessimistic = "8d" }
depends_on = ["WP-1"]
deadline = "2026-06-30"
"#;

#[test]
fn mistakes_of_a_data_file_have_their_line_and_a_remedy() {
    for (from, to, line, said, remedy) in [
        ("[\"WP-1\"]", "[\"WP-7\"]", 12, "WP-7", "did you mean"),
        ("\"WP-2\"", "\"WP-1\"", 10, "WP-1", "another id"),
        (
            "[\"WP-1\"]",
            "[\"WP-2\"]",
            12,
            "itself",
            "take the link out",
        ),
        ("\"3d\"", "\"-3d\"", 7, "-3d", "0 or more"),
        ("\"3d\"", "\"\"", 7, "duration", "write 3d"),
        ("\"3d\"", "\"3\"", 7, "\"3\"", "write 3d"),
        (
            "likely = \"3d\"",
            "likely = \"1d\"",
            11,
            "2d/1d/8d",
            "at most likely",
        ),
        (
            "likely = \"3d\"",
            "likely = \"9d\"",
            11,
            "2d/9d/8d",
            "at most pessimistic",
        ),
        (
            "optimistic = \"2d\"",
            "optimistic = \"1w\"",
            11,
            "1w/3d/8d",
            "at most likely",
        ),
        (
            "2026-06-30",
            "2026-02-27",
            13,
            "before the project starts",
            "correct one",
        ),
        ("2026-06-30", "2026-06-31", 13, "2026-06-31", "YYYY-MM-DD"),
        ("\"2026-06-30\"", "2026-06-31", 13, "", ""),
        ("2026-03-09", "2026-02-29", 3, "2026-02-29", "YYYY-MM-DD"),
        ("2026-03-02", "2026-13-02", 2, "2026-13-02", "YYYY-MM-DD"),
    ] {
        assert!(PLAN.contains(from));
        let error = refusal("p.toml", &PLAN.replacen(from, to, 1));
        assert!(error.contains(&format!("p.toml:{line}:")), "{to}: {error}");
        assert!(
            error.contains(said) && error.contains(remedy),
            "{to}: {error}"
        );
    }
}

#[test]
fn mistakes_of_a_csv_have_their_line_and_a_remedy() {
    let head = "id,title,duration,depends_on,milestone,deadline\nWP-1,One,3d,,,\n";
    for (row, said, remedy) in [
        ("WP-2,Two,3d,WP-7,,", "WP-7", "did you mean"),
        ("WP-1,Two,3d,,,", "WP-1", "another id"),
        ("WP-2,Two,3d,WP-2,,", "itself", "take the link out"),
        ("WP-2,Two,-3d,,,", "-3d", "none of them negative"),
        ("WP-2,Two,3d/2d/8d,,,", "3d/2d/8d", "in this order"),
        ("WP-2,Two,3d,,,2026-02-30", "2026-02-30", "YYYY-MM-DD"),
        ("WP-2,Two,3d,,perhaps,", "perhaps", "yes or no"),
    ] {
        let error = refusal("p.csv", &format!("{head}{row}\n"));
        assert!(error.contains("p.csv:3"), "{row}: {error}");
        assert!(
            error.contains(said) && error.contains(remedy),
            "{row}: {error}"
        );
    }
    let folder = TempDir::new().unwrap();
    let plan = format!("{head}M-1,Done,,WP-1,yes,\n");
    std::fs::write(folder.path().join("p.csv"), plan).unwrap();
    let output = run(folder.path(), &["plan", "p.csv"]);
    assert!(output.status.success(), "a milestone needs no duration");
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(!text.contains("no duration"), "{text}");
}

#[test]
fn an_export_of_a_plan_that_is_not_estimated_yet_is_a_plan_again() {
    let folder = TempDir::new().unwrap();
    let lines = "wp: Landing zone\nwp: Clusters\n";
    std::fs::write(folder.path().join("said.txt"), lines).unwrap();
    for arguments in [
        &["new", "w.flipchart"][..],
        &["import", "w.flipchart", "said.txt"],
        &["export", "w.flipchart", "-o", "out", "--format", "csv"],
    ] {
        let output = run(folder.path(), arguments);
        assert!(output.status.success(), "{arguments:?}: {output:?}");
    }
    let note =
        "Note: WP-1 (Landing zone) and WP-2 (Clusters) have no duration and are no milestones";
    for file in ["w.flipchart", "out/plan.csv"] {
        let output = run(folder.path(), &["plan", file]);
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(
            output.status.success() && text.contains(note),
            "{file}: {text}"
        );
    }
}

#[test]
fn holidays_that_leave_no_working_day_are_refused_wherever_they_are_read() {
    let begin = chrono::NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
    let days: Vec<String> = begin
        .iter_days()
        .take(400)
        .map(|day| format!("\"{day}\""))
        .collect();
    let plan = PLAN.replacen("\"2026-03-09\"", &days.join(", "), 1);
    let error = refusal("p.toml", &plan);
    assert!(
        error.contains("p.toml:3:") && error.contains("shorten the list"),
        "{error}"
    );

    let folder = TempDir::new().unwrap();
    run(folder.path(), &["new", "w.flipchart"]);
    let log = || run(folder.path(), &["log", "w.flipchart"]).stdout;
    let before = log();
    std::fs::write(folder.path().join("p.toml"), plan).unwrap();
    let output = run(folder.path(), &["import", "w.flipchart", "p.toml"]);
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        error.contains("p.toml:3:") && error.contains("shorten the list"),
        "{error}"
    );
    assert_eq!(log(), before, "nothing changed");
}

#[test]
fn every_mistake_is_named_at_once() {
    let plan = PLAN
        .replacen("\"3d\"", "\"-3d\"", 1)
        .replacen("[\"WP-1\"]", "[\"WP-9\"]", 1)
        .replacen("2026-03-09", "2026-02-29", 1);
    let error = refusal("p.toml", &plan);
    for line in [3, 7, 12] {
        assert!(error.contains(&format!("p.toml:{line}:")), "{error}");
    }
}

#[test]
fn the_register_of_an_export_is_a_plan_again() {
    let folder = TempDir::new().unwrap();
    run(folder.path(), &["sample", "s.flipchart"]);
    run(
        folder.path(),
        &["export", "s.flipchart", "-o", "out", "--format", "csv"],
    );
    let plan = |file: &str| -> serde_json::Value {
        serde_json::from_slice(&run(folder.path(), &["plan", file, "--json"]).stdout).unwrap()
    };
    let (workshop, register) = (plan("s.flipchart"), plan("out/plan.csv"));
    assert_eq!(
        workshop["work_packages"].as_array().unwrap().len(),
        register["work_packages"].as_array().unwrap().len()
    );
    assert!(register["finish_days"].as_f64().unwrap() > 50.0);
}

#[test]
fn people_read_what_is_nearly_critical_and_how_sure_each_deadline_is() {
    let folder = TempDir::new().unwrap();
    let plan = PLAN.replacen("[plan]\n", "[plan]\nnear_critical = \"1w\"\n", 1)
        + "\n[[work_package]]\nid = \"WP-3\"\nduration = \"2d\"\n";
    std::fs::write(folder.path().join("p.toml"), plan).unwrap();
    let output = run(
        folder.path(),
        &["plan", "p.toml", "--simulate", "500", "--seed", "3"],
    );
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.contains("Nearly critical, with at most 1w of slack: WP-3."),
        "{text}"
    );
    assert!(
        text.contains("The deadline of WP-2, 2026-06-30, is met in 100 of 100 runs."),
        "{text}"
    );
}
