//! Fold, undo and redo as properties over random changes of a small workshop.

mod agreed;
mod undoing;

use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::agenda::{
    BlockId, ColumnId, CriterionId, Environment, Level, OptionId, OutputId, Playbook, Rubric,
    SheetId, TimeOfDay, TopicId,
};

const PLAYBOOK: &str = include_str!("../../tests/fixtures/tiny/playbook.toml");

const RUBRIC: &str = include_str!("../../tests/fixtures/tiny/rubric.toml");

/// A workshop without records.
pub(super) fn empty() -> State {
    let playbook = Playbook::read("p.toml", PLAYBOOK).unwrap();
    let rubric = Rubric::read("r.toml", RUBRIC).unwrap();
    State::new(
        Info {
            title: "Test".into(),
            ..Info::default()
        },
        playbook,
        rubric,
    )
}

fn at(minute: i64) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-10T09:00:00+01:00").unwrap()
        + chrono::TimeDelta::minutes(minute)
}

fn entry(minute: i64, act: Act) -> Entry {
    Entry {
        id: Uuid::from_u128(u128::from(minute.unsigned_abs())),
        at: at(minute),
        by: "Ada".into(),
        act,
    }
}

fn begun() -> Workshop {
    Workshop::begin(&entry(0, Act::Do(vec![Change::Replace(Box::new(empty()))]))).unwrap()
}

fn add(text: &str) -> Change {
    let fields = [(ColumnId::new("text"), Value::Text(text.into()))].into();
    Change::Add(Box::new(NewRecord {
        sheet: SheetId::new("items"),
        fields,
        ..NewRecord::default()
    }))
}

fn package() -> Change {
    let fields = [(ColumnId::new("title"), Value::Text("w".into()))].into();
    Change::Add(Box::new(NewRecord {
        sheet: SheetId::new("plan"),
        fields,
        ..NewRecord::default()
    }))
}

fn cell() -> CellKey {
    CellKey {
        environment: Environment::new("production"),
        option: OptionId::new("a"),
        criterion: CriterionId::new("cost"),
    }
}

fn reference() -> impl Strategy<Value = Reference> {
    (prop_oneof![Just("LI"), Just("WP")], 1_u32..6)
        .prop_map(|(prefix, n)| Reference::numbered(prefix, n))
}

fn record_change() -> impl Strategy<Value = Change> {
    prop_oneof![
        "[a-z]{1,8}".prop_map(|text| add(&text)),
        Just(package()),
        (reference(), "[a-z]{0,5}").prop_map(|(id, text)| Change::Set {
            id,
            column: ColumnId::new("text"),
            value: (!text.is_empty()).then_some(Value::Text(text)),
        }),
        reference().prop_map(Change::Remove),
        reference().prop_map(Change::Restore),
        (reference(), any::<bool>()).prop_map(|(id, parked)| Change::Park { id, parked }),
        (reference(), any::<bool>()).prop_map(|(id, off)| Change::OffRecord { id, off }),
        reference().prop_map(|id| Change::Move {
            id,
            sheet: SheetId::new("plan"),
            fields: [(ColumnId::new("title"), Value::Text("moved".into()))].into(),
        }),
        (reference(), reference(), "[a-z]{0,5}").prop_map(|(from, to, why)| Change::Link {
            key: LinkKey::new(from, Relation::Precedes(Precedence::FinishStart), to),
            link: Link {
                why,
                lag: String::new()
            },
        }),
        (reference(), reference()).prop_map(|(from, to)| Change::Unlink(LinkKey::new(
            from,
            Relation::Precedes(Precedence::FinishStart),
            to
        ))),
    ]
}

fn vote() -> impl Strategy<Value = Change> {
    let counts = (0_u32..4, 0_u32..4, 0_u32..4, 0_u32..2);
    counts.prop_map(|(low, medium, high, abstained)| Change::Vote {
        cell: cell(),
        tally: Tally {
            low,
            medium,
            high,
            abstained,
        },
        room: None,
        set: None,
    })
}

fn other_change() -> impl Strategy<Value = Change> {
    let time = |minutes| TimeOfDay::from_minutes(minutes).unwrap();
    prop_oneof![
        prop::option::of(Just(Mark::Level(Level::High))).prop_map(|mark| Change::Score {
            cell: cell(),
            mark,
            rationale: String::new(),
            provenance: Provenance::Voted,
            set: None,
        }),
        vote(),
        prop::option::of(0_u32..9).prop_map(Change::SetRoom),
        (0_u32..100).prop_map(|points| Change::SetWeight {
            criterion: CriterionId::new("cost"),
            environment: Environment::new("production"),
            points: f64::from(points),
        }),
        any::<bool>().prop_map(|locked| Change::LockWeights {
            environment: Environment::new("production"),
            locked
        }),
        Just(Change::RemoveOption(OptionId::new("b"))),
        prop::option::of("[a-z]{1,4}").prop_map(|text| Change::SetCell {
            key: (SheetId::new("grid"), "r".into(), "c".into()),
            value: text.map(Value::Text),
        }),
        any::<bool>().prop_map(|covered| Change::Cover {
            topic: TopicId::new("t"),
            covered
        }),
        prop::option::of("[a-z]{1,4}").prop_map(|reason| Change::Accept {
            output: OutputId::new("o"),
            reason
        }),
        (540_u16..600, 600_u16..700).prop_map(move |(start, end)| Change::Retime {
            block: BlockId::new("one"),
            start: time(start),
            end: time(end),
        }),
        (0_usize..2).prop_map(|day| Change::MoveBlock {
            block: BlockId::new("two"),
            day
        }),
        Just(Change::DropBlock(BlockId::new("two"))),
        prop::option::of("[a-z]{1,4}").prop_map(|text| Change::SetProse {
            section: "s".into(),
            text
        }),
        prop_oneof![
            Just(ClockEvent::Started),
            Just(ClockEvent::Paused),
            Just(ClockEvent::Extended(5)),
            Just(ClockEvent::Closed)
        ]
        .prop_map(|event| Change::Clock {
            block: BlockId::new("one"),
            event
        }),
        Just(Change::Replace(Box::new(empty()))),
    ]
}

fn act() -> impl Strategy<Value = Act> {
    let change = || prop_oneof![4 => record_change(), 2 => other_change()];
    prop_oneof![
        8 => prop::collection::vec(change(), 1..4).prop_map(Act::Do),
        2 => Just(Act::Undo),
        1 => Just(Act::Redo),
        1 => "[a-z]{1,4}".prop_map(Act::Mark),
    ]
}

/// Applies acts as a journal would hold them: what cannot be applied is not written.
fn journal(acts: Vec<Act>) -> (Vec<Entry>, Workshop) {
    let first = entry(0, Act::Do(vec![Change::Replace(Box::new(empty()))]));
    let mut workshop = Workshop::begin(&first).unwrap();
    let mut entries = vec![first];
    for (nth, act) in acts.into_iter().enumerate() {
        let next = entry(i64::try_from(nth).unwrap() + 1, act);
        if workshop.apply(&next).is_ok() {
            entries.push(next);
        }
    }
    (entries, workshop)
}

/// A state without what never goes back: the numbers that were given out, and the clocks.
fn without_numbers(workshop: &Workshop) -> State {
    let mut state = workshop.state().clone();
    Arc::make_mut(&mut state.numbers).clear();
    state
}

proptest! {
    #[test]
    fn the_fold_is_deterministic_and_survives_json(acts in prop::collection::vec(act(), 0..30)) {
        let (entries, workshop) = journal(acts);
        let text = serde_json::to_string(&entries).unwrap();
        let read: Vec<Entry> = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&read, &entries);
        prop_assert_eq!(Workshop::fold(&read).unwrap(), workshop);
    }

    #[test]
    fn undo_takes_back_and_redo_does_again(
        acts in prop::collection::vec(act(), 0..20),
        changes in prop::collection::vec(prop_oneof![record_change(), other_change()], 1..5),
    ) {
        let (_, mut workshop) = journal(acts);
        let doing = Act::Do(changes);
        prop_assume!(!doing.is_clock());
        let before = without_numbers(&workshop);
        prop_assume!(workshop.apply(&entry(100, doing)).is_ok());
        let after = without_numbers(&workshop);
        workshop.apply(&entry(101, Act::Undo)).unwrap();
        prop_assert_eq!(without_numbers(&workshop), before);
        workshop.apply(&entry(102, Act::Redo)).unwrap();
        prop_assert_eq!(without_numbers(&workshop), after);
    }

    #[test]
    fn everything_can_be_undone_and_done_again(acts in prop::collection::vec(act(), 0..30)) {
        let acts = acts.into_iter().filter(|act| !act.is_clock()).collect();
        let (_, mut workshop) = journal(acts);
        let after = without_numbers(&workshop);
        let mut steps = 0;
        while workshop.apply(&entry(200, Act::Undo)).is_ok() {
            steps += 1;
        }
        prop_assert_eq!(without_numbers(&workshop), {
            let mut state = empty();
            Arc::make_mut(&mut state.numbers).clear();
            state
        });
        for _ in 0..steps {
            workshop.apply(&entry(300, Act::Redo)).unwrap();
        }
        prop_assert_eq!(without_numbers(&workshop), after);
    }

    #[test]
    fn what_cannot_be_applied_changes_nothing(acts in prop::collection::vec(act(), 0..20), good in record_change()) {
        let (_, mut workshop) = journal(acts);
        let before = workshop.clone();
        let bad = Change::Remove(Reference::new("XX-99"));
        prop_assert!(workshop.apply(&entry(100, Act::Do(vec![good, bad]))).is_err());
        prop_assert_eq!(without_numbers(&workshop), without_numbers(&before));
        prop_assert_eq!(workshop.entries(), before.entries());
    }

    #[test]
    fn references_are_never_given_twice(acts in prop::collection::vec(act(), 0..40)) {
        let first = entry(0, Act::Do(vec![Change::Replace(Box::new(empty()))]));
        let mut workshop = Workshop::begin(&first).unwrap();
        let mut given = std::collections::BTreeSet::new();
        for (nth, act) in acts.into_iter().enumerate() {
            if let Ok(applied) = workshop.apply(&entry(i64::try_from(nth).unwrap() + 1, act)) {
                for id in applied.assigned {
                    prop_assert!(given.insert(id.clone()), "{id} was given twice");
                }
            }
        }
    }
}

#[test]
fn a_journal_begins_with_its_workshop() {
    assert_eq!(Workshop::fold([]), Err(ApplyError::NotBegun));
    assert_eq!(
        Workshop::begin(&entry(0, Act::Undo)),
        Err(ApplyError::NotBegun)
    );
    let mut workshop = begun();
    assert_eq!(
        workshop.apply(&entry(1, Act::Undo)),
        Err(ApplyError::NothingToUndo)
    );
}

#[test]
fn what_is_off_the_record_is_not_told_by_the_log() {
    let mut workshop = begun();
    let id = Reference::new("LI-1");
    let say = |text: &str| Change::Set {
        id: id.clone(),
        column: ColumnId::new("text"),
        value: Some(Value::Text(text.to_owned())),
    };
    let new = NewRecord {
        sheet: SheetId::new("items"),
        off_record: true,
        ..NewRecord::default()
    };
    let mut told = |change| {
        workshop
            .apply(&entry(1, Act::Do(vec![change])))
            .unwrap()
            .what
    };
    told(Change::Add(Box::new(new)));
    assert_eq!(told(say("secret")), "set text of LI-1");
    let off = false;
    told(Change::OffRecord {
        id: id.clone(),
        off,
    });
    assert_eq!(told(say("open")), "set text of LI-1 to \"open\"");
}

#[test]
fn what_does_not_fit_is_refused_in_words() {
    let mut workshop = begun();
    workshop.apply(&entry(1, Act::Do(vec![add("x")]))).unwrap();
    let id = Reference::new("LI-1");
    for (change, words) in [
        (Change::Remove(Reference::new("LI-7")), "no record \"LI-7\""),
        (
            Change::Set {
                id: id.clone(),
                column: ColumnId::new("owner"),
                value: Some(Value::Flag(true)),
            },
            "no column",
        ),
        (
            Change::Set {
                id: id.clone(),
                column: ColumnId::new("text"),
                value: Some(Value::Flag(true)),
            },
            "does not fit",
        ),
        (
            Change::Add(Box::new(NewRecord {
                sheet: SheetId::new("grid"),
                ..NewRecord::default()
            })),
            "hold records",
        ),
        (
            Change::Link {
                key: LinkKey::new(id.clone(), Relation::Relates, id),
                link: Link::default(),
            },
            "itself",
        ),
        (
            Change::SetWeight {
                criterion: CriterionId::new("cost"),
                environment: Environment::new("production"),
                points: -1.0,
            },
            "0 or more",
        ),
    ] {
        let error = workshop
            .apply(&entry(2, Act::Do(vec![change])))
            .unwrap_err()
            .to_string();
        assert!(error.contains(words), "{error}");
    }
}

#[test]
fn what_matters_to_a_block_is_carried_in_highest_first() {
    let mut workshop = begun();
    let two = BlockId::new("two");
    for (text, level) in [
        ("low", Level::Low),
        ("medium", Level::Medium),
        ("high", Level::High),
    ] {
        let Change::Add(mut new) = add(text) else {
            panic!("add")
        };
        new.fields.insert(
            ColumnId::new("relevance"),
            Value::Relevance([(two.clone(), level)].into()),
        );
        workshop
            .apply(&entry(1, Act::Do(vec![Change::Add(new)])))
            .unwrap();
    }
    let carried: Vec<&str> = workshop
        .state()
        .carried_in(&two)
        .iter()
        .map(|(_, r)| r.naming_text())
        .collect();
    assert_eq!(carried, ["high", "medium"]);
}
