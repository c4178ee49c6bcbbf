//! Shows of hands in files.

use super::super::super::{Mark, Provenance, Tally};
use super::adding::cell;
use super::*;
use crate::agenda::Level;

const PEOPLE: &str = "[[person]]\nname = \"Lena\"\n[[person]]\nname = \"Omar\"\n[[person]]\nname = \"Ada\"\nfacilitator = true\n";

fn vote(rest: &str) -> String {
    format!(
        "[[vote]]\noption = \"aws-msk\"\ncriterion = \"cost\"\nenvironment = \"production\"\n{rest}\n"
    )
}

#[test]
fn a_vote_scores_its_cell_and_keeps_every_round() {
    let text = vote("low = 3\nround = 1") + &vote("low = 1\nmedium = 2\nroom = 5\nround = 2");
    let state = added(&text, eda());
    let msk = cell("production", "aws-msk", "cost");
    let score = state.score(&msk).unwrap();
    assert_eq!(
        (score.mark, score.provenance),
        (Some(Mark::Level(Level::Medium)), Provenance::Voted)
    );
    let rounds = state.rounds(&msk);
    assert_eq!((rounds[0].tally.low, rounds[0].room), (3, 3));
    assert_eq!((rounds[1].tally.medium, rounds[1].room), (2, 5));
    let more = changes(
        "f.toml",
        &vote("high = 3\nround = 3"),
        Format::Toml,
        &state,
        &stamp(),
    );
    assert!(more.is_ok(), "{more:?}");
}

#[test]
fn the_level_is_that_of_the_last_round_in_which_somebody_said_one() {
    let text = vote("high = 3\nround = 1") + &vote("abstained = 3\nround = 2");
    let state = added(&text, eda());
    let msk = cell("production", "aws-msk", "cost");
    assert_eq!(state.rounds(&msk).len(), 2);
    let whole = scoring_data(
        "d.toml",
        &("[[option]]\nid = \"aws-msk\"\n[[criterion]]\nid = \"cost\"\n".to_owned() + &text),
        Format::Toml,
    )
    .unwrap();
    for state in [&state, &whole] {
        let mark = state.score(&msk).unwrap().mark;
        assert_eq!(mark, Some(Mark::Level(Level::High)));
    }
}

#[test]
fn what_the_file_says_of_a_score_stands_above_the_vote() {
    let score = "[[score]]\noption = \"aws-msk\"\ncriterion = \"cost\"\nenvironment = \"production\"\nlevel = \"H\"\nrationale = \"agreed after the vote\"\n";
    let state = added(&(vote("low = 3") + score), eda());
    let msk = cell("production", "aws-msk", "cost");
    assert_eq!(
        state.score(&msk).unwrap().mark,
        Some(Mark::Level(Level::High))
    );
    assert_eq!(state.rounds(&msk).len(), 1);
    let open = added(&(vote("low = 3") + &score.replace("\"H\"", "\"?\"")), eda());
    assert_eq!(open.score(&msk).unwrap().mark, None);
}

#[test]
fn a_vote_larger_than_the_room_is_refused_with_its_line() {
    let file = PEOPLE.to_owned() + &vote("medium = 2\nhigh = 1");
    assert_eq!(
        refused(&file, eda().state()),
        "f.toml:12:10: 3 hands were counted, but 2 people are in the room; count again, or correct the size of the room"
    );
    let state = added(PEOPLE, eda());
    let problems = refused(&vote("low = 9"), &state);
    assert!(
        problems.starts_with("f.toml:5:7: 9 hands were counted"),
        "{problems}"
    );
    let problems = refused(&vote("low = 4\nroom = 3"), &state);
    assert!(
        problems.contains("but 3 people are in the room"),
        "{problems}"
    );
    let whole = format!(
        "[workshop]\ntitle = \"W\"\nroom = 4\n[[option]]\nid = \"aws-msk\"\n[[criterion]]\nid = \"cost\"\n{}",
        vote("low = 5")
    );
    let problems = workshop(
        "w.toml",
        &whole.replace("environment = \"production\"\n", ""),
        Format::Toml,
        &stamp(),
    );
    assert!(
        problems
            .unwrap_err()
            .to_string()
            .contains("w.toml:11:7: 5 hands were counted")
    );
}

#[test]
fn counts_are_whole_numbers_of_people() {
    for (rest, expected) in [
        ("low = -1", "f.toml:5:7: `low` of a vote is"),
        ("low = 1.5", "f.toml:5:7: `low` of a vote is"),
        (
            "low = \"two\"",
            "f.toml:5:7: `low` of a vote is text; it must be a whole number from 0 to 1000",
        ),
        ("low = 2000", "f.toml:5:7: `low` of a vote is"),
        (
            "",
            "f.toml:2:10: a vote counts at least one hand; type how many said L, M and H",
        ),
        ("low = 0", "f.toml:5:7: a vote counts at least one hand"),
        (
            "lw = 1",
            "f.toml:5:1: unknown key `lw` in a vote; did you mean `low`?",
        ),
        (
            "low = 1\nround = 2",
            "f.toml:2:10: this is round 1 of \"aws-msk\" on \"cost\", not another; put the rounds in order from 1",
        ),
    ] {
        let problems = refused(&vote(rest), eda().state());
        assert!(problems.contains(expected), "{rest}\n{problems}");
    }
}

#[test]
fn a_decision_on_its_own_takes_votes() {
    let text = "[[option]]\nid = \"aws-msk\"\n[[criterion]]\nid = \"cost\"\n".to_owned()
        + &vote("high = 3\nlow = 1");
    let state = scoring_data("d.toml", &text, Format::Toml).unwrap();
    let msk = cell("production", "aws-msk", "cost");
    assert_eq!(
        state.score(&msk).unwrap().mark,
        Some(Mark::Level(Level::High))
    );
    assert_eq!(
        state.rounds(&msk)[0].tally,
        Tally {
            low: 1,
            high: 3,
            ..Tally::default()
        }
    );
}
