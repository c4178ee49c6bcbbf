//! Registers as CSV.

use proptest::prelude::*;

use super::super::super::{NewRecord, Reference, Value};
use super::*;
use crate::agenda::{ColumnId, SheetId};

fn with(sheet: &str, fields: &[(&str, &str)]) -> Workshop {
    let mut workshop = eda();
    let all = fields.iter().map(|(column, text)| {
        let column = workshop
            .state()
            .playbook
            .sheet_named(sheet)
            .unwrap()
            .column(column)
            .unwrap();
        (
            column.id.clone(),
            Value::parse(column, text, &[]).unwrap().unwrap(),
        )
    });
    let record = NewRecord {
        sheet: SheetId::new(sheet),
        fields: all.collect(),
        ..NewRecord::default()
    };
    workshop
        .apply(&entry(vec![Change::Add(Box::new(record))]))
        .unwrap();
    workshop
}

#[test]
fn a_register_is_safe_to_open() {
    let workshop = with(
        "actions",
        &[
            ("text", "=1+1, \"now\""),
            ("owner", "@lena"),
            ("due", "2026-12-01"),
        ],
    );
    let text = csv_of(workshop.state(), &SheetId::new("actions"));
    let lines: Vec<&str> = text.split("\r\n").collect();
    assert!(lines[0].starts_with("\u{feff}id,text,owner,due,"), "{text}");
    assert!(
        lines[1].starts_with("AC-1,\"'=1+1, \"\"now\"\"\",'@lena,2026-12-01,"),
        "{text}"
    );
    assert_eq!(csv_of(workshop.state(), &SheetId::new("scores")), "");
}

#[test]
fn what_was_written_is_read_into_another_workshop() {
    let workshop = with(
        "line-items",
        &[
            ("text", "'+x"),
            ("tags", "a, b"),
            ("relevance", "operations=H"),
        ],
    );
    let sheet = SheetId::new("line-items");
    let text = csv_of(workshop.state(), &sheet);
    let read = changes_from_csv("l.csv", &text, &sheet, eda().state()).unwrap();
    let mut other = eda();
    other.apply(&entry(read)).unwrap();
    assert_eq!(other.state(), workshop.state());
    let again = changes_from_csv("l.csv", &text, &sheet, other.state())
        .unwrap_err()
        .to_string();
    assert!(
        again.starts_with("l.csv:2:1: the id \"LI-1\" exists"),
        "{again}"
    );
}

#[test]
fn a_plan_brings_its_dependencies() {
    let text = "[[work_package]]\nid = \"WP-1\"\n[[work_package]]\nid = \"WP-2\"\ndepends_on = [{ on = \"WP-1\", kind = \"SS\", lag = \"1d\" }]\n";
    let state = added(text, eda());
    let sheet = SheetId::new("plan");
    let csv = csv_of(&state, &sheet);
    assert!(csv.contains("WP-1 SS+1d"), "{csv}");
    let mut other = eda();
    other
        .apply(&entry(
            changes_from_csv("p.csv", &csv, &sheet, other.state()).unwrap(),
        ))
        .unwrap();
    assert_eq!(other.state(), &state);
}

#[test]
fn headings_may_be_titles_and_mistakes_are_named() {
    let sheet = SheetId::new("assumptions");
    let text = "Assumption;Priority;Ownr\nx;Q;\n;H;\n";
    let problems = changes_from_csv("a.csv", text, &sheet, eda().state())
        .unwrap_err()
        .to_string();
    for expected in [
        "a.csv:1:1: unknown column \"Ownr\"",
        "a.csv:2:1: `priority`: \"Q\" is not a level: write L, M or H",
        "a.csv:3:1: the record has no `text`",
    ] {
        assert!(problems.contains(expected), "{expected}\n\n{problems}");
    }
    let unknown = changes_from_csv("a.csv", "id\n", &SheetId::new("x"), eda().state()).unwrap_err();
    assert!(
        unknown
            .to_string()
            .contains("there is no sheet \"x\" for records")
    );
    let good = "Assumption,Timeframe\n\"two\nlines\",now\n\n";
    let read = changes_from_csv("a.csv", good, &sheet, eda().state()).unwrap();
    let [Change::Add(record)] = read.as_slice() else {
        panic!("{read:?}")
    };
    assert_eq!(
        record.fields[&ColumnId::new("text")],
        Value::Text("two\nlines".to_owned())
    );
    assert_eq!(
        record.fields[&ColumnId::new("status")],
        Value::Text("open".to_owned())
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn any_text_survives_a_spreadsheet(text in "[a-z'=+@,;\"\n\u{ff1d}-]{1,12}|\\PC{1,8}") {
        let text = crate::document::Clean::kept(text).into_owned();
        prop_assume!(!text.trim().is_empty());
        let mut workshop = eda();
        let record = NewRecord {
            sheet: SheetId::new("inbox"),
            fields: [(ColumnId::new("text"), Value::Text(text.trim().to_owned()))].into(),
            ..NewRecord::default()
        };
        workshop.apply(&entry(vec![Change::Add(Box::new(record))])).unwrap();
        let sheet = SheetId::new("inbox");
        let csv = csv_of(workshop.state(), &sheet);
        let mut other = eda();
        other.apply(&entry(changes_from_csv("i.csv", &csv, &sheet, other.state()).unwrap())).unwrap();
        let record = other.state().record(&Reference::new("I-1")).unwrap();
        prop_assert_eq!(record.text("text"), text.trim());
    }
}
