//! What is open in a small workshop, and what closes it.

use super::*;
use chrono::DateTime;
use uuid::Uuid;

use crate::agenda::{ColumnId, OutputId, Playbook, Rubric, SheetId};
use crate::workshop::{
    Act, CellKey, Change, Entry, Info, Link, LinkKey, Mark, NewRecord, Precedence, Provenance,
    Reference, Relation, State, Value, Workshop,
};

/// A workshop without records.
fn empty() -> State {
    let playbook = include_str!("../../tests/fixtures/tiny/playbook.toml");
    let rubric = include_str!("../../tests/fixtures/tiny/rubric.toml");
    State::new(
        Info::default(),
        Playbook::read("p.toml", playbook).unwrap(),
        Rubric::read("r.toml", rubric).unwrap(),
    )
}

/// The state after these changes.
fn apply(state: State, changes: Vec<Change>) -> State {
    let entry = |changes| Entry {
        id: Uuid::nil(),
        at: DateTime::default(),
        by: "Ada".to_owned(),
        act: Act::Do(changes),
    };
    let first = entry(vec![Change::Replace(Box::new(state))]);
    let workshop = Workshop::fold([&first, &entry(changes)]).unwrap();
    workshop.state().clone()
}

fn add(sheet: &str, fields: &[(&str, &str)]) -> Change {
    let fields = fields
        .iter()
        .map(|(id, text)| (ColumnId::new(*id), Value::Text((*text).to_owned())));
    Change::Add(Box::new(NewRecord {
        sheet: SheetId::new(sheet),
        fields: fields.collect(),
        ..NewRecord::default()
    }))
}

fn what(state: &State, kind: Kind) -> Vec<String> {
    findings(state)
        .into_iter()
        .filter(|found| found.kind == kind)
        .map(|found| found.what)
        .collect()
}

fn score(option: &str, mark: Mark) -> Change {
    Change::Score {
        cell: CellKey {
            environment: "production".parse().unwrap(),
            option: option.parse().unwrap(),
            criterion: "cost".parse().unwrap(),
        },
        mark: Some(mark),
        rationale: String::new(),
        provenance: Provenance::Voted,
        set: None,
    }
}

#[test]
fn an_output_is_missing_until_it_is_there_or_accepted() {
    assert_eq!(what(&empty(), Kind::Output), ["One · O: nothing yet"]);
    let filled = apply(empty(), vec![add("items", &[("text", "x")])]);
    assert_eq!(outputs(&filled)[0].status, OutputStatus::Complete);
    let reason = Some("later".to_owned());
    let accepted = apply(
        empty(),
        vec![Change::Accept {
            output: OutputId::new("o"),
            reason,
        }],
    );
    assert_eq!(
        outputs(&accepted)[0].status,
        OutputStatus::Accepted("later".into())
    );
    assert_eq!(what(&accepted, Kind::Output), Vec::<String>::new());
}

#[test]
fn cells_without_a_level_are_named_and_gaps_ask_for_work() {
    assert_eq!(
        what(&empty(), Kind::Score),
        ["production: none of 2 cells is scored"]
    );
    let half = apply(empty(), vec![score("a", "M".parse().unwrap())]);
    assert_eq!(
        what(&half, Kind::Score),
        ["production: cost of b is not scored"]
    );
    let both = apply(half, vec![score("b", "L".parse().unwrap())]);
    assert_eq!(what(&both, Kind::Score), Vec::<String>::new());
    assert_eq!(what(&both, Kind::Gap), ["production: cost of a is M"]);
    let Change::Score { cell, .. } = score("a", Mark::NotApplicable) else {
        panic!("score")
    };
    let closing = LinkKey::new(Reference::new("WP-1"), Relation::Closes, cell);
    let closed = apply(
        both,
        vec![
            add("plan", &[("title", "w")]),
            Change::Link {
                key: closing,
                link: Link::default(),
            },
        ],
    );
    assert_eq!(what(&closed, Kind::Gap), Vec::<String>::new());
}

#[test]
fn a_cycle_is_named_with_the_link_to_cut() {
    let package = || {
        add(
            "plan",
            &[("title", "w"), ("duration", "2d"), ("owner", "Ada")],
        )
    };
    let link = |from: &str, to: &str| Change::Link {
        key: LinkKey::new(
            Reference::new(from),
            Relation::Precedes(Precedence::FinishStart),
            Reference::new(to),
        ),
        link: Link::default(),
    };
    let state = apply(
        empty(),
        vec![
            package(),
            package(),
            link("WP-1", "WP-2"),
            link("WP-2", "WP-1"),
        ],
    );
    assert_eq!(
        what(&state, Kind::Plan),
        ["WP-1 → WP-2 → WP-1 wait for each other"]
    );
    let cut = findings(&state)
        .into_iter()
        .find(|found| found.kind == Kind::Plan)
        .unwrap();
    assert!(
        cut.remedy.starts_with("remove the link from WP-"),
        "{}",
        cut.remedy
    );
    assert_eq!(what(&state, Kind::Owner), Vec::<String>::new());
}

#[test]
fn work_without_owner_or_duration_is_named() {
    let state = apply(empty(), vec![add("plan", &[("title", "w")])]);
    assert_eq!(what(&state, Kind::Owner), ["WP-1 w"]);
    assert_eq!(what(&state, Kind::Plan), ["WP-1 w has no duration"]);
    let done = apply(
        empty(),
        vec![add("plan", &[("title", "w"), ("status", "dropped")])],
    );
    assert_eq!(
        findings(&done)
            .into_iter()
            .filter(|found| found.kind >= Kind::Plan)
            .count(),
        0
    );
}
