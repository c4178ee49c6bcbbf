//! Votes, locked weights and must-haves: what the room has agreed, and what moves later.

use super::*;

#[test]
fn a_state_without_votes_is_written_as_it_was_before_there_were_any() {
    let text = serde_json::to_string(&empty()).unwrap();
    assert!(
        !text.contains("\"votes\"") && !text.contains("\"room\""),
        "{text}"
    );
    assert_eq!(serde_json::from_str::<State>(&text).unwrap(), empty());
}

#[test]
fn a_vote_is_one_entry_and_undo_takes_back_the_last_round() {
    let mut workshop = begun();
    let vote = |low, medium, high| {
        let tally = Tally {
            low,
            medium,
            high,
            abstained: 0,
        };
        let (room, set) = (None, None);
        let cell = cell();
        let vote = Change::Vote {
            cell,
            tally,
            room,
            set,
        };
        Act::Do(vec![vote])
    };
    let level = |workshop: &Workshop| {
        let score = workshop.state().score(&cell())?;
        assert_eq!(score.provenance, Provenance::Voted);
        score.mark.map(Mark::symbol)
    };
    let room = Act::Do(vec![Change::SetRoom(Some(4))]);
    workshop.apply(&entry(1, room)).unwrap();
    let applied = workshop.apply(&entry(2, vote(2, 1, 1))).unwrap();
    assert_eq!(
        applied.what,
        "voted L: cost of a in production (2 low, 1 medium, 1 high)"
    );
    workshop.apply(&entry(3, vote(1, 3, 0))).unwrap();
    assert_eq!(level(&workshop), Some("M"));
    assert_eq!(workshop.state().rounds(&cell()).len(), 2);
    let error = workshop.apply(&entry(4, vote(2, 3, 0))).unwrap_err();
    assert_eq!(
        error.to_string(),
        "5 hands were counted, but 4 people are in the room: count again, or correct the size of the room"
    );
    assert!(workshop.apply(&entry(4, vote(0, 0, 0))).is_err());
    workshop.apply(&entry(5, Act::Undo)).unwrap();
    assert_eq!(
        (level(&workshop), workshop.state().rounds(&cell()).len()),
        (Some("L"), 1)
    );
    workshop.apply(&entry(6, Act::Undo)).unwrap();
    assert_eq!(
        (level(&workshop), workshop.state().rounds(&cell()).len()),
        (None, 0)
    );
}

#[test]
fn a_weight_that_moves_after_the_lock_is_remembered() {
    let production = || Environment::new("production");
    let weigh = |points| {
        Act::Do(vec![Change::SetWeight {
            criterion: CriterionId::new("cost"),
            environment: production(),
            points,
        }])
    };
    let lock = |locked| {
        Act::Do(vec![Change::LockWeights {
            environment: production(),
            locked,
        }])
    };
    let mut workshop = begun();
    let acts = [
        weigh(20.0),
        lock(true),
        lock(false),
        weigh(30.0),
        weigh(30.0),
    ];
    for (minute, act) in (1..).zip(acts) {
        workshop.apply(&entry(minute, act)).unwrap();
    }
    let found = workshop.weighing().reweighed;
    let told: Vec<(u64, f64, f64)> = found.iter().map(|c| (c.entry, c.from, c.to)).collect();
    assert_eq!(told, [(5, 20.0, 30.0)]);
    assert_eq!((found[0].set.by.as_str(), found[0].set.at), ("Ada", at(4)));
    // What was taken back did not happen, and happens again when it is done again.
    for (act, count) in [(Act::Undo, 1), (Act::Undo, 0), (Act::Redo, 1)] {
        workshop.apply(&entry(9, act)).unwrap();
        assert_eq!(workshop.weighing().reweighed.len(), count);
    }
    // A lock that was taken back fixes nothing.
    let mut workshop = begun();
    for (minute, act) in (1..).zip([lock(true), Act::Undo, weigh(30.0)]) {
        workshop.apply(&entry(minute, act)).unwrap();
    }
    assert_eq!(workshop.weighing().reweighed, []);
}

#[test]
fn what_was_agreed_before_the_workshop_was_replaced_is_not_told_of_the_new_one() {
    let lock = Change::LockWeights {
        environment: Environment::new("production"),
        locked: true,
    };
    let weigh = |points| {
        Act::Do(vec![Change::SetWeight {
            criterion: CriterionId::new("cost"),
            environment: Environment::new("production"),
            points,
        }])
    };
    let mut workshop = begun();
    let open = workshop.state().clone();
    let acts = [
        Act::Do(vec![lock]),
        weigh(30.0),
        Act::Do(vec![Change::Replace(Box::new(open))]),
        weigh(40.0),
    ];
    for (minute, act) in (1..).zip(acts) {
        workshop.apply(&entry(minute, act)).unwrap();
    }
    assert_eq!(workshop.weighing().reweighed, []);
    // With the replacement taken back the old workshop tells its own again.
    for _ in 0..2 {
        workshop.apply(&entry(9, Act::Undo)).unwrap();
    }
    let told = workshop.weighing();
    assert_eq!((told.reweighed.len(), told.came_fixed), (1, false));
    // A workshop that comes with its weights locked says so.
    let fixed = workshop.state().clone();
    let act = Act::Do(vec![Change::Replace(Box::new(fixed))]);
    workshop.apply(&entry(10, act)).unwrap();
    assert!(workshop.weighing().came_fixed);
}

#[test]
fn a_must_have_and_a_criterion_that_change_late_are_remembered() {
    let production = || Environment::new("production");
    let mut workshop = begun();
    let mut cost = workshop
        .state()
        .rubric
        .criterion(&CriterionId::new("cost"))
        .unwrap()
        .clone();
    let set = |cost: &crate::agenda::Criterion| {
        Act::Do(vec![Change::SetCriterion(Box::new(cost.clone()))])
    };
    cost.must_have.remove(&production());
    workshop.apply(&entry(1, set(&cost))).unwrap();
    assert_eq!(workshop.weighing().redemanded, []);
    let lock = Change::LockWeights {
        environment: production(),
        locked: true,
    };
    workshop.apply(&entry(2, Act::Do(vec![lock]))).unwrap();
    cost.must_have.insert(production(), Level::Medium);
    let done = workshop.apply(&entry(3, set(&cost))).unwrap();
    let title = &cost.title;
    let said = format!("; must-have on {title} in production: medium, was none");
    assert!(done.what.ends_with(&said), "{}", done.what);
    let told = workshop.weighing().redemanded;
    let told: Vec<_> = told.iter().map(|one| (one.from, one.to)).collect();
    assert_eq!(told, [(None, Some(Level::Medium))]);
    // A criterion that goes takes its weight with it.
    let weigh = Change::SetWeight {
        criterion: CriterionId::new("cost"),
        environment: production(),
        points: 35.0,
    };
    let remove = Change::RemoveCriterion(CriterionId::new("cost"));
    for (minute, change) in (4..).zip([weigh, remove]) {
        let act = Act::Do(vec![change]);
        workshop.apply(&entry(minute, act)).unwrap();
    }
    let last = workshop.weighing().reweighed.pop().unwrap();
    assert_eq!((last.from, last.to), (35.0, 0.0));
}
