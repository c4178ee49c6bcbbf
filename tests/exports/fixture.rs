//! A small workshop of a fictional company, full and almost empty.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, NaiveDate};
use flipchart::agenda::{
    BlockId, ColumnId, Environment, Level, Playbook, Rubric, SheetId, TopicId,
};
use flipchart::exports::ReportInput;
use flipchart::workshop::{
    Act, CellKey, Change, ClockEvent, Decision, Entry, Info, Link, LinkKey, Mark, Milestone,
    NewRecord, Person, PlanSettings, Precedence, Provenance, Reference, Relation, Stamp, State,
    Status, Value, Weighing, Workshop,
};
use uuid::Uuid;

/// What stands for the head hash in tests.
pub(crate) const REVISION: &str =
    "5f1d3c0e8a9b7d6c4e2f1a0b9c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a2b1c0d";

pub(crate) fn moment(hour: u32, minute: u32) -> DateTime<FixedOffset> {
    let text = format!("2026-03-03T{hour:02}:{minute:02}:00+01:00");
    DateTime::parse_from_rfc3339(&text).expect("it is a time")
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("it is a date")
}

/// An empty workshop on the small playbook and rubric.
pub(crate) fn empty() -> State {
    let playbook = include_str!("../fixtures/small-playbook.toml");
    let rubric = include_str!("../fixtures/small-rubric.toml");
    let info = Info {
        title: "Where events will live".into(),
        ..Info::default()
    };
    State::new(
        info,
        Playbook::read("small-playbook.toml", playbook).expect("the fixture is a playbook"),
        Rubric::read("small-rubric.toml", rubric).expect("the fixture is a rubric"),
    )
}

/// Applies changes at given moments, one entry each.
pub(crate) fn apply(state: State, changes: Vec<(DateTime<FixedOffset>, Change)>) -> State {
    let entry = |(number, (at, change)): (usize, (DateTime<FixedOffset>, Change))| Entry {
        id: Uuid::from_u128(number as u128),
        at,
        by: "Sam Okoro".into(),
        act: Act::Do(vec![change]),
    };
    let begin = (moment(9, 0), Change::Replace(Box::new(state)));
    let all: Vec<Entry> = std::iter::once(begin)
        .chain(changes)
        .enumerate()
        .map(entry)
        .collect();
    let workshop = Workshop::fold(&all).expect("every change of the fixture applies");
    workshop.state().clone()
}

fn value(text: &str) -> Value {
    if let Some(level) = text.strip_prefix("level:") {
        return Value::Level(level.parse::<Level>().expect("a level"));
    }
    if let Some(number) = text.strip_prefix("number:") {
        return Value::Number(number.parse().expect("a number"));
    }
    if let Some(date) = text.strip_prefix("date:") {
        return Value::Date(day(date));
    }
    if let Some(tags) = text.strip_prefix("tags:") {
        return Value::Tags(tags.split(' ').map(str::to_owned).collect());
    }
    if let Some(block) = text.strip_prefix("relevance:") {
        return Value::Relevance(BTreeMap::from([(BlockId::new(block), Level::High)]));
    }
    if text == "flag:yes" {
        return Value::Flag(true);
    }
    Value::Text(text.to_owned())
}

/// A new record of a sheet, captured in a block.
pub(crate) fn add(sheet: &str, block: &str, fields: &[(&str, &str)]) -> Change {
    let fields = fields
        .iter()
        .map(|(id, text)| (ColumnId::new(*id), value(text)));
    Change::Add(Box::new(NewRecord {
        sheet: SheetId::new(sheet),
        block: Some(BlockId::new(block)),
        topic: (block == "today").then(|| TopicId::new("batches")),
        fields: fields.collect(),
        ..NewRecord::default()
    }))
}

fn cell(environment: &str, option: &str, criterion: &str) -> CellKey {
    CellKey {
        environment: Environment::new(environment),
        option: option.parse().expect("an id"),
        criterion: criterion.parse().expect("an id"),
    }
}

fn score(key: &CellKey, mark: &str, why: &str) -> Change {
    Change::Score {
        cell: key.clone(),
        mark: Some(mark.parse::<Mark>().expect("a mark")),
        rationale: why.into(),
        provenance: if why.is_empty() {
            Provenance::Draft
        } else {
            Provenance::Voted
        },
        set: None,
    }
}

fn link(
    from: impl Into<flipchart::workshop::Node>,
    relation: Relation,
    to: impl Into<flipchart::workshop::Node>,
    why: &str,
) -> Change {
    Change::Link {
        key: LinkKey::new(from, relation, to),
        link: Link {
            why: why.into(),
            lag: String::new(),
        },
    }
}

fn info() -> Info {
    Info {
        title: "Where events will live".into(),
        client: "Harbour Mutual".into(),
        dates: vec![day("2026-03-03"), day("2026-03-05")],
        location: "Rotterdam".into(),
        classification: "Confidential".into(),
        status: Status::Proposed,
        version: "0.9".into(),
        interests: "none of the facilitators is paid by a provider".into(),
        question: "Where will our events live for the next five years?".into(),
        scope: vec!["Claims and payments".into()],
        non_scope: vec!["The mainframe".into()],
        currency: "EUR".into(),
        room: None,
        decision: Some(Decision {
            who: "Steering board".into(),
            what: "Release the budget for the first year".into(),
            by: Some(day("2026-03-20")),
        }),
    }
}

fn people() -> Vec<Person> {
    let person = |name: &str, role: &str, facilitator| Person {
        name: name.into(),
        role: role.into(),
        organisation: "Harbour Mutual".into(),
        facilitator,
        ..Person::default()
    };
    vec![
        person("Ines Duarte", "Head of operations", false),
        person("Sam Okoro", "Consultant", true),
        person("Bram Visser", "Finance", false),
    ]
}

#[allow(clippy::too_many_lines, reason = "a line per record, wrapped")]
fn records() -> Vec<Change> {
    vec![
        add(
            "line-items",
            "today",
            &[
                ("text", "The nightly batch to the ledger takes six hours"),
                ("relevance", "relevance:choice"),
                ("said-by", "Ines Duarte"),
                ("tags", "tags:batch night"),
            ],
        ),
        add(
            "line-items",
            "today",
            &[(
                "text",
                "Two people know the message bus; one retires in May",
            )],
        ),
        add(
            "line-items",
            "today",
            &[("text", "OFF-THE-RECORD remark about a colleague")],
        ),
        add("line-items", "today", &[("text", "REMOVED by mistake")]),
        add(
            "assumptions",
            "today",
            &[
                ("text", "The network team can open the ports"),
                ("priority", "level:H"),
                ("owner", "Bram Visser"),
                ("timeframe", "3 months"),
            ],
        ),
        add(
            "swot",
            "choice",
            &[
                ("text", "Runs without our night shift"),
                ("option", "service"),
                ("quadrant", "strengths"),
                ("criteria", "tags:operations"),
                ("source", "https://example.org/a(b)?c=1&d=2"),
                ("as-of", "date:2026-02-01"),
            ],
        ),
        add(
            "swot",
            "choice",
            &[
                ("text", "Leaves our country in a failover"),
                ("option", "service"),
                ("quadrant", "weaknesses"),
            ],
        ),
        add(
            "swot",
            "choice",
            &[
                ("text", "Needs three more engineers"),
                ("option", "own"),
                ("quadrant", "threats"),
            ],
        ),
        add(
            "costs",
            "choice",
            &[
                ("item", "Subscription"),
                ("option", "service"),
                ("basis", "annual"),
                ("low", "number:90000"),
                ("likely", "number:120000"),
                ("high", "number:180000"),
                ("currency", "EUR"),
                ("source", "Quote of February"),
            ],
        ),
        add(
            "costs",
            "choice",
            &[
                ("item", "Machines"),
                ("option", "own"),
                ("basis", "one-off"),
                ("likely", "number:250000"),
                ("currency", "EUR"),
            ],
        ),
        add(
            "costs",
            "choice",
            &[("item", "Training"), ("option", "all"), ("currency", "EUR")],
        ),
        add(
            "decisions",
            "choice",
            &[
                ("text", "Events are described by schemas from the first day"),
                ("status", "agreed"),
                ("context", "Three teams read the same files"),
                (
                    "because",
                    "Renaming a field broke two reports last year\n- once in May\n- once in June",
                ),
                ("confirmation", "No unannounced change in three months"),
                ("owner", "Ines Duarte"),
                ("due", "date:2026-04-01"),
            ],
        ),
        add(
            "risks",
            "planning",
            &[
                ("text", "The only operator leaves before the move"),
                ("likelihood", "level:H"),
                ("impact", "level:H"),
                ("response", "Train two more by May"),
                ("owner", "Ines Duarte"),
                ("due", "date:2026-05-01"),
            ],
        ),
        add(
            "risks",
            "planning",
            &[
                ("text", "The provider raises its price"),
                ("likelihood", "level:L"),
                ("impact", "level:M"),
            ],
        ),
        add(
            "actions",
            "planning",
            &[
                ("text", "Send the outage list of last year"),
                ("owner", "Bram Visser"),
                ("due", "date:2026-03-10"),
            ],
        ),
        add(
            "parking-lot",
            "choice",
            &[
                ("text", "Do we still need the mainframe export?"),
                ("said-by", "Bram Visser"),
            ],
        ),
        add(
            "architecture",
            "today",
            &[
                ("title", "Claims: intake"),
                ("kind", "application"),
                ("owner", "Ines Duarte"),
            ],
        ),
        add(
            "architecture",
            "today",
            &[("title", "Message bus"), ("kind", "queue")],
        ),
        add(
            "architecture",
            "today",
            &[
                ("from", "N-1"),
                ("to", "N-2"),
                ("label", "claim filed"),
                ("protocol", "JMS"),
            ],
        ),
        add(
            "plan",
            "planning",
            &[
                ("title", "Sign the contract"),
                ("phase", "Prepare"),
                ("owner", "Bram Visser"),
                ("duration", "5d/10d/20d"),
                ("outcome", "A signed contract"),
            ],
        ),
        add(
            "plan",
            "planning",
            &[
                ("title", "Set up networks"),
                ("phase", "Prepare"),
                ("owner", "Ines Duarte"),
                ("duration", "5d"),
            ],
        ),
        add(
            "plan",
            "planning",
            &[
                ("title", "First use case live"),
                ("phase", "Move"),
                ("owner", "Ines Duarte"),
                ("duration", "10d/15d/30d"),
                ("acceptance", "Claims arrive within a second for a week"),
            ],
        ),
        add(
            "plan",
            "planning",
            &[
                ("title", "Go or no go"),
                ("phase", "Move"),
                ("milestone", "flag:yes"),
                ("acceptance", "No open risk above medium"),
            ],
        ),
        add(
            "feedback",
            "planning",
            &[
                ("text", "More time for the scores"),
                ("said-by", "Bram Visser"),
            ],
        ),
    ]
}

/// Levels of each option in each environment on cost, security and operations.
type Levels<'a> = [(&'a str, &'a str, [&'a str; 3]); 6];

fn scores() -> Vec<Change> {
    let levels: Levels<'_> = [
        ("production", "service", ["M", "H", "M"]),
        ("production", "own", ["H", "H", "L"]),
        ("production", "bus", ["L", "L", "M"]),
        ("pre-production", "service", ["M", "M", "H"]),
        ("pre-production", "own", ["H", "M", "L"]),
        ("pre-production", "bus", ["L", "M", "L"]),
    ];
    scored(&levels)
}

fn scored(levels: &Levels<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    for (environment, option, marks) in levels {
        for (criterion, mark) in ["cost", "security", "operations"].into_iter().zip(marks) {
            let why = if *option == "service" {
                "As in LI-1 and the quote"
            } else {
                ""
            };
            changes.push(score(&cell(environment, option, criterion), mark, why));
        }
    }
    changes
}

/// The full workshop with other scores: three letters per option, first for production.
pub(crate) fn rescored(production: [&str; 3], pre_production: [&str; 3]) -> State {
    let options = ["service", "own", "bus"];
    let mut changes = Vec::new();
    for (environment, rows) in [
        ("production", production),
        ("pre-production", pre_production),
    ] {
        for (option, row) in options.into_iter().zip(rows) {
            for (criterion, mark) in ["cost", "security", "operations"]
                .into_iter()
                .zip(row.chars())
            {
                let key = cell(environment, option, criterion);
                changes.push((moment(18, 0), score(&key, &mark.to_string(), "")));
            }
        }
    }
    apply(full(), changes)
}

/// The full workshop with one more dependency.
pub(crate) fn with_dependency(from: &str, to: &str) -> State {
    let before = Relation::Precedes(Precedence::FinishStart);
    let change = link(
        Reference::new(from),
        before,
        Reference::new(to),
        "it was said",
    );
    apply(full(), vec![(moment(18, 0), change)])
}

/// The full workshop with work packages whose references came from elsewhere.
pub(crate) fn with_odd_references() -> State {
    let package = |id: &str| {
        Change::Add(Box::new(NewRecord {
            id: Some(Reference::new(id)),
            sheet: SheetId::new("plan"),
            fields: [(ColumnId::new("title"), value("From elsewhere"))].into(),
            ..NewRecord::default()
        }))
    };
    let ids = [
        "infra",
        "wp-1",
        "WP 7: \"end\" | #x",
        "日本",
        "risks",
        "WP-007",
    ];
    let changes = ids.map(|id| (moment(18, 0), package(id)));
    apply(full(), changes.into())
}

fn links() -> Vec<Change> {
    let id = |text| Reference::new(text);
    let before = Relation::Precedes(Precedence::FinishStart);
    vec![
        link(
            cell("production", "service", "operations"),
            Relation::Evidence,
            id("S-1"),
            "",
        ),
        link(
            cell("production", "service", "operations"),
            Relation::Evidence,
            id("LI-1"),
            "",
        ),
        link(
            cell("production", "service", "operations"),
            Relation::Evidence,
            id("LI-3"),
            "",
        ),
        link(
            id("WP-3"),
            Relation::Closes,
            cell("production", "service", "operations"),
            "shows that it runs",
        ),
        link(
            id("WP-1"),
            before,
            id("WP-3"),
            "nothing can be moved to a service that we do not have",
        ),
        link(
            id("WP-2"),
            before,
            id("WP-3"),
            "the service must be reachable",
        ),
        link(id("WP-3"), before, id("WP-4"), ""),
        link(
            id("LI-2"),
            Relation::Supports,
            id("R-1"),
            "one of them retires in May",
        ),
    ]
}

/// The full workshop.
pub(crate) fn full() -> State {
    let mut changes = vec![
        Change::SetInfo(Box::new(info())),
        Change::SetPeople(people()),
        Change::SetPlan(Box::new(PlanSettings {
            start: Some(day("2026-03-30")),
            ..PlanSettings::default()
        })),
        Change::Clock {
            block: BlockId::new("today"),
            event: ClockEvent::Started,
        },
    ];
    changes.extend(records());
    changes.push(Change::Clock {
        block: BlockId::new("today"),
        event: ClockEvent::Ended,
    });
    changes.extend(scores());
    changes.extend(links());
    changes.extend([
        Change::OffRecord { id: Reference::new("LI-3"), off: true },
        Change::Remove(Reference::new("LI-4")),
        Change::Cover { topic: TopicId::new("batches"), covered: true },
        Change::LockWeights { environment: Environment::new("production"), locked: true },
        Change::SetCell { key: (SheetId::new("skills"), "Kafka operations".into(), "Held".into()), value: Some(Value::Level(Level::Low)) },
        Change::SetCell { key: (SheetId::new("skills"), "Kafka operations".into(), "Required".into()), value: Some(Value::Level(Level::High)) },
        Change::SetProse { section: "bottom-line".into(), text: Some("We advise to **start with claims**, as LI-1 shows.\n\n- first claims\n- then payments".into()) },
    ]);
    let at = |number: usize| {
        let minutes = u32::try_from(number).expect("a small number") * 2;
        moment(9 + minutes / 60, minutes % 60)
    };
    let dated = changes
        .into_iter()
        .enumerate()
        .map(|(number, change)| (at(number), change));
    apply(empty(), dated.collect())
}

/// Marks of the journal.
pub(crate) fn marks() -> Vec<Milestone> {
    vec![Milestone {
        name: "end of day 1".into(),
        entry: 40,
        stamp: Stamp {
            at: moment(16, 30),
            by: "Sam Okoro".into(),
        },
    }]
}

/// What reports are made from in tests.
static UNKNOWN: Weighing = Weighing::new();

pub(crate) fn input<'a>(state: &'a State, marks: &'a [Milestone]) -> ReportInput<'a> {
    ReportInput {
        state,
        revision: REVISION,
        tool_version: "0.0.0-test",
        entries: 60,
        marks,
        weighing: &UNKNOWN,
    }
}
