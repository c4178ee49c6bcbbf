//! What `flipchart score` says to decisions that are no decisions: a sentence that helps, with the line where
//! a file is wrong, and never a winner that nobody chose.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use assert_cmd::cargo::cargo_bin_cmd;
use serde_json::Value;

/// A decision of rows such as `"HM?-"` with a weight for each column, one table a line.
fn decision(rows: &[&str], weights: &[&str]) -> String {
    let mut lines: Vec<String> = Vec::new();
    for option in 0..rows.len() {
        lines.push(format!("[[option]]\nid = \"o{option}\""));
    }
    for (column, weight) in weights.iter().enumerate() {
        lines.push(format!(
            "[[criterion]]\nid = \"c{column}\"\nweight = {weight}"
        ));
    }
    for (option, row) in rows.iter().enumerate() {
        for (column, level) in row.chars().enumerate() {
            lines.push(format!(
                "[[score]]\noption = \"o{option}\"\ncriterion = \"c{column}\"\nlevel = \"{level}\""
            ));
        }
    }
    lines.join("\n") + "\n"
}

/// Exit code, standard output and standard error of a run on a file with this text.
fn run(text: &str, arguments: &[&str]) -> (i32, String, String) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("d.toml"), text).unwrap();
    let output = cargo_bin_cmd!("flipchart")
        .current_dir(folder.path())
        .env("FLIPCHART_DATA_DIR", folder.path().join("data"))
        .env("FLIPCHART_CONFIG_DIR", folder.path().join("config"))
        .args(["score", "d.toml"])
        .args(arguments)
        .output()
        .unwrap();
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

/// The message of a refusal, the same for people and for programs, with nothing on standard output.
fn refused(text: &str) -> String {
    let (code, out, error) = run(text, &[]);
    assert_eq!((code, out.as_str()), (1, ""), "{error}");
    assert_eq!(run(text, &["--json"]), (code, out, error.clone()));
    assert!(!error.contains("panicked"), "{error}");
    error
}

/// What is answered for people, and the one environment for programs.
fn answered(text: &str) -> (String, Value) {
    let (code, out, error) = run(text, &[]);
    assert_eq!((code, error.as_str()), (0, ""));
    assert!(!out.contains("NaN") && !out.contains("inf"), "{out}");
    let (_, json, _) = run(text, &["--json"]);
    let mut json: Value = serde_json::from_str(&json).unwrap();
    (out, json["environments"][0].take())
}

#[test]
fn weights_that_are_all_zero_are_refused_at_the_first_of_them() {
    let error = refused(&decision(&["HL", "LH"], &["0", "0.0"]));
    assert!(error.contains("d.toml:7: every weight is 0"), "{error}");
}

#[test]
fn every_weight_that_is_no_weight_is_named_with_its_line() {
    let error = refused(&decision(
        &["HLMH", "LHMH"],
        &["nan", "-3", "inf", "\"many\""],
    ));
    for (line, what) in [
        (7, "not a number"),
        (10, "-3"),
        (13, "not a number"),
        (16, "text"),
    ] {
        let found = error
            .lines()
            .find(|one| one.contains(&format!("d.toml:{line}:")));
        assert!(
            found.is_some_and(|one| one.contains(what)),
            "{line}: {error}"
        );
    }
}

#[test]
fn weights_that_no_sum_holds_are_refused_with_a_line() {
    let error = refused(&decision(&["HL", "LH"], &["1e300", "1e-300"]));
    assert!(
        error.contains("d.toml:7: the weights differ too much"),
        "{error}"
    );
}

#[test]
fn a_scale_that_does_not_rise_or_is_too_fine_is_refused_with_a_line() {
    let with = |scale: &str| {
        format!("[rubric]\nid = \"r\"\ntitle = \"R\"\n[rubric.scale]\n{scale}\n")
            + &decision(&["HL", "LH"], &["1", "2"])
    };
    for scale in [
        "L = 1\nM = 1\nH = 1",
        "L = 0\nM = 2\nH = 1",
        "L = 0\nM = nan\nH = 1",
    ] {
        assert!(refused(&with(scale)).contains("d.toml:"), "{scale}");
    }
    let error = refused(&with("L = 0\nM = 1e-300\nH = 1"));
    assert!(error.contains("d.toml:4: the scale"), "{error}");
    let (out, _) = answered(&with("L = 0\nM = 0.3333333333333333\nH = 1"));
    assert!(out.contains("M 0.3333333333333333"), "{out}");
}

#[test]
fn points_run_from_nothing_to_a_hundred_on_any_scale() {
    let head = "[rubric]\nid = \"r\"\ntitle = \"R\"\n[rubric.scale]\nL = 1\nM = 3\nH = 5\n";
    let (out, json) = answered(&(head.to_owned() + &decision(&["HM", "LH"], &["60", "40"])));
    assert!(out.contains("o0 scores 80.0 of 100"), "{out}");
    assert!(
        out.lines()
            .any(|line| line.contains("o0  ") && line.contains("80.0")),
        "{out}"
    );
    assert!(
        out.contains("L is worth 1, M 3, H 5; points run from 0"),
        "{out}"
    );
    assert_eq!(json["ranking"][0]["score_exact"], "21/5");
}

#[test]
fn thirteen_are_refused_at_the_thirteenth() {
    let error = refused(&decision(&["H"; 13], &["1"]));
    assert!(error.contains("d.toml:25: 13 options"), "{error}");
    let error = refused(&decision(&["HHHHHHHHHHHHH"], &["1"; 13]));
    assert!(error.contains("d.toml:39: 13 criteria"), "{error}");
}

#[test]
fn nothing_that_applies_is_refused_at_the_cell_that_says_so() {
    let error = refused(&decision(&["H-", "L-"], &["0", "5"]));
    assert!(
        error.contains("d.toml:18:") && error.contains("not applicable"),
        "{error}"
    );
}

#[test]
fn one_option_is_no_comparison_and_one_criterion_is_one() {
    let (out, json) = answered(&decision(&["HL"], &["1", "1"]));
    assert!(
        out.contains("the only option, so nothing was compared"),
        "{out}"
    );
    assert_eq!(json["flips"], Value::Array(Vec::new()));
    let (_, json) = answered(&decision(&["H", "M", "L"], &["3"]));
    let interval = &json["stability"][0];
    assert_eq!(
        (interval["low"].as_f64(), interval["high"].as_f64()),
        (Some(0.0), Some(1.0))
    );
    assert_eq!(interval["low_taken_by"], Value::Array(Vec::new()));
    assert_eq!(json["verdict"]["leader"], "o0");
}

#[test]
fn nothing_scored_and_all_equal_have_no_leader() {
    let (out, json) = answered(&decision(&["???", "???"], &["1", "2", "3"]));
    assert!(
        out.contains("No cell has been scored yet") && out.contains("Ask next"),
        "{out}"
    );
    assert_eq!(json["verdict"]["leader"], Value::Null);
    let (out, json) = answered(&decision(&["MM", "MM", "MM"], &["1", "2"]));
    assert!(out.contains("o0, o1 and o2 share first place"), "{out}");
    assert_eq!(
        (&json["verdict"]["leader"], &json["m_interval"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(json["stability"], Value::Array(Vec::new()));
}

#[test]
fn a_must_have_that_excludes_everyone_holds() {
    let text = decision(&["LH", "LM"], &["1\nmust_have = \"M\"", "1"]);
    let (out, json) = answered(&text);
    assert!(
        out.contains("Hold.") && out.contains("No option passes the must-haves"),
        "{out}"
    );
    assert!(out.contains("would rank 1 if waived"), "{out}");
    assert_eq!(json["verdict"]["leader"], Value::Null);
    assert_eq!(json["acceptability"], Value::Array(Vec::new()));
    assert!(
        json["ranking"]
            .as_array()
            .unwrap()
            .iter()
            .all(|one| one["rank"].is_null())
    );
}

#[test]
fn twelve_by_twelve_with_nothing_scored_is_answered() {
    let (out, json) = answered(&decision(&["????????????"; 12], &["1"; 12]));
    assert!(out.contains("0 of 144 cells scored"), "{out}");
    assert_eq!(json["possible_winners"].as_array().unwrap().len(), 12);
    for set in json["acceptability"].as_array().unwrap() {
        for option in set["options"].as_array().unwrap() {
            let ranks = option["ranks"].as_array().unwrap();
            let sum: f64 = ranks.iter().map(|share| share.as_f64().unwrap()).sum();
            assert!((sum - 1.0).abs() < 1e-9, "{option}");
        }
    }
}
