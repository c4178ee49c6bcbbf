//! Reading playbooks and rubrics: what is accepted, and what every mistake is told.

use super::*;

const SMALL: &str = r#"
[playbook]
id = "small"
title = "Small"
version = 1
[[sheet]]
id = "items"
kind = "register"
prefix = "I"
title = "Items"
columns = [ { id = "text", kind = "text", required = true }, { id = "said-by", kind = "person" } ]
[[sheet]]
id = "grid"
kind = "matrix"
title = "Grid"
rows = { fixed = ["a"] }
columns = { register = "items" }
cell = { kind = "level" }
[[day]]
title = "Day 1"
[[day.block]]
id = "one"
title = "One"
kind = "capture"
start = "09:00"
end = "10:00"
sheets = ["items"]
[[day.block.topic]]
id = "t"
title = "T"
feeds = { two = "H" }
[[day.block.output]]
id = "o"
title = "O"
sheet = "items"
done_when = { check = "every", column = "said-by" }
[[day.block]]
id = "two"
title = "Two"
kind = "break"
start = "10:00"
end = "10:30"
locked = true
"#;

fn problems(text: &str) -> String {
    Playbook::read("p.toml", text).unwrap_err().to_string()
}

#[test]
fn a_right_playbook_is_read_and_written_back() {
    let playbook = Playbook::read("p.toml", SMALL).unwrap();
    assert_eq!(playbook.blocks().count(), 2);
    assert_eq!(
        playbook
            .sheet_named("items")
            .unwrap()
            .column("said-by")
            .unwrap()
            .title,
        "Said by"
    );
    let written = toml::to_string(&playbook).unwrap();
    assert_eq!(
        Playbook::read("again", &written),
        Ok(playbook.clone()),
        "{written}"
    );
    let json = serde_json::to_string(&playbook).unwrap();
    assert_eq!(serde_json::from_str::<Playbook>(&json).unwrap(), playbook);
}

#[test]
fn every_mistake_is_named_with_its_line_and_remedy() {
    for (from, to, words) in [
        (
            "kind = \"capture\"",
            "kind = \"captur\"",
            "did you mean \"capture\"?",
        ),
        (
            "start = \"10:00\"",
            "start = \"9:59\"",
            "begin at 10:00 or later",
        ),
        ("end = \"10:30\"", "end = \"10:77\"", "HH:MM"),
        ("locked = true", "lokced = true", "did you mean `locked`?"),
        (
            "sheets = [\"items\"]",
            "sheets = [\"itmes\"]",
            "did you mean \"items\"?",
        ),
        ("feeds = { two", "feeds = { three", "name a block"),
        (
            "sheet = \"items\"\ndone",
            "sheet = \"x\"\ndone",
            "unknown sheet",
        ),
        (
            "column = \"said-by\" }",
            "column = \"owner\" }",
            "no such column",
        ),
        ("id = \"two\"", "id = \"one\"", "two blocks"),
        ("version = 1", "version = \"1\"", "whole number"),
        ("id = \"said-by\"", "id = \"topic\"", "every record has"),
        ("register = \"items\"", "register = \"grid\"", "register"),
    ] {
        let text = SMALL.replacen(from, to, 1);
        assert_ne!(text, SMALL, "{from}");
        let line = SMALL.split(from).next().unwrap().matches('\n').count() + 1;
        let found = problems(&text);
        let hit = found
            .lines()
            .any(|l| l.starts_with(&format!("p.toml:{line}:")) && l.contains(words));
        assert!(hit, "{to}: wanted line {line} with {words}, found\n{found}");
    }
}

#[test]
fn all_mistakes_are_named_at_once() {
    let text = SMALL
        .replace("kind = \"level\"", "kind = \"lvl\"")
        .replace("end = \"10:00\"", "end = \"08:00\"");
    assert_eq!(problems(&text).lines().count(), 2, "{}", problems(&text));
}

#[test]
fn a_bare_rubric_of_a_data_file_has_sensible_defaults() {
    let text =
        "[[option]]\nid = \"a\"\n[[criterion]]\nid = \"c\"\nweight = 25\nmust_have = \"M\"\n";
    let (reader, root) =
        crate::document::parse("d.toml", text, crate::document::Format::Toml).unwrap();
    let rubric = Rubric::from_fields(&reader.fields(&root, "the file"));
    assert_eq!(reader.count(), 0);
    assert_eq!(rubric.header.environments, [Environment::default()]);
    assert!((rubric.criteria[0].points(&Environment::default()) - 25.0).abs() < f64::EPSILON);
    assert_eq!(
        rubric.criteria[0].must_have[&Environment::default()],
        Level::Medium
    );
    assert_eq!(rubric.options[0].title, "a");
}

#[test]
fn a_rubric_names_its_mistakes() {
    let text = "[rubric]\nid = \"r\"\ntitle = \"R\"\nenvironments = [\"production\"]\nscale = { L = 1, H = 0 }\n[[criterion]]\nid = \"c\"\nweight = { prod = -1 }\ndirection = \"up\"\n";
    let found = Rubric::read("r.toml", text).unwrap_err().to_string();
    for (line, words) in [(5, "rise"), (8, "0 or more"), (9, "higher-is-better")] {
        let hit = found
            .lines()
            .any(|l| l.starts_with(&format!("r.toml:{line}:")) && l.contains(words));
        assert!(hit, "line {line}: {words}\n{found}");
    }
}
