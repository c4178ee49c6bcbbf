//! Capture: what is understood, and that nothing is ever lost.

mod missed;

use std::sync::Arc;

use proptest::prelude::*;

use super::super::{Info, Person};
use super::*;
use crate::agenda::Level;

fn state() -> State {
    let playbook = include_str!("../../../agenda/eda-workshop.toml");
    let rubric = include_str!("../../../scoring/kafka-platforms.toml");
    let playbook = Playbook::read("p.toml", playbook).unwrap();
    let rubric = Rubric::read("r.toml", rubric).unwrap();
    let mut state = State::new(Info::default(), playbook, rubric);
    for name in ["Lena Ortiz", "Sam Webb", "Sam Okoye", "Jo"] {
        state.people.push(Person {
            name: name.to_owned(),
            ..Person::default()
        });
    }
    state
}

/// A Wednesday.
fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 25).unwrap()
}

fn read(line: &str, sheet: &str) -> Captured {
    let state = state();
    parse(
        line,
        &Context::new(&state, today()).on_sheet(SheetId::new(sheet)),
    )
}

/// `sheet | text | column=value ...`, the naming column left out.
fn said(line: &str, sheet: &str) -> String {
    let captured = read(line, sheet);
    let text = Value::Text(captured.text.clone());
    let fields: Vec<String> = captured
        .fields
        .iter()
        .filter(|(column, value)| {
            **value != text || !matches!(column.as_str(), "text" | "title" | "name" | "item")
        })
        .map(|(column, value)| format!("{column}={value}"))
        .collect();
    let sheet = captured
        .sheet
        .map_or("none".to_owned(), |sheet| sheet.to_string());
    format!("{sheet} | {} | {}", captured.text, fields.join(" "))
}

#[test]
fn a_plain_line_goes_to_the_sheet_in_front() {
    assert_eq!(
        said("  two sites are enough ", "assumptions"),
        "assumptions | two sites are enough | "
    );
    assert_eq!(
        said("said while scoring", "scores"),
        "line-items | said while scoring | "
    );
    assert_eq!(
        said("said nowhere", "no-such-sheet"),
        "line-items | said nowhere | "
    );
}

#[test]
fn words_and_signs_lead_elsewhere() {
    for (line, sheet) in [
        ("li: x", "line-items"),
        ("> x", "line-items"),
        ("as: x", "assumptions"),
        ("~ x", "assumptions"),
        ("PARK: x", "parking-lot"),
        ("? x", "parking-lot"),
        ("risk: x", "risks"),
        ("! x", "risks"),
        ("dec: x", "decisions"),
        ("= x", "decisions"),
        ("act:x", "actions"),
        ("+ x", "actions"),
        ("st: x", "stakeholders"),
        ("rq: x", "requirements"),
        ("wp: x", "plan"),
        ("cost: x", "costs"),
        (".. x", "inbox"),
    ] {
        assert_eq!(said(line, "swot"), format!("{sheet} | x | "), "{line}");
    }
}

#[test]
fn what_only_looks_like_a_beginning_stays() {
    for line in [
        ">x",
        "~",
        "?",
        "...and more",
        "list: x",
        "st://x",
        "li :x",
        "5 > 3",
        "why? because",
    ] {
        assert_eq!(said(line, "inbox"), format!("inbox | {line} | "), "{line}");
    }
}

#[test]
fn an_option_and_a_quadrant_make_a_swot_point() {
    for (line, option, quadrant, text) in [
        (
            "msk s: our IAM roles fit",
            "aws-msk",
            "strengths",
            "our IAM roles fit",
        ),
        (
            "Confluent Cloud w: price: per use",
            "confluent-cloud",
            "weaknesses",
            "price: per use",
        ),
        ("oss o: x", "kafka-oss", "opportunities", "x"),
        (
            "enterprise threat: x",
            "confluent-enterprise",
            "threats",
            "x",
        ),
    ] {
        let expected = format!("swot | {text} | option={option} quadrant={quadrant}");
        assert_eq!(said(line, "line-items"), expected, "{line}");
    }
    for line in [
        "confluent s: x",
        "msk q: x",
        "msk: x",
        "msk s:x",
        "pulsar s: x",
    ] {
        assert_eq!(
            said(line, "line-items"),
            format!("line-items | {line} | "),
            "{line}"
        );
    }
}

#[test]
fn on_a_board_a_quadrant_is_enough() {
    let state = state();
    let text = |text: &str| Value::Text(text.to_owned());
    let mut context = Context::new(&state, today()).on_sheet(SheetId::new("swot"));
    context.here = [("option", "aws-msk"), ("quadrant", "strengths")]
        .map(|(column, value)| (ColumnId::new(column), text(value)))
        .into();
    for (line, quadrant, said) in [
        ("w: licence per node", "weaknesses", "licence per node"),
        ("o: exit", "opportunities", "exit"),
        ("Threats: x", "threats", "x"),
        ("fits our roles", "strengths", "fits our roles"),
        ("w:H", "strengths", "w:H"),
    ] {
        let captured = parse(line, &context);
        assert_eq!(captured.fields["option"], text("aws-msk"), "{line}");
        assert_eq!(captured.fields["quadrant"], text(quadrant), "{line}");
        assert_eq!(captured.text, said);
    }
    assert_eq!(
        said("w: x", "swot"),
        "swot | w: x | ",
        "no option is in front"
    );
}

#[test]
fn a_name_of_several_options_is_unclear() {
    let rubric = state().rubric;
    assert_eq!(unclear_option("conf o: Flink", &rubric), Some("conf"));
    for line in [
        "msk s: x",
        "confluent cloud s: x",
        "note this: x",
        "plainly",
        "zz s: x",
    ] {
        assert_eq!(unclear_option(line, &rubric), None, "{line}");
    }
}

#[test]
fn any_column_with_values_of_its_own_can_be_named() {
    let said = read(
        "ports can be opened timeframe:3m status:conf",
        "assumptions",
    );
    assert_eq!(said.text, "ports can be opened");
    assert_eq!(said.fields["timeframe"], Value::Text("3 months".into()));
    assert_eq!(said.fields["status"], Value::Text("confirmed".into()));
    let cost = read("licence likely:120000 basis:ann env:prod", "costs");
    assert_eq!(cost.fields["likely"], Value::Number(120_000.0));
    assert_eq!(cost.fields["environment"], Value::Text("production".into()));
    for line in [
        "see http://x",
        "timeframe:someday",
        "status:",
        "te:3m",
        "note:this",
    ] {
        assert_eq!(read(line, "assumptions").text, line, "{line}");
    }
}

#[test]
fn markers_fill_columns_and_leave_the_text() {
    let batch = read(
        "nightly batch @lena takes 6 h, #batch w:H #ops.",
        "line-items",
    );
    assert_eq!(batch.text, "nightly batch takes 6 h,.");
    assert_eq!(
        batch.fields["said-by"],
        Value::Text("Lena Ortiz".to_owned())
    );
    assert_eq!(batch.fields["tags"].to_string(), "batch, ops");
    let means: Vec<&str> = batch.spans.iter().map(|span| span.means.as_str()).collect();
    assert_eq!(means, ["Lena Ortiz", "batch", "all later blocks H", "ops"]);
    assert_eq!(
        said("two sites @\"Platform team\" !h", "assumptions"),
        "assumptions | two sites | owner=Platform team priority=H"
    );
    assert_eq!(
        said("act: send the list due:fri @JO.", "line-items"),
        "actions | send the list. | due=2026-11-27 owner=Jo"
    );
    assert_eq!(
        said("@sam knows @lena", "line-items"),
        "line-items | knows @lena | said-by=sam"
    );
    assert_eq!(
        said("oss w: patches are ours #cost #team", "line-items"),
        "swot | patches are ours | criteria=cost option=kafka-oss quadrant=weaknesses tags=team"
    );
    assert_eq!(
        said("clusters takes:2d/3d/8d takes:long", "plan"),
        "plan | clusters takes:long | duration=2d/3d/8d"
    );
    assert_eq!(
        said("cut over due:2026-12-01", "plan"),
        "plan | cut over | deadline=2026-12-01"
    );
}

#[test]
fn relevance_is_to_all_later_blocks_or_to_some() {
    let state = state();
    let block = state.playbook.blocks().nth(1).unwrap().1.id.clone();
    let context = Context::new(&state, today())
        .in_block(Some(block), None)
        .on_sheet(SheetId::new("line-items"));
    let level = |line: &str, block: &str| match parse(line, &context).fields.get("relevance") {
        Some(Value::Relevance(levels)) => levels.get(block).copied(),
        _ => None,
    };
    assert_eq!(level("x w:H", "operations"), Some(Level::High));
    assert_eq!(level("x w:H", "lunch-1"), None);
    assert_eq!(level("x w:ops=H", "operations"), Some(Level::High));
    assert_eq!(level("x w:ops=H", "devops"), None);
    assert_eq!(level("x w:l w:ops=H", "operations"), Some(Level::High));
    assert_eq!(level("x w:ops=H w:l", "operations"), Some(Level::High));
    assert_eq!(level("x w:ops=H,devops=m", "devops"), Some(Level::Medium));
    for text in [
        "x w:nowhere=H",
        "x w:ops=X",
        "x w:",
        "x w:H,M",
        "x w:ops=H,ops=L",
    ] {
        assert_eq!(parse(text, &context).text, text);
    }
    assert_eq!(parse("x w:ops=H w:ops=L", &context).text, "x w:ops=L");
}

#[test]
fn what_has_no_column_stays_in_the_text() {
    for line in [
        "mail lena@example.org",
        "we are #1",
        "wow!",
        "x !x",
        "due:someday",
        "@",
        "#",
        "lena's @sam's",
    ] {
        assert_eq!(
            said(line, "line-items"),
            format!("line-items | {line} | "),
            "{line}"
        );
    }
    assert_eq!(
        said("x due:fri !h", "line-items"),
        "line-items | x due:fri !h | "
    );
    assert_eq!(
        said("x @\"no end", "line-items"),
        "line-items | x @\"no end | "
    );
}

#[test]
fn a_line_of_markers_keeps_its_text() {
    assert_eq!(
        said("li: #batch", "inbox"),
        "line-items | li: #batch | tags=batch"
    );
    assert_eq!(read("   ", "inbox").text, "");
    assert_eq!(read("   ", "inbox").record(), None);
}

#[test]
fn a_record_begins_with_the_defaults_of_its_sheet() {
    let record = read("as: x !l", "inbox").record().unwrap();
    assert_eq!(
        record.fields.get("status"),
        Some(&Value::Text("open".to_owned()))
    );
    assert_eq!(
        record.fields.get("priority"),
        Some(&Value::Level(Level::Low))
    );
}

#[test]
fn what_the_place_gives_is_kept_on_its_own_sheet_only() {
    let state = state();
    let mut context = Context::new(&state, today()).on_sheet(SheetId::new("swot"));
    let option = ColumnId::new("option");
    context
        .here
        .insert(option.clone(), Value::Text("aws-msk".to_owned()));
    assert!(parse("cheap", &context).fields.contains_key(&option));
    assert!(!parse("li: cheap", &context).fields.contains_key(&option));
}

#[test]
fn without_a_parking_lot_a_record_is_parked_where_it_is() {
    let mut state = state();
    Arc::make_mut(&mut state.playbook)
        .sheets
        .retain(|sheet| sheet.id.as_str() != "parking-lot" && sheet.id.as_str() != "risks");
    let context = Context::new(&state, today()).on_sheet(SheetId::new("assumptions"));
    let parked = parse("? who pays", &context);
    assert_eq!((parked.text.as_str(), parked.parked), ("who pays", true));
    assert_eq!(parked.sheet, Some(SheetId::new("assumptions")));
    assert_eq!(parse("risk: fire", &context).text, "risk: fire");
}

#[test]
fn notes_are_read_line_by_line() {
    let state = state();
    let text = "\u{feff}# Introduction\r\n\r\n- first @lena\r\n  goes on\r\n  * as: second\n---\n# Stakeholders and what they require\n\
                third\n\n   fourth\n# Something else\nrisk: fifth\n#tag sixth\n";
    let all = notes(text, &Context::new(&state, today()));
    let read: Vec<(usize, &str, &str)> = all
        .iter()
        .map(|(line, captured)| {
            (
                *line,
                captured.sheet.as_ref().unwrap().as_str(),
                captured.text.as_str(),
            )
        })
        .collect();
    assert_eq!(
        read,
        [
            (3, "line-items", "first goes on"),
            (5, "assumptions", "second"),
            (8, "line-items", "third"),
            (10, "line-items", "fourth"),
            (11, "line-items", "Something else"),
            (12, "risks", "fifth"),
            (13, "line-items", "sixth"),
        ]
    );
    assert_eq!(all[0].1.block.as_ref().unwrap().as_str(), "introduction");
    assert_eq!(all[0].1.topic, None);
    assert_eq!(all[2].1.topic.as_ref().unwrap().as_str(), "stakeholders");
    assert_eq!(
        (&all[4].1.block, &all[4].1.topic),
        (&None, &None),
        "a heading of its own"
    );
}

#[test]
fn the_legend_names_the_columns() {
    let state = state();
    let write = |sheet: &str| -> Vec<String> {
        let sheet = state.playbook.sheet_named(sheet).unwrap();
        legend(sheet).into_iter().map(|hint| hint.write).collect()
    };
    assert_eq!(write("line-items"), ["@name", "#tag", "w:H", "w:block=H"]);
    assert_eq!(write("actions"), ["@name", "due:fri"]);
    assert_eq!(beginnings(&state.playbook).len(), 12);
}

/// Lines that look like capture lines, and any others.
fn line() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("li:".to_owned()),
        Just("msk s:".to_owned()),
        Just("? ".to_owned()),
        Just(" @lena".to_owned()),
        Just(" @\"Platform team\",".to_owned()),
        Just(" @\"".to_owned()),
        Just(" #tag".to_owned()),
        Just(" !h".to_owned()),
        Just(" due:fri".to_owned()),
        Just(" w:H".to_owned()),
        Just(" w:ops=M,devops=L.".to_owned()),
        "[ a-zßé漢🙂,.!?#@:=\"]{0,12}",
        "\\PC{0,6}",
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn nothing_said_is_lost(line in line(), sheet in prop::sample::select(vec!["line-items", "assumptions", "swot", "plan", "scores", "actions"])) {
        let state = state();
        let context = Context::new(&state, today()).on_sheet(SheetId::new(sheet));
        let captured = parse(&line, &context);
        prop_assert_eq!(&captured, &parse(&line, &context));
        let mut rest = String::new();
        let mut at = 0;
        for span in &captured.spans {
            prop_assert!(at <= span.range.start && span.range.start < span.range.end);
            rest.push_str(line.get(at..span.range.start).unwrap());
            at = span.range.end;
        }
        rest.push_str(line.get(at..).unwrap());
        let solid = |text: &str| text.split_whitespace().collect::<String>();
        // A line of nothing but markers keeps them all.
        let kept = if solid(&rest).is_empty() { &line } else { &rest };
        prop_assert_eq!(solid(&captured.text), solid(kept));
    }

    #[test]
    fn notes_never_panic(text in "[#\\-* \t\na-z:@]{0,80}|\\PC{0,40}") {
        let state = state();
        let lines = text.lines().count();
        for (number, captured) in notes(&text, &Context::new(&state, today())) {
            prop_assert!((1..=lines).contains(&number));
            prop_assert!(!captured.text.is_empty());
        }
    }
}
