//! Partial files.

use super::super::super::{CellKey, LinkKey, Mark, Precedence, Reference, Relation, Value};
use super::*;
use crate::agenda::{ColumnId, CriterionId, Environment, Level, OptionId};

const PACKAGES: &str = r#"
[[work_package]]
id = "WP-1"                  # any unique text; kept as the reference
title = "Provision clusters"
duration = "3d"              # working days; also "2w", "4h", or three-point: { optimistic = "2d", likely = "3d", pessimistic = "8d" }
depends_on = [ "WP-0", { on = "WP-2", kind = "SS", lag = "1d", why = "needs its network" } ]   # FS when unsaid
owner = "Platform team"
environment = "production"
"#;

const DECISION: &str = r#"
[rubric]                     # optional
scale = { L = 0, M = 0.5, H = 1 }
[[option]]
id = "a"
[[criterion]]
id = "costs"
direction = "lower-is-better"  # default: higher-is-better
weight = 25                  # or per environment: { production = 15, pre-production = 25 }; default 1
[[score]]
option = "a"
criterion = "costs"
environment = "production"   # left out: all environments
level = "L"                  # L | M | H | "?" (not scored) | "-" (not applicable)
"#;

pub(super) fn cell(environment: &str, option: &str, criterion: &str) -> CellKey {
    CellKey {
        environment: Environment::new(environment),
        option: OptionId::new(option),
        criterion: CriterionId::new(criterion),
    }
}

#[test]
fn work_packages_go_to_the_plan() {
    let others = "[[work_package]]\nid = \"WP-0\"\n[[work_package]]\nid = \"WP-2\"\nduration = { optimistic = \"2d\", likely = \"3d\", pessimistic = \"8d\" }\n";
    let before = added(others, eda());
    let mut workshop = eda();
    workshop
        .apply(&entry(vec![Change::Replace(Box::new(before))]))
        .unwrap();
    let state = added(PACKAGES, workshop);
    let package = state.record(&Reference::new("WP-1")).unwrap();
    assert_eq!(package.sheet.as_str(), "plan");
    assert_eq!(package.text("owner"), "Platform team");
    assert_eq!(package.text("status"), "planned");
    assert_eq!(
        state
            .record(&Reference::new("WP-2"))
            .unwrap()
            .text("duration"),
        "2d/3d/8d"
    );
    let key = |from, kind| {
        LinkKey::new(
            Reference::new(from),
            Relation::Precedes(kind),
            Reference::new("WP-1"),
        )
    };
    assert!(
        state
            .links
            .contains_key(&key("WP-0", Precedence::FinishStart))
    );
    let link = &state.links[&key("WP-2", Precedence::StartStart)];
    assert_eq!(
        (link.lag.as_str(), link.why.as_str()),
        ("1d", "needs its network")
    );
    assert_eq!(state.next_reference("WP").as_str(), "WP-3");
}

#[test]
fn options_criteria_and_scores_are_added_to_the_rubric() {
    let state = added(DECISION, eda());
    let criterion = state.rubric.criterion(&CriterionId::new("costs")).unwrap();
    assert_eq!(criterion.weight.len(), 2);
    let score = state.score(&cell("production", "a", "costs")).unwrap();
    assert_eq!(score.mark, Some(Mark::Level(Level::Low)));
    assert_eq!(score.set, stamp());
    assert_eq!(state.scores.len(), 1);
}

#[test]
fn records_links_cells_and_progress_are_added() {
    let text = r#"
        [[person]]
        name = "Lena Ortiz"
        [plan]
        start = 2026-12-01
        [[record]]
        sheet = "line-items"
        text = "gets a number"
        relevance = "H"
        topic = "stakeholders"
        [[record]]
        id = "LI-1"
        sheet = "line-items"
        text = "has one"
        said_by = "Lena Ortiz"
        tags = ["batch"]
        relevance = { operations = "M" }
        [[link]]
        from = "LI-1"
        to = { environment = "production", option = "aws-msk", criterion = "cost" }
        kind = "supports"
        [[score]]
        option = "aws-msk"
        criterion = "cost"
        level = "H"
        evidence = ["LI-1"]
        [[progress]]
        covered = ["stakeholders"]
        accepted = [ { output = "scores-production", reason = "enough" } ]
        [[section]]
        id = "summary"
        text = "Ours."
    "#;
    let state = added(text, eda());
    let given = state.record(&Reference::new("LI-2")).unwrap();
    assert_eq!(given.text("text"), "gets a number");
    assert_eq!(
        given.block.as_ref().unwrap().as_str(),
        "current-architecture"
    );
    assert!(
        matches!(&given.fields[&ColumnId::new("relevance")], Value::Relevance(all) if all.len() > 5)
    );
    assert_eq!(state.scores.len(), 2);
    assert_eq!(state.links.len(), 3);
    assert_eq!(
        (
            state.people.len(),
            state.covered.len(),
            state.accepted.len()
        ),
        (1, 1, 1)
    );
    assert_eq!(state.prose["summary"].text, "Ours.");
    assert_eq!(state.plan.working_days.len(), 5);
    assert!(state.plan.start.is_some());
}

const WRONG: &str = r#"[[record]]
sheet = "line-item"
[[record]]
sheet = "assumptions"
text = "x"
ownr = "Lena"
priority = "X"
status = "maybe"
[[record]]
sheet = "swot"
text = "y"
option = "msk"
quadrant = "strengths"
criteria = ["price"]
[[record]]
sheet = "line-items"
block = "operation"
relevance = { ops = "H" }
[[score]]
option = "aws-msk"
criterion = "cost"
environment = "prod"
level = "Q"
[[work_package]]
id = "WP-1"
duration = "-3d"
depends_on = ["WP-9", "WP-1", { on = "WP-1", kind = "XX", lag = "1" }]
[[work_package]]
id = "WP-1"
duration = { optimistic = "2w", likely = "3d", pessimistic = "8d" }
not_before = "soon"
[[option]]
id = "aws-msk"
[[sheet]]
id = "mine"
"#;

#[test]
fn every_mistake_is_named_with_its_place() {
    let problems = refused(WRONG, eda().state());
    for expected in [
        "f.toml:2:9: a record names the unknown sheet \"line-item\"; did you mean \"line-items\"?",
        "f.toml:6:1: unknown key `ownr` in a record; did you mean `owner`?",
        "f.toml:7:12: `priority` of a record is \"X\"; a level is L, M or H",
        "f.toml:8:10: `status` of a record: \"maybe\" is not a choice",
        "f.toml:12:10: a record names the unknown option \"msk\"",
        "f.toml:14:12: a record names the unknown criterion \"price\"",
        "f.toml:15:1: a record has no `text`",
        "f.toml:17:9: a record names the unknown block \"operation\"",
        "f.toml:18:21: `relevance` of a record names the unknown block \"ops\"",
        "f.toml:22:15: a score names the unknown environment \"prod\"; name one of: production, pre-production",
        "f.toml:23:9: `level` of a score is \"Q\"; write L, M, H, ? (not scored) or - (does not apply)",
        "f.toml:26:12: `duration` of work package \"WP-1\" is \"-3d\"; a duration is 0 or more",
        "f.toml:27:15: there is no \"WP-9\"",
        "f.toml:27:23: \"WP-1\" is linked to itself",
        "`kind` of `depends_on` of work package \"WP-1\" is \"XX\"; write FS, SS, FF or SF",
        "`lag` of `depends_on` of work package \"WP-1\" is \"1\"",
        "f.toml:29:6: the id \"WP-1\" is there twice",
        "f.toml:30:12: `duration` of work package \"WP-1\" is \"2w/3d/8d\"; let optimistic be at most likely",
        "f.toml:31:14: `not_before` of work package \"WP-1\" is \"soon\"; write a date",
        "f.toml:33:6: the option \"aws-msk\" exists in the workshop already",
        "`sheet` is only in a whole file",
    ] {
        assert!(problems.contains(expected), "{expected}\n\n{problems}");
    }
}

#[test]
fn of_two_that_differ_none_is_silently_dropped() {
    let twice = r#"
[[section]]
id = "purpose"
text = "first"
[[section]]
id = "purpose"
text = "second"
[[record]]
id = "A-1"
sheet = "assumptions"
text = "a"
[[record]]
id = "A-2"
sheet = "assumptions"
text = "b"
[[link]]
from = "A-1"
to = "A-2"
why = "first"
[[link]]
from = "A-1"
to = "A-2"
why = "second"
"#;
    let problems = refused(twice, eda().state());
    for expected in [
        "f.toml:6:6: the section \"purpose\" is there twice",
        "f.toml:21:8: the same two are linked twice",
    ] {
        assert!(problems.contains(expected), "{expected}\n\n{problems}");
    }
    let once = twice.replace("\"second\"", "\"first\"");
    let (_, once) = once.split_once("text = \"first\"\n").unwrap();
    let (section, rest) = once.split_once("[[record]]").unwrap();
    assert!(section.contains("purpose"));
    let state = added(&format!("[[record]]{rest}"), eda());
    assert_eq!(state.links.len(), 1, "the same link twice is one link");
    let again = "[[link]]\nfrom = \"A-1\"\nto = \"A-2\"\nwhy = \"other\"\n";
    assert!(refused(again, &state).contains("linked already"));
}

#[test]
fn a_number_that_nothing_can_follow_is_refused() {
    let text = "[[record]]\nid = \"LI-4294967295\"\nsheet = \"line-items\"\ntext = \"x\"\n";
    let problems = refused(text, eda().state());
    assert!(
        problems.contains("f.toml:2:6: the number of the id"),
        "{problems}"
    );
    let largest = text.replace("4294967295", &Reference::LARGEST.to_string());
    let state = added(&largest, eda());
    let next = state.next_reference("LI").parts().unwrap().1;
    assert_eq!(next, Reference::LARGEST + 1);
}

#[test]
fn what_is_there_already_is_not_added_again() {
    let mut workshop = eda();
    let text = r#"
        [[person]]
        name = "Lena"
        [[record]]
        id = "LI-1"
        sheet = "line-items"
        text = "x"
        [[score]]
        option = "aws-msk"
        criterion = "cost"
        level = "H"
        [[section]]
        id = "s"
        text = "t"
    "#;
    let state = added(text, workshop.clone());
    let problems = refused(text, &state);
    for expected in [
        "the person \"Lena\" is listed already",
        "the id \"LI-1\" exists in the workshop already",
        "\"aws-msk\" is scored on \"cost\" already (environment \"pre-production\")",
        "the section \"s\" has a text already",
    ] {
        assert!(problems.contains(expected), "{expected}\n\n{problems}");
    }
    workshop
        .apply(&entry(vec![Change::Replace(Box::new(state))]))
        .unwrap();
    workshop
        .apply(&entry(vec![Change::Remove(Reference::new("LI-1"))]))
        .unwrap();
    let link =
        "[[link]]\nfrom = \"LI-1\"\nto = \"LI-1\"\n[rubric]\nscale = { L = 0, M = 0.4, H = 1 }\n";
    let problems = refused(link, workshop.state());
    assert!(
        problems.contains("f.toml:2:8: \"LI-1\" was removed; restore it first"),
        "{problems}"
    );
    assert!(
        problems.contains("`scale` of [rubric] is not that of the workshop"),
        "{problems}"
    );
}

#[test]
fn json_is_read_alike() {
    let text = r#"{ "record": [ { "sheet": "actions", "text": "x", "due": "2026-12-01" } ], "nonsense": 1 }"#;
    let problems = changes("f.json", text, Format::Json, eda().state(), &stamp()).unwrap_err();
    assert_eq!(
        problems.to_string(),
        "f.json:1:75: unknown key `nonsense` in the file; remove it"
    );
}

#[test]
fn the_examples_of_the_guide_work() {
    let guide = include_str!("../../../../docs/interchange.md");
    let examples = |language: &str| -> Vec<String> {
        let fence = format!("```{language}\n");
        let parts = guide.split(&fence).skip(1);
        parts
            .map(|part| part.split("```").next().unwrap().to_owned())
            .collect()
    };
    let toml = examples("toml");
    assert_eq!(toml.len(), 3);
    let state = added(&toml[0], eda());
    assert_eq!(state.records.len(), 1);
    let plan = toml[1].clone() + "[[work_package]]\nid = \"WP-0\"\n";
    assert_eq!(added(&plan, eda()).records.len(), 3);
    let plan = super::plan_data("guide", &plan, Format::Toml).unwrap();
    assert_eq!(plan.packages.len(), 3);
    assert_eq!(
        super::plan_csv("guide", &examples("csv")[0])
            .unwrap()
            .links
            .len(),
        2
    );
    let decision = toml[2]
        .replace("[\"LI-9\"]", "[]")
        .replace("\"cost\"", "\"costs\"");
    let decided = added(&decision, eda());
    assert_eq!((decided.scores.len(), decided.votes.len()), (2, 1));
    let alone = super::scoring_data("guide", &toml[2], Format::Toml).unwrap();
    assert_eq!(alone.rubric.header.environments.len(), 2);
}
