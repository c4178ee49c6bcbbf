//! What the targets share: a workshop to import into, and what must hold of everything that was accepted.

use std::sync::OnceLock;

use chrono::{DateTime, FixedOffset};
use flipchart::agenda::{Playbook, Rubric};
use flipchart::document::{Format, Problems};
use flipchart::workshop::{Act, Change, Entry, Info, Stamp, State, Workshop, interchange};
use uuid::Uuid;

/// The name that texts have in messages.
pub const NAME: &str = "fuzz.file";

/// A moment and someone, the same every time.
#[must_use]
pub fn stamp() -> Stamp {
    let at = DateTime::parse_from_rfc3339("2026-03-03T09:00:00+01:00");
    Stamp {
        at: at.expect("it is a time"),
        by: "Sam Okoro".to_owned(),
    }
}

/// The day of [`stamp`].
#[must_use]
pub fn moment() -> DateTime<FixedOffset> {
    stamp().at
}

/// A small workshop in which nothing has been said.
#[must_use]
pub fn empty() -> &'static State {
    static STATE: OnceLock<State> = OnceLock::new();
    STATE.get_or_init(|| {
        let playbook = include_str!("../../tests/fixtures/small-playbook.toml");
        let rubric = include_str!("../../tests/fixtures/small-rubric.toml");
        let read = Playbook::read("small-playbook.toml", playbook);
        State::new(
            Info::default(),
            read.expect("the fixture is a playbook"),
            Rubric::read("small-rubric.toml", rubric).expect("the fixture is a rubric"),
        )
    })
}

/// An entry that does this.
#[must_use]
pub fn entry(number: u128, act: Act) -> Entry {
    Entry {
        id: Uuid::from_u128(number),
        at: moment(),
        by: "Sam Okoro".to_owned(),
        act,
    }
}

/// The changes in the small workshop, undone and done again; none when they are refused.
#[must_use]
pub fn folded(changes: Vec<Change>) -> Option<Workshop> {
    let begin = Act::Do(vec![Change::Replace(Box::new(empty().clone()))]);
    let mut workshop = Workshop::begin(&entry(0, begin)).expect("a workshop begins so");
    let before = workshop.state().clone();
    let refused = workshop.apply(&entry(1, Act::Do(changes)));
    if let Err(refused) = refused {
        assert!(!refused.to_string().is_empty());
        assert_eq!(workshop.state(), &before, "what is refused changes nothing");
        return None;
    }
    undone_and_redone(&mut workshop);
    Some(workshop)
}

/// Undoes the last thing and does it again: the same state.
pub fn undone_and_redone(workshop: &mut Workshop) {
    let after = workshop.state().clone();
    if workshop.apply(&entry(2, Act::Undo)).is_ok() {
        workshop
            .apply(&entry(3, Act::Redo))
            .expect("what was undone can be done again");
        assert_eq!(workshop.state(), &after, "redo after undo");
    }
}

/// Every mistake says where and what to do.
pub fn named(problems: &Problems, text: &str) {
    assert!(!problems.0.is_empty(), "an error without a mistake");
    for problem in &problems.0 {
        assert_eq!(problem.file, NAME);
        assert!(
            (1..=text.lines().count() + 1).contains(&problem.line),
            "{problem}"
        );
        assert!(problem.column >= 1 && !problem.what.is_empty() && !problem.remedy.is_empty());
    }
}

/// What is written of a state can be read again, and is written the same.
pub fn written_and_read(state: &State) {
    let text = interchange::to_toml(state);
    match interchange::workshop("written.toml", &text, Format::Toml, &stamp()) {
        Ok(read) => {
            let again = interchange::to_toml(&read);
            let differs = text
                .lines()
                .zip(again.lines())
                .find(|(one, other)| one != other);
            assert_eq!(differs, None, "what was written is read as something else");
            assert_eq!(
                text.len(),
                again.len(),
                "what was written is read as something else"
            );
        }
        Err(problems) => panic!("what was written is refused:\n{problems}\n{text}"),
    }
}
