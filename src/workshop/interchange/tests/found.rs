//! What fuzzing has found; each was wrong once.

use super::*;

#[test]
fn a_workshop_that_compares_nothing_comes_back_as_it_was() {
    let playbook = Playbook::read("p.toml", COE).unwrap();
    let state = State::new(Info::default(), playbook, Rubric::empty());
    let read = workshop("w.toml", &to_toml(&state), Format::Toml, &stamp()).unwrap();
    assert_eq!(read.rubric, state.rubric);
}
