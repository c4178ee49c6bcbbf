//! The built-in event-driven architecture workshop holds all that its published source names, and nothing is misplaced.

use std::collections::BTreeSet;

use flipchart::agenda::{BUILTIN_PLAYBOOKS, Block, BlockKind, Output, Playbook, Topic};
use serde::Deserialize;

#[derive(Deserialize)]
struct Agenda {
    day: Vec<SourceDay>,
}

#[derive(Deserialize)]
struct SourceDay {
    title: String,
    block: Vec<SourceBlock>,
}

#[derive(Deserialize)]
struct SourceBlock {
    id: String,
    start: String,
    end: String,
    keywords: Vec<String>,
    outputs: Vec<Vec<String>>,
    #[serde(default)]
    topic: Vec<SourceTopic>,
}

#[derive(Deserialize)]
struct SourceTopic {
    keywords: Vec<String>,
    #[serde(default)]
    topic: Vec<Self>,
}

fn source() -> Agenda {
    toml::from_str(include_str!("fixtures/source-agenda.toml")).expect("the fixture is TOML")
}

fn playbook() -> Playbook {
    let found = BUILTIN_PLAYBOOKS.iter().find(|d| d.id == "eda-workshop");
    let definition = found.expect("it is built in");
    Playbook::read(definition.file, definition.text).expect("a built-in playbook has no mistakes")
}

/// Every block of the source beside the block of the playbook in the same place.
fn pairs(playbook: &Playbook) -> Vec<(SourceBlock, &Block)> {
    let source = source();
    assert_eq!(source.day.len(), playbook.days.len());
    let mut pairs = Vec::new();
    for (theirs, ours) in source.day.into_iter().zip(&playbook.days) {
        assert_eq!(theirs.title, ours.title);
        assert_eq!(theirs.block.len(), ours.blocks.len(), "{}", ours.title);
        pairs.extend(theirs.block.into_iter().zip(&ours.blocks));
    }
    pairs
}

fn names_all(keywords: &[String], id: &str, title: &str) -> bool {
    let text = format!("{id} {title}").to_lowercase();
    keywords.iter().all(|word| text.contains(word.as_str()))
}

/// Whether each list of keywords has an output of its own.
fn each_has_its_own(wanted: &[Vec<String>], outputs: &[Output], taken: &BTreeSet<&str>) -> bool {
    let Some((first, rest)) = wanted.split_first() else {
        return true;
    };
    let fits = |output: &&Output| {
        !taken.contains(output.id.as_str()) && names_all(first, output.id.as_str(), &output.title)
    };
    outputs.iter().filter(fits).any(|output| {
        let mut taken = taken.clone();
        taken.insert(output.id.as_str());
        each_has_its_own(rest, outputs, &taken)
    })
}

fn assert_same_topics(theirs: &[SourceTopic], ours: &[Topic], within: &str) {
    assert_eq!(theirs.len(), ours.len(), "topics of {within}");
    for (theirs, ours) in theirs.iter().zip(ours) {
        assert!(
            names_all(&theirs.keywords, ours.id.as_str(), &ours.title),
            "topic \"{}\" of {within} does not name {:?}",
            ours.title,
            theirs.keywords
        );
        assert_same_topics(&theirs.topic, &ours.topics, ours.id.as_str());
    }
}

#[test]
fn every_block_is_there_at_its_time() {
    let playbook = playbook();
    for (theirs, ours) in pairs(&playbook) {
        assert_eq!(theirs.id, ours.id.as_str());
        let times = (ours.start.to_string(), ours.end.to_string());
        assert_eq!(times, (theirs.start, theirs.end), "{}", ours.id);
        assert!(
            names_all(&theirs.keywords, "", &ours.title),
            "block \"{}\" does not name {:?}",
            ours.title,
            theirs.keywords
        );
    }
}

#[test]
fn days_have_no_gaps_and_only_breaks_are_locked() {
    for day in &playbook().days {
        for pair in day.blocks.windows(2) {
            assert_eq!(pair[0].end, pair[1].start, "{}", pair[1].id);
        }
        for block in &day.blocks {
            assert_eq!(block.locked, block.kind == BlockKind::Break, "{}", block.id);
        }
    }
}

#[test]
fn every_topic_is_there_in_order_and_nesting() {
    let playbook = playbook();
    for (theirs, ours) in pairs(&playbook) {
        if !theirs.topic.is_empty() {
            assert_same_topics(&theirs.topic, &ours.topics, ours.id.as_str());
        }
    }
}

#[test]
fn every_output_is_there_and_shown_where_it_is_captured() {
    let playbook = playbook();
    for (theirs, ours) in pairs(&playbook) {
        assert_eq!(
            theirs.outputs.is_empty(),
            ours.outputs.is_empty(),
            "outputs of {}",
            ours.id
        );
        assert!(
            each_has_its_own(&theirs.outputs, &ours.outputs, &BTreeSet::new()),
            "the outputs of {} are not those of the source",
            ours.id
        );
        for output in &ours.outputs {
            assert!(ours.sheets.contains(&output.sheet), "{}", output.id);
        }
    }
}

#[test]
fn every_topic_has_prompts_and_notes_and_feeds_no_break() {
    let playbook = playbook();
    for (_, block) in playbook.blocks() {
        for (_, topic) in block.all_topics() {
            assert!((2..=4).contains(&topic.prompts.len()), "{}", topic.id);
            let lines = topic.notes.trim().lines().count();
            assert!((1..=5).contains(&lines), "notes of {}", topic.id);
            for fed in topic.feeds.keys() {
                let kind = playbook.block(fed).map(|block| block.kind);
                assert!(kind.is_some_and(|kind| kind != BlockKind::Break), "{fed}");
            }
        }
    }
}

#[test]
fn every_sheet_has_a_hint_and_a_block_that_shows_it() {
    let playbook = playbook();
    for sheet in &playbook.sheets {
        assert!(sheet.hint.is_some(), "{}", sheet.id);
        let shown = playbook
            .blocks()
            .any(|(_, block)| block.sheets.contains(&sheet.id));
        assert!(shown, "no block shows {}", sheet.id);
    }
}
