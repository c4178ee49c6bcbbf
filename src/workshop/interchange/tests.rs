//! Interchange: what is written is read back, what is wrong is named, what adds adds.

mod adding;
mod data;
mod found;
mod identity;
mod register;
pub(crate) mod schema;
mod votes;

use uuid::Uuid;

use super::super::{Act, Entry, Info, Workshop};
use super::*;
use crate::agenda::{Playbook, Rubric};

const EDA: &str = include_str!("../../../agenda/eda-workshop.toml");
const COE: &str = include_str!("../../../agenda/streaming-coe.toml");
const PLATFORMS: &str = include_str!("../../../scoring/kafka-platforms.toml");
const MODELS: &str = include_str!("../../../scoring/coe-operating-model.toml");

/// A workshop on a built-in playbook and rubric in which nothing was said yet.
fn fresh(playbook: &str, rubric: &str) -> Workshop {
    let playbook = Playbook::read("p.toml", playbook).unwrap();
    let rubric = Rubric::read("r.toml", rubric).unwrap();
    let info = Info {
        title: "Test".to_owned(),
        ..Info::default()
    };
    let state = State::new(info, playbook, rubric);
    Workshop::begin(&entry(vec![Change::Replace(Box::new(state))])).unwrap()
}

fn eda() -> Workshop {
    fresh(EDA, PLATFORMS)
}

fn stamp() -> Stamp {
    let at = chrono::DateTime::parse_from_rfc3339("2026-11-10T09:30:00.25+01:00").unwrap();
    Stamp {
        at,
        by: "Ada".to_owned(),
    }
}

fn entry(changes: Vec<Change>) -> Entry {
    Entry {
        id: Uuid::from_u128(1),
        at: stamp().at,
        by: stamp().by,
        act: Act::Do(changes),
    }
}

/// The problems of a partial TOML file.
fn refused(text: &str, state: &State) -> String {
    changes("f.toml", text, Format::Toml, state, &stamp())
        .unwrap_err()
        .to_string()
}

/// The state after a partial TOML file.
fn added(text: &str, mut workshop: Workshop) -> State {
    let read = changes("f.toml", text, Format::Toml, workshop.state(), &stamp());
    let read = read.unwrap_or_else(|problems| panic!("{problems}"));
    workshop.apply(&entry(read)).unwrap();
    workshop.state().clone()
}
