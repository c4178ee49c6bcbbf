//! Data files without a workshop, and what a whole one needs at least.

use chrono::DateTime;

use super::super::super::{Mark, Precedence};
use super::*;
use crate::agenda::{BlockId, CriterionId, Environment};

#[test]
fn a_decision_stands_alone() {
    let text = r#"
[rubric]
scale = { L = 0, M = 0.5, H = 1 }
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
[[score]]
option = "a"
criterion = "cost"
environment = "production"
level = "L"
[[score]]
option = "b"
criterion = "speed"
level = "-"
[[score]]
option = "b"
criterion = "cost"
level = "?"
"#;
    let state = scoring_data("d.toml", text, Format::Toml).unwrap();
    assert_eq!(
        state.rubric.header.environments,
        [Environment::new("production")]
    );
    assert_eq!(
        state.rubric.criteria[0]
            .points(&Environment::new("production"))
            .to_string(),
        "25"
    );
    let marks: Vec<Option<Mark>> = state.scores.values().map(|score| score.mark).collect();
    assert_eq!(marks.len(), 2);
    assert!(marks.contains(&Some(Mark::NotApplicable)));
    let nameless = text.replace("environment = \"production\"\n", "");
    let state = scoring_data("d.toml", &nameless, Format::Toml).unwrap();
    assert_eq!(state.rubric.header.environments, [Environment::default()]);
    assert_eq!(state.scores.len(), 2);
}

#[test]
fn a_whole_export_can_be_scored_and_planned() {
    let state = eda().state().clone();
    assert_eq!(
        scoring_data("w.toml", &to_toml(&state), Format::Toml)
            .unwrap()
            .rubric,
        state.rubric
    );
    let state = added(
        "[[work_package]]\nid = \"a b\"\n[[work_package]]\nid = \"c\"\ndepends_on = [\"a b\"]\nstatus = \"dropped\"\n",
        eda(),
    );
    let plan = plan_data("w.json", &to_json(&state), Format::Json).unwrap();
    assert_eq!(plan.packages.len(), 1);
    assert_eq!(plan.links, []);
}

#[test]
fn mistakes_of_a_decision_are_named() {
    let text = "[[option]]\nid = \"a\"\n[[criterion]]\nid = \"cost\"\n[[score]]\noption = \"b\"\ncriterion = \"costt\"\nlevel = \"L\"\n";
    let problems = scoring_data("d.toml", text, Format::Toml)
        .unwrap_err()
        .to_string();
    assert_eq!(
        problems,
        "d.toml:6:10: a score names the unknown option \"b\"; did you mean \"a\"?\n\
         d.toml:7:13: a score names the unknown criterion \"costt\"; did you mean \"cost\"?"
    );
    let problems = scoring_data("d.toml", "[plan]\n", Format::Toml)
        .unwrap_err()
        .to_string();
    assert!(problems.contains("no [[option]]"), "{problems}");
}

#[test]
fn a_plan_stands_alone_as_toml_and_as_csv() {
    let toml = r#"
[plan]
start = "2026-12-01"
hours_per_day = 6
[[work_package]]
id = "WP-0"
title = "Design"
duration = "1w"
[[work_package]]
id = "WP-2"
phase = "Two"
owner = "Lena"
environment = "production"
duration = { optimistic = "2d", likely = "3d", pessimistic = "2w" }
depends_on = ["WP-0", { on = "M", kind = "SS", lag = "-1d", why = "room" }]
not_before = 2026-12-02
deadline = "2026-12-24"
[[work_package]]
id = "M"
milestone = true
"#;
    let plan = plan_data("p.toml", toml, Format::Toml).unwrap();
    assert_eq!(plan.settings.hours_per_day.to_string(), "6");
    assert_eq!(plan.packages[1].duration, "2d/3d/2w");
    assert_eq!((plan.packages[1].line, plan.links[1].line), (9, 15));
    assert_eq!(
        (plan.links[1].kind, plan.links[1].lag.as_str()),
        (Precedence::StartStart, "-1d")
    );
    let csv = "\u{feff}title,ID,phase,owner,environment,Duration,depends_on,milestone,not_before,deadline\r\n\
               Design,WP-0,,,,1w,,,,\r\n\
               ,WP-2,Two,Lena,production,2d/3d/2w,WP-0; M SS-1d,no,2026-12-02,2026-12-24\r\n\
               \r\n,M,,,,,,yes,,\r\n";
    let from_csv = plan_csv("p.csv", csv).unwrap();
    let bare = |data: &PlanData| -> Vec<PlanRow> {
        data.packages
            .iter()
            .map(|row| PlanRow {
                line: 0,
                deadline_line: 0,
                ..row.clone()
            })
            .collect()
    };
    assert_eq!(bare(&from_csv), bare(&plan));
    let ends = |data: &PlanData| -> Vec<(String, Precedence, String)> {
        data.links
            .iter()
            .map(|link| (link.from.clone(), link.kind, link.lag.clone()))
            .collect()
    };
    assert_eq!(ends(&from_csv), ends(&plan));
    assert_eq!(from_csv.packages[2].line, 5);
}

#[test]
fn mistakes_of_a_plan_are_named() {
    let toml = "[[work_package]]\nid = \"A\"\nduration = 3\ndepend_on = []\n[[work_package]]\nid = \"A\"\ndepends_on = [\"A\", \"AB\"]\nduration = \"3d/1d/8d\"\n[[work_package]]\nmilestone = \"yes\"\n[plan]\nworking_days = [\"xyz\"]\n";
    let problems = plan_data("p.toml", toml, Format::Toml)
        .unwrap_err()
        .to_string();
    for expected in [
        "p.toml:3:12: `duration` of work package \"A\" is a whole number; write 3d",
        "p.toml:4:1: unknown key `depend_on` in work package \"A\"; did you mean `depends_on`?",
        "p.toml:6:6: the id \"A\" is there twice",
        "p.toml:7:15: \"A\" waits for itself",
        "p.toml:7:20: there is no work package \"AB\"; did you mean \"A\"?",
        "p.toml:8:12: `duration` of work package \"A\" is \"3d/1d/8d\"; let optimistic",
        "p.toml:9:1: a work package has no `id`",
        "p.toml:10:13: `milestone` of work package \"\" is text; it must be true or false",
        "p.toml:12:16: `working_days` has \"xyz\"",
    ] {
        assert!(problems.contains(expected), "{expected}\n\n{problems}");
    }
    let csv = "id,duration,depends_on,milestone,deadlin\nA,-1d,B,maybe,\n,1d,,,\n";
    let problems = plan_csv("p.csv", csv).unwrap_err().to_string();
    for expected in [
        "p.csv:1:1: unknown column \"deadlin\"; did you mean \"deadline\"?",
        "p.csv:2:1: `duration` of work package \"A\" is \"-1d\"",
        "p.csv:2:1: `milestone` of work package \"A\" is \"maybe\"; write yes or no",
        "p.csv:2:1: there is no work package \"B\"",
        "p.csv:3:1: a work package has no `id`",
    ] {
        assert!(problems.contains(expected), "{expected}\n\n{problems}");
    }
}

#[test]
fn both_ways_of_reading_a_plan_agree() {
    let mut text = String::from("[plan]\nstart = \"2026-12-01\"\n");
    for nth in 1..60 {
        let before = nth / 2;
        let waits = if nth > 1 {
            format!("\"W{before}\"")
        } else {
            String::new()
        };
        text.extend([
            format!("\n[[work_package]]\nid = \"W{nth}\"\nduration = \"{nth}d\"\n"),
            format!("depends_on = [{waits}]\n"),
        ]);
        if nth % 7 == 0 {
            text += "deadline = 2027-12-01\ntitle = 'general'\n";
        }
    }
    // A table after the list makes the file one that is read as a whole.
    let other = text.clone() + "[rubric]\n";
    assert_eq!(
        plan_data("p.toml", &text, Format::Toml),
        plan_data("p.toml", &other, Format::Toml)
    );
    let wrong = text.replace("\"W9\"]", "\"X9\"]").replace("\"50d\"", "50");
    let other = wrong.clone() + "[rubric]\n";
    let problems = plan_data("p.toml", &wrong, Format::Toml).unwrap_err();
    assert_eq!(problems.0.len(), 3);
    assert_eq!(Err(problems), plan_data("p.toml", &other, Format::Toml));
    let broken = text.replace("\"50d\"", "\"50d");
    let problems = plan_data("p.toml", &broken, Format::Toml).unwrap_err();
    assert_eq!(problems.0.len(), 1);
}

#[test]
fn a_whole_file_written_by_hand_needs_little() {
    let text = r#"
        [workshop]
        title = "Small"
        [playbook]
        id = "p"
        title = "P"
        [[sheet]]
        id = "items"
        kind = "register"
        prefix = "LI"
        title = "Items"
        columns = [ { id = "text", kind = "text", required = true } ]
        [[record]]
        sheet = "items"
        text = "first"
        [[record]]
        id = "LI-1"
        sheet = "items"
        text = "second"
        [[progress]]
        block = "gone"
        started = 2026-11-10T09:00:00+01:00
        ended = 2026-11-10T10:00:00+01:00
    "#;
    let state = workshop("w.toml", text, Format::Toml, &stamp()).unwrap();
    let texts: Vec<(&str, &str)> = state
        .every_record()
        .map(|record| (record.id.as_str(), record.text("text")))
        .collect();
    assert_eq!(texts, [("LI-1", "second"), ("LI-2", "first")]);
    assert_eq!(state.every_record().next().unwrap().added, stamp());
    let clock = &state.clocks[&BlockId::new("gone")];
    assert_eq!(clock.seconds_run(DateTime::UNIX_EPOCH.fixed_offset()), 3600);
    assert_eq!(state.rubric.header.environments, [Environment::default()]);
    assert_eq!(state.rubric.criterion(&CriterionId::new("none")), None);
}

#[test]
fn a_partial_file_is_no_workshop() {
    let problems = workshop("w.toml", "[[record]]\n", Format::Toml, &stamp())
        .unwrap_err()
        .to_string();
    assert!(problems.contains("no [workshop] table"), "{problems}");
}
