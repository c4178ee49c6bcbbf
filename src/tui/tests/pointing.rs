//! The mouse on boards, pages and lists: it selects what is drawn under it and nothing else.

use super::actions::three;
use super::fixture::Room;
use super::pages::tell_history;
use super::pictures::{buffer, busy, text};
use crate::tui::app::overlay::Overlay;
use crate::tui::app::pages::Page;
use crate::tui::effect::{Message, Pointed};
use crate::tui::text::width;
use crate::tui::theme::ThemeName;

/// Clicks on the first place where these words are drawn.
fn click(room: &mut Room, words: &str) {
    let picture = text(&buffer(room, 100, 30, ThemeName::Dark));
    let lines = picture.lines().enumerate();
    let mut found = lines.filter_map(|(y, line)| Some((y, width(line.split_once(words)?.0))));
    let (y, x) = found
        .next()
        .unwrap_or_else(|| panic!("no {words} in\n{picture}"));
    let [x, y] = [x, y].map(|at| u16::try_from(at).unwrap());
    room.tell(Message::Pointed(Pointed::At(x, y)));
}

/// The row that is selected on the page in front.
fn row(room: &Room) -> usize {
    match room.desk().page() {
        Some(Page::Check(page)) => page.spot.row,
        Some(Page::History(page)) => page.spot.row,
        Some(Page::Ideas(page)) => page.spot.row,
        Some(Page::Recommendation(page)) => page.spot.row,
        Some(Page::Roadmap(page)) => page.spot.row,
        Some(Page::Why(page)) => page.front().unwrap().spot.row,
        _ => usize::MAX,
    }
}

#[test]
fn a_click_selects_a_point_of_the_board() {
    let mut room = Room::open();
    room.keys(
        "] ] ] 4 a 'no brokers' Enter 'in the EU' Enter Esc l a 'priced per partition' Enter Esc",
    );
    click(&mut room, "in the EU");
    assert_eq!(room.selected(), "S-2");
    click(&mut room, "priced per");
    assert_eq!(room.selected(), "S-3");
    click(&mut room, "Opportunities");
    assert_eq!(
        (room.selected(), room.desk().spot().column),
        (String::new(), 2)
    );
    assert_eq!(room.commits(), 3);
}

#[test]
fn a_click_selects_on_pages() {
    let mut room = Room::open();
    room.keys("g p a 'Landing zone' Enter 'Clusters' Enter 'First use' Enter Esc");
    click(&mut room, "Clusters");
    assert_eq!(row(&room), 1);
    room.keys("Esc ] ] ] 4 i");
    click(&mut room, "What leaves");
    assert_eq!(row(&room), 1);
    click(&mut room, "speaks to");
    assert_eq!(row(&room), 1, "what is told of it is no row");
    let mut room = busy();
    room.keys("] ] 2 3 1 1 2 g r g g");
    let before = row(&room);
    room.keys("G");
    let last = row(&room);
    assert!(before < last);
    click(&mut room, "Recommendation");
    assert_eq!(row(&room), last);
    room.keys("g g y G");
    let bottom = row(&room);
    room.keys("g g");
    let because = text(&buffer(&mut room, 100, 30, ThemeName::Dark));
    let lines: Vec<&str> = because.lines().collect();
    let first = lines
        .iter()
        .position(|line| line.contains("because"))
        .unwrap();
    let y = u16::try_from(first + 1 + bottom).unwrap();
    room.tell(Message::Pointed(Pointed::At(40, y)));
    assert_eq!(row(&room), bottom);
    assert!(bottom > 0);
}

#[test]
fn what_is_told_below_a_list_is_no_row_of_it() {
    let mut room = busy();
    room.keys("g l");
    tell_history(&mut room);
    click(&mut room, "added LI-1");
    assert_eq!(row(&room), 2);
    click(&mut room, "entry 2");
    assert_eq!(row(&room), 2);
    room.keys("Esc g m j");
    click(&mut room, "To do:");
    assert_eq!(row(&room), 1);
}

#[test]
fn a_click_in_help_selects_and_leaves_it_open() {
    let mut room = three();
    room.keys("?");
    click(&mut room, "Send the record to the parking lot");
    let Some(Overlay::Help(finder)) = room.app.overlays.last() else {
        unreachable!("help is open");
    };
    assert_eq!(finder.chosen().unwrap().entry().name, "park");
}
