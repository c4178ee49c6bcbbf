//! The built-in definitions of the Center of Excellence hold what its charter names.

use flipchart::agenda::{BUILTIN_PLAYBOOKS, BUILTIN_RUBRICS, Playbook, Rubric};
use serde::Deserialize;

/// One thing that the charter names, as lists of words that must be found together.
#[derive(Deserialize)]
struct Entry {
    keywords: Vec<String>,
    #[serde(default)]
    details: Vec<Vec<String>>,
}

#[derive(Deserialize)]
struct Charter {
    item: Vec<Entry>,
    goal: Vec<Entry>,
    section: Vec<Entry>,
}

fn playbook() -> Playbook {
    let found = BUILTIN_PLAYBOOKS.iter().find(|d| d.id == "streaming-coe");
    let definition = found.expect("it is built in");
    Playbook::read(definition.file, definition.text).expect("a built-in playbook has no mistakes")
}

/// Titles and ids of all blocks and topics, in lower case.
fn names(playbook: &Playbook) -> Vec<String> {
    let mut names = Vec::new();
    for (_, block) in playbook.blocks() {
        names.extend([block.id.to_string(), block.title.to_lowercase()]);
        for (_, topic) in block.all_topics() {
            names.extend([topic.id.to_string(), topic.title.to_lowercase()]);
        }
    }
    names
}

#[test]
fn every_item_of_the_charter_has_a_block_or_topic() {
    let text = include_str!("fixtures/source-charter.toml");
    let charter: Charter = toml::from_str(text).unwrap();
    assert_eq!(charter.item.len(), 10);
    let names = names(&playbook());
    let entries = [charter.item, charter.goal, charter.section];
    for entry in entries.iter().flatten() {
        for words in std::iter::once(&entry.keywords).chain(&entry.details) {
            let found = names
                .iter()
                .any(|name| words.iter().all(|word| name.contains(word)));
            assert!(found, "no block or topic names {words:?}");
        }
    }
}

#[test]
fn the_two_days_have_no_gaps_and_every_topic_has_prompts() {
    let playbook = playbook();
    let spans: Vec<_> = playbook
        .days
        .iter()
        .map(|day| {
            for pair in day.blocks.windows(2) {
                assert_eq!(pair[0].end, pair[1].start, "{}", pair[1].id);
            }
            let (first, last) = (&day.blocks[0], &day.blocks[day.blocks.len() - 1]);
            (first.start.to_string(), last.end.to_string())
        })
        .collect();
    let times = [("09:30", "16:30"), ("09:30", "17:00")];
    assert_eq!(
        spans,
        times.map(|(start, end)| (start.to_owned(), end.to_owned()))
    );
    for (_, block) in playbook.blocks() {
        for (_, topic) in block.all_topics() {
            assert!(topic.prompts.len() >= 2, "{}", topic.id);
        }
    }
}

#[test]
fn built_in_rubrics_weigh_a_hundred_points_and_explain_every_level() {
    let named = playbook().header.rubric;
    assert!(
        BUILTIN_RUBRICS
            .iter()
            .any(|d| Some(d.id) == named.as_deref())
    );
    for definition in BUILTIN_RUBRICS {
        let rubric = Rubric::read(definition.file, definition.text)
            .unwrap_or_else(|problems| panic!("{problems}"));
        assert_eq!(rubric.header.id, definition.id);
        assert_eq!(rubric.header.environments.len(), 2);
        for environment in &rubric.header.environments {
            let points: f64 = rubric.criteria.iter().map(|c| c.weight[environment]).sum();
            assert!(
                (points - 100.0).abs() < 1e-9,
                "{}: {environment}",
                definition.id
            );
        }
        for criterion in &rubric.criteria {
            assert_eq!(criterion.anchors.len(), 3, "{}", criterion.id);
            assert!(criterion.question.is_some(), "{}", criterion.id);
        }
        for option in &rubric.options {
            let quadrants: std::collections::BTreeSet<_> = option
                .swot
                .iter()
                .map(|seed| format!("{:?}", seed.quadrant))
                .collect();
            assert_eq!(quadrants.len(), 4, "{}", option.id);
            for seed in &option.swot {
                assert!(!seed.criteria.is_empty(), "{}", seed.id);
                for named in &seed.criteria {
                    let known = rubric.criteria.iter().any(|c| c.id == *named);
                    assert!(known, "{} names {named}", seed.id);
                }
            }
        }
    }
}
