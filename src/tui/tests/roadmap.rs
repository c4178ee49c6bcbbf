//! The roadmap: keys, and pictures of plans of every shape.

use chrono::NaiveDate;
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::fixture::{Room, at, workshop};
use super::pictures::{buffer, check, text};
use crate::agenda::{ColumnId, SheetId};
use crate::tui::app::pages::Page;
use crate::tui::app::pages::roadmap::Roadmap;
use crate::tui::context::Where;
use crate::tui::effect::{Message, Opened};
use crate::tui::key::Key;
use crate::tui::theme::{Theme, ThemeName};
use crate::tui::view::view;
use crate::workshop::{
    Act, Change, Entry, Link, LinkKey, NewRecord, PlanSettings, Precedence, Reference, Relation,
    Value,
};

/// A work package: phase, title, duration, then `due …`, `from …` or `milestone`.
fn package(line: &str) -> Change {
    let parts: Vec<&str> = line.split('|').map(str::trim).collect();
    let text = |text: &str| Value::Text(text.to_owned());
    let mut fields = vec![("title", text(parts[1]))];
    if !parts[0].is_empty() {
        fields.push(("phase", text(parts[0])));
    }
    if !parts[2].is_empty() {
        fields.push(("duration", text(parts[2])));
    }
    for more in &parts[3..] {
        let date = |text: &str| Value::Date(text.parse().unwrap());
        fields.push(match more.split_once(' ') {
            Some(("due", day)) => ("deadline", date(day)),
            Some(("from", day)) => ("not-before", date(day)),
            Some((column, words)) => (column, text(words)),
            None => ("milestone", Value::Flag(true)),
        });
    }
    let fields = fields
        .into_iter()
        .map(|(id, value)| (ColumnId::new(id), value));
    Change::Add(Box::new(NewRecord {
        sheet: SheetId::new("work"),
        fields: fields.collect(),
        ..NewRecord::default()
    }))
}

/// A link: `1 2 SS +2d reason`, kind and lag being optional.
fn link(line: &str) -> Change {
    let mut words = line.splitn(3, ' ');
    let mut id = || Reference::new(&format!("WP-{}", words.next().unwrap()));
    let (from, to) = (id(), id());
    let rest = words.next().unwrap_or_default();
    let (kind, rest) = match rest.split_once(' ') {
        Some(("SS", rest)) => (Precedence::StartStart, rest),
        _ => (Precedence::FinishStart, rest),
    };
    let (lag, why) = match rest.strip_prefix('+').and_then(|rest| rest.split_once(' ')) {
        Some((lag, why)) => (lag, why),
        None => ("", rest),
    };
    Change::Link {
        key: LinkKey::new(from, Relation::Precedes(kind), to),
        link: Link {
            why: why.to_owned(),
            lag: lag.to_owned(),
        },
    }
}

/// The roadmap of a workshop with these packages and links.
pub(super) fn planned(start: Option<&str>, packages: &[&str], links: &[&str]) -> Room {
    let mut changes: Vec<Change> = packages.iter().map(|line| package(line)).collect();
    changes.extend(links.iter().map(|line| link(line)));
    changes.push(Change::SetPlan(Box::new(PlanSettings {
        start: start.map(|day| day.parse().unwrap()),
        ..PlanSettings::default()
    })));
    let mut workshop = workshop();
    let entry = Entry {
        id: uuid::Uuid::nil(),
        at: at("09:00"),
        by: "Ada".to_owned(),
        act: Act::Do(changes),
    };
    workshop.apply(&entry).unwrap();
    let mut room = Room::home();
    room.tell(Message::Opened(Box::new(Opened {
        workshop,
        writable: true,
        draft: String::new(),
        note: None,
        report_folder: String::new(),
    })));
    room.keys("g p");
    room
}

/// A plan with everything that a plan can have.
pub(super) fn rich() -> Room {
    planned(
        Some("2026-11-23"),
        &[
            "1 Foundations | Landing zone and network | 10d | owner Lena Fischer",
            "1 Foundations | Clusters for production | 10d/15d/25d | due 2027-01-15",
            "1 Foundations | Identity and rights | 8d | from 2026-12-07",
            "2 First use case | Ledger events | 20d | due 2027-01-08",
            "2 First use case | Go-live | | milestone",
            "2 First use case | Dashboards | | owner Somebody",
        ],
        &[
            "1 2 they stand in this network",
            "1 3 SS +2d the names come from there",
            "3 4 no topic without its owner's rights",
            "2 4 it runs on them",
            "4 5 ",
            "1 4 said before anyone thought of clusters",
        ],
    )
}

/// A plan with a loop, something behind it, and something beside it.
pub(super) fn looped() -> Room {
    planned(
        Some("2027-01-11"),
        &[
            "| Network | 5d",
            "| Clusters | 10d",
            "| Rights | 3d",
            "| Pilot | 5d",
            "| Training | 4d",
        ],
        &[
            "1 2 they need it",
            "2 3 rights are set on them",
            "3 1 nobody may touch the network without rights",
            "2 4 it runs there",
        ],
    )
}

pub(super) fn page(room: &Room) -> &Roadmap {
    match room.desk().page() {
        Some(Page::Roadmap(page)) => page,
        _ => panic!("the roadmap is not in front"),
    }
}

pub(super) fn seen(room: &mut Room, columns: u16, rows: u16) -> String {
    text(&buffer(room, columns, rows, ThemeName::Dark))
}

#[test]
fn what_is_told_explains_the_date() {
    let mut room = rich();
    room.keys("G k");
    let picture = seen(&mut room, 120, 40);
    for sentence in [
        "Starts Mon 28 Dec 2026 because WP-2 must finish first",
        "it runs on them",
        "due Fri 8 Jan 2027",
        "too late for a deadline already",
    ] {
        assert!(picture.contains(sentence), "{sentence}\n{picture}");
    }
}

#[test]
fn problems_are_counted_and_walked_through() {
    let mut room = rich();
    let picture = seen(&mut room, 120, 40);
    assert!(
        picture.contains("2 problems, the first: WP-6 has no estimate"),
        "{picture}"
    );
    room.keys("n");
    assert_eq!(room.desk().record().unwrap().id.as_str(), "WP-6");
    room.keys("n");
    assert!(seen(&mut room, 120, 40).contains("WP-4 is due 8 Jan 2027 but ends 22 Jan 2027"));
    assert_eq!(room.desk().record().unwrap().id.as_str(), "WP-4");
    room.keys("N");
    assert_eq!(room.desk().record().unwrap().id.as_str(), "WP-6");
    let mut room = planned(None, &["| One | 2d"], &[]);
    room.keys("n");
    assert_eq!(room.said(), "Nothing is wrong with the plan");
}

#[test]
fn the_way_to_a_problem_is_parted_from_the_scale_beside_it() {
    let undated = || planned(None, &["| One | 2d", "| Two | "], &[]);
    let met = [rich, looped, undated].map(|make| {
        let mut met = 0;
        for columns in 60..140 {
            let picture = seen(&mut make(), columns, 24);
            let line = picture.lines().find(|line| line.contains("goes there"));
            let Some(behind) = line.and_then(|line| line.split("goes there").nth(1)) else {
                continue;
            };
            met += 1;
            assert!(behind.starts_with("   "), "{picture}");
        }
        met
    });
    assert_eq!(met, [80; 3], "it is on each picture");
}

#[test]
fn a_loop_is_told_hop_by_hop_and_the_rest_is_dated() {
    let mut room = looped();
    room.keys("n");
    let picture = seen(&mut room, 120, 40);
    for sentence in [
        "WP-1, WP-2 and WP-3 wait for each other",
        "WP-2 (Clusters) may not start before WP-1 (Network) finishes: they need it.",
        "Remove the link that makes WP-1 (Network) wait for WP-3 (Rights)",
        "in a loop",
        "no date",
    ] {
        assert!(picture.contains(sentence), "{sentence}\n{picture}");
    }
    let dated = page(&room)
        .table
        .rows
        .iter()
        .filter(|row| row.span.is_some());
    assert_eq!(
        dated.map(|row| row.id.as_str()).collect::<Vec<_>>(),
        ["WP-5"]
    );
    room.keys("G");
    let picture = seen(&mut room, 120, 40);
    assert!(
        picture.contains("It waits for WP-1, WP-2 and WP-3, which wait for each other"),
        "{picture}"
    );
}

#[test]
fn a_date_without_a_first_day_has_no_effect_and_is_said() {
    let mut room = planned(
        None,
        &["| One | 2d | from 2027-03-01", "| Two | 3d"],
        &["1 2 because"],
    );
    let picture = seen(&mut room, 120, 40);
    assert!(picture.contains("takes 5 days of work"), "{picture}");
    assert!(picture.contains("day 3"), "{picture}");
    assert!(
        picture.contains("WP-1 has a date, but the project has no start"),
        "{picture}"
    );
}

#[test]
fn the_gantt_follows_the_selection_when_it_shows_a_part() {
    let mut room = planned(
        Some("2027-01-11"),
        &["| One | 60w", "| Two | 60w", "| Three | 40w"],
        &["1 2 x", "2 3 y"],
    );
    let first = |room: &Room| page(room).layout.scale.unwrap().first;
    let begin = first(&room);
    room.keys("z z z z z z");
    assert_eq!(first(&room), begin);
    room.keys("l l");
    let scrolled = first(&room);
    assert!(scrolled > begin);
    room.keys("h h h h h h h l");
    assert!(first(&room) < scrolled, "scrolling ends at the edge");
    room.keys("G");
    let scale = page(&room).layout.scale.unwrap();
    let (start, _) = page(&room).selected().unwrap().span.unwrap();
    assert!(scale.visible(start).is_some());
    room.keys("Z Z Z Z Z Z Z Z Z");
    assert_eq!(page(&room).layout.scale.unwrap().more, (false, false));
}

#[test]
fn what_was_undone_is_shown_on_the_roadmap() {
    let mut room = rich();
    room.keys("g g d G u");
    assert_eq!(room.desk().record().unwrap().id.as_str(), "WP-1");
    assert_eq!(page(&room).table.rows.len(), 6);
}

#[test]
fn what_is_off_the_record_says_so_and_nothing_steers_the_terminal() {
    let hostile = "\u{1b}]0;x\u{7}\u{202e}\u{200b}";
    let mut room = planned(
        None,
        &[&format!(
            "{hostile} | Step {hostile} | 2d | owner {hostile}"
        )],
        &[],
    );
    room.keys("o");
    for (columns, rows) in [(60, 15), (80, 24), (200, 60)] {
        let picture = seen(&mut room, columns, rows);
        let word = if columns < 80 { "off  " } else { "off record " };
        assert!(picture.contains(word), "{picture}");
        assert!(!picture.contains(['\u{1b}', '\u{7}', '\u{202e}', '\u{200b}']));
    }
}

#[test]
fn plans_of_every_shape_are_drawn() {
    let mut empty = planned(None, &[], &[]);
    assert!(seen(&mut empty, 80, 24).contains("No work package yet"));
    let mut dropped = planned(None, &["| One | 2d | status dropped"], &[]);
    assert!(seen(&mut dropped, 80, 24).contains("0 work packages, 1 dropped"));
    let long = NaiveDate::from_ymd_opt(2028, 2, 1).unwrap();
    let mut years = planned(
        Some("2027-02-01"),
        &["| One | 50w", "| Two | 90w"],
        &["1 2 x"],
    );
    let picture = seen(&mut years, 80, 24);
    assert!(
        picture.contains("1 Feb 27") && picture.contains("2028"),
        "{picture}"
    );
    assert!(page(&years).layout.scale.unwrap().visible(long).is_some());
}

/// The links as `WP-1 WP-2 SS 2d: why`.
fn links(room: &Room) -> Vec<String> {
    let one = |(key, link): (&LinkKey, &Link)| {
        let [from, to] = [&key.from, &key.to].map(|node| node.record().unwrap().to_string());
        let Relation::Precedes(kind) = key.relation else {
            panic!("only work packages are linked here");
        };
        format!("{from} {to} {kind} {}: {}", link.lag, link.why)
    };
    room.state().links.iter().map(one).collect()
}

#[test]
fn a_link_says_why_and_of_which_kind_it_is() {
    let mut room = planned(None, &["| One | 2d", "| Two | 3d"], &[]);
    room.keys("j b 'one' Enter 'they stand on it' Tab 2 Tab '+1.50d' Enter");
    assert_eq!(
        room.said(),
        "WP-2 waits for WP-1 (SS: starts when the other has started, 1.5d between)"
    );
    assert_eq!(links(&room), ["WP-1 WP-2 SS 1.5d: they stand on it"]);
    room.keys("b Enter Tab Tab Ctrl-u '2x' Enter");
    assert_eq!(room.over(), "form");
    assert!(seen(&mut room, 80, 24).contains("or -4h where the two overlap"));
    room.keys("Ctrl-u '-4h' Tab Ctrl-u 'new reason' Esc");
    assert_eq!(links(&room).len(), 1);
    room.keys("b Enter Enter");
    assert_eq!(
        links(&room),
        ["WP-1 WP-2 SS -4h: new reason"],
        "what was typed waited"
    );
    room.keys("u u");
    assert!(links(&room).is_empty());
}

#[test]
fn links_are_gone_through_changed_and_removed() {
    let mut room = rich();
    room.keys("G k B");
    assert_eq!(room.app.context(), Where::LINKS);
    let picture = seen(&mut room, 120, 40);
    for sentence in [
        "WP-4 (Ledger events) may not start before WP-2 (Clusters for production) finishes: it runs on them.",
        "It sets the date of WP-4.",
    ] {
        assert!(picture.contains(sentence), "{sentence}\n{picture}");
    }
    room.keys("j");
    assert!(
        seen(&mut room, 120, 40).contains("It says nothing new: other links ask for the same.")
    );
    room.keys("d");
    assert_eq!(
        room.said(),
        "WP-4 does not wait for WP-1 any more; undo brings the link back"
    );
    assert_eq!((links(&room).len(), room.app.context()), (5, Where::LINKS));
    room.keys("u");
    assert_eq!((links(&room).len(), room.app.context()), (6, Where::LINKS));
    room.keys("G e 'the board decides' Enter");
    assert!(links(&room).contains(&"WP-4 WP-5 FS : the board decides".to_owned()));
    room.keys("g g Enter Tab 3 Enter");
    assert!(
        links(&room).contains(&"WP-2 WP-4 FF : it runs on them".to_owned()),
        "{:?}",
        links(&room)
    );
    assert_eq!(links(&room).len(), 6);
    room.keys("B");
    assert_eq!(room.app.context(), Where::ROADMAP);
    room.keys("B Esc");
    assert_eq!(room.app.context(), Where::ROADMAP);
    room.keys("k B");
    assert!(room.said().contains("waits for nothing"), "{}", room.said());
    room.keys("j B b 'dash' Enter Enter d d d d d d");
    assert_eq!(
        room.app.context(),
        Where::ROADMAP,
        "without links there is nothing to go through"
    );
}

#[test]
fn a_link_that_closes_a_loop_is_announced_kept_and_shown() {
    let mut room = planned(
        None,
        &["| One | 2d", "| Two | 3d", "| Three | 1d"],
        &["1 2 a", "2 3 b"],
    );
    room.keys("g g b 'three' Enter");
    let picture = seen(&mut room, 80, 24);
    assert!(picture.contains("WP-3 waits for WP-1 already"), "{picture}");
    room.keys("'c' Enter");
    assert!(
        room.said()
            .starts_with("WP-1, WP-2 and WP-3 wait for each other now"),
        "{}",
        room.said()
    );
    room.keys("B");
    let picture = seen(&mut room, 80, 24);
    assert!(picture.contains("It is part of a loop"), "{picture}");
    room.keys("u");
    assert!(page(&room).table.cycles.is_empty());
}

#[test]
fn without_unicode_everything_has_another_sign() {
    for mut room in [rich(), looped()] {
        room.app.theme = Theme::new(ThemeName::Dark, true, true);
        room.keys("G k");
        let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 24));
        view(&room.app, &mut buffer);
        let picture = text(&buffer);
        assert!(picture.is_ascii(), "{picture}");
        assert!(picture.contains("crit."), "{picture}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Any plan at any size after any keys: bars stay beside the table and say what the dates say.
    #[test]
    fn bars_stay_beside_the_table(
        lengths in prop::collection::vec(0_u32..200, 1..30),
        pairs in prop::collection::vec((1_usize..30, 1_usize..30), 0..40),
        columns in 60_u16..220, rows in 15_u16..70, keys in "[jkhlzZnNBGf<>\t]{0,12}", dated in any::<bool>(),
    ) {
        let packages: Vec<String> = lengths.iter().map(|days| format!("P{} | Step | {days}d", days % 3)).collect();
        let packages: Vec<&str> = packages.iter().map(String::as_str).collect();
        let within = |at: &usize| *at <= lengths.len();
        let links: Vec<String> = pairs.iter().filter(|(from, to)| from != to && within(from) && within(to))
            .map(|(from, to)| format!("{from} {to} because")).collect();
        let links: Vec<&str> = links.iter().map(String::as_str).collect();
        let mut room = planned(dated.then_some("2027-01-11"), &packages, &links);
        room.size(columns, rows);
        for key in keys.chars() {
            let key = Key::plain(match key {
                '\t' => crossterm::event::KeyCode::Tab,
                key => crossterm::event::KeyCode::Char(key),
            });
            room.tell(Message::Key { key, followed: false });
        }
        let buffer = buffer(&mut room, columns, rows, ThemeName::Dark);
        let layout = page(&room).layout;
        let symbols = room.app.theme.symbols;
        let signs = [symbols.bar, symbols.bar_critical, symbols.slack, symbols.link];
        for y in layout.table.top()..layout.table.bottom() {
            for x in 0..layout.gantt.x {
                prop_assert!(!signs.contains(&buffer[(x, y)].symbol()), "{x} {y}");
            }
        }
        prop_assert!(layout.panel.bottom() <= rows - 2 && layout.gantt.right() <= columns);
    }
}

#[test]
fn pictures() {
    let mut room = rich();
    room.keys("G k");
    check("plan", room);
    check("plan-loop", looped());
    let mut room = rich();
    room.keys("G k B j");
    check("plan-links", room);
    let mut room = looped();
    room.keys("n b 'pilot' Enter");
    check("plan-link", room);
}
