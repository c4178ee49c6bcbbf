//! The scoring run, played by keys.

use super::fixture::{Room, at};
use super::pictures::{buffer, check, text};
use crate::agenda::{CriterionId, Environment, OptionId, Playbook, Rubric};
use crate::tui::app::pages::run::Run;
use crate::tui::app::pages::run::stage::Stage;
use crate::tui::clock::next_change;
use crate::tui::context::Where;
use crate::tui::theme::ThemeName;
use crate::workshop::{
    Act, CellKey, Change, Entry, Info, Mark, Person, Provenance, State, Workshop,
};

const PLAYBOOK: &str = include_str!("../../../agenda/eda-workshop.toml");
const PLATFORMS: &str = include_str!("../../../scoring/kafka-platforms.toml");

/// A room of twelve with the built-in rubric: seventy cells, some drafts of ours.
pub(super) fn platforms(people: usize) -> Room {
    let playbook = Playbook::read("p.toml", PLAYBOOK).unwrap();
    let rubric = Rubric::read("r.toml", PLATFORMS).unwrap();
    let info = Info {
        title: "Platforms".to_owned(),
        client: "Northwind Bank".to_owned(),
        ..Info::default()
    };
    let mut state = State::new(info, playbook, rubric);
    let person = |nth: usize| Person {
        name: format!("Person {nth}"),
        ..Person::default()
    };
    state.people = (0..people).map(person).collect();
    state.people.push(Person {
        name: "Ada".to_owned(),
        facilitator: true,
        ..Person::default()
    });
    let draft = Change::Score {
        cell: cell("production", "cost", "aws-msk"),
        mark: Some(Mark::Level(crate::agenda::Level::High)),
        rationale: "our estimate of last week".to_owned(),
        provenance: Provenance::Draft,
        set: None,
    };
    let first = Entry {
        id: uuid::Uuid::nil(),
        at: at("09:00"),
        by: "Ada".to_owned(),
        act: Act::Do(vec![Change::Replace(Box::new(state)), draft]),
    };
    Room::with(Workshop::begin(&first).unwrap())
}

pub(super) fn cell(environment: &str, criterion: &str, option: &str) -> CellKey {
    CellKey {
        environment: Environment::new(environment),
        option: OptionId::new(option),
        criterion: CriterionId::new(criterion),
    }
}

pub(super) fn run(room: &Room) -> &Run {
    room.desk().run().unwrap()
}

pub(super) fn score(room: &Room, cell: &CellKey) -> (String, Provenance) {
    let score = room.state().score(cell).unwrap();
    let mark = score.mark.map_or("?", Mark::symbol);
    (mark.to_owned(), score.provenance)
}

pub(super) fn picture(room: &mut Room) -> String {
    text(&buffer(room, 80, 24, ThemeName::Dark))
}

/// Votes `m` on so many cells.
fn agree(room: &mut Room, cells: usize) {
    for _ in 0..cells {
        room.keys("m Enter");
    }
}

#[test]
fn seventy_cells_take_at_most_a_hundred_and_sixty_keys_when_the_room_agrees() {
    let mut room = platforms(12);
    let mut keys = room.typed;
    room.keys("g v Enter Enter");
    while matches!(run(&room).stage, Stage::Criterion(_)) {
        room.keys("h Enter");
    }
    assert_eq!(run(&room).stage, Stage::TakeOver(1));
    room.keys("Enter Enter");
    assert_eq!(room.app.context(), Where::ADVICE);
    keys = room.typed - keys;
    let scored = room.state().scores.values();
    assert_eq!(scored.filter(|score| score.mark.is_some()).count(), 70);
    assert_eq!(room.state().votes.len(), 35);
    assert!(keys <= 160, "{keys} keys");
    // Every cell of pre-production voted on its own would still be two keys a cell.
    assert!(keys + 70 <= 160, "{keys} keys");
    let inherited = score(&room, &cell("pre-production", "cost", "aws-msk"));
    assert_eq!(inherited, ("H".to_owned(), Provenance::Inherited));
}

#[test]
fn more_hands_than_people_are_refused_with_the_keys_that_correct_the_room() {
    let mut room = platforms(12);
    room.keys("g v Enter Enter '13M' Enter");
    assert_eq!(
        room.said(),
        "13 hands were counted, but 12 people are in the room: count again, or correct the size of the room (Esc \
         drops the tally, n then asks how many people vote)"
    );
    room.keys("Esc n");
    assert_eq!(room.ask().title, "How many people vote?");
}

#[test]
fn what_we_brought_along_stays_hidden_until_the_vote_is_in() {
    let mut room = platforms(12);
    room.keys("g v Enter Enter");
    agree(&mut room, 5);
    assert_eq!(run(&room).criterion, 1);
    room.keys("j j j");
    let before = picture(&mut room);
    assert!(
        before.contains("MSK") && !before.contains("draft"),
        "{before}"
    );
    room.keys("e");
    assert_eq!(room.over(), "", "the reason of a draft is a draft as well");
    room.keys("'7M 5L' Enter");
    let msk = cell("production", "cost", "aws-msk");
    assert_eq!(score(&room, &msk), ("M".to_owned(), Provenance::Voted));
    // The run goes back to the first cell that nobody has voted on.
    assert_eq!(run(&room).spot.row, 0);
    room.keys("j j j e Ctrl-u 'the bill of last year' Enter");
    assert_eq!(
        room.state().score(&msk).unwrap().rationale,
        "the bill of last year"
    );
    assert_eq!(score(&room, &msk).1, Provenance::Voted);
}

#[test]
fn splits_go_to_the_queue_and_come_once_more_by_what_is_at_stake() {
    let mut room = platforms(12);
    room.keys("g v Enter Enter");
    // Of suitability one is split, of cost two; eight in all.
    room.keys("'6L 6H' Enter");
    assert!(room.said().contains("comes once more"), "{}", room.said());
    for tally in ["m", "m", "m", "m", "6L 6H", "m", "5L 2M 5H", "m", "m"] {
        room.keys(&format!("'{tally}' Enter"));
    }
    for _ in 0..5 {
        room.keys("'1L 10M 1H' Enter");
    }
    agree(&mut room, 20);
    assert_eq!(run(&room).stage, Stage::Again);
    let queue = run(&room).cells.clone();
    assert_eq!(queue.len(), 6);
    // Cost and suitability weigh the same, so of two even splits the first by name comes first.
    let criteria: Vec<&str> = queue.iter().map(|cell| cell.criterion.as_str()).collect();
    assert_eq!(criteria[..3], ["cost", "suitability", "cost"]);
    assert!(criteria[3..].iter().all(|one| *one == "security"));
    let first = queue[0].clone();
    room.keys("'2L 9M 1H' Enter");
    let rounds = room.state().rounds(&first);
    assert_eq!(
        (rounds.len(), rounds[0].tally.high, rounds[1].tally.medium),
        (2, 6, 9)
    );
    assert_eq!(score(&room, &first).0, "M");
    assert_eq!(run(&room).spot.row, 1);
    // Undo takes the second round back and the cell is asked about again.
    room.keys("u");
    assert_eq!(
        (run(&room).spot.row, room.state().rounds(&first).len()),
        (0, 1)
    );
    // Nobody moves: the same hands once more, one key a cell.
    for _ in 0..6 {
        assert_eq!(run(&room).stage, Stage::Again);
        room.keys("Enter");
    }
    assert_eq!(run(&room).stage, Stage::TakeOver(1));
    let left = room
        .state()
        .votes
        .values()
        .filter(|rounds| rounds.len() == 1);
    assert_eq!(left.count(), 29, "the rest keep their median");
}

#[test]
fn one_can_leave_at_any_time_and_goes_on_where_one_was() {
    let mut room = platforms(12);
    room.keys("g v Enter Enter");
    agree(&mut room, 7);
    let place = (run(&room).stage.clone(), run(&room).spot.row);
    assert_eq!(place, (Stage::Criterion(1), 2));
    room.keys("Esc");
    assert!(room.desk().page().is_none());
    room.keys("g s g v '3M 1' Down");
    assert_eq!(run(&room).stage, place.0);
    // What was typed is still there, its field is open, and it is gone on with.
    room.keys("Up");
    assert_eq!(run(&room).spot.row, place.1);
    assert_eq!(room.app.context(), Where::TALLY);
    assert!(picture(&mut room).contains("3M 1"));
    room.keys("Enter");
    assert!(room.said().contains("1 of what?"), "{}", room.said());
    room.keys("'l' Enter");
    let cloud = cell("production", "cost", "confluent-cloud");
    let tally = room.state().rounds(&cloud)[0].tally;
    assert_eq!((tally.medium, tally.low), (3, 1));
}

#[test]
fn pre_production_is_discussed_by_exception() {
    let mut room = platforms(12);
    room.keys("g v Enter Enter");
    agree(&mut room, 35);
    assert!(picture(&mut room).contains("Enter takes 35 levels over"));
    room.keys("Enter");
    assert_eq!(run(&room).stage, Stage::Exceptions(1));
    room.keys("] j '10L 2M' Enter");
    let community = cell("pre-production", "cost", "confluent-community");
    assert_eq!(
        score(&room, &community),
        ("L".to_owned(), Provenance::Voted)
    );
    assert_eq!(
        (run(&room).criterion, run(&room).spot.row),
        (1, 1),
        "one stays where one is"
    );
    room.keys("u");
    assert_eq!(score(&room, &community).1, Provenance::Inherited);
    room.keys("u");
    assert_eq!(run(&room).stage, Stage::TakeOver(1));
    room.keys("Ctrl-r Enter");
    assert_eq!(room.app.context(), Where::ADVICE);
}

#[test]
fn one_can_look_at_another_criterion_and_vote_there() {
    let mut room = platforms(12);
    room.keys("g v Enter Enter ] ] [ j");
    assert_eq!((run(&room).criterion, run(&room).spot.row), (1, 1));
    room.keys("'3L 9M' Enter");
    let community = cell("production", "cost", "confluent-community");
    assert_eq!(score(&room, &community).0, "M");
    assert_eq!(
        (run(&room).criterion, run(&room).spot.row),
        (0, 0),
        "back to where the run stands"
    );
    room.keys("] j y");
    assert_eq!(room.app.context(), Where::WHY);
    room.keys("Esc");
    assert_eq!(room.app.context(), Where::VOTING);
}

#[test]
fn what_is_open_in_the_other_environment_is_taken_over_with_one_key() {
    let mut room = platforms_at_take_over();
    let oss = cell("pre-production", "cost", "kafka-oss");
    room.keys("Enter g s v l l l l j 0 g v");
    assert_eq!(room.state().score(&oss), None);
    assert_eq!(run(&room).stage, Stage::Exceptions(1));
    room.keys("=");
    assert_eq!(score(&room, &oss), ("M".to_owned(), Provenance::Inherited));
}

#[test]
fn a_voted_cell_that_was_emptied_is_asked_about_again() {
    let mut room = platforms(12);
    room.keys("g v Enter Enter m Enter m Enter");
    let first = cell("production", "suitability", "confluent-enterprise");
    room.keys("Up Up e Ctrl-u 'because' Enter Esc g s g g 0");
    assert_eq!(room.state().score(&first).unwrap().mark, None);
    let what = room.desk().workshop.next_undo().unwrap_or_default();
    assert!(
        what.starts_with("emptied") && what.ends_with("the reason stays"),
        "{what}"
    );
    room.keys("g v");
    assert_eq!((run(&room).criterion, run(&room).spot.row), (0, 0));
    room.keys("h Enter");
    assert_eq!(score(&room, &first), ("H".to_owned(), Provenance::Voted));
}

#[test]
fn only_cells_that_come_once_more_are_said_to() {
    let mut room = platforms(12);
    room.keys("g v Enter Enter");
    for _ in 0..5 {
        room.keys("'6L 6H' Enter");
        assert!(
            room.said().contains("it comes once more"),
            "{}",
            room.said()
        );
    }
    // Of cost, as heavy as suitability, one more finds room; a lighter criterion does not.
    room.keys("'6L 6H' Enter ] ] '6L 6H' Enter");
    assert_eq!(room.state().votes.len(), 7);
    assert!(!room.said().contains("once more"), "{}", room.said());
    assert!(
        room.said().contains("split, on the record"),
        "{}",
        room.said()
    );
}

#[test]
fn the_votes_are_among_the_reasons_and_an_even_split_says_whom_it_favours() {
    let mut room = platforms(12);
    room.keys("g v Enter Enter ] '6L 6M' Enter");
    assert!(
        room.said().contains("even split: the lower, in its favour"),
        "{}",
        room.said()
    );
    room.keys("] y");
    let why = text(&buffer(&mut room, 120, 40, ThemeName::Dark));
    assert!(
        why.contains("Round 1, 12 in the room: 6 low, 6 medium; an even split"),
        "{why}"
    );
    assert!(why.contains("in the option's favour"), "{why}");
}

#[test]
fn every_environment_after_the_first_is_asked_for_what_differs() {
    let rubric = PLATFORMS.replace(
        "environments = [\"production\", \"pre-production\"]",
        "environments = [\"production\", \"pre-production\", \"recovery\"]",
    );
    assert_ne!(rubric, PLATFORMS);
    let mut room = Room::with_rubric(&rubric);
    room.keys("g v Enter Enter Enter");
    agree(&mut room, 35);
    room.keys("Enter Enter");
    assert_eq!(run(&room).stage, Stage::Exceptions(1));
    room.keys("Enter");
    assert_eq!(run(&room).stage, Stage::Exceptions(2));
    room.keys("] j l Enter");
    assert_eq!(run(&room).stage, Stage::Exceptions(2), "a vote stays here");
    let voted = room
        .state()
        .votes
        .keys()
        .any(|cell| cell.environment.as_str() == "recovery");
    assert!(voted);
    room.keys("Enter");
    assert_eq!(room.app.context(), Where::ADVICE);
}

#[test]
fn each_part_has_its_time_and_the_screen_sleeps_until_it_changes() {
    let mut room = platforms(12);
    room.keys("g v");
    room.wait(30);
    assert!(picture(&mut room).contains("6 min left"));
    room.keys("Enter Enter");
    assert!(picture(&mut room).contains("2:00 left"));
    room.wait(60);
    agree(&mut room, 1);
    assert!(
        picture(&mut room).contains("1:00 left"),
        "a criterion has its time, not a cell"
    );
    room.keys("Esc");
    room.wait(61);
    room.keys("g v");
    assert!(picture(&mut room).contains("+1 s over"));
    let wait = |room: &Room| next_change(Some(room.state()), room.desk().run_timer(), room.app.now);
    assert_eq!(wait(&room).as_millis(), 1000);
    room.keys("Esc");
    assert!(
        wait(&room).as_secs() > 1,
        "nothing ticks while the run is not on the screen"
    );
}

#[test]
fn pictures_of_the_run() {
    let mut room = platforms(12);
    room.keys("g v j j");
    check("run-weights", room);
    let mut room = platforms(12);
    room.keys("g v j j Enter");
    check("run-weights-second", room);
    let mut room = platforms(12);
    room.keys("g v Enter Enter");
    agree(&mut room, 5);
    room.keys("'12h' Enter '6L 6H' Enter '3M 1L 2H 1-'");
    check("run-voting", room);
    let mut room = platforms(12);
    room.keys("g v Enter Enter '6L 6H' Enter m Enter '5L 2M 5H' Enter");
    agree(&mut room, 32);
    room.keys("'2L 9M 1H' Enter");
    check("run-again", room);
    check("run-take-over", platforms_at_take_over());
    let mut room = platforms_at_take_over();
    room.keys("Enter ] '10L 2M' Enter j");
    check("run-exceptions", room);
}

#[test]
fn at_the_end_of_the_votes_it_is_said_how_far_the_room_agrees() {
    let mut room = platforms(12);
    let environments = room.state().rubric.header.environments.len();
    assert_eq!(environments, 2);
    room.keys("g v Enter Enter");
    for keys in ["h Enter", "'6L 6H' Enter", "m Enter"].iter().cycle() {
        if !matches!(run(&room).stage, Stage::Criterion(_)) {
            break;
        }
        room.keys(keys);
    }
    while run(&room).stage == Stage::Again {
        room.keys("m Enter");
    }
    assert_eq!(run(&room).stage, Stage::TakeOver(1));
    room.keys("Enter Enter");
    assert_eq!(room.app.context(), Where::ADVICE);
    let said = room.said();
    assert!(
        said.starts_with(
            "The run is complete; g v comes back to it. The room's votes on production agree to "
        ) && said.ends_with(" and 0 is what chance gives."),
        "{said}"
    );
    let words = picture(&mut room);
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("votes on production agree to "), "{words}");
}

fn platforms_at_take_over() -> Room {
    let mut room = platforms(12);
    room.keys("g v Enter Enter");
    agree(&mut room, 35);
    room
}
