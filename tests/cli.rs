//! The command line as a user meets it: a folder of its own, no terminal, exit codes and messages.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::PathBuf;
use std::process::Output;

use assert_cmd::cargo::cargo_bin_cmd;
use tempfile::TempDir;

/// A folder with its own configuration and data folders.
struct Place {
    folder: TempDir,
}

struct Ran {
    code: i32,
    out: String,
    error: String,
}

impl Place {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(arguments, "")
    }

    fn run_with(&self, arguments: &[&str], input: &str) -> Ran {
        let output: Output = cargo_bin_cmd!("flipchart")
            .current_dir(self.folder.path())
            .env("FLIPCHART_DATA_DIR", self.path("data"))
            .env("FLIPCHART_CONFIG_DIR", self.path("config"))
            .args(arguments)
            .write_stdin(input)
            .output()
            .unwrap();
        Ran {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            error: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Runs what must succeed, without a word on standard error.
    fn done(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!((ran.code, ran.error.as_str()), (0, ""), "{arguments:?}");
        ran.out
    }

    /// Runs what must be refused, and gives the message.
    fn refused(&self, code: i32, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!(ran.code, code, "{arguments:?}: {}{}", ran.out, ran.error);
        assert_eq!(ran.out, "", "{arguments:?}");
        assert!(!ran.error.contains("panicked"), "{}", ran.error);
        ran.error
    }

    fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.retain(|name| name != "data");
        names.sort();
        names
    }
}

#[test]
fn a_workshop_is_begun_filled_and_read() {
    let place = Place::new();
    let begun = place.done(&[
        "new",
        "w.flipchart",
        "--client",
        "Acme",
        "--date",
        "2026-11-10",
        "--date",
        "2026-11-12",
    ]);
    assert!(begun.contains("2 days, 15 blocks"), "{begun}");
    place.write(
        "notes.txt",
        "Nightly batch takes 6 h @Lena #batch w:H\nas: Ports can be opened !h @Bo\n",
    );
    let imported = place.done(&["import", "w.flipchart", "notes.txt", "--author", "Ada"]);
    assert!(imported.contains("2 records"), "{imported}");
    let log = place.done(&["log", "w.flipchart"]);
    assert!(log.lines().count() == 3 && log.contains("Ada"), "{log}");
    assert_eq!(
        place.names(),
        ["notes.txt", "w.flipchart"],
        "one file at rest"
    );
}

#[test]
fn lines_from_standard_input_are_acknowledged_one_by_one() {
    let place = Place::new();
    place.done(&["new", "w.flipchart"]);
    let ran = place.run_with(&["import", "w.flipchart", "-"], "first\n\nrisk: second\n");
    assert_eq!(
        (ran.code, ran.out.as_str()),
        (0, "saved LI-1\nsaved R-1\n"),
        "{}",
        ran.error
    );
}

#[test]
fn check_finds_what_is_open_with_exit_code_one() {
    let place = Place::new();
    place.done(&["new", "w.flipchart"]);
    let ran = place.run(&["check", "w.flipchart"]);
    assert_eq!((ran.code, ran.error.as_str()), (1, ""));
    assert!(ran.out.contains("Missing outputs"), "{}", ran.out);
    assert!(
        ran.out.contains("none of 35 cells is scored"),
        "{}",
        ran.out
    );
}

#[test]
fn what_is_no_workshop_is_refused_in_words() {
    let place = Place::new();
    place.write("text.flipchart", "not a database");
    std::fs::create_dir(place.path("folder.flipchart")).unwrap();
    place.done(&["new", "w.flipchart"]);
    for (arguments, words) in [
        (
            ["check", "missing.flipchart"].as_slice(),
            "missing.flipchart",
        ),
        (&["check", "text.flipchart"], "not a"),
        (&["check", "folder.flipchart"], "folder"),
        (&["new", "w.flipchart"], "already"),
        (&["new", "no/such/folder/w.flipchart"], "create it"),
        (
            &["new", "x.flipchart", "--playbook", "nope"],
            "eda-workshop",
        ),
        (&["new", "x.flipchart", "--start", "20:00"], "midnight"),
        (&["import", "w.flipchart", "gone.txt"], "gone.txt"),
        (&["import", "w.flipchart", "text.flipchart"], ".flipchart"),
    ] {
        let error = place.refused(1, arguments);
        assert!(error.contains(words), "{arguments:?}: {error}");
    }
    assert_eq!(
        place.names(),
        ["folder.flipchart", "text.flipchart", "w.flipchart"]
    );
}

#[test]
fn what_the_command_line_cannot_mean_is_usage() {
    let place = Place::new();
    for arguments in [
        ["new"].as_slice(),
        &["new", "w.flipchart", "--date", "2026-02-30"],
        &["new", "w.flipchart", "--start", "25:00"],
        &["plan", "w.flipchart", "--simulate", "0"],
        &["completions", "nosuchshell"],
        &["check"],
    ] {
        place.refused(2, arguments);
    }
    assert_eq!(place.names(), Vec::<String>::new());
}

#[test]
fn without_a_terminal_the_screen_is_never_started() {
    let place = Place::new();
    let home = place.refused(2, &[]);
    assert!(
        home.contains("no terminal") && home.contains("--help"),
        "{home}"
    );
    place.done(&["new", "w.flipchart"]);
    let file = place.refused(2, &["w.flipchart"]);
    assert!(file.contains("flipchart export w.flipchart"), "{file}");
    let slip = place.refused(2, &["chekc"]);
    assert!(
        slip.contains("no terminal") || slip.contains("flipchart check"),
        "{slip}"
    );
}

#[test]
fn playbooks_are_listed_shown_checked_and_begun() {
    let place = Place::new();
    assert!(place.done(&["playbook", "list"]).contains("streaming-coe"));
    assert!(
        place
            .done(&["playbook", "show", "eda-workshop"])
            .contains("12:00–12:45")
    );
    place.done(&["playbook", "new", "mine.toml"]);
    assert!(
        place
            .done(&["playbook", "check", "mine.toml"])
            .contains("without mistakes")
    );
    let broken = std::fs::read_to_string(place.path("mine.toml"))
        .unwrap()
        .replacen("kind = \"capture\"", "kind = \"captur\"", 1);
    place.write(
        "mine.toml",
        &broken.replacen("start = \"12:00\"", "start = \"11:00\"", 1),
    );
    let error = place.refused(1, &["playbook", "check", "mine.toml"]);
    assert!(
        error.contains("did you mean \"capture\"?") && error.contains("mine.toml:"),
        "{error}"
    );
    assert!(error.lines().count() >= 2, "all mistakes at once: {error}");
    assert_eq!(
        place
            .refused(1, &["new", "w.flipchart", "--playbook", "mine.toml"])
            .lines()
            .count(),
        error.lines().count()
    );
    place.refused(1, &["playbook", "new", "mine.toml"]);
}

#[test]
fn a_users_own_playbook_is_found_by_its_name() {
    let place = Place::new();
    std::fs::create_dir_all(place.path("config/playbooks")).unwrap();
    place.done(&[
        "playbook",
        "new",
        "config/playbooks/ours.toml",
        "--from",
        "streaming-coe",
    ]);
    assert!(place.done(&["playbook", "list"]).contains("ours"));
    assert!(
        place
            .done(&["new", "w.flipchart", "--playbook", "ours"])
            .contains("17 blocks")
    );
}

#[test]
fn wrong_settings_are_named_and_the_program_goes_on() {
    let place = Place::new();
    std::fs::create_dir(place.path("config")).unwrap();
    place.write("config/config.toml", "author = \"Ada\"\ntheem = \"dark\"\n");
    let ran = place.run(&["new", "w.flipchart"]);
    assert_eq!(ran.code, 0);
    assert!(
        ran.error.contains("config.toml:2:1") && ran.error.contains("`theme`"),
        "{}",
        ran.error
    );
    assert!(place.run(&["log", "w.flipchart"]).out.contains("Ada"));
}

#[test]
fn completions_and_manual_are_printed() {
    let place = Place::new();
    for shell in ["bash", "zsh", "fish"] {
        assert!(
            place.done(&["completions", shell]).contains("playbook"),
            "{shell}"
        );
    }
    let manual = place.done(&["man"]);
    for word in [".TH flipchart", "export", "simulate"] {
        assert!(manual.contains(word), "{word}");
    }
}

#[test]
fn people_come_from_a_list() {
    let place = Place::new();
    place.write("people.csv", "name,role\nAna Ortiz,Architect\n");
    place.done(&["new", "w.flipchart", "--people", "people.csv"]);
    place.write("bad.csv", "nmae\nAna\n");
    assert!(
        place
            .refused(1, &["new", "x.flipchart", "--people", "bad.csv"])
            .contains("bad.csv:1")
    );
}

const SCORES: &str = r#"
[[option]]
id = "a"
[[option]]
id = "b"
[[criterion]]
id = "cost"
direction = "lower-is-better"
weight = 25
[[criterion]]
id = "speed"
weight = 75
[[score]]
option = "a"
criterion = "cost"
level = "L"
[[score]]
option = "a"
criterion = "speed"
level = "H"
[[score]]
option = "b"
criterion = "cost"
level = "H"
[[score]]
option = "b"
criterion = "speed"
level = "?"
"#;

#[test]
fn a_data_file_is_scored_for_people_and_for_programs() {
    let place = Place::new();
    place.write("d.toml", SCORES);
    let text = place.done(&["score", "d.toml"]);
    assert!(
        text.contains("3 of 4 cells scored") && text.contains("0.0–75.0"),
        "{text}"
    );
    let json: serde_json::Value =
        serde_json::from_str(&place.done(&["score", "d.toml", "--json"])).unwrap();
    let first = &json["environments"][0];
    assert_eq!(
        (json["schema"].as_u64(), first["environment"].as_str()),
        (Some(1), Some(""))
    );
    assert_eq!(first["ranking"][0]["score_exact"], "1");
    assert_eq!(first["ranking"][1]["score"], serde_json::Value::Null);
    assert_eq!(first["necessary_winner"], "a");
    place.write(
        "bad.toml",
        &SCORES
            .replace("weight = 75", "weight = -1")
            .replace("level = \"?\"", "level = \"X\""),
    );
    let error = place.refused(1, &["score", "bad.toml"]);
    assert!(
        error.contains("bad.toml:12:") && error.contains("bad.toml:28:"),
        "{error}"
    );
    place.write(
        "zero.toml",
        &SCORES
            .replace("weight = 75", "weight = 0")
            .replace("weight = 25", "weight = 0"),
    );
    assert!(place.refused(1, &["score", "zero.toml"]).contains("weight"));
}

#[test]
fn one_option_is_no_choice_of_platforms_and_votes_say_how_far_they_agree() {
    let place = Place::new();
    let two = "[rubric]\nenvironments = [\"production\", \"pre-production\"]\n";
    let one =
        "[[option]]\nid = \"a\"\n[[criterion]]\nid = \"cost\"\n[[criterion]]\nid = \"speed\"\n";
    let vote = |criterion: &str, hands: &str| {
        format!(
            "[[vote]]\noption = \"a\"\nenvironment = \"production\"\ncriterion = \"{criterion}\"\n{hands}\n"
        )
    };
    let (cost, speed) = (vote("cost", "low = 4"), vote("speed", "high = 4"));
    place.write("d.toml", &format!("{two}{one}{cost}{speed}"));
    let text = place.done(&["score", "d.toml"]);
    assert!(
        text.contains(
            "\nWith one option there is no choice between one platform and several yet.\n"
        ),
        "{text}"
    );
    assert!(!text.contains("Splitting would gain"), "{text}");
    // Each score unanimous and the two apart: as far from chance as can be; one environment was voted on.
    assert_eq!(
        text.matches("\nThe room's votes on production agree to 100.0 of 100, where 100 is full agreement and 0 is what chance gives.\n")
            .count(),
        1,
        "{text}"
    );
    let same = vote("speed", "low = 4");
    place.write("same.toml", &format!("{two}{one}{cost}{same}"));
    let text = place.done(&["score", "same.toml"]);
    let all = "\nThe room's votes on production all agree: everybody said the same.\n";
    assert!(text.contains(all), "{text}");
    let json: serde_json::Value =
        serde_json::from_str(&place.done(&["score", "d.toml", "--json"])).unwrap();
    let verdict = &json["environments"][0]["verdict"];
    assert_eq!(verdict["leader"], serde_json::Value::Null);
    let why = verdict["reasons"][0].as_str().unwrap();
    assert!(why.contains("is the only option"), "{why}");
}

const PLAN: &str = r#"
[plan]
start = "2026-11-30"
[[work_package]]
id = "WP-0"
title = "Network"
duration = "2d"
[[work_package]]
id = "WP-2"
duration = { optimistic = "2d", likely = "3d", pessimistic = "8d" }
[[work_package]]
id = "WP-1"
title = "Provision clusters"
duration = "3d"
depends_on = [ "WP-0", { on = "WP-2", kind = "SS", lag = "1d", why = "needs its network" } ]
owner = "Platform team"
environment = "production"
"#;

#[test]
fn a_data_file_is_scheduled_for_people_and_for_programs() {
    let place = Place::new();
    place.write("p.toml", PLAN);
    let text = place.done(&["plan", "p.toml", "--simulate", "100"]);
    assert!(
        text.contains("2026-12-04") && text.contains("Simulated 100 times"),
        "{text}"
    );
    let json: serde_json::Value =
        serde_json::from_str(&place.done(&["plan", "p.toml", "--json"])).unwrap();
    assert_eq!(json["finish_days"], 5.0);
    assert_eq!(json["critical"], serde_json::json!(["WP-0", "WP-1"]));
    assert_eq!(json["simulation"], serde_json::Value::Null);
    place.write(
        "p.csv",
        "id,duration,depends_on\nWP-0,2d,\nWP-2,3d,\nWP-1,3d,WP-0; WP-2 SS+1d\n",
    );
    let csv: serde_json::Value =
        serde_json::from_str(&place.done(&["plan", "p.csv", "--json"])).unwrap();
    assert_eq!(
        (&csv["finish_days"], &csv["start"]),
        (&json["finish_days"], &serde_json::Value::Null)
    );
}

#[test]
fn a_cycle_is_told_beside_what_can_be_computed() {
    let place = Place::new();
    place.write(
        "p.toml",
        &PLAN.replace(
            "duration = \"2d\"",
            "duration = \"2d\"\ndepends_on = [\"WP-1\"]",
        ),
    );
    let ran = place.run(&["plan", "p.toml", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((ran.code, ran.error.as_str()), (1, ""));
    assert_eq!(json["cycles"], serde_json::json!([["WP-0", "WP-1"]]));
    assert_eq!(json["work_packages"][1]["earliest_finish"], 3.0);
    assert_eq!(place.run(&["plan", "p.toml"]).code, 1);
}

#[test]
fn without_a_start_date_days_are_counted_from_1_for_people_and_are_times_for_programs() {
    let place = Place::new();
    place.write(
        "p.toml",
        "[[work_package]]\nid = \"A\"\nduration = \"3d\"\n\
         [[work_package]]\nid = \"B\"\nduration = \"4h\"\ndepends_on = [\"A\"]\n",
    );
    let text = place.done(&["plan", "p.toml"]);
    let row = |id: &str| {
        let found = text.lines().find(|line| line.contains(&format!(" {id} ")));
        let words = found.unwrap_or_default().split_whitespace();
        words.skip(2).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(row("A"), ["3", "1", "3", "0"], "{text}");
    assert_eq!(row("B"), ["0.5", "4", "4", "0", "A"], "{text}");
    assert!(
        text.contains("Without a start date, days are working days, counted from 1.\n"),
        "{text}"
    );
    let loop_of_two = "[[work_package]]\nid = \"A\"\nduration = \"1d\"\ndepends_on = [\"B\"]\n\
                       [[work_package]]\nid = \"B\"\nduration = \"1d\"\ndepends_on = [\"A\"]\n";
    place.write("loop.toml", loop_of_two);
    let ran = place.run(&["plan", "loop.toml"]);
    assert_eq!(ran.out.matches("in a cycle").count(), 2, "{}", ran.out);
    assert!(
        !ran.out.contains("counted from 1"),
        "no day is told: {}",
        ran.out
    );
    let json: serde_json::Value =
        serde_json::from_str(&place.done(&["plan", "p.toml", "--json"])).unwrap();
    let times = &json["work_packages"][1];
    assert_eq!(times["earliest_start"], 3.0);
    assert_eq!(times["earliest_finish"], 3.5);
}

#[test]
fn a_wrong_plan_names_its_lines() {
    let place = Place::new();
    for (from, to, line, word) in [
        ("\"WP-0\", {", "\"WP-9\", {", 15, "WP-9"),
        ("id = \"WP-2\"", "id = \"WP-0\"", 9, "WP-0"),
        ("on = \"WP-2\"", "on = \"WP-1\"", 15, "itself"),
        ("duration = \"3d\"", "duration = \"-3d\"", 14, "-3d"),
        (
            "optimistic = \"2d\"",
            "optimistic = \"4d\"",
            10,
            "optimistic",
        ),
        (
            "start = \"2026-11-30\"",
            "start = \"2026-02-30\"",
            3,
            "2026-02-30",
        ),
        (
            "owner = ",
            "deadline = \"2026-11-01\"\nowner = ",
            16,
            "2026-11-01",
        ),
    ] {
        place.write("p.toml", &PLAN.replacen(from, to, 1));
        let error = place.refused(1, &["plan", "p.toml"]);
        assert!(error.contains(word), "{to}: {error}");
        assert!(error.contains(&format!("p.toml:{line}")), "{to}: {error}");
    }
    place.write(
        "p.toml",
        &PLAN.replacen("[plan]\n", "[plan]\nworking_days = []\n", 1),
    );
    assert!(
        place
            .refused(1, &["plan", "p.toml"])
            .contains("p.toml:3:16")
    );
}

#[test]
fn votes_that_are_imported_once_more_are_said_to_be_further_rounds() {
    let place = Place::new();
    place.done(&["new", "w.flipchart"]);
    let vote = "[[vote]]\noption = \"aws-msk\"\ncriterion = \"cost\"\nenvironment = \"production\"\nmedium = 3\n";
    place.write("v.toml", vote);
    let first = place.done(&["import", "w.flipchart", "v.toml"]);
    assert!(!first.contains("further"), "{first}");
    let again = place.done(&["import", "w.flipchart", "v.toml"]);
    assert!(
        again.contains("1 cell had been voted on already") && again.contains("further round"),
        "{again}"
    );
}

#[test]
fn a_partial_file_is_imported_as_one_entry_or_not_at_all() {
    let place = Place::new();
    place.done(&["new", "w.flipchart"]);
    place.write("p.toml", PLAN);
    let imported = place.done(&["import", "w.flipchart", "p.toml"]);
    assert!(imported.contains("3 records"), "{imported}");
    assert_eq!(place.done(&["log", "w.flipchart"]).lines().count(), 3);
    let json: serde_json::Value =
        serde_json::from_str(&place.done(&["plan", "w.flipchart", "--json"])).unwrap();
    assert_eq!(json["finish"], "2026-12-04");
    let again = place.refused(1, &["import", "w.flipchart", "p.toml"]);
    assert!(
        again.contains("p.toml:5") && again.contains("WP-0"),
        "{again}"
    );
    place.write("bad.toml", "[[record]]\nsheet = \"line-itmes\"\ntext = \"x\"\n[[record]]\nsheet = \"line-items\"\nowner = 3\n");
    let bad = place.refused(1, &["import", "w.flipchart", "bad.toml"]);
    assert!(
        bad.contains("line-items") && bad.lines().count() >= 2,
        "{bad}"
    );
    assert_eq!(
        place.done(&["log", "w.flipchart"]).lines().count(),
        3,
        "nothing changed"
    );
}

#[test]
fn a_register_comes_from_csv() {
    let place = Place::new();
    place.done(&["new", "w.flipchart"]);
    place.write(
        "risks.csv",
        "text,likelihood,owner\nKey person leaves,H,Bo\n",
    );
    place.done(&["import", "w.flipchart", "risks.csv"]);
    place.write("people.csv", "a,b\n");
    assert!(
        place
            .refused(1, &["import", "w.flipchart", "people.csv"])
            .contains("people")
    );
    place.write("latin.txt", "x");
    std::fs::write(place.path("latin.txt"), [0x63, 0xe9, 0x0a]).unwrap();
    assert!(
        place
            .refused(1, &["import", "w.flipchart", "latin.txt"])
            .contains("UTF-8")
    );
}

#[test]
fn the_sample_is_exported_whole_and_again() {
    let place = Place::new();
    place.done(&["sample", "s.flipchart"]);
    let wrote = place.done(&["export", "s.flipchart"]);
    assert!(
        wrote.contains("recommendation.md") && wrote.contains("manifest.json"),
        "{wrote}"
    );
    let first = std::fs::read(place.path("s-report/workshop.md")).unwrap();
    place.done(&["export", "s.flipchart", "-o", "again", "--only", "workshop"]);
    assert_eq!(
        std::fs::read(place.path("again/workshop.md")).unwrap(),
        first
    );
    assert!(!place.path("again/roadmap.md").exists());
    place.refused(2, &["export", "s.flipchart", "--only", "nothing"]);
    place.refused(2, &["export", "s.flipchart", "--format", "docx"]);
    let error = place.refused(1, &["export", "s.flipchart", "-o", "no/such/folder"]);
    assert!(error.contains("create it first"), "{error}");
    let error = place.refused(1, &["export", "s.flipchart", "--at", "no such mark"]);
    assert!(error.contains("no such mark"), "{error}");
    assert_eq!(place.names(), ["again", "s-report", "s.flipchart"]);
}

#[test]
fn an_option_may_stand_before_or_behind_the_subcommand() {
    let place = Place::new();
    place.done(&["--author", "Ada", "new", "w.flipchart"]);
    assert!(place.done(&["log", "w.flipchart"]).contains("Ada"));
    place.refused(2, &["w.flipchart", "check", "w.flipchart"]);
}

#[test]
fn a_users_own_template_replaces_a_block_and_its_mistakes_are_named() {
    let place = Place::new();
    place.done(&["new", "w.flipchart"]);
    std::fs::create_dir_all(place.path("config/templates")).unwrap();
    let name = "config/templates/cover.md.jinja";
    place.write(
        name,
        "Ours alone.\n{% include \"builtin/cover.md.jinja\" %}\n",
    );
    place.done(&["export", "w.flipchart", "-o", "out"]);
    let report = std::fs::read_to_string(place.path("out/recommendation.md")).unwrap();
    assert!(report.contains("Ours alone."), "{report}");
    place.write(name, "one\n{{ nothing.like.this }}\n");
    let error = place.refused(1, &["export", "w.flipchart", "-o", "again"]);
    assert!(error.contains("cover.md.jinja:2"), "{error}");
    assert!(!place.path("again").exists());
}

#[test]
fn a_byte_that_is_no_text_costs_nothing_else() {
    let place = Place::new();
    place.done(&["new", "w.flipchart"]);
    let output = cargo_bin_cmd!("flipchart")
        .current_dir(place.folder.path())
        .env("FLIPCHART_DATA_DIR", place.path("data"))
        .env("FLIPCHART_CONFIG_DIR", place.path("config"))
        .args(["import", "w.flipchart", "-"])
        .write_stdin(b"good\nbad \xff byte\nlast\n".to_vec())
        .output()
        .unwrap();
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "saved LI-1\nsaved LI-2\nsaved LI-3\n"
    );
}

#[test]
fn what_people_typed_cannot_steer_the_terminal() {
    let place = Place::new();
    place.done(&["new", "w.flipchart", "--author", "E\u{1b}[31mX"]);
    place.run_with(&["import", "w.flipchart", "-"], ".. \u{1b}]0;title\u{7}x\n");
    for command in ["log", "check"] {
        let out = place.run(&[command, "w.flipchart"]).out;
        assert!(
            !out.contains(['\u{1b}', '\u{7}']) && out.contains('␛'),
            "{out}"
        );
    }
}

#[test]
fn what_looks_right_and_is_not_is_refused() {
    let place = Place::new();
    let back = place.refused(
        1,
        &[
            "new",
            "w.flipchart",
            "--date",
            "2026-12-03",
            "--date",
            "2026-12-01",
        ],
    );
    assert!(back.contains("2026-12-01"), "{back}");
    place.done(&["new", "w.flipchart"]);
    place.write(
        "risks.csv",
        "text,due\nfirst,\n\"unclosed,2026-01-01\nnext,\n",
    );
    let error = place.refused(1, &["import", "w.flipchart", "risks.csv"]);
    assert!(
        error.contains("risks.csv:3") && error.contains("quote"),
        "{error}"
    );
}

#[test]
fn options_and_criteria_may_be_called_as_their_authors_did() {
    let place = Place::new();
    let text = SCORES
        .replace("\"a\"", "\"Supplier 1\"")
        .replace("\"cost\"", "\"C_1\"");
    place.write("d.toml", &text);
    assert!(place.done(&["score", "d.toml"]).contains("Supplier 1"));
}

#[test]
fn a_workshop_is_verified_and_recovered() {
    let place = Place::new();
    place.done(&["sample", "a b.flipchart"]);
    let whole = place.done(&["verify", "a b.flipchart"]);
    assert!(whole.contains("684 entries in 4 sittings"), "{whole}");
    assert!(whole.ends_with("The chain is whole.\n"), "{whole}");
    let copied = place.done(&["recover", "a b.flipchart", "-o", "copy.flipchart"]);
    assert!(copied.contains("Nothing is missing"), "{copied}");
    let mut bytes = std::fs::read(place.path("a b.flipchart")).unwrap();
    let said = b"\"act\":{\"do\"";
    let places: Vec<usize> = (0..bytes.len())
        .filter(|at| bytes[*at..].starts_with(said))
        .collect();
    let page = places[places.len() / 2] / 4096 * 4096;
    bytes[page..page + 4096].fill(0);
    std::fs::write(place.path("a b.flipchart"), &bytes).unwrap();
    let ran = place.run(&["verify", "a b.flipchart"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("Damaged at entry "), "{}", ran.out);
    let (_, sound) = ran.out.split_once("\nOf ").expect("it says how many");
    let sound = sound.lines().next().unwrap_or_default();
    assert!(
        sound.contains(" entries, ")
            && sound.contains(" before it and ")
            && sound.ends_with(" after it are sound."),
        "{sound}"
    );
    assert!(ran.out.contains(" before it and "), "{}", ran.out);
    let command = "flipchart recover 'a b.flipchart' -o 'a b (recovered).flipchart'";
    assert!(ran.out.contains(command), "{}", ran.out);
    let json: serde_json::Value =
        serde_json::from_str(&place.run(&["verify", "a b.flipchart", "--json"]).out).unwrap();
    assert_eq!(json["whole"], false);
    assert_eq!(json["damage"]["recover"], command);
    let opened = place.run(&["export", "a b.flipchart"]);
    assert_eq!(opened.code, 1);
    assert!(opened.error.contains(command), "{}", opened.error);
    let ran = place.run(&["recover", "a b.flipchart", "-o", "new.flipchart"]);
    assert_eq!((ran.code, ran.error.as_str()), (1, ""));
    assert!(ran.out.contains("made between 2026-11-2"), "{}", ran.out);
    assert!(ran.out.contains("keep it until"), "{}", ran.out);
    assert_eq!(std::fs::read(place.path("a b.flipchart")).unwrap(), bytes);
    let whole = place.done(&["verify", "new.flipchart"]);
    assert!(whole.contains("684 entries"), "{whole}");
}

#[test]
fn recover_refuses_what_it_cannot_do() {
    let place = Place::new();
    place.done(&["new", "a.flipchart"]);
    place.write("notes.txt", "Minutes of the meeting");
    for (arguments, code, words) in [
        (&["recover", "a.flipchart"][..], 2, "--output"),
        (
            &["recover", "a.flipchart", "-o", "a.flipchart"],
            1,
            "already",
        ),
        (
            &["recover", "gone.flipchart", "-o", "b.flipchart"],
            1,
            "no such file",
        ),
        (
            &["recover", "notes.txt", "-o", "b.flipchart"],
            1,
            "nothing of a workshop",
        ),
        (
            &["recover", "a.flipchart", "-o", "no/b.flipchart"],
            1,
            "create it first",
        ),
        (
            &[
                "recover",
                "a.flipchart",
                "-o",
                "b.flipchart",
                "--playbook",
                "x",
            ],
            1,
            "no playbook",
        ),
        (&["verify", "notes.txt"], 1, "not a workshop file"),
        (&["verify", "gone.flipchart"], 1, "no such file"),
    ] {
        let ran = place.run(arguments);
        assert_eq!(ran.code, code, "{arguments:?}: {}", ran.error);
        assert!(ran.error.contains(words), "{arguments:?}: {}", ran.error);
        assert!(!place.path("b.flipchart").exists());
    }
}

#[test]
fn what_an_earlier_export_left_in_a_folder_is_named() {
    let place = Place::new();
    place.done(&["sample", "a.flipchart"]);
    place.done(&["export", "a.flipchart", "-o", "out"]);
    place.done(&["export", "a.flipchart", "-o", "out", "--only", "workshop"]);
    let whole = place.done(&["verify", "out"]);
    assert!(
        whole.starts_with("1 file is as it was exported, of head hash "),
        "{whole}"
    );
    place.write("notes.txt", "as: Cards may stay");
    place.done(&["import", "a.flipchart", "notes.txt"]);
    place.done(&["export", "a.flipchart", "-o", "out", "--only", "workshop"]);
    let ran = place.run(&["verify", "out"]);
    assert_eq!(ran.code, 1, "{}", ran.out);
    for name in ["recommendation.md", "roadmap.md"] {
        let line = format!("{name} is of an earlier export, of revision ");
        let (_, told) = ran.out.split_once(&line).expect("it is named");
        let (revision, _) = told
            .split_once(": export it again, or remove it\n")
            .unwrap();
        assert_eq!(revision.len(), 12, "{}", ran.out);
        let report = std::fs::read_to_string(place.path(&format!("out/{name}"))).unwrap();
        assert!(report.contains(revision), "reports name the same one");
    }
    assert!(!ran.out.contains("workshop.md"), "{}", ran.out);
    assert!(
        ran.out
            .ends_with("Export again for 1 file of one revision.\n"),
        "{}",
        ran.out
    );
    place.done(&["export", "a.flipchart", "-o", "out"]);
    place.done(&["verify", "out"]);
}

#[test]
fn an_exported_folder_is_verified() {
    let place = Place::new();
    place.done(&["sample", "a.flipchart"]);
    place.done(&["export", "a.flipchart", "-o", "out"]);
    let help = place.done(&["export", "--help"]);
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        help.contains("only what an export wrote and nobody has changed since is replaced"),
        "{help}"
    );
    place.write("out/mine.txt", "my own notes");
    let whole = place.done(&["verify", "out"]);
    assert!(
        whole.starts_with("All 3 files are as they were exported, of head hash "),
        "{whole}"
    );
    assert!(whole.contains("of no export: mine.txt."), "{whole}");
    place.write("out/roadmap.md", "# Another");
    std::fs::remove_file(place.path("out/workshop.md")).unwrap();
    let ran = place.run(&["verify", "out"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.out.contains(
            "roadmap.md is not as it was exported: move it away, then export again, or export into another folder\n"
        ),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("workshop.md is missing"), "{}", ran.out);
    let json: serde_json::Value =
        serde_json::from_str(&place.run(&["verify", "out", "--json"]).out).unwrap();
    assert_eq!(json["problems"].as_array().unwrap().len(), 2);
    assert_eq!(json["beside"], serde_json::json!(["mine.txt"]));
    let error = place.refused(1, &["export", "a.flipchart", "-o", "out"]);
    assert!(
        error.contains("roadmap.md was not written by an export"),
        "{error}"
    );
    std::fs::remove_file(place.path("out/roadmap.md")).unwrap();
    place.done(&["export", "a.flipchart", "-o", "out"]);
    place.done(&["verify", "out"]);
    let ran = place.run(&["verify", "."]);
    assert_eq!(ran.code, 1);
    assert!(ran.error.contains("manifest.json"), "{}", ran.error);
    place.write("out/manifest.json", "{}");
    let error = place.refused(1, &["verify", "out"]);
    assert!(
        error.contains("manifest.json is damaged: export into another folder"),
        "{error}"
    );
}

#[cfg(unix)]
#[test]
fn a_pipe_in_the_place_of_a_report_is_told_and_not_waited_for() {
    let place = Place::new();
    place.done(&["sample", "a.flipchart"]);
    place.done(&["export", "a.flipchart", "-o", "out"]);
    let report = place.path("out/roadmap.md");
    std::fs::remove_file(&report).unwrap();
    let made = std::process::Command::new("mkfifo").arg(&report).status();
    assert!(made.unwrap().success());
    let ran = place.run(&["verify", "out"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.out.contains("roadmap.md is not as it was exported"),
        "{}",
        ran.out
    );
}

#[test]
fn what_the_system_refuses_is_said_in_plain_words() {
    let place = Place::new();
    place.done(&["new", "a.flipchart"]);
    let there = "there is no such file or folder: check its name";
    for (command, words) in [
        (&["import", "a.flipchart", "gone.toml"][..], there),
        (&["new", "b.flipchart", "--people", "gone.csv"], there),
        (&["new", "b.flipchart", "--playbook", "gone.toml"], there),
        (&["score", "gone.toml"], there),
        (
            &["import", "a.flipchart", "."],
            "it is a folder: name a file",
        ),
        (
            &["playbook", "new", "a.flipchart"],
            "there is one of this name already",
        ),
        (
            &["verify", "."],
            "name a folder that `flipchart export` wrote",
        ),
    ] {
        let error = place.refused(1, command);
        assert!(
            error.contains(words) && !error.contains("os error"),
            "{error}"
        );
    }
}

#[test]
fn a_whole_workshop_that_is_imported_says_what_it_replaced_and_how_to_take_it_back() {
    let place = Place::new();
    place.done(&["new", "a.flipchart"]);
    place.done(&["export", "a.flipchart", "-o", "out", "--format", "toml"]);
    place.write("notes.txt", "as: Cards may stay\nas: So may logs");
    let added = place.done(&["import", "a.flipchart", "notes.txt"]);
    assert!(added.contains("One undo takes it back."), "{added}");
    let told = place.done(&["import", "a.flipchart", "out/workshop.toml"]);
    for words in [
        "in place of all of a.flipchart, playbook and rubric included",
        "2 records before, 0 now",
        "To take it back: flipchart a.flipchart, then u.",
    ] {
        assert!(told.contains(words), "{told}");
    }
}
