//! The sample workshop: that it is as complete as it claims, that its references hold, and that its history
//! ends where its data say.

use std::collections::{BTreeMap, BTreeSet};

use flipchart::agenda::{BlockId, ColumnKind, Level, OptionId, SheetId};
use flipchart::check;
use flipchart::cli::sample;
use flipchart::journal::Session;
use flipchart::roadmap::{Network, Plan};
use flipchart::scoring::{self, Analysis, JointWord, Settings, Word, analyse_all, is_contested};
use flipchart::workshop::{
    Act, Change, Entry, Mark, Node, Provenance, Record, Reference, Relation, Score, State, Value,
    Workshop,
};

fn state() -> State {
    sample::state().expect("the data can be read")
}

fn entries() -> Vec<Entry> {
    sample::entries().expect("the data can be read")
}

fn on<'s>(state: &'s State, sheet: &str) -> Vec<&'s Record> {
    let sheet = SheetId::new(sheet);
    let records = state.every_record();
    records
        .filter(|record| record.sheet == sheet && record.is_public())
        .collect()
}

#[test]
fn every_sheet_is_well_filled() {
    let state = state();
    let least = [
        ("line-items", 48),
        ("assumptions", 16),
        ("stakeholders", 10),
        ("requirements", 20),
        ("swot", 30),
        ("costs", 30),
        ("decisions", 6),
        ("risks", 8),
        ("actions", 10),
        ("parking-lot", 4),
        ("architecture", 15),
        ("deployment", 15),
        ("development", 15),
        ("data-flow", 15),
        ("data-model", 6),
        ("plan", 26),
        ("statements-of-work", 4),
        ("feedback", 6),
    ];
    for (sheet, least) in least {
        let found = on(&state, sheet).len();
        assert!(
            found >= least,
            "{sheet}: {found} records, at least {least} wanted"
        );
    }
    let cells = |sheet: &str| {
        state
            .cells
            .keys()
            .filter(|key| key.0.as_str() == sheet)
            .count()
    };
    assert_eq!(cells("workload"), 15);
    assert_eq!(cells("four-key-metrics"), 12);
    assert_eq!(cells("skills"), 20);
    assert!(cells("operations-needs") >= 20);
}

#[test]
fn line_items_matter_to_later_blocks_in_all_degrees() {
    let state = state();
    let mut levels = BTreeSet::new();
    let blocks: Vec<&BlockId> = state
        .playbook
        .blocks()
        .map(|(_, block)| &block.id)
        .collect();
    for record in on(&state, "line-items") {
        let Some(Value::Relevance(relevance)) = record.get("relevance") else {
            panic!("{} has no relevance", record.id);
        };
        let place = |id: &BlockId| blocks.iter().position(|block| *block == id);
        let own = place(record.block.as_ref().unwrap());
        for (block, level) in relevance {
            assert!(
                place(block) > own,
                "{} matters to {block}, which is over",
                record.id
            );
            levels.insert(*level);
        }
    }
    assert_eq!(levels.len(), Level::ALL.len());
}

#[test]
fn assumptions_have_met_every_fate() {
    let state = state();
    let fates: BTreeSet<&str> = on(&state, "assumptions")
        .iter()
        .map(|record| record.text("status"))
        .collect();
    assert_eq!(
        fates,
        BTreeSet::from(["open", "confirmed", "amended", "rejected"])
    );
}

#[test]
fn every_option_has_points_in_all_quadrants() {
    let state = state();
    for option in &state.rubric.options {
        let points: Vec<&Record> = on(&state, "swot")
            .into_iter()
            .filter(|record| record.text("option") == option.id.as_str())
            .collect();
        let quadrants: BTreeSet<&str> = points
            .iter()
            .map(|record| record.text("quadrant"))
            .collect();
        assert!(
            points.len() >= 6 && quadrants.len() == 4,
            "{}: {}",
            option.id,
            points.len()
        );
        let sourced = points
            .iter()
            .filter(|record| record.get("source").is_some());
        assert!(
            sourced.clone().all(|record| record.get("as-of").is_some()),
            "{}",
            option.id
        );
        assert!(
            sourced.count() * 2 <= points.len() + 2,
            "{}: more read than said",
            option.id
        );
    }
}

#[test]
fn every_cell_is_explained_and_two_are_honestly_open() {
    let state = state();
    let cells = state.rubric.options.len() * state.rubric.criteria.len() * 2;
    assert_eq!((cells, state.scores.len()), (70, 70));
    let mut open = 0;
    let mut provenance: BTreeSet<Provenance> = BTreeSet::new();
    for (cell, score) in &state.scores {
        assert!(!score.rationale.is_empty(), "{cell:?}");
        if score.mark.is_none() {
            assert_eq!(cell.environment.as_str(), "pre-production");
            open += 1;
            continue;
        }
        provenance.insert(score.provenance);
        assert!(
            state.evidence(cell).next().is_some(),
            "{cell:?} has no evidence"
        );
    }
    assert_eq!((open, provenance.len()), (2, Provenance::ALL.len()));
}

#[test]
fn every_voted_cell_has_its_votes_and_the_room_talked_where_it_was_split() {
    let state = state();
    let room = state.room().unwrap();
    let voted = |score: &&Score| score.provenance == Provenance::Voted;
    assert_eq!(
        state.scores.values().filter(voted).count(),
        state.votes.len()
    );
    for (cell, rounds) in &state.votes {
        let score = state.score(cell).unwrap();
        let last = rounds.last().unwrap();
        assert_eq!(last.tally.median().map(Mark::Level), score.mark, "{cell:?}");
        assert!(
            rounds
                .iter()
                .all(|round| round.tally.counted() == u64::from(room))
        );
        assert!(last.set.at < score.set.at, "{cell:?}");
    }
    let again = state.votes.values().filter(|rounds| rounds.len() > 1);
    assert!(again.clone().all(|rounds| is_contested(&rounds[0].tally)));
    assert_eq!(again.count(), 2);
    let split = state
        .votes
        .values()
        .filter(|rounds| is_contested(&rounds[rounds.len() - 1].tally));
    assert!(split.count() > 2, "dissent is there to be printed");
}

fn analyses(state: &State) -> Vec<(String, Analysis)> {
    let all = analyse_all(state, &Settings::default()).into_iter();
    all.map(|(environment, analysis)| {
        (environment.to_string(), analysis.expect("it can be scored"))
    })
    .collect()
}

#[test]
fn the_recommendation_is_no_foregone_conclusion() {
    let state = state();
    let all = analyses(&state);
    let leader = |place: usize| all[place].1.verdict.leader.as_ref().unwrap().as_str();
    assert_eq!((all[0].0.as_str(), leader(0)), ("production", "aws-msk"));
    assert_eq!(
        (all[1].0.as_str(), leader(1)),
        ("pre-production", "kafka-oss")
    );
    assert_eq!(all[0].1.verdict.word, Word::Leaning);
    let share = all[0].1.verdict.share.unwrap();
    assert!((0.7..0.95).contains(&share), "a rival can be seen: {share}");
    let excluded = all[0]
        .1
        .ranking
        .iter()
        .filter(|standing| standing.is_excluded());
    let excluded: Vec<&str> = excluded.map(|standing| standing.option.as_str()).collect();
    assert_eq!(excluded, ["confluent-community"]);
    let pairs: Vec<(&str, &Analysis)> =
        all.iter().map(|(name, one)| (name.as_str(), one)).collect();
    let joint = scoring::joint(&pairs);
    assert_eq!(joint.word, JointWord::Same);
    assert_eq!(joint.common, [OptionId::new("aws-msk")]);
}

/// Low, likely and high of three years, in thousands, of an option in an environment.
fn three_years(state: &State, option: &str, environment: &str) -> [f64; 3] {
    let mut sums = [0.0; 3];
    for record in on(state, "costs") {
        if record.text("option") != option || record.text("environment") != environment {
            continue;
        }
        let years = if record.text("basis") == "annual" {
            3.0
        } else {
            1.0
        };
        for (sum, column) in sums.iter_mut().zip(["low", "likely", "high"]) {
            if let Some(Value::Number(amount)) = record.get(column) {
                *sum += amount * years;
            }
        }
    }
    sums
}

#[test]
fn the_costs_in_words_are_the_sums_of_the_costs() {
    let state = state();
    let grouped = |amount: f64| {
        let thousands = format!("{}", amount / 1000.0);
        let split = thousands.len().saturating_sub(3);
        let (millions, rest) = thousands.split_at(split);
        let comma = if millions.is_empty() { "" } else { "," };
        format!("EUR {millions}{comma}{rest},000")
    };
    for (cell, score) in state
        .scores
        .iter()
        .filter(|(cell, _)| cell.criterion.as_str() == "cost")
    {
        let [low, likely, high] =
            three_years(&state, cell.option.as_str(), cell.environment.as_str());
        assert!(low < likely && likely < high, "{cell:?}");
        let told: &[f64] = if score.mark.is_some() {
            &[likely]
        } else {
            &[low, high]
        };
        for amount in told {
            assert!(
                score.rationale.contains(&grouped(*amount)),
                "{}: {}",
                score.rationale,
                grouped(*amount)
            );
        }
        // M is 85 to 115 % of the budget, as the room decided.
        let budget = if cell.environment.as_str() == "production" {
            750_000.0
        } else {
            300_000.0
        };
        let percent = likely / budget * 100.0;
        let level = if percent < 85.0 {
            "L"
        } else if percent > 115.0 {
            "H"
        } else {
            "M"
        };
        assert!(
            score.mark.is_none_or(|mark| mark.symbol() == level),
            "{cell:?}: {percent} %"
        );
    }
    let decision = state.info.decision.as_ref().unwrap();
    let shared: f64 = ["both", "production"]
        .map(|place| three_years(&state, "all", place)[1])
        .iter()
        .sum();
    assert!(decision.what.contains(&grouped(shared)), "{shared}");
}

#[test]
fn the_plan_computes_and_meets_its_deadlines() {
    let state = state();
    let plan = Plan::new(Network::of(&state)).unwrap();
    assert!(plan.cycles().is_empty());
    let network = plan.network();
    assert!(network.packages.len() >= 26);
    let estimates = on(&state, "plan")
        .into_iter()
        .map(|record| record.text("duration"));
    assert!(estimates.filter(|estimate| estimate.contains('/')).count() >= 10);
    let schedule = plan.schedule();
    let simulation = plan.simulate(&schedule, 2_000, 1).unwrap();
    assert_eq!(simulation.deadlines().len(), 2);
    for deadline in simulation.deadlines() {
        assert!((0.8..=1.0).contains(&deadline.chance), "{deadline:?}");
    }
    assert_eq!(
        plan.dates(&schedule).finish.unwrap().to_string(),
        "2027-06-10"
    );
}

#[test]
fn every_package_is_complete_and_every_dependency_has_its_reason() {
    let state = state();
    for record in on(&state, "plan") {
        for column in [
            "title",
            "phase",
            "owner",
            "environment",
            "duration",
            "outcome",
            "acceptance",
        ] {
            assert!(
                record.get(column).is_some(),
                "{} has no {column}",
                record.id
            );
        }
    }
    let mut kinds = BTreeSet::new();
    for (key, link) in &state.links {
        match key.relation {
            Relation::Precedes(kind) => {
                assert!(!link.why.is_empty(), "{key:?}");
                kinds.insert(kind.code());
            }
            Relation::Evidence | Relation::Closes => {}
            _ => assert!(!link.why.is_empty(), "{key:?}"),
        }
    }
    assert_eq!(kinds, BTreeSet::from(["FS", "SS", "FF"]));
}

#[test]
fn what_the_check_finds_is_what_the_sample_means_to_leave_open() {
    let state = state();
    let missing = check::outputs(&state)
        .into_iter()
        .filter(|output| output.status.is_missing());
    assert_eq!(
        missing
            .map(|output| output.output.id.as_str().to_owned())
            .collect::<Vec<_>>(),
        [""; 0]
    );
    let found = check::findings(&state);
    let found: Vec<&str> = found.iter().map(|finding| finding.what.as_str()).collect();
    assert!(found.len() <= 8, "{found:#?}");
}

#[test]
fn every_record_was_said_in_its_block() {
    let state = state();
    for record in state.every_record() {
        let id = record
            .block
            .as_ref()
            .unwrap_or_else(|| panic!("{} has no block", record.id));
        let (day, block) = state
            .playbook
            .blocks()
            .find(|(_, block)| block.id == *id)
            .unwrap();
        let at = record.added.at.naive_local();
        assert_eq!(at.date(), state.info.dates[day], "{}", record.id);
        let time = at.time().format("%H:%M").to_string();
        let (start, end) = (block.start.to_string(), block.end.to_string());
        assert!(
            start <= time && time < end,
            "{} at {time}, {id} from {start} to {end}",
            record.id
        );
        let topic_in = |topic| state.playbook.topic(topic).map(|(block, _)| &block.id);
        assert!(
            record
                .topic
                .as_ref()
                .is_none_or(|topic| topic_in(topic) == Some(id)),
            "{}",
            record.id
        );
        assert!(
            state
                .people
                .iter()
                .any(|person| person.name == record.added.by),
            "{}",
            record.id
        );
    }
}

#[test]
fn every_person_takes_part_or_is_a_stakeholder() {
    let state = state();
    let mut known: BTreeSet<&str> = state
        .people
        .iter()
        .map(|person| person.name.as_str())
        .collect();
    known.extend(
        on(&state, "stakeholders")
            .iter()
            .map(|record| record.text("name")),
    );
    for record in state.every_record() {
        let sheet = state.playbook.sheet(&record.sheet).unwrap();
        let people = sheet
            .columns()
            .into_iter()
            .filter(|column| column.kind == ColumnKind::Person);
        for name in people
            .map(|column| record.text(column.id.as_str()))
            .filter(|name| !name.is_empty())
        {
            assert!(known.contains(name), "{} names {name}", record.id);
        }
    }
}

/// The references that a text names.
fn named(text: &str) -> impl Iterator<Item = Reference> {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
    words.map(Reference::new).filter(|id| id.parts().is_some())
}

#[test]
fn every_reference_leads_somewhere_that_may_be_shown() {
    let state = state();
    let prefixes: BTreeSet<&str> = state
        .playbook
        .sheets
        .iter()
        .filter_map(|sheet| sheet.prefix.as_deref())
        .collect();
    let mut texts: Vec<&str> = state
        .scores
        .values()
        .map(|score| score.rationale.as_str())
        .collect();
    texts.extend(state.prose.values().map(|prose| prose.text.as_str()));
    let fields = state
        .every_record()
        .flat_map(|record| record.fields.values());
    texts.extend(fields.filter_map(Value::as_text));
    let mut count = 0;
    for id in texts.into_iter().flat_map(named) {
        if !id
            .parts()
            .is_some_and(|(prefix, _)| prefixes.contains(prefix))
        {
            continue;
        }
        let record = state
            .record(&id)
            .unwrap_or_else(|| panic!("{id} is named and is not there"));
        assert!(record.is_public(), "{id} is named and may not be shown");
        count += 1;
    }
    assert!(count > 60, "{count} references");
    for key in state.links.keys() {
        for end in [&key.from, &key.to] {
            let shown = |id| state.record(id).is_some_and(Record::is_public);
            assert!(end.record().is_none_or(shown), "{key:?}");
        }
    }
}

#[test]
fn something_is_off_the_record_something_parked_and_something_removed() {
    let state = state();
    let count =
        |what: fn(&Record) -> bool| state.every_record().filter(|record| what(record)).count();
    assert_eq!(count(|record| record.off_record), 2);
    assert_eq!(count(|record| record.parked), 1);
    assert_eq!(count(|record| record.removed), 1);
}

#[test]
fn the_history_ends_in_the_data() {
    let workshop = Workshop::fold(&entries()).unwrap();
    let (told, meant) = (
        serde_json::to_value(workshop.state()).unwrap(),
        serde_json::to_value(state()).unwrap(),
    );
    for (part, value) in meant.as_object().unwrap() {
        assert_eq!(&told[part], value, "{part}");
    }
    let marks: Vec<&str> = workshop
        .marks()
        .iter()
        .map(|mark| mark.name.as_str())
        .collect();
    assert_eq!(marks, ["end of day 1", "end of day 2", "version 1.0"]);
}

#[test]
fn the_history_is_told_in_order_by_people_who_were_there() {
    let (entries, people) = (entries(), state().people);
    assert!(entries.len() > 400);
    assert!(entries.is_sorted_by_key(|entry| entry.at));
    let ids: BTreeSet<_> = entries.iter().map(|entry| entry.id).collect();
    assert_eq!(ids.len(), entries.len());
    let mut most: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in &entries {
        assert!(
            people
                .iter()
                .any(|person| person.name == entry.by && person.facilitator),
            "{}",
            entry.by
        );
        if let Act::Do(changes) = &entry.act {
            let added = changes
                .iter()
                .filter(|change| matches!(change, Change::Add(_)))
                .count();
            let entry = most.entry("added at once").or_default();
            *entry = added.max(*entry);
        }
    }
    assert_eq!(most["added at once"], 1, "one thing is said at a time");
}

#[test]
fn the_same_history_is_told_every_time() {
    assert_eq!(entries(), entries());
    let cells = state().scores.into_keys().map(Node::Cell).count();
    assert_eq!(cells, 70);
}

#[test]
fn two_files_have_the_same_history_to_the_last_byte() {
    let folder = tempfile::tempdir().unwrap();
    let head = |name: &str| {
        let file = folder.path().join(name);
        assert_cmd::Command::new(env!("CARGO_BIN_EXE_flipchart"))
            .args(["sample", "--author", name])
            .arg(&file)
            .env("FLIPCHART_DATA_DIR", folder.path().join("data"))
            .env("HOME", folder.path())
            .assert()
            .success();
        let session = Session::open_read_only(&file).unwrap();
        assert_eq!(session.workshop().entries(), entries().len() as u64);
        session.head()
    };
    assert_eq!(head("one.flipchart"), head("two.flipchart"));
}
