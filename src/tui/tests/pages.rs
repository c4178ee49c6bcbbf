//! What keys do on the screens beyond the block.

use super::fixture::Room;
use crate::tui::context::Where;

#[test]
fn what_is_missing_leads_to_its_place_and_back() {
    let mut room = Room::open();
    room.keys("g m");
    assert_eq!(room.app.context(), Where::CHECK);
    room.keys("j Enter");
    assert!(room.desk().page().is_none());
    let place = (room.block().to_owned(), room.tab());
    room.keys("[ Backspace");
    assert_eq!(room.app.context(), Where::CHECK);
    room.keys("Enter");
    assert_eq!((room.block().to_owned(), room.tab()), place);
    room.keys("g m Esc");
    assert!(room.desk().page().is_none());
}

#[test]
fn the_capture_line_opens_over_a_screen() {
    let mut room = Room::open();
    room.keys("g m a 'li: said meanwhile' Enter Esc");
    assert_eq!(room.records("line-items"), ["LI-1 said meanwhile"]);
    assert_eq!(room.app.context(), Where::CHECK);
    room.keys("u");
    assert!(room.records("line-items").is_empty());
}
