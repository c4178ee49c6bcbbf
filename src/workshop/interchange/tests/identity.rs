//! Import after export gives the same state.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, TimeDelta};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::super::super::{
    CellKey, ClockEvent, Decision, Link, LinkKey, Mark, NewRecord, Node, Person, PlanSettings,
    Precedence, Provenance, Reference, Relation, Status, Tally, Value, Values, Weekday,
};
use super::*;
use crate::agenda::{
    Axis, BlockId, Column, ColumnKind, Level, OptionId, OutputId, PlatformOption, Sheet, SheetBody,
    SheetId, TimeOfDay, TopicId,
};

/// Choices of one random change; each kind of change takes what it needs.
#[derive(Debug, Clone)]
struct Dice {
    kind: u8,
    places: Vec<Index>,
    texts: Vec<String>,
    number: f64,
    minutes: i32,
}

fn dice() -> impl Strategy<Value = Dice> {
    let text = prop_oneof![
        "[a-z]{1,8}",
        "\\PC{1,12}",
        "(\"|\\\\|\n|\r|\t|'| |a|=|#|\u{1}){1,10}",
    ];
    (
        any::<u8>(),
        prop::collection::vec(any::<Index>(), 24),
        prop::collection::vec(text, 6),
        -1e9_f64..1e9,
        -90..90_i32,
    )
        .prop_map(|(kind, places, texts, number, minutes)| Dice {
            kind,
            places,
            // Whatever is typed or imported is clean.
            texts: texts
                .into_iter()
                .map(|text| Clean::kept(text).into_owned())
                .collect(),
            number,
            minutes,
        })
}

impl Dice {
    fn of<'a, T>(&self, nth: usize, all: &'a [T]) -> Option<&'a T> {
        (!all.is_empty()).then(|| self.places[nth].get(all))
    }

    fn flag(&self, nth: usize) -> bool {
        self.places[nth].index(2) == 0
    }

    fn level(&self, nth: usize) -> Level {
        *self.places[nth].get(&Level::ALL)
    }

    fn date(&self, nth: usize) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 1).unwrap()
            + TimeDelta::days(i64::try_from(self.places[nth].index(9_000)).unwrap())
    }

    fn block(&self, nth: usize, state: &State) -> BlockId {
        let blocks: Vec<_> = state
            .playbook
            .blocks()
            .map(|(_, block)| block.id.clone())
            .collect();
        self.of(nth, &blocks).cloned().unwrap_or_default()
    }

    fn topic(&self, nth: usize, state: &State) -> TopicId {
        let blocks = state
            .playbook
            .blocks()
            .flat_map(|(_, block)| block.all_topics());
        let topics: Vec<_> = blocks.map(|(_, topic)| topic.id.clone()).collect();
        self.of(nth, &topics).cloned().unwrap_or_default()
    }

    fn cell(&self, nth: usize, state: &State) -> CellKey {
        let rubric = &state.rubric;
        CellKey {
            environment: self
                .of(nth, &rubric.header.environments)
                .cloned()
                .unwrap_or_default(),
            option: self
                .of(nth + 1, &rubric.options)
                .map(|one| one.id.clone())
                .unwrap_or_default(),
            criterion: self
                .of(nth + 2, &rubric.criteria)
                .map(|one| one.id.clone())
                .unwrap_or_default(),
        }
    }

    fn record(&self, nth: usize, state: &State) -> Reference {
        let ids: Vec<_> = state.records.keys().cloned().collect();
        self.of(nth, &ids)
            .cloned()
            .unwrap_or_else(|| Reference::new("none"))
    }

    fn value(&self, nth: usize, column: &Column, state: &State) -> Value {
        match column.kind {
            ColumnKind::Text | ColumnKind::Long | ColumnKind::Person => {
                Value::Text(self.texts[nth % 6].clone())
            }
            ColumnKind::Choice => Value::Text(self.of(nth, &column.choices).cloned().unwrap()),
            ColumnKind::Level => Value::Level(self.level(nth)),
            ColumnKind::Date => Value::Date(self.date(nth)),
            ColumnKind::Number => Value::Number(self.number),
            ColumnKind::Tags => Value::Tags(BTreeSet::from([
                self.texts[0].clone(),
                self.texts[1].clone(),
            ])),
            ColumnKind::Relevance => Value::Relevance(BTreeMap::from([
                (self.block(nth, state), self.level(nth)),
                (self.block(nth + 1, state), self.level(nth + 1)),
            ])),
            ColumnKind::Flag => Value::Flag(self.flag(nth)),
            ColumnKind::Duration => {
                let all = ["3d", "0.5w", "4h", "2d/3d/8d", "8d / 3d/2d", "0d"];
                Value::Text((*self.places[nth].get(&all)).to_owned())
            }
        }
    }

    fn add(&self, state: &State) -> Change {
        let sheets: Vec<&Sheet> = state
            .playbook
            .sheets
            .iter()
            .filter(|sheet| sheet.prefix.is_some())
            .collect();
        let sheet = self.of(0, &sheets).unwrap();
        let mut fields = Values::new();
        for (nth, column) in sheet.columns().into_iter().enumerate() {
            if nth == 0 || self.flag(nth % 20) {
                fields.insert(column.id.clone(), self.value(nth % 20, column, state));
            }
        }
        let id = self
            .flag(21)
            .then(|| Reference::new(&self.texts[5].replace(['\n', '\r'], "")));
        Change::Add(Box::new(NewRecord {
            id: id.filter(|id| !id.as_str().is_empty()),
            sheet: sheet.id.clone(),
            fields,
            added: None,
            block: self.flag(20).then(|| self.block(20, state)),
            topic: self.flag(21).then(|| self.topic(21, state)),
            parked: self.flag(22),
            off_record: self.places[23].index(8) == 0,
        }))
    }

    fn link(&self, state: &State) -> Change {
        let end = |nth: usize| match self.places[nth].index(4) {
            0 => Node::Cell(self.cell(nth, state)),
            _ => Node::Record(self.record(nth, state)),
        };
        let mut relation = *self.places[8].get(&Relation::ALL);
        if let Relation::Precedes(kind) = &mut relation {
            *kind = *self.places[9].get(&Precedence::ALL);
        }
        let text = |nth: usize| {
            if self.flag(nth) {
                self.texts[nth % 6].clone()
            } else {
                String::new()
            }
        };
        let lag = if self.flag(12) { "-1d" } else { "" };
        Change::Link {
            key: LinkKey {
                from: end(0),
                to: end(4),
                relation,
            },
            link: Link {
                why: text(10),
                lag: lag.to_owned(),
            },
        }
    }

    fn matrix_cell(&self, state: &State) -> Option<Change> {
        let is_matrix = |sheet: &&Sheet| matches!(sheet.body, SheetBody::Matrix { .. });
        let matrices: Vec<&Sheet> = state.playbook.sheets.iter().filter(is_matrix).collect();
        let sheet = self.of(0, &matrices)?;
        let SheetBody::Matrix {
            rows,
            columns,
            cell,
        } = &sheet.body
        else {
            return None;
        };
        let name = |nth: usize, axis: &Axis| match axis {
            Axis::Fixed(names) => self.of(nth, names).cloned(),
            Axis::Register(register) => {
                let ids: Vec<String> = state
                    .on_sheet(register)
                    .map(|one| one.id.to_string())
                    .collect();
                self.of(nth, &ids).cloned()
            }
        };
        Some(Change::SetCell {
            key: (sheet.id.clone(), name(1, rows)?, name(2, columns)?),
            value: self.places[4]
                .index(5)
                .gt(&0)
                .then(|| self.value(3, &cell.column(), state)),
        })
    }

    fn info(&self) -> Change {
        let text = |nth: usize| self.texts[nth].clone();
        Change::SetInfo(Box::new(Info {
            title: text(0),
            client: text(1),
            dates: vec![self.date(0), self.date(1)],
            location: String::new(),
            classification: text(2),
            status: *self.places[2].get(&Status::ALL),
            version: text(3),
            interests: text(4),
            question: text(5),
            scope: vec![text(0), text(1)],
            non_scope: Vec::new(),
            currency: "EUR".to_owned(),
            room: self.flag(4).then_some(40),
            decision: self.flag(3).then(|| Decision {
                who: text(0),
                what: text(1),
                by: Some(self.date(4)),
            }),
        }))
    }

    fn plan(&self) -> Change {
        Change::SetPlan(Box::new(PlanSettings {
            start: self.flag(0).then(|| self.date(1)),
            hours_per_day: 7.5,
            working_days: vec![Weekday::Sat, Weekday::Mon],
            holidays: vec![self.date(2)],
            distribution: "triangular".to_owned(),
            near_critical: "4h".to_owned(),
        }))
    }

    fn person(&self) -> Person {
        Person {
            name: format!("{}x", self.texts[0]),
            role: self.texts[1].clone(),
            organisation: String::new(),
            email: String::new(),
            facilitator: self.flag(0),
        }
    }

    #[allow(clippy::too_many_lines, reason = "dispatches every kind of change")]
    fn change(&self, state: &State) -> Option<Change> {
        let id = self.record(0, state);
        Some(match self.kind % 32 {
            0 => Change::Remove(id),
            1 => Change::Restore(id),
            2 => Change::Park {
                id,
                parked: self.flag(1),
            },
            3 => Change::OffRecord {
                id,
                off: self.flag(1),
            },
            4 => {
                let record = state.records.get(&id)?;
                let columns = state.playbook.sheet(&record.sheet)?.columns();
                let column = self.of(1, &columns)?;
                let value = self.flag(3).then(|| self.value(2, column, state));
                Change::Set {
                    id,
                    column: column.id.clone(),
                    value,
                }
            }
            5 => Change::Move {
                id,
                sheet: SheetId::new("inbox"),
                fields: Values::new(),
            },
            6..=9 => self.link(state),
            10..=12 => Change::Score {
                cell: self.cell(0, state),
                mark: *self.places[3].get(&[
                    None,
                    Some(Mark::NotApplicable),
                    Some(Mark::Level(Level::High)),
                    Some(Mark::Level(Level::Low)),
                ]),
                rationale: if self.flag(4) {
                    self.texts[0].clone()
                } else {
                    String::new()
                },
                provenance: *self.places[5].get(&Provenance::ALL),
                set: None,
            },
            13 => {
                let CellKey {
                    environment,
                    criterion,
                    ..
                } = self.cell(0, state);
                Change::SetWeight {
                    criterion,
                    environment,
                    points: self.number.abs(),
                }
            }
            14 => Change::LockWeights {
                environment: self.cell(0, state).environment,
                locked: self.flag(4),
            },
            15 => Change::RemoveOption(self.cell(0, state).option),
            16 => Change::RemoveCriterion(self.cell(0, state).criterion),
            17 => Change::SetOption(Box::new(PlatformOption {
                id: OptionId::new("pulsar"),
                title: self.texts[0].clone(),
                ..PlatformOption::default()
            })),
            18 => self.matrix_cell(state)?,
            19 => Change::Clock {
                block: self.block(0, state),
                event: *self.places[1].get(&[
                    ClockEvent::Started,
                    ClockEvent::Paused,
                    ClockEvent::Extended(self.minutes),
                    ClockEvent::Ended,
                    ClockEvent::Closed,
                ]),
            },
            20 => Change::Cover {
                topic: self.topic(0, state),
                covered: self.flag(1),
            },
            21 => {
                let outputs: Vec<OutputId> = state
                    .playbook
                    .blocks()
                    .flat_map(|(_, block)| block.outputs.iter().map(|output| output.id.clone()))
                    .collect();
                let output = self.of(0, &outputs)?.clone();
                Change::Accept {
                    output,
                    reason: Some(self.texts[0].clone()),
                }
            }
            22 => Change::Retime {
                block: self.block(0, state),
                start: TimeOfDay::from_minutes(60)?,
                end: TimeOfDay::from_minutes(900)?,
            },
            23 => Change::DropBlock(self.block(0, state)),
            24 => Change::MoveBlock {
                block: self.block(0, state),
                day: self.places[1].index(2),
            },
            25 => self.plan(),
            26 => Change::SetProse {
                section: self.texts[0].clone(),
                text: Some(self.texts[1].clone()),
            },
            27 => self.info(),
            28 => Change::SetPeople(vec![self.person()]),
            29 => Change::Vote {
                cell: self.cell(0, state),
                tally: Tally::of((4..12).map(|nth| self.flag(nth).then(|| self.level(nth)))),
                room: None,
                set: None,
            },
            30 => Change::SetRoom(self.flag(0).then_some(9)),
            _ => self.add(state),
        })
    }
}

/// A workshop in which random things were done, each at its own time; what cannot be is not.
fn lived(playbook: &str, rubric: &str, all: &[Dice]) -> State {
    let mut workshop = fresh(playbook, rubric);
    for (nth, dice) in all.iter().enumerate() {
        if let Some(change) = dice.change(workshop.state()) {
            let mut entry = entry(vec![change]);
            entry.at += TimeDelta::milliseconds(i64::try_from(nth).unwrap() * 61_001);
            let _ = workshop.apply(&entry);
        }
    }
    workshop.state().clone()
}

/// The state without what is off the record.
fn on_record(state: &State) -> State {
    let mut open = state.clone();
    let hidden: BTreeSet<Reference> = state
        .every_record()
        .filter(|one| one.off_record)
        .map(|one| one.id.clone())
        .collect();
    open.records.retain(|id, _| !hidden.contains(id));
    let seen = |node: &Node| node.record().is_none_or(|id| !hidden.contains(id));
    open.links.retain(|key, _| seen(&key.from) && seen(&key.to));
    let named = |name: &str| hidden.contains(&Reference::new(name));
    open.cells.retain(|key, _| !named(&key.1) && !named(&key.2));
    open
}

fn read_back(state: &State, format: Format) -> State {
    let text = match format {
        Format::Toml => to_toml(state),
        Format::Json => to_json(state),
    };
    workshop("w", &text, format, &stamp()).unwrap_or_else(|problems| panic!("{problems}\n{text}"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_back(
        all in prop::collection::vec(dice(), 0..40),
        source in select(vec![(EDA, PLATFORMS), (COE, MODELS)]),
    ) {
        let state = lived(source.0, source.1, &all);
        let expected = on_record(&state);
        prop_assert_eq!(&read_back(&state, Format::Toml), &expected);
        prop_assert_eq!(&read_back(&state, Format::Json), &expected);
    }
}

#[test]
fn what_is_written_is_stable_and_has_a_field_per_line() {
    let text = to_toml(eda().state());
    assert_eq!(text, to_toml(eda().state()));
    let read = read_back(eda().state(), Format::Toml);
    assert_eq!(to_toml(&read), text);
    assert!(text.starts_with("[workshop]\ntitle = \"Test\"\n"), "{text}");
    assert!(text.contains("\n[[day.block.topic]]\n"));
    assert!(
        text.contains("\nweight.production = "),
        "one weight per line"
    );
}

#[test]
fn a_number_given_out_off_the_record_is_not_given_out_again() {
    let mut workshop = eda();
    let text = [(
        crate::agenda::ColumnId::new("text"),
        Value::Text("x".to_owned()),
    )];
    let record = NewRecord {
        sheet: SheetId::new("line-items"),
        fields: text.into(),
        off_record: true,
        ..NewRecord::default()
    };
    workshop
        .apply(&entry(vec![Change::Add(Box::new(record))]))
        .unwrap();
    let written = to_toml(workshop.state());
    assert!(written.contains("last_numbers.LI = 1\n"), "{written}");
    let read = read_back(workshop.state(), Format::Toml);
    assert_eq!(read.next_reference("LI").as_str(), "LI-2");
}
