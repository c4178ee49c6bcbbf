//! What fuzzing has found; each was wrong once.

use super::*;
use crate::agenda::SheetId;

#[test]
fn a_workshop_that_compares_nothing_comes_back_as_it_was() {
    let playbook = Playbook::read("p.toml", COE).unwrap();
    let state = State::new(Info::default(), playbook, Rubric::empty());
    let read = workshop("w.toml", &to_toml(&state), Format::Toml, &stamp()).unwrap();
    assert_eq!(read.rubric, state.rubric);
}

#[test]
fn an_id_of_several_lines_is_refused_in_a_csv_too() {
    let text = "id,title\n\"WP-1\nWP-2\",Platform\n";
    let problems = changes_from_csv("p.csv", text, &SheetId::new("plan"), eda().state());
    let told = problems.unwrap_err().to_string();
    assert!(told.contains("p.csv:2:1: an id is one line"), "{told}");
}
