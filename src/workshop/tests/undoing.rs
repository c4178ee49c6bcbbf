//! What undo says and what it passes over.

use super::*;

#[test]
fn undo_says_what_it_undid_and_passes_over_the_clock() {
    let mut workshop = begun();
    let block = BlockId::new("one");
    workshop
        .apply(&entry(1, Act::Do(vec![add("first")])))
        .unwrap();
    let clock = Act::Do(vec![Change::Clock {
        block: block.clone(),
        event: ClockEvent::Started,
    }]);
    workshop.apply(&entry(2, clock)).unwrap();
    let undone = workshop.apply(&entry(3, Act::Undo)).unwrap();
    assert_eq!(undone.what, "undid: added LI-1");
    assert_eq!(
        (undone.of, undone.touched),
        (Some(2), vec![Reference::new("LI-1")])
    );
    assert!(workshop.state().clocks[&block].is_running());
    let again = workshop
        .apply(&entry(4, Act::Do(vec![add("second")])))
        .unwrap();
    assert_eq!(
        again.assigned,
        [Reference::new("LI-2")],
        "LI-1 stays given out"
    );
    assert_eq!(
        workshop.apply(&entry(5, Act::Redo)),
        Err(ApplyError::NothingToRedo)
    );
}

#[test]
fn undoing_a_whole_import_keeps_the_clock_as_it_is_now() {
    let mut workshop = begun();
    let block = BlockId::new("one");
    workshop
        .apply(&entry(1, Act::Do(vec![Change::Replace(Box::new(empty()))])))
        .unwrap();
    let started = Change::Clock {
        block: block.clone(),
        event: ClockEvent::Started,
    };
    workshop.apply(&entry(2, Act::Do(vec![started]))).unwrap();
    workshop.apply(&entry(3, Act::Undo)).unwrap();
    assert!(workshop.state().clocks[&block].is_running());
}
