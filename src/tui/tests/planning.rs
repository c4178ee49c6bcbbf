//! The roadmap as a tool: folding, focus, what if, chances, gaps; keys and pictures.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::chances::{simulate, task};
use super::fixture::Room;
use super::pictures::check;
use super::roadmap::{looped, page, planned, rich, seen};
use crate::agenda::{ColumnId, CriterionId, Environment, Level, OptionId, SheetId};
use crate::tui::app::pages::Page;
use crate::tui::app::pages::roadmap::rows::Line;
use crate::tui::app::pages::roadmap::trial::Moved;
use crate::tui::context::Where;
use crate::tui::effect::Message;
use crate::workshop::{
    Act, CellKey, Change, Entry, Link, LinkKey, Mark, NewRecord, Provenance, Reference, Relation,
    Value,
};

#[test]
fn phases_fold_to_a_line_each() {
    let mut room = rich();
    let lines = |room: &Room| page(room).lines.len();
    assert_eq!(lines(&room), 8);
    room.keys("Tab");
    assert_eq!((lines(&room), page(&room).line()), (5, Line::Phase(0)));
    assert!(
        room.desk().record().is_none(),
        "what is hidden is not edited"
    );
    let picture = seen(&mut room, 120, 40);
    assert!(picture.contains("1 Foundations  3 folded"), "{picture}");
    assert!(picture.contains("3 work packages, 3 late"), "{picture}");
    room.keys("d e");
    assert_eq!((room.over(), room.state().records.len()), ("", 6));
    room.keys("j");
    assert_eq!(room.selected(), "WP-6");
    room.keys("k l");
    assert_eq!((lines(&room), room.selected().as_str()), (8, "WP-1"));
    room.keys("Shift-Tab G");
    assert_eq!((lines(&room), page(&room).line()), (2, Line::Phase(1)));
    room.keys("n");
    assert_eq!(room.selected(), "WP-6", "a problem is never hidden");
    room.keys("Shift-Tab Shift-Tab");
    assert_eq!(lines(&room), 8);
    let mut room = planned(None, &["| One | 2d"], &[]);
    room.keys("Tab Shift-Tab");
    assert_eq!(room.selected(), "WP-1", "without phases nothing folds");
}

/// What is in focus: steps, reference, reason.
fn near(room: &Room) -> Vec<String> {
    let page = page(room);
    let focus = page.focus.as_ref().unwrap();
    let line = |near: &crate::tui::app::pages::roadmap::focus::Near| {
        let row = &page.table.rows[near.row];
        format!("{} {} {} {}", near.steps, row.id, near.by, near.why)
    };
    focus
        .near
        .iter()
        .map(|near| line(near).trim_end().to_owned())
        .collect()
}

#[test]
fn the_focus_shows_what_is_before_and_after_in_so_many_steps() {
    let mut room = rich();
    room.keys("j j");
    room.keys("f");
    assert_eq!(
        (room.app.context(), room.selected().as_str()),
        (Where::FOCUS, "WP-3")
    );
    assert_eq!(
        near(&room),
        [
            "-1 WP-1 WP-3 the names come from there",
            "0 WP-3",
            "1 WP-4 WP-3 no topic without its owner's rights"
        ]
    );
    room.keys(">");
    assert_eq!(near(&room).len(), 4);
    let picture = seen(&mut room, 120, 40);
    assert!(
        picture.contains("2 steps around WP-3: 1 before, 2 after"),
        "{picture}"
    );
    room.keys("> >");
    assert_eq!(near(&room).len(), 4, "there is nothing further");
    room.keys("<");
    assert_eq!(near(&room).len(), 3);
    // The one that is selected there is what keys work on; it can take the focus itself.
    room.keys("G");
    assert_eq!(room.selected(), "WP-4");
    room.keys("f");
    assert_eq!(
        near(&room),
        [
            "-1 WP-1 WP-4 said before anyone thought of clusters",
            "-1 WP-2 WP-4 it runs on them",
            "-1 WP-3 WP-4 no topic without its owner's rights",
            "0 WP-4",
            "1 WP-5 WP-4"
        ]
    );
    room.keys("f");
    assert_eq!(
        (room.app.context(), room.selected().as_str()),
        (Where::ROADMAP, "WP-4")
    );
    room.keys("f Esc");
    assert_eq!(
        (room.app.context(), room.selected().as_str()),
        (Where::ROADMAP, "WP-4")
    );
}

#[test]
fn the_focus_follows_changes_and_ends_with_its_package() {
    let mut room = rich();
    room.keys("j j f b 'clusters' Enter 'for safety' Enter");
    assert!(near(&room).contains(&"-1 WP-2 WP-3 for safety".to_owned()));
    room.keys("u");
    assert_eq!(near(&room).len(), 3);
    room.keys("B");
    assert_eq!(room.app.context(), Where::LINKS);
    room.keys("B d");
    assert_eq!(
        room.app.context(),
        Where::ROADMAP,
        "what was in focus is gone"
    );
    room.keys("u");
    assert_eq!(room.selected(), "WP-3");
}

#[test]
fn a_loop_has_everything_before_and_after() {
    let mut room = looped();
    room.keys("n f");
    let all = near(&room);
    assert!(
        all.iter().any(|line| line.starts_with("-1 WP-3 ")),
        "{all:?}"
    );
    assert!(
        all.iter().any(|line| line.starts_with("1 WP-2 ")),
        "{all:?}"
    );
}

/// What would move: reference and by how much.
fn moved(room: &Room) -> Vec<String> {
    let trial = page(room).trial.as_ref().unwrap();
    let line = |moved: &Moved| format!("{} {}", moved.after.id, moved.by);
    let outcome = trial.outcome.as_ref().unwrap();
    outcome.moved.iter().map(line).collect()
}

/// What it would do to the whole.
fn told(room: &Room) -> Vec<String> {
    let trial = page(room).trial.as_ref().unwrap();
    let told = trial.outcome.as_ref().unwrap().told.iter();
    told.map(|one| {
        format!(
            "{}: {} > {} {}",
            one.label, one.before, one.after, one.difference
        )
    })
    .collect()
}

#[test]
fn what_would_slip_is_seen_before_it_is_kept() {
    let mut room = planned(
        Some("2027-01-11"),
        &[
            "| Network | 5d",
            "| Clusters | 10d",
            "| Rights | 3d | due 2027-01-22",
            "| Pilot | 2d",
        ],
        &["1 2 a", "1 3 b", "2 4 c", "3 4 d"],
    );
    room.keys("w");
    assert_eq!(room.app.context(), Where::TRIAL);
    assert!(page(&room).trial.as_ref().unwrap().outcome.is_none());
    room.keys("'9d'");
    assert_eq!(
        moved(&room),
        ["WP-1 +4 d", "WP-3 +4 d", "WP-2 +4 d", "WP-4 +4 d"]
    );
    assert_eq!(
        told(&room),
        [
            "all done: Tue 2 Feb 2027 > Mon 8 Feb 2027 4 d later",
            "deadlines:  >  WP-3 misses its deadline",
            "critical:  >  now also WP-3",
        ]
        .map(str::to_owned)
    );
    let picture = seen(&mut room, 120, 40);
    for sentence in [
        "What if",
        "4 of 4 move",
        "now 5d",
        "Tue 2 Feb 2027 → Mon 8 Feb 2027",
    ] {
        assert!(picture.contains(sentence), "{sentence}\n{picture}");
    }
    room.keys("Ctrl-u '1d'");
    assert!(told(&room)[0].ends_with("4 d sooner"), "{:?}", told(&room));
    let before = (room.state().clone(), room.commits());
    room.keys("Esc");
    assert_eq!((room.state(), room.commits()), (&before.0, before.1));
    assert!(page(&room).trial.is_none());
    room.keys("w '9d' Enter");
    assert_eq!(room.commits(), before.1 + 1);
    assert_eq!(
        room.said(),
        "Kept for WP-1; 3 other work packages move; undo brings the dates back"
    );
    room.keys("u");
    assert_eq!(
        room.state()
            .record(&"WP-1".parse().unwrap())
            .unwrap()
            .text("duration"),
        "5d"
    );
}

#[test]
fn a_first_day_is_tried_and_what_does_not_fit_is_said() {
    let mut room = planned(
        Some("2027-01-11"),
        &["| One | 5d", "| Two | 2d"],
        &["1 2 a"],
    );
    room.keys("w Tab '2027-01-'");
    let picture = seen(&mut room, 80, 24);
    assert!(page(&room).trial.as_ref().unwrap().outcome.is_none());
    assert!(picture.contains("2027-01-"), "{picture}");
    room.keys("Enter");
    assert_eq!(room.over(), "form", "what does not fit is not kept");
    room.keys("'20'");
    assert_eq!(moved(&room), ["WP-1 +7 d", "WP-2 +7 d"]);
    room.keys("Shift-Tab '1d'");
    assert_eq!(moved(&room), ["WP-1 +3 d", "WP-2 +3 d"]);
    room.keys("Enter");
    assert_eq!(room.over(), "");
    room.keys("w Enter");
    assert_eq!(room.said(), "Nothing was changed");
    room.keys("w PgDn PgUp Ctrl-c");
    assert_eq!(room.over(), "");
}

#[test]
fn a_gap_leads_to_its_work_package_and_back() {
    let mut room = Room::open();
    room.keys("] ] 2 3 1 1 2 g r G w Enter");
    assert_eq!(
        (room.app.context(), room.selected().as_str()),
        (Where::ROADMAP, "WP-1")
    );
    room.keys("c");
    assert_eq!(room.app.context(), Where::ADVICE);
    room.keys("Enter");
    assert_eq!(
        (room.app.context(), room.selected().as_str()),
        (Where::ROADMAP, "WP-1")
    );
    room.keys("Esc");
    assert_eq!(room.app.context(), Where::ADVICE);
    // From the roadmap, Esc on the gap comes back to it.
    room.keys("Esc g p c");
    assert_eq!(room.app.context(), Where::ADVICE);
    room.keys("w");
    assert!(
        room.said().contains("WP-1 closes it already"),
        "{}",
        room.said()
    );
    room.keys("Esc");
    assert_eq!(room.selected(), "WP-1");
    room.keys("a 'Another' Enter Esc G c");
    assert_eq!(room.app.context(), Where::ROADMAP, "it closes no gap");
}

#[test]
fn from_a_package_one_goes_back_to_the_gap_that_one_came_from() {
    let cell = |option: &str, criterion: &str| CellKey {
        environment: Environment::new("production"),
        option: OptionId::new(option),
        criterion: CriterionId::new(criterion),
    };
    // Production alone is scored: the cloud leads, and is best at nothing.
    let levels = [
        ("cloud", "cost", Level::Medium),
        ("cloud", "support", Level::Medium),
        ("own", "cost", Level::High),
        ("own", "support", Level::Low),
    ];
    let scores = levels.map(|(option, criterion, level)| Change::Score {
        cell: cell(option, criterion),
        mark: Some(Mark::Level(level)),
        rationale: String::new(),
        provenance: Provenance::Voted,
        set: None,
    });
    let all = [cell("cloud", "support"), cell("cloud", "cost")];
    let add = NewRecord {
        sheet: SheetId::new("work"),
        fields: [(ColumnId::new("title"), Value::Text("Both".to_owned()))].into(),
        ..NewRecord::default()
    };
    let closes = all.iter().map(|gap| Change::Link {
        key: LinkKey::new(Reference::new("WP-1"), Relation::Closes, gap.clone()),
        link: Link::default(),
    });
    let adds = [Change::Add(Box::new(add))];
    let mut workshop = super::fixture::workshop();
    let entry = Entry {
        id: uuid::Uuid::from_u128(7),
        at: super::fixture::at("10:00"),
        by: "Ada".to_owned(),
        act: Act::Do(scores.into_iter().chain(adds).chain(closes).collect()),
    };
    workshop.apply(&entry).unwrap();
    let gap = |room: &Room| match room.desk().page() {
        Some(Page::Recommendation(page)) => page.gap().cloned(),
        _ => None,
    };
    let mut met = BTreeSet::new();
    for ways in ["g r G", "g r G k", "g p c", "g p c j", "g p c k"] {
        let mut room = Room::with(workshop.clone());
        room.keys(ways);
        let from = gap(&room).expect("a gap is in front");
        room.keys("Enter");
        assert_eq!(room.app.context(), Where::ROADMAP);
        room.keys("c");
        assert_eq!(gap(&room), Some(from.clone()), "{ways}");
        met.insert(from);
    }
    assert_eq!(met, BTreeSet::from(all));
}

#[test]
fn the_zoom_says_what_a_column_stands_for() {
    let mut room = planned(Some("2027-01-11"), &["| One | 60w"], &[]);
    room.keys("z z z z z z z z z z z z z z");
    let days = |room: &Room| page(room).layout.scale.unwrap().days;
    assert!(room.said().starts_with("A column is"), "{}", room.said());
    let finest = days(&room);
    room.keys("Z");
    assert!(days(&room) > finest, "one step back is one step");
}

/// First and last day of every package on the page.
fn spans(room: &Room) -> BTreeMap<String, Option<(chrono::NaiveDate, chrono::NaiveDate)>> {
    let rows = page(room).table.rows.iter();
    rows.map(|row| (row.id.to_string(), row.span)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// What is tried says of every package what keeping it brings, and undo brings back what was.
    #[test]
    fn what_is_tried_is_what_comes(
        lengths in prop::collection::vec(1_u32..30, 2..12),
        pairs in prop::collection::vec((1_usize..12, 1_usize..12), 0..20),
        at in 0_usize..12, days in 1_u32..40,
    ) {
        let packages: Vec<String> = lengths.iter().map(|days| format!("P{} | Step | {days}d", days % 3)).collect();
        let packages: Vec<&str> = packages.iter().map(String::as_str).collect();
        let within = |at: &usize| *at <= lengths.len();
        let links: Vec<String> = pairs.iter().filter(|(from, to)| from != to && within(from) && within(to))
            .map(|(from, to)| format!("{from} {to} because")).collect();
        let links: Vec<&str> = links.iter().map(String::as_str).collect();
        let mut room = planned(Some("2027-01-11"), &packages, &links);
        room.keys(&"j ".repeat(at));
        let before = spans(&room);
        room.keys(&format!("w '{days}d'"));
        let mut expected = before.clone();
        if let Some(outcome) = &page(&room).trial.as_ref().unwrap().outcome {
            for moved in &outcome.moved {
                expected.insert(moved.after.id.to_string(), moved.after.span);
            }
        }
        room.keys("Enter");
        prop_assert_eq!(spans(&room), expected);
        if room.commits() > 0 {
            room.keys("u");
        }
        prop_assert_eq!(spans(&room), before);
    }

    /// As far as it goes, the focus holds everything that the plan says is before or after.
    #[test]
    fn the_focus_goes_as_far_as_there_are_links(
        pairs in prop::collection::vec((1_usize..9, 1_usize..9), 0..16), at in 0_usize..8,
    ) {
        let packages = ["| Step | 2d"; 8];
        let links: Vec<String> = pairs.iter().filter(|(from, to)| from != to)
            .map(|(from, to)| format!("{from} {to} because")).collect();
        let links: Vec<&str> = links.iter().map(String::as_str).collect();
        let mut room = planned(None, &packages, &links);
        room.keys(&"j ".repeat(at));
        room.keys("f");
        room.keys(&"> ".repeat(9));
        let page = page(&room);
        let focus = page.focus.as_ref().unwrap();
        let centre = page.table.plan.find(focus.centre.as_str()).unwrap();
        let mut sides = [page.table.plan.all_before(centre), page.table.plan.all_behind(centre)];
        for (side, places) in [-1, 1].into_iter().zip(&mut sides) {
            // A package in a loop is before and after itself; the focus shows it once, in the middle.
            places.retain(|place| *place != centre);
            let near = focus.near.iter().filter(|near| near.steps.signum() == side);
            let mut shown: Vec<usize> = near.map(|near| page.table.rows[near.row].place).collect();
            shown.sort_unstable();
            prop_assert_eq!(&shown, places);
        }
    }
}

#[test]
fn pictures() {
    let mut room = rich();
    room.keys("j j f >");
    check("plan-focus", room);
    let mut room = rich();
    room.keys("Tab j j");
    check("plan-folded", room);
    let mut room = rich();
    room.keys("w '15d'");
    check("plan-what-if", room);
    let mut room = rich();
    room.keys("p");
    simulate(&mut room);
    check("plan-chances", room);
    let mut room = rich();
    room.keys("p");
    let task = task(&room);
    room.tell(Message::Simulating(task, 5_400));
    check("plan-simulating", room);
}

#[test]
fn what_has_no_room_is_read_on() {
    let mut room = rich();
    room.keys("G k");
    let first = seen(&mut room, 80, 24);
    assert!(first.contains("more: J reads on"), "{first}");
    let mut all = first;
    for _ in 0..4 {
        room.keys("J");
        all.push_str(&seen(&mut room, 80, 24));
    }
    for label in [
        "when",
        "why",
        "waits for",
        "holds up",
        "slack",
        "record",
        "set",
    ] {
        assert!(all.contains(&format!("\n {label} ")), "{label}\n{all}");
    }
    room.keys("J");
    room.keys("k j");
    assert!(seen(&mut room, 80, 24).contains("\n when "));
}
